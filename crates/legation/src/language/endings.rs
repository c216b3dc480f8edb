//! What a token is in its clause, by the particles behind nouns and the endings of verbs: see `[endings]` in
//! `language.toml`.

use super::Language;
use crate::analysis::{Ending, Part, Piece, Token, Upos};
use serde::Deserialize;

/// How a verb-final language shows on the surface what hangs where. A final consonant alone is written as a conjoining
/// letter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndingSettings {
    /// Beginnings of the forms of verbs that make a verb of the noun before them.
    pub light: Vec<String>,
    /// Verbs that make a predicate of the noun before them: to be.
    pub copulas: Vec<String>,
    /// Endings of a verb that describes the next noun.
    pub describes: Vec<String>,
    /// Endings of a verb that tells what the next noun holds.
    pub content: Vec<String>,
    /// Endings of a verb that another clause follows.
    pub links: Vec<String>,
    /// Those of them behind which the main clause follows: but, although.
    pub contrasts: Vec<String>,
    /// Endings of a verb that stands as a noun.
    pub nouns: Vec<String>,
    /// Endings of a verb that closes a sentence.
    pub closes: Vec<String>,
    /// Nouns that make a noun of the clause before them.
    pub bound: Vec<String>,
    /// Nouns that say with a verb behind them how far something is so: can, will, did once.
    pub moods: Vec<String>,
    /// Those verbs.
    pub mood_verbs: Vec<String>,
    /// Nouns that join the clause before them to the next one: case, time, while.
    pub joints: Vec<String>,
    /// Nouns whose clause tells what they hold: plan, view, will.
    pub holders: Vec<String>,
    /// Words between a title and the name of who holds it: who is.
    pub equates: Vec<String>,
    /// Words that set aside the noun and particle before them: apart, unlike.
    pub apart: Vec<String>,
    /// Words behind a list: "and others".
    pub lists: Vec<String>,
}

/// Most tokens of a remark in brackets.
const LONGEST_ASIDE: usize = 30;
/// Most tokens of a postposition written apart.
const LONGEST_POSTPOSITION: usize = 3;
/// First and last of the syllables that hold their letters in order, how many have one vowel, and the code before the
/// first conjoining final consonant.
const SYLLABLES: (u32, u32, u32, u32) = (0xAC00, 0xD7A3, 28, 0x11A7);
/// Classes of markers that also stand behind clauses.
const JOINTS: [&str; 7] = ["after", "before", "during", "since", "until", "because", "among"];

/// The length of the ending on a word, in letters; a final consonant counts one, a syllable two.
fn ends(word: &str, endings: &[String]) -> usize {
    let (first, last, row, code) = SYLLABLES;
    let fits = |ending: &&String| {
        let mut letters = ending.chars();
        match (letters.next().map(u32::from), letters.next()) {
            (Some(final_letter), None) if final_letter > code && final_letter < code + row => {
                let syllable = word.chars().next_back().map(u32::from).filter(|c| (first..=last).contains(c));
                syllable.is_some_and(|c| (c - first) % row + code == final_letter)
            }
            _ => word.ends_with(ending.as_str()),
        }
    };
    let weight =
        |ending: &String| if ending.chars().all(|c| u32::from(c) < first) { 1 } else { 2 * ending.chars().count() };
    endings.iter().filter(fits).map(weight).max().unwrap_or(0)
}

/// Reads the pieces of one sentence from left to right.
struct Reader<'a> {
    language: &'a Language,
    text: &'a str,
    tokens: &'a [Token],
    settings: &'a EndingSettings,
    pieces: Vec<Piece>,
    /// The quotation marks that are open, each with what shuts it.
    open: Vec<&'a str>,
}

impl Language {
    /// What each token of a sentence is in its clause; `None` where the pack says nothing of endings.
    pub fn pieces(&self, text: &str, tokens: &[Token]) -> Option<Vec<Piece>> {
        let settings = &self.settings.endings;
        if settings.describes.is_empty() {
            return None;
        }
        let mut reader = Reader { language: self, text, tokens, settings, pieces: Vec::new(), open: Vec::new() };
        while reader.pieces.len() < tokens.len() {
            reader.take();
        }
        reader.pieces.truncate(tokens.len());
        Some(reader.pieces)
    }
}

