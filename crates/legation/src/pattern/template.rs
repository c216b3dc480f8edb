//! What a rule makes of its slots: words with slots in them; a word whose slot is empty falls away.

/// A value template.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// Words, each a list of fixed text and slots.
    words: Vec<Vec<Part>>,
}

#[derive(Debug)]
enum Part {
    Text(Box<str>),
    Slot(u16),
}

impl Template {
    /// Reads `date year={y} month={m}`; `slot` gives the number of a slot's name.
    pub fn parse(text: &str, slot: impl Fn(&str) -> Option<u16>) -> Result<Template, String> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let mut parts = Vec::new();
            let mut rest = word;
            while let Some((before, after)) = rest.split_once('{') {
                let (name, after) = after.split_once('}').ok_or("a slot is not closed with }")?;
                let number = slot(name).ok_or_else(|| format!("the patterns have no slot \"{name}\""))?;
                parts.extend([Part::Text(before.into()), Part::Slot(number)]);
                rest = after;
            }
            parts.push(Part::Text(rest.into()));
            words.push(parts);
        }
        Ok(Template { words })
    }

    /// The template with its slots filled.
    pub fn fill<'v>(&self, value: impl Fn(u16) -> Option<&'v str>) -> String {
        let mut filled = String::new();
        for word in &self.words {
            let before = filled.len();
            if before > 0 {
                filled.push(' ');
            }
            for part in word {
                match part {
                    Part::Text(text) => filled.push_str(text),
                    Part::Slot(slot) => match value(*slot) {
                        Some(value) => filled.push_str(value),
                        None => {
                            filled.truncate(before);
                            break;
                        }
                    },
                }
            }
        }
        filled
    }
}
