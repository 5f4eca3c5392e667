//! The way from a text to its claims.

use gensvar_text::{Sentence, SentenceKind, flow, sentences};

use crate::agency::Agencies;
use crate::data;
use crate::error::DataError;
use crate::features::{Around, Features};
use crate::fields::{self, Context, DateRole, DocumentDate, FieldReader};
use crate::lexicon::WordInfo;
use crate::line::Line;
use crate::memory::{Memory, Pool};
use crate::model::{
    Agency, Claim, Cue, Extraction, Kind, Obligation, Polarity, Response, Speaker, Statement,
    Status,
};
use crate::pattern::Hit;
use crate::quotes::{self, Quoted};
use crate::responses;
use crate::rows::rows;
use crate::rules::{Direction, Reach, Role, Rules, is_of_letters};
use crate::scope::{self, Enders};
use crate::topic::topic;
use crate::view::ClaimView;
use crate::vocabulary::Vocabulary;
use crate::weights::Weights;
use crate::why::Watch;

/// Reads claims out of texts: the rules, loaded once and used for any number of texts.
///
/// ```
/// use gensvar_claims::{Extractor, Kind};
/// let extractor = Extractor::danish()?;
/// let reply = "Socialforvaltningen\n\n\
///     Kurset er obligatorisk for alle nye sagsbehandlere og holdes to gange om året.\n";
/// let found = extractor.extract(reply);
/// assert_eq!(found.responses[0].agency.code, "SOF");
/// assert!(found.claims.iter().any(|c| c.kind == Kind::Obligation));
/// # Ok::<(), gensvar_claims::DataError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    pub(crate) rules: Rules,
    agencies: Agencies,
    pub(crate) features: Features,
    pub(crate) weights: Weights,
    semicolon: u32,
    memories: Pool<Memories>,
}

/// What is remembered of words by those who look them up.
#[derive(Debug, Default)]
struct Memories {
    words: Memory<WordInfo>,
    fields: fields::Memory,
}

/// A cue with what it does and how far it reaches, in tokens.
#[derive(Debug, Clone)]
pub(crate) struct FoundCue {
    pub owner: u32,
    pub first: usize,
    pub last: usize,
    pub scope: (usize, usize),
    pub effect: String,
    pub rank: i32,
    /// The line it stands in, where it reaches into this one from a lead-in.
    pub from: Option<usize>,
}

impl FoundCue {
    /// What is asked in a topic does nothing to what is said of it, and what stands behind a topic
    /// nothing to it.
    fn keep_to_its_side(&mut self, (first, end): (usize, usize)) {
        if first <= self.first && self.first < end {
            self.scope = (self.scope.0.max(first), self.scope.1.min(end));
        } else if end <= self.first {
            self.scope.0 = self.scope.0.max(end);
        }
    }
}

/// What was decided of a sentence: its status, its speaker, and whether it denies.
pub(crate) type Decided = (Status, Speaker, bool);

/// A kind that a sentence claims: how surely, by which words, by which rule.
type Chosen = (Kind, f64, (usize, usize), String);

/// A text with all that is seen in it before anything is decided.
pub(crate) struct Reading {
    pub lines: Vec<Line>,
    pub cues: Vec<Vec<FoundCue>>,
    pub responses: Vec<Response>,
    pub of_line: Vec<Vec<Agency>>,
    is_closing: Vec<bool>,
    pub is_of_oversight: bool,
    /// A municipality or region answers as a whole.
    pub is_level_above: bool,
    /// Lines that are the ombudsman's own, in a thread or quoted with `>` before the answer.
    pub is_asker: Vec<bool>,
    /// The replies that an ombudsman's letter quotes whole.
    pub blocks: Vec<quotes::Block>,
    /// For each line the quotation that it begins inside of.
    pub quoted: Vec<Option<Quoted>>,
    /// For each line its heading and the lead-in that it is an item under.
    heading: Vec<Option<usize>>,
    lead_in: Vec<Option<usize>>,
}

impl Reading {
    /// Whether a line can claim anything: it says something, and no cue rules it out.
    fn can_claim(&self, i: usize) -> bool {
        let is_ruled_out = self.cues[i].iter().any(|cue| cue.effect == "no_claim");
        self.lines[i].is_said() && !self.is_closing[i] && !is_ruled_out
    }
}

