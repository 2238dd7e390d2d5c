//! The program versions of a deployment, compiled for the fold.

use super::plan::{CALM, HALF_WAY, Plan};
use crate::entry::Index;
use crate::event::{Body, Event};
use crate::program::{DebtPolicy, Measure, Program, Rule, Window};
use crate::state::{Reach, State};
use crate::values::Instant;
use std::sync::Arc;

/// All program versions of a deployment. Cheap to clone.
///
/// An event is folded under the version in force at its business time, however late it arrives.
#[derive(Clone, Debug)]
pub struct Programs(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    versions: Vec<Version>,
    catalog: Catalog,
    reach: Reach,
    forgives: bool,
}

/// One program version.
#[derive(Debug)]
pub struct Version {
    /// 1, 2, 3, ...
    pub number: u32,
    /// In force from this instant, inclusive, until the next version starts.
    pub starts_at: Instant,
    /// The checked program.
    pub program: Arc<Program>,
    pub(super) plan: Plan,
}

/// The names of all versions, in the order in which they first appear. Versions are only ever added, so the place of a name never
/// changes, and entries and states can carry places instead of names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Catalog {
    wallets: Vec<Box<str>>,
    rules: Vec<Box<str>>,
    caps: Vec<Box<str>>,
    tiers: Vec<Box<str>>,
}

impl Programs {
    /// Takes the versions as (number, start, program). Numbers ascend with publication; the later-published of two that start at
    /// one instant counts.
    pub fn new(mut versions: Vec<(u32, Instant, Arc<Program>)>) -> Self {
        versions.sort_by_key(|(number, ..)| *number);
        let mut catalog = Catalog::default();
        for (_, _, program) in &versions {
            catalog.add(program);
        }
        let mut versions: Vec<Version> = versions
            .into_iter()
            .map(|(number, starts_at, program)| Version {
                number,
                starts_at,
                plan: Plan::new(&program, &catalog),
                program,
            })
            .collect();
        versions.sort_by_key(|version| (version.starts_at, version.number));
        let mut reach = Reach::default();
        for set in versions.iter().filter_map(|version| version.program.tiers.as_ref()) {
            match set.measure {
                Measure::Spend { window: Window::RollingMonths(months) } => {
                    reach.months = reach.months.max(months)
                }
                Measure::Spend { window: Window::CalendarYear } => reach.years = true,
                _ => {}
            }
        }
        let mut wallets = versions.iter().flat_map(|version| &version.program.wallets);
        let forgives = wallets.any(|wallet| wallet.debt == DebtPolicy::Forgive);
        Self(Arc::new(Inner { versions, catalog, reach, forgives }))
    }

    /// One program, as version 1, in force since ever.
    pub fn single(program: Arc<Program>) -> Self {
        Self::new(vec![(1, Instant::MIN, program)])
    }

    /// The version in force at the instant.
    pub fn at(&self, at: Instant) -> Option<&Version> {
        self.0.versions.iter().rev().find(|version| version.starts_at <= at)
    }

    /// All versions by start.
    pub fn versions(&self) -> &[Version] {
        &self.0.versions
    }

    /// The version of this number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.0.versions.iter().find(|version| version.number == number)
    }

    /// How far back the tiers of all versions look.
    pub fn reach(&self) -> Reach {
        self.0.reach
    }

    /// Whether some wallet of some version forgives what is not there.
    pub(crate) fn forgives(&self) -> bool {
        self.0.forgives
    }

    /// The names of all versions.
    pub fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }
}

impl Version {
    /// Minor units in one major unit of the program's currency.
    pub fn minor(&self) -> i64 {
        self.plan.minor
    }

    /// The catalog place of a rule of this version.
    pub fn place_of_rule(&self, name: &str) -> Option<Index> {
        let index = self.program.rules.iter().position(|rule| &*rule.name == name)?;
        self.plan.rules.get(index).copied()
    }

    /// The rule of this version at a place of the catalog.
    pub fn rule_at(&self, place: Index) -> Option<&Rule> {
        let index = self.plan.rules.iter().position(|of| *of == place)?;
        self.program.rules.get(index)
    }

    /// Whether the sums of a member certainly stay within half of what they can hold and what is out of the ordinary: quick,
    /// and `false` where it cannot tell.
    pub(crate) fn stays_in_bounds(&self, state: &State, event: &Event) -> bool {
        let size = match &event.body {
            Body::OrderPaid(order) => order.amount,
            Body::Adjusted(adjustment) => adjustment.units.saturating_abs(),
            Body::Redeemed(redemption) => redemption.units,
            _ => 0,
        };
        let calm = |sum: i64| sum.saturating_abs() <= HALF_WAY - CALM;
        size <= CALM
            && !self.plan.generous
            && calm(state.spend)
            && state.wallets.iter().all(|wallet| wallet.sums().all(calm))
    }

    /// Whether any rule reacts to activities of this kind.
    pub fn reacts_to(&self, activity: &str) -> bool {
        self.plan.activity(activity).is_some()
    }
}

impl Catalog {
    fn add(&mut self, program: &Program) {
        for wallet in &program.wallets {
            intern(&mut self.wallets, &wallet.name);
        }
        for rule in &program.rules {
            intern(&mut self.rules, &rule.name);
        }
        for cap in &program.caps {
            intern(&mut self.caps, &cap.name);
        }
        for tier in program.tiers.iter().flat_map(|set| &set.tiers) {
            intern(&mut self.tiers, &tier.name);
        }
    }

    /// Names of wallets by place.
    pub fn wallets(&self) -> &[Box<str>] {
        &self.wallets
    }

    /// Names of rules by place.
    pub fn rules(&self) -> &[Box<str>] {
        &self.rules
    }

    /// Names of caps by place.
    pub fn caps(&self) -> &[Box<str>] {
        &self.caps
    }

    /// Names of tiers by place.
    pub fn tiers(&self) -> &[Box<str>] {
        &self.tiers
    }

    /// The place of a wallet.
    pub fn wallet(&self, name: &str) -> Option<Index> {
        place(&self.wallets, name)
    }

    /// The place of a rule.
    pub fn rule(&self, name: &str) -> Option<Index> {
        place(&self.rules, name)
    }

    /// The place of a cap.
    pub fn cap(&self, name: &str) -> Option<Index> {
        place(&self.caps, name)
    }

    /// The place of a tier.
    pub fn tier(&self, name: &str) -> Option<Index> {
        place(&self.tiers, name)
    }
}

fn place(names: &[Box<str>], name: &str) -> Option<Index> {
    names.iter().position(|known| &**known == name).and_then(|place| Index::try_from(place).ok())
}

fn intern(names: &mut Vec<Box<str>>, name: &str) {
    // The program check bounds names per document to a few hundred, so 65,535 places last for more versions than will ever be.
    if place(names, name).is_none() && names.len() < usize::from(Index::MAX) {
        names.push(name.into());
    }
}
