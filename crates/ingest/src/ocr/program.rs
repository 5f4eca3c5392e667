//! Programs that are called: found, fed, watched over the time, and their errors told.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::running::Running;
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, plain_cause};

/// A program that is not ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    name: &'static str,
    /// The package of Debian and Ubuntu that it is in.
    package: &'static str,
}

/// How much a program may give: a page of MOST_DOTS in both ways has 64 MB.
const MOST: u64 = 256 << 20;

impl Program {
    pub(super) const TESSERACT: Program =
        Program { name: "tesseract", package: "tesseract-ocr tesseract-ocr-dan" };
    pub(super) const PDFTOPPM: Program = Program { name: "pdftoppm", package: "poppler-utils" };

    /// What it prints when called so.
    pub(super) fn run(
        self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        clock: &Clock,
    ) -> Result<Vec<u8>, Error> {
        clock.left()?;
        let mut command = Command::new(self.name);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Files are worked on side by side already, and results must not depend on threads.
        command.env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C.UTF-8");
        let mut child = Running::start(&mut command).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Error::new(ErrorKind::MissingProgram { program: self.name, package: self.package })
            }
            _ => self.failed(&plain_cause(&error)),
        })?;
        let (out, err) = child.pipes();
        let (out, err) = (out.map(collect), err.map(collect));
        let status = loop {
            match child.try_wait() {
                Err(error) => return Err(self.failed(&plain_cause(&error))),
                Ok(Some(status)) => break status,
                Ok(None) => {
                    clock.left()?;
                    thread::sleep(Duration::from_millis(10));
                }
            }
        };
        let gather = |handle: Option<thread::JoinHandle<Vec<u8>>>| {
            handle.and_then(|handle| handle.join().ok()).unwrap_or_default()
        };
        let (out, err) = (gather(out), gather(err));
        if status.success() {
            return Ok(out);
        }
        let told = String::from_utf8_lossy(&err);
        // The first thing that went wrong is the cause, what follows from it is not.
        let cause = told.lines().find(|line| line.contains("rror"));
        let cause = cause.or(told.lines().find(|line| !line.trim().is_empty()));
        Err(self.failed(cause.unwrap_or("it does not say why").trim()))
    }

    fn failed(self, detail: &str) -> Error {
        let detail = detail.chars().filter(|c| !c.is_control()).take(200).collect();
        Error::new(ErrorKind::ProgramFailed { program: self.name, detail })
    }
}

/// Reads on in a thread of its own: a pipe that nobody empties stops the program.
fn collect(pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut pipe = pipe.take(MOST);
        // What was read before an error is what there is.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}
