//! The rows of a backtest, member by member.

use super::case::Case;
use super::entry_columns::{add, lot_name};
use super::error::BacktestError;
use super::member::Cause;
use crate::exports::MemberExport;
use std::borrow::Cow;
use tessera_engine::entry::{Entry, LotId};
use tessera_engine::fold::TierChange;
use tessera_engine::values::Instant;

/// What became of one member.
pub struct MemberOutcome<'a> {
    /// The member's id.
    pub member_id: Cow<'a, str>,
    /// One row per instant asked for.
    pub rows: Vec<MemberExport>,
    pub(super) tiers: Vec<TierChange>,
    pub(super) entries: Vec<Entry>,
    /// What is behind each event.
    pub(super) causes: Vec<Cause<'a>>,
}

/// Takes the members of a backtest, in the natural order of their ids.
pub trait Rows {
    /// Takes the next member.
    fn take(&mut self, case: &Case<'_>, member: MemberOutcome<'_>) -> Result<(), BacktestError>;
}

/// Drops the rows: only the report is wanted.
impl Rows for () {
    fn take(&mut self, _: &Case<'_>, _: MemberOutcome<'_>) -> Result<(), BacktestError> {
        Ok(())
    }
}

/// Keeps the rows of all members in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// One row per member and instant.
    pub members: Vec<MemberExport>,
    /// Tier changes, after each member's first tier.
    pub tiers: Vec<TierRow>,
    /// Entries, if they were asked for.
    pub entries: Vec<EntryRow>,
}

/// A change of tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierRow {
    /// The member.
    pub member_id: Box<str>,
    /// When.
    pub at: Instant,
    /// The tier before.
    pub from: Box<str>,
    /// The tier after.
    pub to: Box<str>,
    /// The order that did it.
    pub order_no: Box<str>,
}

/// One posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The member.
    pub member_id: Box<str>,
    /// The wallet's name.
    pub wallet: Box<str>,
    /// The posting.
    pub entry: Entry,
    /// The wallet's balance after it.
    pub balance: i64,
    /// The order that caused it: for what expired or activated the order that earned it; `None` for joining.
    pub order_no: Option<Box<str>>,
    /// The order that earned the lot; see [`MemberOutcome::lot`].
    pub lot: Option<Box<str>>,
    /// The rule's name.
    pub rule: Option<Box<str>>,
}

impl MemberOutcome<'_> {
    /// The order behind the event of a number, if there is one. What an order made members spend is behind it too.
    pub fn order_no(&self, event: u32) -> Option<Cow<'_, str>> {
        match self.causes.get(usize::try_from(event).ok()?.checked_sub(1)?)? {
            Cause::Joining => None,
            Cause::Order(order) => Some(order.id()),
        }
    }

    /// A lot's name: the order that earned it, `joining`, or `open-ended` for all units without a date of expiry; `/1`, `/2` for further lots of
    /// that order, `~1`, `~2` for what rolled over.
    pub fn lot(&self, lot: LotId) -> String {
        lot_name(lot, Some(&self.earned_by(lot)))
    }

    /// The order that earned a lot, or `joining`.
    pub(super) fn earned_by(&self, lot: LotId) -> Cow<'_, str> {
        self.order_no(lot.event).unwrap_or(Cow::Borrowed("joining"))
    }

    /// The changes of tier after the member's first one, in order.
    pub fn tiers(&self) -> &[TierChange] {
        &self.tiers
    }

    /// The entries in the order of posting, each with its wallet's balance after it.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, i64)> {
        let mut balances: Vec<i64> = Vec::new();
        self.entries.iter().map(move |entry| (entry, add(&mut balances, entry)))
    }
}

impl Rows for Collected {
    fn take(&mut self, case: &Case<'_>, member: MemberOutcome<'_>) -> Result<(), BacktestError> {
        let catalog = case.programs.catalog();
        let name = |names: &[Box<str>], place: Option<u16>| {
            place.and_then(|place| names.get(usize::from(place)).cloned())
        };
        let member_id: Box<str> = member.member_id.as_ref().into();
        self.tiers.extend(member.tiers().iter().map(|change| TierRow {
            member_id: member_id.clone(),
            at: change.at,
            from: name(catalog.tiers(), change.from).unwrap_or_default(),
            to: name(catalog.tiers(), change.to).unwrap_or_default(),
            order_no: member.order_no(change.cause).unwrap_or_default().into(),
        }));
        self.entries.extend(member.entries().map(|(entry, balance)| EntryRow {
            member_id: member_id.clone(),
            wallet: name(catalog.wallets(), Some(entry.wallet)).unwrap_or_default(),
            entry: *entry,
            balance,
            order_no: member.order_no(entry.cause).map(Into::into),
            lot: entry.lot.map(|lot| member.lot(lot).into()),
            rule: name(catalog.rules(), entry.rule),
        }));
        self.members.extend(member.rows);
        Ok(())
    }
}
