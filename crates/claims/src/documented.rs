//! What `docs/rules.md` and `docs/agencies.md` say holds: their rules and files load and do as told.
#![cfg(test)]

use crate::data;
use crate::extract::Extractor;
use crate::memory::Memory;
use crate::model::{Kind, Status};
use crate::rules::Rules;
use crate::vocabulary::Vocabulary;

const PAGE: &str = include_str!("../../../docs/rules.md");

/// The blocks of TOML on the page, each with the file that it belongs to.
fn blocks() -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = PAGE;
    while let Some((_, after)) = rest.split_once("```toml\n") {
        let (block, after) = after.split_once("```").expect("a block ends");
        let block: String = block.lines().map(|line| format!("{}\n", line.trim())).collect();
        let first = block.lines().next().unwrap_or_default();
        let file = match first {
            "[[class]]" => "words/teaching.toml",
            "[[paradigm]]" => data::INFLECTION.0,
            "[[rule]]" => "targets/course.toml",
            "[[cue]]" => "cues/status.toml",
            _ => first.strip_prefix("# ").expect("a block begins with its file or its kind"),
        };
        out.push((file.to_owned(), block));
        rest = after;
    }
    out
}

/// The built-in rules with those of the page.
fn with_the_page() -> Rules {
    let blocks = blocks();
    let grown = |files: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let whole = |&(name, text): &(&'static str, &str)| {
            let own = blocks.iter().filter(|(file, _)| file == name);
            let more: String = own.map(|(_, block)| format!("\n{block}")).collect();
            (name, format!("{text}{more}"))
        };
        files.iter().map(whole).collect()
    };
    let (words, rules) = (grown(data::WORDS), grown(data::RULES));
    let known = |file: &String| words.iter().chain(&rules).any(|(name, _)| name == file);
    assert!(blocks.iter().all(|(file, _)| file == data::INFLECTION.0 || known(file)));
    let words: Vec<(&str, &str)> = words.iter().map(|(name, text)| (*name, &**text)).collect();
    let rules: Vec<(&str, &str)> = rules.iter().map(|(name, text)| (*name, &**text)).collect();
    Rules::load(data::INFLECTION, &words, &rules).expect("the page is right")
}

#[test]
fn the_rules_of_the_page_find_and_skip_their_sentences() {
    let rules = with_the_page();
    let (mut memory, mut hits) = (Memory::default(), Vec::new());
    let mut reader = rules.reader(&mut memory);
    let mut seen = Vec::new();
    for example in &rules.examples {
        let id = &rules.rules[example.rule as usize].id;
        if !PAGE.contains(&format!("id = \"{id}\"")) {
            continue;
        }
        seen.push(id.as_str());
        rules.find(&reader.read(&example.text), &mut hits);
        let found = hits.iter().any(|hit| hit.owner == example.rule);
        assert_eq!(found, example.found, "{id}: {}", example.text);
    }
    seen.dedup();
    assert_eq!(
        seen,
        ["course.sample", "course.buddy", "negation.sample", "condition.as_soon_as"],
        "all of the page are run"
    );
    for example in &rules.word_examples {
        let class = rules.lexicon.class(&example.class).expect("a class of the file");
        let belongs = rules.lexicon.look_up(&example.word).classes.has(class);
        assert_eq!(belongs, example.belongs, "{}: {}", example.class, example.word);
    }
    let paradigms = blocks().into_iter().filter(|(file, _)| file == data::INFLECTION.0);
    for line in
        paradigms.flat_map(|(_, block)| block.lines().map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(data::INFLECTION.1.contains(&line), "{line}");
    }
}

#[test]
fn the_worked_example_makes_the_claim() {
    let text =
        "Socialforvaltningen\n\nVi genoptager makkerordningen, så snart stillingen er besat.\n";
    let mut extractor = Extractor::danish().expect("the embedded rules load").by_rules_alone();
    assert!(extractor.extract(text).claims.is_empty());
    extractor.rules = with_the_page();
    let extractor = extractor.with_vocabulary(Vocabulary::default());
    let claims = extractor.extract(text).claims;
    assert_eq!(
        claims.iter().map(|c| (c.kind, c.status, c.rule.as_str())).collect::<Vec<_>>(),
        [(Kind::Course, Status::Conditional, "course.buddy")]
    );
}

#[test]
fn the_page_names_every_effect_and_rank() {
    let rules = data::rules().expect("the embedded rules load");
    for effect in &rules.effects {
        let rank = crate::extract::usual_rank(effect);
        let is_named = PAGE.lines().any(|line| {
            line.starts_with('|')
                && line.contains(&format!("`{effect}`"))
                && (rank == 0 || line.ends_with(&format!("| {rank} |")))
        });
        assert!(is_named || effect == "gone", "{effect} {rank}");
    }
}

#[test]
fn the_file_of_the_page_on_agencies_loads() {
    let page = include_str!("../../../docs/agencies.md");
    let blocks: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```").map(|(block, _)| block))
        .collect();
    let mut extractor = Extractor::danish().expect("the embedded rules load");
    extractor.add_agencies("page.toml", &blocks.concat()).expect("the page is right");
    let found = extractor.extract("Borgerservice Vest\n\nVi holder et kursus for nye ledere.\n");
    assert_eq!(found.responses[0].agency.code, "BKF");
}
