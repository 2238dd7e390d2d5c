//! The rows as CSV.
//!
//! | file | columns |
//! |---|---|
//! | members | `at, member_id, orders, spend, tier`, then for each wallet `<wallet>_earned, _spent, _expired, _balance` |
//! | tiers | `member_id, at, from, to, order_no` |
//! | entries | `member_id, at, wallet, kind, units, balance, order_no, lot, rule, version, base, trimmed, trimmed_units` |
//!
//! Instants are RFC 3339 in UTC; money (`spend`, `base`) is decimal text in major units; units are whole numbers, or decimal
//! text where the wallet has decimals. `trimmed` is what caps cut off: money where a cap on spend holds the rule, else units.

use super::case::Case;
use super::entry_columns::{Cell, EntryColumns, EntryOf};
use super::error::BacktestError;
use super::figures::{decimal_text, push_instant};
use super::rows::{MemberOutcome, Rows};
use crate::exports::MemberExport;
use crate::views::Name;
use csv::Writer;
use std::io::{self, Write};
use tessera_engine::entry::Index;

/// Writes `members.csv`. Exports of a database write it too, so that both have the same columns.
pub struct MembersCsv<W: Write> {
    out: Writer<W>,
    decimals: Vec<u8>,
    exponent: u8,
    text: String,
}

impl<W: Write> MembersCsv<W> {
    /// Begins with the header. `wallets` are the names and decimals in the order of the rows' wallets, `exponent` the decimals
    /// of the currency.
    pub fn new(out: W, wallets: &[(Name, u8)], exponent: u8) -> io::Result<Self> {
        let mut out = Writer::from_writer(out);
        let mut header: Vec<String> =
            ["at", "member_id", "orders", "spend", "tier"].map(String::from).to_vec();
        for (name, _) in wallets {
            header.extend(["earned", "spent", "expired", "balance"].map(|what| format!("{name}_{what}")));
        }
        out.write_record(&header)?;
        let decimals = wallets.iter().map(|(_, decimals)| *decimals).collect();
        Ok(Self { out, decimals, exponent, text: String::new() })
    }

    /// Writes one row.
    pub fn write(&mut self, row: &MemberExport) -> io::Result<()> {
        self.text.clear();
        push_instant(&mut self.text, row.at);
        self.out.write_field(&self.text)?;
        self.out.write_field(&*row.member_id)?;
        self.out.write_field(row.orders.to_string())?;
        self.out.write_field(decimal_text(row.spend, self.exponent))?;
        self.out.write_field(row.tier.as_deref().unwrap_or_default())?;
        for (wallet, decimals) in row.wallets.iter().zip(&self.decimals) {
            for units in [wallet.earned, wallet.spent, wallet.expired, wallet.balance] {
                self.out.write_field(decimal_text(units, *decimals))?;
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Rows for MembersCsv<W> {
    fn take(&mut self, _: &Case<'_>, member: MemberOutcome<'_>) -> Result<(), BacktestError> {
        let write = |source| BacktestError::Write { name: "members.csv".into(), source };
        member.rows.iter().try_for_each(|row| self.write(row)).map_err(write)
    }
}

/// Writes `tiers.csv`.
pub struct TiersCsv<W: Write> {
    out: Writer<W>,
}

impl<W: Write> TiersCsv<W> {
    /// Begins with the header.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = Writer::from_writer(out);
        out.write_record(["member_id", "at", "from", "to", "order_no"])?;
        Ok(Self { out })
    }

    /// Writes a member's changes.
    pub fn write(&mut self, case: &Case<'_>, member: &MemberOutcome<'_>) -> io::Result<()> {
        let name = |tier: Option<Index>| {
            tier.and_then(|tier| case.tier_names.get(usize::from(tier))).map_or("", |name| name)
        };
        for change in member.tiers() {
            let order = member.order_no(change.cause).unwrap_or_default();
            let mut at = String::new();
            push_instant(&mut at, change.at);
            self.out.write_record([&*member.member_id, &at, name(change.from), name(change.to), &*order])?;
        }
        Ok(())
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes `entries.csv`.
pub struct EntriesCsv<W: Write> {
    out: Writer<W>,
}

impl<W: Write> EntriesCsv<W> {
    /// Begins with the header.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = Writer::from_writer(out);
        out.write_record(EntryColumns::NAMES)?;
        Ok(Self { out })
    }

    /// Writes a member's entries.
    pub fn write(&mut self, case: &Case<'_>, member: &MemberOutcome<'_>) -> io::Result<()> {
        let mut columns = EntryColumns::new(&case.programs);
        for (entry, _) in member.entries() {
            let (order_no, lot_of) =
                (member.order_no(entry.cause), entry.lot.map(|lot| member.earned_by(lot)));
            let of = EntryOf {
                member_id: &member.member_id,
                order_no: order_no.as_deref(),
                lot_of: lot_of.as_deref(),
            };
            write_cells(&mut self.out, &columns.cells(of, entry))?;
        }
        Ok(())
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a row of cells; nothing is the empty field.
pub fn write_cells<W: Write>(out: &mut Writer<W>, cells: &[Cell<'_>]) -> io::Result<()> {
    for cell in cells {
        match cell {
            Cell::Text(text) => out.write_field(text)?,
            Cell::Owned(text) => out.write_field(text)?,
            Cell::Number(number) => out.write_field(number.to_string())?,
            Cell::Nothing => out.write_field("")?,
        }
    }
    Ok(out.write_record(None::<&[u8]>)?)
}
