//! `cargo xtask confusions`: learns how engines misread letters from pages and what was printed.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use gensvar_lexicon::align::misreadings;
use gensvar_lexicon::parse_confusions;

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
    /// Average the shares with those of an earlier table, whose pages are no longer at hand: each
    /// counts half.
    #[arg(long)]
    average_with: Option<PathBuf>,
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

/// Rarer confusions are left out.
const LEAST: f64 = 1e-5;

/// Printed and read letters with their share and an example.
type Shares = BTreeMap<(String, String), (f64, String)>;

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
    let mut shares = learned.shares();
    let mut sources = format!("{pages} pages");
    if let Some(path) = &args.average_with {
        let earlier = fs::read_to_string(path)?;
        average(&mut shares, &earlier).map_err(|error| format!("{}: {error}", path.display()))?;
        let _ = write!(sources, ", averaged with an earlier table of other pages");
    }
    fs::write(&args.out, table(&shares, &sources))?;
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

    /// Printed and read letters, each pair with its share and an example.
    fn shares(&self) -> Shares {
        // Of the letters that engines without Danish lose, what was read where they were lost.
        let mut lost: HashMap<&str, u32> = HashMap::new();
        for ((printed, _), seen) in &self.confusions {
            *lost.entry(printed.as_str()).or_default() += seen.count;
        }
        let mut out = Shares::new();
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
            if share >= if grown { 3e-4 } else { LEAST } {
                out.insert((printed.clone(), read.clone()), (share, seen.example.clone()));
            }
        }
        out
    }
}

/// Takes the mean of these shares and those of an earlier table; what only one has counts half.
fn average(shares: &mut Shares, earlier: &str) -> Result<()> {
    let confusions = parse_confusions(earlier)?;
    let examples = earlier.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    shares.values_mut().for_each(|(share, _)| *share /= 2.0);
    for (confusion, line) in confusions.into_iter().zip(examples) {
        let example = line.rsplit('\t').next().unwrap_or_default();
        let new = || (0.0, example.to_owned());
        let seen = shares.entry((confusion.printed, confusion.read)).or_insert_with(new);
        seen.0 += f64::from(confusion.share) / 2.0;
    }
    shares.retain(|_, (share, _)| *share >= LEAST);
    Ok(())
}

fn table(shares: &Shares, sources: &str) -> String {
    let mut out = format!(
        "# How engines misread letters: printed, read, share, an example (printed word=read word).\n\
         # For æ, ø, å and their capitals the share is of those not read as themselves.\n\
         # Learned by `cargo xtask confusions` from {sources}.\n"
    );
    for ((printed, read), (share, example)) in shares {
        let _ = writeln!(out, "{printed}\t{read}\t{share:.5}\t{example}");
    }
    out
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
