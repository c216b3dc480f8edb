//! What a stranger can send, and what must hold of every answer.
//!
//! Each target is a plain function over bytes. `cargo fuzz run NAME` gives it to libFuzzer (nightly compiler);
//! `cargo run -p legation-fuzz --bin NAME -- FILE…` runs it on files, to repeat a find; the tests below run all of them
//! on seeds, on pages made to hurt, and on seeded mutations of both, with the stable compiler.

mod promises;
#[cfg(test)]
mod runs;
mod soup;
#[cfg(test)]
mod torture;

use legation::analysis::Models;
use legation::language::frames::Frames;
use legation::language::settings::Settings;
use legation::language::{lexicon, names, words};
use legation::mention::time::{self, TimeRules};
use legation::page::{MediaType, Page};
use legation::pattern::Rules;
use legation::record::Record;
use legation::span::Span;
use legation_source::{Bulk, Input, Place, feed, warc};
use std::io;
use std::process::ExitCode;
use std::sync::OnceLock;

/// The entry point of a target: for libFuzzer, or for files named on the command line.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| legation_fuzz::$name(data));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay(legation_fuzz::$name)
        }
    };
}

/// Runs a target on the files named on the command line.
pub fn replay(target: fn(&[u8])) -> ExitCode {
    let read = std::env::args_os().skip(1).try_for_each(|path| {
        target(&std::fs::read(path)?);
        Ok::<(), io::Error>(())
    });
    match read {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A web archive from any bytes, plain and packed: it ends, and every input has a place inside the bytes.
pub fn warc_stream(data: &[u8]) {
    let place = Place::whole("archive");
    for packed in [false, true] {
        let mut give = |input: Input| {
            assert!(input.place.offset.is_none_or(|offset| offset <= data.len() as u64));
            true
        };
        let more = if packed { warc::packed(data, &place, &mut give) } else { warc::plain(data, &place, &mut give) };
        assert!(more);
    }
}

/// A list of pages from any bytes: it ends, and its entries are bounded.
pub fn feed_xml(data: &[u8]) {
    let sniffed = feed::kind(data);
    for kind in sniffed.into_iter().chain([feed::Kind::Rss, feed::Kind::Atom, feed::Kind::Json, feed::Kind::Opml]) {
        let list = feed::read(kind, data, None);
        assert!(list.entries.len() + list.lists.len() <= feed::ENTRIES);
        assert!(list.entries.iter().all(|entry| entry.link.is_some() || entry.page().is_some()));
    }
}

/// A line of bulk input from any bytes: a page or a reason why there is none.
pub fn jsonl_line(data: &[u8]) {
    if let Err(bad) = Bulk::line(data) {
        assert!(!bad.what.is_empty() && !bad.remedy.is_empty());
    }
}

/// A page from any bytes. The first byte says how they are taken: as text or HTML, with which language.
pub fn page_bytes(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let mut page = Page::html(bytes);
    if kind & 1 == 1 {
        page.media_type = MediaType::Text;
    }
    let tags = tags();
    page.language = tags.get(usize::from(kind >> 1)).map(|tag| (*tag).to_owned());
    promises::hold(&page);
}

/// A page from tags in any order: each byte is a tag, an attribute, a word or a mark.
pub fn markup(data: &[u8]) {
    promises::hold(&Page::html(soup::page(data)));
}

/// Times in any text, by the rules of every language.
pub fn time_expression(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let whole = Span::new(0, text.len());
    for rules in time_rules() {
        let found = time::find(&text, &[whole], rules);
        let times = time::resolve(&found, None, |span| rules.tense(&text, whole, span));
        for time in times {
            assert!(text.get(time.span.range()).is_some_and(|words| !words.is_empty()), "{time:?}");
            assert!(!time.value.is_empty(), "{time:?}");
        }
    }
}

/// Any text as a rule file, and what it finds in a text.
pub fn rule_file(data: &[u8]) {
    let file = String::from_utf8_lossy(data);
    let Ok(rules) = Rules::parse("stranger.rules", &file) else { return };
    let text = "On 3 February 2018 the two of them met, 12 days after the third.\nSource: https://news.example/1\n";
    for found in rules.find(text, Span::new(0, text.len())) {
        assert!(text.get(found.span.range()).is_some(), "{found:?}");
    }
    // Examples may fail; they may not do harm.
    drop(rules.check());
}

/// Any bytes as each table of a language pack.
pub fn pack_tables(data: &[u8]) {
    drop(Settings::parse("language.toml", data));
    drop(Frames::parse("frames.toml", data));
    for last_is_head in [true, false] {
        drop(lexicon::parse("lexicon.tsv", data, frames(), last_is_head));
        drop(words::titles("titles.tsv", data, last_is_head));
    }
    drop(words::speech("speech.tsv", data));
    drop(words::status("status.tsv", data));
    drop(words::groups("groups.tsv", data));
    drop(names::own_names("names.tsv", data));
}

/// Any bytes as a model.
pub fn model_file(data: &[u8]) {
    drop(Models::load(data));
}

/// Any bytes as a record: what can be read is written and read back unchanged.
pub fn record_json(data: &[u8]) {
    let Ok(record) = serde_json::from_slice::<Record>(data) else { return };
    promises::survives_json(&record);
}

/// Tags of all packs.
fn tags() -> &'static [&'static str] {
    static TAGS: OnceLock<Vec<&str>> = OnceLock::new();
    let of = |path: &'static str| path.strip_prefix("languages/")?.strip_suffix("/language.toml");
    TAGS.get_or_init(|| legation_knowledge::paths().filter_map(of).collect())
}

fn frames() -> &'static Frames {
    static FRAMES: OnceLock<Frames> = OnceLock::new();
    FRAMES.get_or_init(|| {
        let file = "world/frames.toml";
        Frames::parse(file, legation_knowledge::file(file).unwrap_or_default()).expect("the embedded frames are whole")
    })
}

fn time_rules() -> &'static [TimeRules] {
    static RULES: OnceLock<Vec<TimeRules>> = OnceLock::new();
    RULES.get_or_init(|| {
        let paths = legation_knowledge::paths().filter(|path| path.ends_with("/time.rules"));
        let text = |path| String::from_utf8_lossy(legation_knowledge::file(path).unwrap_or_default());
        paths.map(|path| TimeRules::parse(path, &text(path)).expect("the embedded rules are whole")).collect()
    })
}
