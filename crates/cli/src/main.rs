//! The program `gensvar`.

fn main() {}
