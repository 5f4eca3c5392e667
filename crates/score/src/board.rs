//! All marks in one: what `cargo xtask score` prints and the tests hold floors for.

use std::collections::BTreeMap;

use gensvar::repair::{OcrWord, Repaired};
use gensvar::requirements::{self, RequirementSet};
use gensvar::{Gensvar, Reply};
use gensvar_report::{ClaimsOut, FlagsOut};
use rayon::prelude::*;
use serde::Serialize;

use crate::bins::BinMarks;
use crate::claims::{ClaimsScore, FIELDS, KINDS};
use crate::corpus::{Corpus, Document, Page, Part};
use crate::count::Count;
use crate::danger::DangerMarks;
use crate::encodings::{EncodingMarks, encoding_marks};
use crate::flags::FlagsScore;
use crate::gold::{GoldClaims, GoldFlags};
use crate::reliability::{Reliability, ReliabilityMarks};
use crate::repair::RepairScore;
use crate::shared::Shared;
use crate::words::Laid;

/// Of texts that lost letters, so that each word has to be searched, every third is repaired.
const SEARCHED: usize = 3;

/// All marks. A name like `corpus/pages/dev` says what they were taken on.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Board {
    /// Repaired pages and texts.
    pub repair: BTreeMap<String, RepairMarks>,
    /// The same, for each way of printing and reading.
    pub variants: BTreeMap<String, RepairMarks>,
    /// Clean texts, of which nothing should be changed.
    pub clean: BTreeMap<String, CleanMarks>,
    /// Confidences of repair against what is right.
    pub reliability: BTreeMap<String, ReliabilityMarks>,
    /// Words that a lost letter turns into others, in pages and in clean texts.
    pub danger: BTreeMap<String, DangerMarks>,
    /// Clean texts damaged by encodings, for each part and kind of damage.
    pub encodings: BTreeMap<String, BTreeMap<&'static str, EncodingMarks>>,
    /// Claims.
    pub claims: BTreeMap<String, ClaimsMarks>,
    /// Flags.
    pub flags: BTreeMap<String, FlagsMarks>,
    /// Verdicts that agree with the ombudsman's.
    pub verdicts: BTreeMap<String, VerdictMarks>,
}

/// Marks of repair, in per cent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepairMarks {
    /// Pages or texts.
    pub pages: usize,
    /// Words of the gold.
    pub words: usize,
    /// Words wrong before.
    pub wer_in: f64,
    /// Words wrong after.
    pub wer_out: f64,
    /// Characters wrong before.
    pub cer_in: f64,
    /// Characters wrong after.
    pub cer_out: f64,
    /// Of the words that came in damaged, those that are right afterwards.
    pub restored: f64,
    /// Of the words that came in right, those that are wrong afterwards.
    pub harmed: f64,
    /// Of the words with a Danish letter, those that are right afterwards.
    pub danish: f64,
    /// Pages with more words wrong after than before.
    pub worse: usize,
}

/// Marks of clean texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CleanMarks {
    /// Texts.
    pub texts: usize,
    /// Their words.
    pub words: usize,
    /// Words changed.
    pub changed: usize,
    /// Words changed, in per cent.
    pub changed_percent: f64,
    /// Texts that did not come back byte for byte.
    pub texts_changed: usize,
}

/// Precision, recall and their mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CountMarks {
    /// The share of what was found that is right.
    pub p: f64,
    /// The share of the gold that was found.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// How many there are.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
}

impl From<Count> for CountMarks {
    fn from(count: Count) -> Self {
        CountMarks {
            p: thousandths(count.precision()),
            r: thousandths(count.recall()),
            f1: thousandths(count.f1()),
            gold: count.gold,
            found: count.found,
        }
    }
}

/// Marks of claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimsMarks {
    /// Documents.
    pub documents: usize,
    /// Over all kinds.
    pub all: CountMarks,
    /// Each kind.
    pub kinds: BTreeMap<&'static str, CountMarks>,
    /// The negated ones.
    pub negated: CountMarks,
    /// For each field, the share of matched claims on which it is right.
    pub right: BTreeMap<&'static str, Option<f64>>,
    /// Gold quotes that are not in the text.
    pub lost: usize,
}

/// Marks of flags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagsMarks {
    /// Documents.
    pub documents: usize,
    /// Agencies times requirements.
    pub cells: usize,
    /// What is addressed.
    pub addressed: CountMarks,
    /// What is not.
    pub not_addressed: CountMarks,
    /// The share with the right stance.
    pub stance: f64,
    /// The share of the addressed with right evidence.
    pub evidence: f64,
    /// Agencies that the gold lacks.
    pub unknown_agencies: Vec<String>,
    /// How right flags are, by their confidence.
    pub confidences: Vec<BinMarks>,
    /// `gold → found` and how often.
    pub stances: BTreeMap<String, usize>,
}

