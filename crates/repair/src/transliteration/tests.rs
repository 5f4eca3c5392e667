use super::*;
use crate::change::apply;

fn repaired(text: &str) -> String {
    apply(text, &changes(text)).0
}

#[test]
fn the_examples_of_the_data_file_hold() {
    let lines = include_str!("../../data/transliteration/examples.tsv").lines();
    let mut problems = Vec::new();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (typed, meant) = line.split_once('\t').unwrap();
        let meant = if meant.is_empty() { typed } else { meant };
        let (typed, meant) = (typed.replace('|', "\n"), meant.replace('|', "\n"));
        let once = repaired(&typed);
        if once != meant {
            problems.push(format!("{typed}\n→ {once}\nnot {meant}"));
        }
        let twice = repaired(&once);
        if twice != once {
            problems.push(format!("a second time: {once}\n→ {twice}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn an_edit_says_how_sure_it_is_and_by_which_rule() {
    let found = changes("De faar svar paa moedet foer sommeren, og det spoerger alle om.");
    assert!(found.iter().all(|change| change.rule == "transliteration/aa"));
    assert!(found.iter().all(|change| change.confidence > 0.5 && change.confidence <= 1.0));
    let words: Vec<&str> = found.iter().map(|change| change.to.as_str()).collect();
    assert_eq!(words, ["får", "på", "mødet", "før", "spørger"]);
}

#[test]
fn data_files_are_sound() {
    let layouts = layouts();
    assert_eq!(layouts.len(), 2);
    for layout in layouts {
        assert!(layout.rule.starts_with("transliteration/"));
    }
}

#[test]
fn any_input() {
    const PIECES: &[&str] = &[
        "foer",
        "paa",
        "moede",
        "ae",
        "oe",
        "aa",
        "AA",
        "Oe",
        "a",
        "o",
        "e",
        " ",
        "\n",
        "\n\n",
        "\u{c}",
        ".",
        ", ",
        "-",
        "/",
        "ø",
        "ä",
        "ö",
        "för",
        "1",
        "@",
        "kurset ",
        "svar ",
        "»",
        "é",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    let mut seed = 5u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..3000 {
        let text: String = (0..random(40)).map(|_| PIECES[random(PIECES.len())]).collect();
        let found = changes(&text);
        for pair in found.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {found:?}");
        }
        let (after, _) = apply(&text, &found);
        assert_eq!(after.matches('\n').count(), text.matches('\n').count());
    }
}
