//! Indirect speech: clauses that a word of saying reports.

use super::cue::Cue;
use super::frame;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::verb_final;
use super::{Draft, Who};
use crate::analysis::{Deprel, Sentence, Tense, Upos, VerbForm};
use crate::document::BlockKind;
use crate::language::settings::WordOrder;
use crate::language::words::SpeechClass;
use crate::mention::{ActorKind, How};
use crate::span::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Fewest words of a reported clause.
const FEWEST: usize = 3;
/// How far behind a word of saying its clause may begin.
const REACH: usize = 14;
/// How far behind a word of saying the verb of a clause without a tree may stand.
const PREDICATE: usize = 25;
/// Most words before the colon of a headline that names its speaker.
const HEADLINE: usize = 8;

/// A reported clause with its speaker.
struct Report {
    clause: Range<usize>,
    who: Who,
}

/// Finds reported clauses; those that hold a direct quote are told by it.
pub fn find(scene: &Scene<'_>, direct: &[Draft]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let used: HashSet<usize> = direct.iter().filter_map(|d| d.cue).collect();
    for (number, cue) in scene.cues.iter().enumerate() {
        if cue.quoted || cue.negated || !cue.sure || !cue.speech.clause {
            continue;
        }
        let Some(sentence) = scene.setting.analysis.sentences.get(cue.sentence) else { continue };
        if is_impersonal(scene, cue, sentence) {
            continue;
        }
        let quoted = used.contains(&number);
        let Some(report) = report(scene, number, cue, sentence) else { continue };
        let clause = if quoted { before_quote(scene, report.clause) } else { report.clause };
        let whole = clause.len();
        let clause = if quoted { clause } else { before_other(scene, number, clause, direct) };
        if (quoted || clause.len() < whole) && !has_verb(scene, clause.clone()) {
            continue;
        }
        let Some(span) = clause_span(scene, clause) else { continue };
        let holds = |d: &Draft| span.overlaps(d.span);
        let within = taken.last().is_some_and(|t| t.contains(span));
        if !within && !overlapping(direct, span).any(holds) {
            taken.push(span);
            out.push(Draft { direct: false, span, sentence: cue.sentence, cue: Some(number), who: report.who });
        }
    }
    out.extend(
        headlines(scene).filter(|d| !out.iter().chain(direct).any(|o| o.span.overlaps(d.span))).collect::<Vec<_>>(),
    );
    out
}

/// The direct quotes that can overlap a span: those that begin before its end, latest first, near enough.
fn overlapping(direct: &[Draft], span: Span) -> impl Iterator<Item = &Draft> {
    let to = direct.partition_point(|d| d.span.start < span.end);
    direct.get(..to).unwrap_or(&[]).iter().rev().take(16)
}

/// "X said his people worry: “…”": what stands before the colon.
fn before_quote(scene: &Scene<'_>, clause: Range<usize>) -> Range<usize> {
    let end = clause.clone().find(|t| scene.piece_at(*t).is_some()).unwrap_or(clause.end);
    let colon = [Some(end), end.checked_sub(1)].into_iter().flatten().find(|t| scene.form(*t) == ":");
    match colon {
        Some(colon) if colon > clause.start => clause.start..colon,
        _ => clause.start..clause.start,
    }
}

/// The part of a clause before the frame of a direct quote that another word of saying introduces in it.
fn before_other(scene: &Scene<'_>, number: usize, clause: Range<usize>, direct: &[Draft]) -> Range<usize> {
    let Some(span) = scene.span(clause.clone()) else { return clause };
    let others = overlapping(direct, span).filter(|d| d.cue != Some(number) && span.overlaps(d.span));
    let first = others.filter_map(|d| scene.cues.get(d.cue?)).map(|c| c.first).filter(|c| clause.contains(c)).min();
    let Some(first) = first else { return clause };
    let cut = |t: &usize| scene.form(*t) == "," || scene.is_marker(*t) || scene.upos(*t) == Upos::Cconj;
    clause.start..(clause.start..first).rev().find(cut).unwrap_or(clause.start)
}

