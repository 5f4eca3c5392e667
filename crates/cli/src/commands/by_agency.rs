use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use gensvar::Gensvar;
use gensvar::requirements::{Document, RequirementSet};
use gensvar_report::{
    ByAgencyOut, Cells, DocumentOut, FailedOut, FlagsOut, Language, SetOut, by_agency_markdown,
    by_agency_table, json_line,
};

use super::assessed;
use super::requirements::Set;
use crate::args::{FindingsFormat, FlagArgs};
use crate::error::{Done, Failure, name, report};
use crate::inputs::Input;
use crate::output::for_people;
use crate::run::Run;

/// What is kept of an input: its text is not.
struct Kept {
    document: DocumentOut,
    /// For each set, what the documents are put together by and what is printed of them.
    read: Vec<(Document, FlagsOut)>,
}

/// `gensvar flag --by-agency`: all inputs are read, then each set has one result.
pub(super) fn run(
    run: Run<'_>,
    gensvar: Gensvar,
    sets: Vec<Set>,
    args: &FlagArgs,
) -> Result<Done, Failure> {
    refuse_twins(run.twice())?;
    let shared = Arc::new((gensvar, sets));
    let reading = Arc::clone(&shared);
    let (kept, failed) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    run.together(
        move |input| Ok(keep(&reading.0, &reading.1, input)),
        |source, result| match result {
            Ok(one) => kept.borrow_mut().push(one),
            Err(error) => {
                let (source, error) = (source.to_owned(), error.to_owned());
                failed.borrow_mut().push(FailedOut { source, error });
            }
        },
        || put_together(&shared.0, &shared.1, kept.take(), &failed.take(), args),
    )
}

/// What each set's state is after all documents.
fn put_together(
    gensvar: &Gensvar,
    sets: &[Set],
    kept: Vec<Kept>,
    failed: &[FailedOut],
    args: &FlagArgs,
) -> Vec<String> {
    let documents: Vec<DocumentOut> = kept.iter().map(|one: &Kept| one.document.clone()).collect();
    tell_undated(&documents);
    let mut by_set: Vec<(Vec<Document>, Vec<FlagsOut>)> = vec![Default::default(); sets.len()];
    for (number, (document, flags)) in kept.into_iter().flat_map(|k| k.read.into_iter().enumerate())
    {
        by_set[number].0.push(document);
        by_set[number].1.push(flags);
    }
    let states = sets.iter().zip(&by_set).map(|(set, (read, flags))| {
        let found = gensvar.by_agency(set, read);
        let state = ByAgencyOut::new(set, &documents, flags, &found, failed);
        let about = SetOut::new(set);
        match args.findings.format {
            FindingsFormat::Table => {
                for_people(&by_agency_table(&state, set, args.findings.target.table_width()))
            }
            FindingsFormat::Json => json_line(&state),
            FindingsFormat::Csv => {
                let cells = Cells::of_states([(&state, &about)], Language::Danish);
                cells.csv(args.findings.csv.separator).rows
            }
            FindingsFormat::Markdown => by_agency_markdown(&state, &about, Language::Danish),
        }
    });
    states.collect()
}

/// Refuses a path that is given twice: what a document says counts once, and the result tells
/// documents by their paths.
fn refuse_twins(twice: &[PathBuf]) -> Result<(), Failure> {
    let told = |path: &PathBuf| {
        format!("{}: is named twice; with --by-agency name each document once", name(path))
    };
    Failure::unless_empty(twice.iter().map(told).collect())
}

fn keep(gensvar: &Gensvar, sets: &[Set], input: &Input) -> Kept {
    let reply = gensvar.read_ocr(input.source.as_str(), &input.words);
    let letter = reply.letter();
    let read = |set: &RequirementSet| {
        let (assessment, flags) = assessed(gensvar, input, &reply, set);
        (Document { letter: letter.clone(), assessment }, flags)
    };
    Kept {
        document: DocumentOut::new(&input.name, &reply, &letter),
        read: sets.iter().map(|set| read(set)).collect(),
    }
}

/// Names the documents whose place in the order is only that on the command line.
fn tell_undated(documents: &[DocumentOut]) {
    if documents.len() < 2 {
        return;
    }
    for document in documents.iter().filter(|document| document.date.is_none()) {
        report(&format!(
            "{}: bears no date; it counts behind the one named before it, so name the files in \
             the order in which they were written",
            document.source
        ));
    }
}
