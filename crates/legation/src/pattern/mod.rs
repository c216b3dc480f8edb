//! Rules in a small text format: word lists, numbers, patterns with named slots, examples that are tests.
//!
//! The format is described in `docs/rules.md`. A rule file may come from a stranger: a bad one is an [`Error`] with
//! file and line, and finding takes time proportional to the text.
//!
//! Must never know what a rule is about.

mod builder;
mod compile;
mod example;
mod list;
mod number;
mod program;
mod run;
mod source;
mod template;
mod token;
mod vocabulary;

use crate::error::Error;
use crate::span::Span;
use example::Example;
use list::List;
use number::Numerals;
use program::{Program, Step, Take};
use run::{Filled, Ground, Hit, Runner, Taken};
use std::collections::HashMap;
use template::Template;
use token::Token;
use vocabulary::Vocabulary;

/// Most tokens of context looked at before a match.
const CONTEXT: usize = 6;

/// A compiled rule file.
///
/// ```
/// use legation::pattern::Rules;
/// use legation::span::Span;
///
/// let file = "rule source-line\n  ^ Source : {agency:rest} $\n  => agency {agency}\n";
/// let rules = Rules::parse("sources.rules", file).unwrap();
/// let text = "A story.\nSource: Some Agency";
/// let found = rules.find(text, Span::new(0, text.len()));
/// assert_eq!(found[0].value, "agency Some Agency");
/// assert_eq!(found[0].slot("agency").unwrap().span.of(text), "Some Agency");
/// ```
pub struct Rules {
    file: Box<str>,
    rules: Vec<Rule>,
    settings: HashMap<Box<str>, Box<str>>,
    tables: Tables,
    /// Patterns that may begin anywhere on a line.
    index: Index,
    /// Patterns that only begin a line.
    opening: Index,
}

/// Words, lists and numbers of a file.
#[derive(Debug)]
struct Tables {
    vocabulary: Vocabulary,
    lists: Vec<List>,
    numerals: Vec<Numerals>,
    slots: Vec<Box<str>>,
}

/// Which patterns may begin with which word: rule and pattern number.
#[derive(Debug, Default)]
struct Index {
    by_symbol: HashMap<u32, Vec<(usize, usize)>>,
    /// With the smallest and largest number that may stand first.
    by_figures: Vec<(u64, u64, (usize, usize))>,
    anywhere: Vec<(usize, usize)>,
}

/// A word list that a rule file uses and does not hold.
#[derive(Clone, Debug, Default)]
pub struct GivenList {
    /// The list's name in slots.
    pub name: &'static str,
    /// Words as a rule file writes them (in quotation marks: exactly these characters) and what they stand for.
    pub words: Vec<(String, String)>,
}

/// One rule of a file.
#[derive(Debug)]
pub struct Rule {
    name: Box<str>,
    line: usize,
    patterns: Vec<Program>,
    not_after: Vec<Program>,
    not_before: Vec<Program>,
    template: Option<Template>,
    examples: Vec<Example>,
}

/// A place where a rule was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The rule, by its number in the file.
    pub rule: usize,
    /// The whole expression, without context.
    pub span: Span,
    /// The rule's template with the slots filled.
    pub value: String,
    /// The slots that took something, in the order of the text.
    pub slots: Vec<Slot>,
}

/// What a slot took.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The slot's name.
    pub name: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// The value of the list's word, the number, or the text itself.
    pub value: String,
}

impl Rule {
    fn new(name: &str, line: usize) -> Rule {
        let (patterns, not_after, not_before, examples) = Default::default();
        Rule { name: name.into(), line, patterns, not_after, not_before, template: None, examples }
    }

    /// The rule's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line on which the rule begins, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl Match {
    /// The slot of this name, if it took something.
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| &*slot.name == name)
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} rules)", self.file, self.rules.len())
    }
}

impl Rules {
    /// Reads a rule file; `file` is its name for messages.
    pub fn parse(file: &str, text: &str) -> Result<Rules, Error> {
        source::read(file, text, &[])
    }

    /// Reads a rule file that may also use word lists from elsewhere, as if they stood at its top.
    pub fn parse_with(file: &str, text: &str, given: &[GivenList]) -> Result<Rules, Error> {
        source::read(file, text, given)
    }

    fn new(file: &str, rules: Vec<Rule>, settings: HashMap<Box<str>, Box<str>>, tables: Tables) -> Rules {
        let index = Index::of(&rules, &tables, |program| !program.opens_line());
        let opening = Index::of(&rules, &tables, Program::opens_line);
        Rules { file: file.into(), rules, settings, tables, index, opening }
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// A rule by its number.
    pub fn rule(&self, number: usize) -> Option<&Rule> {
        self.rules.get(number)
    }

    /// A setting of the file (`set name = value`).
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(|value| &**value)
    }