/// The characters of a clause without punctuation at its ends; `None` where it is too short or no clause.
fn clause_span(scene: &Scene<'_>, clause: Range<usize>) -> Option<Span> {
    let (mut first, mut last) = (clause.start, clause.end);
    let quote = |t: usize| scene.piece_at(t).is_some();
    while first < last && scene.is_punctuation(first) && !quote(first) {
        first += 1;
    }
    while last > first && scene.is_punctuation(last - 1) && !quote(last - 1) {
        last -= 1;
    }
    let words = (first..last).filter(|t| !scene.is_punctuation(*t)).count();
    (words >= FEWEST).then(|| scene.span(first..last))?
}

fn report(scene: &Scene<'_>, number: usize, cue: &Cue<'_>, sentence: &Sentence) -> Option<Report> {
    let within = sentence.tokens();
    if verb_final::applies(scene) {
        let found = match cue.speech.class {
            SpeechClass::Adposition => verb_final::attributed(scene, cue, within),
            SpeechClass::Verb | SpeechClass::Noun => verb_final::report(scene, cue, within),
        };
        return found.map(|(clause, who)| Report { clause, who });
    }
    match cue.speech.class {
        SpeechClass::Verb => announced(scene, number, cue, within.clone())
            .or_else(|| introduced(scene, number, cue, within.clone()))
            .or_else(|| inverted(scene, cue, within.clone()))
            .or_else(|| by_tree(scene, number, cue, sentence).filter(|r| opens(scene, cue, r)))
            .or_else(|| trailing(scene, cue, within.clone()))
            .or_else(|| leading(scene, number, cue, within).filter(|r| opens(scene, cue, r))),
        SpeechClass::Adposition => by_adposition(scene, cue, within),
        SpeechClass::Noun => by_noun(scene, cue, sentence),
    }
}

/// Whether a clause behind a word of saying can be what is said: where that always opens with a word of its own, other
/// clauses without one are told of, not told, unless a mark sets them off.
fn opens(scene: &Scene<'_>, cue: &Cue<'_>, report: &Report) -> bool {
    let set_off = |t: usize| scene.form(t) == ":" || scene.piece_at(t).is_some();
    let opened = |t: usize| scene.is_complementiser(t) || set_off(t);
    !scene.setting.language.settings.reports_open || (cue.last..report.clause.start + 1).any(opened)
}

/// The clause that completes a verb of saying, by the tree.
fn by_tree(scene: &Scene<'_>, number: usize, cue: &Cue<'_>, sentence: &Sentence) -> Option<Report> {
    if !sentence.parsed {
        return None;
    }
    let tree = scene.setting.analysis.tree(sentence);
    let complement = |c: &usize| scene.token(*c).is_some_and(|t| t.deprel == Deprel::Ccomp) && *c >= cue.last;
    let head = tree.children(cue.head).find(complement)?;
    let subtree = tree.subtree(head);
    let first = subtree.iter().copied().find(|t| *t >= cue.last)?;
    let last = subtree.last().map_or(first, |t| t + 1);
    if first - cue.last > REACH || cue.passive {
        return None;
    }
    let opening = (cue.last..last).find(|t| !scene.is_punctuation(*t)).unwrap_or(first);
    let own = tree.children(head).any(|c| scene.token(c).is_some_and(|t| t.deprel == Deprel::Nsubj));
    if scene.upos(opening) == Upos::Cconj || scene.upos(first) == Upos::Adp && first == cue.last && !own {
        return None;
    }
    let first = with_subject(scene, cue, first);
    let who = frame::speaker(scene, number, sentence.tokens())?;
    Some(Report { clause: without_mark(scene, first..last), who })
}

/// The start of a clause whose subject the tree gave to the word of saying: what stands right behind it, unless that
/// is who was spoken to.
fn with_subject(scene: &Scene<'_>, cue: &Cue<'_>, first: usize) -> usize {
    let addressee = scene.mentions_in(cue.last..cue.last + 1).next().is_some_and(|m| m.last == first);
    let plain = (cue.last..first).all(|t| !scene.is_punctuation(t));
    if plain && !addressee && !scene.is_marker(cue.last) { cue.last } else { first }
}

