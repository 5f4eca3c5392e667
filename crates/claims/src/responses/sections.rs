//! Who answers in each line: from the sender on, as headings, messages and attributions change it.

use std::collections::BTreeMap;

use gensvar_text::SentenceKind;

use super::head::{Head, SIGNATURE};
use super::layout::{Layout, has, looks_said, named_in, push_new, share_of_mentions};
use crate::line::Line;
use crate::model::Agency;
use crate::quotes::{Block, block_at};
use crate::rows::Row;

/// What holds for one line.
pub(super) struct Stands {
    /// The agencies that answer in it; none, one, or several together.
    pub(super) agencies: Vec<Agency>,
    /// Whether the ombudsman writes the message that it stands in.
    pub(super) is_asker: bool,
    /// The line in which the message begins that it stands in.
    pub(super) message: usize,
    /// Whether the ombudsman speaks on in a paragraph of a letter that quotes agencies.
    pub(super) is_assessed: bool,
    /// Whether it stands after the signature.
    pub(super) is_closing: bool,
}

/// The state of the walk over a document's lines.
pub(super) struct Walk<'a> {
    lines: &'a [Line],
    layout: &'a Layout<'a>,
    head: &'a Head,
    /// The replies that are quoted whole.
    blocks: &'a [Block],
    /// Who is quoted in the one that the walk is in.
    quoted: Vec<Agency>,
    /// The bodies that only headings name, by line.
    headed: BTreeMap<usize, Agency>,
    section: Vec<Agency>,
    /// All that answered so far.
    answered: Vec<Agency>,
    by_heading: bool,
    closing: bool,
    asker_speaks: bool,
    message_at: usize,
    /// The paragraph in which the writer of an ombudsman's letter has come to speak.
    asker_block: Option<usize>,
    /// The heading above is one over the ombudsman's words.
    under_asker: bool,
    /// The paragraph that begins with who is quoted in it.
    attributed_block: Option<usize>,
    /// The paragraph that is about one of those who sign together.
    joint_block: Option<usize>,
    /// The agency named on a line of its own after the signature: an annex may begin there.
    annex: Option<Vec<Agency>>,
    /// What held before the quoted message, which holds again after it.
    outer: Option<Outer>,
}

/// What holds outside of a quoted message.
struct Outer {
    section: Vec<Agency>,
    by_heading: bool,
    closing: bool,
    asker_speaks: bool,
    message_at: usize,
}

