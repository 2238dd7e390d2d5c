//! What replies take from the programs in force: the currency beside each amount, and the local date beside each expiry.

use super::{Money, label};
use crate::Lang;
use tessera_engine::fold::Programs;
use tessera_engine::values::Instant;

/// The programs in force.
pub(crate) struct InForce(Programs);

impl InForce {
    pub(crate) fn of(app: &tessera_app::App) -> Self {
        Self(app.programs_in_force())
    }

    /// An amount of something that happened at an instant.
    pub(crate) fn money(&self, amount: i64, at: Instant) -> Money<'_> {
        Money { amount, currency: self.currency(at) }
    }

    /// The currency at an instant; ISO 4217's code for none where no program was in force.
    pub(crate) fn currency(&self, at: Instant) -> &str {
        self.0.at(at).map_or("XXX", |version| &version.program.currency.code)
    }

    /// What people call a wallet at an instant, and the decimals of its units; its name where no program of then has it.
    pub(crate) fn wallet(&self, name: &str, at: Instant, lang: Lang) -> (String, u8) {
        let wallets = self.0.at(at).into_iter().flat_map(|version| &version.program.wallets);
        let wallet = wallets.into_iter().find(|wallet| *wallet.name == *name);
        wallet.map_or_else(|| (name.to_owned(), 0), |wallet| (label(&wallet.label, lang), wallet.decimals))
    }

    /// The last local day, in the program's zone, of units that are gone at an instant.
    pub(crate) fn last_day(&self, gone_at: Instant) -> Option<String> {
        let version = self.0.at(gone_at)?;
        let last = Instant(gone_at.0.saturating_sub(1));
        Some(version.program.calendar.day(last).date().to_string())
    }
}