/// Verdicts that agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct VerdictMarks {
    /// Those that do.
    pub right: usize,
    /// All.
    pub all: usize,
    /// Those that do not: agency, gold and found.
    pub wrong: Vec<String>,
}

impl Board {
    /// The marks on the corpus.
    pub fn of_corpus(gensvar: &Gensvar, corpus: &Corpus) -> Board {
        let mut board = Board::default();
        board.add_corpus_pages(gensvar, corpus);
        board.add_told(gensvar, corpus);
        let pairs: (Vec<&str>, Vec<&str>) =
            corpus.words.iter().map(|(damaged, gold)| (damaged.as_str(), gold.as_str())).unzip();
        let (damaged, gold) = (pairs.0.join("\n"), pairs.1.join("\n"));
        let score = PageScore::of(gensvar, &gold, &damaged);
        board.repair.insert("corpus/words".to_owned(), repair_marks([&score]));
        for part in [Part::Dev, Part::HeldOut] {
            let texts: Vec<&Document> =
                corpus.replies.iter().filter(|reply| reply.part == part).collect();
            let name = format!("corpus/replies/{}", part.name());
            let clean: Vec<&str> = texts.iter().map(|reply| reply.text.as_str()).collect();
            board.encodings.insert(name.clone(), encoding_marks(gensvar, &clean, SEARCHED));
            board.add_clean(gensvar, &name, &clean);
            let jobs = texts.iter().map(|reply| (&reply.claims, &reply.flags, reply.text.clone()));
            board.read(gensvar, &name, jobs.collect());
            for (name, short) in
                [("sentences", &corpus.sentences), ("short", &corpus.short_replies)]
            {
                let short: Vec<&Document> = short.iter().filter(|one| one.part == part).collect();
                let name = format!("corpus/{name}/{}", part.name());
                let clean: Vec<&str> = short.iter().map(|one| one.text.as_str()).collect();
                board.add_clean(gensvar, &name, &clean);
                let jobs = short.iter().map(|one| (&one.claims, &one.flags, one.text.clone()));
                board.read(gensvar, &name, jobs.collect());
            }
            let name = format!("corpus/pages/{}", part.name());
            let jobs =
                corpus.by_document().filter(|pages| pages[0].part == part).filter_map(|pages| {
                    let reply = corpus.reply(&pages[0].id)?;
                    let read: Vec<&str> = pages.iter().map(|page| page.read.as_str()).collect();
                    Some((&reply.claims, &reply.flags, read.join("\n")))
                });
            board.read(gensvar, &name, jobs.collect());
        }
        board
    }

    /// Takes the marks on the shared documents in.
    pub fn add_shared(&mut self, gensvar: &Gensvar, shared: &Shared) {
        if let Some((gold, damaged)) = &shared.note {
            let score = PageScore::of(gensvar, gold, damaged);
            self.add_pages("shared/note", &[&score]);
        }
        let scores = page_scores(gensvar, &shared.pages);
        if !scores.is_empty() {
            self.add_pages("shared/pages", &scores.iter().collect::<Vec<_>>());
        }
        for letter in &shared.letters {
            let (claims, flags, text) = (&letter.claims, &letter.flags, letter.text.clone());
            let name = format!("shared/{}", letter.id);
            self.read(gensvar, &name, vec![(claims, flags, text)]);
        }
        let all = shared.letters.iter().map(|l| (&l.claims, &l.flags, l.text.clone()));
        self.read(gensvar, "shared/letters", all.collect());
        if !shared.clean.is_empty() {
            let texts: Vec<&str> = shared.clean.iter().map(String::as_str).collect();
            self.add_clean(gensvar, "shared/documents", &texts);
        }
        for gold in &shared.verdicts {
            let marks = verdict_marks(gensvar, &gold.texts, &gold.verdicts);
            self.verdicts.insert(format!("shared/{}", gold.name), marks);
        }
    }

