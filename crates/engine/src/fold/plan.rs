//! A program compiled for the fold: names resolved to places, decimals to integers over a common denominator.

use super::programs::Catalog;
use crate::condition::{Compiled, ConditionSet};
use crate::entry::Index;
use crate::program::{
    Activation, BandMode, Basis, CapCounts, Effect, Expiry, Measure, Multipliers, Period, Program, Rounding,
    Rule, Trigger, Wallet,
};
use crate::values::Instant;
use rust_decimal::Decimal;

/// See the module.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) order: Earnings,
    pub(super) join: Earnings,
    pub(super) activities: Vec<(Box<str>, Earnings)>,
    pub(super) caps: Vec<CapPlan>,
    /// The catalog place of each rule.
    pub(super) rules: Vec<Index>,
    /// The program's wallet for each place of the catalog.
    pub(super) wallets: Vec<Option<usize>>,
    pub(super) tiers: Option<TierPlan>,
    /// Minor units in one major unit of money.
    pub(super) minor: i64,
    pub(super) rounding: Rounding,
    /// An order of [`CALM`] minor units may earn more than [`HALF_WAY`] units into one wallet.
    pub(super) generous: bool,
}

/// Orders and adjustments up to this size, in minor units or units, are nothing out of the ordinary.
pub(super) const CALM: i64 = 10_000_000_000;

/// Half of the largest balance that there may be.
pub(super) const HALF_WAY: i64 = crate::values::MAX_AMOUNT / 2;

/// What one kind of event earns.
#[derive(Debug)]
pub(super) struct Earnings {
    /// The conditions of all its rules.
    pub(super) conditions: ConditionSet,
    /// One for each wallet that it earns into.
    pub(super) wallets: Vec<Earning>,
}

/// When a rule is in force.
#[derive(Debug)]
pub(super) struct InForce {
    pub(super) starts_at: Instant,
    pub(super) ends_at: Instant,
    pub(super) when: Option<Compiled>,
}

/// What one kind of event earns into one wallet.
#[derive(Debug)]
pub(super) struct Earning {
    pub(super) wallet: usize,
    pub(super) place: Index,
    /// Exact units are integers over this.
    pub(super) scale: i128,
    pub(super) rules: Vec<RulePlan>,
    pub(super) multipliers: Vec<MultiplierPlan>,
    pub(super) combine: Multipliers,
    /// Some cap on units holds some of its rules.
    pub(super) has_unit_caps: bool,
}

/// A rule that gives units.
#[derive(Debug)]
pub(super) struct RulePlan {
    /// Its index in the program.
    pub(super) rule: usize,
    pub(super) place: Index,
    pub(super) in_force: InForce,
    /// The lines that it selects; all of the order if `None`.
    pub(super) lines: Option<Compiled>,
    pub(super) gift: Gift,
    pub(super) spend_caps: Vec<usize>,
    /// Some rule under one of the caps on spend selects lines.
    pub(super) by_line: bool,
    pub(super) unit_caps: Vec<usize>,
    pub(super) activation: Activation,
    pub(super) expiry: Expiry,
}

/// What a rule gives, over the earning's scale.
#[derive(Debug)]
pub(super) enum Gift {
    /// Per minor unit of money.
    Rate { per_minor: i128, whole_units: bool, basis: Basis },
    /// Per minor unit of money, by band.
    Bands { mode: BandMode, bands: Vec<(i64, i128)>, whole_units: bool, basis: Basis },
    /// Per event.
    Fixed { units: i128, threshold: i64, basis: Basis },
}

/// A rule that multiplies.
#[derive(Debug)]
pub(super) struct MultiplierPlan {
    pub(super) rule: usize,
    pub(super) place: Index,
    pub(super) in_force: InForce,
    /// `factor = numerator / denominator`.
    pub(super) numerator: i128,
    pub(super) denominator: i128,
    pub(super) of: Vec<usize>,
    pub(super) bonuses: bool,
    pub(super) unit_caps: Vec<usize>,
}

/// A cap.
#[derive(Debug)]
pub(super) struct CapPlan {
    pub(super) place: Index,
    pub(super) per: Period,
    pub(super) limit: i64,
}

/// The tiers.
#[derive(Debug)]
pub(super) struct TierPlan {
    pub(super) measure: Measure,
    /// Catalog place of the measured wallet, for measures of units.
    pub(super) wallet: Option<Index>,
    /// Ascending: threshold and catalog place.
    pub(super) tiers: Vec<(i64, Index)>,
}

