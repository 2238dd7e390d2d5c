//! Entries and why they are what they are.

use super::{InForce, Money, shown};
use crate::Lang;
use serde::Serialize;
use tessera_app::EntryView;
use tessera_engine::entry::LotId;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{Instant, MemberId};
use utoipa::ToSchema;

/// An entry 流水: an immutable posting of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryItem<'a> {
    /// Business time of the posting.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The wallet.
    #[schema(example = "points")]
    wallet: String,
    /// `earn`, `activate`, `spend`, `expire`, `rollover`, `adjust`, `transfer`, `clawback`, `reinstate`.
    #[schema(value_type = String, example = "earn")]
    kind: &'static str,
    /// By how much the balance (pending units included) changed.
    units: i64,
    /// By how much what can be spent changed.
    available: i64,
    /// The lot that the units came into or went out of; `null`: the wallet's debt.
    lot: Option<LotName>,
    /// The event that caused it; `null` for what time alone did to units of several events.
    #[schema(example = "evt_0193f0000000700080000000000000010000002a")]
    cause: Option<String>,
    /// The rule that decided it.
    #[schema(example = "base")]
    rule: Option<String>,
    /// The number of the program version in force.
    version: u32,
    /// The amount of money that counted; left out for what is not earned on money.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Money<'a>>,
    /// Money, in minor units, that caps on spend cut off.
    trimmed: i64,
    /// Units that caps on units cut off.
    trimmed_units: i64,
    /// For a correction: the later event, a return or a late order, that made this difference known.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_by: Option<String>,
}

/// The name of a lot within its wallet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LotName {
    /// The event that earned it; `null` for the lot of all units that have no date of expiry.
    event: Option<String>,
    /// Lots of one event count up from 0.
    part: u8,
    /// How often it was rolled over.
    generation: u8,
}

impl LotName {
    fn of(member: MemberId, lot: LotId) -> Self {
        Self { event: named(member, lot.event), part: lot.part, generation: lot.generation }
    }
}

/// An event by its number in the stream; events count from 1.
fn named(member: MemberId, number: u32) -> Option<String> {
    (number > 0).then(|| crate::read::event_name(member, number))
}

impl<'a> EntryItem<'a> {
    pub(crate) fn of(member: MemberId, view: &EntryView, in_force: &'a InForce) -> Self {
        let entry = &view.entry;
        Self {
            at: entry.at,
            wallet: view.wallet.to_string(),
            kind: entry.name(),
            units: entry.units,
            available: entry.available,
            lot: entry.lot.map(|lot| LotName::of(member, lot)),
            cause: named(member, entry.cause),
            rule: view.rule.as_ref().map(ToString::to_string),
            version: entry.version,
            base: (entry.base != 0).then(|| in_force.money(entry.base, entry.at)),
            trimmed: entry.trimmed,
            trimmed_units: entry.trimmed_units,
            corrected_by: entry.corrected_by.map(|number| crate::read::event_name(member, number)),
        }
    }
}

/// Why an event did what it did: one note for every rule that reacts to such events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation<'a> {
    /// The program version that decided it; 0 where none was in force.
    version: u32,
    /// What each rule did, in the order of the program.
    notes: Vec<Note<'a>>,
}

/// What one rule did, or why it did nothing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Note<'a> {
    /// The rule.
    rule: &'a str,
    /// What people call it, in the asked language.
    label: String,
    /// The wallet that it earns into.
    wallet: &'a str,
    /// Whether it applied.
    applied: bool,
    /// The units that came of it.
    units: i64,
    /// The reckoning or the reason, in the asked language.
    text: String,
}

impl<'a> Explanation<'a> {
    pub(crate) fn of(view: &'a tessera_app::Explanation, stores: &StoreNames, lang: Lang) -> Self {
        let notes = view.notes.iter().map(|note| Note {
            rule: &note.rule,
            label: view.label(note).map_or_else(|| note.rule.to_string(), |text| super::label(text, lang)),
            wallet: &note.wallet,
            applied: note.applied,
            units: note.units,
            text: view.text(note, stores, lang.into()),
        });
        Self { version: view.version, notes: notes.collect() }
    }
}
