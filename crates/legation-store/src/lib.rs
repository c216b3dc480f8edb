//! What is known of many pages.

#![forbid(unsafe_code)]

pub mod story;
