//! Fills a store with pages made from a seed and times the questions to it; prints the plan of each.
//!
//!     cargo run --release -p legation-store --example latency -- 200000 /tmp/large.db
//!
//! Each page tells five acts, one quote and one promise; a third of the acts are told by several pages.

use legation::record::{
    ActorKind, Commitment, DateBasis, Event, Mention, Quote, Reading, Record, RecordActor, RecordId, Status,
};
use legation::span::Span;
use legation_store::Store;
use legation_store::ask::{Filter, Part, Wanted, When, dyad, promises, quotes, search, timeline};
use legation_store::day::{days, written};
use legation_store::write::Filed;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const STATES: [&str; 40] = [
    "USA", "CHN", "RUS", "JPN", "KOR", "IDN", "VNM", "DEU", "FRA", "GBR", "IND", "BRA", "ARG", "CHL", "NOR", "KEN",
    "TZA", "UGA", "PRT", "ESP", "MAR", "ITA", "CAN", "MEX", "AUS", "THA", "LAO", "KHM", "PHL", "MYS", "SAU", "IRN",
    "ISR", "EGY", "TUR", "UKR", "POL", "PRK", "SGP", "NZL",
];
const TYPES: [&str; 6] = ["CONSULT", "AGREE", "ACCUSE", "REQUEST", "SUPPORT", "SANCTION"];
const TIMES: usize = 21;

/// A small generator of numbers (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((x ^ (x >> 31)) >> 33).unwrap_or(0) % end.max(1)
    }

    /// Small numbers are more likely: some states are in the news every day.
    fn state(&mut self) -> usize {
        self.below(STATES.len()).min(self.below(STATES.len()))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let pages: usize = arguments.next().ok_or("say how many pages")?.parse()?;
    let path = arguments.next().ok_or("say which file")?;
    let path = Path::new(&path);
    let begun = Instant::now();
    let mut store = Store::write(path)?;
    fill(&mut store, pages)?;
    let filed = begun.elapsed().as_secs_f64();
    println!("{pages} pages filed in {filed:.1} s, {:.0} a second", pages as f64 / filed);
    store.group()?;
    store.tidy()?;
    println!("stories and plans: {:.1} s", begun.elapsed().as_secs_f64() - filed);
    drop(store);
    println!("{} bytes a page", std::fs::metadata(path)?.len() / pages.max(1) as u64);
    ask(&Store::read(path)?)
}

fn fill(store: &mut Store, pages: usize) -> Result<(), Box<dyn Error>> {
    let mut random = Random(7);
    let mut page = 0;
    while page < pages {
        let mut filing = store.filing()?;
        for _ in 0..256.min(pages - page) {
            let reading = Reading { record: record(page, &mut random), evidence: Default::default() };
            filing.file(&Filed { name: format!("https://example.org/{page}"), reading, with_text: true })?;
            page += 1;
        }
        filing.commit()?;
    }
    Ok(())
}

fn record(page: usize, random: &mut Random) -> Record {
    let mut record = Record { id: RecordId::from(page.to_string()), ..Record::default() };
    let today = days("2015-01-01").map_or(0, |(day, _)| day) + i32::try_from(random.below(4000)).unwrap_or(0);
    record.page.sha256 = format!("{page:064x}");
    record.article.language = "en".to_owned();
    record.article.date.value = Some(written(today));
    record.article.date.basis = Some(DateBasis::Given);
    for number in 0..3 {
        let code = STATES.get(random.state()).copied().unwrap_or_default().to_owned();
        let id = format!("a{}", number + 1);
        let mentions = vec![Mention { start: 0, end: 3, how: "name".to_owned() }];
        let (key, name, kind) = (format!("{page:x}{number}"), code.clone(), ActorKind::State);
        record.actors.push(RecordActor {
            id,
            key,
            name,
            kind,
            code: Some(code),
            office: None,
            members: vec![],
            mentions,
        });
    }
    for number in 0..5 {
        let start = u32::try_from(record.article.text.chars().count()).unwrap_or(0);
        record
            .article
            .text
            .push_str(&format!("Sentence {number} of page {page} names case {}.\n", random.below(100_000)));
        let span = Span { start, end: start + 20 };
        record.events.push(event(page, number, span, today, random));
    }
    let span = Span { start: 0, end: 8 };
    record.quotes.push(Quote {
        id: "q1".to_owned(),
        key: format!("q{page:x}"),
        direct: true,
        speakers: vec!["a1".to_owned()],
        text: "Sentence".to_owned(),
        span,
        speaker_span: None,
        cue_span: None,
        strength: None,
    });
    record.commitments.push(Commitment {
        id: "c1".to_owned(),
        key: format!("c{page:x}"),
        by: vec!["a1".to_owned()],
        to: vec!["a2".to_owned()],
        action: "Sentence".to_owned(),
        topic: Some("CONSULT visit".to_owned()),
        strength: None,
        cadence: None,
        due: Some(written(today + 60)),
        span,
        confidence: 0.5,
    });
    record
}

