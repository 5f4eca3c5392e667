//! What always holds, whatever the text.

use std::collections::BTreeSet;

use gensvar::Reply;
use gensvar::repair::{Repaired, Repairer};
use gensvar::requirements::{Outline, RequirementSet};
use gensvar::text::{SourceText, Span, words};
use gensvar_report::{
    ClaimsOut, FlagsOut, RepairOut, StoryOut, claims_explained, json_line, story_text,
};
use rayon::ThreadPoolBuilder;
use unicode_normalization::is_nfc;

use crate::support::{Random, corpus, gensvar, some_pages};

fn repair(text: &str) -> Repaired {
    gensvar().repairer().repair(text)
}

/// Texts that nobody wrote: pieces of Danish, of mark-up and of rubbish in any order.
fn rubbish() -> Vec<String> {
    let pieces = [
        "Bgrne-",
        "på",
        "pa",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{c}",
        "\u{feff}",
        "\u{0}",
        "å",
        "a\u{30a}",
        "\u{ad}",
        "\u{a0}",
        "\u{2009}",
        "Ã¸",
        "Ãƒ\u{b8}",
        "&aelig;",
        "=C3=B8",
        "{|}[\\]",
        "12.345,67",
        "§ 3",
        "www.kk.dk/a?b=1",
        "x@y.dk",
        "»",
        "”",
        "'",
        "-",
        "–",
        ".",
        ",",
        ";",
        ":",
        "skal",
        "ikke",
        "kurset",
        "sagsbehandlere",
        "obligatorisk",
        "BUF",
        "Socialforvaltningen",
        "1 øbende",
        "😀",
        "\u{202e}",
        "\u{fffd}",
        "ﬁ",
        "K",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "0",
        "1",
        "l",
        "I",
        "|",
        "\u{1f1e9}\u{1f1f0}",
        "e\u{301}\u{301}\u{301}",
        "(",
        ")",
        "•",
        "1.2.",
        "såfremt",
        "jf.",
        "kr.",
        "Ø",
        "Æ",
        "@",
        "&",
        "é&",
        "Fra:",
        "Emne:",
        "Med venlig hilsen",
    ];
    let mut random = Random(11);
    (0..300)
        .map(|_| (0..random.below(60)).map(|_| *random.one_of(&pieces)).collect())
        .chain(["".to_owned(), "\n".repeat(500), "a".repeat(20_000), "ø ".repeat(5_000)])
        .collect()
}

#[test]
fn any_text_gives_a_result() {
    for text in rubbish() {
        let reply = gensvar().read(&text);
        for set in RequirementSet::built_ins() {
            let assessment = gensvar().check(&reply, set);
            let outline = Outline::of_built_in(set.id()).unwrap();
            let doubts = gensvar().doubtful_flags(&reply, set, &assessment);
            let flags = FlagsOut::new("-", &reply, &assessment);
            json_line(&flags.with_doubts(&reply, &assessment, &doubts));
            for flag in assessment.agencies.iter().flat_map(|entry| &entry.flags) {
                let agency = &assessment.agencies[0].agency.code;
                let story = gensvar().story(&reply, set, agency, &flag.requirement).unwrap();
                let out = StoryOut::new("-", &reply, set, &story).unwrap();
                story_text(&out, &story, &outline, &reply, 80);
            }
        }
        check_places(&reply);
        check_doubts(&reply);
        let (words, why) = (gensvar().doubtful_words(&reply), gensvar().explain(&reply));
        let claims = ClaimsOut::with_readings("-", &reply, &words).with_why(&why);
        claims_explained(&claims, &reply, &words, Some(&why), 80);
    }
}

#[test]
fn repairing_a_repaired_text_changes_nothing() {
    let pages = some_pages().map(|page| page.read.clone());
    let mut problems = Vec::new();
    for text in pages.chain(rubbish()) {
        let once = repair(&text).text;
        let twice = repair(&once);
        if twice.text != once {
            let edits = twice.edits.iter().map(|edit| format!("{} → {}", edit.from, edit.to));
            problems.push(edits.collect::<Vec<_>>().join(", "));
        }
    }
    assert!(problems.is_empty(), "{} texts: {}", problems.len(), problems.join("\n"));
}

/// Clean texts with all that is rare in clean texts.
const CLEAN: [&str; 6] = [
    "",
    "Ring 24/7, eller skriv til os på post@forvaltning.dk – så svarer vi.\n",
    "Beløbet er 4.200,00\u{a0}kr. (kr. 1.500,- pr. deltager), i alt 1,5\u{2009}mio. kr.\r\n",
    "Jf. forvaltningslovens § 7, stk. 1, og »God Sagsbehandling«, pkt. 3.2.1.\n\n\n  • et punkt\n",
    "\u{c}Side 2 af 3\n\tMødet d. 11/8/2020 kl. 9.30-12 er aflyst.\n",
    "Vi ønsker et inklusionsvejlederuddannelsesforløb for erfarne sagsbehandlere.\n",
];

