//! Flags that hang on how a doubtful word is read.

use std::ops::Range;

use gensvar_claims::{Claim, Extraction, Statement};
use gensvar_requirements::{Assessment, Flag, RequirementSet, Stance, assess};
use gensvar_text::{Span, flow};

use crate::doubtful::{DoubtfulWord, UNCERTAIN_BELOW};
use crate::second::{BUDGET, Window};
use crate::{Gensvar, Reply};

/// What other readings of doubtful words make of the flags of an assessment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DoubtfulFlags {
    /// The flags that would be others, in the order of the words.
    pub flags: Vec<DoubtfulFlag>,
    /// Where the words stand in the source that may matter and were not tried with each of their
    /// readings, since the text is too long. In the order of the text.
    pub untried: Vec<Span>,
}

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

/// A flag that hangs on a doubtful word is no surer than this.
const SUREST: f64 = UNCERTAIN_BELOW - 0.01;

impl DoubtfulFlags {
    /// Those of an agency's flag for a requirement.
    pub fn of(&self, agency: &str, requirement: &str) -> impl Iterator<Item = &DoubtfulFlag> {
        let is_it =
            move |doubt: &&DoubtfulFlag| doubt.agency == agency && doubt.requirement == requirement;
        self.flags.iter().filter(is_it)
    }

    /// How sure an agency's flag is, as far as it can be while a word is in doubt that it hangs on: it
    /// is right only where the word is read right.
    pub fn confidence(&self, agency: &str, flag: &Flag) -> f64 {
        let shares = self.of(agency, &flag.requirement).map(|doubt| doubt.confidence);
        shares
            .reduce(f64::max)
            .map_or(flag.confidence, |share| (flag.confidence * (1.0 - share)).min(SUREST))
    }
}

impl Gensvar {
    /// The flags of an assessment of the reply by that set that another reading of a doubtful word
    /// would change; each reading is tried by itself.
    ///
    /// ```
    /// use gensvar::{Gensvar, requirements::RequirementSet};
    /// let gensvar = Gensvar::danish()?;
    /// let reply = gensvar.read("Socialforvaltningen\n\nKurset er obligatorisk for alle nye.\n");
    /// let set = RequirementSet::built_in("br-2012").expect("it is built in");
    /// let assessment = gensvar.check(&reply, set);
    /// let doubts = gensvar.doubtful_flags(&reply, set, &assessment);
    /// assert!(doubts.flags.is_empty() && doubts.untried.is_empty());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn doubtful_flags(
        &self,
        reply: &Reply,
        set: &RequirementSet,
        assessment: &Assessment,
    ) -> DoubtfulFlags {
        self.doubtful_flags_in(reply, set, assessment, 0..reply.statements().len(), BUDGET)
    }

    /// The same for the words of some sentences; at most `left` bytes are read anew for it.
    pub(crate) fn doubtful_flags_in(
        &self,
        reply: &Reply,
        set: &RequirementSet,
        assessment: &Assessment,
        statements: impl IntoIterator<Item = usize>,
        mut left: usize,
    ) -> DoubtfulFlags {
        let mut found = DoubtfulFlags::default();
        if assessment.agencies.is_empty() {
            return found;
        }
        for statement in statements {
            let mut trial: Option<Trial<'_>> = None;
            for word in &reply.doubtful_words_in(statement) {
                let others =
                    word.others.iter().filter(|other| may_matter(reply, set, word, &other.text));
                let mut is_tried = true;
                for other in others {
                    let trial = trial.get_or_insert_with(|| Trial::of(self, reply, set, statement));
                    if left < trial.cost() {
                        is_tried = false;
                        break;
                    }
                    left -= trial.cost();
                    let Some(changes) = trial.changes(word, &other.text, assessment) else {
                        is_tried = false;
                        continue;
                    };
                    found.flags.extend(changes.into_iter().map(|change| DoubtfulFlag {
                        agency: change.agency.to_owned(),
                        requirement: change.requirement.to_owned(),
                        word: word.clone(),
                        to: other.text.clone(),
                        confidence: other.confidence,
                        stance: change.stance,
                    }));
                }
                if !is_tried {
                    found.untried.push(word.span);
                }
            }
        }
        found
    }
}

/// One sentence, to be read otherwise.
struct Trial<'a> {
    gensvar: &'a Gensvar,
    reply: &'a Reply,
    set: &'a RequirementSet,
    statement: usize,
    window: Window<'a>,
    /// What the set says where the sentence is found as it is in the window: of a part of the text
    /// something else may be found than of the whole. None where the window is the whole, or
    /// nothing was tried yet.
    usual: Option<Assessment>,
}

