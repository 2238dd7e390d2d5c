//! A collection of documents of one type.

use crate::error::PeopleError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use tessera_store::{Change, Direction, Document, Expected, Store, StoreError};

/// A collection whose documents are JSON of one type. What is added to a type needs a default, so that older documents go on being read.
pub(crate) struct Shelf<T> {
    pub(crate) name: &'static str,
    of: PhantomData<fn() -> T>,
}

/// So many are read at once.
const PAGE: usize = 500;

/// A document as it was read.
pub(crate) struct Kept<T> {
    pub(crate) id: Box<str>,
    pub(crate) version: u64,
    pub(crate) value: T,
}

impl<T: Serialize + DeserializeOwned> Shelf<T> {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    fn read(&self, document: Document) -> Result<Kept<T>, PeopleError> {
        let value = serde_json::from_slice(&document.body).map_err(|error| StoreError::Corrupt {
            path: format!("{}/{}", self.name, document.id),
            detail: error.to_string(),
        })?;
        Ok(Kept { id: document.id, version: document.version, value })
    }

    pub(crate) async fn get(&self, store: &dyn Store, id: &str) -> Result<Option<Kept<T>>, PeopleError> {
        store.document(self.name, id).await?.map(|document| self.read(document)).transpose()
    }

    /// Several, in the order asked for.
    pub(crate) async fn several(
        &self,
        store: &dyn Store,
        ids: &[&str],
    ) -> Result<Vec<Option<T>>, PeopleError> {
        let found = store.documents(self.name, ids).await?;
        let read = |document: Option<Document>| document.map(|document| self.read(document)).transpose();
        found.into_iter().map(|found| Ok(read(found)?.map(|kept| kept.value))).collect()
    }

    /// Those of these ids that there are, in no order that counts.
    pub(crate) async fn some(&self, store: &dyn Store, ids: &[&str]) -> Result<Vec<Kept<T>>, PeopleError> {
        let found = store.documents(self.name, ids).await?;
        found.into_iter().flatten().map(|document| self.read(document)).collect()
    }

    /// The next ones beyond an id.
    pub(crate) async fn beyond(
        &self,
        store: &dyn Store,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Kept<T>>, PeopleError> {
        let found = store.documents_beyond(self.name, id, direction, limit).await?;
        found.into_iter().map(|document| self.read(document)).collect()
    }

    /// All of them, by id: for collections that stay small.
    pub(crate) async fn all(&self, store: &dyn Store) -> Result<Vec<Kept<T>>, PeopleError> {
        let mut all: Vec<Kept<T>> = Vec::new();
        loop {
            let last = all.last().map(|kept| kept.id.clone());
            let page = self.beyond(store, last.as_deref(), Direction::Up, PAGE).await?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    pub(crate) fn body(value: &T) -> Vec<u8> {
        // Maps with keys of text, numbers and texts: nothing that JSON could not hold.
        serde_json::to_vec(value).expect("a document is JSON")
    }

    pub(crate) fn add(&self, id: &str, value: &T) -> Change {
        Change::add(self.name, id, Self::body(value))
    }

    pub(crate) fn replace(&self, kept: &Kept<T>) -> Change {
        Change::replace(self.name, &kept.id, kept.version, Self::body(&kept.value))
    }

    pub(crate) fn remove(&self, kept: &Kept<T>) -> Change {
        Change::remove(self.name, &kept.id, kept.version)
    }

    /// Removes it, whatever it has become: what somebody else writes to it meanwhile does not keep it.
    pub(crate) fn end(&self, id: &str) -> Change {
        Change { collection: self.name.into(), id: id.into(), expected: Expected::Anything, body: None }
    }

    pub(crate) fn put(&self, id: &str, value: &T) -> Change {
        Change {
            collection: self.name.into(),
            id: id.into(),
            expected: Expected::Anything,
            body: Some(Self::body(value)),
        }
    }

    /// Removes those of which this is true, a page at a time. What somebody else has changed meanwhile stays until the next sweep.
    pub(crate) async fn sweep(
        &self,
        store: &dyn Store,
        is_over: impl Fn(&T) -> bool + Send + Sync,
    ) -> Result<(), PeopleError> {
        let mut last = None::<Box<str>>;
        loop {
            let page = self.beyond(store, last.as_deref(), Direction::Up, PAGE).await?;
            last = page.last().map(|kept| kept.id.clone());
            let over = page.iter().filter(|kept| is_over(&kept.value));
            self.remove_all(store, over.map(|kept| self.remove(kept)).collect()).await?;
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }

    /// Makes removals as one commit, which costs the store as much as a single one; where one of them cannot be, each for itself.
    pub(crate) async fn remove_all(
        &self,
        store: &dyn Store,
        removals: Vec<Change>,
    ) -> Result<(), PeopleError> {
        if removals.is_empty() {
            return Ok(());
        }
        match store.change(&removals).await {
            Err(StoreError::Conflict) => {}
            done => return Ok(done?),
        }
        for removal in removals {
            match store.change(&[removal]).await {
                Ok(()) | Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Changes one document by a function, again from the start whenever somebody else was first. `None`: there is none.
    pub(crate) async fn change<R>(
        &self,
        store: &dyn Store,
        id: &str,
        mut change: impl FnMut(&mut T) -> Result<R, PeopleError>,
    ) -> Result<Option<(R, T)>, PeopleError> {
        loop {
            let Some(mut kept) = self.get(store, id).await? else { return Ok(None) };
            let result = change(&mut kept.value)?;
            match store.change(&[self.replace(&kept)]).await {
                Ok(()) => return Ok(Some((result, kept.value))),
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
