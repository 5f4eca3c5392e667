//! What a line is in the layout of a letter.

use gensvar_text::SentenceKind;

use crate::agency::Agencies;
use crate::agency_file::WordsEntry;
use crate::line::Line;
use crate::model::Agency;
use crate::rules::Rules;

/// Classes of words that the heading of a section on a subject has.
const SUBJECTS: &[&str] =
    &["course", "course_weak", "e_learning", "group", "recommendation", "council", "duty"];

/// A line of more words is no heading.
const HEADING: usize = 14;

/// The words and classes that the layout is read with.
pub(super) struct Layout<'a> {
    agencies: &'a Agencies,
    pub(super) words: &'a WordsEntry,
    pub(super) oversight: Option<u16>,
    pub(super) title: Option<u16>,
    pub(super) say: Option<u16>,
    pub(super) finite: Option<u16>,
    pub(super) first_person: Option<u16>,
    /// Verbs with which an agency is quoted.
    pub(super) report: Option<u16>,
    /// Words before one whose answer is told: `af svaret fra SUF`, `ifølge SUF`.
    reply: Option<u16>,
    quoting: Option<u16>,
    /// What the headings of sections on a subject are about.
    subjects: Vec<u16>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(agencies: &'a Agencies, rules: &Rules) -> Self {
        let class = |name: &str| rules.lexicon.class(name);
        Layout {
            agencies,
            words: &agencies.words,
            oversight: class("oversight"),
            title: class("oversight_title"),
            say: class("say"),
            finite: class("finite"),
            first_person: class("first_person"),
            report: class("report"),
            reply: class("reply"),
            quoting: class("quoting"),
            subjects: SUBJECTS.iter().filter_map(|name| class(name)).collect(),
        }
    }

    /// `Til: …`, `Att. …`: who gets it.
    pub(super) fn is_to(&self, line: &Line) -> bool {
        label(&line.flow).is_some_and(|l| begins_with(l, &self.words.to))
            || begins_with(&line.flow, &self.words.to)
    }

    /// `Fra: …`.
    pub(super) fn is_from(&self, line: &Line) -> bool {
        label(&line.flow).is_some_and(|l| begins_with(l, &self.words.from))
    }

    /// The line under which only names follow: `Med venlig hilsen`.
    pub(super) fn is_closing(&self, line: &Line) -> bool {
        line.words() <= 12 && begins_with(&line.flow, &self.words.closing)
    }

    /// Whether words of a saying stand close behind a place in a line.
    pub(super) fn says_after(&self, line: &Line, end: usize) -> bool {
        let mut after = line.tokens.iter().filter(|t| t.span.start >= end);
        after.by_ref().take(7).any(|t| self.say.is_some_and(|s| t.info.classes.has(s)))
    }

    /// Whether the next word behind a place in a line is a finite verb.
    pub(super) fn acts_after(&self, line: &Line, end: usize) -> bool {
        let next = line.tokens.iter().find(|t| t.span.start >= end);
        next.is_some_and(|t| self.finite.is_some_and(|f| t.info.classes.has(f)))
    }

    /// Whether a heading tells what is spoken of below: teaching, or people.
    pub(super) fn is_subject(&self, line: &Line) -> bool {
        self.subjects.iter().any(|class| has(line, Some(*class)))
            || [self.oversight, self.first_person].into_iter().any(|class| has(line, class))
    }

    /// Whether what stands before a place in a line says that someone's answer is told.
    pub(super) fn tells_before(&self, line: &Line, start: usize) -> bool {
        let before = line.tokens.iter().rev().filter(|t| t.span.end <= start);
        before
            .take(2)
            .any(|t| [self.reply, self.quoting].iter().flatten().any(|c| t.info.classes.has(*c)))
    }

    /// A heading that names an agency, or a line that can only be one.
    pub(super) fn names_agency(&self, line: &Line) -> bool {
        self.is_labelled(line) || self.is_heading_of_agency(line)
    }

    /// `Forvaltning: SOF | Modtaget: 3. maj`: the head of an entry in an overview.
    fn is_labelled(&self, line: &Line) -> bool {
        let first = line.mentions.first().filter(|m| !m.is_above);
        label(&line.flow).zip(first).is_some_and(|(label, mention)| {
            self.words.body.contains(&label.trim().to_lowercase())
                && mention.span.start <= label.len() + 2
        })
    }

    fn is_heading_of_agency(&self, line: &Line) -> bool {
        line.words() <= HEADING
            && !line.flow.ends_with(['.', ',', ';'])
            && !line.mentions.is_empty()
            && (line.sentence.kind == SentenceKind::Heading || !line.is_said() || line.words() <= 7)
            && !label(&line.flow)
                .is_some_and(|l| begins_with(l, &self.words.to) || begins_with(l, &self.words.from))
            && share_of_mentions(line) >= 0.6
    }

    /// A heading under which nobody in particular answers: `Fælles bemærkninger`.
    pub(super) fn is_common_heading(&self, line: &Line) -> bool {
        line.sentence.kind == SentenceKind::Heading
            && line.words() <= HEADING
            && line.mentions.is_empty()
            && begins_with(&line.flow, &self.words.common)
    }

    /// `Begge forvaltninger overvejer …`, `alle ansatte i begge forvaltninger`.
    pub(super) fn is_of_all(&self, line: &Line) -> bool {
        let lower = line.flow.to_lowercase();
        line.mentions.is_empty() && self.words.all.iter().any(|all| lower.contains(all.as_str()))
    }

    /// A heading over what the ombudsman says: `Min vurdering`, `Borgerrådgiverens anbefaling`.
    pub(super) fn is_heading_of_asker(&self, line: &Line) -> bool {
        line.sentence.kind == SentenceKind::Heading
            && line.words() <= 6
            && !has(line, self.title)
            && (has(line, self.oversight) || has(line, self.first_person))
    }

    /// Whether a line of a letterhead, right under a municipality or region, can be the name of one
    /// of its administrations: `Borger & Arbejdsmarked`, `Plan, By og Miljø`.
    pub(super) fn is_area(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let joins = |word: &str| word == "&" || self.agencies.is_join(word);
        let has_join = words.iter().any(|word| joins(word)) || name.contains(',');
        let lower = name.to_lowercase();
        has_join
            && (2..=7).contains(&words.len())
            && words.iter().all(|word| joins(word) || word.starts_with(char::is_uppercase))
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | ',' | '-'))
            && !self.words.staff.iter().any(|unit| lower.contains(unit.as_str()))
    }

    /// The body that a line of the head is called by, whatever is said of it elsewhere.
    pub(super) fn body(&self, line: &Line) -> Option<Agency> {
        self.agencies.body(&line.flow).filter(|_| !has(line, self.oversight))
    }

    /// `Forvaltningens svar`.
    pub(super) fn is_heading_of_answer(&self, line: &Line) -> bool {
        line.sentence.kind == SentenceKind::Heading && begins_with(&line.flow, &self.words.answer)
    }
}

