//! Names and terms that go before the word list.

use gensvar_repair::{Glossary, Repairer};

fn with(terms: &str) -> Repairer {
    Repairer::danish().with_glossary(Glossary::parse(terms).expect("the terms are right"))
}

#[test]
fn a_term_wins_over_the_list() {
    let damaged = "Klageren matte ga til Farup Byrad, da mgdet var slut, og fa svar pa sagen der. \
                   Svaret var i gvrigt ikke fyldestggrende, da forlgbet ogsa skulle vaere beskrevet.";
    let plain = Repairer::danish().repair(damaged).text;
    let own = with("Fårup Byråd").repair(damaged).text;
    assert!(own.contains("til Fårup Byråd, da mødet"), "{own}");
    let rest = |text: &str| text.split_once(", ").map(|(_, rest)| rest.to_owned());
    assert_eq!(rest(&own), rest(&plain), "the rest is as without it");
}

#[test]
fn what_reads_like_a_term_stays() {
    let damaged = "Pa mgdet i Bor og Mal blev det drgftet, om foraeldre far svar pa klager, for de gar hjem. \
                   Bor og Mal er navnet pa huset, som laegen ogsa kender fra omradet.";
    let own = with("Bor og Mal").repair(damaged).text;
    assert_eq!(own.matches("Bor og Mal").count(), 2, "{own}");
    assert!(own.starts_with("På mødet i Bor"), "{own}");
}

#[test]
fn near_misses_are_repaired_only_where_asked_for() {
    let clean = "Borgerrådsgiveren har bedt Socialforvaltingen om et svar på området.";
    assert_eq!(Repairer::danish().repair(clean).text, clean);
    let fuzzy = Repairer::danish().with_glossary_fuzzy().repair(clean);
    assert_eq!(fuzzy.text, "Borgerrådgiveren har bedt Socialforvaltningen om et svar på området.");
    assert!(
        fuzzy.edits.iter().all(|edit| edit.rule == "glossary/near-miss" && edit.confidence < 0.9)
    );
    assert_eq!(fuzzy.edits[0].alternatives[0].to, "Borgerrådsgiveren");

    let damaged = "Borgerradsgiveren har pa mgdet bedt om svar pa, om foraeldre far svar, for sagen gar videre.";
    assert!(Repairer::danish().repair(damaged).text.starts_with("Borgerrådsgiveren har på mødet"));
    let fuzzy = Repairer::danish().with_glossary_fuzzy().repair(damaged);
    assert!(fuzzy.text.starts_with("Borgerrådgiveren har på mødet"), "{}", fuzzy.text);
    assert_eq!(Repairer::danish().with_glossary_fuzzy().repair(&fuzzy.text).text, fuzzy.text);
}

#[test]
fn own_terms_are_near_too() {
    let repairer = with("Sølagerhuset").with_glossary_fuzzy();
    assert_eq!(
        repairer.repair("Alle mødte op i Sølagerhusset til kurset på fredag.").text,
        "Alle mødte op i Sølagerhuset til kurset på fredag."
    );
}
