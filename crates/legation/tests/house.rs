//! The repository keeps to its own rules: few and argued dependencies, documents that name everything, clean files.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Most crates from outside that the library may name.
const DIRECT: usize = 10;
/// Most crates from outside that come with the library, on all systems together.
const LOCKED: usize = 60;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn file(path: &str) -> String {
    fs::read_to_string(home().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The manifests of the workspace's members.
fn manifests() -> Vec<(String, String)> {
    let workspace: toml::Table = file("Cargo.toml").parse().unwrap();
    let members = workspace["workspace"]["members"].as_array().unwrap().clone();
    let paths = members.iter().map(|member| format!("{}/Cargo.toml", member.as_str().unwrap()));
    paths.map(|path| (path.clone(), file(&path))).collect()
}

/// What each locked package needs, by name and version; packages of this workspace have no source.
struct Lock {
    needs: HashMap<String, Vec<String>>,
    own: BTreeSet<String>,
}

impl Lock {
    fn read() -> Lock {
        let lock: toml::Table = file("Cargo.lock").parse().unwrap();
        let packages = lock["package"].as_array().unwrap();
        let text = |package: &toml::Value, field: &str| package[field].as_str().unwrap().to_owned();
        let names: Vec<_> = packages.iter().map(|p| (text(p, "name"), text(p, "version"))).collect();
        // The lock writes a version only where a name stands for several.
        let whole = |need: &str| {
            let mut words = need.split(' ');
            let (name, version) = (words.next().unwrap(), words.next());
            let found = names.iter().find(|(n, v)| n == name && version.is_none_or(|version| version == v));
            found.map(|(name, version)| format!("{name} {version}")).unwrap()
        };
        let mut needs = HashMap::new();
        let mut own = BTreeSet::new();
        for (package, (name, version)) in packages.iter().zip(&names) {
            let listed = package.get("dependencies").and_then(toml::Value::as_array);
            let listed = listed.into_iter().flatten().map(|need| whole(need.as_str().unwrap())).collect();
            needs.insert(format!("{name} {version}"), listed);
            if package.get("source").is_none() {
                own.insert(format!("{name} {version}"));
            }
        }
        Lock { needs, own }
    }

    /// Everything from outside that comes with a package of ours.
    fn behind(&self, name: &str) -> BTreeSet<String> {
        let start = self.own.iter().find(|package| package.split(' ').next() == Some(name)).unwrap();
        let (mut found, mut open) = (BTreeSet::new(), vec![start.clone()]);
        while let Some(package) = open.pop() {
            for need in &self.needs[&package] {
                if found.insert(need.clone()) {
                    open.push(need.clone());
                }
            }
        }
        found.difference(&self.own).cloned().collect()
    }
}

#[test]
fn the_library_stays_small() {
    let lock = Lock::read();
    let manifest: toml::Table = file("crates/legation/Cargo.toml").parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let direct: Vec<_> = dependencies.iter().filter(|(_, said)| said.get("path").is_none()).map(|(n, _)| n).collect();
    assert!(direct.len() <= DIRECT, "{} direct dependencies: {direct:?}", direct.len());
    let locked = lock.behind("legation");
    assert!(locked.len() > direct.len(), "the lock file was not understood");
    assert!(locked.len() <= LOCKED, "{} locked dependencies: {locked:#?}", locked.len());
}

#[test]
fn the_library_needs_no_other_compiler() {
    let tools = ["cc", "cmake", "bindgen", "pkg-config", "nasm-rs"];
    for package in Lock::read().behind("legation") {
        assert!(!tools.contains(&package.split(' ').next().unwrap()), "the library comes with {package}");
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    for (path, manifest) in manifests() {
        let (mut listing, mut said) = (false, false);
        for (line, number) in manifest.lines().zip(1..) {
            if line.starts_with('[') {
                listing = line.trim_end_matches(']').ends_with("dependencies");
                said = false;
            } else if line.starts_with('#') {
                said = true;
            } else if line.is_empty() {
                said = false;
            } else if listing && line.contains('=') && !line.contains("path =") {
                assert!(said, "{path}:{number} has no comment: {line}");
            }
        }
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (path, manifest) in manifests() {
        // What is built for the fuzzer exports a symbol, so that crate denies what the others forbid.
        let wanted = if path == "fuzz/Cargo.toml" { "unsafe_code = \"deny\"" } else { "[lints]\nworkspace = true\n" };
        assert!(manifest.contains(wanted), "{path}");
    }
}

#[test]
fn the_manual_of_the_knowledge_names_every_file_of_a_pack() {
    let manual = file("docs/knowledge.md");
    let packs = legation_knowledge::paths().filter_map(|path| path.strip_prefix("languages/")?.split_once('/'));
    let names: BTreeSet<_> = packs.map(|(_, name)| name).collect();
    assert!(names.contains("lexicon.tsv"));
    let world = legation_knowledge::paths().filter(|path| path.starts_with("world/") || path.starts_with("sources/"));
    for name in names.into_iter().chain(world) {
        assert!(manual.contains(name), "docs/knowledge.md does not name {name}");
    }
}

#[test]
fn every_model_has_a_card() {
    for path in legation_knowledge::paths().filter_map(|path| path.strip_suffix(".model")) {
        let card = file(&format!("knowledge/{path}.md"));
        assert!(card.contains("Licence"), "knowledge/{path}.md names no licence");
    }
}

#[test]
fn the_changelog_has_an_open_section_on_top() {
    let changelog = file("CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## Unreleased"));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut documents: Vec<_> =
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(str::to_owned).into();
    let docs = fs::read_dir(home().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    documents.extend(docs.filter_map(|name| Some(format!("docs/{}", name.to_str()?))).filter(|p| p.ends_with(".md")));
    for document in documents {
        let folder = Path::new(&document).parent().unwrap().to_owned();
        for link in file(&document).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(home().join(&folder).join(target).exists(), "{document} links to {link}, which is not there");
        }
    }
}

/// The text files under version control; none outside a clone.
fn tracked() -> Vec<(String, String)> {
    let listed = Command::new("git").arg("-C").arg(home()).args(["ls-files", "-z"]).output();
    let listed = listed.ok().filter(|output| output.status.success()).map_or_else(Vec::new, |output| output.stdout);
    let names = listed.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    names.filter_map(|name| Some((name.to_owned(), fs::read_to_string(home().join(name)).ok()?))).collect()
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file does not name one.
    let places = ["home", "root", "Users", "work"].map(|name| format!("/{name}/"));
    for (name, text) in tracked() {
        for place in &places {
            for (at, _) in text.match_indices(place.as_str()) {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let path = before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c));
                assert!(!path, "{name} names {}", text.get(at..).unwrap().lines().next().unwrap());
            }
        }
    }
}

#[test]
fn text_files_are_clean() {
    for (name, text) in tracked() {
        assert!(!text.contains('\r') || name.ends_with(".case"), "{name} has carriage returns");
        assert!(text.is_empty() || text.ends_with('\n'), "{name} does not end with a line end");
        let source = [".rs", ".md", ".toml", ".sh"].iter().any(|end| name.ends_with(end));
        for (line, number) in text.lines().zip(1..).filter(|_| source) {
            assert_eq!(line, line.trim_end(), "{name}:{number} ends with blanks");
        }
    }
}
