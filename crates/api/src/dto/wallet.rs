//! Wallets and lots.

use super::{InForce, Money, label, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use tessera_app::{LotView, WalletView};
use tessera_engine::values::{Instant, MemberId};
use utoipa::ToSchema;

/// A wallet 账户 of a member. All figures are in its units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Wallet<'a> {
    /// Its name in the program.
    #[schema(example = "points")]
    wallet: String,
    /// What people call it, in the asked language.
    #[schema(example = "积分")]
    label: String,
    /// How many of the units' last digits are decimals; 0 for points.
    decimals: u8,
    /// Units held, pending ones included, less the debt.
    balance: i64,
    /// Units that can be spent now.
    available: i64,
    /// Units that cannot be spent yet.
    pending: i64,
    /// Units owed; what is earned next pays them off.
    debt: i64,
    /// Units ever earned by rules.
    earned: i64,
    /// Units ever spent.
    spent: i64,
    /// Units ever expired, less what rolled over.
    expired: i64,
    /// Units ever given less taken by hand.
    adjusted: i64,
    /// What the units that can be spent now are worth: at the rate at which so many pay, whatever the least redemption, else as the program
    /// values them; rounded down. `null` where it does neither.
    worth: Option<Money<'a>>,
    /// What expires when, soonest first, 12 days at most.
    expiring: Vec<Expiring<'a>>,
}

/// Units that can be spent for the last time on one day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Expiring<'a> {
    /// The last day on which they can be spent, in the program's zone.
    #[schema(value_type = String, format = Date, example = "2026-12-31")]
    last_day: String,
    /// How many.
    units: i64,
    /// What they are worth, as the wallet's `worth`.
    worth: Option<Money<'a>>,
}

/// Days that are told of a wallet.
const MOST_DAYS: usize = 12;

impl<'a> Wallet<'a> {
    /// A wallet whose worth is in a currency.
    pub(crate) fn of(view: &WalletView, currency: Option<&'a str>, lang: Lang) -> Self {
        let money =
            |amount: Option<i64>| amount.zip(currency).map(|(amount, currency)| Money { amount, currency });
        let expiring = view.expiring.iter().take(MOST_DAYS).map(|day| Expiring {
            last_day: day.last_day.to_string(),
            units: day.units,
            worth: money(day.worth),
        });
        Self {
            wallet: view.name.to_string(),
            label: label(&view.label, lang),
            decimals: view.decimals,
            balance: view.balance,
            available: view.available,
            pending: view.pending,
            debt: view.debt,
            earned: view.earned,
            spent: view.spent,
            expired: view.expired,
            adjusted: view.adjusted,
            worth: money(view.worth),
            expiring: expiring.collect(),
        }
    }
}

/// A lot 批次: units earned together that are not used up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Lot {
    /// The event that earned it.
    #[schema(example = "evt_0193f0000000700080000000000000010000002a")]
    event: String,
    /// Lots of one event count up from 0.
    part: u8,
    /// How often what was left of it was rolled over.
    generation: u8,
    /// Units left.
    units: i64,
    /// From when on they can be spent.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    activates_at: Instant,
    /// At this instant they are gone; `null`: never.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Instant>,
    /// The last day on which they can be spent, in the program's zone.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    last_day: Option<String>,
}

impl Lot {
    pub(crate) fn of(member: MemberId, view: &LotView, in_force: &InForce) -> Self {
        Self {
            event: crate::read::event_name(member, view.event),
            part: view.part,
            generation: view.generation,
            units: view.units,
            activates_at: view.activates_at,
            expires_at: view.expires_at,
            last_day: view.expires_at.and_then(|at| in_force.last_day(at)),
        }
    }
}
