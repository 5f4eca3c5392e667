//! Marks that were read as other marks: quotation marks, full stops, `½`, `§`.
//!
//! Which mark it was, the words around it tell. Each rule here has a name, and only damaged
//! stretches of a text are shown to them.

use std::sync::LazyLock;

use gensvar_text::{Span, words};

/// A mark that was another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) to: &'static str,
    pub(crate) rule: &'static str,
}

/// How often the rules are right on the development pages; that on quotation marks, which guesses
/// which kind it was, less often.
const CONFIDENCE: f64 = 0.95;
const CONFIDENCE_QUOTES: f64 = 0.85;
const QUOTES: &str = "ocr/quotation-mark";

impl Mark {
    /// How sure it is that the mark was another one.
    pub(crate) fn confidence(&self) -> f64 {
        if self.rule == QUOTES { CONFIDENCE_QUOTES } else { CONFIDENCE }
    }
}

/// How much likelier a word is in small letters, in nats, that gets a capital only at the
/// beginning of a sentence.
const CLEARLY: f32 = 3.0;
/// A paragraph of fewer words may be a greeting or a line of an address.
const PARAGRAPH: usize = 7;
/// No more words of a paragraph are looked at.
const LONG_PARAGRAPH: usize = 60;
/// A quotation of several words is closed within so many.
const QUOTATION: usize = 25;

/// The words of the data file of one kind.
fn listed(kind: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    static FILE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let lines = include_str!("../../data/ocr/marks.tsv").lines();
        let columns = lines.filter(|line| !line.starts_with("# ")).map(|line| line.split('\t'));
        columns.filter_map(|mut columns| Some((columns.next()?, columns.next()?))).collect()
    });
    FILE.iter().filter(move |(of, _)| *of == kind).map(|(_, word)| *word)
}

/// All marks of `text` that were another one. `costs` tells what a capitalised word costs within a
/// sentence as it is and in small letters, where the list knows it.
pub(crate) fn marks(text: &str, costs: impl Fn(&str) -> [Option<f32>; 2]) -> Vec<Mark> {
    let tokens: Vec<Span> = words(text).map(|word| word.token).collect();
    let mut out = Vec::new();
    for i in 0..tokens.len() {
        let around = Around { text, tokens: &tokens, at: i };
        quotes(around, &mut out);
        half(around, &mut out);
        section(around, &mut out);
        stop(around, &costs, &mut out);
        year(around, &mut out);
    }
    loose_quotes(text, &mut out);
    out.sort_by_key(|mark| mark.span);
    out.dedup_by(|b, a| a.span.overlaps(b.span) || a.span == b.span);
    out
}

/// A token among its neighbours.
#[derive(Clone, Copy)]
struct Around<'a> {
    text: &'a str,
    tokens: &'a [Span],
    at: usize,
}

impl<'a> Around<'a> {
    fn token(self) -> &'a str {
        &self.text[self.tokens[self.at].range()]
    }

    /// The token so many places on; of the same paragraph.
    fn next(self, steps: usize) -> Option<&'a str> {
        let span = *self.tokens.get(self.at + steps)?;
        let gap = &self.text[self.tokens[self.at].end..span.start];
        let is_apart = gap.matches('\n').count() > steps || gap.contains('\u{c}');
        (!is_apart && !gap.contains("\n\n")).then(|| &self.text[span.range()])
    }

    fn last(self) -> Option<&'a str> {
        let span = *self.tokens.get(self.at.checked_sub(1)?)?;
        Some(&self.text[span.range()])
    }

    fn push(
        self,
        start: usize,
        length: usize,
        to: &'static str,
        rule: &'static str,
        out: &mut Vec<Mark>,
    ) {
        let start = self.tokens[self.at].start + start;
        out.push(Mark { span: Span::new(start, start + length), to, rule });
    }

    /// How many words its paragraph has up to here, as far as that matters; none of a list.
    fn paragraph(self) -> usize {
        let is_apart = |at: usize| {
            let gap = &self.text[self.tokens[at - 1].end..self.tokens[at].start];
            gap.matches('\n').count() > 1 || gap.contains('\u{c}')
        };
        let mut first = self.at;
        while first > 0 && self.at - first < LONG_PARAGRAPH && !is_apart(first) {
            first -= 1;
        }
        let lines = self.text[self.tokens[first].start..self.tokens[self.at].end].lines();
        let is_item = |line: &str| {
            let first = line.trim_start().chars().next();
            first.is_some_and(|c| !c.is_alphabetic() && !matches!(c, '"' | '»' | '”' | '(' | '§'))
        };
        if lines.into_iter().any(is_item) { 0 } else { self.at - first + 1 }
    }

    /// Whether a quotation mark was opened before this token and not closed since.
    fn is_quoted(self) -> bool {
        let before = &self.tokens[self.at.saturating_sub(QUOTATION)..=self.at];
        let mut tokens = before.iter().rev().map(|span| &self.text[span.range()]);
        let opens = |token: &str| {
            let token = token.trim_start_matches('(');
            token.starts_with(">>") || token.starts_with('»')
        };
        tokens
            .find(|token| opens(token) || token.contains("<<") || token.contains('«'))
            .is_some_and(opens)
    }

    /// Whether a line or a sentence begins with this token.
    fn begins(self) -> bool {
        let before = self.text[..self.tokens[self.at].start].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with(['\n', '.', '?', '!', ':'])
    }
}

