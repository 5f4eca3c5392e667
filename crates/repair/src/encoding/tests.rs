use super::*;
use crate::change::apply;

fn repaired(text: &str) -> String {
    apply(text, &changes(text)).0
}

#[track_caller]
fn check(text: &str, expected: &str, rule: &str) {
    let found = changes(text);
    let (after, _) = apply(text, &found);
    assert_eq!(after, expected, "from {text:?}");
    assert!(found.iter().any(|change| change.rule == rule), "{rule} in {found:?}");
    assert_eq!(repaired(&after), after, "a second time");
}

const CLEAN: &str = "Børne- og Ungdomsforvaltningen får i år nye kurser, jf. § 7.\nÆldre sager på Østerbro – også dem fra Århus – er »afsluttet«.\n";

/// Bytes read one by one as `decode` has them.
fn misread(text: &str, decode: impl Fn(u8) -> char) -> String {
    text.bytes().map(|b| if b < 0x80 { char::from(b) } else { decode(b) }).collect()
}

fn latin_1(byte: u8) -> char {
    char::from(byte)
}

/// Windows-1252, of which the mapping to bytes is the inverse.
fn windows(byte: u8) -> char {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9F => UPPER.chars().nth(usize::from(byte) - 0x80).unwrap(),
        _ => char::from(byte),
    }
}

#[test]
fn utf_8_read_as_windows_1252_once_and_twice() {
    for decode in [latin_1 as fn(u8) -> char, windows] {
        let once = misread(CLEAN, decode);
        check(&once, CLEAN, "utf-8-as-windows-1252");
        check(&misread(&once, decode), CLEAN, "utf-8-as-windows-1252");
    }
    check("Kurset pÃ¥ Ã¸en", "Kurset på øen", "utf-8-as-windows-1252");
    check("Et fÃ¸rste kursus", "Et første kursus", "utf-8-as-windows-1252");
    check("Nyt - â€“ og â€œmereâ€\u{9d}", "Nyt - – og “mere”", "utf-8-as-windows-1252");
}

#[test]
fn code_pages_read_as_others() {
    for (text, rule) in [
        ("K›benhavns Kommune har p† sp›rgsm†let svaret, at de f†r b›rn.", "cp850-as-windows-1252"),
        (
            "K\u{9b}benhavns Kommune har p\u{86} sp\u{9b}rgsm\u{86}let svaret, at de f\u{86}r b\u{9b}rn.",
            "cp850-as-latin-1",
        ),
        ("K°benhavns Kommune har pÕ sp°rgsmÕlet svaret, at de fÕr b°rn.", "windows-1252-as-cp850"),
        (
            "K¿benhavns Kommune har pŒ sp¿rgsmŒlet svaret, at de fŒr b¿rn.",
            "macintosh-as-windows-1252",
        ),
        (
            "K√∏benhavns Kommune har p√• sp√∏rgsm√•let svaret, at de f√•r b√∏rn.",
            "utf-8-as-macintosh",
        ),
        ("K├©benhavns Kommune har p├Ñ sp├©rgsm├Ñlet svaret, at de f├Ñr b├©rn.", "utf-8-as-cp437"),
    ] {
        let text =
            if rule == "utf-8-as-cp437" { text.replace('©', "╕") } else { text.to_owned() };
        check(&text, "Københavns Kommune har på spørgsmålet svaret, at de får børn.", rule);
    }
}

#[test]
fn code_pages_that_share_letters() {
    check("Skolens l¢sning på sp¢rgsmålet", "Skolens løsning på spørgsmålet", "cp850-as-cp437");
    check(
        "¥vrige b¢rn får svar efter ⌡ 7\nog (⌡⌡ 19-21) på M¢llevej. MILJ¥",
        "Øvrige børn får svar efter § 7\nog (§§ 19-21) på Møllevej. MILJØ",
        "cp850-as-cp437",
    );
}

#[test]
fn signs_and_initials_come_with_the_letters() {
    check(
        "Anna \u{9d}. Berg f\u{86}r b\u{9b}rn (õõ 19-21), jf. õ 7 og õ8, se õ-tegnet",
        "Anna Ø. Berg får børn (§§ 19-21), jf. § 7 og §8, se §-tegnet",
        "cp850-as-latin-1",
    );
    check(
        "╔t b°rnehus fÕr en °. Ï. Berg (ºº 2-3)",
        "Ét børnehus får en °. Ø. Berg (§§ 2-3)",
        "windows-1252-as-cp850",
    );
    check(
        "¥ B¿rn f\u{152}r ¯l og k¿d (¤¤ 1-2)",
        "• Børn får Øl og kød (§§ 1-2)",
        "macintosh-as-windows-1252",
    );
    check("Anna √ò. Berg f√•r b√∏rn", "Anna Ø. Berg får børn", "utf-8-as-macintosh");
    check("Anna \\. Berg f}r b|rn og l{rere", "Anna Ø. Berg får børn og lærere", "iso-646-dk");
}

#[test]
fn seven_bits() {
    check(
        "B|rne- og Ungdomsforvaltningen f}r i }r nye kurser for l{rere, [ldre og folk fra \\sterbro [sic]. BEL\\B",
        "Børne- og Ungdomsforvaltningen får i år nye kurser for lærere, Ældre og folk fra Østerbro [sic]. BELØB",
        "iso-646-dk",
    );
}

