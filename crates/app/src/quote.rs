//! Quotes: the same step as a command's, on a copy that is thrown away.

use crate::App;
use crate::answer::Quote;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use crate::history::{History, recorded_state};
use crate::in_force::InForce;
use crate::pipeline::{joining_event, paid, propose, unknown_member, wrong_currency};
use crate::programs;
use crate::refund::{Proposed, Refund};
use crate::shared::Standing;
use crate::timeline::told;
use crate::views::Explanation;
use std::sync::{Arc, PoisonError};
use tessera_engine::decide::{self, Decision, Refusal};
use tessera_engine::event::Event;
use tessera_engine::explain;
use tessera_engine::fold::{self, Numbered, Posted, Programs, Version};
use tessera_engine::program::Program;
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};

impl App {
    /// What a command would do, were it sent now. Writes nothing, and does not mind whether its event id was used before.
    pub async fn quote(&self, command: Command) -> Result<Quote, AppError> {
        command.check()?;
        self.fresh().await?;
        let in_force = self.shared.rules.now();
        self.quote_under(command, &in_force).await
    }

    /// The same under a draft, as if it had been published to start at the command's business time: the member stands as under the versions in force,
    /// and only what happens from then on is decided by the draft. Refused if publishing would refuse the draft beside those versions.
    pub async fn try_draft(&self, command: Command, draft: Arc<Program>) -> Result<Quote, AppError> {
        command.check()?;
        self.fresh().await?;
        let now = self.shared.rules.now();
        let starts_at = command.occurred_at;
        programs::keeps_meaning(now.programs.versions(), starts_at, &draft)?;
        let of = |version: &Version| (version.number, version.starts_at, Arc::clone(&version.program));
        let mut versions: Vec<_> = now.programs.versions().iter().map(of).collect();
        let newest = versions.iter().map(|(number, ..)| *number).max().unwrap_or_default();
        versions.push((newest + 1, starts_at, draft));
        self.quote_under(command, &InForce::new(Programs::new(versions))).await
    }

    async fn quote_under(&self, mut command: Command, in_force: &InForce) -> Result<Quote, AppError> {
        let now = self.shared.clock.now();
        if in_force.programs.at(command.occurred_at).is_none() {
            return Err(AppError::NoProgram(command.occurred_at));
        }
        let (member, before) = match self.member_of(&command).await? {
            Whose::Known(standing) => {
                let state = self.serving(standing.member.id, standing.state, in_force).await?;
                (Some(standing.member.id), Before::of(state))
            }
            Whose::Joining => (None, Before::joining(&command, &in_force.programs, now)),
            Whose::Waiting(order) => return Ok(self.waiting(&command, order, in_force)),
        };
        let mut quote = match wrong_currency(&command, &in_force.programs) {
            Some(refusal) => refused(refusal, in_force, before.state, now),
            None => {
                let proposal = propose(&mut command, now);
                let history = match member {
                    Some(member) if fold::needs_history(&before.state, &proposal) => {
                        let mut history = self.shared.history(member).await?;
                        history.cut_after(before.state.events);
                        history
                    }
                    _ => History::default(),
                };
                let refund = Proposed::of(&command).zip(member).and_then(|(proposed, member)| {
                    proposed.of_order(member, &history.numbered(), &in_force.programs)
                });
                quoted(proposal, before, &history, in_force, now).handing_back(refund)
            }
        };
        quote.member = member;
        Ok(quote)
    }

