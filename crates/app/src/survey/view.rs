//! The figures of the shop as questions are answered with them: the kept survey, with names, worth and what is newer.

use super::{Moved, Survey, frame, pace};
use crate::App;
use crate::decimals::newest_wallet;
use crate::error::AppError;
use crate::in_force::InForce;
use crate::views::{Name, TrialBalance};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::time::Duration;
use tessera_engine::fold::{Programs, Version};
use tessera_engine::program::Text;
use tessera_engine::values::Instant;

/// The figures of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopFigures {
    /// Now.
    pub at: Instant,
    /// The business day of now in the program's time zone, as `2026-11-21`.
    pub today: Box<str>,
    /// Members now.
    pub members: u64,
    /// ISO 4217 code of all amounts; `None` where no program is published.
    pub currency: Option<Box<str>>,
    /// The wallets, in the order of [`App::wallet_names`].
    pub wallets: Vec<WalletFigures>,
    /// The tiers of the program in force, lowest first; then those that only earlier versions had, while somebody holds them.
    pub tiers: Vec<TierFigures>,
    /// The business days that the survey looked back on, oldest first; none before the first survey.
    pub days: Vec<DayFigures>,
    /// What the tiers, the days and the months of expiry are true of; `None`: there is no survey yet.
    pub fresh_as_of: Option<Instant>,
    /// Whether a newer survey is being taken.
    pub renewing: bool,
    /// How many members it has looked at.
    pub surveyed: Option<u64>,
    /// How old a survey gets, in minutes, before it is taken anew when somebody asks and something has changed.
    pub renewed_after: u32,
}

/// One wallet of all members, in units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletFigures {
    /// Its name.
    pub name: Name,
    /// What people call it.
    pub label: Text,
    /// How many of the units' last digits are decimals.
    pub decimals: u8,
    /// Held now, pending units included, less the debt.
    pub outstanding: i64,
    /// What that is worth, in minor units of money rounded towards zero; `None` where the program says nothing about it.
    pub worth: Option<i64>,
    /// What expires, by month.
    pub expiring: Vec<ExpiringUnits>,
    /// What has no date on which it expires, as of the survey.
    pub never: i64,
    /// Owed, as of the survey.
    pub debt: i64,
}

/// Units that can be spent last in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiringUnits {
    /// The month in the program's time zone, as `2026-12`.
    pub month: Box<str>,
    /// So many units.
    pub units: i64,
    /// What they are worth, in minor units of money rounded towards zero.
    pub worth: Option<i64>,
}

/// Members of one tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierFigures {
    /// Its name.
    pub name: Name,
    /// What people call it.
    pub label: Text,
    /// Members who hold it.
    pub members: u64,
    /// The share of members, 0 to 1, that the program wants to hold it.
    pub target: Option<Decimal>,
}

impl TierFigures {
    /// The share of members that the program wants to hold it, in per cent.
    pub fn target_percent(&self) -> Option<Decimal> {
        self.target.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED)).map(|share| share.normalize())
    }
}

/// One business day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// As `2026-11-21`.
    pub day: Box<str>,
    /// Members who joined.
    pub joined: u64,
    /// Orders of the day, those returned as a whole left out.
    pub orders: u64,
    /// What was kept of them, before points paid a part, in minor units.
    pub spend: i64,
    /// What moved, by wallet.
    pub moved: Vec<(Name, Moved)>,
}

/// What figures are made of.
struct Looked {
    now: Instant,
    balance: TrialBalance,
    survey: Option<Survey>,
    took: Duration,
    /// The survey is true of now.
    holds: bool,
}

impl App {
    async fn look(&self, members: u64) -> Result<Looked, AppError> {
        let (balance, now) = (self.trial_balance().await?, self.shared.clock.now());
        let survey = self.kept_survey().await?;
        let took = pace::took(&self.shared, members).await?;
        let programs = &self.shared.rules.now().programs;
        let holds = survey.as_ref().is_some_and(|survey| still_holds(programs, survey, &balance, now));
        Ok(Looked { now, balance, survey, took, holds })
    }

    /// The figures as [`App::figures`] gives them; another survey is taken in the background if anything has changed and the last one has rested for as long as it took.
    pub async fn renewed_figures(&self) -> Result<ShopFigures, AppError> {
        let looked = self.look(self.member_count().await?).await?;
        let rests = |survey: &Survey| pace::rests(survey.at, looked.took, looked.now);
        if !looked.holds && !looked.survey.as_ref().is_some_and(rests) {
            self.renew_survey();
        }
        self.figures().await
    }

    /// Whether another process takes a survey that is newer than the one that was kept last.
    async fn is_surveyed_elsewhere(&self, kept: Option<&Survey>, now: Instant) -> Result<bool, AppError> {
        if !self.shared.store.is_shared() {
            return Ok(false);
        }
        let began = super::pace::began(&self.shared).await?;
        let life = i64::try_from(super::TASK_LIFE.as_micros()).unwrap_or(i64::MAX);
        Ok(began.is_some_and(|at| kept.is_none_or(|kept| kept.at < at) && now.0.saturating_sub(at.0) < life))
    }

