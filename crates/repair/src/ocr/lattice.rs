//! The likeliest words of a stretch of text, each in the company of the others.

use gensvar_lexicon::format::{Key, SENTENCE};
use gensvar_lexicon::{Context, LanguageModel, WordEntry};

use super::candidate::{Candidate, LANGUAGE, Listed};

/// A place of the lattice: a word with its candidates, or the end of a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'a> {
    Word(Place<'a>),
    Break,
}

/// A word with its candidates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) candidates: &'a [Candidate],
    /// Which of them is what was read.
    pub(crate) as_read: Option<usize>,
    /// What it costs besides to take that.
    pub(crate) suspicion: f32,
}

impl Place<'_> {
    /// The cost of a candidate before its words are looked at.
    fn channel(&self, number: usize, candidate: &Candidate) -> f32 {
        let is_as_read = self.as_read == Some(number);
        candidate.channel + if is_as_read { self.suspicion } else { 0.0 }
    }
}

/// What was chosen at a word, and how the belief is shared among its candidates.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Choice {
    pub(crate) best: usize,
    /// The share of each candidate, given the words chosen around it.
    pub(crate) shares: Vec<f32>,
}

/// The last two words: what the next one is judged by.
#[derive(Clone, Copy)]
pub(crate) struct History {
    keys: [Key; 2],
    last: Option<WordEntry>,
}

impl History {
    /// Before the first word of a sentence.
    pub(crate) fn start() -> History {
        let key = Key::of(SENTENCE);
        History { keys: [key, key], last: None }
    }

    fn then(self, word: &Listed) -> History {
        History { keys: [self.keys[1], word.key], last: word.entry }
    }

    /// The history after a candidate, which may be two words.
    pub(crate) fn after(self, candidate: &Candidate) -> History {
        candidate.words().fold(self, History::then)
    }

    /// The cost of a candidate here, and the history after it.
    pub(crate) fn cost(self, candidate: &Candidate, model: LanguageModel<'_>) -> (f32, History) {
        candidate.words().fold((0.0, self), |(sum, history), word| {
            let cost = model.cost_with(history.keys, history.last, word.key, word.entry);
            (sum + LANGUAGE * (cost + word.unlisted()), history.then(word))
        })
    }
}

/// States that are kept at a word.
const BEAM: usize = 40;
/// Sums of costs are rounded: a bound leaves so much room.
const ROUNDING: f32 = 1e-2;

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
    history: History,
}

/// The cost beyond which a step is not kept.
fn beyond(column: &[Step], costs: &mut Vec<f32>) -> f32 {
    if column.len() < BEAM {
        return f32::INFINITY;
    }
    costs.clear();
    costs.extend(column.iter().map(|step| step.cost));
    *costs.select_nth_unstable_by(BEAM - 1, f32::total_cmp).1 + ROUNDING
}

/// The steps before a word, by the last word of each: what is the same for all of a group is
/// looked up once.
#[derive(Default)]
struct Groups {
    /// For each step its context and the number of its group.
    of_step: Vec<(Context, usize)>,
    groups: Vec<Group>,
    /// The step that all groups came to last.
    last: Option<usize>,
}

struct Group {
    word: Key,
    /// The cost of the candidate after the last word alone, once looked up.
    pair: Option<Option<f32>>,
    /// The step that it came to.
    step: Option<usize>,
}

impl Groups {
    fn form(&mut self, steps: &[Step], model: LanguageModel<'_>) {
        self.of_step.clear();
        self.groups.clear();
        for step in steps {
            let History { keys, last } = step.history;
            let known = self.groups.iter().position(|group| group.word == keys[1]);
            let group = known.unwrap_or_else(|| {
                self.groups.push(Group { word: keys[1], pair: None, step: None });
                self.groups.len() - 1
            });
            self.of_step.push((model.context(keys, last), group));
        }
    }

    /// Before the next candidate.
    fn forget(&mut self) {
        self.last = None;
        for group in &mut self.groups {
            (group.pair, group.step) = (None, None);
        }
    }

