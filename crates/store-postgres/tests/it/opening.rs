//! Databases that cannot be used as they are: each is told with what to do, and left as it is.

use crate::database::{admin, open, run, unique, whole_journal};
use tessera_store::contract::sample::{joins, member};
use tessera_store::{Read, StoreError, Write};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;

async fn refused(address: &str) -> StoreError {
    PostgresStore::open(address).await.map(drop).unwrap_err()
}

#[tokio::test]
async fn newer_and_foreign_schemas_are_refused() {
    let cluster = Cluster::shared();
    let schema = unique(cluster);
    let address = cluster.address_of("postgres", &format!("schema={schema}"));
    run(cluster, &format!("CREATE SCHEMA {schema}; CREATE TABLE {schema}.orders (id int)")).await;
    assert!(
        matches!(refused(&address).await, StoreError::Foreign { detail, .. } if detail.contains("orders"))
    );
    run(cluster, &format!("DROP TABLE {schema}.orders")).await;
    drop(open(&address).await);
    run(cluster, &format!("INSERT INTO {schema}.migrations VALUES (5, '')")).await;
    assert!(matches!(refused(&address).await, StoreError::Newer { found: 5, known: 4, .. }));
    run(
        cluster,
        &format!(
            "DELETE FROM {schema}.migrations WHERE number = 5; UPDATE {schema}.migrations SET digest = ''"
        ),
    )
    .await;
    assert!(
        matches!(refused(&address).await, StoreError::Foreign { detail, .. } if detail.contains("migration 1"))
    );
}

#[tokio::test]
async fn a_database_that_is_not_there_or_not_unicode_is_refused() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    let address = cluster.address_of(&name, "");
    assert!(matches!(refused(&address).await, StoreError::Refused { detail, .. } if detail.contains(&name)));
    run(
        cluster,
        &format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
        ),
    )
    .await;
    assert!(
        matches!(refused(&address).await, StoreError::Unsuitable { detail, .. } if detail.contains("SQL_ASCII"))
    );
}

#[tokio::test]
async fn a_role_without_rights_or_connections_is_told() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    run(cluster, &format!("CREATE ROLE {name} LOGIN")).await;
    let address =
        cluster.address_of("postgres", &format!("schema={name}")).replace("tessera@", &format!("{name}@"));
    let error = refused(&address).await;
    assert!(matches!(&error, StoreError::Rights { .. }) && error.to_string().contains("GRANT"), "{error}");
    // The owner of the schema needs no more.
    run(cluster, &format!("CREATE SCHEMA {name} AUTHORIZATION {name}")).await;
    let store = open(&address).await;
    assert_eq!(store.append(&[joins(member(1), "1", None)]).await, Ok(1));
    drop(store);
    run(cluster, &format!("ALTER ROLE {name} CONNECTION LIMIT 0")).await;
    let error = refused(&format!("{address}&connect_timeout=200ms")).await;
    assert!(
        matches!(&error, StoreError::Crowded { .. }) && error.zh().contains("max_connections"),
        "{error:?}"
    );
}

/// Somebody has made the database read-only: what is there can be read.
#[tokio::test]
async fn a_read_only_database_is_read_and_says_why_it_is_not_written() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    run(cluster, &format!("CREATE DATABASE {name}")).await;
    let address = cluster.address_of(&name, "");
    drop(open(&address).await);
    run(cluster, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
    let store = open(&address).await;
    assert_eq!(store.head().await, Ok(0));
    let append = store.append(&[joins(member(1), "1", None)]).await;
    let put = store.put_setting("a", Some(b"b")).await;
    for error in [append.unwrap_err(), put.unwrap_err(), refused(&format!("{address}schema=new")).await] {
        assert!(matches!(&error, StoreError::Standby { .. }), "{error:?}");
        assert!(error.to_string().contains("target_session_attrs"), "{error}");
    }
    run(cluster, &format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await;
    assert_eq!(open(&address).await.append(&[joins(member(1), "1", None)]).await, Ok(1));
}

/// Whatever the database's defaults are, each statement of an append sees what was committed before it.
#[tokio::test]
async fn the_defaults_of_a_database_do_not_matter() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    run(cluster, &format!("CREATE DATABASE {name}; ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'; \
         ALTER DATABASE {name} SET bytea_output = 'escape'; ALTER DATABASE {name} SET search_path = 'nowhere'"))
        .await;
    let address = cluster.address_of(&name, "");
    let (store, other) = (open(&address).await, open(&address).await);
    for number in 1..20_u32 {
        let facts = [1, 2].map(|who| {
            [tessera_store::contract::sample::visits(member(who), number, &format!("{who}-{number}"))]
        });
        let (left, right) = tokio::join!(store.append(&facts[0]), other.append(&facts[1]));
        left.unwrap();
        right.unwrap();
    }
    assert_eq!(whole_journal(&store).await.len(), 38);
}

#[tokio::test]
async fn a_schema_may_have_any_name_and_a_server_a_socket() {
    let cluster = Cluster::shared();
    let store = open(&cluster.socket_address()).await;
    assert_eq!(store.head().await, Ok(0));
    let name = format!("{} 店'\"", unique(cluster));
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let address = cluster.address_of("postgres", &format!("schema={encoded}"));
    let store = open(&address).await;
    assert_eq!(store.append(&[joins(member(1), "1", None)]).await, Ok(1));
    let figures = store.figures().await.unwrap();
    assert!(figures.bytes.iter().all(|(_, bytes)| *bytes > 0), "{figures:?}");
    let found = "SELECT count(*) FROM pg_namespace WHERE nspname = $1";
    let admin = admin(cluster, "postgres").await;
    assert_eq!(admin.query_one(found, &[&name]).await.unwrap().get::<_, i64>(0), 1);
}
