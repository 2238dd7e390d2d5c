//! Load: everything a batch needs, in a handful of questions to the store.
//!
//! What the questions are is worked out from memory ([`Pipeline::asked`]), asking takes no part of the pipeline ([`fetch`]), so it goes on while
//! the commit before is under way, and what was found is taken into memory last ([`Pipeline::absorb`]).

use super::Pipeline;
use super::draft::Draft;
use super::propose::joining_id;
use super::queue::Work;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use crate::shared::Shared;
use foldhash::{HashSet, HashSetExt};
use std::borrow::Cow;
use std::sync::Arc;
use tessera_engine::state::State;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Place, Seq};

/// What memory cannot say.
#[derive(Default)]
pub(super) struct Asked {
    /// Where the journal stood in memory when this was worked out, or before.
    head: Seq,
    ids: Vec<EventId>,
    external_ids: Vec<Box<str>>,
    members: Vec<MemberId>,
    /// What memory could say. Kept, because it may be projected and leave memory while the store is asked for the rest.
    known: Fetched,
}

/// What the store said.
#[derive(Default)]
pub(super) struct Fetched {
    /// All of the journal up to here was looked at, in memory or in the store, or could be.
    pub(super) known: Seq,
    places: Vec<(EventId, Place)>,
    external_ids: Vec<(Box<str>, Option<MemberId>)>,
    /// `None`: nobody is known by that id.
    states: Vec<(MemberId, Option<Arc<State>>)>,
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.external_ids.is_empty() && self.members.is_empty()
    }
}

impl Fetched {
    /// Nothing had to be asked, however far the journal goes.
    pub(super) fn nothing() -> Self {
        Self { known: Seq::MAX, ..Self::default() }
    }

    /// Both together.
    pub(super) fn extend(&mut self, more: Self) {
        self.known = self.known.min(more.known);
        self.places.extend(more.places);
        self.external_ids.extend(more.external_ids);
        self.states.extend(more.states);
    }
}

/// Asks the store. Whatever is recorded meanwhile is in the tail, which has the last word.
pub(super) async fn fetch(shared: Arc<Shared>, asked: Asked) -> Result<Fetched, AppError> {
    let head = asked.head;
    if asked.is_empty() {
        return Ok(Fetched { known: head, ..asked.known });
    }
    let store = &shared.store;
    let names: Vec<&str> = asked.external_ids.iter().map(|id| &**id).collect();
    let found = store.look_up(&asked.ids, &names, &asked.members).await?;
    let mut states = Vec::with_capacity(found.states.len() + found.named.len());
    let by_name = found.named.iter().flatten().map(|(member, state)| (*member, state.as_ref()));
    let by_id = asked.members.iter().copied().zip(found.states.iter().map(Option::as_ref));
    for (member, snapshot) in by_id.chain(by_name) {
        let state = match snapshot {
            Some(snapshot) => Some(shared.thaw(member, snapshot).await?),
            None => None,
        };
        states.push((member, state));
    }
    let placed = asked.ids.into_iter().zip(found.places).filter_map(|(id, place)| Some((id, place?)));
    let mut places: Vec<(EventId, Place)> = placed.collect();
    let named = found.named.iter().map(|named| named.as_ref().map(|(member, _)| *member));
    let external_ids: Vec<(Box<str>, Option<MemberId>)> = asked.external_ids.into_iter().zip(named).collect();
    // Who is not known by such an id may join under it.
    let unknown = external_ids.iter().filter(|(_, member)| member.is_none());
    let joining: Vec<EventId> = unknown.map(|(id, _)| joining_id(id)).collect();
    if !joining.is_empty() {
        let taken = shared.places(&joining).await?;
        places.extend(joining.into_iter().zip(taken).filter_map(|(id, place)| Some((id, place?))));
    }
    let mut fetched = Fetched { known: head, ..asked.known };
    fetched.extend(Fetched { known: head, places, external_ids, states });
    Ok(fetched)
}

