//! Names and terms that go before the word list.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use fst::raw::Fst;

use crate::confusions::DataError;
use crate::wordlist::Cursor;

/// Terms of somebody's trade, with their inflected forms.
///
/// A file holds a term a line, with the forms it is inflected to behind it, set apart by commas. A
/// form that begins with a hyphen is an ending. The genitive with `-s` need not be given. A term
/// may be of several words. `#` begins a line that is a remark.
///
/// ```
/// let glossary = gensvar_lexicon::Glossary::parse("# our own\nNørredamskolen\nrådsnotat, -et, -er").unwrap();
/// assert!(glossary.contains("Nørredamskolens"));
/// assert!(glossary.contains("rådsnotatet"));
/// assert!(!glossary.contains("rådsnotatets bilag"));
/// assert_eq!(gensvar_lexicon::Glossary::parse("term\n-endelse").unwrap_err().line, 2);
/// ```
pub struct Glossary {
    forms: Fst<Vec<u8>>,
}

/// A word of fewer letters is near to too many; one of more may differ in two.
const SHORTEST: usize = 6;
const LONG: usize = 10;

impl Glossary {
    /// Reads a glossary.
    ///
    /// # Errors
    /// If a line has no term, or a term or form without a letter.
    pub fn parse(text: &str) -> Result<Glossary, DataError> {
        let mut forms = BTreeSet::new();
        for (i, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let error = |message: String| DataError { line: i + 1, message };
            let mut parts = line.split(',').map(str::trim);
            let term = parts.next().unwrap_or_default();
            if term.starts_with('-') {
                return Err(error(format!("{term} is an ending without its term before it")));
            }
            let inflected = parts.map(|form| match form.strip_prefix('-') {
                Some(ending) => format!("{term}{ending}"),
                None => form.to_owned(),
            });
            for form in std::iter::once(term.to_owned()).chain(inflected) {
                if !form.contains(char::is_alphabetic) {
                    return Err(error(format!("{form:?} is no term: it has no letter")));
                }
                forms.extend(form.split_whitespace().flat_map(with_genitive));
            }
        }
        Ok(Glossary::of(forms))
    }

    /// The words of the trade that stand beside the model.
    pub fn built_in() -> &'static Glossary {
        static BUILT_IN: LazyLock<Glossary> = LazyLock::new(|| {
            let lines = include_str!("../data/glossary.tsv").lines();
            let lines = lines.filter(|line| !line.starts_with('#'));
            let words = lines.filter_map(|line| line.split_once('\t'));
            Glossary::of(words.map(|(word, _)| word.to_owned()).collect())
        });
        &BUILT_IN
    }

    fn of(forms: BTreeSet<String>) -> Glossary {
        let mut builder = fst::SetBuilder::memory();
        for form in &forms {
            // They are in order: nothing can fail.
            let _ = builder.insert(form);
        }
        let bytes = builder.into_inner().unwrap_or_default();
        let empty = || fst::Set::<Vec<u8>>::default().into_fst();
        Glossary { forms: Fst::new(bytes).unwrap_or_else(|_| empty()) }
    }

    /// How many forms it holds, genitives included.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Whether it holds a form, written just so.
    pub fn contains(&self, word: &str) -> bool {
        self.forms.contains_key(word)
    }

    /// The place before the first letter, from which the forms are walked.
    pub fn root(&self) -> Cursor {
        Cursor::root(&self.forms)
    }

    /// The place after one more letter; none if no form goes on like that.
    pub fn step(&self, from: Cursor, letter: char) -> Option<Cursor> {
        from.step(&self.forms, letter)
    }

    /// Whether a form ends here.
    pub fn is_end(&self, at: Cursor) -> bool {
        at.end(&self.forms).is_some()
    }

    /// The one form that is nearest to a word: one letter away, or two of a long word.
    ///
    /// ```
    /// let near = |word| gensvar_lexicon::Glossary::built_in().near(word);
    /// assert_eq!(near("Borgerrådsgiveren").as_deref(), Some("Borgerrådgiveren"));
    /// assert_eq!(near("Borgmesteren"), None);
    /// ```
    pub fn near(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < SHORTEST {
            return None;
        }
        let most = if letters.len() >= LONG { 2 } else { 1 };
        let mut best: Option<(usize, String)> = None;
        let mut is_alone = true;
        let mut stream = self.forms.stream();
        while let Some((bytes, _)) = fst::Streamer::next(&mut stream) {
            let Ok(form) = std::str::from_utf8(bytes) else { continue };
            let count = form.chars().count();
            if count < SHORTEST || count.abs_diff(letters.len()) > most {
                continue;
            }
            let form_letters: Vec<char> = form.chars().collect();
            let distance = distance(&letters, &form_letters);
            // The inflection is the author's: an ending that differs is no near miss.
            if distance == 0 || distance > most || letters.last() != form_letters.last() {
                continue;
            }
            match &best {
                Some((least, _)) if distance > *least => {}
                Some((least, _)) if distance == *least => is_alone = false,
                _ => (best, is_alone) = (Some((distance, form.to_owned())), true),
            }
        }
        best.filter(|_| is_alone).map(|(_, form)| form)
    }
}

/// A form and its genitive.
fn with_genitive(form: &str) -> Vec<String> {
    let takes_s = form.ends_with(char::is_lowercase) && !form.ends_with(['s', 'x', 'z']);
    let mut out = vec![form.to_owned()];
    out.extend(takes_s.then(|| format!("{form}s")));
    out
}

/// Letters to put in, take out, replace or swap with their neighbour (Damerau 1964, as optimal
/// string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: [Vec<usize>; 3] = [vec![0; b.len() + 1], (0..=b.len()).collect(), Vec::new()];
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = rows[1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(rows[1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(rows[0][j - 2] + 1);
            }
        }
        rows.rotate_left(1);
        rows[1] = row;
    }
    rows[1][b.len()]
}

// The forms say nothing in a debug print.
impl fmt::Debug for Glossary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Glossary({} forms)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_endings_or_whole() {
        let glossary = Glossary::parse(
            "\u{feff}# navne\n\nSundholm, Sundholms\nkvaliteam, -et, -ene\nBørne- og Ungeteamet\nBBU2\n",
        )
        .unwrap();
        for form in ["Sundholm", "Sundholms", "kvaliteamet", "kvaliteamets", "Børne-", "og", "BBU2"]
        {
            assert!(glossary.contains(form), "{form}");
        }
        assert!(!glossary.contains("Sundholmss"));
        assert!(Glossary::parse("").unwrap().is_empty());
    }

    #[test]
    fn a_line_that_is_no_term_is_named() {
        for (text, line) in [("a\n12\n", 2), ("-et", 1), ("ord, , -et", 1), ("ord,", 1)] {
            assert_eq!(Glossary::parse(text).unwrap_err().line, line, "{text:?}");
        }
    }

    #[test]
    fn only_one_nearest_form_is_near() {
        let glossary = Glossary::parse("Nordhavnsteamet\nSydhavnskolen\nSydhavnskoven").unwrap();
        assert_eq!(glossary.near("Nordhavnteamet").as_deref(), Some("Nordhavnsteamet"));
        assert_eq!(glossary.near("Nordhavnsteamte"), None, "the ending is the author's");
        assert_eq!(glossary.near("Sydhavnskooen"), None, "two are as near");
        assert_eq!(glossary.near("Nordhavnsteamet"), None, "it is the term");
        assert_eq!(glossary.near("team"), None);
    }
}
