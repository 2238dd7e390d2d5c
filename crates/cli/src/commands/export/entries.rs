//! `tessera export entries`.

use super::records::{Cell, Records};
use super::{Form, Relay, Stopped};
use crate::labels::Labels;
use std::io::{self, Write};
use tessera_app::backtest::{decimal_text, instant_text};
use tessera_app::{App, EntryExport, trimmed_decimals};
use tessera_engine::entry::LotId;
use tessera_engine::values::MemberId;

/// The columns of the backtest, then what only a database knows.
const COLUMNS: &[&str] = &[
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
    "available",
    "posted_by",
    "seq",
];

/// Every entry, by member and in the order of posting.
pub(super) async fn write(
    app: &App,
    form: Form,
    out: &mut (dyn Write + Send),
    relay: &mut Relay,
) -> Result<(), Stopped> {
    let program = Labels::newest(app);
    let mut records = Records::new(form, out, COLUMNS)?;
    let mut balances = Balances::default();
    let mut sink = |row: EntryExport| relay.sink(line(&mut records, &row, &mut balances, &program));
    let outcome = app.export_entries(&mut sink).await;
    relay.end(outcome)?;
    Ok(records.finish()?)
}

fn line(
    records: &mut Records<'_>,
    row: &EntryExport,
    balances: &mut Balances,
    program: &Labels,
) -> io::Result<()> {
    let (view, entry) = (&row.entry, &row.entry.entry);
    let decimals = program.decimals(&view.wallet);
    let balance = balances.after(row);
    let our_id = row.member.to_string();
    records.write([
        Cell::Text(row.external_id.as_deref().unwrap_or(&our_id)),
        Cell::Owned(instant_text(entry.at)),
        Cell::Text(&view.wallet),
        Cell::Text(entry.kind.name()),
        Cell::Owned(decimal_text(entry.units, decimals)),
        Cell::Owned(decimal_text(balance, decimals)),
        row.cause_id.as_deref().into(),
        entry.lot.map_or(Cell::Nothing, |lot| Cell::Owned(lot_name(lot, row.lot_id.as_deref()))),
        view.rule.as_deref().into(),
        Cell::Number(entry.version.into()),
        Cell::Owned(decimal_text(entry.base, program.exponent())),
        Cell::Owned(decimal_text(entry.trimmed, trimmed_decimals(program.programs(), entry))),
        Cell::Owned(decimal_text(entry.trimmed_units, decimals)),
        Cell::Owned(decimal_text(entry.available, decimals)),
        Cell::Text(&row.event_id),
        Cell::Number(row.seq),
    ])
}

/// The event that earned a lot, `open-ended` for all units without a date of expiry; `/1`, `/2` for further lots of it, `~1`, `~2` for what rolled over.
fn lot_name(lot: LotId, event: Option<&str>) -> String {
    let mut name = if lot.event == 0 { "open-ended" } else { event.unwrap_or_default() }.to_owned();
    if lot.part > 0 && lot.event != 0 {
        name.push_str(&format!("/{}", lot.part));
    }
    if lot.generation > 0 {
        name.push_str(&format!("~{}", lot.generation));
    }
    name
}

/// The running balance of each wallet of the member at hand.
#[derive(Default)]
struct Balances {
    member: MemberId,
    wallets: Vec<i64>,
}

impl Balances {
    /// The balance of the entry's wallet after it.
    fn after(&mut self, row: &EntryExport) -> i64 {
        if self.member != row.member {
            self.member = row.member;
            self.wallets.clear();
        }
        let place = usize::from(row.entry.entry.wallet);
        if self.wallets.len() <= place {
            self.wallets.resize(place + 1, 0);
        }
        self.wallets[place] = self.wallets[place].saturating_add(row.entry.entry.units);
        self.wallets[place]
    }
}
