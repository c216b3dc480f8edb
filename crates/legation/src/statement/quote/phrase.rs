//! Who stands beside a word of saying: noun phrases by the tree and by the order of words.

use super::cue::Cue;
use super::scene::Scene;
use crate::analysis::{Deprel, NameKind, Subtype, Upos};
use crate::mention::{ActorKind, How, Mention};
use std::ops::Range;

/// Most tokens of a phrase that is read without a tree.
const LONGEST: usize = 14;
/// Most tokens of a phrase that a tree gives.
const LONGEST_IN_TREE: usize = 40;
/// How far before a word of saying its relative word may stand.
const RELATIVE: usize = 6;
/// Most verbs climbed to find a shared subject.
const CLIMB: usize = 4;

/// A noun phrase that names a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that stands for it, where a tree says so.
    pub head: Option<usize>,
    /// How it was found.
    pub how: &'static str,
}

/// The phrase that begins at a token or right behind it: the subject of an inverted "said X", the object of
/// "according to X".
pub fn after(scene: &Scene<'_>, at: usize, end: usize) -> Option<Phrase> {
    let how = "phrase behind the word of saying";
    let token = scene.token(at).filter(|_| at < end)?;
    let starts = scene.mentions_in(at..at + 1).next();
    if let Some(mention) = starts.filter(|m| m.first >= at) {
        let last = extend(scene, mention.last.max(at + 1), end);
        return Some(Phrase { tokens: at..last, head: Some(mention.head), how });
    }
    if scene.is_punctuation(at) || scene.is_marker(at) || scene.piece_at(at).is_some() {
        return None;
    }
    let named = |t: usize| scene.mentions_in(t..t + 1).next().is_some_and(|m| m.first == t);
    let soon = (at + 1..end.min(at + 4)).take_while(|t| !scene.is_punctuation(*t) && !scene.is_marker(*t)).any(named);
    if matches!(token.upos, Upos::Aux | Upos::Cconj | Upos::Part)
        || matches!(token.upos, Upos::Verb | Upos::Adv) && !soon
    {
        return None;
    }
    let last = if scene.is_pronoun(at) { at + 1 } else { extend(scene, at + 1, end) };
    Some(Phrase { tokens: at..last, head: None, how })
}

/// The same behind an inverted verb, where an office may go on to a name behind a comma.
pub fn after_verb(scene: &Scene<'_>, at: usize, end: usize) -> Option<Phrase> {
    let mut phrase = after(scene, at, end)?;
    phrase.tokens.end = to_person(scene, at, phrase.tokens.end, end);
    Some(phrase)
}

/// The pronoun inside a phrase like "in his words".
pub fn pronoun_in(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Phrase> {
    let mut inside = cue.first..cue.last;
    let token = inside.find(|t| scene.is_pronoun(*t) && holds_mention(scene, *t))?;
    Some(Phrase { tokens: token..token + 1, head: Some(token), how: "pronoun in the words of saying" })
}

/// "they said in the ministry": the institution in which somebody unnamed speaks.
pub fn institution(scene: &Scene<'_>, cue: &Cue<'_>, end: usize) -> Option<Phrase> {
    let place = scene.setting.language.marks("in", scene.lower(cue.last));
    if !cue.is_verb() || !place || subject(scene, cue).is_some() {
        return None;
    }
    let first = (cue.last + 1..end.min(cue.last + 3)).find(|t| holds_mention(scene, *t))?;
    let mention = scene.mentions_in(first..first + 1).next()?;
    let actor = mention.actor.and_then(|a| scene.mentions.actor(a)).filter(|a| a.political)?;
    let speaks = matches!(actor.kind, ActorKind::Body | ActorKind::Organisation) || mention.how == How::Metonym;
    let how = "institution behind the word of saying";
    speaks.then_some(Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how })
}

/// "The spokesman of the ministry (short name), Name": an office without a name goes on to the name behind it.
fn to_person(scene: &Scene<'_>, first: usize, last: usize, end: usize) -> usize {
    let person = |t: usize| {
        let span = scene.token(t).map(|t| t.span);
        let names = &scene.setting.analysis.names;
        let at = span.map_or(names.len(), |s| names.partition_point(|n| n.span.end <= s.start));
        names.get(at).is_some_and(|n| n.kind == NameKind::Person && span.is_some_and(|s| n.span.contains(s)))
    };
    if scene.is_pronoun(first) || (first..last).any(person) {
        return last;
    }
    let stops = |t: &usize| matches!(scene.upos(*t), Upos::Verb | Upos::Aux | Upos::Sconj) || scene.is_sentence_end(*t);
    let Some(name) = (last..end.min(last + LONGEST)).take_while(|t| !stops(t)).find(|t| person(*t)) else {
        return last;
    };
    let behind = (name..end).find(|t| !person(*t)).unwrap_or(end);
    let goes_on = matches!(scene.upos(behind), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part);
    if goes_on && behind < end { last } else { behind }
}

