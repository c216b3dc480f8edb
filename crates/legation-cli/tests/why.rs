//! `legation why`: facts are found or their neighbours are named.

mod common;

use common::{Folder, run};

#[test]
fn an_unknown_fact_is_no_failure_but_nothing_found() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Nothing happens here.");
    let asked = run(&["why", "e99", &page]);
    assert_eq!((asked.status, asked.out.as_str()), (1, ""));
    assert!(asked.err.contains("no fact `e99`"), "{}", asked.err);
}

#[test]
fn a_page_that_cannot_be_read_is_a_failure() {
    let folder = Folder::new();
    let many = folder.file("many.jsonl", "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n");
    for (page, told) in [("nowhere.txt", "check the name"), (many.as_str(), "give one page")] {
        let asked = run(&["why", "e1", page]);
        assert_eq!(asked.status, 2, "{page}");
        assert!(asked.err.contains(told), "{}", asked.err);
    }
}

#[test]
fn every_fact_is_explained_by_id_and_by_key() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "The foreign minister of France visited Spain on Monday.\n");
    let options = ["--language", "en", "--date", "2025-09-09"];
    let record = run(&[&["read", &page][..], &options].concat()).values().remove(0);
    let sorts = ["events", "quotes", "commitments", "times", "actors", "places"];
    let facts = sorts.iter().flat_map(|sort| record[sort].as_array().into_iter().flatten());
    let mut explained = 0;
    for fact in facts {
        let (id, key) = (fact["id"].as_str().unwrap(), fact["key"].as_str().unwrap());
        let by_id = run(&[&["why", id, &page][..], &options].concat());
        let by_key = run(&[&["why", key, &page][..], &options].concat());
        assert_eq!((by_id.status, &by_id.out), (0, &by_key.out), "{id}");
        let why = &by_id.values()[0];
        let sentence = why["sentence"]["text"].as_str().unwrap();
        for role in why["roles"].as_array().unwrap() {
            assert!(role["text"].as_str().is_none_or(|words| sentence.contains(words)), "{why}");
        }
        let told = run(&[&["why", id, &page, "--format", "text"][..], &options].concat());
        assert!(told.out.contains('^') && told.out.contains("\n  rule  "), "{}", told.out);
        explained += 1;
    }
    assert!(explained > 0, "{record}");
}
