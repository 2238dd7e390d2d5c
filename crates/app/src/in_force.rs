//! The program versions in force, compiled, with their names ready to be handed out.

use crate::answer::{Balance, EntryView};
use crate::views::Name;
use std::sync::{Arc, PoisonError, RwLock};
use tessera_engine::entry::{Entry, Index};
use tessera_engine::fold::Programs;
use tessera_engine::state::State;

/// All program versions with their names. Immutable: publishing makes another.
#[derive(Debug)]
pub(crate) struct InForce {
    pub(crate) programs: Programs,
    pub(crate) names: Names,
}

/// The catalog's names as shared texts, so that answers can carry them at the cost of a counter.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) wallets: Vec<Name>,
    pub(crate) rules: Vec<Name>,
    pub(crate) tiers: Vec<Name>,
}

impl InForce {
    pub(crate) fn new(programs: Programs) -> Self {
        let shared = |names: &[Box<str>]| names.iter().map(|name| Name::from(&**name)).collect();
        let catalog = programs.catalog();
        let names = Names {
            wallets: shared(catalog.wallets()),
            rules: shared(catalog.rules()),
            tiers: shared(catalog.tiers()),
        };
        Self { programs, names }
    }
}

impl Names {
    fn get(names: &[Name], place: Index) -> Name {
        // Places come from the catalog that the names come from; an unknown one would be a damaged record, and is shown as such.
        names.get(usize::from(place)).cloned().unwrap_or_else(|| Name::from(format!("#{place}")))
    }

    pub(crate) fn wallet(&self, place: Index) -> Name {
        Self::get(&self.wallets, place)
    }

    pub(crate) fn rule(&self, place: Index) -> Name {
        Self::get(&self.rules, place)
    }

    pub(crate) fn tier(&self, place: Option<Index>) -> Option<Name> {
        place.map(|place| Self::get(&self.tiers, place))
    }

    pub(crate) fn entry(&self, entry: &Entry) -> EntryView {
        EntryView {
            wallet: self.wallet(entry.wallet),
            rule: entry.rule.map(|rule| self.rule(rule)),
            entry: *entry,
        }
    }

    pub(crate) fn entries(&self, entries: &[Entry]) -> Vec<EntryView> {
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    /// The wallets of a state. Wallets that a later version added and the state has no room for yet are empty.
    pub(crate) fn balances(&self, state: &State) -> Vec<Balance> {
        let of = |(place, name): (usize, &Name)| match state.wallets.get(place) {
            Some(wallet) => Balance {
                wallet: Arc::clone(name),
                balance: wallet.balance,
                available: wallet.available(),
                pending: wallet.pending,
                debt: wallet.debt,
            },
            None => Balance { wallet: Arc::clone(name), balance: 0, available: 0, pending: 0, debt: 0 },
        };
        self.wallets.iter().enumerate().map(of).collect()
    }
}

/// The versions in force, replaced as a whole when one is published.
#[derive(Debug)]
pub(crate) struct Rules(RwLock<Arc<InForce>>);

impl Rules {
    pub(crate) fn new(programs: Programs) -> Self {
        Self(RwLock::new(Arc::new(InForce::new(programs))))
    }

    pub(crate) fn now(&self) -> Arc<InForce> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace(&self, programs: Programs) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(InForce::new(programs));
    }
}
