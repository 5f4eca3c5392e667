//! Word documents (DOCX).

mod body;
mod chunks;
mod images;
mod numbering;
mod package;
mod styles;

use crate::decode::Warning;
use crate::document::{Attachment, Document, Format};
use crate::error::{Error, ErrorKind};
use crate::flow::Flow;
use crate::kind;
use crate::parts::Opened;
use crate::read::Options;
use crate::xml;
use body::{Body, Notes};
use chunks::Chunks;
use numbering::Numbering;
use package::Package;
use styles::Styles;

const LOOKS_LIKE: &str = "a Word document";

/// What Word wraps a document with a password in.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Opened, Error> {
    if bytes.starts_with(OLE) {
        return Err(Error::new(ErrorKind::Encrypted { looks_like: "an Office document" }));
    }
    let mut package = Package::open(bytes, options.max_bytes)?;
    let main = package.main()?;
    let tree = xml::parse(&main, LOOKS_LIKE)?;
    let [styles, numbering, footnotes, endnotes] =
        ["styles", "numbering", "footnotes", "endnotes"].map(|kind| package.related(kind));
    let [styles, numbering, footnotes, endnotes] = [styles?, numbering?, footnotes?, endnotes?];
    let styles = parse(&styles)?.as_ref().map(Styles::read).unwrap_or_default();
    let numbering = parse(&numbering)?.as_ref().map(Numbering::read).unwrap_or_default();
    let (footnotes, endnotes) = (parse(&footnotes)?, parse(&endnotes)?);
    let notes = Notes { footnotes: footnotes.as_ref(), endnotes: endnotes.as_ref() };

    let chunks = Chunks::read(&tree, &mut package, options)?;
    let mut attachments = chunks.attachments;
    for id in images::large(&tree) {
        // A drawing of another kind is no scan.
        if let Some((path, bytes)) = package.file(&id)?
            && kind::format(&bytes) == Some(Format::Image)
        {
            attachments.push(Attachment { name: Some(path), bytes });
        }
    }

    let mut body = Body::new(Flow::new(), &styles, numbering, notes, chunks.texts);
    let (header, footer) = package::furniture(&tree);
    if let Some(text) = package.target(header)? {
        body.furniture(&xml::parse(&text, LOOKS_LIKE)?);
    }
    body.document(&tree);
    if let Some(text) = package.target(footer)? {
        body.furniture(&xml::parse(&text, LOOKS_LIKE)?);
    }
    let warnings = Warning::struck_out(body.struck_out());
    let document = Document { warnings, ..Document::new(body.finish(), Format::Docx) };
    Ok(Opened { document, attachments })
}

fn parse(text: &Option<String>) -> Result<Option<roxmltree::Document<'_>>, Error> {
    text.as_deref().map(|text| xml::parse(text, LOOKS_LIKE)).transpose()
}
