use std::fmt;

/// Why a requirement set cannot be used, and where it says so.
///
/// Its text is one line that names the file, the place, what is wrong and the nearest right word:
/// `my-set.toml:12:1: unknown key "tittle"; did you mean "title"?`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetError {
    /// What kind of mistake it is.
    pub kind: SetErrorKind,
    /// The file as it was named by who read it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// What is wrong, and the remedy where one is known.
    pub message: String,
}

/// The kinds of mistakes in a requirement set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SetErrorKind {
    /// The file is no TOML.
    Syntax,
    /// A key that no set has, or one that is missing or of the wrong type.
    Key,
    /// A name that nothing in the set answers to.
    Reference,
    /// A name that is given twice.
    Duplicate,
    /// A phrase that cannot be read.
    Phrase,
    /// A value that is not one of those that can stand there.
    Value,
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for SetError {}

/// All that is wrong with a requirement set, in the order of its file; at least one mistake.
///
/// Where the file is no TOML, or a key is unknown, missing or of the wrong type, that is told alone:
/// nobody can say what the rest means before it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetErrors(Vec<SetError>);

impl SetErrors {
    /// The mistakes, if there are any.
    pub(crate) fn of(mut errors: Vec<SetError>) -> Option<SetErrors> {
        errors.sort_by_key(|error| (error.line, error.column));
        (!errors.is_empty()).then_some(SetErrors(errors))
    }

    /// The mistakes in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, SetError> {
        self.0.iter()
    }
}

impl From<SetError> for SetErrors {
    fn from(error: SetError) -> Self {
        SetErrors(vec![error])
    }
}

impl<'a> IntoIterator for &'a SetErrors {
    type Item = &'a SetError;
    type IntoIter = std::slice::Iter<'a, SetError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for SetErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.iter().enumerate() {
            let line_end = if number == 0 { "" } else { "\n" };
            write!(f, "{line_end}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SetErrors {}

/// Line and column of a byte, both from 1.
pub(crate) fn place(text: &str, byte: usize) -> (usize, usize) {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    // Every rule of a set has its place: runs that a byte can count are counted sixteen at once.
    let ends = |run: &[u8]| run.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    let line = before.as_bytes().chunks(255).map(|run| usize::from(ends(run))).sum::<usize>() + 1;
    (line, before[line_start..].chars().count() + 1)
}

/// The candidate that is nearest to what was written, if any is near.
pub fn nearest_name<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let far = written.chars().count().max(3) / 2 + 1;
    candidates
        .into_iter()
        .map(|candidate| (distance(&written.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(d, _)| *d < far)
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean "x"?`, or nothing.
pub(crate) fn hint<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest_name(written, candidates).map_or(String::new(), |n| format!("; did you mean \"{n}\"?"))
}

/// The nearest candidate as a hint, or all of them where none is near.
pub(crate) fn hint_or_list(written: &str, known: &[&str]) -> String {
    match hint(written, known.iter().copied()) {
        hint if hint.is_empty() => format!("; it can be one of: {}", known.join(", ")),
        hint => hint,
    }
}

/// Single-character edits, a swap of neighbours counted as one.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                let swapped: &Vec<usize> = &before;
                best = best.min(swapped[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "a = 1\nbø = 2\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, text.find('=').unwrap()), (1, 3));
        assert_eq!(place(text, text.rfind('=').unwrap()), (2, 4));
        assert_eq!(place(text, 999), (3, 1));
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest_name("tittle", ["id", "title", "source"]), Some("title"));
        assert_eq!(nearest_name("stacne", ["stance", "strength"]), Some("stance"));
        assert_eq!(nearest_name("xyz", ["stance", "strength"]), None);
    }
}
