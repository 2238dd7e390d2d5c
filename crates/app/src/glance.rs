//! Members at a glance: rows of the list with the figures of now.

use crate::App;
use crate::error::AppError;
use crate::history::recorded_state;
use crate::in_force::InForce;
use crate::listing::Having;
use crate::members::{tier_measure, tier_view, wallet_heads};
use crate::views::{Glance, Glances};
use std::sync::Arc;
use tessera_engine::fold;
use tessera_engine::state::State;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Listing, MemberRow};

/// Of how many members the histories are in memory at a time, where states have to be folded again.
const FOLDED_TOGETHER: usize = 50;

impl App {
    /// Members as the listing and what they are asked to have now let them through, with what their own pages say of tier, balances, spend and last order.
    pub async fn members_at_a_glance(&self, listing: Listing, having: &Having) -> Result<Glances, AppError> {
        let listed = self.members_having(listing, having).await?;
        let (in_force, now) = (self.shared.rules.now(), self.shared.clock.now());
        let version = in_force.programs.at(now);
        let glance = |(member, state)| glance(&in_force, member, state, now);
        Ok(Glances {
            members: listed.members.into_iter().map(glance).collect(),
            next: listed.next,
            wallets: wallet_heads(&in_force, version),
            currency: version.map(|version| version.program.currency.code.clone()),
            tier_measure: version.and_then(tier_measure),
        })
    }

    /// The states of members after everything recorded of them, in the order asked for; and for how many the whole history had to be folded again.
    pub(crate) async fn states(&self, members: &[MemberRow]) -> Result<(Vec<Arc<State>>, usize), AppError> {
        let shared = &self.shared;
        let programs = &shared.rules.now().programs;
        let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
        // Memory first: what leaves it meanwhile is projected by then.
        let mut states = shared.tail.states(&ids);
        let projected: Vec<MemberId> =
            ids.iter().zip(&states).filter(|(_, state)| state.is_none()).map(|(id, _)| *id).collect();
        let mut snapshots = shared.store.snapshots(&projected).await?.into_iter();
        let mut unread = Vec::new();
        for (place, state) in states.iter_mut().enumerate().filter(|(_, state)| state.is_none()) {
            let Some(snapshot) = snapshots.next().flatten() else { continue };
            *state = State::from_bytes(&snapshot.state).filter(|state| state.serves(programs)).map(Arc::new);
            if state.is_none() {
                unread.push(place);
            }
        }
        // Of another format, or without what a version published since looks at: many at once, as all of a shop are after such a change.
        for places in unread.chunks(FOLDED_TOGETHER) {
            let members: Vec<MemberId> = places.iter().filter_map(|place| ids.get(*place).copied()).collect();
            for (place, history) in places.iter().zip(shared.histories(&members).await?) {
                states[*place] = Some(Arc::new(recorded_state(programs, &history.numbered())));
            }
        }
        Ok((states.into_iter().map(Option::unwrap_or_default).collect(), unread.len()))
    }
}

/// What fell due until now counts, although nothing is written.
pub(crate) fn advanced(in_force: &InForce, mut state: Arc<State>, now: Instant) -> Arc<State> {
    if state.due_at() <= now {
        fold::advance(&in_force.programs, Arc::make_mut(&mut state), now, &mut ());
    }
    state
}

fn glance(in_force: &InForce, member: MemberRow, state: Arc<State>, now: Instant) -> Glance {
    let state = advanced(in_force, state, now);
    // As the member's own page: an event may lie a little ahead of our clock.
    let at = now.max(state.at);
    let version = in_force.programs.at(at);
    Glance {
        member,
        tier: state.tier.map(|tier| tier_view(version, &in_force.names, tier)),
        measured: version.and_then(|version| version.measured(&state, at)),
        orders: state.orders,
        spend: state.spend,
        ordered_at: state.ordered_at,
        balances: in_force.names.balances(&state),
    }
}
