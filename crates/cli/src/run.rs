//! A run over inputs: from what the call names to what is printed or written.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gensvar_ingest::Options;
use gensvar_report::for_terminal;

use crate::args::{Files, Target};
use crate::batch::journal::{Journal, Known, SUMMARY, refuse_strangers_files};
use crate::batch::listing::{Entry, Listing};
use crate::batch::pool::{Event, Outcome, Pool};
use crate::batch::record::{Written, sha256};
use crate::batch::scratch;
use crate::batch::summary::Summary;
use crate::error::{Done, Failure, name};
use crate::inputs::{FileRead, Input, full_name, read, timed_out};
use crate::output::{Printed, file_name, for_people};
use crate::report::Report;
use crate::store::{Store, ToWrite};

/// What a command makes of each input.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The folder within the output folder that files with results go to.
    pub(crate) folder: &'static str,
    /// What the names of files with results end with.
    extension: &'static str,
    /// How results follow each other on standard output.
    between: Between,
    /// What stands once before all results that are printed, and at the head of each file.
    head: String,
    /// Whether people read it as it is printed.
    is_for_people: bool,
}

impl Form {
    pub(crate) fn new(extension: &'static str, between: Between) -> Form {
        Form { folder: "", extension, between, head: String::new(), is_for_people: false }
    }

    /// A text for people, with an empty line between results.
    pub(crate) fn for_people(extension: &'static str) -> Form {
        Form { is_for_people: true, ..Form::new(extension, Between::EmptyLine) }
    }

    pub(crate) fn in_folder(self, folder: &'static str) -> Form {
        Form { folder, ..self }
    }

    pub(crate) fn with_head(self, head: String) -> Form {
        Form { head, ..self }
    }

    /// What stands between two results.
    pub(crate) fn between(&self) -> &'static str {
        match self.between {
            Between::EmptyLine => "\n",
            Between::Nothing | Between::FoldersOnly => "",
        }
    }

    /// The file that the result of a document goes to, by its place without an extension.
    pub(crate) fn file(&self, target: &Path) -> PathBuf {
        Path::new(self.folder).join(file_name(target, self.extension))
    }
}

/// How results follow each other on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Between {
    /// They do not: nobody could tell one from the next, so each wants a file.
    FoldersOnly,
    /// One after the other, for each tells where it begins.
    Nothing,
    /// With an empty line between them.
    EmptyLine,
}

/// The inputs of a call, and where their results go.
pub(crate) struct Run<'a> {
    command: &'static str,
    files: &'a Files,
    list: Listing,
    form: Form,
    output: Output,
}

enum Output {
    Printed(Printed),
    Folder(Store),
}

