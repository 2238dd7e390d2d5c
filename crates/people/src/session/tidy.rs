//! Forgetting sessions that hold no more.

use super::{MEMBER_IDLE_SECONDS, MEMBER_SESSIONS, SECOND, STAFF_SESSIONS, Session, staff_ends};
use crate::error::PeopleError;
use crate::{People, Status};
use tessera_store::Direction;

impl People {
    /// Forgets sessions that hold no more.
    pub(crate) async fn forget_sessions(&self) -> Result<(), PeopleError> {
        let now = self.now().0;
        STAFF_SESSIONS.sweep(self.store(), |session| staff_ends(session) <= now).await?;
        let is_idle = |session: &Session| session.last_seen_at + MEMBER_IDLE_SECONDS * SECOND <= now;
        MEMBER_SESSIONS.sweep(self.store(), is_idle).await?;
        self.forget_sessions_of_nobody().await
    }

    /// Forgets sessions of members who were erased, or whose phone is another since.
    async fn forget_sessions_of_nobody(&self) -> Result<(), PeopleError> {
        const PAGE: usize = 500;
        let mut last = None::<Box<str>>;
        loop {
            let page = MEMBER_SESSIONS.beyond(self.store(), last.as_deref(), Direction::Up, PAGE).await?;
            last = page.last().map(|kept| kept.id.clone());
            let members: Vec<&str> = page.iter().map(|kept| &*kept.value.of).collect();
            let standings = self.standings(&members).await?;
            let over = page.iter().zip(standings).filter(|(kept, standing)| {
                standing
                    .is_some_and(|(status, since)| status == Status::Erased || kept.value.created_at < since)
            });
            let ends = over.map(|(kept, _)| MEMBER_SESSIONS.end(&kept.id)).collect();
            MEMBER_SESSIONS.remove_all(self.store(), ends).await?;
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }
}
