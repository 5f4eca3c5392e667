//! How far a run is, on standard error: a bar where it is a terminal, else a line now and then.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Loudness;

/// How often a line is written where there is no bar.
const EVERY: Duration = Duration::from_secs(10);

/// Tells how far a run is, and what the user should know of single inputs.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether it is told how far the run is.
    is_told: bool,
    loudness: Loudness,
    total: usize,
    done: usize,
    failed: usize,
    begun: Instant,
    last: Instant,
}

impl Progress {
    /// Of a run over so many inputs. Results that are printed on a terminal tell themselves how far it
    /// is, and a bar would run into them.
    pub(crate) fn new(total: usize, loudness: Loudness, is_printed: bool) -> Progress {
        let now = Instant::now();
        let is_told =
            total > 1 && loudness != Loudness::Quiet && !(is_printed && io::stdout().is_terminal());
        let bar = (is_told && io::stderr().is_terminal()).then(|| bar(total));
        Progress { bar, is_told, loudness, total, done: 0, failed: 0, begun: now, last: now }
    }

    /// Something went wrong, which is told however quiet the run is to be.
    pub(crate) fn failed(&mut self, message: &str) {
        self.failed += 1;
        self.write(message);
    }

    /// Something the user should know.
    pub(crate) fn warn(&self, message: &str) {
        if self.loudness != Loudness::Quiet {
            self.write(message);
        }
    }

    /// Something that only one who asks for it wants to know.
    pub(crate) fn detail(&self, message: &str) {
        if self.loudness == Loudness::Verbose {
            self.write(message);
        }
    }

    /// One more input is done, well or not.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Some time went by.
    pub(crate) fn tick(&mut self) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.line());
        } else if self.is_told && self.last.elapsed() >= EVERY {
            self.last = Instant::now();
            self.write(&self.line());
        }
    }

    /// The bar is taken away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn line(&self) -> String {
        if self.done == 0 {
            return format!("0 of {} files", self.total);
        }
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let rate = self.done as f64 / seconds;
        let left = (self.total.saturating_sub(self.done)) as f64 / rate.max(0.001);
        format!(
            "{} of {} files, {} failed, {rate:.1} a second, about {} left",
            self.done,
            self.total,
            self.failed,
            duration(left)
        )
    }

    fn write(&self, message: &str) {
        // That nobody may listen is no reason to stop.
        let write = || {
            let _ = writeln!(io::stderr().lock(), "gensvar: {message}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

fn bar(total: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    // What a narrow terminal has no room for is cut off, not wrapped.
    if let Ok(style) = ProgressStyle::with_template("{bar:10} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

fn duration(seconds: f64) -> String {
    match seconds.round() as u64 {
        seconds if seconds < 90 => format!("{seconds} s"),
        seconds if seconds < 5400 => format!("{} min", (seconds + 30) / 60),
        seconds => format!("{} h", (seconds + 1800) / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_the_unit_that_suits_it() {
        assert_eq!(
            [0.4, 89.0, 90.0, 5399.0, 9000.0].map(duration),
            ["0 s", "89 s", "2 min", "90 min", "3 h"]
        );
    }
}