    /// The figures of the shop. How many members there are and what they hold is true of now, the rest of the last survey: of now as well if nothing has changed since.
    /// If it is old for what it takes, or there is none, another one is taken in the background.
    pub async fn figures(&self) -> Result<ShopFigures, AppError> {
        let members = self.member_count().await?;
        let Looked { now, balance, survey, took, holds } = self.look(members).await?;
        let in_force = self.shared.rules.now();
        let renewed_after = pace::renewed_after(took);
        let programs = &in_force.programs;
        let is_old =
            |survey: &Survey| now.0.saturating_sub(survey.at.0) > i64::from(renewed_after) * 60 * 1_000_000;
        if !holds && survey.as_ref().is_none_or(is_old) {
            self.renew_survey();
        }
        let version = programs.at(now).or(programs.versions().first());
        let renewing = self.is_surveying() || self.is_surveyed_elsewhere(survey.as_ref(), now).await?;
        Ok(ShopFigures {
            at: now,
            today: frame::calendar(programs, now).day(now).date().to_string().into(),
            members,
            currency: version.map(|version| version.program.currency.code.clone()),
            wallets: wallets(&in_force, version, survey.as_ref(), &balance),
            tiers: survey.as_ref().map(|survey| tiers(programs, version, survey)).unwrap_or_default(),
            days: survey.as_ref().map(|survey| days(&in_force, survey)).unwrap_or_default(),
            fresh_as_of: survey.map(|survey| if holds { now } else { survey.at }),
            renewing,
            surveyed: self.surveyed(),
            renewed_after,
        })
    }
}

/// Whether a survey is true of now: nothing was recorded since, nothing has expired, it is still that day, and no other version has come into force.
fn still_holds(programs: &Programs, survey: &Survey, balance: &TrialBalance, now: Instant) -> bool {
    let day = |at: Instant| frame::calendar(programs, at).day(at);
    let version = |at: Instant| programs.at(at).map(std::ptr::from_ref);
    let held = |held: &super::Held| {
        let account = format!("members:{}", held.wallet);
        let row = balance.rows.iter().find(|row| *row.account == *account);
        row.map_or(0, |row| row.units) == held.balance
    };
    survey.seq == balance.seq
        && version(survey.at) == version(now)
        && day(survey.at) == day(now)
        && survey.wallets.iter().all(held)
}

fn wallets(
    in_force: &InForce,
    version: Option<&Version>,
    survey: Option<&Survey>,
    balance: &TrialBalance,
) -> Vec<WalletFigures> {
    let of = |(place, name): (usize, &Name)| {
        let wallet = newest_wallet(&in_force.programs, name);
        let worth = |units| worth(units, wallet?.worth?, version?.minor());
        let account = format!("members:{name}");
        let row = balance.rows.iter().find(|row| *row.account == *account);
        let outstanding = row.map_or(0, |row| row.units);
        let held = survey.and_then(|survey| survey.wallets.get(place));
        let months = held.into_iter().flat_map(|held| &held.expiring);
        let expiring = months.map(|(month, units)| ExpiringUnits {
            month: month.clone(),
            units: *units,
            worth: worth(*units),
        });
        WalletFigures {
            name: name.clone(),
            label: wallet.map_or_else(|| Text::new(&**name, &**name), |wallet| wallet.label.clone()),
            decimals: wallet.map_or(0, |wallet| wallet.decimals),
            outstanding,
            worth: worth(outstanding),
            expiring: expiring.collect(),
            never: held.map_or(0, |held| held.never),
            debt: held.map_or(0, |held| held.debt),
        }
    };
    in_force.names.wallets.iter().enumerate().map(of).collect()
}

/// Towards zero, in minor units; `None` if it is beyond them.
fn worth(units: i64, worth: Decimal, minor: i64) -> Option<i64> {
    Decimal::from(units).checked_mul(worth)?.checked_mul(Decimal::from(minor))?.trunc().to_i64()
}

fn tiers(programs: &Programs, version: Option<&Version>, survey: &Survey) -> Vec<TierFigures> {
    let of = |version: &Version| version.program.tiers.as_ref().map_or(Vec::new(), |set| set.tiers.clone());
    let now = version.map(of).unwrap_or_default();
    let mut figures: Vec<TierFigures> = now
        .iter()
        .map(|tier| TierFigures {
            name: Name::from(&*tier.name),
            label: tier.label.clone(),
            members: survey.tiers.get(&tier.name).copied().unwrap_or_default(),
            target: tier.target_share,
        })
        .collect();
    let older: Vec<_> = programs.versions().iter().rev().flat_map(of).collect();
    for (name, members) in &survey.tiers {
        if now.iter().any(|tier| tier.name == *name) {
            continue;
        }
        let known = older.iter().find(|tier| tier.name == *name);
        let label = known.map_or_else(|| Text::new(&**name, &**name), |tier| tier.label.clone());
        figures.push(TierFigures { name: Name::from(&**name), label, members: *members, target: None });
    }
    figures
}

fn days(in_force: &InForce, survey: &Survey) -> Vec<DayFigures> {
    let moved = |place: usize, name: &Name, day: &super::Day| {
        (name.clone(), day.moved.get(place).copied().unwrap_or_default())
    };
    let names = || in_force.names.wallets.iter().enumerate();
    let of = |day: &super::Day| DayFigures {
        day: day.day.clone(),
        joined: day.joined,
        orders: day.orders,
        spend: day.spend,
        moved: names().map(|(place, name)| moved(place, name, day)).collect(),
    };
    survey.days.iter().map(of).collect()
}
