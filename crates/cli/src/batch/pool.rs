//! Jobs on several threads at once, their results taken one after the other in the jobs' order.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use super::interrupt;
use crate::error::Failure;

/// How many results may wait for an earlier one, for each thread. More keep the threads busy where
/// jobs differ, fewer need less memory.
const AHEAD: usize = 16;
/// How often it is looked whether the user wants an end.
const LOOK: Duration = Duration::from_millis(50);
/// Long sentences are gone through to some depth.
const STACK: usize = 16 << 20;

/// How a job ended.
#[derive(Debug)]
pub(crate) enum Outcome<T> {
    /// With this.
    Done(T),
    /// It took too long, and nobody waits for its thread any more, which ends by itself.
    TimedOut,
    /// It panicked, which is a fault of the program.
    Panicked,
}

/// What whoever takes the results is told.
#[derive(Debug)]
pub(crate) enum Event<T> {
    /// The job of that number ended.
    Ended(usize, Outcome<T>),
    /// Some time went by.
    Tick,
}

/// How jobs are run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pool {
    /// How many at a time.
    pub(crate) threads: usize,
    /// How long one may take.
    pub(crate) timeout: Option<Duration>,
}

impl Pool {
    /// Runs the jobs and hands over the results in the jobs' order, whatever the order they end in.
    /// Time that goes by is told as well, several times a second.
    ///
    /// Each job has a thread of its own, so that one that hangs can be given up.
    pub(crate) fn run<J, T>(
        &self,
        jobs: impl IntoIterator<Item = J>,
        work: Arc<dyn Fn(&J) -> T + Send + Sync>,
        mut take: impl FnMut(Event<T>) -> Result<(), Failure>,
    ) -> Result<(), Failure>
    where
        J: Send + 'static,
        T: Send + 'static,
    {
        let _heed = interrupt::Heed::new();
        let (ended, results) = channel();
        let mut jobs = jobs.into_iter().enumerate();
        let mut running: HashMap<usize, Option<Instant>> = HashMap::new();
        let mut waiting: BTreeMap<usize, Outcome<T>> = BTreeMap::new();
        let mut next = 0;
        let mut is_more = true;
        loop {
            while let Some(outcome) = waiting.remove(&next) {
                take(Event::Ended(next, outcome))?;
                next += 1;
            }
            take(Event::Tick)?;
            if interrupt::is_wanted() {
                return Err(Failure::Interrupted);
            }
            while is_more
                && running.len() < self.threads
                && running.len() + waiting.len() < AHEAD * self.threads
            {
                let Some((number, job)) = jobs.next() else {
                    is_more = false;
                    break;
                };
                let (ended, work) = (ended.clone(), Arc::clone(&work));
                let run = move || {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&job)));
                    // Nobody listens any more if the run is over or the job was given up.
                    let _ = ended.send((number, result.map_or(Outcome::Panicked, Outcome::Done)));
                };
                match thread::Builder::new().stack_size(STACK).spawn(run) {
                    Ok(_) => {
                        let deadline = self.timeout.and_then(|t| Instant::now().checked_add(t));
                        running.insert(number, deadline);
                    }
                    Err(error) => return Err(Failure::Output(format!("no thread: {error}"))),
                }
            }
            if running.is_empty() {
                return Ok(());
            }
            if let Ok((number, outcome)) = results.recv_timeout(LOOK)
                // One that was given up has had its outcome.
                && running.remove(&number).is_some()
            {
                waiting.insert(number, outcome);
            }
            let now = Instant::now();
            running.retain(|&number, deadline| {
                let is_late = deadline.is_some_and(|deadline| now >= deadline);
                if is_late {
                    waiting.insert(number, Outcome::TimedOut);
                }
                !is_late
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(
        pool: Pool,
        jobs: Vec<u64>,
        work: impl Fn(&u64) -> u64 + Send + Sync + 'static,
    ) -> Vec<String> {
        let mut taken = Vec::new();
        let take = |event| {
            match event {
                Event::Tick => {}
                Event::Ended(number, Outcome::Done(value)) => {
                    taken.push(format!("{number}:{value}"));
                }
                Event::Ended(number, other) => taken.push(format!("{number}:{other:?}")),
            }
            Ok(())
        };
        pool.run(jobs, Arc::new(work), take).unwrap();
        taken
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let pool = Pool { threads: 4, timeout: None };
        let wait = |&job: &u64| {
            thread::sleep(Duration::from_millis(7 * (job % 5)));
            job
        };
        let found = outcomes(pool, (0..200).rev().collect(), wait);
        let expected: Vec<String> = (0..200).map(|n| format!("{n}:{}", 199 - n)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_that_hangs_or_panics_harms_no_other() {
        // Telling of a panic alone takes a good part of a second in a slow build.
        let pool = Pool { threads: 2, timeout: Some(Duration::from_secs(6)) };
        let work = |&job: &u64| match job {
            1 => panic!("on purpose"),
            2 => {
                thread::sleep(Duration::from_secs(90));
                job
            }
            _ => job,
        };
        let found = outcomes(pool, vec![0, 1, 2, 3, 4], work);
        assert_eq!(found, ["0:0", "1:Panicked", "2:TimedOut", "3:3", "4:4"]);
    }

    #[test]
    fn time_that_goes_by_is_told_while_a_job_runs() {
        let pool = Pool { threads: 1, timeout: None };
        let mut ticks = 0;
        let count = |event| {
            ticks += usize::from(matches!(event, Event::Tick));
            Ok(())
        };
        let work = |&job: &u64| thread::sleep(Duration::from_millis(job));
        pool.run([700], Arc::new(work), count).unwrap();
        assert!(ticks > 3, "{ticks}");
    }

    #[test]
    fn no_more_wait_than_there_may() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static BEGUN: AtomicUsize = AtomicUsize::new(0);
        let pool = Pool { threads: 2, timeout: None };
        let most = AHEAD * 2;
        let work = move |&job: &u64| {
            let begun = BEGUN.fetch_add(1, Ordering::SeqCst);
            if job == 0 {
                // The others could all be done by now.
                thread::sleep(Duration::from_millis(400));
                assert!(BEGUN.load(Ordering::SeqCst) <= most);
            }
            begun as u64
        };
        let found = outcomes(pool, (0..500).collect(), work);
        assert!(found.iter().all(|outcome| !outcome.contains("Panicked")), "{found:?}");
    }
}
