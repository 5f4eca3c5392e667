//! A reply as it is read: its repaired text in blocks, with marks in it and notes beside it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use gensvar::repair::Repaired;
use gensvar::text::{SentenceKind, SourceText, Span, sentences};

use super::findings::{SetView, StanceView};
use super::links::{Links, place_id, slug};
use super::runs::{Evidence, Fix, Marks, Tag};
use crate::doubtful::{doubtful, is_doubtful};
use crate::inbox::model::{InboxDocument, Language, NoteOut};
use crate::inbox::standing::Standing;
use crate::inbox::state::print;
use crate::labels::{Labels, fill, label, labels};
use crate::page::{doubt_title, edit_title, rows};
use crate::phrase::summary;
use crate::table::{details, says};

/// A document.
pub(super) struct DocumentView<'a> {
    pub(super) id: String,
    pub(super) source: &'a str,
    pub(super) format: &'a str,
    /// Why nothing of it counts, where that is so.
    pub(super) standing: Option<String>,
    /// What somebody should look at, and what a tick is remembered by.
    pub(super) wants_eyes: Option<(Vec<String>, String)>,
    pub(super) date: Option<&'a str>,
    pub(super) notes: Vec<Cow<'a, str>>,
    /// Who answers in it: code and name.
    pub(super) agencies: Vec<(&'a str, &'a str)>,
    /// What the filters know them by.
    pub(super) keys: String,
    /// What it says of earlier letters: how, the words, and the way to them.
    pub(super) relations: Vec<(&'a str, &'a str, String)>,
    pub(super) summary: String,
    /// How many doubtful words were not tried in other readings, in words.
    pub(super) untried: Option<String>,
    pub(super) doubts: Vec<DoubtItem>,
    pub(super) blocks: Vec<Block<'a>>,
    /// The rows of the table before and after; none where nothing was repaired.
    pub(super) lines: Option<String>,
}

/// A doubtful word to check.
pub(super) struct DoubtItem {
    pub(super) line: usize,
    pub(super) href: String,
    pub(super) said: String,
    /// Whether another reading would change a finding.
    pub(super) is_decisive: bool,
    /// What a tick is remembered by.
    pub(super) tick: String,
}

/// A paragraph, a heading, an item of a list.
pub(super) struct Block<'a> {
    /// The number of its first line.
    pub(super) line: usize,
    pub(super) kind: &'static str,
    /// Made by [`Marks::html`], which escapes what comes from the text.
    pub(super) html: String,
    pub(super) findings: Vec<Tag<'a>>,
    pub(super) claims: Vec<ClaimNote<'a>>,
}

/// A claim at the margin.
pub(super) struct ClaimNote<'a> {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) number: &'a str,
    pub(super) kind: &'a str,
    pub(super) kind_word: &'a str,
    pub(super) says: String,
    pub(super) details: String,
    pub(super) agency_key: String,
    pub(super) is_doubtful: bool,
}

/// Puts together what the page shows of a document.
pub(super) struct Reader<'a, 'l> {
    labels: &'a Labels,
    language: Language,
    document: &'a InboxDocument,
    standing: Standing<'a>,
    links: &'l mut Links<'a>,
    id: String,
    source: SourceText,
    repaired: Repaired,
}

impl<'a, 'l> Reader<'a, 'l> {
    pub(super) fn new(
        language: Language,
        document: &'a InboxDocument,
        standing: Standing<'a>,
        links: &'l mut Links<'a>,
    ) -> Reader<'a, 'l> {
        let labels = labels(language);
        let source = SourceText::new(document.text.as_str());
        let repaired = document.repair.to_repaired(&source);
        let id = links.document(&document.source).unwrap_or_default().to_owned();
        Reader { labels, language, document, standing, links, id, source, repaired }
    }

