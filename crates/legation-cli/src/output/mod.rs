//! Records told to people and to programs.

mod account;
pub mod csv;
mod evidence;
pub mod facts;
mod file;
mod html;
mod layout;
mod letters;
mod marks;
pub mod progress;
#[cfg(test)]
mod samples;
mod style;
mod table;

pub use account::account;
pub use evidence::{Why, told};
pub use file::Target;
pub use html::{HtmlPage, title as html_title};
pub use layout::{columns, cut, terminal_width};
pub use legation_source::visible;
pub use style::{Color, Style};
pub use table::table;