    /// The cost of the candidate after a step, and the history after it.
    fn cost(
        &mut self,
        step: usize,
        history: History,
        candidate: &Candidate,
        model: LanguageModel<'_>,
    ) -> (f32, History) {
        if candidate.lead.is_some() {
            return history.cost(candidate, model);
        }
        let (context, group) = &self.of_step[step];
        let group = &mut self.groups[*group];
        let word = &candidate.word;
        let pair = || *group.pair.get_or_insert_with(|| model.pair(history.keys[1], word.key));
        let cost = model.cost_in(context, word.key, word.entry, pair);
        (LANGUAGE * (cost + word.unlisted()), history.then(word))
    }

    /// The step with the same last two words: the candidate and the one before it, or both
    /// words of a candidate that `is_two`.
    fn best(&self, step: usize, is_two: bool) -> Option<usize> {
        if is_two { self.last } else { self.groups[self.of_step[step].1].step }
    }

    fn keep(&mut self, step: usize, place: usize) {
        self.last = Some(place);
        self.groups[self.of_step[step].1].step = Some(place);
    }
}

fn sentence(nodes: &[Node<'_>], model: LanguageModel<'_>, out: &mut [Choice]) {
    let nothing = Place { candidates: &[], as_read: None, suspicion: 0.0 };
    let words: Vec<Place<'_>> = nodes
        .iter()
        .map(|node| match node {
            Node::Word(place) => *place,
            Node::Break => nothing,
        })
        .collect();
    let mut columns: Vec<Vec<Step>> = Vec::with_capacity(words.len());
    let first = [Step { cost: 0.0, choice: usize::MAX, before: 0, history: History::start() }];
    let mut groups = Groups::default();
    let mut costs: Vec<f32> = Vec::new();
    for place in &words {
        let candidates = place.candidates;
        let previous: &[Step] = columns.last().map_or(&first, Vec::as_slice);
        let mut column: Vec<Step> = Vec::with_capacity(candidates.len() * previous.len());
        groups.form(previous, model);
        for (choice, candidate) in candidates.iter().enumerate() {
            groups.forget();
            // What costs more without its words than enough steps cost with theirs is not kept.
            let most = beyond(&column, &mut costs);
            let channel = place.channel(choice, candidate);
            let own = channel + LANGUAGE * candidate.words().map(Listed::unlisted).sum::<f32>();
            for (before, step) in previous.iter().enumerate() {
                if step.cost + own > most {
                    break;
                }
                let (cost, history) = groups.cost(before, step.history, candidate, model);
                let cost = step.cost + channel + cost;
                // One way to each last two words is enough.
                let best = groups.best(before, candidate.lead.is_some());
                match best.and_then(|best| column.get_mut(best)) {
                    Some(other) if other.cost <= cost => {}
                    Some(other) => *other = Step { cost, choice, before, history },
                    None => {
                        groups.keep(before, column.len());
                        column.push(Step { cost, choice, before, history });
                    }
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
    let mut history = History::start();
    for i in 0..words.len() {
        let costs: Vec<f32> = words[i]
            .candidates
            .iter()
            .enumerate()
            .map(|(number, candidate)| {
                let (cost, mut after) = history.cost(candidate, model);
                let mut sum = words[i].channel(number, candidate) + cost;
                // It also tells what the two words after it cost.
                for next in i + 1..(i + 3).min(words.len()) {
                    let Some(chosen) = words[next].candidates.get(out[next].best) else { break };
                    let (cost, then) = after.cost(chosen, model);
                    (sum, after) = (sum + cost, then);
                }
                sum
            })
            .collect();
        let least = costs.iter().copied().fold(f32::INFINITY, f32::min);
        let weights: Vec<f32> = costs.iter().map(|cost| (least - cost).exp()).collect();
        let total: f32 = weights.iter().sum();
        out[i].shares = weights.into_iter().map(|weight| weight / total).collect();
        if let Some(chosen) = words[i].candidates.get(out[i].best) {
            history = history.after(chosen);
        }
    }
}
