//! Code pages of one byte a character, and what becomes of text that is read in the wrong one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A code page by its name in the data file.
#[derive(Debug)]
pub(super) struct CodePage(&'static str);

/// ISO 8859-1.
pub(super) const LATIN_1: CodePage = CodePage("latin-1");
/// Windows in Western Europe.
pub(super) const WINDOWS_1252: CodePage = CodePage("windows-1252");
/// DOS as it was delivered.
pub(super) const CP437: CodePage = CodePage("cp437");
/// DOS in Western Europe.
pub(super) const CP850: CodePage = CodePage("cp850");
/// DOS in Denmark and Norway.
pub(super) const CP865: CodePage = CodePage("cp865");
/// Apple before Unicode.
pub(super) const MACINTOSH: CodePage = CodePage("macintosh");

impl CodePage {
    /// UTF-8 read byte by byte.
    pub(super) fn read_utf_8(&self, text: &str) -> String {
        text.bytes().map(|byte| self.character(byte)).collect()
    }

    /// The text as this code page can hold it, and that read in another.
    pub(super) fn misread_as(&self, other: &CodePage, text: &str) -> (String, String) {
        let gold = self.best_fit(text);
        let read = |c| if char::is_ascii(&c) { c } else { other.character(self.byte(c)) };
        let damaged = gold.chars().map(read).collect();
        (gold, damaged)
    }

    /// The text as this code page can hold it.
    pub(super) fn best_fit(&self, text: &str) -> String {
        text.chars().map(|c| if self.characters().contains(&c) { c } else { plain(c) }).collect()
    }

    /// Its characters from 0x80 on.
    fn characters(&self) -> &'static [char] {
        static PAGES: LazyLock<BTreeMap<&'static str, Vec<char>>> = LazyLock::new(|| {
            let lines = include_str!("../../data/code-pages.tsv").lines();
            let pages = lines.filter(|line| !line.starts_with('#'));
            let pages = pages.filter_map(|line| line.split_once('\t'));
            pages.map(|(name, all)| (name, unescape(&all.replace('\t', "")))).collect()
        });
        PAGES.get(self.0).map_or(&[], Vec::as_slice)
    }

    fn character(&self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(at) => self.characters().get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
        }
    }

    /// The byte of a character that it has.
    pub(super) fn byte(&self, c: char) -> u8 {
        let at = self.characters().iter().position(|other| *other == c);
        at.and_then(|at| u8::try_from(0x80 + at).ok()).unwrap_or(b'?')
    }
}

/// What programs put for a character that a code page does not have.
pub(super) fn plain(c: char) -> char {
    match c {
        '–' | '—' | '−' => '-',
        '“' | '”' | '„' | '»' | '«' => '"',
        '‘' | '’' | '´' => '\'',
        '•' | '·' => '*',
        'é' => 'e',
        'É' => 'E',
        '\u{a0}' => ' ',
        _ if c.is_ascii() => c,
        _ => '?',
    }
}

/// Reads `\u{a0}` as the character it stands for.
fn unescape(field: &str) -> Vec<char> {
    let mut out = Vec::new();
    let mut rest = field;
    while let Some((head, tail)) = rest.split_once("\\u{") {
        out.extend(head.chars());
        let (code, tail) = tail.split_once('}').unwrap_or((tail, ""));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = tail;
    }
    out.extend(rest.chars());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_page_is_whole() {
        for page in [LATIN_1, WINDOWS_1252, CP437, CP850, CP865, MACINTOSH] {
            assert_eq!(page.characters().len(), 128, "{page:?}");
        }
        assert_eq!(WINDOWS_1252.byte('ø'), 0xF8);
        assert_eq!(CP865.byte('ø'), 0x9B);
    }
}