/// Who sends a message.
enum Sender {
    Agencies(Vec<Agency>),
    Asker,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        lines: &'a [Line],
        layout: &'a Layout<'a>,
        head: &'a Head,
        blocks: &'a [Block],
    ) -> Self {
        Walk {
            lines,
            layout,
            head,
            blocks,
            quoted: Vec::new(),
            headed: if head.is_of_oversight {
                headed(lines, layout, head.body)
            } else {
                BTreeMap::new()
            },
            section: head.sender.clone(),
            answered: head.sender.clone(),
            by_heading: false,
            closing: false,
            asker_speaks: head.asker_begins && !head.is_of_oversight,
            message_at: 0,
            asker_block: None,
            under_asker: false,
            attributed_block: None,
            joint_block: None,
            annex: None,
            outer: None,
        }
    }

    /// Goes on to a line; the lines are gone over in order, none left out.
    pub(super) fn step(&mut self, i: usize) -> Stands {
        let line = &self.lines[i];
        let is_body = i >= self.head.body;
        if let Some(block) = block_at(self.blocks, i) {
            return self.quoted_whole(i == block.first, block);
        }
        if let Some(row) = &line.row {
            return self.row(row);
        }
        self.close(line, is_body);
        self.after_quotation(line);
        let is_from = self.layout.is_from(line) && (is_body || line.quoted);
        if is_from || self.begins_quotation(i) {
            self.message(i);
        }
        if let Some(agency) = self.headed.get(&i) {
            self.section = vec![agency.clone()];
            self.by_heading = true;
            self.attributed_block = None;
        } else if i + 1 >= self.head.body && self.layout.names_agency(line) {
            if self.closing {
                let named = named_in(line);
                let is_new = named.len() == 1 && !self.section.contains(&named[0]);
                self.annex = is_new.then_some(named);
            } else {
                self.heading(line);
            }
        } else if self.layout.is_common_heading(line) {
            self.section = if self.head.is_of_oversight {
                Vec::new()
            } else if self.head.sender.len() > 1 {
                self.head.sender.clone()
            } else {
                self.answered.clone()
            };
            self.attributed_block = None;
        } else if line.sentence.kind == SentenceKind::Heading && self.attributed_block.is_some() {
            self.section.clone_from(&self.head.sender);
            self.attributed_block = None;
        }
        if i + 1 >= self.head.body && line.sentence.kind == SentenceKind::Heading {
            self.under_asker = self.is_over_askers_words(i);
        }
        let only_here = self.joint(line, is_body);
        if (self.head.is_of_oversight || self.head.is_quoting) && line.is_said() && is_body {
            self.attribution(line);
        }
        if self.head.is_of_oversight && line.is_said() && is_body {
            self.assessment(line);
        }
        self.section.iter().for_each(|agency| push_new(&mut self.answered, agency));
        let is_silent = !is_body && self.section.is_empty() || self.closing;
        Stands {
            agencies: if is_silent {
                Vec::new()
            } else {
                only_here.unwrap_or_else(|| self.section.clone())
            },
            is_asker: self.asker_speaks,
            message: self.message_at,
            is_assessed: self.asker_block.is_some() || self.under_asker,
            is_closing: self.closing,
        }
    }

    /// A line of a reply that is quoted whole: it changes nothing after it.
    fn quoted_whole(&mut self, begins: bool, block: &Block) -> Stands {
        if begins {
            self.quoted = match self.section.as_slice() {
                [one] => vec![one.clone()],
                _ => self.last_named(block.first).into_iter().collect(),
            };
            self.quoted.iter().for_each(|agency| push_new(&mut self.answered, agency));
        }
        Stands {
            agencies: self.quoted.clone(),
            is_asker: false,
            message: self.message_at,
            is_assessed: false,
            is_closing: false,
        }
    }

    /// Whom the letter named last above a line; but for those it has in its head, if it can.
    fn last_named(&self, line: usize) -> Option<Agency> {
        let named = |lines: &[Line]| {
            let mut mentions = lines.iter().rev().flat_map(|line| line.mentions.iter().rev());
            mentions.find(|mention| !mention.is_above).map(|mention| mention.agency.clone())
        };
        let body = self.head.body.min(line);
        named(&self.lines[body..line]).or_else(|| named(&self.lines[..body]))
    }

    /// A row of a table: it is one agency's whatever stands around it, and changes nothing after it.
    fn row(&mut self, row: &Row) -> Stands {
        let agencies = match &row.agency {
            Some(agency) => {
                push_new(&mut self.answered, agency);
                vec![agency.clone()]
            }
            None if self.closing => Vec::new(),
            None => self.section.clone(),
        };
        Stands {
            is_asker: self.asker_speaks && row.agency.is_none(),
            message: self.message_at,
            is_assessed: false,
            is_closing: self.closing && row.agency.is_none(),
            agencies,
        }
    }

    /// Whether a heading stands over what the ombudsman says: in the ombudsman's own letter, or where
    /// the next heading stands over the answer to it.
    fn is_over_askers_words(&self, i: usize) -> bool {
        let is_heading = |line: &&Line| line.sentence.kind == SentenceKind::Heading;
        let mut after = self.lines[i + 1..].iter();
        self.layout.is_heading_of_asker(&self.lines[i])
            && (self.head.is_of_oversight && i >= self.head.body
                || after.find(is_heading).is_some_and(|l| self.layout.is_heading_of_answer(l)))
    }

    /// The signature begins, or ends where another message or an annex follows it.
    fn close(&mut self, line: &Line, is_body: bool) {
        if is_body && self.layout.is_closing(line) {
            self.closing = true;
            self.annex = None;
        } else if self.closing
            && looks_said(line)
            && (line.words() > 8 || line.sentence.kind == SentenceKind::Item)
        {
            self.closing = false;
            if let Some(annex) = self.annex.take() {
                self.section = annex;
                self.by_heading = true;
                self.attributed_block = None;
            }
        }
    }

    /// Whether a message quoted with `>` begins in a line.
    fn begins_quotation(&self, i: usize) -> bool {
        self.lines[i].quoted && i.checked_sub(1).is_some_and(|before| !self.lines[before].quoted)
    }

    /// After a quoted message who quoted it speaks again.
    fn after_quotation(&mut self, line: &Line) {
        if !line.quoted
            && let Some(outer) = self.outer.take()
        {
            self.section = outer.section;
            self.by_heading = outer.by_heading;
            self.closing = outer.closing;
            self.asker_speaks = outer.asker_speaks;
            self.message_at = outer.message_at;
        }
    }

    /// Each message of a thread has its own sender.
    fn message(&mut self, i: usize) {
        self.under_asker = false;
        let Some(sender) = self.sender(i) else { return };
        if self.lines[i].quoted && self.outer.is_none() {
            self.outer = Some(Outer {
                section: self.section.clone(),
                by_heading: self.by_heading,
                closing: self.closing,
                asker_speaks: self.asker_speaks,
                message_at: self.message_at,
            });
        }
        self.asker_speaks = matches!(sender, Sender::Asker);
        self.section = match sender {
            Sender::Agencies(agencies) => agencies,
            Sender::Asker => self.head.sender.clone(),
        };
        self.closing = false;
        self.message_at = i;
    }

    /// Who sends the message that begins in a line: told by its `Fra:`, by the line that leads in
    /// a quoted one (`Den 3. maj skrev Bo Lund <bl@suf.example>:`), or by its signature.
    fn sender(&self, i: usize) -> Option<Sender> {
        let line = &self.lines[i];
        if self.layout.is_from(line) {
            return named_by(line, self.layout).or_else(|| self.signed(i));
        }
        let leads_in = |line: &&Line| line.flow.ends_with(':');
        let before = i.checked_sub(1).map(|before| &self.lines[before]);
        let told = [Some(line), before].into_iter().flatten().filter(leads_in);
        let mut told = told.filter_map(|line| named_by(line, self.layout));
        told.next().or_else(|| self.signed(i))
    }

    /// Who signs the message that begins in a line.
    fn signed(&self, i: usize) -> Option<Sender> {
        let quoted = self.lines[i].quoted;
        let of_message = |line: &&Line| line.quoted == quoted && !self.layout.is_from(line);
        let message = self.lines[i + 1..].iter().take_while(of_message);
        let mut signature =
            message.skip_while(|line| !self.layout.is_closing(line)).take(SIGNATURE);
        signature.find_map(|line| {
            let signs = line.words() <= 3 && has(line, self.layout.title);
            if signs { Some(Sender::Asker) } else { named_by(line, self.layout) }
        })
    }

    /// The section of an agency begins.
    fn heading(&mut self, line: &Line) {
        let mut named = named_in(line);
        let sender = &self.head.sender;
        let is_alone = line.sentence.kind == SentenceKind::Heading
            && named.len() == 1
            && share_of_mentions(line) >= 0.9;
        let may_change = self.head.is_of_oversight
            || self.head.is_level_above
            || named.iter().all(|a| sender.contains(a))
            || sender.len() > 1
            || is_alone;
        if named.is_empty() || !may_change {
            return;
        }
        // A table with all of them in its head is nobody's answer.
        if self.head.is_of_oversight && named.len() > 3 {
            named.clear();
        }
        self.section = named;
        self.by_heading = true;
        self.attributed_block = None;
    }

    /// One of those who sign together is named: the sentence is about it, and what follows in the
    /// paragraph too where it stands at the head.
    fn joint(&mut self, line: &Line, is_body: bool) -> Option<Vec<Agency>> {
        let sender = &self.head.sender;
        let is_joint = self.section.len() > 1 || self.joint_block.is_some();
        if self.joint_block.is_some_and(|block| block != line.sentence.block) {
            self.section.clone_from(sender);
            self.joint_block = None;
        }
        if line.is_said() && is_body && self.answered.len() > 1 && self.layout.is_of_all(line) {
            return Some(self.answered.clone());
        }
        if !is_joint || !line.is_said() || !is_body {
            return None;
        }
        let mut named: Vec<Agency> = Vec::new();
        let mentions = if line.marker.is_empty() { &line.mentions } else { &line.marker };
        mentions
            .iter()
            .filter(|m| sender.contains(&m.agency))
            .for_each(|m| push_new(&mut named, &m.agency));
        if named.len() != 1 {
            return None;
        }
        if !line.marker.is_empty() || mentions.iter().any(|m| m.span.start < 30) {
            self.section = named;
            self.joint_block = Some(line.sentence.block);
            return None;
        }
        Some(named)
    }

    /// `SUF oplyser, at …` at the beginning of a sentence of someone else's letter.
    fn attribution(&mut self, line: &Line) {
        let first = line
            .marker
            .first()
            .or(line.mentions.first().filter(|m| m.span.start < 40 && !m.is_above));
        let says = !line.marker.is_empty()
            || first.is_some_and(|m| {
                // `TMF vil undersøge …`, at the very beginning, is its own word too.
                let next = line.tokens.iter().find(|t| t.span.start >= m.span.end);
                m.span.start == 0
                    && next
                        .is_some_and(|t| self.layout.finite.is_some_and(|f| t.info.classes.has(f)))
                    || self.layout.says_after(line, m.span.end)
                    || self.layout.tells_before(line, m.span.start)
            });
        if let (Some(mention), true) = (first, says) {
            // Who is quoted has the word again, also under `Min vurdering`.
            self.under_asker = false;
            if !self.by_heading
                || !self.section.contains(&mention.agency) && self.section.len() != 1
            {
                self.section = vec![mention.agency.clone()];
                self.attributed_block = Some(line.sentence.block);
            }
        } else if let Some(block) = self.attributed_block {
            // A new paragraph in which the asker speaks again.
            let asks = has(line, self.layout.oversight)
                || self.head.is_of_oversight && has(line, self.layout.first_person);
            if block != line.sentence.block && asks {
                self.section.clone_from(&self.head.sender);
                self.attributed_block = None;
            }
        }
    }

    /// `Borgerrådgiveren finder …. Kurset bør …`: who has begun to speak goes on in the paragraph,
    /// until someone is quoted again.
    fn assessment(&mut self, line: &Line) {
        let layout = self.layout;
        let is = |at: usize, class: Option<u16>| {
            let token = line.tokens.iter().filter(|t| !t.is_mark).nth(at);
            token.is_some_and(|t| class.is_some_and(|c| t.info.classes.has(c)))
        };
        let is_quotation = line.tokens.first().is_some_and(|t| t.is_mark);
        let begins = is(0, layout.oversight) || (0..4).any(|at| is(at, layout.first_person));
        if begins && !is_quotation && self.head.sender.is_empty() {
            self.asker_block = Some(line.sentence.block);
        } else if self.asker_block != Some(line.sentence.block) || has(line, layout.report) {
            self.asker_block = None;
        }
    }
}

