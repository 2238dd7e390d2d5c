//! The columns of entries, the same from a backtest and from a database.

use super::figures::{decimal_text, instant_text};
use crate::decimals::{money_decimals, trimmed_decimals, wallet_decimals};
use tessera_engine::entry::{Entry, LotId};
use tessera_engine::fold::Programs;

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'v> {
    /// A text.
    Text(&'v str),
    /// A text, or a decimal number, made for the row.
    Owned(String),
    /// A whole number.
    Number(u64),
    /// There is none.
    Nothing,
}

impl<'v> From<Option<&'v str>> for Cell<'v> {
    fn from(text: Option<&'v str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

/// What a row says of an entry besides the entry.
#[derive(Clone, Copy, Debug)]
pub struct EntryOf<'v> {
    /// The member's id.
    pub member_id: &'v str,
    /// The order, or other event, that the entry names as its cause.
    pub order_no: Option<&'v str>,
    /// The order, or other event, that earned the entry's lot.
    pub lot_of: Option<&'v str>,
}

/// Makes the cells of entries, one member after the other, and keeps their wallets' balances.
///
/// Money is decimal text in major units, units whole numbers or decimal text where the wallet has decimals. Decimals are those of the version
/// that posted the entry, whatever later versions say.
#[derive(Debug)]
pub struct EntryColumns<'p> {
    programs: &'p Programs,
    member_id: Box<str>,
    balances: Vec<i64>,
}

impl<'p> EntryColumns<'p> {
    /// The names of the columns.
    pub const NAMES: [&'static str; 13] = [
        "member_id",
        "at",
        "wallet",
        "kind",
        "units",
        "balance",
        "order_no",
        "lot",
        "rule",
        "version",
        "base",
        "trimmed",
        "trimmed_units",
    ];

    /// Columns of entries that were posted under these programs.
    pub fn new(programs: &'p Programs) -> Self {
        Self { programs, member_id: Box::default(), balances: Vec::new() }
    }

    /// The cells of the next entry. The entries of a member come one after the other, in the order of posting.
    pub fn cells<'v>(&mut self, of: EntryOf<'v>, entry: &Entry) -> [Cell<'v>; 13]
    where
        'p: 'v,
    {
        let (programs, catalog) = (self.programs, self.programs.catalog());
        let wallet = catalog.wallets().get(usize::from(entry.wallet)).map_or("", |name| name);
        let rule = entry.rule.and_then(|rule| catalog.rules().get(usize::from(rule)));
        let decimals = wallet_decimals(programs, wallet);
        let balance = self.balance(of.member_id, entry);
        [
            Cell::Text(of.member_id),
            Cell::Owned(instant_text(entry.at)),
            Cell::Text(wallet),
            Cell::Text(entry.kind.name()),
            Cell::Owned(decimal_text(entry.units, decimals)),
            Cell::Owned(decimal_text(balance, decimals)),
            of.order_no.into(),
            entry.lot.map_or(Cell::Nothing, |lot| Cell::Owned(lot_name(lot, of.lot_of))),
            rule.map(|name| &**name).into(),
            Cell::Number(entry.version.into()),
            Cell::Owned(decimal_text(entry.base, money_decimals(programs))),
            Cell::Owned(decimal_text(entry.trimmed, trimmed_decimals(programs, entry))),
            Cell::Owned(decimal_text(entry.trimmed_units, decimals)),
        ]
    }

    /// The balance of the entry's wallet after it.
    fn balance(&mut self, member_id: &str, entry: &Entry) -> i64 {
        if *self.member_id != *member_id {
            self.member_id = member_id.into();
            self.balances.clear();
        }
        add(&mut self.balances, entry)
    }
}

/// Adds an entry to the balances of its member, by wallet; returns that of its wallet.
pub(super) fn add(balances: &mut Vec<i64>, entry: &Entry) -> i64 {
    let place = usize::from(entry.wallet);
    if balances.len() <= place {
        balances.resize(place + 1, 0);
    }
    balances[place] = balances[place].saturating_add(entry.units);
    balances[place]
}

/// A lot's name: the order or event that earned it, or `open-ended` for all units without a date of expiry; `/1`, `/2` for further lots of one
/// event, `~1`, `~2` for what rolled over.
pub(super) fn lot_name(lot: LotId, earned_by: Option<&str>) -> String {
    let mut name = if lot.event == 0 { "open-ended" } else { earned_by.unwrap_or_default() }.to_owned();
    if lot.part > 0 && lot.event != 0 {
        name.push_str(&format!("/{}", lot.part));
    }
    if lot.generation > 0 {
        name.push_str(&format!("~{}", lot.generation));
    }
    name
}
