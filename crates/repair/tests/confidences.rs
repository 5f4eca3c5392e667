//! What an OCR engine tells of how sure it was of its words.

use gensvar_repair::{OcrWord, Repairer, Treatment};
use gensvar_text::Span;

/// A page read with a Danish model: all its letters are there, and a word is wrong.
const PAGE: &str = "Forvaltningen oplyser, at kurset afholdes to gange om året for alle nye \
    sagsbehandlere, og at det bliver gentaget efter behov. Mødet med de faglige organisationer \
    holdes tilige i første kvartal, når budgettet er på plads, og Vestersøhus følger samme plan. \
    Både rådgivere og ledere får på første møde en kort indføring i, hvornår borgere skal høres, \
    og hvordan en afgørelse begrundes, så den også kan læses af dem, der får den. Nærmere \
    oplysninger om forløbet står på forvaltningens hjemmeside, hvor øvrige områder også nævnes.";

/// Every word of a text with the same confidence, but for some.
fn words(text: &str, usual: f32, others: &[(&str, f32)]) -> Vec<OcrWord> {
    let mut start = 0;
    let spans = text.split(' ').map(|word| {
        let span = Span::new(start, start + word.len());
        start = span.end + 1;
        (word, span)
    });
    let of = |word| others.iter().find(|(other, _)| *other == word).map_or(usual, |(_, c)| *c);
    spans.map(|(word, span)| OcrWord { span, confidence: of(word) }).collect()
}

fn repaired(text: &str, words: &[OcrWord]) -> String {
    Repairer::danish().repair_ocr(text, words).text
}

#[test]
fn a_doubted_word_is_looked_at_on_a_page_that_is_left_in_peace() {
    let mended = PAGE.replace("tilige", "tillige");
    assert_eq!(repaired(PAGE, &words(PAGE, 0.95, &[("tilige", 0.4)])), mended);
    // Without the doubt, with another doubt, and of a word the engine was sure of, it stays.
    assert_eq!(repaired(PAGE, &[]), PAGE);
    assert_eq!(repaired(PAGE, &words(PAGE, 0.95, &[("faglige", 0.4)])), PAGE);
    assert_eq!(repaired(PAGE, &words(PAGE, 0.95, &[("tilige", 0.93)])), PAGE);
}

#[test]
fn doubt_alone_changes_no_word_that_is_one() {
    for doubted in ["kurset", "gange", "Mødet", "Vestersøhus", "når", "på"] {
        let told = words(&PAGE.replace("tilige", "tillige"), 0.95, &[(doubted, 0.2)]);
        let clean = PAGE.replace("tilige", "tillige");
        assert_eq!(repaired(&clean, &told), clean, "{doubted}");
    }
}

#[test]
fn what_the_engine_was_sure_of_is_left_alone_sooner() {
    let text = "Forvaltningen har pa mgdet oplyst, at foraeldre far svar pa klager over \
        afggrelser, der traeffes af skolerne, og at borgerne hgres, for sagen afsluttes. Radgiverne \
        mgder hver maned, og bornene far besgg pa skolen, nar det er ngdvendigt.";
    let share = |confidence: f32| {
        let told = words(text, 0.9, &[("for", confidence)]);
        let found = Repairer::danish().explain_ocr(text, &told, text.find(" for ").unwrap() + 1);
        let ocr = found.unwrap().ocr.unwrap();
        let kept = ocr.candidates.iter().find(|one| one.text == "for").map(|one| one.share);
        (ocr.suspicion, kept.unwrap())
    };
    let (doubted, usual, sure) = (share(0.3), share(0.9), share(0.99));
    assert!(doubted.0 > usual.0 && usual.0 > sure.0, "{doubted:?} {usual:?} {sure:?}");
    assert!(doubted.1 < usual.1 && usual.1 < sure.1, "{doubted:?} {usual:?} {sure:?}");
}

#[test]
fn a_repaired_text_is_left_as_it_is_with_what_is_known_of_the_rest() {
    let told = words(PAGE, 0.95, &[("tilige", 0.4)]);
    let once = Repairer::danish().repair_ocr(PAGE, &told);
    let rest: Vec<OcrWord> = told
        .iter()
        .filter(|word| once.edits.iter().all(|edit| !edit.span.overlaps(word.span)))
        .map(|word| OcrWord { span: once.map.to_target(word.span), ..*word })
        .collect();
    assert_eq!(repaired(&once.text, &rest), once.text);
    assert_eq!(repaired(&once.text, &[]), once.text);
}

#[test]
fn words_that_fit_no_text_harm_nothing() {
    let strange = [(0, 900), (7, 3), (9, 10), (4, 4), (2, 5000)];
    let told: Vec<OcrWord> = (0..40)
        .flat_map(|_| strange)
        .map(|(start, end)| OcrWord { span: Span { start, end }, confidence: f32::NAN })
        .collect();
    let found = Repairer::danish().repair_ocr("Født på Ærø", &told);
    assert_eq!(found.text, "Født på Ærø");
}

#[test]
fn what_was_searched_because_of_the_doubt_is_told() {
    let treatment = |word: &str| {
        let told = words(PAGE, 0.95, &[("tilige", 0.4)]);
        let found = Repairer::danish().explain_ocr(PAGE, &told, PAGE.find(word).unwrap());
        found.unwrap().ocr.unwrap().treatment
    };
    assert_eq!(treatment("tilige"), Treatment::Doubted);
    assert_eq!(treatment("faglige"), Treatment::Peace);
}
