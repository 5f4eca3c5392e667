use crate::span::Span;

/// How the places of one text correspond to those of a text made from it by replacing stretches.
///
/// Outside the replaced stretches both texts are the same. A place inside one leads to the whole
/// of its counterpart: a span grows outward, never inward, so that nothing it rests on is lost.
/// Maps of successive stages are put together with [`then`](OffsetMap::then).
///
/// ```
/// use gensvar_text::{OffsetMap, Span};
/// let repair = OffsetMap::from_edits([(Span::new(0, 5), 6)]); // "Bgrne" → "Børne"
/// let reflow = OffsetMap::from_edits([(Span::new(10, 12), 0)]); // "-\n" taken out
/// let both = repair.then(&reflow);
/// assert_eq!(both.to_source(Span::new(10, 14)), Span::new(11, 15));
/// assert_eq!(both.to_target(Span::new(1, 2)), Span::new(0, 6));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    /// Replaced stretches in order, without overlap.
    replaced: Vec<Replaced>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Replaced {
    source: Span,
    target: Span,
}

impl OffsetMap {
    /// The map of a text onto itself.
    pub fn identity() -> Self {
        OffsetMap::default()
    }

    /// The map of edits: each a stretch of the source and the length in bytes of what replaces it.
    ///
    /// The edits stand in order and do not overlap.
    ///
    /// # Panics
    /// In debug builds, if they do not.
    pub fn from_edits(edits: impl IntoIterator<Item = (Span, usize)>) -> Self {
        let (mut replaced, mut source_end, mut target_end) = (Vec::new(), 0, 0);
        for (source, len) in edits {
            debug_assert!(source_end <= source.start, "edits overlap or are out of order");
            let start = target_end + (source.start - source_end);
            let target = Span::new(start, start + len);
            replaced.push(Replaced { source, target });
            (source_end, target_end) = (source.end, target.end);
        }
        OffsetMap { replaced }
    }

    /// Whether the two texts are the same.
    pub fn is_identity(&self) -> bool {
        self.replaced.is_empty()
    }

    /// The replaced stretches in order: where in the source, where in the target.
    pub fn replaced(&self) -> impl Iterator<Item = (Span, Span)> + '_ {
        self.replaced.iter().map(|r| (r.source, r.target))
    }

    /// The counterpart in the target of a stretch of the source.
    pub fn to_target(&self, span: Span) -> Span {
        translate(&self.replaced, span, |r| r.source, |r| r.target)
    }

    /// The counterpart in the source of a stretch of the target.
    pub fn to_source(&self, span: Span) -> Span {
        translate(&self.replaced, span, |r| r.target, |r| r.source)
    }

    /// The map from this map's source to the target of `next`, whose source is this map's target.
    pub fn then(&self, next: &OffsetMap) -> OffsetMap {
        let (mut first, mut second) =
            (self.replaced.iter().peekable(), next.replaced.iter().peekable());
        let mut replaced = Vec::with_capacity(self.replaced.len() + next.replaced.len());
        // What the last stretch of each list adds to offsets after it: (end before, end after).
        let (mut shift_first, mut shift_second) = ((0, 0), (0, 0));
        // The stretches of both lists that overlap or touch in the middle text are one.
        while let Some(start) = [first.peek().map(|r| r.target), second.peek().map(|r| r.source)]
            .into_iter()
            .flatten()
            .map(|span| span.start)
            .min()
        {
            let before = (shift_first, shift_second);
            let mut end = start;
            loop {
                if let Some(r) = first.next_if(|r| r.target.start <= end) {
                    end = end.max(r.target.end);
                    shift_first = (r.target.end, r.source.end);
                } else if let Some(r) = second.next_if(|r| r.source.start <= end) {
                    end = end.max(r.source.end);
                    shift_second = (r.source.end, r.target.end);
                } else {
                    break;
                }
            }
            let moved = |offset: usize, (from, to): (usize, usize)| offset - from + to;
            replaced.push(Replaced {
                source: Span::new(moved(start, before.0), moved(end, shift_first)),
                target: Span::new(moved(start, before.1), moved(end, shift_second)),
            });
        }
        OffsetMap { replaced }
    }
}

