//! Whether something is recorded already: then a command under its id does nothing any more.

use crate::App;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use std::sync::PoisonError;
use tessera_engine::event::{Body, Event};
use tessera_engine::values::{EventId, MemberId};

impl App {
    /// Whether something was recorded under an event id, a refusal too: then a command under it gets its first answer.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn is_recorded(&self, id: &EventId) -> Result<bool, AppError> {
        self.fresh().await?;
        Ok(self.shared.places(std::slice::from_ref(id)).await?.iter().any(Option::is_some))
    }

    /// Whether this very thing was recorded under its event id, a refusal too, or waits for its order: sent by whomever, it happens once. A correction is the same whoever
    /// made it, and however its member was named.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn has_taken(&self, command: &Command) -> Result<bool, AppError> {
        self.fresh().await?;
        let waits = {
            let parked = self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner);
            parked.fingerprint(&command.event_id)
        };
        if let Some(fingerprint) = waits {
            return Ok(fingerprint == command.fingerprint);
        }
        let places = self.shared.places(std::slice::from_ref(&command.event_id)).await?;
        let Some(place) = places.into_iter().flatten().next() else { return Ok(false) };
        let history = self.shared.history_part(place.member, place.number.saturating_sub(1), 1).await?;
        Ok(history.number(place.number).is_some_and(|past| is_same(command, place.member, past.event)))
    }
}

fn is_same(command: &Command, member: MemberId, event: &Event) -> bool {
    event.fingerprint == command.fingerprint
        || match (&command.action, &event.body) {
            (Action::Adjust(asked), Body::Adjusted(done)) => {
                command.member == MemberRef::Id(member)
                    && command.occurred_at == event.occurred_at
                    && (&asked.wallet, asked.units, &asked.reason) == (&done.wallet, done.units, &done.reason)
            }
            _ => false,
        }
}
