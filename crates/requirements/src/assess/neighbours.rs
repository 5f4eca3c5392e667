//! What a sentence stands among. There are few such places, and most sentences share theirs with
//! many: what a place speaks for is weighed once.

use super::Voice;
use super::features::{Hit, on_topic};

/// The place of a sentence, as far as it tells whether the sentence speaks to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Neighbours {
    pub hit: Hit,
    /// Whether it claims what the requirement is about.
    pub claims_its_kind: bool,
    /// Whether the heading that it stands under is on the topic.
    pub heading: Option<bool>,
    /// Whether what was asked last is on the topic, and whether it was asked just before.
    pub asked: Option<(bool, bool)>,
    pub other_topics: Few,
    /// In how many sentences a rule hears something.
    pub by_rule: Few,
    pub before: Option<(Voice, Hit)>,
    pub points_back: bool,
    pub has_topic: bool,
    pub next: Option<Hit>,
}

impl Neighbours {
    pub(super) fn each_feature(&self, put: &mut dyn FnMut(&[&str])) {
        let hit = self.hit.name();
        let own = if self.claims_its_kind { "claim of its kind" } else { "no claim of its kind" };
        put(&[hit, ": ", own]);
        put(&[hit, ": heading ", self.heading.map_or("none", on_topic)]);
        let just = self.asked.is_some_and(|(_, just)| just);
        let when = if just { ": just asked " } else { ": asked " };
        put(&[hit, when, self.asked.map_or("none", |(about, _)| on_topic(about))]);
        put(&[hit, ": other topics ", self.other_topics.name()]);
        put(&[hit, ": sentences by rule ", self.by_rule.name()]);
        let back = if self.points_back { "points back" } else { "stands alone" };
        let subject = if self.has_topic { "a topic" } else { "no topic" };
        match self.before {
            Some((voice, of)) => {
                put(&[hit, ": after ", voice.name(), " ", of.name(), ", ", back, ", ", subject]);
            }
            None => put(&[hit, ": first"]),
        }
        if let Some(next) = self.next {
            put(&[hit, ": before ", next.name()]);
        }
    }
}

/// A number, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Few {
    None,
    One,
    Two,
    More,
}

impl Few {
    pub(super) const fn of(count: usize) -> Few {
        match count {
            0 => Few::None,
            1 => Few::One,
            2 => Few::Two,
            _ => Few::More,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Few::None => "none",
            Few::One => "one",
            Few::Two => "two",
            Few::More => "more",
        }
    }
}
