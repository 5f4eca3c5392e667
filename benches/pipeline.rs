//! Timings of the whole way on corpus/, on one core: `cargo bench`.
//!
//! The first text pays for the tables that are built when they are first needed: `load` measures
//! that, the others start warm.

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use gensvar::claims::Extractor;
use gensvar::repair::Repairer;
use gensvar::requirements::{RequirementSet, assess};
use gensvar_score::Corpus;

fn main() {
    divan::main();
}

fn corpus() -> &'static Corpus {
    static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
        Corpus::read(&dir).expect("the corpus is part of the project")
    });
    &CORPUS
}

fn clean() -> Vec<&'static str> {
    corpus().replies.iter().map(|reply| reply.text.as_str()).collect()
}

/// Some pages that an engine without Danish letters read.
fn damaged() -> Vec<&'static str> {
    let is_damaged = |variant: &str| !corpus().is_danish_engine(variant);
    let pages = corpus().pages.iter().filter(|page| is_damaged(&page.variant));
    pages.step_by(6).map(|page| page.read.as_str()).collect()
}

fn bytes(texts: &[&str]) -> BytesCount {
    BytesCount::new(texts.iter().map(|text| text.len()).sum::<usize>())
}

fn words(texts: &[&str]) -> ItemsCount {
    ItemsCount::new(texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>())
}

mod load {
    use super::*;

    /// The rules for claims, compiled.
    #[divan::bench]
    fn extractor() -> Extractor {
        Extractor::danish().expect("built in")
    }

    /// The language model, and whatever the first damaged word needs of it.
    #[divan::bench]
    fn repairer() -> String {
        Repairer::danish().repair(black_box("Bgrne- og Ungdomsforvaltningen pa området")).text
    }

    /// A requirement set from its file.
    #[divan::bench]
    fn requirement_set() -> RequirementSet {
        let text = RequirementSet::built_in_source("br-2012").expect("built in");
        RequirementSet::parse(black_box(text), "br-2012").expect("built in")
    }
}

mod repair {
    use super::*;

    /// Words a second on texts that need nothing.
    #[divan::bench(sample_count = 10)]
    fn clean_text(bencher: Bencher<'_, '_>) {
        let (repairer, texts) = (Repairer::danish(), clean());
        bencher.counter(words(&texts)).bench_local(|| {
            texts.iter().map(|text| repairer.repair(black_box(text)).edits.len()).sum::<usize>()
        });
    }

    /// Words a second on pages with a word in eight wrong.
    #[divan::bench(sample_count = 5)]
    fn damaged_pages(bencher: Bencher<'_, '_>) {
        let (repairer, texts) = (Repairer::danish(), damaged());
        bencher.counter(words(&texts)).bench_local(|| {
            texts.iter().map(|text| repairer.repair(black_box(text)).edits.len()).sum::<usize>()
        });
    }
}

mod findings {
    use super::*;

    /// Bytes a second, claims alone.
    #[divan::bench(sample_count = 10)]
    fn claims(bencher: Bencher<'_, '_>) {
        let (extractor, texts) = (Extractor::danish().expect("built in"), clean());
        bencher.counter(bytes(&texts)).bench_local(|| {
            texts.iter().map(|text| extractor.extract(black_box(text)).claims.len()).sum::<usize>()
        });
    }

    /// Bytes a second, claims of sentences that hardly end, as in texts without full stops.
    #[divan::bench(sample_count = 10)]
    fn claims_of_long_sentences(bencher: Bencher<'_, '_>) {
        let extractor = Extractor::danish().expect("built in");
        let texts: Vec<String> =
            clean().iter().map(|text| text.replace(['.', '\n'], " ,")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        bencher.counter(bytes(&texts)).bench_local(|| {
            texts.iter().map(|text| extractor.extract(black_box(text)).claims.len()).sum::<usize>()
        });
    }

    /// Bytes a second, claims and the flags of all built-in sets.
    #[divan::bench(sample_count = 10)]
    fn claims_and_flags(bencher: Bencher<'_, '_>) {
        let (extractor, texts) = (Extractor::danish().expect("built in"), clean());
        let sets: Vec<&RequirementSet> = RequirementSet::built_ins().collect();
        bencher.counter(bytes(&texts)).bench_local(|| {
            let flags = |text: &&str| {
                let found = extractor.extract(black_box(text));
                sets.iter().map(|set| assess(set, text, &found).agencies.len()).sum::<usize>()
            };
            texts.iter().map(flags).sum::<usize>()
        });
    }
}
