//! Pieces put together: a state, its office and the name that follows are one mention.

use super::Setting;
use super::atom::{Atom, AtomKind};
use crate::analysis::{Deprel, Token, Upos};
use crate::language::names::StateName;
use crate::language::settings::{NounHead, WordOrder};
use crate::language::words::{Group, Title, TitleKind};
use crate::span::Span;

/// Most tokens that may stand between two pieces of one mention.
const WIDEST_LINK: usize = 3;

/// Most tokens of a remark in brackets inside a mention, with its brackets.
const LONGEST_ASIDE: usize = 10;

/// Most tokens of a title behind the adjective that stands in it.
const LONGEST_TITLE: usize = 7;

/// One mention, with the pieces it was put together from.
#[derive(Clone, Debug)]
pub struct Chunk<'k> {
    /// Its characters.
    pub span: Span,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// Sentence.
    pub sentence: usize,
    /// State named in it, with its kind of name.
    pub state: Option<(&'k str, StateName)>,
    /// Organisation named in it.
    pub organisation: Option<&'k str>,
    /// Titles, in order.
    pub titles: Vec<(&'k Title, Span)>,
    /// The person's name.
    pub person: Option<Span>,
    /// Rows of the table of holders that bear the name.
    pub holders: &'k [usize],
    /// Pronoun or group phrase.
    pub group: Option<&'k Group>,
    /// Whether it is a name of an organisation that no table knows.
    pub unknown: bool,
    /// One past the last token that can stand for it: beyond its own where it shares the noun of the next mention
    /// ("Hungarian and Romanian officials").
    pub reach: usize,
}

/// What follows a piece right away.
#[derive(Clone, Copy, Debug)]
struct Ahead {
    /// A person's name.
    name: bool,
    /// A title that stands behind names.
    title: bool,
}

/// What stands between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// Nothing, or words that only describe.
    Beside,
    /// A genitive or possessive marker.
    Of,
    /// A marker that says for whom.
    For,
    /// Words that say that who is named behind them holds what stands before them.
    Holds,
    /// A comma.
    Comma,
    /// Anything else.
    Apart,
}

/// Puts the pieces of all sentences together.
pub fn compose<'k>(setting: &Setting<'k>, atoms: &[Atom<'k>]) -> Vec<Chunk<'k>> {
    let mut chunks: Vec<Chunk<'k>> = Vec::new();
    for (i, atom) in atoms.iter().enumerate() {
        // What a title goes on with behind an adjective is a part of it.
        if chunks.last().is_some_and(|c| c.sentence == atom.sentence && atom.last <= c.last) {
            continue;
        }
        let joined = chunks.last().filter(|c| c.sentence == atom.sentence).is_some_and(|chunk| {
            let completed = completes(setting, chunk, atom);
            let link = if completed { Link::Beside } else { link(setting, chunk.last, atom.first) };
            let next = atoms.get(i + 1).filter(|n| n.sentence == atom.sentence);
            let beside = next.filter(|n| link_is_beside(setting, atom.last, n.first));
            let ahead = Ahead {
                name: beside.is_some_and(|n| matches!(n.kind, AtomKind::Person(_))),
                title: beside.is_some_and(|n| matches!(n.kind, AtomKind::Title(t) if t.after) && n.first == atom.last),
            };
            joins(setting, chunk, atom, link, ahead)
        });
        match (joined, chunks.last_mut()) {
            (true, Some(chunk)) => chunk.take(atom),
            _ => chunks.push(Chunk::new(atom)),
        }
        if let Some(chunk) = chunks.last_mut().filter(|_| matches!(atom.kind, AtomKind::State(_, StateName::Adjective)))
        {
            complete_title(setting, chunk);
        }
    }
    share_nouns(setting, &mut chunks);
    if setting.language.settings.noun_head == NounHead::First {
        share_first_nouns(setting, &mut chunks);
    }
    chunks
}

/// Takes the words with which a title goes on behind the adjective of its state: "minister Russian of defence".
fn complete_title<'k>(setting: &Setting<'k>, chunk: &mut Chunk<'k>) {
    let tokens = &setting.analysis.tokens;
    let &[(_, span)] = chunk.titles.as_slice() else { return };
    let owned = |t: &usize| tokens.get(*t).is_some_and(|t| span.contains(t.span));
    let end = setting.analysis.sentences.get(chunk.sentence).map_or(chunk.last, |s| s.last as usize);
    let own = (chunk.first..chunk.last).take_while(owned).count();
    let behind = chunk.last..end.min(chunk.last + LONGEST_TITLE);
    let line: Vec<_> = (chunk.first..chunk.first + own).chain(behind).filter_map(|t| tokens.get(t)).cloned().collect();
    let lower: Vec<String> = line.iter().map(|t| t.lower(setting.text)).collect();
    let words = super::words(setting.text, &line, &lower);
    let language: &'k crate::language::Language = setting.language;
    let Some(whole) = language.titles.at(&words, 0).into_iter().next().filter(|f| own > 0 && f.last > own) else {
        return;
    };
    chunk.last += whole.last - own;
    chunk.reach = chunk.last;
    let last = tokens.get(chunk.last - 1).map_or(chunk.span, |t| t.span);
    chunk.span = chunk.span.cover(last);
    chunk.titles = vec![(whole.value, span)];
}

