//! Filling a store: pages in, each whole or not at all.

pub mod act;
pub mod actor;
mod fact;
mod group;
pub mod lock;
pub mod page;
pub mod parties;
pub mod promise;
mod settle;

pub use page::{Filed, Filing, Kept};
