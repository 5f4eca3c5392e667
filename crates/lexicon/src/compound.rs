//! Words made of known parts.

use crate::Lexicon;

/// Joints of a compound, in nats.
const FIRST_JOINT: f32 = 5.0;
const LATER_JOINT: f32 = 2.0;
/// Parts before the last one.
const MOST_PARTS: usize = 3;
/// Shorter parts are found in anything.
const SHORTEST: usize = 3;

impl Lexicon {
    /// Whether a word is listed as it is spelled, or with small letters for its capitals, or is a compound
    /// of known parts. What is written with a hyphen may be listed so, or part by part.
    ///
    /// ```
    /// let lexicon = gensvar_lexicon::Lexicon::danish();
    /// assert!(lexicon.knows("Sagsbehandleren") && lexicon.knows("børne-"));
    /// assert!(!lexicon.knows("bgrne"));
    /// ```
    pub fn knows(&self, word: &str) -> bool {
        let is_listed = |word: &str| {
            let small = word.to_lowercase();
            // In a line of capitals a name has them too.
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().collect();
            let name = first + &letters.as_str().to_lowercase();
            [word, &small, &name].iter().any(|spelling| self.words().get(spelling).is_some())
                || self.compound_cost(&small).is_some()
        };
        is_listed(word) || word.split('-').all(|part| part.is_empty() || is_listed(part))
    }

    /// The cost of a word in small letters as a compound of known parts, if it is one.
    pub fn compound_cost(&self, word: &str) -> Option<f32> {
        // The least cost of each place at which a part may begin, by the parts before it.
        let mut open: Vec<(usize, f32)> = vec![(0, 0.0)];
        let mut best: Option<f32> = None;
        for joint in 0..MOST_PARTS {
            let cost_of_joint = if joint == 0 { FIRST_JOINT } else { LATER_JOINT };
            let mut next: Vec<(usize, f32)> = Vec::new();
            for (start, cost) in open {
                let mut at = self.first_parts().root();
                for (letters, (i, letter)) in word[start..].char_indices().enumerate() {
                    let Some(after) = self.first_parts().step(at, letter) else { break };
                    at = after;
                    let end = start + i + letter.len_utf8();
                    let Some(part) = self.first_parts().end(at).filter(|_| letters + 1 >= SHORTEST)
                    else {
                        continue;
                    };
                    let sum = cost + part + cost_of_joint;
                    let rest = &word[end..];
                    if rest.chars().count() < SHORTEST {
                        continue;
                    }
                    if let Some(head) = self.heads().get(rest) {
                        best = Some(best.map_or(sum + head, |best| best.min(sum + head)));
                    }
                    match next.iter_mut().find(|(place, _)| *place == end) {
                        Some((_, known)) => *known = known.min(sum),
                        None => next.push((end, sum)),
                    }
                }
            }
            open = next;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_made_of_known_parts() {
        let lexicon = Lexicon::danish();
        for word in ["børnesagsplan", "sagsbehandlingsvejledning", "undervisningsforløb"] {
            assert!(lexicon.compound_cost(word).is_some(), "{word}");
        }
        for word in ["", "x", "undervisningsforloeb", "boernesag", "zzzzsag"] {
            assert_eq!(lexicon.compound_cost(word), None, "{word}");
        }
    }
}
