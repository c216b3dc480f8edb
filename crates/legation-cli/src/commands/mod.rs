//! The commands, one file each, and what they share.

mod ask;
mod export;
mod ingest;
mod languages;
mod read;
mod reading;
mod shell;
mod shop;
mod stories;
mod why;

use crate::failure::{FAILED, Outcome, Stop, tell};
use crate::output::{Color, Target};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use legation::language::files::KnowledgeFiles;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads news pages in the language they were written in and tells who met whom, who said what, who promised what.
#[derive(Parser)]
#[command(name = "legation", disable_help_flag = true, disable_help_subcommand = true, disable_version_flag = true)]
#[command(after_long_help = "Examples:
  legation read page.html                     an account of one page
  legation read --jsonl <pages.jsonl >records.jsonl
  legation why e1 page.html                   where the first event comes from
  legation ingest pages/ --store my.db        many pages in one file
  legation timeline --store my.db --when 2025-09

Exit status: 0 done; 1 nothing found (search, show, why); 2 wrong usage or failure; 3 finished, but some inputs failed.")]
pub struct Program {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the versions of the program, the record and the knowledge
    #[arg(short = 'V', long, help_heading = "Other")]
    version: bool,
    #[command(flatten)]
    common: Common,
}

/// Options of every command.
#[derive(Args, Clone)]
pub struct Common {
    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = "Other",
        hide_possible_values = true
    )]
    #[arg(
        long_help = "When to use colours: auto, always, never. Automatic colours appear on terminals only and obey \
        NO_COLOR, CLICOLOR_FORCE and TERM=dumb."
    )]
    color: Color,
    /// Tell nothing but errors
    #[arg(short, long, global = true, help_heading = "Other")]
    quiet: bool,
    /// Folder of knowledge whose packs, models and tables go before the built-in ones
    #[arg(
        long,
        value_name = "DIR",
        env = "LEGATION_KNOWLEDGE",
        hide_env = true,
        global = true,
        help_heading = "Other",
        value_parser = folder
    )]
    #[arg(
        long_help = "Folder of knowledge whose packs, models and tables go before the built-in ones; it is laid out as \
        docs/knowledge.md says. LEGATION_KNOWLEDGE names one for all commands."
    )]
    knowledge: Option<PathBuf>,
    /// Print help: -h on one screen, --help with examples
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = "Other")]
    help: Option<bool>,
}

impl Common {
    /// Where knowledge is read from.
    fn files(&self) -> KnowledgeFiles {
        self.knowledge.clone().map_or_else(KnowledgeFiles::embedded, KnowledgeFiles::over)
    }
}

/// A folder that is there.
fn folder(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    if path.is_dir() { Ok(path) } else { Err("no such folder".to_owned()) }
}

#[derive(Subcommand)]
enum Command {
    Read(read::Read),
    Stories(stories::Stories),
    Why(why::Why),
    Ingest(ingest::Ingest),
    Timeline(ask::Timeline),
    Dyad(ask::Dyads),
    Actors(ask::Actors),
    Quotes(ask::Quotes),
    Commitments(ask::Commitments),
    Search(ask::Search),
    Show(ask::Show),
    Export(export::Export),
    Languages(languages::Languages),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// Formats of commands that answer one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    /// For people
    Text,
    /// For programs: one JSON value
    Json,
}

impl Answer {
    /// What was asked for; else text on a terminal and JSON for programs.
    fn or_usual(asked: Option<Answer>) -> Answer {
        asked.unwrap_or(if Target::is_terminal(None) { Answer::Text } else { Answer::Json })
    }
}

/// Runs what the command line says.
pub fn run() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(error) => {
            // Help goes to stdout, errors of usage to stderr; where nobody listens any more there is nothing to do.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { 0 });
        }
    };
    match program.run() {
        Ok(outcome) => outcome.into(),
        Err(Stop::ReaderLeft) => ExitCode::SUCCESS,
        Err(Stop::Failed(message)) => {
            tell(&message);
            ExitCode::from(FAILED)
        }
    }
}

impl Program {
    fn run(self) -> Result<Outcome, Stop> {
        if self.version {
            return shell::version();
        }
        match self.command {
            Some(Command::Read(read)) => read.run(self.common),
            Some(Command::Stories(stories)) => stories.run(self.common),
            Some(Command::Why(why)) => why.run(self.common),
            Some(Command::Ingest(ingest)) => ingest.run(self.common),
            Some(Command::Timeline(timeline)) => timeline.run(self.common),
            Some(Command::Dyad(dyad)) => dyad.run(self.common),
            Some(Command::Actors(actors)) => actors.run(self.common),
            Some(Command::Quotes(quotes)) => quotes.run(self.common),
            Some(Command::Commitments(commitments)) => commitments.run(self.common),
            Some(Command::Search(search)) => search.run(self.common),
            Some(Command::Show(show)) => show.run(self.common),
            Some(Command::Export(export)) => export.run(self.common),
            Some(Command::Languages(languages)) => languages.run(self.common),
            Some(Command::Completions(completions)) => completions.run(Program::command()),
            Some(Command::Man(man)) => man.run(Program::command()),
            None => {
                let help = Program::command().render_help();
                Err(Stop::Failed(format!("no command given; try one of these\n\n{help}")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const MANUAL: &str = include_str!("../../../../docs/commands.md");

    /// Headings of the manual, as `legation read --jsonl` or `legation read`.
    fn headings() -> BTreeSet<String> {
        let headings = MANUAL.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(" `"));
        headings.filter_map(|line| line.split('`').next()).map(str::to_owned).collect()
    }

    /// Options that mean the same in every command that asks a store; each has one heading of its own.
    const SHARED: [&str; 13] = [
        "store",
        "size",
        "skip",
        "actor",
        "with",
        "type",
        "mode",
        "status",
        "when",
        "seen",
        "lang",
        "publisher",
        "min",
    ];

    fn names(command: &clap::Command, path: &str, names: &mut BTreeSet<String>) {
        names.insert(path.to_owned());
        for option in command.get_arguments().filter(|argument| !argument.is_global_set() || path == "legation") {
            match option.get_long() {
                Some("help") => {}
                Some(long) if SHARED.contains(&long) => drop(names.insert(format!("--{long}"))),
                Some(long) => drop(names.insert(format!("{path} --{long}"))),
                None => drop(names.insert(format!("{path} {}", option.get_id().as_str().to_uppercase()))),
            }
        }
        for below in command.get_subcommands() {
            self::names(below, &format!("{path} {}", below.get_name()), names);
        }
    }

    #[test]
    fn the_manual_has_a_heading_for_every_command_and_option_and_no_other() {
        let mut known = BTreeSet::new();
        names(&Program::command(), "legation", &mut known);
        assert_eq!(headings(), known);
    }

    #[test]
    fn the_command_line_is_consistent() {
        Program::command().debug_assert();
    }
}
