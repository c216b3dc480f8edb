//! How sure a fact is follows from its evidence, by weights in a table that anyone can read.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::language::Knowledge;
use legation::language::confidence::Fact;
use legation::page::Page;
use legation::reader::Reader;
use std::path::Path;

#[test]
fn the_confidence_of_a_fact_is_what_its_signs_are_worth() {
    let (reader, knowledge) = (Reader::new().unwrap(), Knowledge::load().unwrap());
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages");
    let mut judged = 0;
    for path in std::fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let html = path.extension().is_some_and(|e| e == "html");
        let page = if html { Page::html(bytes) } else { Page::text(String::from_utf8(bytes).unwrap()) };
        let reading = reader.read(&page);
        let events = reading.record.events.iter().map(|e| (Fact::Event, &e.id, e.confidence));
        let commitments = reading.record.commitments.iter().map(|c| (Fact::Commitment, &c.id, c.confidence));
        for (fact, id, confidence) in events.chain(commitments) {
            let signs = &reading.evidence.signs[id];
            assert!(!signs.is_empty() && (0.01..=0.99).contains(&confidence), "{} {id}", path.display());
            assert_eq!(confidence, knowledge.confidence.of(fact, signs), "{} {id}", path.display());
            judged += 1;
        }
    }
    assert!(judged > 10);
}
