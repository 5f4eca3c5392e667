//! Pages that lie on their side or stand on their head.

use kurbo::{Affine, Vec2};

/// Which way a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Turn {
    /// From left to right.
    #[default]
    None,
    /// Down the page.
    Down,
    /// From right to left, on its head.
    Over,
    /// Up the page.
    Up,
}

impl Turn {
    const ALL: [Turn; 4] = [Turn::None, Turn::Down, Turn::Over, Turn::Up];

    /// The way of a character that reaches so far; none if it stands askew by more than a few
    /// degrees.
    pub(crate) fn of(advance: Vec2) -> Option<Turn> {
        let (x, y) = (advance.x, advance.y);
        match (x.abs(), y.abs()) {
            (along, across) if across <= 0.1 * along => {
                Some(if x > 0.0 { Turn::None } else { Turn::Over })
            }
            (across, along) if across <= 0.1 * along => {
                Some(if y > 0.0 { Turn::Down } else { Turn::Up })
            }
            _ => None,
        }
    }

    /// The way that more than half of the characters run; else from left to right.
    pub(crate) fn of_most(advances: impl Iterator<Item = Vec2>) -> Turn {
        let turns: Vec<Option<Turn>> = advances.map(Turn::of).collect();
        let count = |turn: Turn| turns.iter().filter(|&&other| other == Some(turn)).count();
        Turn::ALL.into_iter().find(|&turn| 2 * count(turn) > turns.len()).unwrap_or_default()
    }

    /// Turns a page of that width and height so that the text runs from left to right.
    pub(crate) fn to_upright(self, (width, height): (f64, f64)) -> Affine {
        Affine::new(match self {
            Turn::None => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            Turn::Down => [0.0, -1.0, 1.0, 0.0, 0.0, width],
            Turn::Over => [-1.0, 0.0, 0.0, -1.0, width, height],
            Turn::Up => [0.0, 1.0, -1.0, 0.0, height, 0.0],
        })
    }

    /// Width and height of the page when it is turned.
    pub(crate) fn size(self, (width, height): (f64, f64)) -> (f64, f64) {
        match self {
            Turn::None | Turn::Over => (width, height),
            Turn::Down | Turn::Up => (height, width),
        }
    }
}
