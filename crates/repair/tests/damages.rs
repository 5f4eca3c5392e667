//! Several damages in one text, over each other and beside each other.

use gensvar_repair::{EditKind, Repaired, Repairer};

/// Pages as they should be, each about something of its own.
const PAGES: [&str; 4] = [
    "Borgerrådgiveren har spurgt, hvordan sagsbehandlerne bliver undervist. Økonomiforvaltningen svarer\n\
     på vegne af begge afdelinger, at kurset er åbent for alle, og at det første hold løber nu.\n",
    "Ældre medarbejdere følger et kortere forløb på rådhuset. Det er en fast ordning, og de fleste når\n\
     det i løbet af et år. Lønnen følger med, også når mødet trækker ud; ingen går før tid.\n",
    "Vi må desuden gøre opmærksom på, at der ikke er afsat nye midler. Så længe beløbet er uændret, får\n\
     hvert område højst to pladser. Børnefamilierne har første ret, når der er færre pladser end ønsker.\n",
    "Kontoret øver sig på at skrive kort. Når brevet er færdigt, læser en kollega det højt, så fejl høres.\n\
     Det går bedre, end vi håbede, og vi bør gøre det igen. Måske når vi det før påske.\n",
];

/// Bytes read one by one as Latin-1.
fn misread(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn replaced(text: &str, letters: [&str; 6]) -> String {
    let mut text = text.to_owned();
    for (letter, to) in ["æ", "ø", "å", "Æ", "Ø", "Å"].into_iter().zip(letters) {
        text = text.replace(letter, to);
    }
    text
}

fn typed(text: &str) -> String {
    replaced(text, ["ae", "oe", "aa", "Ae", "Oe", "Aa"])
}

fn repair(text: &str) -> Repaired {
    let repaired = Repairer::danish().repair(text);
    assert_eq!(Repairer::danish().repair(&repaired.text).text, repaired.text, "a second time");
    repaired
}

/// A way of damaging a page, with its name.
type Damage = (&'static str, fn(&str) -> String);

/// Every way from which a page comes back.
fn damages() -> Vec<Damage> {
    let kind = |name, damage: fn(&str) -> String| (name, damage);
    vec![
        kind("mojibake", misread),
        kind("twice", |text| misread(&misread(text))),
        kind("CP850", |text| {
            replaced(text, ["\u{91}", "\u{9b}", "\u{86}", "\u{92}", "\u{9d}", "\u{8f}"])
        }),
        kind("CP437", |text| replaced(text, ["æ", "¢", "å", "Æ", "¥", "Å"])),
        kind("entities", |text| {
            replaced(text, ["&aelig;", "&oslash;", "&aring;", "&AElig;", "&Oslash;", "&Aring;"])
        }),
        kind("decomposed", |text| replaced(text, ["æ", "ø", "a\u{30a}", "Æ", "Ø", "A\u{30a}"])),
        kind("typed", typed),
        kind("Swedish", |text| replaced(text, ["ä", "ö", "å", "Ä", "Ö", "Å"])),
    ]
}

#[test]
fn only_the_damaged_pages_are_touched() {
    for (name, damage) in damages() {
        for separator in ["\u{c}", "\n", "\r\n\r\n"] {
            for damaged in 0..PAGES.len() {
                let mut pages = PAGES.map(str::to_owned);
                pages[damaged] = damage(PAGES[damaged]);
                let repaired = repair(&pages.join(separator));
                assert_eq!(repaired.text, PAGES.join(separator), "{name}, page {damaged}");
                let start: usize =
                    pages[..damaged].iter().map(|page| page.len() + separator.len()).sum();
                let end = start + pages[damaged].len();
                for edit in &repaired.edits {
                    assert!(edit.span.start >= start && edit.span.end <= end, "{name}: {edit:?}");
                    assert_ne!(edit.kind, EditKind::Ocr, "{name}: {edit:?}");
                }
            }
        }
    }
}

#[test]
fn each_page_may_be_damaged_in_its_own_way() {
    let all = damages();
    for (first, one) in &all {
        for (second, other) in &all {
            let text = [&one(PAGES[0]), PAGES[1], &other(PAGES[2]), PAGES[3]].join("\u{c}");
            assert_eq!(repair(&text).text, PAGES.join("\u{c}"), "{first} and {second}");
        }
    }
}

#[test]
fn damages_lie_over_each_other() {
    let page = PAGES[1];
    let decomposed = replaced(page, ["æ", "ø", "a\u{30a}", "Æ", "Ø", "A\u{30a}"]);
    let parted = page.replace("medarbejdere", "med\u{ad}arbejdere").replace("fleste", "ﬂeste");
    let entities = |text: &str| -> String {
        let entity = |c: char| match c.is_ascii() {
            true => c.to_string(),
            false => format!("&#{};", u32::from(c)),
        };
        text.chars().map(entity).collect()
    };
    for damaged in [
        misread(&decomposed),
        misread(&parted),
        entities(&decomposed),
        entities(&misread(page)).replace("&#", "&amp;#"),
        entities(&parted),
        typed(&parted),
        misread(&misread(&parted)),
    ] {
        assert_eq!(repair(&damaged).text, page, "from {damaged:?}");
    }
}