    /// Everything the rules find in a stretch of a text, in order and without overlaps: a longer match wins over a
    /// shorter one, `skip` over a value, an earlier rule over a later one.
    pub fn find(&self, text: &str, span: Span) -> Vec<Match> {
        let mut found = self.find_with_skips(text, span);
        found.retain(|found| self.rule(found.rule).is_some_and(|rule| rule.template.is_some()));
        found
    }

    /// The value of the first word of a list that stands in a stretch of a text.
    pub fn first_word(&self, list: &str, text: &str, span: Span) -> Option<&str> {
        self.words(list, text, span).into_iter().next()
    }

    /// The value of the last word of a list that stands in a stretch of a text.
    pub fn last_word(&self, list: &str, text: &str, span: Span) -> Option<&str> {
        self.words(list, text, span).pop()
    }

    /// The values of the words of a list that stand in a stretch of a text, in order.
    fn words(&self, list: &str, text: &str, span: Span) -> Vec<&str> {
        let Some(list) = self.tables.lists.iter().find(|l| &*l.name == list) else { return Vec::new() };
        let tokens = token::tokens(text, span, &self.tables.vocabulary);
        let ground = self.ground(text, &tokens);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let (entry, end) = list.at(&ground, at).first().map_or((None, at + 1), |(entry, end)| (Some(*entry), *end));
            found.extend(entry.map(|entry| list.value(entry)));
            at = end;
        }
        found
    }

    /// Runs every example of every rule: how many there are, or every one that fails.
    pub fn check(&self) -> Result<usize, Vec<Error>> {
        let examples = self.rules.iter().enumerate().flat_map(|(at, rule)| rule.examples.iter().map(move |e| (at, e)));
        let results: Vec<_> = examples.map(|(rule, example)| example.check(self, rule)).collect();
        let count = results.len();
        let failed: Vec<Error> = results.into_iter().filter_map(Result::err).collect();
        if failed.is_empty() { Ok(count) } else { Err(failed) }
    }

    fn ground<'a>(&'a self, text: &'a str, tokens: &'a [Token]) -> Ground<'a> {
        Ground { text, tokens, lists: &self.tables.lists, numerals: &self.tables.numerals }
    }

    /// As [`Rules::find`], with what `skip` rules shield from the others.
    fn find_with_skips(&self, text: &str, span: Span) -> Vec<Match> {
        let tokens = token::tokens(text, span, &self.tables.vocabulary);
        let ground = self.ground(text, &tokens);
        let mut runner = Runner::default();
        let mut hits = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let opening = token.opens_line.then(|| self.opening.at(token)).into_iter().flatten();
            for (rule, pattern) in self.index.at(token).chain(opening) {
                hits.extend(self.try_at(&mut runner, &ground, rule, pattern, at).map(|hit| (rule, hit)));
            }
        }
        let chosen = self.without_overlaps(hits, &tokens);
        chosen.into_iter().filter_map(|(rule, hit)| self.told(&ground, rule, &hit)).collect()
    }

    fn try_at(&self, runner: &mut Runner, ground: &Ground, rule: usize, pattern: usize, at: usize) -> Option<Hit> {
        let rule = self.rules.get(rule)?;
        let hit = runner.run(rule.patterns.get(pattern)?, ground, at)?;
        if hit.from >= hit.to || !run::begins_well(ground.tokens, hit.from) {
            return None;
        }
        let follows = ground.tokens.get(hit.to).is_some_and(|next| !next.opens_line);
        if follows && rule.not_before.iter().any(|program| runner.run(program, ground, hit.to).is_some()) {
            return None;
        }
        let first = ground.tokens.get(hit.from)?;
        let before = Ground { tokens: ground.tokens.get(..hit.from)?, ..*ground };
        let preceded = |runner: &mut Runner, program: &Program| {
            let starts = (hit.from.saturating_sub(CONTEXT)..hit.from).rev();
            starts
                .into_iter()
                .any(|at| runner.run(program, &before, at).is_some_and(|hit| hit.end == before.tokens.len()))
        };
        if !first.opens_line && rule.not_after.iter().any(|program| preceded(runner, program)) {
            return None;
        }
        Some(hit)
    }

    /// The hits that stand when longer ones win over shorter ones, `skip` over a value, earlier rules over later ones.
    fn without_overlaps(&self, mut hits: Vec<(usize, Hit)>, tokens: &[Token]) -> Vec<(usize, Hit)> {
        let length = |hit: &Hit| covered(tokens, hit.from, hit.to).map_or(0, Span::len);
        let has_value = |rule: usize| self.rule(rule).is_some_and(|rule| rule.template.is_some());
        hits.sort_by_key(|(rule, hit)| (std::cmp::Reverse(length(hit)), has_value(*rule), *rule, hit.from));
        let mut taken = vec![false; tokens.len()];
        hits.retain(|(_, hit)| match taken.get_mut(hit.from..hit.to) {
            Some(place) if place.iter().all(|taken| !taken) => {
                place.fill(true);
                true
            }
            _ => false,
        });
        hits.sort_by_key(|(_, hit)| hit.from);
        hits
    }

    fn told(&self, ground: &Ground, rule: usize, hit: &Hit) -> Option<Match> {
        let slots: Vec<(u16, Slot)> =
            hit.slots.iter().filter_map(|filled| Some((filled.slot, self.slot(ground, filled)?))).collect();
        let value = |number: u16| slots.iter().rev().find(|(n, _)| *n == number).map(|(_, slot)| slot.value.as_str());
        let value = self.rules.get(rule)?.template.as_ref().map_or_else(String::new, |template| template.fill(value));
        let span = covered(ground.tokens, hit.from, hit.to)?;
        Some(Match { rule, span, value, slots: slots.into_iter().map(|(_, slot)| slot).collect() })
    }

    fn slot(&self, ground: &Ground, filled: &Filled) -> Option<Slot> {
        let span = covered(ground.tokens, filled.from, filled.to)?;
        let value = match filled.taken {
            Taken::Entry(list, entry) => self.tables.lists.get(list)?.value(entry).to_owned(),
            Taken::Number(number) => number.to_string(),
            Taken::Text => span.of(ground.text).to_owned(),
        };
        Some(Slot { name: self.tables.slots.get(usize::from(filled.slot))?.clone(), span, value })
    }
}

