//! `cargo xtask confusions`: learns how engines misread letters from pages and what was printed.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use gensvar_lexicon::align::misreadings;

/// Learn the table of confusions from pages `*.gold.txt` and `*.ocr.txt`.
///
/// Example: cargo xtask confusions corpus/ocr
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders with pages.
    #[arg(required = true)]
    dirs: Vec<PathBuf>,
    /// Leave out pages whose name begins so; can be repeated.
    #[arg(long)]
    without: Vec<String>,
    /// Where the table goes.
    #[arg(long, default_value = "crates/lexicon/data/confusions.tsv")]
    out: PathBuf,
}

/// Printed and read letters are at most so many.
const LONGEST: usize = 3;
/// A confusion is believed when it was seen so often.
const SEEN: u32 = 3;

/// A page is left out if a larger share of its words is wrong.
const MOST_WRONG: f64 = 0.35;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What was seen of one confusion.
#[derive(Default)]
struct Seen {
    count: u32,
    example: String,
}

#[derive(Default)]
struct Learned {
    /// Printed letters → read letters.
    confusions: BTreeMap<(String, String), Seen>,
    /// How often letters were printed, in sequences up to the longest.
    printed: HashMap<String, u32>,
}

pub(crate) fn run(args: Args) -> Result<()> {
    let mut learned = Learned::default();
    let mut pages = 0;
    for dir in &args.dirs {
        let mut names: Vec<String> = fs::read_dir(dir)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".gold.txt").map(str::to_owned))
            .filter(|name| !args.without.iter().any(|prefix| name.starts_with(prefix)))
            .collect();
        names.sort();
        for name in names {
            let read = |kind: &str| fs::read_to_string(dir.join(format!("{name}.{kind}.txt")));
            learned.page(&read("gold")?, &read("ocr")?);
            pages += 1;
        }
    }
    fs::write(&args.out, learned.table(pages))?;
    Ok(())
}

impl Learned {
    fn page(&mut self, printed: &str, read: &str) {
        let printed: Vec<Vec<char>> = words(printed);
        let read: Vec<Vec<char>> = words(read);
        let pairs = align(&printed, &read, |a, b| unlike(a, b), 0.6);
        let wrong = pairs
            .iter()
            .filter(|pair| !matches!(pair, (Some(i), Some(j)) if printed[*i] == read[*j]))
            .count();
        // What an engine makes of a page it cannot read says nothing of those it can.
        if wrong as f64 > MOST_WRONG * pairs.len() as f64 {
            return;
        }
        for (i, j) in pairs {
            if let (Some(i), Some(j)) = (i, j)
                && unlike(&printed[i], &read[j]) <= 0.6
            {
                self.word(&printed[i], &read[j]);
            }
        }
    }

    fn word(&mut self, printed: &[char], read: &[char]) {
        for start in 0..printed.len() {
            for end in start + 1..=(start + LONGEST).min(printed.len()) {
                *self.printed.entry(printed[start..end].iter().collect()).or_default() += 1;
            }
        }
        for m in misreadings(printed, read) {
            let text = |letters: &[char]| letters.iter().collect::<String>();
            if m.printed.len() <= LONGEST && m.read.len() <= LONGEST {
                let (from, to) = (text(&printed[m.printed]), text(&read[m.read]));
                self.confusion(from, to, printed, read);
            }
        }
    }

    fn confusion(&mut self, from: String, to: String, printed: &[char], read: &[char]) {
        // Lost full stops and commas cannot be told from the author's own.
        if from.is_empty() || to.is_empty() || !from.chars().all(char::is_alphabetic) {
            return;
        }
        let seen = self.confusions.entry((from, to)).or_default();
        seen.count += 1;
        if seen.example.is_empty() {
            let word = |letters: &[char]| letters.iter().collect::<String>();
            seen.example = format!("{}={}", word(printed), word(read));
        }
    }