/// What a cue's effect weighs against others that reach the same words. A condition makes all else
/// conditional; a refusal goes before the wish it refuses; what someone else asks for goes before
/// what is announced; a mark of the present only decides where nothing else does.
pub(crate) fn usual_rank(effect: &str) -> i32 {
    match effect {
        "conditional" => 60,
        "declined" => 50,
        "considered" => 45,
        "recommended" => 40,
        "past" => 35,
        "planned" => 30,
        "in_place" => 20,
        _ => 0,
    }
}

impl Extractor {
    /// The built-in rules for Danish replies.
    ///
    /// # Errors
    /// Never, unless the built-in files are wrong, which a test rules out.
    pub fn danish() -> Result<Extractor, DataError> {
        let mut rules = data::rules()?;
        let agencies = Agencies::load(data::AGENCIES)?;
        let semicolon = rules.lexicon.literal(";");
        let (features, weights) = (Features::default(), Weights::default());
        let memories = Pool::default();
        let extractor = Extractor { rules, agencies, features, weights, semicolon, memories };
        extractor.with_weights(data::WEIGHTS.0, data::WEIGHTS.1)
    }

    /// The same rules without learned weights: what the rules find by themselves.
    #[must_use]
    pub fn by_rules_alone(mut self) -> Extractor {
        self.weights = Weights::default();
        self.with_vocabulary(Vocabulary::default())
    }

    /// The same with other weights than the built-in ones: the name of their file and its text.
    ///
    /// # Errors
    /// If the table cannot be read.
    pub fn with_weights(mut self, file: &str, text: &str) -> Result<Extractor, DataError> {
        let features = text.lines().filter_map(|line| line.split('\t').nth(2));
        self = self.with_vocabulary(Vocabulary::of_names(features));
        self.weights = Weights::load((file, text), &self.features)?;
        Ok(self)
    }

    /// The same with other words to learn weights for.
    pub(crate) fn with_vocabulary(mut self, vocabulary: Vocabulary) -> Extractor {
        self.rules.lexicon.vocabulary = vocabulary;
        self.features = Features::new(&self.rules);
        // What is known of a word has changed.
        self.memories = Pool::default();
        self
    }

    /// Takes a user's agencies beside the built-in ones: the name of their file and its text. A
    /// later file goes before an earlier one.
    ///
    /// ```
    /// let own = "[[agency]]\ncode = \"BKF\"\nname = \"By- og Kulturforvaltningen\"\nunits = [\"Bymuseet\"]\n";
    /// let mut extractor = gensvar_claims::Extractor::danish()?;
    /// extractor.add_agencies("own.toml", own)?;
    /// let found = extractor.extract("Bymuseet\n\nVi holder hvert år et kursus for nye ledere.\n");
    /// assert_eq!(found.responses[0].agency.code, "BKF");
    /// # Ok::<(), gensvar_claims::DataError>(())
    /// ```
    ///
    /// # Errors
    /// If the file is wrong: with its line, and what would be right. Nothing is taken of it then.
    pub fn add_agencies(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        self.agencies.add((file, text))
    }

    /// What the spellings of one agency have in common, over several texts: its code and its full
    /// name, capitals and `&` for its joining word.
    ///
    /// ```
    /// use gensvar_claims::{Agency, Extractor};
    /// let extractor = Extractor::danish()?;
    /// let agency = |name: &str| Agency { code: name.to_owned(), name: name.to_owned() };
    /// let key = extractor.agency_key(&agency("TEKNIK & MILJØFORVALTNINGEN"));
    /// assert_eq!(key, extractor.agency_key(&agency("TMF")));
    /// # Ok::<(), gensvar_claims::DataError>(())
    /// ```
    pub fn agency_key(&self, agency: &Agency) -> String {
        self.agencies.key(agency)
    }

    /// All that is seen in a text.
    pub(crate) fn read(&self, text: &str) -> Reading {
        self.memories.with(|memories| self.read_with(text, memories))
    }

