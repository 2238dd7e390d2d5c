//! What the application asks of the world: the time, and fresh ids and secrets.

use tessera_engine::values::{Instant, MemberId};

/// Tells the time. The binary has one; tests turn their own by hand.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// Makes ids and secrets that nobody has seen before.
pub trait IdSource: Send + Sync {
    /// A fresh UUIDv7: time-ordered, so that new members lie beside each other in every store.
    fn uuid(&self) -> u128;
    /// 256 random bits for a secret.
    fn secret(&self) -> [u8; 32];

    /// A fresh member id.
    fn member(&self) -> MemberId {
        MemberId(self.uuid())
    }
}
