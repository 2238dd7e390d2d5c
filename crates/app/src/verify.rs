//! The audit: the events must be those of the journal, and everything that is projected must follow from them.

mod job;
mod journal;

pub use job::{Fault, Verified};

use crate::App;
use crate::error::AppError;
use crate::exports::{Pages, all_cores, on_cores};
use crate::history::recorded_state;
use crate::in_force::InForce;
use crate::progress::Progress;
use crate::survey::{Frame, Survey, observe};
use journal::Tally;
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_engine::entry::{Entry, EntryKind, codec};
use tessera_engine::fold::{self, Numbered, Programs};
use tessera_engine::state::State;
use tessera_engine::values::MemberId;
use tessera_store::{MemberStream, Seq};

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Members folded afresh.
    pub members: u64,
    /// Events folded.
    pub events: u64,
    /// Entries compared.
    pub entries: u64,
    /// Open lots compared.
    pub lots: u64,
    /// Members with a difference; one more each if the trial balance differs, and if the journal is damaged or differs from the
    /// projected events.
    pub different: u64,
    /// The first difference: the journal's, then by member id; the trial balance comes last.
    pub first: Option<Mismatch>,
    /// It was cancelled before its end.
    pub cancelled: bool,
}

/// A difference between what is projected and what follows from the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The member; `None` for the trial balance and the journal.
    pub member: Option<MemberId>,
    /// What differs: `state`, `entries of event 12`, `balance of points`, ...
    pub what: Box<str>,
    /// What follows from the events.
    pub expected: Box<str>,
    /// What is projected.
    pub found: Box<str>,
}

/// Sums of entries by wallet and kind: units and how many.
type Sums = BTreeMap<(u16, u8), (i64, u64)>;

impl App {
    /// Reads the whole journal and compares its events with the projected ones; folds every member afresh, on all cores, and
    /// compares state, entries, open lots and the trial balance with what is projected. Commands may go on meanwhile. The progress counts members.
    /// What was found is kept, and so is the [survey](App::survey) that is taken on the way.
    pub async fn verify(&self, progress: &Progress) -> Result<VerifyReport, AppError> {
        self.verify_on(all_cores(), progress).await
    }

    pub(crate) async fn verify_on(
        &self,
        cores: usize,
        progress: &Progress,
    ) -> Result<VerifyReport, AppError> {
        let started_at = self.shared.clock.now();
        let (report, survey) = self.audit(cores, progress).await?;
        if !report.cancelled {
            let kept = self.keep_verified(started_at, &report, &survey).await;
            // A database that cannot be written can be audited all the same.
            if let Err(error) = kept {
                tracing::warn!(%error, "what the audit found could not be kept");
            }
        }
        Ok(report)
    }

    /// The same, and nothing is kept of it.
    pub(crate) async fn audit(
        &self,
        cores: usize,
        progress: &Progress,
    ) -> Result<(VerifyReport, Survey), AppError> {
        self.flush().await?;
        let (cut, totals) = self.projected_totals().await?;
        progress.set_total(self.shared.store.member_count().await?);
        let in_force = self.shared.rules.now();
        let mut report = VerifyReport::default();
        let frame = Arc::new(Frame::new(&in_force, self.shared.clock.now(), cut));
        let mut survey = frame.empty();
        let (mut sums, mut tally) = (Sums::new(), Tally::default());
        let mut pages = Pages { shared: Arc::clone(&self.shared), after: None };
        while let Some(streams) = pages.next().await? {
            if progress.is_cancelled() {
                report.cancelled = true;
                return Ok((report, survey));
            }
            let (rules, frame) = (Arc::clone(&in_force), Arc::clone(&frame));
            let members = streams.len() as u64;
            let audited = on_cores(cores, streams, move |stream| {
                // What cannot be read for the survey is a difference that the audit names.
                (audit(&rules, stream, cut), observe(&frame, &rules, stream).unwrap_or_default())
            });
            for (audit, observed) in audited.await? {
                survey.take(&in_force, &observed);
                tally.add_all(audit.tally);
                report.take(audit, &mut sums);
            }
            progress.add(members);
        }
        report.compare_totals(&in_force, &sums, &totals);
        journal::compare(&self.shared, cut, tally, progress, &mut report).await?;
        Ok((report, survey))
    }

    /// The projected trial balance, and up to where in the journal it reaches.
    async fn projected_totals(&self) -> Result<(Seq, Sums), AppError> {
        let _still = self.shared.projecting.lock().await;
        let cut = self.shared.store.projected().await?;
        let totals = self.shared.store.totals().await?;
        let sums = totals.into_iter().map(|total| ((total.wallet, total.kind), (total.units, total.entries)));
        Ok((cut, sums.collect()))
    }
}

/// What the audit of one member found.
struct Audit {
    events: u64,
    entries: u64,
    lots: u64,
    sums: Sums,
    tally: Tally,
    mismatch: Option<Mismatch>,
}