fn event(page: usize, number: usize, span: Span, today: i32, random: &mut Random) -> Event {
    let kind = TYPES.get(random.below(TYPES.len())).copied().unwrap_or_default().to_owned();
    Event {
        id: format!("e{}", number + 1),
        key: format!("e{page:x}-{number}"),
        kind,
        mode: None,
        cameo: Some("040".to_owned()),
        contexts: Vec::new(),
        source: vec!["a1".to_owned()],
        target: vec!["a2".to_owned()],
        status: Status::Actual,
        date: Some(written(today - i32::try_from(random.below(3)).unwrap_or(0))),
        place: None,
        span,
        trigger_span: span,
        reported_by: None,
        confidence: 0.5,
    }
}

/// One question and what it is called.
type Question<'q> = (&'q str, Box<dyn Fn(&Store) -> legation_store::Result<u64> + 'q>);

fn ask(store: &Store) -> Result<(), Box<dyn Error>> {
    let count = |sql: &str| store.connection().query_row(sql, [], |row| row.get::<_, i64>(0));
    println!("{} accounts, {} acts", count("SELECT count(*) FROM event")?, count("SELECT count(*) FROM act")?);
    let part = Part { size: Some(50), skip: 0 };
    let when = When::read("2020-09", None)?;
    let of = |actor: Option<&str>, with: Option<&str>, when: When| Filter {
        actor: actor.map(str::to_owned),
        with: with.map(str::to_owned),
        when,
        ..Filter::default()
    };
    let all = When::default();
    let questions: Vec<Question<'_>> = vec![
        ("dyad USA CHN", Box::new(|s| Ok(dyad(s, "USA", "CHN", &Filter::default(), part)?.count))),
        ("timeline --when 2020-09", Box::new(|s| Ok(timeline(s, &of(None, None, when), part)?.count))),
        (
            "timeline --actor JPN --with KOR",
            Box::new(|s| Ok(timeline(s, &of(Some("JPN"), Some("KOR"), all), part)?.count)),
        ),
        (
            "timeline --actor JPN --when 2020-09",
            Box::new(|s| Ok(timeline(s, &of(Some("JPN"), None, when), part)?.count)),
        ),
        ("timeline --actor USA", Box::new(|s| Ok(timeline(s, &of(Some("USA"), None, all), part)?.count))),
        ("timeline", Box::new(|s| Ok(timeline(s, &of(None, None, all), part)?.count))),
        ("quotes --when 2020-09", Box::new(|s| Ok(quotes(s, &of(None, None, when), part)?.count))),
        (
            "search case 777",
            Box::new(|s| Ok(search(s, "case 777", &of(None, None, all), part)?.map_or(0, |r| r.count))),
        ),
        (
            "commitments --due 2020-09",
            Box::new(|s| Ok(promises(s, &Wanted { due: when, ..Wanted::default() }, part)?.count)),
        ),
    ];
    for (name, question) in questions {
        let mut times = Vec::new();
        let mut rows = 0;
        for _ in 0..TIMES {
            let begun = Instant::now();
            rows = question(store)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        println!("{name}: {rows} rows, median {:.1} ms, 95 % within {:.1} ms", at(50), at(95));
    }
    Ok(())
}
