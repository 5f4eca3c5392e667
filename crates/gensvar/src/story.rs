//! The whole story behind a flag.

use gensvar_claims::Agency;
use gensvar_requirements::{Flag, NearMiss, RequirementSet, Said, explain, set_aside};

use crate::second::BUDGET;
use crate::{DoubtfulFlags, DoubtfulWord, Gensvar, Reply};

/// What stands behind a flag. Places are those of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Whose flag it is.
    pub agency: Agency,
    /// The flag.
    pub flag: Flag,
    /// The sentences that speak to the requirement, in the order of the document.
    pub said: Vec<Said>,
    /// Those that have to do with it and are no evidence, nearest first.
    pub set_aside: Vec<NearMiss>,
    /// The words of all of these that repair was not sure of.
    pub words: Vec<DoubtfulWord>,
    /// What their other readings would make of the flag.
    pub doubts: DoubtfulFlags,
}

impl Gensvar {
    /// The story behind the flag of an agency for a requirement; none if the reply has no such
    /// agency or the set no such requirement.
    ///
    /// ```
    /// use gensvar::{Gensvar, requirements::{RequirementSet, Stance}};
    /// let gensvar = Gensvar::danish()?;
    /// let reply = gensvar.read("Socialforvaltningen\n\nVi overvejer et kursus for erfarne.\n");
    /// let set = RequirementSet::built_in("br-2012").expect("it is built in");
    /// let story = gensvar.story(&reply, set, "SOF", "erfarne").expect("both are there");
    /// assert_eq!(story.said[0].stance, Stance::Considered);
    /// assert!(gensvar.story(&reply, set, "BUF", "erfarne").is_none());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn story(
        &self,
        reply: &Reply,
        set: &RequirementSet,
        agency: &str,
        requirement: &str,
    ) -> Option<Story> {
        let assessment = self.check(reply, set);
        let entry = assessment.agencies.iter().find(|entry| entry.agency.code == agency)?;
        let flag = entry.flags.iter().find(|flag| flag.requirement == requirement)?;
        let (text, found) = (reply.text(), reply.extraction_in_repaired());
        let said = explain(set, text, found, agency, requirement);
        let mut set_aside = set_aside(set, text, found, agency, requirement);
        for miss in &mut set_aside {
            miss.span = reply.repaired().map.to_source(miss.span);
        }
        let statements = said.iter().map(|said| said.statement);
        let mut statements: Vec<usize> =
            statements.chain(set_aside.iter().map(|miss| miss.statement)).collect();
        statements.sort_unstable();
        statements.dedup();
        let words = statements.iter().flat_map(|at| reply.doubtful_words_in(*at)).collect();
        let mut doubts = self.doubtful_flags_in(reply, set, &assessment, statements, BUDGET);
        doubts.flags.retain(|d| d.agency == agency && d.requirement == requirement);
        Some(Story {
            agency: entry.agency.clone(),
            flag: flag.clone(),
            said,
            set_aside,
            words,
            doubts,
        })
    }
}
