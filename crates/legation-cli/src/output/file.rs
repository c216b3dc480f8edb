//! Where output goes: stdout, or a file that appears whole or not at all.

use crate::failure::Stop;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// An open output.
pub struct Target {
    writer: Watched<BufWriter<Box<dyn Write + Send>>>,
    name: String,
    /// The file being written and the name it gets at the end.
    pending: Option<(PathBuf, PathBuf)>,
}

impl Target {
    /// Opens a file, or stdout without one.
    pub fn open(path: Option<&Path>) -> Result<Target, Stop> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Target::new(Box::new(io::stdout()), "stdout".to_owned(), None));
        };
        let name = path.display().to_string();
        let failed =
            |error: io::Error| Stop::Failed(format!("{name}: cannot be written: {error}; choose another file"));
        if path.is_dir() {
            return Err(Stop::Failed(format!("{name}: is a folder; name a file in it")));
        }
        // Devices and pipes cannot be renamed over.
        if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
            let file = fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
            return Ok(Target::new(Box::new(file), name, None));
        }
        let temporary = beside(path);
        let file = File::create(&temporary).map_err(failed)?;
        Ok(Target::new(Box::new(file), name, Some((temporary, path.to_owned()))))
    }

    fn new(writer: Box<dyn Write + Send>, name: String, pending: Option<(PathBuf, PathBuf)>) -> Target {
        let writer = Watched { inner: BufWriter::with_capacity(1 << 16, writer), left: false };
        Target { writer, name, pending }
    }

    /// Whether people read it as it is written.
    pub fn is_terminal(path: Option<&Path>) -> bool {
        path.is_none_or(|path| path == Path::new("-")) && io::stdout().is_terminal()
    }

    /// Writes text.
    pub fn write(&mut self, text: &str) -> Result<(), Stop> {
        self.writer.write_all(text.as_bytes()).map_err(|error| Stop::writing(&self.name, &error))
    }

    /// Writes a value as JSON and ends the line.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Stop> {
        serde_json::to_writer(&mut self.writer, value)
            .map_err(io::Error::from)
            .and_then(|()| self.writer.write_all(b"\n"))
            .map_err(|error| Stop::writing(&self.name, &error))
    }

    /// The bytes themselves, for formats with their own writers.
    pub fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut self.writer
    }

    /// Whether nobody reads any more.
    pub fn reader_left(&self) -> bool {
        self.writer.left
    }

    /// Hands on what was written so far.
    pub fn flush(&mut self) -> Result<(), Stop> {
        self.writer.flush().map_err(|error| Stop::writing(&self.name, &error))
    }

    /// Ends the output; a file gets its name only now.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.flush()?;
        if let Some((temporary, path)) = self.pending.take() {
            fs::rename(&temporary, &path).map_err(|error| {
                // The message about the rename matters more than the left-over.
                let _ = fs::remove_file(&temporary);
                Stop::writing(&self.name, &error)
            })?;
        }
        Ok(())
    }
}

/// A writer that remembers that its reader left: other writers on top of it hide the reason of a failure.
struct Watched<W> {
    inner: W,
    left: bool,
}

impl<W: Write> Watched<W> {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.left |= result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        result
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.watch(result)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.pending {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// A name in the same folder that no other run uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}
