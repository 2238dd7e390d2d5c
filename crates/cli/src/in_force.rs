//! What reports need to know of the program: the currency, the zone, what wallets and tiers are called.

use crate::exit::Failure;
use crate::output;
use tessera_app::App;
use tessera_engine::program::{CapCounts, Program, read};
use tessera_engine::values::{Instant, Lang};

/// The program in force, or the first one, where none is yet; nothing where none is published.
#[derive(Clone, Debug, Default)]
pub(crate) struct InForce(pub(crate) Option<Program>);

impl InForce {
    /// The one in force at an instant.
    pub(crate) async fn at(app: &App, at: Instant) -> Result<Self, Failure> {
        let rows = app.programs().await?;
        let row = rows.iter().rfind(|row| row.starts_at <= at).or(rows.first());
        Ok(Self(row.and_then(|row| read(&row.document).program)))
    }

    /// Decimals of the currency's minor unit.
    pub(crate) fn exponent(&self) -> u8 {
        self.0.as_ref().map_or(2, |program| program.currency.exponent)
    }

    /// The currency, if it is known.
    pub(crate) fn currency(&self) -> Option<&str> {
        self.0.as_ref().map(|program| &*program.currency.code)
    }

    /// An amount of money.
    pub(crate) fn money(&self, minor: i64) -> String {
        output::money(minor, self.exponent(), self.currency())
    }

    /// Decimals of a wallet's units.
    pub(crate) fn decimals(&self, wallet: &str) -> u8 {
        let wallets = self.0.as_ref().map_or(&[][..], |program| &program.wallets);
        wallets.iter().find(|known| &*known.name == wallet).map_or(0, |wallet| wallet.decimals)
    }

    /// Decimals of what a cap trimmed: those of money where a cap on spend holds the rule, else those of the wallet.
    pub(crate) fn trimmed_decimals(&self, wallet: &str, rule: Option<&str>) -> u8 {
        let decimals = self.decimals(wallet);
        let Some(program) = &self.0 else { return decimals };
        let place = program.rules.iter().position(|known| Some(&*known.name) == rule);
        let holds = place.is_some_and(|place| {
            program.caps.iter().any(|cap| {
                cap.counts == CapCounts::Spend
                    && cap.wallet == program.rules[place].wallet
                    && (cap.rules.is_empty() || cap.rules.contains(&place))
            })
        });
        if holds { self.exponent() } else { decimals }
    }

    /// Units of a wallet.
    pub(crate) fn units(&self, wallet: &str, units: i64) -> String {
        output::units(units, self.decimals(wallet))
    }

    /// What people call a wallet.
    pub(crate) fn wallet<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let wallets = self.0.as_ref().map_or(&[][..], |program| &program.wallets);
        let label = wallets.iter().find(|known| &*known.name == name).map(|wallet| wallet.label.get(lang));
        label.filter(|label| !label.is_empty()).unwrap_or(name)
    }

    /// What people call a rule.
    pub(crate) fn rule<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let rules = self.0.as_ref().map_or(&[][..], |program| &program.rules);
        let label = rules.iter().find(|known| &*known.name == name).map(|rule| rule.label.get(lang));
        label.filter(|label| !label.is_empty()).unwrap_or(name)
    }

    /// What people call a tier.
    pub(crate) fn tier<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let tiers = self.0.as_ref().and_then(|program| program.tiers.as_ref());
        let label = tiers.and_then(|set| set.tiers.iter().find(|known| &*known.name == name));
        label.map(|tier| tier.label.get(lang)).filter(|label| !label.is_empty()).unwrap_or(name)
    }

    /// An instant as the API takes it, with the offset of the shop's clocks: `2026-03-01T18:22:07+08:00`.
    pub(crate) fn rfc3339(&self, at: Instant) -> String {
        at.to_timestamp().to_zoned(self.tz()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// An instant as the shop's clocks show it: `2026-03-01 18:22`.
    pub(crate) fn time(&self, at: Instant) -> String {
        if at == Instant::NEVER || at == Instant::MIN {
            return "–".into();
        }
        at.to_timestamp().to_zoned(self.tz()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn tz(&self) -> jiff::tz::TimeZone {
        self.0.as_ref().map_or(jiff::tz::TimeZone::UTC, |program| program.calendar.zone().clone())
    }

    /// The name of the zone of [`InForce::time`].
    pub(crate) fn zone(&self) -> &str {
        self.0.as_ref().map_or("UTC", |program| program.calendar.name())
    }
}
