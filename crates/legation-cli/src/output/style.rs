//! Colours and weights for terminals; they repeat what the words say and never say it alone.

use clap::ValueEnum;
use std::env;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals, unless NO_COLOR is set or TERM is dumb; CLICOLOR_FORCE forces them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether colours are used towards something that is a terminal or not.
    pub fn on(self, terminal: bool) -> bool {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let forced = env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if set("NO_COLOR") => false,
            Color::Auto if forced => true,
            Color::Auto => terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// Paints words, or leaves them as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether to paint.
    pub on: bool,
}

impl Style {
    /// The most important words.
    pub fn strong(self, words: &str) -> String {
        self.paint("1", words)
    }

    /// Words that may be passed over.
    pub fn quiet(self, words: &str) -> String {
        self.paint("2", words)
    }

    /// Names of facts.
    pub fn id(self, words: &str) -> String {
        self.paint("36", words)
    }

    /// Those who act.
    pub fn party(self, words: &str) -> String {
        self.paint("1;34", words)
    }

    /// What was odd.
    pub fn warning(self, words: &str) -> String {
        self.paint("33", words)
    }

    fn paint(self, code: &str, words: &str) -> String {
        if self.on && !words.is_empty() { format!("\x1b[{code}m{words}\x1b[0m") } else { words.to_owned() }
    }
}
