//! Line-end hyphens and page furniture, for `--reflow`.

use gensvar_text::{Span, flow, page_furniture, sentences};

use crate::change::Change;
use crate::encoding::until_still;

/// What joins hyphenated words over line ends and takes out page furniture.
///
/// Only page numbers and the heads and feet of pages go: addresses, greetings and signatures are
/// part of what was written. What the lines of a text are otherwise stays.
pub(crate) fn changes(text: &str) -> Vec<Change> {
    until_still(text, 6, |text| {
        let furniture = page_furniture(text);
        let out = furniture_changes(text, &furniture);
        if out.is_empty() { hyphen_changes(text) } else { out }
    })
}

/// Takes out each line with its line end.
fn furniture_changes(text: &str, furniture: &[Span]) -> Vec<Change> {
    let line = |span: &Span| {
        let start = text[..span.start].rfind(['\n', '\r', '\u{c}']).map_or(0, |at| at + 1);
        let rest = &text[span.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
        let end = ["\r\n", "\n", "\r"].iter().find(|end| rest[blank..].starts_with(**end));
        match end {
            Some(end) => Span::new(start, span.end + blank + end.len()),
            // The last line of a page takes the line end before it along.
            None => {
                let before =
                    text[..start].strip_suffix("\r\n").or(text[..start].strip_suffix('\n'));
                Span::new(before.map_or(start, str::len), span.end + blank)
            }
        }
    };
    let mut changes: Vec<Change> = Vec::new();
    for span in furniture.iter().map(line) {
        match changes.last_mut() {
            Some(last) if last.span.end >= span.start => last.span = last.span.cover(span),
            _ => changes.push(Change::certain(span, "", "page-furniture")),
        }
    }
    changes
}

/// Joins each word that a hyphen breaks over a line end.
fn hyphen_changes(text: &str) -> Vec<Change> {
    let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{c}');
    let mut changes = Vec::new();
    for sentence in sentences(text) {
        // Over what stands between two parts nothing is joined: it would be lost.
        for part in &sentence.parts {
            let (line, map) = flow(text, std::slice::from_ref(part));
            for (source, target) in map.replaced() {
                let inner = part.contains(source)
                    && source.slice(text).is_some_and(|gap| gap.contains(is_line_end));
                if inner && target.is_empty() && target.start > 0 && target.start < line.len() {
                    changes.push(Change::certain(source, "", "line-end-hyphen"));
                }
            }
        }
    }
    changes.sort_by_key(|change| change.span.start);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::apply;

    fn reflowed(text: &str) -> String {
        apply(text, &changes(text)).0
    }

    #[test]
    fn words_broken_at_line_ends_are_whole_again() {
        for (text, expected) in [
            (
                "Kurset holdes i Kjø-\nbenhavn hvert år, og alle får besked.",
                "Kurset holdes i Kjøbenhavn hvert år, og alle får besked.",
            ),
            (
                "Vi holder i år børne-\nog ungekurser samt et e-\nlæringskursus for alle.",
                "Vi holder i år børne-\nog ungekurser samt et e-læringskursus for alle.",
            ),
            (
                "Det gælder forvaltnings-\r\n  retten, som alle kender.",
                "Det gælder forvaltningsretten, som alle kender.",
            ),
        ] {
            assert_eq!(reflowed(text), expected);
            assert_eq!(reflowed(expected), expected);
        }
    }

    #[test]
    fn page_furniture_goes_and_the_rest_stays() {
        let text = "Kære Anne\n\nVi holder kurser for alle, som har brug for det, og lederne får en ny forvaltnings-\n- 2 -\n\u{c}retlig vejledning.\n\nSide 3 af 9\nMed venlig hilsen\nPer Lund\n";
        let expected = "Kære Anne\n\nVi holder kurser for alle, som har brug for det, og lederne får en ny forvaltningsretlig vejledning.\n\nMed venlig hilsen\nPer Lund\n";
        assert_eq!(reflowed(text), expected);
        assert_eq!(reflowed(expected), expected);
    }

    #[test]
    fn what_needs_nothing_gets_nothing() {
        for text in [
            "",
            "Kurser - nye\nog gamle\n",
            "- et\n- to\n",
            "team- og\nafdelingsledere",
            "12\n13\n",
        ] {
            assert_eq!(changes(text), [], "{text:?}");
        }
    }

    #[test]
    fn any_input() {
        const PIECES: &[&str] = &[
            "forvaltnings-",
            "ret",
            "e-",
            "og",
            " ",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\u{c}",
            "- 2 -",
            "Side 3",
            "5",
            "Kære Anne",
            ". ",
            "-",
            "\u{ad}",
            "> ",
            "vi holder kurser for alle, som har brug for",
            "A",
        ];
        let mut seed = 3u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % below
        };
        for _ in 0..10_000 {
            let text: String = (0..random(20)).map(|_| PIECES[random(PIECES.len())]).collect();
            let found = changes(&text);
            for pair in found.windows(2) {
                assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {found:?}");
            }
            let after = apply(&text, &found).0;
            assert_eq!(reflowed(&after), after, "{text:?} → {after:?}");
        }
    }
}
