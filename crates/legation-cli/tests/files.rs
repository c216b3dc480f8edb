//! `legation read PAGE`: files of every kind, and what is said about those that cannot be read.

mod common;

use common::{Folder, gzip, run, run_with};
use std::fs;

#[test]
fn what_cannot_be_read_is_told_with_a_remedy_and_the_rest_is_read() {
    let folder = Folder::new();
    let good = folder.file("good.txt", "Words.");
    for (name, bytes, what, remedy) in [
        ("empty.txt", &b""[..], "is empty", "check how it was made"),
        ("binary.txt", b"\x00\x01\x02\x03\x00\x00\x05", "is binary", "check the name"),
        ("page.pdf", b"%PDF-1.7", "is a PDF document", "give its text"),
        ("page.html.gz", b"\x1f\x8b\x08\x00", "cannot be read", "check the file"),
        ("news.warc", b"WARC/1.0\r\n", "head is cut off", "fetch the archive again"),
        ("news.warc.gz", b"\x1f\x8b\x08\x00", "is not packed as gzip", "fetch the archive again"),
        ("torn.json", b"{\"text\": ", "not a JSON object", "\"text\""),
        ("list.json", b"[{\"text\": \"a\"}]", "not a JSON object", "one object a line"),
    ] {
        let bad = folder.file(name, bytes);
        let read = run(&["read", &bad, &good]);
        assert_eq!(read.status, 3, "{name}");
        assert_eq!(read.values().len(), 1, "{name}");
        for words in [name, what, remedy] {
            assert!(read.err.contains(words), "{name}: {}", read.err);
        }
    }
}

#[test]
fn names_that_are_no_files_are_told() {
    let folder = Folder::new();
    let here = folder.path().display().to_string();
    for (name, words) in [
        (here.as_str(), ["is a folder without a file that is known", ".html"]),
        ("nowhere.txt", ["cannot be read", "check the name"]),
        ("gopher://news.example/page", ["scheme gopher", "check the address"]),
        ("no\x1b[31mwhere", ["no\u{241b}[31mwhere", "check the name"]),
    ] {
        let read = run(&["read", name]);
        assert_eq!((read.status, read.out.as_str()), (3, ""), "{name}");
        assert!(words.iter().all(|word| read.err.contains(word)), "{name}: {}", read.err);
    }
}

#[test]
fn a_page_is_told_by_its_name_or_else_by_how_it_begins() {
    let folder = Folder::new();
    for (name, bytes, media_type) in [
        ("page.txt", "<p>Words.</p>", "text/plain"),
        ("page.HTM", "Words.", "text/html"),
        ("page", "<!DOCTYPE html><p>Words.", "text/html"),
        ("words", "Words.", "text/plain"),
        ("page.json", "{\n  \"id\": \"x\",\n  \"html\": \"<p>Words.\"\n}\n", "text/html"),
        ("other", "{\"text\": \"Words.\"}", "text/plain"),
    ] {
        let from_file = run(&["read", &folder.file(name, bytes)]);
        assert_eq!((from_file.status, from_file.err.as_str()), (0, ""), "{name}");
        assert_eq!(from_file.values()[0]["page"]["media_type"], media_type, "{name}");
    }
    assert_eq!(run_with(&["read", "-"], "<html><p>Words.").values()[0]["page"]["media_type"], "text/html");
    assert_eq!(run_with(&["read", "-"], "Words.").values()[0]["page"]["media_type"], "text/plain");
}

#[test]
fn json_files_may_hold_many_pages() {
    let folder = Folder::new();
    let file = folder.file("pages.json", "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n");
    assert_eq!(run(&["read", &file]).values().len(), 2);
}

#[test]
fn failed_inputs_are_listed_in_a_file() {
    let folder = Folder::new();
    let errors = folder.path().join("errors.jsonl").display().to_string();
    run_with(&["read", "--jsonl", "--errors", &errors], "{\"id\": 1, \"text\": \"a\"}\nbroken\n");
    let row: serde_json::Value = serde_json::from_str(&fs::read_to_string(&errors).unwrap()).unwrap();
    assert_eq!((row["input"].as_str(), row["line"].as_u64()), (Some("stdin"), Some(2)));
    assert!(row["remedy"].as_str().unwrap().contains("one object a line"));
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Words.");
    let output = folder.path().join("records.jsonl").display().to_string();
    assert_eq!(run(&["read", &page, "--output", &output]).status, 0);
    assert_eq!(folder.names(), ["page.txt", "records.jsonl"]);
    assert_eq!(fs::read_to_string(&output).unwrap().lines().count(), 1);
    let nowhere = folder.path().join("no/such/folder").display().to_string();
    let failed = run(&["read", &page, "--output", &nowhere]);
    assert_eq!(failed.status, 2);
    assert!(failed.err.contains("cannot be written"), "{}", failed.err);
    assert_eq!(folder.names(), ["page.txt", "records.jsonl"]);
}

#[test]
fn folders_are_read_in_order_with_what_is_below() {
    let folder = Folder::new();
    for below in ["b", "b/.hidden", "c"] {
        fs::create_dir_all(folder.path().join(below)).unwrap();
    }
    for (name, text) in [
        ("a.txt", "First."),
        ("b/one.html", "<p>Second."),
        ("b/two.jsonl", "{\"id\": 1, \"text\": \"Third.\"}\n{\"id\": 2, \"text\": \"Fourth.\"}\n"),
        ("b/.hidden/page.txt", "Hidden."),
        (".hidden.txt", "Hidden."),
        ("c/picture.png", "no page"),
        ("z.json", "{\"text\": \"Fifth.\"}"),
    ] {
        folder.file(name, text);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("c/circle")).unwrap();
    let read = run(&["read", &folder.path().display().to_string()]);
    assert_eq!((read.status, read.err.as_str()), (0, ""));
    let texts: Vec<_> = read.values().iter().map(|record| record["article"]["text"].clone()).collect();
    assert_eq!(texts, ["First.", "Second.", "Third.", "Fourth.", "Fifth."]);
}

#[test]
fn packed_files_are_read_as_what_is_in_them() {
    let folder = Folder::new();
    for (name, text, pages) in [
        ("page.txt.gz", "Words.", 1),
        ("page.html.gz", "<p>Words.", 1),
        ("pages.jsonl.gz", "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n", 2),
        ("page", "<html><p>Words.", 1),
    ] {
        for packed in [gzip(text.as_bytes()), gzip(&gzip(text.as_bytes()))] {
            let read = run(&["read", &folder.file(name, packed)]);
            assert_eq!((read.status, read.values().len()), (0, pages), "{name}: {}", read.err);
        }
    }
    let packed = gzip("{\"id\": 1, \"text\": \"a\"}\n".as_bytes());
    assert_eq!(run_with(&["read", "--jsonl"], packed).values().len(), 1);
    // What comes before a damage is read.
    let cut = gzip("{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n".as_bytes());
    let cut = run(&["read", &folder.file("cut.jsonl.gz", &cut[..cut.len() - 8])]);
    assert!(cut.status == 3 && cut.values().len() == 2, "{}", cut.err);
    let bomb = run(&["read", &folder.file("bomb.txt.gz", gzip(&vec![b' '; 90_000_000]))]);
    assert!(bomb.status == 3 && bomb.err.contains("200 times"), "{}", bomb.err);
    let again = run(&["read", &folder.file("again.gz", gzip(&gzip(&gzip(b"Words."))))]);
    assert!(again.status == 3 && again.err.contains("again and again"), "{}", again.err);
}
