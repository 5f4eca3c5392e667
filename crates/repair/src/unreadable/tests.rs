use super::*;
use crate::change::apply;

fn repaired(text: &str) -> String {
    apply(text, &changes(text)).0
}

#[test]
fn marks_become_letters() {
    for mark in MARKS {
        let marked = |text: &str| -> String {
            text.chars().map(|c| if c.is_ascii() { c } else { mark }).collect()
        };
        for text in [
            "Københavns Kommune har på mødet oplyst, at forældre får svar på klager.",
            "Borgerrådgiveren spørger, om kurset er nået. Økonomien er uændret, og de får det før jul.",
            "Er der svar? Ja, i år på rådhuset.\nHvornår? Det må vi nå før påske.",
            "BELØB OG MÅNED\nBørn i Ørsted følger reglerne.",
            "Vi får – og når – det før jul.\n• Børn hører ind under § 7, evt. år 2.",
        ] {
            let after = repaired(&marked(text));
            assert_eq!(after, text);
            assert_eq!(repaired(&after), after);
        }
        assert_eq!(
            repaired(&marked("Kurset »God på et år« følger mødet på rådhuset før jul.")),
            "Kurset \"God på et år\" følger mødet på rådhuset før jul."
        );
    }
}

#[test]
fn questions_stay() {
    for text in [
        "Hvem skal svare?Og hvor mange? Kurset er nyt?",
        "Er det s?dan? Nej, det er et sp\u{f8}rgsm\u{e5}l.",
        "Se https://kk.dk/a?b=c&d?e og find?navn=x, eller x?y:z",
        "Hvad?! ?? ??? Hvorfor? \"Derfor?\" (ja?)",
        "\u{fffd}\u{fffd}\u{fffd} \u{fffd}",
        "",
    ] {
        assert_eq!(changes(text), [], "{text:?}");
    }
}
