//! The in-memory store passes the suite, with one exemption: it keeps nothing beyond its life.

use async_trait::async_trait;
use std::sync::Arc;
use tessera_store::contract::Subject;
use tessera_store::{MemoryStore, Store};

struct Fresh(Arc<MemoryStore>);

#[async_trait]
impl Subject for Fresh {
    fn store(&self) -> Arc<dyn Store> {
        self.0.clone()
    }

    async fn reopen(&mut self) -> bool {
        false
    }
}

tessera_store::contract_tests!(async || Fresh(Arc::new(MemoryStore::new())));
