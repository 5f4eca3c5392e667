/// Hits, with how many there are in the gold and how many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// In both.
    pub hit: usize,
    /// In the gold.
    pub gold: usize,
    /// Found.
    pub found: usize,
}

impl Count {
    /// Takes another count in.
    pub fn add(&mut self, other: Count) {
        self.hit += other.hit;
        self.gold += other.gold;
        self.found += other.found;
    }

    /// The share of what was found that is right.
    pub fn precision(self) -> f64 {
        share(self.hit, self.found)
    }

    /// The share of the gold that was found.
    pub fn recall(self) -> f64 {
        share(self.hit, self.gold)
    }

    /// Their harmonic mean.
    ///
    /// ```
    /// let count = gensvar_score::Count { hit: 1, gold: 2, found: 1 };
    /// assert!((count.f1() - 2.0 / 3.0).abs() < 1e-9);
    /// ```
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