/// The bodies that the headings of an ombudsman's letter name and nothing else does: those that such
/// names end like, or that say something below; where there are several, those too that do anything.
fn headed(lines: &[Line], layout: &Layout<'_>, body: usize) -> BTreeMap<usize, Agency> {
    let is_heading = |line: &Line| line.sentence.kind == SentenceKind::Heading;
    let (mut sure, mut others, mut known) = (Vec::new(), Vec::new(), 0);
    for (i, line) in lines.iter().enumerate().skip(body) {
        if !is_heading(line) || line.words() > NAME || layout.is_subject(line) {
            continue;
        }
        let name = line.flow.trim();
        known += usize::from(layout.names_agency(line));
        if !line.mentions.is_empty() || !name.ends_with(char::is_alphabetic) {
            continue;
        }
        let below = || lines[i + 1..].iter().take_while(|line| !is_heading(line));
        let begins =
            |line: &&Line| line.flow.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        let says = |line: &Line| layout.says_after(line, name.len());
        let acts = |line: &Line| layout.acts_after(line, name.len());
        if layout.body(line).is_some() && below().next().is_some()
            || below().filter(begins).any(says)
        {
            sure.push(i);
        } else if below().filter(begins).any(acts) {
            others.push(i);
        }
    }
    if sure.len() + known < 2 {
        return BTreeMap::new();
    }
    let named = |i: usize| {
        let name = lines[i].flow.trim().to_owned();
        (i, Agency { code: name.clone(), name })
    };
    sure.into_iter().chain(others).map(named).collect()
}

/// The name of a body has so many words at most.
const NAME: usize = 6;

/// Whom a line of a head or signature names.
fn named_by(line: &Line, layout: &Layout<'_>) -> Option<Sender> {
    let mut named = named_in(line);
    if named.is_empty() {
        line.mentions.iter().for_each(|m| push_new(&mut named, &m.agency));
    }
    match named.is_empty() {
        false => Some(Sender::Agencies(named)),
        true => has(line, layout.oversight).then_some(Sender::Asker),
    }
}
