//! What kind of words a stance rests on. A later letter's stance goes before an earlier one's or not
//! by this.

use crate::Stance;
use crate::assess::Piece;
use crate::set::{Strength, Told};

/// What kind of words a flag rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Words that speak to the requirement itself.
    Particular,
    /// Words that only say that it is not there.
    Lacking,
    /// A statement on the set as a whole.
    General,
    /// Nothing: it is not addressed.
    Nothing,
}

impl Ground {
    /// All of them.
    pub const ALL: [Ground; 4] =
        [Ground::Particular, Ground::Lacking, Ground::General, Ground::Nothing];

    /// Its name, under which it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Ground::Particular => "particular",
            Ground::Lacking => "lacking",
            Ground::General => "general",
            Ground::Nothing => "nothing",
        }
    }

    /// What the stance rests on: the best ground among the pieces that have it.
    pub(crate) fn of(stance: Stance, pieces: &[Piece]) -> Ground {
        if !stance.is_addressed() {
            return Ground::Nothing;
        }
        let of_piece = |piece: &Piece| match (piece.strength, piece.told) {
            (Strength::General, _) => Ground::General,
            (_, Told::Lacking) => Ground::Lacking,
            _ => Ground::Particular,
        };
        let grounds: Vec<Ground> =
            pieces.iter().filter(|p| p.told.stance() == stance).map(of_piece).collect();
        let best = [Ground::Particular, Ground::Lacking, Ground::General];
        // A stance that no single rule gives is weighed from several: it is about the requirement.
        best.into_iter().find(|ground| grounds.contains(ground)).unwrap_or(Ground::Particular)
    }
}