    fn table(&self, pages: usize) -> String {
        let mut out = format!(
            "# How engines misread letters: printed, read, share, an example (printed word=read word).\n\
             # For æ, ø, å and their capitals the share is of those not read as themselves.\n\
             # Learned by `cargo xtask confusions` from {pages} pages.\n"
        );
        // Of the letters that engines without Danish lose, what was read where they were lost.
        let mut lost: HashMap<&str, u32> = HashMap::new();
        for ((printed, _), seen) in &self.confusions {
            *lost.entry(printed.as_str()).or_default() += seen.count;
        }
        for ((printed, read), seen) in &self.confusions {
            if seen.count < SEEN {
                continue;
            }
            let danish = printed.chars().count() == 1 && "æøåÆØÅ".contains(printed.as_str());
            let total = if danish { lost[printed.as_str()] } else { self.printed[printed] };
            let share = f64::from(seen.count) / f64::from(total.max(1));
            // A letter that grows another beside it is noise, unless it happens often.
            let grown = read.chars().count() > printed.chars().count()
                && (read.starts_with(printed.as_str()) || read.ends_with(printed.as_str()));
            if share >= if grown { 3e-4 } else { 1e-5 } {
                let _ = writeln!(out, "{printed}\t{read}\t{share:.5}\t{}", seen.example);
            }
        }
        out
    }
}

fn words(text: &str) -> Vec<Vec<char>> {
    text.split_whitespace().map(|word| word.chars().collect()).collect()
}

/// How unlike two words are, from 0 to 1.
fn unlike(a: &[char], b: &[char]) -> f64 {
    let longest = a.len().max(b.len());
    if a == b {
        return 0.0;
    }
    if a.len().abs_diff(b.len()) * 2 > longest {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[b.len()] as f64 / longest as f64
}

/// The cheapest pairing of two sequences: places in either, in order.
fn align<T>(
    a: &[T],
    b: &[T],
    cost: impl Fn(&T, &T) -> f64,
    gap: f64,
) -> Vec<(Option<usize>, Option<usize>)> {
    let width = b.len() + 1;
    let mut costs = vec![0.0f64; (a.len() + 1) * width];
    let mut moves = vec![0u8; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 && j == 0 {
                continue;
            }
            let at = |i: usize, j: usize| costs[i * width + j];
            let mut best = (f64::INFINITY, 0);
            if i > 0 && j > 0 {
                best = (at(i - 1, j - 1) + cost(&a[i - 1], &b[j - 1]), 0);
            }
            if i > 0 && at(i - 1, j) + gap < best.0 {
                best = (at(i - 1, j) + gap, 1);
            }
            if j > 0 && at(i, j - 1) + gap < best.0 {
                best = (at(i, j - 1) + gap, 2);
            }
            costs[i * width + j] = best.0;
            moves[i * width + j] = best.1;
        }
    }
    let (mut i, mut j, mut pairs) = (a.len(), b.len(), Vec::new());
    while i > 0 || j > 0 {
        match moves[i * width + j] {
            0 => {
                (i, j) = (i - 1, j - 1);
                pairs.push((Some(i), Some(j)));
            }
            1 => {
                i -= 1;
                pairs.push((Some(i), None));
            }
            _ => {
                j -= 1;
                pairs.push((None, Some(j)));
            }
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(printed: &str, read: &str) -> Vec<String> {
        let mut learned = Learned::default();
        // A page of which little is right teaches nothing.
        let right = "en side med ord som er lige";
        learned.page(&format!("{printed} {right}"), &format!("{read} {right}"));
        learned.confusions.keys().map(|(a, b)| format!("{a}>{b}")).collect()
    }

    #[test]
    fn stretches_that_differ_are_found() {
        assert_eq!(learned("forældre på kurset", "foraeldre pa kurset"), ["å>a", "æ>ae"]);
        assert_eq!(learned("kommuner", "kommuner"), [""; 0]);
        assert_eq!(learned("barn", "bam"), ["rn>m"]);
        assert_eq!(learned("jurister alle", "Jjurister ale"), ["j>Jj", "ll>l"]);
    }
}
