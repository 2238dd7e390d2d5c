//! Statements.

use super::{EntryItem, InForce, shown};
use serde::Serialize;
use tessera_engine::values::{Instant, MemberId};
use utoipa::ToSchema;

/// A statement 对账单: for each wallet, `opening` plus the units of all entries is `closing`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statement<'a> {
    /// The member.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    member: MemberId,
    /// From when on, inclusive.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    from: Instant,
    /// Until when, exclusive.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    to: Instant,
    /// One part a wallet.
    wallets: Vec<StatementWallet<'a>>,
}

/// One wallet of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatementWallet<'a> {
    /// The wallet.
    #[schema(example = "points")]
    wallet: String,
    /// The balance just before the span.
    opening: i64,
    /// What happened in it, by business time.
    lines: Vec<StatementLine<'a>>,
    /// The balance at its end.
    closing: i64,
}

/// One line of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatementLine<'a> {
    /// The entry.
    entry: EntryItem<'a>,
    /// The balance after it.
    balance: i64,
}

impl<'a> Statement<'a> {
    pub(crate) fn of(view: &tessera_app::Statement, in_force: &'a InForce) -> Self {
        let wallets = view.wallets.iter().map(|wallet| {
            let lines = wallet.entries.iter().map(|(entry, balance)| StatementLine {
                entry: EntryItem::of(view.member, entry, in_force),
                balance: *balance,
            });
            StatementWallet {
                wallet: wallet.wallet.to_string(),
                opening: wallet.opening,
                lines: lines.collect(),
                closing: wallet.closing,
            }
        });
        Self { member: view.member, from: view.from, to: view.until, wallets: wallets.collect() }
    }
}
