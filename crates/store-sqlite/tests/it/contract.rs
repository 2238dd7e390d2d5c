//! The store passes the suite that every store passes: as it is, and with small sizes and a bad hash that bring out what is rare.

use async_trait::async_trait;
use std::sync::Arc;
use tempfile::TempDir;
use tessera_store::Store;
use tessera_store::contract::Subject;
use tessera_store_sqlite::{Options, SqliteStore};

struct InFolder {
    store: Option<Arc<SqliteStore>>,
    folder: TempDir,
    options: Options,
}

impl InFolder {
    fn new(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_with(folder.path(), options.clone()).unwrap();
        Self { store: Some(Arc::new(store)), folder, options }
    }
}

#[async_trait]
impl Subject for InFolder {
    fn store(&self) -> Arc<dyn Store> {
        self.store.clone().unwrap()
    }

    async fn reopen(&mut self) -> bool {
        let last = Arc::into_inner(self.store.take().unwrap());
        drop(last.expect("nobody else holds the store"));
        self.store =
            Some(Arc::new(SqliteStore::open_with(self.folder.path(), self.options.clone()).unwrap()));
        true
    }
}

mod as_it_is {
    use super::{InFolder, Options};

    tessera_store::contract_tests!(async || InFolder::new(Options::default()));
}

mod in_small {
    use super::{InFolder, Options};

    /// Many ids share one hash, and what is known in memory is forgotten as soon as it may be.
    fn small() -> Options {
        Options {
            wal_limit: 64 << 10,
            views_cache: 0,
            members_cache: 0,
            readers: 1,
            generation: 3,
            id_hash: |id| id.bytes().fold(7, |hash: u64, byte| (hash * 31 + u64::from(byte)) % 1_021),
            ..Options::default()
        }
    }

    tessera_store::contract_tests!(async || InFolder::new(small()));
}