impl Plan {
    pub(super) fn new(program: &Program, catalog: &Catalog) -> Self {
        let triggers = |wanted: &dyn Fn(&Trigger) -> bool| -> Earnings {
            let mut conditions = ConditionSet::default();
            let wallets = (0..program.wallets.len())
                .filter_map(|wallet| Earning::new(program, catalog, wallet, wanted, &mut conditions))
                .collect();
            Earnings { conditions, wallets }
        };
        let mut kinds: Vec<&Box<str>> = Vec::new();
        for rule in &program.rules {
            if let Trigger::Activity(kind) = &rule.trigger
                && !kinds.contains(&kind)
            {
                kinds.push(kind);
            }
        }
        let order = triggers(&|trigger| *trigger == Trigger::Order);
        let join = triggers(&|trigger| *trigger == Trigger::Join);
        let activities: Vec<(Box<str>, Earnings)> = kinds
            .into_iter()
            .map(|kind| {
                (kind.clone(), triggers(&|trigger| matches!(trigger, Trigger::Activity(k) if k == kind)))
            })
            .collect();
        let wallets = order.wallets.iter().chain(&join.wallets);
        let of_activities = activities.iter().flat_map(|(_, earnings)| &earnings.wallets);
        let generous = wallets.chain(of_activities).any(Earning::is_generous);
        Self {
            order,
            join,
            activities,
            generous,
            caps: program
                .caps
                .iter()
                .map(|cap| CapPlan {
                    place: catalog.cap(&cap.name).unwrap_or(Index::MAX),
                    per: cap.per,
                    limit: cap.limit,
                })
                .collect(),
            rules: program.rules.iter().map(|rule| catalog.rule(&rule.name).unwrap_or(Index::MAX)).collect(),
            wallets: catalog
                .wallets()
                .iter()
                .map(|name| program.wallets.iter().position(|wallet| wallet.name == *name))
                .collect(),
            tiers: program.tiers.as_ref().map(|set| TierPlan {
                measure: set.measure,
                wallet: match set.measure {
                    Measure::Units { wallet } => {
                        program.wallets.get(wallet).and_then(|wallet| catalog.wallet(&wallet.name))
                    }
                    Measure::Spend { .. } => None,
                },
                tiers: set
                    .tiers
                    .iter()
                    .filter_map(|tier| catalog.tier(&tier.name).map(|place| (tier.from, place)))
                    .collect(),
            }),
            minor: 10_i64.pow(u32::from(program.currency.exponent.min(9))),
            rounding: program.rounding,
        }
    }

    /// What an activity of this kind earns.
    pub(super) fn activity(&self, kind: &str) -> Option<&Earnings> {
        self.activities.iter().find(|(known, _)| &**known == kind).map(|(_, earnings)| earnings)
    }
}

impl Earning {
    /// See [`Plan::generous`]. Reckoned upwards.
    fn is_generous(&self) -> bool {
        let on = |per_minor: i128| per_minor.saturating_mul(i128::from(CALM));
        let gifts = self.rules.iter().map(|plan| match &plan.gift {
            Gift::Rate { per_minor, .. } => on(*per_minor),
            Gift::Bands { bands, .. } => on(bands.iter().map(|(_, per_minor)| *per_minor).max().unwrap_or(0)),
            Gift::Fixed { units, .. } => *units,
        });
        let exact = gifts.fold(0_i128, i128::saturating_add);
        let most = self.multipliers.iter().fold(exact / self.scale.max(1) + 1, |most, plan| {
            most.saturating_mul(plan.numerator / plan.denominator.max(1) + 1)
        });
        most > i128::from(HALF_WAY)
    }

