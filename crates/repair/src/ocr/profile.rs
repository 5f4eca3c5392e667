//! What a text itself tells of the engine that read it.

/// The letters that engines without Danish lose, and their share of the letters of Danish texts.
///
/// Shares counted on administrative prose; they vary little from text to text.
pub(crate) const DANISH: [(char, char, f32); 3] =
    [('æ', 'Æ', 0.0080), ('ø', 'Ø', 0.0085), ('å', 'Å', 0.0115)];

/// A text is taken to have lost letters when it holds less than this share of those expected.
const EXPECTED: f32 = 0.6;
/// Standard deviations by which the count of letters may fall short by chance.
const CHANCE: f32 = 1.5;
/// In so few letters any of the three may be missing by chance.
const SHORT: f32 = 500.0;
/// Never wholly sure that a letter is lost, or that none is.
const LEAST: f32 = 0.0005;
const MOST: f32 = 0.985;
/// A stretch is believed as much as so many letters of the rest of the text.
const PRIOR_LETTERS: f32 = 1500.0;

/// For each of æ, ø, å: the share of those printed that were not read as themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Damage(pub(crate) [f32; 3]);

impl Damage {
    /// That of a stretch of which nothing is to be repaired.
    pub(crate) const NONE: Damage = Damage([LEAST; 3]);

    /// Whether any letter is lost to an extent worth a search of known words.
    pub(crate) fn is_present(self) -> bool {
        self.0.iter().any(|&damage| damage > 0.04)
    }

    /// The damage rounded, so that stretches alike share their searches.
    pub(crate) fn rounded(self) -> Damage {
        let steps = [LEAST, 0.003, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, MOST];
        let nearest = |damage: f32| {
            let unlike = |step: &&f32| ((*step - damage).abs() * 1e6) as u64;
            steps.iter().min_by_key(unlike).copied().unwrap_or(damage)
        };
        Damage(self.0.map(nearest))
    }
}

impl Damage {
    /// The damage after a first reading kept and lost so many of each letter.
    pub(crate) fn after(self, kept: [f32; 3], lost: [f32; 3]) -> Damage {
        const PRIOR: f32 = 8.0;
        Damage(std::array::from_fn(|i| {
            let damage = (lost[i] + PRIOR * self.0[i]) / (kept[i] + lost[i] + PRIOR);
            damage.clamp(LEAST, MOST)
        }))
    }
}

/// Counts of the letters of a stretch.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Letters {
    all: f32,
    danish: [f32; 3],
}

impl Letters {
    /// Counts a stretch of text.
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Letters::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters.all += 1.0;
            if let Some(i) = DANISH.iter().position(|&(lower, upper, _)| c == lower || c == upper) {
                letters.danish[i] += 1.0;
            }
        }
        letters
    }

    /// These letters and others.
    pub(crate) fn with(self, other: Letters) -> Letters {
        let danish = std::array::from_fn(|i| self.danish[i] + other.danish[i]);
        Letters { all: self.all + other.all, danish }
    }

    /// These letters but for others that are among them.
    pub(crate) fn without(self, other: Letters) -> Letters {
        let danish = std::array::from_fn(|i| self.danish[i] - other.danish[i]);
        Letters { all: self.all - other.all, danish }
    }

    /// Whether they are too few to tell a loss by what is missing.
    pub(crate) fn are_few(&self) -> bool {
        self.all < SHORT
    }

    /// The damage of this stretch, of a text that has `whole` as its letters.
    pub(crate) fn damage(&self, whole: &Letters) -> Damage {
        let borrowed = (PRIOR_LETTERS / whole.all.max(1.0)).min(1.0);
        let share = |i: usize| {
            let seen = self.danish[i] + whole.danish[i] * borrowed;
            // A short text may hold few by chance.
            let seen = seen + CHANCE * seen.sqrt();
            let all = self.all + whole.all * borrowed;
            seen / (EXPECTED * DANISH[i].2 * all).max(1e-3)
        };
        Damage(std::array::from_fn(|i| {
            // Too little text tells nothing: then a middling loss is assumed.
            if self.all + whole.all * borrowed < 60.0 && self.danish[i] == 0.0 {
                return if whole.danish.iter().any(|&n| n > 0.0) { 0.1 } else { 0.5 };
            }
            (1.0 - share(i)).clamp(LEAST, MOST)
        }))
    }
}
