//! A run over inputs: from what the call names to what is printed or written.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gensvar_ingest::{Options, Warning};
use gensvar_report::for_terminal;

use crate::args::{Files, Target};
use crate::batch::journal::{Journal, Known, Record, Written, key, sha256};
use crate::batch::listing::{Entry, Listing};
use crate::batch::pool::{Outcome, Pool};
use crate::batch::progress::Progress;
use crate::batch::summary::Summary;
use crate::error::{Done, Failure, name};
use crate::inputs::{FileRead, Input, PartRead, full_name, part_target, read};
use crate::output::{Printed, file_name, for_people};

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

/// A file that a run writes: its path in the output folder, and what it holds.
pub(crate) type ToWrite = (PathBuf, String);

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

/// The file in an output folder that tells what became of the inputs.
const SUMMARY: &str = "summary.json";

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
    Folder { journal: Journal, known: Arc<Known>, run: String },
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
                let run = sha256(format!("{}\n{command}\n{decides}", program()).as_bytes());
                let (journal, known) = Journal::open(dir, run.clone(), target.force)?;
                Output::Folder { journal, known: Arc::new(known), run }
            }
        };
        Ok(Run { command, files, list, form, output })
    }

    /// How many inputs there are.
    pub(crate) fn len(&self) -> usize {
        self.list.entries.len()
    }

    /// The paths of the inputs.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.list.entries.iter().map(|entry| entry.path.as_path())
    }

    /// Works on every input and puts the results out in the order of the call. What fails is named
    /// on standard error, and the others go on.
    pub(crate) fn each(
        self,
        work: impl Fn(&Input) -> Result<String, String> + Send + Sync + 'static,
    ) -> Result<Done, Failure> {
        let Run { command, files, list, form, mut output } = self;
        let known = match &output {
            Output::Folder { known, .. } => Some(Arc::clone(known)),
            Output::Printed(_) => None,
        };
        let mut report = Report::new(command, files, &list);
        let to_write = |target: &Path, text: String| {
            let text = if form.is_for_people { for_terminal(&text, false) } else { text };
            vec![(form.file(target), format!("{}{text}", form.head))]
        };
        let take = |report: &mut Report, entry: &Entry, read: FileRead<String>| match &mut output {
            Output::Printed(printed) => print(report, printed, &form, entry, read),
            Output::Folder { journal, run, .. } => {
                write(report, journal, run, &to_write, entry, read).map(|_| ())
            }
        };
        go(files, &list, known, Arc::new(work), &mut report, take)?;
        if let Output::Folder { journal, .. } = output {
            journal.write(Path::new(SUMMARY), report.summary.to_json().as_bytes())?;
            journal.close()?;
        }
        Ok(report.done())
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
        let Output::Folder { mut journal, known, run } = output else {
            return Err(Failure::call("a folder for the results is needed: add -o DIR"));
        };
        let mut report = Report::new(command, files, &list);
        let mut all = Vec::new();
        let take = |report: &mut Report, entry: &Entry, read: FileRead<T>| {
            all.extend(write(report, &mut journal, &run, &to_write, entry, read)?);
            Ok(())
        };
        go(files, &list, Some(known), Arc::new(work), &mut report, take)?;
        journal.keep_only(&list.entries.iter().map(|entry| key(&entry.target)).collect());
        end(&journal, &report.summary, &all)?;
        journal.write(Path::new(SUMMARY), report.summary.to_json().as_bytes())?;
        journal.close()?;
        Ok(report.done())
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
        let mut report = Report::new(command, files, &list);
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
            for text in end() {
                printed.put(&text)?;
            }
            printed.flush()?;
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
    let options = files.options();
    let job = {
        let options = options.clone();
        move |entry: &Entry| read(entry, &options, known.as_deref(), work.as_ref())
    };
    let entries = list.entries.iter().cloned();
    let went = pool.run(entries, Arc::new(job), |number, outcome| {
        let Some(entry) = list.entries.get(number) else { return Ok(()) };
        report.summary.input();
        let read = match outcome {
            Outcome::Done(read) => read,
            Outcome::TimedOut => FileRead::Failed(timed_out(entry, &options)),
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
    went
}

fn timed_out(entry: &Entry, options: &Options) -> String {
    let seconds = options.timeout.map_or(0, |timeout| timeout.as_secs());
    let error = gensvar_ingest::Error::timed_out(seconds);
    format!("{}: {error}", name(&entry.path))
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

/// Writes what an input gives, and tells where that stands; of what was done before, where it stood
/// already.
fn write<T>(
    report: &mut Report,
    journal: &mut Journal,
    run: &str,
    to_write: &dyn Fn(&Path, T) -> Vec<ToWrite>,
    entry: &Entry,
    read: FileRead<T>,
) -> Result<Vec<Written>, Failure> {
    let source = name(&entry.path);
    match read {
        FileRead::Before(record) => {
            report.progress.detail(&format!("{source}: was done before"));
            (0..record.documents).for_each(|_| report.summary.done());
            for (source, warning) in &record.warnings {
                report.warning(source, warning);
            }
            let outputs = record.outputs.clone();
            journal.done(record, false)?;
            Ok(outputs)
        }
        FileRead::Failed(message) => {
            report.failed(&source, &message);
            journal.failed(&entry.target, &[]);
            Ok(Vec::new())
        }
        FileRead::Now { content, parts } => {
            let (mut results, mut warnings, mut is_whole) = (Vec::new(), Vec::new(), true);
            for PartRead { name: part, result } in parts {
                let full = full_name(&source, part.as_deref());
                if let Ok((_, told)) = &result {
                    is_whole &= !told.iter().any(Warning::is_failure);
                    warnings.extend(told.iter().map(|told| (full.clone(), told.to_string())));
                }
                match report.part(&full, result) {
                    Err(_) => is_whole = false,
                    Ok(result) => {
                        let target = part_target(&entry.target, part.as_deref());
                        results.push((full, to_write(&target, result)));
                    }
                }
            }
            let files = results.iter().flat_map(|(_, files)| files);
            journal.begin(&entry.target, files.map(|(path, _)| path))?;
            let documents = results.len();
            let mut outputs: Vec<Written> = Vec::new();
            for (full, files) in results {
                for (path, text) in files {
                    let written = journal.write(&path, text.as_bytes())?;
                    report.progress.detail(&format!("{full}: written to {}", written.path));
                    outputs.push(written);
                }
            }
            match content.filter(|_| is_whole) {
                // What failed is tried again by the next run.
                None => journal.failed(&entry.target, &outputs),
                Some(content) => {
                    let (target, run) = (key(&entry.target), run.to_owned());
                    let outputs = outputs.clone();
                    let record =
                        Record { target, source, content, run, documents, outputs, warnings };
                    journal.done(record, true)?;
                }
            }
            Ok(outputs)
        }
    }
}

/// What is told of a run while it goes on, and what is known of it at its end.
struct Report {
    progress: Progress,
    summary: Summary,
}

impl Report {
    fn new(command: &'static str, files: &Files, list: &Listing) -> Report {
        let mut report = Report {
            progress: Progress::new(list.entries.len(), files.loudness()),
            summary: Summary::new(command),
        };
        if list.entries.is_empty() && list.left_out.is_empty() {
            report.progress.warn("there is no file in what was named");
        }
        for left in &list.left_out {
            report.summary.input();
            if left.is_failure {
                report.failed(&left.name, &format!("{}: {}", left.name, left.cause));
            } else {
                report.skipped(&left.name, &left.cause);
            }
        }
        report
    }

    /// The result of a document, when what there is to tell of it is told.
    fn part<T>(
        &mut self,
        full: &str,
        result: Result<(T, Vec<Warning>), String>,
    ) -> Result<T, String> {
        match result {
            Err(message) => {
                self.failed(full, &message);
                Err(message)
            }
            Ok((result, warnings)) => {
                for warning in &warnings {
                    if warning.is_failure() {
                        self.failed(full, &format!("{full}: {warning}"));
                    } else {
                        self.warning(full, &warning.to_string());
                    }
                }
                self.summary.done();
                Ok(result)
            }
        }
    }

    /// Something failed; the message names it.
    fn failed(&mut self, source: &str, message: &str) {
        self.progress.failed(message);
        let cause = message.strip_prefix(source).and_then(|rest| rest.strip_prefix(": "));
        self.summary.failed(source, cause.unwrap_or(message));
    }

    fn skipped(&mut self, source: &str, cause: &str) {
        self.progress.warn(&format!("{source}: skipped: {cause}"));
        self.summary.skipped(source, cause);
    }

    fn warning(&mut self, source: &str, what: &str) {
        self.progress.warn(&format!("{source}: {what}"));
        self.summary.warning(source, what);
    }

    fn done(&self) -> Done {
        Done { failed: self.summary.failures(), ..Done::default() }
    }
}

/// Refuses two inputs that would become the same file, and one that would overwrite an input.
fn refuse_overwriting(list: &Listing, dir: &Path, form: &Form) -> Result<(), Failure> {
    let target = |target: &Path| form.file(target);
    list.check_targets(target, dir, &[SUMMARY])?;
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
    if problems.is_empty() { Ok(()) } else { Err(Failure::Call(problems)) }
}

/// What this program is: another build may give other results.
fn program() -> String {
    let bytes = std::env::current_exe().and_then(std::fs::read);
    bytes.map_or_else(|_| env!("CARGO_PKG_VERSION").to_owned(), |bytes| sha256(&bytes))
}
