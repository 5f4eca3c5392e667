//! Flags that hang on how a doubtful word is read.

use std::ops::Range;

use gensvar_claims::{Claim, Extraction, Statement};
use gensvar_requirements::{Assessment, RequirementSet, Stance, assess};
use gensvar_text::{Span, flow};

use crate::doubtful::DoubtfulWord;
use crate::second::{BUDGET, Window};
use crate::{Gensvar, Reply};

/// A flag that would be another if a doubtful word were read otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubtfulFlag {
    /// The code of the agency.
    pub agency: String,
    /// The id of the requirement.
    pub requirement: String,
    /// The word as it is read, with its place.
    pub word: DoubtfulWord,
    /// The other reading.
    pub to: String,
    /// How likely the other reading is.
    pub confidence: f64,
    /// The stance of the flag with it.
    pub stance: Stance,
}

impl Gensvar {
    /// The flags of an assessment of the reply by that set that another reading of a doubtful word
    /// would change, in the order of the words; each reading is tried by itself.
    ///
    /// ```
    /// use gensvar::{Gensvar, requirements::RequirementSet};
    /// let gensvar = Gensvar::danish()?;
    /// let reply = gensvar.read("Socialforvaltningen\n\nKurset er obligatorisk for alle nye.\n");
    /// let set = RequirementSet::built_in("br-2012").expect("it is built in");
    /// let assessment = gensvar.check(&reply, set);
    /// assert!(gensvar.doubtful_flags(&reply, set, &assessment).is_empty());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn doubtful_flags(
        &self,
        reply: &Reply,
        set: &RequirementSet,
        assessment: &Assessment,
    ) -> Vec<DoubtfulFlag> {
        self.doubtful_flags_in(reply, set, assessment, 0..reply.statements().len())
    }

    /// The same for the words of some sentences.
    pub(crate) fn doubtful_flags_in(
        &self,
        reply: &Reply,
        set: &RequirementSet,
        assessment: &Assessment,
        statements: impl IntoIterator<Item = usize>,
    ) -> Vec<DoubtfulFlag> {
        let mut out = Vec::new();
        if assessment.agencies.is_empty() {
            return out;
        }
        let mut left = BUDGET;
        for statement in statements {
            let words = reply.doubtful_words_in(statement);
            let readings: Vec<(&DoubtfulWord, usize)> = words
                .iter()
                .flat_map(|word| (0..word.others.len()).map(move |other| (word, other)))
                .filter(|(word, other)| may_matter(reply, set, word, &word.others[*other].text))
                .collect();
            if readings.is_empty() {
                continue;
            }
            let window = Window::around(reply, statement);
            let is_whole = window.text.len() == reply.text().len();
            // Of a part of the text something else may be found than of the whole.
            let usual = (!is_whole).then(|| {
                let usual = window.usual(reply, self.extractor());
                let usual = Reread::of(&usual, window.sentence).put_into(reply, statement);
                assess(set, reply.text(), &usual)
            });
            for (word, other) in readings {
                let cost = window.text.len() + reply.text().len();
                if left < cost {
                    return out;
                }
                left -= cost;
                let other = &word.others[other];
                let Some(second) = window.with(word.target, &other.text, self.extractor()) else {
                    continue;
                };
                let reread = Reread::of(&second.found, second.sentence);
                if is_whole && reread.says_the_same(reply, set, statement) {
                    continue;
                }
                let found = assess(set, reply.text(), &reread.put_into(reply, statement));
                let usual = usual.as_ref().unwrap_or(assessment);
                let changes = changes(assessment, usual, &found);
                out.extend(changes.map(|(agency, requirement, stance)| DoubtfulFlag {
                    agency: agency.to_owned(),
                    requirement: requirement.to_owned(),
                    word: word.clone(),
                    to: other.text.clone(),
                    confidence: other.confidence,
                    stance,
                }));
            }
        }
        out
    }
}

/// Whether another reading can make a difference to a set: most words of a sentence that claims
/// nothing stand in no phrase, and need not be tried.
fn may_matter(reply: &Reply, set: &RequirementSet, word: &DoubtfulWord, other: &str) -> bool {
    if !claims_of(reply.extraction_in_repaired(), word.statement).is_empty() {
        return true;
    }
    if !set.knows_words_of(&word.text) && !set.knows_words_of(other) {
        return false;
    }
    let statement = &reply.extraction_in_repaired().statements[word.statement];
    let (text, map) = flow(reply.text(), &statement.sentence.parts);
    let place = map.to_target(word.target);
    match (text.get(..place.start), text.get(place.end..)) {
        (Some(before), Some(after)) => set.tells_apart(&text, &format!("{before}{other}{after}")),
        _ => false,
    }
}

