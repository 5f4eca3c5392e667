//! The upper halves of the DOS code pages, from byte 0x80 on.
//!
//! From the mapping tables of the Unicode consortium (VENDORS/MICSFT/PC/CP850.TXT, CP865.TXT).

const CP850: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}\
    ";

const CP865: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø₧ƒ\
    áíóúñÑªº¿⌐¬½¼¡«¤░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}\
    ";

/// The characters for bytes 0x80 to 0xFF.
pub(crate) struct Upper(Vec<char>);

impl Upper {
    pub(crate) fn cp850() -> Self {
        Upper(CP850.chars().collect())
    }

    pub(crate) fn cp865() -> Self {
        Upper(CP865.chars().collect())
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
        assert_eq!(CP850.chars().count(), 128);
        assert_eq!(CP865.chars().count(), 128);
        let (cp850, cp865) = (Upper::cp850(), Upper::cp865());
        for (byte, c) in
            [(0x86, 'å'), (0x8F, 'Å'), (0x91, 'æ'), (0x92, 'Æ'), (0x9B, 'ø'), (0x9D, 'Ø')]
        {
            assert_eq!((cp850.char(byte), cp865.char(byte)), (c, c));
        }
        assert_eq!((cp850.char(0xAF), cp865.char(0xAF)), ('»', '¤'));
        assert_eq!(cp850.char(0xF5), '§');
    }
}
