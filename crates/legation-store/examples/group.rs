//! Groups records into stories and counts pairs against ids of the form `article/language`.
//!
//!     cargo run --release -p legation-store --example group -- records.jsonl

use legation::record::Record;
use legation_store::story::{Sketch, Stories};
use std::collections::HashMap;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which records?")?;
    let languages: Vec<String> = std::env::args().skip(2).collect();
    let records = fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<Vec<Record>, _>>()?;
    let wanted = |record: &&Record| languages.is_empty() || languages.contains(&record.article.language);
    let records: Vec<&Record> = records.iter().filter(wanted).collect();
    let mut stories = Stories::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut articles = Vec::new();
    for record in &records {
        let id = record.id.to_string();
        let article = id.rsplit_once('/').map_or(id.as_str(), |(article, _)| article).to_owned();
        let count = seen.len();
        articles.push(*seen.entry(article).or_insert(count));
        stories.add(Sketch::of(record));
    }
    score("as they came", &stories, &articles);
    stories.settle();
    score("settled", &stories, &articles);
    for group in stories.groups() {
        let articles_of: std::collections::BTreeSet<_> = group.iter().filter_map(|page| articles.get(*page)).collect();
        if articles_of.len() > 1 {
            let ids: Vec<String> =
                group.iter().filter_map(|page| records.get(*page)).map(|r| r.id.to_string()).collect();
            println!("joined: {}", ids.join(" "));
            if let (Some(first), Some(last)) = (group.first(), group.last()) {
                println!("{:?}", stories.resemblance(*first, *last));
            }
        }
    }
    Ok(())
}

fn score(name: &str, stories: &Stories, articles: &[usize]) {
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let (mut by_story, mut by_article, mut by_both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (page, article) in articles.iter().enumerate() {
        let story = stories.story(page);
        *by_story.entry(story).or_insert(0) += 1;
        *by_article.entry(article).or_insert(0) += 1;
        *by_both.entry((story, article)).or_insert(0) += 1;
    }
    let found: usize = by_story.values().copied().map(pairs).sum();
    let gold: usize = by_article.values().copied().map(pairs).sum();
    let hit: usize = by_both.values().copied().map(pairs).sum();
    let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
    println!(
        "{name}: {} stories of {}; pairs P {p:.3} R {r:.3} F1 {:.3}",
        by_story.len(),
        by_article.len(),
        2.0 * p * r / (p + r).max(1e-9)
    );
}
