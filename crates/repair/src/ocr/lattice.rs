//! The likeliest words of a stretch of text, each in the company of the others.

use gensvar_lexicon::LanguageModel;
use gensvar_lexicon::format::{Key, SENTENCE};

use super::search::{Candidate, LANGUAGE};

/// A place of the lattice: a word with its candidates, or the end of a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'a> {
    Word(&'a [Candidate]),
    Break,
}

/// What was chosen at a word, and how the belief is shared among its candidates.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Choice {
    pub(crate) best: usize,
    /// The share of each candidate, given the words chosen around it.
    pub(crate) shares: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Context<'a> {
    key: Key,
    candidate: Option<&'a Candidate>,
}

fn start<'a>() -> Context<'a> {
    Context { key: Key::of(SENTENCE), candidate: None }
}

/// States that are kept at a word.
const BEAM: usize = 40;

/// The best way through, by beam search over the last two words.
pub(crate) fn decode(nodes: &[Node<'_>], model: LanguageModel<'_>) -> Vec<Choice> {
    let mut out = vec![Choice::default(); nodes.len()];
    let mut from = 0;
    // Sentences do not look at each other.
    for (i, node) in nodes.iter().enumerate() {
        if matches!(node, Node::Break) || i + 1 == nodes.len() {
            let to = if matches!(node, Node::Break) { i } else { i + 1 };
            sentence(&nodes[from..to], model, &mut out[from..to]);
            from = i + 1;
        }
    }
    out
}

struct Step {
    cost: f32,
    choice: usize,
    before: usize,
    /// The choice one word back, which with this one makes the state.
    last: usize,
}

fn sentence(nodes: &[Node<'_>], model: LanguageModel<'_>, out: &mut [Choice]) {
    let words: Vec<&[Candidate]> = nodes
        .iter()
        .map(|node| match node {
            Node::Word(candidates) => *candidates,
            Node::Break => &[],
        })
        .collect();
    let context = |at: usize, choice: usize| match words.get(at).and_then(|w| w.get(choice)) {
        Some(candidate) => Context { key: candidate.key, candidate: Some(candidate) },
        None => start(),
    };
    let cost = |a: Context<'_>, b: Context<'_>, c: &Candidate| {
        let last = b.candidate.and_then(|candidate| candidate.entry);
        let cost = model.cost_with([a.key, b.key], last, c.key, c.entry);
        LANGUAGE * (cost + if c.entry.is_none() { c.unknown } else { 0.0 })
    };
    let mut columns: Vec<Vec<Step>> = Vec::with_capacity(words.len());
    for (at, candidates) in words.iter().enumerate() {
        let mut column: Vec<Step> = Vec::new();
        let empty = [Step { cost: 0.0, choice: usize::MAX, before: 0, last: usize::MAX }];
        let previous: &[Step] = if at == 0 { &empty } else { &columns[at - 1] };
        for (choice, candidate) in candidates.iter().enumerate() {
            for (before, step) in previous.iter().enumerate() {
                let (a, b) = match at {
                    0 => (start(), start()),
                    1 => (start(), context(0, step.choice)),
                    _ => (context(at - 2, step.last), context(at - 1, step.choice)),
                };
                let cost = step.cost + candidate.channel + cost(a, b, candidate);
                // One way into each pair of choices is enough.
                match column.iter_mut().find(|s| s.choice == choice && s.last == step.choice) {
                    Some(other) if other.cost <= cost => {}
                    Some(other) => *other = Step { cost, choice, before, last: step.choice },
                    None => column.push(Step { cost, choice, before, last: step.choice }),
                }
            }
        }
        column.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.choice.cmp(&b.choice)));
        column.truncate(BEAM);
        columns.push(column);
    }
    let mut at = 0;
    for i in (0..words.len()).rev() {
        let Some(step) = columns[i].get(at) else { continue };
        out[i].best = step.choice;
        at = step.before;
    }
    for i in 0..words.len() {
        let chosen = |at: usize| context(at, out.get(at).map_or(0, |choice| choice.best));
        let before = |at: usize, back: usize| at.checked_sub(back).map_or_else(start, chosen);
        let costs: Vec<f32> = words[i]
            .iter()
            .map(|candidate| {
                let this = Context { key: candidate.key, candidate: Some(candidate) };
                let mut sum = candidate.channel + cost(before(i, 2), before(i, 1), candidate);
                if let Some(next) = words.get(i + 1).and_then(|w| w.get(out[i + 1].best)) {
                    sum += cost(before(i, 1), this, next);
                }
                if let Some(next) = words.get(i + 2).and_then(|w| w.get(out[i + 2].best)) {
                    sum += cost(this, chosen(i + 1), next);
                }
                sum
            })
            .collect();
        let least = costs.iter().copied().fold(f32::INFINITY, f32::min);
        let weights: Vec<f32> = costs.iter().map(|cost| (least - cost).exp()).collect();
        let total: f32 = weights.iter().sum();
        out[i].shares = weights.into_iter().map(|weight| weight / total).collect();
    }
}
