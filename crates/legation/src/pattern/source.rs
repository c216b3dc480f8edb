//! Reading a rule file line by line.

use super::builder::Builder;
use super::compile::compile;
use super::number::{Numerals, Part};
use super::program::{Program, Step};
use super::template::Template;
use super::{Example, GivenList, Rule, Rules};
use crate::error::Error;
use std::collections::HashMap;

const MOST_BYTES: usize = 2_000_000;
const MOST_RULES: usize = 3000;
const MOST_ENTRIES: usize = 100_000;
/// Most steps of all patterns, their parts expanded.
const MOST_STEPS: usize = 500_000;

/// Reads a whole file, with the lists that the program gives to it.
pub(super) fn read(file: &str, text: &str, given: &[GivenList]) -> Result<Rules, Error> {
    if text.len() > MOST_BYTES {
        return Err(Error::new("the file is too large").in_file(file));
    }
    let mut reader = Reader::default();
    given.iter().try_for_each(|list| reader.given(list)).map_err(|what| Error::new(what).in_file(file))?;
    for (number, line) in text.lines().enumerate() {
        let at = number + 1;
        reader.line(line, at).map_err(|what| Error::new(what).in_file(file).at_line(at))?;
    }
    reader.end_rule().map_err(|(what, line)| Error::new(what).in_file(file).at_line(line))?;
    Ok(reader.finish(file))
}

/// What indented lines belong to.
#[derive(Default)]
enum Section {
    #[default]
    None,
    List(usize),
    Table(usize),
    Rule,
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    section: Section,
    rule: Option<Draft>,
    rules: Vec<Rule>,
    settings: HashMap<Box<str>, Box<str>>,
    entries: usize,
    steps: usize,
}

/// A rule while its lines are read.
struct Draft {
    rule: Rule,
    template: Option<String>,
    skips: bool,
}

