//! Marks in a stretch of text that may lie over each other, nested right.

use std::collections::BTreeMap;

use gensvar::text::Span;

use super::findings::StanceView;
use crate::html::escaped;

/// A stretch on which findings rest.
pub(super) struct Evidence<'a> {
    pub(super) span: Span,
    /// What it is evidence of.
    pub(super) tags: Vec<Tag<'a>>,
}

/// A finding that a stretch is evidence of.
pub(super) struct Tag<'a> {
    pub(super) href: String,
    /// The requirement's number and title, and what the filters know it by.
    pub(super) number: String,
    pub(super) title: &'a str,
    pub(super) requirement_key: String,
    /// The agency, and what the filters know it by.
    pub(super) agency: &'a str,
    pub(super) agency_key: String,
    pub(super) stance: StanceView<'a>,
}

/// A word that was repaired, or left alone though it may be damaged.
pub(super) struct Fix {
    pub(super) span: Span,
    pub(super) is_edit: bool,
    pub(super) is_doubtful: bool,
    pub(super) title: String,
}

/// All marks of a text; each list is in the order of its stretches.
pub(super) struct Marks<'a> {
    /// Sentences that make claims.
    pub(super) said: Vec<Span>,
    pub(super) evidence: Vec<Evidence<'a>>,
    /// They do not overlap each other.
    pub(super) fixes: Vec<Fix>,
    /// The ids of places that are led to.
    pub(super) anchors: BTreeMap<usize, Vec<String>>,
}

impl Marks<'_> {
    /// A stretch of the text with its marks: in a sentence evidence, in that repairs. Where they
    /// cross, the inner ones end and begin anew.
    pub(super) fn html(&self, text: &str, range: Span) -> String {
        let said: Vec<Span> = overlapping(self.said.iter().copied(), range);
        let evidence: Vec<(usize, Span)> = self
            .evidence
            .iter()
            .enumerate()
            .map(|(number, one)| (number, one.span))
            .filter(|(_, span)| span.overlaps(range))
            .collect();
        let first = self.fixes.partition_point(|fix| fix.span.end < range.start);
        let fixes = self.fixes[first..].iter();
        let fixes: Vec<&Fix> =
            fixes.take_while(|fix| fix.span.start < range.end.max(range.start + 1)).collect();

        let spans = said.iter().copied().chain(evidence.iter().map(|(_, span)| *span));
        let spans = spans.chain(fixes.iter().map(|fix| fix.span));
        let mut cuts: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
        cuts.extend(self.anchors.range(range.range()).map(|(at, _)| *at));
        cuts.extend([range.start, range.end]);
        cuts.retain(|at| range.start <= *at && *at <= range.end);
        cuts.sort_unstable();
        cuts.dedup();

        let mut out = Writer { marks: self, out: String::new(), open: Open::default() };
        let mut next_fix = 0;
        for pair in cuts.windows(2) {
            let here = Span::new(pair[0], pair[1]);
            let holds = |span: &Span| span.start <= here.start && here.end <= span.end;
            while fixes.get(next_fix).is_some_and(|fix| {
                fix.span.end <= here.start && !(fix.span.is_empty() && fix.span.start == here.start)
            }) {
                next_fix += 1;
            }
            let now = Open {
                said: said.iter().any(holds),
                evidence: evidence.iter().filter(|(_, span)| holds(span)).map(|e| e.0).collect(),
                fix: fixes[next_fix..]
                    .iter()
                    .take_while(|fix| fix.span.start <= here.start)
                    .position(|fix| !fix.span.is_empty() && holds(&fix.span))
                    .map(|at| first + next_fix + at),
            };
            out.go(now, here.start, fixes[next_fix..].iter().copied());
            out.anchors(here.start);
            out.out.push_str(&escaped(here.slice(text).unwrap_or_default()));
        }
        let last = fixes.get(next_fix..).unwrap_or_default().iter().copied();
        out.go(Open::default(), range.end, last);
        out.anchors(range.end);
        out.out
    }
}

fn overlapping(spans: impl Iterator<Item = Span>, range: Span) -> Vec<Span> {
    spans.filter(|span| span.overlaps(range)).collect()
}

/// What is open at a place.
#[derive(Default, PartialEq, Eq)]
struct Open {
    said: bool,
    evidence: Vec<usize>,
    fix: Option<usize>,
}

struct Writer<'a> {
    marks: &'a Marks<'a>,
    out: String,
    open: Open,
}