impl<'a> Run<'a> {
    /// Looks at what the call names, before anything is processed. `decides` is all that results
    /// depend on but the files: the options, and the content of files that the options name.
    pub(crate) fn open(
        command: &'static str,
        files: &'a Files,
        target: &Target,
        form: Form,
        decides: &str,
    ) -> Result<Run<'a>, Failure> {
        let list = Listing::of(files, target.output.as_deref())?;
        let output = match &target.output {
            None if form.between == Between::FoldersOnly && list.entries.len() > 1 => {
                return Err(Failure::call(
                    "several inputs in this format need a folder for the results: \
                     add -o DIR, or --format json for one line each",
                ));
            }
            None => Output::Printed(Printed::new(form.head.clone(), form.between())),
            Some(dir) => {
                refuse_overwriting(&list, dir, &form)?;
                let results = || list.entries.iter().map(|entry| form.file(&entry.target));
                if !target.force {
                    let summary = Path::new(SUMMARY).to_owned();
                    refuse_strangers_files(dir, results().chain([summary]))?;
                }
                let kind = format!("{command} {}", form.extension);
                let run = sha256(format!("{}\n{command}\n{decides}", program()).as_bytes());
                let (journal, known) = Journal::open(dir, kind, run.clone(), target.force)?;
                journal.refuse_other_kinds(results())?;
                journal.remove_summary();
                Output::Folder(Store { journal, known: Arc::new(known), run })
            }
        };
        Ok(Run { command, files, list, form, output })
    }

    /// How many inputs there are.
    pub(crate) fn len(&self) -> usize {
        self.list.entries.len()
    }

    /// What was named more than once.
    pub(crate) fn twice(&self) -> &[PathBuf] {
        &self.list.twice
    }

    /// Works on every input and puts the results out in the order of the call. What fails is named
    /// on standard error, and the others go on.
    pub(crate) fn each(
        self,
        work: impl Fn(&Input) -> Result<String, String> + Send + Sync + 'static,
    ) -> Result<Done, Failure> {
        let Run { command, files, list, form, output } = self;
        match output {
            Output::Printed(mut printed) => {
                let mut report = Report::new(command, files, &list, true);
                let take = |report: &mut Report, entry: &Entry, read: FileRead<String>| {
                    print(report, &mut printed, &form, entry, read)
                };
                let went = go(files, &list, None, Arc::new(work), &mut report, take);
                Failure::unless_closed(went)?;
                Ok(report.done())
            }
            Output::Folder(mut store) => {
                let to_write = |target: &Path, text: String| {
                    let text = if form.is_for_people { for_terminal(&text, false) } else { text };
                    vec![(form.file(target), format!("{}{text}", form.head))]
                };
                let report = Report::new(command, files, &list, false);
                let went = fill(&mut store, files, &list, report, work, to_write)?;
                store.end(went.0)
            }
        }
    }

    /// Works on every input and writes what it gives into the output folder: the files that
    /// `to_write` makes of a result and of the place that it has there. What earlier runs wrote for
    /// inputs that are no more goes. Then makes one whole of all that is there, in the order of the
    /// inputs.
    pub(crate) fn gather<T: Send + 'static>(
        self,
        work: impl Fn(&Input) -> Result<T, String> + Send + Sync + 'static,
        to_write: impl Fn(&Path, T) -> Vec<ToWrite>,
        end: impl FnOnce(&Journal, &Summary, &[Written]) -> Result<(), Failure>,
    ) -> Result<Done, Failure> {
        let Run { command, files, list, output, .. } = self;
        let Output::Folder(mut store) = output else {
            return Err(Failure::call("a folder for the results is needed: add -o DIR"));
        };
        store.journal.keep_only(&list.entries.iter().map(|entry| name(&entry.path)).collect());
        let report = Report::new(command, files, &list, false);
        let (report, all) = fill(&mut store, files, &list, report, work, to_write)?;
        end(&store.journal, &report.summary, &all)?;
        store.end(report)
    }

    /// Works on every input and hands the results over in the order of the call; of what failed, the
    /// message, which is on standard error already. Then prints what is made of them all.
    pub(crate) fn together<T: Send + 'static>(
        self,
        work: impl Fn(&Input) -> Result<T, String> + Send + Sync + 'static,
        mut take: impl FnMut(&str, Result<T, &str>),
        end: impl FnOnce() -> Vec<String>,
    ) -> Result<Done, Failure> {
        let Run { command, files, list, output, .. } = self;
        let mut report = Report::new(command, files, &list, true);
        let each = |report: &mut Report, entry: &Entry, read: FileRead<T>| {
            let source = name(&entry.path);
            match read {
                FileRead::Before(_) => {}
                FileRead::Failed(message) => {
                    report.failed(&source, &message);
                    take(&source, Err(&message));
                }
                FileRead::Now { parts, .. } => {
                    for part in parts {
                        let full = full_name(&source, part.name.as_deref());
                        match report.part(&full, part.result) {
                            Ok(result) => take(&full, Ok(result)),
                            Err(message) => take(&full, Err(&message)),
                        }
                    }
                }
            }
            Ok(())
        };
        go(files, &list, None, Arc::new(work), &mut report, each)?;
        if let Output::Printed(mut printed) = output {
            let mut all = end().into_iter();
            let put = all.try_for_each(|text| printed.put(&text)).and_then(|()| printed.flush());
            Failure::unless_closed(put)?;
        }
        Ok(report.done())
    }
}

/// What is done with an input: its result, or the message that names what is the matter.
type Work<T> = dyn Fn(&Input) -> Result<T, String> + Send + Sync;

