//! `tessera export members`.

use super::{Form, Relay, Stopped};
use crate::labels::Labels;
use serde_json::{Map, Value};
use std::io::{self, Write};
use tessera_app::backtest::{MembersCsv, decimal_text, instant_text};
use tessera_app::{App, MemberExport, Name};
use tessera_engine::values::Instant;

/// One row per member and instant, member by member; the columns of the backtest.
pub(super) async fn write(
    app: &App,
    instants: &[Instant],
    form: Form,
    out: &mut (dyn Write + Send),
    relay: &mut Relay,
) -> Result<(), Stopped> {
    let newest = Labels::newest(app);
    let wallets: Vec<(Name, u8)> =
        app.wallet_names().into_iter().map(|name| (name.clone(), newest.decimals(&name))).collect();
    match form {
        Form::Csv => {
            let mut csv = MembersCsv::new(out, &wallets, newest.exponent())?;
            let outcome = app.export_members(instants, &mut |row| relay.sink(csv.write(&row))).await;
            relay.end(outcome)?;
            csv.finish()?;
        }
        Form::Json => {
            let mut sink = |row: MemberExport| relay.sink(line(out, &row, &wallets, newest.exponent()));
            let outcome = app.export_members(instants, &mut sink).await;
            relay.end(outcome)?;
        }
    }
    Ok(())
}

/// The same columns as keys. Money and units with decimals are decimal text, so that every reader holds them exactly.
fn line(out: &mut dyn Write, row: &MemberExport, wallets: &[(Name, u8)], exponent: u8) -> io::Result<()> {
    let mut object = Map::new();
    let mut put = |key: String, value: Value| {
        object.insert(key, value);
    };
    put("at".into(), instant_text(row.at).into());
    put("member_id".into(), (*row.member_id).into());
    put("orders".into(), row.orders.into());
    put("spend".into(), decimal_text(row.spend, exponent).into());
    put("tier".into(), row.tier.as_deref().into());
    for (wallet, (name, decimals)) in row.wallets.iter().zip(wallets) {
        let figures = [
            ("earned", wallet.earned),
            ("spent", wallet.spent),
            ("expired", wallet.expired),
            ("balance", wallet.balance),
        ];
        for (what, units) in figures {
            let value = if *decimals == 0 { units.into() } else { decimal_text(units, *decimals).into() };
            put(format!("{name}_{what}"), value);
        }
    }
    writeln!(out, "{}", Value::Object(object))
}