impl Pipeline {
    /// What has to be asked for these pieces of work.
    pub(super) fn asked(&self, work: &[Work]) -> Asked {
        let commands = || work.iter().filter_map(command);
        // Before memory is asked anything.
        let mut asked = Asked { head: self.shared.tail.head(), ..Asked::default() };
        let mut seen = HashSet::new();
        for id in commands().filter_map(external_id_of) {
            if self.warm.external(id).is_none() && seen.insert(id) {
                asked.external_ids.push(id.into());
            }
        }
        let in_tail = self.shared.tail.by_external_ids(asked.external_ids.iter().map(|id| &**id));
        for (id, member) in std::mem::take(&mut asked.external_ids).into_iter().zip(in_tail) {
            match member {
                Some(member) => asked.known.external_ids.push((id, Some(member))),
                None => asked.external_ids.push(id),
            }
        }

        let ids = self.ids_of(work);
        let in_tail = self.shared.tail.places(ids.iter().map(|id| &**id));
        for (id, place) in ids.into_iter().zip(in_tail) {
            match place {
                Some(place) => asked.known.places.push((id.into_owned(), place)),
                None => asked.ids.push(id.into_owned()),
            }
        }

        let mut members: Vec<MemberId> = work.iter().filter_map(|work| self.named_member(work)).collect();
        members.retain(|member| !self.warm.has(*member));
        members.sort_unstable();
        members.dedup();
        let in_tail = self.shared.tail.states(&members);
        let cold = members.into_iter().zip(in_tail).filter(|(_, state)| state.is_none());
        asked.members = cold.map(|(member, _)| member).collect();
        asked
    }

