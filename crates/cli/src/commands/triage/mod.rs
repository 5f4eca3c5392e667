//! An inbox of replies in, a report out: each document is read once and kept (`kept`), the report
//! is made from what is kept (`report`), again whenever the inbox has changed (`watch`).

mod kept;
mod report;
mod watch;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gensvar::Gensvar;
use gensvar_report::{FailedOut, Finding, InboxReport, InboxState, json_line, triage_text};

use self::kept::Kept;
use self::watch::Watch;
use super::load_with;
use super::requirements::{Set, set_texts, sets};
use crate::args::{Target, TriageArgs};
use crate::batch::journal::{Journal, OWN, refuse_strangers_files};
use crate::batch::listing::is_stdin;
use crate::batch::record::Written;
use crate::batch::summary::Summary;
use crate::error::{Done, Failure, name, report as tell};
use crate::output::{file_name, for_people, print, table_width};
use crate::run::{Between, Form, Run};
use crate::store::ToWrite;

/// The repaired texts, in folders like those of the inbox.
const REPAIRED: &str = "repaired";
/// What is kept of the documents, in the folder that is the program's own.
const KEPT: &str = "kept";

/// `gensvar triage`.
pub(crate) fn run(args: &TriageArgs) -> Result<Done, Failure> {
    let sets = sets(&args.requirements)?;
    let (gensvar, agencies) = load_with(&args.own)?;
    let decides =
        format!("{:?}\n{agencies}\n{}", args.files.deciding(), set_texts(&args.requirements));
    let files = report::FILES.iter().chain([&REPAIRED]);
    refuse_strangers_files(&args.output, files.map(PathBuf::from))?;
    let mut triage = Triage {
        args,
        decides,
        is_forced: args.force,
        since: RefCell::default(),
        with: Arc::new((gensvar, sets)),
    };
    if !args.watch {
        return triage.round();
    }
    if args.files.files.iter().any(|path| is_stdin(path)) {
        return Err(Failure::call("-: standard input cannot be watched; name a folder"));
    }
    let mut watch = Watch::new(&args.files, &args.output);
    let mut last = None;
    while watch.wait() {
        last = match (triage.round(), last) {
            (Ok(done), _) => Some(done),
            // What was there at the beginning is the call's; what comes later is told.
            (Err(Failure::Call(messages)), Some(last)) => {
                messages.iter().for_each(|message| tell(message));
                Some(last)
            }
            (Err(Failure::Output(message)), Some(last)) => {
                tell(&message);
                Some(last)
            }
            (Err(failure), _) => return Err(failure),
        };
        triage.is_forced = false;
    }
    // Between two reports an end is no interruption: the last one stands, and its status counts.
    last.ok_or(Failure::Interrupted)
}

/// A triage that may be done again and again.
struct Triage<'a> {
    args: &'a TriageArgs,
    decides: String,
    is_forced: bool,
    /// What the first report of a watch was compared with; the later ones are too.
    since: RefCell<Option<Option<InboxState>>>,
    with: Arc<(Gensvar, Vec<Set>)>,
}

impl Triage<'_> {
    /// Reads what is new, writes the report and prints its gist.
    fn round(&self) -> Result<Done, Failure> {
        let args = self.args;
        let target = Target { output: Some(args.output.clone()), force: self.is_forced };
        let run = Run::open("triage", &args.files, &target, form(), &self.decides)?;
        let with = Arc::clone(&self.with);
        let keep = move |input: &crate::inputs::Input| {
            Ok(Kept::of(&with.0, with.1.iter().map(|set| &**set), input))
        };
        let mut report = None;
        let done = run.gather(keep, to_write, |journal, summary, written| {
            report = Some(self.write(journal, summary, written)?);
            Ok(())
        })?;
        let Some(report) = report else { return Ok(done) };
        let page = name(&args.output.join(report::PAGE));
        let printed = print(&for_people(&triage_text(&report, &page, table_width())));
        Failure::unless_closed(printed.map(|_| ()))?;
        let finding = if args.check { Finding::of(&report) } else { Finding::Nothing };
        Ok(Done { finding, ..done })
    }

    fn write(
        &self,
        journal: &Journal,
        summary: &Summary,
        written: &[Written],
    ) -> Result<InboxReport, Failure> {
        let (gensvar, sets) = &*self.with;
        let folder = Path::new(OWN).join(KEPT);
        let kept =
            written.iter().filter_map(Written::path).filter(|path| path.starts_with(&folder));
        let kept = kept.map(|path| read(journal, &path)).collect::<Result<Vec<Kept>, Failure>>()?;
        let not_read = summary.failed_ones().map(|(source, cause)| FailedOut {
            source: source.to_owned(),
            error: cause.to_owned(),
        });
        let report = report::report(self.args, gensvar, sets, kept, not_read.collect())?;
        let since = self.since.borrow().clone();
        let report = report::write(journal, report, self.args.csv.separator, since.as_ref())?;
        self.since.replace(Some(report.before.clone()));
        Ok(report)
    }
}

/// What a run knows of the results: the repaired texts.
fn form() -> Form {
    Form::new(".txt", Between::FoldersOnly).in_folder(REPAIRED)
}

/// The files of one document: its repaired text, and what is kept of it.
fn to_write(target: &Path, kept: Kept) -> Vec<ToWrite> {
    let kept_at = Path::new(OWN).join(KEPT).join(file_name(target, ".json"));
    vec![(form().file(target), kept.document.repair.text.clone()), (kept_at, json_line(&kept))]
}

/// What is kept of a document, also of one that was read just now: so a report is the same, whenever
/// its documents were read.
fn read(journal: &Journal, path: &Path) -> Result<Kept, Failure> {
    let again =
        |cause: String| Failure::Output(format!("{}: {cause}; --force does all anew", name(path)));
    let json = journal.read(path).map_err(|error| again(crate::error::cause(&error)))?;
    serde_json::from_slice(&json).map_err(|error| again(error.to_string()))
}
