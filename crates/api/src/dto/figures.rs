//! The figures of the shop.

use super::verification::Verification;
use super::{Money, NO_CURRENCY, label, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use std::collections::BTreeMap;
use tessera_app::Verified;
use tessera_app::survey::{DayFigures, Moved, ShopFigures, TierFigures, WalletFigures};
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// The figures of the shop.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresReply<'a> {
    /// Now: `members`, `outstanding` and the worth of it are true of this instant.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// What everything else is true of: now as well, as long as nothing has changed since it was counted. `null`: nothing is known yet, ask again while `renewing`.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    fresh_as_of: Option<Instant>,
    /// A newer survey of the shop is being taken.
    renewing: bool,
    /// How many members it has looked at; `null`: none is being taken, or another server takes it.
    renewed_members: Option<u64>,
    /// How many minutes old `fresh_as_of` gets before a survey is taken anew when somebody asks and something has changed: 5, or five times what the last one took.
    renewed_after_minutes: u32,
    /// Members.
    members: u64,
    /// Members who joined today; `null`: nobody has counted today's yet, as `fresh_as_of` is before today.
    joined_today: Option<u64>,
    /// Orders of today; `null`: see `joined_today`.
    orders_today: Option<u64>,
    /// The business day of `at`, in the program's time zone, as it has been so far.
    today: FiguresToday<'a>,
    /// The last 90 business days as of `fresh_as_of`, oldest first; empty while nothing is known.
    days: Vec<FiguresDay<'a>>,
    /// The wallets.
    wallets: Vec<FiguresWallet<'a>>,
    /// The tiers of the program in force, lowest first; then those of earlier versions that somebody still holds.
    tiers: Vec<FiguresTier>,
    /// What the last audit found; `null`: there was none.
    last_verification: Option<Verification<'static>>,
}

/// One business day of all members. Units are by wallet, corrections included.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresDay<'a> {
    /// The day.
    #[schema(format = Date, example = "2026-11-21")]
    day: String,
    /// Members who joined.
    joined: u64,
    /// Orders, those returned as a whole left out.
    orders: u64,
    /// What was kept of them, before points paid a part.
    spend: Money<'a>,
    /// Units given by rules.
    issued: BTreeMap<String, i64>,
    /// Units spent.
    spent: BTreeMap<String, i64>,
    /// Units expired.
    expired: BTreeMap<String, i64>,
    /// Units given less taken by hand.
    adjusted: BTreeMap<String, i64>,
}

/// The business day of now. What nobody has counted yet is `null`: the last survey was taken before today, or there was none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresToday<'a> {
    /// The day.
    #[schema(format = Date, example = "2026-11-21")]
    day: String,
    /// Members who joined.
    joined: Option<u64>,
    /// Orders, those returned as a whole left out.
    orders: Option<u64>,
    /// What was kept of them, before points paid a part.
    spend: Option<Money<'a>>,
    /// Units given by rules, by wallet, corrections included; so are the following.
    issued: Option<BTreeMap<String, i64>>,
    /// Units spent.
    spent: Option<BTreeMap<String, i64>>,
    /// Units expired.
    expired: Option<BTreeMap<String, i64>>,
    /// Units given less taken by hand.
    adjusted: Option<BTreeMap<String, i64>>,
}

/// One wallet of all members. `never` and all of `expiring`, less `debt`, is what was outstanding as of `fresh_as_of`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresWallet<'a> {
    /// Its name in the program.
    #[schema(example = "points")]
    wallet: String,
    /// What people call it, in the asked language.
    label: String,
    /// How many of the units' last digits are decimals; 0 for points.
    decimals: u8,
    /// Units held, pending ones included, less the debt.
    outstanding: i64,
    /// What that is worth, rounded towards zero; `null` where the program says nothing about it.
    worth: Option<Money<'a>>,
    /// Units that expire, by month.
    expiring: Vec<FiguresMonth<'a>>,
    /// Units that have no date on which they expire.
    never: i64,
    /// Units owed.
    debt: i64,
}

