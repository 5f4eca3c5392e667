//! The corpus on disk: replies with their gold, pages with theirs.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use gensvar::repair::OcrWord;
use gensvar::text::{SourceText, Span};

use crate::find::Haystack;
use crate::gold::{GoldClaims, GoldFlags};
use crate::short;

/// A file that could not be used.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    cause: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for Error {}

impl Error {
    pub(crate) fn new(path: &Path, cause: impl fmt::Display) -> Self {
        Error { path: path.to_owned(), cause: cause.to_string() }
    }
}

/// Which part of the corpus a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Rules may be written on it.
    Dev,
    /// Kept aside.
    HeldOut,
}

impl Part {
    /// Its name in tables and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Dev => "dev",
            Part::HeldOut => "held_out",
        }
    }
}

/// A text with what a careful reader found in it.
#[derive(Debug, Clone)]
pub struct Document {
    /// `d01`.
    pub id: String,
    /// Its part.
    pub part: Part,
    /// The text, clean.
    pub text: String,
    /// Its claims.
    pub claims: GoldClaims,
    /// Its flags.
    pub flags: GoldFlags,
    /// Whether it is a sentence by itself, under a head that is always the same.
    pub is_sentence: bool,
}

impl Document {
    /// Where the sentence of each of its claims stands, in bytes: a sentence that stands more than
    /// once is the n-th place for the n-th record of it.
    pub fn claim_spans(&self) -> Vec<Option<Span>> {
        let source = SourceText::new(self.text.as_str());
        let haystack = Haystack::new(&self.text);
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        self.claims
            .claims
            .iter()
            .map(|claim| {
                let places = haystack.find(&claim.quote);
                let times = seen.entry((&claim.quote, &claim.kind)).or_default();
                let place = places.get(*times).or(places.last());
                *times += 1;
                let (start, end) = *place?;
                Some(Span::new(source.byte_offset(start), source.byte_offset(end)))
            })
            .collect()
    }
}

impl Document {
    /// Where words of its gold stand, in bytes.
    pub fn places_of(&self, quote: &str) -> Vec<Span> {
        let source = SourceText::new(self.text.as_str());
        let places = Haystack::new(&self.text).find(quote).into_iter();
        places
            .map(|(start, end)| Span::new(source.byte_offset(start), source.byte_offset(end)))
            .collect()
    }
}

/// A page as printed and as read.
#[derive(Debug, Clone)]
pub struct Page {
    /// The text printed.
    pub id: String,
    /// How it was printed, scanned and read.
    pub variant: String,
    /// Its number in the text, from 1.
    pub number: u32,
    /// The part its text belongs to.
    pub part: Part,
    /// What was printed.
    pub gold: String,
    /// What the engine read.
    pub read: String,
    /// How sure it was of each word, where it told.
    pub words: Vec<OcrWord>,
}

/// Replies, pages and word pairs.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// In the order of their ids.
    pub replies: Vec<Document>,
    /// Single sentences: they have claims and no flags.
    pub sentences: Vec<Document>,
    /// Replies of a few sentences: they have flags of one set and no claims.
    pub short_replies: Vec<Document>,
    /// In the order of text, variant and number.
    pub pages: Vec<Page>,
    /// Pages of other texts, of whose words the engine told how sure it was of them.
    pub told: Vec<Page>,
    /// The engine of each variant, as the `variants.json` of both kinds of pages call it.
    pub engines: BTreeMap<String, String>,
    /// Damaged words, and what was meant.
    pub words: Vec<(String, String)>,
}

impl Corpus {
    /// Reads the folder `corpus/`.
    ///
    /// # Errors
    /// The file that is missing or is not what it should be.
    pub fn read(dir: &Path) -> Result<Corpus, Error> {
        #[derive(Deserialize)]
        struct Splits {
            held_out: Vec<String>,
        }
        #[derive(Deserialize)]
        struct Variant {
            name: String,
            engine: String,
        }
        let splits_path = dir.join("splits.toml");
        let splits: Splits =
            toml::from_str(&text(&splits_path)?).map_err(|e| Error::new(&splits_path, e))?;
        let part = |id: &str| match splits.held_out.iter().any(|held| held == id) {
            true => Part::HeldOut,
            false => Part::Dev,
        };
        let mut replies = Vec::new();
        for path in files(&dir.join("replies"), ".txt")? {
            replies.push(document(&path, &path, part)?);
        }
        let (mut sentences, mut short_replies) = (Vec::new(), Vec::new());
        for part in [Part::Dev, Part::HeldOut] {
            let file = |what: &str| dir.join(format!("short/{what}-{}.toml", part.name()));
            sentences.extend(short::sentences(&file("sentences"), part)?);
            short_replies.extend(short::replies(&file("replies"), part)?);
        }
        let mut variants: Vec<Variant> = json(&dir.join("ocr/variants.json"))?;
        let told = dir.join("ocr/confidences");
        variants.extend(json::<Vec<Variant>>(&told.join("variants.json"))?);
        Ok(Corpus {
            replies,
            sentences,
            short_replies,
            pages: pages(&dir.join("ocr"), part)?,
            told: pages(&told, part)?,
            engines: variants.into_iter().map(|v| (v.name, v.engine)).collect(),
            words: word_pairs(&dir.join("words.tsv"))?,
        })
    }

