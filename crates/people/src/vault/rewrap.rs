//! Members' keys under another key of the vault.

use super::{Kept, PERSONS, Read, add_claim, claims_under, encode, removal};
use crate::People;
use crate::error::PeopleError;
use crate::keys::{hex, open, seal};
use tessera_engine::values::MemberId;
use tessera_store::{Change, Direction, Document, StoreError};

/// So many are written in one commit.
const PAGE: usize = 50;

impl People {
    /// Has every member's key wrapped by the new key, and the member found by it; by the old one too (`both`), or not any more. Returns how many keys were wrapped anew.
    pub(crate) async fn rewrap_all(
        &self,
        both: bool,
        done: &mut impl FnMut(u64),
    ) -> Result<u64, PeopleError> {
        let (mut last, mut looked_at, mut rewrapped) = (None::<Box<str>>, 0, 0);
        loop {
            let page = self.store().documents_beyond(PERSONS, last.as_deref(), Direction::Up, PAGE).await?;
            last = page.last().map(|document| document.id.clone());
            let mut changes = Vec::new();
            let mut count = 0;
            for document in &page {
                let (anew, is_rewrapped) = self.rewrapped(document, both)?;
                changes.extend(anew);
                count += u64::from(is_rewrapped);
            }
            match self.change_some(&changes).await {
                Err(StoreError::Conflict) => {
                    count = 0;
                    for document in &page {
                        count += u64::from(self.rewrap_one(&document.id, both).await?);
                    }
                }
                done_or_failed => done_or_failed?,
            }
            rewrapped += count;
            looked_at += page.len() as u64;
            done(looked_at);
            if page.len() < PAGE {
                return Ok(rewrapped);
            }
        }
    }

    /// One whom somebody else is changing meanwhile.
    async fn rewrap_one(&self, id: &str, both: bool) -> Result<bool, PeopleError> {
        loop {
            let Some(document) = self.store().document(PERSONS, id).await? else { return Ok(false) };
            let (changes, is_rewrapped) = self.rewrapped(&document, both)?;
            match self.change_some(&changes).await {
                Err(StoreError::Conflict) => {}
                done => return done.map(|()| is_rewrapped).map_err(Into::into),
            }
        }
    }

    async fn change_some(&self, changes: &[Change]) -> Result<(), StoreError> {
        // What the old key opens is to be in no file.
        if changes.is_empty() { Ok(()) } else { self.store().forget(changes).await }
    }

    /// What has to change of a person's document, and whether the member's key is wrapped anew by it.
    fn rewrapped(&self, document: &Document, both: bool) -> Result<(Vec<Change>, bool), PeopleError> {
        let damaged = || super::damaged(document);
        let member = u128::from_str_radix(&document.id, 16).map(MemberId).map_err(|_| damaged())?;
        let Read { version, kept, personal } = self.opened(member, document)?;
        if kept.wrapped.is_empty() {
            return Ok((Vec::new(), false));
        }
        let (keys, place) = (self.keys()?, member.0.to_be_bytes());
        let claims = if both { self.claims(&personal)? } else { claims_under(keys, &personal) };
        let is_rewrapped = open(&keys.wrap, &place, &kept.wrapped).is_none();
        if !is_rewrapped && claims == kept.claims {
            return Ok((Vec::new(), false));
        }
        let old = self.all_keys()?.find_map(|keys| open(&keys.wrap, &place, &kept.wrapped));
        let nonce = <[u8; 12]>::try_from(&self.random()[..12]).unwrap_or_default();
        let wrapped = seal(&keys.wrap, &place, nonce, &old.ok_or_else(damaged)?);
        let gone = kept.claims.iter().filter(|claim| !claims.contains(claim));
        let mut changes: Vec<Change> =
            gone.map(|(unique, index)| removal(unique.collection(), &hex(index))).collect();
        let new = claims.iter().filter(|claim| !kept.claims.contains(claim));
        changes.extend(new.map(|claim| add_claim(claim, member)));
        let kept = Kept { wrapped, claims, ..kept };
        changes.push(Change::replace(PERSONS, &document.id, version, encode(&kept)));
        Ok((changes, is_rewrapped))
    }
}
