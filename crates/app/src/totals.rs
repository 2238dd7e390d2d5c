//! The trial balance: every unit has a source and a sink.

use crate::App;
use crate::error::AppError;
use crate::views::{TrialBalance, TrialRow};
use std::collections::BTreeMap;
use tessera_engine::entry::EntryKind;

impl App {
    /// The trial balance over members and program accounts, everything recorded included: for each wallet, what members hold, and for
    /// each kind of entry the program's account that the units came from (below zero) or went to.
    pub async fn trial_balance(&self) -> Result<TrialBalance, AppError> {
        let shared = &self.shared;
        let (tail, projected) = self.beside_tail(|| shared.store.totals()).await?;
        let mut sums: BTreeMap<(u16, u8), (i64, u64)> = BTreeMap::new();
        for total in projected {
            sums.insert((total.wallet, total.kind), (total.units, total.entries));
        }
        for entry in tail.facts().flat_map(|(_, _, posted)| &posted.entries) {
            let sum = sums.entry((entry.wallet, entry.kind.number())).or_default();
            sum.0 = sum.0.saturating_add(entry.units);
            sum.1 += 1;
        }
        let seq = tail.commits.last().map_or(tail.after, |commit| commit.last());
        let names = &shared.rules.now().names;
        let mut balance = TrialBalance { seq, rows: Vec::new() };
        for (place, wallet) in names.wallets.iter().enumerate() {
            let of_wallet = || sums.iter().filter(|((wallet, _), _)| usize::from(*wallet) == place);
            let held = of_wallet().fold(0i64, |sum, (_, (units, _))| sum.saturating_add(*units));
            balance.rows.push(TrialRow {
                account: format!("members:{wallet}").into(),
                units: held,
                entries: 0,
            });
            for ((_, kind), (units, entries)) in of_wallet() {
                let kind = EntryKind::ALL
                    .iter()
                    .find(|known| known.number() == *kind)
                    .map_or("?", |kind| kind.name());
                balance.rows.push(TrialRow {
                    account: format!("program:{wallet}:{kind}").into(),
                    units: units.saturating_neg(),
                    entries: *entries,
                });
            }
        }
        Ok(balance)
    }
}
