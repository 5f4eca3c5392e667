//! Which bodies a text names: known ones by code, name and unit, others by how their names are made.

use std::collections::BTreeSet;

use gensvar_text::Span;

use crate::agency_file::{AgencyFile, NameEntry, WordsEntry};
use crate::error::DataError;
use crate::filter::WordMap;
use crate::model::Agency;

/// A place where an agency is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub span: Span,
    pub agency: Agency,
    /// Whether it is a municipality or region, above the level that answers.
    pub is_above: bool,
    /// Whether it is named by one of its units.
    pub is_unit: bool,
}

/// The agencies that are known and how others are named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agencies {
    known: Vec<Agency>,
    /// For each of them the municipality that it belongs to, where one is told.
    of: Vec<Option<String>>,
    /// First word of a name → the whole name, the agency, and whether it is a unit.
    by_first: WordMap<Vec<(Vec<String>, usize, bool)>>,
    names: NameEntry,
    pub words: WordsEntry,
}

impl Agencies {
    /// Reads a file: (name, text).
    pub(crate) fn load(file: (&str, &str)) -> Result<Agencies, DataError> {
        let mut agencies = Agencies::default();
        agencies.add(file)?;
        Ok(agencies)
    }

    /// Adds a file to those that were read: (name, text). Its names go before the same names of an
    /// earlier file, and an entry with a known code adds to what that code is called.
    pub(crate) fn add(&mut self, file: (&str, &str)) -> Result<(), DataError> {
        let known = |code: &str| self.known.iter().any(|known| known.code == code);
        let parsed = AgencyFile::parse(file, known)?;
        self.names.extend(parsed.names);
        self.words.extend(parsed.words);
        for entry in parsed.agency {
            let code = entry.code.into_inner();
            let name = entry.name.map(toml::Spanned::into_inner);
            let number = match self.known.iter().position(|known| known.code == code) {
                Some(number) => {
                    if let Some(name) = &name {
                        self.known[number].name.clone_from(name);
                    }
                    if entry.of.is_some() {
                        self.of[number] = entry.of;
                    }
                    number
                }
                None => {
                    let name = name.clone().unwrap_or_else(|| code.clone());
                    self.known.push(Agency { code: code.clone(), name });
                    self.of.push(entry.of);
                    self.known.len() - 1
                }
            };
            self.lead(&code, number, false);
            if let Some(name) = &name {
                self.lead(name, number, false);
                // `Københavns Kommunes Socialforvaltning` is without the article.
                let is_made = |name: &&str| self.names.endings.iter().any(|e| name.ends_with(e));
                if let Some(bare) = self.without_article(name).filter(is_made) {
                    self.lead(bare, number, false);
                }
            }
            entry.names.iter().for_each(|name| self.lead(name.get_ref(), number, false));
            entry.units.iter().for_each(|name| self.lead(name.get_ref(), number, true));
        }
        // The longest name first; the sort is stable, so of equals the one put in front.
        for names in self.by_first.values_mut() {
            names.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        }
        Ok(())
    }

    /// From now on a name leads to an agency.
    fn lead(&mut self, name: &str, number: usize, is_unit: bool) {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first() {
            // A hyphen at the end of a part is no part of the word: `Kultur- og …`.
            let first = first.trim_end_matches('-').to_owned();
            let names = self.by_first.entry(first).or_default();
            names.insert(0, (words, number, is_unit));
        }
    }

    /// What two spellings of one agency have in common: its code if it is known, else its name
    /// without case, marks, joining words and article.
    pub(crate) fn key(&self, agency: &Agency) -> String {
        if self.known.iter().any(|known| known.code == agency.code) {
            return agency.code.clone();
        }
        let bare = self.bare(&agency.name);
        let known = self.known.iter().find(|known| self.bare(&known.name) == bare);
        known.map_or(bare, |known| known.code.clone())
    }

    /// A name without what its spellings differ in.
    fn bare(&self, name: &str) -> String {
        let lower = name.to_lowercase().replace("aa", "å");
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let bare: String =
            words.filter(|word| !self.names.joins.iter().any(|join| join == word)).collect();
        self.without_article(&bare).map(str::to_owned).unwrap_or(bare)
    }

