//! One actor for every person, office, state and body of a page, from its mentions in order.

use super::atom;
use super::chunk::Chunk;
use super::{Actor, ActorId, ActorKind, Conflict, How, Mention, Mentions, Setting, is_speaker};
use crate::analysis::{Deprel, Kind};
use crate::language::names::StateName;
use crate::language::settings::NounHead;
use crate::language::words::{Group, GroupOf, Title, TitleKind};
use crate::language::world::Holder;
use crate::span::Span;
use std::collections::HashMap;

/// Sectors whose people act for their state or against it; others are bystanders.
const POLITICAL: [&str; 13] =
    ["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "ELI", "CVL"];
/// How many sentences back a group may have been named that is meant again.
const AGAIN: usize = 4;
/// Office key of words for any officer at all.
const OFFICIAL: &str = "official";
/// Office key of words that stand for a state as such: country, nation.
const COUNTRY: &str = "state";
/// What the keys of ministries and ministers have in common.
const MINISTRY: &str = "minist";
/// Fewest mentions of a person that can contradict one of them.
const OFTEN: usize = 3;
/// Sector of armed forces (PLOVER).
const MILITARY: &str = "MIL";
/// Sector of governments (PLOVER).
const GOVERNMENT: &str = "GOV";
/// Joins the codes of the states that one word names together.
const TOGETHER: char = '+';
/// How many mentions back a pronoun or group may point.
const WINDOW: usize = 40;

/// Resolves all mentions of a page.
pub fn resolve(setting: &Setting<'_>, chunks: Vec<Chunk<'_>>) -> Mentions {
    let mut cast = Cast {
        setting,
        out: Mentions { home: home(setting, &chunks), ..Mentions::default() },
        usual: usual(setting, &chunks),
        names: HashMap::new(),
        keys: HashMap::new(),
        titled: HashMap::new(),
        ranks: Vec::new(),
    };
    cast.introduce(&chunks);
    for (at, chunk) in chunks.iter().enumerate() {
        let (actor, how) = match chunks.get(at + 1).and_then(|next| cast.body_of(chunk, next)) {
            Some(body) => body,
            None => cast.whom(chunk),
        };
        if actor.is_some() || how == How::Speaker {
            let head = head(setting, chunk);
            let (span, first, last, sentence) = (chunk.span, chunk.first, chunk.reach, chunk.sentence);
            let toward = matches!(chunk.state, Some((_, StateName::Toward)));
            cast.out.mentions.push(Mention { span, sentence, first, last, head, actor, how, toward });
        }
    }
    cast.note_ranks();
    cast.out
}

/// The token of a mention whose head lies outside it; the first of several.
fn head(setting: &Setting<'_>, chunk: &Chunk<'_>) -> usize {
    let inside = |t: usize| (chunk.first..chunk.last).contains(&t);
    let out = (chunk.first..chunk.last).find(|t| {
        setting.analysis.tokens.get(*t).is_some_and(|token| {
            let head = token.head as usize;
            (head == *t || !inside(head)) && token.deprel != Deprel::Punct
        })
    });
    out.unwrap_or(chunk.first)
}

/// Fewest mentions by which a page makes a state its own.
const OWN: usize = 3;

/// The state a page speaks of as its own: the one it names most, when it names no other, or names it [`OWN`] times
/// and at least twice as often as any other; else that of its publisher.
fn home(setting: &Setting<'_>, chunks: &[Chunk<'_>]) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    // A paper or a channel of a state does not make the page that state's own.
    let speaks = |(code, _): &(&str, StateName)| is_political(code);
    for code in chunks.iter().filter_map(|c| c.state).filter(speaks).flat_map(|(code, _)| code.split(TOGETHER)) {
        *counts.entry(state_of(code).0).or_default() += 1;
    }
    if counts.is_empty() {
        // Where no state is named, the holders of offices may tell it.
        let world = &setting.knowledge.world.holders;
        let rows = chunks.iter().flat_map(|c| c.holders).filter_map(|row| world.get(*row));
        rows.for_each(|holder| *counts.entry(state_of(&holder.code).0).or_default() += 1);
    }
    let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(code, n)| (n, code)).collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    match counts.as_slice() {
        [(_, code)] => Some((*code).to_string()),
        [(most, code), (next, _), ..] if *most >= OWN && *most >= 2 * next => Some((*code).to_string()),
        _ => setting.publisher.map(str::to_string).filter(|p| !p.is_empty()),
    }
}

