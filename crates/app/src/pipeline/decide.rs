//! Decide: what becomes of each piece of work, in order, in memory.

use super::Pipeline;
use super::draft::{After, Draft, Need, Outcome};
use super::load::external_id_of;
use super::parked::{Parked, ParkedReturn};
use super::propose::{
    due_id, fresh_id, joining_event, needs_program, possible_join, propose, restore, unknown_member,
    wrong_currency,
};
use super::queue::Work;
use super::unapproved::refund_above_limit;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use std::sync::{MutexGuard, PoisonError};
use tessera_engine::decide::{self, Decision, Refusal};
use tessera_engine::event::{Body, Event, Refused};
use tessera_engine::fold::{self, Numbered};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};

impl Pipeline {
    /// Decides all of the work, loading on the way what could not be foreseen.
    pub(super) async fn decide_all(
        &mut self,
        work: &mut [Work],
        detailed: &[bool],
        draft: &mut Draft,
    ) -> Result<(), AppError> {
        for (work, detailed) in work.iter_mut().zip(detailed) {
            let outcome = self.decide_loading(work, *detailed, draft).await?;
            draft.outcomes.push(outcome);
            if let Work::Command(command) = work
                && matches!(command.action, Action::Pay { .. })
                && !self.parked().is_empty()
            {
                let order = command.event_id.clone();
                self.apply_parked(&order, draft).await?;
            }
        }
        Ok(())
    }

    async fn decide_loading(
        &mut self,
        work: &mut Work,
        detailed: bool,
        draft: &mut Draft,
    ) -> Result<Outcome, AppError> {
        loop {
            let decided = match work {
                Work::Command(command) => self.decide(command, detailed, draft),
                Work::Due(member, until) => self.decide_due(*member, *until, draft),
            };
            match decided {
                Ok(outcome) => return Ok(outcome),
                Err(Need::State(member)) => self.load_states(&[member], draft).await?,
                Err(Need::History(member)) => self.load_histories(&[member], draft).await?,
            }
        }
    }

