//! Which file of the package is what: its relationships tell.

use std::collections::HashMap;

use roxmltree::Document;

use super::LOOKS_LIKE;
use crate::archive::Archive;
use crate::error::Error;
use crate::xml::{self, attribute, child, name};

pub(super) struct Package<'b> {
    archive: Archive<'b>,
    /// The path of the document itself.
    main: String,
    /// From a relationship's id to the path of a file.
    by_id: HashMap<String, String>,
    /// From a kind of relationship, `styles`, to the path of a file.
    by_kind: HashMap<String, String>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limit: u64) -> Result<Self, Error> {
        let mut archive = Archive::open(bytes, LOOKS_LIKE, limit)?;
        let (_, mut by_kind) = relationships(&mut archive, "", "_rels/.rels")?;
        let main = by_kind.remove("officeDocument").unwrap_or("word/document.xml".to_owned());
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let path = join(folder, &format!("_rels/{file}.rels"));
        let (by_id, by_kind) = relationships(&mut archive, folder, &path)?;
        Ok(Package { archive, main, by_id, by_kind })
    }

    /// The text of the document itself.
    pub(super) fn main(&mut self) -> Result<String, Error> {
        let main = self.archive.text(&self.main)?;
        main.ok_or_else(|| Error::damaged(LOOKS_LIKE, format!("{} is missing", self.main)))
    }

    /// The text of the file that stands in that relation to the document.
    pub(super) fn related(&mut self, kind: &str) -> Result<Option<String>, Error> {
        match self.by_kind.get(kind) {
            Some(path) => self.archive.text(path),
            None => Ok(None),
        }
    }

    /// The text of the file that a relationship leads to.
    pub(super) fn target(&mut self, id: Option<&str>) -> Result<Option<String>, Error> {
        match id.and_then(|id| self.by_id.get(id)) {
            Some(path) => self.archive.text(path),
            None => Ok(None),
        }
    }

    /// The path and the bytes of the file that a relationship leads to.
    pub(super) fn file(&mut self, id: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
        let Some(path) = self.by_id.get(id) else { return Ok(None) };
        Ok(self.archive.bytes(path)?.map(|bytes| (path.clone(), bytes)))
    }
}

type Paths = HashMap<String, String>;

fn relationships(
    archive: &mut Archive<'_>,
    folder: &str,
    path: &str,
) -> Result<(Paths, Paths), Error> {
    let (mut by_id, mut by_kind) = (HashMap::new(), HashMap::new());
    let Some(text) = archive.text(path)? else { return Ok((by_id, by_kind)) };
    let tree = xml::parse(&text, LOOKS_LIKE)?;
    for node in tree.root_element().children() {
        let (Some(id), Some(kind), Some(target)) =
            (attribute(node, "Id"), attribute(node, "Type"), attribute(node, "Target"))
        else {
            continue;
        };
        if attribute(node, "TargetMode") == Some("External") {
            continue;
        }
        let path = join(folder, target);
        // The address before it differs between the two editions of the standard.
        let kind = kind.rsplit('/').next().unwrap_or(kind);
        by_kind.entry(kind.to_owned()).or_insert_with(|| path.clone());
        by_id.insert(id.to_owned(), path);
    }
    Ok((by_id, by_kind))
}

/// A path in the archive, seen from a folder of it.
fn join(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The relationships of the header and footer of the first page.
pub(super) fn furniture<'a>(tree: &'a Document<'_>) -> (Option<&'a str>, Option<&'a str>) {
    let Some(section) = tree.descendants().find(|node| name(*node) == "sectPr") else {
        return (None, None);
    };
    let is_first_other = child(section, "titlePg")
        .is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false" | "off")));
    let of = |kind: &str| {
        let reference = |page: &str| {
            section
                .children()
                .find(|node| name(*node) == kind && attribute(*node, "type") == Some(page))
                .and_then(|node| attribute(node, "id"))
        };
        let first = if is_first_other { reference("first") } else { None };
        first.or_else(|| reference("default"))
    };
    (of("headerReference"), of("footerReference"))
}
