//! From names on the command line to pages ready to read.
//!
//! A source is a file, a folder, an archive, a feed or an address; [`each`] gives what is in it, input by input, in
//! order and in constant memory. Nothing here reads a word of a page.
//!
//! What cannot be read is an input too, with its place, what is wrong and what to do: nothing is passed over in silence.

#![forbid(unsafe_code)]

mod address;
mod bulk;
pub mod feed;
pub mod fetch;
mod file;
mod folder;
mod http;
mod input;
mod kind;
mod lines;
mod memory;
mod place;
mod surrogates;
mod table;
mod unpack;
pub mod visible;
mod walk;
pub mod warc;

pub use bulk::{BadLine, Bulk, date, language};
pub use input::{Content, Delivery, Given, Input, Opened, Refusal};
pub use lines::LONGEST as LONGEST_LINE;
pub use memory::{Forgetful, Mark, Memory};
pub use place::{Failure, Place};

use std::path::PathBuf;

/// Takes one input; says whether more are wanted.
pub type Give<'g> = dyn FnMut(Input) -> bool + 'g;

/// How sources are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files are JSON Lines, whatever their names.
    pub jsonl: bool,
    /// How addresses are fetched.
    pub manners: fetch::Manners,
}

/// Gives the inputs of the sources in order until `give` says that no more are wanted, or the work is to end.
///
/// Without a source, standard input is read.
pub fn each(sources: &[PathBuf], options: &Options, memory: &mut dyn Memory, give: &mut Give<'_>) {
    let stdin = [PathBuf::from("-")];
    let sources = if sources.is_empty() { &stdin[..] } else { sources };
    walk::Walk::new(options, memory, give).go(sources);
}