#[test]
fn a_clean_text_comes_back_byte_for_byte() {
    for text in CLEAN {
        let repaired = repair(text);
        assert_eq!(repaired.text, text);
        assert!(repaired.edits.is_empty(), "{:?}", repaired.edits);
    }
}

#[test]
fn numbers_addresses_and_links_leave_repair_as_they_came() {
    let is_number = |token: &str| {
        let digits = token.chars().filter(char::is_ascii_digit).count();
        digits > 1 && token.chars().all(|c| c.is_ascii_digit() || ".,:/-§%".contains(c))
    };
    let is_address = |token: &str| {
        token.contains("www.")
            || token.contains("://")
            || token.matches('@').count() == 1 && token.contains(".dk")
    };
    let mut seen = 0;
    for page in &corpus().pages {
        let repaired = repair(&page.read);
        for word in words(&page.read) {
            let token = &page.read[word.token.range()];
            if is_number(token) || is_address(token) {
                seen += 1;
                let edit = repaired.edits.iter().find(|edit| edit.span.overlaps(word.token));
                // The named rules about marks leave the digits, but for the stroke before a year.
                let is_kept = edit.is_none_or(|edit| match edit.rule.as_str() {
                    "ocr/i-before-year" => (edit.from.as_str(), edit.to.as_str()) == ("1", "I "),
                    "ocr/full-stop" => (edit.from.as_str(), edit.to.as_str()) == (",", "."),
                    _ => edit.to.contains(token),
                });
                assert!(is_kept, "{}-{}: {token} in {edit:?}", page.id, page.variant);
            }
        }
    }
    assert!(seen > 1000, "only {seen} numbers and addresses on all pages");
}

#[test]
fn the_result_is_in_normal_form() {
    for text in some_pages().map(|page| page.read.clone()).chain(rubbish()) {
        assert!(is_nfc(&repair(&text).text), "{text:?}");
    }
    assert_eq!(repair("Det fa\u{30a}r vi.").text, "Det får vi.");
}

#[test]
fn edits_put_into_the_source_give_the_text() {
    let repairers = [Repairer::danish(), Repairer::danish().with_reflow()];
    for text in some_pages().map(|page| page.read.clone()).chain(rubbish()) {
        for repairer in &repairers {
            let repaired = repairer.repair(&text);
            let (mut out, mut at) = (String::new(), 0);
            for edit in &repaired.edits {
                assert!(at <= edit.span.start, "edits overlap or are out of order");
                out.push_str(&text[at..edit.span.start]);
                assert_eq!(&text[edit.span.range()], edit.from);
                assert_eq!(out.len(), edit.target.start);
                out.push_str(&edit.to);
                assert_eq!(out.len(), edit.target.end);
                assert!((0.0..=1.0).contains(&edit.confidence), "{edit:?}");
                assert!(!edit.rule.is_empty(), "{edit:?}");
                at = edit.span.end;
            }
            out.push_str(&text[at..]);
            assert_eq!(out, repaired.text);
        }
    }
}

#[test]
fn lines_stay_unless_reflow_is_asked_for() {
    for page in some_pages() {
        let text = &page.read;
        let repaired = repair(text).text;
        assert_eq!(
            SourceText::new(text.as_str()).line_count(),
            SourceText::new(repaired).line_count()
        );
    }
}

/// Every finding leads to characters of the source, and names its rule.
fn check_places(reply: &Reply) {
    let source = reply.source().as_str();
    let check = |span: Span| assert!(span.slice(source).is_some(), "{span:?} in {source:?}");
    for response in reply.responses() {
        check(response.span);
    }
    for statement in reply.statements() {
        check(statement.sentence.span);
        statement.sentence.parts.iter().for_each(|&part| check(part));
    }
    for claim in reply.claims() {
        check(claim.target);
        assert!(!claim.rule.is_empty(), "{claim:?}");
        assert!((0.0..=1.0).contains(&claim.confidence), "{claim:?}");
        let sentence = reply.statements()[claim.statement].sentence.span;
        assert!(sentence.contains(claim.target), "{claim:?} outside of {sentence:?}");
        for cue in &claim.cues {
            check(cue.span);
            check(cue.scope);
            assert!(!cue.rule.is_empty(), "{claim:?}");
        }
    }
}

/// Doubtful words stand in both texts where they are said to, and what another reading changes
/// belongs to their sentence.
fn check_doubts(reply: &Reply) {
    for word in gensvar().doubtful_words(reply) {
        assert_eq!(reply.source().slice(word.span), word.from);
        assert_eq!(word.target.slice(reply.text()), Some(word.text.as_str()));
        for other in &word.others {
            assert_ne!(other.text, word.text);
            let changes = other.changes.as_ref().expect("of a short text all are tried");
            for change in changes {
                let claim = change.claim.map(|claim| &reply.claims()[claim]);
                assert!(claim.is_none_or(|claim| claim.statement == word.statement));
                assert_ne!(change.from, change.to);
            }
        }
    }
}