/// The claims of a sentence.
fn claims_of(found: &Extraction, statement: usize) -> &[Claim] {
    let first = found.claims.partition_point(|claim| claim.statement < statement);
    let count = found.claims[first..].partition_point(|claim| claim.statement == statement);
    &found.claims[first..first + count]
}

/// What a sentence became when it was read again: one sentence as a rule.
struct Reread<'a> {
    found: &'a Extraction,
    statements: Range<usize>,
}

impl<'a> Reread<'a> {
    fn of(found: &'a Extraction, sentence: Span) -> Self {
        let is_in = |statement: &Statement| {
            statement.sentence.parts.iter().any(|part| part.overlaps(sentence))
        };
        let first = found.statements.iter().position(is_in).unwrap_or(0);
        let count = found.statements[first..].iter().take_while(|s| is_in(s)).count();
        Reread { found, statements: first..first + count }
    }

    /// Whether nothing changed that a set could see.
    fn says_the_same(&self, reply: &Reply, set: &RequirementSet, statement: usize) -> bool {
        let usual = reply.extraction_in_repaired();
        let (before, [after]) =
            (&usual.statements[statement], &self.found.statements[self.statements.clone()])
        else {
            return false;
        };
        let claims = (claims_of(usual, statement), claims_of(self.found, self.statements.start));
        before.agencies == after.agencies
            && before.speaker == after.speaker
            && before.status == after.status
            && before.polarity == after.polarity
            && before.sentence.kind == after.sentence.kind
            && claims.0.len() == claims.1.len()
            && claims.0.iter().zip(claims.1).all(|(a, b)| is_same_claim(a, b))
            && !set.tells_apart(&before.text, &after.text)
    }

    /// What was found in the whole reply, with this in the place of one of its sentences.
    fn put_into(&self, reply: &Reply, statement: usize) -> Extraction {
        let mut found = reply.extraction_in_repaired().clone();
        let place = found.statements[statement].sentence.span;
        let new = self.found.statements[self.statements.clone()].iter().cloned();
        let new = new.map(|mut one| {
            one.sentence.span = place;
            one
        });
        let count = self.statements.len();
        found.statements.splice(statement..=statement, new);
        let claims = std::mem::take(&mut found.claims);
        let (before, after) = (statement, statement + 1);
        let (first, rest): (Vec<Claim>, Vec<Claim>) =
            claims.into_iter().partition(|claim| claim.statement < before);
        found.claims = first;
        for (number, old) in self.statements.clone().enumerate() {
            let own = claims_of(self.found, old).iter().cloned();
            found.claims.extend(own.map(|claim| Claim { statement: statement + number, ..claim }));
        }
        let rest = rest.into_iter().filter(|claim| claim.statement >= after);
        found
            .claims
            .extend(rest.map(|claim| Claim { statement: claim.statement - 1 + count, ..claim }));
        found
    }
}

/// Whether a set sees the same in two claims.
fn is_same_claim(a: &Claim, b: &Claim) -> bool {
    a.kind == b.kind
        && a.status == b.status
        && a.polarity == b.polarity
        && a.target_groups == b.target_groups
        && a.obligation == b.obligation
        && a.delivery == b.delivery
        && a.frequency == b.frequency
        && a.duration == b.duration
        && a.dates == b.dates
        && a.amounts == b.amounts
        && a.course.is_some() == b.course.is_some()
}

