use std::fmt;

/// A way in which engines misread letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// What was printed: one to three characters.
    pub printed: String,
    /// What was read.
    pub read: String,
    /// How often the printed letters are read so, from 0 to 1; for æ, ø and å and their capitals
    /// of those that were not read as themselves.
    pub share: f32,
}

/// A line of a data file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for DataError {}

/// Reads a table of confusions: a line each with printed letters, letters read, share and an
/// example (`printed word=read word`), set apart by tabs; `#` begins a remark line.
///
/// # Errors
/// If a line lacks a column, has an empty one, or a share that is no number between 0 and 1.
///
/// ```
/// let table = gensvar_lexicon::parse_confusions("# ring lost\nå\ta\t0.9\tpå=pa\n").unwrap();
/// assert_eq!((table[0].printed.as_str(), table[0].read.as_str()), ("å", "a"));
/// assert_eq!(gensvar_lexicon::parse_confusions("å\ta\t9\tpå=pa").unwrap_err().line, 1);
/// ```
pub fn parse_confusions(text: &str) -> Result<Vec<Confusion>, DataError> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|(i, line)| {
            let error = |message: &str| DataError { line: i + 1, message: message.to_owned() };
            let columns: Vec<&str> = line.split('\t').collect();
            let &[printed, read, share, example] = columns.as_slice() else {
                return Err(error("expected four columns: printed, read, share, example"));
            };
            let share: f32 = share.parse().map_err(|_| error("the share is no number"))?;
            if !(share > 0.0 && share <= 1.0) {
                return Err(error("the share must be above 0 and at most 1"));
            }
            if printed.is_empty() || read.is_empty() || printed == read {
                return Err(error("printed and read letters must be given and differ"));
            }
            if !example.contains('=') {
                return Err(error("the example must be a printed word, `=`, and how it was read"));
            }
            Ok(Confusion { printed: printed.to_owned(), read: read.to_owned(), share })
        })
        .collect()
}
