use super::*;
use crate::model::Kind;

/// Sentences of the data files are read as of this day.
const CONTEXT_DATE: DocumentDate = DocumentDate { year: 2025, month: Some(10), day: Some(15) };

fn context() -> Context {
    Context { date: Some(CONTEXT_DATE), groups: Vec::new() }
}

fn reader() -> FieldReader {
    FieldReader::load().unwrap_or_else(|error| panic!("{error}"))
}

/// What a field reads in a sentence, as the data files write it.
fn written(reader: &FieldReader, file: &str, sentence: &str) -> String {
    written_as_of(reader, file, sentence, CONTEXT_DATE)
}

/// The same in a document of another day.
fn written_as_of(reader: &FieldReader, file: &str, sentence: &str, date: DocumentDate) -> String {
    let context = Context { date: Some(date), groups: Vec::new() };
    let fields = reader.read(sentence, &context);
    let list = |values: &mut dyn Iterator<Item = String>| {
        let mut out: Vec<String> = Vec::new();
        values.for_each(|v| {
            if !out.contains(&v) {
                out.push(v);
            }
        });
        out.join(", ")
    };
    match file {
        "frequency" => list(&mut fields.frequencies.iter().map(|f| f.value.clone())),
        "duration" => list(&mut fields.durations.iter().map(|f| f.value.clone())),
        "amounts" => list(&mut fields.amounts.iter().map(|f| {
            let about = if f.value.approximate { "~" } else { "" };
            format!("{about}{} {}", f.value.value, f.value.unit.name())
        })),
        "delivery" => list(&mut fields.delivery.iter().map(|f| f.value.name().to_owned())),
        "dates" => list(
            &mut fields.dates.iter().filter(|d| d.role.is_of_the_matter()).map(|d| d.value.clone()),
        ),
        "groups" => {
            let claim = fields.for_kind(Kind::Course, &[Kind::Course]);
            list(&mut claim.target_groups.iter().map(|g| g.name().to_owned()))
        }
        "course_delivery" => {
            let claim = fields.for_kind(Kind::Course, &[Kind::Course]);
            list(&mut claim.delivery.iter().map(|d| d.name().to_owned()))
        }
        "courses" => fields.course.map(|c| c.value).unwrap_or_default(),
        "delivery_leads" | "delivery_follows" => list(
            &mut fields.delivery.iter().map(|d| format!("{} {:?}", d.value.name(), d.standing)),
        ),
        _ => list(&mut fields.dates.iter().map(|d| format!("{} {:?}", d.value, d.role))),
    }
}

