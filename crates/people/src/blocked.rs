//! Who is blocked, to be asked on every spend without a look at the store.

use crate::believed::Believed;
use crate::error::PeopleError;
use crate::{People, vault};
use std::collections::HashSet;
use std::sync::Arc;
use tessera_app::MemberRef;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Change, Direction, Expected};

const BLOCKED: &str = "blocked";

/// Who is blocked, as it was read last.
pub(crate) type Blocked = Believed<HashSet<MemberId>>;

/// The change that marks a member blocked, or takes the mark away.
pub(crate) fn mark(member: MemberId, blocked: bool) -> Change {
    let (collection, id) = (BLOCKED.into(), vault::name(member).into());
    Change { collection, id, expected: Expected::Anything, body: blocked.then(Vec::new) }
}

impl People {
    /// Refuses a blocked member who wants to spend. What this process blocked is seen at once, what another did within five seconds.
    pub async fn may_spend(&self, member: &MemberRef) -> Result<(), PeopleError> {
        let now = self.now();
        let members = match self.blocked.known(now) {
            Some(members) => members,
            None => self.read_blocked(now).await?,
        };
        if members.is_empty() {
            return Ok(());
        }
        let member = self.app.member_id(member).await?;
        if members.contains(&member) { Err(PeopleError::Blocked) } else { Ok(()) }
    }

    async fn read_blocked(&self, now: Instant) -> Result<Arc<HashSet<MemberId>>, PeopleError> {
        const PAGE: usize = 10_000;
        let seen = self.blocked.before_reading();
        let (mut members, mut last) = (HashSet::new(), None::<Box<str>>);
        loop {
            let page = self.store().documents_beyond(BLOCKED, last.as_deref(), Direction::Up, PAGE).await?;
            let ids = page.iter().filter_map(|document| u128::from_str_radix(&document.id, 16).ok());
            members.extend(ids.map(MemberId));
            if page.len() < PAGE {
                break;
            }
            last = page.last().map(|document| document.id.clone());
        }
        let members = Arc::new(members);
        self.blocked.hold(now, &members, seen);
        Ok(members)
    }
}
