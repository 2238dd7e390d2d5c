//! Statements: a member's account over a span of time.

use crate::App;
use crate::command::MemberRef;
use crate::error::AppError;
use crate::history::recorded_state;
use crate::views::{Statement, StatementWallet};
use tessera_engine::entry::{Entry, Index};
use tessera_engine::fold::{self, Posted};
use tessera_engine::values::Instant;

impl App {
    /// A member's account over a span of business time, `from` inclusive, `until` exclusive. What fell due until now is counted,
    /// although nothing is written. A correction stands where it became known, as in any account.
    pub async fn statement(
        &self,
        member: &MemberRef,
        from: Instant,
        until: Instant,
    ) -> Result<Statement, AppError> {
        if from > until {
            return Err(AppError::invalid("from", "须不晚于 until", "must not be after `until`"));
        }
        self.fresh().await?;
        let id = self.shared.resolve(member).await?;
        let history = self.shared.history(id).await?;
        if history.is_empty() {
            return Err(AppError::UnknownMember(id.to_string().into()));
        }
        let in_force = self.shared.rules.now();
        let mut entries = Vec::new();
        for past in history.iter() {
            entries.extend(past.entries()?);
        }
        let mut due = Posted::default();
        let mut state = recorded_state(&in_force.programs, &history.numbered());
        fold::advance(&in_force.programs, &mut state, self.shared.clock.now(), &mut due);
        entries.extend(due.entries);
        // Stable: entries of one instant stay in the order of posting.
        entries.sort_by_key(|entry| entry.at);
        let wallets = in_force.names.wallets.iter().enumerate().map(|(place, name)| {
            // The catalog holds no more than Index::MAX names.
            let of_wallet = entries.iter().filter(|entry| entry.wallet == place as Index);
            let mut wallet =
                StatementWallet { wallet: name.clone(), opening: 0, entries: Vec::new(), closing: 0 };
            for entry in of_wallet.filter(|entry| entry.at < until) {
                wallet.take(entry, from, in_force.names.entry(entry));
            }
            wallet
        });
        Ok(Statement { member: id, from, until, wallets: wallets.collect() })
    }
}

impl StatementWallet {
    fn take(&mut self, entry: &Entry, from: Instant, view: crate::EntryView) {
        self.closing = self.closing.saturating_add(entry.units);
        if entry.at < from {
            self.opening = self.closing;
        } else {
            self.entries.push((view, self.closing));
        }
    }
}