/// Quotation marks that an engine reads as signs of two strokes: `>>ordet<<`, `''ordet''`.
fn quotes(around: Around<'_>, out: &mut Vec<Mark>) {
    const RULE: &str = QUOTES;
    let token = around.token();
    // Arrows at the beginning of a line quote an older mail, unless something closes them.
    let start = around.tokens[around.at].start;
    let quotes_mail = || {
        (start == 0 || around.text[..start].ends_with('\n'))
            && !token.contains("<<")
            && (1..QUOTATION).all(|steps| around.next(steps).is_none_or(|t| !t.contains("<<")))
    };
    for (read, to) in [(">>", "»"), ("''", "\"")] {
        let rest = token.trim_start_matches('(');
        let start = token.len() - rest.len();
        if rest.strip_prefix(read).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            && !quotes_mail()
        {
            around.push(start, read.len(), to, RULE, out);
        }
    }
    for (read, to) in [("<<", "«"), ("__", "«"), ("''", "\"")] {
        if read == "__" && !around.is_quoted() {
            continue;
        }
        if let Some(at) = token.rfind(read).filter(|&at| at > 0) {
            let closes = token[at + read.len()..]
                .chars()
                .all(|c| matches!(c, '.' | ',' | ';' | ':' | ')' | '?'));
            let after = token[..at].chars().next_back().is_some_and(|c| !matches!(c, '<' | '\''));
            if closes && after {
                around.push(at, read.len(), to, RULE, out);
            }
        }
    }
}

/// `½` before a hyphen: `%-dags`, `¥,-dags`.
fn half(around: Around<'_>, out: &mut Vec<Mark>) {
    let token = around.token();
    for read in ["%", "¥,", "¥", "*4", "*/2"] {
        let unit = token.strip_prefix(read).and_then(|rest| rest.strip_prefix('-'));
        let unit = unit.map(|unit| unit.trim_end_matches(|c: char| !c.is_alphabetic()));
        if unit.is_some_and(|unit| listed("half").any(|word| word == unit)) {
            around.push(0, read.len(), "½", "ocr/half", out);
            return;
        }
    }
}

/// `§` before the number of a section: `lovens & 24`, `8 24, stk. 2`.
fn section(around: Around<'_>, out: &mut Vec<Mark>) {
    let token = around.token();
    let sign = token.trim_start_matches('(');
    if !matches!(sign, "&" | "$" | "8") {
        return;
    }
    let digits = around.next(1).map_or("", |next| next.trim_end_matches([',', '.', ')']));
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().filter(|c| !c.is_ascii_digit()).count() <= 1;
    let part = around.next(2).map_or("", |next| next.trim_end_matches('.'));
    let names_part = listed("section").any(|word| word == part);
    let of_law = around
        .last()
        .is_some_and(|last| last.len() > 5 && listed("of").any(|ending| last.ends_with(ending)));
    if is_number && (names_part || of_law && sign != "8") {
        around.push(token.len() - sign.len(), sign.len(), "§", "ocr/section-sign", out);
    }
}

/// A full stop read as a comma: a word follows that has its capital only where a sentence begins,
/// or the paragraph ends.
fn stop(around: Around<'_>, costs: &impl Fn(&str) -> [Option<f32>; 2], out: &mut Vec<Mark>) {
    const RULE: &str = "ocr/full-stop";
    let token = around.token();
    let word = token.trim_end_matches(['"', '”', '“', '«', ')']);
    let Some(stem) = word.strip_suffix(',') else { return };
    let stem = stem.trim_end_matches(['"', '”', '“', '«', ')']);
    let at = word.len() - 1;
    // A number and a comma at the beginning of a line, and a capital: an item of a list.
    if !stem.is_empty() && stem.len() <= 2 && stem.chars().all(|c| c.is_ascii_digit()) {
        let capital = around.next(1).is_some_and(|next| next.starts_with(char::is_uppercase));
        let before = &around.text[..around.tokens[around.at].start];
        if capital && (before.is_empty() || before.ends_with('\n')) {
            around.push(at, 1, ".", RULE, out);
        }
        return;
    }
    // `ca, 45`: what follows an abbreviation that is never the last word of anything.
    if listed("short").any(|short| short == stem) {
        let goes_on =
            |next: &str| next.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase());
        if around.next(1).is_some_and(goes_on) {
            around.push(at, 1, ".", RULE, out);
        }
        return;
    }
    let is_plain = |c: char| c.is_lowercase() || c.is_ascii_digit();
    if !stem.ends_with(is_plain) || !stem.starts_with(is_plain) {
        return;
    }
    let is_sentence = match around.next(1) {
        None => {
            let rest = around.tokens.get(around.at + 1).map(|next| &around.text[next.start..]);
            rest.is_none_or(|rest| rest.starts_with(char::is_uppercase))
                && around.paragraph() >= PARAGRAPH
        }
        Some(next) => {
            let bare = next.trim_end_matches(|c: char| !c.is_alphabetic());
            let goes_on = around.next(2).is_some_and(|next| next.starts_with(char::is_lowercase));
            let small = match costs(bare) {
                [None, Some(_)] => true,
                [Some(capital), Some(small)] => small + CLEARLY < capital,
                _ => false,
            };
            let capital = bare.starts_with(char::is_uppercase)
                && bare.chars().skip(1).all(char::is_lowercase)
                && listed("capital").all(|word| word != bare);
            capital && goes_on && small && next == bare
        }
    };
    if is_sentence {
        around.push(at, 1, ".", RULE, out);
    }
}

