//! Tables of letters and what they come to.

use gensvar_claims::fields::DocumentDate;
use gensvar_claims::{Agency, Extractor};
use gensvar_text::Span;

use super::*;
use crate::{AgencyAssessment, Link, Reason, VerdictValue, assess};

const SET: &str = r#"
id = "a-set"
title = "A set"
uses = ["svar"]

[[requirements]]
id = "one"
title = "One"

[[requirements]]
id = "two"
title = "Two"

[verdict]
otherwise = "met"

[[verdict.rules]]
value = "partly"
any_of = ["one", "two"]
stances = ["considered", "declined"]
"#;

fn set() -> RequirementSet {
    RequirementSet::parse(SET, "a-set.toml").unwrap()
}

fn agency(name: &str) -> Agency {
    Agency { code: name.to_owned(), name: name.to_owned() }
}

/// What a document says to the two requirements: `fulfilled`, `declined generally`,
/// `declined lacking`, `planned faintly`, or `-`.
fn flag(requirement: &str, said: &str) -> Flag {
    let (stance, ground) = said.split_once(' ').unwrap_or((said, ""));
    let stance = Stance::ALL.into_iter().find(|s| s.name() == stance);
    // The stance, that nothing is said, and each of the others.
    let (own, nothing, other) =
        if ground == "faintly" { (0.38, 0.38, 0.08) } else { (0.9, 0.04, 0.02) };
    let share = |of: Stance| match (stance, of) {
        (Some(stance), of) if stance == of => own,
        (Some(_), Stance::NotAddressed) => nothing,
        (Some(_), _) => other,
        (None, Stance::NotAddressed) => 1.0,
        (None, _) => 0.0,
    };
    Flag {
        requirement: requirement.to_owned(),
        stance: stance.unwrap_or(Stance::NotAddressed),
        shares: Stance::ALL.map(share),
        by_rules: stance.unwrap_or(Stance::NotAddressed),
        ground: match (stance, ground) {
            (None, _) => Ground::Nothing,
            (_, "generally") => Ground::General,
            (_, "lacking") => Ground::Lacking,
            _ => Ground::Particular,
        },
        confidence: 0.9,
        reason: Reason::default(),
        evidence: Vec::new(),
        nearest_miss: None,
    }
}

fn day(date: &str) -> Option<DocumentDate> {
    let mut parts = date.split('-').map(|part| part.parse().unwrap());
    let year = parts.next()?;
    Some(DocumentDate {
        year: i32::try_from(year).unwrap(),
        month: parts.next(),
        day: parts.next(),
    })
}

/// A document of one agency: its date, what it says of earlier ones (`replaces 2025-03-03`), and
/// what it says to the requirements.
fn document(date: &str, relation: &str, said: [&str; 2]) -> Document {
    let (relation, dates) = relation.split_once(' ').unwrap_or((relation, ""));
    let relation = Relation::ALL.into_iter().find(|r| r.name() == relation);
    let links = relation.map(|relation| Link {
        relation,
        agencies: vec!["SOF".to_owned()],
        dates: dates.split_whitespace().map(str::to_owned).collect(),
        statement: 0,
        span: Span::new(0, 0),
    });
    let flags = vec![flag("one", said[0]), flag("two", said[1])];
    let agencies = vec![AgencyAssessment { agency: agency("SOF"), verdict: None, flags }];
    Document {
        letter: Letter {
            date: if date.is_empty() { None } else { day(date) },
            links: links.into_iter().collect(),
        },
        assessment: Assessment { set: "a-set".to_owned(), agencies },
    }
}

fn after(documents: &[Document]) -> AgencyState {
    by_agency(&set(), documents, |agency| agency.code.clone()).agencies.remove(0)
}

/// Stance, document in force and outcome of the last step of the first requirement.
fn first(documents: &[Document]) -> (&'static str, Option<usize>, &'static str) {
    let state = &after(documents).requirements[0];
    let last = state.steps.last().unwrap();
    assert_eq!(state.stance, last.in_force);
    assert_eq!(state.steps.len(), documents.len());
    (state.stance.name(), state.document, last.outcome.name())
}

