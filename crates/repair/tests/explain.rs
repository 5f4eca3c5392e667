//! What `explain` tells of a place.

#![allow(clippy::unwrap_used, reason = "in tests a failed unwrap is the report")]

use gensvar_repair::{EditKind, Explanation, Form, Repairer, Treatment};

const DAMAGED: &str = "Forvaltningen bor sikre, at medarbejderne far undervisning pa området.\n\
                       Bgrne- og Ungdomsforvaltningen holder mgder med foraeldrene i 2024.\n";

fn explain(text: &str, word: &str) -> Explanation {
    Repairer::danish().explain(text, text.find(word).unwrap()).unwrap()
}

#[test]
fn the_parts_make_the_sum_and_the_chosen_word_is_what_was_put() {
    for word in ["bor", "far", "Bgrne", "mgder", "foraeldrene"] {
        let found = explain(DAMAGED, word);
        let ocr = found.ocr.unwrap();
        assert_eq!(ocr.read.trim_end_matches('-'), word);
        for one in &ocr.candidates {
            let sum = one.channel + one.language + one.following + one.unknown;
            assert!((sum - one.total).abs() < 1e-3, "{one:?}");
        }
        let chosen: Vec<_> = ocr.candidates.iter().filter(|one| one.is_chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].text, found.to);
        assert!(
            ocr.candidates.iter().any(|one| one.text == ocr.read && one.misreadings.is_empty())
        );
        let shares: f64 = ocr.candidates.iter().map(|one| one.share).sum();
        assert!((shares - 1.0).abs() < 1e-3);
    }
}

#[test]
fn letters_forms_and_neighbours_are_named() {
    let ocr = explain(DAMAGED, "mgder").ocr.unwrap();
    let best = &ocr.candidates[0];
    assert_eq!((best.text.as_str(), best.form), ("møder", Form::Word));
    let pairs: Vec<_> =
        best.misreadings.iter().map(|m| (m.printed.as_str(), m.read.as_str())).collect();
    assert_eq!(pairs, [("ø", "g")]);
    assert_eq!(ocr.before, ["Ungdomsforvaltningen", "holder"]);
    assert_eq!(ocr.after, ["med", "forældrene"]);
    assert!(ocr.damage.iter().all(|share| (0.0..=1.0).contains(share)));
    // A sentence begins: nothing stands before it.
    assert_eq!(explain(DAMAGED, "Forvaltningen bor").ocr.unwrap().before, [""; 0]);
}

#[test]
fn every_stage_that_had_a_hand_in_it_is_named() {
    let text = "Vi sender KÃ¸benhavn en pageidende sag.";
    let found = explain(text, "Ã¸ben");
    assert_eq!((found.from.as_str(), found.to.as_str()), ("KÃ¸benhavn", "København"));
    assert_eq!(found.steps[0].kind, EditKind::Encoding);
    assert_eq!((found.steps[0].from.as_str(), found.steps[0].to.as_str()), ("Ã¸", "ø"));
    assert_eq!(found.ocr.unwrap().read, "København");
}

#[test]
fn numbers_and_clean_pages_are_left_alone() {
    assert_eq!(explain(DAMAGED, "2024").ocr.unwrap().treatment, Treatment::Fixed);
    let clean = "Kurset er obligatorisk for alle, der træffer afgørelser på området, og alle nye \
                 sagsbehandlere får tilbud om at følge det i løbet af det første år.";
    let found = explain(clean, "afgørelser");
    assert_eq!((found.steps.len(), found.from.as_str()), (0, found.to.as_str()));
    let ocr = found.ocr.unwrap();
    assert_eq!(ocr.treatment, Treatment::Peace);
    assert_eq!((ocr.candidates.len(), ocr.candidates[0].is_chosen), (1, true));
}

#[test]
fn rules_are_explained_where_no_word_stands() {
    let list = "Kurserne er for:\n« Ledere\n« Nye medarbejdere\nDe holdes pa r&dhuset.\n";
    let found = explain(list, "« Nye");
    assert_eq!((found.from.as_str(), found.to.as_str()), ("«", "•"));
    assert_eq!(found.steps[0].rule, "ocr/bullet");
    assert!(found.ocr.is_none());
}

#[test]
fn where_nothing_stands_there_is_nothing_to_explain() {
    let repairer = Repairer::danish();
    for (text, at) in [("", 0), ("et kursus", 2), ("et kursus", 9), ("et kursus", 99), ("på", 2)] {
        assert_eq!(repairer.explain(text, at), None, "{text:?} at {at}");
    }
    assert_eq!(repairer.explain("et – kursus", "et ".len()), None);
}