/// State and sector of a code such as `USA.GOV`; organisations have no sector.
fn state_of(code: &str) -> (&str, Option<&str>) {
    match code.split_once('.') {
        Some((state, sector)) => (state, Some(sector)),
        None => (code, None),
    }
}

/// Whether a code is that of a state, or of a body that acts for one.
fn is_political(code: &str) -> bool {
    state_of(code).1.is_none_or(|sector| POLITICAL.contains(&sector))
}

/// Whether an office named in general terms can mean a more special one: keys grow to the left.
fn covers(general: &str, special: &str) -> bool {
    special == general || special.strip_suffix(general).is_some_and(|rest| rest.ends_with('-'))
}

/// The short forms of a name that is written without spaces: its first one to three letters, the family name.
fn shortened(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    if !(2..=8).contains(&letters.len()) || !letters.iter().all(|c| is_family_name(*c)) {
        return Vec::new();
    }
    (1..letters.len().min(4)).filter_map(|n| Some(letters.get(..n)?.iter().collect())).collect()
}

/// Whether a family name may be one of this letter alone: Han and Hangul.
fn is_family_name(c: char) -> bool {
    matches!(Kind::of(c), Kind::Han | Kind::Hangul)
}

/// The state whose ministries the language's pages name without it, where the page speaks of that state.
fn usual(setting: &Setting<'_>, chunks: &[Chunk<'_>]) -> Option<String> {
    let usual = setting.language.settings.home.clone()?;
    let named = |c: &Chunk<'_>| c.state.is_some_and(|(code, _)| code.split(TOGETHER).any(|c| state_of(c).0 == usual));
    chunks.iter().any(named).then_some(usual)
}

struct Cast<'s, 'a> {
    setting: &'s Setting<'a>,
    out: Mentions,
    /// The state of ministries and their officers that nothing else tells.
    usual: Option<String>,
    /// Persons by each word of their names, latest last.
    names: HashMap<String, Vec<ActorId>>,
    /// Everyone else by what they are.
    keys: HashMap<String, ActorId>,
    /// Latest holder of an office or body on the page, by its key.
    titled: HashMap<String, ActorId>,
    /// Military ranks beside names of persons.
    ranks: Vec<(ActorId, Span)>,
}

impl Cast<'_, '_> {
    /// Meets every person whose name stands beside a title or is in the table of holders, so that an earlier bare
    /// name is known too.
    fn introduce(&mut self, chunks: &[Chunk<'_>]) {
        for chunk in chunks.iter().filter(|c| c.person.is_some()) {
            if chunk.state.is_some() || chunk.title().is_some_and(|t| !t.office.is_empty()) || !chunk.holders.is_empty()
            {
                self.person(chunk);
            }
        }
        self.titled.clear();
    }

    /// A body without a state, right before the name of the person whom it serves: "the administration of X" where
    /// owners come behind.
    fn body_of(&mut self, chunk: &Chunk<'_>, next: &Chunk<'_>) -> Option<(Option<ActorId>, How)> {
        let title = chunk.title().filter(|t| t.kind == TitleKind::Body)?;
        let free = chunk.state.is_none() && chunk.organisation.is_none() && chunk.person.is_none();
        let beside = next.sentence == chunk.sentence && next.first == chunk.last && next.person.is_some();
        let head_first = self.setting.language.settings.noun_head == NounHead::First;
        let hangs = self.setting.analysis.path_to_root(next.first).any(|t| (chunk.first..chunk.last).contains(&t));
        if !(free && beside && head_first && hangs) {
            return None;
        }
        let person = self.person(next)?;
        let state = self.out.actors.get(person)?.state.clone()?;
        Some(self.titled_of(chunk, title, Some(state)))
    }

    fn whom(&mut self, chunk: &Chunk<'_>) -> (Option<ActorId>, How) {
        if let Some(group) = chunk.group {
            let (actor, how) = self.back(group, chunk);
            return match (chunk.title(), actor.and_then(|id| self.out.actors.get(id)?.state.clone())) {
                (Some(title), Some(state)) => self.titled_of(chunk, title, Some(state)),
                _ => (actor, how),
            };
        }
        if chunk.person.is_some() {
            return (self.person(chunk), How::Name);
        }
        if chunk.unknown {
            return (Some(self.unknown(chunk)), How::Name);
        }
        match (chunk.title(), chunk.state, chunk.organisation) {
            (Some(title), _, _) => self.titled(chunk, title),
            (None, Some((code, _)), _) if !is_political(code) => (Some(self.house(code, chunk.span)), How::Name),
            (None, Some((code, kind)), _) => {
                let how = match kind {
                    StateName::Adjective | StateName::Toward => How::Adjective,
                    StateName::Metonym | StateName::Region => How::Metonym,
                    StateName::Name => How::Name,
                };
                (Some(self.state(code, chunk.span)), how)
            }
            (None, None, Some(code)) => (Some(self.organisation(code, chunk.span)), How::Name),
            _ => (None, How::Name),
        }
    }

    fn words(&self, span: Span) -> Vec<String> {
        let text = span.of(self.setting.text);
        // Where syllables are letters, a part of a name between dots may be one letter.
        let syllable = |c: char| is_family_name(c) || Kind::of(c) == Kind::Katakana;
        let whole = |w: &&str| w.chars().count() > 1 || w.chars().all(syllable);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).filter(whole);
        words.map(|word| self.root(word)).collect()
    }

