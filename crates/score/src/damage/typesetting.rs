//! What typesetting programs do to letters.

/// `a` and a ring for `å`, `e` and an accent for `é`; æ and ø are letters of their own.
pub(super) fn decomposed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c {
            'å' => out.push_str("a\u{30a}"),
            'Å' => out.push_str("A\u{30a}"),
            'é' => out.push_str("e\u{301}"),
            'É' => out.push_str("E\u{301}"),
            'ö' => out.push_str("o\u{308}"),
            'ü' => out.push_str("u\u{308}"),
            other => out.push(other),
        }
    }
    out
}

/// Places where a word may be parted, after every third letter but the last two.
pub(super) fn soft_hyphens(text: &str) -> String {
    const EVERY: usize = 3;
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut letters = 0;
    for (i, &c) in chars.iter().enumerate() {
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        out.push(c);
        let goes_on =
            chars.get(i + 1..i + 4).is_some_and(|next| next.iter().all(|c| c.is_alphabetic()));
        if letters > 0 && letters % EVERY == 0 && goes_on {
            out.push('\u{ad}');
        }
    }
    out
}

/// One character for letters that are set as one.
pub(super) fn ligatures(text: &str) -> String {
    const LIGATURES: [(&str, &str); 5] =
        [("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")];
    LIGATURES.iter().fold(text.to_owned(), |text, (letters, one)| text.replace(letters, one))
}
