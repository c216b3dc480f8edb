//! Phrases that the parser reads as one word: what is known to belong together need not be guessed again.

use super::features::hash;
use super::lexicon::{Classes, Lexicon};
use super::models::{Models, Syntax};
use super::word::Word;
use super::{Analysis, Deprel, LONGEST_PARSED, Subtype, Tag, Upos};
use std::ops::Range;

/// Tokens that are read as one word, and the unit they are, if any.
type Group<'u> = (Range<usize>, Option<&'u Unit>);

/// Fewest letters of a word's end that may stand for the whole word.
const SHORTEST: usize = 2;

/// Tokens that are one phrase, whose last one is its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The word as which the parser reads them.
    pub word: String,
    /// Whether it is a verb.
    pub verbal: Verbal,
}

/// How surely a word is a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbal {
    /// It is none.
    #[default]
    No,
    /// The pack has it as a verb only: the tagger decides where it has seen it.
    Known,
    /// It stands between two phrases of actors.
    Placed,
}

impl Analysis {
    /// Tags, lemmatises and parses one sentence in place, as [`Analysis::parse_sentence`] does; `units`, in order and
    /// without overlap, are read as one word each.
    pub fn parse_in_units(&mut self, index: usize, text: &str, models: &Models, units: &[Unit]) {
        let (Some(syntax), Some(sentence)) = (&models.syntax, self.sentences.get(index)) else { return };
        let all = sentence.tokens();
        if units.is_empty() || all.len() > LONGEST_PARSED {
            return self.parse_sentence(index, text, models);
        }
        let groups = grouped(all, units);
        let form = |at: usize| self.tokens.get(at).map(|t| t.form(text)).unwrap_or_default();
        let words: Vec<Word> = groups
            .iter()
            .map(|(tokens, unit)| match unit {
                Some(unit) => Word::new(stand_in(&unit.word, &models.lexicon), &models.lexicon),
                None => Word::new(&form(tokens.start), &models.lexicon),
            })
            .collect();
        let labels = labels(syntax, &words, &groups);
        let heads = syntax.arcs.run(&words, &labels);
        let relations = syntax.relations.run(&words, &labels, &heads);
        for (node, (tokens, unit)) in groups.iter().enumerate() {
            let of = |list: &[u8]| list.get(node).copied().unwrap_or_default();
            let own = tokens.end.saturating_sub(1);
            let above = heads.get(node).and_then(|head| (*head as usize).checked_sub(1)).and_then(|h| groups.get(h));
            let head = above.map_or(own, |(tokens, _)| tokens.end.saturating_sub(1));
            let (relation, subtype) = syntax.relations.relation(of(&relations));
            self.place(tokens.clone(), syntax.tagger.tag(of(&labels)), (head, relation, subtype));
            self.name(tokens.clone(), unit.is_some_and(|unit| unit.verbal == Verbal::No), text, models);
        }
        if let Some(sentence) = self.sentences.get_mut(index) {
            sentence.parsed = true;
        }
    }

    /// Gives tokens their lemmas; those inside of phrases of nouns are nouns.
    fn name(&mut self, tokens: Range<usize>, noun: bool, text: &str, models: &Models) {
        let Some(syntax) = &models.syntax else { return };
        for token in self.tokens.get_mut(tokens).unwrap_or(&mut []) {
            if noun {
                (token.upos, token.passive) = (nominal(&token.form(text), token.upos), false);
            }
            if token.upos == Upos::Punct {
                token.deprel = Deprel::Punct;
            }
            token.lemma = syntax.lemmas.lemma(&models.lexicon.letters.folded(&token.form(text)), token.upos);
        }
    }

    /// Gives the tokens of a unit their tag and their place in the tree: its last one hangs on `arc`'s head, the others
    /// on it.
    fn place(&mut self, tokens: Range<usize>, tag: Tag, arc: (usize, Deprel, Subtype)) {
        let last = tokens.end.saturating_sub(1);
        for (at, token) in tokens.clone().zip(self.tokens.get_mut(tokens).unwrap_or(&mut [])) {
            (token.upos, token.tense, token.verb_form, token.passive) =
                (tag.upos, tag.tense, tag.verb_form, tag.passive);
            let (head, relation, subtype) = if at == last { arc } else { (last, Deprel::Nmod, Subtype::None) };
            (token.head, token.deprel, token.subtype) = (head as u32, relation, subtype);
        }
    }
}

/// The labels of all words, those of verbs that the pack or their place tells corrected.
fn labels(syntax: &Syntax, words: &[Word], groups: &[Group<'_>]) -> Vec<u8> {
    let mut labels = syntax.tagger.run(words);
    let verb = (0..=u8::MAX).find(|label| syntax.tagger.tag(*label).upos == Upos::Verb);
    for ((label, word), (_, unit)) in labels.iter_mut().zip(words).zip(groups) {
        let sure = unit.is_some_and(|unit| match unit.verbal {
            Verbal::No => false,
            Verbal::Known => word.classes == Classes::default(),
            Verbal::Placed => true,
        });
        *label = verb.filter(|_| sure).unwrap_or(*label);
    }
    labels
}

/// The tokens of a sentence, those of a unit together.
fn grouped(all: Range<usize>, units: &[Unit]) -> Vec<Group<'_>> {
    let mut groups = Vec::with_capacity(all.len());
    let mut at = all.start;
    for unit in units.iter().filter(|u| all.start <= u.tokens.start && u.tokens.end <= all.end) {
        groups.extend((at..unit.tokens.start).map(|t| (t..t + 1, None)));
        groups.push((unit.tokens.clone(), Some(unit)));
        at = unit.tokens.end;
    }
    groups.extend((at..all.end).map(|t| (t..t + 1, None)));
    groups
}

/// The part of speech of a token inside a unit, which is a noun whatever the tagger says.
fn nominal(form: &str, tagged: Upos) -> Upos {
    match tagged {
        _ if !form.chars().any(char::is_alphanumeric) => Upos::Punct,
        Upos::Propn | Upos::Pron => tagged,
        _ => Upos::Noun,
    }
}

/// The longest end of a word that the models have seen: a compound is of the kind of its last part.
fn stand_in<'w>(word: &'w str, lexicon: &Lexicon) -> &'w str {
    let known = |end: &&str| lexicon.classes(hash(&lexicon.letters.folded(end).to_lowercase())) != Classes::default();
    let ends = word.char_indices().filter_map(|(at, _)| word.get(at..));
    ends.filter(|end| end.chars().nth(SHORTEST - 1).is_some()).find(known).unwrap_or(word)
}
