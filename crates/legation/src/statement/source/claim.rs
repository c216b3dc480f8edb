//! What the matches of source rules say, by the first word of their value.

use super::{Basis, Ground};
use crate::pattern::{Match, Rules};
use crate::span::Span;

/// What a rule of `sources.rules` finds; `docs/rules.md` describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Dateline,
    Source,
    Label,
    Byline,
    Credit,
    Photo,
    Caption,
    Remark,
    Cited,
    Translated,
}

/// One match with its meaning.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub kind: Kind,
    pub found: Match,
    pub basis: Basis,
}

impl Kind {
    fn parse(value: &str) -> Option<Kind> {
        Some(match value.split_whitespace().next()? {
            "dateline" => Kind::Dateline,
            "source" => Kind::Source,
            "label" => Kind::Label,
            "byline" => Kind::Byline,
            "credit" => Kind::Credit,
            "photo" => Kind::Photo,
            "caption" => Kind::Caption,
            "remark" => Kind::Remark,
            "cited" => Kind::Cited,
            "translated" => Kind::Translated,
            _ => return None,
        })
    }
}

impl Hit {
    fn new(rules: &Rules, found: Match) -> Option<Hit> {
        let kind = Kind::parse(&found.value)?;
        let line = rules.rule(found.rule).map_or(0, |rule| rule.line());
        Some(Hit { kind, basis: Basis { file: rules.file().to_string(), line, span: found.span }, found })
    }

    /// Names, values and places of the slots called `name`.
    pub fn slots(&self, name: &str) -> impl Iterator<Item = (&str, Span)> {
        self.found.slots.iter().filter(move |slot| &*slot.name == name).map(|slot| (slot.value.as_str(), slot.span))
    }

    /// The words that say who made a picture: from the first such slot to the last.
    pub fn credit(&self) -> Option<Span> {
        let says = |name: &str| matches!(name, "credit" | "agency" | "publisher");
        self.found.slots.iter().filter(|slot| says(&slot.name)).map(|slot| slot.span).reduce(Span::cover)
    }
}

/// What the rules find in a stretch of the text; earlier rule files win over later ones.
pub(super) fn hits(ground: &Ground<'_>, within: Span) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    for rules in ground.rules {
        let found = rules.find(&ground.document.text, within);
        let new: Vec<Hit> = found.into_iter().filter_map(|found| Hit::new(rules, found)).collect();
        let kept = all.len();
        all.extend(new);
        let mut at = 0;
        let taken: Vec<Span> = all.iter().take(kept).map(|hit| hit.found.span).collect();
        all.retain(|hit| {
            at += 1;
            at <= kept || !taken.iter().any(|span| span.overlaps(hit.found.span))
        });
    }
    all.sort_by_key(|hit| hit.found.span);
    all
}
