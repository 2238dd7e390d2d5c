//! `tessera export entries`.

use super::records::Records;
use super::{Form, Relay, Stopped};
use crate::labels::Labels;
use std::io::{self, Write};
use tessera_app::backtest::{Cell, EntryColumns, EntryOf, decimal_text};
use tessera_app::{App, EntriesOf, EntryExport};

/// What only a database knows; it stands after the columns of the backtest.
const MORE: [&str; 3] = ["available", "posted_by", "seq"];

/// Entries, by member and in the order of posting.
pub(super) async fn write(
    app: &App,
    of: EntriesOf,
    form: Form,
    out: &mut (dyn Write + Send),
    relay: &mut Relay,
) -> Result<(), Stopped> {
    let program = Labels::newest(app);
    let mut records = Records::new(form, out, EntryColumns::NAMES.into_iter().chain(MORE))?;
    let mut columns = EntryColumns::new(program.programs());
    let mut sink = |row: EntryExport| relay.sink(line(&mut records, &row, &mut columns, &program));
    let outcome = app.export_entries(of, &mut sink).await;
    relay.end(outcome)?;
    Ok(records.finish()?)
}

fn line(
    records: &mut Records<'_>,
    row: &EntryExport,
    columns: &mut EntryColumns<'_>,
    program: &Labels,
) -> io::Result<()> {
    let our_id = row.member.to_string();
    let of = EntryOf {
        member_id: row.external_id.as_deref().unwrap_or(&our_id),
        order_no: row.cause_id.as_deref(),
        lot_of: row.lot_id.as_deref(),
    };
    let entry = &row.entry.entry;
    let available = decimal_text(entry.available, program.decimals(&row.entry.wallet));
    let posted_by = row.posted_by.as_ref();
    let mut cells = columns.cells(of, entry).to_vec();
    cells.extend([
        Cell::Owned(available),
        posted_by.map(|(_, id)| &**id).into(),
        posted_by.map_or(Cell::Nothing, |(seq, _)| Cell::Number(*seq)),
    ]);
    records.write(&cells)
}