/// The end of a noun phrase that holds the tokens before `at`; a name of several parts goes on over a conjunction and
/// over what stands in brackets.
fn extend(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    let capital = |t: usize| scene.capital(t);
    let goes_on = |t: usize| {
        let inside = !scene.is_punctuation(t) || matches!(scene.form(t), "-" | "'" | "\u{2019}" | "/");
        let stops = matches!(scene.upos(t), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj | Upos::Adv);
        let marker = scene.is_marker(t) && !scene.is_of(t);
        inside && (!stops || capital(t)) && !marker && scene.piece_at(t).is_none()
    };
    let limit = end.min(at + LONGEST);
    let mut last = at;
    while last < limit {
        let and = scene.upos(last) == Upos::Cconj && capital(last - 1) && last + 1 < limit && capital(last + 1);
        if goes_on(last) || and {
            last += 1;
        } else if let Some(next) = behind_brackets(scene, last, limit) {
            last = next;
        } else {
            break;
        }
    }
    last
}

/// The token behind a short bracket, where it goes on with a capital.
fn behind_brackets(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    if scene.form(at) != "(" {
        return None;
    }
    let close = (at + 1..end.min(at + 5)).find(|t| scene.form(*t) == ")")?;
    (close + 1 < end && scene.capital(close + 1)).then_some(close + 1)
}

/// The phrase that ends right before a word of saying: the nearest mention, over auxiliaries and adverbs, that no
/// preposition governs.
pub fn before(scene: &Scene<'_>, cue: &Cue<'_>, floor: usize) -> Option<Phrase> {
    let how = "name before the word of saying";
    let mut at = cue.first;
    while at > floor
        && matches!(scene.upos(at - 1), Upos::Aux | Upos::Adv | Upos::Part)
        && !holds_mention(scene, at - 1)
    {
        at -= 1;
    }
    let mention = scene.mentions_in(at.checked_sub(1)?..at).next_back().filter(|m| m.last == at && m.first >= floor)?;
    if governed(scene, mention.first, floor) {
        return None;
    }
    Some(Phrase { tokens: coordinated(scene, mention.first, floor)..mention.last, head: Some(mention.head), how })
}

/// Where a list of mentions that ends at `first` begins: "China and Russia".
fn coordinated(scene: &Scene<'_>, first: usize, floor: usize) -> usize {
    let and = first.checked_sub(1).filter(|t| *t > floor && scene.upos(*t) == Upos::Cconj);
    let other =
        and.and_then(|and| scene.mentions_in(and - 1..and).next_back().filter(|m| m.last == and && m.first >= floor));
    other.filter(|m| !governed(scene, m.first, floor)).map_or(first, |m| m.first)
}

fn holds_mention(scene: &Scene<'_>, at: usize) -> bool {
    scene.mentions_in(at..at + 1).next().is_some()
}

/// Whether a preposition or a genitive stands before a phrase, over its determiners and describing words.
fn governed(scene: &Scene<'_>, first: usize, floor: usize) -> bool {
    let mut at = first;
    while at > floor {
        at -= 1;
        match scene.upos(at) {
            Upos::Det | Upos::Adj | Upos::Num | Upos::Pron => continue,
            _ => return scene.is_marker(at) || scene.upos(at) == Upos::Part,
        }
    }
    false
}

/// The phrase before a word of saying, as far as the last boundary, where no mention and no tree helps.
pub fn loose_before(scene: &Scene<'_>, cue: &Cue<'_>, floor: usize) -> Option<Phrase> {
    let how = "words before the word of saying";
    let mut end = cue.first;
    while end > floor && matches!(scene.upos(end - 1), Upos::Aux | Upos::Adv | Upos::Part) {
        end -= 1;
    }
    // Over an apposition between commas to what it stands beside.
    if end > floor && scene.form(end - 1) == "," {
        let from = floor.max(end.saturating_sub(LONGEST_IN_TREE));
        let open = (from..end - 1).rev().find(|t| scene.form(*t) == ",")?;
        let mention = scene.mentions_in(from..open).next_back().filter(|m| m.first >= from);
        let first = mention.map_or(open.saturating_sub(1), |m| m.first).max(from);
        return (first < end - 1).then(|| Phrase { tokens: first..end - 1, head: mention.map(|m| m.head), how });
    }
    let from = floor.max(end.saturating_sub(LONGEST));
    let names = |t: &usize| {
        let stops = matches!(scene.upos(*t), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj);
        !scene.is_punctuation(*t) && !stops && scene.piece_at(*t).is_none()
    };
    let mut first = (from..end).rev().take_while(names).last()?;
    while first < end && (scene.is_marker(first) || scene.upos(first) == Upos::Adv) {
        first += 1;
    }
    let mention = scene.mentions_in(first..end).find(|m| m.first >= first && !governed(scene, m.first, first));
    (first < end).then(|| Phrase { tokens: first..end, head: mention.map(|m| m.head), how })
}