/// The flags that another reading changes: agency, requirement and the stance they would get.
fn changes<'a>(
    assessment: &'a Assessment,
    usual: &'a Assessment,
    second: &'a Assessment,
) -> impl Iterator<Item = (&'a str, &'a str, Stance)> {
    let agencies = assessment.agencies.iter().zip(&usual.agencies).zip(&second.agencies);
    agencies.flat_map(|((agency, usual), second)| {
        let flags = agency.flags.iter().zip(&usual.flags).zip(&second.flags);
        let changed = flags.filter(|((flag, usual), second)| {
            flag.stance == usual.stance && usual.stance != second.stance
        });
        changed.map(|((flag, _), second)| {
            (agency.agency.code.as_str(), flag.requirement.as_str(), second.stance)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::second::tests::{gensvar, with_doubt, with_edit};

    const SET: &str = r#"
        id = "kursus"
        title = "Kurset er en pligt"
        uses = ["svar"]
        [concepts.pligt]
        any = ["obligatorisk", "får tilbuddet"]
        [[requirements]]
        id = "pligt"
        title = "Kurset er en pligt"
        topic = [{ all = ["pligt"] }]
        [[requirements.says]]
        all = ["pligt"]
        stance = "told"
        [[requirements]]
        id = "andet"
        title = "Noget andet"
    "#;

    const LETTER: &str = "Socialforvaltningen\n\nTak for brevet om sagen. Vi tilbyder et kursus i huset.\n\
         Alle ansatte får tilbuddet. Kurset har et navn.\n";

    fn set() -> RequirementSet {
        RequirementSet::parse(SET, "kursus.toml").unwrap()
    }

    fn doubts(gensvar: &Gensvar, reply: &Reply) -> Vec<DoubtfulFlag> {
        let assessment = gensvar.check(reply, &set());
        gensvar.doubtful_flags(reply, &set(), &assessment)
    }

    #[test]
    fn a_reading_that_takes_a_flag_away_is_told() {
        let gensvar = gensvar();
        let source = LETTER.replace("får", "far");
        let reply = with_edit(&gensvar, &source, "far", "får", 0.8);
        assert!(gensvar.check(&reply, &set()).agencies[0].flags[0].stance.is_addressed());
        let found = doubts(&gensvar, &reply);
        assert_eq!(found.len(), 1, "{found:?}");
        let doubt = &found[0];
        assert_eq!((doubt.agency.as_str(), doubt.requirement.as_str()), ("SOF", "pligt"));
        assert_eq!((doubt.word.text.as_str(), doubt.to.as_str()), ("får", "far"));
        assert_eq!(doubt.stance, Stance::NotAddressed);
        assert_eq!(reply.source().slice(doubt.word.span), "far");
    }

    #[test]
    fn a_reading_that_would_bring_a_flag_is_told_though_nothing_is_claimed() {
        let gensvar = gensvar();
        let reply = with_doubt(&gensvar, &LETTER.replace("får", "far"), "far", "får");
        let found = doubts(&gensvar, &reply);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].stance.is_addressed());
        assert!(!gensvar.check(&reply, &set()).agencies[0].flags[0].stance.is_addressed());
    }

    #[test]
    fn what_is_sure_or_changes_nothing_is_no_doubt() {
        let gensvar = gensvar();
        assert!(doubts(&gensvar, &gensvar.read(LETTER)).is_empty());
        let source = LETTER.replace("får", "far");
        let sure = with_edit(&gensvar, &source, "far", "får", 0.99);
        assert!(doubts(&gensvar, &sure).is_empty());
        let elsewhere = with_doubt(&gensvar, LETTER, "navn", "havn");
        assert!(doubts(&gensvar, &elsewhere).is_empty());
        let nobody = with_doubt(&gensvar, "Alle far tilbuddet.\n", "far", "får");
        assert!(doubts(&gensvar, &nobody).is_empty());
    }

    #[test]
    fn of_a_long_text_the_neighbourhood_is_read() {
        let gensvar = gensvar();
        let filler = "Vi har noteret os sagen og vender tilbage, når den er belyst. ".repeat(400);
        let source = format!("{}{filler}\n", LETTER.replace("får", "far"));
        let reply = with_edit(&gensvar, &source, "far", "får", 0.8);
        let found = doubts(&gensvar, &reply);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_sentence_put_back_as_it_is_changes_nothing() {
        let gensvar = gensvar();
        let text = "Socialforvaltningen\n\nKurset er obligatorisk for alle nye sagsbehandlere. \
                    Vi overvejer et kursus for erfarne sagsbehandlere.\n\n- Det koster 500 kr.\n";
        let reply = gensvar.read(text);
        let found = reply.extraction_in_repaired();
        for (number, statement) in found.statements.iter().enumerate() {
            let same = Reread::of(found, statement.sentence.span);
            assert!(same.says_the_same(&reply, &set(), number), "{statement:?}");
            assert_eq!(&same.put_into(&reply, number), found);
        }
    }
}
