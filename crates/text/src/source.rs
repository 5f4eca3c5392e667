use crate::span::{CharSpan, Span};

/// How many bytes lie between two remembered character counts.
const STEP: usize = 512;

/// A text with an index of its lines and characters.
///
/// A line ends with `\n`, `\r\n` or a lone `\r`; a form feed ends none.
///
/// ```
/// use gensvar_text::{SourceText, Span};
/// let text = SourceText::new("På kurset\r\nfår alle");
/// assert_eq!(text.line_count(), 2);
/// assert_eq!(text.line_of(12), 2);
/// // Two letters of two bytes each stand before the end.
/// let span = text.char_span(Span::new(12, 20));
/// assert_eq!((span.start, span.end), (11, 18));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceText {
    text: String,
    /// Byte offset of the start of each line.
    lines: Vec<usize>,
    /// Characters before byte `i * STEP` (before the character boundary at or below it).
    chars: Vec<usize>,
}

impl SourceText {
    /// Takes the text and indexes it once.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let (mut lines, mut chars, mut count) = (vec![0], Vec::new(), 0);
        for (i, &byte) in bytes.iter().enumerate() {
            if i % STEP == 0 {
                chars.push(count);
            }
            // Every byte but a continuation byte begins a character.
            count += usize::from(byte & 0xC0 != 0x80);
            if byte == b'\n' || byte == b'\r' && bytes.get(i + 1) != Some(&b'\n') {
                lines.push(i + 1);
            }
        }
        if bytes.len() % STEP == 0 {
            chars.push(count);
        }
        SourceText { text, lines, chars }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many lines there are; what stands after the last line end counts as one, even if empty.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The line, counted from 1, in which the byte at `offset` stands.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset)
    }

    /// Where line `number` (from 1) stands, its line end left out; none if there is no such line.
    pub fn line(&self, number: usize) -> Option<Span> {
        let start = *self.lines.get(number.checked_sub(1)?)?;
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + line.len()))
    }

    /// The column, counted in characters from 1, at which the byte at `offset` stands in its line.
    ///
    /// ```
    /// let text = gensvar_text::SourceText::new("På råd\nhus");
    /// assert_eq!(text.column_of(4), 4);
    /// assert_eq!(text.offset_of(1, 4), Some(4));
    /// ```
    pub fn column_of(&self, offset: usize) -> usize {
        let start = self.lines[self.line_of(offset) - 1];
        self.char_offset(offset) - self.char_offset(start) + 1
    }

    /// The byte at which the character in that line and column stands, both counted from 1; none
    /// if there is no such line, or the line ends before.
    pub fn offset_of(&self, line: usize, column: usize) -> Option<usize> {
        let span = self.line(line)?;
        let (at, _) = self.slice(span).char_indices().nth(column.checked_sub(1)?)?;
        Some(span.start + at)
    }

    /// The text of a stretch; empty if it does not lie on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text).unwrap_or_default()
    }

    /// How many characters stand before the byte at `offset`.
    pub fn char_offset(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let at = offset / STEP;
        let begins = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        self.chars[at] + begins(&self.text.as_bytes()[at * STEP..offset])
    }

    /// The byte at which the character of that number begins; the text's length if there is none.
    pub fn byte_offset(&self, character: usize) -> usize {
        let at = self.chars.partition_point(|&count| count <= character).saturating_sub(1);
        let mut left = character - self.chars[at];
        for (i, byte) in self.text.as_bytes().iter().enumerate().skip(at * STEP) {
            if byte & 0xC0 != 0x80 {
                if left == 0 {
                    return i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The same stretch, in characters.
    pub fn char_span(&self, span: Span) -> CharSpan {
        CharSpan { start: self.char_offset(span.start), end: self.char_offset(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_kind_of_line_end() {
        let text = SourceText::new("a\nb\r\nc\rd\u{c}e\n");
        let lines: Vec<&str> =
            (1..=text.line_count()).map(|n| text.slice(text.line(n).unwrap())).collect();
        assert_eq!(lines, ["a", "b", "c", "d\u{c}e", ""]);
        assert_eq!(text.line(0), None);
        assert_eq!(text.line(6), None);
    }

    #[test]
    fn characters_and_bytes_agree_with_counting() {
        let text: String = "Rød grød med fløde på €5 😀\n".repeat(60);
        let source = SourceText::new(text.clone());
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(source.char_offset(byte), count);
            assert_eq!(source.byte_offset(count), byte);
        }
        assert_eq!(source.char_offset(text.len()), text.chars().count());
        assert_eq!(source.byte_offset(usize::MAX), text.len());
    }

    #[test]
    fn columns_count_characters_and_end_with_the_line() {
        let text = SourceText::new("Få æble\r\n\nå");
        for (at, _) in text.as_str().char_indices().filter(|(_, c)| !c.is_control()) {
            assert_eq!(text.offset_of(text.line_of(at), text.column_of(at)), Some(at));
        }
        assert_eq!(text.column_of(5), 5);
        for (line, column) in [(0, 1), (1, 0), (1, 8), (2, 1), (3, 2), (4, 1), (1, usize::MAX)] {
            assert_eq!(text.offset_of(line, column), None, "{line}:{column}");
        }
        assert_eq!(SourceText::new("").column_of(0), 1);
    }

    #[test]
    fn the_empty_text_has_one_empty_line() {
        let text = SourceText::new("");
        assert_eq!((text.line_count(), text.line_of(0), text.char_offset(9)), (1, 1, 0));
        assert_eq!(text.byte_offset(0), 0);
    }

    #[test]
    fn a_text_of_exactly_one_step() {
        let text = SourceText::new("x".repeat(STEP));
        assert_eq!(text.char_offset(STEP), STEP);
        assert_eq!(text.byte_offset(STEP), STEP);
    }
}