/// A clause without the word that introduces it.
fn without_mark(scene: &Scene<'_>, clause: Range<usize>) -> Range<usize> {
    let first =
        clause.clone().find(|t| !scene.is_punctuation(*t) || scene.piece_at(*t).is_some()).unwrap_or(clause.start);
    let mark = scene.upos(first) == Upos::Sconj && scene.token(first).is_some_and(|t| t.deprel == Deprel::Mark);
    if mark { first + 1..clause.end } else { first..clause.end }
}

/// `X said that clause`, whatever the tree says.
fn introduced(scene: &Scene<'_>, number: usize, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let included = cue.last > cue.first + 1 && scene.is_complementiser(cue.last - 1);
    let near = cue.last..within.end.min(cue.last + REACH);
    let relative = |t: usize| scene.setting.language.marks("which", scene.lower(t));
    let plain = |t: &usize| {
        let conjunction = scene.upos(*t + 1) == Upos::Sconj && scene.is_complementiser(*t + 1) && !relative(*t + 1);
        let comma = scene.form(*t) == "," && conjunction;
        comma || !scene.is_punctuation(*t) && !matches!(scene.upos(*t), Upos::Verb | Upos::Aux | Upos::Cconj)
    };
    let start = match near.take_while(plain).find(|t| scene.is_complementiser(*t)) {
        _ if included => cue.last,
        Some(mark) => mark + 1,
        None => return None,
    };
    let clause = start..clause_end(scene, cue, start, within.end);
    has_verb(scene, clause.clone()).then_some(())?;
    let who = frame::speaker(scene, number, within).or_else(|| dropped(scene, cue));
    Some(Report { clause, who: who? })
}

