//! What the README shows works, and the example pages are read whole.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, program};
use std::fs;
use std::path::{Path, PathBuf};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The commands of the README's tour: lines that begin with four blanks and the program's name.
fn shown() -> Vec<String> {
    let readme = fs::read_to_string(home().join("README.md")).unwrap();
    let commands =
        readme.lines().filter_map(|line| line.strip_prefix("    ")).map(|line| line.trim_start_matches("$ "));
    commands.filter_map(|line| line.strip_prefix("legation ")).map(str::to_owned).collect()
}

#[test]
fn every_command_of_the_readme_works() {
    let commands = shown();
    assert!(commands.len() >= 5, "{commands:?}");
    // What a command writes, the next ones read.
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    for command in commands {
        let output = folder.path().join("out").display().to_string();
        let (mut args, mut stdin) = (Vec::new(), Vec::new());
        for word in words(&command) {
            match (word.strip_prefix('<'), word.starts_with('>')) {
                (Some(path), _) => stdin = fs::read(home().join(path)).unwrap(),
                (None, true) => {}
                (None, false) => args.push(word),
            }
        }
        if let Some(at) = args.iter().position(|word| *word == "--output") {
            args[at + 1] = &output;
        }
        if let Some(at) = args.iter().position(|word| *word == "--store") {
            args[at + 1] = &store;
        }
        let input = folder.file("in", stdin);
        let input = fs::File::open(input).unwrap();
        let run = common::Run::from(program(&args).current_dir(home()).stdin(input).output().unwrap());
        let told = run.err.lines().filter(|line| !line.ends_with(" 0 failed") && !line.ends_with(" rows")).count();
        assert_eq!((run.status, told), (0, 0), "legation {command}: {}", run.err);
    }
}

/// The words of a command as a shell takes them; quotation marks keep words together.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

#[test]
fn example_pages_have_title_day_language_and_facts() {
    for entry in fs::read_dir(home().join("examples/pages")).unwrap() {
        let path = entry.unwrap().path().display().to_string();
        let run = common::run(&["read", &path]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{path}");
        let record = &run.values()[0];
        let name = Path::new(&path).file_name().unwrap().to_string_lossy().into_owned();
        let article = &record["article"];
        assert_eq!(article["language"].as_str(), name.get(..2), "{name}");
        assert!(article["date"]["value"].as_str().is_some_and(|day| day.len() == 10), "{name}: {}", article["date"]);
        assert_eq!(article["blocks"][0]["kind"], "headline", "{name}");
        for (facts, fewest) in [("actors", 3), ("times", 3), ("quotes", 1), ("events", 3)] {
            assert!(record[facts].as_array().unwrap().len() >= fewest, "{name} has hardly any {facts}");
        }
        assert_eq!(record["notes"].as_array().map(Vec::len), Some(0), "{name}: {}", record["notes"]);
    }
}

#[test]
fn furniture_of_an_example_page_is_no_running_text() {
    let path = home().join("examples/pages/en-sea-chart.html").display().to_string();
    let record = &common::run(&["read", &path]).values()[0];
    let text: Vec<char> = record["article"]["text"].as_str().unwrap().chars().collect();
    let place = |block: &serde_json::Value, name: &str| usize::try_from(block[name].as_u64().unwrap()).unwrap();
    let running = record["article"]["blocks"].as_array().unwrap().iter().filter(|block| block["kind"] == "paragraph");
    let running: String =
        running.flat_map(|block| &text[place(block, "start")..place(block, "end")]).copied().collect();
    for furniture in
        ["Subscribe", "Read more", "Peru denies", "Most read", "Poland and Estonia", "cookies", "All rights"]
    {
        assert!(!running.contains(furniture), "{furniture}");
    }
    assert!(running.contains("Argentina accused Chile"));
}