/// `I` that stuck to a year where a sentence begins: `12025 blev kurset`.
fn year(around: Around<'_>, out: &mut Vec<Mark>) {
    let token = around.token();
    let year = token.strip_prefix(['1', 'l', '|']);
    let is_year = year.is_some_and(|year| {
        year.len() == 4
            && (year.starts_with("20") || year.starts_with("19"))
            && year.chars().all(|c| c.is_ascii_digit())
    });
    let goes_on = around.next(1).is_some_and(|next| next.chars().all(char::is_lowercase));
    if is_year && goes_on && around.begins() {
        around.push(0, 1, "I ", "ocr/i-before-year", out);
    }
}

/// Opening quotation marks that a space parted from their word: `kurset " Ret og pligt"`.
fn loose_quotes(text: &str, out: &mut Vec<Mark>) {
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let quotes = paragraph.matches('"').count();
        let mut open = false;
        for (at, _) in paragraph.match_indices('"').filter(|_| quotes % 2 == 0) {
            open = !open;
            let after = &paragraph[at + 1..];
            let alone = at == 0 || paragraph[..at].ends_with([' ', '\n', '(']);
            if open
                && alone
                && after
                    .strip_prefix(' ')
                    .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            {
                let at = start + at + 1;
                out.push(Mark { span: Span::new(at, at + 1), to: "", rule: QUOTES });
            }
        }
        start += paragraph.len() + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let costs = |word: &str| match word {
            "Det" | "Deltagelsen" | "Lederne" => [Some(10.0), Some(5.0)],
            "Undervisning" => [None, Some(8.0)],
            "Jura" => [Some(9.0), Some(9.0)],
            _ => [None, None],
        };
        let mut out = text.to_owned();
        for mark in marks(text, costs).into_iter().rev() {
            out.replace_range(mark.span.range(), mark.to);
        }
        out
    }

    #[test]
    fn marks_are_told_by_the_words_around_them() {
        for (read, printed) in [
            ("kurset >>Ret og pligt<<, som", "kurset »Ret og pligt«, som"),
            ("(>>introkurset<<).", "(»introkurset«)."),
            ("holdet >>Ret og pligt__, som __", "holdet »Ret og pligt«, som __"),
            ("oplægget ''Ret og rimeligt'' blev", "oplægget \"Ret og rimeligt\" blev"),
            ("et %-dags kursus og et ¥,-dags møde", "et ½-dags kursus og et ½-dags møde"),
            (
                "forvaltningslovens & 24 og (8 19, stk. 2)",
                "forvaltningslovens § 24 og (§ 19, stk. 2)",
            ),
            ("vi følger op, Det sker løbende.", "vi følger op. Det sker løbende."),
            ("begyndte i 2024, Det sker igen.", "begyndte i 2024. Det sker igen."),
            ("er frivillig, Undervisning gives kun", "er frivillig. Undervisning gives kun"),
            ("varer ca, 45 min., jf, notatet", "varer ca. 45 min., jf. notatet"),
            ("1. Mål\n2, Midler\n", "1. Mål\n2. Midler\n"),
            ("afholdt. 12024 kom der to til", "afholdt. I 2024 kom der to til"),
            ("på \" Godt i gang\" og \" Videre\"", "på \"Godt i gang\" og \"Videre\""),
            (
                "Alle ledere har fået besked om kurset i går,\n\nLederne",
                "Alle ledere har fået besked om kurset i går.\n\nLederne",
            ),
        ] {
            assert_eq!(repaired(read), printed);
        }
    }

    #[test]
    fn other_marks_stay() {
        for text in [
            ">> Hej Mette\n>>Tak for mailen\n",
            "Alle ledere har fået besked om, hvem der kan følge med i,\n\nom medarbejderne",
            "udfyldes af leder__ og HR__",
            "a << b, 15 % af dem, 50 %-reglen, Jensen & 24 andre",
            "Kære Anne,\n\nDet er aftalt",
            "Med venlig hilsen,\n\nLederne",
            "kurser i Jura, Det siger vi",
            "afdelingen for kurser, Jura og andet",
            "som I ved, De kan spørge",
            "12024 stk. og 12025",
            "han sagde \"ja\" og \"nej\" og \"",
            "- kurser for alle nye ledere, der har lyst, og deres,\n\nDet",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
