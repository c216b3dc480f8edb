//! Trains the models from treebanks and corpora.

fn main() {}
