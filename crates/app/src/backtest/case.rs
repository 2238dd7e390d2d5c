//! What a backtest is about: programs, orders, instants, assumptions.

use super::assumption::Assumption;
use super::error::BacktestError;
use crate::decimals::wallet_decimals;
use crate::orders_file::{Extent, Orders};
use crate::views::Name;
use tessera_engine::fold::Programs;
use tessera_engine::program::{Program, TierSet};
use tessera_engine::values::Instant;

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// As of which instants there is a row for each member; empty: the end.
    pub at: Vec<Instant>,
    /// Orders after this instant are left out; `None`: none. Also the end, if given; otherwise that is the last order's instant.
    pub until: Option<Instant>,
    /// What members are assumed to spend, as [`Assumption::parse`] reads it.
    pub redeem: Vec<String>,
    /// Entries are wanted.
    pub entries: bool,
    /// How many threads fold; 0: one per core.
    pub threads: usize,
}

/// A backtest that can be run: everything in it fits together.
pub struct Case<'a> {
    pub(super) programs: Programs,
    pub(super) against: Option<Programs>,
    pub(super) orders: &'a Orders,
    /// The orders have lines that can be told apart.
    pub(super) has_lines: bool,
    pub(super) instants: Vec<Instant>,
    pub(super) until: Instant,
    pub(super) extent: Extent,
    pub(super) redeem: Vec<Assumption>,
    /// The same assumptions in the other program, where it knows the wallet.
    pub(super) redeem_against: Vec<Assumption>,
    pub(super) entries: bool,
    pub(super) threads: usize,
    pub(super) tier_names: Vec<Name>,
}

impl<'a> Case<'a> {
    /// Puts a backtest together. Refuses programs without a version and assumptions that the program does not know or allow.
    pub fn new(
        programs: Programs,
        against: Option<Programs>,
        orders: &'a Orders,
        options: Options,
    ) -> Result<Self, BacktestError> {
        if programs.versions().is_empty() || against.as_ref().is_some_and(|other| other.versions().is_empty())
        {
            return Err(BacktestError::option(
                "没有会员计划".into(),
                "there is no program: name one by --program".into(),
            ));
        }
        let redeem: Vec<Assumption> =
            options.redeem.iter().map(|text| Assumption::parse(text, &programs)).collect::<Result<_, _>>()?;
        let redeem_against = match &against {
            Some(other) => {
                options.redeem.iter().filter_map(|text| Assumption::parse(text, other).ok()).collect()
            }
            None => Vec::new(),
        };
        let extent = orders.extent(options.until);
        let end = options.until.or(extent.between.map(|(_, last)| last)).unwrap_or_default();
        let mut instants = if options.at.is_empty() { vec![end] } else { options.at };
        instants.sort_unstable();
        instants.dedup();
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            tier_names: programs.catalog().tiers().iter().map(|name| Name::from(&**name)).collect(),
            programs,
            against,
            orders,
            has_lines: orders.has_lines(),
            instants,
            until: options.until.unwrap_or(Instant::LATEST),
            extent,
            redeem,
            redeem_against,
            entries: options.entries,
            threads: if options.threads == 0 { cores() } else { options.threads },
        })
    }

    /// The wallets' names and the decimals of their units, in the order of the columns.
    pub fn wallets(&self) -> Vec<(Name, u8)> {
        let names = self.programs.catalog().wallets();
        names.iter().map(|name| (Name::from(&**name), wallet_decimals(&self.programs, name))).collect()
    }

    /// Decimals of the currency's minor unit.
    pub fn exponent(&self) -> u8 {
        self.program().currency.exponent
    }

    /// The instants that there are rows for, ascending.
    pub fn instants(&self) -> &[Instant] {
        &self.instants
    }

    /// The last of them: what the report's rules and its comparison are about.
    pub(super) fn last(&self) -> Instant {
        self.instants.last().copied().unwrap_or(Instant::LATEST)
    }

    /// The newest version.
    pub(super) fn program(&self) -> &Program {
        newest(&self.programs)
    }
}

/// The newest version of programs that have one.
pub(super) fn newest(programs: &Programs) -> &Program {
    // Cannot fail: `Case::new` refuses programs without a version.
    &programs.versions().last().expect("a version").program
}

/// The tiers in force at an instant.
pub(super) fn tiers(programs: &Programs, at: Instant) -> Option<&TierSet> {
    programs.at(at).and_then(|version| version.program.tiers.as_ref())
}
