//! What a recorded command did.

use super::{EntryItem, InForce, Money, shown};
use crate::problem::{Problem, codes};
use crate::read::{event_name, order_name};
use serde::Serialize;
use tessera_app::{Answer, Balance, EntryView, Paid, Receipt};
use tessera_engine::entry::EntryKind;
use tessera_engine::values::{Instant, MemberId};
use utoipa::ToSchema;

/// What a recorded command did. The same command again gets the same reply.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recorded<'a> {
    /// Our id: `ord_…` of an order, `evt_…` of anything else.
    #[schema(example = "ord_0193f0000000700080000000000000010000002a")]
    id: String,
    /// The caller's id.
    #[schema(example = "0042-7781")]
    event_id: &'a str,
    /// The member.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    member: MemberId,
    /// Always `accepted` here.
    #[schema(value_type = String, example = "accepted")]
    status: &'static str,
    /// The event's number in the journal.
    ledger_seq: u64,
    /// When it happened.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    occurred_at: Instant,
    /// When we recorded it.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// For the receipt that the member gets.
    receipt: ReceiptReply<'a>,
    /// What it posted, what fell due before it included. Not in the reply to an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<EntryItem<'a>>>,
}

/// The figures of a receipt 小票.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiptReply<'a> {
    /// Units that rules gave.
    earned: Vec<Change<'a>>,
    /// Units spent and what they paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    redeemed: Option<Redeemed<'a>>,
    /// Units taken back because of a return or a late event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    taken_back: Vec<Change<'a>>,
    /// Units given back because of a return or a late event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    given_back: Vec<Change<'a>>,
    /// The wallets right after it.
    balances: Vec<BalanceReply<'a>>,
    /// The tier right after it.
    #[schema(value_type = Option<String>)]
    tier: Option<&'a str>,
    /// The tier before it, where it changed the tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    tier_before: Option<Option<&'a str>>,
}

/// Units of a wallet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Change<'a> {
    /// The wallet.
    #[schema(example = "points")]
    wallet: &'a str,
    /// Units, more than zero.
    units: i64,
}

/// Units spent and what they paid.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Redeemed<'a> {
    /// The wallet.
    #[schema(example = "points")]
    wallet: &'a str,
    /// Units.
    units: i64,
    /// What they paid.
    value: Money<'a>,
}

/// What is in a wallet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BalanceReply<'a> {
    /// The wallet.
    #[schema(example = "points")]
    wallet: &'a str,
    /// Units held, pending ones included, less the debt.
    balance: i64,
    /// Units that can be spent now.
    available: i64,
    /// Units that cannot be spent yet.
    pending: i64,
    /// Units owed.
    debt: i64,
}

/// The figures of a command that was done, or would be.
pub(crate) struct Effect<'a> {
    pub(crate) paid: Option<&'a Paid>,
    pub(crate) entries: &'a [EntryView],
    pub(crate) balances: &'a [Balance],
    pub(crate) tier: Option<&'a str>,
    pub(crate) tier_before: Option<Option<&'a str>>,
}

impl<'a> Effect<'a> {
    pub(crate) fn of(receipt: &'a Receipt) -> Self {
        Self {
            paid: receipt.paid.as_ref(),
            entries: &receipt.entries,
            balances: &receipt.balances,
            tier: receipt.tier.as_deref(),
            tier_before: receipt.tier_before.as_ref().map(Option::as_deref),
        }
    }
}

impl<'a> ReceiptReply<'a> {
    pub(crate) fn of(effect: &Effect<'a>, currency: &'a str) -> Self {
        let sum = |of: fn(&EntryView) -> i64| {
            let all = effect.balances.iter().map(|balance| {
                let mine = effect.entries.iter().filter(|entry| entry.wallet == balance.wallet);
                let units = mine.fold(0_i64, |sum, entry| sum.saturating_add(of(entry)));
                Change { wallet: &balance.wallet, units }
            });
            all.filter(|change| change.units > 0).collect()
        };
        Self {
            earned: sum(|view| match view.entry.kind {
                EntryKind::Earn if view.entry.corrected_by.is_none() => view.entry.units,
                _ => 0,
            }),
            redeemed: effect.paid.map(|paid| Redeemed {
                wallet: &paid.wallet,
                units: paid.units,
                value: Money { amount: paid.value, currency },
            }),
            taken_back: sum(|view| {
                if view.entry.name() == "clawback" { view.entry.units.saturating_neg() } else { 0 }
            }),
            given_back: sum(|view| if view.entry.name() == "reinstate" { view.entry.units } else { 0 }),
            balances: effect.balances.iter().map(BalanceReply::of).collect(),
            tier: effect.tier,
            tier_before: effect.tier_before,
        }
    }
}

impl<'a> BalanceReply<'a> {
    pub(crate) fn of(balance: &'a Balance) -> Self {
        Self {
            wallet: &balance.wallet,
            balance: balance.balance,
            available: balance.available,
            pending: balance.pending,
            debt: balance.debt,
        }
    }
}

impl<'a> Recorded<'a> {
    /// The reply to an order.
    pub(crate) fn of_order(receipt: &'a Receipt, event_id: &'a str, currency: &'a str) -> Self {
        let id = order_name(receipt.member, receipt.number);
        Self { id, ..Self::of(receipt, event_id, currency) }
    }

    /// The reply to any other command, with its entries.
    pub(crate) fn of_event(receipt: &'a Receipt, event_id: &'a str, in_force: &'a InForce) -> Self {
        let entries = receipt.entries.iter().map(|entry| EntryItem::of(receipt.member, entry, in_force));
        let currency = in_force.currency(receipt.occurred_at);
        Self { entries: Some(entries.collect()), ..Self::of(receipt, event_id, currency) }
    }

    /// Our id of what was recorded.
    pub(crate) fn name(receipt: &Receipt) -> String {
        event_name(receipt.member, receipt.number)
    }

    fn of(receipt: &'a Receipt, event_id: &'a str, currency: &'a str) -> Self {
        Self {
            id: Self::name(receipt),
            event_id,
            member: receipt.member,
            status: "accepted",
            ledger_seq: receipt.seq,
            occurred_at: receipt.occurred_at,
            recorded_at: receipt.recorded_at,
            receipt: ReceiptReply::of(&Effect::of(receipt), currency),
            entries: None,
        }
    }
}

/// What became of a command that cannot be parked: its receipt and whether that is the first answer given once more; refusals and errors as problems.
pub(crate) fn accepted(answer: Answer) -> Result<(Box<Receipt>, bool), Problem> {
    match answer {
        Answer::Accepted { receipt, replayed } => Ok((receipt, replayed)),
        Answer::Refused { refusal, replayed, .. } => Err(Problem::from(&refusal).replayed(replayed)),
        Answer::Parked { .. } => Err(Problem::new(codes::UNKNOWN_ORDER)),
        Answer::Rejected(error) => Err(error.into()),
    }
}
