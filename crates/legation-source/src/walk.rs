//! One walk through the sources: what every kind of source needs on the way.

use crate::fetch::{Answer, Fetcher, Trouble, Validators};
use crate::input::Input;
use crate::memory::Memory;
use crate::{Give, Options, address, file, folder};
use std::path::{Path, PathBuf};
use url::Url;

/// A walk under way.
pub struct Walk<'w> {
    options: &'w Options,
    memory: &'w mut dyn Memory,
    give: &'w mut Give<'w>,
    fetcher: Option<Fetcher>,
    over: bool,
}

impl<'w> Walk<'w> {
    /// A walk that has not begun.
    pub fn new(options: &'w Options, memory: &'w mut dyn Memory, give: &'w mut Give<'w>) -> Walk<'w> {
        Walk { options, memory, give, fetcher: None, over: false }
    }

    /// Goes through the sources in order.
    pub fn go(&mut self, sources: &[PathBuf]) {
        for source in sources {
            if !self.source(source) {
                return;
            }
        }
    }

    /// One source, whatever it is; says whether more are wanted.
    fn source(&mut self, source: &Path) -> bool {
        let name = source.to_string_lossy();
        if self.options.jsonl {
            return file::lines_of(source, &mut |input| self.give(input));
        }
        if is_address(&name) && !source.exists() {
            return address::read(self, name.trim());
        }
        if source.is_dir() { folder::read(self, source) } else { file::contents(self, source) }
    }

    /// Hands an input on; says whether more are wanted.
    pub fn give(&mut self, input: Input) -> bool {
        // What failed because the work was stopped is no failure.
        self.over = self.is_over() || !(self.give)(input);
        !self.is_over()
    }

    /// Whether no more are wanted.
    pub fn is_over(&mut self) -> bool {
        self.over = self.over || self.memory.stopped();
        self.over
    }

    /// What is remembered.
    pub fn memory(&mut self) -> &mut dyn Memory {
        self.memory
    }

    /// Fetches an address.
    pub fn fetch(&mut self, url: &Url, known: &Validators) -> Result<Answer, Trouble> {
        let manners = &self.options.manners;
        let fetcher = self.fetcher.get_or_insert_with(|| Fetcher::new(manners.clone()));
        let memory = &*self.memory;
        fetcher.fetch(url, known, &|| memory.stopped())
    }
}

/// Whether a name is an address: a scheme of letters and two strokes.
fn is_address(name: &str) -> bool {
    let scheme = name.trim().split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    })
}
