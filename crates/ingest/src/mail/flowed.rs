//! Plain text whose lines were broken on the way (RFC 3676).

/// The text with its lines joined again.
pub(super) fn unbroken(text: &str, spaces_go: bool) -> String {
    let mut out = String::new();
    // How deep the line before was quoted, if the next goes on in it.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let rest = line.trim_start_matches('>');
        let depth = line.len() - rest.len();
        // A space in front only keeps what follows from being read as a mark.
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let is_signature = rest == "-- ";
        if open != Some(depth) || is_signature {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            if depth > 0 && !rest.is_empty() {
                out.push(' ');
            }
        }
        let is_broken = rest.ends_with(' ') && !is_signature;
        out.push_str(if is_broken && spaces_go { rest.trim_end_matches(' ') } else { rest });
        open = is_broken.then_some(depth);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn lines_of_one_depth_are_joined() {
        assert_eq!(
            unbroken("Vi holder \nkurser.\n\n> Hvad \n> gør I?\n>> før \n -- \n-- \nBo", false),
            "Vi holder kurser.\n\n> Hvad gør I?\n>> før \n-- \n-- \nBo\n"
        );
    }
}