/// Records the stream once more and folds it once more, independently, and compares both with what is projected.
fn audit(in_force: &InForce, stream: &MemberStream, cut: Seq) -> Audit {
    let programs = &in_force.programs;
    let history: Vec<Numbered<'_>> =
        stream.stream.iter().map(|past| Numbered { number: past.number, event: &past.event }).collect();
    let mut audit = Audit {
        events: history.len() as u64,
        entries: 0,
        lots: 0,
        sums: Sums::new(),
        tally: Tally::default(),
        mismatch: None,
    };
    let member = stream.member.id;
    let mut differ = Differ { member, first: &mut audit.mismatch };
    let mut state = State::new();
    let mut balances: BTreeMap<u16, i64> = BTreeMap::new();
    for (place, past) in stream.stream.iter().enumerate() {
        if past.seq <= cut {
            audit.tally.add_streamed(member, past);
        }
        let posted = fold::record(programs, &mut state, &history[..place], history[place]);
        differ.check("numbers of events", &(place + 1), &(past.number as usize));
        let found = codec::decode_entries(&past.entries);
        audit.entries += posted.entries.len() as u64;
        for Entry { wallet, kind, units, .. } in found.iter().flatten() {
            let balance = balances.entry(*wallet).or_default();
            *balance = balance.saturating_add(*units);
            if past.seq <= cut {
                let sum = audit.sums.entry((*wallet, kind.number())).or_default();
                sum.0 = sum.0.saturating_add(*units);
                sum.1 += 1;
            }
        }
        if found.as_deref() != Some(&*posted.entries) {
            differ.check(
                &format!("entries of event {}", past.number),
                &Some(&posted.entries),
                &found.as_ref(),
            );
        }
    }
    for (place, wallet) in state.wallets.iter().enumerate() {
        let name = in_force.names.wallets.get(place).map_or("?", |name| name);
        let lots = wallet.lots.iter().fold(0i64, |sum, lot| sum.saturating_add(lot.units));
        differ.check(
            &format!("open lots less debt of {name}"),
            &wallet.balance,
            &lots.saturating_sub(wallet.debt),
        );
        // The catalog holds no more than 65,535 names.
        let entries = balances.get(&(place as u16)).copied().unwrap_or_default();
        differ.check(&format!("balance of {name}"), &wallet.balance, &entries);
        audit.lots += wallet.lots.len() as u64;
    }
    differ.check("state, folded as a whole", &state, &recorded_state(programs, &history));
    let projected =
        stream.snapshot.as_ref().and_then(|snapshot| projected_state(programs, &state, &snapshot.state));
    differ.check("state", &Some(&state), &projected.as_ref());
    let due_at = stream.snapshot.as_ref().map(|snapshot| snapshot.due_at);
    differ.check("due instant", &Some(state.due_at()), &due_at);
    audit
}

/// The projected state, as far as it is said to follow from the events: versions published since may have brought room for
/// wallets and caps, and tiers that look further back, for which states are folded again when they are next needed. So is a state that an older version of Tessera
/// has written.
fn projected_state(programs: &Programs, expected: &State, bytes: &[u8]) -> Option<State> {
    if State::is_of_older_format(bytes) {
        return Some(expected.clone());
    }
    let mut state = State::from_bytes(bytes)?;
    if expected.wallets.len() > state.wallets.len() || expected.caps.len() > state.caps.len() {
        state.make_room(programs);
    }
    if state.orders == 0 {
        state.reach = expected.reach;
    } else if !state.serves(programs) {
        state.window.clone_from(&expected.window);
        (state.year, state.year_spend, state.reach) = (expected.year, expected.year_spend, expected.reach);
    }
    Some(state)
}

/// Keeps the first difference.
struct Differ<'a> {
    member: MemberId,
    first: &'a mut Option<Mismatch>,
}

impl Differ<'_> {
    fn check<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, expected: &T, found: &T) {
        if expected != found && self.first.is_none() {
            *self.first = Some(Mismatch {
                member: Some(self.member),
                what: what.into(),
                expected: format!("{expected:?}").into(),
                found: format!("{found:?}").into(),
            });
        }
    }
}

impl VerifyReport {
    /// Takes a difference that is no member's and comes before all others.
    fn found(&mut self, mismatch: Mismatch) {
        self.different += 1;
        self.first = Some(mismatch);
    }

    fn take(&mut self, audit: Audit, sums: &mut Sums) {
        self.members += 1;
        self.events += audit.events;
        self.entries += audit.entries;
        self.lots += audit.lots;
        self.different += u64::from(audit.mismatch.is_some());
        if self.first.is_none() {
            self.first = audit.mismatch;
        }
        for (account, (units, entries)) in audit.sums {
            let sum = sums.entry(account).or_default();
            sum.0 = sum.0.saturating_add(units);
            sum.1 += entries;
        }
    }

    fn compare_totals(&mut self, in_force: &InForce, expected: &Sums, found: &Sums) {
        let mut accounts: Vec<&(u16, u8)> = expected.keys().chain(found.keys()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let of = |sums: &Sums, account| sums.get(account).copied().unwrap_or_default();
        let Some(account) = accounts.into_iter().find(|account| of(expected, account) != of(found, account))
        else {
            return;
        };
        self.different += 1;
        let kind =
            EntryKind::ALL.iter().find(|kind| kind.number() == account.1).map_or("?", |kind| kind.name());
        let wallet = in_force.names.wallet(account.0);
        let told = |(units, entries): (i64, u64)| format!("{units} units in {entries} entries").into();
        let mismatch = Mismatch {
            member: None,
            what: format!("trial balance, program:{wallet}:{kind}").into(),
            expected: told(of(expected, account)),
            found: told(of(found, account)),
        };
        self.first.get_or_insert(mismatch);
    }
}
