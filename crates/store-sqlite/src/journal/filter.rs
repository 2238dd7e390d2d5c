//! A filter over event ids: says of most new ids that they were never used, without a look into the index.
//!
//! It never says so of an id that was. A block of 512 bits per id keeps a question to one line of the processor's cache.

use crate::views::{Tree, streams};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tessera_store::StoreError;

/// So many ids are read at once: nobody who makes the projections anew waits longer than for these.
const PAGE: usize = 16_384;

/// A filter over the ids in the projections as they are now, with room for so many. `None` if it was told to give up.
pub(super) fn of_projected(
    views: &Tree,
    capacity: u64,
    id_hash: fn(&str) -> u64,
    give_up: &AtomicBool,
) -> Result<Option<Filter>, StoreError> {
    let filter = Filter::for_ids(capacity);
    let mut first = String::new();
    while !give_up.load(Ordering::Relaxed) {
        let ids = views.read(|moment| streams::ids_from(moment, &first, PAGE))?;
        ids.iter().for_each(|id| filter.insert(id_hash(id)));
        let Some(last) = ids.last().filter(|_| ids.len() == PAGE) else { return Ok(Some(filter)) };
        // The next one: no id lies between these two.
        first.clear();
        first.push_str(last);
        first.push('\0');
    }
    Ok(None)
}

/// A set of hashes that may contain more than was put in, never less.
///
/// One thread puts in, others may ask meanwhile: whoever learnt of an id from the one who put it in, finds it.
pub(crate) struct Filter {
    blocks: Box<[[AtomicU64; 8]]>,
    count: AtomicU64,
    capacity: u64,
}

/// Sixteen bits an id: about one in five hundred questions is answered wrongly by "perhaps".
const IDS_PER_BLOCK: u64 = 32;
const PROBES: u32 = 6;

impl Filter {
    /// An empty one for about so many ids; it takes more, and then says "perhaps" more often.
    pub(super) fn for_ids(capacity: u64) -> Self {
        let blocks = (capacity / IDS_PER_BLOCK + 1).next_power_of_two();
        Self {
            blocks: (0..blocks).map(|_| Default::default()).collect(),
            count: AtomicU64::new(0),
            capacity: blocks * IDS_PER_BLOCK,
        }
    }

    pub(super) fn insert(&self, hash: u64) {
        let (block, bits) = self.places(hash);
        for (word, mask) in bits {
            self.blocks[block][word].fetch_or(mask, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether this hash was never put in. `false` means perhaps it was.
    pub(crate) fn excludes(&self, hash: u64) -> bool {
        let (block, mut bits) = self.places(hash);
        bits.any(|(word, mask)| self.blocks[block][word].load(Ordering::Relaxed) & mask == 0)
    }

    /// Whether it has become worth making a larger one.
    pub(super) fn is_full(&self) -> bool {
        self.count.load(Ordering::Relaxed) > self.capacity
    }

    /// The hash's block, and the bits of it.
    fn places(&self, hash: u64) -> (usize, impl Iterator<Item = (usize, u64)> + use<>) {
        // The number of blocks is a power of two and not zero.
        let block = hash as usize & (self.blocks.len() - 1);
        // The bits must not hang together with the block: stir before taking nine of them for each probe.
        let stirred = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bits = (0..PROBES).map(move |probe| {
            let nine = (stirred >> (10 + probe * 9)) & 511;
            ((nine >> 6) as usize, 1 << (nine & 63))
        });
        (block, bits)
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    /// Hashes as different as real ones.
    fn hash(n: u64) -> u64 {
        (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    #[test]
    fn what_was_put_in_is_never_excluded_and_little_else_is_kept() {
        let filter = Filter::for_ids(10_000);
        assert!((0..1_000).all(|n| filter.excludes(hash(n))));
        (0..10_000).for_each(|n| filter.insert(hash(n)));
        assert!((0..10_000).all(|n| !filter.excludes(hash(n))));
        let wrong = (10_000..110_000).filter(|n| !filter.excludes(hash(*n))).count();
        assert!(wrong < 1_000, "{wrong} of 100,000");
        assert!(!filter.is_full());
    }

    #[test]
    fn it_says_when_it_is_full() {
        let filter = Filter::for_ids(0);
        (0..33).for_each(|n| filter.insert(hash(n)));
        assert!(filter.is_full());
    }
}
