//! The smallest pieces of mentions: names, titles, pronouns, by tables and by the name model.

use super::Setting;
use crate::analysis::{Deprel, Kind, Name, NameKind, Sentence, Token, Upos};
use crate::language::names::{NameHit, Named, StateName};
use crate::language::phrases::{Found, Word};
use crate::language::settings::{NounHead, WordOrder};
use crate::language::words::{Group, Speech, SpeechClass, Title, TitleKind};
use crate::span::Span;
use std::collections::HashSet;

/// What a piece is.
#[derive(Clone, Copy, Debug)]
pub enum AtomKind<'k> {
    /// A name of a state.
    State(&'k str, StateName),
    /// A name of an organisation.
    Organisation(&'k str),
    /// A person's name; rows of the table of holders that bear it.
    Person(&'k [usize]),
    /// A name of an organisation that no table knows.
    Unknown,
    /// An office, a rank, a courtesy word, an institution, a kind of people.
    Title(&'k Title),
    /// A pronoun or a group phrase.
    Group(&'k Group),
}

/// A piece of a mention.
#[derive(Clone, Copy, Debug)]
pub struct Atom<'k> {
    /// Its characters.
    pub span: Span,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// Sentence.
    pub sentence: usize,
    /// What it is.
    pub kind: AtomKind<'k>,
}

impl Atom<'_> {
    fn rank(&self) -> u8 {
        match self.kind {
            AtomKind::Group(_) => 0,
            AtomKind::Unknown => 1,
            AtomKind::Title(_) => 2,
            AtomKind::Person(_) => 3,
            AtomKind::State(..) | AtomKind::Organisation(_) => 4,
        }
    }
}

/// The dot between the parts of a foreign name.
const MIDDLE_DOT: &str = "\u{30FB}";
/// Most tokens of a name that no model found.
const LONGEST_NAME: usize = 4;
/// Most tokens of a word that says whose words something is.
const SOURCE: usize = 4;

/// All pieces of a document, in order of the text, not overlapping.
pub fn find<'k>(setting: &Setting<'k>) -> Vec<Atom<'k>> {
    let found = by_sentence(setting);
    with_known_names(setting, found)
}

/// Adds the names that stand alone somewhere after they were a part of a person's full name elsewhere.
fn with_known_names<'k>(setting: &Setting<'k>, atoms: Vec<Atom<'k>>) -> Vec<Atom<'k>> {
    let tokens = &setting.analysis.tokens;
    let form = |t: usize| tokens.get(t).map_or("", |t| t.span.of(setting.text));
    let known: HashSet<&str> = atoms
        .iter()
        .filter(|a| matches!(a.kind, AtomKind::Person(_)) && a.last - a.first > 1)
        .flat_map(|a| [a.first, a.last - 1])
        .filter(|t| tokens.get(*t).is_some_and(|t| may_name(setting, t)))
        .map(form)
        .filter(|word| word.chars().count() > 1)
        .collect();
    let mut out: Vec<Atom<'k>> = Vec::with_capacity(atoms.len());
    let mut next = atoms.iter().peekable();
    let mut covered = 0;
    for (index, sentence) in setting.analysis.sentences.iter().enumerate() {
        for token in sentence.tokens() {
            while let Some(atom) = next.next_if(|a| a.first <= token) {
                covered = covered.max(atom.last);
                out.push(*atom);
            }
            if token >= covered
                && known.contains(form(token))
                && tokens.get(token).is_some_and(|t| may_name(setting, t))
            {
                let span = tokens.get(token).map(|t| t.span).unwrap_or_default();
                let kind = AtomKind::Person(&[]);
                out.push(Atom { span, first: token, last: token + 1, sentence: index, kind });
            }
        }
    }
    out.extend(next.copied());
    out
}

fn by_sentence<'k>(setting: &Setting<'k>) -> Vec<Atom<'k>> {
    let hits = setting.language.names(&setting.knowledge.world).find(setting.text);
    let mut out = Vec::new();
    let (mut hit_at, mut name_at) = (0, 0);
    for (index, sentence) in setting.analysis.sentences.iter().enumerate() {
        let inside_hits = take(&hits, &mut hit_at, sentence, |h| h.span);
        let inside_names = take(&setting.analysis.names, &mut name_at, sentence, |n| n.span);
        let mut atoms = Candidates { setting, sentence, index, atoms: Vec::new() };
        atoms.add_hits(inside_hits);
        atoms.add_phrases();
        atoms.shorten_states();
        atoms.atoms = choose(atoms.atoms);
        atoms.add_names(inside_names);
        atoms.add_speaking_names();
        let chosen = choose(atoms.atoms);
        out.extend(with_titled_names(setting, sentence, index, chosen, inside_hits));
    }
    out
}

