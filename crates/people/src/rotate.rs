//! Another key for the vault: which keys it has, and going over from one to the next.

use crate::error::PeopleError;
use crate::keys::{is_same, seal};
use crate::staff::STAFF;
use crate::{Action, Keys, People};
use tessera_store::{Change, Store, StoreError};

/// What the vault's keys are known by, so that a wrong one is told at the start: 32 bytes of its key; while it gets another, those of the new one and of the old one.
pub(crate) const SEAL: (&str, &str) = ("setting", "vault");

/// What going over to another key did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Members whose keys were wrapped anew in this run.
    pub members: u64,
    /// Members of staff whose authenticator secrets were sealed anew in this run.
    pub staff: u64,
}

/// Looks at the vault with these keys, and begins it if nobody has. Returns whether the old one is still needed.
pub(crate) async fn try_keys(
    store: &dyn Store,
    keys: &Keys,
    old: Option<&Keys>,
) -> Result<bool, PeopleError> {
    let both = old.map(|old| [keys.seal, old.seal].concat());
    loop {
        let known = store.document(SEAL.0, SEAL.1).await?;
        let change = match &known {
            Some(known) if is_same(&known.body, &keys.seal) => return Ok(false),
            Some(known) if both.as_ref().is_some_and(|both| is_same(&known.body, both)) => return Ok(true),
            Some(known) => match (old, &both) {
                (Some(old), Some(both)) if is_same(&known.body, &old.seal) => {
                    Change::replace(SEAL.0, SEAL.1, known.version, both.clone())
                }
                _ => return Err(PeopleError::WrongVaultKey),
            },
            None => Change::add(SEAL.0, SEAL.1, keys.seal.to_vec()),
        };
        match store.change(&[change]).await {
            Ok(()) | Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

impl People {
    /// Goes over to the new key: wraps each member's key anew, finds phones and addresses by the new one, seals the secrets of authenticator apps anew, and forgets the old one.
    /// Broken off anywhere, it goes on when it is called again. `done` is told how many members have been looked at.
    ///
    /// Every process that serves must have been opened [with both keys](People::open_with_old_key): one that has the old one alone cannot read what is done already.
    ///
    /// # Errors
    /// [`PeopleError::VaultClosed`] without a key; what the store fails with.
    pub async fn rotate(&self, mut done: impl FnMut(u64)) -> Result<Rotated, PeopleError> {
        let keys = self.keys()?;
        let mut rotated = Rotated::default();
        if self.old_keys.is_none() {
            return Ok(rotated);
        }
        rotated.members = self.rewrap_all(true, &mut done).await?;
        rotated.staff = self.reseal_staff().await?;
        // Only now, that everybody is found by the new key, is nobody looked for by the old one.
        rotated.members += self.rewrap_all(false, &mut done).await?;
        let both = self.store().document(SEAL.0, SEAL.1).await?;
        if let Some(both) = both.filter(|both| !is_same(&both.body, &keys.seal)) {
            let change = Change::replace(SEAL.0, SEAL.1, both.version, keys.seal.to_vec());
            let logged = self.logging(Action {
                name: "tessera".into(),
                action: "rotate-vault-key".into(),
                status: 200,
                ..Action::default()
            });
            match self.store().change(&[change, logged]).await {
                // Somebody else has ended it, and written that down.
                Ok(()) | Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(rotated)
    }

    async fn reseal_staff(&self) -> Result<u64, PeopleError> {
        let mut resealed = 0;
        for kept in STAFF.all(self.store()).await? {
            let changed = STAFF.change(self.store(), &kept.id, |person| {
                let mut is_changed = false;
                for sealed in [&mut person.totp, &mut person.new_totp] {
                    let Some(old) =
                        sealed.as_ref().map(|sealed| self.totp_secret(&kept.id, sealed)).transpose()?
                    else {
                        continue;
                    };
                    if old.is_under_old_key {
                        let nonce = <[u8; 12]>::try_from(&self.random()[..12]).unwrap_or_default();
                        let key = &self.keys()?.totp;
                        *sealed = Some(crate::keys::hex(&seal(key, kept.id.as_bytes(), nonce, &old.secret)));
                        is_changed = true;
                    }
                }
                Ok(is_changed)
            });
            resealed += u64::from(changed.await?.is_some_and(|(is_changed, _)| is_changed));
        }
        Ok(resealed)
    }
}