    /// A name without the title that a table holds it with.
    fn untitled(&self, span: Span) -> Span {
        let range = self.setting.analysis.tokens_in(span);
        let tokens = self.setting.analysis.tokens.get(range).unwrap_or(&[]);
        let Some((last, before)) = tokens.split_last().filter(|_| !self.setting.language.settings.case_sensitive)
        else {
            return span;
        };
        let form = last.span.of(self.setting.text);
        let word = [crate::language::phrases::Word { form, lower: form, lemma: &last.lemma, glued: false }];
        let title = self.setting.language.titles.at(&word, 0).iter().any(|f| f.value.kind == TitleKind::Office);
        match before.last() {
            Some(name) if title && last.span.end == span.end => Span { end: name.span.end, ..span },
            _ => span,
        }
    }

    /// A word of a name as it is in all cases.
    fn root(&self, word: &str) -> String {
        self.setting.language.declension().root(&word.to_lowercase()).to_string()
    }

    /// The person a chunk names: met before under a name that shares its words, or new.
    fn person(&mut self, chunk: &Chunk<'_>) -> Option<ActorId> {
        let span = self.untitled(chunk.person?);
        let words = self.words(span);
        let known = self.known(&words, chunk);
        let id = known.unwrap_or_else(|| self.add(self.blank(span, ActorKind::Person)));
        self.learn(id, chunk, span);
        self.take_up(id, chunk);
        let military = |t: &Title| t.kind == TitleKind::Rank && t.sector == MILITARY;
        self.ranks.extend(chunk.titles.iter().filter(|(t, _)| military(t)).map(|(_, span)| (id, *span)));
        let short = words.iter().flat_map(|word| shortened(word)).collect::<Vec<String>>();
        for word in words.into_iter().chain(short) {
            let met = self.names.entry(word).or_default();
            met.retain(|other| *other != id);
            met.push(id);
        }
        Some(id)
    }

    /// A name that first stands alone as a subject right behind a sentence about an officer without a name is that
    /// officer's: "The foreign minister of X said … . Y told reporters …".
    fn take_up(&mut self, id: ActorId, chunk: &Chunk<'_>) {
        let bare = chunk.titles.is_empty() && chunk.state.is_none() && chunk.holders.is_empty();
        let new = self.out.actors.get(id).is_some_and(|a| a.state.is_none() && a.office.is_none());
        if !bare || !new || !self.is_subject(head(self.setting, chunk)) {
            return;
        }
        let near = self.before().take_while(|(m, _, _)| m.sentence + 1 >= chunk.sentence);
        let mut officers = near.filter(|(m, other, a)| {
            let unnamed = a.kind == ActorKind::Person && a.office.is_some() && m.how == How::Office && *other != id;
            m.sentence < chunk.sentence && unnamed && self.is_subject(m.head) && !a.from_context
        });
        let found = officers.next().map(|(_, _, a)| (a.state.clone(), a.office.clone(), a.sector.clone()));
        drop(officers);
        let Some((state, office, sector)) = found else { return };
        let named = |a: &Actor| a.kind == ActorKind::Person && a.office == office && a.state == state;
        // An office that somebody with a name holds on this page is not free.
        if self.out.actors.iter().filter(|a| named(a)).count() != 1 {
            return;
        }
        if let Some(office) = &office {
            self.titled.insert(office.clone(), id);
        }
        if let Some(actor) = self.out.actors.get_mut(id) {
            (actor.state, actor.office, actor.sector) = (state, office, sector);
            actor.from_context = true;
        }
    }

