//! Tests that go over all of the shipped data, and properties that hold for any text.

use gensvar_claims::{
    Agency, Claim, Extraction, Extractor, Kind, Obligation, Polarity, Response, Speaker, Statement,
    Status, TargetGroup,
};
use gensvar_text::{Sentence, SentenceKind, Span, sentences};

use crate::builtin::{SETS, WORD_LISTS};
use crate::{Outline, RequirementSet, SetErrorKind, Stance, assess};

#[test]
fn built_in_sets_can_be_read() {
    for (id, file, text) in SETS {
        let set = RequirementSet::parse(text, file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(set.id(), *id);
        assert!(set.test_count() > 0, "{id} has no test replies");
    }
    assert_eq!(RequirementSet::built_ins().count(), SETS.len());
    assert_eq!(WORD_LISTS.len(), 2);
}

/// Claims may be wrong now and then, and what is learned weighs against a rule: a few of the sets' own
/// tests come out otherwise, and never more than one in twenty.
#[test]
fn found_claims_leave_the_examples_right() {
    let extractor = Extractor::danish().unwrap();
    for set in RequirementSet::built_ins() {
        let failed = set.run_tests(|text| extractor.extract(text));
        let most = set.test_count() / 20;
        assert!(failed.len() <= most, "{}: {failed:?}", set.id());
    }
}

/// Some weights are of the requirements of one set by their ids, and a copy under another name has
/// none of them: it goes by its rules and by what was learned of all sets.
#[test]
fn a_copy_of_a_built_in_set_works_under_another_name() {
    let extractor = Extractor::danish().unwrap();
    for (id, _, text) in SETS {
        let copy = text.replacen(&format!("id = \"{id}\""), "id = \"kopi\"", 1);
        let set = RequirementSet::parse(&copy, "kopi.toml").unwrap();
        assert_eq!(set.id(), "kopi");
        let failed = set.run_tests(|text| extractor.extract(text));
        let most = set.test_count() / 10;
        assert!(failed.len() <= most, "{id}: {} of {}: {failed:?}", failed.len(), set.test_count());
    }
}

/// A rule that says nothing binds: no weight hears anything in what it fits.
#[test]
fn what_a_rule_says_is_nothing_is_no_evidence() {
    let set = |rule: &str| {
        let text = format!(
            "id = \"x\"\ntitle = \"X\"\n[concepts.pligt]\nany = [\"obligatorisk*\"]\n\
             [concepts.trafik]\nany = [\"kørekort*\"]\n[[requirements]]\nid = \"a\"\ntitle = \"A\"\n\
             topic = [{{ all = [\"pligt\"] }}]\n{rule}\
             [[requirements.says]]\nall = [\"pligt\"]\nstance = \"fulfilled\"\n"
        );
        RequirementSet::parse(&text, "x.toml").unwrap()
    };
    let text = "Kurset til kørekortet er obligatorisk for alle, der kører bil for os.";
    let stance = |rule| assess(&set(rule), text, &plain(text)).agencies[0].flags[0].stance;
    assert_eq!(stance(""), Stance::Fulfilled);
    let nothing = "[[requirements.says]]\nall = [\"trafik\"]\nstance = \"nothing\"\n";
    assert_eq!(stance(nothing), Stance::NotAddressed);
}

/// The worked example of the documentation is a set like any other.
#[test]
fn the_documented_set_passes_its_tests() {
    let page = include_str!("../../../docs/requirement-sets.md");
    let begin = page.find("id = \"klagevejledning-2026\"").unwrap();
    let text = &page[begin..begin + page[begin..].find("```").unwrap()];
    let set = RequirementSet::parse(text, "klagevejledning.toml").unwrap();
    let failures = set.run_tests(plain);
    assert!(failures.is_empty(), "{failures:?}");
}

/// Sentences without claims, all of them the agency's own and in place.
pub(crate) fn plain(text: &str) -> Extraction {
    let statement = |sentence: Sentence| Statement {
        text: text[sentence.span.range()].split_whitespace().collect::<Vec<_>>().join(" "),
        agencies: Vec::new(),
        speaker: Speaker::Agency,
        status: Status::InPlace,
        polarity: Polarity::Affirmed,
        cues: Vec::new(),
        topic: None,
        is_procedure: false,
        sentence,
    };
    let agency = Agency { code: "SOF".to_owned(), name: "Socialforvaltningen".to_owned() };
    Extraction {
        responses: vec![Response { agency, span: Span::new(0, text.len()) }],
        statements: sentences(text).into_iter().map(statement).collect(),
        claims: Vec::new(),
    }
}

#[test]
fn a_mistake_has_a_kind() {
    let set = "id = \"x\"\ntitle = \"X\"\nuses = [\"svar\"]\n\n[[requirements]]\nid = \"a\"\ntitle = \"A\"\n";
    let rule = "\n[[requirements.says]]\nall = [\"afslag\"]\nstance = \"declined\"\n";
    assert!(RequirementSet::parse(&format!("{set}{rule}"), "x.toml").is_ok());
    for (from, to, kind) in [
        ("title = \"X\"", "tittle = \"X\"", SetErrorKind::Key),
        ("\"declined\"", "\"decline\"", SetErrorKind::Value),
        ("\"afslag\"", "\"afslga\"", SetErrorKind::Reference),
        ("title = \"X\"", "title = \"X", SetErrorKind::Syntax),
        ("all =", "phrases = [\"..\"]\nall =", SetErrorKind::Phrase),
        ("title = \"X\"", "title = \"X\"\ntitle = \"Y\"", SetErrorKind::Duplicate),
    ] {
        let text = format!("{set}{rule}").replacen(from, to, 1);
        let errors = RequirementSet::parse(&text, "x.toml").unwrap_err();
        let kinds: Vec<SetErrorKind> = errors.iter().map(|error| error.kind).collect();
        assert_eq!(kinds, [kind], "{errors}");
    }
}

/// A set may be cut off or mangled anywhere: it is read or refused, and nothing panics.
#[test]
fn any_set_is_read_or_refused() {
    let (_, file, text) = SETS[0];
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).step_by(997).collect();
    for end in ends {
        let _ = RequirementSet::parse(&text[..end], file);
        let _ = RequirementSet::parse(&text[end..], file);
    }
    for junk in ["", "\u{0}", "[[[", "id = 1", "a.b.c = {}", "»»»"] {
        assert!(RequirementSet::parse(junk, "junk").is_err());
    }
}

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn any<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

