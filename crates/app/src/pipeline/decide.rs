//! Decide: what becomes of each piece of work, in order, in memory.

use super::Pipeline;
use super::draft::{After, Draft, Need, Outcome};
use super::load::external_id_of;
use super::parked::ParkedReturn;
use super::queue::Work;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use std::sync::PoisonError;
use tessera_engine::decide::{self, Decision, Refusal, RefusalCode};
use tessera_engine::event::{Body, Event, Joined, Order, Refused};
use tessera_engine::fold::{self, Numbered, Programs};
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
        for waiting in waiting {
            let mut work = Work::Command(waiting.command.clone());
            draft.taken_out.push(waiting);
            // Nobody waits for the answer: who sends the return again gets it then.
            self.decide_loading(&mut work, false, draft).await?;
        }
        Ok(())
    }

    fn decide(&mut self, command: &mut Command, detailed: bool, draft: &mut Draft) -> Result<Outcome, Need> {
        if let Some(place) = draft.place(&command.event_id) {
            return Ok(Outcome::Replay(place, command.fingerprint, command.event_id.clone()));
        }
        if let Action::Return(returned) = &command.action
            && draft.place(&returned.order).is_none()
        {
            return Ok(self.park(command, returned.order.clone(), draft));
        }
        if draft.in_force.programs.at(command.occurred_at).is_none() && needs_program(&command.action) {
            return Ok(Outcome::Rejected(AppError::NoProgram(command.occurred_at)));
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
            (MemberRef::OfOrder, Action::Return(returned)) => {
                draft.place(&returned.order).map(|place| place.member)
            }
            _ => external_id_of(command).and_then(|id| self.external(id, draft)),
        } {
            return Ok((member, false));
        }
        let external_id: Option<Box<str>> = external_id_of(command).map(Into::into);
        let joins = matches!(command.action, Action::Join(_));
        if !joins && !(command.create_member && external_id.is_some()) {
            return Err(unknown_member(&command.member));
        }
        possible_join(command.occurred_at, draft)?;
        let member = self.shared.ids.member();
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
        let known = self.parked().fingerprint(&command.event_id);
        match known {
            Some(known) if known != command.fingerprint => {
                Outcome::Rejected(AppError::IdReused(command.event_id.clone()))
            }
            Some(_) => Outcome::Parked(order),
            None => {
                self.parked().put(ParkedReturn { command: command.clone(), since: draft.now });
                draft.newly_parked.push((order.clone(), command.event_id.clone()));
                draft.parked_changed.insert(order.clone());
                Outcome::Parked(order)
            }
        }
    }

    /// Books what is due for a member, if anything is.
    fn decide_due(&mut self, member: MemberId, until: Instant, draft: &mut Draft) -> Result<Outcome, Need> {
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

    pub(super) fn parked(&self) -> std::sync::MutexGuard<'_, super::parked::Parked> {
        self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The command as an event. What it carries is moved, not copied, where the engine can only accept it.
pub(crate) fn propose(command: &mut Command, now: Instant) -> Event {
    let certain = command.occurred_at <= now;
    let body = match &mut command.action {
        Action::Join(joined) => {
            let mut joined = joined.clone();
            if let MemberRef::External(id) = &command.member {
                joined.external_id = Some(id.clone());
            }
            Body::Joined(joined)
        }
        Action::Tag(tags) => Body::Tagged(tags.clone()),
        Action::Pay { order, .. } if certain && order.points_paid.is_none() => {
            Body::OrderPaid(std::mem::replace(order, Box::new(Order::default())))
        }
        Action::Pay { order, .. } => Body::OrderPaid(order.clone()),
        Action::Return(returned) => Body::OrderReturned(returned.clone()),
        Action::Activity(activity) => Body::ActivityDone(activity.clone()),
        Action::Redeem(redemption) => Body::Redeemed(redemption.clone()),
        Action::Adjust(adjustment) => Body::Adjusted(adjustment.clone()),
    };
    Event {
        id: command.event_id.clone(),
        occurred_at: command.occurred_at,
        recorded_at: now,
        fingerprint: command.fingerprint,
        body,
    }
}

/// Puts back what [`propose`] moved.
pub(super) fn restore(command: &mut Command, event: Event) {
    if let (Action::Pay { order, .. }, Body::OrderPaid(paid)) = (&mut command.action, event.body)
        && order.points_paid.is_none()
        && paid.points_paid.is_none()
    {
        *order = paid;
    }
}

pub(crate) fn wrong_currency(command: &Command, programs: &Programs) -> Option<Refusal> {
    let Action::Pay { currency: Some(currency), .. } = &command.action else { return None };
    let version = programs.at(command.occurred_at)?;
    (**currency != *version.program.currency.code)
        .then(|| Refusal::new(RefusalCode::WrongCurrency).about(&version.program.currency.code))
}

/// Who joins and how members are tagged may be recorded before there is a program.
fn needs_program(action: &Action) -> bool {
    !matches!(action, Action::Join(_) | Action::Tag(_))
}

/// Nobody joins at an instant that no event may carry; with nobody there, there is no stream that could keep a refusal.
fn possible_join(at: Instant, draft: &Draft) -> Result<(), AppError> {
    let event = Event {
        id: made("join"),
        occurred_at: at,
        recorded_at: draft.now,
        fingerprint: [0; 16],
        body: Body::Joined(Joined::default()),
    };
    match decide::decide(&draft.in_force.programs, &State::new(), &[], event, draft.now) {
        Decision::Accept(_) => Ok(()),
        Decision::Refuse(_) => Err(AppError::invalid(
            "occurred_at",
            format!("{at} 不是可能的时间:请检查日期与时钟"),
            format!("{at} is not a possible time: check the date and the clock"),
        )),
    }
}

fn unknown_member(member: &MemberRef) -> AppError {
    AppError::UnknownMember(match member {
        MemberRef::Id(id) => id.to_string().into(),
        MemberRef::External(id) => id.clone(),
        MemberRef::OfOrder | MemberRef::New => "?".into(),
    })
}

/// The event by which the unknown member of a command joins, at the instant of the command. Its id is the same wherever it is made.
pub(crate) fn joining_event(command: &Command, now: Instant) -> Event {
    let external_id: Option<Box<str>> = external_id_of(command).map(Into::into);
    let (store, channel) = match &command.action {
        Action::Pay { order, .. } => (order.store.clone(), order.channel.clone()),
        Action::Activity(activity) => (activity.store.clone(), activity.channel.clone()),
        _ => (None, None),
    };
    Event {
        id: joining_id(external_id.as_deref().unwrap_or_default()),
        occurred_at: command.occurred_at,
        recorded_at: now,
        fingerprint: [0; 16],
        body: Body::Joined(Joined { external_id, channel, store }),
    }
}

/// `join:` and the external id, or its digest where that is too long.
fn joining_id(external_id: &str) -> EventId {
    EventId::new(&format!("join:{external_id}")).unwrap_or_else(|| {
        use sha2::{Digest, Sha256};
        use std::fmt::Write;
        let hash = Sha256::digest(external_id.as_bytes());
        let hex = hash.iter().take(16).fold(String::from("join#"), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        made(&hex)
    })
}

/// The id of the event that books what is due at an instant: the same wherever it is made.
fn due_id(member: MemberId, at: Instant) -> EventId {
    made(&format!("due:{member}:{}", at.0))
}

fn fresh_id(uuid: u128) -> EventId {
    made(&format!("evt_{uuid:032x}"))
}

fn made(id: &str) -> EventId {
    // At most 58 printable ASCII characters in every use above, where 64 are allowed.
    EventId::new(id).unwrap_or_else(|| unreachable!("made ids are valid"))
}
