//! Rows in parts, by the hash of their order's number.

use super::super::assemble::Assembly;
use super::super::row::{BadRow, Batch, Id};
use super::records::{RowRecord, next, read, write};
use super::spool::{Reading, Spool, Strand};
use super::{Ended, Spill, Watch};
use foldhash::fast::FixedState;
use std::hash::BuildHasher;
use std::io::{self, BufReader};

/// So many bytes of a file of known size go into a part at first.
const SHARE: u64 = 4 << 20;
/// The most parts at first.
pub(super) const PARTS: u64 = 512;
/// A part that is too large is divided into so many.
const DIVIDED: u64 = 16;
/// It is not divided more often: what is still large then is one order.
const LEVELS: u32 = 4;
/// Rows are given to an assembly in portions of about so many.
const PORTION: usize = 4_096;

/// Rows in parts.
pub(super) struct Parts<'a> {
    spill: &'a Spill,
    spool: Spool,
    parts: Vec<Strand>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(spill: &'a Spill, size: Option<u64>) -> Self {
        let share = SHARE.min(spill.part);
        let parts = size.map_or(PARTS / 8, |size| size.div_ceil(share)).clamp(1, PARTS);
        Self { spill, spool: Spool::new(spill.folder.clone(), spill.piece), parts: strands(parts) }
    }

    /// Puts each row into its part. What names no order cannot be read and goes to the strays.
    pub(super) fn take(&mut self, batch: &Batch, strays: &mut Assembly) -> io::Result<()> {
        let mut lost = Batch::default();
        for row in &batch.rows {
            put(&self.spool, &mut self.parts, 0, &RowRecord::good(row, &batch.arena))?;
        }
        for row in &batch.bad {
            match row.order.resolve(&batch.arena) {
                Some(order) => put(&self.spool, &mut self.parts, 0, &RowRecord::bad(row, order))?,
                None => lost.bad.push(BadRow::clone(row)),
            }
        }
        strays.take(&lost);
        Ok(())
    }

    /// All rows have come: divides what is too large for memory.
    pub(super) fn divided(mut self, watch: Watch<'_>) -> Result<(Spool, Vec<Strand>), Ended> {
        let (mut small, mut level, mut records) = (Vec::new(), 0, 0);
        loop {
            for part in &mut self.parts {
                self.spool.close(part)?;
            }
            let large: Vec<Strand> = self.parts.extract_if(.., |part| part.len() > self.spill.part).collect();
            small.append(&mut self.parts);
            level += 1;
            if large.is_empty() || level > LEVELS {
                for part in &large {
                    self.refuse_endless(part)?;
                }
                small.extend(large);
                return Ok((self.spool, small));
            }
            for part in large {
                let mut smaller = strands(DIVIDED);
                each_row(&self.spool, &part, |row| {
                    put(&self.spool, &mut smaller, level, &row)?;
                    Ended::unless_stopped(&mut records, watch)
                })?;
                // What none of them needs in memory any more goes to the disk before the next is divided.
                for part in &mut smaller {
                    self.spool.close(part)?;
                }
                if smaller.iter().filter(|part| part.len() > 0).count() == 1 {
                    // One order, as likely as not: dividing it again would only take room.
                    self.refuse_endless(&part)?;
                }
                self.parts.append(&mut smaller);
            }
        }
    }
}

impl Parts<'_> {
    /// Whether what cannot be divided takes more than memory is meant for.
    fn refuse_endless(&self, part: &Strand) -> Result<(), Ended> {
        if part.len() <= self.spill.order {
            return Ok(());
        }
        // Others may stand in the part: the one that most rows name stays when each row of another takes one of its away.
        let (mut order, mut more) = (Box::<str>::default(), 0_u64);
        each_row(&self.spool, part, |row| {
            let named = row.order().map(|named| named.to_string()).unwrap_or_default();
            match (more, *order == *named) {
                (0, _) => (order, more) = (named.into(), 1),
                (_, true) => more += 1,
                (_, false) => more -= 1,
            }
            Ok::<_, io::Error>(())
        })?;
        Err(Ended::Endless(order))
    }
}

pub(super) fn strands(count: u64) -> Vec<Strand> {
    (0..count).map(|_| Strand::default()).collect()
}

fn put(spool: &Spool, parts: &mut [Strand], level: u32, row: &RowRecord<'_>) -> io::Result<()> {
    let part = row.order().map_or(0, |order| place(order, level, parts.len()));
    spool.add(&mut parts[part], |bytes| write(row, bytes))
}

/// In which of so many parts an order, or a member, stands. Other bits of its hash decide at every level.
pub(super) fn place(id: Id<'_>, level: u32, parts: usize) -> usize {
    let hash = FixedState::with_seed(u64::from(level)).hash_one(id);
    // The upper half of the product spreads over the parts, however many there are.
    ((u128::from(hash) * parts as u128) >> 64) as usize
}

fn each_row<E: From<io::Error>>(
    spool: &Spool,
    part: &Strand,
    mut take: impl FnMut(RowRecord<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut from = BufReader::with_capacity(1 << 16, Reading::new(spool, part));
    let mut record = Vec::new();
    while next(&mut from, &mut record)? {
        take(read(&record)?)?;
    }
    Ok(())
}

/// Gives the rows of a part to an assembly, in the order of the file.
pub(super) fn assemble(spool: &Spool, part: &Strand, assembly: &mut Assembly) -> io::Result<()> {
    let mut batch = Batch::default();
    each_row(spool, part, |row| {
        // Within a batch what can be read counts first: a batch ends where it would be turned round.
        let turned = !batch.bad.is_empty() && matches!(row, RowRecord::Good(_));
        if turned || batch.rows.len() >= PORTION || batch.bad.len() >= PORTION {
            assembly.take(&batch);
            batch.rows.clear();
            batch.bad.clear();
            batch.arena.clear();
        }
        row.put(&mut batch);
        Ok::<_, io::Error>(())
    })?;
    assembly.take(&batch);
    Ok(())
}