/// The items of an ordered list that lie in a sentence; the cursor moves with the sentences.
fn take<'l, T>(list: &'l [T], at: &mut usize, sentence: &Sentence, span: impl Fn(&T) -> Span) -> &'l [T] {
    while list.get(*at).is_some_and(|item| span(item).start < sentence.span.start) {
        *at += 1;
    }
    let from = *at;
    while list.get(*at).is_some_and(|item| span(item).end <= sentence.span.end) {
        *at += 1;
    }
    list.get(from..*at).unwrap_or(&[])
}

struct Candidates<'s, 'k> {
    setting: &'s Setting<'k>,
    sentence: &'s Sentence,
    index: usize,
    atoms: Vec<Atom<'k>>,
}

impl<'k> Candidates<'_, 'k> {
    fn push(&mut self, span: Span, kind: AtomKind<'k>) {
        let tokens = self.setting.analysis.tokens.get(self.sentence.tokens()).unwrap_or(&[]);
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        let to = tokens.partition_point(|t| t.span.start < span.end);
        // What is glued before a name is no part of it.
        let glued = |at: usize| tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(a, b)| a.span.end == b.span.start);
        let clitics = &self.setting.language.settings.clitics.before;
        let proclitic = |at: &usize| {
            tokens.get(*at).is_some_and(|t| clitics.iter().any(|c| c == t.span.of(self.setting.text))) && glued(*at)
        };
        let from = from + (from..to.saturating_sub(1)).take_while(proclitic).count();
        if from < to {
            let base = self.sentence.first as usize;
            self.atoms.push(Atom { span, first: base + from, last: base + to, sentence: self.index, kind });
        }
    }

    fn add_hits(&mut self, hits: &[NameHit<'k>]) {
        for hit in hits {
            if is_one_letter(hit.span.of(self.setting.text)) && !self.is_token(hit.span) {
                continue;
            }
            let kind = match hit.named {
                Named::State { code, kind } => AtomKind::State(code, *kind),
                Named::Organisation { code } => AtomKind::Organisation(code),
                Named::Holder { rows } => AtomKind::Person(rows),
                Named::Nobody => continue,
            };
            self.push(hit.span, kind);
        }
    }

    /// A name of a state whose last letter is the first of a longer title is the short name before that title.
    fn shorten_states(&mut self) {
        let titles: Vec<(usize, usize)> = self.atoms.iter().filter_map(|a| title_tokens(a)).collect();
        let names = self.setting.language.names(&self.setting.knowledge.world);
        for at in 0..self.atoms.len() {
            let Some(atom) = self.atoms.get(at).filter(|a| matches!(a.kind, AtomKind::State(..))) else { continue };
            let over = |t: &&(usize, usize)| atom.first < t.0 && t.0 < atom.last && atom.last < t.1;
            let Some((first, _)) = titles.iter().find(over).copied() else { continue };
            let Some(last) = self.setting.analysis.tokens.get(first - 1) else { continue };
            let span = Span { end: last.span.end, ..atom.span };
            let short = names.find(span.of(self.setting.text));
            let named = short.first().filter(|hit| hit.span.len() == span.len()).map(|hit| hit.named);
            if let (Some(Named::State { code, kind }), Some(atom)) = (named, self.atoms.get_mut(at)) {
                (atom.span, atom.last, atom.kind) = (span, first, AtomKind::State(code, *kind));
            }
        }
    }

    /// Whether a span begins and ends with a token.
    fn is_token(&self, span: Span) -> bool {
        let tokens = self.setting.analysis.tokens.get(self.sentence.tokens()).unwrap_or(&[]);
        let at = tokens.partition_point(|t| t.span.start < span.start);
        tokens.get(at).is_some_and(|t| t.span == span)
    }

    /// Adds what the name model found: persons without the titles, states and conjunctions it took for a part of
    /// their names; organisations as they are.
    fn add_names(&mut self, names: &[Name]) {
        for name in names {
            match name.kind {
                NameKind::Person => self.add_person(name.span),
                NameKind::Organisation if !self.is_known(name.span) => self.push(name.span, AtomKind::Unknown),
                NameKind::Organisation | NameKind::Place => {}
            }
        }
    }

    /// Whether tables know better what stands in a span: a title is one, whatever the model says, and so is the name
    /// of an organisation.
    fn is_known(&self, span: Span) -> bool {
        let known = |a: &Atom<'_>| match a.kind {
            AtomKind::Title(_) => span.contains(a.span),
            AtomKind::Organisation(_) => span.overlaps(a.span),
            AtomKind::State(code, StateName::Metonym) => code.contains('.') && span.contains(a.span),
            _ => false,
        };
        self.atoms.iter().any(known)
    }

    /// Adds names of several words that say something, where the model saw no name: proper nouns joined as one name
    /// that are the subject of a word of saying.
    fn add_speaking_names(&mut self) {
        let cased = self.setting.language.settings.case_sensitive;
        let tokens = &self.setting.analysis.tokens;
        let named = |t: usize| {
            let name = |t: &&Token| if cased { is_name(self.setting.text, t) } else { may_name(self.setting, t) };
            tokens.get(t).filter(|t| t.upos == Upos::Propn || !cased).filter(name)
        };
        // In scripts without spaces a name may be one token.
        let whole = |t: usize| {
            let long = |t: &Token| t.upos == Upos::Propn && t.span.of(self.setting.text).chars().count() > 1;
            !cased && tokens.get(t).is_some_and(long)
        };
        let plain = |t: usize| tokens.get(t).is_some_and(|t| !self.is_definite(t));
        let mut found: Vec<(usize, usize)> = Vec::new();
        for first in self.sentence.tokens() {
            let speaker = |t: &&Token| matches!(t.deprel, Deprel::Nsubj | Deprel::Appos) || self.is_source(first);
            let Some(token) = named(first).filter(speaker) else { continue };
            let joined = |t: &usize| {
                named(*t)
                    .is_some_and(|n| n.head as usize == first && matches!(n.deprel, Deprel::Flat | Deprel::Compound))
            };
            let untagged = !cased && !self.tagged();
            let last = match untagged {
                true => first + name_length(self.setting, first, self.sentence.last as usize, false).max(1) - 1,
                false => (first + 1..self.sentence.last as usize).take_while(joined).last().unwrap_or(first),
            };
            let speaks = self.is_source(first)
                || tokens.get(token.head as usize).is_some_and(|verb| {
                    let form = verb.span.of(self.setting.text).to_lowercase();
                    let speech = &self.setting.language.speech;
                    verb.upos == Upos::Verb && (speech.may_start(&verb.lemma) || speech.may_start(&form))
                });
            let free = self.atoms.iter().all(|a| a.last <= first || last < a.first);
            if (last > first || whole(first) || untagged && plain(first)) && speaks && free {
                found.push((first, last + 1));
            }
        }
        for (first, last) in found {
            self.push_tokens(first, last, AtomKind::Person(&[]));
        }
    }

    /// Whether a word that says whose words something is stands right before a token: "according to".
    fn is_source(&self, token: usize) -> bool {
        let tokens = &self.setting.analysis.tokens;
        let from = token.saturating_sub(SOURCE).max(self.sentence.first as usize);
        let Some(before) = tokens.get(from..token) else { return false };
        let lower: Vec<String> = before.iter().map(|t| t.lower(self.setting.text)).collect();
        let words = words(self.setting.text, before, &lower);
        let speech = &self.setting.language.speech;
        let names = |f: &Found<'_, Speech>| f.last == words.len() && f.value.class == SpeechClass::Adposition;
        (0..words.len()).any(|at| speech.at(&words, at).iter().any(names))
    }

    /// Whether parts of speech come from a trained tagger.
    fn tagged(&self) -> bool {
        self.setting.language.models.as_ref().is_some_and(|m| m.syntax.is_some())
    }

    /// Whether a token begins with the article.
    fn is_definite(&self, token: &Token) -> bool {
        let article = &self.setting.language.settings.clitics.article;
        !article.is_empty() && token.span.of(self.setting.text).starts_with(article.as_str())
    }

    fn add_person(&mut self, span: Span) {
        let analysis = self.setting.analysis;
        let inside = analysis.tokens_in(span);
        let known: Vec<(usize, usize)> = self.atoms.iter().map(|a| (a.first, a.last)).collect();
        let start = self.with_forenames(inside.start);
        let (mut from, end) = (start, self.with_joined(inside.end));
        for token in start..=end {
            let part = analysis.tokens.get(token).filter(|_| token < end).is_some_and(|t| {
                let held = self
                    .atoms
                    .iter()
                    .any(|a| !matches!(a.kind, AtomKind::Person(_)) && a.first <= token && token < a.last);
                !held && !matches!(t.upos, Upos::Cconj | Upos::Adp | Upos::Part) && t.span.of(self.setting.text) != ","
            });
            if part {
                continue;
            }
            if from < token && !known.contains(&(from, token)) {
                self.push_tokens(from, token, AtomKind::Person(&[]));
            }
            from = token + 1;
        }
    }

    /// The beginning of a name, moved over the capitalised proper nouns before it.
    fn with_forenames(&self, mut start: usize) -> usize {
        let tokens = &self.setting.analysis.tokens;
        while start > self.sentence.first as usize {
            let before = tokens.get(start - 1).filter(|t| t.upos == Upos::Propn && is_name(self.setting.text, t));
            let taken = self.atoms.iter().any(|a| a.first < start && start <= a.last);
            if before.is_none() || taken {
                break;
            }
            start -= 1;
        }
        start
    }

    /// The end of a name, moved over hyphens and the words behind them.
    fn with_joined(&self, mut end: usize) -> usize {
        let tokens = &self.setting.analysis.tokens;
        end = self.with_dotted(end);
        while end + 1 < self.sentence.last as usize
            && tokens.get(end).is_some_and(|t| t.span.of(self.setting.text) == "-")
            && tokens.get(end - 1).zip(tokens.get(end + 1)).is_some_and(|(a, b)| {
                a.span.end + 1 == b.span.start && b.span.of(self.setting.text).starts_with(char::is_lowercase)
            })
        {
            end += 2;
        }
        end
    }

    /// The end of a foreign name, moved over the dots between its parts and the letters behind them.
    fn with_dotted(&self, mut end: usize) -> usize {
        let tokens = &self.setting.analysis.tokens;
        let form = |t: usize| tokens.get(t).map_or("", |t| t.span.of(self.setting.text));
        let taken = |t: usize| self.atoms.iter().any(|a| a.first <= t && t < a.last);
        let part = |t: usize| {
            let inside = t < self.sentence.last as usize && !taken(t) && !form(t).is_empty();
            inside && form(t).chars().all(|c| Kind::of(c) == Kind::Katakana)
        };
        let dot = |t: usize| form(t) == MIDDLE_DOT;
        let first = end;
        loop {
            end += match () {
                () if part(end) && (dot(end.saturating_sub(1)) || end > first) => 1,
                () if dot(end) && part(end + 1) && part(end.saturating_sub(1)) => 2,
                () => return end,
            };
        }
    }

    fn push_tokens(&mut self, first: usize, last: usize, kind: AtomKind<'k>) {
        let tokens = &self.setting.analysis.tokens;
        if let (Some(a), Some(b)) = (tokens.get(first), tokens.get(last.saturating_sub(1))) {
            self.atoms.push(Atom { span: a.span.cover(b.span), first, last, sentence: self.index, kind });
        }
    }

    fn add_phrases(&mut self) {
        let analysis = self.setting.analysis;
        let tokens = analysis.tokens.get(self.sentence.tokens()).unwrap_or(&[]);
        let lower: Vec<String> = tokens.iter().map(|t| t.lower(self.setting.text)).collect();
        let words: Vec<Word<'_>> = words(self.setting.text, tokens, &lower);
        let language: &'k crate::language::Language = self.setting.language;
        let base = self.sentence.first as usize;
        let span = |first: usize, last: usize| match (tokens.get(first), tokens.get(last - 1)) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        };
        let head_first = language.settings.noun_head == NounHead::First;
        let demonyms: Vec<usize> = self
            .atoms
            .iter()
            .filter(|a| head_first && matches!(a.kind, AtomKind::State(_, StateName::Adjective)))
            .map(|a| a.first)
            .collect();
        let mut push = |first: usize, last: usize, kind: AtomKind<'k>| {
            let atom =
                Atom { span: span(first, last), first: base + first, last: base + last, sentence: self.index, kind };
            self.atoms.push(atom);
        };
        // An adjective stands for a person only where it describes no noun before it.
        let describes = |at: usize, t: &Token| t.deprel == Deprel::Amod && (t.head as usize) < base + at;
        let nominal = |at: &usize| {
            tokens.get(*at).is_some_and(|t| match t.upos {
                Upos::Noun | Upos::Propn | Upos::X => true,
                Upos::Adj => !describes(*at, t),
                _ => false,
            })
        };
        for found in language.titles.leftmost_longest(&words).into_iter().filter(|f| nominal(&f.head)) {
            push(found.first, found.last, AtomKind::Title(found.value));
        }
        // A lone "both" that only strengthens a coordination points back to nobody.
        let stands = |t: &usize| tokens.get(*t).is_some_and(|t| !matches!(t.deprel, Deprel::Cc | Deprel::Advmod));
        // "The leaders of two states" are told by their office, "the leaders" alone by who came before.
        let owned = |last: usize| {
            let of = tokens.get(last).is_some_and(|t| language.marks("of", &t.lower(self.setting.text)));
            of || demonyms.contains(&(base + last))
        };
        for found in language.groups.leftmost_longest(&words).into_iter().filter(|f| stands(&f.head) && !owned(f.last))
        {
            push(found.first, found.last, AtomKind::Group(found.value));
        }
    }
}

