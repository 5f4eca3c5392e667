//! Documents that are not part of the project, with gold in a folder beside them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::corpus::{Document, Error, Page, Part, document, files, json, pages, text};

/// What is at hand in such a folder.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    /// A damaged note: its gold, and how it came.
    pub note: Option<(String, String)>,
    /// Pages of documents, printed and read.
    pub pages: Vec<Page>,
    /// Documents with claims and flags.
    pub letters: Vec<Document>,
    /// Clean documents.
    pub clean: Vec<String>,
    /// Verdicts after some of the letters.
    pub verdicts: Vec<GoldVerdicts>,
}

/// The verdicts of the ombudsman after the last of some letters.
#[derive(Debug, Clone)]
pub struct GoldVerdicts {
    /// What they are called.
    pub name: String,
    /// The letters.
    pub texts: Vec<String>,
    /// `met` or `partly` for each agency.
    pub verdicts: BTreeMap<String, String>,
}

impl Shared {
    /// Reads a folder with `documents/`, `gold/` and `ocr/`.
    ///
    /// # Errors
    /// The file that is missing or is not what it should be.
    pub fn read(dir: &Path) -> Result<Shared, Error> {
        let mut shared = Shared::default();
        let mut documents = BTreeMap::new();
        for path in files(&dir.join("documents"), ".txt")? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            documents.insert(name.chars().take(3).collect::<String>(), path.clone());
        }
        for (id, path) in &documents {
            let gold = dir.join("gold").join(format!("{id}.gold.txt"));
            if gold.exists() {
                shared.note = Some((text(&gold)?, text(path)?));
            } else {
                shared.clean.push(text(path)?);
            }
            let gold = dir.join("gold").join(format!("{id}.txt"));
            if gold.with_extension("claims.json").exists() {
                shared.letters.push(document(path, &gold, |_| Part::Dev)?);
            }
        }
        shared.pages = pages(&dir.join("ocr"), |_| Part::Dev)?;
        // The pages of the replies are in the corpus.
        shared.pages.retain(|page| documents.contains_key(&page.id));
        shared.verdicts = verdicts(dir, &shared.letters)?;
        Ok(shared)
    }
}

/// The verdicts, and the letters after which they hold.
fn verdicts(dir: &Path, letters: &[Document]) -> Result<Vec<GoldVerdicts>, Error> {
    let path = dir.join("gold/verdicts.json");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let all: BTreeMap<String, BTreeMap<String, String>> = json(&path)?;
    let mut out = Vec::new();
    for (name, ids) in [("000-after", &["000"][..]), ("001", &["000", "001"])] {
        let texts: Vec<String> =
            letters.iter().filter(|l| ids.contains(&&*l.id)).map(|l| l.text.clone()).collect();
        if texts.len() < ids.len() {
            continue;
        }
        let verdicts = all.get(name).into_iter().flatten().map(|(agency, verdict)| {
            let verdict = if verdict == "opfylder" { "met" } else { "partly" };
            (agency.clone(), verdict.to_owned())
        });
        out.push(GoldVerdicts { name: name.to_owned(), texts, verdicts: verdicts.collect() });
    }
    Ok(out)
}
