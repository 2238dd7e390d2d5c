//! Who gains and who loses: the same orders under two programs.
//!
//! A member's outcome is what was issued less what expired: what the member has spent or can still spend. It is measured in
//! money where wallets have a worth in either program, else in units of the first wallet that both know.

use super::build::called;
use super::figures::count;
use super::report::{instant, text};
use super::totals::Sums;
use crate::decimals::newest_wallet as wallet;
use rust_decimal::Decimal;
use serde::Serialize;
use tessera_engine::fold::Programs;
use tessera_engine::program::Text;
use tessera_engine::state::State;
use tessera_engine::values::Instant;

/// How many members are named on either side.
const NAMED: usize = 10;
/// Worths are compared as integers of 10^-`SCALE` money.
const SCALE: u32 = 12;

/// The same orders under two programs, as of the last instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The other program's code.
    pub against: Box<str>,
    /// What is compared: units issued less units expired.
    pub measured: Measured,
    /// As of when: the last instant of the report.
    #[serde(serialize_with = "instant")]
    pub at: Instant,
    /// What was issued under the other program, measured so.
    pub issued_before: Decimal,
    /// What was issued under this one.
    pub issued_after: Decimal,
    /// Members who have more than under the other program.
    pub gain: u64,
    /// Members who have less.
    pub lose: u64,
    /// Members who have the same.
    pub same: u64,
    /// What the former have more, in all.
    pub gained: Decimal,
    /// What the latter have less, in all.
    pub lost: Decimal,
    /// Who gains most.
    pub largest_gains: Vec<MemberChange>,
    /// Who loses most.
    pub largest_losses: Vec<MemberChange>,
    /// Wallets by name; those that only one program has are zero in the other.
    pub wallets: Vec<WalletChange>,
    /// Members by tier, likewise.
    pub tiers: Vec<TierMembers>,
}

/// What a comparison measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Money, by what the units are worth.
    Money,
    /// Units of this wallet: neither program says what units are worth.
    Units(Box<str>),
}

/// One member under two programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberChange {
    /// The member.
    pub member_id: Box<str>,
    /// Under the other program.
    pub before: Decimal,
    /// Under this one.
    pub after: Decimal,
}

/// One wallet under two programs, in its smallest units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WalletChange {
    /// The wallet's name.
    pub name: Box<str>,
    /// What people call it.
    #[serde(serialize_with = "text")]
    pub label: Text,
    /// Decimals of its units.
    pub decimals: u8,
    /// Issued under the other program.
    pub issued_before: i64,
    /// Issued under this one.
    pub issued_after: i64,
    /// Outstanding under the other program.
    pub outstanding_before: i64,
    /// Outstanding under this one.
    pub outstanding_after: i64,
}

/// Members of one tier under two programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierMembers {
    /// The tier's name.
    pub name: Box<str>,
    /// What people call it.
    #[serde(serialize_with = "text")]
    pub label: Text,
    /// Under the other program.
    pub before: u64,
    /// Under this one.
    pub after: u64,
}

/// A comparison while members are still coming.
#[derive(Clone)]
pub(super) struct Tally {
    measured: Measured,
    weights_before: Vec<i128>,
    weights_after: Vec<i128>,
    gain: u64,
    lose: u64,
    same: u64,
    gained: i128,
    lost: i128,
    gains: Vec<Change>,
    losses: Vec<Change>,
    before: Sums,
}

#[derive(Clone)]
struct Change {
    member_id: Box<str>,
    before: i128,
    after: i128,
}

impl Change {
    fn by(&self) -> i128 {
        self.after - self.before
    }
}

impl Tally {
    pub(super) fn new(programs: &Programs, against: &Programs) -> Self {
        let (after, before) = (worths(programs), worths(against));
        let shared =
            || against.catalog().wallets().iter().find(|name| programs.catalog().wallet(name).is_some());
        let (measured, weights_before, weights_after) = if before.iter().chain(&after).any(|worth| *worth > 0)
        {
            (Measured::Money, before, after)
        } else {
            let name = shared().cloned().unwrap_or_default();
            let only = |programs: &Programs| -> Vec<i128> {
                programs.catalog().wallets().iter().map(|wallet| i128::from(*wallet == name)).collect()
            };
            (Measured::Units(name.clone()), only(against), only(programs))
        };
        let catalog = against.catalog();
        Self {
            measured,
            weights_before,
            weights_after,
            gain: 0,
            lose: 0,
            same: 0,
            gained: 0,
            lost: 0,
            gains: Vec::new(),
            losses: Vec::new(),
            before: Sums::new(catalog.wallets().len(), catalog.tiers().len()),
        }
    }

    /// Counts a member under both programs.
    pub(super) fn add(&mut self, member_id: &str, before: &State, after: &State) {
        self.before.add(before);
        if before.events == 0 && after.events == 0 {
            // Who has not joined by then has nothing to gain or lose.
            return;
        }
        let (weighed_before, weighed_after) =
            (weigh(&self.weights_before, before), weigh(&self.weights_after, after));
        let change = weighed_after - weighed_before;
        let named = |changes: &[Change]| {
            changes.len() < NAMED || changes.last().is_some_and(|least| least.by().abs() < change.abs())
        };
        let entry = || Change { member_id: member_id.into(), before: weighed_before, after: weighed_after };
        match change {
            0 => self.same += 1,
            1.. => {
                self.gain += 1;
                self.gained = self.gained.saturating_add(change);
                if named(&self.gains) {
                    keep(&mut self.gains, entry());
                }
            }
            _ => {
                self.lose += 1;
                self.lost = self.lost.saturating_sub(change);
                if named(&self.losses) {
                    keep(&mut self.losses, entry());
                }
            }
        }
    }

