//! What replies take from the programs in force: the currency beside each amount, and the local date beside each expiry.

use super::Money;
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

    /// The last local day, in the program's zone, of units that are gone at an instant.
    pub(crate) fn last_day(&self, gone_at: Instant) -> Option<String> {
        let version = self.0.at(gone_at)?;
        let last = Instant(gone_at.0.saturating_sub(1));
        Some(version.program.calendar.day(last).date().to_string())
    }
}
