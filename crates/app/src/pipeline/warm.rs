//! Members' latest states, kept ready in memory.
//!
//! A cache that only the pipeline uses. It holds states *after* everything committed; while a batch is decided it runs ahead,
//! and forgets the members touched if the commit fails. It never evicts who is touched by what is decided and not recorded yet.

use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;
use tessera_engine::state::State;
use tessera_engine::values::MemberId;

/// See the module.
pub(crate) struct Warm {
    states: HashMap<MemberId, Slot>,
    external_ids: HashMap<Box<str>, MemberId>,
    limit: usize,
}

struct Slot {
    state: Arc<State>,
    /// Used since the last eviction.
    used: bool,
}

impl Warm {
    pub(crate) fn new(limit: usize) -> Self {
        Self { states: HashMap::new(), external_ids: HashMap::new(), limit: limit.max(1) }
    }

    pub(crate) fn has(&self, member: MemberId) -> bool {
        self.states.contains_key(&member)
    }

    pub(crate) fn get(&self, member: MemberId) -> Option<&Arc<State>> {
        self.states.get(&member).map(|slot| &slot.state)
    }

    /// The state to change. Copied first if somebody else still looks at it.
    pub(crate) fn get_mut(&mut self, member: MemberId) -> Option<&mut State> {
        self.states.get_mut(&member).map(|slot| {
            slot.used = true;
            Arc::make_mut(&mut slot.state)
        })
    }

    pub(crate) fn put(&mut self, member: MemberId, state: Arc<State>) {
        self.states.insert(member, Slot { state, used: true });
    }

    /// Takes the states that others' events led to, each of a member who is known here if it goes further than what is known. Else the member is forgotten.
    pub(crate) fn follow(&mut self, latest: impl IntoIterator<Item = (MemberId, Option<Arc<State>>)>) {
        for (member, state) in latest {
            match (self.get(member), state) {
                (Some(known), Some(state)) if Arc::ptr_eq(known, &state) => {}
                (Some(known), Some(state)) if state.events > known.events => self.put(member, state),
                _ => self.forget(member),
            }
        }
    }

    pub(crate) fn forget(&mut self, member: MemberId) {
        self.states.remove(&member);
    }

    /// Forgets all states but such.
    pub(crate) fn keep(&mut self, are: impl Fn(&State) -> bool) {
        self.states.retain(|_, slot| are(&slot.state));
    }

    pub(crate) fn external(&self, id: &str) -> Option<MemberId> {
        self.external_ids.get(id).copied()
    }

    /// External ids never change hands, so what is known stays true.
    pub(crate) fn put_external(&mut self, id: Box<str>, member: MemberId) {
        self.external_ids.insert(id, member);
    }

    pub(crate) fn len(&self) -> usize {
        self.states.len()
    }

    pub(crate) fn clear(&mut self) {
        self.states.clear();
        self.external_ids.clear();
    }

    /// Back to the limit: what was not used since last time goes first, at least a quarter goes. Whom somebody is busy with stays.
    pub(crate) fn evict(&mut self, is_busy: impl Fn(MemberId) -> bool) {
        if self.external_ids.len() > self.limit {
            self.external_ids.clear();
        }
        if self.states.len() <= self.limit {
            return;
        }
        let keep = self.limit - self.limit / 4;
        let mut surplus = self.states.len() - keep;
        self.states.retain(|member, slot| {
            let goes = surplus > 0 && !slot.used && !is_busy(*member);
            surplus -= usize::from(goes);
            slot.used = false;
            !goes
        });
        // The hash order is as good as random: nothing tells these apart any more.
        self.states.retain(|member, _| {
            let goes = surplus > 0 && !is_busy(*member);
            surplus -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Warm;
    use std::sync::Arc;
    use tessera_engine::state::State;
    use tessera_engine::values::MemberId;

    #[test]
    fn others_events_move_who_is_known_and_nobody_back() {
        let state = |events| Arc::new(State { events, ..State::new() });
        let mut warm = Warm::new(8);
        for member in 1..=4 {
            warm.put(MemberId(member), state(5));
        }
        let latest = state(7);
        // Told once for each of two events.
        warm.follow([(MemberId(1), Some(Arc::clone(&latest))), (MemberId(1), Some(latest))]);
        assert_eq!(warm.get(MemberId(1)), Some(&state(7)));
        // No further than is known, or gone from memory already: the store is asked.
        for (member, latest) in [(2, Some(state(5))), (3, Some(state(4))), (4, None)] {
            warm.follow([(MemberId(member), latest)]);
            assert_eq!(warm.get(MemberId(member)), None, "{member}");
        }
        warm.follow([(MemberId(9), Some(state(6)))]);
        assert_eq!(warm.get(MemberId(9)), None, "nobody here asked for that member");
    }
}
