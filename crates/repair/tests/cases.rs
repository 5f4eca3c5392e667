//! Damaged words and lines with what must come of them, and what must stay.

use gensvar_repair::{EditKind, Repairer};

fn repaired(text: &str) -> String {
    Repairer::danish().repair(text).text
}

#[track_caller]
fn repairs(cases: &[(&str, &str)]) {
    for (damaged, right) in cases {
        assert_eq!(repaired(damaged), *right);
    }
}

#[test]
fn one_letter_in_many_guises() {
    repairs(&[
        ("Bgrne- og Ungdomsforvaltningen", "Børne- og Ungdomsforvaltningen"),
        (
            "foreldre og forezldre pa skolen, pd& kommunen",
            "forældre og forældre på skolen, på kommunen",
        ),
        (
            "Det er vigtigt for forzldrene og deres bgrn",
            "Det er vigtigt for forældrene og deres børn",
        ),
        ("Kebenhavns Kommune og Kgbenhavns Kommune", "Københavns Kommune og Københavns Kommune"),
        ("Omr&derne far svar pad klagen", "Områderne får svar på klagen"),
        ("Det blev igangsat 1 foraret", "Det blev igangsat i foråret"),
    ]);
}

#[test]
fn capitals() {
    repairs(&[
        ("DER ER ET BEL0B OG ET BELOB SAMT ET BELQB", "DER ER ET BELØB OG ET BELØB SAMT ET BELØB"),
        ("/Erlig talt er AErlig snak bedst pa skolen", "Ærlig talt er Ærlig snak bedst på skolen"),
    ]);
}

#[test]
fn compounds() {
    repairs(&[
        // Damage in both parts.
        ("Arbejdsmiljgomrddets plan", "Arbejdsmiljøområdets plan"),
        ("en forlgbsradgiver", "en forløbsrådgiver"),
        // Never seen, and right as it is.
        ("inklusionsvejlederuddannelsesforløb", "inklusionsvejlederuddannelsesforløb"),
        ("partshgringsregler", "partshøringsregler"),
    ]);
}

#[test]
fn what_context_decides() {
    repairs(&[
        (
            "Borgeren bor i Kobenhavn og har naet at fa svar",
            "Borgeren bor i København og har nået at få svar",
        ),
        (
            "Medarbejderne skal gennemfore kurset, inden de far adgang",
            "Medarbejderne skal gennemføre kurset, inden de får adgang",
        ),
        ("Sagen er vigtig for foraeldrene", "Sagen er vigtig for forældrene"),
        (
            "Ledelsen ma sorge for, at det gores, nar det er muligt",
            "Ledelsen må sørge for, at det gøres, når det er muligt",
        ),
    ]);
}

#[test]
fn a_modal_is_decided_by_its_context_or_left_with_its_doubt() {
    let result =
        Repairer::danish().repair("Forvaltningen bor snarest gore dette for borgerne pa omradet.");
    let modal = result.edits.iter().find(|edit| edit.from == "bor");
    let doubt = result.doubts.iter().find(|doubt| doubt.word == "bor");
    assert!(
        modal.is_some_and(|edit| edit.to == "bør")
            || doubt
                .is_some_and(|doubt| { doubt.alternatives.iter().any(|other| other.to == "bør") })
    );
}

#[test]
fn what_is_no_prose_stays() {
    let text = "Ring 24/7 pa 33 66 33 66, eller skriv til bor@kk.dk eller www.kk.dk/bor om § 19, stk. 2: \
                4.200,00 kr., kr. 1.500,- og 1,5 mio. kr. den 11/8/2020, sagsnr. 2020-0167377.";
    assert_eq!(repaired(text), text.replace(" pa ", " på "));
}

#[test]
fn a_year_that_lost_a_digit_is_doubtful_and_stays() {
    let text = "Reglerne blev aendret i arene 1964, 196' og 1968, og de gaelder stadig pa omradet.";
    let result = Repairer::danish().repair(text);
    assert!(result.text.contains("196' og"));
    assert!(result.doubts.iter().any(|doubt| doubt.word.starts_with("196'")));
}

#[test]
fn an_edit_can_be_traced_and_says_how_sure_it_is() {
    let text = "Et mgde\nom laering pa skolen";
    let result = Repairer::danish().repair(text);
    assert_eq!(result.text, "Et møde\nom læring på skolen");
    for edit in &result.edits {
        assert_eq!(edit.span.slice(text), Some(edit.from.as_str()));
        assert_eq!(edit.target.slice(&result.text), Some(edit.to.as_str()));
        assert_eq!(result.map.to_target(edit.span), edit.target);
        assert_eq!((edit.kind, edit.rule.as_str()), (EditKind::Ocr, "ocr/channel"));
        assert!(edit.confidence > 0.5 && edit.confidence <= 1.0);
    }
    assert_eq!(result.edits.len(), 3);
}

#[test]
fn a_threshold_turns_unsure_edits_into_doubts() {
    let text = "Forvaltningen har haft for mange sager for jul, og de ma vente pa svar.";
    let all = Repairer::danish().repair(text);
    let unsure = all.edits.iter().find(|edit| edit.confidence < 0.9).expect("an unsure edit");
    let careful = Repairer::danish().with_min_confidence(0.9).repair(text);
    assert!(careful.edits.iter().all(|edit| edit.confidence >= 0.9));
    let doubt = careful.doubts.iter().find(|doubt| doubt.span == unsure.span).unwrap();
    assert_eq!(doubt.alternatives[0].to, unsure.to);
}

