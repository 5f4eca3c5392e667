//! Texts damaged on purpose, always in the same way.
//!
//! Each kind is what a real program does to Danish text. Where a code page cannot hold a character
//! (a dash in CP850), the text that is to come back has what programs put in its place.

mod code_pages;
mod keyboard;
mod mail;
mod typesetting;

use code_pages::{CP437, CP850, CP865, LATIN_1, MACINTOSH, WINDOWS_1252};

/// A way in which texts are damaged.
#[derive(Debug, Clone, Copy)]
pub struct Damage {
    /// Its name in tables and JSON.
    pub name: &'static str,
    /// Whether nothing is lost, so that all can come back.
    pub is_reversible: bool,
    pair: fn(&str) -> (String, String),
}

impl Damage {
    /// All kinds.
    pub fn all() -> &'static [Damage] {
        &ALL
    }

    /// The text that is to come back, and the damaged one.
    pub fn of(&self, text: &str) -> (String, String) {
        (self.pair)(text)
    }
}

const fn reversible(name: &'static str, pair: fn(&str) -> (String, String)) -> Damage {
    Damage { name, is_reversible: true, pair }
}

const fn lossy(name: &'static str, pair: fn(&str) -> (String, String)) -> Damage {
    Damage { name, is_reversible: false, pair }
}

const ALL: [Damage; 35] = [
    reversible("utf-8-as-latin-1", |text| whole(text, |text| LATIN_1.read_utf_8(text))),
    reversible("utf-8-as-latin-1-twice", |text| {
        whole(text, |text| LATIN_1.read_utf_8(&LATIN_1.read_utf_8(text)))
    }),
    reversible("utf-8-as-windows-1252", |text| whole(text, |text| WINDOWS_1252.read_utf_8(text))),
    reversible("utf-8-as-windows-1252-twice", |text| {
        whole(text, |text| WINDOWS_1252.read_utf_8(&WINDOWS_1252.read_utf_8(text)))
    }),
    reversible("utf-8-as-cp850", |text| whole(text, |text| CP850.read_utf_8(text))),
    reversible("utf-8-as-macintosh", |text| whole(text, |text| MACINTOSH.read_utf_8(text))),
    reversible("cp850-as-latin-1", |text| CP850.misread_as(&LATIN_1, text)),
    reversible("cp850-as-windows-1252", |text| CP850.misread_as(&WINDOWS_1252, text)),
    reversible("cp865-as-latin-1", |text| CP865.misread_as(&LATIN_1, text)),
    reversible("cp865-as-windows-1252", |text| CP865.misread_as(&WINDOWS_1252, text)),
    reversible("cp850-as-cp437", |text| CP850.misread_as(&CP437, text)),
    reversible("windows-1252-as-cp850", |text| WINDOWS_1252.misread_as(&CP850, text)),
    reversible("windows-1252-as-cp865", |text| WINDOWS_1252.misread_as(&CP865, text)),
    reversible("windows-1252-as-macintosh", |text| WINDOWS_1252.misread_as(&MACINTOSH, text)),
    reversible("macintosh-as-windows-1252", |text| MACINTOSH.misread_as(&WINDOWS_1252, text)),
    reversible("iso-646-dk", keyboard::seven_bit),
    reversible("quoted-printable-utf-8", |text| whole(text, mail::quoted_printable_utf_8)),
    reversible("quoted-printable-latin-1", mail::quoted_printable_latin_1),
    reversible("entities-named", |text| whole(text, mail::entities_named)),
    reversible("entities-numeric", |text| whole(text, mail::entities_numeric)),
    reversible("decomposed", |text| whole(text, typesetting::decomposed)),
    reversible("soft-hyphens", |text| whole(text, typesetting::soft_hyphens)),
    reversible("ligatures", |text| whole(text, typesetting::ligatures)),
    reversible("half-mojibake", |text| half(text, |text| WINDOWS_1252.read_utf_8(text))),
    reversible("half-cp850", |text| {
        let best = CP850.best_fit(text);
        half(&best, |text| CP850.misread_as(&WINDOWS_1252, text).1)
    }),
    reversible("entities-and-decomposed", |text| {
        whole(text, |text| mail::entities_numeric(&typesetting::decomposed(text)))
    }),
    reversible("mojibake-and-soft-hyphens", |text| {
        whole(text, |text| WINDOWS_1252.read_utf_8(&typesetting::soft_hyphens(text)))
    }),
    lossy("ae-oe-aa", |text| whole(text, keyboard::transliterated)),
    lossy("ae-o-a", |text| whole(text, keyboard::stripped)),
    lossy("swedish-keyboard", |text| whole(text, keyboard::swedish)),
    lossy("german-keyboard", |text| whole(text, keyboard::german)),
    lossy("question-marks", |text| whole(text, |text| keyboard::unreadable(text, '?'))),
    lossy("replacement-characters", |text| {
        whole(text, |text| keyboard::unreadable(text, '\u{fffd}'))
    }),
    lossy("letters-dropped", |text| whole(text, keyboard::dropped)),
    lossy("half-ae-oe-aa", |text| half(text, keyboard::transliterated)),
];