/// The same where nouns stand first: "the leaders Turkish and German".
fn share_first_nouns(setting: &Setting<'_>, chunks: &mut [Chunk<'_>]) {
    for at in 1..chunks.len() {
        let (Some(left), Some(right)) = (chunks.get(at - 1), chunks.get(at)) else { continue };
        let demonym = |c: &Chunk<'_>| matches!(c.state, Some((_, StateName::Adjective)));
        let bare = demonym(right) && right.titles.is_empty() && right.person.is_none();
        let between = setting.analysis.tokens.get(left.last..right.first).unwrap_or(&[]);
        let [joint] = between else { continue };
        let coordinated = joint.upos == Upos::Cconj || joint.span.of(setting.text) == ",";
        let noun = demonym(left) && !left.titles.is_empty() && left.person.is_none();
        if bare && noun && coordinated && left.sentence == right.sentence {
            let titles = left.titles.clone();
            if let Some(right) = chunks.get_mut(at) {
                right.titles = titles;
            }
        }
    }
}

/// Gives a demonym that is coordinated with the next mention's demonym the noun of that mention.
fn share_nouns(setting: &Setting<'_>, chunks: &mut [Chunk<'_>]) {
    for at in (1..chunks.len()).rev() {
        let (Some(left), Some(right)) = (chunks.get(at - 1), chunks.get(at)) else { continue };
        let demonym = |c: &Chunk<'_>| matches!(c.state, Some((_, StateName::Adjective)));
        let bare = demonym(left) && left.titles.is_empty() && left.person.is_none();
        let between = setting.analysis.tokens.get(left.last..right.first).unwrap_or(&[]);
        let coordinated = !between.is_empty()
            && between.len() <= 2
            && between.iter().all(|t| t.upos == Upos::Cconj || t.span.of(setting.text) == ",");
        if !(bare && demonym(right) && coordinated && left.sentence == right.sentence && right.person.is_none()) {
            continue;
        }
        let (titles, reach) = (right.titles.clone(), right.reach);
        if let Some(left) = chunks.get_mut(at - 1) {
            left.titles = titles;
            left.reach = reach;
        }
    }
}