impl<'a> Trial<'a> {
    fn of(
        gensvar: &'a Gensvar,
        reply: &'a Reply,
        set: &'a RequirementSet,
        statement: usize,
    ) -> Self {
        let window = Window::around(reply, statement);
        Trial { gensvar, reply, set, statement, window, usual: None }
    }

    /// So many bytes are read anew for each reading.
    fn cost(&self) -> usize {
        self.window.text.len() + self.reply.text().len()
    }

    fn assess(&self, found: &Reread<'_>) -> Assessment {
        assess(self.set, self.reply.text(), &found.put_into(self.reply, self.statement))
    }

    /// The flags that another reading of a word changes; none if it cannot be put into the window.
    fn changes<'b>(
        &mut self,
        word: &DoubtfulWord,
        other: &str,
        assessment: &'b Assessment,
    ) -> Option<Vec<Change<'b>>> {
        let extractor = self.gensvar.extractor();
        let second = self.window.with(word.target, other, extractor)?;
        let reread = Reread::of(&second.found, second.sentence);
        let is_whole = self.window.text.len() == self.reply.text().len();
        if is_whole && reread.says_the_same(self.reply, self.set, self.statement) {
            return Some(Vec::new());
        }
        let found = self.assess(&reread);
        if !is_whole && self.usual.is_none() {
            let usual = self.window.usual(self.reply, extractor);
            self.usual = Some(self.assess(&Reread::of(&usual, self.window.sentence)));
        }
        let usual = self.usual.as_ref().unwrap_or(assessment);
        Some(changes(assessment, usual, &found))
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

/// A flag that another reading changes, and the stance that it would get.
struct Change<'a> {
    agency: &'a str,
    requirement: &'a str,
    stance: Stance,
}

/// The flags that another reading changes.
fn changes<'a>(
    assessment: &'a Assessment,
    usual: &Assessment,
    second: &Assessment,
) -> Vec<Change<'a>> {
    let mut out = Vec::new();
    let agencies = assessment.agencies.iter().zip(&usual.agencies).zip(&second.agencies);
    for ((agency, usual), second) in agencies {
        for ((flag, usual), second) in agency.flags.iter().zip(&usual.flags).zip(&second.flags) {
            if flag.stance == usual.stance && usual.stance != second.stance {
                out.push(Change {
                    agency: &agency.agency.code,
                    requirement: &flag.requirement,
                    stance: second.stance,
                });
            }
        }
    }
    out
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
        let found = gensvar.doubtful_flags(reply, &set(), &assessment);
        assert!(found.untried.is_empty());
        found.flags
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
    fn a_word_that_there_was_no_time_for_is_named() {
        let gensvar = gensvar();
        let source = LETTER.replace("får", "far");
        let reply = with_edit(&gensvar, &source, "far", "får", 0.8);
        let (set, assessment) = (set(), gensvar.check(&reply, &set()));
        let all = 0..reply.statements().len();
        let enough = 2 * reply.text().len();
        let tried = gensvar.doubtful_flags_in(&reply, &set, &assessment, all.clone(), enough);
        assert_eq!((tried.flags.len(), tried.untried.len()), (1, 0));
        let untried = gensvar.doubtful_flags_in(&reply, &set, &assessment, all, enough - 1);
        assert!(untried.flags.is_empty());
        let words: Vec<&str> =
            untried.untried.iter().map(|span| reply.source().slice(*span)).collect();
        assert_eq!(words, ["far"]);
    }

    #[test]
    fn a_flag_is_no_surer_than_the_word_it_hangs_on() {
        let gensvar = gensvar();
        let reply = with_edit(&gensvar, &LETTER.replace("får", "far"), "far", "får", 0.8);
        let assessment = gensvar.check(&reply, &set());
        let found = gensvar.doubtful_flags(&reply, &set(), &assessment);
        let [hangs, stands] = &assessment.agencies[0].flags[..] else { panic!("two flags") };
        let sure = Flag { confidence: 0.99, ..hangs.clone() };
        assert!((found.confidence("SOF", &sure) - 0.99 * 0.8).abs() < 1e-9);
        assert!(found.confidence("BUF", &sure) > 0.9 && found.confidence("SOF", stands) > 0.0);
        let mut found = found;
        found.flags[0].confidence = 0.01;
        assert!(found.confidence("SOF", &sure) < 0.9);
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
