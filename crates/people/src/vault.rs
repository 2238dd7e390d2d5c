//! The vault: members' personal data, each member's under a key of its own, found by keyed digests.
//!
//! A member has one document (`person`): the member's key, wrapped by a key that is made of the [`MasterKey`](crate::MasterKey), and the data sealed with it. Phone, e-mail
//! and card number are each claimed by a document whose id is an HMAC (the card number itself: it tells nothing of a person), in the same commit: two members
//! with one phone cannot be. Erasing removes the claims, the data and the wrapped key, and leaves that somebody was there.

mod card;
mod change;
mod phone;
mod rewrap;

pub(crate) use card::is_card;
pub use change::Patch;

use crate::error::PeopleError;
use crate::keys::{mac, open, seal};
use crate::personal::{Masked, Personal};
use crate::{Keys, People, Status};
use serde::{Deserialize, Serialize};
use tessera_app::AppError;
use tessera_engine::values::MemberId;
use tessera_store::{Change, Document, Expected, StoreError};

pub(crate) const PERSONS: &str = "person";
const CARDS: &str = "card";

/// The first byte of a person's document: how the rest is written.
const FORMAT: u8 = 2;
/// Without `since`.
const FIRST_FORMAT: u8 = 1;

/// What of a person must be unique, by the name of its collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Unique {
    Phone,
    Email,
}

impl Unique {
    fn collection(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    fn of(self, personal: &Personal) -> Option<&str> {
        match self {
            Self::Phone => personal.phone.as_deref(),
            Self::Email => personal.email.as_deref(),
        }
    }

    const ALL: [Self; 2] = [Self::Phone, Self::Email];
}

/// A person's document.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    status: Status,
    card: Option<Box<str>>,
    /// The person's key, sealed; empty when erased, and where nothing was ever known.
    wrapped: Vec<u8>,
    /// The data, sealed with the person's key; empty when erased.
    sealed: Vec<u8>,
    claims: Vec<(Unique, [u8; 32])>,
    /// Sessions that were begun before are over, in microseconds.
    since: i64,
}

impl Kept {
    /// Nothing is known.
    fn of_nobody(status: Status) -> Self {
        let (wrapped, sealed, claims) = (Vec::new(), Vec::new(), Vec::new());
        Self { status, card: None, wrapped, sealed, claims, since: 0 }
    }

    fn is_of_nobody(&self) -> bool {
        self.wrapped.is_empty() && self.status != Status::Erased
    }
}

/// As documents of the first format hold it.
#[derive(Deserialize)]
struct FirstKept {
    status: Status,
    card: Option<Box<str>>,
    wrapped: Vec<u8>,
    sealed: Vec<u8>,
    claims: Vec<(Unique, [u8; 32])>,
}

/// A member as staff may see the person behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whether the member may spend, and whether there is a person any more.
    pub status: Status,
    /// The number of the membership card.
    pub card: Option<Box<str>>,
    /// What is known, masked; `None` if nothing is.
    pub masked: Option<Masked>,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// The person is the member's now.
    New(Profile),
    /// The phone was this member's already. Nothing was changed.
    By(MemberId),
}

/// A person's document as it was read.
struct Read {
    version: u64,
    kept: Kept,
    personal: Personal,
}

impl People {
    /// The person behind a member; `None`: nobody told us who it is.
    pub async fn profile(&self, member: MemberId) -> Result<Option<Profile>, PeopleError> {
        Ok(self.read_person(member).await?.as_ref().map(profile))
    }

