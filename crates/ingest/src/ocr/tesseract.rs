//! The engine tesseract.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use super::program::Program;
use super::{Scan, file_with, tsv};
use crate::clock::Clock;
use crate::document::{DANISH, OcrEngine};
use crate::error::{Error, ErrorKind};

/// The languages that are tried in this order: Danish, else one that has most of its letters.
const LANGUAGES: [&str; 6] = [DANISH, "nor", "swe", "deu", "isl", "eng"];

/// What finds out how a page lies, and reads nothing.
const ORIENTATION: &str = "osd";

/// How long it may take to tell its version.
const TELL: Duration = Duration::from_secs(20);

/// What is installed.
struct Installed {
    engine: OcrEngine,
    /// Whether it can find out how a page lies.
    has_orientation: bool,
}

/// Whether it is there, and with what.
pub(super) fn check() -> Result<(), Error> {
    installed().map(|_| ())
}

/// The engine as it reads here.
pub(super) fn engine() -> Option<OcrEngine> {
    installed().ok().map(|installed| installed.engine.clone())
}

fn installed() -> Result<&'static Installed, Error> {
    static INSTALLED: OnceLock<Option<Installed>> = OnceLock::new();
    match INSTALLED.get_or_init(|| ask().ok()) {
        Some(installed) => Ok(installed),
        // Asked again, it says what is the matter.
        None => Err(ask().err().unwrap_or_else(|| {
            Error::new(ErrorKind::ProgramFailed {
                program: "tesseract",
                detail: "it does not tell its version".to_owned(),
            })
        })),
    }
}

fn ask() -> Result<Installed, Error> {
    let tell = |argument: &str| {
        let out = Program::TESSERACT.run([argument], &Clock::start(Some(TELL)))?;
        Ok::<String, Error>(String::from_utf8_lossy(&out).into_owned())
    };
    let version = tell("--version")?;
    let engine = version.lines().next().unwrap_or("tesseract").trim().to_owned();
    let installed = tell("--list-langs")?;
    let installed: Vec<&str> = installed.lines().skip(1).map(str::trim).collect();
    let known = LANGUAGES.into_iter().find(|language| installed.contains(language));
    let any = || installed.iter().copied().find(|l| !l.is_empty() && *l != ORIENTATION);
    let language = known.or_else(any).ok_or_else(|| {
        Error::new(ErrorKind::MissingProgram {
            program: "tesseract with a language",
            package: "tesseract-ocr-dan",
        })
    })?;
    Ok(Installed {
        has_orientation: installed.contains(&ORIENTATION),
        engine: OcrEngine { engine, languages: vec![language.to_owned()] },
    })
}

/// Reads an image, which may have several pages.
pub(super) fn read(
    image: &[u8],
    clock: &Clock,
    scratch: Option<&Path>,
) -> Result<Vec<Scan>, Error> {
    let Installed { engine, has_orientation } = installed()?;
    let file = file_with(image, scratch)?;
    let languages = engine.languages.join("+");
    // Pages are found out by themselves, and turned upright first where that can be.
    let mode = if *has_orientation { "1" } else { "3" };
    let options = ["-l", &languages, "--psm", mode, "tsv"].map(OsStr::new);
    let arguments = [file.path().as_os_str(), OsStr::new("stdout")].into_iter().chain(options);
    let out = Program::TESSERACT.run(arguments, clock)?;
    Ok(tsv::scans(&String::from_utf8_lossy(&out), engine))
}
