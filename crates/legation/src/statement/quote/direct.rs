//! Direct quotes: marked stretches that someone is said to have spoken.

use super::frame::{self, Frame};
use super::inner;
use super::marks::Piece;
use super::phrase;
use super::scene::Scene;
use super::verb_final;
use super::{Draft, Who};
use crate::span::Span;
use std::ops::Range;

/// How far around a marked stretch its sentence is looked at, in tokens.
const WINDOW: usize = 300;
/// Most bytes of a frame between two pieces that are shorter than it.
const WIDEST: usize = 160;
/// Fewest words in marks that are a quote where the language's words of saying are not known.
const FEWEST_UNFRAMED: usize = 3;
/// How near to its end an unclosed stretch may hold its frame.
const TAIL: usize = 14;

/// A marked stretch with its place in the tokens.
struct Site {
    /// Its tokens, marks included.
    tokens: Range<usize>,
    /// Tokens of its sentence before it.
    before: Range<usize>,
    /// Tokens of its sentence behind it, up to the next marked stretch.
    after: Range<usize>,
    /// The same up to the end of the sentence.
    rest: Range<usize>,
    /// Whether nothing of its sentence stands before it.
    lead: bool,
    /// Whether the words behind it belong to the sentence of the quote.
    joined: bool,
}

/// Finds the direct quotes of a page whose speaker is said or goes without saying.
pub fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // The piece that each draft ends with.
    let mut ends: Vec<usize> = Vec::new();
    for number in 0..scene.pieces.len() {
        let Some(site) = site(scene, number) else { continue };
        let Some(frame) = attribute(scene, number, &site) else { continue };
        let (Some(span), Some((sentence, _))) = (said(scene, number, &site), scene.sentence(site.tokens.start)) else {
            continue;
        };
        let draft = Draft { direct: true, span, sentence, cue: frame.cue, who: frame.who };
        match out.last_mut().zip(ends.last_mut()) {
            Some((before, end)) if goes_on(scene, before, &draft, *end, number) => {
                join(before, &draft);
                *end = number;
            }
            _ => {
                out.push(draft);
                ends.push(number);
            }
        }
    }
    out
}

fn site(scene: &Scene<'_>, number: usize) -> Option<Site> {
    let analysis = scene.setting.analysis;
    let piece = scene.pieces.get(number)?;
    let tokens = analysis.tokens_in(piece.outer);
    let block = scene.blocks.get(piece.block)?.span;
    let (first_number, first) = scene.sentence(tokens.start)?;
    let (last_number, last) = scene.sentence(tokens.end.checked_sub(1)?)?;
    let mut before = first.first as usize..tokens.start;
    if before.is_empty() {
        // A sentence that was cut at its colon.
        let earlier = first_number.checked_sub(1).and_then(|n| analysis.sentences.get(n));
        let colon = earlier.filter(|s| scene.form((s.last as usize).saturating_sub(1)) == ":");
        before = colon.map_or(tokens.start..tokens.start, |s| s.tokens());
    }
    if ends_before(scene, piece) {
        before = tokens.start..tokens.start;
    }
    before.start = before.start.max(before.end.saturating_sub(WINDOW));
    let mut rest = tokens.end..(last.last as usize).max(tokens.end);
    let joined = !rest.is_empty();
    if rest.is_empty() {
        let next = analysis.sentences.get(last_number + 1).filter(|s| s.span.end <= block.end);
        rest = next.map_or(tokens.end..tokens.end, |s| s.tokens());
    }
    rest.end = rest.end.min(rest.start + WINDOW);
    let next_piece = rest.clone().find(|t| scene.piece_at(*t).is_some()).unwrap_or(rest.end);
    let lead = !before.clone().any(|t| !scene.is_punctuation(t) && scene.piece_at(t).is_none());
    Some(Site { after: rest.start..next_piece, before, rest, lead, joined, tokens })
}

/// Whether a sentence ends right before a stretch that begins like one.
fn ends_before(scene: &Scene<'_>, piece: &Piece) -> bool {
    let text = scene.setting.text;
    let before = text.get(..piece.outer.start as usize).unwrap_or("").trim_end().chars().next_back();
    let capital = piece.span.of(text).chars().next().is_some_and(char::is_uppercase);
    capital && matches!(before, Some('.' | '!' | '?' | '\u{61F}'))
}

