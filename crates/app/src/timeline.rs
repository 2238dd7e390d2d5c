//! What happened to a member, event by event, and why; and the feed of what happened to all of them.

use crate::App;
use crate::command::MemberRef;
use crate::error::AppError;
use crate::history::{History, Past, recorded_state};
use crate::in_force::InForce;
use crate::pipeline::unknown_member;
use crate::views::{Explanation, Note, OrderView, Page, TimelineItem};
use tessera_engine::event::{Body, Order};
use tessera_engine::explain;
use tessera_engine::fold::{self, Numbered, RuleNote, RuleOutcome};
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{Journaled, Seq, StoreError};

impl App {
    /// A member's events in the order of recording, with what they posted.
    pub async fn timeline(&self, member: &MemberRef, page: Page) -> Result<Vec<TimelineItem>, AppError> {
        let id = self.member_id(member).await?;
        let part = self.shared.history_part(id, page.after, page.limit).await?;
        if part.is_empty() {
            // Whoever is named by our id may not exist at all.
            self.shared.standing(&MemberRef::Id(id)).await?;
        }
        let in_force = self.shared.rules.now();
        part.iter().map(|past| item(past, &in_force)).collect()
    }

    /// The page of the timeline that holds the latest events before a number, at most so many; with `None` before whatever comes next. Read it from its end.
    pub async fn page_before(
        &self,
        member: &MemberRef,
        before: Option<u32>,
        limit: usize,
    ) -> Result<Page, AppError> {
        let next = match before {
            Some(before) => before,
            None => {
                self.fresh().await?;
                self.shared.standing(member).await?.state.events.saturating_add(1)
            }
        };
        // Numbers count from 1 without a gap.
        let last = next.saturating_sub(1);
        let limit = limit.min(usize::try_from(last).unwrap_or(usize::MAX));
        Ok(Page { after: last - u32::try_from(limit).unwrap_or(last), limit })
    }

    /// Our id of a member. One who is named by it already need not exist.
    pub async fn member_id(&self, member: &MemberRef) -> Result<MemberId, AppError> {
        self.fresh().await?;
        self.shared.resolve(member).await
    }

    /// Why an event of a member did what it did, from folding the member's history again.
    pub async fn explain(&self, member: &MemberRef, event: &EventId) -> Result<Explanation, AppError> {
        let history = self.history_of(member).await?;
        let past = history.event(event).ok_or_else(|| AppError::UnknownEvent(event.as_str().into()))?;
        Ok(explanation(&self.shared.rules.now(), &history.numbered(), past.number))
    }

    /// Explanations of all events of a page of the timeline, by number: of each event as it was recorded, from the history up to it.
    /// So they fit what it posted then; what later events changed of it, they posted themselves.
    pub async fn explain_page(
        &self,
        member: &MemberRef,
        page: Page,
    ) -> Result<Vec<(u32, Explanation)>, AppError> {
        let id = self.member_id(member).await?;
        // Numbers count from 1 without a gap.
        let until = (page.after as usize).saturating_add(page.limit);
        let history = self.shared.history_part(id, 0, until).await?;
        if history.is_empty() {
            return Err(unknown_member(member));
        }
        let in_force = self.shared.rules.now();
        if history.is_short() {
            return Ok(explained(&in_force, &history, page));
        }
        let explained = tokio::task::spawn_blocking(move || explained(&in_force, &history, page)).await;
        explained
            .map_err(|error| StoreError::Other(format!("the history could not be folded: {error}")).into())
    }

