//! How numbers look on the wire.

use serde::{Serialize, Serializer};

/// A share from 0 to 1 in thousandths: further digits are noise, and would differ between machines.
pub(crate) fn share<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    rounded(*value).serialize(serializer)
}

/// A share as it stands on the wire: what is decided by it is the same before and after it was
/// written and read back.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A cost in thousandths of a nat.
pub(crate) fn cost<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    share(value, serializer)
}

/// An amount; a whole one without a decimal point.
pub(crate) fn amount<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        (*value as i64).serialize(serializer)
    } else {
        value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    #[derive(serde::Serialize)]
    struct Both(
        #[serde(serialize_with = "super::share")] f64,
        #[serde(serialize_with = "super::amount")] f64,
    );

    #[test]
    fn shares_have_three_digits_and_whole_amounts_no_point() {
        let line = |share, amount| serde_json::to_string(&Both(share, amount)).unwrap();
        assert_eq!(line(0.93251, 1e6), "[0.933,1000000]");
        assert_eq!(line(1.0, 1.5), "[1.0,1.5]");
    }
}
