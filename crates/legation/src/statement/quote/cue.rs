//! Words of saying in a page, with what their forms tell.

use super::scene::Scene;
use crate::analysis::{Deprel, Sentence, Subtype, Tree, Upos};
use crate::language::names;
use crate::language::phrases::{Found, Phrases, Word};
use crate::language::words::{Speech, SpeechClass, Status, StatusKind};
use crate::span::Span;

/// Most words of saying read in one sentence.
const MOST: usize = 64;
/// Bytes of an ending that only pairs of rows show.
const ENDING: usize = 3;
/// How many tokens before a word of saying its negation may begin.
const REACH: usize = 3;
/// Most auxiliaries and adverbs before the verb of a frame.
const AUXILIARIES: usize = 5;

/// A word or phrase of saying in the text.
#[derive(Clone, Copy, Debug)]
pub struct Cue<'a> {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// Its head word's token.
    pub head: usize,
    /// Row of the table.
    pub speech: &'a Speech,
    /// Sentence.
    pub sentence: usize,
    /// A pronoun that hangs on the word and means who speaks.
    pub clitic: Option<Span>,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether the sentence says that it was not said.
    pub negated: bool,
    /// Whether it is a passive verb: its subject is spoken of or to.
    pub passive: bool,
    /// Whether its part of speech is the one that the row asks for; where not, only its place can make it a cue.
    pub sure: bool,
}

impl Cue<'_> {
    /// Whether it is a verb.
    pub fn is_verb(&self) -> bool {
        self.speech.class == SpeechClass::Verb
    }

    /// Whether it is an adposition.
    pub fn is_adposition(&self) -> bool {
        self.speech.class == SpeechClass::Adposition
    }
}

/// All words of saying of a page, in order.
pub fn find<'a>(scene: &Scene<'a>) -> Vec<Cue<'a>> {
    let mut out = Vec::new();
    for (number, sentence) in scene.setting.analysis.sentences.iter().enumerate() {
        in_sentence(scene, number, sentence, &mut out);
    }
    out
}

fn in_sentence<'a>(scene: &Scene<'a>, number: usize, sentence: &Sentence, out: &mut Vec<Cue<'a>>) {
    let base = sentence.first as usize;
    let words = scene.words(sentence.tokens());
    let tree = sentence.parsed.then(|| scene.setting.analysis.tree(sentence));
    let (mut at, limit) = (0, out.len() + MOST);
    while at < words.len() && out.len() < limit {
        let Some(hit) = best(scene, &words, base, at) else {
            at += 1;
            continue;
        };
        let Hit { speech, sure, clitic, .. } = hit;
        let (first, last, head) = (base + hit.first, base + hit.last, base + hit.head);
        let quoted = scene.piece_at(head).is_some();
        let negated = is_negated(scene, &words, at, hit.last);
        let sure = sure && !describes(scene, head, speech);
        let passive = last - first < 2 && speech.class == SpeechClass::Verb && is_passive(scene, tree.as_ref(), head);
        out.push(Cue { first, last, head, speech, sentence: number, clitic, quoted, negated, passive, sure });
        at = hit.last.max(at + 1);
    }
}

/// A row that fits at a word: its first, last and head word, whether its part of speech fits, the glued pronoun.
struct Hit<'a> {
    first: usize,
    last: usize,
    head: usize,
    speech: &'a Speech,
    sure: bool,
    clitic: Option<Span>,
}