    fn add_corpus_pages(&mut self, gensvar: &Gensvar, corpus: &Corpus) {
        let scores = page_scores(gensvar, &corpus.pages);
        let of = |is_meant: &dyn Fn(&Page) -> bool| {
            let meant = scores.iter().zip(&corpus.pages).filter(|(_, page)| is_meant(page));
            meant.map(|(score, _)| score).collect::<Vec<_>>()
        };
        for part in [Part::Dev, Part::HeldOut] {
            let damaged =
                |page: &Page| page.part == part && !corpus.is_danish_engine(&page.variant);
            let danish = |page: &Page| page.part == part && corpus.is_danish_engine(&page.variant);
            let name = part.name();
            self.add_pages(&format!("corpus/pages/{name}"), &of(&damaged));
            self.repair.insert(format!("corpus/pages-danish/{name}"), repair_marks(of(&danish)));
            for variant in corpus.engines.keys() {
                let these = of(&|page| page.part == part && page.variant == *variant);
                if !these.is_empty() {
                    self.variants.insert(format!("{variant}/{name}"), repair_marks(these));
                }
            }
        }
    }

    /// Pages with the engine's confidences, repaired with them and without, apart for engines that
    /// know Danish.
    fn add_told(&mut self, gensvar: &Gensvar, corpus: &Corpus) {
        for (engines, is_danish) in [("danish", true), ("other", false)] {
            let is_meant = |page: &&Page| corpus.is_danish_engine(&page.variant) == is_danish;
            let pages: Vec<&Page> = corpus.told.iter().filter(is_meant).collect();
            let scores = |words: fn(&Page) -> &[OcrWord]| {
                let score = |page: &&Page| PageScore::told(gensvar, page, words(page));
                repair_marks(&pages.par_iter().map(score).collect::<Vec<_>>())
            };
            let name = format!("corpus/confidences/{engines}");
            self.repair.insert(format!("{name}/without"), scores(|_| &[]));
            self.repair.insert(format!("{name}/with"), scores(|page| &page.words));
        }
    }

    /// Takes the marks of repaired pages in.
    fn add_pages(&mut self, name: &str, scores: &[&PageScore]) {
        let (mut reliability, mut danger) = (Reliability::default(), DangerMarks::default());
        for page in scores {
            reliability.add(&page.reliability);
            danger.add(&page.danger);
        }
        self.repair.insert(name.to_owned(), repair_marks(scores.iter().copied()));
        self.reliability.insert(name.to_owned(), reliability.marks());
        self.danger.insert(name.to_owned(), danger);
    }

    /// Takes the marks of clean texts in.
    fn add_clean(&mut self, gensvar: &Gensvar, name: &str, texts: &[&str]) {
        let scores: Vec<PageScore> =
            texts.par_iter().map(|text| PageScore::of(gensvar, text, text)).collect();
        let mut danger = DangerMarks::default();
        scores.iter().for_each(|text| danger.add(&text.danger));
        self.clean.insert(name.to_owned(), clean_marks(&scores));
        self.danger.insert(name.to_owned(), danger);
    }

    /// Reads documents and takes the marks of their claims and flags in.
    fn read(
        &mut self,
        gensvar: &Gensvar,
        name: &str,
        jobs: Vec<(&GoldClaims, &GoldFlags, String)>,
    ) {
        if jobs.is_empty() {
            return;
        }
        let scores: Vec<(ClaimsScore, FlagsScore)> = jobs
            .par_iter()
            .map(|(claims, flags, text)| {
                let reply = gensvar.read(text);
                let found = ClaimsOut::new(name, &reply);
                let sets = flags.flags.keys().filter_map(|set| flags_of(gensvar, &reply, set));
                let sets: Vec<FlagsOut> = sets.collect();
                (ClaimsScore::of(claims, text, &found), FlagsScore::of(flags, text, &sets))
            })
            .collect();
        let documents = scores.len();
        let (mut claims, mut flags) = (ClaimsScore::default(), FlagsScore::default());
        for (claim, flag) in scores {
            claims.add(claim);
            flags.add(flag);
        }
        // Sentences have no flags, and short replies no claims.
        if jobs.iter().any(|(gold, ..)| !gold.claims.is_empty()) {
            self.claims.insert(name.to_owned(), claims_marks(documents, &claims));
        }
        if flags.cells > 0 {
            self.flags.insert(name.to_owned(), flags_marks(documents, &flags));
        }
    }
}

fn flags_of(gensvar: &Gensvar, reply: &Reply, set: &str) -> Option<FlagsOut> {
    let set = RequirementSet::built_in(set)?;
    Some(FlagsOut::new("", reply, &gensvar.check(reply, set)))
}

/// The scores of a page or text.
struct PageScore {
    score: RepairScore,
    is_worse: bool,
    is_changed: bool,
    reliability: Reliability,
    danger: DangerMarks,
}

impl PageScore {
    fn of(gensvar: &Gensvar, gold: &str, damaged: &str) -> PageScore {
        PageScore::repaired(gold, damaged, &gensvar.repairer().repair(damaged))
    }