fn translate(
    replaced: &[Replaced],
    span: Span,
    from: impl Fn(&Replaced) -> Span,
    to: impl Fn(&Replaced) -> Span,
) -> Span {
    // An offset after the end of a stretch moves with that end; one inside goes to an edge.
    let after = |offset: usize, stretch: Option<&Replaced>| match stretch {
        Some(r) => offset - from(r).end + to(r).end,
        None => offset,
    };
    let place = |offset: usize, is_end: bool| {
        let next = replaced.partition_point(|r| from(r).end <= offset);
        match replaced.get(next) {
            Some(r) if from(r).start < offset => {
                if is_end {
                    to(r).end
                } else {
                    to(r).start
                }
            }
            // What was put in at this place stands between the two neighbours and is of neither.
            _ if is_end => {
                let next = replaced.partition_point(|r| {
                    from(r).end < offset || { from(r).end == offset && !from(r).is_empty() }
                });
                after(offset, next.checked_sub(1).map(|i| &replaced[i]))
            }
            _ => after(offset, next.checked_sub(1).map(|i| &replaced[i])),
        }
    };
    if span.is_empty() {
        // An empty stretch is a place; one at an insertion stands for what was put in.
        let first = replaced.partition_point(|r| from(r).end < span.start);
        if let Some(r) = replaced.get(first).filter(|r| from(r).is_empty() && from(r) == span) {
            return to(r);
        }
        let (start, end) = (place(span.start, false), place(span.end, true));
        return Span::new(start.min(end), end.max(start));
    }
    Span::new(place(span.start, false), place(span.end, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(edits: &[(usize, usize, usize)]) -> OffsetMap {
        OffsetMap::from_edits(edits.iter().map(|&(s, e, len)| (Span::new(s, e), len)))
    }

    #[test]
    fn spans_grow_outward_at_replaced_stretches() {
        let map = map(&[(2, 4, 5), (8, 9, 1)]);
        assert_eq!(map.to_target(Span::new(0, 3)), Span::new(0, 7));
        assert_eq!(map.to_target(Span::new(4, 8)), Span::new(7, 11));
        assert_eq!(map.to_source(Span::new(3, 8)), Span::new(2, 5));
        assert_eq!(map.to_source(Span::new(7, 11)), Span::new(4, 8));
    }

    #[test]
    fn deletions_and_insertions_belong_to_no_neighbour() {
        let deleted = map(&[(3, 6, 0)]);
        assert_eq!(deleted.to_target(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(deleted.to_target(Span::new(6, 9)), Span::new(3, 6));
        assert_eq!(deleted.to_source(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(deleted.to_source(Span::new(3, 6)), Span::new(6, 9));
        assert_eq!(deleted.to_source(Span::new(2, 5)), Span::new(2, 8));
        let inserted = map(&[(3, 3, 2)]);
        assert_eq!(inserted.to_target(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(inserted.to_target(Span::new(3, 4)), Span::new(5, 6));
        assert_eq!(inserted.to_source(Span::new(4, 5)), Span::new(3, 3));
        assert_eq!(inserted.to_target(Span::new(2, 4)), Span::new(2, 6));
    }

    /// Applies edits to a text of numbered characters, so that what is kept can be recognised.
    fn apply(text: &[u32], edits: &[(usize, usize, usize)], fresh: &mut u32) -> Vec<u32> {
        let (mut out, mut at) = (Vec::new(), 0);
        for &(start, end, len) in edits {
            out.extend(&text[at..start]);
            out.extend((0..len).map(|_| {
                *fresh += 1;
                *fresh
            }));
            at = end;
        }
        out.extend(&text[at..]);
        out
    }

    #[test]
    fn putting_maps_together_agrees_with_going_stage_by_stage() {
        let mut seed = 7u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % below
        };
        for _ in 0..3000 {
            let source: Vec<u32> = (0..20).collect();
            let mut texts = vec![source];
            let mut fresh = 1000;
            let mut whole = OffsetMap::identity();
            for _ in 0..3 {
                let text = &texts[texts.len() - 1];
                let (mut edits, mut at) = (Vec::new(), 0);
                while at < text.len() {
                    let start = at + random(6);
                    let end = start + random(3);
                    if end > text.len() {
                        break;
                    }
                    let len = random(3);
                    if end > start || len > 0 {
                        edits.push((start, end, len));
                    }
                    at = end + 1;
                }
                let next = apply(text, &edits, &mut fresh);
                whole = whole.then(&map(&edits));
                texts.push(next);
            }
            let (first, last) = (&texts[0], &texts[3]);
            // A character that came through all stages is found where it stands, both ways.
            for (i, c) in first.iter().enumerate() {
                if let Some(j) = last.iter().position(|d| d == c) {
                    let (a, b) = (Span::new(i, i + 1), Span::new(j, j + 1));
                    assert!(whole.to_target(a).contains(b), "{c} in {texts:?}");
                    assert!(whole.to_source(b).contains(a), "{c} in {texts:?}");
                }
            }
            // Going there and back never loses anything.
            for start in 0..first.len() {
                let span = Span::new(start, (start + 4).min(first.len()));
                let target = whole.to_target(span);
                assert!(target.end <= last.len());
                if !target.is_empty() {
                    let back = whole.to_source(target);
                    assert!(back.end <= first.len());
                }
            }
        }
    }
}