/// The longest row that fits at a word; else the row of the word without a pronoun glued to its end.
fn best<'a>(scene: &Scene<'a>, words: &[Word<'_>], base: usize, at: usize) -> Option<Hit<'a>> {
    let rows: &'a Phrases<Speech> = &scene.setting.language.speech;
    // After a comma or a closing mark, a word that may say that someone speaks does say so, whatever its tag.
    let opening = opening(scene, base, at);
    let framed = opening.is_some();
    let mut hit = longest(scene, rows.at(words, at), base, framed);
    let word = words.get(at)?;
    let ending = ending(scene, word.lower);
    if let (None, Some((stem, _))) = (&hit, ending) {
        let stem = Word { form: stem, lower: stem, lemma: stem, glued: false };
        let moved = |f: Found<'a, Speech>| Found { first: at, last: at + 1, head: at, value: f.value };
        hit = longest(scene, rows.at(&[stem], 0).into_iter().map(moved).collect(), base, framed);
    }
    let mut hit = hit.filter(|hit| !names(scene, base, hit))?;
    // A row may hold the pronoun who speaks; it is read as the speaker.
    while hit.last > hit.first + 1 && hit.head + 1 < hit.last && scene.is_pronoun(base + hit.last - 1) {
        hit.last -= 1;
    }
    // Elsewhere than behind a comma or a mark, what hangs on a verb is its object.
    if !framed && hit.speech.class != SpeechClass::Adposition {
        return Some(hit);
    }
    if hit.last == at + 1
        && let (Some((_, rest)), Some(token)) = (ending, scene.token(base + at))
    {
        let span = Span { start: token.span.end.saturating_sub(rest.len() as u32), end: token.span.end };
        hit.clitic = Some(if span.of(scene.setting.text).is_empty() { token.span } else { span });
    } else if let Some(span) = glued(scene, words, base, hit.last) {
        hit.clitic = Some(span);
        hit.last += 1;
    }
    if let Some((first, pronoun)) = opening.filter(|_| hit.speech.class == SpeechClass::Verb) {
        hit.first = first;
        hit.clitic = hit.clitic.or(pronoun);
    }
    Some(hit)
}

/// Whether a noun of saying is a part of the name of someone: "Security Council" holds no counsel.
fn names(scene: &Scene<'_>, base: usize, hit: &Hit<'_>) -> bool {
    let noun = hit.speech.class == SpeechClass::Noun && scene.capital(base + hit.head);
    noun && scene.mentions_in(base + hit.first..base + hit.last).next().is_some()
}

/// Where the verb that ends at a word begins, with its auxiliaries and their adverbs, right behind a comma or a mark;
/// and the pronoun that hangs on its auxiliary: ", has-he added".
fn opening(scene: &Scene<'_>, base: usize, at: usize) -> Option<(usize, Option<Span>)> {
    let hangs = |t: usize| scene.upos(t) == Upos::Pron && scene.form(t).starts_with('-');
    let belongs = |t: &usize| matches!(scene.upos(*t), Upos::Aux | Upos::Adv) || hangs(*t);
    let first = (base..base + at).rev().take(AUXILIARIES).take_while(belongs).last().unwrap_or(base + at);
    let verbal = first == base + at || scene.upos(first) == Upos::Aux;
    let behind = first > base && scene.is_punctuation(first - 1);
    let pronoun = (first..base + at).find(|t| hangs(*t)).and_then(|t| scene.token(t)).map(|t| t.span);
    if verbal && behind {
        return Some((first - base, pronoun));
    }
    (at > 0 && scene.is_punctuation(base + at - 1)).then_some((at, None))
}

fn longest<'a>(scene: &Scene<'a>, found: Vec<Found<'a, Speech>>, base: usize, framed: bool) -> Option<Hit<'a>> {
    let fit = |class: SpeechClass, upos: Upos| match (class, upos) {
        (SpeechClass::Adposition, _) | (_, Upos::X) => 2,
        (SpeechClass::Verb, Upos::Verb | Upos::Aux) => 2,
        (SpeechClass::Noun, Upos::Noun | Upos::Propn) => {
            if framed {
                1
            } else {
                2
            }
        }
        (SpeechClass::Verb, _) => 1,
        (SpeechClass::Noun, _) => 0,
    };
    let longest = found.first().map(|f| f.last)?;
    // A noun of another form than its row, such as one derived from the same root, is another noun.
    let derived = |f: &Found<'a, Speech>| {
        let (at, token) = (base + f.head, scene.token(base + f.head));
        let form = scene.lower(at);
        let row = f.last - f.first > 1 || scene.setting.language.speech.may_start(form);
        f.value.class == SpeechClass::Noun && !row && !token.is_some_and(|t| form.starts_with(&*t.lemma))
    };
    let rank = |f: &Found<'a, Speech>| match derived(f) {
        true => 0,
        false => fit(f.value.class, scene.upos(base + f.head)),
    };
    let verb = |f: &Found<'a, Speech>| f.value.class == SpeechClass::Verb;
    // Of equals the first: rows found by the form stand before those found by the lemma.
    let best = found.into_iter().filter(|f| f.last == longest).rev().max_by_key(|f| (rank(f), verb(f)))?;
    let (rank, Found { first, last, head, value }) = (rank(&best), best);
    (rank > 0).then_some(Hit { first, last, head, speech: value, sure: rank == 2 || framed, clitic: None })
}

