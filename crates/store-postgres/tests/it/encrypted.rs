//! Encryption, with a server whose certificate names 127.0.0.1 and is vouched for by an authority of the tests.

use crate::database::{admin, open, run};
use tessera_store::StoreError;
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;

const CERTIFICATE: &str = include_str!("fixtures/server.pem");
const KEY: &str = include_str!("fixtures/server.key");

/// Has the server itself write a file that only it may read.
async fn put(cluster: &Cluster, name: &str, text: &str) {
    let admin = admin(cluster, "postgres").await;
    let lines: Vec<String> = text.lines().map(|line| format!("('{line}')")).collect();
    let copy = format!("COPY (VALUES {}) TO PROGRAM 'umask 077; cat > {name}'", lines.join(", "));
    admin.batch_execute(&copy).await.unwrap();
}

#[tokio::test]
async fn the_way_is_as_protected_as_the_address_says() {
    let cluster = Cluster::own();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures");
    let address = |host: &str, mode: &str, authority: &str| {
        let address = cluster
            .address_of("postgres", &format!("sslrootcert={fixtures}/{authority}.pem&application_name=seen"));
        address.replace("127.0.0.1", host).replace("sslmode=disable", &format!("sslmode={mode}"))
    };
    let plain = open(&address("127.0.0.1", "prefer", "authority")).await;
    let is_encrypted = async || {
        let seen = "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'seen'";
        admin(&cluster, "postgres").await.query_one(seen, &[]).await.unwrap().get::<_, Option<bool>>(0)
    };
    assert_eq!(is_encrypted().await, Some(false));
    let refused = async |address: String| PostgresStore::open(&address).await.map(drop).unwrap_err();
    let error = refused(address("127.0.0.1", "require", "authority")).await;
    assert!(
        matches!(&error, StoreError::Refused { .. }) && error.to_string().contains("sslmode"),
        "{error:?}"
    );
    drop(plain);
    put(&cluster, "server.crt", CERTIFICATE).await;
    put(&cluster, "server.key", KEY).await;
    run(&cluster, "ALTER SYSTEM SET ssl = on").await;
    cluster.stop("fast");
    cluster.start();
    for (host, mode, authority) in [
        ("127.0.0.1", "prefer", "authority"),
        ("127.0.0.1", "require", "other-authority"),
        ("localhost", "verify-ca", "authority"),
        ("127.0.0.1", "verify-full", "authority"),
    ] {
        let store = open(&address(host, mode, authority)).await;
        assert_eq!(is_encrypted().await, Some(true), "{mode}");
        drop(store);
    }
    for (host, mode, authority) in [
        ("127.0.0.1", "verify-ca", "other-authority"),
        ("127.0.0.1", "verify-full", "other-authority"),
        ("localhost", "verify-full", "authority"),
    ] {
        let error = refused(address(host, mode, authority)).await;
        assert!(matches!(error, StoreError::Refused { .. }), "{host} {mode} {authority}: {error:?}");
    }
    let error = refused(address("127.0.0.1", "verify-full", "no-such")).await;
    assert!(matches!(&error, StoreError::Address(detail) if detail.contains("no-such.pem")), "{error:?}");
}
