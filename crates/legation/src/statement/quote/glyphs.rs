//! Quotation marks in a text, one by one, with what each may be by its shape and its neighbours.

use crate::language::settings::QuotePair;
use crate::span::Span;

/// Pairs that any text may use besides those of its language: Unicode's quotation marks and their typewriter forms.
const EVERYWHERE: [(&str, &str, u8); 10] = [
    ("\u{201c}", "\u{201d}", 1),
    ("\"", "\"", 1),
    ("\u{201e}", "\u{201d}", 1),
    ("\u{ab}", "\u{bb}", 1),
    ("''", "''", 1),
    ("``", "''", 1),
    ("\u{300c}", "\u{300d}", 1),
    ("\u{300e}", "\u{300f}", 2),
    ("\u{2018}", "\u{2019}", 2),
    ("'", "'", 2),
];
/// Most pairs that are told apart.
const MOST_PAIRS: usize = 12;

/// Prices of a reading against the shape or the neighbours of a mark.
const AGAINST_SHAPE: u32 = 15;
const AGAINST_NEIGHBOURS: u32 = 20;
const DOUBTFUL: u32 = 5;

/// A quotation mark in a text, with the pairs that it may open and close and the price of either.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Its characters.
    pub span: Span,
    /// Whether it is a single mark, which may be an apostrophe.
    pub single: bool,
    /// Pairs that it may open.
    pub opens: Vec<(usize, u32)>,
    /// Pairs that it may close.
    pub closes: Vec<(usize, u32)>,
}

impl Glyph {
    /// Whether it can well open a quotation.
    pub fn can_open(&self) -> bool {
        !self.single && self.opens.iter().any(|(_, price)| *price < AGAINST_NEIGHBOURS)
    }
}

/// The marks of a language and of every language.
pub struct Glyphs {
    pairs: Vec<QuotePair>,
    /// All marks, longest first.
    marks: Vec<String>,
    /// Whether a mark begins with this byte.
    starts: [bool; 256],
}

impl Glyphs {
    /// The pairs of which a text has a mark; a language's own come first.
    pub fn new(text: &str, own: &[QuotePair]) -> Glyphs {
        let everywhere = EVERYWHERE.iter().map(|(open, close, level)| QuotePair {
            open: (*open).to_string(),
            close: (*close).to_string(),
            level: *level,
        });
        let mut pairs: Vec<QuotePair> = Vec::new();
        for pair in own.iter().cloned().chain(everywhere) {
            let known = pairs.iter().any(|p| p.open == pair.open && p.close == pair.close);
            // A pair of two closing marks is a mistake that the prices know of.
            let oriented = pairs.iter().any(|p| p.close == pair.close && p.open != pair.open);
            let mistaken = !pair.open.is_ascii() && pair.open == pair.close && oriented;
            let empty = pair.open.is_empty() || pair.close.is_empty();
            let used = || text.contains(&pair.open) || text.contains(&pair.close);
            if !known && !mistaken && !empty && pairs.len() < MOST_PAIRS && used() {
                pairs.push(pair);
            }
        }
        let mut marks: Vec<String> = pairs.iter().flat_map(|p| [p.open.clone(), p.close.clone()]).collect();
        marks.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        marks.dedup();
        let mut starts = [false; 256];
        for first in marks.iter().filter_map(|m| m.bytes().next()) {
            starts[first as usize] = true;
        }
        Glyphs { pairs, marks, starts }
    }

    /// The pairs, as glyphs number them.
    pub fn pairs(&self) -> &[QuotePair] {
        &self.pairs
    }

    /// Calls `take` with every mark of a block.
    pub fn scan(&self, text: &str, block: Span, take: &mut impl FnMut(Glyph)) {
        let inside = block.of(text);
        let mut before: Option<char> = None;
        let mut skip_to = 0;
        for (at, first) in inside.char_indices() {
            if at < skip_to {
                continue;
            }
            let rest = inside.get(at..).unwrap_or("");
            let may = rest.bytes().next().is_some_and(|b| self.starts[b as usize]);
            let Some(mark) = self.marks.iter().filter(|_| may).find(|m| rest.starts_with(m.as_str())) else {
                before = Some(first);
                continue;
            };
            skip_to = at + mark.len();
            let after = rest.get(mark.len()..).and_then(|r| r.chars().next());
            let span = Span::new(block.start as usize + at, block.start as usize + skip_to);
            if let Some(glyph) = self.glyph(mark, span, before, after) {
                take(glyph);
            }
            before = mark.chars().last();
        }
    }

    fn glyph(&self, mark: &str, span: Span, before: Option<char>, after: Option<char>) -> Option<Glyph> {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let single = self.pairs.iter().filter(|p| p.open == mark || p.close == mark).all(|p| p.level > 1);
        if single && word(before) && word(after) {
            return None;
        }
        let is_open = self.pairs.iter().any(|p| p.open == mark);
        let is_close = self.pairs.iter().any(|p| p.close == mark);
        let neighbours = Neighbours::new(before, after);
        let oriented = is_open != is_close;
        let mut glyph = Glyph { span, single, opens: Vec::new(), closes: Vec::new() };
        for (at, pair) in self.pairs.iter().enumerate() {
            let level_fits = (pair.level > 1) == single;
            if pair.open == mark {
                glyph.opens.push((at, neighbours.opening(oriented)));
            } else if pair.close == mark && oriented && level_fits && !single {
                glyph.opens.push((at, AGAINST_SHAPE + neighbours.opening(false) / 4));
            }
            if pair.close == mark {
                glyph.closes.push((at, neighbours.closing(oriented)));
            } else if pair.open == mark && oriented && level_fits && !single {
                glyph.closes.push((at, AGAINST_SHAPE + neighbours.closing(false)));
            }
        }
        if single {
            // An apostrophe is no mark: a single one opens before a word and closes after one only.
            if word(before) || !word(after) {
                glyph.opens.clear();
            }
            if before.is_none_or(char::is_whitespace) || word(after) {
                glyph.closes.clear();
            }
        }
        Some(glyph)
    }
}

/// What the characters beside a mark say of it.
struct Neighbours {
    opens: bool,
    closes: bool,
    /// A comma before it: what is quoted goes on in the frame around it.
    comma: bool,
}

impl Neighbours {
    fn new(before: Option<char>, after: Option<char>) -> Neighbours {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let joint = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        Neighbours {
            opens: (space(before) || joint(before)) && !space(after),
            closes: !space(before) && (space(after) || joint(after)),
            comma: before == Some(','),
        }
    }

    fn opening(&self, oriented: bool) -> u32 {
        let price = match (self.opens, self.closes) {
            (true, false) => 0,
            (true, true) | (false, false) => DOUBTFUL,
            (false, true) => AGAINST_NEIGHBOURS,
        };
        let price = if oriented { price / 4 } else { price };
        price + if self.comma { AGAINST_SHAPE } else { 0 }
    }

    fn closing(&self, oriented: bool) -> u32 {
        let price = match (self.opens, self.closes) {
            (false, true) => 0,
            (true, true) | (false, false) => DOUBTFUL,
            (true, false) => AGAINST_NEIGHBOURS,
        };
        if oriented { price / 4 } else { price }
    }
}