#[test]
fn every_rule_finds_and_skips_its_own_sentences() {
    let reader = reader();
    let mut wrong = Vec::new();
    let sets = [
        ("frequency", &reader.frequency),
        ("duration", &reader.duration),
        ("amounts", &reader.amounts),
        ("delivery", &reader.delivery),
        ("delivery_leads", &reader.delivery_leads),
        ("delivery_follows", &reader.delivery_follows),
        ("dates", &reader.dates),
        ("date_leads", &reader.date_leads),
        ("date_follows", &reader.date_follows),
    ];
    for (file, set) in sets {
        for rule in &set.rules {
            for (sentence, expected) in &rule.finds {
                let found = written(&reader, file, sentence);
                if found != *expected {
                    wrong.push(format!("{file}/{}: {sentence} → {found}, not {expected}", rule.id));
                }
            }
            for sentence in &rule.skips {
                let found = written(&reader, file, sentence);
                if !found.is_empty() {
                    wrong.push(format!("{file}/{}: {sentence} → {found}, not nothing", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tables of sentences, wider than the examples of single rules: see the first line of each.
const PROBES: [(&str, &str); 7] = [
    ("groups", include_str!("../../tests/fields/groups.tsv")),
    ("course_delivery", include_str!("../../tests/fields/delivery.tsv")),
    ("courses", include_str!("../../tests/fields/courses.tsv")),
    ("frequency", include_str!("../../tests/fields/frequency.tsv")),
    ("duration", include_str!("../../tests/fields/duration.tsv")),
    ("dates", include_str!("../../tests/fields/dates.tsv")),
    ("amounts", include_str!("../../tests/fields/amounts.tsv")),
];

#[test]
fn the_tables_of_probes_are_read() {
    let reader = reader();
    let mut wrong = Vec::new();
    for (file, table) in PROBES {
        for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let mut columns = line.split('\t');
            let (Some(expected), Some(sentence)) = (columns.next(), columns.next()) else {
                panic!("{file}.tsv: `{line}` needs a value, a tab and a sentence");
            };
            let date = columns.next().map_or(CONTEXT_DATE, day);
            let found = written_as_of(&reader, file, sentence, date);
            let expected = if expected == "-" { "" } else { expected };
            if found != expected {
                wrong.push(format!("{file}: {sentence} → {found}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `2025-10-15`.
fn day(source: &str) -> DocumentDate {
    let numbers: Vec<u32> = source.split('-').map(|n| n.parse().expect("a number")).collect();
    let &[year, month, day] = numbers.as_slice() else { panic!("`{source}` is no day") };
    DocumentDate { year: year as i32, month: Some(month), day: Some(day) }
}

#[test]
fn course_names_of_the_data_file_are_read() {
    let reader = reader();
    for example in &reader.courses.examples {
        let fields = reader.read(&example.text, &context());
        let found = fields.course.map(|c| c.value);
        assert_eq!(found, example.course, "{}", example.text);
    }
}

#[test]
fn groups_of_the_data_file_are_read() {
    let reader = reader();
    let mut wrong = Vec::new();
    for example in &reader.groups.examples {
        let group = |name: &String| TargetGroup::from_name(name).expect("a group's name");
        let context = Context { groups: example.before.iter().map(group).collect(), ..context() };
        let fields = reader.read(&example.text, &context);
        let names = |kind: Kind| -> Vec<String> {
            let claim = fields.for_kind(kind, &[Kind::Course, Kind::Obligation]);
            claim.target_groups.iter().map(|g| g.name().to_owned()).collect()
        };
        let found = names(Kind::Course);
        if found != example.groups {
            wrong.push(format!("{} → {found:?}, not {:?}", example.text, example.groups));
        }
        let duty = names(Kind::Obligation);
        let expected = example.obligation.as_ref().unwrap_or(&example.groups);
        if duty != *expected {
            wrong.push(format!("{} (obligation) → {duty:?}, not {expected:?}", example.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_date_of_a_document_is_that_of_its_letterhead() {
    let reader = reader();
    let date = |text: &str| {
        reader.document_date(text).map(|d| (d.year, d.month.unwrap_or(0), d.day.unwrap_or(0)))
    };
    let letter = "Vejle Kommune\n\nBorgmesteren\nTorvet 1\n\n3. maj 2024\nSagsnr. 2024-0118802\n\n\
                  Svar på brev af 2. marts 2024\n\nVi takker for brevet af 2. marts 2024.";
    assert_eq!(date(letter), Some((2024, 5, 3)));
    assert_eq!(date("Notat\nDato: 12-02-2026\nSagsnr.: 2026-0033190\n"), Some((2026, 2, 12)));
    assert_eq!(date("Ribe, den 9. oktober 2025\n\nKære alle\n"), Some((2025, 10, 9)));
    assert_eq!(date("Fra: A\nSendt: 9. januar 2026 09:14\nEmne: Kurser\n"), Some((2026, 1, 9)));
    assert_eq!(
        date("Kære alle\n\nVi svarer hermed.\n\nMed venlig hilsen\nAnna\n22/2-2022\n"),
        Some((2022, 2, 22))
    );
    assert_eq!(date("Ingen dato her."), None);
    assert_eq!(date(""), None);
}

#[test]
fn a_date_that_is_only_cited_is_not_the_documents_own() {
    let own = |text: &str| reader().own_date(text).map(|date| date.to_string());
    let letter = "SUF\n\n12. maj 2025\n\nI forlængelse af vores svar af 3. marts 2025 oplyses.";
    assert_eq!(own(letter).as_deref(), Some("2025-05-12"));
    let mail = "Fra: A\nSendt: 9. januar 2026 09:14\nEmne: Kurser\n";
    assert_eq!(own(mail).as_deref(), Some("2026-01-09"));
    assert_eq!(own("Referat af møde den 4. juni 2025\n\nKurset.").as_deref(), Some("2025-06-04"));
    let minutes =
        "KFF\n\nReferat nr. 5\nTorsdag den 22. maj 2025 kl. 9.00-11.00, Torvet 1, lokale 3\n";
    assert_eq!(own(minutes).as_deref(), Some("2025-05-22"));
    assert_eq!(own("SUF\n\nI forlængelse af svaret af 3. marts 2025 kan vi oplyse:\n"), None);
    assert_eq!(own("Rettelse til svar af 3. marts 2025\n\nKurset er frivilligt.\n"), None);
    assert_eq!(own(""), None);
}

/// A small generator, so that every run tries the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn any_text_is_read_and_every_span_lies_in_it() {
    let reader = reader();
    let parts = [
        "den",
        " ",
        " ",
        " ",
        "1",
        "12",
        ".",
        "/",
        "-",
        "2025",
        "99999999999999999999",
        "juni",
        "½",
        "x",
        "3",
        "timer",
        "to",
        "gange",
        "om",
        "året",
        "kr",
        ",",
        "mio",
        "pct",
        "nye",
        "og",
        "erfarne",
        "sagsbehandlere",
        "»",
        "«",
        "\"",
        "*",
        "İ",
        "ß",
        "e-læring",
        "\u{301}",
        "\u{ad}",
        "\u{200b}",
        "😀",
        "ledere",
        "af",
        "team-",
        "halvdags",
        "hver",
        "hvert",
        "andet",
        "år",
        "ledelsen",
        "opfølgning",
        "dem",
        "for",
        "alle",
        "\u{a0}",
        "%",
        "0",
        "000",
        "i",
        "fra",
        "årsskiftet",
        "kursus",
        "BBU2",
        ":",
        "HK'ere",
        "undtagen",
        "(",
        ")",
        "enogtyve",
        "§",
    ];
    let mut random = Random(3);
    let mut context = context();
    for _ in 0..4000 {
        let text: String =
            (0..random.below(30)).map(|_| parts[random.below(parts.len())]).collect();
        let fields = reader.read(&text, &context);
        let spans = (fields.dates.iter().map(|f| f.span))
            .chain(fields.frequencies.iter().map(|f| f.span))
            .chain(fields.durations.iter().map(|f| f.span))
            .chain(fields.amounts.iter().map(|f| f.span))
            .chain(fields.groups.iter().map(|f| f.span))
            .chain(fields.delivery.iter().map(|f| f.span))
            .chain(fields.course.iter().map(|f| f.span));
        for span in spans {
            let words = span.slice(&text).expect("a span on character boundaries");
            assert!(!words.trim().is_empty(), "{text:?}");
        }
        for amount in &fields.amounts {
            assert!(amount.value.value.is_finite() && amount.value.value >= 0.0, "{text:?}");
        }
        assert_eq!(fields, reader.read(&text, &context), "{text:?}");
        for &kind in Kind::ALL {
            fields.for_kind(kind, &[kind]);
        }
        reader.document_date(&text);
        context.follow(&fields);
    }
}

#[test]
fn a_mistake_in_a_data_file_is_named_with_its_line() {
    let load = |text: &str| {
        rules::load("fields/x.toml", text, &mut Classes::default()).map(|_| ()).unwrap_err()
    };
    let error = load("[[rule]]\nid = \"a\"\npatterns = [\n  \"<nothing>\",\n]\n");
    assert_eq!(error.line, 4);
    assert!(error.message.contains("[classes.nothing]"), "{error}");
    let error = load(
        "[[rule]]\nid = \"a\"\npatterns = [\"en\"]\n\n[[rule]]\nid = \"a\"\npatterns = [\"to\"]\n",
    );
    assert_eq!(error.line, 6);
    let error = load("[[rule]]\nid = \"a\"\npattern = \"en\"\n");
    assert!(error.line > 0, "{error}");
}