    pub(super) fn view(mut self, sets: &[SetView<'a>]) -> DocumentView<'a> {
        let (labels, document) = (self.labels, self.document);
        let doubts = self.doubts();
        let claims = self.claims();
        let relations = document.letter.relations.iter().map(|relation| {
            let href = self.place(relation.start);
            (label(&labels.effect, &relation.relation), relation.text.as_str(), href)
        });
        let relations = relations.collect();
        let blocks = self.blocks(self.evidence(sets), claims);
        let mut seen = BTreeSet::new();
        let responses = document.claims.responses.iter();
        let agencies: Vec<(&str, &str)> = responses
            .map(|response| (response.agency.as_str(), response.name.as_str()))
            .filter(|agency| seen.insert(*agency))
            .collect();
        let keys: Vec<String> = agencies.iter().map(|(code, _)| slug(code)).collect();
        let prefix = format!("{}.l", self.id);
        let standing = standing(labels, self.standing);
        let untried = untried(labels, document);
        let mut left: Vec<String> = Vec::new();
        if self.standing.wants_eyes() {
            left.extend(standing.clone());
        }
        left.extend(untried.clone());
        let tick = || print(&["document", &document.source, self.links.print(&document.source)]);
        DocumentView {
            source: &document.source,
            format: label(&labels.format, &document.format),
            standing,
            wants_eyes: (!left.is_empty()).then(|| (left, tick())),
            date: document.letter.date.as_deref(),
            notes: notes(labels, self.language, document),
            keys: keys.join(" "),
            agencies,
            relations,
            summary: summary(labels, &self.repaired),
            untried,
            doubts,
            blocks,
            lines: (!self.repaired.edits.is_empty())
                .then(|| rows(labels, &self.source, &self.repaired, &prefix)),
            id: self.id,
        }
    }

    fn place(&mut self, start: usize) -> String {
        self.links.place(&self.document.source, start).unwrap_or_default()
    }

    /// Where characters of the source stand in the repaired text.
    fn span(&self, start: usize, end: usize) -> Span {
        let bytes = Span::new(self.source.byte_offset(start), self.source.byte_offset(end));
        self.repaired.map.to_target(bytes)
    }

    /// The doubtful words, those first that a finding hangs on.
    fn doubts(&mut self) -> Vec<DoubtItem> {
        let flags = self.document.flags.iter().flat_map(|flags| &flags.responses);
        let flags = flags.flat_map(|response| &response.flags);
        let of_flags = flags.flat_map(|flag| flag.uncertain_because.iter().map(|d| d.start));
        let claims = self.document.claims.claims.iter().filter(|c| !c.uncertain_because.is_empty());
        let of_claims = claims.flat_map(|claim| claim.doubts.iter().map(|doubt| doubt.start));
        let decisive: BTreeSet<usize> = of_flags.chain(of_claims).collect();
        let items = doubtful(&self.repaired).map(|place| {
            let start = self.source.char_offset(place.span.start);
            DoubtItem {
                line: self.source.line_of(place.span.start),
                href: self.links.place(&self.document.source, start).unwrap_or_default(),
                said: doubt_title(self.labels, &place),
                is_decisive: decisive.contains(&start),
                tick: print(&[self.links.print(&self.document.source), &start.to_string()]),
            }
        });
        let mut items: Vec<DoubtItem> = items.collect();
        items.sort_by_key(|item| !item.is_decisive);
        items
    }

    /// The passages that findings rest on.
    fn evidence(&self, sets: &[SetView<'a>]) -> Vec<Evidence<'a>> {
        let mut found: BTreeMap<Span, Vec<Tag<'a>>> = BTreeMap::new();
        for flags in &self.document.flags {
            let Some(set) = sets.iter().find(|set| set.set == flags.requirements) else { continue };
            for response in &flags.responses {
                let row = set.rows.iter().find(|row| row.agency == response.agency);
                for (at, flag) in response.flags.iter().enumerate() {
                    let Some(requirement) = set.requirements.get(at) else { continue };
                    let finding = row.and_then(|row| row.findings.get(at));
                    // An agency that another document spells otherwise has its row there.
                    let href = format!("#{}", finding.map_or(&set.id, |finding| &finding.id));
                    for evidence in &flag.evidence {
                        let span = self.span(evidence.start, evidence.end);
                        found.entry(span).or_default().push(Tag {
                            href: href.clone(),
                            number: requirement.number.clone(),
                            title: requirement.title,
                            requirement_key: requirement.key.clone(),
                            agency: &response.agency,
                            agency_key: slug(&response.agency),
                            stance: StanceView::new(self.labels, &flag.stance),
                        });
                    }
                }
            }
        }
        found.into_iter().map(|(span, tags)| Evidence { span, tags }).collect()
    }

    fn claims(&mut self) -> Vec<(Span, ClaimNote<'a>)> {
        let (labels, document) = (self.labels, self.document);
        let claims = document.claims.claims.iter().map(|claim| {
            let note = ClaimNote {
                id: format!("{}.{}", self.id, claim.id),
                href: self.place(claim.sentence.start),
                number: &claim.id,
                kind: &claim.kind,
                kind_word: label(&labels.kind, &claim.kind),
                says: says(labels, claim),
                details: details(labels, claim),
                agency_key: claim.agency.as_deref().map(slug).unwrap_or_default(),
                is_doubtful: !claim.uncertain_because.is_empty(),
            };
            (self.span(claim.sentence.start, claim.sentence.end), note)
        });
        claims.collect()
    }

    fn fixes(&self) -> Vec<Fix> {
        let edits = self.repaired.edits.iter().map(|edit| Fix {
            span: edit.target,
            is_edit: true,
            is_doubtful: is_doubtful(edit),
            title: edit_title(self.labels, edit),
        });
        let left = doubtful(&self.repaired).filter(|place| place.to.is_none()).map(|place| Fix {
            span: self.repaired.map.to_target(place.span),
            is_edit: false,
            is_doubtful: true,
            title: doubt_title(self.labels, &place),
        });
        let mut fixes: Vec<Fix> = edits.chain(left).collect();
        fixes.sort_by_key(|fix| fix.span);
        // Where a word is in doubt and in part repaired, the repair is shown.
        let mut end = 0;
        fixes.retain(|fix| {
            let is_free = fix.span.start >= end;
            end = end.max(fix.span.end);
            is_free
        });
        fixes
    }

    /// The text in blocks, with its marks and with what stands beside it.
    fn blocks(
        &self,
        evidence: Vec<Evidence<'a>>,
        claims: Vec<(Span, ClaimNote<'a>)>,
    ) -> Vec<Block<'a>> {
        let text = SourceText::new(self.repaired.text.as_str());
        let layout = layout(&text);
        let mut said: Vec<Span> = claims.iter().map(|(span, _)| *span).collect();
        said.dedup();
        let mut marks =
            Marks { said, evidence, fixes: self.fixes(), anchors: self.anchors(&layout) };
        let mut blocks: Vec<Block<'a>> = Vec::with_capacity(layout.len());
        for part in &layout {
            let line = self.source.line_of(self.repaired.map.to_source(part.span).start);
            blocks.push(Block {
                line,
                kind: part.kind,
                html: marks.html(text.as_str(), part.span),
                findings: Vec::new(),
                claims: Vec::new(),
            });
        }
        let holding = |at: usize| layout.partition_point(|part| part.span.end <= at);
        for evidence in std::mem::take(&mut marks.evidence) {
            if let Some(block) = blocks.get_mut(holding(evidence.span.start)) {
                block.findings.extend(evidence.tags);
            }
        }
        // The tags in the text say which words: beside it each finding stands once.
        for block in &mut blocks {
            block.findings.sort_by(|a, b| {
                let key = |tag: &Tag<'a>| (tag.agency, tag.number.len());
                key(a).cmp(&key(b)).then_with(|| a.number.cmp(&b.number))
            });
            block.findings.dedup_by(|a, b| a.href == b.href && a.number == b.number);
        }
        for (span, claim) in claims {
            if let Some(block) = blocks.get_mut(holding(span.start)) {
                block.claims.push(claim);
            }
        }
        blocks
    }

    /// The ids of places that are led to, each within a block.
    fn anchors(&self, layout: &[Part]) -> BTreeMap<usize, Vec<String>> {
        let mut anchors: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for start in self.links.places(&self.document.source) {
            let at = self.span(start, start + 1).start;
            let number = layout.partition_point(|part| part.span.end < at);
            let at = match (layout.get(number), layout.last()) {
                (Some(part), _) => at.max(part.span.start),
                (None, Some(last)) => last.span.end,
                (None, None) => continue,
            };
            anchors.entry(at).or_default().push(place_id(&self.id, start));
        }
        anchors
    }
}

/// Why nothing of a document counts, where that is so.
fn standing(labels: &Labels, standing: Standing<'_>) -> Option<String> {
    match standing {
        Standing::Answers => None,
        Standing::Empty => Some(labels.inbox("standing_empty").to_owned()),
        Standing::Nobody => Some(labels.inbox("standing_nobody").to_owned()),
        Standing::CopyOf(source) => Some(labels.inbox_with("standing_copy", "source", source)),
    }
}

/// What is said of the doubtful words that were not tried; nothing where all were.
fn untried(labels: &Labels, document: &InboxDocument) -> Option<String> {
    match document.untried_doubts() {
        0 => None,
        1 => Some(labels.word("untried_one").to_owned()),
        n => Some(fill(labels.word("untried"), &[("n", &n.to_string())])),
    }
}

/// A part of the layout.
struct Part {
    span: Span,
    kind: &'static str,
}

/// The blocks of a text: lines that belong together, as sentences run on over their ends.
fn layout(text: &SourceText) -> Vec<Part> {
    let mut begins: BTreeMap<usize, &'static str> = BTreeMap::new();
    let mut last = None;
    for sentence in sentences(text.as_str()) {
        if last.replace(sentence.block) != Some(sentence.block) {
            let start = sentence.marker.map_or(sentence.span.start, |marker| marker.start);
            let kind = match sentence.kind {
                SentenceKind::Prose => "prose",
                SentenceKind::Item => "item",
                SentenceKind::Heading => "heading",
                SentenceKind::Table => "grid",
                SentenceKind::Furniture => "furniture",
            };
            begins.entry(text.line_of(start.min(sentence.span.start))).or_insert(kind);
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut is_after_gap = true;
    for number in 1..=text.line_count() {
        let Some(line) = text.line(number) else { continue };
        let words = text.slice(line).trim_end();
        if words.trim().is_empty() {
            is_after_gap = true;
            continue;
        }
        let end = line.start + words.len();
        let begin = begins.get(&number).copied();
        match parts.last_mut() {
            Some(part) if begin.is_none() && !is_after_gap => part.span.end = end,
            _ => {
                let indent = words.len() - words.trim_start().len();
                // The columns of a grid stand where their spaces put them.
                let start = if begin == Some("grid") { line.start } else { line.start + indent };
                parts.push(Part { span: Span::new(start, end), kind: begin.unwrap_or("prose") });
            }
        }
        is_after_gap = false;
    }
    parts
}

/// A note in the language of the report.
fn note_words<'a>(labels: &Labels, language: Language, note: &'a NoteOut) -> Cow<'a, str> {
    match labels.note.get(&note.name) {
        Some(text) if language == Language::Danish => {
            let values = note.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            Cow::from(fill(text, &values.collect::<Vec<_>>()))
        }
        _ => Cow::from(&note.text),
    }
}

/// What is to be known of how a document was read: first what read it, if it is a scan.
fn notes<'a>(
    labels: &Labels,
    language: Language,
    document: &'a InboxDocument,
) -> Vec<Cow<'a, str>> {
    let engine = document.claims.ocr.as_ref().map(|ocr| {
        let (pages, languages) = (ocr.pages.to_string(), ocr.languages.join("+"));
        let words = [("n", pages.as_str()), ("engine", &ocr.engine), ("languages", &languages)];
        Cow::from(fill(labels.inbox("read_by"), &words))
    });
    let notes = document.notes.iter().map(|note| note_words(labels, language, note));
    engine.into_iter().chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_paragraph_are_one_block() {
        let text = "Socialforvaltningen\n\n  Kurset holdes to gange om året, og det\n  er for alle \
                    nye sagsbehandlere.\n\nMed venlig hilsen\n";
        let text = SourceText::new(text);
        let parts = layout(&text);
        let words: Vec<&str> = parts.iter().map(|part| text.slice(part.span)).collect();
        assert_eq!(
            words[1],
            "Kurset holdes to gange om året, og det\n  er for alle nye sagsbehandlere."
        );
        assert_eq!((words[0], parts[1].kind), ("Socialforvaltningen", "prose"));
        assert!(layout(&SourceText::new(" \n\u{c}\n")).is_empty());
    }
}