    fn told(gensvar: &Gensvar, page: &Page, words: &[OcrWord]) -> PageScore {
        let repaired = gensvar.repairer().repair_ocr(&page.read, words);
        PageScore::repaired(&page.gold, &page.read, &repaired)
    }

    fn repaired(gold: &str, damaged: &str, repaired: &Repaired) -> PageScore {
        let score = RepairScore::of(gold, damaged, &repaired.text);
        let laid = Laid::new(gold, &repaired.text);
        PageScore {
            score,
            is_worse: score.errors_out > score.errors_in,
            is_changed: repaired.text != damaged,
            reliability: Reliability::of(repaired, &laid),
            danger: DangerMarks::of(repaired, &laid),
        }
    }
}

fn page_scores(gensvar: &Gensvar, pages: &[Page]) -> Vec<PageScore> {
    pages.par_iter().map(|page| PageScore::of(gensvar, &page.gold, &page.read)).collect()
}

fn repair_marks<'a>(scores: impl IntoIterator<Item = &'a PageScore>) -> RepairMarks {
    let (mut sum, mut pages, mut worse) = (RepairScore::default(), 0, 0);
    for page in scores {
        sum.add(page.score);
        pages += 1;
        worse += usize::from(page.is_worse);
    }
    RepairMarks {
        pages,
        words: sum.words,
        wer_in: percent(sum.errors_in, sum.words),
        wer_out: percent(sum.errors_out, sum.words),
        cer_in: percent(sum.char_errors_in, sum.chars),
        cer_out: percent(sum.char_errors_out, sum.chars),
        restored: percent(sum.restored, sum.damaged),
        harmed: percent(sum.harmed, sum.right),
        danish: percent(sum.danish_right, sum.danish),
        worse,
    }
}

fn clean_marks(scores: &[PageScore]) -> CleanMarks {
    let words = scores.iter().map(|text| text.score.words).sum();
    let changed = scores.iter().map(|text| text.score.errors_out).sum();
    CleanMarks {
        texts: scores.len(),
        words,
        changed,
        changed_percent: percent(changed, words),
        texts_changed: scores.iter().filter(|text| text.is_changed).count(),
    }
}

fn claims_marks(documents: usize, score: &ClaimsScore) -> ClaimsMarks {
    ClaimsMarks {
        documents,
        all: score.all().into(),
        kinds: KINDS.iter().map(|&kind| (kind, score.of_kind(kind).into())).collect(),
        negated: score.negated().into(),
        right: FIELDS.iter().map(|&field| (field, score.right(field).map(thousandths))).collect(),
        lost: score.lost.len(),
    }
}

fn flags_marks(documents: usize, score: &FlagsScore) -> FlagsMarks {
    let stances = score.stances.iter();
    FlagsMarks {
        documents,
        cells: score.cells,
        addressed: score.addressed.into(),
        not_addressed: score.not_addressed.into(),
        stance: thousandths(score.stance()),
        evidence: thousandths(score.evidence()),
        unknown_agencies: score.unknown_agencies.iter().cloned().collect(),
        confidences: score.confidences(),
        stances: stances.map(|((gold, found), n)| (format!("{gold} → {found}"), *n)).collect(),
    }
}

fn verdict_marks(
    gensvar: &Gensvar,
    texts: &[String],
    gold: &BTreeMap<String, String>,
) -> VerdictMarks {
    let found = RequirementSet::built_in("br-2012").map(|set| {
        let documents: Vec<requirements::Document> = texts
            .iter()
            .map(|text| {
                let reply = gensvar.read(text);
                let assessment = gensvar.check(&reply, set);
                requirements::Document { letter: reply.letter(), assessment }
            })
            .collect();
        gensvar.by_agency(set, &documents)
    });
    let mut marks = VerdictMarks::default();
    for (agency, gold) in gold {
        let states = found.iter().flat_map(|found| &found.agencies);
        let state = states.into_iter().find(|state| state.agency.code == *agency);
        let verdict = state.and_then(|s| s.verdict.as_ref()).map_or("none", |v| v.value.name());
        marks.all += 1;
        if verdict == gold {
            marks.right += 1;
        } else {
            marks.wrong.push(format!("{agency}: {gold} → {verdict}"));
        }
    }
    marks
}

pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { thousandths(100.0 * part as f64 / whole as f64) }
}

/// Three digits, rounded as the decimal fraction is: multiplying first would round twice.
pub(crate) fn thousandths(value: f64) -> f64 {
    format!("{value:.3}").parse().unwrap_or(value)
}