/// Who speaks where a finite word of saying has no subject, in a language that leaves known subjects out.
fn dropped(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Who> {
    let finite = |t: usize| scene.token(t).is_some_and(|t| t.verb_form == VerbForm::Finite);
    let drops = scene.setting.language.settings.drops_subjects;
    (drops && !cue.passive && (finite(cue.first) || finite(cue.head))).then_some(Who::Last)
}

/// Whether a word of saying says that people say so: a reflexive verb that only the clause completes, in a language
/// that leaves subjects out.
fn is_impersonal(scene: &Scene<'_>, cue: &Cue<'_>, sentence: &Sentence) -> bool {
    if !sentence.parsed || !cue.is_verb() || !scene.setting.language.settings.drops_subjects {
        return false;
    }
    let tree = scene.setting.analysis.tree(sentence);
    let child = |relation: Deprel| {
        let is = |c: &usize| scene.token(*c).is_some_and(|t| t.deprel == relation);
        tree.children(cue.head).filter(|c| !(cue.first..cue.last).contains(c)).any(|c| is(&c))
    };
    child(Deprel::Expl) && !child(Deprel::Nsubj)
}

/// Where a reported clause ends: before what is coordinated with the word of saying itself, else with the sentence.
fn clause_end(scene: &Scene<'_>, cue: &Cue<'_>, start: usize, end: usize) -> usize {
    let beside = |t: &usize| {
        scene.token(*t).is_some_and(|token| token.deprel == Deprel::Conj && token.head as usize == cue.head)
            && matches!(scene.upos(*t), Upos::Verb)
    };
    let Some(verb) = (start + FEWEST..end).find(beside) else { return end };
    (start + FEWEST..verb).rev().take(REACH).find(|t| scene.upos(*t) == Upos::Cconj).unwrap_or(end)
}

/// `Clause, said X.`, also in the middle of the clause.
fn inverted(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let comma = cue.first.checked_sub(1).filter(|t| *t > within.start && scene.form(*t) == ",")?;
    let phrase = if cue.clitic.is_some() { None } else { phrase::after_verb(scene, cue.last, within.end) };
    let phrase = phrase.or_else(|| phrase::institution(scene, cue, within.end).filter(|_| cue.clitic.is_none()));
    let end = phrase.as_ref().map_or(cue.last, |p| p.tokens.end);
    // "X, the envoy, said Y did": a verb behind the name begins a clause that is reported.
    if cue.passive
        || describes(scene, cue)
        || matches!(scene.upos(end), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part) && end < within.end
    {
        return None;
    }
    let who = cue.clitic.map(Who::Clitic).or(phrase.map(Who::Phrase))?;
    around(scene, within, comma, end).map(|clause| Report { clause, who })
}

/// `Clause, X said.`, also in the middle of the clause.
fn trailing(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let comma = (within.start..cue.first).rev().take(REACH).find(|t| scene.form(*t) == ",")?;
    let other = scene.upos(comma + 1) == Upos::Cconj;
    if cue.passive
        || describes(scene, cue)
        || comma + 1 == cue.first
        || other
        || !ends_frame(scene, cue.last, within.end)
    {
        return None;
    }
    // "After the talks, X announced the deal": what stands before the comma is no clause of its own.
    let closes = cue.last >= within.end || scene.is_punctuation(cue.last);
    // Behind a full-width comma what was said goes on.
    if !closes && scene.token(comma).is_some_and(|t| t.span.of(scene.setting.text) == "\u{FF0C}") {
        return None;
    }
    if !closes && scene.is_marker(within.start) && !(within.start..comma).any(|t| scene.form(t) == ",") {
        return None;
    }
    let near =
        |p: &Phrase| p.tokens.start <= comma + 2 && !scene.is_marker(comma + 1) && !is_relative(scene, comma + 1);
    let phrase =
        phrase::before(scene, cue, comma + 1).or_else(|| phrase::loose_before(scene, cue, comma + 1)).filter(near)?;
    let clause = around(scene, within, comma, cue.last)?;
    Some(Report { clause, who: Who::Phrase(phrase) })
}

/// Whether a verb only describes a noun or goes with another verb, in a form that shows it.
fn describes(scene: &Scene<'_>, cue: &Cue<'_>) -> bool {
    scene.token(cue.head).is_some_and(|t| {
        let below = matches!(t.deprel, Deprel::Acl | Deprel::Advcl);
        // Forms that the tagger does not name but gives a tense to are adverbial participles.
        let form = match t.verb_form {
            VerbForm::Participle | VerbForm::Gerund => true,
            VerbForm::None => t.tense != Tense::None,
            VerbForm::Finite | VerbForm::Infinitive => false,
        };
        below && t.upos == Upos::Verb && form
    })
}

/// Whether what stands behind a word of saying can close its frame: an end, an addressee, a time or a place.
fn ends_frame(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let addressee = || {
        scene.mentions_in(at..at + 1).next().is_some()
            || matches!(scene.upos(at), Upos::Propn | Upos::Pron | Upos::Adv | Upos::Adj | Upos::Det)
    };
    let infinitive = |t: usize| scene.upos(t) == Upos::Part && scene.upos(t + 1) == Upos::Verb;
    let frame =
        at >= end || scene.is_punctuation(at) || scene.is_marker(at) || addressee() || scene.upos(at) == Upos::Noun;
    frame && !(at..end.min(at + REACH)).take_while(|t| !scene.is_punctuation(*t)).any(infinitive)
}

/// Whether a token is a relative word.
fn is_relative(scene: &Scene<'_>, at: usize) -> bool {
    scene.upos(at) == Upos::Pron && scene.setting.language.groups.at(&scene.words(at..at + 1), 0).is_empty()
}

/// The longer side of a frame that stands between a comma and `end`, where it holds a verb.
fn around(scene: &Scene<'_>, within: Range<usize>, comma: usize, end: usize) -> Option<Range<usize>> {
    let left = within.start..comma;
    let right = if scene.form(end) == "," && end + 1 < within.end { end + 1..within.end } else { end..end };
    let starts_new = matches!(scene.upos(right.start), Upos::Cconj | Upos::Sconj | Upos::Adp)
        || scene.cues_in(right.start..right.start + 1).next().is_some();
    let goes_on = right.len() > left.len() && !starts_new && has_verb(scene, right.clone());
    let clause = if goes_on { right } else { left };
    has_verb(scene, clause.clone()).then_some(clause)
}

/// `X said, clause` and `X said clause`, where no tree gives the clause.
fn leading(scene: &Scene<'_>, number: usize, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let comma = scene.form(cue.last) == ",";
    let start = if comma { cue.last + 1 } else { behind_subject(scene, cue, within.end)? };
    let clause = start..clause_end(scene, cue, start, within.end);
    let opens = !scene.is_punctuation(start) && scene.upos(start) != Upos::Part;
    let told = comma && (start + FEWEST <= within.end)
        || opens && has_predicate(scene, cue, start..within.end.min(start + PREDICATE));
    if !told || comma && starts_other(scene, start) {
        return None;
    }
    Some(Report { clause, who: frame::speaker(scene, number, within)? })
}

/// `X said, clause` where the comma has full width: all that follows was said.
fn announced(scene: &Scene<'_>, number: usize, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let start = cue.last + 1;
    let told = is_wide(scene, cue.last) && !cue.passive && start + FEWEST <= within.end;
    has_verb(scene, start..within.end).then_some(()).filter(|()| told)?;
    Some(Report { clause: start..within.end, who: frame::speaker(scene, number, within)? })
}

/// Whether a token is a comma or a colon of full width (U+FF0C, U+FF1A).
fn is_wide(scene: &Scene<'_>, at: usize) -> bool {
    let form = scene.token(at).map_or("", |t| t.span.of(scene.setting.text));
    matches!(form, "\u{FF0C}" | "\u{FF1A}")
}

/// Where what is said begins behind a word of saying: right there, or where verbs come first behind its subject, with a
/// verb or a particle.
fn behind_subject(scene: &Scene<'_>, cue: &Cue<'_>, end: usize) -> Option<usize> {
    if scene.setting.language.settings.order != WordOrder::Vso {
        return Some(cue.last);
    }
    let start = phrase::after_verb(scene, cue.last, end).map_or(cue.last, |phrase| phrase.tokens.end);
    matches!(scene.upos(start), Upos::Verb | Upos::Part | Upos::Aux).then_some(start)
}

/// Whether what follows a comma is another act of the same subject and not what was said.
fn starts_other(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.upos(at), Upos::Cconj | Upos::Verb | Upos::Part) || scene.cues_in(at..at + 1).next().is_some()
}

