//! What the catalogue says of the schema: it can be distributed by member, and nothing in it does anything by itself.

use crate::database::{admin, open, unique};
use tessera_store::contract::sample::{id, joins, member, orders, project_all, visits};
use tessera_store::{Change, Decided, Direction, Documents, Read, Write};
use tessera_test_postgres::Cluster;

/// What is small, or one row, or, as the documents, never asked by member: such tables are kept whole on every node, or on one.
const SMALL: [&str; 9] =
    ["journal", "cursor", "totals", "programs", "keys", "settings", "leases", "migrations", "documents"];

#[tokio::test]
async fn every_hot_table_can_be_distributed_by_member() {
    let cluster = Cluster::shared();
    let schema = unique(cluster);
    open(&cluster.address_of("postgres", &format!("schema={schema}"))).await;
    let admin = admin(cluster, "postgres").await;
    let tables = "SELECT relname::text FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' ORDER BY 1";
    let tables: Vec<String> =
        admin.query(tables, &[&schema]).await.unwrap().iter().map(|row| row.get(0)).collect();
    let (small, hot): (Vec<_>, Vec<_>) = tables.iter().partition(|name| SMALL.contains(&name.as_str()));
    assert_eq!(small.len(), SMALL.len());
    assert_eq!(hot, ["entries", "events", "external_ids", "members", "states"]);
    let unique_indexes = "SELECT class.relname::text, array_agg(attribute.attname::text ORDER BY attribute.attnum), bool_or(indisprimary)
         FROM pg_index JOIN pg_class AS class ON class.oid = indrelid
         JOIN pg_attribute AS attribute ON attribute.attrelid = indexrelid
         WHERE class.relnamespace = $1::text::regnamespace AND indisunique GROUP BY class.relname, indexrelid";
    let mut with_primary_key = 0;
    for row in admin.query(unique_indexes, &[&schema]).await.unwrap() {
        let (table, columns): (String, Vec<String>) = (row.get(0), row.get(1));
        if hot.iter().any(|hot| **hot == table) {
            assert!(columns.iter().any(|column| column == "member"), "{table} is unique by {columns:?}");
            with_primary_key += usize::from(row.get::<_, bool>(2));
        }
    }
    assert_eq!(with_primary_key, hot.len(), "every one of them has a primary key");
    let others = "SELECT
            (SELECT count(*) FROM pg_constraint WHERE connamespace = $1::text::regnamespace AND contype = 'f'),
            (SELECT array_agg(relname || ' ' || tgname) FROM pg_trigger JOIN pg_class AS class ON class.oid = tgrelid
             WHERE relnamespace = $1::text::regnamespace),
            (SELECT array_agg(proname::text) FROM pg_proc WHERE pronamespace = $1::text::regnamespace)";
    let row = admin.query_one(others, &[&schema]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 0, "foreign keys");
    // The guard of logs, which does nothing but refuse.
    let guards: [Vec<String>; 2] = [row.get(1), row.get(2)];
    assert_eq!(guards, [["documents a_log_only_grows"], ["refuse_change_of_log"]], "triggers, functions");
}

/// Plans are kept for as long as their connection. One that was made when a table was tiny must not read it whole when it has grown: not after the
/// rows were counted at the worst moment where orders are taken, and elsewhere not before they were counted.
#[tokio::test]
async fn no_statement_of_the_hot_path_reads_a_whole_table() {
    let cluster = Cluster::shared();
    let admin = admin(cluster, "postgres").await;
    for is_counted in [false, true] {
        let schema = unique(cluster);
        let address = cluster.address_of("postgres", &format!("schema={schema}&application_name={schema}"));
        let store = open(&address).await;
        store.append(&[joins(member(1), "1", Some("crm-1"))]).await.unwrap();
        if is_counted {
            admin.batch_execute(&format!("ANALYZE {schema}.events, {schema}.external_ids")).await.unwrap();
        }
        drop(store);
        let before = scans_of_gone(&admin, &schema).await;
        let store = open(&address).await;
        for number in 2..30 {
            let other = joins(member(number.into()), &format!("{number}-1"), Some(&format!("crm-{number}")));
            store.append(&[orders(member(1), number, &format!("1-{number}")), other]).await.unwrap();
        }
        let (edition, entries) = (0, |_| vec![1, 2, 3]);
        for number in 2..30_u32 {
            let (who, known) = (member(number.into()), 55 + u64::from(number));
            let facts = [orders(who, 2, &format!("{number}-2"))];
            store.append_decided(Decided { facts: &facts, entries: &entries, edition, known }).await.unwrap();
        }
        assert!(store.append(&[visits(member(1), 30, "1-2")]).await.is_err());
        store.turn().await.unwrap().append(&[visits(member(1), 30, "1-30")]).await.unwrap();
        for n in 1..30 {
            let id = n.to_string();
            store.change(&[Change::add("people", &id, id.clone().into())]).await.unwrap();
            store.change(&[Change::replace("people", &id, 1, Vec::new())]).await.unwrap();
            if n % 2 == 0 {
                store.change(&[Change::remove("people", &id, 2)]).await.unwrap();
            }
        }
        if !is_counted {
            for _ in 1..10 {
                store.documents("people", &["1", "2"]).await.unwrap();
                store.documents_beyond("people", None, Direction::Down, 3).await.unwrap();
                store.documents_beyond("people", Some("2"), Direction::Up, 3).await.unwrap();
                store.documents_beyond("people", Some("2"), Direction::Down, 3).await.unwrap();
                store.collections().await.unwrap();
            }
            project_all(&*store, 3).await;
            for number in 1..10 {
                let (who, name) = ([member(number)], format!("crm-{number}"));
                store.snapshots(&who).await.unwrap();
                store.look_up(&[id("1-2")], &[&name], &who).await.unwrap();
                store.members(&who).await.unwrap();
                store.histories(&who).await.unwrap();
                store.stream(who[0], 0, 10).await.unwrap();
                store.places(&[id("1-2")]).await.unwrap();
                store.by_external_id(&[&name]).await.unwrap();
                store.journal(number as u64, 2).await.unwrap();
                store.news(number as u64, 2).await.unwrap();
            }
        }
        drop(store);
        assert_eq!(scans_of_gone(&admin, &schema).await, before, "counted: {is_counted}");
    }
}

/// How often each large table was read whole. What a backend counted is known when it is gone.
async fn scans_of_gone(admin: &tokio_postgres::Client, schema: &str) -> Vec<(String, i64)> {
    wait_until_gone(admin, schema).await;
    let scans = "SELECT relname::text, coalesce(seq_scan, 0) FROM pg_stat_all_tables
                 WHERE schemaname = $1 AND relname IN ('events', 'external_ids', 'entries', 'states', 'members', 'documents') ORDER BY 1";
    admin.query(scans, &[&schema]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn wait_until_gone(admin: &tokio_postgres::Client, application: &str) {
    let count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1";
    for _ in 0..200 {
        if admin.query_one(count, &[&application]).await.unwrap().get::<_, i64>(0) == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{application} has not closed its connections");
}