impl Reader<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn upos(&self, at: usize) -> Upos {
        self.tokens.get(at).map_or(Upos::Punct, |t| t.upos)
    }

    fn has_lemma(&self, at: usize, list: &[String]) -> bool {
        self.tokens.get(at).is_some_and(|t| list.iter().any(|w| **w == *t.lemma))
    }

    fn is_in(&self, at: usize, list: &[String]) -> bool {
        let form = self.form(at);
        !form.is_empty() && list.iter().any(|w| w == form)
    }

    fn glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.tokens.get(b));
        before.zip(self.tokens.get(at)).is_some_and(|(a, b)| a.span.end == b.span.start)
    }

    fn nominal(&self, at: usize) -> bool {
        matches!(self.upos(at), Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::X | Upos::Sym)
    }

    fn joint(&self, at: usize) -> bool {
        self.is_in(at, &self.settings.joints) || JOINTS.iter().any(|class| self.language.marks(class, self.form(at)))
    }

    fn light(&self, at: usize) -> bool {
        let verbal = self.upos(at) == Upos::Aux || self.upos(at) == Upos::Verb && self.glued(at);
        verbal && self.settings.light.iter().any(|start| self.form(at).starts_with(start.as_str()))
    }

    fn copula(&self, at: usize) -> bool {
        self.upos(at) == Upos::Aux && self.glued(at) && self.has_lemma(at, &self.settings.copulas)
    }

    /// Takes the token or the group of tokens that comes next.
    fn take(&mut self) {
        let at = self.pieces.len();
        if let Some(last) = self.aside(at) {
            self.pieces.resize(last, Piece::Aside);
            return;
        }
        if let Some(piece) = self.quotation(at) {
            return self.pieces.push(piece);
        }
        // What somebody says may be a noun: its particle gives it no part in the clause.
        let spoken = matches!(self.pieces.last(), Some(Piece::Noun | Piece::Shuts | Piece::Aside));
        if spoken && self.glued(at) && self.language.marks("that", self.form(at)) && self.form(at).chars().count() > 1 {
            return self.pieces.push(Piece::Particle(Part::Apart));
        }
        let postposition = self.postposition(at);
        if let Some((last, part)) = postposition {
            return self.pieces.resize(last, Piece::Particle(part));
        }
        if let Some((verb, next)) = self.predicate_head(at) {
            return self.predicate(verb, next);
        }
        let piece = match self.upos(at) {
            Upos::Punct => match self.form(at) {
                "," => Piece::Comma,
                "\u{B7}" | "\u{2027}" | "\u{30FB}" => Piece::Joins,
                _ => Piece::Loose,
            },
            Upos::Cconj => Piece::Joins,
            Upos::Adp | Upos::Part => Piece::Particle(self.part(self.form(at))),
            Upos::Det | Upos::Adj => Piece::Modifier,
            Upos::Aux | Upos::Verb => Piece::Follower,
            _ if self.nominal(at) => Piece::Noun,
            _ => Piece::Loose,
        };
        self.pieces.push(piece);
    }

    /// Whether a mark opens or shuts a quotation; one that can do both shuts what it opened.
    fn quotation(&mut self, at: usize) -> Option<Piece> {
        let form = self.form(at).to_string();
        if let Some(from) = self.open.iter().rposition(|shut| *shut == form) {
            self.open.truncate(from);
            return Some(Piece::Shuts);
        }
        let language = self.language;
        let pair = language.settings.quotes.iter().find(|q| q.open == form)?;
        self.open.push(&pair.close);
        Some(Piece::Opens)
    }

    /// A remark in brackets right behind a word; one past its end.
    fn aside(&self, at: usize) -> Option<usize> {
        let opens = self.form(at) == "(" && at > 0;
        let last = (at + 1..self.tokens.len()).take(LONGEST_ASIDE).find(|t| opens && self.form(*t) == ")")?;
        Some(last + 1)
    }

    /// The part that a particle gives the noun before it.
    fn part(&self, particle: &str) -> Part {
        let marks = |class: &str| self.language.marks(class, particle);
        let owner = |word: &String| word.chars().count() == 1 && particle.ends_with(word.as_str());
        let of = self.language.settings.markers.get("of");
        match () {
            () if of.into_iter().flatten().any(|w| w == particle || owner(w)) => Part::Owner,
            () if marks("with") && marks("and") => Part::Partner,
            () if marks("subject") => Part::Subject,
            () if marks("object") => Part::Object,
            () if marks("topic") => Part::Topic,
            () => Part::Other,
        }
    }

    /// A postposition behind a noun: a verb or noun that a particle joins to it, a noun of time, a word behind a list.
    fn postposition(&self, at: usize) -> Option<(usize, Part)> {
        let before = self.pieces.last().copied()?;
        if let Piece::Particle(_) = before
            && matches!(self.upos(at), Upos::Verb | Upos::Noun | Upos::Adv | Upos::Adp | Upos::Adj)
        {
            let from = at.checked_sub(1)?;
            let joined = |last: usize| {
                let first = self.tokens.get(from)?;
                let end = self.tokens.get(last)?;
                let span = first.span.cover(end.span);
                self.any_class(span.of(self.text)).then_some(last + 1)
            };
            if self.is_in(at, &self.settings.apart) {
                return Some((self.behind(at + 1), Part::Apart));
            }
            let last = (at..at + LONGEST_POSTPOSITION).rev().find_map(joined)?;
            let describes = ends(self.form(last - 1), &self.settings.describes) > 0 && self.upos(last - 1) != Upos::Adp;
            let owner = describes || self.part(self.form(last - 1)) == Part::Owner;
            return Some((last, if owner { Part::Owner } else { Part::Other }));
        }
        if !matches!(before, Piece::Noun | Piece::Aside) || self.upos(at) == Upos::Punct {
            return None;
        }
        if self.is_in(at, &self.settings.lists) {
            let names = self.nominal(at + 1) && !self.language.marks("of", self.form(at + 1));
            return Some((at + 1, if names { Part::Listed } else { Part::Bare }));
        }
        let between = self.language.marks("between", self.form(at));
        let of_time = JOINTS.iter().any(|class| self.language.marks(class, self.form(at)));
        if (between || of_time) && self.upos(at) != Upos::Verb && !self.copula(at + 1) {
            return Some((at + 1, if between { Part::Owner } else { Part::Other }));
        }
        None
    }

    /// Whether a predicate begins here: whether its word is a verb, and the first token behind it.
    fn predicate_head(&self, at: usize) -> Option<(bool, usize)> {
        let lexical = self.nominal(at) || matches!(self.upos(at), Upos::Adj | Upos::Adv | Upos::Verb);
        if lexical && self.light(at + 1) {
            return Some((true, at + 2));
        }
        if self.nominal(at) && self.copula(at + 1) {
            return Some((self.pieces.last() == Some(&Piece::Particle(Part::Object)), at + 2));
        }
        if self.nominal(at) && self.bare_verbal(at) {
            return Some((true, at + 1));
        }
        match self.upos(at) {
            Upos::Verb => Some((true, at + 1)),
            Upos::Adj if self.upos(at + 1) == Upos::Aux => Some((true, at + 2)),
            Upos::Adj if ends(self.form(at), &self.settings.describes) == 0 => Some((true, at + 1)),
            Upos::Aux if self.starts_anew(at) => Some((true, at + 1)),
            Upos::Aux if !matches!(self.pieces.last(), Some(Piece::Predicate { .. } | Piece::Follower)) => {
                Some((true, at + 1))
            }
            _ => None,
        }
    }

    /// A noun with an object that nothing follows but a mark or a noun of time: a verb without its ending.
    fn bare_verbal(&self, at: usize) -> bool {
        let object = self.pieces.last() == Some(&Piece::Particle(Part::Object));
        let closed = at + 1 >= self.tokens.len() || self.upos(at + 1) == Upos::Punct && self.form(at + 1) != "(";
        object && (closed || self.joint(at + 1))
    }

    /// Takes a predicate with all that belongs to it.
    fn predicate(&mut self, verb: bool, mut next: usize) {
        let (ending, last) = loop {
            while self.upos(next) == Upos::Aux && !self.starts_anew(next) {
                next += 1;
            }
            match self.ending(next) {
                (Some(ending), last) => break (ending, last),
                (None, last) => next = last,
            }
        };
        self.pieces.push(Piece::Predicate { ending, verb });
        self.pieces.resize(next, Piece::Follower);
        // What joins the clause to the next one is its marker.
        self.pieces.resize(last, Piece::Particle(Part::Other));
    }

    /// Whether an auxiliary is a verb of its own: behind what is said.
    fn starts_anew(&self, at: usize) -> bool {
        !self.glued(at) && at.checked_sub(1).is_some_and(|before| self.language.says(self.form(before)))
    }

    /// How the predicate that ends before `next` is joined to what follows; `None` where it goes on to the token given.
    fn ending(&self, next: usize) -> (Option<Ending>, usize) {
        let settings = self.settings;
        let word = self.form(next.saturating_sub(1));
        let says = self.language.says(word);
        let length = |list: &[String]| ends(word, list);
        let describes = length(&settings.describes);
        let best =
            [&settings.links, &settings.nouns, &settings.closes].into_iter().map(|l| length(l)).max().unwrap_or(0);
        if says && length(&settings.content) == 0 {
            return (Some(Ending::Says), next);
        }
        if matches!(self.upos(next), Upos::Adp | Upos::Part) && self.language.marks("that", self.form(next)) {
            return (Some(Ending::Says), next + 1);
        }
        if describes > best {
            return self.describing(next, length(&settings.content) > 0);
        }
        if length(&settings.nouns) >= best.max(1) && length(&settings.closes) < best {
            return (Some(self.nominalised(next)), self.behind(next));
        }
        if self.joint(next) && self.nominal(next) {
            if self.copula(next + 1) {
                return (None, next + 2);
            }
            return (Some(Ending::While), self.behind(next + 1));
        }
        if length(&settings.contrasts) > 0 {
            return (Some(Ending::Contrasts), next);
        }
        let closes = length(&settings.closes) == best && best > 0;
        (Some(if closes { Ending::Closes } else { Ending::Links }), next)
    }

    /// A predicate that describes what follows: a noun of mood, a noun that makes it a noun, a joint, or a real noun.
    fn describing(&self, next: usize, content: bool) -> (Option<Ending>, usize) {
        if self.upos(next) == Upos::Punct && self.form(next) == "," {
            return (Some(Ending::Describes), next);
        }
        if self.is_in(next, &self.settings.moods) {
            let particle = matches!(self.upos(next + 1), Upos::Adp | Upos::Part);
            let verb = if particle { next + 2 } else { next + 1 };
            if self.has_lemma(verb, &self.settings.mood_verbs) && self.upos(verb) != Upos::Noun {
                return (None, verb + 1);
            }
            if next + 1 >= self.tokens.len() || self.upos(next + 1) == Upos::Punct {
                return (Some(Ending::Closes), next + 1);
            }
        }
        if self.is_in(next, &self.settings.bound) {
            return (Some(self.nominalised(next + 1)), self.behind(next + 1));
        }
        if (self.nominal(next) || self.upos(next) == Upos::Adv) && self.joint(next) {
            return (Some(Ending::While), self.behind(next + 1));
        }
        let content = content || self.is_in(next, &self.settings.holders);
        (Some(if content { Ending::Content } else { Ending::Describes }), next)
    }

    /// The part of a clause that stands as a noun, by what follows it.
    fn nominalised(&self, next: usize) -> Ending {
        let last = self.behind(next);
        let particle = matches!(self.upos(next), Upos::Adp | Upos::Part);
        match last - next {
            0 => Ending::Noun(Part::Other),
            1 if particle => Ending::Noun(self.part(self.form(next))),
            _ if ends(self.form(last - 1), &self.settings.describes) > 0 && self.upos(last - 1) != Upos::Adp => {
                Ending::Noun(Part::Owner)
            }
            _ => Ending::Noun(Part::Bare),
        }
    }

    fn any_class(&self, word: &str) -> bool {
        self.language.settings.markers.values().flatten().any(|m| m == word)
    }

    /// One past the particles and postpositions that stand at a token.
    fn behind(&self, at: usize) -> usize {
        let particle = |t: usize| matches!(self.upos(t), Upos::Adp | Upos::Part);
        let joined = |last: usize| {
            let span = self.tokens.get(at)?.span.cover(self.tokens.get(last)?.span);
            self.any_class(span.of(self.text)).then_some(last + 1)
        };
        if let Some(last) = (at + 1..at + 1 + LONGEST_POSTPOSITION).rev().find_map(joined) {
            return last;
        }
        let adverb = matches!(self.upos(at), Upos::Verb | Upos::Noun) && self.any_class(self.form(at));
        let mut last = if adverb { at + 1 } else { at };
        while particle(last) {
            last += 1;
        }
        last
    }
}
