//! What is known of many pages.

pub mod story;
