use gensvar::Gensvar;
use gensvar::requirements::{Document, RequirementSet};
use scraper::Html;

use super::*;
use crate::html::closed::{assert_closed, assert_contrast, select};
use crate::wire::{ByAgencyOut, ClaimsOut, DocumentOut, FailedOut, FlagsOut, SetOut};

const STYLE: &str = include_str!("../../templates/inbox/report.css");
const SCRIPT: &str = include_str!("../../templates/inbox/report.js");

const FIRST: &str = "Socialforvaltningen (SOF)\n\n3. marts 2025\n\nVi overvejer at gøre kurset \
    obligatorisk.\nVi holder kurset to gange om året for alle nye sagsbehandlere.\n";
const SECOND: &str = "Socialforvaltningen (SOF)\n\n12. maj 2025\n\nKurset er obligatorisk for alle \
    sagsbehandlere og holdes pa rådhuset.\n";

/// A report of some documents: their names and texts.
fn report(texts: &[(&str, &str)]) -> InboxReport {
    let gensvar = Gensvar::danish().unwrap();
    let set = RequirementSet::built_in("br-2012").unwrap();
    let (mut documents, mut read) = (Vec::new(), Vec::new());
    for (name, text) in texts {
        let reply = gensvar.read(text);
        let assessment = gensvar.check(&reply, set);
        let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
        let flags = FlagsOut::new(name, &reply, &assessment);
        let flags = flags.with_doubts(&reply, &assessment, &doubts);
        let claims = ClaimsOut::with_readings(name, &reply, &gensvar.doubtful_words(&reply));
        documents.push(InboxDocument::new(name, "text", &reply, claims, vec![flags]));
        read.push(Document { letter: reply.letter(), assessment });
    }
    let letters: Vec<DocumentOut> = documents.iter().map(|one| one.letter.clone()).collect();
    let flags: Vec<FlagsOut> = documents.iter().map(|one| one.flags[0].clone()).collect();
    let state = ByAgencyOut::new(set, &letters, &flags, &gensvar.by_agency(set, &read), &[]);
    InboxReport {
        language: Language::Danish,
        name: "indbakke".to_owned(),
        made: Some("2025-06-01".to_owned()),
        version: "1.2.3".to_owned(),
        options: vec!["--ocr auto".to_owned()],
        agencies: Vec::new(),
        sets: vec![InboxSet { set: SetOut::new(set), prose: None, state }],
        documents,
        not_read: Vec::new(),
        before: None,
    }
}

fn page(report: &InboxReport) -> Html {
    assert_closed(&index_html(report).unwrap(), STYLE, Some(SCRIPT))
}

/// The words of the elements that `what` selects, each on one line.
fn words(page: &Html, what: &str) -> Vec<String> {
    let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    select(page, what).map(|element| line(element.text().collect())).collect()
}

#[test]
fn a_cell_leads_to_its_finding_and_that_to_the_words() {
    let page = page(&report(&[("a.txt", FIRST), ("b.txt", SECOND)]));
    let cells = words(&page, ".matrix tbody a.cell");
    assert_eq!(cells.len(), 5);
    assert!(cells[2].starts_with("✓ opfyldt"), "{cells:?}");
    let cell = select(&page, ".matrix a.cell").nth(2).unwrap();
    let finding = cell.attr("href").unwrap().to_owned();
    assert_eq!(finding, "#f-br-2012-sof-obligatorisk");
    let of = |what: &str| format!("[id='{}'] {what}", &finding[1..]);
    assert_eq!(
        words(&page, &of("h4"))[0],
        "SOF · 3 Kurserne er obligatoriske for sagsbehandlerne #"
    );
    let quotes = words(&page, &of("blockquote"));
    assert!(quotes[0].starts_with("Kurset er obligatorisk for alle sagsbehandlere"), "{quotes:?}");
    assert_eq!(words(&page, &of(".history li")).len(), 2);
    let place = select(&page, &of("a.to-place")).next().unwrap().attr("href").unwrap();
    assert_eq!(
        place,
        format!("#d-b-txt.{}", SECOND.split("Kurset").next().unwrap().chars().count())
    );
    let anchor = format!(".said > mark > [id='{}'], mark > [id='{0}']", &place[1..]);
    assert_eq!(select(&page, &anchor).count(), 1);
    // The passage leads back.
    let back = format!("[id='d-b-txt'] .tag[href='{finding}']");
    assert!(select(&page, &back).count() > 0);
}