    /// The same for several, in the order asked for.
    pub async fn profiles(&self, members: &[MemberId]) -> Result<Vec<Option<Profile>>, PeopleError> {
        let names: Vec<String> = members.iter().map(|member| name(*member)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.store().documents(PERSONS, &names).await?;
        let read = |(member, document): (&MemberId, Option<Document>)| {
            document.map(|document| self.opened(*member, &document)).transpose()
        };
        members.iter().zip(found).map(read).map(|read| Ok(read?.as_ref().map(profile))).collect()
    }

    /// The person in clear. Who asks must have the permission, and has to be written down with a reason.
    pub async fn personal(&self, member: MemberId) -> Result<Personal, PeopleError> {
        self.keys()?;
        let read = self.read_person(member).await?;
        match read {
            Some(read) if read.kept.status == Status::Erased => Err(PeopleError::Erased),
            Some(read) => Ok(read.personal),
            None => Ok(Personal::default()),
        }
    }

    /// Who has this phone, in any form that people type.
    pub async fn by_phone(&self, phone: &str) -> Result<Option<MemberId>, PeopleError> {
        let phone = crate::personal::phone(phone);
        self.owner(Unique::Phone, &Personal { phone, ..Personal::default() }).await
    }

    /// Who has this e-mail address.
    pub async fn by_email(&self, email: &str) -> Result<Option<MemberId>, PeopleError> {
        let email = crate::personal::email(email);
        self.owner(Unique::Email, &Personal { email, ..Personal::default() }).await
    }

    /// Whose card has this number.
    pub async fn by_card(&self, card: &str) -> Result<Option<MemberId>, PeopleError> {
        Ok(self.store().document(CARDS, card).await?.as_ref().and_then(member_in))
    }

    async fn owner(&self, unique: Unique, personal: &Personal) -> Result<Option<MemberId>, PeopleError> {
        let Some(value) = unique.of(personal) else { return Ok(None) };
        let indexes: Vec<String> =
            self.all_keys()?.map(|keys| crate::keys::hex(&index(keys, unique, value))).collect();
        let indexes: Vec<&str> = indexes.iter().map(String::as_str).collect();
        let found = self.store().documents(unique.collection(), &indexes).await?;
        Ok(found.iter().flatten().find_map(member_in))
    }

    /// What a person claims, under each key by which it may be looked for.
    fn claims(&self, personal: &Personal) -> Result<Vec<(Unique, [u8; 32])>, PeopleError> {
        Ok(self.all_keys()?.flat_map(|keys| claims_under(keys, personal)).collect())
    }

    /// A person's document, sealed under a fresh key of the person.
    fn sealed(
        &self,
        member: MemberId,
        (status, since): (Status, i64),
        card: Option<Box<str>>,
        personal: &Personal,
        claims: Vec<(Unique, [u8; 32])>,
    ) -> Result<Kept, PeopleError> {
        let key = self.random();
        let (place, id) = (self.random(), member.0.to_be_bytes());
        let nonce = |from: usize| <[u8; 12]>::try_from(&place[from..from + 12]).unwrap_or_default();
        // Four optional texts: nothing that could not be written.
        let plain = postcard::to_stdvec(personal).expect("personal data are written");
        Ok(Kept {
            status,
            card,
            wrapped: seal(&self.keys()?.wrap, &id, nonce(0), &key),
            sealed: seal(&key, &id, nonce(12), &plain),
            claims,
            since,
        })
    }

    /// Whether there is a person behind a member and may spend, and since when sessions hold; without a look at what is sealed.
    pub(crate) async fn standing(&self, member: MemberId) -> Result<Option<(Status, i64)>, PeopleError> {
        Ok(self.standings(&[&name(member)]).await?.pop().flatten())
    }

    /// The same of several, by the ids of their documents.
    pub(crate) async fn standings(&self, names: &[&str]) -> Result<Vec<Option<(Status, i64)>>, PeopleError> {
        let found = self.store().documents(PERSONS, names).await?;
        let standing = |document: Option<Document>| {
            let kept = document.map(|document| decode(&document)).transpose()?;
            Ok(kept.map(|kept| (kept.status, kept.since)))
        };
        found.into_iter().map(standing).collect()
    }

    /// A person's document as it is, nothing opened.
    async fn read_sealed(&self, member: MemberId) -> Result<Option<(u64, Kept)>, PeopleError> {
        let document = self.store().document(PERSONS, &name(member)).await?;
        document.map(|document| Ok((document.version, decode(&document)?))).transpose()
    }

    async fn read_person(&self, member: MemberId) -> Result<Option<Read>, PeopleError> {
        let document = self.store().document(PERSONS, &name(member)).await?;
        document.map(|document| self.opened(member, &document)).transpose()
    }

    fn opened(&self, member: MemberId, document: &Document) -> Result<Read, PeopleError> {
        let damaged = || damaged(document);
        let kept = decode(document)?;
        // Without the vault's key nothing is known of the person; all else goes on. Who was blocked before anything was known of them has nothing sealed.
        let mut keys = self.all_keys().ok().filter(|_| !kept.wrapped.is_empty());
        let personal = if let Some(keys) = &mut keys {
            let place = member.0.to_be_bytes();
            let key = keys.find_map(|keys| open(&keys.wrap, &place, &kept.wrapped)).ok_or_else(damaged)?;
            let key = <[u8; 32]>::try_from(key).map_err(|_| damaged())?;
            let plain = open(&key, &place, &kept.sealed).ok_or_else(damaged)?;
            postcard::from_bytes(&plain).map_err(|_| damaged())?
        } else {
            Personal::default()
        };
        Ok(Read { version: document.version, kept, personal })
    }
}

fn index(keys: &Keys, unique: Unique, value: &str) -> [u8; 32] {
    mac(&keys.index, &[unique.collection().as_bytes(), value.as_bytes()])
}

fn claims_under(keys: &Keys, personal: &Personal) -> Vec<(Unique, [u8; 32])> {
    let claimed = Unique::ALL.into_iter().filter_map(|unique| Some((unique, unique.of(personal)?)));
    claimed.map(|(unique, value)| (unique, index(keys, unique, value))).collect()
}

fn profile(read: &Read) -> Profile {
    let masked = (!read.personal.is_empty()).then(|| read.personal.masked());
    Profile { status: read.kept.status, card: read.kept.card.clone(), masked }
}

/// The id of a member's document.
pub(crate) fn name(member: MemberId) -> String {
    format!("{:032x}", member.0)
}

fn member_in(document: &Document) -> Option<MemberId> {
    Some(MemberId(u128::from_be_bytes(document.body.as_slice().try_into().ok()?)))
}

fn damaged(document: &Document) -> PeopleError {
    let (path, detail) = (format!("{PERSONS}/{}", document.id), "it cannot be opened".into());
    StoreError::Corrupt { path, detail }.into()
}

fn decode(document: &Document) -> Result<Kept, PeopleError> {
    let read = match document.body.split_first() {
        Some((&FORMAT, kept)) => postcard::from_bytes(kept),
        Some((&FIRST_FORMAT, kept)) => postcard::from_bytes(kept).map(|kept| {
            let FirstKept { status, card, wrapped, sealed, claims } = kept;
            Kept { status, card, wrapped, sealed, claims, since: 0 }
        }),
        _ => return Err(damaged(document)),
    };
    read.map_err(|_| damaged(document))
}

fn encode(kept: &Kept) -> Vec<u8> {
    // Numbers, texts and bytes: nothing that could not be written.
    let body = postcard::to_stdvec(kept).expect("a person is written");
    std::iter::once(FORMAT).chain(body).collect()
}

fn add_claim((unique, index): &(Unique, [u8; 32]), member: MemberId) -> Change {
    Change::add(unique.collection(), &crate::keys::hex(index), member.0.to_be_bytes().to_vec())
}

fn removal(collection: &str, id: &str) -> Change {
    Change { collection: collection.into(), id: id.into(), expected: Expected::Anything, body: None }
}

fn removals(kept: &Kept) -> Vec<Change> {
    let claims =
        kept.claims.iter().map(|(unique, index)| removal(unique.collection(), &crate::keys::hex(index)));
    claims.chain(kept.card.iter().map(|card| removal(CARDS, card))).collect()
}

fn unknown(member: MemberId) -> PeopleError {
    PeopleError::App(AppError::UnknownMember(member.to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_the_first_format_are_read() {
        let claims: Vec<(Unique, [u8; 32])> = vec![(Unique::Phone, [3; 32])];
        let first = (Status::Blocked, Some("880000000013"), vec![1_u8; 60], vec![2_u8; 40], claims);
        let body = std::iter::once(FIRST_FORMAT).chain(postcard::to_stdvec(&first).unwrap()).collect();
        let kept = decode(&Document { id: "1".into(), version: 1, body }).unwrap();
        assert_eq!((kept.status, kept.card.as_deref(), kept.since), (first.0, first.1, 0));
        assert_eq!((&kept.wrapped, &kept.sealed, &kept.claims), (&first.2, &first.3, &first.4));
        let again = decode(&Document { id: "1".into(), version: 2, body: encode(&kept) }).unwrap();
        assert_eq!((again.wrapped, again.claims), (first.2, first.4));
    }
}
