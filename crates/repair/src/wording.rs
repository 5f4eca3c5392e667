//! How likely a word is in one of several spellings where it stands.

use gensvar_lexicon::format::{Key, SENTENCE};
use gensvar_lexicon::{Lexicon, UNKNOWN_COST, WordEntry, tokens};

use crate::model::Alternative;

/// Each letter with which a word leaves the beginnings of all listed ones (nats).
const STRANGE: f32 = 2.0;
/// Readings less likely than this are not told.
const LEAST: f64 = 0.005;

/// A word in one of its spellings, as the language model counts it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// As it is written here.
    pub(crate) word: String,
    /// As the list has it, or would.
    pub(crate) form: String,
    /// What the language model counts it as.
    pub(crate) key: Key,
    /// Its entry in the word list.
    pub(crate) entry: Option<WordEntry>,
    /// Whether it is not listed but made of known parts.
    pub(crate) is_compound: bool,
    /// The cost of a word that is not listed.
    unlisted: f32,
}

impl Reading {
    /// A word as it is written.
    pub(crate) fn of(lexicon: &Lexicon, word: &str) -> Self {
        let mut forms = vec![word.to_owned()];
        if word.starts_with(char::is_uppercase) {
            let small = word.to_lowercase();
            let mut rest = small.chars();
            // Among capitals it may be a name.
            let name = rest.next().map(|first| first.to_uppercase().chain(rest).collect());
            forms.extend(name.filter(|name| name != word));
            forms.push(small);
        }
        let list = lexicon.words();
        let listed = forms.iter().filter_map(|form| Some((form.clone(), list.get(form)?)));
        let best = listed.min_by(|a, b| a.1.cost.total_cmp(&b.1.cost));
        let (form, entry) = match best {
            Some((form, entry)) => (form, Some(entry)),
            None => (forms.pop().unwrap_or_default(), None),
        };
        let parts = if entry.is_none() { lexicon.compound_cost(&form) } else { None };
        let unlisted = match entry {
            Some(_) => 0.0,
            None => {
                let letters = lexicon.chars().cost(&form);
                let strange = letters + STRANGE * beyond_the_list(lexicon, &form) as f32;
                parts.map_or(strange, |parts| parts.min(strange))
            }
        };
        let key = lexicon.language_model().key(&form);
        Reading { key, entry, unlisted, is_compound: parts.is_some(), word: word.to_owned(), form }
    }

    /// Whether it is a word, as far as is known.
    pub(crate) fn is_word(&self) -> bool {
        self.entry.is_some() || self.is_compound
    }

    /// Its cost without context.
    pub(crate) fn cost(&self) -> f32 {
        self.unlisted + self.entry.map_or(UNKNOWN_COST, |entry| entry.cost)
    }

    /// Its cost after two words and before a third.
    pub(crate) fn cost_between(
        &self,
        lexicon: &Lexicon,
        before: [Key; 2],
        next: Option<&Reading>,
    ) -> f32 {
        let model = lexicon.language_model();
        let own = model.cost(before, self.key, self.entry) + self.unlisted;
        let next = next.map_or(0.0, |next| {
            model.cost_with([before[1], self.key], self.entry, next.key, next.entry)
        });
        own + next
    }
}

/// The readings with their share of the belief, likeliest first.
pub(crate) fn belief(mut readings: Vec<(f32, Reading)>) -> Vec<Alternative> {
    let least = readings.iter().map(|(cost, _)| *cost).fold(f32::INFINITY, f32::min);
    let weight = |cost: f32| f64::from((least - cost).exp());
    let sum: f64 = readings.iter().map(|(cost, _)| weight(*cost)).sum();
    readings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let shares = readings
        .into_iter()
        .map(|(cost, reading)| Alternative { to: reading.word, confidence: weight(cost) / sum });
    shares.filter(|share| share.confidence >= LEAST).collect()
}

/// How many letters of a word come after those that some listed word begins with: an inflected
/// form that the list lacks has few.
fn beyond_the_list(lexicon: &Lexicon, form: &str) -> usize {
    let mut at = lexicon.words().root();
    for (known, letter) in form.chars().enumerate() {
        match lexicon.words().step(at, letter) {
            Some(next) => at = next,
            None => return form.chars().count() - known,
        }
    }
    0
}

/// The context of the beginning of a sentence.
pub(crate) fn sentence() -> [Key; 2] {
    [Key::of(SENTENCE); 2]
}

/// Whether what stands between two words ends a sentence.
pub(crate) fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '!', '?', ':', '\u{c}']) || between.matches('\n').count() > 1
}

/// Whether a token is a link, an address, the name of a file or of something in one.
pub(crate) fn is_fixed(token: &str) -> bool {
    let (start, len) = tokens::core(token);
    let core = &token[start..start + len];
    let named = core.rsplit_once('.').is_some_and(|(name, end)| {
        (2..=4).contains(&end.len())
            && end.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && name.chars().filter(|c| c.is_alphanumeric()).count() > 2
    });
    // `hvad-er-nyt` is the end of a link; a compound has a hyphen, hardly two.
    let inner_hyphens = core.trim_matches('-').matches('-').count();
    named
        || inner_hyphens > 1
        || core.matches('/').count() > 1
        || token.contains(['@', '_', '\\', '#'])
        || token.contains("://")
        || token.contains("www.")
}