    /// A return whose order is not here yet: of it no more is known than what it says itself.
    fn waiting(&self, command: &Command, order: EventId, in_force: &InForce) -> Quote {
        let parked = self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner);
        let refund = Proposed::of(command).map(|proposed| proposed.before_order(&parked, &in_force.programs));
        Quote { waiting_for: Some(order), ..nothing() }.handing_back(refund)
    }

    /// The member's state with all that these versions measure tiers by.
    async fn serving(
        &self,
        member: MemberId,
        state: Arc<State>,
        in_force: &InForce,
    ) -> Result<Arc<State>, AppError> {
        if state.serves(&in_force.programs) {
            return Ok(state);
        }
        let mut history = self.shared.history(member).await?;
        history.cut_after(state.events);
        Ok(Arc::new(recorded_state(&in_force.programs, &history.numbered())))
    }

    async fn member_of(&self, command: &Command) -> Result<Whose, AppError> {
        if let Action::Return { returned, .. } = &command.action {
            let place = self.shared.places(std::slice::from_ref(&returned.order)).await?.pop().flatten();
            let Some(place) = place else { return Ok(Whose::Waiting(returned.order.clone())) };
            let member = match &command.member {
                MemberRef::OfOrder => &MemberRef::Id(place.member),
                named => named,
            };
            return Ok(Whose::Known(self.shared.standing(member).await?));
        }
        let joins = matches!(command.action, Action::Join(_));
        let named = match (&command.member, &command.action) {
            (MemberRef::New | MemberRef::Given(_), Action::Join(joined)) => {
                joined.external_id.clone().map(MemberRef::External)
            }
            (MemberRef::New | MemberRef::OfOrder, _) => return Err(unknown_member(&command.member)),
            (member, _) => Some(member.clone()),
        };
        let Some(named) = named else { return Ok(Whose::Joining) };
        match self.shared.standing(&named).await {
            Ok(standing) => Ok(Whose::Known(standing)),
            Err(AppError::UnknownMember(_))
                if matches!(named, MemberRef::External(_)) && (joins || command.create_member) =>
            {
                Ok(Whose::Joining)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whose command it is.
enum Whose {
    Known(Standing),
    Joining,
    Waiting(EventId),
}

/// What there is before the command.
struct Before {
    state: Arc<State>,
    /// The event by which the member would join first, and what it would post.
    joining: Option<(Event, Posted)>,
}

impl Before {
    fn of(state: Arc<State>) -> Self {
        Self { state, joining: None }
    }

    fn joining(command: &Command, programs: &Programs, now: Instant) -> Self {
        let mut state = State::new();
        let joining = (!matches!(command.action, Action::Join(_))).then(|| {
            let event = joining_event(command, now);
            let numbered = Numbered { number: 1, event: &event };
            let posted = fold::record(programs, &mut state, &[], numbered);
            (event, posted)
        });
        Self { state: Arc::new(state), joining }
    }
}

/// The command's step. The history is there where the fold needs it.
fn quoted(proposal: Event, before: Before, history: &History, in_force: &InForce, now: Instant) -> Quote {
    let programs = &in_force.programs;
    let Before { mut state, joining } = before;
    let mut past = history.numbered();
    past.extend(joining.as_ref().map(|(event, _)| Numbered { number: 1, event }));
    let event = match decide::decide(programs, &state, &past, proposal, now) {
        Decision::Accept(event) => event,
        Decision::Refuse(refusal) => return refused(refusal, in_force, state, now),
    };
    let numbered = Numbered { number: state.events + 1, event: &event };
    let needs_history = fold::needs_history(&state, &event);
    let after = Arc::make_mut(&mut state);
    let (own, explanation) = if needs_history {
        let posted = fold::record(programs, after, &past, numbered);
        past.push(numbered);
        (posted, explain::explain(programs, &past, numbered.number, after.at))
    } else {
        explain::record_next(programs, after, numbered)
    };
    let mut posted = joining.map(|(_, posted)| posted).unwrap_or_default();
    posted.entries.extend(own.entries);
    posted.tiers.extend(own.tiers);
    let names = &in_force.names;
    Quote {
        member: None,
        refusal: None,
        waiting_for: None,
        refund: None,
        needs_approval: false,
        paid: paid(&event),
        entries: names.entries(&posted.entries),
        balances: names.balances(&state),
        tier: names.tier(state.tier),
        tier_before: posted.tiers.first().map(|change| names.tier(change.from)),
        explanation: told(in_force, explanation),
    }
}

fn refused(refusal: Refusal, in_force: &InForce, mut state: Arc<State>, now: Instant) -> Quote {
    if state.due_at() <= now {
        fold::advance(&in_force.programs, Arc::make_mut(&mut state), now, &mut ());
    }
    let names = &in_force.names;
    Quote {
        refusal: Some(refusal),
        balances: names.balances(&state),
        tier: names.tier(state.tier),
        ..nothing()
    }
}

impl Quote {
    /// The same with what a return hands back, unless it would be refused.
    fn handing_back(self, refund: Option<(Refund, bool)>) -> Self {
        match refund {
            Some((refund, needs_approval)) if self.refusal.is_none() => {
                Self { refund: Some(refund), needs_approval, ..self }
            }
            _ => self,
        }
    }
}

fn nothing() -> Quote {
    Quote {
        member: None,
        refusal: None,
        waiting_for: None,
        refund: None,
        needs_approval: false,
        paid: None,
        entries: Vec::new(),
        balances: Vec::new(),
        tier: None,
        tier_before: None,
        explanation: Explanation::default(),
    }
}