    fn read_with(&self, text: &str, memories: &mut Memories) -> Reading {
        let Memories { words, fields: memory } = memories;
        let mut reader = self.rules.reader(words);
        let fields = FieldReader::builtin();
        let mut context =
            Context { date: fields.document_date_on(text, memory), ..Context::default() };
        let mut lines: Vec<Line> = Vec::new();
        let (mut heading, mut lead_in) = (Vec::new(), Vec::new());
        let (mut last_heading, mut last_lead_in, mut broken_off) = (None, None, None);
        let mut sentences = sentences(text);
        let flows: Vec<_> = sentences.iter().map(|one| flow(text, &one.parts)).collect();
        let named = self.agencies.named(flows.iter().map(|(flow, _)| flow.as_str()));
        let rows = rows(text, &mut sentences, |cell| self.agencies.find(cell, &named));
        for ((sentence, whole), row) in sentences.into_iter().zip(flows).zip(rows) {
            // A row may have lost its first cell, which is its label now.
            let (flow, map) = if row.is_some() { flow(text, &sentence.parts) } else { whole };
            let tokens = reader.read(&flow);
            let mut hits = Vec::new();
            self.rules.find(&tokens, &mut hits);
            let topic = topic(&self.rules, &flow, &tokens, &hits);
            let mentions = self.agencies.find(&flow, &named);
            let label = sentence.marker.and_then(|marker| marker.slice(text)).unwrap_or_default();
            let marker = self.agencies.find(label, &named);
            let mut label_hits = Vec::new();
            if label.chars().any(char::is_alphabetic) {
                self.rules.find(&reader.read(label), &mut label_hits);
            }
            let found = fields.read_on(&flow, &context, memory);
            context.follow(&found);
            let quoted = is_quoted(text, &sentence);
            let i = lines.len();
            match sentence.kind {
                SentenceKind::Heading => {
                    context.reset();
                    last_heading = Some(i);
                    broken_off = last_lead_in.or(broken_off);
                    // `Borgerrådgiveren anbefalede:` looks like a heading and leads in.
                    last_lead_in = flow.ends_with(':').then_some(i);
                }
                SentenceKind::Prose => {
                    last_lead_in = flow.ends_with(':').then_some(i);
                    broken_off = None;
                }
                // A page ended in the list, with its address block: `- at lederne undervises;`
                SentenceKind::Item if flow.starts_with(char::is_lowercase) => {
                    last_lead_in = last_lead_in.or(broken_off);
                }
                _ => {}
            }
            heading.push(last_heading);
            lead_in.push(last_lead_in.filter(|_| sentence.kind == SentenceKind::Item));
            lines.push(Line {
                sentence,
                flow,
                map,
                tokens,
                hits,
                topic,
                mentions,
                marker,
                fields: found,
                label_hits,
                quoted,
                row,
            });
        }
        let mut voices = responses::find(&lines, &self.agencies, &self.rules);
        // Lines with `>` are the message answered, unless the answer itself came quoted: in the
        // agency's message the ombudsman's words, in the ombudsman's the agency's.
        let share = lines.iter().filter(|line| line.quoted).count() * 2;
        if share < lines.len() && !voices.is_of_oversight {
            for (at, asker) in voices.is_asker.iter_mut().enumerate() {
                // A message that begins in the quotation says itself who wrote it.
                *asker ^= lines[at].quoted && !lines[voices.message[at]].quoted;
            }
        }
        let mut cues: Vec<Vec<FoundCue>> =
            lines.iter().map(|line| self.cues(line, context.date)).collect();
        for (i, line) in lines.iter().enumerate() {
            let Some(lead) = lead_in[i] else { continue };
            // What reaches over the colon of a lead-in holds for each item under it.
            let end = lines[lead].tokens.len();
            // `Sygehuset svarer i stikord, som jeg gengiver:`: who tells of an answer does not give it.
            let is_told = lines[lead].tokens.iter().any(|t| t.info.classes.has(self.rules.report));
            let inherited: Vec<FoundCue> = cues[lead]
                .iter()
                .filter(|cue| cue.scope.1 == end && !(is_told && cue.effect == "own_voice"))
                .map(|cue| FoundCue {
                    scope: (0, line.tokens.len()),
                    from: Some(cue.from.unwrap_or(lead)),
                    // What is recommended stays so, whatever it says of weighing or planning.
                    rank: if cue.effect == "recommended" { cue.rank + 8 } else { cue.rank - 5 },
                    ..cue.clone()
                })
                .collect();
            cues[i].extend(inherited);
        }
        let mut reading = Reading {
            quoted: vec![None; lines.len()],
            lines,
            cues,
            responses: voices.responses,
            of_line: voices.of_line,
            is_closing: voices.is_closing,
            is_of_oversight: voices.is_of_oversight,
            is_level_above: voices.is_level_above,
            is_asker: voices.is_asker,
            blocks: voices.blocks,
            heading,
            lead_in,
        };
        self.follow_quotations(&mut reading);
        reading
    }

