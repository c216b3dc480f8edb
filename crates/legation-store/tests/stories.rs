//! Many pages, one story: grouping, descent and differences, on pages read as anyone reads them.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::page::Page;
use legation::reader::Reader;
use legation::record::Record;
use legation_store::story::{Aspect, Sketch, Stories, Why, differences, family};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().unwrap());

fn read(text: &str, url: &str) -> Record {
    let mut page = Page::text(text.to_owned());
    page.url = Some(url.to_owned()).filter(|url| !url.is_empty());
    READER.read(&page).record
}

/// The pages of our own writing, in the order of their names.
fn examples() -> Vec<(String, Record)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), read(&fs::read_to_string(path).unwrap(), ""))).collect()
}

/// The grouping as sets of ids of sketches.
fn grouping(sketches: &[Sketch]) -> BTreeSet<BTreeSet<u64>> {
    let mut stories = Stories::new();
    for sketch in sketches {
        stories.keep(sketch.clone());
    }
    stories.settle();
    let ids = |group: Vec<usize>| group.into_iter().map(|page| sketches[page].id).collect();
    stories.groups().into_iter().map(ids).collect()
}

#[test]
fn one_visit_told_in_four_languages_is_one_story() {
    let pages = examples();
    let sketches: Vec<Sketch> = pages.iter().map(|(_, record)| Sketch::of(record)).collect();
    let mut stories = Stories::new();
    for sketch in &sketches {
        stories.keep(sketch.clone());
    }
    stories.settle();
    let names = |group: Vec<usize>| group.into_iter().map(|page| pages[page].0.as_str()).collect::<Vec<_>>();
    let many: Vec<Vec<&str>> = stories.groups().into_iter().map(names).filter(|group| group.len() > 1).collect();
    assert_eq!(many, [["en-defence-visit", "ja-boei-homon", "ko-gukbang-bangmun", "vi-tham-quoc-phong"]]);
}

#[test]
fn the_order_of_pages_does_not_change_the_grouping() {
    let mut sketches: Vec<Sketch> = examples().iter().map(|(_, record)| Sketch::of(record)).collect();
    // Pages with few differences between them: parts of others under names of their own.
    for at in 0..sketches.len() {
        for part in 1..4 {
            let mut sketch = sketches[at].clone();
            sketch.id = sketch.id.wrapping_mul(31).wrapping_add(part);
            sketch.prints.retain(|print| u64::from(*print) % 4 != part);
            sketch.marks.retain(|mark| mark.2 % 5 != part);
            sketches.push(sketch);
        }
    }
    let settled = grouping(&sketches);
    let mut seed = 9u64;
    for _ in 0..20 {
        for at in (1..sketches.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sketches.swap(at, (seed >> 33) as usize % (at + 1));
        }
        assert_eq!(grouping(&sketches), settled);
    }
}

#[test]
fn a_report_that_hundreds_have_copied_stays_one_story() {
    let original = Sketch {
        language: "one".to_owned(),
        day: Some(1),
        length: 2000,
        prints: (1..60).map(|print| print * 7_919_113).collect(),
        ..Sketch::default()
    };
    let copy = |id: u64| {
        let kept =
            original.prints.iter().filter(|print| (u64::from(**print) ^ id.wrapping_mul(2_654_435_761)) % 9 != 8);
        Sketch { id, prints: kept.copied().collect(), ..original.clone() }
    };
    let sketches: Vec<Sketch> = (1..500).map(copy).collect();
    assert_eq!(grouping(&sketches).len(), 1);
}

#[test]
fn a_page_that_comes_later_finds_its_story_at_once() {
    let pages = examples();
    let mut stories = Stories::new();
    let found: Vec<usize> = pages.iter().map(|(_, record)| stories.add(Sketch::of(record))).collect();
    let first = pages.iter().position(|(name, _)| name == "en-defence-visit").unwrap();
    let last = pages.iter().position(|(name, _)| name == "vi-tham-quoc-phong").unwrap();
    assert_eq!(found[last], found[first]);
}

