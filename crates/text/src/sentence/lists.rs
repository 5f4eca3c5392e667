//! Lists of words, read once from the files under `data/`.

use std::sync::LazyLock;

/// Words in order, compared without regard to case; none may stand twice.
#[derive(Debug)]
pub(super) struct List {
    words: Vec<&'static str>,
    longest: usize,
}

impl List {
    fn read(data: &'static str) -> List {
        let words: Vec<&'static str> = entries(data).collect();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        List { words, longest }
    }

    /// Whether the word is in the list, in whatever case.
    pub(super) fn has(&self, word: &str) -> bool {
        if word.is_empty() || word.len() > self.longest + 4 {
            return false;
        }
        let lower = word.to_lowercase();
        self.words.binary_search(&lower.as_str()).is_ok()
    }

    /// Whether the word is in the list, if what OCR makes of æ, ø and å counts as these.
    pub(super) fn has_damaged(&self, word: &str) -> bool {
        self.has(word)
            || word.len() <= self.longest + 4
                && self.near(word).any(|entry| same_but_for_letters(entry, word) == Some(""))
    }

    /// Whether a line begins with an entry that ends where a word ends.
    pub(super) fn begins(&self, line: &str) -> bool {
        self.near(line).any(|entry| {
            same_but_for_letters(entry, line)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// The entries that a text may begin with: those of its first letter, and those of a letter that
    /// OCR makes anything of.
    fn near(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        let letters = first.into_iter().chain(DAMAGED);
        letters.flat_map(|letter| {
            let from = self.words.partition_point(|entry| entry.chars().next() < Some(letter));
            let of_letter = move |entry: &&&'static str| entry.starts_with(letter);
            self.words[from..].iter().take_while(of_letter).copied()
        })
    }

    /// Whether the word ends in an entry.
    pub(super) fn ends(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.words.iter().any(|entry| lower.ends_with(entry))
    }
}

/// What OCR without Danish letters reads as anything.
const DAMAGED: [char; 3] = ['æ', 'ø', 'å'];

/// What follows `entry` in `text`, if `text` begins with it or with what OCR makes of it.
fn same_but_for_letters<'t>(entry: &str, text: &'t str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in entry.chars() {
        let c = rest.next()?;
        let same = c == wanted || c.to_lowercase().eq(std::iter::once(wanted));
        match wanted {
            _ if same => {}
            'æ' if matches!(c, 'a' | 'A') && rest.as_str().starts_with(['e', 'E']) => {
                rest.next();
            }
            _ if DAMAGED.contains(&wanted) && !c.is_whitespace() => {}
            _ => return None,
        }
    }
    Some(rest.as_str())
}

/// Entries of a data file: a line each, `#` begins a remark.
fn entries(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
}

/// All lists.
#[derive(Debug)]
pub(super) struct Lists {
    /// Abbreviations that stand before something: the full stop ends no sentence.
    pub(super) inside: List,
    /// Abbreviations that can also stand last in a sentence.
    pub(super) either: List,
    /// Of these, those that stand after or before a number.
    pub(super) units: List,
    /// Months, and what is counted with `1.`, `2.`.
    pub(super) ordinals: List,
    /// Words before a number at the beginning of a line: `Spørgsmål 1.`
    pub(super) numbered: List,
    /// Words that end no sentence.
    pub(super) open: List,
    /// Words after a hyphen that stands for the rest of a word that comes later.
    pub(super) after_hyphen: List,
    /// What keeps its hyphen at a line end.
    pub(super) hyphen_prefixes: List,
    /// Keys of reference lines: case number, date, sender.
    pub(super) keys: List,
    /// Labels before an answer that are no part of it.
    pub(super) labels: List,
    /// First words of a greeting.
    pub(super) greetings: List,
    /// First words of a closing.
    pub(super) closings: List,
    /// Lines, or their beginnings, that are furniture wherever they stand.
    pub(super) furniture: List,
    /// Endings of street names.
    pub(super) streets: List,
    /// Months and weekdays, and what stands in a date line with them.
    pub(super) dates: List,
    /// Words that begin a sentence even where its writer uses no capitals.
    pub(super) starters: List,
    /// What an e-mail program writes over a quoted mail.
    pub(super) quoted_by: List,
    /// How the key of a number ends.
    pub(super) number_words: List,
    /// First words of an item in small letters.
    pub(super) item_words: List,
    /// Words before the number of a page.
    pub(super) page_words: List,
    /// Keys whose value can be a name without a colon before it.
    pub(super) named_keys: List,
    /// Names that a number with a full stop follows.
    pub(super) regents: List,
}

impl Lists {
    /// Whether the word is an abbreviation that ends no sentence; `HR.` is no `hr.`
    pub(super) fn is_inside(&self, word: &str) -> bool {
        let capitals = |c: char| c.is_uppercase() || !c.is_alphabetic();
        self.inside.has(word) && !(word.chars().count() > 2 && word.chars().all(capitals))
    }
}

/// The lists of this crate.
pub(super) fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
        inside: List::read(include_str!("../../data/abbreviations-inside.txt")),
        either: List::read(include_str!("../../data/abbreviations-either.txt")),
        units: List::read(include_str!("../../data/abbreviations-units.txt")),
        ordinals: List::read(include_str!("../../data/ordinals.txt")),
        numbered: List::read(include_str!("../../data/numbered.txt")),
        open: List::read(include_str!("../../data/open-words.txt")),
        after_hyphen: List::read(include_str!("../../data/after-hyphen.txt")),
        hyphen_prefixes: List::read(include_str!("../../data/hyphen-prefixes.txt")),
        keys: List::read(include_str!("../../data/keys.txt")),
        labels: List::read(include_str!("../../data/labels.txt")),
        greetings: List::read(include_str!("../../data/greetings.txt")),
        closings: List::read(include_str!("../../data/closings.txt")),
        furniture: List::read(include_str!("../../data/furniture.txt")),
        streets: List::read(include_str!("../../data/streets.txt")),
        dates: List::read(include_str!("../../data/dates.txt")),
        starters: List::read(include_str!("../../data/starters.txt")),
        quoted_by: List::read(include_str!("../../data/quoted-by.txt")),
        number_words: List::read(include_str!("../../data/number-words.txt")),
        item_words: List::read(include_str!("../../data/item-words.txt")),
        page_words: List::read(include_str!("../../data/page-words.txt")),
        named_keys: List::read(include_str!("../../data/named-keys.txt")),
        regents: List::read(include_str!("../../data/regents.txt")),
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorted, lower case, nothing twice, a remark at the top that says where it is from.
    #[test]
    fn data_files_are_in_order() {
        for (name, data) in [
            ("abbreviations-inside", include_str!("../../data/abbreviations-inside.txt")),
            ("abbreviations-either", include_str!("../../data/abbreviations-either.txt")),
            ("abbreviations-units", include_str!("../../data/abbreviations-units.txt")),
            ("ordinals", include_str!("../../data/ordinals.txt")),
            ("numbered", include_str!("../../data/numbered.txt")),
            ("open-words", include_str!("../../data/open-words.txt")),
            ("after-hyphen", include_str!("../../data/after-hyphen.txt")),
            ("hyphen-prefixes", include_str!("../../data/hyphen-prefixes.txt")),
            ("keys", include_str!("../../data/keys.txt")),
            ("labels", include_str!("../../data/labels.txt")),
            ("greetings", include_str!("../../data/greetings.txt")),
            ("closings", include_str!("../../data/closings.txt")),
            ("furniture", include_str!("../../data/furniture.txt")),
            ("streets", include_str!("../../data/streets.txt")),
            ("dates", include_str!("../../data/dates.txt")),
            ("starters", include_str!("../../data/starters.txt")),
            ("quoted-by", include_str!("../../data/quoted-by.txt")),
            ("number-words", include_str!("../../data/number-words.txt")),
            ("item-words", include_str!("../../data/item-words.txt")),
            ("page-words", include_str!("../../data/page-words.txt")),
            ("named-keys", include_str!("../../data/named-keys.txt")),
            ("regents", include_str!("../../data/regents.txt")),
        ] {
            assert!(data.starts_with("# "), "{name}.txt: begin with a remark on what it holds");
            let words: Vec<&str> = entries(data).collect();
            assert!(!words.is_empty(), "{name}.txt is empty");
            for word in &words {
                assert_eq!(*word, word.to_lowercase(), "{name}.txt: write it in lower case");
            }
            for pair in words.windows(2) {
                assert!(
                    pair[0] < pair[1],
                    "{name}.txt: {:?} belongs before {:?}",
                    pair[1],
                    pair[0]
                );
            }
        }
        let lists = lists();
        for word in &lists.either.words {
            assert!(!lists.inside.has(word), "{word} is in both lists of abbreviations");
        }
        for word in &lists.units.words {
            assert!(lists.either.has(word), "{word} is a unit and so belongs to both lists");
        }
    }

    #[test]
    fn damaged_letters_count_as_what_they_were() {
        let lists = lists();
        for word in ["Kære", "Kare", "Kaere", "Kxre", "KÆRE"] {
            assert!(lists.greetings.has_damaged(word), "{word}");
        }
        assert!(!lists.greetings.has_damaged("Kærre"));
        assert!(lists.closings.begins("Med venlig hilsen"));
        assert!(!lists.closings.begins("Hilsener fra alle"));
    }
}