fn covered(tokens: &[Token], from: usize, to: usize) -> Option<Span> {
    let last = tokens.get(to.checked_sub(1)?)?;
    Some(tokens.get(from)?.span.cover(last.span))
}

impl Index {
    fn of(rules: &[Rule], tables: &Tables, takes: impl Fn(&Program) -> bool) -> Index {
        let mut index = Index::default();
        for (rule, content) in rules.iter().enumerate() {
            for (pattern, program) in content.patterns.iter().enumerate().filter(|(_, program)| takes(program)) {
                index.add((rule, pattern), program, tables);
            }
        }
        index.by_symbol.values_mut().for_each(|entries| entries.dedup());
        index.by_figures.dedup();
        index.anywhere.dedup();
        index
    }

    /// The patterns that may begin with a token.
    fn at(&self, token: &Token) -> impl Iterator<Item = (usize, usize)> {
        let words = if token.is_number { None } else { self.by_symbol.get(&token.symbol) };
        let figures: &[_] = if token.is_number { &self.by_figures } else { &[] };
        let value = token.digits.unwrap_or(u64::MAX);
        let figures = figures.iter().filter(move |(low, high, _)| (*low..=*high).contains(&value));
        words.into_iter().flatten().chain(figures.map(|(.., entry)| entry)).chain(&self.anywhere).copied()
    }

    /// Follows the steps that take no token and notes the first ones that take one.
    fn add(&mut self, entry: (usize, usize), program: &Program, tables: &Tables) {
        let mut seen = vec![false; program.steps.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            match program.steps.get(at) {
                Some(Step::Split(first, second)) => open.extend([*first, *second]),
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Joined | Step::Edge | Step::LineStart | Step::LineEnd | Step::Open | Step::Close) => {
                    open.push(at + 1)
                }
                Some(Step::Literal(words)) => match words.first_symbol() {
                    Some(symbol) => self.by_symbol.entry(symbol).or_default().push(entry),
                    None => self.by_figures.push((0, u64::MAX, entry)),
                },
                Some(Step::Take(take, _)) => self.add_take(entry, take, tables),
                Some(Step::Found) | None => {}
            }
        }
    }

    fn add_take(&mut self, entry: (usize, usize), take: &Take, tables: &Tables) {
        match take {
            Take::List(list) => {
                let Some(list) = tables.lists.get(*list) else { return };
                let (symbols, figures) = list.first_symbols();
                symbols.for_each(|symbol| self.by_symbol.entry(symbol).or_default().push(entry));
                if figures {
                    self.by_figures.push((0, u64::MAX, entry));
                }
            }
            Take::Number { table, .. } => {
                let Some(table) = tables.numerals.get(*table) else { return };
                table.first_symbols().for_each(|symbol| self.by_symbol.entry(symbol).or_default().push(entry));
                if table.figures {
                    self.by_figures.push((0, u64::MAX, entry));
                }
            }
            Take::Range { low, high, .. } => self.by_figures.push((*low, *high, entry)),
            Take::Text | Take::Word | Take::Run | Take::Rest => self.anywhere.push(entry),
        }
    }
}
