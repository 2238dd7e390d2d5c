//! Quotes: the same step as a command's, on a copy that is thrown away.

use crate::App;
use crate::answer::Quote;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use crate::history::{History, recorded_state};
use crate::in_force::InForce;
use crate::pipeline::{joining_event, paid, propose, unknown_member, wrong_currency};
use crate::timeline::told;
use crate::views::Explanation;
use std::sync::Arc;
use tessera_engine::decide::{self, Decision, Refusal};
use tessera_engine::event::Event;
use tessera_engine::explain;
use tessera_engine::fold::{self, Numbered, Posted};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};

impl App {
    /// What a command would do, were it sent now. Writes nothing, and does not mind whether its event id was used before.
    pub async fn quote(&self, mut command: Command) -> Result<Quote, AppError> {
        command.check()?;
        self.fresh().await?;
        let now = self.shared.clock.now();
        let in_force = self.shared.rules.now();
        if in_force.programs.at(command.occurred_at).is_none() {
            return Err(AppError::NoProgram(command.occurred_at));
        }
        let found = self.member_of(&command).await?;
        let history = match found {
            Whose::Known(member) => self.shared.history(member).await?,
            Whose::Joining => History::default(),
            Whose::Waiting(order) => return Ok(waiting(order)),
        };
        let joining = match found {
            Whose::Joining if !matches!(command.action, Action::Join(_)) => {
                Some(joining_event(&command, now))
            }
            Whose::Known(_) if history.is_empty() => return Err(unknown_member(&command.member)),
            _ => None,
        };
        let mut past = history.numbered();
        past.extend(joining.as_ref().map(|event| Numbered { number: 1, event }));
        let state = recorded_state(&in_force.programs, &past);
        let member = match found {
            Whose::Known(member) => Some(member),
            _ => None,
        };
        let mut quote = match decided(&mut command, &in_force, &state, &past, now) {
            Err(refusal) => refused(refusal, &in_force, &state, now),
            Ok(event) => accepted(&event, &in_force, state, &past, joining.as_ref()),
        };
        quote.member = member;
        Ok(quote)
    }

    async fn member_of(&self, command: &Command) -> Result<Whose, AppError> {
        if let Action::Return { returned, .. } = &command.action {
            let place = self.shared.places(std::slice::from_ref(&returned.order)).await?.pop().flatten();
            return Ok(match (place, &command.member) {
                (None, _) => Whose::Waiting(returned.order.clone()),
                (Some(place), MemberRef::OfOrder) => Whose::Known(place.member),
                (Some(_), member) => Whose::Known(self.shared.resolve(member).await?),
            });
        }
        let joins = matches!(command.action, Action::Join(_));
        let named = match (&command.member, &command.action) {
            (MemberRef::New, Action::Join(joined)) => joined.external_id.clone().map(MemberRef::External),
            (MemberRef::New | MemberRef::OfOrder, _) => return Err(unknown_member(&command.member)),
            (member, _) => Some(member.clone()),
        };
        let Some(named) = named else { return Ok(Whose::Joining) };
        match self.shared.resolve(&named).await {
            Ok(member) => Ok(Whose::Known(member)),
            Err(AppError::UnknownMember(_)) if joins || command.create_member => Ok(Whose::Joining),
            Err(error) => Err(error),
        }
    }
}

/// Whose command it is.
enum Whose {
    Known(MemberId),
    Joining,
    Waiting(EventId),
}

fn decided(
    command: &mut Command,
    in_force: &InForce,
    state: &State,
    past: &[Numbered<'_>],
    now: Instant,
) -> Result<Event, Refusal> {
    if let Some(refusal) = wrong_currency(command, &in_force.programs) {
        return Err(refusal);
    }
    match decide::decide(&in_force.programs, state, past, propose(command, now), now) {
        Decision::Accept(event) => Ok(event),
        Decision::Refuse(refusal) => Err(refusal),
    }
}

fn accepted(
    event: &Event,
    in_force: &Arc<InForce>,
    mut state: State,
    past: &[Numbered<'_>],
    joining: Option<&Event>,
) -> Quote {
    let programs = &in_force.programs;
    let mut posted = Posted::default();
    if let Some(joining) = joining {
        let event = Numbered { number: 1, event: joining };
        posted = fold::record(programs, &mut State::new(), &[], event);
    }
    let number = past.iter().map(|past| past.number).max().unwrap_or_default() + 1;
    let numbered = Numbered { number, event };
    let own = fold::record(programs, &mut state, past, numbered);
    posted.entries.extend(own.entries);
    posted.tiers.extend(own.tiers);
    let mut all = past.to_vec();
    all.push(numbered);
    let names = &in_force.names;
    Quote {
        member: None,
        refusal: None,
        waiting_for: None,
        paid: paid(event),
        entries: names.entries(&posted.entries),
        balances: names.balances(&state),
        tier: names.tier(state.tier),
        tier_before: posted.tiers.first().map(|change| names.tier(change.from)),
        explanation: told(in_force, &explain::explain(programs, &all, number, state.at)),
    }
}

fn refused(refusal: Refusal, in_force: &InForce, state: &State, now: Instant) -> Quote {
    let mut state = state.clone();
    fold::advance(&in_force.programs, &mut state, now, &mut ());
    let names = &in_force.names;
    Quote {
        refusal: Some(refusal),
        balances: names.balances(&state),
        tier: names.tier(state.tier),
        ..nothing()
    }
}

fn waiting(order: EventId) -> Quote {
    Quote { waiting_for: Some(order), ..nothing() }
}

fn nothing() -> Quote {
    Quote {
        member: None,
        refusal: None,
        waiting_for: None,
        paid: None,
        entries: Vec::new(),
        balances: Vec::new(),
        tier: None,
        tier_before: None,
        explanation: Explanation::default(),
    }
}
