//! What the shell and the system want to know: completions, the manual page, versions.

use crate::failure::{Outcome, Stop};
use crate::output::{Target, visible};
use clap::Args;
use clap_complete::Shell;
use legation::record::SCHEMA;

/// Print completions for a shell
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation completions bash >~/.local/share/bash-completion/completions/legation
  legation completions zsh >~/.zfunc/_legation
  legation completions fish >~/.config/fish/completions/legation.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", help_heading = "Input")]
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(self, mut program: clap::Command) -> Result<Outcome, Stop> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "legation", &mut script);
        print(&String::from_utf8_lossy(&script))
    }
}

/// Print the manual page of the program or of a command
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation man | man -l -                                   read it
  legation man read | man -l -                              that of one command
  legation man >~/.local/share/man/man1/legation.1          keep it")]
pub struct Man {
    /// A command
    #[arg(value_name = "COMMAND", help_heading = "Input")]
    command: Option<String>,
}

impl Man {
    /// Runs the command.
    pub fn run(self, mut program: clap::Command) -> Result<Outcome, Stop> {
        program.build();
        let command = match &self.command {
            None => Some(&program),
            Some(name) => program.find_subcommand(name),
        };
        let Some(command) = command else {
            let names = program.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>().join(", ");
            let asked = visible::one_line(self.command.as_deref().unwrap_or_default()).into_owned();
            return Err(Stop::Failed(format!("no command `{asked}`; there are {names}")));
        };
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone().name(name))
            .render(&mut page)
            .map_err(|error| Stop::Failed(format!("the manual page cannot be made: {error}")))?;
        print(&String::from_utf8_lossy(&page))
    }
}

fn print(text: &str) -> Result<Outcome, Stop> {
    let mut target = Target::open(None)?;
    target.write(text)?;
    target.finish()?;
    Ok(Outcome::Done)
}

/// Prints the versions of what decides about the output.
pub fn version() -> Result<Outcome, Stop> {
    print(&format!("legation {}\nrecord {SCHEMA}\nknowledge {}\n", env!("CARGO_PKG_VERSION"), knowledge()))
}

/// The state of the knowledge inside: a hash (64-bit FNV-1a) over the names and bytes of all its files.
fn knowledge() -> String {
    let files = legation_knowledge::paths()
        .flat_map(|path| [path.as_bytes(), legation_knowledge::file(path).unwrap_or_default()]);
    let hash = files
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
