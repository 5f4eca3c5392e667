use gensvar::repair::Repaired;
use gensvar::text::SourceText;

use super::NARROWEST;
use super::excerpt::excerpt;
use crate::doubtful::doubtful;
use crate::labels::danish;
use crate::phrase::{doubt, others, summary, visible};

/// The doubtful places of a repair for a person to look at, in the order of the text: where, what
/// was read and chosen, how surely, and what else it could be. Places are line and column of the
/// source, both counted from 1; a column is a character.
///
/// ```
/// use gensvar::{repair::Repairer, text::SourceText};
///
/// let source = SourceText::new("Kurset er obligatorisk for alle nye sagsbehandlere.");
/// let repaired = Repairer::danish().repair(source.as_str());
/// let review = gensvar_report::review_text("brev.txt", &source, &repaired, 80);
/// assert_eq!(review, "brev.txt: ingen rettelser, intet er tvivlsomt\n");
/// ```
pub fn review_text(name: &str, source: &SourceText, repaired: &Repaired, width: usize) -> String {
    let mut out = format!("{}: {}\n", visible(name), summary(danish(), repaired));
    for place in doubtful(repaired) {
        let (line, column) = (source.line_of(place.span.start), source.column_of(place.span.start));
        out.push_str(&format!("\n{line}:{column}  {}\n", doubt(danish(), &place)));
        out.push_str(&excerpt(source, place.span, "    ", width.max(NARROWEST)));
        if let Some(others) = others(danish(), place.alternatives) {
            out.push_str(&format!("    {others}\n"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use gensvar::repair::{Alternative, Doubt, Edit, EditKind};
    use gensvar::text::{OffsetMap, Span};

    fn edit(span: Span, from: &str, to: &str, confidence: f64) -> Edit {
        Edit {
            span,
            from: from.to_owned(),
            to: to.to_owned(),
            target: span,
            kind: EditKind::Ocr,
            confidence,
            alternatives: vec![Alternative { to: from.to_owned(), confidence: 0.25 }],
            rule: "ocr/channel".to_owned(),
        }
    }

    #[test]
    fn edits_and_words_left_alone_stand_in_the_order_of_the_text() {
        let text = "Vi bor pa\r\nnår 196' og 1968\r\n";
        let repaired = Repaired {
            text: text.to_owned(),
            edits: vec![
                edit(Span::new(3, 6), "bor", "bør", 0.71),
                edit(Span::new(7, 9), "pa", "på", 0.99),
            ],
            doubts: vec![Doubt {
                span: Span::new(16, 20),
                word: "196'".to_owned(),
                confidence: 0.1,
                alternatives: Vec::new(),
            }],
            map: OffsetMap::identity(),
        };
        let out = review_text("a\nb.txt", &SourceText::new(text), &repaired, 80);
        assert_eq!(
            out,
            "a↵b.txt: 2 rettelser, 2 tvivlsomme steder\n\n\
             1:4  læst »bor«, rettet til »bør«: 71 % sikkert\n    Vi bor pa\n       ^^^\n    \
             ellers »bor« 25 %\n\n\
             2:5  læst »196'«, ladt stå: 10 % sikkert\n    når 196' og 1968\n        ^^^^\n"
        );
    }
}
