//! The store passes the suite that every store passes: as it is, and with few connections and without prepared statements.

use async_trait::async_trait;
use std::sync::Arc;
use tessera_store::Store;
use tessera_store::contract::Subject;
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;

struct InSchema {
    store: Option<Arc<PostgresStore>>,
    address: String,
}

impl InSchema {
    async fn new(query: &str) -> Self {
        let address = format!("{}{query}", Cluster::shared().address());
        let store = PostgresStore::open(&address).await.unwrap();
        Self { store: Some(Arc::new(store)), address }
    }
}

#[async_trait]
impl Subject for InSchema {
    fn store(&self) -> Arc<dyn Store> {
        self.store.clone().unwrap()
    }

    async fn reopen(&mut self) -> bool {
        let last = Arc::into_inner(self.store.take().unwrap());
        drop(last.expect("nobody else holds the store"));
        self.store = Some(Arc::new(PostgresStore::open(&self.address).await.unwrap()));
        true
    }
}

mod as_it_is {
    use super::InSchema;

    tessera_store::contract_tests!(async || InSchema::new("").await);
}

mod in_small {
    use super::InSchema;

    tessera_store::contract_tests!(async || InSchema::new("&pool=2&prepare=off").await);
}