/// Units that can be spent last in one month.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresMonth<'a> {
    /// The month in the program's time zone, of the last day on which they can be spent.
    #[schema(example = "2026-12")]
    month: String,
    /// So many units.
    units: i64,
    /// What they are worth, rounded towards zero.
    worth: Option<Money<'a>>,
}

/// Members of one tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiguresTier {
    /// Its name in the program.
    #[schema(example = "gold")]
    tier: String,
    /// What people call it, in the asked language.
    label: String,
    /// Members who hold it.
    members: u64,
    /// How many per cent of the members the program wants to hold it; `null` where it does not say.
    #[schema(example = "10")]
    target_percent: Option<String>,
}

impl<'a> FiguresReply<'a> {
    pub(crate) fn of(figures: &'a ShopFigures, verified: Option<&Verified>, lang: Lang) -> Self {
        // ISO 4217's code for none.
        let currency = figures.currency.as_deref().unwrap_or(NO_CURRENCY);
        let today = figures.days.iter().find(|day| day.day == figures.today);
        Self {
            at: figures.at,
            fresh_as_of: figures.fresh_as_of,
            renewing: figures.renewing,
            renewed_members: figures.surveyed,
            renewed_after_minutes: figures.renewed_after,
            members: figures.members,
            joined_today: today.map(|day| day.joined),
            orders_today: today.map(|day| day.orders),
            today: FiguresToday::of(
                figures.today.to_string(),
                today.map(|day| FiguresDay::of(day, currency)),
            ),
            days: figures.days.iter().map(|day| FiguresDay::of(day, currency)).collect(),
            wallets: figures.wallets.iter().map(|wallet| FiguresWallet::of(wallet, currency, lang)).collect(),
            tiers: figures.tiers.iter().map(|tier| FiguresTier::of(tier, lang)).collect(),
            last_verification: verified.map(|verified| Verification::last(verified, lang)),
        }
    }
}

impl<'a> FiguresToday<'a> {
    fn of(day: String, counted: Option<FiguresDay<'a>>) -> Self {
        let nothing = Self {
            day,
            joined: None,
            orders: None,
            spend: None,
            issued: None,
            spent: None,
            expired: None,
            adjusted: None,
        };
        let Some(FiguresDay { day, joined, orders, spend, issued, spent, expired, adjusted }) = counted
        else {
            return nothing;
        };
        Self {
            day,
            joined: Some(joined),
            orders: Some(orders),
            spend: Some(spend),
            issued: Some(issued),
            spent: Some(spent),
            expired: Some(expired),
            adjusted: Some(adjusted),
        }
    }
}

impl<'a> FiguresDay<'a> {
    fn of(day: &DayFigures, currency: &'a str) -> Self {
        let by_wallet = |units: fn(&Moved) -> i64| {
            day.moved.iter().map(|(wallet, moved)| (wallet.to_string(), units(moved))).collect()
        };
        Self {
            day: day.day.to_string(),
            joined: day.joined,
            orders: day.orders,
            spend: Money { amount: day.spend, currency },
            issued: by_wallet(|moved| moved.issued),
            spent: by_wallet(|moved| moved.spent),
            expired: by_wallet(|moved| moved.expired),
            adjusted: by_wallet(|moved| moved.adjusted),
        }
    }
}

impl<'a> FiguresWallet<'a> {
    fn of(wallet: &WalletFigures, currency: &'a str, lang: Lang) -> Self {
        let money = |amount: i64| Money { amount, currency };
        let months = wallet.expiring.iter().map(|of| FiguresMonth {
            month: of.month.to_string(),
            units: of.units,
            worth: of.worth.map(money),
        });
        Self {
            wallet: wallet.name.to_string(),
            label: label(&wallet.label, lang),
            decimals: wallet.decimals,
            outstanding: wallet.outstanding,
            worth: wallet.worth.map(money),
            expiring: months.collect(),
            never: wallet.never,
            debt: wallet.debt,
        }
    }
}

impl FiguresTier {
    fn of(tier: &TierFigures, lang: Lang) -> Self {
        Self {
            tier: tier.name.to_string(),
            label: label(&tier.label, lang),
            members: tier.members,
            target_percent: tier.target_percent().map(|percent| percent.to_string()),
        }
    }
}
