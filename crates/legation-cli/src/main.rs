//! The program `legation`.

fn main() {}