#[test]
fn findings_lead_back_to_the_words_they_rest_on() {
    for page in some_pages() {
        let reply = gensvar().read(&page.read);
        check_places(&reply);
        check_doubts(&reply);
        let chars: Vec<char> = page.read.chars().collect();
        let at = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
        let repair = RepairOut::new("", reply.source(), reply.repaired());
        for edit in &repair.edits {
            assert_eq!(at(edit.start, edit.end), edit.from);
        }
        // What no edit touched reads the same in the sentence and in the source.
        for claim in &ClaimsOut::new("", &reply).claims {
            let is_touched =
                repair.edits.iter().any(|e| e.start < claim.cue.end && claim.cue.start < e.end);
            if !is_touched {
                assert_eq!(at(claim.cue.start, claim.cue.end), claim.cue.text);
            }
        }
    }
}

#[test]
fn a_flag_is_in_doubt_only_by_a_doubtful_word_that_would_change_it() {
    let clean = corpus().replies.iter().map(|reply| reply.text.clone());
    let mut in_doubt = 0;
    for text in clean.chain(some_pages().map(|page| page.read.clone())) {
        let reply = gensvar().read(&text);
        let is_sure = reply.repaired().edits.is_empty() && reply.repaired().doubts.is_empty();
        for set in RequirementSet::built_ins() {
            let assessment = gensvar().check(&reply, set);
            let doubts = gensvar().doubtful_flags(&reply, set, &assessment);
            assert!(doubts.flags.is_empty() || !is_sure, "{doubts:?}");
            assert!(doubts.untried.is_empty(), "of a short text all are tried");
            for doubt in &doubts.flags {
                assert_eq!(reply.source().slice(doubt.word.span), doubt.word.from);
                assert_ne!(doubt.to, doubt.word.text);
            }
            let plain = FlagsOut::new("-", &reply, &assessment);
            let mut told = plain.clone().with_doubts(&reply, &assessment, &doubts);
            let told_flags = told.responses.iter_mut().flat_map(|entry| &mut entry.flags);
            let flags = assessment.agencies.iter().flat_map(|entry| &entry.flags);
            for (told, flag) in told_flags.zip(flags) {
                assert!(told.uncertain_because.iter().all(|doubt| doubt.stance != told.stance));
                if !told.uncertain_because.is_empty() {
                    assert!(told.confidence < 0.9 && told.confidence <= flag.confidence);
                    told.confidence = flag.confidence;
                }
                in_doubt += std::mem::take(&mut told.uncertain_because).len();
            }
            // Nothing else of a flag changes, and nothing at all where there is no doubt.
            assert_eq!(json_line(&told), json_line(&plain));
        }
    }
    assert!(in_doubt > 0);
}

#[test]
fn flags_have_evidence_exactly_where_something_is_addressed() {
    for reply in &corpus().replies {
        let read = gensvar().read(&reply.text);
        for set in RequirementSet::built_ins() {
            let flags = FlagsOut::new("", &read, &gensvar().check(&read, set));
            let agencies: BTreeSet<&str> =
                flags.responses.iter().map(|response| response.agency.as_str()).collect();
            assert_eq!(agencies.len(), flags.responses.len(), "{}: an agency twice", reply.id);
            for response in &flags.responses {
                let ids: Vec<&str> =
                    response.flags.iter().map(|f| f.requirement.as_str()).collect();
                assert_eq!(ids, set.requirements().map(|r| r.id).collect::<Vec<_>>());
                assert_eq!(response.verdict.is_some(), set.has_verdict());
                for flag in &response.flags {
                    assert_eq!(flag.addressed, flag.stance != "not_addressed", "{}", reply.id);
                    assert_eq!(flag.addressed, !flag.evidence.is_empty(), "{}: {flag:?}", reply.id);
                    assert!(!flag.reason_da.is_empty() && !flag.reason_en.is_empty(), "{flag:?}");
                }
            }
        }
    }
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let texts: Vec<&str> = corpus().replies.iter().map(|reply| reply.text.as_str()).collect();
    let set = RequirementSet::built_in("br-2012").unwrap();
    let run = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let replies = pool.install(|| gensvar().read_all(&texts));
        let lines = replies.iter().zip(&texts).map(|(reply, text)| {
            assert_eq!(reply.source().as_str(), *text, "out of order");
            json_line(&RepairOut::new("", reply.source(), reply.repaired()))
                + &json_line(&ClaimsOut::new("", reply))
                + &json_line(&FlagsOut::new("", reply, &gensvar().check(reply, set)))
        });
        lines.collect::<String>()
    };
    assert_eq!(run(1), run(4));
}
