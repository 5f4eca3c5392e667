//! Tables in which each row or each column is the answer of another agency.

use gensvar_claims::{Extraction, Extractor};

fn extract(text: &str) -> Extraction {
    Extractor::danish().expect("the built-in files load").extract(text)
}

/// The agencies that answer, in order, and those of the claims.
fn agencies(found: &Extraction) -> (Vec<&str>, Vec<&str>) {
    let responses = found.responses.iter().map(|response| response.agency.code.as_str());
    let mut claims: Vec<&str> =
        found.claims.iter().filter_map(|claim| claim.agency.as_deref()).collect();
    claims.dedup();
    (responses.collect(), claims)
}

const HEAD: &str = "Sundheds- og Omsorgsforvaltningen\n\nTil Borgerrådgiveren\n\n\
    Her er forvaltningernes svar på brevet om kurser:\n\n";

#[test]
fn a_row_is_the_answer_of_the_agency_that_it_begins_with() {
    for between in ["\t", " | ", "    "] {
        let row = |agency: &str, said: &str| format!("{agency}{between}{said}\n");
        let text = format!(
            "{HEAD}{}{}{}\nVi følger op på kurset for alle nye ledere i 2026.\n",
            row("Forvaltning", "Svar"),
            row(
                "Socialforvaltningen",
                "Alle nye ledere skal på kursus hvert år. Kurset er gratis."
            ),
            row("Teknik- og Miljøforvaltningen (TMF)", "Kurset for ledere er frivilligt."),
        );
        let found = extract(&text);
        assert_eq!(
            agencies(&found),
            (vec!["SUF", "SOF", "TMF", "SUF"], vec!["SOF", "TMF", "SUF"]),
            "{text}"
        );
        let texts: Vec<&str> = found.statements.iter().map(|s| s.text.as_str()).collect();
        assert!(texts.contains(&"Alle nye ledere skal på kursus hvert år."), "{texts:?}");
        assert!(texts.contains(&"Kurset for ledere er frivilligt."), "{texts:?}");
    }
}

#[test]
fn an_aligned_row_goes_on_below_its_last_cell() {
    let text = format!(
        "{HEAD}Socialforvaltningen   Alle nye ledere skal på kursus hvert år.\n\
         {0}Kurset for erfarne ledere er frivilligt.\n\
         Teknik og miljø       Kurset for ledere varer en dag.\n\nKurset er nyt.\n",
        " ".repeat(22)
    );
    let found = extract(&text);
    let of_row = found.statements.iter().filter(|one| one.agencies == ["SOF"]);
    let said: Vec<&str> = of_row.map(|one| one.text.as_str()).collect();
    assert!(said.contains(&"Kurset for erfarne ledere er frivilligt."), "{said:?}");
}

#[test]
fn a_column_is_the_answer_of_the_agency_that_heads_it() {
    let text = format!(
        "{HEAD}Spørgsmål\tSOF\tTMF\n\
         Hvem skal på kursus?\tAlle nye ledere skal på kursus hvert år.\tKurset er et frivilligt tilbud for alle ledere.\n"
    );
    let found = extract(&text);
    let (responses, claims) = agencies(&found);
    assert_eq!(responses, ["SUF", "SOF", "TMF"]);
    assert_eq!(claims, ["SOF", "TMF"]);
}

#[test]
fn a_letterhead_in_two_columns_still_says_who_writes() {
    let text = "Socialforvaltningen\tSagsnr. 2025-0012\n\nTil Borgerrådgiveren\n\n\
        Alle nye ledere skal på kursus hvert år.\n";
    assert_eq!(agencies(&extract(text)), (vec!["SOF"], vec!["SOF"]));
}