const WORDS: &[&str] = &[
    "kurset",
    "er",
    "ikke",
    "obligatorisk",
    "for",
    "nye",
    "erfarne",
    "sagsbehandlere",
    ".",
    "?",
    "\n",
    "\n\n",
    "vi",
    "overvejer",
    "Lederne",
    "følger",
    "op",
    ",",
    "men",
    "»",
    "«",
    "fra",
    "2026",
    "1/4-2026",
    "e-læring",
    "\u{301}",
    "æ",
    "İ",
    "\u{0}",
    "registrering",
    "hvem",
    "Borgerrådgiveren",
    "retningslinjer",
    "efterlever",
    "beslutningen",
    "BUF",
    "SOF",
    "ß",
    "😀",
    "-",
    "1.",
];

/// Whatever the text and however wrong the extraction.
#[test]
fn assessments_keep_their_promises() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..300 {
        let words: Vec<&str> = (0..dice.roll(60)).map(|_| dice.any(WORDS)).collect();
        let text = words.join(" ");
        let mut found = plain(&text);
        let end = text.len() + 9;
        found.responses.clear();
        for code in ["SOF", "BUF", "SOF"] {
            let (a, b) = (dice.roll(end), dice.roll(end));
            let agency = Agency { code: code.to_owned(), name: code.to_owned() };
            found.responses.push(Response { agency, span: Span::new(a, b) });
        }
        for statement in &mut found.statements {
            statement.speaker = dice.any(Speaker::ALL);
            statement.status = dice.any(Status::ALL);
            statement.polarity = dice.any(Polarity::ALL);
            if dice.roll(4) == 0 {
                statement.agencies.push(dice.any(&["SOF", "BUF", "TMF"]).to_owned());
            }
            if dice.roll(9) == 0 {
                let (a, b) = (dice.roll(end), dice.roll(end));
                statement.sentence.span = Span::new(a, b);
            }
            if dice.roll(9) == 0 {
                statement.sentence.kind = SentenceKind::Heading;
            }
        }
        for _ in 0..dice.roll(8) {
            found.claims.push(Claim {
                kind: dice.any(Kind::ALL),
                agency: None,
                speaker: dice.any(Speaker::ALL),
                polarity: dice.any(Polarity::ALL),
                status: dice.any(Status::ALL),
                statement: dice.roll(found.statements.len() + 2),
                target: Span::new(0, 1),
                course: None,
                target_groups: vec![dice.any(TargetGroup::ALL)],
                obligation: Some(dice.any(Obligation::ALL)),
                delivery: Vec::new(),
                frequency: None,
                duration: None,
                dates: Vec::new(),
                amounts: Vec::new(),
                confidence: 0.5,
                rule: String::new(),
                cues: Vec::new(),
            });
        }
        for set in RequirementSet::built_ins() {
            let assessment = assess(set, &text, &found);
            assert_eq!(assessment, assess(set, &text, &found), "round {round}");
            let codes: Vec<&str> =
                assessment.agencies.iter().map(|a| a.agency.code.as_str()).collect();
            assert_eq!(codes, ["SOF", "BUF"], "an agency stands once");
            for agency in &assessment.agencies {
                let flags: Vec<&str> =
                    agency.flags.iter().map(|f| f.requirement.as_str()).collect();
                let wanted: Vec<&str> = set.requirements().map(|r| r.id).collect();
                assert_eq!(flags, wanted);
                assert_eq!(agency.verdict.is_some(), set.has_verdict());
                for flag in &agency.flags {
                    let is_addressed = flag.stance != Stance::NotAddressed;
                    assert_eq!(is_addressed, !flag.evidence.is_empty(), "{flag:?}");
                    assert!((0.0..=1.0).contains(&flag.confidence));
                    assert!(!flag.reason.da.is_empty() && !flag.reason.en.is_empty());
                    if let Some(miss) = &flag.nearest_miss {
                        assert!(!is_addressed && miss.span.slice(&text).is_some());
                        assert!(!miss.reason.da.is_empty() && !miss.reason.en.is_empty());
                        assert!(!miss.reason.da.contains('{'), "{miss:?}");
                    }
                    for evidence in &flag.evidence {
                        assert!(evidence.span.slice(&text).is_some());
                        let statement = &found.statements[evidence.statement];
                        assert_eq!(statement.speaker, Speaker::Agency);
                    }
                }
            }
        }
    }
}

