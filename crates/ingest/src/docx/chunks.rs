//! Documents of other formats that a Word document takes in as they are (`altChunk`), the way
//! generators of documents write their text.

use std::collections::HashMap;

use roxmltree::Document;

use super::package::Package;
use crate::document::{Attachment, Format};
use crate::error::Error;
use crate::html;
use crate::kind;
use crate::read::Options;
use crate::xml::{attribute, name};

#[derive(Default)]
pub(super) struct Chunks {
    /// What HTML and plain texts say, by their relationship.
    pub(super) texts: HashMap<String, String>,
    /// What has to be opened first.
    pub(super) attachments: Vec<Attachment>,
}

impl Chunks {
    pub(super) fn read(
        tree: &Document<'_>,
        package: &mut Package<'_>,
        options: &Options,
    ) -> Result<Chunks, Error> {
        let mut out = Chunks::default();
        for node in tree.descendants().filter(|node| name(*node) == "altChunk") {
            let Some(id) = attribute(node, "id") else { continue };
            let Some((path, bytes)) = package.file(id)? else { continue };
            let text = match kind::format(&bytes) {
                Some(Format::Html) => html::read(&bytes, options),
                None => options.decode(&bytes).map(Into::into),
                Some(_) => {
                    out.attachments.push(Attachment { name: Some(path), bytes });
                    continue;
                }
            };
            match text {
                Ok(document) => {
                    out.texts.insert(id.to_owned(), document.text);
                }
                // No text: what it is is told by whoever opens it.
                Err(_) => out.attachments.push(Attachment { name: Some(path), bytes }),
            }
        }
        Ok(out)
    }
}