    /// Who is quoted where a quotation goes on over several sentences, and what was said of it
    /// where it opened.
    fn follow_quotations(&self, reading: &mut Reading) {
        for (i, found) in quotes::over_sentences(&reading.lines).into_iter().enumerate() {
            let Some((opened, token, until)) = found else { continue };
            let (speaker, agency) = self.source(reading, opened, (token, token + 1));
            let inherited: Vec<FoundCue> = reading.cues[opened]
                .iter()
                .filter(|cue| cue.effect == "recommended" && covers(cue.scope, (token, token + 1)))
                .map(|cue| FoundCue {
                    scope: (0, until),
                    from: Some(cue.from.unwrap_or(opened)),
                    ..cue.clone()
                })
                .collect();
            reading.cues[i].extend(inherited);
            reading.quoted[i] = Some(Quoted { speaker, agency, token, until });
        }
    }

    /// Goes over the sentences that can claim something, in order, with their features; `decide`
    /// says what kinds each claims, which is what the next one sees.
    pub(crate) fn walk(
        &self,
        reading: &Reading,
        mut decide: impl FnMut(usize, &[u32]) -> Vec<Kind>,
    ) {
        let mut decided: Vec<Vec<Kind>> = vec![Vec::new(); reading.lines.len()];
        let (mut previous, mut earlier): (Option<usize>, Option<usize>) = (None, None);
        for (i, line) in reading.lines.iter().enumerate() {
            if !reading.can_claim(i) {
                continue;
            }
            // What is said under another heading is not what the next sentence points back to.
            let is_new_section = previous.is_some_and(|p| reading.heading[p] != reading.heading[i]);
            let kinds = |at: Option<usize>| at.map_or(&[][..], |at| decided[at].as_slice());
            let around = Around {
                previous: if is_new_section { &[] } else { kinds(previous) },
                earlier: if is_new_section { &[] } else { kinds(earlier) },
                previous_line: previous.map(|p| &reading.lines[p]).filter(|_| !is_new_section),
                heading: reading.heading[i].map(|h| &reading.lines[h]),
                is_block_first: previous
                    .is_none_or(|p| reading.lines[p].sentence.block != line.sentence.block),
                is_first: previous.is_none(),
                in_response: !reading.of_line[i].is_empty(),
                previous_is_procedure: previous.is_some_and(|p| {
                    decided[p].is_empty()
                        && reading.cues[p].iter().any(|cue| cue.effect == "procedure")
                }),
                lead_in: reading.lead_in[i].map(|l| decided[l].as_slice()),
            };
            let features = self.features.of_sentence(line, &around, &self.rules);
            decided[i] = decide(i, &features);
            earlier = previous;
            previous = Some(i);
        }
    }

    /// The kinds that each sentence claims by these weights.
    pub(crate) fn kinds_with(&self, reading: &Reading, weights: &Weights) -> Vec<Vec<Kind>> {
        let mut out = vec![Vec::new(); reading.lines.len()];
        self.walk(reading, |i, features| {
            let sure = weights.kinds(features);
            let kinds: Vec<Kind> = Kind::ALL
                .iter()
                .zip(sure)
                .filter(|(_, sure)| *sure >= THRESHOLD)
                .map(|(kind, _)| *kind)
                .collect();
            out[i].clone_from(&kinds);
            kinds
        });
        out
    }

