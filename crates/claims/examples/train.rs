//! Learns the weights from annotated replies: `train DIR NAME…` reads DIR/NAME.txt and
//! DIR/NAME.claims.json and writes the table of weights to standard output.

use gensvar_claims::train::{GoldClaim, Lesson, samples, train};
use gensvar_claims::{Extractor, Kind, Obligation, Polarity, Speaker, Status};
use gensvar_text::Span;
use serde_json::Value;

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let extractor = Extractor::danish()?;
    let mut lessons = Vec::new();
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let only_samples = paths.first().is_some_and(|p| p == "--samples");
    paths.drain(..usize::from(only_samples));
    for path in paths {
        // TEXT=GOLD or the stem of both.
        let (text, gold) = match path.split_once('=') {
            Some((text, gold)) => (text.to_owned(), gold.to_owned()),
            None => (format!("{path}.txt"), format!("{path}.claims.json")),
        };
        let text = std::fs::read_to_string(text)?;
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
        lessons.push(lesson(text, &gold)?);
    }
    use std::io::Write;
    let made =
        if only_samples { samples(&extractor, &lessons) } else { train(&extractor, &lessons) };
    std::io::stdout().write_all(made.as_bytes())?;
    Ok(())
}

/// Places where the words of a quote stand, whatever white space is between them.
fn find(text: &str, quote: &str) -> Vec<Span> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let mut out = Vec::new();
    let Some(first) = words.first() else { return out };
    for (start, _) in text.match_indices(first) {
        let mut at = start;
        let fits = words.iter().all(|word| {
            let rest = text[at..].trim_start();
            at = text.len() - rest.len();
            let fits = rest.starts_with(word);
            at += if fits { word.len() } else { 0 };
            fits
        });
        if fits {
            out.push(Span::new(start, at));
        }
    }
    out
}

fn lesson(text: String, gold: &Value) -> Result<Lesson, Error> {
    let mut claims: Vec<GoldClaim> = Vec::new();
    let mut seen: Vec<(String, String)> = Vec::new();
    for claim in gold["claims"].as_array().ok_or("no claims")? {
        let get = |key: &str| claim[key].as_str().unwrap_or_default().to_owned();
        let key = (get("quote"), get("kind"));
        let spans = find(&text, &key.0);
        let times = seen.iter().filter(|s| **s == key).count();
        let span = *spans.get(times.min(spans.len().saturating_sub(1))).ok_or("quote not found")?;
        claims.push(GoldClaim {
            span,
            kind: Kind::from_name(&key.1).ok_or("kind")?,
            status: Status::from_name(&get("status")).ok_or("status")?,
            polarity: Polarity::from_name(&get("polarity")).ok_or("polarity")?,
            speaker: Speaker::from_name(&get("speaker")).ok_or("speaker")?,
            obligation: Obligation::from_name(&get("obligation")),
        });
        seen.push(key);
    }
    Ok(Lesson { text, claims })
}
