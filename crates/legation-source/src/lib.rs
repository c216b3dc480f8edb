//! From names on the command line to pages ready to read.
//!
//! A source is a file, a folder, an archive, a feed or an address; [`each`] gives what is in it, input by input, in
//! order and in constant memory. Nothing here reads a word of a page.
//!
//! What cannot be read is an input too, with its place, what is wrong and what to do: nothing is passed over in silence.

#![forbid(unsafe_code)]

mod bulk;
mod file;
mod http;
mod input;
mod kind;
mod lines;
mod place;
mod surrogates;
mod unpack;
pub mod visible;
pub mod warc;

pub use bulk::{BadLine, Bulk, date, language};
pub use input::{Content, Delivery, Given, Input, Refusal};
pub use lines::LONGEST as LONGEST_LINE;
pub use place::{Failure, Place};

use std::path::PathBuf;

/// Takes one input; says whether more are wanted.
pub type Give<'g> = dyn FnMut(Input) -> bool + 'g;

/// Gives the inputs in order until `give` says that no more are wanted.
pub fn each(files: &[PathBuf], jsonl: bool, give: &mut Give<'_>) {
    let stdin = [PathBuf::from("-")];
    let files = if files.is_empty() { &stdin[..] } else { files };
    for file in files {
        let more = if jsonl { file::lines_of(file, give) } else { file::contents(file, give) };
        if !more {
            return;
        }
    }
}