/// The pronoun that follows a word as a token of its own without a space.
fn glued(scene: &Scene<'_>, words: &[Word<'_>], base: usize, last: usize) -> Option<Span> {
    let (token, next, word) =
        (scene.token((base + last).checked_sub(1)?)?, scene.token(base + last)?, words.get(last)?);
    // Where no spaces are written, every word stands so.
    let spaced = word.lower.chars().all(|c| c.is_alphabetic() && !names::unspaced(c));
    (next.span.start == token.span.end && spaced).then_some(next.span)
}

/// A word cut into a word of saying and a pronoun: one that the table of groups knows, or the short rest of a row of
/// the table of saying that begins with another row.
fn ending<'w>(scene: &Scene<'_>, word: &'w str) -> Option<(&'w str, &'w str)> {
    let (speech, groups) = (&scene.setting.language.speech, &scene.setting.language.groups);
    let known =
        |rest: &str| !rest.is_empty() && (groups.may_start(rest) || speech.may_start(word) && rest.len() == ENDING);
    let mut cuts = word.char_indices().skip(3).take(24).map(|(at, _)| word.split_at(at));
    cuts.find(|(stem, rest)| speech.may_start(stem) && known(rest))
}

/// Whether a verb only describes a noun: "the proposed penalties".
fn describes(scene: &Scene<'_>, head: usize, speech: &Speech) -> bool {
    let relation = scene.token(head).map(|t| t.deprel);
    let part = || is_particle(scene, head) || matches!(relation, Some(Deprel::Amod | Deprel::Compound));
    speech.class == SpeechClass::Verb && part()
}

/// Whether a verb is a part of a particle behind a noun that nothing is said of ("as a state").
pub fn is_particle(scene: &Scene<'_>, verb: usize) -> bool {
    let token = |t: usize| scene.token(t).filter(|t| matches!(t.deprel, Deprel::Fixed | Deprel::Case));
    let Some(particle) = token(verb).filter(|t| t.deprel == Deprel::Fixed).map(|t| t.head as usize) else {
        return false;
    };
    let Some(noun) = token(particle).map(|t| t.head as usize).filter(|n| *n < particle) else { return false };
    matches!(scene.upos(noun), Upos::Noun | Upos::Propn | Upos::Num)
        && (noun + 1..particle).all(|t| scene.token(t).is_none_or(|t| !matches!(t.deprel, Deprel::Cop | Deprel::Aux)))
}

fn is_passive(scene: &Scene<'_>, tree: Option<&Tree>, head: usize) -> bool {
    let is = |c: usize, deprel: Deprel| scene.token(c).is_some_and(|t| t.deprel == deprel);
    let marked = |c: usize| scene.token(c).is_some_and(|t| t.subtype == Subtype::Pass);
    let passive = |tree: &Tree| {
        let reflexive = tree.children(head).any(|c| is(c, Deprel::Expl));
        let mut children = tree.children(head).filter(|c| marked(*c));
        children.any(|c| is(c, Deprel::Aux) || is(c, Deprel::Nsubj) && !reflexive)
    };
    let participle = |t: &crate::analysis::Token| t.passive && t.deprel == Deprel::Acl;
    tree.is_some_and(passive)
        || scene.token(head).is_some_and(participle)
        || scene.upos(head) == Upos::Verb && scene.setting.language.status.is_passive_form(scene.lower(head))
}

/// Whether a word of negation stands before a word of saying, without a mark or a comma between them.
fn is_negated(scene: &Scene<'_>, words: &[Word<'_>], at: usize, last: usize) -> bool {
    let status = &scene.setting.language.status.words;
    let denies = |k: StatusKind| matches!(k, StatusKind::Negation | StatusKind::Never | StatusKind::Refusal);
    let word = |w: &Word<'_>| w.form.chars().any(char::is_alphanumeric);
    let joined = |last: usize| words.get(last..at).is_some_and(|between| between.iter().all(word));
    let near = |f: &Found<'_, Status>| at.checked_sub(f.last).is_some_and(|gap| gap < REACH) && joined(f.last);
    if super::verb_final::applies(scene) {
        // What stands before a word of saying there is what is said.
        let behind = |from: usize| words.get(last..from).is_some_and(|between| between.iter().all(word));
        let close = (last..last + REACH).take_while(|from| behind(*from));
        return close.into_iter().any(|from| status.at(words, from).iter().any(|f| denies(f.value.kind)));
    }
    (at.saturating_sub(REACH)..at).any(|from| status.at(words, from).iter().any(|f| denies(f.value.kind) && near(f)))
}