/// Whether a range holds the verb of a clause of its own, not one that only describes, completes, or stands beside the
/// word of saying.
fn has_predicate(scene: &Scene<'_>, cue: &Cue<'_>, tokens: Range<usize>) -> bool {
    let verb = |t: &usize| matches!(scene.upos(*t), Upos::Verb | Upos::Aux | Upos::X);
    let other = |t: usize| {
        scene.token(t).is_some_and(|token| match token.deprel {
            Deprel::Acl | Deprel::Amod | Deprel::Advcl | Deprel::Xcomp | Deprel::Nmod | Deprel::Obl => true,
            Deprel::Conj => token.head as usize == cue.head,
            _ => false,
        })
    };
    let inside = tokens.clone().take_while(|t| !scene.is_punctuation(*t) && scene.upos(*t) != Upos::Sconj);
    inside.filter(verb).any(|t| t > tokens.start && scene.upos(t - 1) != Upos::Part && !other(t))
}

/// Whether a range holds a verb, or a subject with something else that is said of it.
fn has_verb(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let predicate = |t: usize| {
        scene.token(t).is_some_and(|token| token.deprel == Deprel::Nsubj && tokens.contains(&(token.head as usize)))
    };
    tokens.clone().any(|t| matches!(scene.upos(t), Upos::Verb | Upos::Aux | Upos::X) || predicate(t))
}

