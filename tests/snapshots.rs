//! All that is found in the replies of corpus/, as text with marks, so that the effect of a changed
//! rule is seen as a difference and reviewed with it.
//!
//! `UPDATE=1 cargo test -p gensvar-tests snapshots` writes `snapshots/` anew. Replies kept aside
//! have none: nobody reads them while writing rules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use gensvar::Reply;
use gensvar::claims::{Claim, Polarity, Speaker};
use gensvar::text::Span;
use gensvar_score::Part;
use rayon::prelude::*;

use crate::support::{corpus, gensvar, root};

/// Who answers where, and each sentence with its claims below it, all in document order.
fn snapshot(reply: &Reply) -> String {
    let (mut out, mut claims) = (String::new(), reply.claims().iter().peekable());
    let mut responses = reply.responses().iter().peekable();
    let line = |span: Span| reply.source().line_of(span.start);
    for (number, statement) in reply.statements().iter().enumerate() {
        let span = statement.sentence.span;
        while let Some(response) = responses.next_if(|response| response.span.start <= span.start) {
            let last = reply.source().line_of(response.span.end.saturating_sub(1));
            let (code, first) = (&response.agency.code, line(response.span));
            writeln!(out, "\n===== {code}, lines {first} to {last}").unwrap();
        }
        writeln!(out, "{} {}", line(span), statement.text).unwrap();
        while let Some(claim) = claims.next_if(|claim| claim.statement == number) {
            writeln!(out, "    {}", told(reply, claim)).unwrap();
        }
    }
    out
}

/// A claim in a line: what differs from the plainest claim, the words that make it, and the cues
/// that reach them. Confidences are left out, for they change with every training.
fn told(reply: &Reply, claim: &Claim) -> String {
    let words =
        |span: Span| reply.source().slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = format!("{} {}", claim.kind.name(), claim.status.name());
    let mut add = |part: &str| out.push_str(&format!(" {part}"));
    if claim.polarity == Polarity::Negated {
        add("NEGATED");
    }
    add(claim.agency.as_deref().unwrap_or("-"));
    if claim.speaker != Speaker::Agency {
        add(&format!("by:{}", claim.speaker.name()));
    }
    claim.obligation.iter().for_each(|one| add(one.name()));
    claim.target_groups.iter().for_each(|one| add(one.name()));
    claim.delivery.iter().for_each(|one| add(&format!("delivery:{}", one.name())));
    claim.course.iter().for_each(|one| add(&format!("course:»{one}«")));
    claim.frequency.iter().for_each(|one| add(&format!("every:{one}")));
    claim.duration.iter().for_each(|one| add(&format!("lasts:{one}")));
    claim.dates.iter().for_each(|one| add(one));
    for amount in &claim.amounts {
        let about = if amount.approximate { "~" } else { "" };
        add(&format!("{about}{} {}", amount.value, amount.unit.name()));
    }
    add(&format!("| {} »{}«", claim.rule, words(claim.target)));
    for cue in &claim.cues {
        add(&format!("| {} »{}«", cue.effect, words(cue.span)));
    }
    out
}

/// The lines that differ, each with the sentence it belongs to.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    // The longest common sequence, from the end.
    let mut common = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    let mut sentence: Option<&str> = None;
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            if !old[i].starts_with(' ') {
                sentence = Some(old[i]);
            }
            (i, j) = (i + 1, j + 1);
            continue;
        }
        sentence.take().into_iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            out.push_str(&format!("- {}\n", old[i]));
            i += 1;
        } else {
            out.push_str(&format!("+ {}\n", new[j]));
            j += 1;
        }
    }
    out
}

#[test]
fn findings_are_those_of_the_snapshots() {
    let dir = root().join("tests/snapshots");
    let replies: Vec<_> = corpus().replies.iter().filter(|r| r.part != Part::HeldOut).collect();
    let found: Vec<(String, String)> = replies
        .par_iter()
        .map(|reply| (format!("{}.txt", reply.id), snapshot(&gensvar().read(&reply.text))))
        .collect();
    fs::create_dir_all(&dir).unwrap();
    let stored = fs::read_dir(&dir).unwrap();
    let mut stale: BTreeSet<String> =
        stored.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut problems = String::new();
    for (name, after) in &found {
        stale.remove(name);
        let path = dir.join(name);
        let before = fs::read_to_string(&path).unwrap_or_default();
        if before == *after {
            continue;
        }
        if is_update {
            fs::write(&path, after).unwrap();
        } else {
            problems.push_str(&format!("tests/snapshots/{name}\n{}", difference(&before, after)));
        }
    }
    for name in stale {
        if is_update {
            fs::remove_file(dir.join(name)).unwrap();
        } else {
            problems.push_str(&format!("tests/snapshots/{name}: there is no such reply\n"));
        }
    }
    assert!(
        problems.is_empty(),
        "what is found differs from tests/snapshots (- before, + now):\n\n{problems}\n\
         If that is what you want: UPDATE=1 cargo test -p gensvar-tests snapshots, and review the \
         difference"
    );
}

#[test]
fn a_difference_shows_the_sentence_and_what_changed() {
    let before = "1 En.\n    course planned\n2 To.\n    course past\n3 Tre.\n";
    let after = "1 En.\n    course planned\n2 To.\n    course in_place\n    obligation\n3 Tre.\n";
    let wanted = "  2 To.\n-     course past\n+     course in_place\n+     obligation\n";
    assert_eq!(difference(before, after), wanted);
    assert_eq!(difference("", "1 En.\n"), "+ 1 En.\n");
    assert_eq!(difference(before, before), "");
}
