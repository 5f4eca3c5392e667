//! How the files of the model are written: what their builder and their reader share.

/// A word or letter sequence in the tables: a hash of its UTF-8 bytes.
///
/// Two words may in principle share a key; among a million words of 64 bits the odds are one to
/// thirty million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

/// The key of the beginning of a sentence.
pub const SENTENCE: &str = "<s>";
/// What stands for every token with a digit.
pub const NUMBER: &str = "<num>";

impl Key {
    /// The key of a word, as it is written.
    pub fn of(word: &str) -> Key {
        // FNV-1a, then a finaliser (MurmurHash3's) so that all bits of short words differ.
        let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Key(mix(hash))
    }

    /// The key of this sequence with `next` after it.
    pub fn with(self, next: Key) -> Key {
        Key(mix(self.0.rotate_left(23) ^ next.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }
}

fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Steps a nat in a quantised cost.
pub const COST_STEPS: f32 = 8.0;
/// Steps a nat in a quantised back-off cost.
pub const BACKOFF_STEPS: f32 = 16.0;

/// A cost in one byte: 0 to 31.9 nats in steps of an eighth.
pub fn quantise_cost(cost: f64) -> u8 {
    (cost * f64::from(COST_STEPS)).round().clamp(0.0, 255.0) as u8
}

/// The cost that a byte stands for.
pub fn cost(byte: u8) -> f32 {
    f32::from(byte) / COST_STEPS
}

/// A back-off cost in one byte: 0 to 15.9 nats in steps of a sixteenth.
pub fn quantise_backoff(cost: f64) -> u8 {
    (cost * f64::from(BACKOFF_STEPS)).round().clamp(0.0, 255.0) as u8
}

/// The back-off cost that a byte stands for.
pub fn backoff(byte: u8) -> f32 {
    f32::from(byte) / BACKOFF_STEPS
}

/// What the word list holds for a word: its cost alone and that of backing off to it.
pub fn pack_word(cost: f64, backoff: f64) -> u64 {
    // Coarse steps keep the list small: a quarter nat for the cost, half a nat for the back-off.
    let cost = (cost * 4.0).round().clamp(0.0, 127.0) as u64;
    let backoff = (backoff * 2.0).round().clamp(0.0, 7.0) as u64;
    cost << 3 | backoff
}

/// Cost and back-off cost of a value of the word list.
pub fn unpack_word(value: u64) -> (f32, f32) {
    ((value >> 3) as f32 / 4.0, (value & 7) as f32 / 2.0)
}

/// First bytes of a table of n-grams.
pub const NGRAM_MAGIC: [u8; 4] = *b"GNG2";
/// The bytes of a key that are compared within a bucket.
pub const FINGERPRINT: usize = 3;
/// How many entries a bucket of a table holds on average.
pub const PER_BUCKET: usize = 24;

/// The bucket and the fingerprint of a key in a table of so many buckets.
pub fn place(key: Key, buckets: usize) -> (usize, [u8; FINGERPRINT]) {
    let bucket = ((key.0 >> 32) * buckets as u64) >> 32;
    let [.., a, b, c] = key.0.to_be_bytes();
    (bucket as usize, [a, b, c])
}

/// The bytes of a table with these keys, costs and back-off costs (in nats).
///
/// Layout, little-endian: magic, number of entries (u32), of buckets (u32), start of each bucket
/// and the end of the last (u32 each), fingerprints (three bytes each, ascending in a bucket),
/// costs (a byte each), back-off costs (a byte each; none where all are zero).
pub fn write_ngrams(entries: &[(Key, f64, f64)]) -> Vec<u8> {
    let buckets = entries.len().div_ceil(PER_BUCKET).max(1);
    let mut placed: Vec<(usize, [u8; FINGERPRINT], u8, u8)> = entries
        .iter()
        .map(|&(key, cost, backoff)| {
            let (bucket, fingerprint) = place(key, buckets);
            (bucket, fingerprint, quantise_cost(cost), quantise_backoff(backoff))
        })
        .collect();
    placed.sort_unstable();
    // Of two n-grams that cannot be told apart the likelier one stays.
    placed.dedup_by_key(|&mut (bucket, fingerprint, ..)| (bucket, fingerprint));
    let mut out = Vec::with_capacity(12 + buckets * 4 + placed.len() * 4);
    out.extend(NGRAM_MAGIC);
    out.extend((placed.len() as u32).to_le_bytes());
    out.extend((buckets as u32).to_le_bytes());
    let mut at = 0;
    for bucket in 0..=buckets {
        while at < placed.len() && placed[at].0 < bucket {
            at += 1;
        }
        out.extend((at as u32).to_le_bytes());
    }
    placed.iter().for_each(|p| out.extend(p.1));
    out.extend(placed.iter().map(|p| p.2));
    if placed.iter().any(|p| p.3 > 0) {
        out.extend(placed.iter().map(|p| p.3));
    }
    out
}