    /// Adds other members, who come after these.
    pub(super) fn merge(&mut self, other: &Self) {
        self.gain += other.gain;
        self.lose += other.lose;
        self.same += other.same;
        self.gained = self.gained.saturating_add(other.gained);
        self.lost = self.lost.saturating_add(other.lost);
        self.before.merge(&other.before);
        other.gains.iter().for_each(|change| keep(&mut self.gains, change.clone()));
        other.losses.iter().for_each(|change| keep(&mut self.losses, change.clone()));
    }

    /// The comparison, with the sums under this program.
    pub(super) fn finish(
        &self,
        programs: &Programs,
        against: &Programs,
        after: &Sums,
        at: Instant,
    ) -> Comparison {
        let exact = |weighed: i128| match self.measured {
            Measured::Money => {
                Decimal::try_from_i128_with_scale(weighed, SCALE).map_or(Decimal::MAX, |d| d.normalize())
            }
            Measured::Units(_) => count(weighed),
        };
        let named = |changes: &[Change]| {
            let named = |change: &Change| MemberChange {
                member_id: change.member_id.clone(),
                before: exact(change.before),
                after: exact(change.after),
            };
            changes.iter().map(named).collect()
        };
        let issued = |weights: &[i128], sums: &Sums| {
            let weighed = weights
                .iter()
                .zip(&sums.wallets)
                .map(|(weight, wallet)| weight.saturating_mul(wallet.earned));
            exact(weighed.fold(0, i128::saturating_add))
        };
        Comparison {
            against: super::case::newest(against).code.clone(),
            measured: self.measured.clone(),
            at,
            issued_before: issued(&self.weights_before, &self.before),
            issued_after: issued(&self.weights_after, after),
            gain: self.gain,
            lose: self.lose,
            same: self.same,
            gained: exact(self.gained),
            lost: exact(self.lost),
            largest_gains: named(&self.gains),
            largest_losses: named(&self.losses),
            wallets: wallet_changes(programs, against, after, &self.before),
            tiers: tier_members(programs, against, after, &self.before),
        }
    }
}

/// The worth of one unit of each wallet, over `SCALE`.
fn worths(programs: &Programs) -> Vec<i128> {
    let worth = |name: &str| wallet(programs, name)?.worth;
    let scaled = |worth: Decimal| {
        let mut rounded = worth.round_dp(SCALE);
        rounded.rescale(SCALE);
        rounded.mantissa()
    };
    programs.catalog().wallets().iter().map(|name| worth(name).map_or(0, scaled)).collect()
}

/// What a member has spent or can still spend, weighed.
fn weigh(weights: &[i128], state: &State) -> i128 {
    (weights.iter().zip(&state.wallets))
        .map(|(weight, wallet)| weight.saturating_mul(i128::from(wallet.earned) - i128::from(wallet.expired)))
        .fold(0, i128::saturating_add)
}

/// Keeps the largest changes; of equals the first.
fn keep(changes: &mut Vec<Change>, change: Change) {
    let place = changes.partition_point(|other| other.by().abs() >= change.by().abs());
    changes.insert(place, change);
    changes.truncate(NAMED);
}

fn union<'n>(mine: &'n [Box<str>], theirs: &'n [Box<str>]) -> Vec<&'n str> {
    let only_theirs = theirs.iter().filter(|name| !mine.contains(name));
    mine.iter().chain(only_theirs).map(|name| &**name).collect()
}

fn wallet_changes(programs: &Programs, against: &Programs, after: &Sums, before: &Sums) -> Vec<WalletChange> {
    let find = |programs: &Programs, sums: &Sums, name: &str| {
        let place = programs.catalog().wallet(name)?;
        sums.wallets.get(usize::from(place)).copied()
    };
    let small = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
    let change = |name: &str| {
        let after = find(programs, after, name).unwrap_or_default();
        let before = find(against, before, name).unwrap_or_default();
        let known = wallet(programs, name).or_else(|| wallet(against, name));
        WalletChange {
            name: name.into(),
            label: called(known.map(|wallet| &wallet.label), name),
            decimals: known.map_or(0, |wallet| wallet.decimals),
            issued_before: small(before.earned),
            issued_after: small(after.earned),
            outstanding_before: small(before.balance),
            outstanding_after: small(after.balance),
        }
    };
    union(programs.catalog().wallets(), against.catalog().wallets()).into_iter().map(change).collect()
}

fn tier_members(programs: &Programs, against: &Programs, after: &Sums, before: &Sums) -> Vec<TierMembers> {
    let find = |programs: &Programs, sums: &Sums, name: &str| {
        let place = programs.catalog().tier(name)?;
        sums.tiers.get(usize::from(place)).copied()
    };
    let label = |programs: &Programs, name: &str| {
        let mut sets = programs.versions().iter().rev().filter_map(|version| version.program.tiers.as_ref());
        let named = sets.find_map(|set| set.tiers.iter().find(|tier| *tier.name == *name));
        named.map(|tier| called(Some(&tier.label), name))
    };
    let members = |name: &str| TierMembers {
        name: name.into(),
        label: label(programs, name).or_else(|| label(against, name)).unwrap_or_else(|| called(None, name)),
        before: find(against, before, name).unwrap_or_default(),
        after: find(programs, after, name).unwrap_or_default(),
    };
    union(programs.catalog().tiers(), against.catalog().tiers()).into_iter().map(members).collect()
}