    /// An order as it stands now.
    pub async fn order(&self, id: &EventId) -> Result<OrderView, AppError> {
        let unknown = || AppError::UnknownEvent(id.as_str().into());
        self.fresh().await?;
        let place =
            self.shared.places(std::slice::from_ref(id)).await?.pop().flatten().ok_or_else(unknown)?;
        // What concerns an order is recorded after it, or with it.
        let after = place.number.saturating_sub(1);
        let history = self.shared.history_part(place.member, after, usize::MAX >> 1).await?;
        let past = history.number(place.number).ok_or_else(unknown)?;
        let (order, refused) = match &past.event.body {
            Body::OrderPaid(order) => (Some(Order::clone(order)), None),
            Body::Refused(refused) if *refused.command == *"order" => (None, Some(refused.refusal.code)),
            _ => return Err(unknown()),
        };
        let in_force = self.shared.rules.now();
        let returns = history.iter().filter(|past| returns(past, id)).map(|past| item(past, &in_force));
        let returns = returns.collect::<Result<Vec<_>, _>>()?;
        let mut entries = Vec::new();
        for other in history.iter() {
            let of_order = other.entries()?;
            entries
                .extend(of_order.iter().filter(|e| e.cause == past.number).map(|e| in_force.names.entry(e)));
        }
        Ok(OrderView {
            member: place.member,
            id: id.clone(),
            occurred_at: past.event.occurred_at,
            recorded_at: past.event.recorded_at,
            seq: past.seq,
            number: past.number,
            refused,
            order,
            returns,
            entries,
        })
    }

    /// Recorded events after a journal number, in order of recording.
    pub async fn feed(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, AppError> {
        Ok(self.shared.store.journal(after, limit).await?)
    }

    async fn history_of(&self, member: &MemberRef) -> Result<History, AppError> {
        let id = self.member_id(member).await?;
        let history = self.shared.history(id).await?;
        if history.is_empty() {
            return Err(unknown_member(member));
        }
        Ok(history)
    }
}

fn item(past: Past<'_>, in_force: &InForce) -> Result<TimelineItem, AppError> {
    Ok(TimelineItem {
        seq: past.seq,
        number: past.number,
        event: past.event.clone(),
        entries: in_force.names.entries(&past.entries()?),
    })
}

fn returns(past: &Past<'_>, order: &EventId) -> bool {
    matches!(&past.event.body, Body::OrderReturned(returned) if returned.order == *order)
}

/// Goes through the history once: only what came late, and returns, are folded anew.
fn explained(in_force: &InForce, history: &History, page: Page) -> Vec<(u32, Explanation)> {
    let (programs, numbered) = (&in_force.programs, history.numbered());
    let first = numbered.partition_point(|past| past.number <= page.after);
    let last = first.saturating_add(page.limit).min(numbered.len());
    let mut state = recorded_state(programs, &numbered[..first]);
    let mut explained = Vec::with_capacity(last - first);
    for place in first..last {
        let past = numbered[place];
        let why = if fold::needs_history(&state, past.event) || matches!(past.event.body, Body::Refused(_)) {
            fold::record(programs, &mut state, &numbered[..place], past);
            explanation(in_force, &numbered[..=place], past.number)
        } else {
            told(in_force, explain::record_next(programs, &mut state, past).1)
        };
        explained.push((past.number, why));
    }
    explained
}

fn explanation(in_force: &InForce, history: &[Numbered<'_>], number: u32) -> Explanation {
    let until = history.iter().map(|past| past.event.occurred_at).max().unwrap_or(Instant::MIN);
    told(in_force, explain::explain(&in_force.programs, history, number, until))
}

/// The engine's explanation with names.
pub(crate) fn told(in_force: &InForce, explanation: explain::Explanation) -> Explanation {
    let (names, programs) = (&in_force.names, &in_force.programs);
    let note = |told: RuleNote| Note {
        rule: names.rule(told.rule),
        wallet: names.wallet(told.wallet),
        applied: matches!(told.outcome, RuleOutcome::Applied { .. }),
        units: match told.outcome {
            RuleOutcome::Applied { units, .. } => units,
            RuleOutcome::Skipped(_) => 0,
        },
        told,
    };
    let notes = explanation.notes.into_iter().map(note).collect();
    Explanation { version: explanation.version, notes, programs: Some(programs.clone()) }
}
