//! Mails under mails: whose word an older one is.

use gensvar_claims::{Extraction, Extractor, Speaker};

fn extract(text: &str) -> Extraction {
    Extractor::danish().expect("the built-in files load").extract(text)
}

const ANSWER: &str = "Fra: Bo Lund <bl@suf.kk.example>\nDato: 3. maj 2025\nTil: Borgerrådgiveren\nEmne: SV: Kurser\n\n\
    Kære Borgerrådgiver\n\nAlle nye ledere i forvaltningen skal på kursus hvert år. Kurset varer to dage.\n\n\
    Venlig hilsen\nBo Lund\nSundheds- og Omsorgsforvaltningen\n\n";
const OLDER: &str = "Kære Bo\n\nKurset for ledere er frivilligt, og vi holder det som e-læring.\n\nHilsen\nPia Dam\n";

/// The agencies and speakers of the claims that an older mail makes.
fn of_older(found: &Extraction) -> Vec<(Option<&str>, Speaker)> {
    let at = |claim: &&gensvar_claims::Claim| {
        found.statements[claim.statement].text.contains("frivilligt")
    };
    let mut out: Vec<_> = found
        .claims
        .iter()
        .filter(at)
        .map(|claim| (claim.agency.as_deref(), claim.speaker))
        .collect();
    out.dedup();
    out
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}\n")).collect()
}

#[test]
fn an_older_mail_is_the_word_of_who_sent_it() {
    let head =
        "Fra: Pia Dam <pd@tmf.kk.example>\nSendt: 2. maj 2025\nTil: Bo Lund\nEmne: Kurser\n\n";
    let by_signature = format!("{OLDER}Teknik- og Miljøforvaltningen\n");
    for older in [
        format!("{head}{OLDER}"),
        quoted(&format!("{head}{OLDER}")),
        quoted(&format!("Fra: Pia Dam\nSendt: 2. maj 2025\nTil: Bo Lund\n\n{by_signature}")),
        format!("Den 2. maj 2025 kl. 10.12 skrev Pia Dam <pd@tmf.kk.example>:\n{}", quoted(OLDER)),
        format!("Den 2. maj 2025 kl. 10.12 skrev Pia Dam:\n{}", quoted(&by_signature)),
        quoted(&format!("Den 2. maj 2025 kl. 10.12 skrev Pia Dam <pd@tmf.kk.example>:\n\n{OLDER}")),
    ] {
        let found = extract(&format!("{ANSWER}{older}"));
        assert_eq!(of_older(&found), [(Some("TMF"), Speaker::Agency)], "{older}");
        let responses: Vec<&str> = found.responses.iter().map(|r| r.agency.code.as_str()).collect();
        assert_eq!(responses, ["SUF", "TMF"], "{older}");
    }
}

#[test]
fn a_quotation_without_a_name_is_what_was_asked() {
    let older = format!("Den 2. maj 2025 kl. 10.12 skrev Pia Dam:\n{}", quoted(OLDER));
    let found = extract(&format!("{ANSWER}{older}"));
    assert_eq!(of_older(&found)[0].1, Speaker::Ombudsman);
}

#[test]
fn after_a_quotation_the_answer_goes_on() {
    let mail = "Fra: Bo Lund <bl@suf.kk.example>\nDato: 3. maj 2025\n\nTMF skrev sådan til os i går, og det er vi ikke enige i:\n\n";
    let older = quoted(
        "Kurset er frivilligt for ledere.\n\nHilsen\nPia Dam\nTeknik- og Miljøforvaltningen",
    );
    let found = extract(&format!(
        "{mail}{older}\nAlle nye ledere i forvaltningen skal på kursus hvert år.\nKurset varer to dage.\nVi følger op på det.\nDet er besluttet.\nAlle er glade for kurset.\nVi holder flere.\n"
    ));
    assert_eq!(of_older(&found), [(Some("TMF"), Speaker::Agency)]);
    let last = found.claims.last().expect("a claim");
    assert_eq!((last.agency.as_deref(), last.speaker), (Some("SUF"), Speaker::Agency));
}

#[test]
fn what_is_sent_on_without_a_word_is_its_senders() {
    let mail = "Fra: Bo Lund <bl@suf.kk.example>\nDato: 3. maj 2025\n\nTil orientering.\n\nVenlig hilsen\nBo Lund, SUF\n\n";
    let head =
        "Fra: Pia Dam <pd@tmf.kk.example>\nSendt: 2. maj 2025\nTil: Bo Lund\nEmne: Kurser\n\n";
    for over in ["", "-----Videresendt meddelelse-----\n"] {
        let found = extract(&format!("{mail}{}", quoted(&format!("{over}{head}{OLDER}"))));
        assert_eq!(of_older(&found), [(Some("TMF"), Speaker::Agency)], "{over}");
    }
}