#[test]
fn every_address_of_the_page_has_its_place_and_every_id_is_the_only_one() {
    let page = page(&report(&[("a.txt", FIRST), ("b.txt", SECOND), ("leer.txt", "\n\n")]));
    let mut ids: Vec<&str> = select(&page, "[id]").filter_map(|one| one.attr("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for link in select(&page, "a[href]") {
        let href = link.attr("href").unwrap();
        assert!(ids.binary_search(&&href[1..]).is_ok(), "{href}");
    }
    for label in select(&page, "[aria-labelledby]") {
        assert!(ids.binary_search(&label.attr("aria-labelledby").unwrap()).is_ok());
    }
}

#[test]
fn a_repaired_word_is_marked_and_tells_what_stood_there() {
    let page = page(&report(&[("b.txt", SECOND)]));
    let fix = select(&page, ".text ins").next().unwrap();
    assert_eq!(fix.text().collect::<String>(), "på");
    assert!(fix.attr("data-tip").unwrap().starts_with("læst »pa«, rettet til »på«: "));
    assert_eq!(words(&page, ".lines del"), ["pa"]);
}

#[test]
fn words_that_were_not_tried_are_told() {
    let mut report = report(&[("b.txt", SECOND)]);
    let told = |report: &InboxReport| words(&page(report), ".document .facts dd").join(" ");
    assert!(!told(&report).contains("ikke prøvet"));
    report.documents[0].flags[0].untried_doubts = 3;
    assert!(told(&report).contains("(!) 3 tvivlsomme ord er ikke prøvet"));
}

#[test]
fn what_changed_since_the_last_report_is_told() {
    let mut second = report(&[("b.txt", SECOND)]);
    second.before = Some(InboxState::of(&report(&[("a.txt", FIRST)])));
    let kept = serde_json::to_string(&second.before).unwrap();
    second.before = serde_json::from_str(&kept).unwrap();
    let told = words(&page(&second), "#changes li");
    assert_eq!(&told[..2], ["b.txt", "a.txt"]);
    let changed =
        "SOF · 3 Kurserne er obligatoriske for sagsbehandlerne: før ? overvejet, nu ✓ opfyldt";
    assert!(told.iter().any(|line| line == changed), "{told:?}");
    second.before = Some(InboxState::of(&second));
    assert_eq!(words(&page(&second), "#changes p"), ["Intet er ændret."]);
}

#[test]
fn what_changed_in_replies_agencies_sets_and_verdicts_is_told() {
    let other = SECOND.replace("Social", "Kultur- og Fritids").replace("SOF", "KFF");
    let before = report(&[("a.txt", FIRST), ("b.txt", &other)]);
    let mut now = report(&[("a.txt", SECOND)]);
    now.before = Some(InboxState::of(&before));
    let told = |now: &InboxReport| {
        let page = page(now);
        (words(&page, "#changes h3"), words(&page, "#changes li"))
    };
    let (heads, lines) = told(&now);
    assert_eq!(
        heads,
        [
            "Svar med ny tekst under samme navn",
            "Svar, der ikke er der længere",
            "Myndigheder, der ikke er noget svar fra længere",
            "Samlet vurdering, der er ændret",
            "Krav, der står anderledes",
        ]
    );
    assert_eq!(lines[..3], ["a.txt", "b.txt", "KFF"]);
    assert!(lines[3].starts_with("SOF · ") && lines[3].contains(": før "), "{lines:?}");
    // A set that was not asked for before has nothing that changed.
    now.before = Some(InboxState { sets: Vec::new(), ..InboxState::of(&now) });
    let (heads, lines) = told(&now);
    assert_eq!((heads.len(), heads[0].as_str(), lines.len()), (1, "Nye kravsæt", 1));
}

#[test]
fn a_reply_of_which_nothing_counts_wants_eyes() {
    let left = |texts: &[(&str, &str)]| {
        let report = report(texts);
        let page = page(&report);
        assert_eq!(words(&page, "#check .ticks > li").len(), words(&page, "#check input").len());
        (words(&page, "#check .ticks > li"), words(&page, ".standing"))
    };
    let silent = "Vi vender tilbage.\n";
    let texts = [("a.txt", SECOND), ("b.txt", " \n"), ("c.txt", silent), ("d.txt", SECOND)];
    let (check, standing) = left(&texts);
    assert!(check[0].contains("b.txt Filen er læst, men der er ingen tekst"), "{check:?}");
    assert!(check[1].contains("c.txt Det er ikke fundet, hvilken myndighed"), "{check:?}");
    assert_eq!(standing.len(), 3);
    assert_eq!(standing[2], "Samme tekst som a.txt, og tæller kun med dér.");
    assert!(left(&texts[..1]).1.is_empty());

    // Two files without text are no copies, nor are two of which nobody knows whose they are.
    let texts =
        [("a", " "), ("b", " "), ("c", SECOND), ("d", SECOND), ("e", silent), ("f", silent)];
    let report = report(&texts);
    use Standing::{Answers, CopyOf, Empty, Nobody};
    assert_eq!(standings(&report.documents), [Empty, Empty, Answers, CopyOf("c"), Nobody, Nobody]);
    let page = page(&report);
    let mut ticks: Vec<&str> =
        select(&page, "[data-tick]").filter_map(|one| one.attr("data-tick")).collect();
    ticks.sort_unstable();
    let count = ticks.len();
    ticks.dedup();
    assert_eq!((ticks.len(), count > 3), (count, true), "each has a tick of its own");
    let claims = claims_csv(&report, b';').unwrap();
    assert!(claims.contains("\r\nc;") && !claims.contains("\r\nd;"), "{claims}");
}

#[test]
fn notes_are_in_the_language_of_the_report() {
    let mut report = report(&[("a.txt", SECOND)]);
    let (name, text) = ("doubtful_scan".to_owned(), "page 2: 48 % only".to_owned());
    let values = [("page", "2"), ("percent", "48")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    report.documents[0].notes = vec![NoteOut { name, values: values.into(), text }];
    let told = |report: &InboxReport| words(&page(report), ".document .facts dd").join(" ");
    assert!(told(&report).contains("Side 2: tekstgenkendelsen var kun 48 % sikker."));
    report.language = Language::English;
    assert!(told(&report).contains("page 2: 48 % only"));
}

#[test]
fn a_report_of_kept_documents_has_the_same_bytes() {
    let mut report = report(&[("a.txt", FIRST), ("b.txt", SECOND)]);
    let fresh = index_html(&report).unwrap();
    for document in &mut report.documents {
        let kept = serde_json::to_string(document).unwrap();
        *document = serde_json::from_str(&kept).unwrap();
    }
    assert!(index_html(&report).unwrap() == fresh);
}

#[test]
fn in_english_only_what_is_quoted_is_danish() {
    let mut report = report(&[("a.txt", FIRST)]);
    report.language = Language::English;
    let page = page(&report);
    assert_eq!(words(&page, "h2")[..3], ["Overview", "To be looked at", "Findings"]);
    assert_eq!(select(&page, "html").next().unwrap().attr("lang"), Some("en"));
    assert!(select(&page, ".text").all(|text| text.attr("lang") == Some("da")));
    assert!(claims_csv(&report, b';').unwrap().starts_with("\u{feff}file;line;no.;agency;"));
}

#[test]
fn tables_hold_what_the_page_shows() {
    let report = report(&[("a.txt", FIRST), ("b.txt", SECOND)]);
    let matrix = matrix_csv(&report, b';').unwrap();
    let lines: Vec<&str> = matrix.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}myndighed;navn;br-2012: samlet;br-2012: loebende;"));
    assert!(lines[1].starts_with("SOF;Socialforvaltningen;"), "{}", lines[1]);
    assert_eq!((lines[1].split(';').nth(5), lines.len()), (Some("opfyldt"), 3));
    let flags = flags_csv(&report, b',').unwrap();
    assert_eq!(flags.split("\r\n").count(), 7);
    assert!(flags.contains(",obligatorisk,Kurserne er obligatoriske for sagsbehandlerne,opfyldt,"));
    let claims = claims_csv(&report, b'\t').unwrap();
    assert!(claims.contains("\r\nb.txt\t5\tc1\tSOF\t"), "{claims}");
}

/// What comes of a document that means harm: nothing but text.
#[test]
fn hostile_replies_do_no_harm() {
    const BAD: [&str; 8] = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</script></style></textarea></title></pre>",
        "]]><!--",
        "--><svg onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">",
        "{{ report.name }}{% raw %}",
    ];
    let mut text = "Socialforvaltningen (SOF)\n\n12. maj 2025\n\n".to_owned();
    for bad in BAD {
        text.push_str(&format!(
            "Kurset {bad} er obligatorisk for alle nye sagsbehandlere og holdes pa rådhuset {bad}.\n\n"
        ));
    }
    text.push_str("=cmd|' /C calc'!A0 er obligatorisk for alle nye sagsbehandlere.\n\n");
    text.push_str(
        "Kurset \u{202e}er\u{2066} obligatorisk\0 for\u{1b}[31m alle\u{9b} sagsbehandlere.\n\n",
    );
    text.push_str(&"x".repeat(1 << 20));
    let name = format!("{}\u{202e}\n.txt", BAD.concat());
    let formula = "=cmd|' /C calc'!A0.txt";
    let mut report = report(&[(name.as_str(), text.as_str()), (formula, SECOND)]);
    report.name = BAD.concat();
    report.made = Some(BAD.concat());
    report.version = BAD.concat();
    report.options = BAD.map(str::to_owned).to_vec();
    report.agencies = BAD.map(str::to_owned).to_vec();
    report.not_read = vec![FailedOut { source: BAD.concat(), error: BAD.concat() }];
    let note = |name: &str| NoteOut {
        name: name.to_owned(),
        values: [("page".to_owned(), BAD.concat())].into(),
        text: BAD.concat(),
    };
    report.documents[0].notes = vec![note("page_damaged"), note(BAD[0])];
    report.documents[0].format = BAD.concat();
    let set = &mut report.sets[0];
    set.prose = Some(BAD.concat());
    set.set.title = BAD.concat();
    set.set.note = Some(BAD.concat());
    set.set.requirements[0].title = BAD.concat();
    set.set.requirements[0].id = BAD.concat();
    set.state.agencies[0].agency = BAD.concat();
    set.state.agencies[0].name = BAD.concat();
    set.state.agencies[0].flags[0].flag.stance = BAD.concat().into();
    set.state.agencies[0].flags[0].flag.requirement = BAD.concat();
    report.before = Some(InboxState {
        made: Some(BAD.concat()),
        not_read: vec![BAD.concat()],
        sets: vec![report.sets[0].set.id.clone()],
        documents: vec![DocumentState {
            source: BAD.concat(),
            print: BAD.concat(),
            is_empty: false,
            agencies: vec![BAD.concat()],
        }],
        verdicts: vec![VerdictState {
            set: report.sets[0].set.id.clone(),
            agency: BAD.concat(),
            verdict: BAD.concat().into(),
        }],
        stances: vec![StanceState {
            set: report.sets[0].set.id.clone(),
            agency: BAD.concat() + "x",
            requirement: BAD.concat(),
            stance: BAD.concat().into(),
        }],
    });

    let page = page(&report);
    let all: String = select(&page, "body").next().unwrap().text().collect();
    let unseen = |c: char| {
        c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c)
    };
    assert!(!all.contains(unseen) && !all.contains('\u{2066}'));
    let read = words(&page, ".text .block > p").join("\n");
    for bad in BAD {
        assert!(read.contains(bad), "{bad} is not read as text");
        for what in ["h1", ".kicker", "#not-read td", "#about code", ".rules pre", ".facts dd"] {
            let found = words(&page, what);
            assert!(found.iter().any(|text| text.contains(bad)), "{bad} is not text in {what}");
        }
    }
    let scanned = words(&page, ".lines td").join("\n");
    assert!(
        scanned.contains("⟦U+202E⟧er⟦U+2066⟧ obligatorisk␀ for␛[31m alle⟦U+009B⟧"),
        "{scanned:.5000}"
    );
    for table in [matrix_csv(&report, b';'), claims_csv(&report, b';'), flags_csv(&report, b';')] {
        let table = table.unwrap();
        let mut reader = csv_reader(&table);
        for record in reader.records() {
            for cell in &record.unwrap() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
                assert!(!cell.contains(|c: char| c.is_control()));
            }
        }
        assert!(table.contains("calc") || !table.contains(".txt"));
    }
}

