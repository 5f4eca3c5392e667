//! E-mails.
#![allow(clippy::unwrap_used)]

mod support;

use gensvar_ingest::{ErrorKind, Format, Warning};
use support::{base64, document, docx, msg, outlook, parts, text};

const HEAD: &str = "From: =?iso-8859-1?Q?B=F8rge_S=F8rensen?= <bs@kk.example>\r\n\
    To: raad@kk.example\r\nDate: Wed, 21 May 2025 15:02:00 +0200\r\n\
    Subject: =?utf-8?B?U3ZhciBww6UgaMO4cmluZw==?=\r\nMIME-Version: 1.0\r\n";

const SEEN: &str = "Fra: Børge Sørensen <bs@kk.example>\nDato: 21. maj 2025 15:02\n\
    Til: raad@kk.example\nEmne: Svar på høring\n\n";

fn mail(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

#[test]
fn the_head_is_written_as_it_is_seen() {
    let bytes = mail(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nVi k=C3=B8rer =\r\nkurser.\r\n\r\n> Hvad med\r\n> ledere?\r\n",
    );
    let document = document(&bytes);
    assert_eq!(document.format, Format::Eml);
    assert_eq!(document.text, format!("{SEEN}Vi kører kurser.\n\n> Hvad med\n> ledere?\n"));
}

#[test]
fn an_encoding_declared_wrongly_is_not_believed() {
    for (declared, bytes) in [
        ("us-ascii", &b"p\xE5 m\xF8de"[..]),
        ("utf-8", b"p\xE5 m\xF8de"),
        ("iso-8859-1", b"p\xC3\xA5 m\xC3\xB8de"),
        ("x-unknown", b"p\xE5 m\xF8de"),
    ] {
        let mut mail = mail(&format!("Content-Type: text/plain; charset={declared}\r\n\r\n"));
        mail.extend(bytes);
        assert_eq!(text(&mail), format!("{SEEN}på møde\n"), "{declared}");
    }
}

#[test]
fn the_better_form_of_the_text_is_taken() {
    let both = |plain: &str| {
        mail(&format!(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\n\
             Content-Type: text/html\r\n\r\n<p>Alle nye medarbejdere skal igennem kurset.</p><blockquote>Hvad med nye?</blockquote>\r\n--b--\r\n"
        ))
    };
    let whole = "Alle nye medarbejdere skal igennem kurset.\r\n\r\n> Hvad med nye?";
    let seen = "Alle nye medarbejdere skal igennem kurset.\n\n> Hvad med nye?\n";
    assert_eq!(text(&both(whole)), format!("{SEEN}{seen}"));
    // One that lacks a word of the other gives way, however long it is.
    for lacking in ["", "Se HTML", "Alle nye medarbejdere skal igennem kurset.\r\n\r\nMvh Bo"] {
        assert_eq!(text(&both(lacking)), format!("{SEEN}{seen}"));
    }
}

#[test]
fn every_part_of_the_text_is_read() {
    let part = |kind: &str, text: &str| format!("--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n");
    let bytes = mail(&format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}{}{}{}--b--\r\n",
        part("text/plain", "Vores svar:"),
        part("text/html", "<p>Kurset er obligatorisk.</p>"),
        part("text/plain\r\nContent-Disposition: inline", "Mvh Bo"),
        part("text/calendar", "BEGIN:VCALENDAR"),
    ));
    let parts = parts(&bytes).unwrap();
    let text = |at: usize| parts[at].document.as_ref().unwrap().text.as_str();
    assert_eq!(text(0), format!("{SEEN}Vores svar:\nKurset er obligatorisk.\n\nMvh Bo\n"));
    assert_eq!((parts.len(), text(1)), (2, "BEGIN:VCALENDAR"));
}

