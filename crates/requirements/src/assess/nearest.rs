//! Sentences that come near to speak to a requirement, and why they are not enough.

use gensvar_claims::{Agency, Extraction, Speaker};
use gensvar_text::SentenceKind;

use super::{Before, Reading, Remembered, Voice, asked, stands};
use crate::bits::Bits;
use crate::reason;
use crate::set::{Condition, RequirementSet, Rule, Told};
use crate::{MissCause, NearMiss};

/// How many sentences that were set aside are told.
const MOST_SET_ASIDE: usize = 6;
/// A sentence that is about the requirement is nearer than any that only has words of its rules.
const ON_TOPIC: f64 = 1.0;
/// What others say comes nearer than a sentence of the agency that lacks more than this.
const OTHERS: f64 = 0.75;

/// The sentences that have to do with a requirement and are no evidence of the agency for it,
/// nearest first. Empty for an agency or requirement that is not there.
pub fn set_aside(
    set: &RequirementSet,
    text: &str,
    extraction: &Extraction,
    agency: &str,
    requirement: &str,
) -> Vec<NearMiss> {
    let mut remembered = Remembered::default();
    let reading = Reading::new(set, text, extraction, &mut remembered);
    let Some((agency, at)) = asked(set, extraction, agency, requirement) else {
        return Vec::new();
    };
    let said: Vec<usize> = reading.said(agency, at).iter().map(|said| said.statement).collect();
    let mut near = reading.near(agency, at);
    near.retain(|near| !said.contains(&near.statement));
    near.truncate(MOST_SET_ASIDE);
    near.iter().map(|near| reading.miss(agency, at, near)).collect()
}

/// A sentence that has to do with a requirement.
struct Near<'a> {
    statement: usize,
    /// How near it comes; more is nearer.
    score: f64,
    cause: MissCause,
    /// The rule that it came nearest to, or that ruled it out.
    rule: Option<&'a Rule>,
}

impl<'a> Reading<'a> {
    /// The sentence that came nearest to speak to a requirement.
    pub(super) fn nearest_miss(&self, agency: &Agency, requirement: usize) -> Option<NearMiss> {
        let near = self.near(agency, requirement);
        near.first().map(|nearest| self.miss(agency, requirement, nearest))
    }

