//! Rows of tables that no lines rule, and whose cells stand in the middle or at the foot of their row.

use super::column::{Column, Follows};
use super::lines::Segment;

/// How far the middles or feet of the cells of a row are from each other, in ems.
const ALIKE: f64 = 0.25;

/// Of the cells of a row one may have more lines than this, or what seems a row is a stretch of
/// columns beside each other.
const MOST_BESIDE: usize = 6;

/// From which line to which the rows reach; none if the cells do not stand so.
pub(super) fn rows(lines: usize, columns: &[Column]) -> Option<Vec<(usize, usize)>> {
    let usual = usual_gap(columns)?;
    let middle = |first: &Segment, last: &Segment| (first.baseline() + last.baseline()) / 2.0;
    let foot = |_: &Segment, last: &Segment| last.baseline();
    // The first lines of two cells may have the middle that the whole cells will have, but not the foot.
    let either = [Follows::GoesOn, Follows::Perhaps];
    divided(lines, columns, usual, middle, &either)
        .or_else(|| divided(lines, columns, usual, foot, &[Follows::GoesOn]))
}

/// Lines as rows whose cells have one place in common; no cell `goes_on` so from one into the next.
fn divided(
    lines: usize,
    columns: &[Column],
    usual: f64,
    place: impl Fn(&Segment, &Segment) -> f64,
    goes_on: &[Follows],
) -> Option<Vec<(usize, usize)>> {
    let is_row = |from: usize, to: usize| {
        let cells = columns.iter().filter_map(|column| column.ends(from, to));
        let places: Vec<f64> = cells.map(|(first, last)| place(first, last)).collect();
        let (Some(least), Some(size)) = (places.first(), size(columns, from)) else { return false };
        // The cells of a row end before the next begins.
        let is_cut = |column: &Column| {
            let next = (to..lines).find_map(|at| column.follows(at, usual));
            next.is_some_and(|next| goes_on.contains(&next))
        };
        let long = columns.iter().filter(|column| column.count(from, to) > MOST_BESIDE);
        places.len() > 1
            && long.count() < 2
            && places.iter().all(|other| (other - least).abs() <= ALIKE * size)
            && !columns.iter().any(is_cut)
    };
    let mut rows = Vec::new();
    let mut from = 0;
    while from < lines {
        let to = (from + 1..=lines).find(|&to| is_row(from, to))?;
        rows.push((from, to));
        from = to;
    }
    // Without a cell that begins below another it is nothing that the lines alone would not show.
    let begins_below = |&(from, to): &(usize, usize)| {
        let heads = columns.iter().filter_map(|column| column.ends(from, to));
        let heads = heads.map(|(first, _)| first.baseline());
        let (least, most) = heads
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), head| {
                (least.min(head), most.max(head))
            });
        size(columns, from).is_some_and(|size| most - least > ALIKE * size)
    };
    (rows.len() > 1 && rows.iter().any(begins_below)).then_some(rows)
}

/// The size of what stands first from a line on.
fn size(columns: &[Column], from: usize) -> Option<f64> {
    columns.iter().find_map(|column| column.parts.get(from)?.as_ref()).map(Segment::size)
}

/// The usual distance of two lines of a cell.
fn usual_gap(columns: &[Column]) -> Option<f64> {
    let mut gaps: Vec<f64> = Vec::new();
    for column in columns {
        let parts: Vec<&Segment> = column.parts.iter().flatten().collect();
        let below = parts.iter().skip(1);
        gaps.extend(parts.iter().zip(below).map(|(a, b)| b.baseline() - a.baseline()));
    }
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied()
}