    /// The latest person whose name holds all words of this one, or the other way round, and whose state agrees.
    fn known(&self, words: &[String], chunk: &Chunk<'_>) -> Option<ActorId> {
        let last = words.last()?;
        let candidates = self.names.get(last).into_iter().chain(self.names.get(words.first()?)).flatten().rev();
        let state = self.claimed_state(chunk);
        let fits = |id: &&ActorId| {
            let Some(actor) = self.out.actors.get(**id) else { return false };
            let own: Vec<String> = actor
                .name
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(|word| self.root(word))
                .collect();
            let holds = |all: &[String], word: &String| all.iter().any(|w| w == word || shortened(w).contains(word));
            let within = words.iter().all(|w| holds(&own, w));
            let around = own.iter().filter(|w| w.chars().count() > 1).all(|w| holds(words, w));
            let agrees = state.as_ref().is_none_or(|s| actor.state.as_ref().is_none_or(|own| own == s));
            (within || around) && agrees
        };
        candidates.into_iter().find(fits).copied()
    }

    fn claimed_state(&self, chunk: &Chunk<'_>) -> Option<String> {
        let one = chunk.state.filter(|(code, _)| !code.contains(TOGETHER) || chunk.person.is_none());
        one.map(|(code, _)| state_of(code).0.to_string()).or(chunk.organisation.map(|c| state_of(c).0.to_string()))
    }

    /// Adds to a person what a mention says of it: a fuller name, an office, a state.
    fn learn(&mut self, id: ActorId, chunk: &Chunk<'_>, span: Span) {
        let state = self.claimed_state(chunk);
        let title = chunk.title().filter(|t| t.kind != TitleKind::Courtesy);
        let holder = self.holder(chunk.holders, state.as_deref()).map(|h| {
            let (state, sector) = state_of(&h.code);
            (state.to_string(), sector.unwrap_or(GOVERNMENT).to_string(), h.office.clone())
        });
        let name = span.of(self.setting.text);
        let ministerial = title.is_some_and(|t| t.office.contains(MINISTRY));
        let home = self.out.home.clone().or_else(|| self.usual.clone().filter(|_| ministerial));
        let Some(actor) = self.out.actors.get_mut(id) else { return };
        let letters = |name: &str| name.chars().count();
        let declines = !self.setting.language.settings.declension.is_empty();
        // Of two forms of one name the shorter is the one without a case ending.
        let parts = |name: &str| name.split_whitespace().count();
        let plainer = declines && parts(name) == parts(&actor.name) && letters(name) < letters(&actor.name);
        let fuller = letters(name) > letters(&actor.name) && !(declines && parts(name) == parts(&actor.name));
        if fuller || plainer {
            actor.name = name.to_string();
        }
        if let Some(title) = title {
            if actor.office.is_none() && !title.office.is_empty() {
                actor.office = Some(title.office.clone());
            }
            if actor.sector.is_none() && !title.sector.is_empty() {
                actor.sector = Some(title.sector.clone());
                actor.political = POLITICAL.contains(&title.sector.as_str());
            }
        }
        if let (None, Some(state)) | (Some(_), Some(state)) = (&actor.state, state)
            && (actor.state.is_none() || actor.from_context)
        {
            actor.state = Some(state);
            actor.from_context = false;
        }
        if let Some((code, sector, office)) = holder
            && actor.state.as_ref().is_none_or(|s| *s == code)
        {
            actor.state = Some(code);
            actor.from_context = false;
            actor.office.get_or_insert(office);
            actor.sector.get_or_insert(sector);
        }
        // An officer of an unnamed state is one of the page's own.
        if actor.state.is_none() && title.is_some() {
            actor.state = home;
            actor.from_context = true;
        }
        if let (Some(office), false) = (actor.office.clone(), chunk.titles.is_empty()) {
            self.titled.insert(office, id);
        }
    }

