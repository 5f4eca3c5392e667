//! The time that a file may take.

use std::time::{Duration, Instant};

use crate::error::Error;

/// The time that a file may still take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    deadline: Option<Instant>,
    limit: Option<Duration>,
}

impl Clock {
    /// One that runs from now on, if there is a limit.
    pub(crate) fn start(limit: Option<Duration>) -> Clock {
        Clock { deadline: limit.and_then(|limit| Instant::now().checked_add(limit)), limit }
    }

    /// How much is left; none if there is no limit.
    pub(crate) fn left(&self) -> Result<Option<Duration>, Error> {
        let Some(deadline) = self.deadline else { return Ok(None) };
        match deadline.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => Err(self.over()),
        }
    }

    /// The same with its time over.
    #[cfg(test)]
    pub(crate) fn run_out(self) -> Clock {
        Clock { deadline: Some(Instant::now()), ..self }
    }

    /// That it took longer.
    pub(crate) fn over(&self) -> Error {
        Error::timed_out(self.limit.map_or(0, |limit| limit.as_secs()))
    }
}