#[test]
fn older_mails_are_told_apart() {
    let older = "Fra: Pia Dam\r\nSendt: 2. maj 2025\r\nTil: Bo\r\n\r\nKurset er frivilligt.";
    let quoted = "> Fra: Pia Dam\n> Sendt: 2. maj 2025\n> Til: Bo\n>\n> Kurset er frivilligt.\n";
    let plain = mail(&format!("Content-Type: text/plain\r\n\r\nJa.\r\n\r\n{older}\r\n"));
    assert_eq!(text(&plain), format!("{SEEN}Ja.\n\n{quoted}"));
    let html = mail(
        "Content-Type: text/html\r\n\r\n<p>Ja.</p><div id=divRplyFwdMsg><b>Fra:</b> Pia Dam<br><b>Sendt:</b> 2. maj 2025<br><b>Til:</b> Bo</div><p>Kurset er frivilligt.</p>",
    );
    assert_eq!(text(&html), format!("{SEEN}Ja.\n\n{quoted}"));
}

#[test]
fn what_was_put_around_a_mail_does_no_harm() {
    let plain = "Content-Type: text/plain; charset=utf-8\r\n";
    let base = mail(&format!(
        "{plain}Content-Transfer-Encoding: base64\r\n\r\n{}\r\n\r\n____\r\nEn liste\r\n",
        base64("På gensyn.\n".as_bytes())
    ));
    assert_eq!(text(&base), format!("{SEEN}På gensyn.\n\n____\nEn liste\n"));
    let whole = mail(&format!("{plain}\r\nJa.\r\n"));
    let as_mac: Vec<u8> = whole.iter().copied().filter(|&byte| byte != b'\n').collect();
    for bytes in [
        [b"\xEF\xBB\xBF".as_slice(), &whole].concat(),
        [b"\r\n".as_slice(), &whole].concat(),
        as_mac,
    ] {
        assert_eq!(text(&bytes), format!("{SEEN}Ja.\n"));
    }
    let uu = parts(&mail(
        "Content-Type: text/plain\r\n\r\nSe her\r\n\r\nbegin 644 svar.txt\r\n#0V%T\r\n`\r\nend\r\n",
    ))
    .unwrap();
    assert_eq!(uu[0].document.as_ref().unwrap().text, format!("{SEEN}Se her\n"));
    assert_eq!(
        (uu[1].name.as_deref(), uu[1].document.as_ref().unwrap().text.as_str()),
        (Some("svar.txt"), "Cat")
    );
}

#[test]
fn one_wrong_byte_does_not_change_the_encoding() {
    let mut bytes = mail("Content-Type: text/plain; charset=utf-8\r\n\r\n");
    bytes.extend("Børn ".as_bytes());
    bytes.extend(b"\xE5r");
    assert_eq!(text(&bytes), format!("{SEEN}Børn \u{fffd}r\n"));
}

#[test]
fn attachments_know_their_mail_and_logos_are_left_out() {
    let letter = docx("<w:p><w:r><w:t>Bilagets tekst</w:t></w:r></w:p>", &[]);
    let packed = base64(&letter);
    let bytes = mail(&format!(
        "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html\r\n\r\n<p>Se bilag</p><img src=\"cid:logo@x\">\r\n\
         --b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n\
         --a\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fsvar%20p%C3%A5.docx\r\n\r\n{packed}\r\n\
         --a\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nDate: Tue, 20 May 2025 08:31:00 +0200\r\nSubject: Ældre\r\n\r\nDen gamle\r\n\
         --a\r\nContent-Type: text/plain; name=note.txt\r\n\r\nEn note\r\n--a--\r\n"
    ));
    let parts = parts(&bytes).unwrap();
    let first = parts[0].document.as_ref().unwrap();
    assert_eq!(first.text, format!("{SEEN}Se bilag\n"));
    assert_eq!(first.warnings.len(), 1);
    let seen: Vec<(&str, &str)> = parts[1..]
        .iter()
        .map(|part| (part.name.as_deref().unwrap(), part.document.as_ref().unwrap().text.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("svar på.docx", "Bilagets tekst\n"),
            ("Ældre.eml", "Fra: a@b.example\nDato: 20. maj 2025 08:31\nEmne: Ældre\n\nDen gamle\n"),
            ("note.txt", "En note"),
        ]
    );
}