    /// The claims of given kinds with the features of their status, polarity and speaker;
    /// `previous` says what was decided of the sentence before.
    pub(crate) fn views(
        &self,
        reading: &Reading,
        kinds: &[Vec<Kind>],
        see: &mut dyn FnMut(usize, Kind, &[String]),
        previous: &dyn Fn(usize) -> Option<Decided>,
    ) {
        let mut last: Option<usize> = None;
        for (i, kinds) in kinds.iter().enumerate() {
            if !reading.can_claim(i) {
                continue;
            }
            for &kind in kinds {
                let target = self.target(&reading.lines[i], kind, None).0;
                let view =
                    self.view(reading, i, kind, target, kinds, last, last.and_then(previous));
                see(i, kind, &view.features());
            }
            last = Some(i);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "what is known of the claim")]
    fn view<'a>(
        &'a self,
        reading: &'a Reading,
        i: usize,
        kind: Kind,
        target: (usize, usize),
        kinds: &'a [Kind],
        last: Option<usize>,
        previous: Option<Decided>,
    ) -> ClaimView<'a> {
        let line = &reading.lines[i];
        let cues = &reading.cues[i];
        ClaimView {
            kind,
            line,
            target,
            cues,
            by_rules: (
                status_of(target, cues).map_or(Status::InPlace, |(status, _)| status),
                polarity_of(target, cues) == Polarity::Negated,
                self.source(reading, i, target).0,
            ),
            previous,
            points_back: self.rules.lexicon.class("anaphor").is_some_and(|anaphor| {
                line.tokens
                    .iter()
                    .filter(|t| !t.is_mark)
                    .take(2)
                    .any(|t| t.info.classes.has(anaphor))
            }),
            rules: &self.rules,
            kinds,
            is_block_first: last
                .is_none_or(|l| reading.lines[l].sentence.block != line.sentence.block),
        }
    }

    /// All that a text claims.
    ///
    /// Any text gives a result; one without claims an empty one.
    pub fn extract(&self, text: &str) -> Extraction {
        self.run(text, &mut ())
    }

    /// The same with someone who looks on.
    pub(crate) fn run(&self, text: &str, watch: &mut impl Watch) -> Extraction {
        let reading = self.read(text);
        // Which kinds each sentence claims, how surely, and by which rule.
        let mut claimed: Vec<Vec<Chosen>> = vec![Vec::new(); reading.lines.len()];
        self.walk(&reading, |i, features| {
            watch.sentence(i, features);
            let line = &reading.lines[i];
            let mut kinds = Vec::new();
            if self.weights.kinds.is_empty() {
                for &kind in Kind::ALL {
                    let ((first, last), rule, sum) = self.target(line, kind, Some(features));
                    if sum >= 1.0 {
                        kinds.push(kind);
                        claimed[i].push((kind, 1.0 - 0.5 / (1.0 + sum), (first, last), rule));
                    }
                }
            } else {
                let sure = self.weights.kinds(features);
                for (&kind, sure) in Kind::ALL.iter().zip(sure) {
                    if sure >= THRESHOLD {
                        kinds.push(kind);
                        let (target, rule, _) = self.target(line, kind, Some(features));
                        claimed[i].push((kind, sure, target, rule));
                    }
                }
            }
            kinds
        });
        let mut out = Extraction { responses: reading.responses.clone(), ..Extraction::default() };
        let mut last: Option<(usize, Option<Decided>)> = None;
        for (i, line) in reading.lines.iter().enumerate() {
            let cues = &reading.cues[i];
            let section = codes(&reading.of_line[i]);
            let kinds: Vec<Kind> = claimed[i].iter().map(|(kind, ..)| *kind).collect();
            let mut claims: Vec<Claim> = Vec::new();
            for (kind, sure, target, rule) in claimed[i].drain(..) {
                let view = self.view(
                    &reading,
                    i,
                    kind,
                    target,
                    &kinds,
                    last.map(|(i, _)| i),
                    last.and_then(|(_, decided)| decided),
                );
                watch.claim(i, &view);
                claims.push(self.claim(&reading, &view, i, sure, &rule, &section));
            }
            let whole = (0, line.tokens.len());
            let (speaker, agency) = self.source(&reading, i, whole);
            let status = status_of(whole, cues);
            let first = claims.first();
            let can_claim = reading.can_claim(i);
            if can_claim {
                let decided = first.map(|c| (c.status, c.speaker, c.polarity == Polarity::Negated));
                last = Some((i, decided));
            }
            out.statements.push(Statement {
                sentence: line.sentence.clone(),
                text: line.flow.clone(),
                agencies: match (&agency, section.len()) {
                    (Some(code), 0 | 1) => vec![code.clone()],
                    (Some(code), _) if !section.contains(code) => vec![code.clone()],
                    (_, _) => section,
                },
                speaker: first.map_or(speaker, |claim| claim.speaker),
                status: first
                    .map_or(status.map_or(Status::InPlace, |(status, _)| status), |c| c.status),
                polarity: first.map_or(polarity_of(whole, cues), |claim| claim.polarity),
                topic: line.topic_span(),
                is_procedure: claims.is_empty()
                    && (!can_claim || cues.iter().any(|cue| cue.effect == "procedure")),
                cues: cues.iter().map(|cue| self.public_cue(&reading, line, cue)).collect(),
            });
            out.claims.extend(claims);
        }
        out
    }

    /// Whether a token stands in a clause beside the main thought that does not open its sentence.
    fn is_beside(&self, line: &Line, at: usize) -> bool {
        let clause = line.tokens[at].clause;
        let opens = line.tokens.iter().find(|t| t.clause == clause && !t.is_mark);
        clause > 0 && opens.is_some_and(|t| t.info.classes.has(self.rules.background))
    }

    fn enders(&self) -> Enders {
        let Rules { ender, turning, completing, .. } = self.rules;
        Enders { ender, turning, completing, semicolon: self.semicolon }
    }

    fn cues(&self, line: &Line, today: Option<DocumentDate>) -> Vec<FoundCue> {
        let mut cues: Vec<FoundCue> = line
            .hits
            .iter()
            .filter_map(|hit| match &self.rules.rules[hit.owner as usize].role {
                Role::Cue { effect, direction, reach, rank } => {
                    let effect = self.rules.effects[usize::from(*effect)].clone();
                    let is_voice =
                        matches!(effect.as_str(), "ombudsman" | "council" | "other" | "own_voice");
                    // `som du også nævner, …`: who is named beside the main thought says no more
                    // than that.
                    let is_beside = is_voice && self.is_beside(line, hit.first);
                    let (direction, reach) = if is_beside {
                        (&Direction::Forward, &Reach::Complement)
                    } else {
                        (direction, reach)
                    };
                    Some(FoundCue {
                        owner: hit.owner,
                        first: hit.first,
                        last: hit.last,
                        scope: scope::reach(
                            &line.tokens,
                            (hit.first, hit.last),
                            *direction,
                            *reach,
                            self.enders(),
                        ),
                        rank: usual_rank(&effect) + rank,
                        effect,
                        from: None,
                    })
                }
                _ => None,
            })
            .collect();
        cues.dedup_by_key(|cue| (cue.owner, cue.first));
        if let Some(topic) = line.topic {
            cues.iter_mut().for_each(|cue| cue.keep_to_its_side(topic));
        }
        // A label holds for all that stands after it: `Beslutning:`, `Anbefaling 2:`.
        for hit in &line.label_hits {
            if let Role::Cue { effect, rank, .. } = &self.rules.rules[hit.owner as usize].role {
                let effect = self.rules.effects[usize::from(*effect)].clone();
                cues.push(FoundCue {
                    owner: hit.owner,
                    first: 0,
                    last: 0,
                    scope: (0, line.tokens.len()),
                    rank: usual_rank(&effect) + rank - 5,
                    effect,
                    from: None,
                });
            }
        }
        let told = cues.len();
        self.date_cues(line, today, &mut cues);
        if let Some(topic) = line.topic {
            cues[told..].iter_mut().for_each(|cue| cue.keep_to_its_side(topic));
        }
        cues
    }

    /// What the dates of a sentence say: to come, gone, or since when.
    fn date_cues(&self, line: &Line, today: Option<DocumentDate>, cues: &mut Vec<FoundCue>) {
        for date in &line.fields.dates {
            let id = match (date.role, today.map(|today| after(&date.value, today))) {
                (DateRole::Since, _) => "date.since",
                (
                    DateRole::In | DateRole::From | DateRole::By | DateRole::Until,
                    Some(Some(true)),
                ) => "date.to_come",
                (
                    DateRole::In | DateRole::From | DateRole::By | DateRole::Until,
                    Some(Some(false)),
                ) => "date.gone",
                _ => continue,
            };
            let (first, last) = line.tokens_in(date.span);
            if first >= last {
                continue;
            }
            let Some(owner) = self.rules.rule(id) else { continue };
            let Role::Cue { effect, direction, reach, .. } = &self.rules.rules[owner as usize].role
            else {
                continue;
            };
            let effect = self.rules.effects[usize::from(*effect)].clone();
            cues.push(FoundCue {
                owner,
                first,
                last,
                scope: scope::reach(&line.tokens, (first, last), *direction, *reach, self.enders()),
                rank: usual_rank(&effect),
                effect,
                from: None,
            });
        }
    }

    /// The words that speak most for a kind, the rule that found them, and the sum of all that the
    /// rules say for and against.
    fn target(
        &self,
        line: &Line,
        kind: Kind,
        features: Option<&[u32]>,
    ) -> ((usize, usize), String, f64) {
        let mut best: Option<(Hit, f64)> = None;
        let mut sum = 0.0;
        let mut counted: Vec<u32> = Vec::new();
        for &hit in &line.hits {
            let Role::Target { kind: k, weight, after } =
                &self.rules.rules[hit.owner as usize].role
            else {
                continue;
            };
            // Whether the sentence before claims what the rule asks for was decided with the
            // features.
            let fits = after.is_empty()
                || features.is_some_and(|f| {
                    f.iter().any(|&f| self.features.rule_of(f) == Some(hit.owner))
                });
            if *k != kind || !fits {
                continue;
            }
            if !counted.contains(&hit.owner) {
                counted.push(hit.owner);
                sum += weight;
            }
            // What is said goes before what it is said of.
            let weight = if line.is_topic(hit.first) { weight / TOPIC } else { *weight };
            // With an offer and a duty in one sentence, the duty is what counts.
            let weight =
                if self.rules.rules[hit.owner as usize].id.starts_with("obligation.voluntary") {
                    weight / 2.0
                } else {
                    weight
                };
            if best.is_none_or(|(_, w)| weight > w) {
                best = Some((hit, weight));
            }
        }
        if let Some((hit, _)) = best.filter(|(_, weight)| *weight > 0.0) {
            let rule = self.rules.rules[hit.owner as usize].id.clone();
            return ((hit.first, hit.last), rule, sum);
        }
        // No rule of the kind stands behind it: the words whose class speaks most for it.
        let place = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        let strongest =
            features.into_iter().flatten().filter(|_| !self.weights.kinds.is_empty()).max_by(
                |a, b| {
                    let weight = |f: u32| self.weights.kinds[f as usize][place];
                    weight(**a).total_cmp(&weight(**b)).then(b.cmp(a))
                },
            );
        let whole = (0, line.tokens.len());
        match strongest {
            Some(&feature) => {
                let at = self
                    .features
                    .class_of(feature)
                    .and_then(|class| line.tokens.iter().position(|t| t.info.classes.has(class)));
                (at.map_or(whole, |at| (at, at + 1)), self.features.name(feature).to_owned(), sum)
            }
            None => (whole, String::new(), sum),
        }
    }

    fn claim(
        &self,
        reading: &Reading,
        view: &ClaimView<'_>,
        statement: usize,
        sure: f64,
        rule: &str,
        section: &[String],
    ) -> Claim {
        let ClaimView { kind, line, target, cues, .. } = *view;
        let (mut status, negated, speaker) = view.by_rules;
        let (_, mut agency) = self.source(reading, statement, target);
        let mut polarity = if negated { Polarity::Negated } else { Polarity::Affirmed };
        let mut obligation = (kind == Kind::Obligation).then(|| {
            if rule.starts_with("obligation.voluntary") {
                Obligation::Voluntary
            } else {
                Obligation::Mandatory
            }
        });
        if !self.weights.heads.is_empty() {
            let keys = view.keys();
            let answer = |question: &str| {
                let head = self.weights.heads.get(question)?;
                head.answer(&keys, view.trusted(question))
                    .map(|(answer, _)| head.answers[answer].as_str())
            };
            status = answer("status").and_then(Status::from_name).unwrap_or(status);
            polarity = answer("polarity").and_then(Polarity::from_name).unwrap_or(polarity);
            if kind == Kind::Obligation {
                obligation = answer("obligation").and_then(Obligation::from_name).or(obligation);
            }
        }
        let is_general = matches!(speaker, Speaker::Council | Speaker::Other);
        if agency.is_none() && section.len() == 1 && !is_general {
            agency = Some(section[0].clone());
        }
        let fields = line.fields.for_kind(kind, view.kinds);
        Claim {
            kind,
            agency,
            speaker,
            polarity,
            status,
            statement,
            target: line.source_span(target.0, target.1),
            course: fields.course,
            target_groups: fields.target_groups,
            obligation,
            delivery: fields.delivery,
            frequency: fields.frequency,
            duration: fields.duration,
            dates: fields.dates,
            amounts: fields.amounts,
            confidence: sure,
            rule: rule.to_owned(),
            cues: cues
                .iter()
                .filter(|cue| covers(cue.scope, target) && !is_of_letters(&cue.effect))
                .map(|cue| self.public_cue(reading, line, cue))
                .collect(),
        }
    }

    fn public_cue(&self, reading: &Reading, line: &Line, cue: &FoundCue) -> Cue {
        let stands_in = cue.from.map_or(line, |from| &reading.lines[from]);
        Cue {
            rule: self.rules.rules[cue.owner as usize].id.clone(),
            effect: cue.effect.clone(),
            span: stands_in.source_span(cue.first, cue.last),
            scope: line.source_span(cue.scope.0, cue.scope.1),
        }
    }
}