#[test]
fn a_sketch_comes_back_from_json() {
    for (_, record) in examples() {
        let sketch = Sketch::of(&record);
        let json = serde_json::to_string(&sketch).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), sketch);
        assert!(!sketch.keys().is_empty());
    }
}

#[test]
fn nothing_is_no_story_and_no_difference() {
    let empty = Record::default();
    let mut stories = Stories::new();
    let pages = [stories.keep(Sketch::of(&empty)), stories.keep(Sketch::of(&examples()[0].1))];
    stories.settle();
    assert_ne!(stories.story(pages[0]), stories.story(pages[1]));
    assert!(differences(&[]).is_empty());
    assert!(differences(&[&empty, &empty]).is_empty());
    assert_eq!(family(&[]).first, None);
}

const FIRST: &str = "Bridge opened\n\n\
    JAKARTA, Sept. 8, 2025 - Japanese Defence Minister Gen Nakatani opened a bridge for 1,250 people on Monday.\n\n\
    \"It took long to build,\" Nakatani said to the people of the valley behind the mountains.\n\n\
    The river has carried away two older bridges in the rainy months of the last years.\n\n\
    Work on a second bridge of 420 metres begins on September 20, 2025.\n";

#[test]
fn copies_are_compared_by_their_facts() {
    let changed = FIRST
        .replace("Gen Nakatani", "General Nakatani")
        .replace("1,250", "1,520")
        .replace("September 20", "September 26")
        .replace("The river has carried away two older bridges in the rainy months of the last years.\n\n", "");
    let (first, second) = (read(FIRST, ""), read(&changed, ""));
    let found = differences(&[&first, &second]);
    let words = |aspect: Aspect| {
        let forms = found.iter().filter(|d| d.aspect == aspect).flat_map(|d| &d.forms);
        forms.map(|form| form.words.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(words(Aspect::Number), ["1,250", "1,520"]);
    assert_eq!(words(Aspect::Date), ["September 20, 2025", "September 26, 2025"]);
    assert_eq!(words(Aspect::TitleForName).first(), Some(&"General"), "{found:#?}");
    assert!(words(Aspect::Passage).first().is_some_and(|words| words.starts_with("The river")), "{found:#?}");
    assert!(differences(&[&first, &first]).is_empty());
}

#[test]
fn a_title_taken_for_a_name_is_found_across_languages() {
    let pages = examples();
    let original = &pages.iter().find(|(name, _)| name == "en-defence-visit").unwrap().1;
    let translated = read(
        "Menteri pertahanan Jepang mengunjungi Korea Selatan\n\n\
        SEOUL, 8 September 2025 - Menteri Pertahanan Jepang Jenderal Nakatani mengunjungi Korea Selatan pada hari Senin \
        dan mengadakan pembicaraan dengan Menteri Pertahanan Korea Selatan Ahn Gyu-back.\n",
        "",
    );
    let found = differences(&[original, &translated]);
    let slip = found.iter().find(|difference| difference.aspect == Aspect::TitleForName);
    let form = &slip.unwrap_or_else(|| panic!("{found:#?}")).forms[0];
    assert_eq!((form.page, form.words.as_str()), (1, "Jenderal"));
}

#[test]
fn the_family_says_who_took_it_from_whom() {
    let first = read(FIRST, "https://example.org/bridge");
    let copy = read(&FIRST.replace("Bridge opened", "New bridge"), "https://example.com/news/1");
    let source = format!("{FIRST}\nSource: https://example.org/bridge\n");
    let named = read(&source, "https://example.net/2");
    let tree = family(&[&named, &copy, &first]);
    assert_eq!(tree.descents[0].parent, Some(2));
    assert!(matches!(tree.descents[0].why, Some(Why::NamesAddress(_))), "{tree:#?}");
    assert_eq!(tree.descents.iter().filter(|descent| descent.parent.is_none()).count(), 1);
    assert!(tree.descents.iter().all(|descent| descent.parent != Some(descent.page)));
}
