//! The stores that tests run on: the one in memory, and real PostgreSQL.

use std::sync::Arc;
use tessera_store::{MemoryStore, Store};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;

/// Where a test keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Memory,
    Postgres,
}

impl On {
    /// A store that nobody has used yet.
    pub(crate) async fn store(self) -> Arc<dyn Store> {
        match self {
            Self::Memory => Arc::new(MemoryStore::new()),
            Self::Postgres => open(&Cluster::shared().address()).await,
        }
    }
}

/// The store at an address. Opened twice they share nothing, as in two processes.
pub(crate) async fn open(address: &str) -> Arc<dyn Store> {
    Arc::new(PostgresStore::open(address).await.unwrap())
}

/// Makes each case a test on each store.
macro_rules! on_each_store {
    ($($case:ident)*) => {
        on_each_store! { @ memory Memory $($case)* }
        on_each_store! { @ postgres Postgres $($case)* }
    };
    (@ $module:ident $on:ident $($case:ident)*) => {
        mod $module {
            $(
                #[tokio::test]
                async fn $case() {
                    super::$case(crate::stores::On::$on).await;
                }
            )*
        }
    };
}
pub(crate) use on_each_store;
