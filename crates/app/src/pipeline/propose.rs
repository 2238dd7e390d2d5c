//! Commands as events: what the engine is asked to decide, and the ids of events that nobody sent.

use super::load::external_id_of;
use crate::command::{Action, Command, DUE, MemberRef};
use crate::error::AppError;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use tessera_engine::decide::{self, Decision, Refusal, RefusalCode};
use tessera_engine::event::{Body, Event, Joined, Order};
use tessera_engine::fold::Programs;
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};

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
        Action::Return { returned, .. } => Body::OrderReturned(returned.clone()),
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

/// The refusal of an order or a return in another currency than the program's.
pub(crate) fn wrong_currency(command: &Command, programs: &Programs) -> Option<Refusal> {
    let (Action::Pay { currency: Some(currency), .. } | Action::Return { currency: Some(currency), .. }) =
        &command.action
    else {
        return None;
    };
    let version = programs.at(command.occurred_at)?;
    (**currency != *version.program.currency.code)
        .then(|| Refusal::new(RefusalCode::WrongCurrency).about(&version.program.currency.code))
}

/// Who joins and how members are tagged may be recorded before there is a program.
pub(super) fn needs_program(action: &Action) -> bool {
    !matches!(action, Action::Join(_) | Action::Tag(_))
}

/// Nobody joins at an instant that no event may carry; with nobody there, there is no stream that could keep a refusal.
pub(super) fn possible_join(at: Instant, now: Instant, programs: &Programs) -> Result<(), AppError> {
    let event = Event {
        id: made("join"),
        occurred_at: at,
        recorded_at: now,
        fingerprint: [0; 16],
        body: Body::Joined(Joined::default()),
    };
    match decide::decide(programs, &State::new(), &[], event, now) {
        Decision::Accept(_) => Ok(()),
        Decision::Refuse(_) => Err(AppError::invalid(
            "occurred_at",
            format!("{at} 不是可能的时间：请检查日期与时钟"),
            format!("{at} is not a possible time: check the date and the clock"),
        )),
    }
}

/// Nobody is called so.
pub(crate) fn unknown_member(member: &MemberRef) -> AppError {
    AppError::UnknownMember(match member {
        MemberRef::Id(id) | MemberRef::Given(id) => id.to_string().into(),
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
pub(super) fn joining_id(external_id: &str) -> EventId {
    EventId::new(&format!("join:{external_id}")).unwrap_or_else(|| {
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
pub(super) fn due_id(member: MemberId, at: Instant) -> EventId {
    made(&format!("{DUE}{member}:{}", at.0))
}

pub(super) fn fresh_id(uuid: u128) -> EventId {
    made(&format!("evt_{uuid:032x}"))
}

fn made(id: &str) -> EventId {
    // At most 58 printable ASCII characters in every use above, where 64 are allowed.
    EventId::new(id).unwrap_or_else(|| unreachable!("made ids are valid"))
}
