//! What holds of the sentences of any text.

use std::time::{Duration, Instant};

use gensvar_text::{flow, sentences};

/// Every character that is not white space belongs to exactly one sentence, in document order.
#[track_caller]
fn check(text: &str) {
    let mut covered = vec![0u8; text.len()];
    let mut last = 0;
    let mut block = 0;
    for sentence in sentences(text) {
        assert!(sentence.span.start >= last, "out of order in {text:?}");
        last = sentence.span.start;
        assert!(sentence.block >= block || sentence.parts.len() > 1 || block > 0);
        block = sentence.block;
        assert_eq!(sentence.parts[0].start, sentence.span.start);
        assert_eq!(sentence.parts[sentence.parts.len() - 1].end, sentence.span.end);
        for (i, part) in sentence.parts.iter().chain(&sentence.marker).enumerate() {
            let inner = part.slice(text).unwrap_or_else(|| panic!("{part:?} in {text:?}"));
            assert!(!inner.is_empty() && inner.trim() == inner, "{inner:?} ({i}) in {text:?}");
            for byte in part.range() {
                covered[byte] += 1;
            }
        }
        if let Some(marker) = sentence.marker {
            assert!(marker.end <= sentence.span.start, "marker in {text:?}");
        }
        let (line, map) = flow(text, &sentence.parts);
        assert!(!line.contains(['\n', '\r']) && line.trim() == line, "{line:?}");
        for (i, c) in line.char_indices() {
            let source = map.to_source(gensvar_text::Span::new(i, i + c.len_utf8()));
            assert!(source.end <= text.len() && (c == ' ' || text[source.range()].contains(c)));
        }
    }
    for (i, c) in text.char_indices() {
        if !c.is_whitespace() {
            assert_eq!(covered[i], 1, "{c:?} at {i} of {text:?}");
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

#[test]
fn pieces_of_documents_in_any_order() {
    const PIECES: &[&str] = &[
        "kurset",
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{c}",
        ". ",
        ".",
        ", ",
        ": ",
        "? ",
        "- ",
        "• ",
        "1. ",
        "1.2. ",
        "(a) ",
        "Svar: ",
        "> ",
        ">> ",
        ">",
        "»",
        "«",
        "\"",
        "”",
        "(...)",
        "… ",
        "kr. ",
        "mv. ",
        "Den ",
        "12. juni 2024",
        "Sagsnr.: 2024-1",
        "Med venlig hilsen",
        "Kære ",
        "Side 1 af 2",
        "-----",
        "\t",
        "    ",
        "forvaltnings-",
        "\u{ad}",
        "\u{a0}",
        "Karin Holst",
        "e ",
        "|",
        "æøå",
        "a\u{30a}",
        "\u{feff}",
        "\u{200b}",
        "\u{2028}",
        "😀",
        "Spørgsmål 3: ",
        "og eller samt ",
        "forvaltningen har besluttet, at alle nye sagsbehandlere deltager i undervisningen",
        "1704 København V",
        "Vi holder et ",
    ];
    let mut random = Random(3);
    for _ in 0..6000 {
        let text: String =
            (0..random.below(40)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        check(&text);
    }
}

#[test]
fn any_bytes() {
    let mut random = Random(11);
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..random.below(120)).map(|_| random.below(256) as u8).collect();
        check(&String::from_utf8_lossy(&bytes));
        let ascii: String = bytes.iter().map(|b| char::from(b % 96 + 31)).collect();
        check(&ascii.replace('\u{1f}', "\n"));
    }
}

#[test]
fn long_lines_words_and_lists_take_time_in_proportion() {
    for text in [
        "a".repeat(1 << 20),
        "Kurset koster ca. 12 kr. Det holdes i år. ".repeat(50_000),
        "uden punktum og slut ".repeat(100_000),
        "- at noget sker,\n".repeat(60_000),
        "forvaltningen har besluttet at\n\nSide 2\n\n".repeat(20_000),
        "> ".repeat(400_000),
        ".".repeat(1 << 20),
        "\"".repeat(1 << 20),
        "a. ".repeat(300_000),
        "-\n".repeat(300_000),
        "Fra: ".repeat(200_000),
        "x-\n".repeat(200_000),
        "\u{ad}".repeat(500_000),
        "kurset. \" ".repeat(100_000),
        "12. ".repeat(300_000),
        "\t".repeat(400_000) + "x",
        "x   ".repeat(400_000),
    ] {
        let start = Instant::now();
        let count = sentences(&text).len();
        // Linear work takes well under a second; quadratic work would take minutes.
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{count} {:?}",
            &text[..40.min(text.len())]
        );
    }
}

/// A text without full stops is read in stretches, so that what compares the words of a sentence
/// with each other has an end.
#[test]
fn what_never_ends_is_cut_between_words() {
    let words = "kurset er for alle nye og erfarne ledere ".repeat(2_000);
    let found = sentences(&words);
    assert!(found.len() > 5, "{}", found.len());
    for sentence in &found {
        let said = &words[sentence.span.range()];
        assert!(said.len() <= 8192, "{}", said.len());
        let last = said.rsplit(' ').next();
        assert!(last.is_some_and(|last| words.split(' ').any(|word| word == last)), "{last:?}");
    }
    let letters: usize = found.iter().map(|s| words[s.span.range()].replace(' ', "").len()).sum();
    assert_eq!(letters, words.replace(' ', "").len());
    // Where there is no white space, between two letters.
    let dense = "æ,".repeat(20_000);
    assert!(sentences(&dense).iter().all(|s| s.span.len() <= 8192));
    // What ends stays whole.
    assert_eq!(sentences(&(words[..8_000].trim().to_owned() + ".")).len(), 1);
}
