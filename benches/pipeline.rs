//! Timings of the whole way.

fn main() {}
