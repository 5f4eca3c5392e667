use gensvar::requirements::{RequirementInfo, RequirementSet};
use serde::{Deserialize, Serialize};

use super::Name;

/// What `gensvar requirements list` and `show` print as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOut {
    /// `gensvar.requirements/1`.
    pub schema: Name,
    /// Its name, as on the command line.
    pub id: String,
    /// Its title in Danish.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// Where the decision is to be found.
    pub source: Option<String>,
    /// When it was decided.
    pub date: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
    /// Whether it has a rule for verdicts.
    pub has_verdict: bool,
    /// The requirements in order.
    pub requirements: Vec<RequirementOut>,
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementOut {
    /// Its id within the set.
    pub id: String,
    /// What it asks for, in Danish.
    pub title: String,
    /// The same in English.
    pub title_en: String,
}

impl RequirementOut {
    pub(super) fn new(requirement: RequirementInfo<'_>) -> RequirementOut {
        RequirementOut {
            id: requirement.id.to_owned(),
            title: requirement.title.to_owned(),
            title_en: requirement.title_en.to_owned(),
        }
    }
}

impl SetOut {
    /// What a set says of itself.
    pub fn new(set: &RequirementSet) -> SetOut {
        let info = set.info().clone();
        let requirements = set.requirements().map(RequirementOut::new);
        SetOut {
            schema: "gensvar.requirements/1".into(),
            id: info.id,
            title: info.title,
            title_en: info.title_en,
            source: info.source,
            date: info.date,
            decided_by: info.decided_by,
            note: info.note,
            has_verdict: set.has_verdict(),
            requirements: requirements.collect(),
        }
    }
}
