//! What outlives the process.

use super::Subject;
use super::sample::{NEW_YEAR, every_kind, joins, member, orders, project_all, visits};
use crate::{Change, Document, KeyRow, ProgramRow, StoreError};

/// Everything that was acknowledged.
pub async fn what_was_kept_is_there_after_reopening(subject: &mut impl Subject) {
    let facts = every_kind(member(1), "");
    let program = ProgramRow {
        version: 1,
        starts_at: NEW_YEAR,
        published_at: NEW_YEAR,
        published_by: "me".into(),
        document: "x = 1".into(),
        note: None,
    };
    let key = KeyRow {
        hash: [1; 32],
        name: "till".into(),
        hint: "lk_".into(),
        scopes: vec!["orders:write".into()],
        store: None,
        created_at: NEW_YEAR,
        revoked_at: None,
    };
    {
        let store = subject.store();
        store.append(&facts).await.unwrap();
        project_all(&*store, 10).await;
        store.publish(&program).await.unwrap();
        store.put_key(&key).await.unwrap();
        store.put_setting("a", Some(b"b")).await.unwrap();
        store.change(&[Change::add("staff", "lin", b"c".to_vec())]).await.unwrap();
    }
    if !subject.reopen().await {
        return;
    }
    let store = subject.store();
    let read = store.journal(0, 1_000).await.unwrap();
    assert!(read.iter().map(|journaled| &journaled.fact).eq(&facts));
    assert_eq!(store.projected().await.unwrap(), facts.len() as u64);
    assert_eq!(store.stream(member(1), 0, 1_000).await.unwrap().len(), facts.len());
    assert_eq!(store.programs().await.unwrap(), [program]);
    assert_eq!(store.keys().await.unwrap(), [key]);
    assert_eq!(store.setting("a").await.unwrap(), Some(b"b".to_vec()));
    let document = Document { id: "lin".into(), version: 1, body: b"c".to_vec() };
    assert_eq!(store.document("staff", "lin").await.unwrap(), Some(document));
    assert_eq!(store.append(&[visits(member(2), 1, "next")]).await.unwrap(), facts.len() as u64 + 1);
}

/// The tail is known again, projected or not.
pub async fn what_was_not_projected_stays_taken_after_reopening(subject: &mut impl Subject) {
    {
        let store = subject.store();
        store.append(&[joins(member(1), "a", Some("crm-1")), orders(member(1), 2, "b")]).await.unwrap();
        project_all(&*store, 10).await;
        store.append(&[joins(member(2), "c", Some("crm-2")), orders(member(1), 3, "d")]).await.unwrap();
    }
    if !subject.reopen().await {
        return;
    }
    let store = subject.store();
    for name in ["a", "b", "c", "d"] {
        assert_eq!(store.append(&[visits(member(3), 1, name)]).await, Err(StoreError::Conflict), "{name}");
    }
    for external_id in ["crm-1", "crm-2"] {
        let taken = store.append(&[joins(member(3), "e", Some(external_id))]).await;
        assert_eq!(taken, Err(StoreError::Conflict), "{external_id}");
    }
    for (who, number) in [(1, 1), (1, 2), (1, 3), (2, 1)] {
        let taken = store.append(&[visits(member(who), number, "e")]).await;
        assert_eq!(taken, Err(StoreError::Conflict), "member {who}, number {number}");
    }
    assert_eq!(store.append(&[visits(member(1), 4, "e"), visits(member(2), 2, "f")]).await.unwrap(), 5);
}