/// Whether a date in ISO 8601 lies after the day of the document; unknown within the same month or
/// year where it is no more precise.
fn after(value: &str, today: DocumentDate) -> Option<bool> {
    let mut parts = value.split('-').map(|part| part.parse::<u32>().ok());
    let year = parts.next()?? as i32;
    if year != today.year {
        return Some(year > today.year);
    }
    let (month, this_month) = (parts.next()??, today.month?);
    if month != this_month {
        return Some(month > this_month);
    }
    let (day, this_day) = (parts.next()??, today.day?);
    (day != this_day).then_some(day > this_day)
}

/// Whether the line that a sentence begins on is quoted from the message before.
fn is_quoted(text: &str, sentence: &Sentence) -> bool {
    let before = &text[..sentence.span.start];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    // Of an empty line it is all that there is.
    text[start..].trim_start_matches([' ', '\t']).starts_with('>')
}

/// What is said in a topic names a claim by so much less.
const TOPIC: f64 = 8.0;

/// From which certainty on a kind is claimed.
const THRESHOLD: f64 = 0.42;

fn codes(agencies: &[Agency]) -> Vec<String> {
    agencies.iter().map(|agency| agency.code.clone()).collect()
}

pub(crate) fn covers(scope: (usize, usize), target: (usize, usize)) -> bool {
    scope.0 < target.1 && target.0 < scope.1
}

/// The status that the cues over a target add up to: that of the highest rank, of equals the
/// nearest.
fn status_of(target: (usize, usize), cues: &[FoundCue]) -> Option<(Status, &FoundCue)> {
    cues.iter()
        .filter(|cue| covers(cue.scope, target))
        .filter_map(|cue| Some((Status::from_name(&cue.effect)?, cue)))
        .max_by_key(|(_, cue)| (cue.rank, std::cmp::Reverse(cue.first.abs_diff(target.0))))
}

fn polarity_of(target: (usize, usize), cues: &[FoundCue]) -> Polarity {
    let has = |effect: &str| cues.iter().any(|c| c.effect == effect && covers(c.scope, target));
    // `Det passer ikke, at de er fritaget`: the denial of a denial.
    if has("negated") != has("denied_whole") { Polarity::Negated } else { Polarity::Affirmed }
}