    fn new(
        program: &Program,
        catalog: &Catalog,
        wallet: usize,
        wanted: &dyn Fn(&Trigger) -> bool,
        conditions: &mut ConditionSet,
    ) -> Option<Self> {
        let owner: &Wallet = program.wallets.get(wallet)?;
        let mine: Vec<(usize, &Rule)> = program
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.wallet == wallet && wanted(&rule.trigger))
            .collect();
        if mine.is_empty() {
            return None;
        }
        let mut earning = Self {
            wallet,
            place: catalog.wallet(&owner.name)?,
            scale: scale(program, &mine, owner.multipliers),
            rules: Vec::new(),
            multipliers: Vec::new(),
            combine: owner.multipliers,
            has_unit_caps: false,
        };
        for (index, rule) in mine {
            let place = catalog.rule(&rule.name).unwrap_or(Index::MAX);
            let in_force = InForce {
                starts_at: rule.starts_at,
                ends_at: rule.ends_at,
                when: rule.when.as_ref().map(|condition| conditions.add(condition)),
            };
            if let Effect::Multiply { factor, of, bonuses } = &rule.effect {
                earning.multipliers.push(MultiplierPlan {
                    rule: index,
                    place,
                    in_force,
                    numerator: factor.mantissa(),
                    denominator: power_of_ten(factor.scale()),
                    of: of.clone(),
                    bonuses: *bonuses,
                    unit_caps: caps(program, wallet, index, CapCounts::Units),
                });
            } else {
                let spend_caps = caps(program, wallet, index, CapCounts::Spend);
                earning.rules.push(RulePlan {
                    rule: index,
                    place,
                    in_force,
                    lines: rule.lines.as_ref().map(|condition| conditions.add_selector(condition)),
                    gift: gift(&rule.effect, earning.scale, program.currency.exponent),
                    by_line: spend_caps.iter().any(|cap| by_line(program, &program.caps[*cap])),
                    spend_caps,
                    unit_caps: caps(program, wallet, index, CapCounts::Units),
                    activation: rule.activation.unwrap_or(owner.activation),
                    expiry: rule.expiry.unwrap_or(owner.expiry),
                });
            }
        }
        earning.has_unit_caps = earning.rules.iter().any(|plan| !plan.unit_caps.is_empty())
            || earning.multipliers.iter().any(|plan| !plan.unit_caps.is_empty());
        Some(earning)
    }
}

/// The caps that hold a rule.
fn caps(program: &Program, wallet: usize, rule: usize, counts: CapCounts) -> Vec<usize> {
    let holds = |cap: &crate::program::Cap| {
        cap.wallet == wallet && cap.counts == counts && (cap.rules.is_empty() || cap.rules.contains(&rule))
    };
    program.caps.iter().enumerate().filter(|(_, cap)| holds(cap)).map(|(index, _)| index).collect()
}

/// Whether several rules count under the cap and some of them select lines, so that they may count different money of one order.
fn by_line(program: &Program, cap: &crate::program::Cap) -> bool {
    let counts = |(index, rule): &(usize, &Rule)| {
        rule.wallet == cap.wallet
            && (cap.rules.is_empty() || cap.rules.contains(index))
            && matches!(rule.effect, Effect::Rate { .. } | Effect::Bands { .. })
    };
    let mut rules = program.rules.iter().enumerate().filter(counts);
    rules.clone().count() > 1 && rules.any(|(_, rule)| rule.lines.is_some())
}

/// The common denominator of everything the rules can give: decimals of the rates and the currency, and of the factors.
fn scale(program: &Program, rules: &[(usize, &Rule)], combine: Multipliers) -> i128 {
    let (mut rates, mut factors) = (0, 0);
    for (_, rule) in rules {
        match &rule.effect {
            Effect::Rate { rate, .. } => rates = rates.max(rate.scale()),
            Effect::Bands { bands, .. } => {
                rates = rates.max(bands.iter().map(|band| band.rate.scale()).max().unwrap_or(0));
            }
            Effect::Fixed { .. } => {}
            Effect::Multiply { factor, .. } => {
                let decimals = factor.scale();
                factors =
                    if combine == Multipliers::Product { factors + decimals } else { factors.max(decimals) };
            }
        }
    }
    power_of_ten(rates + u32::from(program.currency.exponent) + factors)
}

fn gift(effect: &Effect, scale: i128, exponent: u8) -> Gift {
    let per_minor = |rate: &Decimal| -> i128 {
        // `scale` is a multiple of the rate's own denominator and of the minor unit, so this division leaves no rest.
        rate.mantissa().saturating_mul(scale / power_of_ten(rate.scale() + u32::from(exponent)).max(1))
    };
    match effect {
        Effect::Rate { rate, whole_units, basis } => {
            Gift::Rate { per_minor: per_minor(rate), whole_units: *whole_units, basis: *basis }
        }
        Effect::Bands { mode, bands, whole_units, basis } => Gift::Bands {
            mode: *mode,
            bands: bands.iter().map(|band| (band.from, per_minor(&band.rate))).collect(),
            whole_units: *whole_units,
            basis: *basis,
        },
        Effect::Fixed { units, threshold, basis } => Gift::Fixed {
            units: i128::from(*units).saturating_mul(scale),
            threshold: *threshold,
            basis: *basis,
        },
        Effect::Multiply { .. } => Gift::Fixed { units: 0, threshold: 0, basis: Basis::Paid },
    }
}

/// 10^n; the program check keeps decimals so few that this never saturates in a checked program.
fn power_of_ten(n: u32) -> i128 {
    10_i128.checked_pow(n).unwrap_or(i128::MAX)
}