    /// Decides the returns that waited for an order which has come.
    async fn apply_parked(&mut self, order: &EventId, draft: &mut Draft) -> Result<(), AppError> {
        if draft.place(order).is_none() {
            return Ok(());
        }
        let waiting = self.parked().take(order);
        if waiting.is_empty() {
            return Ok(());
        }
        draft.parked_changed.insert(order.clone());
        draft.taken_out.extend(waiting.iter().cloned());
        for waiting in waiting {
            let mut work = Work::Command(waiting.command.clone());
            // Nobody waits for the answer: who sends the return again gets it then.
            match self.decide_loading(&mut work, false, draft).await? {
                Outcome::Rejected(error) => {
                    tracing::warn!(%error, "a return whose order has come cannot be applied: it goes on waiting");
                    draft.newly_parked.push((order.clone(), waiting.command.event_id.clone()));
                    self.parked().put(waiting);
                }
                Outcome::Replay(_, fingerprint, _) if fingerprint != waiting.command.fingerprint => {
                    tracing::error!(
                        "the id of a return that waited was used for something else: it is dropped"
                    );
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a return that waits has this id. A command that is not that return cannot have it; that return, sent again when its order has
    /// come, waits no longer.
    fn waits(&mut self, command: &mut Command, draft: &mut Draft) -> Result<(), AppError> {
        let mut parked = self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner);
        if parked.is_empty() {
            return Ok(());
        }
        let Some(fingerprint) = parked.fingerprint(&command.event_id) else { return Ok(()) };
        let Action::Return { returned, unapproved_up_to, .. } = &mut command.action else {
            return Err(AppError::IdReused(command.event_id.clone()));
        };
        if fingerprint != command.fingerprint {
            return Err(AppError::IdReused(command.event_id.clone()));
        }
        // Whatever the limit is by now, it was let through when it came.
        *unapproved_up_to = None;
        if draft.place(&returned.order).is_some() {
            draft.taken_out.extend(parked.take_one(&returned.order, &command.event_id));
            draft.parked_changed.insert(returned.order.clone());
        }
        Ok(())
    }

    pub(super) fn decide(
        &mut self,
        command: &mut Command,
        detailed: bool,
        draft: &mut Draft,
    ) -> Result<Outcome, Need> {
        if let Some(place) = draft.place(&command.event_id) {
            return Ok(Outcome::Replay(place, command.fingerprint, command.event_id.clone()));
        }
        if let Err(error) = self.waits(command, draft) {
            return Ok(Outcome::Rejected(error));
        }
        if draft.in_force.programs.at(command.occurred_at).is_none() && needs_program(&command.action) {
            return Ok(Outcome::Rejected(AppError::NoProgram(command.occurred_at)));
        }
        if let Action::Return { returned, .. } = &command.action
            && draft.place(&returned.order).is_none()
        {
            return Ok(self.park(command, returned.order.clone(), draft));
        }
        if let MemberRef::Given(member) = command.member
            && !self.warm.has(member)
            && !draft.unknown.contains(&member)
        {
            return Err(Need::State(member));
        }
        let (member, joined) = match self.member(command, draft) {
            Ok(found) => found,
            Err(error) => return Ok(Outcome::Rejected(error)),
        };
        if !self.warm.has(member) {
            if draft.unknown.contains(&member) {
                return Ok(Outcome::Rejected(unknown_member(&command.member)));
            }
            return Err(Need::State(member));
        }
        self.decide_event(command, member, joined, detailed, draft)
    }

    /// Whose command it is, joining the member if that is asked for. The flag says that the member is new.
    fn member(&mut self, command: &mut Command, draft: &mut Draft) -> Result<(MemberId, bool), AppError> {
        if let Some(member) = match (&command.member, &command.action) {
            (MemberRef::Id(member), _) => Some(*member),
            (MemberRef::OfOrder, Action::Return { returned, .. }) => {
                draft.place(&returned.order).map(|place| place.member)
            }
            _ => external_id_of(command).and_then(|id| self.external(id, draft)),
        } {
            return Ok((member, false));
        }
        let given = if let MemberRef::Given(member) = command.member { Some(member) } else { None };
        if let Some(member) = given.filter(|member| self.warm.has(*member)) {
            return Ok((member, false));
        }
        let external_id: Option<Box<str>> = external_id_of(command).map(Into::into);
        let joins = matches!(command.action, Action::Join(_));
        let may_join = joins || (command.create_member && external_id.is_some());
        if !may_join {
            return Err(unknown_member(&command.member));
        }
        possible_join(command.occurred_at, draft.now, &draft.in_force.programs)?;
        let member = given.unwrap_or_else(|| self.shared.ids.member());
        self.warm.put(member, State::new().into());
        draft.touched.entry(member).or_default();
        if let Some(id) = &external_id {
            draft.external_ids.insert(id.clone(), Some(member));
        }
        if !joins {
            self.join_first(command, member, draft);
        }
        Ok((member, true))
    }

    /// Joins the member of an order who was not known.
    fn join_first(&mut self, command: &Command, member: MemberId, draft: &mut Draft) {
        let mut event = joining_event(command, draft.now);
        if draft.place(&event.id).is_some() {
            // Somebody has taken this id for something else.
            event.id = fresh_id(self.shared.ids.uuid());
        }
        self.record(member, event, draft);
    }

    fn decide_event(
        &mut self,
        command: &mut Command,
        member: MemberId,
        joined: bool,
        detailed: bool,
        draft: &mut Draft,
    ) -> Result<Outcome, Need> {
        let Some(state) = self.warm.get(member) else { return Err(Need::State(member)) };
        if let Some(refusal) = wrong_currency(command, &draft.in_force.programs) {
            return Ok(self.refuse(command, member, refusal, draft));
        }
        let proposal = propose(command, draft.now);
        let history = if fold::needs_history(state, &proposal) {
            match draft.history(member) {
                Some(history) => history,
                None => {
                    restore(command, proposal);
                    return Err(Need::History(member));
                }
            }
        } else {
            Vec::new()
        };
        match decide::decide(&draft.in_force.programs, state, &history, proposal, draft.now) {
            Decision::Accept(event) => {
                if let Some(refund) = refund_above_limit(command, member, &history, draft) {
                    return Ok(Outcome::Rejected(AppError::NeedsApproval(refund)));
                }
                let fact = self.record(member, event, draft);
                let after = detailed.then(|| self.after(member, draft)).flatten();
                Ok(Outcome::Accepted { fact, after, joined })
            }
            Decision::Refuse(refusal) => Ok(self.refuse(command, member, refusal, draft)),
        }
    }

    /// Records an event onto the member's warm state.
    fn record(&mut self, member: MemberId, event: Event, draft: &mut Draft) -> u32 {
        let programs = &draft.in_force.programs;
        let Some(state) = self.warm.get_mut(member) else {
            unreachable!("a member is warm from loading until the end of the batch")
        };
        let number = state.events + 1;
        let history = if fold::needs_history(state, &event) { draft.history(member) } else { None };
        let numbered = Numbered { number, event: &event };
        let posted = fold::record(programs, state, &history.unwrap_or_default(), numbered);
        draft.add(member, number, event, posted)
    }

    fn after(&self, member: MemberId, draft: &Draft) -> Option<After> {
        let state = self.warm.get(member)?;
        let names = &draft.in_force.names;
        Some(After { balances: names.balances(state), tier: names.tier(state.tier) })
    }

    /// Records that a command was refused, so that it gets the same answer whenever it comes again.
    fn refuse(
        &mut self,
        command: &Command,
        member: MemberId,
        refusal: Refusal,
        draft: &mut Draft,
    ) -> Outcome {
        let event = Event {
            id: command.event_id.clone(),
            // It changes nothing, so it need not keep an instant that may be absurd.
            occurred_at: command.occurred_at.clamp(Instant::EARLIEST, draft.now),
            recorded_at: draft.now,
            fingerprint: command.fingerprint,
            body: Body::Refused(Refused { command: command.action.name().into(), refusal: refusal.clone() }),
        };
        self.record(member, event, draft);
        Outcome::Refused(member, refusal)
    }

    /// Keeps a return until its order comes.
    fn park(&mut self, command: &Command, order: EventId, draft: &mut Draft) -> Outcome {
        let known = self.parked().fingerprint(&command.event_id).is_some();
        if !known {
            if let Some(refund) = self.said_above_limit(command, draft) {
                return Outcome::Rejected(AppError::NeedsApproval(refund));
            }
            draft.newly_parked.push((order.clone(), command.event_id.clone()));
            let command = command.clone().unapproved_up_to(None);
            self.parked().put(ParkedReturn { command, since: draft.now });
            draft.parked_changed.insert(order.clone());
        }
        Outcome::Parked(order)
    }

    /// Books what is due for a member, if anything is.
    pub(super) fn decide_due(
        &mut self,
        member: MemberId,
        until: Instant,
        draft: &mut Draft,
    ) -> Result<Outcome, Need> {
        let Some(state) = self.warm.get(member) else {
            if draft.unknown.contains(&member) {
                return Ok(Outcome::Nothing);
            }
            return Err(Need::State(member));
        };
        if state.due_at() > until.min(draft.now) {
            return Ok(Outcome::Nothing);
        }
        let mut ahead = State::clone(state);
        fold::advance(&draft.in_force.programs, &mut ahead, until.min(draft.now), &mut ());
        let event = Event {
            id: due_id(member, ahead.at),
            // The last instant at which something fell due: whatever happened since is not late by this.
            occurred_at: ahead.at,
            recorded_at: draft.now,
            fingerprint: [0; 16],
            body: Body::TimePassed,
        };
        if fold::needs_history(state, &event) || draft.place(&event.id).is_some() {
            return Ok(Outcome::Nothing);
        }
        let fact = self.record(member, event, draft);
        Ok(Outcome::Accepted { fact, after: None, joined: false })
    }

    pub(super) fn parked(&self) -> MutexGuard<'_, Parked> {
        self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