/// The tokens as phrases are matched on them.
pub fn words<'t>(text: &'t str, tokens: &'t [Token], lower: &'t [String]) -> Vec<Word<'t>> {
    let mut end = None;
    tokens
        .iter()
        .zip(lower)
        .map(|(token, lower)| {
            let glued = end.replace(token.span.end) == Some(token.span.start);
            Word { form: token.span.of(text), lower, lemma: &token.lemma, glued }
        })
        .collect()
}

/// The tokens of a title.
fn title_tokens(atom: &Atom<'_>) -> Option<(usize, usize)> {
    matches!(atom.kind, AtomKind::Title(_)).then_some((atom.first, atom.last))
}

/// Names of one letter are found everywhere inside words of scripts without spaces.
fn is_one_letter(name: &str) -> bool {
    name.chars().nth(1).is_none()
}

/// Keeps the longest of overlapping pieces; of equally long ones the better known.
fn choose(mut atoms: Vec<Atom<'_>>) -> Vec<Atom<'_>> {
    atoms.sort_by_key(|a| (std::cmp::Reverse(a.last - a.first), std::cmp::Reverse(a.rank()), a.first));
    let mut chosen: Vec<Atom<'_>> = Vec::new();
    for atom in atoms {
        if chosen.iter().all(|c| c.last <= atom.first || atom.last <= c.first) {
            chosen.push(atom);
        }
    }
    chosen.sort_by_key(|a| a.first);
    chosen
}

/// Whether a token looks like a piece of a name: by its capital, or in scripts without capitals by its tag as a proper
/// noun, or as a word that no table knows.
fn may_name(setting: &Setting<'_>, token: &Token) -> bool {
    let language = setting.language;
    if language.settings.case_sensitive {
        return is_name(setting.text, token);
    }
    let form = token.span.of(setting.text);
    let tagged = language.models.as_ref().is_some_and(|m| m.syntax.is_some());
    let noun =
        if tagged { token.upos == Upos::Propn } else { matches!(token.upos, Upos::Noun | Upos::Propn | Upos::X) };
    noun && form.chars().all(char::is_alphabetic) && !language.knows(&form.to_lowercase(), &token.lemma)
}

/// How many tokens from `first` on are a name in a script without capitals; behind a courtesy word stands one, even if
/// tables know the word.
fn name_length(setting: &Setting<'_>, first: usize, end: usize, courtesy: bool) -> usize {
    let (tokens, language) = (&setting.analysis.tokens, setting.language);
    let article = &language.settings.clitics.article;
    let part = |t: usize| {
        let form = tokens.get(t).map_or("", |t| t.span.of(setting.text));
        language.settings.name_parts.iter().any(|p| p == form)
    };
    let has_article = |t: &Token| !article.is_empty() && t.span.of(setting.text).starts_with(article.as_str());
    // Behind a word with the article no owner follows, but a name may, even one that is a word, too.
    let closed = |t: usize| t.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(has_article);
    let goes_on = |t: usize| tokens.get(t).filter(|_| t < end).is_some_and(|t| may_name(setting, t) && !has_article(t));
    let mut at = first;
    while at < end && at < first + LONGEST_NAME {
        let Some(token) = tokens.get(at) else { break };
        let behind_part = at > first && part(at - 1);
        let definite = has_article(token);
        let open = at == first && token.upos == Upos::Noun;
        let sure = open && (courtesy || closed(at) && goes_on(at + 1));
        if !part(at) && !behind_part && (!may_name(setting, token) && !sure || definite && at == first) {
            break;
        }
        at += 1;
    }
    at - first
}

/// Adds the names that the model missed: capitalised words right after an office, a rank or a courtesy word.
fn with_titled_names<'k>(
    setting: &Setting<'k>,
    sentence: &Sentence,
    index: usize,
    atoms: Vec<Atom<'k>>,
    hits: &[NameHit<'k>],
) -> Vec<Atom<'k>> {
    let tokens = &setting.analysis.tokens;
    let cased = setting.language.settings.case_sensitive;
    let head_first = setting.language.settings.noun_head == NounHead::First;
    let mut out: Vec<Atom<'k>> = Vec::with_capacity(atoms.len());
    for (i, atom) in atoms.iter().enumerate() {
        if !cased {
            let named = named_before(setting, sentence, index, atom, out.last().map(|a| a.last));
            out.extend(named.filter(|name| hits.iter().all(|hit| !hit.span.overlaps(name.span))));
        }
        out.push(*atom);
        let next = atoms.get(i + 1).map_or(sentence.last as usize, |n| n.first);
        let titled = match atom.kind {
            AtomKind::Title(title) => matches!(title.kind, TitleKind::Office | TitleKind::Rank | TitleKind::Courtesy),
            AtomKind::State(_, StateName::Name | StateName::Adjective) if cased || head_first => matches!(
                i.checked_sub(1).and_then(|p| atoms.get(p)).map(|p| (p.kind, p.last)),
                Some((AtomKind::Title(t), last)) if t.kind == TitleKind::Office && last == atom.first
            ),
            _ => false,
        };
        if !titled {
            continue;
        }
        let named = if cased {
            (atom.last..next).take_while(|t| tokens.get(*t).is_some_and(|t| is_name(setting.text, t))).count()
        } else {
            let tagged = setting.language.models.as_ref().is_some_and(|m| m.syntax.is_some());
            let courtesy = matches!(atom.kind, AtomKind::Title(t) if t.kind == TitleKind::Courtesy);
            name_length(setting, atom.last, next, courtesy && !tagged)
        };
        if let (1.., Some(a), Some(b)) =
            (named, tokens.get(atom.last), tokens.get((atom.last + named).saturating_sub(1)))
        {
            let (first, last) = (atom.last, atom.last + named);
            out.push(Atom { span: a.span.cover(b.span), first, last, sentence: index, kind: AtomKind::Person(&[]) });
        }
    }
    out
}

