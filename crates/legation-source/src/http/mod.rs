//! What servers answer, as it comes over the net and as archives keep it.

pub mod head;
pub mod message;

pub use head::{Head, content_type};
pub use message::Message;
