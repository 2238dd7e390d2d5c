//! What replies take from the programs in force and from the stores: the currency beside each amount, the local date beside each expiry, and what people call a
//! store.

use super::{Money, NO_CURRENCY, label};
use crate::Lang;
use crate::problem::Problem;
use crate::state::Api;
use std::collections::HashMap;
use tessera_engine::event::{Body, Event};
use tessera_engine::fold::Programs;
use tessera_engine::values::Instant;

/// The programs in force, and the stores that something happened in.
pub(crate) struct InForce {
    programs: Programs,
    stores: HashMap<Box<str>, Box<str>>,
    lang: Lang,
}

impl InForce {
    pub(crate) fn of(app: &tessera_app::App) -> Self {
        Self { programs: app.programs_in_force(), stores: HashMap::new(), lang: Lang::default() }
    }

    /// The same, in a language.
    pub(crate) fn in_lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// The same, with the names of the stores that these events speak of.
    pub(crate) async fn with_stores<'e>(
        api: &Api,
        events: impl Iterator<Item = &'e Event>,
    ) -> Result<Self, Problem> {
        let mut ids: Vec<&str> = events.filter_map(store_of).collect();
        ids.sort_unstable();
        ids.dedup();
        let stores = api.people.store_names(&ids).await?;
        Ok(Self { stores, ..Self::of(&api.app) })
    }

    /// What people call a store; `None` where it is not known.
    pub(crate) fn store_name(&self, id: Option<&str>) -> Option<String> {
        self.stores.get(id?).map(ToString::to_string)
    }

    /// An amount of something that happened at an instant.
    pub(crate) fn money(&self, amount: i64, at: Instant) -> Money<'_> {
        Money { amount, currency: self.currency(at) }
    }

    /// The currency at an instant; ISO 4217's code for none where no program was in force.
    pub(crate) fn currency(&self, at: Instant) -> &str {
        self.programs.at(at).map_or(NO_CURRENCY, |version| &version.program.currency.code)
    }

    /// The decimals of the currency at an instant; none where no program was in force.
    pub(crate) fn decimals(&self, at: Instant) -> u8 {
        self.programs.at(at).map_or(0, |version| version.program.currency.exponent)
    }

    /// What people call a wallet at an instant, and the decimals of its units; its name where no program of then has it.
    pub(crate) fn wallet(&self, name: &str, at: Instant, lang: Lang) -> (String, u8) {
        let wallets = self.programs.at(at).into_iter().flat_map(|version| &version.program.wallets);
        let wallet = wallets.into_iter().find(|wallet| *wallet.name == *name);
        wallet.map_or_else(|| (name.to_owned(), 0), |wallet| (label(&wallet.label, lang), wallet.decimals))
    }

    /// What members read of an activity at an instant: never its name for machines.
    pub(crate) fn activity(&self, name: &str, at: Instant) -> String {
        let version = self.programs.at(at);
        let any = match self.lang {
            Lang::Zh => "活动",
            Lang::En => "activity",
        };
        version
            .map_or_else(|| any.to_owned(), |version| label(&version.program.activity_told(name), self.lang))
    }

    /// The last local day, in the program's zone, of units that are gone at an instant.
    pub(crate) fn last_day(&self, gone_at: Instant) -> Option<String> {
        let version = self.programs.at(gone_at)?;
        let last = Instant(gone_at.0.saturating_sub(1));
        Some(version.program.calendar.day(last).date().to_string())
    }
}

/// The store that an event happened in.
fn store_of(event: &Event) -> Option<&str> {
    match &event.body {
        Body::Joined(joined) => joined.store.as_deref(),
        Body::OrderPaid(order) => order.store.as_deref(),
        Body::ActivityDone(activity) => activity.store.as_deref(),
        _ => None,
    }
}