#[test]
fn concepts_of_concepts_take_no_time() {
    let mut text = String::from(
        "id = \"dyb\"\ntitle = \"Dyb\"\nuses = [\"svar\"]\n[[requirements]]\nid = \"r\"\ntitle = \"R\"\n\
         [[requirements.says]]\nall = [\"c40\"]\nstance = \"told\"\n\
         [concepts.c0]\nany = [\"klage\"]\n",
    );
    for number in 1..=40 {
        let below = number - 1;
        text.push_str(&format!("[concepts.c{number}]\nany = [\"<c{below}> .. <c{below}>\"]\n"));
    }
    let set = RequirementSet::parse(&text, "dyb.toml").unwrap();
    assert!(set.requirements().count() == 1);
    let warned = RequirementSet::warnings(&text, "dyb.toml").unwrap();
    assert!(warned.iter().all(|warning| !warning.message.is_empty()));
    assert!(Outline::read(&text, "dyb.toml").is_ok());
}

/// A set with one requirement, for how sentences hang together.
fn flag(text: &str, change: impl Fn(&mut Statement)) -> Stance {
    let set = "id = \"x\"\ntitle = \"X\"\nuses = [\"svar\"]\n\n[concepts.kursus]\nany = [\"kurset\"]\n\
               [[requirements]]\nid = \"a\"\ntitle = \"A\"\ntopic = [{ all = [\"kursus\"] }]\n\
               [[requirements.says]]\nall = [\"kursus\"]\nstance = \"told\"\n";
    let set = RequirementSet::parse(set, "x.toml").unwrap();
    let mut extraction = plain(text);
    extraction.statements.iter_mut().for_each(change);
    assess(&set, text, &extraction).agencies[0].flags[0].by_rules
}