    /// Whether the engine of a variant knows Danish.
    pub fn is_danish_engine(&self, variant: &str) -> bool {
        self.engines.get(variant).is_some_and(|engine| engine.ends_with(":dan"))
    }

    /// The pages of each text and variant, in order.
    pub fn by_document(&self) -> impl Iterator<Item = &[Page]> {
        self.pages.chunk_by(|a, b| (&a.id, &a.variant) == (&b.id, &b.variant))
    }

    /// The reply of that id.
    pub fn reply(&self, id: &str) -> Option<&Document> {
        self.replies.iter().find(|reply| reply.id == id)
    }
}

/// A text with the gold files that stand beside `gold`, the text's own path or another.
pub(crate) fn document(
    path: &Path,
    gold: &Path,
    part: impl Fn(&str) -> Part,
) -> Result<Document, Error> {
    let id = stem(gold);
    Ok(Document {
        part: part(&id),
        text: text(path)?,
        claims: json(&gold.with_extension("claims.json"))?,
        flags: json(&gold.with_extension("flags.json"))?,
        is_sentence: false,
        id,
    })
}

/// The pages of a folder, in the order of text, variant and number.
pub(crate) fn pages(dir: &Path, part: impl Fn(&str) -> Part) -> Result<Vec<Page>, Error> {
    let mut pages = Vec::new();
    for path in files(dir, ".gold.txt")? {
        let name = stem(&path).trim_end_matches(".gold").to_owned();
        let parts = name.split_once('-').and_then(|(id, rest)| {
            let (variant, number) = rest.rsplit_once('-')?;
            Some((id, variant, number.parse().ok()?))
        });
        let Some((id, variant, number)) = parts else {
            return Err(Error::new(&path, "is not named <text>-<variant>-<page>.gold.txt"));
        };
        let words = path.with_file_name(format!("{name}.words.tsv"));
        let (read, words) = if words.exists() {
            told_words(&words)?
        } else {
            (text(&path.with_file_name(format!("{name}.ocr.txt")))?, Vec::new())
        };
        pages.push(Page {
            id: id.to_owned(),
            variant: variant.to_owned(),
            number,
            part: part(id),
            gold: text(&path)?,
            read,
            words,
        });
    }
    pages.sort_by(|a, b| (&a.id, &a.variant, a.number).cmp(&(&b.id, &b.variant, b.number)));
    Ok(pages)
}

/// A page from its words: one in each line behind how sure the engine was of it, in per cent, and
/// an empty line where a line ends.
fn told_words(path: &Path) -> Result<(String, Vec<OcrWord>), Error> {
    let (mut read, mut words) = (String::new(), Vec::new());
    for (number, line) in text(path)?.lines().enumerate() {
        if line.is_empty() {
            read.push('\n');
            continue;
        }
        let told = line.split_once('\t').and_then(|(sure, word)| Some((sure.parse().ok()?, word)));
        let Some((sure, word)): Option<(f32, &str)> = told else {
            let what = format!("line {}: not a number, a tab and a word", number + 1);
            return Err(Error::new(path, what));
        };
        if !read.is_empty() && !read.ends_with('\n') {
            read.push(' ');
        }
        let start = read.len();
        read.push_str(word);
        words.push(OcrWord { span: Span::new(start, read.len()), confidence: sure / 100.0 });
    }
    read.push('\n');
    Ok((read, words))
}

fn word_pairs(path: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = Vec::new();
    for (number, line) in text(path)?.lines().enumerate().skip(1) {
        let mut fields = line.split('\t');
        let (Some(damaged), Some(gold)) = (fields.next(), fields.next()) else {
            return Err(Error::new(path, format!("line {}: not two words", number + 1)));
        };
        pairs.push((damaged.to_owned(), gold.to_owned()));
    }
    Ok(pairs)
}

/// The files of a folder whose name ends so, by name.
pub(crate) fn files(dir: &Path, end: &str) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(|e| Error::new(dir, e))? {
        let path = entry.map_err(|e| Error::new(dir, e))?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(end)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The text of a file; what is no UTF-8 in it is replaced.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|e| Error::new(path, e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub(crate) fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    serde_json::from_str(&text(path)?).map_err(|e| Error::new(path, e))
}

/// The file's name without its last extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