/// How a marked stretch ends.
struct Ending {
    /// With a comma inside or behind, or with a question or exclamation mark: a frame is to follow.
    open: bool,
    /// Like a sentence.
    full: bool,
}

fn ending(scene: &Scene<'_>, span: Span, site: &Site) -> Ending {
    let last = span.of(scene.setting.text).chars().next_back().unwrap_or(' ');
    let behind = scene.form(site.after.start);
    // Where the full stop stands behind the closing mark.
    let stop = site.lead && site.after.len() == 1 && matches!(behind, "." | "!" | "?");
    let separated = !site.after.is_empty() && behind.starts_with([',', '-', '\u{2013}', '\u{2014}']);
    Ending {
        open: matches!(
            last,
            ',' | '\u{FF0C}' | '\u{60C}' | '?' | '!' | '\u{61F}' | '\u{FF1F}' | '\u{FF01}' | '\u{2026}'
        ) || separated,
        full: stop
            || !matches!(last, ',' | '\u{FF0C}' | '\u{60C}')
                && (!last.is_alphanumeric() || is_stopped(scene, site))
                && !matches!(last, '%' | ')' | '-'),
    }
}

/// Whether a full stop of full width, which may stand outside of the marks, is all that follows.
fn is_stopped(scene: &Scene<'_>, site: &Site) -> bool {
    let stop = scene.form(site.after.start) == "\u{3002}";
    site.joined && stop && site.after.clone().all(|t| scene.is_punctuation(t))
}

/// Who spoke a marked stretch; `None` where nothing says that it was spoken.
fn attribute(scene: &Scene<'_>, number: usize, site: &Site) -> Option<Frame> {
    let piece = scene.pieces.get(number)?;
    let ending = ending(scene, piece.span, site);
    if let Some(inner) = inner::find(scene, site.tokens.clone()) {
        return Some(inner.frame);
    }
    if verb_final::applies(scene)
        && let Some(frame) = verb_final::frame(scene, site.before.clone(), site.rest.clone())
    {
        return Some(frame);
    }
    let title = is_title(scene, site);
    let ahead =
        frame::ahead(scene, site.before.clone()).filter(|(frame, strong)| !title || *strong && !is_noun(scene, frame));
    let straight = ahead.as_ref().is_some_and(|(_, strong)| *strong);
    let at_once = frame::at_once(scene, site.after.clone(), site.lead).filter(|f| fits_behind(scene, f, site, &ending));
    let spoken = site.lead && (!title || ending.open || ending.full) || ending.open && !title;
    if spoken && !straight {
        // "…," according to X, of what Y said, is Y's.
        let source =
            at_once.as_ref().is_some_and(|f| f.cue.and_then(|c| scene.cues.get(c)).is_some_and(|c| c.is_adposition()));
        let behind = || frame::behind(scene, site.after.clone()).filter(|f| fits_behind(scene, f, site, &ending));
        let framed = at_once.clone().filter(|_| !source || ahead.is_none()).or_else(behind);
        if framed.is_some() {
            return framed;
        }
    }
    let signature = frame::signature(scene, site.after.clone());
    if signature.is_some() {
        return signature;
    }
    if let Some((frame, _)) = ahead {
        return Some(frame);
    }
    if !piece.closed
        && let Some(frame) = unclosed(scene, site)
    {
        return Some(frame);
    }
    if !title {
        let framed = at_once.or_else(|| frame::closing(scene, site.rest.clone()).filter(|_| site.joined));
        if framed.is_some() {
            return framed;
        }
    }
    let words = site.tokens.clone().filter(|t| !scene.is_punctuation(*t)).count();
    // Without words of saying, marks around several words are all there is to go by.
    if scene.setting.language.speech.is_empty() && !title && words >= FEWEST_UNFRAMED {
        return Some(Frame { cue: None, who: Who::Last });
    }
    let alone = site.lead && (!site.joined || site.after.clone().all(|t| scene.is_punctuation(t)));
    ((alone || !piece.opened) && (ending.full || ending.open) && words > 3)
        .then_some(Frame { cue: None, who: Who::Last })
}

fn is_noun(scene: &Scene<'_>, frame: &Frame) -> bool {
    frame.cue.and_then(|c| scene.cues.get(c)).is_some_and(|c| !c.is_verb() && !c.is_adposition())
}