    fn without_article<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.names.articles.iter().find_map(|article| name.strip_suffix(article.as_str()))
    }

    /// What the names in a document stand for: its areas are what it names as who is behind it by
    /// what they are about, on a line of their own, in brackets, or at the end of a line of the head
    /// that is no sentence; its municipality is the only one that its head names.
    pub(crate) fn named<'t>(&self, lines: impl IntoIterator<Item = &'t str>) -> Named {
        let mut areas = BTreeSet::new();
        let (mut municipalities, mut in_head) = (BTreeSet::new(), BTreeSet::new());
        for (i, text) in lines.into_iter().enumerate() {
            let is_word = |token: &&str| token.contains(char::is_alphanumeric);
            let is_short = text.split_whitespace().filter(is_word).nth(AREA_LINE).is_none();
            if !is_short && !text.contains('(') {
                continue;
            }
            let words = pieces(text);
            if i < HEAD && !text.ends_with('.') {
                let found = self.find(text, &Named::default());
                let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
                let named: usize = found.iter().map(|m| letters(&text[m.span.range()])).sum();
                // What else stands there speaks of it: `Klage over Ribe Kommune`.
                let is_of_head = named * 10 >= letters(text) * 7;
                for Mention { agency, is_above, .. } in found.into_iter().filter(|_| is_of_head) {
                    in_head.extend(self.known.iter().position(|known| *known == agency));
                    if is_above && self.is_municipality(&agency) {
                        municipalities.insert(agency.name);
                    }
                }
            }
            for at in 0..words.len() {
                let Some(end) = self.area_end(text, &words, at) else { continue };
                let span = Span::new(words[at].start, words[end - 1].end);
                let (before, after) = (text[..span.start].trim_end(), text[span.end..].trim());
                let is_bracketed = before.ends_with('(') && after.starts_with(')');
                // What goes on before it is another name: `Center for Børn og Unge`, `Team Plan og Byg`.
                let is_after_name = !before.is_empty()
                    && (before.ends_with(char::is_alphanumeric) && at > 0)
                    && (words[at - 1].core.starts_with(char::is_uppercase)
                        || self.is_within(words[at - 1].core));
                let is_last = after.is_empty() && is_short;
                if is_bracketed || is_last && !is_after_name {
                    areas.insert(plain_name(&text[span.range()]));
                }
            }
        }
        let municipality = municipalities.pop_first().filter(|_| municipalities.is_empty());
        Named { areas, municipality, in_head }
    }

    /// Whether a word before a name says that it is the name of a part: `Center for`.
    fn is_within(&self, word: &str) -> bool {
        self.names.within.iter().any(|within| within == word)
    }

    /// The body that a line of the head names, by how such bodies are called: `Finanstilsynet`,
    /// `Arbejdstilsynet, Intern Service`, `Center for Socialt Udsatte`.
    pub(crate) fn body(&self, line: &str) -> Option<Agency> {
        let name = line.split([',', '(', '|', '–']).next()?.trim();
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_small = |word: &&str| self.is_join(word) || self.is_of(word) || self.is_within(word);
        let is_kind = |word: &&str| {
            let lower = word.to_lowercase();
            self.names.bodies.iter().any(|ending| lower.ends_with(ending.as_str()))
        };
        let is_name = (1..=BODY).contains(&words.len())
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-'))
            && words.iter().all(|word| is_small(word) || word.starts_with(char::is_uppercase))
            && (words.first().is_some_and(is_kind) || words.last().is_some_and(is_kind));
        is_name.then(|| Agency { code: plain_name(name), name: plain_name(name) })
    }

    /// Where the name of an area ends that begins at a word: at least two subjects, joined.
    fn area_end(&self, text: &str, words: &[Piece<'_>], at: usize) -> Option<usize> {
        let is_subject = |word: &Piece<'_>| self.names.subjects.iter().any(|s| *s == word.core);
        if !words.get(at).is_some_and(is_subject) {
            return None;
        }
        let mut end = at + 1;
        let mut is_joined = false;
        while let Some(word) = words.get(end) {
            let between = text[words[end - 1].end..word.start].trim();
            let (next, joins) = if self.is_join(word.core) && between.is_empty() {
                (end + 1, true)
            } else {
                (end, between == "&")
            };
            // `Sociale Forhold` is one subject.
            let goes_on = joins || between == "," || between.is_empty();
            if !goes_on || !words.get(next).is_some_and(is_subject) {
                break;
            }
            is_joined |= joins;
            end = next + 1;
        }
        is_joined.then_some(end)
    }

    /// The agencies that a line of a document names, in order.
    pub(crate) fn find(&self, text: &str, named: &Named) -> Vec<Mention> {
        let words: Vec<Piece<'_>> = pieces(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found_at = self
                .of_address(&words[at], at)
                .or_else(|| self.known_at(&words, at, named))
                .or_else(|| self.made_at(text, &words, at, named));
            match found_at {
                Some((mention, next)) => {
                    found.push(mention);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        found
    }

    /// An e-mail address names the agency whose code its domain has: `bo@tmf.kk.example`.
    fn of_address(&self, word: &Piece<'_>, at: usize) -> Option<(Mention, usize)> {
        let (_, domain) = word.core.split_once('@')?;
        let is_of = |code: &str| domain.split('.').any(|label| label.to_lowercase() == code);
        let agency = self.known.iter().find(|known| is_of(&as_label(&known.code)))?.clone();
        let span = Span::new(word.start, word.end);
        Some((Mention { span, agency, is_above: false, is_unit: true }, at + 1))
    }

    /// One of the known, or the one that is called the same in the document's municipality.
    fn one_of(&self, number: usize, word: &str, named: &Named) -> Agency {
        let known = &self.known[number];
        match (&self.of[number], &named.municipality) {
            (Some(of), Some(other))
                if of != other && named.in_head.contains(&number) && word != known.code =>
            {
                let name = format!("{}, {other}", known.name);
                Agency { code: name.clone(), name }
            }
            _ => known.clone(),
        }
    }

    fn known_at(&self, words: &[Piece<'_>], at: usize, named: &Named) -> Option<(Mention, usize)> {
        let first = words[at].core;
        if !first.starts_with(char::is_uppercase) {
            return None;
        }
        let candidates = [first, without_genitive(first)];
        for key in candidates {
            for (name, number, is_unit) in self.by_first.get(key).into_iter().flatten() {
                let end = at + name.len();
                if end > words.len() {
                    continue;
                }
                let fits = name.iter().enumerate().all(|(i, part)| {
                    let word = words[at + i].core;
                    word == part
                        || (i + 1 == name.len() && without_genitive(word) == part.as_str())
                        // A hyphen at the end of a part is no part of the core.
                        || part.strip_suffix('-') == Some(word)
                });
                if fits {
                    let agency = self.one_of(*number, key, named);
                    let span = Span::new(words[at].start, words[end - 1].end);
                    return Some((
                        Mention { span, agency, is_above: false, is_unit: *is_unit },
                        end,
                    ));
                }
            }
        }
        None
    }

    /// Whether a word of a name says that it is a municipality or region.
    fn is_above(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.names.above.contains(&lower)
    }

    /// Whether it is called by one of the words that stand behind a name: no region.
    fn is_municipality(&self, agency: &Agency) -> bool {
        agency
            .name
            .split(' ')
            .next_back()
            .is_some_and(|last| self.names.after.iter().any(|a| a == last))
    }

    fn is_of(&self, word: &str) -> bool {
        self.names.of.iter().any(|of| of == word)
    }

    /// A name in capitals as it is written elsewhere.
    fn as_title(&self, name: &str) -> String {
        let title = |word: &str| {
            let mut chars = word.chars();
            match chars.next() {
                Some(first) if !self.is_join(word) => {
                    first.to_string() + &chars.as_str().to_lowercase()
                }
                _ => word.to_lowercase(),
            }
        };
        name.split(' ').map(title).collect::<Vec<_>>().join(" ")
    }

    /// Whether a word joins the members of a name.
    pub(crate) fn is_join(&self, word: &str) -> bool {
        self.names.joins.iter().any(|join| is_word(word, join))
    }

    /// A name that is made like one: `Region X`, `X Kommune`, `Børne- og Kulturforvaltningen`.
    fn made_at(
        &self,
        text: &str,
        words: &[Piece<'_>],
        at: usize,
        named: &Named,
    ) -> Option<(Mention, usize)> {
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        if !is_name(words[at].core) {
            return None;
        }
        let mention = |first: usize, end: usize, is_above: bool| {
            let span = Span::new(words[first].start, words[end - 1].end);
            let name = plain_name(&text[span.range()]);
            let name = without_genitive(&name).to_owned();
            // `ODENSE KOMMUNE` is `Odense Kommune`.
            let name =
                if name.chars().any(char::is_lowercase) { name } else { self.as_title(&name) };
            let agency = Agency { code: name.clone(), name };
            (Mention { span, agency, is_above, is_unit: false }, end)
        };
        // `Region Sjælland`, `Magistratsafdelingen for Kultur og Fritid`.
        let is_before = |b: &String| is_word(words[at].core, b);
        if self.names.before.iter().any(is_before) && !words[at].breaks_after {
            let mut end = at + 1;
            if words.get(end).is_some_and(|w| self.is_of(w.core)) && !words[end].breaks_after {
                end += 1;
            }
            let from = end;
            while end < words.len() && is_name(words[end].core) {
                end += 1;
                let joined = words.get(end).is_some_and(|w| self.is_join(w.core))
                    && words.get(end + 1).is_some_and(|w| is_name(w.core))
                    && self.is_of(words[from - 1].core);
                if words[end - 1].breaks_after && !joined {
                    break;
                }
                if joined {
                    end += 1;
                }
            }
            if end > from {
                return Some(mention(at, end, self.is_above(words[at].core)));
            }
            return None;
        }
        // `Vejle Kommune`, `Høje-Taastrup Kommune`.
        for len in 1..=3 {
            let Some(last) = words.get(at + len) else { break };
            // `Til Ribe Kommune`, `Svar fra Ribe Kommune`: who is called so begins behind it.
            let leads = |word: &str| {
                let lower = word.to_lowercase();
                self.words.to.contains(&lower) || self.words.from.contains(&lower)
            };
            if words[at..at + len].iter().any(|w| w.breaks_after || leads(w.core)) {
                break;
            }
            let is_after = self.names.after.iter().any(|a| is_word(last.core, a));
            if is_after && is_name(last.core) && words[at..at + len].iter().all(|w| is_name(w.core))
            {
                return Some(mention(at, at + len + 1, self.is_above(last.core)));
            }
        }
        // `Børn og Unge`: an area called by what it is about, where the document names it so.
        if let Some(end) = self.area_end(text, words, at)
            && named.areas.contains(&plain_name(&text[words[at].start..words[end - 1].end]))
        {
            return Some(mention(at, end, false));
        }
        // `Social-, Sundheds- og Arbejdsmarkedsområdet`.
        let mut end = at;
        while end + 1 < words.len()
            && words[end].has_hyphen
            && (is_name(words[end + 1].core) || self.is_join(words[end + 1].core))
        {
            end += 1;
            if self.is_join(words[end].core) {
                end += 1;
                break;
            }
        }
        let last = words.get(end)?.core;
        if end == at && words[at].has_hyphen
            || !is_name(last) && !last.chars().all(char::is_uppercase)
        {
            return None;
        }
        let last_lower = without_genitive(last).to_lowercase();
        let has_ending = self.names.endings.iter().any(|ending| {
            last_lower.len() > ending.len() + 2 && last_lower.ends_with(ending.as_str())
        });
        let is_ordinary =
            || end == at && self.names.not.iter().any(|word| word.to_lowercase() == last_lower);
        (has_ending && !is_ordinary()).then(|| {
            let (mut found, next) = mention(at, end + 1, false);
            // A known one in capitals, as letterheads have it.
            let lower = found.agency.name.to_lowercase();
            if let Some(number) = self.known.iter().position(|k| k.name.to_lowercase() == lower) {
                found.agency = self.one_of(number, &lower, named);
            }
            (found, next)
        })
    }
}

/// What the names in a document stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    /// The areas of a municipality that it names, by name.
    areas: BTreeSet<String>,
    /// The only municipality that its head names.
    municipality: Option<String>,
    /// The known agencies that stand in its head.
    in_head: BTreeSet<usize>,
}

/// So many lines and sentences from its beginning a letterhead can stand in.
const HEAD: usize = 12;

/// How many words the name of a body has at most.
const BODY: usize = 6;
/// How many words a line has at most that ends with the name of who writes.
const AREA_LINE: usize = 16;

/// Whether a word is another as it is written, or in capitals.
fn is_word(word: &str, other: &str) -> bool {
    word == other || other.chars().flat_map(char::to_uppercase).eq(word.chars())
}

/// A name on one line, with single spaces.
fn plain_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `SUF's`, `Socialforvaltningens` without the genitive.
fn without_genitive(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .or_else(|| word.strip_suffix('s').filter(|w| w.len() > 1))
        .unwrap_or(word)
}

/// A code as the label of a domain, which has no letters beyond ASCII.
fn as_label(code: &str) -> String {
    code.to_lowercase().replace('ø', "o").replace('æ', "ae").replace('å', "aa")
}

/// A word without the marks around it.
struct Piece<'a> {
    core: &'a str,
    start: usize,
    end: usize,
    /// A hyphen follows: `Kultur- og`.
    has_hyphen: bool,
    /// A mark follows that ends a name.
    breaks_after: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    for word in gensvar_text::words(text) {
        if word.core.is_empty() {
            if let Some(last) = out.last_mut() {
                last.breaks_after = true;
            }
            continue;
        }
        let after = &text[word.core.end..word.token.end];
        // A line end ends a name as well, and so does what opens before the next word.
        if let Some(last) = out.last_mut()
            && text[last.end..word.core.start].contains(['\n', '(', '[', '"', '»', '“', '„'])
        {
            last.breaks_after = true;
        }
        out.push(Piece {
            core: &text[word.core.range()],
            start: word.core.start,
            end: word.core.end,
            has_hyphen: after.starts_with('-'),
            breaks_after: !after.is_empty() && !after.starts_with('-'),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn names(text: &str) -> Vec<String> {
        let agencies = Agencies::load(data::AGENCIES).expect("the embedded agencies load");
        agencies.find(text, &agencies.named([text])).into_iter().map(|m| m.agency.code).collect()
    }

    #[test]
    fn known_agencies_go_by_code_name_unit_and_genitive() {
        assert_eq!(names("SUF's svar og Socialforvaltningens kurser"), ["SUF", "SOF"]);
        assert_eq!(names("Kultur- og Fritidsforvaltningen (KFF) oplyser"), ["KFF", "KFF"]);
        assert_eq!(names("I Borgercenter Handicap (BCH) har vi"), ["SOF", "SOF"]);
        let whole = "Københavns Kommunes Beskæftigelses- og Integrationsforvaltning har";
        assert_eq!(names(whole), ["Københavns Kommune", "BIF"]);
        assert_eq!(names("suf og buf er små bogstaver"), Vec::<String>::new());
        assert_eq!(names("Bo Lund <bl@okf.kk.example>, pia@TMF.kk.example"), ["ØKF", "TMF"]);
        assert_eq!(names("bl@kk.example, suf@kk.example, buf.kk.example"), Vec::<String>::new());
    }

    #[test]
    fn one_of_the_same_name_in_another_municipality_is_another() {
        let other = "Teknik- og Miljøforvaltningen, Køge Kommune";
        for text in [
            "Køge Kommune, Teknik- og Miljøforvaltningen",
            "KØGE KOMMUNE\nTEKNIK- OG MILJØFORVALTNINGEN",
        ] {
            assert_eq!(names(text), ["Køge Kommune", other], "{text}");
        }
        let home = "Københavns Kommune, Teknik- og Miljøforvaltningen";
        assert_eq!(names(home), ["Københavns Kommune", "TMF"]);
        assert_eq!(names("Køge Kommune har spurgt TMF"), ["Køge Kommune", "TMF"]);
        assert_eq!(names("Til Københavns Kommune"), ["Københavns Kommune"]);
        let spoken_of = "Socialforvaltningen\nVi har talt med Ribe Kommune om kurset.";
        assert_eq!(names(spoken_of), ["SOF", "Ribe Kommune"]);
    }

    #[test]
    fn a_users_file_adds_agencies_names_and_units() {
        let mut agencies = Agencies::load(data::AGENCIES).expect("the embedded agencies load");
        let own = "[[agency]]\ncode = \"BKF\"\nname = \"By- og Kulturforvaltningen\"\n\
                   units = [\"BBU\"]\n\n[[agency]]\ncode = \"SOF\"\nunits = [\"Mødrehjemmet\"]\n\n\
                   [names]\nendings = [\"værket\"]\n";
        agencies.add(("own.toml", own)).expect("it is right");
        let found = |text: &str| -> Vec<String> {
            agencies
                .find(text, &agencies.named([text]))
                .into_iter()
                .map(|m| m.agency.code)
                .collect()
        };
        assert_eq!(found("By- og Kulturforvaltningens kurser, BKF"), ["BKF", "BKF"]);
        // A unit that another agency had before.
        assert_eq!(found("I BBU holdes et kursus"), ["BKF"]);
        assert_eq!(found("Mødrehjemmet, BCH og Socialforvaltningen"), ["SOF", "SOF", "SOF"]);
        assert_eq!(found("Opmålingsværket svarer"), ["Opmålingsværket"]);
    }

    #[test]
    fn a_wrong_file_is_answered_with_its_line_and_what_to_do() {
        let cases = [
            ("[[agency]]\ncode = \"XYF\"\n", 2, "add `name"),
            ("[[agency]]\ncode = \"SOF\"\n\n[[agency]]\ncode = \"SOF\"\n", 5, "one entry"),
            ("[[agency]]\ncode = \"SOF\"\nunit = [\"X\"]\n", 3, "expected one of"),
            ("[[agency]]\ncode = \"SOF\"\nunits = [\n  \"huset\",\n]\n", 4, "capital"),
            (
                "[[agency]]\ncode = \"SOF\"\nunits = [\"X\"]\n\n\
                 [[agency]]\ncode = \"BUF\"\nnames = [\"X\"]\n",
                7,
                "under one of the two",
            ),
        ];
        for (text, line, remedy) in cases {
            let mut agencies = Agencies::load(data::AGENCIES).expect("the embedded agencies load");
            let error = agencies.add(("own.toml", text)).expect_err(text);
            assert_eq!((error.file.as_str(), error.line), ("own.toml", line), "{error}");
            assert!(error.message.contains(remedy), "{error}");
        }
    }

    #[test]
    fn spellings_of_one_agency_have_one_key() {
        let agencies = Agencies::load(data::AGENCIES).expect("the embedded agencies load");
        let key =
            |name: &str| agencies.key(&Agency { code: name.to_owned(), name: name.to_owned() });
        let same = [
            ["SOF", "Socialforvaltningen", "SOCIALFORVALTNINGEN"],
            ["BUF", "Børne- og Ungdomsforvaltningen", "Børne & Ungdomsforvaltning"],
            ["Århus Kommune", "Aarhus Kommune", "AARHUS KOMMUNE"],
            [
                "Børne- og Kulturforvaltningen",
                "Børne og kulturforvaltning",
                "Børne- & Kulturforvaltningen",
            ],
        ];
        for names in &same {
            let keys = names.map(key);
            assert!(keys.iter().all(|k| *k == keys[0] && !k.is_empty()), "{names:?}: {keys:?}");
        }
        let others = [
            ["SOF", "SUF"],
            ["Børneforvaltningen", "Børne- og Kulturforvaltningen"],
            ["Ribe Kommune", "Vejle Kommune"],
            ["Region Sjælland", "Sjælland Kommune"],
        ];
        for [a, b] in others {
            assert_ne!(key(a), key(b));
        }
    }

    #[test]
    fn others_go_by_how_their_names_are_made() {
        assert_eq!(names("Region Syddanmark svarer"), ["Region Syddanmark"]);
        assert_eq!(names("ODENSE KOMMUNE"), ["Odense Kommune"]);
        assert_eq!(names("Høje-Taastrup Kommunes kurser"), ["Høje-Taastrup Kommune"]);
        assert_eq!(
            names("Social-, Sundheds- og Arbejdsmarkedsområdet\nStab for Jura"),
            ["Social-, Sundheds- og Arbejdsmarkedsområdet"]
        );
        assert_eq!(
            names("Magistratsafdelingen for Sociale Forhold og Beskæftigelse har"),
            ["Magistratsafdelingen for Sociale Forhold og Beskæftigelse"]
        );
        assert_eq!(
            names("Skattestyrelsen mener, at Forvaltningen og bestyrelsen"),
            ["Skattestyrelsen"]
        );
        assert_eq!(names("TEKNIK- OG MILJØFORVALTNINGEN"), ["TMF"]);
        assert_eq!(names("REGION NORDJYLLAND\nJura"), ["Region Nordjylland"]);
        assert_eq!(names("Fra: Eva Holm (Ribe Kommune)"), ["Ribe Kommune"]);
        assert_eq!(names("Børn & Kultur"), ["Børn & Kultur"]);
        assert_eq!(
            names("Referat af møde mellem borgerrådgiveren og By, Erhverv og Kultur"),
            ["By, Erhverv og Kultur"]
        );
        assert_eq!(names("Til stede: Ib Lund (Sundhed og Omsorg)"), ["Sundhed og Omsorg"]);
        assert_eq!(names("Fra: Eva Holm, Studieservice, Havbo Universitet"), ["Havbo Universitet"]);
        assert_eq!(
            names("Ribe Kommune, Sociale Forhold og Kultur"),
            ["Ribe Kommune", "Sociale Forhold og Kultur"]
        );
        for text in [
            "Center for Børn og Unge",
            "Team Plan og Byg",
            "Børn, Unge",
            "om Børn og Unge i skolen",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
        let agencies = Agencies::load(data::AGENCIES).expect("the embedded agencies load");
        let named = agencies.named(["Sundhed & Omsorg"]);
        let found = agencies.find("Sundhed & Omsorg forklarer, at kurset holdes.", &named);
        assert_eq!(found[0].agency.name, "Sundhed & Omsorg");
    }
}
