use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};

/// Encodings that a Danish text may be in.
///
/// ```
/// use gensvar_ingest::Encoding;
/// assert_eq!("latin-1".parse::<Encoding>().unwrap(), Encoding::Windows1252);
/// assert_eq!(Encoding::Cp865.name(), "cp865");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, and ISO 8859-1, which is the same but for control characters.
    Windows1252,
    /// Code page 850: DOS in western Europe.
    Cp850,
    /// Code page 865: DOS in Denmark and Norway.
    Cp865,
    /// Mac OS Roman.
    Macintosh,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 7] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
        Encoding::Cp850,
        Encoding::Cp865,
        Encoding::Macintosh,
    ];

    /// Its name, as the command line and the results write it.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Cp850 => "cp850",
            Encoding::Cp865 => "cp865",
            Encoding::Macintosh => "macintosh",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let key: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase();
        Ok(match key.as_str() {
            "utf8" | "ascii" | "usascii" => Encoding::Utf8,
            "utf16le" | "utf16" => Encoding::Utf16Le,
            "utf16be" => Encoding::Utf16Be,
            "windows1252" | "cp1252" | "win1252" | "1252" | "ansi" | "latin1" | "iso88591" => {
                Encoding::Windows1252
            }
            "cp850" | "ibm850" | "850" | "dos" => Encoding::Cp850,
            "cp865" | "ibm865" | "865" => Encoding::Cp865,
            "macintosh" | "macroman" | "mac" => Encoding::Macintosh,
            _ => return Err(Error::new(ErrorKind::UnknownEncoding { name: name.to_owned() })),
        })
    }
}
