//! Reading one pattern and turning it into steps.
//!
//! Groups nest on an explicit stack, parts are expanded in place with a bound on size, so that no pattern of a
//! stranger can exhaust the stack or the memory.

use super::builder::Builder;
use super::program::{Program, Step, Take};

/// Most steps of one pattern, its parts expanded.
const MOST_STEPS: usize = 3000;
/// Most parts expanded in one pattern.
const MOST_PARTS: usize = 500;
/// Most groups inside one another.
const DEEPEST: usize = 32;
const SPECIAL: &str = "()[]{}|~_<>^$\"";

/// Compiles a pattern, adding its words and slot names to the file's tables.
pub(super) fn compile(builder: &mut Builder, pattern: &str) -> Result<Program, String> {
    let mut compiler = Compiler { program: Program::default(), groups: Vec::new(), sources: Vec::new(), parts: 0 };
    compiler.open_group(false)?;
    compiler.sources.push(pattern.chars().collect::<Vec<_>>().into_iter().peekable());
    compiler.read(builder)?;
    match compiler.groups.pop() {
        Some(group) if compiler.groups.is_empty() => compiler.close_group(group),
        _ => return Err("a group is not closed".to_owned()),
    }
    compiler.finish()
}

type Source = std::iter::Peekable<std::vec::IntoIter<char>>;

struct Group {
    optional: bool,
    /// The split before the alternative that is being read.
    split: usize,
    /// Jumps to the end of the group.
    jumps: Vec<usize>,
}

struct Compiler {
    program: Program,
    groups: Vec<Group>,
    sources: Vec<Source>,
    parts: usize,
}

impl Compiler {
    fn read(&mut self, builder: &mut Builder) -> Result<(), String> {
        while let Some(source) = self.sources.last_mut() {
            let Some(c) = source.next() else {
                self.sources.pop();
                continue;
            };
            match c {
                '(' => self.open_group(false)?,
                '[' => self.open_group(true)?,
                ')' | ']' => self.end_group(c)?,
                '|' => self.alternative()?,
                '~' => self.emit(Step::Joined)?,
                '_' => self.emit(Step::Edge)?,
                '^' => self.emit(Step::LineStart)?,
                '$' => self.emit(Step::LineEnd)?,
                '<' => self.emit(Step::Open)?,
                '>' => self.emit(Step::Close)?,
                '{' => {
                    let inside = up_to(source, '}').ok_or("a slot is not closed with }")?;
                    self.slot(builder, &inside)?;
                }
                '"' => {
                    let inside = up_to(source, '"').ok_or("a quotation mark is not closed")?;
                    self.emit(Step::Literal(builder.literal(&inside, true)?))?;
                }
                '}' => return Err("} without {".to_owned()),
                c if c.is_whitespace() => {}
                c => {
                    let mut word = c.to_string();
                    while let Some(c) = source.next_if(|c| !c.is_whitespace() && !SPECIAL.contains(*c)) {
                        word.push(c);
                    }
                    self.emit(Step::Literal(builder.literal(&word, false)?))?;
                }
            }
        }
        Ok(())
    }

    fn emit(&mut self, step: Step) -> Result<(), String> {
        if self.program.steps.len() >= MOST_STEPS {
            return Err("the pattern is too large".to_owned());
        }
        self.program.framed |= matches!(step, Step::Open | Step::Close);
        self.program.lazy |= matches!(step, Step::Take(Take::Text, _));
        self.program.steps.push(step);
        Ok(())
    }

    fn open_group(&mut self, optional: bool) -> Result<(), String> {
        if self.groups.len() >= DEEPEST {
            return Err("groups are nested too deeply".to_owned());
        }
        let split = self.program.steps.len();
        self.groups.push(Group { optional, split, jumps: Vec::new() });
        self.emit(Step::Split(split + 1, split + 1))
    }

    fn alternative(&mut self) -> Result<(), String> {
        let jump = self.program.steps.len();
        self.emit(Step::Jump(jump))?;
        let next = jump + 1;
        let group = self.groups.last_mut().ok_or("| outside a pattern")?;
        group.jumps.push(jump);
        let split = std::mem::replace(&mut group.split, next);
        self.set(split, Step::Split(split + 1, next));
        self.emit(Step::Split(next + 1, next + 1))
    }

    fn end_group(&mut self, mark: char) -> Result<(), String> {
        match self.groups.pop() {
            Some(group) if self.groups.is_empty() || group.optional != (mark == ']') => {
                Err(format!("{mark} does not close anything"))
            }
            Some(group) => {
                self.close_group(group);
                Ok(())
            }
            None => Err(format!("{mark} does not close anything")),
        }
    }

    fn close_group(&mut self, group: Group) {
        let end = self.program.steps.len();
        if group.optional {
            self.set(group.split, Step::Split(group.split + 1, end));
        }
        for jump in group.jumps {
            self.set(jump, Step::Jump(end));
        }
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.program.steps.get_mut(at) {
            *place = step;
        }
    }

    /// `{name}` or `{name:what}`.
    fn slot(&mut self, builder: &mut Builder, inside: &str) -> Result<(), String> {
        let (name, what) = inside.split_once(':').map_or((inside, inside), |(name, what)| (name, what));
        let (name, what) = (name.trim(), what.trim());
        if let Some(part) = builder.part(name).filter(|_| !inside.contains(':')) {
            self.parts += 1;
            if self.parts > MOST_PARTS {
                return Err("too many parts in one pattern".to_owned());
            }
            let source: Vec<char> = format!("({part})").chars().collect();
            self.sources.push(source.into_iter().peekable());
            return Ok(());
        }
        let take = take(builder, what).ok_or_else(|| format!("nothing is called \"{what}\""))?;
        let slot = builder.slot(name)?;
        self.emit(Step::Take(take, Some(slot)))
    }

    fn finish(mut self) -> Result<Program, String> {
        let opens = self.program.steps.iter().filter(|step| matches!(step, Step::Open)).count();
        let closes = self.program.steps.iter().filter(|step| matches!(step, Step::Close)).count();
        if opens != closes {
            return Err("< and > must stand in pairs".to_owned());
        }
        self.emit(Step::Found)?;
        Ok(self.program)
    }
}

fn up_to(source: &mut Source, end: char) -> Option<String> {
    let mut inside = String::new();
    for c in source.by_ref() {
        if c == end {
            return Some(inside);
        }
        inside.push(c);
    }
    None
}

fn take(builder: &Builder, what: &str) -> Option<Take> {
    if let Some((low, high)) = what.split_once("..") {
        return range(builder, low.trim(), high.trim());
    }
    match what {
        "text" => Some(Take::Text),
        "word" => Some(Take::Word),
        "run" => Some(Take::Run),
        "rest" => Some(Take::Rest),
        _ => match builder.list(what) {
            Some(list) => Some(Take::List(list)),
            None => builder.table(what).map(|table| Take::Number { table, low: 0.0, high: f64::INFINITY }),
        },
    }
}

/// `1..31`, `00..59` (exactly two figures), or `number 1..31` (words too).
fn range(builder: &Builder, low: &str, high: &str) -> Option<Take> {
    if let Some((table, low)) = low.rsplit_once(' ') {
        let table = builder.table(table.trim())?;
        return Some(Take::Number { table, low: low.parse().ok()?, high: high.parse().ok()? });
    }
    let width = (low.len() == high.len()).then_some(low.len());
    Some(Take::Range { low: low.parse().ok()?, high: high.parse().ok()?, width, most: high.len() })
}
