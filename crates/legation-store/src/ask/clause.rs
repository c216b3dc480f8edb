//! Conditions of a question, put together; values are bound, never written into the question.

use super::when::When;
use rusqlite::types::Value;

/// Conditions joined by AND, and the values of their question marks.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Clause {
    /// Adds a condition with its values.
    pub fn and(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    /// A column is one of these.
    pub fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            self.and(format!("{column} IN ({})", marks(values.len())), values.iter().cloned().map(Value::Text));
        }
    }

    /// A column is a day of this stretch.
    pub fn during(&mut self, column: &str, when: When) {
        if let Some(from) = when.from {
            self.and(format!("{column} >= ?"), [Value::Integer(from.into())]);
        }
        if let Some(until) = when.until {
            self.and(format!("{column} <= ?"), [Value::Integer(until.into())]);
        }
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// All of them as one; true where there are none.
    pub fn sql(&self) -> String {
        if self.conditions.is_empty() { "1".to_owned() } else { self.conditions.join(" AND ") }
    }

    /// The values, in the order of their question marks.
    pub fn values(&self) -> Vec<Value> {
        self.values.clone()
    }
}

/// So many question marks.
pub fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}
