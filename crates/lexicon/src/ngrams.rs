use crate::format::{self, FINGERPRINT, Key, NGRAM_MAGIC};

/// A table from n-grams to their costs, searched where it lies.
///
/// An n-gram that is not in the table is taken for another one about once in a million times:
/// twenty-four bits of its key are compared within a bucket of two dozen.
#[derive(Debug, Clone, Copy)]
pub struct NgramTable<'a> {
    buckets: usize,
    starts: &'a [u8],
    fingerprints: &'a [u8],
    costs: &'a [u8],
    backoffs: &'a [u8],
}

impl<'a> NgramTable<'a> {
    /// Opens a table that [`format::write_ngrams`] wrote; none if the bytes are no such table.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&NGRAM_MAGIC)?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let (buckets, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let buckets = u32::from_le_bytes(*buckets) as usize;
        if buckets == 0 {
            return None;
        }
        let (starts, rest) = rest.split_at_checked((buckets + 1).checked_mul(4)?)?;
        let (fingerprints, rest) = rest.split_at_checked(count.checked_mul(FINGERPRINT)?)?;
        let (costs, backoffs) = rest.split_at_checked(count)?;
        (backoffs.is_empty() || backoffs.len() == count).then_some(NgramTable {
            buckets,
            starts,
            fingerprints,
            costs,
            backoffs,
        })
    }

    /// How many n-grams it holds.
    pub fn len(&self) -> usize {
        self.costs.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.costs.is_empty()
    }

    /// Cost and back-off cost of an n-gram, in nats; none if it is not in the table.
    pub fn get(&self, key: Key) -> Option<(f32, f32)> {
        let (bucket, fingerprint) = format::place(key, self.buckets);
        let start = |i: usize| {
            let bytes = self.starts.get(i * 4..i * 4 + 4)?;
            Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
        };
        let (from, to) = (start(bucket)?, start(bucket + 1)?);
        // The fingerprints of a bucket ascend.
        let (prints, _) =
            self.fingerprints.get(from * FINGERPRINT..to * FINGERPRINT)?.as_chunks::<FINGERPRINT>();
        let place =
            prints.binary_search_by_key(&number(fingerprint), |&print| number(print)).ok()?;
        let at = from + place;
        let backoff = self.backoffs.get(at).copied().unwrap_or_default();
        Some((format::cost(*self.costs.get(at)?), format::backoff(backoff)))
    }
}

fn number([a, b, c]: [u8; FINGERPRINT]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_and_little_else() {
        let word = |i: usize| Key::of(&format!("ord{i}"));
        let entries: Vec<(Key, f64, f64)> =
            (0..5000).map(|i| (word(i), (i % 30) as f64, (i % 7) as f64)).collect();
        let bytes = format::write_ngrams(&entries);
        let table = NgramTable::open(&bytes).unwrap();
        let found = (0..5000)
            .filter(|&i| table.get(word(i)) == Some(((i % 30) as f32, (i % 7) as f32)))
            .count();
        // Two keys of one bucket and fingerprint are rare.
        assert_eq!(found, 5000);
        let strangers = (5000..55000).filter(|&i| table.get(word(i)).is_some()).count();
        assert!(strangers < 2, "{strangers}");
    }

    #[test]
    fn rubbish_is_no_table() {
        assert!(NgramTable::open(b"").is_none());
        assert!(NgramTable::open(b"GNG2\x05\0\0\0\x01\0\0\0").is_none());
        let bytes = format::write_ngrams(&[]);
        assert!(NgramTable::open(&bytes).unwrap().get(Key::of("x")).is_none());
    }
}