#[test]
fn what_the_next_sentence_takes_back_is_no_evidence() {
    let said = "I et notat fra 2018 står, at kurset er der.";
    assert_eq!(flag(said, |_| {}), Stance::Fulfilled);
    let taken_back = format!("{said} Det notat gælder ikke længere.");
    assert_eq!(flag(&taken_back, |_| {}), Stance::Declined);
    // Another paper takes nothing back.
    let kept = format!("{said} Vejledningen om frister gælder ikke længere.");
    assert_eq!(flag(&kept, |_| {}), Stance::Fulfilled);
}

#[test]
fn what_another_agency_does_is_the_subject_of_the_answer() {
    let of_others = |statement: &mut Statement| {
        if statement.text.starts_with("Miljøforvaltningen") {
            statement.agencies = vec!["MILJØ".to_owned()];
        }
    };
    let theirs = "Miljøforvaltningen har kurset i sit katalog.";
    assert_eq!(flag(theirs, of_others), Stance::NotAddressed);
    let ours = format!("{theirs} Noget lignende har vi ikke.");
    assert_eq!(flag(&ours, of_others), Stance::Declined);
    let something_else = format!("{theirs} Frister har vi ikke.");
    assert_eq!(flag(&something_else, of_others), Stance::NotAddressed);
}

/// A set of two requirements with a general statement, and by its rules what each gets.
fn flags(text: &str) -> Vec<Stance> {
    let set = "id = \"x\"\ntitle = \"X\"\nuses = [\"svar\"]\n\
               [context]\nother_subject = \"trafik\"\nsubject = \"kursus\"\n\
               [concepts.trafik]\nany = [\"trafik*|parkering*\"]\n\
               [concepts.kursus]\nany = [\"kurset\"]\n[concepts.liste]\nany = [\"listen\"]\n\
               [[requirements]]\nid = \"a\"\ntitle = \"A\"\ntopic = [{ all = [\"kursus\"] }]\n\
               [[requirements.says]]\nall = [\"kursus\"]\nnone = [\"intet_videre\"]\nstance = \"told\"\n\
               [[requirements]]\nid = \"b\"\ntitle = \"B\"\ntopic = [{ all = [\"liste\"] }]\n\
               [[requirements.says]]\nall = [\"liste\"]\nstance = \"told\"\n\
               [[general]]\nall = [\"intet_videre\"]\nstance = \"declined\"\n";
    let set = RequirementSet::parse(set, "x.toml").unwrap();
    let assessment = assess(&set, text, &plain(text));
    assessment.agencies[0].flags.iter().map(|flag| flag.by_rules).collect()
}

#[test]
fn a_general_statement_is_not_about_what_it_excepts() {
    use Stance::{Declined, NotAddressed, Planned};
    assert_eq!(flags("Vi foretager os ikke noget."), [Declined, Declined]);
    assert_eq!(flags("Om kurset foretager vi os ikke noget."), [Declined, NotAddressed]);
    let but_for = "På nær listen, som kommer fra 1. marts, foretager vi os ikke noget.";
    assert_eq!(flags(but_for), [Declined, Planned]);
}

#[test]
fn in_a_reply_about_another_subject_general_statements_are_about_that() {
    use Stance::{Declined, NotAddressed};
    let traffic = "Parkeringen er ens overalt. Vi foretager os ikke noget.";
    assert_eq!(flags(traffic), [NotAddressed, NotAddressed]);
    let both = "Parkeringen er ens overalt. Kurset er ens. Vi foretager os ikke noget.";
    assert_eq!(flags(both)[1], Declined);
}