fn whole(text: &str, damage: impl Fn(&str) -> String) -> (String, String) {
    (text.to_owned(), damage(text))
}

/// A text of several pages, every other of which is damaged: pages end after so many lines.
fn half(text: &str, damage: impl Fn(&str) -> String) -> (String, String) {
    const LINES: usize = 12;
    let (mut gold, mut damaged) = (String::new(), String::new());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, page) in lines.chunks(LINES).enumerate() {
        let page = page.concat();
        if number > 0 {
            gold.push('\u{c}');
            damaged.push('\u{c}');
        }
        gold.push_str(&page);
        damaged.push_str(&if number % 2 == 0 { damage(&page) } else { page });
    }
    (gold, damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damaged(name: &str, text: &str) -> String {
        let damage = Damage::all().iter().find(|damage| damage.name == name).unwrap();
        damage.of(text).1
    }

    #[test]
    fn damages_are_those_of_real_programs() {
        let text = "Rødgrød på æble – §";
        for (name, expected) in [
            ("utf-8-as-windows-1252", "RÃ¸dgrÃ¸d pÃ¥ Ã¦ble â€“ Â§"),
            ("utf-8-as-latin-1", "RÃ¸dgrÃ¸d pÃ¥ Ã¦ble â\u{80}\u{93} Â§"),
            ("utf-8-as-windows-1252-twice", "RÃƒÂ¸dgrÃƒÂ¸d pÃƒÂ¥ ÃƒÂ¦ble Ã¢â‚¬â€œ Ã‚Â§"),
            ("cp850-as-windows-1252", "R›dgr›d p† ‘ble - õ"),
            ("cp850-as-latin-1", "R\u{9b}dgr\u{9b}d p\u{86} \u{91}ble - õ"),
            ("windows-1252-as-cp850", "R°dgr°d pÕ µble û º"),
            ("iso-646-dk", "R|dgr|d p} {ble - ?"),
            ("quoted-printable-utf-8", "R=C3=B8dgr=C3=B8d p=C3=A5 =C3=A6ble =E2=80=93 =C2=A7"),
            ("quoted-printable-latin-1", "R=F8dgr=F8d p=E5 =E6ble =96 =A7"),
            ("entities-named", "R&oslash;dgr&oslash;d p&aring; &aelig;ble &ndash; &sect;"),
            ("entities-numeric", "R&#248;dgr&#248;d p&#229; &#230;ble &#8211; &#167;"),
            ("decomposed", "Rødgrød pa\u{30a} æble – §"),
            ("soft-hyphens", "Rød\u{ad}grød på æble – §"),
            ("ae-oe-aa", "Roedgroed paa aeble – §"),
            ("ae-o-a", "Rodgrod pa aeble – §"),
            ("swedish-keyboard", "Rödgröd på äble – §"),
            ("german-keyboard", "Rödgröd pa äble – §"),
            ("question-marks", "R?dgr?d p? ?ble ? ?"),
            (
                "replacement-characters",
                "R\u{fffd}dgr\u{fffd}d p\u{fffd} \u{fffd}ble \u{fffd} \u{fffd}",
            ),
            ("letters-dropped", "Rdgrd pa ble  "),
        ] {
            assert_eq!(damaged(name, text), expected, "{name}");
        }
        assert_eq!(damaged("ligatures", "fisk, flere officielle"), "ﬁsk, ﬂere oﬃcielle");
        assert_eq!(damaged("ae-oe-aa", "ÅR Ørn"), "AAR Oern");
    }

    #[test]
    fn long_lines_are_broken_in_mails() {
        let line = "på en øde ø, ".repeat(12) + "ø";
        let broken = damaged("quoted-printable-utf-8", &line);
        assert!(broken.lines().all(|line| line.len() <= 76));
        assert_eq!(broken.replace("=\n", "").replace("=C3=A5", "å").replace("=C3=B8", "ø"), line);
    }

    #[test]
    fn names_are_those_of_one_kind_each() {
        let mut names: Vec<&str> = Damage::all().iter().map(|damage| damage.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Damage::all().len());
    }
}
