//! All cores at work on a stream of jobs, results in the order of the jobs, memory bounded.

use crate::failure::Stop;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// Jobs under way for each thread: enough that a slow page does not idle the others.
const AHEAD: usize = 8;
/// Bytes of input under way at once; one larger job still goes through alone.
const BYTES_AHEAD: usize = 128 << 20;
/// Stack of a working thread.
const STACK: usize = 8 << 20;

/// What the taker of results gets.
pub enum Turn<D> {
    /// The next result.
    Done(D),
    /// The next result is not ready yet: a good time to flush.
    Idle,
}

/// As many threads as asked for, or one for each core.
pub fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Runs `work` on `threads` threads over the jobs that `feed` gives, and hands the results to `take` in order.
///
/// `feed` gets a function that takes a job and its size in bytes, waits while too much is under way, and says
/// whether more is wanted. The threads are not joined: when `take` stops, the program is about to end.
pub fn in_order<J, D>(
    threads: usize,
    feed: impl FnOnce(&mut dyn FnMut(J, usize) -> bool) + Send + 'static,
    work: impl Fn(J) -> D + Send + Sync + 'static,
    mut take: impl FnMut(Turn<D>) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    J: Send + 'static,
    D: Send + 'static,
{
    let threads = threads.max(1);
    let (jobs, todo) = channel::<(J, Sender<D>)>();
    let (promises, tickets) = sync_channel::<Ticket<D>>(threads * AHEAD);
    let gate = Arc::new(Gate::default());
    start_workers(threads, todo, work)?;
    let entrance = Arc::clone(&gate);
    start("input", move || feed(&mut |job, bytes| enter(&entrance, &jobs, &promises, job, bytes)))?;
    while let Some(ticket) = next(&tickets, &mut take)? {
        let done = next(&ticket.result, &mut take)?;
        gate.leave(ticket.bytes);
        take(Turn::Done(done.ok_or_else(|| Stop::Failed("a reading thread ended early".to_owned()))?))?;
    }
    take(Turn::Idle)
}

/// The promise of one result.
struct Ticket<D> {
    result: Receiver<D>,
    bytes: usize,
}

fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Stop> {
    let thread = thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(body);
    thread.map(drop).map_err(|error| Stop::Failed(format!("cannot start a thread: {error}")))
}

fn start_workers<J, D>(
    threads: usize,
    todo: Receiver<(J, Sender<D>)>,
    work: impl Fn(J) -> D + Send + Sync + 'static,
) -> Result<(), Stop>
where
    J: Send + 'static,
    D: Send + 'static,
{
    let todo = Arc::new(Mutex::new(todo));
    let work = Arc::new(work);
    for _ in 0..threads {
        let (todo, work) = (Arc::clone(&todo), Arc::clone(&work));
        start("reading", move || {
            while let Some((job, answer)) = pick(&todo) {
                // Nobody waits any more when the output is closed.
                let _ = answer.send(work(job));
            }
        })?;
    }
    Ok(())
}

fn pick<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn enter<J, D>(
    gate: &Gate,
    jobs: &Sender<(J, Sender<D>)>,
    promises: &SyncSender<Ticket<D>>,
    job: J,
    bytes: usize,
) -> bool {
    gate.enter(bytes);
    let (answer, result) = channel();
    promises.send(Ticket { result, bytes }).is_ok() && jobs.send((job, answer)).is_ok()
}

/// The next value of a queue; tells the taker when it has to wait for it.
fn next<T, D>(queue: &Receiver<T>, take: &mut impl FnMut(Turn<D>) -> Result<(), Stop>) -> Result<Option<T>, Stop> {
    match queue.try_recv() {
        Ok(value) => Ok(Some(value)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            take(Turn::Idle)?;
            Ok(queue.recv().ok())
        }
    }
}

/// Counts the bytes under way.
#[derive(Default)]
struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    fn enter(&self, bytes: usize) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        while *inside > 0 && inside.saturating_add(bytes) > BYTES_AHEAD {
            inside = self.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        *inside = inside.saturating_add(bytes);
    }

    fn leave(&self, bytes: usize) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        *inside = inside.saturating_sub(bytes);
        self.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs_whatever_each_takes() {
        let feed = |give: &mut dyn FnMut(u64, usize) -> bool| {
            let _ = (0..500).all(|n| give(n, 1 << 20));
        };
        let work = |n: u64| (0..(n * 7919) % 5000).fold(n << 20, |sum, x| std::hint::black_box(sum ^ x ^ x));
        let mut seen = Vec::new();
        in_order(4, feed, work, |turn| {
            if let Turn::Done(n) = turn {
                seen.push(n >> 20);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn an_endless_input_ends_when_the_output_is_closed() {
        let feed = |give: &mut dyn FnMut(u64, usize) -> bool| while give(1, 1) {};
        let stopped = in_order(
            2,
            feed,
            |n| n,
            |turn| match turn {
                Turn::Done(_) => Err(Stop::ReaderLeft),
                Turn::Idle => Ok(()),
            },
        );
        assert!(matches!(stopped, Err(Stop::ReaderLeft)));
    }
}
