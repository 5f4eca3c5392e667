use gensvar::text::{SourceText, Span};
use unicode_width::UnicodeWidthStr;

use super::excerpt::excerpt;
use super::{NARROWEST, wrap};
use crate::labels::{Labels, danish, fill, label};
use crate::phrase::{done, percent, sure, visible};
use crate::wire::{CandidateOut, ExplainOut, OcrOut};

/// What was done at a place and what the model weighed there, for a person: the misreadings that
/// would explain each candidate, and what each part of the model says of it.
pub fn explain_text(found: &ExplainOut, source: &SourceText, width: usize) -> String {
    let (labels, width) = (danish(), width.max(NARROWEST));
    let words = &labels.explain;
    let (from, to) = (visible(&found.from), visible(&found.to));
    let said = if found.from == found.to { &words.unchanged } else { &words.changed };
    let said = fill(said, &[("from", &from), ("to", &to)]);
    let mut out = format!("{}:{}:{}  {said}\n", visible(&found.source), found.line, found.column);
    let span = Span::new(source.byte_offset(found.start), source.byte_offset(found.end));
    out.push_str(&excerpt(source, span, "    ", width));
    if let Some(ocr) = &found.ocr {
        out.push_str(&page(labels, ocr, width));
        out.push_str(&candidates(labels, ocr, width));
        let chosen = ocr.candidates.iter().find(|one| one.chosen && one.to != ocr.read);
        if let Some(chosen) = chosen.filter(|_| found.steps.iter().all(|step| step.kind != "ocr")) {
            out.push('\n');
            wrap(&mut out, &fill(&words.kept, &[("to", &visible(&chosen.to))]), "  ", width);
        }
    }
    if !found.steps.is_empty() {
        out.push_str(&format!("\n{}\n", words.steps));
    }
    for step in &found.steps {
        let (done, sure) =
            (done(labels, &step.from, Some(&step.to)), sure(labels, step.confidence));
        let kind = label(&labels.edit_kind, step.kind);
        out.push_str(&format!("  {kind} ({}): {done}: {sure}\n", step.rule));
    }
    out
}

/// What the text around the word tells of how it was read.
fn page(labels: &Labels, ocr: &OcrOut, width: usize) -> String {
    let words = &labels.explain;
    let mut out = format!("\n{}\n", words.page);
    let share = |value: f64| percent(value);
    let damage = fill(
        &words.damage,
        &[
            ("ae", &share(ocr.damage.ae)),
            ("oe", &share(ocr.damage.oe)),
            ("aa", &share(ocr.damage.aa)),
            ("unknown", &share(ocr.unknown)),
        ],
    );
    wrap(&mut out, label(&labels.treatment, ocr.treatment), "  ", width);
    wrap(&mut out, &damage, "  ", width);
    if ocr.suspicion != 0.0 {
        let said = if ocr.suspicion > 0.0 { &words.doubted } else { &words.trusted };
        let by = format!("{:.2}", ocr.suspicion.abs()).replace('.', ",");
        wrap(&mut out, &fill(said, &[("by", &by)]), "  ", width);
    }
    out
}

/// The table of candidates.
fn candidates(labels: &Labels, ocr: &OcrOut, width: usize) -> String {
    let words = &labels.explain;
    let neighbours = |all: &[String]| visible(&all.join(" "));
    let (before, after) = (neighbours(&ocr.before), neighbours(&ocr.after));
    let company = match (before.is_empty(), after.is_empty()) {
        (false, false) => &words.between,
        (false, true) => &words.after,
        (true, false) => &words.before,
        (true, true) => &words.alone,
    };
    let company = fill(company, &[("before", &before), ("after", &after)]);
    let mut out = format!("\n{} {company}\n", words.candidates);
    let mut rows = vec![
        [
            &words.word,
            &words.misread,
            &words.channel,
            &words.language,
            &words.following,
            &words.unknown,
            &words.total,
            &words.share,
        ]
        .map(String::clone),
    ];
    rows.extend(ocr.candidates.iter().map(row));
    let widths: Vec<usize> =
        (0..8).map(|i| rows.iter().map(|row| row[i].width()).max().unwrap_or(0)).collect();
    let remarks = ocr.candidates.iter().map(|one| {
        let chosen = if one.chosen { words.chosen.as_str() } else { "" };
        [chosen, label(&labels.form, one.form)].join(" ").trim().to_owned()
    });
    let remarks: Vec<String> = std::iter::once(String::new()).chain(remarks).collect();
    for (row, remark) in rows.iter().zip(&remarks) {
        let mut line = String::new();
        for (i, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - cell.width());
            // Words stand left, numbers right.
            let cell = if i < 2 { format!("{cell}{pad}") } else { format!("{pad}{cell}") };
            line.push_str(&format!("  {cell}"));
        }
        line.push_str(&format!("  {remark}"));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    wrap(&mut out, &words.legend, "  ", width);
    out
}

fn row(one: &CandidateOut) -> [String; 8] {
    let pairs: Vec<String> =
        one.misreadings.iter().map(|m| visible(&format!("{}→{}", m.printed, m.read))).collect();
    let misread = if pairs.is_empty() { "–".to_owned() } else { pairs.join(" ") };
    let cost = |value: f64| format!("{value:.2}").replace('.', ",");
    [
        visible(&one.to),
        misread,
        cost(one.channel),
        cost(one.language),
        cost(one.following),
        cost(one.unknown),
        cost(one.total),
        percent(one.confidence),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use gensvar::repair::Repairer;

    fn explained(text: &str, word: &str, repairer: &Repairer) -> String {
        let source = SourceText::new(text);
        let found = repairer.explain(text, text.find(word).unwrap()).unwrap();
        explain_text(&ExplainOut::new("notat.txt", &source, &found), &source, 100)
    }

    const DAMAGED: &str = "Forvaltningen holder mgder pa skolen.\n";

    #[test]
    fn a_misread_word_has_its_candidates_and_what_spoke_for_each() {
        let out = explained(DAMAGED, "mgder", &Repairer::danish());
        assert!(out.starts_with(
            "notat.txt:1:22  »mgder« blev til »møder«\n    Forvaltningen holder mgder pa skolen.\n"
        ));
        assert!(out.contains("mellem »Forvaltningen holder« og »på skolen«"), "{out}");
        let best = out.lines().find(|line| line.starts_with("  møder ")).unwrap();
        assert!(best.contains("ø→g") && best.ends_with("← valgt"), "{out}");
        assert!(out.contains("\n  mgder") && out.contains("ukendt\n"), "{out}");
        assert!(out.contains("  fejllæsning (ocr/channel): læst »mgder«, rettet til"), "{out}");
        assert!(out.lines().all(|line| line.width() <= 100), "{out}");
    }

    #[test]
    fn a_word_kept_for_want_of_confidence_is_said_to_be() {
        let careful = Repairer::danish().with_min_confidence(1.0);
        let out = explained(DAMAGED, "pa", &careful);
        assert!(out.contains("»pa« står, som det kom"), "{out}");
        assert!(out.contains("Modellen valgte »på«"), "{out}");
    }

    #[test]
    fn a_clean_page_is_said_to_be_left_in_peace() {
        let text = "Kurset er obligatorisk for alle, der træffer afgørelser på området i året.\n";
        let out = explained(text, "afgørelser", &Repairer::danish());
        assert!(out.contains("Teksten har her sine bogstaver"), "{out}");
        assert!(!out.contains("Rettet af"), "{out}");
    }
}
