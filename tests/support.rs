//! What the tests share: the library and the corpus, loaded once.

use std::path::PathBuf;
use std::sync::LazyLock;

use gensvar::Gensvar;
use gensvar_score::{Corpus, Page};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The library.
pub(crate) fn gensvar() -> &'static Gensvar {
    static GENSVAR: LazyLock<Gensvar> = LazyLock::new(|| Gensvar::danish().unwrap());
    &GENSVAR
}

/// The corpus.
pub(crate) fn corpus() -> &'static Corpus {
    static CORPUS: LazyLock<Corpus> =
        LazyLock::new(|| Corpus::read(&root().join("corpus")).unwrap());
    &CORPUS
}

/// Some pages from all over the corpus: all texts, variants and both parts occur.
pub(crate) fn some_pages() -> impl Iterator<Item = &'static Page> {
    corpus().pages.iter().step_by(4)
}

/// Numbers that look random and are the same each time.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `below`.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    /// One of the items.
    pub(crate) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
