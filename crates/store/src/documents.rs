//! Documents: what is kept beside the journal and is no event — staff, their sessions, members' sealed personal data.

use crate::StoreError;
use async_trait::async_trait;

/// What the names of collections begin with whose documents are never changed nor removed once they are there.
pub const LOG: &str = "log.";

/// A small body under an id in a collection, opaque here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id, unique in its collection: 1 to 200 bytes.
    pub id: Box<str>,
    /// 1 when it is made, and one more with every change.
    pub version: u64,
    /// What it holds; may be empty.
    pub body: Vec<u8>,
}

/// What has to be true of a document for a change to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It is not there.
    Absent,
    /// It is there, in this version.
    Version(u64),
    /// Nothing: it is written, or removed, whatever it is.
    Anything,
}

/// One change of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The collection: 1 to 60 ASCII characters.
    pub collection: Box<str>,
    /// The document.
    pub id: Box<str>,
    /// What has to be true of it now.
    pub expected: Expected,
    /// What it holds from now on; `None`: it is removed.
    pub body: Option<Vec<u8>>,
}

impl Change {
    /// Makes a document that is not there.
    pub fn add(collection: &str, id: &str, body: Vec<u8>) -> Self {
        Self { collection: collection.into(), id: id.into(), expected: Expected::Absent, body: Some(body) }
    }

    /// Replaces a document that was read in this version.
    pub fn replace(collection: &str, id: &str, version: u64, body: Vec<u8>) -> Self {
        let expected = Expected::Version(version);
        Self { collection: collection.into(), id: id.into(), expected, body: Some(body) }
    }

    /// Removes a document that was read in this version.
    pub fn remove(collection: &str, id: &str, version: u64) -> Self {
        let expected = Expected::Version(version);
        Self { collection: collection.into(), id: id.into(), expected, body: None }
    }
}

/// In which direction documents are walked, by the bytes of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest id on.
    Up,
    /// From the greatest id down.
    Down,
}

/// Documents by collection and id.
///
/// They are apart from the journal: a body that was replaced or removed is overwritten where it stood, as far as the store can see to that.
#[async_trait]
pub trait Documents: Send + Sync {
    /// Documents by id, in the order asked for.
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError>;
    /// The next documents of a collection beyond an id (`None`: from its end on), at most `limit`.
    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError>;
    /// The names of all collections that hold something, by their bytes.
    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError>;
    /// Makes all these changes as one durable commit. No two of them may be about one document.
    ///
    /// Refuses with [`StoreError::Conflict`], and changes nothing, if what one of them expects is not so, or if it would change or remove a document of a [`LOG`].
    /// Any other error: nothing was changed, or, for [`StoreError::Unavailable`], it is unknown.
    async fn change(&self, changes: &[Change]) -> Result<(), StoreError>;

    /// The same, where it makes a person forgotten: what is replaced or removed by it is in no place of the store's files a while later, unused ones among them, as far as
    /// the store can see to that. It costs more than a change: not for what comes and goes all the time.
    async fn forget(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.change(changes).await
    }

    /// One document.
    async fn document(&self, collection: &str, id: &str) -> Result<Option<Document>, StoreError> {
        Ok(self.documents(collection, &[id]).await?.pop().flatten())
    }
}