pub(super) fn has(line: &Line, class: Option<u16>) -> bool {
    class.is_some_and(|c| line.tokens.iter().any(|t| t.info.classes.has(c)))
}

/// A sentence of the body, as against a line of an address.
pub(super) fn looks_said(line: &Line) -> bool {
    line.is_said() && (line.words() > 8 || line.words() > 4 && line.flow.ends_with(['.', ':']))
}

pub(super) fn begins_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        let mut lower = text.chars().flat_map(char::to_lowercase);
        word.chars().all(|c| lower.next() == Some(c))
            && !lower.next().is_some_and(char::is_alphanumeric)
    })
}

/// The words before the colon of a `Fra:` or `Til:` line.
pub(super) fn label(text: &str) -> Option<&str> {
    let (label, _) = text.split_once(':')?;
    (label.chars().count() < 20).then_some(label)
}

/// How much of a line's letters the agencies named in it take.
pub(super) fn share_of_mentions(line: &Line) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let all = letters(&line.flow).max(1);
    let named: usize = line.mentions.iter().map(|m| letters(&line.flow[m.span.range()])).sum();
    named as f64 / all as f64
}

pub(super) fn push_new(list: &mut Vec<Agency>, agency: &Agency) {
    if !list.contains(agency) {
        list.push(agency.clone());
    }
}

/// The agencies that a line names; those above only where it names no other.
pub(super) fn named_in(line: &Line) -> Vec<Agency> {
    let mut named = Vec::new();
    line.mentions.iter().filter(|m| !m.is_above).for_each(|m| push_new(&mut named, &m.agency));
    named
}
