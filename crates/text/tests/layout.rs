//! Documents of the kinds that authorities write, and the sentences they hold.
//!
//! A case is a text, and what comes out: the kind's first letter and the words of each sentence.

use gensvar_text::{SentenceKind, flow, page_furniture, sentences};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = sentences(text)
        .iter()
        .map(|sentence| {
            let kind = match sentence.kind {
                SentenceKind::Prose => 'P',
                SentenceKind::Item => 'I',
                SentenceKind::Heading => 'H',
                SentenceKind::Table => 'T',
                SentenceKind::Furniture => 'F',
            };
            format!("{kind} {}", flow(text, &sentence.parts).0)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_row_that_says_something_is_told_cell_by_cell() {
    check(
        "Svarene er disse:\n\nForvaltning\tSvar\tBemærkning\n\
         SUF\tJa\tAlle nye ledere skal på kursus hvert år. Det har de skullet siden 2021.\n\
         KFF\tNej\n\
         Ledere\tAlle nye ledere skal på kursus hvert år.\n\
         | TMF | Alle nye ledere skal på kursus hvert år. | Ja |\nVi følger op.\n",
        &[
            "H Svarene er disse:",
            "T Forvaltning Svar Bemærkning",
            "P SUF Ja",
            "P Alle nye ledere skal på kursus hvert år.",
            "P Det har de skullet siden 2021.",
            "P KFF Nej",
            "P Ledere Alle nye ledere skal på kursus hvert år.",
            "P TMF | Alle nye ledere skal på kursus hvert år.",
            "P Ja",
            "F |",
            "P Vi følger op.",
        ],
    );
}

#[test]
fn what_is_asked_and_answered_in_a_table_needs_no_full_stops() {
    let said = [
        "T Krav Status pr. 1. maj 2026",
        "P Løbende undervisning Gennemføres hvert forår og hvert efterår",
        "P Nye medarbejdere Introforløb på to dage senest otte uger efter tiltrædelsen",
        "P Erfarne medarbejdere Ikke etableret.",
        "P Et forslag kommer i november",
        "P Ledere Nej",
        "F Per Lund",
    ];
    let rows = [
        ("Krav", "Status pr. 1. maj 2026"),
        ("Løbende undervisning", "Gennemføres hvert forår og hvert efterår"),
        ("Nye medarbejdere", "Introforløb på to dage senest otte uger efter tiltrædelsen"),
        ("Erfarne medarbejdere", "Ikke etableret. Et forslag kommer i november"),
        ("Ledere", "Nej"),
    ];
    let spaced = |(key, answer): &(&str, &str)| format!("{key:<28}{answer}\n");
    let tabbed = |(key, answer): &(&str, &str)| format!("{key}\t{answer}\n");
    let close = "\nPer Lund\n";
    check(&(rows.iter().map(spaced).collect::<String>() + close), &said);
    check(&(rows.iter().map(tabbed).collect::<String>() + close), &said);
    // Names, addresses and figures side by side are no answers.
    let head = "Børnecentret                Dato 3. maj 2024\n\
                Møllegade 4                 Sagsnr. 24/1180\n\
                4100 Ringsted               Per Lund, fuldmægtig\n";
    let grid = "Afholdte kurser\t12\nUdgifter i alt\t49.400 kr.\nDeltagere pr. hold\tca. 20\n";
    for text in [head, grid] {
        let sentences = sentences(text);
        assert!(sentences.iter().all(|one| one.kind != SentenceKind::Prose), "{sentences:?}");
    }
}

#[test]
fn a_letter_with_a_line_for_each_paragraph() {
    check(
        "Ringsted Kommune\nBørnecentret\n\nBorgerrådgiveren\nMøllegade 4, 2. th.\n4100 Ringsted\n\n3. maj 2024\nJ.nr. 24/1180\n\n\
         Svar om kurser\n\nKære Borgerrådgiver\n\nTak for brevet. Vi holder to hold om året, jf. pkt. 3.\n\n1. Målgruppe\n\n\
         Alle nye er med. Vikarer er undtaget.\n\nMed venlig hilsen\n\nPer Lund\nCenterchef\n",
        &[
            "F Ringsted Kommune",
            "F Børnecentret",
            "F Borgerrådgiveren",
            "F Møllegade 4, 2. th.",
            "F 4100 Ringsted",
            "F 3. maj 2024",
            "F J.nr. 24/1180",
            "H Svar om kurser",
            "F Kære Borgerrådgiver",
            "P Tak for brevet.",
            "P Vi holder to hold om året, jf. pkt. 3.",
            "H Målgruppe",
            "P Alle nye er med.",
            "P Vikarer er undtaget.",
            "F Med venlig hilsen",
            "F Per Lund",
            "F Centerchef",
        ],
    );
}

#[test]
fn a_wrapped_mail_with_quoted_questions() {
    check(
        "Fra: Lone Hvid (HR)\nTil: Ombudsmanden\nSendt: 17. november 2025 13:48\nEmne: SV: Spørgsmål\n\nHej Peter\n\n\
         Tak for spørgsmålene. Jeg har skrevet svarene ind under dem hver for\nsig.\n\n\
         > 1. I foråret 2023 holdt I et kursus for alle de nye sagsbehandlere i\n> huset. Gør I stadig det?\n\n\
         Nej, det var sidste gang. Anne fra Jura holder nu oplæg for os alle\nhver måned.\n\nMange hilsner\nLone\n",
        &[
            "F Fra: Lone Hvid (HR)",
            "F Til: Ombudsmanden",
            "F Sendt: 17. november 2025 13:48",
            "F Emne: SV: Spørgsmål",
            "F Hej Peter",
            "P Tak for spørgsmålene.",
            "P Jeg har skrevet svarene ind under dem hver for sig.",
            "I I foråret 2023 holdt I et kursus for alle de nye sagsbehandlere i huset.",
            "I Gør I stadig det?",
            "P Nej, det var sidste gang.",
            "P Anne fra Jura holder nu oplæg for os alle hver måned.",
            "F Mange hilsner",
            "F Lone",
        ],
    );
}

#[test]
fn lists_of_every_kind() {
    check(
        "Følgende er besluttet på mødet:\n- at alle nye går på kursus,\n- at lederne følger op\n- Vikarer er fri\n\nVi tilbyder:\n• oplæg\n• kurser\n\n\
         a) kurser for nye\nb) kurser for erfarne\n\n1. at det godkendes, og\n2. at det meldes ud.\n\n(1) Den første\n(2) Den anden\n\n\
         Vi har desuden disse tilbud:\nFredagsjura\nMorgenskole\nVejledning\n",
        &[
            "P Følgende er besluttet på mødet:",
            "I at alle nye går på kursus,",
            "I at lederne følger op",
            "I Vikarer er fri",
            "H Vi tilbyder:",
            "I oplæg",
            "I kurser",
            "I kurser for nye",
            "I kurser for erfarne",
            "I at det godkendes, og",
            "I at det meldes ud.",
            "I Den første",
            "I Den anden",
            "P Vi har desuden disse tilbud:",
            "I Fredagsjura",
            "I Morgenskole",
            "I Vejledning",
        ],
    );
}

#[test]
fn items_run_over_lines() {
    check(
        "Efter planen gælder følgende for dem, der er ansat her i\nkommunen:\n\n- Nye sagsbehandlere forventes at gennemføre kurset \"Start\n  godt\" inden for de første uger.\n\
         - Øvrige er velkomne, uden at der er noget krav om at de\n  deltager.\nHerefter gælder reglen om\n12. måned ikke.\n",
        &[
            "P Efter planen gælder følgende for dem, der er ansat her i kommunen:",
            "I Nye sagsbehandlere forventes at gennemføre kurset \"Start godt\" inden for de første uger.",
            "I Øvrige er velkomne, uden at der er noget krav om at de deltager.",
            "P Herefter gælder reglen om 12. måned ikke.",
        ],
    );
}

#[test]
fn a_sentence_runs_over_the_end_of_a_page() {
    // Blank lines alone stay in the one part; what else stands there is left out.
    let text = "Kommunen vil etablere en ordning, så ledere kan følge\n\nmed i, om medarbejderne er tilmeldt kurserne.";
    assert_eq!(sentences(text).len(), 1);
    assert_eq!(sentences(text)[0].parts.len(), 1);
    let text = "Kommunen vil etablere en ordning for dem, der er ansat, og fastsætte retningslinjer\n\nBorgerrådgiveren\n\n\
                Møllegade 31A, 1.\n1704 København V\n\nEAN nummer\n5798009800053\n\nfor, hvornår det er nyttigt. Det sker nu.";
    check(
        text,
        &[
            "P Kommunen vil etablere en ordning for dem, der er ansat, og fastsætte retningslinjer for, hvornår det er nyttigt.",
            "F Borgerrådgiveren",
            "F Møllegade 31A, 1.",
            "F 1704 København V",
            "F EAN nummer",
            "F 5798009800053",
            "P Det sker nu.",
        ],
    );
    let sentence = &sentences(text)[0];
    assert_eq!(sentence.parts.len(), 2);
    assert!(sentence.span.slice(text).unwrap().contains("1704"));
    check(
        "Der er i år holdt otte hold, og der var på hvert af dem plads til tyve, der alle fik en prøve i forvaltnings-\n\nSide 2 af 9\n\u{c}\nret efter kurset.",
        &[
            "P Der er i år holdt otte hold, og der var på hvert af dem plads til tyve, der alle fik en prøve i forvaltningsret efter kurset.",
            "F Side 2 af 9",
        ],
    );
}

#[test]
fn running_heads_and_page_numbers() {
    check(
        "Notat om kurser\n\nDet første afsnit er her.\n\u{c}Jura · Sagsnr.: 2024-0118\nDet andet afsnit er her.\n- 2 -\n\u{c}Byens Ret 2025\nDet tredje er her.\n3\n\u{c}Byens Ret 2025\nDet fjerde er her.\n4\n",
        &[
            "H Notat om kurser",
            "P Det første afsnit er her.",
            "F Jura · Sagsnr.: 2024-0118",
            "P Det andet afsnit er her.",
            "F - 2 -",
            "F Byens Ret 2025",
            "P Det tredje er her.",
            "F 3",
            "F Byens Ret 2025",
            "P Det fjerde er her.",
            "F 4",
        ],
    );
}

#[test]
fn forms_and_minutes() {
    check(
        "SKEMA\n\nDato: 19.09.2024\nSagsnr.: 2024-0290117\n\nSpørgsmål 1: Hvilke kurser har I?\nSvar: Ét, nemlig \"ABC\". Et andet er lukket.\n\n\
         Pkt. 2. Hvor står vi?\n\nBeslutning: Kurset genopstår. Om det kører fast, afgøres senere.\n\nSpørgsmål 4. Findes der regler?\n\nNej.\n",
        &[
            "H SKEMA",
            "F Dato: 19.09.2024",
            "F Sagsnr.: 2024-0290117",
            "I Hvilke kurser har I?",
            "I Ét, nemlig \"ABC\".",
            "I Et andet er lukket.",
            "H Pkt. 2. Hvor står vi?",
            "I Beslutning: Kurset genopstår.",
            "I Om det kører fast, afgøres senere.",
            "H Spørgsmål 4. Findes der regler?",
            "P Nej.",
        ],
    );
}

#[test]
fn tables_are_rows() {
    check(
        "Tallene er disse.\n\n\tØKF\tKFF\tBUF\nOpfylder\t✓\t\t✓\n\nHold       Deltagere      Pladser\nNye        14             20\n\nDet var alt.",
        &[
            "P Tallene er disse.",
            "T ØKF KFF BUF",
            "T Opfylder ✓ ✓",
            "T Hold Deltagere Pladser",
            "T Nye 14 20",
            "P Det var alt.",
        ],
    );
}

#[test]
fn markdown_from_a_converter() {
    check(
        "# 6. Plan for \"God Ret\" (2012-1649)\n\n## Løsning\n\n### **1.2 Kurser**\n\nDer er kurser for alle.\n\n1. *Uddannelse*\n2. *Viden*\n",
        &[
            "H Plan for \"God Ret\" (2012-1649)",
            "H Løsning",
            "H Kurser**",
            "P Der er kurser for alle.",
            "I *Uddannelse*",
            "I *Viden*",
        ],
    );
}

#[test]
fn a_scanned_page_with_lost_and_added_blank_lines() {
    check(
        "Kobenhavns Kommune\n\nJura og Data\n\nSvar pa de tre anbefalinger\n\nI rapporten opfordres vi til at beskrive, hvem kurserne er tenkt til, og til\n\
         at sikre, at lederne holder oje med det. Grundkurset »God sagsbehandling i\nSUF« er for alle.\nOpfolgning\nLederne far en liste over dem, der mangler kurset, hver maned, sa de kan\n\
         tage det op. Det gelder dog ikke dem, der er ansat i Center for Jura og\n\nData, som har egne regler.\n~\nMed venlig hilsen\n\nKarin Holst\n",
        &[
            "H Kobenhavns Kommune",
            "H Jura og Data",
            "H Svar pa de tre anbefalinger",
            "P I rapporten opfordres vi til at beskrive, hvem kurserne er tenkt til, og til at sikre, at lederne holder oje med det.",
            "P Grundkurset »God sagsbehandling i SUF« er for alle.",
            "H Opfolgning",
            "P Lederne far en liste over dem, der mangler kurset, hver maned, sa de kan tage det op.",
            "P Det gelder dog ikke dem, der er ansat i Center for Jura og Data, som har egne regler.",
            "F ~",
            "F Med venlig hilsen",
            "F Karin Holst",
        ],
    );
}

#[test]
fn names_at_the_beginning_of_a_wrapped_line_begin_no_sentence() {
    check(
        "Vi har i den anledning rettet henvendelse til Beskæftigelses- og\nIntegrationsforvaltningen, som har svaret, at der i dag er 58\n\
         teamledere. Kurset er flyttet til Njalsgade, hvor også Jens Ole\nDyhr underviser, indtil han i foråret får afløsning.\n",
        &[
            "P Vi har i den anledning rettet henvendelse til Beskæftigelses- og Integrationsforvaltningen, som har svaret, at der i dag er 58 teamledere.",
            "P Kurset er flyttet til Njalsgade, hvor også Jens Ole Dyhr underviser, indtil han i foråret får afløsning.",
        ],
    );
}

#[test]
fn page_furniture_is_what_belongs_to_the_pages() {
    let lines = |text: &'static str| -> Vec<&'static str> {
        page_furniture(text).iter().map(|span| span.slice(text).unwrap()).collect()
    };
    assert_eq!(lines("A\n- 2 -\nB\ns. 3\nC\n5\u{c}D\n6\u{c}E"), ["- 2 -", "s. 3", "5", "6"]);
    assert_eq!(
        lines("Byens Ret\nA\n\u{c}Byens Ret\nB\n\u{c}Byens Ret\nC\n"),
        ["Byens Ret", "Byens Ret"]
    );
    // A number alone, a slide's, a date: not for sure.
    assert!(lines("Antal\n12\nHold\n14\n--- 1 ---\nOplæg\n5/2\n").is_empty());
}

#[test]
fn notes_in_small_letters_are_a_sentence_a_line() {
    check(
        "TELEFONNOTAT\n\nTalte m. Jonna Skov, HR.\nde har ikke noget fast kursus længere\nlukket i 2022 pga. økonomi\nnye får en mentor og link til e-læring om lov og partshøring\novervejer at starte op igen næste år, hvis budgettet holder\nhun sender evt. mere\n",
        &[
            "H TELEFONNOTAT",
            "P Talte m. Jonna Skov, HR.",
            "P de har ikke noget fast kursus længere",
            "P lukket i 2022 pga. økonomi",
            "P nye får en mentor og link til e-læring om lov og partshøring",
            "P overvejer at starte op igen næste år, hvis budgettet holder",
            "P hun sender evt. mere",
        ],
    );
}
