//! What holds for any text: no panic, places on character borders inside the text, the same result
//! twice.

use gensvar_claims::{Extraction, Extractor};
use gensvar_text::Span;

fn extractor() -> Extractor {
    Extractor::danish().expect("the built-in files load")
}

fn check(extractor: &Extractor, text: &str) -> Extraction {
    let found = extractor.extract(text);
    let inside = |span: Span| assert!(span.slice(text).is_some(), "{span:?} in {text:?}");
    for response in &found.responses {
        inside(response.span);
    }
    for statement in &found.statements {
        inside(statement.sentence.span);
        statement.cues.iter().for_each(|cue| {
            inside(cue.span);
            inside(cue.scope);
        });
    }
    for claim in &found.claims {
        assert!(claim.statement < found.statements.len());
        assert!((0.0..=1.0).contains(&claim.confidence), "{claim:?}");
        inside(claim.target);
        claim.cues.iter().for_each(|cue| inside(cue.span));
        assert_eq!(claim.obligation.is_some(), claim.kind.name() == "obligation");
    }
    assert_eq!(found, extractor.extract(text));
    found
}

/// A generator that always gives the same numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }
}

const PIECES: &[&str] = &[
    "Kurset",
    "er",
    "ikke",
    "obligatorisk",
    "for",
    "nye",
    "sagsbehandlere",
    "SUF",
    "oplyser",
    "at",
    ",",
    ".",
    "\n",
    "\n\n",
    ":",
    ";",
    "»",
    "«",
    "\"",
    "Borgerrådgiveren",
    "anbefaler",
    "hvis",
    "I",
    "-",
    "1.",
    "- ",
    "e-læring",
    "§ 3",
    "½-dags",
    "Til:",
    "Fra:",
    "Med venlig hilsen",
    "İ",
    "ß",
    "å",
    "a\u{30a}",
    "\u{ad}",
    "\u{c}",
    "\u{a0}",
    "😀",
    "Kø-\nbenhavn",
    "1,2 mio. kr.",
    "Region",
    "Kommune",
    "Magistratsafdelingen for",
    "Social-, Sundheds- og",
    "Børn og Unge",
    ">",
    "|",
    "\t",
    "12. juni 2024",
    "(",
    ")",
];

#[test]
fn any_mixture_of_pieces_gives_a_result() {
    let extractor = extractor();
    let mut numbers = Numbers(11);
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..numbers.below(60) {
            text.push_str(PIECES[numbers.below(PIECES.len())]);
            if numbers.below(4) > 0 {
                text.push(' ');
            }
        }
        check(&extractor, &text);
    }
}

#[test]
fn any_characters_give_a_result() {
    let extractor = extractor();
    let mut numbers = Numbers(5);
    for _ in 0..200 {
        let text: String = (0..numbers.below(120))
            .filter_map(|_| char::from_u32(numbers.below(0x2600) as u32))
            .collect();
        check(&extractor, &text);
    }
    for text in ["", " ", "\n", ".", "I", "»", "-", "\u{feff}", "SUF", "SUF:", "SUF: ", "Fra: "] {
        check(&extractor, text);
    }
}

#[test]
fn a_letter_that_says_nothing_claims_nothing() {
    let text = "Socialforvaltningen\n\nKære Borgerrådgiver\n\nTak for henvendelsen af 3. maj 2024. Vi vender tilbage, når vi har \
                læst den.\n\nMed venlig hilsen\n\nInge Holm\n";
    let found = check(&extractor(), text);
    assert_eq!(found.claims, [], "{:?}", found.claims);
}

#[test]
fn the_agencies_of_a_joint_reply_answer_for_themselves() {
    let text = "Socialforvaltningen\nTeknik- og Miljøforvaltningen\n\nBorgerrådgiveren\n\n3. maj 2024\n\nSOF holder kurset \
                for nye sagsbehandlere to gange om året.\n\nTMF tilbyder et e-læringskursus til alle medarbejdere.\n";
    let found = check(&extractor(), text);
    let of = |code: &str| found.claims.iter().filter(|c| c.agency.as_deref() == Some(code)).count();
    assert!(of("SOF") > 0 && of("TMF") > 0, "{:?}", found.claims);
}

#[test]
fn a_refusal_is_no_denial_and_a_recommendation_is_the_ombudsmans() {
    let text = "Kultur- og Fritidsforvaltningen\n\nTil Borgerrådgiveren\n\n3. maj 2024\n\nBorgerrådgiveren anbefaler, at \
                forvaltningen gør kurset obligatorisk for erfarne sagsbehandlere. Den anbefaling agter vi ikke at følge.\n";
    let found = check(&extractor(), text);
    let duties: Vec<_> = found.claims.iter().filter(|c| c.kind.name() == "obligation").collect();
    assert_eq!(duties.len(), 2, "{:?}", found.claims);
    assert_eq!((duties[0].speaker.name(), duties[0].status.name()), ("ombudsman", "recommended"));
    assert_eq!((duties[1].speaker.name(), duties[1].status.name()), ("agency", "declined"));
}

#[test]
fn one_word_of_a_megabyte_takes_no_longer_than_a_page() {
    let extractor = Extractor::danish().unwrap();
    for word in ["a", "pageidende", "kurserne", "Ã"] {
        let text = word.repeat(300_000 / word.len());
        let start = std::time::Instant::now();
        extractor.extract(&text);
        // Looking up each of its beginnings or ends would take minutes.
        assert!(start.elapsed().as_secs() < 10, "{word}: {:?}", start.elapsed());
    }
}
