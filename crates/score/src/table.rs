//! The marks as a table in plain text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

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
        let mut header = vec!["docs", "P", "R", "F1"];
        header.extend(KINDS);
        header.push("negated");
        section(&mut out, "claims (F1)", &header, &self.claims, claims_row);
        section(&mut out, "claims: fields right", &FIELDS, &self.claims, |m| {
            FIELDS.iter().map(|field| m.right[field].map_or("–".to_owned(), three)).collect()
        });
        let header = ["docs", "cells", "addressed", "not addr.", "stance", "evidence", "unknown"];
        section(&mut out, "flags", &header, &self.flags, flags_row);
        section(&mut out, "verdicts", &["right", "all", "wrong"], &self.verdicts, |m| {
            vec![m.right.to_string(), m.all.to_string(), m.wrong.join("; ")]
        });
        out
    }
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

fn section<T>(
    out: &mut String,
    title: &str,
    header: &[&str],
    rows: &BTreeMap<String, T>,
    row: impl Fn(&T) -> Vec<String>,
) {
    if rows.is_empty() {
        return;
    }
    let mut lines = vec![header.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()];
    lines.extend(rows.values().map(row));
    let names: Vec<&str> = std::iter::once(title).chain(rows.keys().map(String::as_str)).collect();
    let width = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| t.chars().count()).max();
    let name_width = width(&mut names.iter().copied()).unwrap_or(0);
    let widths: Vec<usize> = (0..header.len())
        .map(|i| width(&mut lines.iter().map(|line| line[i].as_str())).unwrap_or(0))
        .collect();
    if !out.is_empty() {
        out.push('\n');
    }
    for (name, line) in names.iter().zip(&lines) {
        let mut text = format!("{name:name_width$}");
        for (cell, width) in line.iter().zip(&widths) {
            let _ = write!(text, "  {cell:>width$}");
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}