    /// All sentences that have to do with a requirement, nearest first.
    fn near(&self, agency: &Agency, requirement: usize) -> Vec<Near<'a>> {
        let weights = self.rarity(requirement);
        let mut near: Vec<Near<'a>> = (0..self.extraction.statements.len())
            .filter_map(|number| self.nearness(number, agency, requirement, &weights))
            .collect();
        // A heading names the subject of a sentence rather than being one.
        let is_heading = |near: &Near<'_>| near.cause == MissCause::Heading;
        near.sort_by(|a, b| {
            let by_kind = is_heading(a).cmp(&is_heading(b));
            by_kind.then(b.score.total_cmp(&a.score)).then_with(|| a.statement.cmp(&b.statement))
        });
        near
    }

    fn nearness(
        &self,
        number: usize,
        agency: &Agency,
        requirement: usize,
        weights: &[f64],
    ) -> Option<Near<'a>> {
        let statement = &self.extraction.statements[number];
        let is_furniture = statement.sentence.kind == SentenceKind::Furniture;
        if is_furniture
            || statement.sentence.span.slice(self.text).is_none()
            || self.stands_elsewhere(number, agency)
        {
            return None;
        }
        let concepts = &self.concepts[number];
        let is_on_topic = self.topics[number].has(requirement);
        let (rule, part) = self.set.requirements[requirement]
            .says
            .iter()
            // What a sentence would need to refuse is no more than a hint of what it lacks.
            .filter(|rule| match rule.says {
                Told::Nothing => false,
                Told::Declined | Told::Lacking => lacking(&rule.when, concepts).is_empty(),
                _ => true,
            })
            .filter(|rule| is_on_topic || self.touches(requirement, rule, concepts))
            .map(|rule| (rule, share(&rule.when, concepts, weights)))
            .filter(|(_, part)| *part > 0.0)
            // Of rules that it meets alike the first, as where flags are decided.
            .min_by(|a, b| b.1.total_cmp(&a.1))?;
        let score = if is_on_topic { part + ON_TOPIC } else { part };
        let near = |cause, rule, score| Some(Near { statement: number, score, cause, rule });
        if let Some(cause) = self.foreign(number, agency) {
            // Much is said about courses: of what others say only what would have counted is near.
            let is_near = is_on_topic || stands(&rule.when, concepts);
            return is_near.then(|| near(cause, None, OTHERS * part)).flatten();
        }
        if !lacking(&rule.when, concepts).is_empty() {
            let ruled_out = is_on_topic.then(|| self.ruled_out(number, requirement)).flatten();
            let cause = ruled_out.map_or(MissCause::Lacks, |_| MissCause::RuledOut);
            return near(cause, ruled_out.or(Some(rule)), score);
        }
        if let Some(rule) = self.ruled_out(number, requirement) {
            return near(MissCause::RuledOut, Some(rule), score);
        }
        let is_excluded = rule.when.none.iter().any(|c| concepts.has(*c));
        let cause = if is_excluded { MissCause::Excluded } else { MissCause::Unsettled };
        near(cause, Some(rule), score)
    }

    /// Whether a sentence meets a rule at least by a concept that is of the requirement's subject:
    /// words that only refuse or promise are in every reply.
    fn touches(&self, requirement: usize, rule: &Rule, concepts: &Bits) -> bool {
        let topic = &self.set.requirements[requirement].topic;
        let mut subject = topic.iter().flat_map(|when| when.all.iter().chain(&when.any)).peekable();
        let is_met = |concept: &usize| {
            let asked = rule.when.all.contains(concept) || rule.when.any.contains(concept);
            asked && concepts.has(*concept)
        };
        subject.peek().is_none() || subject.any(is_met)
    }

    /// What keeps a sentence from being the agency's own answer, whatever it says.
    fn foreign(&self, number: usize, agency: &Agency) -> Option<MissCause> {
        let statement = &self.extraction.statements[number];
        if !statement.agencies.is_empty() && !self.is_of(number, agency) {
            return Some(MissCause::OtherAgency);
        }
        match self.voice(number, agency) {
            Voice::Own if self.is_off_subject(&self.concepts[number]) => {
                Some(MissCause::OffSubject)
            }
            Voice::Own => None,
            Voice::Heading => Some(MissCause::Heading),
            Voice::Subject if self.is_of(number, agency) => Some(MissCause::TakenBack),
            Voice::Asks | Voice::Subject | Voice::Repeats | Voice::None => {
                Some(match statement.speaker {
                    Speaker::Ombudsman => MissCause::Ombudsman,
                    Speaker::Agency => MissCause::Asked,
                    _ => MissCause::OtherVoice,
                })
            }
        }
    }

    /// Whether a rule of the requirement says that the sentence says nothing to it.
    pub(super) fn is_ruled_out(&self, number: usize, requirement: usize) -> bool {
        self.ruled_out(number, requirement).is_some_and(|rule| {
            let says = &self.set.requirements[requirement].says;
            says.iter().any(|own| std::ptr::eq(own, rule))
        })
    }

    /// The rule by which a sentence says nothing to a requirement, where it meets one.
    fn ruled_out(&self, number: usize, requirement: usize) -> Option<&'a Rule> {
        let before = Before {
            section: Bits::default(),
            asked: Bits::default(),
            last: Bits::default(),
            asked_concepts: Bits::default(),
            last_concepts: Bits::default(),
            still_asked: false,
        };
        let concepts = &self.concepts[number];
        let set = self.set;
        let fits = |rule: &&Rule| self.fits(&rule.when, concepts, number, requirement, &before);
        let first = set.requirements[requirement].says.iter().find(fits)?;
        let decides = match first.says {
            Told::ByCues => set.told.iter().find(fits)?,
            _ => first,
        };
        (decides.says == Told::Nothing).then_some(decides)
    }

    /// What each concept of the set tells: the rarer it is in the document, the more.
    fn rarity(&self, requirement: usize) -> Vec<f64> {
        let mut weights = vec![0.0; self.set.concepts.len()];
        for rule in &self.set.requirements[requirement].says {
            for concept in rule.when.all.iter().chain(&rule.when.any) {
                let having = self.concepts.iter().filter(|c| c.has(*concept)).count();
                weights[*concept] = ((self.concepts.len() + 2) as f64 / (having + 1) as f64).ln();
            }
        }
        weights
    }

    fn miss(&self, agency: &Agency, requirement: usize, near: &Near<'_>) -> NearMiss {
        let concepts = &self.concepts[near.statement];
        let (mut present, mut missing, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(rule) = near.rule {
            let when = &rule.when;
            present.extend(when.all.iter().chain(&when.any).filter(|c| concepts.has(**c)));
            missing = lacking(when, concepts);
            excluded.extend(when.none.iter().filter(|c| concepts.has(**c)));
        }
        let reason = reason::missed(
            self.set,
            agency,
            &self.set.requirements[requirement],
            near.cause,
            near.rule,
            &reason::Words { present: &present, missing: &missing, excluded: &excluded },
        );
        NearMiss {
            statement: near.statement,
            span: self.extraction.statements[near.statement].sentence.span,
            cause: near.cause,
            rule: near.rule.map(|rule| rule.place.clone()),
            reason,
        }
    }
}