impl Reader {
    fn given(&mut self, given: &GivenList) -> Result<(), String> {
        let list = self.builder.new_list(given.name)?;
        for (words, value) in &given.words {
            self.count_entry()?;
            let (plain, exact) = unquoted(words);
            let literal = self.builder.literal(plain, exact)?;
            if let Some(list) = self.builder.lists.get_mut(list) {
                list.add(literal, value);
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str, at: usize) -> Result<(), String> {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        if line.starts_with(char::is_whitespace) {
            return match self.section {
                Section::None => Err("an indented line belongs to nothing".to_owned()),
                Section::List(list) => self.entry(list, content),
                Section::Table(table) => self.numeral(table, content),
                Section::Rule => self.rule_line(content, at),
            };
        }
        self.end_rule().map_err(|(what, _)| what)?;
        let (keyword, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
        self.section(keyword, rest.trim(), at)
    }

    fn section(&mut self, keyword: &str, rest: &str, at: usize) -> Result<(), String> {
        self.section = Section::None;
        match keyword {
            "set" => {
                let (name, value) = pair(rest)?;
                self.settings.insert(name.into(), value.into());
            }
            "affixes" => {
                let (side, list) = pair(rest)?;
                let leading = match side {
                    "before" => true,
                    "after" => false,
                    _ => return Err("affixes stand before or after".to_owned()),
                };
                list.split('|').map(str::trim).filter(|a| !a.is_empty()).for_each(|affix| {
                    self.builder.vocabulary.add_affix(affix, leading);
                });
            }
            "words" => self.section = Section::List(self.builder.new_list(rest)?),
            "numbers" => self.section = Section::Table(self.table(rest)?),
            "part" => {
                let (name, pattern) = pair(rest)?;
                compile(&mut self.builder, pattern)?;
                self.builder.new_part(name, pattern)?;
            }
            "rule" => {
                if self.rules.len() >= MOST_RULES {
                    return Err("too many rules".to_owned());
                }
                self.rule = Some(Draft { rule: Rule::new(rest, at), template: None, skips: false });
                self.section = Section::Rule;
            }
            _ => return Err(format!("\"{keyword}\" is no keyword (set, affixes, words, numbers, part, rule)")),
        }
        Ok(())
    }

    /// `numbers NAME`, or `numbers NAME words` for a table that takes no figures.
    fn table(&mut self, rest: &str) -> Result<usize, String> {
        let (name, kind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let figures = match kind.trim() {
            "" => true,
            "words" => false,
            _ => return Err("after the name of a number table only \"words\" may stand".to_owned()),
        };
        let mut mark = |name: &str| match self.settings.get(name) {
            Some(mark) => self.builder.literal(mark, false).map(|literal| literal.first_symbol()),
            None => Ok(None),
        };
        let numerals = Numerals::new(figures, mark("decimal")?, mark("thousands")?);
        self.builder.new_table(name, numerals)
    }

    fn count_entry(&mut self) -> Result<(), String> {
        self.entries += 1;
        if self.entries > MOST_ENTRIES { Err("too many words".to_owned()) } else { Ok(()) }
    }

    fn entry(&mut self, list: usize, content: &str) -> Result<(), String> {
        let (words, value) = split_outside_quotes(content, '=');
        for words in alternatives(words) {
            self.count_entry()?;
            let (plain, exact) = unquoted(words);
            let literal = self.builder.literal(plain, exact)?;
            if let Some(list) = self.builder.lists.get_mut(list) {
                list.add(literal, value.map_or(plain, str::trim));
            }
        }
        Ok(())
    }

    fn numeral(&mut self, table: usize, content: &str) -> Result<(), String> {
        let (words, value) = split_outside_quotes(content, '=');
        let part = value.and_then(Part::parse).ok_or("a number word needs = and a value (7, x100, +10 or &)")?;
        for words in alternatives(words) {
            self.count_entry()?;
            let (plain, exact) = unquoted(words);
            let literal = self.builder.literal(plain, exact)?;
            if let Some(table) = self.builder.numerals.get_mut(table) {
                table.add(literal, part);
            }
        }
        Ok(())
    }

    fn rule_line(&mut self, content: &str, at: usize) -> Result<(), String> {
        let Some(mut draft) = self.rule.take() else { return Err("no rule is open".to_owned()) };
        let read = self.draft_line(&mut draft, content, at);
        self.rule = Some(draft);
        read
    }

    fn draft_line(&mut self, draft: &mut Draft, content: &str, at: usize) -> Result<(), String> {
        if let Some(template) = content.strip_prefix("=>") {
            draft.template = Some(template.trim().to_owned());
        } else if content == "skip" {
            draft.skips = true;
        } else if let Some(example) = content.strip_prefix("yes:") {
            draft.rule.examples.push(Example::matching(example.trim(), at)?);
        } else if let Some(example) = content.strip_prefix("no:") {
            draft.rule.examples.push(Example::not_matching(example.trim(), at));
        } else if let Some(pattern) = content.strip_prefix("not after:") {
            draft.rule.not_after.push(self.pattern(pattern)?);
        } else if let Some(pattern) = content.strip_prefix("not before:") {
            draft.rule.not_before.push(self.pattern(pattern)?);
        } else {
            draft.rule.patterns.push(self.pattern(content)?);
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &str) -> Result<Program, String> {
        let program = compile(&mut self.builder, pattern)?;
        self.steps += program.steps.len();
        if self.steps > MOST_STEPS { Err("the patterns are too large together".to_owned()) } else { Ok(program) }
    }

    /// Checks and keeps the rule whose lines ended; a failure names the rule's own line.
    fn end_rule(&mut self) -> Result<(), (String, usize)> {
        let Some(Draft { mut rule, template, skips }) = self.rule.take() else { return Ok(()) };
        let line = rule.line;
        if rule.patterns.is_empty() {
            return Err((format!("rule {} has no pattern", rule.name), line));
        }
        match template {
            Some(_) if skips => return Err((format!("rule {} has a value and skip", rule.name), line)),
            None if !skips => return Err((format!("rule {} has neither => nor skip", rule.name), line)),
            None => {}
            Some(template) => {
                let names = &self.builder.slots;
                let known = |name: &str| {
                    let at = u16::try_from(names.iter().position(|slot| **slot == *name)?).ok()?;
                    rule.patterns.iter().any(|pattern| fills(pattern, at)).then_some(at)
                };
                rule.template = Some(Template::parse(&template, known).map_err(|what| (what, line))?);
            }
        }
        self.rules.push(rule);
        Ok(())
    }

    fn finish(self, file: &str) -> Rules {
        let Builder { vocabulary, lists, numerals, slots, .. } = self.builder;
        Rules::new(file, self.rules, self.settings, super::Tables { vocabulary, lists, numerals, slots })
    }
}

fn fills(program: &Program, slot: u16) -> bool {
    program.steps.iter().any(|step| matches!(step, Step::Take(_, Some(at)) if *at == slot))
}

fn pair(text: &str) -> Result<(&str, &str), String> {
    let (name, value) = text.split_once('=').ok_or("a name, = and a value are expected")?;
    Ok((name.trim(), value.trim()))
}

/// Both sides of the first `mark` that stands outside quotation marks.
fn split_outside_quotes(text: &str, mark: char) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        if c == mark && !quoted {
            let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
            return (before, after.strip_prefix(mark));
        }
    }
    (text, None)
}

/// What stands between the bars outside quotation marks.
fn alternatives(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (one, more) = split_outside_quotes(text, '|');
        if !one.trim().is_empty() {
            found.push(one.trim());
        }
        rest = more;
    }
    found
}

/// The words and whether they stand in quotation marks.
fn unquoted(words: &str) -> (&str, bool) {
    match words.strip_prefix('"').and_then(|words| words.strip_suffix('"')) {
        Some(plain) => (plain, true),
        None => (words, false),
    }
}
