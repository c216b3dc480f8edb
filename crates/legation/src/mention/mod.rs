//! Actors, places and times: where they stand and whom they mean, over the whole document.
//!
//! Must never decide who did what.

pub mod time;