impl<'a> Writer<'a> {
    /// Closes and opens elements so that `now` is open, and shows what was taken out at `at`.
    fn go(&mut self, now: Open, at: usize, fixes: impl Iterator<Item = &'a Fix>) {
        let same_said = self.open.said == now.said;
        let same_evidence = same_said && self.open.evidence == now.evidence;
        if self.open.fix.is_some() && !(same_evidence && self.open.fix == now.fix) {
            self.out.push_str("</ins>");
            self.open.fix = None;
        }
        if !same_evidence {
            if !self.open.evidence.is_empty() {
                self.out.push_str("</mark>");
            }
            for number in std::mem::take(&mut self.open.evidence) {
                let evidence = &self.marks.evidence[number];
                if evidence.span.end == at {
                    evidence.tags.iter().for_each(|tag| self.tag(tag));
                }
            }
        }
        if !same_said && self.open.said {
            self.out.push_str("</span>");
        }
        if !same_said && now.said {
            self.out.push_str("<span class=\"said\">");
        }
        if !same_evidence && !now.evidence.is_empty() {
            let tags = now.evidence.iter().flat_map(|&number| &self.marks.evidence[number].tags);
            let (mut agencies, mut requirements) = (Vec::new(), Vec::new());
            for tag in tags {
                agencies.push(tag.agency_key.as_str());
                requirements.push(tag.requirement_key.as_str());
            }
            self.out.push_str(&format!(
                "<mark data-agency=\"{}\" data-requirement=\"{}\">",
                escaped(&agencies.join(" ")),
                escaped(&requirements.join(" ")),
            ));
        }
        for gone in fixes.take_while(|fix| fix.span.start <= at) {
            if gone.span.is_empty() && gone.span.start == at {
                self.fix(gone);
                self.out.push_str("</ins>");
            }
        }
        if let Some(number) = now.fix
            && self.open.fix.is_none()
        {
            self.fix(&self.marks.fixes[number]);
        }
        self.open = now;
    }

    fn anchors(&mut self, at: usize) {
        for id in self.marks.anchors.get(&at).into_iter().flatten() {
            self.out.push_str(&format!("<span class=\"at\" id=\"{}\"></span>", escaped(id)));
        }
    }

    fn fix(&mut self, fix: &Fix) {
        let kind = match (fix.is_edit, fix.is_doubtful) {
            (true, false) => "fix",
            (true, true) => "fix doubtful",
            (false, _) => "left doubtful",
        };
        // Only what wants to be checked is a stop of the tab key: a bad scan has hundreds of others.
        let stop = if fix.is_doubtful { " tabindex=\"0\"" } else { "" };
        let title = escaped(&fix.title);
        self.out.push_str(&format!("<ins class=\"{kind}\"{stop} data-tip=\"{title}\">"));
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let title = format!("{}: {} {}: {}", tag.agency, tag.number, tag.title, tag.stance.word);
        self.out.push_str(&format!(
            "<a class=\"tag\" href=\"{}\" title=\"{title}\" aria-label=\"{title}\" \
             data-agency=\"{}\" data-requirement=\"{}\">{}{}</a>",
            escaped(&tag.href),
            escaped(&tag.agency_key),
            escaped(&tag.requirement_key),
            escaped(&tag.number),
            escaped(tag.stance.sign),
            title = escaped(&title),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize) -> Fix {
        Fix { span: Span::new(start, end), is_edit: true, is_doubtful: false, title: "t".into() }
    }

    fn evidence(start: usize, end: usize, text: &str) -> Evidence<'static> {
        let tag = Tag {
            href: "#f".into(),
            number: text.into(),
            title: "t",
            requirement_key: text.into(),
            agency: "a",
            agency_key: "a".into(),
            stance: StanceView { name: "planned", sign: "", word: "w", meaning: "" },
        };
        Evidence { span: Span::new(start, end), tags: vec![tag] }
    }

    /// The names of elements and the text, without attributes.
    fn bare(html: &str) -> String {
        let mut out = String::new();
        for (n, part) in html.split('<').enumerate() {
            let (tag, text) = if n == 0 { ("", part) } else { part.split_once('>').unwrap() };
            if n > 0 {
                out.push_str(&format!("<{}>", tag.split(' ').next().unwrap()));
            }
            out.push_str(text);
        }
        out
    }

    #[test]
    fn marks_that_cross_are_nested() {
        let marks = Marks {
            said: vec![Span::new(1, 7)],
            evidence: vec![evidence(2, 5, "1"), evidence(4, 9, "2")],
            fixes: vec![fix(3, 6), fix(9, 9)],
            anchors: BTreeMap::from([(2, vec!["x".to_owned()])]),
        };
        assert_eq!(
            bare(&marks.html("0123456789", Span::new(0, 10))),
            "0<span>1<mark><span></span>2<ins>3</ins></mark><mark><ins>4</ins></mark><a>1</a>\
             <mark><ins>5</ins>6</mark></span><mark>78</mark><a>2</a><ins></ins>9"
        );
    }

    #[test]
    fn a_stretch_shows_only_its_own_part() {
        let marks = Marks {
            said: vec![Span::new(0, 10)],
            evidence: vec![evidence(0, 10, "1")],
            fixes: vec![fix(0, 2), fix(4, 6)],
            anchors: BTreeMap::new(),
        };
        let html = bare(&marks.html("0123456789", Span::new(5, 10)));
        assert_eq!(html, "<span><mark><ins>5</ins>6789</mark><a>1</a></span>");
        assert_eq!(bare(&marks.html("0123456789", Span::new(5, 5))), "");
    }
}