#[test]
fn a_second_letter_goes_before_in_what_it_speaks_to() {
    let cases = [
        // Said first, said then, relation → in force, from which, what became of the second.
        ("declined", "planned", "", ("planned", Some(1), "decides")),
        ("fulfilled", "considered", "supplements", ("considered", Some(1), "decides")),
        ("planned", "-", "supplements", ("planned", Some(0), "silent")),
        ("-", "planned", "", ("planned", Some(1), "decides")),
        ("-", "-", "", ("not_addressed", None, "silent")),
        // What may be heard or not overturns nothing that was said plainly, but what was not.
        ("declined", "planned faintly", "", ("declined", Some(0), "faint")),
        ("declined", "fulfilled faintly", "corrects", ("declined", Some(0), "faint")),
        ("declined faintly", "planned faintly", "", ("planned", Some(1), "decides")),
        ("-", "planned faintly", "", ("planned", Some(1), "decides")),
        ("declined generally", "planned faintly", "", ("planned", Some(1), "decides")),
        // In general and in particular.
        ("planned", "declined generally", "", ("planned", Some(0), "general")),
        ("fulfilled", "declined generally", "", ("fulfilled", Some(0), "general")),
        ("considered", "declined generally", "", ("declined", Some(1), "decides")),
        ("considered", "fulfilled generally", "", ("considered", Some(0), "general")),
        ("declined generally", "fulfilled generally", "", ("fulfilled", Some(1), "decides")),
        ("-", "fulfilled generally", "", ("fulfilled", Some(1), "decides")),
        ("fulfilled generally", "considered", "", ("considered", Some(1), "decides")),
        // What is not there.
        ("planned", "declined lacking", "", ("planned", Some(0), "lacking")),
        ("considered", "declined lacking", "", ("considered", Some(0), "lacking")),
        ("fulfilled", "declined lacking", "", ("declined", Some(1), "decides")),
        ("planned", "declined lacking", "corrects", ("declined", Some(1), "decides")),
        ("considered", "fulfilled generally", "corrects", ("considered", Some(0), "general")),
        // In its place.
        ("planned", "-", "replaces", ("not_addressed", None, "withdrawn")),
        ("planned", "declined generally", "replaces", ("declined", Some(1), "decides")),
        ("-", "-", "replaces", ("not_addressed", None, "silent")),
    ];
    for (one, two, relation, expected) in cases {
        let letters =
            [document("2025-01-10", "", [one, "-"]), document("2025-02-10", relation, [two, "-"])];
        assert_eq!(first(&letters), expected, "{one}, then {relation} {two}");
    }
}

#[test]
fn a_letter_replaces_the_one_that_it_names_by_its_date() {
    let letters = |relation| {
        [
            document("2025-01-10", "", ["planned", "fulfilled"]),
            document("2025-02-10", "", ["considered", "-"]),
            document("2025-03-10", relation, ["-", "-"]),
        ]
    };
    let named = letters("replaces 2025-02-10");
    assert_eq!(first(&named), ("planned", Some(0), "withdrawn"));
    assert_eq!(after(&named).letters[2].replaces, [1]);
    assert_eq!(after(&named).requirements[1].stance, Stance::Fulfilled);
    // A day on which none was written, and none at all.
    for relation in ["replaces 2024-12-24", "replaces"] {
        let all = letters(relation);
        assert_eq!(first(&all), ("not_addressed", None, "withdrawn"));
        assert_eq!(after(&all).letters[2].replaces, [0, 1]);
        assert_eq!(after(&all).requirements[1].document, None);
    }
}

#[test]
fn the_verdict_is_that_of_what_is_in_force() {
    let value = |documents: &[Document]| after(documents).verdict.unwrap();
    let before = document("2025-01-10", "", ["fulfilled", "declined"]);
    assert_eq!(value(std::slice::from_ref(&before)).value, VerdictValue::Partly);
    let both = [before, document("2025-02-10", "", ["-", "planned"])];
    assert_eq!(value(&both).value, VerdictValue::Met);
    assert_eq!(value(&both).because, ["one", "two"]);
    let of_before = |documents: &[Document]| after(documents).verdict_before.map(|v| v.value);
    assert_eq!(of_before(&both), Some(VerdictValue::Partly));
    assert_eq!(of_before(&both[..1]), None);
}

#[test]
fn dates_order_the_documents_and_one_without_stays_behind_the_one_before_it() {
    let order = |dates: &[&str]| {
        let documents: Vec<Document> =
            dates.iter().map(|date| document(date, "", ["planned", "-"])).collect();
        by_agency(&set(), &documents, |agency| agency.code.clone()).order
    };
    assert_eq!(order(&["2025-03-01", "2024-12-31", "2025-01-01"]), [1, 2, 0]);
    assert_eq!(order(&["2025-03-01", "", "2025-01-01"]), [2, 0, 1]);
    assert_eq!(order(&["", "2025-01-01"]), [0, 1]);
    assert_eq!(order(&["2025-01-01", "2025-01-01"]), [0, 1]);
    assert_eq!(order(&["", "", ""]), [0, 1, 2]);
    assert!(order(&[]).is_empty());
}

#[test]
fn a_letter_without_a_date_comes_after_those_that_it_names() {
    let order =
        |documents: &[Document]| by_agency(&set(), documents, |agency| agency.code.clone()).order;
    let said = ["planned", "-"];
    let letters = [
        document("", "replaces 2025-02-10", said),
        document("2025-02-10", "", said),
        document("2025-03-10", "", said),
    ];
    assert_eq!(order(&letters), [1, 0, 2]);
    assert_eq!(after(&letters).letters[1].replaces, [1]);
    // What it names may be long before what stands before it.
    let letters = [document("2025-02-10", "", said), document("", "corrects 2024-02-10", said)];
    assert_eq!(order(&letters), [0, 1]);
}