#[test]
fn a_file_of_mails_gives_each() {
    let bytes = "From a@b Wed May 21 15:02:00 2025\nFrom: a@b.example\nDate: Wed, 21 May 2025 15:02:00 +0200\n\nEt\n\n\
         From a@b Wed May 21 15:03:00 2025\nFrom: c@d.example\nDate: Wed, 21 May 2025 15:03:00 +0200\n\nTo\n";
    let parts = parts(bytes.as_bytes()).unwrap();
    let texts: Vec<&str> =
        parts.iter().map(|part| part.document.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(parts[1].name.as_deref(), Some("mail 2.eml"));
    assert!(texts[0].ends_with("\n\nEt\n") && texts[1].ends_with("\n\nTo\n"), "{texts:?}");
}

#[test]
fn a_reply_that_somebody_typed_stays_a_text() {
    for typed in [
        "Fra: Mette Dam (KFF)\nTil: Borgerrådgiveren\nSendt: 24. april 2024\nEmne: Svar\n\nKære Jonas\n",
        "To: ting\n\nskal siges\n",
        "From here on: nothing\n",
    ] {
        let document = document(typed.as_bytes());
        assert_eq!((document.format, document.text.as_str()), (Format::Text, typed));
    }
}

#[test]
fn a_mail_under_lock_says_so() {
    let bytes = mail(
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n",
    );
    assert!(matches!(parts(&bytes).unwrap_err().kind(), ErrorKind::Encrypted { .. }));
}

#[test]
fn an_outlook_message_reads_like_any_mail() {
    let parts = parts(&outlook()).unwrap();
    let first = parts[0].document.as_ref().unwrap();
    assert_eq!(first.format, Format::Msg);
    assert_eq!(
        first.text,
        "Fra: Børge Sørensen <bs@kk.example>\nDato: 21. maj 2025\nTil: Borgerrådgiveren; Mette Dam\n\
         Emne: Svar på høring\n\nVi kører kurser hvert år, og de er obligatoriske.\n"
    );
    assert_eq!(first.warnings, [Warning::LeftOut { count: 1 }]);
    let seen: Vec<(&str, &str)> = parts[1..]
        .iter()
        .map(|part| (part.name.as_deref().unwrap(), part.document.as_ref().unwrap().text.as_str()))
        .collect();
    assert_eq!(
        seen,
        [("bilag.txt", "Bilag"), ("VS_ Ældre-nyere.msg", "Emne: Ældre\n\nDen gamle\n")]
    );
    let rtf = msg(&[("__properties_version1.0", &[0; 32]), ("__substg1.0_10090102", b"LZFu")]);
    assert_eq!(document(&rtf).warnings, [Warning::RtfOnly]);
}

#[test]
fn a_logo_in_a_text_that_is_in_rtf_is_left_out() {
    let image = "__attach_version1.0_#00000000";
    let mut table = vec![0; 8];
    for (hidden, left_out) in [(1, vec![Warning::LeftOut { count: 1 }]), (0, Vec::new())] {
        table.truncate(8);
        table.extend([0x0B, 0x00, 0xFE, 0x7F, 6, 0, 0, 0, hidden, 0, 0, 0, 0, 0, 0, 0]);
        let bytes = msg(&[
            ("__properties_version1.0", &[0; 32]),
            (
                "__substg1.0_1000001F",
                &"Hilsen".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ),
            (&format!("{image}/__properties_version1.0"), &table),
            (&format!("{image}/__substg1.0_37010102"), b"\x89PNG\r\n\x1A\n"),
        ]);
        let parts = parts(&bytes).unwrap();
        assert_eq!(parts[0].document.as_ref().unwrap().warnings, left_out);
        assert_eq!(parts.len(), 2 - usize::from(hidden));
    }
}
