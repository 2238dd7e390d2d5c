//! Load: everything a batch needs, in a handful of questions to the store.

use super::Pipeline;
use super::draft::Draft;
use super::queue::Work;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use std::sync::Arc;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::StoreError;

impl Pipeline {
    /// Looks up event ids and external ids, then states, then the histories that returns and late events will ask for.
    pub(super) async fn load(&mut self, work: &[Work]) -> Result<Draft, AppError> {
        let now = self.now();
        let mut draft = Draft::new(now, self.shared.rules.now(), work.len());
        self.load_names(work, &mut draft).await?;
        let members = self.cold_members(work, &draft);
        self.load_states(&members, &mut draft).await?;
        let members = self.members_with_a_past(work, &draft);
        self.load_histories(&members, &mut draft).await?;
        Ok(draft)
    }

    /// Where the batch's event ids and orders are, and whose its external ids are.
    async fn load_names(&mut self, work: &[Work], draft: &mut Draft) -> Result<(), AppError> {
        let commands = || work.iter().filter_map(command);
        let ids: Vec<&EventId> = commands().flat_map(ids_of).collect();
        let in_tail = self.shared.tail.places(ids.iter().copied());
        let mut older = Vec::with_capacity(ids.len());
        for (id, place) in ids.into_iter().zip(in_tail) {
            match place {
                Some(place) => {
                    draft.places.insert(id.clone(), place);
                }
                None => older.push(id.clone()),
            }
        }
        for id in commands().filter_map(external_id_of) {
            if self.warm.external(id).is_none() && !draft.external_ids.contains_key(id) {
                draft.external_ids.insert(id.into(), None);
            }
        }
        let unknown: Vec<Box<str>> = draft.external_ids.keys().cloned().collect();
        let in_tail = self.shared.tail.by_external_ids(unknown.iter().map(|id| &**id));
        let mut elsewhere: Vec<&str> = Vec::new();
        for (id, member) in unknown.iter().zip(in_tail) {
            match member {
                Some(member) => self.found(id, member, draft),
                None => elsewhere.push(id),
            }
        }
        let store = Arc::clone(&self.shared.store);
        let places = async { if older.is_empty() { Ok(Vec::new()) } else { store.places(&older).await } };
        let members = async {
            if elsewhere.is_empty() { Ok(Vec::new()) } else { store.by_external_id(&elsewhere).await }
        };
        let (places, members) =
            tokio::try_join!(places, members).map_err(|error: StoreError| AppError::from(error))?;
        for (id, place) in older.iter().zip(places) {
            if let Some(place) = place {
                draft.places.insert(id.clone(), place);
            }
        }
        for (id, member) in elsewhere.iter().zip(members) {
            if let Some(member) = member {
                self.found(id, member, draft);
            }
        }
        Ok(())
    }

    fn found(&mut self, external_id: &str, member: MemberId, draft: &mut Draft) {
        draft.external_ids.insert(external_id.into(), Some(member));
        self.warm.put_external(external_id.into(), member);
    }

    /// Who a piece of work is about, as far as that is known before deciding.
    fn member_of(&self, work: &Work, draft: &Draft) -> Option<MemberId> {
        match work {
            Work::Due(member, _) => Some(*member),
            Work::Command(command) => match (&command.member, &command.action) {
                (MemberRef::Id(member), _) => Some(*member),
                (MemberRef::OfOrder, Action::Return(returned)) => {
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

    fn cold_members(&self, work: &[Work], draft: &Draft) -> Vec<MemberId> {
        let members = work.iter().filter_map(|work| self.member_of(work, draft));
        let mut cold: Vec<MemberId> = members.filter(|member| !self.warm.has(*member)).collect();
        cold.sort_unstable();
        cold.dedup();
        cold
    }

    /// Makes the states of these members warm; notes who does not exist.
    pub(super) async fn load_states(
        &mut self,
        members: &[MemberId],
        draft: &mut Draft,
    ) -> Result<(), AppError> {
        let mut elsewhere = Vec::with_capacity(members.len());
        for (member, state) in members.iter().zip(self.shared.tail.states(members)) {
            match state {
                Some(state) => self.warm.put(*member, state),
                None => elsewhere.push(*member),
            }
        }
        if elsewhere.is_empty() {
            return Ok(());
        }
        let snapshots = self.shared.store.snapshots(&elsewhere).await?;
        for (member, snapshot) in elsewhere.into_iter().zip(snapshots) {
            match snapshot {
                Some(snapshot) => self.warm.put(member, self.shared.thaw(member, &snapshot).await?),
                None => {
                    draft.unknown.insert(member);
                }
            }
        }
        Ok(())
    }

    /// The members of returns, and of events that happened before what is recorded.
    fn members_with_a_past(&self, work: &[Work], draft: &Draft) -> Vec<MemberId> {
        let needs = |work: &Work| {
            let member = self.member_of(work, draft)?;
            let state = self.warm.get(member)?;
            let command = command(work)?;
            let is_return = matches!(command.action, Action::Return(_));
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
        let histories = self.shared.histories(members).await?;
        self.count(&self.shared.metrics.histories, members.len() as u64);
        draft.histories.extend(members.iter().copied().zip(histories));
        Ok(())
    }
}

fn command(work: &Work) -> Option<&Command> {
    match work {
        Work::Command(command) => Some(command),
        Work::Due(..) => None,
    }
}

/// The event ids that a command speaks of: its own, and the order of a return.
fn ids_of(command: &Command) -> impl Iterator<Item = &EventId> {
    let order = match &command.action {
        Action::Return(returned) => Some(&returned.order),
        _ => None,
    };
    std::iter::once(&command.event_id).chain(order)
}

/// The external id that a command speaks of.
pub(super) fn external_id_of(command: &Command) -> Option<&str> {
    match (&command.member, &command.action) {
        (MemberRef::External(id), _) => Some(id),
        (MemberRef::New, Action::Join(joined)) => joined.external_id.as_deref(),
        _ => None,
    }
}
