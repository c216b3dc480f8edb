//! Shows what is compared of pages whose ids begin with one of two names.
//!
//!     cargo run --release -p legation-store --example compare -- records.jsonl ONE OTHER

use legation::record::Record;
use legation_store::story::{Rarity, Sketch, features};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, one, other] = arguments.as_slice() else { return Err("records.jsonl ONE OTHER".into()) };
    let records = fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<Vec<Record>, _>>()?;
    let pages: Vec<(String, Sketch)> =
        records.iter().map(|record| (record.id.to_string(), Sketch::of(record))).collect();
    let mut rarity = Rarity::default();
    pages.iter().for_each(|(_, sketch)| rarity.add(sketch));
    println!("{}", features::NAMES.join(" "));
    for (left, a) in pages.iter().filter(|(id, _)| id.starts_with(one)) {
        for (right, b) in pages.iter().filter(|(id, _)| id.starts_with(other) && id != left) {
            for way in features::ways(a, b, &rarity) {
                let numbers: Vec<String> = way.iter().map(|f| format!("{f:.2}")).collect();
                println!("{left} {right} {:.1} {}", features::logit(&way), numbers.join(" "));
            }
        }
    }
    Ok(())
}
