//! Binding persons to members, changing what is known of them, blocking and forgetting them.

use super::{
    CARDS, Claimed, Kept, PERSONS, Profile, Read, Unique, add_claim, encode, name, profile, removal,
    removals, unknown,
};
use crate::blocked::mark;
use crate::error::PeopleError;
use crate::keys::mac;
use crate::personal::Personal;
use crate::{People, Status};
use tessera_engine::values::MemberId;
use tessera_store::{Change, StoreError};

/// What of a person changes: `None` leaves a field, `Some(None)` takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// The phone.
    pub phone: Option<Option<Box<str>>>,
    /// The name.
    pub name: Option<Option<Box<str>>>,
    /// The e-mail address.
    pub email: Option<Option<Box<str>>>,
    /// The birthday.
    pub birthday: Option<Option<Box<str>>>,
}

impl Patch {
    fn apply(&self, personal: &mut Personal) {
        let fields = [
            (&self.phone, &mut personal.phone),
            (&self.name, &mut personal.name),
            (&self.email, &mut personal.email),
            (&self.birthday, &mut personal.birthday),
        ];
        for (change, field) in fields {
            if let Some(change) = change {
                field.clone_from(change);
            }
        }
    }
}

impl People {
    /// Binds a person to a member who has none yet, unless the phone is somebody's.
    ///
    /// # Errors
    /// [`PeopleError::Field`], [`PeopleError::Taken`] for an e-mail of another member, [`PeopleError::VaultClosed`].
    pub async fn claim(&self, member: MemberId, typed: &Personal) -> Result<Claimed, PeopleError> {
        let personal = Personal::read(typed, self.now())?;
        loop {
            for unique in Unique::ALL {
                match (self.owner(unique, &personal).await?, unique) {
                    (Some(owner), Unique::Phone) if owner != member => return Ok(Claimed::By(owner)),
                    (Some(owner), _) if owner != member => {
                        return Err(PeopleError::Taken(unique.collection()));
                    }
                    _ => {}
                }
            }
            let before = self.read_person(member).await?;
            let (standing, version) = match &before {
                // Blocked, and nothing was known.
                Some(known) if known.kept.is_of_nobody() => {
                    ((known.kept.status, known.kept.since), Some(known.version))
                }
                // Sent again, or joined without a phone before.
                Some(known) => return Ok(Claimed::New(profile(known))),
                None => ((Status::Active, 0), None),
            };
            let card = self.fresh_card();
            let claims = self.claims(&personal)?;
            let kept = self.sealed(member, standing, Some(card.clone()), &personal, claims)?;
            let mut changes = vec![match version {
                Some(version) => Change::replace(PERSONS, &name(member), version, encode(&kept)),
                None => Change::add(PERSONS, &name(member), encode(&kept)),
            }];
            changes.push(Change::add(CARDS, &card, member.0.to_be_bytes().to_vec()));
            changes.extend(kept.claims.iter().map(|claim| add_claim(claim, member)));
            match self.store().change(&changes).await {
                Ok(()) => return Ok(Claimed::New(profile(&Read { version: 1, kept, personal }))),
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Binds many persons to members who have none, quicker than one after the other. Whose phone or e-mail is taken, or who has a person already, is left out.
    /// Returns how many were bound.
    pub async fn claim_all(&self, persons: &[(MemberId, Personal)]) -> Result<usize, PeopleError> {
        let mut changes = Vec::new();
        for (member, typed) in persons {
            let personal = Personal::read(typed, self.now())?;
            let card = self.fresh_card();
            let claims = self.claims(&personal)?;
            let kept = self.sealed(*member, (Status::Active, 0), Some(card.clone()), &personal, claims)?;
            changes.push(Change::add(PERSONS, &name(*member), encode(&kept)));
            changes.push(Change::add(CARDS, &card, member.0.to_be_bytes().to_vec()));
            changes.extend(kept.claims.iter().map(|claim| add_claim(claim, *member)));
        }
        match self.store().change(&changes).await {
            Ok(()) => return Ok(persons.len()),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        let mut bound = 0;
        for (member, typed) in persons {
            let is_known = self.profile(*member).await?.is_some();
            if !is_known && matches!(self.claim(*member, typed).await, Ok(Claimed::New(_))) {
                bound += 1;
            }
        }
        Ok(bound)
    }

    /// Tells what was said of a person from anything else that could have been, and nothing to who has not the key; `None` for nothing.
    pub fn fingerprint(&self, personal: &Personal) -> Result<Option<String>, PeopleError> {
        if personal.is_empty() {
            return Ok(None);
        }
        let read = Personal::read(personal, self.now())?;
        // Four optional texts: nothing that could not be written.
        let plain = postcard::to_stdvec(&read).expect("personal data are written");
        Ok(Some(crate::keys::hex(&mac(&self.keys()?.index, &[b"fingerprint", &plain]))))
    }

    /// Gives up a claim whose member never joined: the person turned out to be another member.
    pub async fn release(&self, member: MemberId) -> Result<(), PeopleError> {
        let Some(read) = self.read_person(member).await? else { return Ok(()) };
        let mut changes = removals(&read.kept);
        changes.push(Change::remove(PERSONS, &name(member), read.version));
        Ok(self.store().forget(&changes).await?)
    }

    /// Changes what is known of a person; a member of whom nothing was known gets a card number too. With another phone, whoever is signed in as the member is no more.
    ///
    /// # Errors
    /// [`PeopleError::Field`]; [`PeopleError::Taken`] if the phone or e-mail is another member's; [`PeopleError::Erased`].
    pub async fn amend(&self, member: MemberId, patch: &Patch) -> Result<Profile, PeopleError> {
        let standing = tessera_app::MemberRef::Id(member);
        self.app.member(&standing).await?;
        loop {
            let before = self.read_person(member).await?;
            let mut personal = before.as_ref().map(|read| read.personal.clone()).unwrap_or_default();
            patch.apply(&mut personal);
            let personal = Personal::read(&personal, self.now())?;
            let old_phone = before.as_ref().and_then(|read| read.personal.phone.as_ref());
            let is_another = old_phone.is_some() && old_phone != personal.phone.as_ref();
            for unique in Unique::ALL {
                if self.owner(unique, &personal).await?.is_some_and(|owner| owner != member) {
                    return Err(PeopleError::Taken(unique.collection()));
                }
            }
            let (mut standing, known_card) = match &before {
                Some(read) if read.kept.status == Status::Erased => return Err(PeopleError::Erased),
                Some(read) => ((read.kept.status, read.kept.since), read.kept.card.clone()),
                None => ((Status::Active, 0), None),
            };
            if is_another {
                standing.1 = self.now().0;
            }
            let card = known_card.clone().unwrap_or_else(|| self.fresh_card());
            let claims = self.claims(&personal)?;
            let kept = self.sealed(member, standing, Some(card.clone()), &personal, claims)?;
            let old = before.as_ref().map(|read| read.kept.claims.as_slice()).unwrap_or_default();
            let mut changes: Vec<Change> = old
                .iter()
                .filter(|claim| !kept.claims.contains(claim))
                .map(|(unique, index)| removal(unique.collection(), &crate::keys::hex(index)))
                .collect();
            let new = kept.claims.iter().filter(|claim| !old.contains(claim));
            changes.extend(new.map(|claim| add_claim(claim, member)));
            if known_card.is_none() {
                changes.push(Change::add(CARDS, &card, member.0.to_be_bytes().to_vec()));
            }
            changes.push(match &before {
                Some(read) => Change::replace(PERSONS, &name(member), read.version, encode(&kept)),
                None => Change::add(PERSONS, &name(member), encode(&kept)),
            });
            let forgets = changes.iter().any(|change| change.body.is_none());
            let changed = if forgets {
                self.store().forget(&changes).await
            } else {
                self.store().change(&changes).await
            };
            match changed {
                Ok(()) => {
                    if is_another {
                        self.sessions.forget();
                    }
                    return Ok(profile(&Read { version: 0, kept, personal }));
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Blocks a member's spending, or lets the member spend again. What is sealed stays as it is: it needs no key.
    pub async fn set_blocked(&self, member: MemberId, blocked: bool) -> Result<Profile, PeopleError> {
        self.app.member(&tessera_app::MemberRef::Id(member)).await?;
        let status = if blocked { Status::Blocked } else { Status::Active };
        loop {
            let change = match self.read_sealed(member).await? {
                Some((_, kept)) if kept.status == Status::Erased => return Err(PeopleError::Erased),
                Some((version, kept)) => {
                    Change::replace(PERSONS, &name(member), version, encode(&Kept { status, ..kept }))
                }
                None => Change::add(PERSONS, &name(member), encode(&Kept::of_nobody(status))),
            };
            match self.store().change(&[change, mark(member, blocked)]).await {
                Ok(()) => {
                    self.blocked.forget();
                    return self.profile(member).await?.ok_or_else(|| unknown(member));
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Destroys the person's key and all that was sealed with it; the phone is free again. The wallets and the history of the member stay, of nobody.
    /// Erasing again changes nothing.
    pub async fn erase(&self, member: MemberId) -> Result<(), PeopleError> {
        self.app.member(&tessera_app::MemberRef::Id(member)).await?;
        loop {
            let erased = Kept::of_nobody(Status::Erased);
            let mut changes = match &self.read_sealed(member).await? {
                Some((_, kept)) if kept.status == Status::Erased => return Ok(()),
                Some((version, kept)) => {
                    let mut changes = removals(kept);
                    changes.push(Change::replace(PERSONS, &name(member), *version, encode(&erased)));
                    changes
                }
                None => vec![Change::add(PERSONS, &name(member), encode(&erased))],
            };
            // Nobody is there who could spend.
            changes.push(mark(member, true));
            match self.store().forget(&changes).await {
                Ok(()) => {
                    self.blocked.forget();
                    self.sessions.forget();
                    return Ok(());
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
