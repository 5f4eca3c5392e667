//! The way from a text to its claims.

use gensvar_text::{flow, sentences};

use crate::agency::Agencies;
use crate::data;
use crate::error::DataError;
use crate::line::Line;
use crate::model::{
    Claim, Cue, Extraction, Kind, Obligation, Polarity, Speaker, Statement, Status,
};
use crate::responses;
use crate::rules::{Role, Rules};
use crate::scope;

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
    rules: Rules,
    agencies: Agencies,
    semicolon: u32,
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
}

/// What a cue's effect weighs against others that reach the same words. A condition makes all else
/// conditional; a refusal goes before the wish it refuses; what someone else asks for goes before
/// what is announced; a mark of the present only decides where nothing else does.
fn usual_rank(effect: &str) -> i32 {
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
        Ok(Extractor { rules, agencies, semicolon })
    }

    /// All that a text claims.
    ///
    /// Any text gives a result; one without claims an empty one.
    pub fn extract(&self, text: &str) -> Extraction {
        let mut reader = self.rules.reader();
        let lines: Vec<Line> = sentences(text)
            .into_iter()
            .map(|sentence| {
                let (flow, map) = flow(text, &sentence.parts);
                let tokens = reader.read(&flow);
                let mut hits = Vec::new();
                self.rules.find(&tokens, &mut hits);
                let mentions = self.agencies.find(&flow);
                Line { sentence, flow, map, tokens, hits, mentions }
            })
            .collect();
        let voices = responses::find(&lines, &self.agencies, &self.rules);
        let mut out = Extraction { responses: voices.responses, ..Extraction::default() };
        let mut before: Vec<Kind> = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            let cues = self.cues(line);
            let section: Vec<String> =
                voices.of_line[i].iter().map(|agency| agency.code.clone()).collect();
            let can_claim = line.is_said() && !voices.is_closing[i];
            let mut claims = Vec::new();
            if can_claim {
                for &kind in Kind::ALL {
                    if let Some((hit, sum)) = self.target(line, kind, &before) {
                        claims.push(self.claim(line, i, kind, hit, sum, &cues, &section));
                    }
                }
            }
            let whole = (0, line.tokens.len());
            let (speaker, agency) = self.source(line, whole, &cues, &section);
            let status = status_of(whole, &cues);
            let polarity = polarity_of(whole, &cues);
            before = claims.iter().map(|claim| claim.kind).collect();
            out.statements.push(Statement {
                sentence: line.sentence.clone(),
                text: line.flow.clone(),
                agencies: match (&agency, section.len()) {
                    (Some(code), 0 | 1) => vec![code.clone()],
                    (Some(code), _) if !section.contains(code) => vec![code.clone()],
                    (_, _) => section,
                },
                speaker,
                status: status.map_or(Status::InPlace, |(status, _)| status),
                polarity,
                is_procedure: claims.is_empty()
                    && (!can_claim || cues.iter().any(|cue| cue.effect == "procedure")),
                cues: cues.iter().map(|cue| self.public_cue(line, cue)).collect(),
            });
            out.claims.extend(claims);
        }
        out
    }

    fn cues(&self, line: &Line) -> Vec<FoundCue> {
        let mut cues: Vec<FoundCue> = line
            .hits
            .iter()
            .filter_map(|hit| match &self.rules.rules[hit.owner as usize].role {
                Role::Cue { effect, direction, reach, rank } => {
                    let effect = self.rules.effects[usize::from(*effect)].clone();
                    Some(FoundCue {
                        owner: hit.owner,
                        first: hit.first,
                        last: hit.last,
                        scope: scope::reach(
                            &line.tokens,
                            (hit.first, hit.last),
                            *direction,
                            *reach,
                            self.rules.ender,
                            self.semicolon,
                        ),
                        rank: usual_rank(&effect) + rank,
                        effect,
                    })
                }
                _ => None,
            })
            .collect();
        cues.dedup_by_key(|cue| (cue.owner, cue.first));
        cues
    }

    /// The strongest target of a kind, if all that speaks for and against the kind adds up to one.
    fn target(
        &self,
        line: &Line,
        kind: Kind,
        before: &[Kind],
    ) -> Option<(crate::pattern::Hit, f64)> {
        let mut best: Option<(crate::pattern::Hit, f64)> = None;
        let mut sum = 0.0;
        let mut counted: Vec<u32> = Vec::new();
        for &hit in &line.hits {
            let Role::Target { kind: k, weight, after } =
                &self.rules.rules[hit.owner as usize].role
            else {
                continue;
            };
            if *k != kind || !after.is_empty() && !after.iter().any(|a| before.contains(a)) {
                continue;
            }
            if !counted.contains(&hit.owner) {
                counted.push(hit.owner);
                sum += weight;
            }
            if best.is_none_or(|(_, w)| *weight > w) {
                best = Some((hit, *weight));
            }
        }
        best.filter(|_| sum >= 1.0).map(|(hit, _)| (hit, sum))
    }

    #[allow(clippy::too_many_arguments, reason = "what is known of the sentence")]
    fn claim(
        &self,
        line: &Line,
        statement: usize,
        kind: Kind,
        hit: crate::pattern::Hit,
        sum: f64,
        cues: &[FoundCue],
        section: &[String],
    ) -> Claim {
        let target = (hit.first, hit.last);
        let (speaker, agency) = self.source(line, target, cues, section);
        let status = status_of(target, cues);
        let polarity = polarity_of(target, cues);
        let rule = &self.rules.rules[hit.owner as usize];
        Claim {
            kind,
            agency,
            speaker,
            polarity,
            status: status.map_or(Status::InPlace, |(status, _)| status),
            statement,
            target: line.source_span(hit.first, hit.last),
            course: None,
            target_groups: Vec::new(),
            obligation: (kind == Kind::Obligation).then(|| {
                if rule.id.starts_with("obligation.voluntary") {
                    Obligation::Voluntary
                } else {
                    Obligation::Mandatory
                }
            }),
            delivery: Vec::new(),
            frequency: None,
            duration: None,
            dates: Vec::new(),
            amounts: Vec::new(),
            confidence: 1.0 - 0.5 / (1.0 + sum),
            rule: rule.id.clone(),
            cues: cues
                .iter()
                .filter(|cue| covers(cue.scope, target))
                .map(|cue| self.public_cue(line, cue))
                .collect(),
        }
    }

    fn public_cue(&self, line: &Line, cue: &FoundCue) -> Cue {
        Cue {
            rule: self.rules.rules[cue.owner as usize].id.clone(),
            effect: cue.effect.clone(),
            span: line.source_span(cue.first, cue.last),
            scope: line.source_span(cue.scope.0, cue.scope.1),
        }
    }

    /// Who says the words, and which agency they are about. The innermost source counts: the one
    /// that begins last before the words.
    fn source(
        &self,
        line: &Line,
        target: (usize, usize),
        cues: &[FoundCue],
        section: &[String],
    ) -> (Speaker, Option<String>) {
        let mut speaker = (Speaker::Agency, 0);
        for cue in cues {
            let named = match cue.effect.as_str() {
                "ombudsman" => Speaker::Ombudsman,
                "council" => Speaker::Council,
                "other" => Speaker::Other,
                _ => continue,
            };
            if covers(cue.scope, target) && (speaker.0 == Speaker::Agency || cue.first >= speaker.1)
            {
                speaker = (named, cue.first);
            }
        }
        // An agency that is quoted in someone else's words.
        let say = self.rules.lexicon.class("say");
        let mut agency = (section.len() == 1).then(|| section[0].clone());
        for mention in &line.mentions {
            let at = line.tokens.iter().position(|t| t.span.end > mention.span.start).unwrap_or(0);
            let says = line.tokens[at..]
                .iter()
                .take(12)
                .take_while(|t| !(t.is_mark && line.flow[t.span.range()].starts_with(['(', ';'])))
                .any(|t| say.is_some_and(|s| t.info.classes.has(s)));
            if says && at <= target.1 && (speaker.0 == Speaker::Agency || at > speaker.1) {
                let is_own = section.contains(&mention.agency.code);
                if !is_own && !mention.is_unit {
                    agency = Some(mention.agency.code.clone());
                }
                speaker = (Speaker::Agency, at);
            }
        }
        if matches!(speaker.0, Speaker::Council | Speaker::Other) {
            agency = None;
        }
        (speaker.0, agency)
    }
}

fn covers(scope: (usize, usize), target: (usize, usize)) -> bool {
    scope.0 < target.1 && target.0 < scope.1
}

/// The status that the cues over a target add up to: that of the highest rank, of equals the
/// nearest.
fn status_of(target: (usize, usize), cues: &[FoundCue]) -> Option<(Status, &FoundCue)> {
    cues.iter()
        .filter(|cue| covers(cue.scope, target))
        .filter_map(|cue| Some((Status::from_name(&cue.effect)?, cue)))
        .max_by_key(|(_, cue)| {
            let distance = cue.first.abs_diff(target.0);
            (cue.rank, std::cmp::Reverse(distance))
        })
}

fn polarity_of(target: (usize, usize), cues: &[FoundCue]) -> Polarity {
    let denied = cues.iter().any(|cue| cue.effect == "negated" && covers(cue.scope, target));
    if denied { Polarity::Negated } else { Polarity::Affirmed }
}