#[test]
fn quoted_printable_keeps_the_lines() {
    check(
        "Kurset f=C3=B8r sommer p=C3=A5 =C3=B8en",
        "Kurset før sommer på øen",
        "quoted-printable",
    );
    check("Kurset f=F8r sommer p=E5 skolen", "Kurset før sommer på skolen", "quoted-printable");
    check(
        "Vi har holdt kur=\nset p=C3=A5 skolen\nog =\nmere",
        "Vi har holdt kurset\npå skolen\nog \nmere",
        "quoted-printable",
    );
    check(
        "Det er b=C3=\n=B8rnenes sag p=C3=A5 ny\nx",
        "Det er børnenes\nsag på ny\nx",
        "quoted-printable",
    );
    check("To =3D 2, og f=C3=B8r =\r\np=C3=A5", "To = 2, og før \r\npå", "quoted-printable");
    for text in [
        "Kur=\nset p=E5 et b=C3=B8=\nrne\nhus =\n\nslut=\n",
        "a=C3=B8=\n=C3=B8b=\n=\nc=C3=A5d\n",
        "x=\n=C3=A5y=C3=A5=\n",
    ] {
        let after = repaired(text);
        assert_eq!(after.matches('\n').count(), text.matches('\n').count(), "{after:?}");
    }
}

#[test]
fn entities() {
    check(
        "K&oslash;benhavn f&aring;r &aelig;ndringer &amp; mere",
        "København får ændringer & mere",
        "html-entity",
    );
    check("f&#248;r og p&#xE5;", "før og på", "html-entity");
    check("f&#248;r &#150; og &#147;efter&#148;", "før – og “efter”", "html-entity");
    check("K&amp;oslash;benhavn R&amp;D", "København R&D", "html-entity");
    check("&sect;&nbsp;7 &ndash; &raquo;kurset&laquo;", "§\u{a0}7 – »kurset«", "html-entity");
}

#[test]
fn damages_lie_over_each_other() {
    let once = misread("Kurset får børn på øen", windows);
    let entities: String = once
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) })
        .collect();
    let after = repaired(&entities.replace("&#8225;", "‡"));
    assert_eq!(after, "Kurset får børn på øen");
}

#[test]
fn clean_text_stays() {
    for text in [
        CLEAN,
        "Hr. Müller fra São Paulo, fru Ångström, Çelik, Łukasz og señor Núñez.",
        "BUF’s og KK’s ’Styrket forældrekontakt’ – ‘løftet’ „her“ †12 §§ 19-21, 20 °C, ½-dags, 5 µg, ¿Qué?",
        "Tegnet Ã¸ står for ø, og »fÃ¸r« skulle være »før«.",
        "Skriv &oslash; for ø. Tom & Jerry; A&B; x &gt y.",
        "SÃO PAULO, Ã, Â og â er bogstaver.",
        "Tegnet Ã¸ er ét tegn.",
        "if (a[i] || b{x}) { return c\\d; } og|eller a|b|c",
        "a = b, c==d, x=10, y =AF, https://kk.dk/?a=E5b&c=F8r&oslash;",
        "Fodnote† og note‡, Word®, 3°, pris 10€, ›tekst‹",
        "Se {navn} og {adresse} | {by}",
        "<a class=\n\"en\" href=\n\"to\" title=\n\"tre\">\nSe på øen",
        "f(big.mark=' ', scientific=FALSE) og g(scientific=FALSE) og h(x=FALSE)",
        "Prisen er 10 ¢ eller 5 ¥, køb for ¥en.",
        "Yen skrives ¥, cent ¢; 12¢ og 300¥ i alt.",
        "Skriv til navn@kk.dk, tlf. 33 66 33 66, 12.000 kr.",
        "",
    ] {
        assert_eq!(changes(text), [], "{text:?}");
    }
}

/// Fixpoint, no panic, and what has no place in words is left, on anything.
#[test]
fn any_input() {
    const PIECES: &[&str] = &[
        "kur", "f", "r", " ", "\n", "\r\n", "=", "=C3", "=B8", "=F8", "=\n", "=3D", "&",
        "&oslash;", "&amp;", "amp;", "&#248;", "#", "Ã", "¸", "¥", "Â", "â", "€", "“", "›", "†",
        "°", "Õ", "{", "|", "}", "[", "\\", "]", "├", "╕", "√", "∏", "ø", "æ", "å", "Å", "a",
        "\u{9b}", "\u{86}", "‘", "’", "\u{ad}", "😀", ";", "12", "@", "://", "ï", "»", "¿", "Ì",
        "\u{8a}",
    ];
    let mut seed = 9u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..30_000 {
        let text: String = (0..random(24)).map(|_| PIECES[random(PIECES.len())]).collect();
        let found = changes(&text);
        for pair in found.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {found:?}");
        }
        let (after, _) = apply(&text, &found);
        assert_eq!(after.matches('\n').count(), text.matches('\n').count(), "{text:?} → {after:?}");
        assert_eq!(repaired(&after), after, "{text:?} → {after:?}");
    }
}

#[test]
fn data_files_are_in_order() {
    let names = entities::names();
    assert!(names.len() > 50);
    for pair in names.windows(2) {
        assert!(
            pair[0].0 < pair[1].0,
            "entities.tsv: {:?} belongs before {:?}",
            pair[1].0,
            pair[0].0
        );
    }
    for (name, to) in names {
        assert_eq!(to.chars().count(), 1, "entities.tsv: {name}");
    }
    for table in tables::tables() {
        assert!(table.entries.len() >= 8, "tables.tsv: {}", table.rule);
        for (from, to) in &table.entries {
            assert!(
                !from.is_empty() && !from.contains('\u{fffd}') && *to != '\u{fffd}',
                "tables.tsv: {from:?}"
            );
        }
    }
}
