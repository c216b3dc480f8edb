//! The program `legation`: reads news pages and tells who met whom, who said what, who promised what.
//!
//! `commands` holds one file a command, the crate `legation-source` turns inputs into pages, `pool` reads them on all cores and
//! gives the records back in order, `output` writes them.

mod commands;
mod failure;
mod output;
mod pool;

use legation_source as source;
use std::process::ExitCode;

fn main() -> ExitCode {
    failure::tell_faults_in_one_line();
    commands::run()
}