impl<'k> Chunk<'k> {
    fn new(atom: &Atom<'k>) -> Chunk<'k> {
        let mut chunk = Chunk {
            span: atom.span,
            first: atom.first,
            last: atom.last,
            sentence: atom.sentence,
            state: None,
            organisation: None,
            titles: Vec::new(),
            person: None,
            holders: &[],
            group: None,
            unknown: false,
            reach: atom.last,
        };
        chunk.take(atom);
        chunk
    }

    fn take(&mut self, atom: &Atom<'k>) {
        self.span = self.span.cover(atom.span);
        self.last = self.last.max(atom.last);
        self.reach = self.last;
        match atom.kind {
            AtomKind::State(code, kind) => self.state = Some((code, kind)),
            AtomKind::Organisation(code) => self.organisation = Some(code),
            AtomKind::Person(rows) => {
                self.person = Some(self.person.map_or(atom.span, |span| span.cover(atom.span)));
                if self.holders.is_empty() {
                    self.holders = rows;
                }
            }
            AtomKind::Unknown => self.unknown = true,
            AtomKind::Title(title) => self.titles.push((title, atom.span)),
            AtomKind::Group(group) => self.group = Some(group).filter(|_| self.state.is_none()),
        }
    }

    /// The title that says most: an office before a rank before a courtesy word; the last of its kind.
    pub fn title(&self) -> Option<&'k Title> {
        let weight = |kind: TitleKind| match kind {
            TitleKind::Office => 3,
            TitleKind::People | TitleKind::Person => 2,
            TitleKind::Body | TitleKind::Rank => 1,
            TitleKind::Courtesy => 0,
        };
        self.titles.iter().map(|(t, _)| *t).max_by_key(|t| weight(t.kind))
    }
}

fn link_is_beside(setting: &Setting<'_>, from: usize, to: usize) -> bool {
    link(setting, from, to) == Link::Beside
}

/// What stands between token `from` and token `to`.
fn link(setting: &Setting<'_>, from: usize, to: usize) -> Link {
    if holds(setting, from, to) {
        return Link::Holds;
    }
    let Some(between) = setting.analysis.tokens.get(from..to).filter(|b| b.len() <= WIDEST_LINK) else {
        return if is_aside(setting, from, to) { Link::Beside } else { Link::Apart };
    };
    if is_aside(setting, from, to) {
        return Link::Beside;
    }
    let mut link = Link::Beside;
    for token in between {
        let form = token.span.of(setting.text);
        if setting.language.marks("of", &token.lemma) || setting.language.marks("of", &token.lower(setting.text)) {
            link = Link::Of;
        } else if setting.language.marks("for", &token.lower(setting.text)) {
            link = Link::For;
        } else if matches!(form, "," | "\u{FF0C}" | "\u{60C}") {
            link = Link::Comma;
        } else if setting.language.settings.endings.equates.iter().any(|word| word == form) {
            // "the spokesman who is X".
        } else if !matches!(token.upos, Upos::Det | Upos::Adj) && !is_counted(between) {
            return Link::Apart;
        }
    }
    link
}

/// Whether words are a number and the word for what it counts: "Korea, one, person, deputy".
fn is_counted(between: &[Token]) -> bool {
    matches!(between, [number, counted] if number.upos == Upos::Num && counted.deprel == Deprel::Clf)
}

/// Whether all that stands between two tokens says, in a language that describes nouns before them, that who is named
/// behind is what stands before: "PRESIDENT being NAME".
fn holds(setting: &Setting<'_>, from: usize, to: usize) -> bool {
    let last = setting.language.settings.order == WordOrder::Sov;
    let Some(between) =
        setting.analysis.tokens.get(from..to).filter(|b| last && (1..=LONGEST_ASIDE).contains(&b.len()))
    else {
        return false;
    };
    let joined: String = between.iter().map(|t| t.span.of(setting.text)).collect();
    setting.language.marks("which", &joined.to_lowercase())
}

/// Most tokens of what an office is held over, between the office and the name.
const LONGEST_FIELD: usize = 6;

