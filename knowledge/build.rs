//! Lists every data file below `languages`, `models`, `world` and `sources` in one generated table.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDERS: [&str; 4] = ["languages", "models", "world", "sources"];
/// Documents and test cases beside the data; they are not part of the program.
const LEFT_OUT: [&str; 2] = ["md", "case"];

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
        collect(&home.join(folder), &mut files)?;
    }
    files.sort();
    let mut table = fs::File::create(out.join("files.rs"))?;
    writeln!(table, "&[")?;
    for file in files {
        let name = file.strip_prefix(&home).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        writeln!(table, "({name:?}, include_bytes!({:?})),", file.display().to_string())?;
    }
    writeln!(table, "]")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if !LEFT_OUT.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
            files.push(path);
        }
    }
    Ok(())
}