#[test]
fn spellings_with_one_key_are_one_agency() {
    let mut second = document("2025-02-10", "", ["planned", "-"]);
    second.assessment.agencies[0].agency = agency("Socialforvaltningen");
    let other = AgencyAssessment { agency: agency("SUF"), verdict: None, flags: Vec::new() };
    second.assessment.agencies.push(other);
    let documents = [document("2025-01-10", "", ["declined", "-"]), second];
    let found = by_agency(&set(), &documents, |agency| {
        if agency.code == "SUF" { "SUF".to_owned() } else { "SOF".to_owned() }
    });
    assert_eq!(found.agencies.len(), 2);
    assert_eq!(found.agencies[0].agency.code, "SOF");
    assert_eq!(found.agencies[0].requirements[0].stance, Stance::Planned);
    // An entry without flags, as no set makes it, is no reason to panic.
    assert_eq!(found.agencies[1].requirements[0].stance, Stance::NotAddressed);
}

/// What letters, mails and minutes say of earlier ones.
#[test]
fn a_letter_says_what_it_does_to_an_earlier_one() {
    let cases = [
        (
            "Socialforvaltningen\n\n12. maj 2025\n\nTil Borgerrådgiveren\n\nI forlængelse af vores \
             svar af 3. marts 2025 kan vi oplyse, at kurset nu er obligatorisk.\n",
            Some("2025-05-12"),
            vec![("supplements", "2025-03-03", "SOF")],
        ),
        (
            "Fra: Lone Holm (Teknik- og Miljøforvaltningen)\nSendt: 9. januar 2026 09:14\n\
             Til: Borgerrådgiveren\nEmne: Kurser\n\nKære Borgerrådgiver\n\nDenne mail erstatter \
             den, jeg sendte i går. Kurset er frivilligt.\n\nVenlig hilsen\nLone Holm\n",
            Some("2026-01-09"),
            vec![("replaces", "", "TMF")],
        ),
        (
            "Sundheds- og Omsorgsforvaltningen\n\nReferat af møde den 4. juni 2025\n\nPunkt 2. \
             Svar til Borgerrådgiveren\n\nForvaltningens svar af 7. april 2025 trækkes tilbage. \
             Kurset for nye sagsbehandlere er ikke obligatorisk.\n",
            Some("2025-06-04"),
            vec![("replaces", "2025-04-07", "SUF")],
        ),
        (
            "Kultur- og Fritidsforvaltningen\n\nRettelse til svar af 3. marts 2025\n\nVi skrev ved \
             en fejl, at kurset er obligatorisk. Det er et tilbud.\n",
            None,
            vec![("corrects", "2025-03-03", "KFF"), ("corrects", "", "KFF")],
        ),
        (
            "Socialforvaltningen\n\nKurset erstatter det tidligere kursus. Tak for brevet af \
             3. marts 2025. Modulet supplerer undervisningen.\n",
            None,
            vec![],
        ),
    ];
    let extractor = Extractor::danish().unwrap();
    for (text, date, expected) in cases {
        let letter = Letter::of(text, &extractor.extract(text));
        assert_eq!(letter.date.map(|date| date.to_string()).as_deref(), date, "{text}");
        let links: Vec<(&str, String, String)> = letter
            .links
            .iter()
            .map(|link| (link.relation.name(), link.dates.join(" "), link.agencies.join(" ")))
            .collect();
        let links: Vec<(&str, &str, &str)> =
            links.iter().map(|(r, dates, codes)| (*r, dates.as_str(), codes.as_str())).collect();
        assert_eq!(links, expected, "{text}");
    }
}

/// Sentences that need no fine reading, all the way from the text.
#[test]
fn two_letters_come_to_one_state() {
    let extractor = Extractor::danish().unwrap();
    let set = RequirementSet::built_in("br-2012").unwrap();
    let read = |text: &str| {
        let extraction = extractor.extract(text);
        let assessment = assess(set, text, &extraction);
        Document { letter: Letter::of(text, &extraction), assessment }
    };
    let first = "Socialforvaltningen\n\n3. marts 2025\n\n\
                 Kurset er obligatorisk for alle nye sagsbehandlere.\n\
                 Vi overvejer et obligatorisk kursus for erfarne sagsbehandlere.\n";
    let second = "SOF\n\n12. maj 2025\n\nI forlængelse af vores svar af 3. marts 2025 kan SOF oplyse \
                  følgende.\n\nDer er nu indført et obligatorisk kursus for erfarne sagsbehandlere.\n";
    let found = by_agency(set, &[read(second), read(first)], |a| extractor.agency_key(a));
    assert_eq!(found.order, [1, 0]);
    let [agency] = found.agencies.as_slice() else { panic!("{:?}", found.agencies) };
    let by_id = |id: &str| agency.requirements.iter().find(|r| r.requirement == id).unwrap();
    assert_eq!((by_id("nye").stance, by_id("nye").document), (Stance::Fulfilled, Some(1)));
    assert_eq!((by_id("erfarne").stance, by_id("erfarne").document), (Stance::Fulfilled, Some(0)));
    let steps = &by_id("erfarne").steps;
    assert_eq!((steps[0].in_force, steps[1].in_force), (Stance::Considered, Stance::Fulfilled));
    assert_eq!(agency.letters[1].relation, Some(Relation::Supplements));
}
