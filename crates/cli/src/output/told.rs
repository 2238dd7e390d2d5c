//! What happened to a member, and why, for machines.

use super::story;
use crate::labels::Labels;
use serde_json::{Value, json};
use tessera_app::backtest::{decimal_text, instant_text};
use tessera_app::{EntryView, Explanation, Note, TimelineItem};
use tessera_engine::entry::EntryKind;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::Lang;

/// The columns of [`rows`].
pub(crate) const COLUMNS: [&str; 9] =
    ["occurred_at", "event_id", "event", "at", "wallet", "kind", "units", "rule", "explanation"];

/// A row for each posting, and for each rule that gave nothing. Instants in UTC.
pub(crate) fn rows(told: &[(TimelineItem, Explanation)], program: &Labels, lang: Lang) -> Vec<[String; 9]> {
    let mut rows = Vec::new();
    for (item, why) in told {
        let event = &item.event;
        let mut row = |at: String, wallet: &str, kind: &str, units: String, rule: &str, text: &str| {
            let what = story::what(event, program, lang).get(lang).to_owned();
            let (occurred_at, id) = (instant_text(event.occurred_at), event.id.as_str().to_owned());
            rows.push([
                occurred_at,
                id,
                what,
                at,
                wallet.into(),
                kind.into(),
                units,
                rule.into(),
                text.into(),
            ]);
        };
        for view in &item.entries {
            let text =
                note(view, why).map(|note| why.text(note, &StoreNames::default(), lang)).unwrap_or_default();
            let units = units(view, program);
            let at = instant_text(view.entry.at);
            row(at, &view.wallet, view.entry.name(), units, view.rule.as_deref().unwrap_or_default(), &text);
        }
        for note in why.notes.iter().filter(|note| note.units == 0) {
            row(
                String::new(),
                &note.wallet,
                "",
                "0".into(),
                &note.rule,
                &why.text(note, &StoreNames::default(), lang),
            );
        }
        if item.entries.is_empty() && why.notes.is_empty() {
            row(String::new(), "", "", String::new(), "", "");
        }
    }
    rows
}

/// The events, oldest first: each with its postings, the version of the program that decided it (0: none), and every rule's part in it.
/// Units are decimal text, instants in UTC, sentences in both languages.
pub(crate) fn json(told: &[(TimelineItem, Explanation)], program: &Labels) -> Value {
    let both = |why: &Explanation, note: &Note| json!({ "zh": why.text(note, &StoreNames::default(), Lang::Zh), "en": why.text(note, &StoreNames::default(), Lang::En) });
    let events = told.iter().map(|(item, why)| {
        let event = &item.event;
        let said = |lang| story::what(event, program, lang).get(lang).to_owned();
        json!({
            "number": item.number,
            "seq": item.seq,
            "event_id": event.id.as_str(),
            "occurred_at": instant_text(event.occurred_at),
            "what": { "zh": said(Lang::Zh), "en": said(Lang::En) },
            "version": why.version,
            "entries": item.entries.iter().map(|view| json!({
                "at": instant_text(view.entry.at),
                "wallet": view.wallet,
                "kind": view.entry.name(),
                "units": units(view, program),
                "rule": view.rule,
                "explanation": note(view, why).map(|note| both(why, note)),
            })).collect::<Vec<_>>(),
            "rules": why.notes.iter().map(|note| json!({
                "rule": note.rule,
                "wallet": note.wallet,
                "applied": note.applied,
                "units": decimal_text(note.units, program.decimals(&note.wallet)),
                "explanation": both(why, note),
            })).collect::<Vec<_>>(),
        })
    });
    json!({ "events": events.collect::<Vec<_>>() })
}

/// What the posting moved; for an activation what became available.
fn units(view: &EntryView, program: &Labels) -> String {
    let entry = &view.entry;
    let units = if entry.kind == EntryKind::Activate { entry.available } else { entry.units };
    decimal_text(units, program.decimals(&view.wallet))
}

/// The reckoning behind a posting; a correction has none of its own.
fn note<'e>(view: &EntryView, why: &'e Explanation) -> Option<&'e Note> {
    let rule = view.rule.as_ref().filter(|_| view.entry.corrected_by.is_none())?;
    why.notes.iter().find(|note| note.applied && note.rule == *rule)
}
