//! A second reading: what would be claimed if a doubtful word were read otherwise.

use std::borrow::Cow;

use gensvar_claims::{Claim, Extraction, Extractor, Kind, Response};
use gensvar_text::Span;

use crate::doubtful::{ClaimChange, ClaimField, DoubtfulWord};
use crate::{Gensvar, Reply};

/// A text of at most so many bytes is read anew as a whole; of a longer one, what stands around
/// the word.
const WHOLE: usize = 16_000;
/// Of a longer text: so much of its beginning, which has its date and who writes to whom, …
const HEAD: usize = 1_000;
/// … what of the answer stands before the sentence, up to so much, …
const BEFORE: usize = 8_000;
/// … and so much after it.
const AFTER: usize = 1_000;
/// A line longer than this is cut between words.
const LINE: usize = 1_000;
/// So many bytes are read anew for one reply at most; readings that do not fit stay untried.
pub(crate) const BUDGET: usize = 4_000_000;

impl Gensvar {
    /// The words in sentences of claims that repair was not sure of, with what would be claimed
    /// if their other readings stood there, each tried by itself.
    ///
    /// ```
    /// let gensvar = gensvar::Gensvar::danish()?;
    /// let reply = gensvar.read("Vi tilbyder et kursus for alle nye sagsbehandlere.");
    /// assert!(gensvar.doubtful_words(&reply).is_empty());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn doubtful_words(&self, reply: &Reply) -> Vec<DoubtfulWord> {
        self.doubtful_words_within(reply, BUDGET)
    }

    /// The same, with at most `left` bytes read anew for it.
    fn doubtful_words_within(&self, reply: &Reply, mut left: usize) -> Vec<DoubtfulWord> {
        let mut words = reply.doubtful_words();
        for same in words.chunk_by_mut(|a, b| a.statement == b.statement) {
            if same.iter().all(|word| word.others.is_empty()) {
                continue;
            }
            let window = Window::around(reply, same[0].statement);
            let mut usual: Option<Extraction> = None;
            for word in same {
                for other in &mut word.others {
                    if left < window.text.len() {
                        return words;
                    }
                    left -= window.text.len();
                    let usual = usual.get_or_insert_with(|| window.usual(reply, self.extractor()));
                    let second = window.with(word.target, &other.text, self.extractor());
                    other.changes =
                        second.map(|second| window.changes(reply, word.statement, usual, &second));
                }
            }
        }
        words
    }
}

/// What of a repaired text is read anew.
pub(crate) struct Window<'a> {
    pub(crate) text: Cow<'a, str>,
    /// What is to be added to a place in the text, and taken off it, to have that in the window.
    added: usize,
    taken: usize,
    /// The sentence, in the window.
    pub(crate) sentence: Span,
}

/// A window with another reading in it.
pub(crate) struct Second {
    pub(crate) found: Extraction,
    /// The sentence, with the other reading.
    pub(crate) sentence: Span,
}

