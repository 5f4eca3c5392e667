//! Reads what Danish public administrations answer: repair, claims, flags.