    /// The holder meant on the page's date: in office then, or else the latest before it.
    fn holder(&self, rows: &[usize], state: Option<&str>) -> Option<&Holder> {
        let holders = rows.iter().filter_map(|r| self.setting.knowledge.world.holders.get(*r));
        let fitting = holders.filter(|h| state.is_none_or(|s| s == state_of(&h.code).0));
        let Some(date) = self.setting.date else { return fitting.max_by_key(|h| h.from) };
        let distance = |h: &Holder| {
            let ended =
                h.until.filter(|until| *until < date).map_or(0, |until| (date - until).get_days().unsigned_abs());
            let begins = if h.from > date { (h.from - date).get_days().unsigned_abs() } else { 0 };
            ended.max(begins)
        };
        fitting.min_by_key(|h| (distance(h), std::cmp::Reverse(h.from)))
    }

    /// Whom an office, a body or a kind of people without a name means.
    fn titled(&mut self, chunk: &Chunk<'_>, title: &Title) -> (Option<ActorId>, How) {
        self.titled_of(chunk, title, self.claimed_state(chunk))
    }

    fn titled_of(&mut self, chunk: &Chunk<'_>, title: &Title, state: Option<String>) -> (Option<ActorId>, How) {
        if matches!(title.kind, TitleKind::Courtesy) || title.kind == TitleKind::Rank && title.office.is_empty() {
            return (None, How::Office);
        }
        if let Some(states) = state.as_ref().filter(|state| state.contains(TOGETHER)) {
            let each = states.split(TOGETHER).map(|state| self.titled_of(chunk, title, Some(state.to_string())).0);
            let members: Vec<ActorId> = each.collect::<Vec<_>>().into_iter().flatten().collect();
            return (Some(self.group(members, chunk.span)), How::Group);
        }
        if title.office == COUNTRY {
            return self.country(state, chunk);
        }
        let office = if title.office.is_empty() { title.sector.clone() } else { title.office.clone() };
        if state.is_none()
            && !title.office.is_empty()
            && let Some(id) = self.latest_titled(&office)
        {
            return (Some(id), How::Office);
        }
        let person = matches!(title.kind, TitleKind::Office);
        if let (true, Some(state)) = (person, &state) {
            let held = self.out.actors.iter().position(|a| {
                let held = a.office.as_deref().unwrap_or("");
                a.kind == ActorKind::Person && a.state.as_ref() == Some(state) && covers(&office, held)
            });
            if let Some(id) = held {
                self.titled.insert(office, id);
                return (Some(id), How::Office);
            }
        }
        let from_context = state.is_none();
        let ministerial = title.office.contains(MINISTRY);
        let usual = || self.usual.clone().filter(|_| ministerial);
        let state = state.or_else(|| self.out.home.clone()).or_else(usual);
        let key = format!("{}/{office}/{}", state.as_deref().unwrap_or(""), title.sector);
        if let Some(id) = self.keys.get(&key) {
            return (Some(*id), How::Office);
        }
        let kind = match title.kind {
            TitleKind::Body => ActorKind::Body,
            TitleKind::People => ActorKind::Group,
            _ => ActorKind::Person,
        };
        let mut actor = self.blank(chunk.span, kind);
        actor.political = POLITICAL.contains(&title.sector.as_str()) && title.kind != TitleKind::Person;
        actor.sector = Some(title.sector.clone()).filter(|s| !s.is_empty());
        actor.office = Some(title.office.clone()).filter(|o| !o.is_empty());
        actor.state = state;
        actor.from_context = from_context;
        let id = self.add(actor);
        self.keys.insert(key, id);
        self.titled.insert(office, id);
        (Some(id), if from_context { How::Context } else { How::Office })
    }

