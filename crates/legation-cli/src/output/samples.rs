//! Records of our own making, in three scripts, for the tests of this folder.

use legation::record::Record;

const SAMPLES: [(&str, &str); 3] = [
    ("japanese", include_str!("../../tests/data/japanese.json")),
    ("arabic", include_str!("../../tests/data/arabic.json")),
    ("crossing", include_str!("../../tests/data/crossing.json")),
];

/// Every sample with its name.
pub fn all() -> impl Iterator<Item = (&'static str, Record)> {
    SAMPLES.into_iter().map(|(name, json)| (name, serde_json::from_str(json).unwrap()))
}
