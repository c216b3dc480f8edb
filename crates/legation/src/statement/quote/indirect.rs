//! Indirect speech: clauses that a word of saying reports.

use super::Draft;
use super::scene::Scene;

/// Finds reported clauses; those that hold a direct quote are told by it.
pub fn find(_scene: &Scene<'_>, _direct: &[Draft]) -> Vec<Draft> {
    Vec::new()
}
