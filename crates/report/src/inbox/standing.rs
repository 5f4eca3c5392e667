//! What a document counts for in a report.

use std::collections::BTreeMap;

use super::model::InboxDocument;

/// What a document that was read counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// An agency answers in it.
    Answers,
    /// There is no word in it.
    Empty,
    /// There is text, and no agency was found that answers in it.
    Nobody,
    /// An earlier document has the same text and the same agencies; only that one counts. A reply
    /// often lies in the inbox by itself and as an attachment.
    CopyOf(&'a str),
}

impl Standing<'_> {
    /// Whether somebody should look why nothing of the document is in the state of any agency.
    pub fn wants_eyes(self) -> bool {
        matches!(self, Standing::Empty | Standing::Nobody)
    }
}

/// What each of the documents counts for, in their order.
pub fn standings<'a>(documents: impl IntoIterator<Item = &'a InboxDocument>) -> Vec<Standing<'a>> {
    let mut seen: BTreeMap<(&str, Vec<&str>), &str> = BTreeMap::new();
    let standing = |document: &'a InboxDocument| {
        let InboxDocument { source, text, claims, .. } = document;
        if text.trim().is_empty() {
            return Standing::Empty;
        }
        if claims.responses.is_empty() {
            return Standing::Nobody;
        }
        let agencies = claims.responses.iter().map(|response| response.agency.as_str()).collect();
        let first = *seen.entry((text, agencies)).or_insert(source);
        if first == source { Standing::Answers } else { Standing::CopyOf(first) }
    };
    documents.into_iter().map(standing).collect()
}
