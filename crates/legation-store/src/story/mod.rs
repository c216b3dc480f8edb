//! Many pages, one story: which pages are copies, translations and retellings of one article, in any language.
//!
//! Pure functions over records; nothing here opens a file or asks for the time.

mod body;
mod candidates;
mod cluster;
mod descent;
mod differences;
mod evidence;
pub mod features;
mod hash;
mod keys;
mod marks;
mod names;
mod numbers;
mod prints;
mod profile;
mod rarity;
mod resemblance;
mod sketch;
mod sound;
mod stories;
mod words;

pub use descent::{Descent, Family, Why, family};
pub use differences::{Aspect, Difference, Form, differences};
pub use marks::{Mark, MarkKind};
pub use names::Name;
pub use rarity::Rarity;
pub use resemblance::{Kind, Resemblance, Shared, resemblance};
pub use sketch::Sketch;
pub use stories::Stories;
