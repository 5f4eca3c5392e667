//! `cargo xtask train`: learns the weights of claims from the annotated replies of the corpus.

use std::fs;
use std::path::PathBuf;

use gensvar_claims::train::{GoldClaim, Lesson, train};
use gensvar_claims::{Extractor, Kind, Obligation, Polarity, Speaker, Status};
use gensvar_score::{Corpus, Document, Part};

/// Learn the weights of claims from the development part of the corpus, the same to the byte each
/// time.
///
/// Example: cargo xtask train
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The corpus.
    #[arg(default_value = "corpus")]
    dir: PathBuf,
    /// Leave out the N-th of every M replies, given as N/M, to see what the weights are worth.
    #[arg(long, value_name = "N/M")]
    without: Option<String>,
    /// Where the weights go.
    #[arg(long, default_value = "crates/claims/data/weights.tsv")]
    out: PathBuf,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub(crate) fn run(args: Args) -> Result<()> {
    let corpus = Corpus::read(&args.dir)?;
    let fold = args.without.as_deref().map(parse_fold).transpose()?;
    let lessons: Vec<Lesson> = corpus
        .replies
        .iter()
        .filter(|reply| reply.part == Part::Dev)
        .enumerate()
        .filter(|(i, _)| fold.is_none_or(|(n, m)| i % m != n))
        .map(|(_, reply)| lesson(reply))
        .collect::<Result<_>>()?;
    let extractor = Extractor::danish()?.by_rules_alone();
    fs::write(&args.out, train(&extractor, &lessons))?;
    Ok(())
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
        claims.push(GoldClaim {
            span: span.ok_or_else(|| wrong("no place"))?,
            kind: Kind::from_name(&claim.kind).ok_or_else(|| wrong("unknown kind"))?,
            status: Status::from_name(&claim.status).ok_or_else(|| wrong("unknown status"))?,
            polarity: Polarity::from_name(&claim.polarity)
                .ok_or_else(|| wrong("unknown polarity"))?,
            speaker: Speaker::from_name(&claim.speaker).ok_or_else(|| wrong("unknown speaker"))?,
            obligation: claim.obligation.as_deref().and_then(Obligation::from_name),
        });
    }
    Ok(Lesson { text: reply.text.clone(), claims })
}
