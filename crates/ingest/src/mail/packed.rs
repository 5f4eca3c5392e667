//! Bytes as they were packed for the way through programs that know only ASCII.

use mail_parser::decoders::base64::base64_decode;

/// The bytes behind base64, which has no empty lines. What a mailing list put under it, as it is,
/// stays as it is.
pub(super) fn base64(packed: &[u8]) -> Option<Vec<u8>> {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let (mut end, mut has_begun) = (0, false);
    for line in packed.split_inclusive(|&byte| byte == b'\n') {
        let signs = line.trim_ascii();
        if !signs.iter().all(is_sign) || signs.is_empty() && has_begun {
            break;
        }
        has_begun |= !signs.is_empty();
        end += line.len();
        if signs.ends_with(b"=") {
            break;
        }
    }
    let (signs, rest) = packed.split_at_checked(end).filter(|_| has_begun)?;
    let mut bytes = base64_decode(signs)?;
    let rest = rest.trim_ascii_start();
    if !rest.is_empty() {
        bytes.extend_from_slice(b"\n");
        bytes.extend_from_slice(rest);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn what_stands_under_base64_stays() {
        assert_eq!(base64(b"VmkgaG9sZGVy\r\nIGt1cnNlci4=\r\n").unwrap(), b"Vi holder kurser.");
        let footer = b"VmkgaG9sZGVy\r\nIGt1cnNlci4=\r\n\r\n____\r\nEn liste\r\n";
        assert_eq!(base64(footer).unwrap(), b"Vi holder kurser.\n____\r\nEn liste\r\n");
        let word = b"VmkgaG9sZGVy\r\n\r\nFooter\r\n";
        assert_eq!(base64(word).unwrap(), b"Vi holder\nFooter\r\n");
        assert_eq!(base64(b"Ingen base64 her.\r\n"), None);
    }
}
