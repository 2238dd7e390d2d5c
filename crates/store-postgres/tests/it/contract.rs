//! The store passes the suite that every store passes: as it is, with few connections and without prepared statements, and through a pooler that
//! lends connections by transaction.

use async_trait::async_trait;
use std::sync::Arc;
use tessera_store::Store;
use tessera_store::contract::Subject;
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::{Cluster, Pooler};

struct InSchema {
    store: Option<Arc<PostgresStore>>,
    address: String,
    #[expect(dead_code, reason = "it is held, not read: it ends with the test")]
    pooler: Option<Pooler>,
}

impl InSchema {
    async fn new(query: &str) -> Self {
        Self::at(format!("{}{query}", Cluster::shared().address()), None).await
    }

    /// Where this machine has no pooler, without one.
    async fn pooled() -> Self {
        let (cluster, pooler) = (Cluster::shared(), Pooler::is_possible());
        let pooler = pooler.then(|| Pooler::before(cluster));
        if pooler.is_none() {
            crate::not_run::not_run("PgBouncer is not installed");
        }
        let address = cluster.address();
        let through = pooler.as_ref().map(|pooler| pooler.instead_of(cluster, &address));
        Self::at(through.unwrap_or(address), pooler).await
    }

    async fn at(address: String, pooler: Option<Pooler>) -> Self {
        let store = PostgresStore::open(&address).await.unwrap();
        Self { store: Some(Arc::new(store)), address, pooler }
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

mod through_a_pooler {
    use super::InSchema;

    tessera_store::contract_tests!(async || InSchema::pooled().await);
}

mod in_small {
    use super::InSchema;

    tessera_store::contract_tests!(async || InSchema::new("&pool=2&prepare=off").await);
}
