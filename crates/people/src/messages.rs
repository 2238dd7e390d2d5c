//! Messages to members: where they go.

use crate::error::PeopleError;
use async_trait::async_trait;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use tessera_engine::program::Text;
use tessera_engine::values::Instant;

/// A message to a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The phone as E.164.
    pub to: Box<str>,
    /// What it says, in both languages.
    pub text: Text,
    /// When it was given up to be sent.
    pub at: Instant,
}

/// Whom and what it says is nobody's business.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message(..)")
    }
}

/// What carries messages to members: a provider of text messages, say.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Sends a message, or takes it over to be sent.
    ///
    /// # Errors
    /// [`PeopleError::NoMessageChannel`] if it cannot be taken over now.
    async fn send(&self, message: Message) -> Result<(), PeopleError>;
}

/// Keeps the last messages in memory to be looked at: for demonstrations and tests, where no phone rings.
#[derive(Debug, Default)]
pub struct Outbox(Mutex<VecDeque<Message>>);

/// So many are kept.
const KEPT: usize = 50;

impl Outbox {
    /// The messages, newest first.
    pub fn messages(&self) -> Vec<Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().cloned().collect()
    }
}

#[async_trait]
impl Messages for Outbox {
    async fn send(&self, message: Message) -> Result<(), PeopleError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(message);
        Ok(())
    }
}