/// The name right before a title that stands behind names, in a script without capitals.
fn named_before<'k>(
    setting: &Setting<'k>,
    sentence: &Sentence,
    index: usize,
    atom: &Atom<'k>,
    before: Option<usize>,
) -> Option<Atom<'k>> {
    let AtomKind::Title(title) = atom.kind else { return None };
    let floor = before.unwrap_or(0).max(sentence.first as usize);
    let tokens = &setting.analysis.tokens;
    let run = (floor..atom.first).rev().take(LONGEST_NAME);
    let named = run.take_while(|t| tokens.get(*t).is_some_and(|t| may_name(setting, t))).last();
    let first = named.or_else(|| letters_before(setting, floor, atom.first))?;
    let glued = tokens.get(atom.first - 1).is_some_and(|t| t.span.end == atom.span.start);
    let named = title.after && (glued || tokens.get(atom.first - 1)?.span.end + 1 == atom.span.start);
    let span = tokens.get(first)?.span.cover(tokens.get(atom.first - 1)?.span);
    named.then_some(Atom { span, first, last: atom.first, sentence: index, kind: AtomKind::Person(&[]) })
}

/// The first of several single letters right before a title: a name that was cut into its letters.
fn letters_before(setting: &Setting<'_>, floor: usize, title: usize) -> Option<usize> {
    let han = |t: &usize| {
        let mut letters = setting.analysis.tokens.get(*t)?.span.of(setting.text).chars();
        letters.next().filter(|c| Kind::of(*c) == Kind::Han && letters.next().is_none())
    };
    // Where verbs come last, nouns have particles, and words of one letter seldom stand side by side.
    let particles = setting.language.settings.order == WordOrder::Sov;
    let run: Vec<usize> = (floor..title).rev().filter(|_| particles).take_while(|t| han(t).is_some()).collect();
    run.last().copied().filter(|_| (2..=LONGEST_NAME).contains(&run.len()))
}

/// Whether a token looks like a piece of a name.
pub fn is_name(text: &str, token: &Token) -> bool {
    let form = token.form(text);
    let mut chars = form.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    capital
        && matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Verb)
        && chars.all(|c| c.is_alphanumeric() || "-.'\u{2019}".contains(c))
}