/// Whether only what an office is held over stands between it and its state or the name of its holder, which hang below
/// it in the tree: "minister for trade and industry X" where owners come behind.
fn completes(setting: &Setting<'_>, chunk: &Chunk<'_>, atom: &Atom<'_>) -> bool {
    let office = chunk.titles.iter().any(|(t, _)| t.kind == TitleKind::Office) && chunk.person.is_none();
    let head_first = setting.language.settings.noun_head == NounHead::First;
    let owner = matches!(atom.kind, AtomKind::State(_, StateName::Name) | AtomKind::Organisation(_));
    if !office || !head_first || !owner && !matches!(atom.kind, AtomKind::Person(_)) {
        return false;
    }
    let Some(field) = setting.analysis.tokens.get(chunk.last..atom.first) else { return false };
    let plain = |t: &crate::analysis::Token| {
        let small = t.span.of(setting.text).starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic());
        small && matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Adp | Upos::Cconj | Upos::Det)
    };
    let governed = field.last().is_none_or(|t| t.upos == Upos::Adp);
    if governed || field.len() > LONGEST_FIELD || !field.iter().all(plain) {
        return false;
    }
    let inside = |t: &usize| (chunk.first..chunk.last).contains(t);
    setting.analysis.path_to_root(atom.first).any(|t| inside(&t))
}

/// Whether all that stands between two tokens is one remark in brackets: a name in another script, a reading.
fn is_aside(setting: &Setting<'_>, from: usize, to: usize) -> bool {
    let Some(between) = setting.analysis.tokens.get(from..to).filter(|b| (3..=LONGEST_ASIDE).contains(&b.len())) else {
        return false;
    };
    let form = |at: usize| between.get(at).map_or("", |t| t.span.of(setting.text));
    let opens = matches!(form(0), "(" | "\u{FF08}") && matches!(form(between.len() - 1), ")" | "\u{FF09}");
    opens && between.iter().filter(|t| matches!(t.span.of(setting.text), "(" | "\u{FF08}")).count() == 1
}

fn joins(setting: &Setting<'_>, chunk: &Chunk<'_>, atom: &Atom<'_>, link: Link, ahead: Ahead) -> bool {
    let toward = |state: Option<(&str, StateName)>| matches!(state, Some((_, StateName::Toward)));
    if link == Link::Apart
        || link == Link::Holds && !matches!(atom.kind, AtomKind::Person(_))
        || chunk.unknown
        || toward(chunk.state)
    {
        return false;
    }
    if let Some(group) = chunk.group {
        // "his nation", "its government": the state of whom the pronoun means.
        let body = matches!(atom.kind, AtomKind::Title(t) if t.kind == TitleKind::Body);
        return body && link == Link::Beside && group.count == Some(1) && chunk.titles.is_empty();
    }
    let head_first = setting.language.settings.noun_head == NounHead::First;
    let owned = chunk.state.is_some() || chunk.organisation.is_some();
    let office = |t: &Title| matches!(t.kind, TitleKind::Office | TitleKind::Person | TitleKind::People);
    match atom.kind {
        AtomKind::Title(title) => match link {
            // "Shigeru Ishiba, prime minister of Japan" but not "Ishiba, president Lee".
            Link::Comma => chunk.person.is_some() && !ahead.name && office(title) && chunk.titles.is_empty(),
            Link::Beside if chunk.person.is_some() && title.after => title.kind != TitleKind::Body,
            // "Name the spokesman of": behind the name with the article.
            Link::Beside if chunk.person.is_some() && chunk.titles.is_empty() => {
                head_first && office(title) && !ahead.name && is_definite(setting, atom)
            }
            _ if chunk.person.is_some() => false,
            // A state before a title is not its owner where owners come behind, unless it is an adjective.
            _ if chunk.titles.is_empty() && head_first => {
                owned && !matches!(chunk.state, Some((_, StateName::Name | StateName::Metonym)))
            }
            _ if chunk.titles.is_empty() => owned,
            Link::Of | Link::For => false,
            // "The president of X the minister of Y": behind an owner no office without the article goes on.
            Link::Beside if owned && has_article(setting) && office(title) && !is_definite(setting, atom) => false,
            _ => !chunk.titles.iter().any(|(t, _)| t.kind == title.kind && t.kind == TitleKind::People),
        },
        AtomKind::State(_, StateName::Toward) => false,
        // A name, its state and its office behind both, written as one.
        AtomKind::State(..) if chunk.person.is_some() && ahead.title && link == Link::Beside => !owned,
        // "the State Department of the U.S.": the name of a body with that of its own state.
        AtomKind::State(code, StateName::Name) if link == Link::Beside && head_first && is_seat(chunk, code) => true,
        AtomKind::State(_, kind) => {
            let beside = link == Link::Beside && (head_first || kind == StateName::Adjective);
            !owned && speaks_for(chunk, link) && (link != Link::Beside || beside && chunk.person.is_none())
        }
        AtomKind::Organisation(_) => !owned && speaks_for(chunk, link) && (link != Link::Beside || head_first),
        AtomKind::Person(_) => {
            let title = chunk.titles.iter().any(|(t, _)| t.kind != TitleKind::Body && t.kind != TitleKind::People);
            match link {
                // Two pieces of one name that were found apart.
                Link::Beside if chunk.person.is_some() => chunk.last == atom.first,
                Link::Beside => title || owned && head_first && !chunk.titles.is_empty(),
                Link::Of if setting.language.settings.order == WordOrder::Sov && title => chunk.person.is_none(),
                Link::Of => chunk.person.is_none() && chunk.titles.is_empty() && owned,
                Link::Comma => chunk.person.is_none() && title && owned && !begins_clause(setting, atom),
                Link::Holds => chunk.person.is_none() && title,
                Link::For | Link::Apart => false,
            }
        }
        // "Indonesia's Agency for Technology": a body of that state.
        AtomKind::Unknown => {
            chunk.state.is_some()
                && chunk.titles.is_empty()
                && chunk.person.is_none()
                && (link == Link::Of || matches!(chunk.state, Some((_, StateName::Adjective))) && link == Link::Beside)
        }
        // "Japan, the US and Korea, three countries": who they are is said already.
        AtomKind::Group(group) => {
            let several = matches!(chunk.state, Some((code, _)) if code.contains('+'));
            several && link == Link::Beside && chunk.titles.is_empty() && group.count != Some(1)
        }
    }
}

