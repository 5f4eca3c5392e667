//! Elements of XHTML that end in their own tag, which HTML would read on to the end of the page.

use std::borrow::Cow;

/// What HTML reads as text up to the tag that ends it.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "noscript"];

/// The page with an end tag for each of these: `<script/>` is `<script></script>`.
pub(super) fn opened(page: &str) -> Cow<'_, str> {
    let is_xhtml = page.starts_with("<?xml") || page.contains("http://www.w3.org/1999/xhtml");
    if !is_xhtml {
        return Cow::Borrowed(page);
    }
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        rest = tag;
        let called = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if let Some((inside, after)) = tag.split_once('>')
            && let Some(inside) = inside.strip_suffix('/')
            && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(called))
        {
            out.push_str(inside);
            out.push_str("></");
            out.push_str(called);
            out.push('>');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
