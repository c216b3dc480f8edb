//! Manners: one request at a time to a host, a pause between them, and longer ones where the host asks for them.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait that a server may ask for.
pub const LONGEST: Duration = Duration::from_secs(120);
/// How often a wait looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(100);

/// When each host may be asked again.
#[derive(Default)]
pub struct Pace {
    free: HashMap<String, Instant>,
}

impl Pace {
    /// Waits until a host may be asked; says whether it is still wanted.
    pub fn wait(&mut self, host: &str, stopped: &dyn Fn() -> bool) -> bool {
        let Some(free) = self.free.get(host) else { return !stopped() };
        loop {
            if stopped() {
                return false;
            }
            let left = free.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            thread::sleep(left.min(LOOK));
        }
    }

    /// A host has been asked; it is left alone for so long.
    pub fn rest(&mut self, host: &str, pause: Duration) {
        if let Some(free) = Instant::now().checked_add(pause) {
            self.free.insert(host.to_owned(), free);
        }
    }
}

/// How long an answer asks to wait: seconds, or a date.
pub fn asked(retry_after: &str) -> Option<Duration> {
    if let Ok(seconds) = retry_after.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = rfc2822::DateTimeParser::new().parse_timestamp(retry_after.trim()).ok()?;
    let seconds = date.as_second().saturating_sub(Timestamp::now().as_second());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_asked_for_in_seconds_or_by_a_date() {
        assert_eq!(asked("7"), Some(Duration::from_secs(7)));
        assert_eq!(asked("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(asked("soon"), None);
    }
}
