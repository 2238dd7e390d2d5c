//! Sums over members.

use super::case::Case;
use super::compare::Tally;
use super::ledger::RuleSum;
use super::rows::MemberOutcome;
use tessera_engine::state::State;

/// What came of some members.
pub(super) struct Folded<'a> {
    pub(super) members: Vec<MemberOutcome<'a>>,
    /// Orders of these members, those after the end included.
    pub(super) orders: u64,
    /// By instant.
    pub(super) sums: Vec<Sums>,
    pub(super) rules: Vec<RuleSum>,
    pub(super) tally: Option<Tally>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let catalog = case.programs.catalog();
        let sums = Sums::new(catalog.wallets().len(), catalog.tiers().len());
        Self {
            members: Vec::new(),
            orders: 0,
            sums: vec![sums; case.instants.len()],
            rules: vec![RuleSum::default(); catalog.rules().len()],
            tally: case.against.as_ref().map(|against| Tally::new(&case.programs, against)),
        }
    }

    pub(super) fn merge(&mut self, other: &Folded<'_>) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(mine, theirs)| mine.merge(theirs));
        merge_rules(&mut self.rules, &other.rules);
        if let (Some(mine), Some(theirs)) = (&mut self.tally, &other.tally) {
            mine.merge(theirs);
        }
    }
}

/// Sums over members, as of one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Members with an order by then.
    pub(super) members: u64,
    pub(super) orders: u64,
    /// In minor units.
    pub(super) spend: i128,
    /// By the place of the wallet.
    pub(super) wallets: Vec<WalletSum>,
    /// Members by the place of the tier.
    pub(super) tiers: Vec<u64>,
}

/// Sums of one wallet, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WalletSum {
    pub(super) earned: i128,
    pub(super) spent: i128,
    pub(super) expired: i128,
    pub(super) balance: i128,
    pub(super) pending: i128,
    pub(super) debt: i128,
}

impl Sums {
    pub(super) fn new(wallets: usize, tiers: usize) -> Self {
        Self { wallets: vec![WalletSum::default(); wallets], tiers: vec![0; tiers], ..Self::default() }
    }

    /// Counts a member.
    pub(super) fn add(&mut self, state: &State) {
        if state.events == 0 {
            return;
        }
        self.members += 1;
        self.orders += state.orders;
        self.spend += i128::from(state.spend);
        if let Some(members) = state.tier.and_then(|tier| self.tiers.get_mut(usize::from(tier))) {
            *members += 1;
        }
        for (sum, wallet) in self.wallets.iter_mut().zip(&state.wallets) {
            sum.earned += i128::from(wallet.earned);
            sum.spent += i128::from(wallet.spent);
            sum.expired += i128::from(wallet.expired);
            sum.balance += i128::from(wallet.balance);
            sum.pending += i128::from(wallet.pending);
            sum.debt += i128::from(wallet.debt);
        }
    }

    /// Adds the sums over other members.
    pub(super) fn merge(&mut self, other: &Self) {
        self.members += other.members;
        self.orders += other.orders;
        self.spend += other.spend;
        self.tiers.iter_mut().zip(&other.tiers).for_each(|(mine, theirs)| *mine += theirs);
        for (mine, theirs) in self.wallets.iter_mut().zip(&other.wallets) {
            mine.earned += theirs.earned;
            mine.spent += theirs.spent;
            mine.expired += theirs.expired;
            mine.balance += theirs.balance;
            mine.pending += theirs.pending;
            mine.debt += theirs.debt;
        }
    }
}

/// Adds what rules gave other members.
fn merge_rules(mine: &mut [RuleSum], theirs: &[RuleSum]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        mine.units += theirs.units;
        mine.base += theirs.base;
        mine.times += theirs.times;
    }
}
