use gensvar_claims::{Claim, Cue, Extraction, Response, Statement};
use gensvar_repair::Repaired;
use gensvar_requirements::{Assessment, Letter};
use gensvar_text::{OffsetMap, SourceText, Span};

/// A reply that was read: its text as it came and as repaired, and what was found in it.
///
/// Places are byte offsets into the source, unless a name says otherwise. [`source`](Self::source)
/// turns them into lines and characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    source: SourceText,
    repaired: Repaired,
    in_repaired: Extraction,
    in_source: Extraction,
}

impl Reply {
    /// Puts together what the stages made of one text.
    ///
    /// `found` is what was extracted from `repaired.text`; its places are led back to the source.
    pub fn new(source: SourceText, repaired: Repaired, found: Extraction) -> Self {
        let in_source = extraction_to_source(&found, &repaired.map);
        Reply { source, repaired, in_repaired: found, in_source }
    }

    /// The text as it came.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// The text after repair.
    pub fn text(&self) -> &str {
        &self.repaired.text
    }

    /// The repair: its edits, its doubts, and how places lead back to the source.
    pub fn repaired(&self) -> &Repaired {
        &self.repaired
    }

    /// Who answers where.
    pub fn responses(&self) -> &[Response] {
        &self.in_source.responses
    }

    /// What is claimed, in document order.
    pub fn claims(&self) -> &[Claim] {
        &self.in_source.claims
    }

    /// Every sentence, in document order.
    pub fn statements(&self) -> &[Statement] {
        &self.in_source.statements
    }

    /// All that was found, with places in the source.
    pub fn extraction(&self) -> &Extraction {
        &self.in_source
    }

    /// All that was found, with places in the repaired text.
    pub fn extraction_in_repaired(&self) -> &Extraction {
        &self.in_repaired
    }

    /// What it says of itself and of earlier letters of its agencies, with places in the source.
    pub fn letter(&self) -> Letter {
        let mut letter = Letter::of(self.text(), &self.in_repaired);
        for link in &mut letter.links {
            link.span = self.repaired.map.to_source(link.span);
        }
        letter
    }

    /// Leads an assessment of the repaired text back to the source.
    pub(crate) fn assessment_to_source(&self, mut assessment: Assessment) -> Assessment {
        let lead = |span: &mut Span| *span = self.repaired.map.to_source(*span);
        for flag in assessment.agencies.iter_mut().flat_map(|agency| &mut agency.flags) {
            flag.evidence.iter_mut().for_each(|evidence| lead(&mut evidence.span));
            flag.nearest_miss.iter_mut().for_each(|miss| lead(&mut miss.span));
        }
        assessment
    }
}

fn extraction_to_source(found: &Extraction, map: &OffsetMap) -> Extraction {
    let mut found = found.clone();
    if map.is_identity() {
        return found;
    }
    let lead = |span: &mut Span| *span = map.to_source(*span);
    let lead_cues = |cues: &mut [Cue]| {
        for cue in cues {
            lead(&mut cue.span);
            lead(&mut cue.scope);
        }
    };
    found.responses.iter_mut().for_each(|response| lead(&mut response.span));
    for statement in &mut found.statements {
        lead(&mut statement.sentence.span);
        statement.sentence.parts.iter_mut().for_each(lead);
        lead_cues(&mut statement.cues);
    }
    for claim in &mut found.claims {
        lead(&mut claim.target);
        lead_cues(&mut claim.cues);
    }
    found
}
