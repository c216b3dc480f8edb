//! How far a long run has come, told on stderr.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Counts pages and tells about them.
pub struct Progress {
    begun: Instant,
    told: Instant,
    every: Duration,
    terminal: bool,
    silent: bool,
    shown: bool,
    pages: u64,
    failed: u64,
}

impl Progress {
    /// `silent` tells nothing. A terminal that shows the output itself is left alone.
    pub fn new(silent: bool) -> Progress {
        let terminal = io::stderr().is_terminal();
        let every = if terminal { Duration::from_millis(500) } else { Duration::from_secs(30) };
        let silent = silent || (terminal && io::stdout().is_terminal());
        let now = Instant::now();
        Progress { begun: now, told: now, every, terminal, silent, shown: false, pages: 0, failed: 0 }
    }

    /// Counts one page.
    pub fn count(&mut self, failed: bool) {
        self.pages += 1;
        self.failed += u64::from(failed);
        if !self.silent && self.told.elapsed() >= self.every {
            self.told = Instant::now();
            self.tell();
        }
    }

    /// Takes the line away, so that a message can stand there.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    fn tell(&mut self) {
        let rate = self.pages as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let line = format!("{} pages, {} failed, {rate:.0} pages/s", self.pages, self.failed);
        // Nobody to tell when stderr is gone.
        let _ = if self.terminal {
            self.shown = true;
            write!(io::stderr(), "\r\x1b[K{line}")
        } else {
            writeln!(io::stderr(), "legation: {line}")
        };
    }
}
