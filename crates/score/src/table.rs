//! The marks as a table in plain text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::bins::BinMarks;
use crate::board::{Board, ClaimsMarks, FlagsMarks, RepairMarks};
use crate::claims::{FIELDS, KINDS};

impl Board {
    /// The table for people.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let header = [
            "pages", "words", "wer in", "wer out", "cer in", "cer out", "restored", "harmed",
            "danish", "worse",
        ];
        section(&mut out, "repair (%)", &header, &self.repair, repair_row);
        section(&mut out, "repair by variant (%)", &header, &self.variants, repair_row);
        let header = ["texts", "words", "changed", "changed %", "texts changed"];
        section(&mut out, "clean texts", &header, &self.clean, |m| {
            vec![
                m.texts.to_string(),
                m.words.to_string(),
                m.changed.to_string(),
                three(m.changed_percent),
                m.texts_changed.to_string(),
            ]
        });
        self.reliability_tables(&mut out);
        self.danger_table(&mut out);
        self.encodings_table(&mut out);
        let mut header = vec!["docs", "P", "R", "F1"];
        header.extend(KINDS);
        header.push("negated");
        section(&mut out, "claims (F1)", &header, &self.claims, claims_row);
        section(&mut out, "claims: fields right", &FIELDS, &self.claims, |m| {
            FIELDS.iter().map(|field| m.right[field].map_or("–".to_owned(), three)).collect()
        });
        let header = ["docs", "cells", "addressed", "not addr.", "stance", "evidence", "unknown"];
        section(&mut out, "flags", &header, &self.flags, flags_row);
        let bins = self.flags.iter().map(|(name, marks)| (name, &marks.confidences));
        bins_table(&mut out, "flags by confidence", "flags", bins);
        section(&mut out, "verdicts", &["right", "all", "wrong"], &self.verdicts, |m| {
            vec![m.right.to_string(), m.all.to_string(), m.wrong.join("; ")]
        });
        out
    }

    fn reliability_tables(&self, out: &mut String) {
        let bins = self.reliability.iter().map(|(name, marks)| (name, &marks.bins));
        bins_table(out, "edits by confidence", "edits", bins);
        let header = ["stated − right", "doubts", "of them wrong"];
        section(out, "confidences", &header, &self.reliability, |m| {
            vec![three(m.error), m.doubts.to_string(), m.doubts_wrong.to_string()]
        });
    }

    fn danger_table(&self, out: &mut String) {
        let mut rows = BTreeMap::new();
        for (name, marks) in &self.danger {
            rows.insert(name.clone(), &marks.all);
            for (set, count) in marks.sets.iter().filter(|(_, count)| count.wrong > 0) {
                rows.insert(format!("{name} {set}"), count);
            }
        }
        let header = ["words", "right", "wrong", "right, listed", "wrong, listed"];
        section(out, "words that a letter turns", &header, &rows, |count| {
            let counts =
                [count.words, count.right, count.wrong, count.right_listed, count.wrong_listed];
            counts.iter().map(usize::to_string).collect()
        });
    }

    fn encodings_table(&self, out: &mut String) {
        for (name, kinds) in &self.encodings {
            let rows = kinds.iter().map(|(kind, marks)| ((*kind).to_owned(), marks)).collect();
            let header = ["texts", "words", "wer in", "wer out", "the same"];
            section(out, &format!("encodings {name} (%)"), &header, &rows, |m| {
                let mut row = vec![m.texts.to_string(), m.words.to_string()];
                row.extend([m.wer_in, m.wer_out].map(three));
                row.push(m.same.to_string());
                row
            });
        }
    }
}

/// What is said of how sure, against what is right.
fn bins_table<'a>(
    out: &mut String,
    title: &str,
    what: &str,
    bins: impl Iterator<Item = (&'a String, &'a Vec<BinMarks>)>,
) {
    let mean = |value: Option<f64>| value.map_or("–".to_owned(), three);
    let mut rows = Vec::new();
    for (name, bins) in bins {
        rows.extend(bins.iter().map(|bin| {
            let row = vec![bin.all.to_string(), mean(bin.stated), mean(bin.right)];
            (format!("{name} {}", bin.name), row)
        }));
    }
    lay_out(out, title, &[what, "stated", "right"], rows);
}

fn repair_row(m: &RepairMarks) -> Vec<String> {
    let rates = [m.wer_in, m.wer_out, m.cer_in, m.cer_out, m.restored, m.harmed, m.danish];
    let mut row = vec![m.pages.to_string(), m.words.to_string()];
    row.extend(rates.map(three));
    row.push(m.worse.to_string());
    row
}

fn claims_row(m: &ClaimsMarks) -> Vec<String> {
    let mut row = vec![m.documents.to_string(), three(m.all.p), three(m.all.r), three(m.all.f1)];
    row.extend(KINDS.iter().map(|kind| three(m.kinds[kind].f1)));
    row.push(three(m.negated.f1));
    row
}

fn flags_row(m: &FlagsMarks) -> Vec<String> {
    vec![
        m.documents.to_string(),
        m.cells.to_string(),
        three(m.addressed.f1),
        three(m.not_addressed.f1),
        three(m.stance),
        three(m.evidence),
        m.unknown_agencies.len().to_string(),
    ]
}

fn three(value: f64) -> String {
    format!("{value:.3}")
}

/// A table of named marks.
fn section<T>(
    out: &mut String,
    title: &str,
    header: &[&str],
    rows: &BTreeMap<String, T>,
    row: impl Fn(&T) -> Vec<String>,
) {
    let rows = rows.iter().map(|(name, marks)| (name.clone(), row(marks))).collect();
    lay_out(out, title, header, rows);
}

/// A table with its columns under one another.
fn lay_out(out: &mut String, title: &str, header: &[&str], rows: Vec<(String, Vec<String>)>) {
    if rows.is_empty() {
        return;
    }
    let mut lines = vec![(title.to_owned(), header.iter().map(|&name| name.to_owned()).collect())];
    lines.extend(rows);
    let width = |texts: &mut dyn Iterator<Item = &String>| texts.map(|t| t.chars().count()).max();
    let name_width = width(&mut lines.iter().map(|(name, _)| name)).unwrap_or(0);
    let widths: Vec<usize> = (0..header.len())
        .map(|i| width(&mut lines.iter().map(|(_, line)| &line[i])).unwrap_or(0))
        .collect();
    if !out.is_empty() {
        out.push('\n');
    }
    for (name, line) in &lines {
        let mut text = format!("{name:name_width$}");
        for (cell, width) in line.iter().zip(&widths) {
            let _ = write!(text, "  {cell:>width$}");
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}
