//! Programs, keys and settings.

use super::Subject;
use super::sample::NEW_YEAR;
use crate::{KeyRow, ProgramRow, StoreError};
use tessera_engine::values::Instant;

fn program(version: u32) -> ProgramRow {
    ProgramRow {
        version,
        starts_at: Instant(NEW_YEAR.0 - i64::from(version)),
        published_at: NEW_YEAR,
        published_by: "运营".into(),
        document: format!("name = \"版本 {version}\"\n{}", "# comment\n".repeat(5_000)).into(),
        note: (version == 2).then(|| "double points".into()),
    }
}

/// Versions are added, never changed.
pub async fn programs_are_kept_by_number(subject: &mut impl Subject) {
    let store = subject.store();
    for version in [2, 1, 7] {
        store.publish(&program(version)).await.unwrap();
    }
    let other = ProgramRow { document: "other".into(), ..program(2) };
    assert_eq!(store.publish(&other).await, Err(StoreError::Conflict));
    assert_eq!(store.programs().await.unwrap(), [program(1), program(2), program(7)]);
}

/// A key is revoked by writing it again.
pub async fn keys_are_kept_and_revoked(subject: &mut impl Subject) {
    let store = subject.store();
    let key = |n: u8, name: &str| KeyRow {
        hash: [n; 32],
        name: name.into(),
        hint: "lk_live_ab".into(),
        scopes: vec!["orders:write".into(), "members:read".into()],
        store: None,
        created_at: Instant(NEW_YEAR.0 + i64::from(n)),
        revoked_at: None,
    };
    let mut till = KeyRow { store: Some("sh-014".into()), scopes: Vec::new(), ..key(9, "till") };
    store.put_key(&till).await.unwrap();
    store.put_key(&key(200, "web")).await.unwrap();
    store.put_key(&key(3, "web")).await.unwrap();
    let by_age = |rows: Vec<KeyRow>| rows.into_iter().map(|row| row.hash[0]).collect::<Vec<_>>();
    assert_eq!(by_age(store.keys().await.unwrap()), [9, 200, 3], "in the order in which they were made");
    till.revoked_at = Some(Instant(NEW_YEAR.0 + 1_000));
    store.put_key(&till).await.unwrap();
    assert_eq!(store.keys().await.unwrap(), [till, key(200, "web"), key(3, "web")]);
}

/// A name has one value or none; an empty value is a value.
pub async fn settings_are_written_and_removed(subject: &mut impl Subject) {
    let store = subject.store();
    store.put_setting("job.1", Some(b"one")).await.unwrap();
    store.put_setting("job.1", Some(&[0, 159, 146, 150])).await.unwrap();
    store.put_setting("empty", Some(b"")).await.unwrap();
    store.put_setting("absent", None).await.unwrap();
    assert_eq!(store.setting("job.1").await.unwrap(), Some(vec![0, 159, 146, 150]));
    assert_eq!(store.setting("empty").await.unwrap(), Some(Vec::new()));
    store.put_setting("job.1", None).await.unwrap();
    assert_eq!(store.setting("job.1").await.unwrap(), None);
    let large = vec![7; 3_000_000];
    store.put_setting("large", Some(&large)).await.unwrap();
    assert_eq!(store.setting("large").await.unwrap(), Some(large));
}

/// Names that begin so, by name; no character is a wildcard.
pub async fn settings_are_listed_by_prefix(subject: &mut impl Subject) {
    let store = subject.store();
    let names = ["job.2", "job.10", "jobs", "job", "JOB.1", "jo_", "job.\u{10ffff}", "客.一", "客.二", "%"];
    for name in names {
        store.put_setting(name, Some(name.as_bytes())).await.unwrap();
    }
    let listed = async |prefix: &str| {
        let found = store.settings(prefix).await.unwrap();
        assert!(found.iter().all(|(name, value)| name.as_bytes() == value));
        found.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(listed("job.").await, ["job.10", "job.2", "job.\u{10ffff}"]);
    assert_eq!(listed("客.").await, ["客.一", "客.二"]);
    assert_eq!(listed("jo_").await, ["jo_"]);
    assert_eq!(listed("%").await, ["%"]);
    assert_eq!(listed("job.\u{10ffff}").await, ["job.\u{10ffff}"]);
    assert_eq!(listed("x").await, Vec::<String>::new());
    let mut all = names.map(str::to_owned);
    all.sort();
    assert_eq!(listed("").await, all);
}
