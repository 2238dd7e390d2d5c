//! The journal against its projected copy: every record opens, none is missing, and the streams hold the very same events.

use super::{Mismatch, VerifyReport};
use crate::error::AppError;
use crate::exports::on_all_cores;
use crate::progress::Progress;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use sha2::{Digest, Sha256};
use std::collections::hash_map::Entry;
use tessera_engine::values::MemberId;
use tessera_store::record::encode_event;
use tessera_store::{Journaled, Seq, StoreError, Streamed};

/// How many events of the journal are read at a time.
const PAGE: usize = 20_000;

/// A sum over events that does not depend on their order: the journal has them by commit, the streams by member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    events: u64,
    sum: u128,
}

impl Tally {
    pub(super) fn add_streamed(&mut self, member: MemberId, streamed: &Streamed) {
        self.add(streamed.seq, member, streamed.number, &encode_event(&streamed.event));
    }

    pub(super) fn add_all(&mut self, other: Self) {
        self.events += other.events;
        self.sum = self.sum.wrapping_add(other.sum);
    }

    fn of(Journaled { seq, fact }: &Journaled) -> Self {
        let mut tally = Self::default();
        tally.add(*seq, fact.member, fact.number, &encode_event(&fact.event));
        tally
    }

    fn add(&mut self, seq: Seq, member: MemberId, number: u32, event: &[u8]) {
        let mut hash = Sha256::new();
        hash.update(seq.to_le_bytes());
        hash.update(member.0.to_le_bytes());
        hash.update(number.to_le_bytes());
        hash.update(event);
        let half: [u8; 16] = std::array::from_fn({
            let digest = hash.finalize();
            move |place| digest[place]
        });
        self.events += 1;
        self.sum = self.sum.wrapping_add(u128::from_le_bytes(half));
    }
}

/// Reads the journal up to `cut`, where the projections stand. `streamed` is the tally of what they hold up to there.
pub(super) async fn compare(
    shared: &Shared,
    cut: Seq,
    streamed: Tally,
    progress: &Progress,
    report: &mut VerifyReport,
) -> Result<(), AppError> {
    let mut journal = Tally::default();
    let mut read = 0;
    while read < cut {
        if progress.is_cancelled() {
            report.cancelled = true;
            return Ok(());
        }
        let Some(page) = page(shared, read, cut, report).await? else { return Ok(()) };
        read = page.last().map_or(cut, |last| last.seq);
        for tally in on_all_cores(page, Tally::of).await? {
            journal.add_all(tally);
        }
    }
    if journal == streamed {
        return Ok(());
    }
    let first = first_difference(shared, cut).await?;
    report.found(first.unwrap_or_else(|| Mismatch {
        member: None,
        what: "events that the journal does not have".into(),
        expected: format!("{} events", journal.events).into(),
        found: format!("{} events", streamed.events).into(),
    }));
    Ok(())
}

/// The next events; `None` if they cannot be read, which is then reported.
async fn page(
    shared: &Shared,
    after: Seq,
    cut: Seq,
    report: &mut VerifyReport,
) -> Result<Option<Vec<Journaled>>, AppError> {
    let most = usize::try_from(cut - after).unwrap_or(PAGE).min(PAGE);
    let damaged = |found: String| Mismatch {
        member: None,
        what: "the journal".into(),
        expected: format!("event {}, whole", after + 1).into(),
        found: found.into(),
    };
    match shared.store.journal(after, most).await {
        Ok(page) if page.is_empty() => report.found(damaged("the end of the journal".into())),
        Ok(page) => {
            let gap = page.iter().zip(after + 1..).find(|(one, wanted)| one.seq != *wanted);
            match gap {
                None => return Ok(Some(page)),
                Some((one, wanted)) => {
                    report.found(damaged(format!("event {} instead of {wanted}", one.seq)))
                }
            }
        }
        Err(error @ StoreError::Corrupt { .. }) => report.found(damaged(error.to_string())),
        Err(error) => return Err(error.into()),
    }
    Ok(None)
}

/// Looks for the first event of the journal that the streams have otherwise, or not at all.
async fn first_difference(shared: &Shared, cut: Seq) -> Result<Option<Mismatch>, AppError> {
    let mut read = 0;
    while read < cut {
        let most = usize::try_from(cut - read).unwrap_or(PAGE).min(PAGE);
        let page = shared.store.journal(read, most).await?;
        let Some(last) = page.last() else { break };
        read = last.seq;
        let mut streams: HashMap<MemberId, Vec<Streamed>> = HashMap::new();
        for Journaled { seq, fact } in &page {
            let stream = match streams.entry(fact.member) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let from = fact.number.saturating_sub(1);
                    new.insert(shared.store.stream(fact.member, from, PAGE).await?)
                }
            };
            let found = stream.iter().find(|streamed| streamed.number == fact.number);
            if found.is_some_and(|found| found.seq == *seq && found.event == fact.event) {
                continue;
            }
            return Ok(Some(Mismatch {
                member: Some(fact.member),
                what: format!("event {} of the stream, {seq} of the journal", fact.number).into(),
                expected: format!("{:?}", fact.event).into(),
                found: found.map_or("nothing".into(), |found| format!("{:?}", found.event).into()),
            }));
        }
    }
    Ok(None)
}