/// "X, who last year said": a clause that begins with a relative word means the name right before it.
pub fn antecedent(scene: &Scene<'_>, cue: &Cue<'_>, floor: usize) -> Option<Phrase> {
    let relative = |t: usize| match scene.upos(t) {
        Upos::Pron => scene.setting.language.groups.at(&scene.words(t..t + 1), 0).is_empty(),
        Upos::Sconj => scene.is_complementiser(t),
        _ => false,
    };
    let between = |t: &usize| {
        let names = holds_mention(scene, *t) || scene.is_pronoun(*t) && !relative(*t);
        !scene.is_punctuation(*t) && !names && scene.upos(*t) != Upos::Verb
    };
    let from = floor.max(cue.first.saturating_sub(RELATIVE));
    let word = (from..cue.first).rev().take_while(between).find(|t| relative(*t)).filter(|t| *t > floor)?;
    let before = if scene.form(word - 1) == "," { word - 1 } else { word };
    let mention = scene.mentions_in(before.checked_sub(1)?..before).next_back()?;
    let fits = mention.last == before && mention.first >= floor;
    let how = "name that the word of saying describes";
    fits.then_some(Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how })
}

/// The subject of a word of saying by the tree; shared with the verbs that govern it where it has none of its own.
pub fn subject(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Phrase> {
    let (_, sentence) = scene.sentence(cue.head).filter(|(_, s)| s.parsed)?;
    let tree = scene.setting.analysis.tree(sentence);
    let mut at = cue.head;
    for _ in 0..CLIMB {
        let token = scene.token(at)?;
        let is_subject = |c: &usize| {
            scene.token(*c).is_some_and(|t| {
                let passive = t.subtype == Subtype::Pass && cue.last - cue.first < 2;
                matches!(t.deprel, Deprel::Nsubj | Deprel::Csubj) && !passive
                    || t.deprel == Deprel::Obl && t.subtype == Subtype::Agent
            })
        };
        let free = |c: &usize| scene.piece_at(*c).is_none() && !(cue.first..cue.last).contains(c);
        if let Some(subject) = tree.children(at).filter(free).find(is_subject) {
            let relative = token.deprel == Deprel::Acl && scene.upos(subject) == Upos::Pron;
            let head = if relative { token.head as usize } else { subject };
            let tokens = around(scene, &tree.subtree(head), head, cue);
            let how = if at == cue.head { "subject of the word of saying" } else { "shared subject" };
            return Some(Phrase { tokens, head: Some(head), how });
        }
        let up = token.head as usize;
        match token.deprel {
            Deprel::Acl if up != at => {
                let tokens = around(scene, &tree.subtree(up), up, cue);
                return Some(Phrase { tokens, head: Some(up), how: "noun that the word of saying describes" });
            }
            Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Aux | Deprel::Fixed | Deprel::Compound
                if up != at =>
            {
                at = up
            }
            _ => return None,
        }
    }
    None
}

/// The unbroken run of a subtree's tokens around its head, without the word of saying and marked words.
fn around(scene: &Scene<'_>, subtree: &[usize], head: usize, cue: &Cue<'_>) -> Range<usize> {
    let fits = |t: usize| !(cue.first..cue.last).contains(&t) && scene.piece_at(t).is_none();
    let (mut first, mut last) = (head, head + 1);
    while first > 0 && fits(first - 1) && subtree.binary_search(&(first - 1)).is_ok() && head - first < LONGEST_IN_TREE
    {
        first -= 1;
    }
    while fits(last) && subtree.binary_search(&last).is_ok() && last - head < LONGEST_IN_TREE {
        last += 1;
    }
    while last > head + 1 && scene.is_punctuation(last - 1) {
        last -= 1;
    }
    while first < head && scene.is_punctuation(first) {
        first += 1;
    }
    first..last
}

/// The mention that a phrase means: the one at its head, else the first that nothing governs.
pub fn mention<'a>(scene: &Scene<'a>, phrase: &Phrase) -> Option<&'a Mention> {
    if let Some(head) = phrase.head {
        let own = scene.mentions_in(head..head + 1).next();
        if own.is_some() {
            return own;
        }
    }
    let comma = phrase.tokens.clone().find(|t| scene.form(*t) == ",").unwrap_or(phrase.tokens.end);
    let mut inside = scene.mentions_in(phrase.tokens.start..comma);
    inside.find(|m| !governed(scene, m.first, phrase.tokens.start) && !possessive(scene, m.last))
}

/// Whether what stands at a token makes the name before it a possessor.
fn possessive(scene: &Scene<'_>, at: usize) -> bool {
    scene.upos(at) == Upos::Part
}