/// The frame at the end of a stretch that was never closed.
fn unclosed(scene: &Scene<'_>, site: &Site) -> Option<Frame> {
    let number = frame_inside(scene, site)?;
    let cue = scene.cues.get(number)?;
    let who = match cue.clitic {
        Some(clitic) => Who::Clitic(clitic),
        None => Who::Phrase(phrase::after(scene, cue.last, site.tokens.end).or_else(|| phrase::subject(scene, cue))?),
    };
    Some(Frame { cue: Some(number), who })
}

/// The word of saying right behind the last comma of a stretch that was never closed.
fn frame_inside(scene: &Scene<'_>, site: &Site) -> Option<usize> {
    let from = site.tokens.start.max(site.tokens.end.saturating_sub(TAIL));
    scene.cues_in(from..site.tokens.end).rev().find(|c| {
        scene.cues.get(*c).is_some_and(|c| c.is_verb() && c.first > site.tokens.start && scene.form(c.first - 1) == ",")
    })
}

/// Whether a frame behind a stretch belongs to it: in the same sentence, or in one that begins in the middle.
fn fits_behind(scene: &Scene<'_>, frame: &Frame, site: &Site, ending: &Ending) -> bool {
    if site.joined {
        return true;
    }
    let first = site.after.clone().find(|t| !scene.is_punctuation(*t)).unwrap_or(site.after.start);
    let lower = scene.form(first).chars().next().is_some_and(char::is_lowercase);
    let at_once = frame.cue.and_then(|c| scene.cues.get(c)).is_some_and(|c| c.first == first);
    ending.open || lower && at_once
}

/// Whether a stretch looks like the title of a work or a name: all its longer words with capitals, no full stop.
fn is_title(scene: &Scene<'_>, site: &Site) -> bool {
    if !scene.setting.language.settings.case_sensitive {
        return false;
    }
    let mut words = 0;
    for token in site.tokens.clone().filter(|t| !scene.is_punctuation(*t)) {
        let form = scene.form(token);
        let capital = form.chars().next().is_some_and(|c| !c.is_lowercase());
        if !capital && form.chars().count() > 3 {
            return false;
        }
        words += usize::from(capital);
    }
    words > 0
}

/// The characters spoken: without the comma before the closing mark; a stretch that was never closed ends where its
/// frame begins.
fn said(scene: &Scene<'_>, number: usize, site: &Site) -> Option<Span> {
    let piece = scene.pieces.get(number)?;
    let mut span = piece.span;
    if !piece.closed
        && let Some(cue) = frame_inside(scene, site).and_then(|c| scene.cues.get(c))
    {
        span.end = scene.token(cue.first - 1).map_or(span.end, |comma| comma.span.start.max(span.start));
    }
    if let Some(inner) = inner::find(scene, site.tokens.clone()).filter(|inner| !inner.goes_on) {
        span.end = scene.token(inner.start).map_or(span.end, |mark| mark.span.end.max(span.start));
    }
    let text = span.of(scene.setting.text).trim_end_matches([',', '\u{FF0C}', '\u{60C}', ' ', '\u{a0}']);
    span.end = span.start + text.len() as u32;
    (!span.is_empty()).then_some(span)
}

/// Whether a piece continues the quote before it: the same frame serves both, or nothing but the frame of the first
/// stands between them, and most of the whole is speech.
fn goes_on(scene: &Scene<'_>, before: &Draft, draft: &Draft, end: usize, number: usize) -> bool {
    let (Some(a), Some(b)) = (scene.pieces.get(end), scene.pieces.get(number)) else { return false };
    let same = before.cue.is_some() && before.cue == draft.cue;
    let unframed = draft.cue.is_none() && matches!(draft.who, Who::Last);
    // "…," said X, speaking of Y, "and …": a comma before and a small letter behind.
    let small = draft.span.of(scene.setting.text).chars().next().is_some_and(char::is_lowercase);
    let text = scene.setting.text;
    let comma = text.get(..b.outer.start as usize).unwrap_or("").trim_end().ends_with(',');
    let broken = small && comma && end + 1 == number && a.span.of(text).ends_with(',');
    let gap = b.outer.start.saturating_sub(a.outer.end) as usize;
    let close = gap <= WIDEST.max(before.span.len() + draft.span.len());
    a.block == b.block && close && (same || broken || unframed && before.cue.is_some())
}

fn join(before: &mut Draft, draft: &Draft) {
    before.span = before.span.cover(draft.span);
}
