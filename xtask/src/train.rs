//! `cargo xtask train`: learns the weights of claims and of stances from the annotated replies of
//! the corpus.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use gensvar::requirements::train::{self as stances, PARTS};
use gensvar::requirements::{RequirementSet, Stance};
use gensvar_claims::linear::key_of;
use gensvar_claims::train::{GoldClaim, Lesson, train};
use gensvar_claims::{Extraction, Extractor, Kind, Obligation, Polarity, Speaker, Status};
use gensvar_score::{Corpus, Document, Part};

/// Learn the weights of claims or of stances from the development part of the corpus, the same to
/// the byte each time.
///
/// Nothing is learned of stances from the short replies: the rules of the sets were written on
/// them, are right there more often than elsewhere, and would be trusted too much.
///
/// Stances are learned from claims as they are found by weights that had not seen the reply. Build
/// anew in between: the examples of the sets are read with the weights that are built in.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo xtask train && cargo xtask train stances")]
pub(crate) struct Args {
    /// What to learn.
    #[arg(value_enum, default_value = "claims")]
    what: What,
    /// The corpus.
    #[arg(long, default_value = "corpus")]
    dir: PathBuf,
    /// Leave out the N-th of every M replies, given as N/M, to see what the weights are worth.
    #[arg(long, value_name = "N/M")]
    without: Option<String>,
    /// Where the weights go, if not to where they are built in from.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// The weights of claims.
    Claims,
    /// The weights of stances.
    Stances,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub(crate) fn run(args: Args) -> Result<()> {
    let corpus = Corpus::read(&args.dir)?;
    let fold = args.without.as_deref().map(parse_fold).transpose()?;
    let learned_from = |documents: &'_ [Document]| -> Vec<Document> {
        let dev = documents.iter().filter(|one| one.part == Part::Dev).enumerate();
        let these = dev.filter(|(i, _)| fold.is_none_or(|(n, m)| i % m != n));
        these.map(|(_, one)| one.clone()).collect()
    };
    let replies = learned_from(&corpus.replies);
    let sentences = learned_from(&corpus.sentences);
    let (table, built_in) = match args.what {
        What::Claims => {
            let all: Vec<&Document> = replies.iter().chain(&sentences).collect();
            (claims(&all)?, "crates/claims/data/weights.tsv")
        }
        What::Stances => {
            (of_stances(&replies, &sentences)?, "crates/requirements/data/stances.tsv")
        }
    };
    fs::write(args.out.unwrap_or_else(|| built_in.into()), table)?;
    Ok(())
}

fn claims(replies: &[&Document]) -> Result<String> {
    let lessons: Vec<Lesson> = replies.iter().map(|reply| lesson(reply)).collect::<Result<_>>()?;
    Ok(train(&Extractor::danish()?.by_rules_alone(), &lessons))
}

fn of_stances(replies: &[Document], sentences: &[Document]) -> Result<String> {
    let lessons: Vec<&Document> = replies.iter().chain(sentences).collect();
    let mut found: Vec<Extraction> = vec![Extraction::default(); replies.len()];
    for part in 0..PARTS {
        let others = lessons.iter().filter(|one| part_of(one) != part).copied();
        let table = claims(&others.collect::<Vec<_>>())?;
        let extractor = Extractor::danish()?.with_weights("weights", &table)?;
        for (reply, found) in replies.iter().zip(&mut found) {
            if part_of(reply) == part {
                *found = extractor.extract(&reply.text);
            }
        }
    }
    let mut lessons = Vec::new();
    for (reply, extraction) in replies.iter().zip(&found) {
        let part = part_of(reply);
        for set in RequirementSet::built_ins() {
            let gold = gold_stances(reply, set)?;
            if !gold.is_empty() {
                lessons.push(stances::Lesson { set, text: &reply.text, extraction, gold, part });
            }
        }
    }
    let extractor = Extractor::danish()?;
    let trained = stances::train(&lessons, |text| extractor.extract(text));
    let share = trained.right as f64 / trained.all.max(1) as f64;
    writeln!(std::io::stderr(), "{} of {} right ({share:.3})", trained.right, trained.all)?;
    Ok(trained.table)
}

/// The part that a reply belongs to, by its id alone: others that come or go shall not move it.
fn part_of(reply: &Document) -> usize {
    (key_of(&[&reply.id]) % PARTS as u64) as usize
}

fn gold_stances(reply: &Document, set: &RequirementSet) -> Result<Vec<stances::GoldStance>> {
    let mut gold = Vec::new();
    for (agency, flags) in reply.flags.flags.get(set.id()).into_iter().flatten() {
        for (requirement, flag) in flags {
            let stance = Stance::ALL.into_iter().find(|stance| stance.name() == flag.stance);
            gold.push(stances::GoldStance {
                agency: agency.clone(),
                requirement: requirement.clone(),
                stance: stance.ok_or_else(|| format!("{}: no stance {}", reply.id, flag.stance))?,
                evidence: flag.evidence.iter().flat_map(|quote| reply.places_of(quote)).collect(),
            });
        }
    }
    Ok(gold)
}

fn parse_fold(text: &str) -> Result<(usize, usize)> {
    let wrong = || format!("{text}: give a part as N/M, such as 0/5");
    let (n, m) = text.split_once('/').ok_or_else(wrong)?;
    let (n, m): (usize, usize) = (n.parse()?, m.parse()?);
    if n < m { Ok((n, m)) } else { Err(wrong().into()) }
}

/// A reply as a lesson; every name in its gold must be one that claims have.
fn lesson(reply: &Document) -> Result<Lesson> {
    let mut claims = Vec::new();
    for (claim, span) in reply.claims.claims.iter().zip(reply.claim_spans()) {
        let wrong = |what: &str| format!("{}: {what} of {:?}", reply.id, claim.quote);
        let is_open = |field: &str| claim.open.iter().any(|open| open == field);
        let told = |field: &str, what: bool| match what || is_open(field) {
            true => Ok(()),
            false => Err(wrong(&format!("unknown {field}"))),
        };
        let status = Status::from_name(&claim.status);
        let polarity = Polarity::from_name(&claim.polarity);
        told("status", status.is_some())?;
        told("polarity", polarity.is_some())?;
        claims.push(GoldClaim {
            span: span.ok_or_else(|| wrong("no place"))?,
            kind: Kind::from_name(&claim.kind).ok_or_else(|| wrong("unknown kind"))?,
            status,
            polarity,
            speaker: Speaker::from_name(&claim.speaker).ok_or_else(|| wrong("unknown speaker"))?,
            obligation: claim.obligation.as_deref().and_then(Obligation::from_name),
        });
    }
    let maybe = reply.claims.maybe.iter().map(|kind| {
        Kind::from_name(kind).ok_or_else(|| format!("{}: unknown kind {kind}", reply.id))
    });
    Ok(Lesson {
        text: reply.text.clone(),
        claims,
        maybe: maybe.collect::<std::result::Result<_, _>>()?,
        is_alone: reply.is_sentence,
    })
}