    /// Which state "the country" or "his nation" means: the one it belongs to, or the one spoken of last.
    fn country(&mut self, state: Option<String>, chunk: &Chunk<'_>) -> (Option<ActorId>, How) {
        let spoken = || {
            let near = self.before().filter(|(m, _, _)| chunk.sentence.saturating_sub(m.sentence) <= 1);
            let owned = near.filter_map(|(m, _, a)| Some((m, a.state.clone().filter(|s| !s.contains(':'))?)));
            owned.min_by_key(|(m, _)| (!self.is_subject(m.head), chunk.sentence - m.sentence)).map(|(_, state)| state)
        };
        match state.or_else(spoken) {
            Some(state) => (Some(self.state(&state, chunk.span)), How::Pronoun),
            None => (None, How::Pronoun),
        }
    }

    /// The latest actor of the page in an office; "minister" also means a minister of something.
    fn latest_titled(&self, office: &str) -> Option<ActorId> {
        if let Some(id) = self.titled.get(office) {
            return Some(*id);
        }
        let held = |a: &Actor| a.kind == ActorKind::Person && a.office.as_deref().is_some_and(|o| covers(office, o));
        let near = self.before().find(|(_, _, a)| held(a)).map(|(_, id, _)| id);
        near.or_else(|| {
            // Further back only who alone can be meant.
            let mut all = self.out.actors.iter().enumerate().filter(|(_, a)| held(a)).map(|(id, _)| id);
            all.next().filter(|_| all.next().is_none())
        })
    }

    fn state(&mut self, code: &str, span: Span) -> ActorId {
        if code.contains(TOGETHER) {
            let members = code.split(TOGETHER).map(|code| self.state(code, span)).collect();
            return self.group(members, span);
        }
        let (state, sector) = state_of(code);
        // An army or a party is somebody else than its state.
        if sector.is_some_and(|s| s != GOVERNMENT) {
            return self.organisation(code, span);
        }
        if let Some(id) = self.keys.get(state) {
            return *id;
        }
        let known = self.setting.knowledge.world.states.get(state).map(|s| s.name.clone());
        let mut actor = self.blank(span, ActorKind::State);
        actor.name = known.unwrap_or(actor.name);
        actor.state = Some(state.to_string());
        actor.sector = sector.filter(|s| *s != GOVERNMENT).map(str::to_string);
        let id = self.add(actor);
        self.keys.insert(state.to_string(), id);
        id
    }

    fn organisation(&mut self, code: &str, span: Span) -> ActorId {
        if let Some(id) = self.keys.get(code) {
            return *id;
        }
        let (state, sector) = state_of(code);
        let national = !state.contains(':');
        let mut actor = self.blank(span, if national { ActorKind::Body } else { ActorKind::Organisation });
        actor.state = Some(state.to_string());
        actor.sector = sector.map(str::to_string);
        actor.political = sector.is_none_or(|s| POLITICAL.contains(&s));
        let id = self.add(actor);
        self.keys.insert(code.to_string(), id);
        id
    }

    /// A named body of a state that does not act for it, such as a newspaper.
    fn house(&mut self, code: &str, span: Span) -> ActorId {
        let key = format!("{code}/{}", span.of(self.setting.text));
        if let Some(id) = self.keys.get(&key) {
            return *id;
        }
        let (state, sector) = state_of(code);
        let mut actor = self.blank(span, ActorKind::Organisation);
        actor.political = false;
        (actor.state, actor.sector) = (Some(state.to_string()), sector.map(str::to_string));
        let id = self.add(actor);
        self.keys.insert(key, id);
        id
    }

    /// An organisation that no table knows; of the state named before it, if one is.
    fn unknown(&mut self, chunk: &Chunk<'_>) -> ActorId {
        let name = chunk.span.of(self.setting.text).to_string();
        if let Some(id) = self.keys.get(&name) {
            return *id;
        }
        let mut actor = self.blank(chunk.span, ActorKind::Organisation);
        actor.political = false;
        actor.state = self.claimed_state(chunk);
        let id = self.add(actor);
        self.keys.insert(name, id);
        id
    }

    fn blank(&self, span: Span, kind: ActorKind) -> Actor {
        Actor {
            name: span.of(self.setting.text).split_whitespace().collect::<Vec<_>>().join(" "),
            kind,
            state: None,
            sector: None,
            office: None,
            members: Vec::new(),
            political: true,
            from_context: false,
        }
    }

