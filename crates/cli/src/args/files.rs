//! What is read, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::ValueEnum;
use gensvar_ingest::{Encoding, Ocr, Options};

use super::values::size;

/// What is read, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Files {
    /// The files to read; a folder stands for all files in it, a pattern such as 'scans/**/*.txt' for
    /// those it fits, `-` for standard input.
    #[arg(required_unless_present = "files_from", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read also the files that this file lists, one a line, or set apart by zero bytes (`find
    /// -print0`); `-` is standard input.
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,

    /// The encoding of texts, if it is known; else it is told from their content.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,

    /// Whether pages are read by OCR, for which the programs tesseract and pdftoppm must be installed.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) ocr: OcrChoice,

    /// How large a file may be, and what it unpacks to with all that is attached to it: bytes, or with
    /// K, M or G behind; 0 for as large as it is.
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(crate) max_bytes: u64,

    /// How many seconds a file may take; 0 for as long as it wants.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) timeout: u64,

    /// How many files to work on at a time, if not one for each core.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Tell only what failed.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Tell of every file what became of it.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

impl Files {
    /// How files are read.
    pub(crate) fn options(&self) -> Options {
        Options {
            max_bytes: if self.max_bytes == 0 { u64::MAX } else { self.max_bytes },
            encoding: self.encoding,
            ocr: self.ocr.into(),
            timeout: self.timeout(),
            scratch: None,
        }
    }

    /// How long a file may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        (self.timeout > 0).then(|| Duration::from_secs(self.timeout))
    }

    /// How many are worked on at a time.
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores).get()
    }

    /// How much is told.
    pub(crate) fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Usual,
        }
    }

    /// The options that results depend on, as on the command line.
    pub(crate) fn described(&self) -> Vec<String> {
        let ocr = self.ocr.to_possible_value();
        let ocr = ocr.map(|ocr| format!("--ocr {}", ocr.get_name()));
        let encoding = self.encoding.map(|encoding| format!("--encoding {}", encoding.name()));
        let limits =
            [format!("--max-bytes {}", self.max_bytes), format!("--timeout {}", self.timeout)];
        ocr.into_iter().chain(encoding).chain(limits).collect()
    }

    /// Only what results depend on: not which files there are, nor how the work is done. What is over
    /// a limit has no result.
    pub(crate) fn deciding(&self) -> Files {
        Files {
            encoding: self.encoding,
            ocr: self.ocr,
            max_bytes: 0,
            files: Vec::new(),
            files_from: None,
            timeout: 0,
            jobs: None,
            quiet: false,
            verbose: false,
        }
    }
}

/// Which pages are read by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum OcrChoice {
    /// Those that are images, or whose text an engine read badly.
    #[default]
    Auto,
    /// None: only what is there as text is read.
    Never,
    /// All, whatever text they have.
    Always,
}

impl From<OcrChoice> for Ocr {
    fn from(choice: OcrChoice) -> Ocr {
        match choice {
            OcrChoice::Auto => Ocr::Auto,
            OcrChoice::Never => Ocr::Never,
            OcrChoice::Always => Ocr::Always,
        }
    }
}

/// How much is told on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loudness {
    /// What failed.
    Quiet,
    /// What failed, what was skipped, what was read with doubt, and how far the run is.
    Usual,
    /// That, and what became of each file.
    Verbose,
}
