//! A pattern as instructions for the matcher.

use super::token::{Token, UNKNOWN};

/// Words that stand together, as a rule file writes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Literal {
    pieces: Vec<Piece>,
}

/// One token that must stand in the text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub symbol: u32,
    /// The exact characters asked for, when the file has the word in quotes.
    pub exact: Option<Box<str>>,
    /// The figures asked for: value and number of figures.
    pub figures: Option<(u64, usize)>,
    /// Whether it must follow the piece before without a space.
    pub joined: bool,
}

impl Literal {
    /// A literal of these pieces.
    pub fn new(pieces: Vec<Piece>) -> Literal {
        Literal { pieces }
    }

    /// How many tokens it takes.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The symbol it begins with; `None` for nothing or for figures.
    pub fn first_symbol(&self) -> Option<u32> {
        self.pieces.first().filter(|piece| piece.figures.is_none()).map(|piece| piece.symbol)
    }

    /// The token after the literal when it stands at token `at`.
    pub fn ends(&self, text: &str, tokens: &[Token], at: usize) -> Option<usize> {
        for (offset, piece) in self.pieces.iter().enumerate() {
            let token = tokens.get(at + offset)?;
            if offset > 0 && (token.opens_line || piece.joined && !token.joined) || !piece.fits(text, token) {
                return None;
            }
        }
        Some(at + self.pieces.len())
    }
}

impl Piece {
    fn fits(&self, text: &str, token: &Token) -> bool {
        match self.figures {
            Some((value, count)) => token.digits == Some(value) && token.span.of(text).chars().count() == count,
            None => {
                self.symbol == token.symbol
                    && self.symbol != UNKNOWN
                    && self.exact.as_ref().is_none_or(|exact| token.span.of(text) == &**exact)
            }
        }
    }
}

/// What a slot takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Take {
    /// An entry of word list number n.
    List(usize),
    /// A number of table n, between two bounds.
    Number { table: usize, low: f64, high: f64 },
    /// Figures between two bounds; a width asks for exactly so many figures.
    Range { low: u64, high: u64, width: Option<usize>, most: usize },
    /// Any words, as few as possible.
    Text,
    /// One word.
    Word,
    /// Characters up to white space.
    Run,
    /// Everything up to the end of the line.
    Rest,
}

/// One step of the matcher.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// These words.
    Literal(Literal),
    /// Something for a slot; the number is that of the slot's name.
    Take(Take, Option<u16>),
    /// Goes on at both places, the first one preferred.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// No white space here.
    Joined,
    /// No word goes on here.
    Edge,
    /// The first token of a line.
    LineStart,
    /// After the last token of a line.
    LineEnd,
    /// The match proper begins here; what stands before is context.
    Open,
    /// The match proper ends here.
    Close,
    /// The whole pattern was found.
    Found,
}

/// A compiled pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub steps: Vec<Step>,
    /// Whether the first way found is taken rather than the longest.
    pub lazy: bool,
    /// Whether it says itself where the match proper begins and ends.
    pub framed: bool,
}

impl Program {
    /// Whether every way through it asks for the begin of a line before it takes anything.
    pub fn opens_line(&self) -> bool {
        let mut seen = vec![false; self.steps.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            match (seen.get_mut(at), self.steps.get(at)) {
                (Some(seen), _) if *seen => continue,
                (Some(seen), Some(step)) => {
                    *seen = true;
                    match step {
                        Step::LineStart => {}
                        Step::Split(first, second) => open.extend([*first, *second]),
                        Step::Jump(to) => open.push(*to),
                        Step::Open => open.push(at + 1),
                        _ => return false,
                    }
                }
                _ => return false,
            }
        }
        true
    }
}
