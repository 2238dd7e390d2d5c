//! A member's newest state, for who has asked the projections.
//!
//! The question to the store takes a while. What was in the tail when it was asked may have been projected since and have left the tail, and then
//! neither says what was there all the time. So the tail counts how often anything leaves it: who finds the count as it was before the question, and
//! nothing of the member, knows that the store's answer is the newest.

use super::{Tail, joining_member};
use std::sync::Arc;
use tessera_engine::state::State;
use tessera_engine::values::MemberId;
use tessera_store::{MemberRow, Who};

/// What the tail knows of a member's latest state.
pub(crate) enum Newest {
    /// This is it.
    Is(Arc<State>),
    /// It was projected when the count was read, and nothing of the member has been recorded since.
    Projected,
    /// Something has left the tail since: what was read of the projections meanwhile may be too old.
    Unknown,
}

impl Tail {
    /// A member who joined and is not projected, with the latest state; and the count for [`Tail::state_since`].
    pub(crate) fn joined(&self, who: &Who) -> (Option<(MemberRow, Arc<State>)>, u64) {
        let kept = self.kept();
        let id = match who {
            Who::Id(id) => Some(*id),
            Who::External(id) => kept.external_ids.get(id).copied(),
        };
        let member = id.and_then(|id| kept.members.get(&id));
        let joined = member.and_then(|member| {
            let row = joining_member(member.facts.front()?.fact())?;
            Some((row, Arc::clone(&member.state)))
        });
        (joined, kept.dropped)
    }

    /// A member's latest state as far as the tail can tell, for who read the projections after [`Tail::joined`] gave this count.
    pub(crate) fn state_since(&self, member: MemberId, dropped: u64) -> Newest {
        let kept = self.kept();
        match kept.members.get(&member) {
            Some(member) => Newest::Is(Arc::clone(&member.state)),
            None if kept.dropped == dropped => Newest::Projected,
            None => Newest::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::tail::Committed;
    use tessera_engine::event::{Body, Event, Joined};
    use tessera_engine::fold::Posted;
    use tessera_engine::values::{EventId, Instant};
    use tessera_store::Fact;

    /// One fact of a member: joins as `crm-<member>` first, then time passes.
    fn push(tail: &Tail, member: u128, number: u32) {
        let seq = tail.head() + 1;
        let joined = Joined { external_id: Some(format!("crm-{member}").into()), ..Joined::default() };
        let event = Event {
            id: EventId::new(&format!("{member}-{number}")).unwrap(),
            occurred_at: Instant(7),
            recorded_at: Instant(7),
            fingerprint: [0; 16],
            body: if number == 1 { Body::Joined(joined) } else { Body::TimePassed },
        };
        let fact = Fact { member: MemberId(member), number, event: Arc::new(event) };
        let state = State { events: number, ..State::new() };
        let commit = Committed { first: seq, facts: vec![fact], posted: vec![Posted::default()] };
        tail.push(Arc::new(commit), [(MemberId(member), Arc::new(state))]);
    }

    fn events(newest: Newest) -> Option<u32> {
        match newest {
            Newest::Is(state) => Some(state.events),
            Newest::Projected => Some(0),
            Newest::Unknown => None,
        }
    }

    #[test]
    fn what_left_the_tail_meanwhile_is_noticed() {
        let tail = Tail::new(0);
        push(&tail, 1, 1);
        let who = Who::External("crm-1".into());
        let (joined, before) = tail.joined(&who);
        assert_eq!(joined.map(|(row, state)| (row.id, state.events)), Some((MemberId(1), 1)));
        push(&tail, 1, 2);
        assert_eq!(events(tail.state_since(MemberId(1), before)), Some(2), "memory has the last word");
        tail.drop_projected(2);
        assert_eq!(events(tail.state_since(MemberId(1), before)), None);
        assert_eq!(events(tail.state_since(MemberId(2), before)), None, "of nobody anything is known");
        let (joined, after) = tail.joined(&who);
        assert!(joined.is_none());
        push(&tail, 2, 1);
        assert_eq!(
            events(tail.state_since(MemberId(1), after)),
            Some(0),
            "what comes in of others does not matter"
        );
        tail.reset(9);
        assert_eq!(events(tail.state_since(MemberId(1), after)), None);
    }

    #[test]
    fn who_is_projected_in_part_is_the_stores_to_show() {
        let tail = Tail::new(0);
        push(&tail, 1, 1);
        push(&tail, 1, 2);
        tail.drop_projected(1);
        for who in [Who::Id(MemberId(1)), Who::External("crm-1".into())] {
            let (joined, count) = tail.joined(&who);
            assert!(joined.is_none(), "the row is in the store");
            assert_eq!(events(tail.state_since(MemberId(1), count)), Some(2));
        }
    }
}
