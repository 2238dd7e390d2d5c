//! Documents in memory.

use super::MemoryStore;
use crate::{Change, Direction, Document, Documents, Expected, LOG, StoreError};
use async_trait::async_trait;
use std::collections::BTreeSet;

#[async_trait]
impl Documents for MemoryStore {
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError> {
        let kept = self.read();
        Ok(ids.iter().map(|id| kept.documents.get(&(collection.into(), (*id).into())).cloned()).collect())
    }

    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        let kept = self.read();
        let of_collection = kept
            .documents
            .range((Box::from(collection), Box::from(""))..)
            .take_while(|((of, _), _)| **of == *collection)
            .map(|(_, document)| document);
        Ok(match direction {
            Direction::Up => {
                let is_beyond = |document: &&Document| id.is_none_or(|id| *document.id > *id);
                of_collection.filter(is_beyond).take(limit).cloned().collect()
            }
            Direction::Down => {
                let is_beyond = |document: &&Document| id.is_none_or(|id| *document.id < *id);
                let found: Vec<&Document> = of_collection.filter(is_beyond).collect();
                found.into_iter().rev().take(limit).cloned().collect()
            }
        })
    }

    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError> {
        let names: BTreeSet<Box<str>> =
            self.read().documents.keys().map(|(collection, _)| collection.clone()).collect();
        Ok(names.into_iter().collect())
    }

    async fn change(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut kept = self.write();
        for change in changes {
            let key = (change.collection.clone(), change.id.clone());
            let version = kept.documents.get(&key).map(|document| document.version);
            let is_so = match change.expected {
                Expected::Absent => version.is_none(),
                Expected::Version(expected) => version == Some(expected),
                Expected::Anything => true,
            };
            if !is_so || version.is_some() && change.collection.starts_with(LOG) {
                return Err(StoreError::Conflict);
            }
        }
        for change in changes {
            let key = (change.collection.clone(), change.id.clone());
            match &change.body {
                Some(body) => {
                    let version = kept.documents.get(&key).map_or(0, |document| document.version) + 1;
                    let document = Document { id: change.id.clone(), version, body: body.clone() };
                    kept.documents.insert(key, document);
                }
                None => drop(kept.documents.remove(&key)),
            }
        }
        Ok(())
    }
}