#[test]
fn a_page_that_has_its_letters_is_left_in_peace() {
    let text = "Forvaltningen har besluttet, at grundkurset fremover er obligatorisk for alle nyansatte \
                sagsbehandlere, og at kurset afholdes hvert halve år. Såfremt det bliver nødvendigt, \
                oprettes flere hold. Gert Kjær-Sondergaard fra Bernstorffsgade står for undervisningen, \
                og brush-up følger året efter på intranettets læringsside for øvede.";
    let result = Repairer::danish().repair(text);
    assert_eq!(result.text, text);
    assert!(result.edits.is_empty());
}

#[test]
fn specks_before_words_go_and_quotations_stay() {
    repairs(&[
        (
            "Sagen er sendt til ‘TMF for at fa svar pa det",
            "Sagen er sendt til TMF for at få svar på det",
        ),
        ("Forlgbet ‘Godt svar’ holdes pa radhuset", "Forløbet ‘Godt svar’ holdes på rådhuset"),
    ]);
}

#[test]
fn spaces_lost_and_read_in() {
    repairs(&[
        (
            "Forvaltningen har pa mgdet oplyst, at der 1 øbende holdes kurser",
            "Forvaltningen har på mødet oplyst, at der løbende holdes kurser",
        ),
        (
            "De gar hjem, fordi detikke er naet pa skolen",
            "De går hjem, fordi det ikke er nået på skolen",
        ),
        (
            "Forvaltningen har svaret pai de sager, som bgrn har klaget over",
            "Forvaltningen har svaret på i de sager, som børn har klaget over",
        ),
        (
            "De gar hjem, nar medarbej dere pa skolen far besked",
            "De går hjem, når medarbejdere på skolen får besked",
        ),
    ]);
}

#[test]
fn marks_and_tags() {
    repairs(&[
        ("<b>SAMLET BEL@B</b> pa skolens omrade", "<b>SAMLET BELØB</b> på skolens område"),
        (
            "Der sker fej! i nogle sager pa omradet, og de far ti! opgave at svare",
            "Der sker fejl i nogle sager på området, og de får til opgave at svare",
        ),
        (
            "Et %-dags kursus pa skolen, jf. lovens & 24, stk. 2, far alle",
            "Et ½-dags kursus på skolen, jf. lovens § 24, stk. 2, får alle",
        ),
    ]);
}

#[test]
fn what_an_engine_has_the_habit_of() {
    // Every `n` is read as `N` and every `u` as `Lh`, as an engine once did.
    let printed = "Kurset er obligatorisk, og undervisningen bliver holdt to gange om året. Lederne sørger for \
                   tilmeldingen, og på kursussiden står ingen frister. Den skriftlige guide er brugt \
                   meget, og kurserne er fulde. Skulle gruppen mangle pladser, er der luft i august, og \
                   ventelisten bliver fulgt af skolernes ledelse.";
    let read = printed.replace('n', "N").replace('u', "Lh");
    assert_eq!(repaired(&read), printed);
}

#[test]
fn an_abbreviation_is_read_as_the_text_defines_it() {
    repairs(&[(
        "Okonomiforvaltningen (KF) har pa mgdet svaret. KF holder kurser for alle pa omradet, og OKF gor det selv.",
        "Økonomiforvaltningen (ØKF) har på mødet svaret. ØKF holder kurser for alle på området, og ØKF gør det selv.",
    )]);
}

#[test]
fn a_misreading_of_one_word_is_no_habit() {
    // The slip is the author's, whatever the page lost.
    repairs(&[(
        "Borgerradsgiveren har pa mgdet bedt om svar pa, om foraeldre far besked.",
        "Borgerrådsgiveren har på mødet bedt om svar på, om forældre får besked.",
    )]);
}

#[test]
fn lines_of_clean_texts_begin_as_their_authors_like() {
    for clean in [
        "= Vejledning om sagen\n\nFørst læser du sagen på skærmen.\n\n= Næste afsnit her\n",
        "~ Økonomi er vigtigt\n~ Ånd også\n",
        "« Citat fra mødet »\n« Endnu et på næste side »\n",
        "Menu | Kontakt | Presse\nForsiden | om os | job\n",
    ] {
        assert_eq!(repaired(clean), clean);
    }
}

#[test]
fn words_that_danes_borrow_for_courses_stay() {
    // A short letter in which little shows that no letter was lost.
    for borrowed in [
        "et brush up-kursus",
        "en buddy-ordning",
        "blended learning",
        "et refresher-kursus",
        "lessons learned",
        "en steering committee",
        "et bootcamp",
        "train the trainer",
    ] {
        let clean = format!(
            "Socialforvaltningen\n\nTak for din mail. Vi havde i 2023 {borrowed} for de nye \
             medarbejdere, og det blev vel modtaget.\n"
        );
        assert_eq!(repaired(&clean), clean);
    }
}

#[test]
fn long_texts_of_one_kind_take_no_longer_than_others() {
    let damaged =
        "Pa mgdet blev det drgftet, om foraeldre far svar pa klager, for de gar hjem. ".repeat(30);
    let start = std::time::Instant::now();
    for piece in
        ["ord\n", ">>x\n", "AbbeAbbe", "a-", "ord og flere ord som er,\n \nOrd ", "[a] ti] "]
    {
        let text = format!("{damaged}\n\n{}", piece.repeat(8_000));
        Repairer::danish().repair(&text);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
