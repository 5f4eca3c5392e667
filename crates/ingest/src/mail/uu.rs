//! Files that stand in a text themselves, as old e-mail programs attached them (uuencode).

use crate::document::Attachment;

/// The text without the files in it, and the files.
pub(super) fn taken_out(text: &str) -> (String, Vec<Attachment>) {
    let (mut out, mut files) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some((line, after)) = next_line(rest) {
        match name(line).and_then(|name| Some((name, file(after)?))) {
            Some((name, (bytes, behind))) => {
                files.push(Attachment { name: Some(name.to_owned()), bytes });
                rest = behind;
            }
            None => {
                out.push_str(rest.get(..rest.len() - after.len()).unwrap_or_default());
                rest = after;
            }
        }
    }
    (out, files)
}

/// The next line without its end, and what follows it.
fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    Some((line.trim_end_matches('\r'), after))
}

/// The name of a file that begins: `begin 644 svar.doc`.
fn name(line: &str) -> Option<&str> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    (is_mode && !name.is_empty()).then_some(name)
}

/// The bytes of a file up to its `end`, and what follows that; none if it is no such file.
fn file(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut bytes = Vec::new();
    let mut rest = text;
    loop {
        let (line, after) = next_line(rest)?;
        rest = after;
        match line {
            "end" => return Some((bytes, rest)),
            "" => {}
            line => add_line(line, &mut bytes)?,
        }
    }
}

/// A line says first how many bytes it has; then four signs stand for three.
fn add_line(line: &str, bytes: &mut Vec<u8>) -> Option<()> {
    let value = |sign: u8| (0x20..=0x60).contains(&sign).then_some((sign - 0x20) & 0x3F);
    let (first, signs) = line.as_bytes().split_first()?;
    let length = usize::from(value(*first)?);
    let before = bytes.len();
    for group in signs.chunks(4) {
        let mut bits = 0u32;
        for at in 0..4 {
            // Spaces at the end are lost on the way.
            let sign = value(group.get(at).copied().unwrap_or(b' '))?;
            bits = bits << 6 | u32::from(sign);
        }
        bytes.extend_from_slice(bits.to_be_bytes().get(1..)?);
    }
    let told = before + length;
    // More than it says may be filling; less is no such line.
    if bytes.len() < told && signs.len() % 4 == 0 && told - bytes.len() > 2 {
        return None;
    }
    bytes.resize(told, 0);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::taken_out;

    #[test]
    fn a_file_in_the_text_is_taken_out() {
        let text = "Se her\n\nbegin 644 a b.txt\n#0V%T\n`\nend\nSlut\n";
        let (rest, files) = taken_out(text);
        assert_eq!(rest, "Se her\n\nSlut\n");
        assert_eq!(
            (files[0].name.as_deref(), files[0].bytes.as_slice()),
            (Some("a b.txt"), &b"Cat"[..])
        );
        for text in
            ["begin 644 timer\nog så videre\n", "begin 12 uger\nend\n", "begin 644 a\n#0V%T\n"]
        {
            assert_eq!(taken_out(text), (text.to_owned(), Vec::new()));
        }
    }
}
