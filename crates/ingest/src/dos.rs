//! The upper halves of the DOS code pages, from byte 0x80 on.

/// The characters for bytes 0x80 to 0xFF.
pub(crate) struct Upper(Vec<char>);

impl Upper {
    pub(crate) fn cp850() -> Self {
        Upper::read(include_str!("../data/cp850.txt"))
    }

    pub(crate) fn cp865() -> Self {
        Upper::read(include_str!("../data/cp865.txt"))
    }

    fn read(data: &str) -> Self {
        let lines = data.lines().filter(|line| !line.starts_with("# "));
        let char = |name: &str| match name {
            "nbsp" => '\u{a0}',
            "shy" => '\u{ad}',
            name => name.chars().next().unwrap_or('\u{fffd}'),
        };
        Upper(lines.flat_map(str::split_whitespace).map(char).collect())
    }

    /// The character of a byte.
    pub(crate) fn char(&self, byte: u8) -> char {
        match byte {
            0..0x80 => char::from(byte),
            _ => self.0.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_has_a_character_for_every_byte() {
        let (cp850, cp865) = (Upper::cp850(), Upper::cp865());
        assert_eq!((cp850.0.len(), cp865.0.len()), (128, 128));
        for (byte, c) in
            [(0x86, 'å'), (0x8F, 'Å'), (0x91, 'æ'), (0x92, 'Æ'), (0x9B, 'ø'), (0x9D, 'Ø')]
        {
            assert_eq!((cp850.char(byte), cp865.char(byte)), (c, c));
        }
        assert_eq!((cp850.char(0xAF), cp865.char(0xAF)), ('»', '¤'));
        assert_eq!(
            (cp850.char(0xF5), cp850.char(0xF0), cp850.char(0xFF)),
            ('§', '\u{ad}', '\u{a0}')
        );
    }
}
