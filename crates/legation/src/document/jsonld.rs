//! What a page says about itself in JSON-LD (schema.org), read tolerantly and within bounds.

use super::{entities, limits};
use serde_json::Value;

/// What the JSON-LD of a page claims; the first article described wins.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub published: Vec<String>,
    pub modified: Vec<String>,
    pub site_name: Option<String>,
    pub language: Option<String>,
    pub address: Option<String>,
    pub comments: Option<u32>,
    /// The article's text, a paragraph a line.
    pub body: Option<String>,
}

/// Reads the scripts of a page.
pub(super) fn claims<'s>(scripts: impl Iterator<Item = &'s str>) -> Claims {
    let mut claims = Claims::default();
    let mut budget = limits::JSON_VALUES;
    for script in scripts.filter(|script| script.len() <= limits::JSON_BYTES).take(limits::JSON_SCRIPTS) {
        if let Some(value) = parse(script) {
            claims.gather(&value, &mut budget);
        }
    }
    claims
}

/// Parses a script; a broken one once more after mending what is usually wrong.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// Without wrapping comments, raw control characters, commas before a closing bracket, and what follows the value.
fn mended(script: &str) -> String {
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let start = script.find(['{', '[']).unwrap_or(0);
    let end = script.rfind(['}', ']']).map_or(script.len(), |end| end + 1);
    let mut out = String::with_capacity(script.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in script.get(start..end).unwrap_or("").chars() {
        if !quoted && matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            // Spaces before a closing bracket mean nothing; a comma there is an error of many pages.
            if out.get(kept..).is_some_and(|tail| tail.contains(',')) {
                out.truncate(kept);
            }
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

impl Claims {
    /// Looks through a value and all it holds, without recursion.
    fn gather(&mut self, value: &Value, budget: &mut usize) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            if *budget == 0 {
                return;
            }
            *budget -= 1;
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => {
                    if is_article(value) {
                        self.article(value);
                    } else if self.site_name.is_none() && has_type(value, |kind| kind == "WebSite") {
                        self.site_name = text(object.get("name"));
                    }
                    // Where articles usually hang; lists of other pages are not followed.
                    const NESTED: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage"];
                    open.extend(NESTED.iter().rev().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, value: &Value) {
        let first = |slot: &mut Option<String>, key: &str| {
            if slot.is_none() {
                *slot = text(value.get(key));
            }
        };
        first(&mut self.headline, "headline");
        first(&mut self.language, "inLanguage");
        first(&mut self.address, "url");
        if self.site_name.is_none() {
            self.site_name = text(value.get("publisher").and_then(|publisher| publisher.get("name")));
        }
        if self.authors.is_empty() {
            self.authors = names(value.get("author"));
        }
        if self.body.is_none() {
            self.body = value.get("articleBody").and_then(Value::as_str).map(body);
        }
        self.published.extend(["datePublished", "dateCreated"].iter().find_map(|key| text(value.get(*key))));
        self.modified.extend(text(value.get("dateModified")));
        self.published.truncate(limits::METADATA_ENTRIES);
        self.modified.truncate(limits::METADATA_ENTRIES);
        if self.comments.is_none() {
            let count = value.get("commentCount");
            let number = count.and_then(|count| count.as_u64().or_else(|| count.as_str()?.trim().parse().ok()));
            self.comments = number.and_then(|number| u32::try_from(number).ok());
        }
    }
}

/// Whether an object describes an article: schema.org names them all so.
fn is_article(value: &Value) -> bool {
    has_type(value, |kind| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report")
        || (has_type(value, |kind| kind == "WebPage") && value.get("headline").is_some())
}

fn has_type(value: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    match value.get("@type") {
        Some(Value::String(kind)) => wanted(kind),
        Some(Value::Array(kinds)) => kinds.iter().take(8).filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

/// A text, or the first text of a list; references resolved.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let text = entities::clean(text, limits::METADATA_CHARACTERS);
    (!text.is_empty()).then_some(text)
}

/// An article's text as lines, without the white space around them. Markup in it stays what it is: text.
fn body(text: &str) -> String {
    let lines = text.lines().map(|line| entities::clean(line, limits::BODY_CHARACTERS));
    let mut out = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if out.len() > limits::BODY_CHARACTERS {
            break;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Names of persons given as texts, objects or lists of them.
fn names(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| text(Some(value)).or_else(|| text(value.get("name")));
    match value {
        Some(Value::Array(items)) => items.iter().take(limits::METADATA_ENTRIES).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}