/// The way through all inputs.
fn go<T: Send + 'static>(
    files: &Files,
    list: &Listing,
    known: Option<Arc<Known>>,
    work: Arc<Work<T>>,
    report: &mut Report,
    mut take: impl FnMut(&mut Report, &Entry, FileRead<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let pool = Pool { threads: files.threads(), timeout: files.timeout() };
    let own = known.as_ref().map(|known| known.own());
    let options = Options { scratch: scratch::make(own.as_deref()), ..files.options() };
    let job = {
        let options = options.clone();
        move |entry: &Entry| read(entry, &options, known.as_deref(), work.as_ref())
    };
    let entries = list.entries.iter().cloned();
    let went = pool.run(entries, Arc::new(job), |event| {
        let (number, outcome) = match event {
            Event::Ended(number, outcome) => (number, outcome),
            Event::Tick => {
                report.progress.tick();
                return Ok(());
            }
        };
        let Some(entry) = list.entries.get(number) else { return Ok(()) };
        report.summary.input();
        let read = match outcome {
            Outcome::Done(read) => read,
            Outcome::TimedOut => FileRead::Failed(timed_out(&name(&entry.path), &options)),
            Outcome::Panicked => FileRead::Failed(format!(
                "{}: stopped by a fault of this program; please report it with the file",
                name(&entry.path)
            )),
        };
        let taken = take(report, entry, read);
        report.progress.step();
        taken
    });
    report.progress.finish();
    scratch::remove();
    went
}

/// The way through all inputs, what they give written into the output folder. A run that comes to no
/// end leaves a summary that says so.
fn fill<T: Send + 'static>(
    store: &mut Store,
    files: &Files,
    list: &Listing,
    mut report: Report,
    work: impl Fn(&Input) -> Result<T, String> + Send + Sync + 'static,
    to_write: impl Fn(&Path, T) -> Vec<ToWrite>,
) -> Result<(Report, Vec<Written>), Failure> {
    let known = Arc::clone(&store.known);
    let mut all = Vec::new();
    let take = |report: &mut Report, entry: &Entry, read: FileRead<T>| {
        all.extend(store.write(report, entry, read, &to_write)?);
        Ok(())
    };
    match go(files, list, Some(known), Arc::new(work), &mut report, take) {
        Ok(()) => Ok((report, all)),
        Err(failure) => {
            // The disk may be full: then the failure tells it.
            let _ = store.summarize(&report);
            Err(failure)
        }
    }
}

fn print(
    report: &mut Report,
    printed: &mut Printed,
    form: &Form,
    entry: &Entry,
    read: FileRead<String>,
) -> Result<(), Failure> {
    let source = name(&entry.path);
    match read {
        FileRead::Before(_) => {}
        FileRead::Failed(message) => report.failed(&source, &message),
        FileRead::Now { parts, .. } => {
            report.progress.detail(&format!("{source}: printed"));
            for part in parts {
                let full = full_name(&source, part.name.as_deref());
                // A text that is printed is one text.
                if part.name.is_some()
                    && form.between == Between::FoldersOnly
                    && part.result.is_ok()
                {
                    report.skipped(&full, "an attachment, not printed; add -o DIR for all");
                } else if let Ok(text) = report.part(&full, part.result) {
                    let text = if form.is_for_people { for_people(&text) } else { text };
                    printed.put(&text)?;
                }
            }
        }
    }
    printed.flush()
}

/// Refuses two inputs that would become the same file, and one that would overwrite an input.
fn refuse_overwriting(list: &Listing, dir: &Path, form: &Form) -> Result<(), Failure> {
    let target = |target: &Path| form.file(target);
    list.check_targets(target, dir)?;
    let Ok(dir) = dir.canonicalize() else {
        // It is not there yet, and so nothing in it.
        return Ok(());
    };
    let inputs: HashSet<PathBuf> = list
        .entries
        .iter()
        .filter_map(|entry| entry.path.canonicalize().ok())
        .filter(|path| path.starts_with(&dir))
        .collect();
    let mut problems = Vec::new();
    for entry in &list.entries {
        let written = dir.join(target(&entry.target));
        if inputs.contains(&written) {
            problems.push(format!(
                "{}: would be overwritten; name another folder with -o",
                name(&entry.path)
            ));
        }
    }
    Failure::unless_empty(problems)
}

/// What this program is: another build may give other results.
fn program() -> String {
    let bytes = std::env::current_exe().and_then(std::fs::read);
    bytes.map_or_else(|_| env!("CARGO_PKG_VERSION").to_owned(), |bytes| sha256(&bytes))
}
