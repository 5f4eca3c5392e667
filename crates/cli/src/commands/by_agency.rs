use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gensvar::Gensvar;
use gensvar::requirements::{Document, RequirementSet};
use gensvar_report::{ByAgencyOut, DocumentOut, FailedOut, FlagsOut, by_agency_table, json_line};

use super::requirements::Set;
use crate::args::{FlagArgs, TableFormat};
use crate::error::{Done, Failure, name, report};
use crate::inputs::{Input, for_each};
use crate::output::{Output, table_width};

/// What is kept of an input: its text is not.
struct Kept {
    document: DocumentOut,
    /// For each set, what the documents are put together by and what is printed of them.
    read: Vec<(Document, FlagsOut)>,
}

/// `gensvar flag --by-agency`: all inputs are read, then each set has one result.
pub(super) fn run(
    args: &FlagArgs,
    gensvar: &Gensvar,
    sets: &[Set],
    output: &mut Output,
) -> Result<Done, Failure> {
    refuse_twins(&args.files.files)?;
    let (mut kept, mut failed) = (Vec::new(), Vec::new());
    let read = |input: &Input| Ok(keep(gensvar, sets, input));
    let done = for_each(&args.files, read, |path, result| {
        match result {
            Ok(one) => kept.push(one),
            Err(error) => failed.push(FailedOut { source: name(path), error: error.to_owned() }),
        }
        Ok(())
    })?;
    let documents: Vec<DocumentOut> = kept.iter().map(|one: &Kept| one.document.clone()).collect();
    tell_undated(&documents);
    let mut by_set: Vec<(Vec<Document>, Vec<FlagsOut>)> = vec![Default::default(); sets.len()];
    for (number, (document, flags)) in kept.into_iter().flat_map(|k| k.read.into_iter().enumerate())
    {
        by_set[number].0.push(document);
        by_set[number].1.push(flags);
    }
    for (set, (read, flags)) in sets.iter().zip(&by_set) {
        let found = gensvar.by_agency(set, read);
        let state = ByAgencyOut::new(set, &documents, flags, &found, &failed);
        let text = match args.format {
            TableFormat::Table => by_agency_table(&state, set, table_width()),
            TableFormat::Json => json_line(&state),
        };
        output.put(Path::new("-"), &text)?;
    }
    output.flush()?;
    Ok(done)
}

/// Refuses a path that is given twice: what a document says counts once, and the result tells
/// documents by their paths.
fn refuse_twins(paths: &[PathBuf]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    let mut twins: Vec<&PathBuf> = paths.iter().filter(|path| !seen.insert(*path)).collect();
    twins.dedup();
    if twins.is_empty() {
        return Ok(());
    }
    let told = |path: &&PathBuf| {
        format!("{}: is named twice; with --by-agency name each document once", name(path))
    };
    Err(Failure::Call(twins.iter().map(told).collect()))
}

fn keep(gensvar: &Gensvar, sets: &[Set], input: &Input) -> Kept {
    let reply = gensvar.read(input.source.as_str());
    let letter = reply.letter();
    let read = |set: &RequirementSet| {
        let assessment = gensvar.check(&reply, set);
        let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
        let flags = FlagsOut::new(&input.name, &reply, &assessment).with_doubts(
            &reply,
            &assessment,
            &doubts,
        );
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
