//! Older mails under a new one, marked as quoted where the program that sent it did not.

/// So many lines of a head have to be there, and the sender's first.
const HEAD: usize = 3;
/// A head with long lists of addressees, folded, has no more lines.
const LONGEST_HEAD: usize = 16;

/// The text with `> ` before each line of the older mails under it, once more for each of them.
pub(super) fn marked(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut depth, mut head_awaited) = (0, false);
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        let rest = lines.get(at..).unwrap_or_default();
        let is_separator = is_separator(line) || is_rule(line) && is_over_head(rest);
        let is_head = begins_head(rest);
        // The line over a head has begun its mail already.
        depth += usize::from((is_separator || is_head) && !head_awaited);
        head_awaited = is_separator || head_awaited && line.trim().is_empty();
        let gap = if depth == 0 || line.starts_with('>') { "" } else { " " };
        out.push_str(&">".repeat(depth));
        out.push_str(gap);
        out.push_str(line);
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

/// `-----Oprindelig meddelelse-----`, `Start på videresendt besked:`
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | '*' | ':' | ' '));
    let is_set_off = line.starts_with("--") || line.starts_with("__") || line.ends_with(':');
    is_set_off && words("separator").any(|word| word == bare.to_lowercase())
}

/// A line across the page.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 5 && (line.bytes().all(|b| b == b'_') || line.bytes().all(|b| b == b'-'))
}

fn is_over_head(lines: &[&str]) -> bool {
    let below = lines.iter().skip(1).position(|line| !line.trim().is_empty());
    below.is_some_and(|below| begins_head(lines.get(below + 1..).unwrap_or_default()))
}

/// Whether the head of an older mail begins in the first line: its sender, and when and to whom
/// and what about, before anything else.
fn begins_head(lines: &[&str]) -> bool {
    let Some(first) = lines.first().filter(|line| !line.starts_with('>')) else { return false };
    if part(first) != Some("from") {
        return false;
    }
    let mut found: Vec<&str> = Vec::new();
    for (at, line) in lines.iter().take(LONGEST_HEAD).enumerate() {
        match part(line) {
            Some(part) if !found.contains(&part) => found.push(part),
            // A paragraph for each line of the head.
            None if line.trim().is_empty() => {
                let goes_on = lines.get(at + 1).is_some_and(|next| part(next).is_some());
                if !goes_on {
                    break;
                }
            }
            // Folded, or a second of its kind.
            _ => {}
        }
    }
    found.len() >= HEAD
}

/// Which part of a head a line is.
fn part(line: &str) -> Option<&'static str> {
    // In bold, as a program without bold writes it.
    let (label, _) = line.split_once(':')?;
    let label = label.trim().trim_matches('*').to_lowercase();
    let is_called = |part: &&str| words(part).any(|word| word == label);
    ["from", "date", "to", "cc", "subject"].into_iter().find(is_called)
}

/// How something may be called.
fn words(what: &str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/older-mails.txt").lines();
    let all = lines.filter_map(|line| line.split_once('\t'));
    let found = all.filter_map(|(key, words)| (key == what).then_some(words)).next();
    found.into_iter().flat_map(|words| words.split(", "))
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn older_mails_are_marked_one_deeper_than_the_next() {
        let text = "Ja.\n\n-----Oprindelig meddelelse-----\nFra: Bo\nSendt: 3. maj\nEmne: Kursus\n\nEr der kursus?\n\
             > Nej\n________________\n\nFrom: Pia\n\nSent: 2. maj\n\nTo: Bo\n\nHvad?\n";
        assert_eq!(
            marked(text),
            "Ja.\n\n> -----Oprindelig meddelelse-----\n> Fra: Bo\n> Sendt: 3. maj\n> Emne: Kursus\n>\n> Er der kursus?\n\
             >> Nej\n>> ________________\n>>\n>> From: Pia\n>>\n>> Sent: 2. maj\n>>\n>> To: Bo\n>>\n>> Hvad?\n"
        );
    }

    #[test]
    fn what_is_no_head_stays() {
        for text in [
            "Fra: 1. maj\nTil: 3. maj\nholder vi kursus.\n",
            "Fra: SOF\n\nVi holder kursus.\n\nEmne: Kursus\nDato: 3. maj\n",
            "> Fra: Bo\n> Sendt: 3. maj\n> Emne: Kursus\n",
            "Vi citerer den oprindelige meddelelse:\n",
            "_____\nMette Dam\n",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