/// `According to X, clause` and `Clause, according to X`.
fn by_adposition(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<Report> {
    let (who, end) = match cue.clitic {
        Some(clitic) => (Who::Clitic(clitic), cue.last),
        None => {
            let phrase = phrase::after(scene, cue.last, within.end).filter(|p| names_someone(scene, p));
            let phrase = phrase.or_else(|| phrase::pronoun_in(scene, cue))?;
            let end = phrase.tokens.end.max(cue.last);
            (Who::Phrase(phrase), end)
        }
    };
    let comma = (within.start..cue.first).rev().take(2).find(|t| scene.form(*t) == ",");
    let opening = cue.first <= within.start + 2 && (scene.form(end) == "," || cue.clitic.is_some());
    if comma.is_none() && !opening {
        return None;
    }
    let left = within.start..comma.unwrap_or(cue.first);
    let right = end..within.end;
    let clause = if has_verb(scene, left.clone()) && left.len() > FEWEST { left } else { right };
    has_verb(scene, clause.clone()).then_some(Report { clause, who })
}

/// Whether a phrase looks like someone and not like something.
fn names_someone(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let capital = |t: usize| scene.form(t).chars().next().is_some_and(char::is_uppercase);
    let cased = scene.setting.language.settings.case_sensitive;
    let pronoun = phrase.tokens.len() == 1 && scene.is_pronoun(phrase.tokens.start);
    !cased || pronoun || phrase.tokens.clone().any(capital) || phrase::mention(scene, phrase).is_some()
}

/// "X's statement that clause".
fn by_noun(scene: &Scene<'_>, cue: &Cue<'_>, sentence: &Sentence) -> Option<Report> {
    if !sentence.parsed {
        return None;
    }
    let tree = scene.setting.analysis.tree(sentence);
    let clausal = |c: &usize| {
        let introduced = |c: usize| tree.children(c).any(|m| scene.is_complementiser(m) && m >= cue.last && m < c);
        let relation = scene.token(*c).map(|t| t.deprel);
        *c >= cue.last && matches!(relation, Some(Deprel::Acl | Deprel::Ccomp)) && introduced(*c)
    };
    let head = tree.children(cue.head).find(clausal)?;
    let subtree = tree.subtree(head);
    let clause = without_mark(scene, *subtree.first()?..subtree.last()? + 1);
    let tokens = tree.subtree(cue.head).into_iter().find(|t| *t <= cue.head).unwrap_or(cue.first)..cue.last;
    let phrase = Phrase { tokens, head: Some(cue.head), how: "possessor of the statement" };
    Some(Report { clause, who: cue.clitic.map_or(Who::Phrase(phrase), Who::Clitic) })
}

/// "X: clause" in a headline.
fn headlines<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = Draft> + 's {
    let first = scene.blocks.first().map(|b| b.span);
    let headline = move |b: &&crate::document::Block| b.kind == BlockKind::Headline || Some(b.span) == first;
    scene.blocks.iter().filter(headline).filter_map(|block| {
        let tokens = scene.setting.analysis.tokens_in(block.span);
        let colon = tokens.clone().take(HEADLINE + 1).find(|t| scene.form(*t) == ":")?;
        let mention = scene.mentions_in(tokens.start..colon).next_back().filter(|m| m.last == colon)?;
        // A state before the colon is what the page is about.
        let state = mention.actor.and_then(|a| scene.mentions.actor(a)).is_some_and(|a| a.kind == ActorKind::State);
        if state && mention.how != How::Metonym {
            return None;
        }
        let phrase =
            Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how: "name before a colon" };
        let last = (tokens.start..tokens.end).next_back()?;
        let span = clause_span(scene, colon + 1..tokens.end).filter(|_| !scene.is_sentence_end(last))?;
        let (sentence, _) = scene.sentence(colon + 1)?;
        Some(Draft { direct: false, span, sentence, cue: None, who: Who::Phrase(phrase) })
    })
}