/// How much of what a rule asks for stands there, from 0 to 1.
fn share(when: &Condition, concepts: &Bits, weights: &[f64]) -> f64 {
    let weight = |concept: &usize| weights.get(*concept).copied().unwrap_or(0.0);
    let (mut there, mut all) = (0.0, 0.0);
    for concept in &when.all {
        all += weight(concept);
        if concepts.has(*concept) {
            there += weight(concept);
        }
    }
    // One of them is enough, and the commonest is the easiest to have.
    let found = when.any.iter().find(|concept| concepts.has(**concept));
    let commonest = when.any.iter().min_by(|a, b| weight(a).total_cmp(&weight(b)));
    if let Some(concept) = found.or(commonest) {
        all += weight(concept);
        there += found.map_or(0.0, weight);
    }
    if all > 0.0 { there / all } else { 0.0 }
}

/// The concepts that a rule asks for and that do not stand there.
fn lacking(when: &Condition, concepts: &Bits) -> Vec<usize> {
    let mut out: Vec<usize> = when.all.iter().copied().filter(|c| !concepts.has(*c)).collect();
    if !when.any.iter().any(|c| concepts.has(*c)) {
        out.extend(&when.any);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::plain;

    const SET: &str = r#"
        id = "kursus"
        title = "Kurset holdes tit"
        uses = ["svar"]
        [context]
        other_subject = "andet"
        [concepts.kursus]
        title = "undervisning"
        title_en = "teaching"
        any = ["kursus|kurset"]
        [concepts.tit]
        title = "hvor tit"
        title_en = "how often"
        any = ["månedligt|årligt"]
        [concepts.pris]
        any = ["koster|kr"]
        [concepts.andet]
        any = ["svømning"]
        [concepts.med_mere]
        any = ["ønsker"]
        [[requirements]]
        id = "frekvens"
        title = "Kurset holdes tit"
        topic = [{ all = ["kursus", "tit"] }]
        [[requirements.says]]
        note = "Prisen er ikke hyppigheden"
        all = ["pris"]
        stance = "nothing"
        [[requirements.says]]
        all = ["kursus", "tit"]
        none = ["med_mere"]
        stance = "told"
    "#;

    fn set() -> RequirementSet {
        RequirementSet::parse(SET, "kursus.toml").unwrap()
    }

    /// The nearest miss of a reply: its cause and its reason in both languages.
    fn miss_in(found: &Extraction, text: &str) -> Option<(MissCause, String, String)> {
        // Whether the weights hear something in it all the same is not the question here.
        let set = set();
        let mut remembered = Remembered::default();
        let reading = Reading::new(&set, text, found, &mut remembered);
        let miss = reading.nearest_miss(&found.responses[0].agency, 0)?;
        Some((miss.cause, miss.reason.da, miss.reason.en))
    }

    fn miss(text: &str) -> Option<(MissCause, String, String)> {
        miss_in(&plain(text), text)
    }

    #[test]
    fn a_part_of_what_a_rule_asks_for_is_named_with_what_lacks() {
        let (cause, da, en) = miss("Vi holder kurset i huset. Tak for brevet.").unwrap();
        assert_eq!(cause, MissCause::Lacks);
        assert_eq!(da, "Sætningen nævner undervisning, men intet om hvor tit");
        assert_eq!(en, "The sentence mentions teaching, but nothing about how often");
    }

    #[test]
    fn where_nothing_comes_near_there_is_no_miss() {
        assert_eq!(miss("Vejret er fint. Tak for brevet."), None);
        assert_eq!(miss(""), None);
    }

    #[test]
    fn a_question_is_nearer_than_a_sentence_that_lacks_much() {
        let (cause, da, _) = miss("Holder I kurset månedligt? Kurset har et navn.").unwrap();
        assert_eq!(cause, MissCause::Asked);
        assert!(da.contains("SOF svarer ikke"), "{da}");
    }

    #[test]
    fn the_rule_that_rules_out_is_named_with_its_note() {
        let (cause, da, en) = miss("Kurset koster det samme årligt.").unwrap();
        assert_eq!(cause, MissCause::RuledOut);
        assert!(da.contains("kursus.toml:28: Prisen er ikke hyppigheden"), "{da}");
        assert!(en.contains("kursus.toml:28"), "{en}");
    }

    #[test]
    fn what_a_rule_excludes_is_named() {
        let (cause, da, _) = miss("Vi ønsker kurset månedligt.").unwrap();
        assert_eq!(cause, MissCause::Excluded);
        assert!(da.contains("undervisning og hvor tit, men også med mere"), "{da}");
    }

    #[test]
    fn words_of_others_are_said_to_be_theirs() {
        let text = "Kurset holdes månedligt.";
        for (speaker, cause) in
            [(Speaker::Ombudsman, MissCause::Ombudsman), (Speaker::Other, MissCause::OtherVoice)]
        {
            let mut found = plain(text);
            found.statements[0].speaker = speaker;
            assert_eq!(miss_in(&found, text).unwrap().0, cause);
        }
        let mut found = plain(text);
        found.statements[0].agencies.push("BUF".to_owned());
        assert_eq!(miss_in(&found, text).unwrap().0, MissCause::OtherAgency);
        let mut found = plain(text);
        found.statements[0].sentence.kind = SentenceKind::Heading;
        assert_eq!(miss_in(&found, text).unwrap().0, MissCause::Heading);
        let text = "Kurset i svømning holdes månedligt.";
        assert_eq!(miss(text).unwrap().0, MissCause::OffSubject);
    }

    #[test]
    fn a_sentence_is_nearer_than_a_heading() {
        let text = "Kurset holdes årligt.\n\nVi holder kurset i huset.";
        let mut found = plain(text);
        found.statements[0].sentence.kind = SentenceKind::Heading;
        assert_eq!(miss_in(&found, text).unwrap().0, MissCause::Lacks);
    }

    #[test]
    fn what_is_evidence_was_not_set_aside() {
        let text = "Kurset holdes månedligt. Kurset har et navn.";
        let found = plain(text);
        let aside = set_aside(&set(), text, &found, "SOF", "frekvens");
        assert_eq!(aside.iter().map(|miss| miss.statement).collect::<Vec<_>>(), [1]);
        assert!(set_aside(&set(), text, &found, "BUF", "frekvens").is_empty());
        assert!(set_aside(&set(), text, &found, "SOF", "frekvnes").is_empty());
    }

    #[test]
    fn every_cause_has_a_reason_in_the_shipped_words() {
        for set in RequirementSet::built_ins() {
            for cause in MissCause::ALL {
                let name = format!("miss_{}", cause.name());
                assert!(set.templates.iter().any(|t| t.name == name), "{}: {name}", set.id());
            }
        }
    }
}
