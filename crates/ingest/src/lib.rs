//! Files and bytes into source text.
