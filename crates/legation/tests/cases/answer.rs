//! A record in the notation of `.case` files.

use legation::record::{Event, Record};
use legation::span::Span;

/// What a record says of a kind, one line a fact, in the order of the text.
pub fn lines(record: &Record, key: &str) -> Vec<String> {
    let answer = Answer { record, text: record.article.text.chars().collect() };
    match key {
        "event" => record.events.iter().map(|event| answer.event(event)).collect(),
        "time" => record.times.iter().map(|time| format!("{} | {}", time.value, answer.words(time.span))).collect(),
        "quote" => answer.quotes(),
        "commitment" => answer.commitments(),
        "actor" => record.actors.iter().map(|a| format!("{} {}", a.name, a.code.as_deref().unwrap_or("-"))).collect(),
        _ => record.notes.iter().map(|note| note.kind.clone()).collect(),
    }
}

struct Answer<'r> {
    record: &'r Record,
    text: Vec<char>,
}

impl Answer<'_> {
    fn words(&self, span: Span) -> String {
        let words: String = self.text.get(span.range()).unwrap_or(&[]).iter().collect();
        words.replace('\n', " ")
    }

    fn event(&self, event: &Event) -> String {
        let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
        let (source, target) = (self.states(&event.source), self.states(&event.target));
        let status = format!("{:?}", event.status).to_lowercase();
        format!("{}{mode} {source} -> {target} {status} | {}", event.kind, self.words(event.trigger_span))
    }

    fn quotes(&self) -> Vec<String> {
        let quotes = self.record.quotes.iter();
        quotes
            .map(|quote| {
                let manner = if quote.direct { "direct" } else { "indirect" };
                format!("{manner} {} | {}", self.states(&quote.speakers), self.words(quote.span))
            })
            .collect()
    }

    fn commitments(&self) -> Vec<String> {
        let promises = self.record.commitments.iter();
        promises
            .map(|c| format!("{} -> {} | {}", self.states(&c.by), self.states(&c.to), c.action.replace('\n', " ")))
            .collect()
    }

    /// States and organisations behind some actors, without sectors, in order, each once; `-` where there are none.
    fn states(&self, ids: &[String]) -> String {
        let mut open: Vec<&str> = ids.iter().rev().map(String::as_str).collect();
        let (mut seen, mut states) = (Vec::new(), Vec::new());
        while let Some(id) = open.pop() {
            let Some(actor) = self.record.actor(id).filter(|_| !seen.contains(&id)) else { continue };
            seen.push(id);
            open.extend(actor.members.iter().rev().map(String::as_str));
            let code = actor.code.as_deref().filter(|_| actor.members.is_empty());
            if let Some(state) = code.and_then(|code| code.split('.').next()).filter(|state| !states.contains(state)) {
                states.push(state);
            }
        }
        if states.is_empty() { "-".to_string() } else { states.join(",") }
    }
}

/// Types whose parties stand side by side, so that it does not matter who is named as whose target.
const MUTUAL: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];
/// Modes of these in which it does matter.
const ONE_SIDED: [&str; 2] = ["visit", "third-party"];

/// A line written so that two lines that say the same are equal.
pub fn normal(key: &str, line: &str) -> String {
    if !matches!(key, "event" | "quote" | "commitment") {
        return line.to_string();
    }
    let (head, words) = line.split_once('|').unwrap_or((line, ""));
    let head: Vec<&str> = head.split_whitespace().collect();
    let mutual = key == "event" && MUTUAL.contains(&head[0]) && !ONE_SIDED.contains(&head[1]);
    let arrow = head.iter().position(|part| *part == "->").filter(|at| mutual && at + 1 < head.len());
    let head = match arrow {
        Some(at) => {
            let parties = sorted(&format!("{},{}", head[at - 1], head[at + 1]));
            [&head[..at - 1], &[parties.as_str()], &head[at + 2..]].concat().join(" ")
        }
        None => head.iter().map(|part| sorted(part)).collect::<Vec<_>>().join(" "),
    };
    format!("{head} | {}", words.trim())
}

/// A list of codes in alphabetical order.
fn sorted(list: &str) -> String {
    let mut codes: Vec<&str> = list.split(',').filter(|code| *code != "-").collect();
    codes.sort_unstable();
    if codes.is_empty() { "-".to_string() } else { codes.join(",") }
}
