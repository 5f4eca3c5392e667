//! Makes a report of the text files that it is given, with the built-in sets `br-2012` and
//! `br-anbefalinger-2024`, and prints the page:
//!
//!     cargo run --release -p gensvar-report --example inbox -- letters/*.txt > index.html
//!
//! `--english` before the files gives it in English. Here also stands how a report is filled.

use std::error::Error;
use std::io::Write;

use gensvar::Gensvar;
use gensvar::requirements::{Document, Outline, RequirementSet};
use gensvar_report::{
    ByAgencyOut, ClaimsOut, DocumentOut, FailedOut, FlagsOut, InboxDocument, InboxReport, InboxSet,
    Language, SetOut, index_html, set_prose,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let is_english = files.first().is_some_and(|first| first == "--english");
    if is_english {
        files.remove(0);
    }
    let gensvar = Gensvar::danish()?;
    let sets: Vec<&RequirementSet> = ["br-2012", "br-anbefalinger-2024"]
        .into_iter()
        .filter_map(RequirementSet::built_in)
        .collect();

    let (mut documents, mut not_read) = (Vec::new(), Vec::new());
    // For each set, what its documents are put together by.
    let mut read: Vec<Vec<Document>> = vec![Vec::new(); sets.len()];
    for file in files {
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                not_read.push(FailedOut { source: file, error: error.to_string() });
                continue;
            }
        };
        let reply = gensvar.read(&text);
        let mut flags = Vec::new();
        for (set, read) in sets.iter().zip(&mut read) {
            let assessment = gensvar.check(&reply, set);
            let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
            let out = FlagsOut::new(&file, &reply, &assessment);
            flags.push(out.with_doubts(&reply, &assessment, &doubts));
            read.push(Document { letter: reply.letter(), assessment });
        }
        let claims = ClaimsOut::with_readings(&file, &reply, &gensvar.doubtful_words(&reply));
        documents.push(InboxDocument::new(&file, "text", &reply, claims, flags));
    }

    let letters: Vec<DocumentOut> = documents.iter().map(|one| one.letter.clone()).collect();
    let sets = sets.iter().zip(&read).enumerate().map(|(number, (set, read))| {
        let flags: Vec<FlagsOut> = documents.iter().map(|one| one.flags[number].clone()).collect();
        let found = gensvar.by_agency(set, read);
        InboxSet {
            set: SetOut::new(set),
            prose: Outline::of_built_in(set.id()).ok().map(|outline| set_prose(&outline, 100)),
            state: ByAgencyOut::new(set, &letters, &flags, &found, &not_read),
        }
    });
    let report = InboxReport {
        language: if is_english { Language::English } else { Language::Danish },
        name: "indbakke".to_owned(),
        made: Some("2025-03-03".to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: Vec::new(),
        agencies: Vec::new(),
        sets: sets.collect(),
        documents,
        not_read,
        before: None,
    };
    std::io::stdout().write_all(index_html(&report)?.as_bytes())?;
    Ok(())
}
