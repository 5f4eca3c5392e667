//! Numbers of list items, as their format writes them.

/// A number in the format that DOCX, ODT or HTML names: `lowerRoman`, `i`, `lower-roman`.
pub(crate) fn numeral(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" | "a" | "lower-alpha" | "lower-latin" => letters(number),
        "upperLetter" | "A" | "upper-alpha" | "upper-latin" => letters(number).to_uppercase(),
        "lowerRoman" | "i" | "lower-roman" => roman(number),
        "upperRoman" | "I" | "upper-roman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `ab` and on.
fn letters(number: u32) -> String {
    let mut out = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out.iter().rev().collect()
}

fn roman(number: u32) -> String {
    // Above that they are not written.
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut out = String::new();
    let mut rest = number;
    for (value, sign) in [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn each_format_counts_its_way() {
        for (number, format, written) in [
            (3, "decimal", "3"),
            (27, "lowerLetter", "aa"),
            (26, "A", "Z"),
            (14, "lowerRoman", "xiv"),
            (0, "i", "0"),
            (u32::MAX, "a", "mwlqkwu"),
            (7, "decimalZero", "07"),
        ] {
            assert_eq!(numeral(number, format), written);
        }
    }
}
