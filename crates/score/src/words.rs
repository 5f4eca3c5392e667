//! Words of two texts laid against each other.

use gensvar::text::Span;

use crate::align::aligned;
use crate::repair::{fold, split};

/// A text and its words between white space, compared as the marks of repair compare them.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    folded: Vec<String>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let spans: Vec<Span> =
            split(text).map(|word| Span::new(at(word), at(word) + word.len())).collect();
        let folded = spans.iter().map(|span| text[span.range()].chars().map(fold).collect());
        Words { text, folded: folded.collect(), spans }
    }

    /// The words as they are compared.
    pub(crate) fn folded(&self) -> &[String] {
        &self.folded
    }

    /// Where the word of that number stands.
    pub(crate) fn span(&self, number: usize) -> Span {
        self.spans[number]
    }

    /// The numbers of the words that a place touches; of a place without length, of those at it.
    fn touched(&self, place: Span) -> std::ops::Range<usize> {
        let from = self.spans.partition_point(|span| match place.is_empty() {
            true => span.end < place.start,
            false => span.end <= place.start,
        });
        let to = self.spans.partition_point(|span| match place.is_empty() {
            true => span.start <= place.end,
            false => span.start < place.end,
        });
        from..to.max(from)
    }
}

/// A gold text laid against a repaired one.
#[derive(Debug)]
pub(crate) struct Laid<'a> {
    pub(crate) gold: Words<'a>,
    pub(crate) repaired: Words<'a>,
    /// For each word of the repaired text, the word of the gold that it stands for.
    to_gold: Vec<Option<usize>>,
}

impl<'a> Laid<'a> {
    pub(crate) fn new(gold: &'a str, repaired: &'a str) -> Self {
        let (gold, repaired) = (Words::of(gold), Words::of(repaired));
        let to_gold = aligned(repaired.folded(), gold.folded());
        Laid { gold, repaired, to_gold }
    }

    /// For each word of the gold, the word of the repaired text that stands for it.
    pub(crate) fn to_repaired(&self) -> Vec<Option<usize>> {
        let mut out = vec![None; self.gold.folded.len()];
        for (number, partner) in self.to_gold.iter().enumerate() {
            if let Some(gold) = partner {
                out[*gold] = Some(number);
            }
        }
        out
    }

    /// Whether what stands at a place of the repaired text is what the gold has there.
    ///
    /// A comma that the engine lost does not make the word before it wrong: of a word that is not
    /// the same as its gold, the letters and digits between other marks are compared one by one.
    pub(crate) fn is_right(&self, place: Span) -> bool {
        self.repaired.touched(place).all(|number| {
            let Some(gold) = self.to_gold[number] else { return false };
            let (ours, theirs) = (&self.repaired.folded[number], &self.gold.folded[gold]);
            ours == theirs || self.agrees(number, place, theirs)
        })
    }

    fn agrees(&self, number: usize, place: Span, gold: &str) -> bool {
        let span = self.repaired.span(number);
        let word = &self.repaired.text[span.range()];
        let (ours, theirs) = (pieces(word), pieces(gold));
        let touched = |start: usize, piece: &str| {
            let start = span.start + start;
            start < place.end && start + piece.len() > place.start
        };
        let mut touches = false;
        let all_agree = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(&(start, ours), &(_, theirs))| {
                let is_touched = touched(start, ours);
                touches |= is_touched;
                !is_touched || ours == theirs
            });
        all_agree && touches
    }
}

/// The runs of letters and digits of a word, each with its place.
pub(crate) fn pieces(word: &str) -> Vec<(usize, &str)> {
    let at = |piece: &str| piece.as_ptr() as usize - word.as_ptr() as usize;
    let pieces = word.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| (at(piece), piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_right(gold: &str, repaired: &str, word: &str) -> bool {
        let start = repaired.find(word).unwrap();
        Laid::new(gold, repaired).is_right(Span::new(start, start + word.len()))
    }

    #[test]
    fn a_word_is_right_if_the_gold_has_it_there() {
        assert!(is_right("Et møde på skolen", "Et møde pa skolen", "møde"));
        assert!(!is_right("Et møde på skolen", "Et måde på skolen", "måde"));
        assert!(is_right("Et møde, på skolen", "Et møde på skolen", "møde"));
        assert!(is_right("børne-/ungeplan", "børne-/ungeplon", "børne"));
        assert!(!is_right("børne-/ungeplan", "børne-/ungeplon", "ungeplon"));
        assert!(is_right("kan få svar", "kan få svar", "kan få"));
        assert!(!is_right("• et punkt", "« et punkt", "«"));
    }

    #[test]
    fn what_was_taken_out_is_right_if_its_neighbours_are() {
        let laid = Laid::new("til TMF for", "til TMF for");
        assert!(laid.is_right(Span::new(4, 4)));
        let laid = Laid::new("til ‘TMF for", "til TMF for");
        assert!(!laid.is_right(Span::new(4, 4)));
    }
}