impl<'a> Window<'a> {
    /// Around a sentence of a reply.
    pub(crate) fn around(reply: &'a Reply, statement: usize) -> Window<'a> {
        let text = reply.text();
        let extraction = reply.extraction_in_repaired();
        let sentence = extraction.statements[statement].sentence.span;
        if text.len() <= WHOLE {
            return Window { text: text.into(), added: 0, taken: 0, sentence };
        }
        let near = sentence.start.saturating_sub(BEFORE);
        let holds = |response: &&Response| response.span.contains(sentence);
        let answer = extraction.responses.iter().find(holds).map_or(0, |r| r.span.start);
        let start = if answer < near { line_end(text, near) } else { answer }.min(sentence.start);
        let end = line_end(text, sentence.end + AFTER);
        let head = line_end(text, HEAD.min(start)).min(start);
        Window {
            text: format!("{}{}", &text[..head], &text[start..end]).into(),
            added: head,
            taken: start,
            sentence: Span::new(sentence.start - start + head, sentence.end - start + head),
        }
    }

    /// What is found in it as it stands.
    pub(crate) fn usual(&self, reply: &Reply, extractor: &Extractor) -> Extraction {
        if self.text.len() == reply.text().len() {
            reply.extraction_in_repaired().clone()
        } else {
            extractor.extract(&self.text)
        }
    }

    /// What is found in it with another word at a place of the text; none if the place is not all
    /// in it.
    pub(crate) fn with(&self, place: Span, word: &str, extractor: &Extractor) -> Option<Second> {
        let at = |offset: usize| Some(offset.checked_sub(self.taken)? + self.added);
        let (start, end) = (at(place.start)?, at(place.end)?);
        self.text.get(start..end)?;
        let mut text = String::with_capacity(self.text.len() + word.len());
        text.push_str(&self.text[..start]);
        text.push_str(word);
        text.push_str(&self.text[end..]);
        let sentence_end = self.sentence.end.max(end) + word.len() - place.len();
        Some(Second {
            found: extractor.extract(&text),
            sentence: Span::new(self.sentence.start.min(start), sentence_end),
        })
    }

    /// What the other reading changes in the claims of the sentence.
    fn changes(
        &self,
        reply: &Reply,
        statement: usize,
        usual: &Extraction,
        second: &Second,
    ) -> Vec<ClaimChange> {
        let first = reply.claims().partition_point(|claim| claim.statement < statement);
        let mut out = Vec::new();
        for &kind in Kind::ALL {
            let number = reply.claims()[first..]
                .iter()
                .take_while(|claim| claim.statement == statement)
                .position(|claim| claim.kind == kind)
                .map(|number| first + number);
            let before = claim_in(usual, self.sentence, kind);
            let after = claim_in(&second.found, second.sentence, kind);
            let claim = |field, from, to| ClaimChange { claim: number, field, from, to };
            let name = || Some(kind.name().to_owned());
            match (before, after) {
                (Some(_), None) if number.is_some() => {
                    out.push(claim(ClaimField::Kind, name(), None));
                }
                (None, Some(_)) if number.is_none() => {
                    out.push(claim(ClaimField::Kind, None, name()));
                }
                (Some(before), Some(after)) if number.is_some() => {
                    let fields = fields(before).into_iter().zip(fields(after));
                    let changed = fields.filter(|(a, b)| a != b);
                    out.extend(changed.map(|((field, a), (_, b))| claim(field, a, b)));
                }
                _ => {}
            }
        }
        out
    }
}

/// The claim of a kind that a stretch makes.
fn claim_in(found: &Extraction, stretch: Span, kind: Kind) -> Option<&Claim> {
    let overlaps = |claim: &&Claim| {
        let sentence = &found.statements[claim.statement].sentence;
        sentence.parts.iter().any(|part| part.overlaps(stretch))
    };
    found.claims.iter().filter(|claim| claim.kind == kind).find(overlaps)
}

fn fields(claim: &Claim) -> [(ClaimField, Option<String>); 5] {
    let name = |name: &str| Some(name.to_owned());
    [
        (ClaimField::Status, name(claim.status.name())),
        (ClaimField::Polarity, name(claim.polarity.name())),
        (ClaimField::Obligation, claim.obligation.and_then(|o| name(o.name()))),
        (ClaimField::Agency, claim.agency.clone()),
        (ClaimField::Speaker, name(claim.speaker.name())),
    ]
}

/// The beginning of the line after a place; in a long line, that of the word after it.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let near = &rest[..rest.len().min(LINE)];
    let after = |wanted: fn(&u8) -> bool| near.iter().position(wanted).map(|n| at + n + 1);
    let found = after(|&byte| byte == b'\n').or_else(|| after(u8::is_ascii_whitespace));
    let end = found.unwrap_or(at + near.len()).min(text.len());
    (end..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use gensvar_repair::{Alternative, Doubt, Edit, EditKind, Repaired};
    use gensvar_text::{OffsetMap, SourceText};

    pub(crate) fn gensvar() -> Gensvar {
        Gensvar::danish().unwrap()
    }

    /// A reply in which repair read `from` as `to`, not being sure of it.
    pub(crate) fn with_edit(
        gensvar: &Gensvar,
        source: &str,
        from: &str,
        to: &str,
        sure: f64,
    ) -> Reply {
        let start = source.find(from).unwrap();
        let span = Span::new(start, start + from.len());
        let text = source.replacen(from, to, 1);
        let found = gensvar.extractor().extract(&text);
        let repaired = Repaired {
            text,
            edits: vec![Edit {
                span,
                from: from.to_owned(),
                to: to.to_owned(),
                target: Span::new(start, start + to.len()),
                kind: EditKind::Ocr,
                confidence: sure,
                alternatives: vec![Alternative { to: from.to_owned(), confidence: 1.0 - sure }],
                rule: "ocr/channel".to_owned(),
            }],
            doubts: Vec::new(),
            map: OffsetMap::from_edits([(span, to.len())]),
        };
        Reply::new(SourceText::new(source), repaired, found)
    }

    fn changes(word: &DoubtfulWord) -> Vec<String> {
        let tried = word.others.iter().flat_map(|other| other.changes.as_ref().unwrap());
        let name = |value: &Option<String>| value.clone().unwrap_or("-".to_owned());
        tried.map(|c| format!("{} {} {}", c.field.name(), name(&c.from), name(&c.to))).collect()
    }

    const DENIED: &str =
        "Socialforvaltningen\n\nKurset er også obligatorisk for sagsbehandlerne.\n";

    #[test]
    fn a_reading_that_turns_a_claim_round_is_told() {
        let gensvar = gensvar();
        let reply = with_edit(&gensvar, DENIED, "også", "ikke", 0.8);
        let words = gensvar.doubtful_words(&reply);
        assert_eq!((words[0].text.as_str(), words[0].from.as_str()), ("ikke", "også"));
        let all = changes(&words[0]);
        assert!(all.contains(&"polarity negated affirmed".to_owned()), "{all:?}");
        let claim = words[0].others[0].changes.as_ref().unwrap()[0].claim.unwrap();
        assert_eq!(reply.claims()[claim].statement, words[0].statement);
    }

    #[test]
    fn a_sure_edit_and_a_word_in_no_claim_are_not_tried() {
        let gensvar = gensvar();
        let sure = with_edit(&gensvar, DENIED, "også", "ikke", 0.99);
        assert!(gensvar.doubtful_words(&sure).is_empty());
        let thanks = "Tak for dit brov i denne sag.\n\nKurset er obligatorisk for alle nye.\n";
        let elsewhere = with_edit(&gensvar, thanks, "brov", "brev", 0.6);
        assert!(gensvar.doubtful_words(&elsewhere).is_empty());
    }

    /// A reply in which repair left a word alone that may be another.
    pub(crate) fn with_doubt(gensvar: &Gensvar, text: &str, word: &str, other: &str) -> Reply {
        let start = text.find(word).unwrap();
        let mut repaired = Repaired::unchanged(text);
        repaired.doubts.push(Doubt {
            span: Span::new(start, start + word.len()),
            word: word.to_owned(),
            confidence: 0.55,
            alternatives: vec![Alternative { to: other.to_owned(), confidence: 0.45 }],
        });
        let found = gensvar.extractor().extract(text);
        Reply::new(SourceText::new(text), repaired, found)
    }

    #[test]
    fn a_word_left_alone_has_its_other_readings_tried() {
        let gensvar = gensvar();
        let text = "Socialforvaltningen\n\nAlle sagsbehandlere bor deltage i kurset.\n";
        let reply = with_doubt(&gensvar, text, "bor", "bør");
        let words = gensvar.doubtful_words(&reply);
        assert_eq!(words[0].others[0].text, "bør");
        assert!(!changes(&words[0]).is_empty(), "{words:?}");
    }

    #[test]
    fn of_a_long_text_the_neighbourhood_is_read() {
        let gensvar = gensvar();
        let filler = "Vi har noteret os sagen og vender tilbage, når den er belyst. ".repeat(20);
        let before = format!("København, 3. maj 2021\n\n{}", format!("{filler}\n\n").repeat(40));
        let text = format!("{before}{DENIED}\n{filler}");
        let reply = with_edit(&gensvar, &text, "også", "ikke", 0.8);
        let words = gensvar.doubtful_words(&reply);
        let all = changes(&words[0]);
        assert!(all.contains(&"polarity negated affirmed".to_owned()), "{all:?}");
        // Without line ends as well.
        let text = text.replace('\n', " ");
        let reply = with_edit(&gensvar, &text, "også", "ikke", 0.8);
        for word in gensvar.doubtful_words(&reply) {
            assert!(word.others.iter().all(|other| other.changes.is_some()));
        }
    }

    #[test]
    fn a_word_that_there_was_no_time_for_is_untried() {
        let gensvar = gensvar();
        let reply = with_edit(&gensvar, DENIED, "også", "ikke", 0.8);
        let words = |left| gensvar.doubtful_words_within(&reply, left);
        assert!(words(reply.text().len())[0].is_tried());
        assert!(!words(reply.text().len() - 1)[0].is_tried());
    }

    #[test]
    fn long_lines_are_cut_between_letters() {
        let text = "å".repeat(3000);
        assert!(text.is_char_boundary(line_end(&text, 1001)));
        assert_eq!(line_end("en to\ntre", 4), 6);
        assert_eq!(line_end("en", 2), 2);
        assert_eq!(line_end("en", 9), 2);
    }
}
