//! Live keys, ready to be looked up, and how rows of keys read.

use super::{KeyAccess, KeyView, Scope, secret};
use foldhash::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tessera_engine::values::Instant;
use tessera_store::KeyRow;

/// How long the keys are believed before they are read again.
const BELIEVED_MICROS: i64 = 5_000_000;

/// See the module.
#[derive(Default)]
pub(crate) struct Keyring(RwLock<Held>);

#[derive(Default)]
struct Held {
    kept: Option<Arc<Kept>>,
    /// How often this process made or revoked a key.
    changes: u64,
}

struct Kept {
    read_at: Instant,
    live: HashMap<[u8; 32], KeyAccess>,
}

impl Keyring {
    /// Whose secret has this hash; the outer `None` says that the keys have to be read first.
    pub(super) fn look_up(&self, hash: &[u8; 32], now: Instant) -> Option<Option<KeyAccess>> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = held.kept.as_ref()?;
        let age = now.0.saturating_sub(kept.read_at.0);
        (0..=BELIEVED_MICROS).contains(&age).then(|| kept.live.get(hash).cloned())
    }

    /// How often something has changed, to be taken before the keys are read.
    pub(super) fn changes(&self) -> u64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).changes
    }

    /// Holds what was read since `seen`, unless something changed meanwhile: a key that was revoked would hold for five more seconds.
    pub(super) fn replace(&self, live: impl Iterator<Item = ([u8; 32], KeyAccess)>, now: Instant, seen: u64) {
        let kept = Kept { read_at: now, live: live.collect() };
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.changes == seen {
            held.kept = Some(Arc::new(kept));
        }
    }

    /// Something changed: read the keys again.
    pub(super) fn forget(&self) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *held = Held { kept: None, changes: held.changes + 1 };
    }
}

/// A key's id: the beginning of its hash, which tells nothing of the secret.
pub(super) fn id_of(row: &KeyRow) -> Box<str> {
    use std::fmt::Write;
    let id = row.hash.iter().take(8).fold(String::from("key_"), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    });
    id.into()
}

pub(super) fn view(row: &KeyRow) -> KeyView {
    KeyView {
        id: id_of(row),
        name: row.name.clone(),
        hint: row.hint.clone(),
        scopes: row.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect(),
        store: row.store.clone(),
        created_at: row.created_at,
        revoked_at: row.revoked_at,
    }
}

pub(super) fn access(row: &KeyRow) -> KeyAccess {
    let view = view(row);
    KeyAccess {
        id: view.id,
        name: view.name,
        scopes: view.scopes,
        store: view.store,
        test: secret::is_test(&row.hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_held_after_it() {
        let ring = Keyring::default();
        let seen = ring.changes();
        ring.replace(std::iter::empty(), Instant(7), seen);
        assert!(ring.look_up(&[1; 32], Instant(7)).is_some_and(|found| found.is_none()));
        ring.forget();
        ring.replace(std::iter::empty(), Instant(7), seen);
        assert!(ring.look_up(&[1; 32], Instant(7)).is_none(), "the keys have to be read again");
        ring.replace(std::iter::empty(), Instant(7), ring.changes());
        assert!(ring.look_up(&[1; 32], Instant(7)).is_some());
    }
}
