//! What reports need to know of the program: the currency, the zone, what wallets and tiers are called.

use crate::output;
use std::sync::Arc;
use tessera_app::{App, money_decimals, wallet_decimals};
use tessera_engine::calendar::Calendar;
use tessera_engine::fold::{Programs, Version};
use tessera_engine::program::{Program, Text};
use tessera_engine::values::{Instant, Lang};

/// All program versions, and which of them the names are taken from first.
///
/// What that version does not know any more is called as the newest version that knew it called it; decimals never change.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    programs: Programs,
    version: Option<u32>,
}

impl Labels {
    /// Those of the version in force at an instant, or of the first one, where none is yet.
    pub(crate) fn at(app: &App, at: Instant) -> Self {
        let programs = app.programs_in_force();
        let version = programs.at(at).or(programs.versions().first()).map(|version| version.number);
        Self { programs, version }
    }

    /// Those of the newest version.
    pub(crate) fn newest(app: &App) -> Self {
        Self::at(app, Instant::NEVER)
    }

    /// Those of one program.
    pub(crate) fn of(program: Program) -> Self {
        let programs = Programs::single(Arc::new(program));
        let version = programs.versions().first().map(|version| version.number);
        Self { programs, version }
    }

    /// All versions.
    pub(crate) fn programs(&self) -> &Programs {
        &self.programs
    }

    /// The program; `None` where none is published.
    pub(crate) fn program(&self) -> Option<&Program> {
        self.programs.version(self.version?).map(|version| &*version.program)
    }

    /// The versions, the one of the labels first, then the newest before the older ones.
    fn versions(&self) -> impl Iterator<Item = &Version> {
        let first = self.version.and_then(|number| self.programs.version(number));
        first.into_iter().chain(self.programs.versions().iter().rev())
    }

    /// The shop's calendar; UTC where no program is published.
    pub(crate) fn calendar(&self) -> Calendar {
        self.program().map_or_else(Calendar::utc, |program| program.calendar.clone())
    }

    /// Decimals of the currency's minor unit.
    pub(crate) fn exponent(&self) -> u8 {
        money_decimals(&self.programs)
    }

    /// The currency, if it is known.
    pub(crate) fn currency(&self) -> Option<&str> {
        self.program().map(|program| &*program.currency.code)
    }

    /// An amount of money.
    pub(crate) fn money(&self, minor: i64) -> String {
        output::money(minor, self.exponent(), self.currency())
    }

    /// Decimals of a wallet's units.
    pub(crate) fn decimals(&self, wallet: &str) -> u8 {
        wallet_decimals(&self.programs, wallet)
    }

    /// Units of a wallet.
    pub(crate) fn units(&self, wallet: &str, units: i64) -> String {
        output::units(units, self.decimals(wallet))
    }

    /// What people call a wallet.
    pub(crate) fn wallet<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let mut wallets = self.versions().flat_map(|version| &version.program.wallets);
        label(wallets.find(|wallet| *wallet.name == *name).map(|wallet| &wallet.label), name, lang)
    }

    /// What people call a rule.
    pub(crate) fn rule<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let mut rules = self.versions().flat_map(|version| &version.program.rules);
        label(rules.find(|rule| *rule.name == *name).map(|rule| &rule.label), name, lang)
    }

    /// What people call a tier.
    pub(crate) fn tier<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let mut tiers =
            self.versions().filter_map(|version| version.program.tiers.as_ref()).flat_map(|set| &set.tiers);
        label(tiers.find(|tier| *tier.name == *name).map(|tier| &tier.label), name, lang)
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
        self.program().map_or(jiff::tz::TimeZone::UTC, |program| program.calendar.zone().clone())
    }

    /// The name of the zone of [`Labels::time`].
    pub(crate) fn zone(&self) -> &str {
        self.program().map_or("UTC", |program| program.calendar.name())
    }
}

/// A label in a language; the name where there is none.
fn label<'a>(label: Option<&'a Text>, name: &'a str, lang: Lang) -> &'a str {
    label.map(|label| label.get(lang)).filter(|label| !label.is_empty()).unwrap_or(name)
}