/// Whether a name behind a comma is the subject of the verb behind it and nothing closes an apposition: "according to
/// the president, X says".
fn begins_clause(setting: &Setting<'_>, atom: &Atom<'_>) -> bool {
    let tokens = &setting.analysis.tokens;
    let subject = tokens.get(atom.first).is_some_and(|t| t.deprel == Deprel::Nsubj && t.head as usize >= atom.last);
    let next = tokens.get(atom.last);
    subject && next.is_some_and(|t| t.deprel != Deprel::Punct)
}

/// Whether the language has an article that is written together with its noun.
fn has_article(setting: &Setting<'_>) -> bool {
    !setting.language.settings.clitics.article.is_empty()
}

/// Whether a piece begins with the article.
fn is_definite(setting: &Setting<'_>, atom: &Atom<'_>) -> bool {
    let article = &setting.language.settings.clitics.article;
    has_article(setting) && atom.span.of(setting.text).starts_with(article.as_str())
}

/// Whether what a chunk names of a state is a body or seat of the same state.
fn is_seat(chunk: &Chunk<'_>, code: &str) -> bool {
    chunk.person.is_none()
        && chunk.state.is_some_and(|(own, kind)| {
            kind == StateName::Metonym && own.split_once('.').is_some_and(|(state, _)| state == code)
        })
}

/// Offices that are held at or towards the state named behind them.
const ABROAD: [&str; 2] = ["ambassador", "envoy"];

/// Whether the state or organisation behind a title owns it: "president of", "spokesman for" but not "envoy for".
fn speaks_for(chunk: &Chunk<'_>, link: Link) -> bool {
    let abroad = || chunk.titles.iter().any(|(t, _)| ABROAD.contains(&t.office.as_str()));
    match link {
        Link::For => !chunk.titles.is_empty() && !abroad(),
        Link::Of | Link::Beside => !chunk.titles.is_empty(),
        Link::Comma | Link::Holds | Link::Apart => false,
    }
}