fn csv_reader(table: &str) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new().delimiter(b';').from_reader(table.as_bytes())
}

#[test]
fn colours_can_be_read_by_day_and_by_night() {
    let grounds = ["paper", "card", "head"];
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for ink in ["ink", "faint", "link"] {
        pairs.extend(grounds.map(|ground| (ink, ground)));
    }
    pairs.extend([("no-ink", "paper"), ("no-ink", "card"), ("link", "mark"), ("link", "none")]);
    for name in ["yes", "soon", "maybe", "no", "none", "mark", "aim", "before", "after"] {
        pairs.push((Box::leak(format!("{name}-ink").into_boxed_str()), name));
    }
    assert_contrast(STYLE, 2, &pairs);
}

#[test]
fn every_text_of_the_page_is_used_and_every_one_used_is_there() {
    const SOURCES: [&str; 8] = [
        include_str!("../../templates/inbox/index.html"),
        include_str!("../../templates/inbox/filters.html"),
        include_str!("../../templates/inbox/overview.html"),
        include_str!("../../templates/inbox/changes.html"),
        include_str!("../../templates/inbox/check.html"),
        include_str!("../../templates/inbox/findings.html"),
        include_str!("../../templates/inbox/reading.html"),
        include_str!("../../templates/inbox/about.html"),
    ];
    let sources = SOURCES.concat()
        + include_str!("../../templates/inbox/quote.html")
        + include_str!("page/findings.rs")
        + include_str!("page/reading.rs");
    let mut used: Vec<&str> = Vec::new();
    for call in ["text(\"", "inbox_with(\"", "inbox(\""] {
        used.extend(sources.split(call).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    used.sort_unstable();
    used.dedup();
    let known: Vec<&str> = crate::labels::danish().inbox.keys().map(String::as_str).collect();
    assert_eq!(used, known);
}