    /// The event ids that commands speak of: their own, the orders of returns, and the returns that wait for orders.
    pub(super) fn ids_of<'w>(&self, work: &'w [Work]) -> Vec<Cow<'w, EventId>> {
        let mut ids = Vec::with_capacity(work.len());
        let parked = self.parked();
        for command in work.iter().filter_map(command) {
            ids.push(Cow::Borrowed(&command.event_id));
            match &command.action {
                Action::Return { returned, .. } => ids.push(Cow::Borrowed(&returned.order)),
                Action::Pay { .. } if !parked.is_empty() => {
                    let waiting = parked.waiting_for(&command.event_id).iter();
                    ids.extend(waiting.map(|waiting| Cow::Owned(waiting.command.event_id.clone())));
                }
                _ => {}
            }
        }
        ids
    }

    /// Who a piece of work is about, as far as memory knows.
    fn named_member(&self, work: &Work) -> Option<MemberId> {
        match work {
            Work::Due(member, _) => Some(*member),
            Work::Command(command) => match &command.member {
                MemberRef::Id(member) | MemberRef::Given(member) => Some(*member),
                _ => {
                    let id = external_id_of(command)?;
                    let in_tail = || self.shared.tail.by_external_ids(std::iter::once(id)).pop().flatten();
                    self.warm.external(id).or_else(in_tail)
                }
            },
        }
    }

    /// Takes into memory what was fetched, and from the tail what was recorded while it was. Memory beyond the draft learns nothing that
    /// is not durable: a draft may be undone.
    pub(super) fn absorb(&mut self, work: &[Work], fetched: Fetched, draft: &mut Draft) {
        draft.places.extend(fetched.places);
        let ids = self.ids_of(work);
        let in_tail = self.shared.tail.places(ids.iter().map(|id| &**id));
        for (id, place) in ids.into_iter().zip(in_tail) {
            if let Some(place) = place {
                draft.places.insert(id.into_owned(), place);
            }
        }
        for (id, member) in fetched.external_ids {
            if let Some(member) = member {
                self.warm.put_external(id.clone(), member);
            }
            // Who is not in the store may have joined in this draft, or in the commit that it stands on.
            let known = draft.external_ids.entry(id).or_insert(member);
            *known = known.or(member);
        }
        let mut unknown: HashSet<&str> = work.iter().filter_map(command).filter_map(external_id_of).collect();
        unknown.retain(|id| self.external(id, draft).is_none());
        let unknown: Vec<&str> = unknown.into_iter().collect();
        let in_tail = self.shared.tail.by_external_ids(unknown.iter().copied());
        let found: Vec<(Box<str>, MemberId)> =
            unknown.iter().zip(in_tail).filter_map(|(id, member)| Some(((*id).into(), member?))).collect();
        for (id, member) in found {
            self.warm.put_external(id.clone(), member);
            draft.external_ids.insert(id, Some(member));
        }
        let joining: Vec<EventId> = unknown.iter().map(|id| joining_id(id)).collect();
        let in_tail = self.shared.tail.places(joining.iter());
        draft.places.extend(joining.into_iter().zip(in_tail).filter_map(|(id, place)| Some((id, place?))));
        self.warm_up(work, fetched.states, draft);
    }

    /// Makes states warm: the tail's before those that were fetched, which may be older.
    fn warm_up(&mut self, work: &[Work], states: Vec<(MemberId, Option<Arc<State>>)>, draft: &mut Draft) {
        let mut cold: Vec<MemberId> = states.iter().map(|(member, _)| *member).collect();
        cold.extend(work.iter().filter_map(|work| self.member_of(work, draft)));
        cold.retain(|member| !self.warm.has(*member));
        for (member, state) in cold.iter().zip(self.shared.tail.states(&cold)) {
            if let Some(state) = state {
                self.warm.put(*member, state);
            }
        }
        for (member, state) in states {
            match state {
                _ if self.warm.has(member) => {}
                // Fetched before a version was published that looks further back: it is loaded once more.
                Some(state) if !state.serves(&draft.in_force.programs) => {}
                Some(state) => self.warm.put(member, state),
                None => {
                    draft.unknown.insert(member);
                }
            }
        }
    }

    /// Who a piece of work is about, as far as that is known before deciding.
    fn member_of(&self, work: &Work, draft: &Draft) -> Option<MemberId> {
        match work {
            Work::Due(member, _) => Some(*member),
            Work::Command(command) => match (&command.member, &command.action) {
                (MemberRef::Id(member), _) => Some(*member),
                (MemberRef::OfOrder, Action::Return { returned, .. }) => {
                    draft.place(&returned.order).map(|place| place.member)
                }
                _ => external_id_of(command).and_then(|id| self.external(id, draft)),
            },
        }
    }

    /// Who has an external id, as far as that is known.
    pub(super) fn external(&self, id: &str, draft: &Draft) -> Option<MemberId> {
        draft.external_ids.get(id).copied().flatten().or_else(|| self.warm.external(id))
    }

    /// Makes the states of these members warm; notes who does not exist.
    pub(super) async fn load_states(
        &mut self,
        members: &[MemberId],
        draft: &mut Draft,
    ) -> Result<(), AppError> {
        let in_tail = self.shared.tail.states(members);
        let elsewhere: Vec<MemberId> = members
            .iter()
            .zip(&in_tail)
            .filter(|(_, state)| state.is_none())
            .map(|(member, _)| *member)
            .collect();
        for (member, state) in members.iter().zip(in_tail) {
            if let Some(state) = state {
                self.warm.put(*member, state);
            }
        }
        let asked = Asked { members: elsewhere, ..Asked::default() };
        let fetched = fetch(Arc::clone(&self.shared), asked).await?;
        self.warm_up(&[], fetched.states, draft);
        Ok(())
    }

    /// Loads the members that only an order's place told of, and the histories that returns and late events will ask for.
    pub(super) async fn load_rest(&mut self, work: &[Work], draft: &mut Draft) -> Result<(), AppError> {
        let members = work.iter().filter_map(|work| self.member_of(work, draft));
        let mut cold: Vec<MemberId> =
            members.filter(|member| !self.warm.has(*member) && !draft.unknown.contains(member)).collect();
        if !cold.is_empty() {
            cold.sort_unstable();
            cold.dedup();
            self.load_states(&cold, draft).await?;
        }
        let members = self.members_with_a_past(work, draft);
        self.load_histories(&members, draft).await
    }

    /// The members of returns, and of events that happened before what is recorded.
    fn members_with_a_past(&self, work: &[Work], draft: &Draft) -> Vec<MemberId> {
        let needs = |work: &Work| {
            let member = self.member_of(work, draft)?;
            let state = self.warm.get(member)?;
            let command = command(work)?;
            let is_return = matches!(command.action, Action::Return { .. });
            let known = draft.places.contains_key(&command.event_id);
            (!known && (is_return || command.occurred_at < state.at)).then_some(member)
        };
        let mut members: Vec<MemberId> = work.iter().filter_map(needs).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    pub(super) async fn load_histories(
        &mut self,
        members: &[MemberId],
        draft: &mut Draft,
    ) -> Result<(), AppError> {
        if members.is_empty() {
            return Ok(());
        }
        let mut histories = self.shared.histories(members).await?;
        for (member, history) in members.iter().zip(&mut histories) {
            // The state goes with the events before this batch, and so does the history.
            let here = draft.touched.get(member).map_or(0, Vec::len) as u32;
            let before = self.warm.get(*member).map_or(0, |state| state.events.saturating_sub(here));
            history.cut_after(before);
        }
        self.count(&self.shared.metrics.histories, members.len() as u64);
        draft.histories.extend(members.iter().copied().zip(histories));
        Ok(())
    }
}

pub(super) fn command(work: &Work) -> Option<&Command> {
    match work {
        Work::Command(command) => Some(command),
        Work::Due(..) => None,
    }
}

/// The external id that a command speaks of.
pub(super) fn external_id_of(command: &Command) -> Option<&str> {
    match (&command.member, &command.action) {
        (MemberRef::External(id), _) => Some(id),
        (MemberRef::New | MemberRef::Given(_), Action::Join(joined)) => joined.external_id.as_deref(),
        _ => None,
    }
}
