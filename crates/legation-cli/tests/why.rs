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
