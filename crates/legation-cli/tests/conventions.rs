//! What every command keeps to: streams, exit status, colours, help.

mod common;

use common::{Folder, program, run, run_with};
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

#[test]
fn usage_is_answered_with_status_two_and_a_suggestion() {
    for (args, told) in [
        (&["raed", "x"][..], "read"),
        (&["read", "--formt", "json", "x"], "--format"),
        (&["read", "--format", "jsn", "x"], "json"),
        (&["read"], "<PAGE>"),
        (&["read", "x", "--date", "soon"], "`soon` is not a date"),
        (&["read", "x", "--language", "Indonesian"], "`Indonesian` is not a language tag"),
        (&["man", "raed"], "read"),
        (&[], "Usage: legation"),
    ] {
        let used = run(args);
        assert_eq!((used.status, used.out.as_str()), (2, ""), "{args:?}");
        assert!(used.err.contains(told), "{args:?}: {}", used.err);
    }
}

#[test]
fn help_and_versions_go_to_stdout() {
    for (args, words) in [
        (&["--version"][..], &["legation ", "record legation.record/1", "knowledge "][..]),
        (&["-h"], &["read", "why", "languages", "completions", "man"]),
        (&["read", "--help"], &["Input:", "Reading:", "Output:", "Other:", "Examples:", "Exit status:"]),
        (&["completions", "bash"], &["complete -F", "--jsonl"]),
        (&["completions", "zsh"], &["#compdef legation"]),
        (&["completions", "fish"], &["complete -c legation"]),
        (&["completions", "powershell"], &["Register-ArgumentCompleter"]),
        (&["man"], &[".TH legation"]),
        (&["man", "read"], &["jsonl", "exit status"]),
    ] {
        let shown = run(args);
        assert_eq!((shown.status, shown.err.as_str()), (0, ""), "{args:?}");
        let out = shown.out.to_lowercase();
        assert!(words.iter().all(|word| out.contains(&word.to_lowercase())), "{args:?}: {}", shown.out);
    }
}

#[test]
fn short_help_fits_a_screen_and_long_help_has_three_examples() {
    let reading = ["read", "stories", "why", "ingest", "languages", "completions", "man"];
    let asking = ["timeline", "dyad", "actors", "quotes", "commitments", "search", "show", "export"];
    for command in reading.into_iter().chain(asking) {
        assert!(run(&[command, "-h"]).out.lines().count() <= 44, "{command}");
        let long = run(&[command, "--help"]).out;
        let examples = long.lines().filter(|line| line.starts_with("  legation ")).count();
        assert_eq!(examples, 3, "{command}: {long}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = program(&["read", "--jsonl"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    writeln!(input, "{{\"id\": 1, \"text\": \"a\"}}").unwrap();
    // A record comes as soon as it is ready, though the input goes on.
    output.read_line(&mut line).unwrap();
    assert!(line.starts_with('{'));
    drop(output);
    while writeln!(input, "{{\"id\": 2, \"text\": \"{}\"}}", "b".repeat(9999)).is_ok() {}
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Words.");
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = program(&["read", &page]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("the disk is full"), "{told}");
    assert_eq!(run(&["read", &page, "-o", "/dev/full"]).status, 2);
}

#[test]
fn colours_obey_the_caller() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Words.");
    for (options, variables, colours) in [
        (&[][..], &[][..], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
    ] {
        let mut command = program(&["read", "--format", "text", &page]);
        command.args(options).envs(variables.iter().copied());
        let out = command.output().unwrap().stdout;
        assert_eq!(out.contains(&b'\x1b'), colours, "{options:?} {variables:?}");
    }
}

#[test]
fn an_account_is_safe_on_a_terminal() {
    let told =
        run_with(&["read", "--format", "text", "-"], "Title \x1b]0;owned\x07 \u{202e}turned\n\nWords \u{9b}31m.");
    assert_eq!(told.status, 0);
    assert!(!told.out.contains(['\x1b', '\x07', '\u{9b}', '\u{202e}']), "{}", told.out);
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Words.\n\nMore words.");
    for format in ["json", "text", "html"] {
        let read = || run(&["read", "--format", format, &page]).out;
        assert_eq!(read(), read());
    }
}

/// A terminal by way of util-linux `script`, where it is installed.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_an_account_in_colours() {
    let folder = Folder::new();
    let page = folder.file("page.txt", "Words.");
    let command = format!("{} read {page}", env!("CARGO_BIN_EXE_legation"));
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).env("TERM", "xterm").env_remove("NO_COLOR").stdin(Stdio::null());
    let Ok(shown) = script.output() else { return };
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("What happened") && shown.contains("\x1b[1m"), "{shown}");
}

#[test]
fn languages_are_listed_for_people_and_programs() {
    let listed = run(&["languages"]);
    assert_eq!(listed.status, 0, "{}", listed.err);
    let packs = listed.values()[0].as_array().unwrap().clone();
    for pack in packs {
        // A language that can tell acts says how well, once there are pages to measure it on.
        if pack["status"] == "seed" {
            continue;
        }
        let scored = pack["scores"]["events"].as_f64().is_some_and(|score| (0.0..=1.0).contains(&score));
        assert_eq!(scored, pack["triggers"].as_u64() > Some(0), "{pack}");
    }
    assert!(run(&["languages", "--format", "text"]).out.starts_with("TAG"));
}