    fn add(&mut self, actor: Actor) -> ActorId {
        self.out.actors.push(actor);
        self.out.actors.len() - 1
    }

    /// Whom a pronoun or a group phrase points back to.
    fn back(&mut self, group: &Group, chunk: &Chunk<'_>) -> (Option<ActorId>, How) {
        if is_speaker(group.of) {
            return (None, How::Speaker);
        }
        match group.count {
            Some(1) => (self.one_back(group.of, chunk), How::Pronoun),
            Some(count) => (self.several_back(group.of, count, chunk), How::Group),
            None => (self.many_back(chunk), How::Pronoun),
        }
    }

    /// The mentions before a chunk, latest first, within the window.
    fn before(&self) -> impl Iterator<Item = (&Mention, ActorId, &Actor)> {
        self.out.mentions.iter().rev().take(WINDOW).filter_map(|m| {
            let id = m.actor?;
            Some((m, id, self.out.actors.get(id)?))
        })
    }

    /// The latest actor that a singular pronoun can mean; subjects of this and the last sentence come first.
    fn one_back(&self, of: GroupOf, chunk: &Chunk<'_>) -> Option<ActorId> {
        let empty = |t: usize| self.setting.analysis.tokens.get(t).is_some_and(|t| t.deprel == Deprel::Expl);
        if (chunk.first..chunk.last).any(empty) {
            return None;
        }
        let fits = |actor: &Actor| match of {
            GroupOf::Person => actor.kind == ActorKind::Person,
            _ => matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Body),
        };
        let weight = |m: &Mention| {
            let away = chunk.sentence.saturating_sub(m.sentence);
            let subject = self.is_subject(m.head);
            // The subject of the main clause stays the topic; those of clauses below it less so.
            let deep = self.setting.analysis.path_to_root(m.head).count().saturating_sub(1).min(2);
            let place = if subject { deep } else { 2 };
            3 * away + place + usize::from(matches!(m.how, How::Adjective | How::Metonym))
        };
        let nearby = self.before().filter(|(m, _, a)| fits(a) && chunk.sentence.saturating_sub(m.sentence) <= 3);
        nearby.min_by_key(|(m, _, _)| weight(m)).map(|(_, id, _)| id)
    }

    fn is_subject(&self, token: usize) -> bool {
        self.setting.analysis.tokens.get(token).is_some_and(|t| matches!(t.deprel, Deprel::Nsubj | Deprel::Csubj))
    }

    /// The last `count` actors of different states that a group phrase can mean, as a group.
    fn several_back(&mut self, of: GroupOf, count: usize, chunk: &Chunk<'_>) -> Option<ActorId> {
        let (span, sentence) = (chunk.span, chunk.sentence);
        let office = self.office_in(chunk);
        let holds = |actor: &Actor| {
            let held = actor.office.as_deref().unwrap_or("");
            office.as_deref().is_none_or(|office| covers(office, held))
        };
        let fits = |actor: &Actor| match of {
            GroupOf::Person => actor.kind == ActorKind::Person && holds(actor),
            GroupOf::State => actor.state.is_some(),
            _ => actor.political && actor.members.is_empty(),
        };
        // A like phrase a few sentences before means the same.
        let again = self.before().find(|(m, _, a)| {
            let near = sentence.saturating_sub(m.sentence) <= AGAIN;
            near && a.members.len() == count && a.members.iter().all(|m| self.out.actors.get(*m).is_some_and(fits))
        });
        if let Some((_, id, _)) = again {
            return Some(id);
        }
        let mut members: Vec<ActorId> = Vec::new();
        let mut states: Vec<String> = Vec::new();
        for (_, id, actor) in self.before() {
            let Some(state) = actor.state.as_ref().filter(|_| fits(actor) && actor.members.is_empty()) else {
                continue;
            };
            if !states.contains(state) {
                states.push(state.clone());
                members.push(id);
            }
            if members.len() == count {
                break;
            }
        }
        if members.len() < count && of == GroupOf::Person && office.is_some() {
            return self.main_states(count, span);
        }
        members.reverse();
        (members.len() == count).then(|| self.group(members, span))
    }

    /// The states that were named most so far: whose leaders a page means that has not named them.
    fn main_states(&mut self, count: usize, span: Span) -> Option<ActorId> {
        let mut named: Vec<(usize, ActorId)> = Vec::new();
        for id in self.out.mentions.iter().filter_map(|m| m.actor) {
            let Some(state) = self.out.actors.get(id).and_then(|a| a.state.clone()) else { continue };
            let Some(id) = self.keys.get(&state).copied() else { continue };
            match named.iter_mut().find(|(_, known)| *known == id) {
                Some((times, _)) => *times += 1,
                None => named.push((1, id)),
            }
        }
        named.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
        let clear = named.len() == count || named.get(count).zip(named.get(count - 1)).is_some_and(|(a, b)| a.0 < b.0);
        let members: Vec<ActorId> = named.into_iter().take(count).map(|(_, id)| id).collect();
        (clear && members.len() == count).then(|| self.group(members, span))
    }

    /// The office that a group phrase names: "the two presidents".
    fn office_in(&self, chunk: &Chunk<'_>) -> Option<String> {
        let tokens = self.setting.analysis.tokens.get(chunk.first..chunk.last)?;
        let lower: Vec<String> = tokens.iter().map(|t| t.lower(self.setting.text)).collect();
        let words = atom::words(self.setting.text, tokens, &lower);
        let found = self.setting.language.titles.leftmost_longest(&words);
        let office = found.iter().find(|f| f.value.kind == TitleKind::Office).map(|f| f.value.office.clone());
        office.filter(|o| !o.is_empty() && o != OFFICIAL)
    }

    /// Whom "they" means: the latest group, people, or coordinated actors of this or the last sentence.
    fn many_back(&mut self, chunk: &Chunk<'_>) -> Option<ActorId> {
        let near = |m: &Mention| chunk.sentence.saturating_sub(m.sentence) <= 1;
        let mut members: Option<Vec<ActorId>> = None;
        for (mention, id, actor) in self.before().filter(|(m, _, _)| near(m)) {
            if actor.kind == ActorKind::Group {
                return Some(id);
            }
            let first = self.coordinated(mention);
            if let Some(first) = first.filter(|first| *first != id) {
                members = Some(vec![first, id]);
                break;
            }
        }
        members.map(|m| self.group(m, chunk.span))
    }

    /// The actor of the mention that a mention is coordinated with.
    fn coordinated(&self, mention: &Mention) -> Option<ActorId> {
        let token = self.setting.analysis.tokens.get(mention.head).filter(|t| t.deprel == Deprel::Conj)?;
        let head = token.head as usize;
        let same = self.out.mentions.iter().rev().take(WINDOW).filter(|m| m.sentence == mention.sentence);
        same.filter(|m| m.first <= head && head < m.last).find_map(|m| m.actor)
    }

    fn group(&mut self, members: Vec<ActorId>, span: Span) -> ActorId {
        let key = format!("{members:?}");
        if let Some(id) = self.keys.get(&key) {
            return *id;
        }
        let mut actor = self.blank(span, ActorKind::Group);
        actor.members = members;
        let id = self.add(actor);
        self.keys.insert(key, id);
        id
    }

    /// Notes a military rank that only one of several mentions gives an officer of the government: a slip of the
    /// writer or of a translation ("Gen." before a name that is a name).
    fn note_ranks(&mut self) {
        let mut ranked: Vec<(ActorId, Span)> = self.ranks.drain(..).collect();
        ranked.sort_unstable();
        ranked.dedup();
        for (id, span) in &ranked {
            let alone = ranked.iter().filter(|(other, _)| other == id).count() == 1;
            let named = self.out.mentions.iter().filter(|m| m.actor == Some(*id)).count();
            let actor = self.out.actors.get(*id);
            let civil = actor.filter(|a| a.sector.as_deref() == Some(GOVERNMENT)).and_then(|a| a.office.clone());
            if let Some(office) = civil.filter(|_| alone && named >= OFTEN) {
                let rank = span.of(self.setting.text);
                let message = format!(
                    "`{rank}` stands with this name once, and the page calls the same person {office} elsewhere: \
                     perhaps a slip of translation, a name taken for a rank"
                );
                self.out.conflicts.push(Conflict { span: *span, message });
            }
        }
    }
}
