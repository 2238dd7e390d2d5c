//! Documents beside the journal.

use super::Subject;
use crate::{Change, Direction, Document, Expected, LOG, StoreError};

fn document(id: &str, version: u64, body: &[u8]) -> Document {
    Document { id: id.into(), version, body: body.to_vec() }
}

/// Versions count the changes; who expects another than the one that is there is refused.
pub async fn documents_are_made_changed_and_removed(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.document("staff", "lin").await.unwrap(), None);
    store.change(&[Change::add("staff", "lin", b"".to_vec())]).await.unwrap();
    store.change(&[Change::add("stores", "lin", b"another".to_vec())]).await.unwrap();
    let again = Change::add("staff", "lin", b"again".to_vec());
    assert_eq!(store.change(&[again]).await, Err(StoreError::Conflict));
    let body: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    store.change(&[Change::replace("staff", "lin", 1, body.clone())]).await.unwrap();
    let late = Change::replace("staff", "lin", 1, b"late".to_vec());
    assert_eq!(store.change(&[late]).await, Err(StoreError::Conflict));
    assert_eq!(store.change(&[Change::remove("staff", "lin", 1)]).await, Err(StoreError::Conflict));
    assert_eq!(store.change(&[Change::remove("staff", "wang", 1)]).await, Err(StoreError::Conflict));
    let asked = store.documents("staff", &["wang", "lin", "lin"]).await.unwrap();
    assert_eq!(asked, [None, Some(document("lin", 2, &body)), Some(document("lin", 2, &body))]);
    let whatever = |body: Option<&[u8]>| Change {
        collection: "staff".into(),
        id: "客 %_'".into(),
        expected: Expected::Anything,
        body: body.map(<[u8]>::to_vec),
    };
    store.change(&[whatever(None)]).await.unwrap();
    store.change(&[whatever(Some(b"a"))]).await.unwrap();
    store.change(&[whatever(Some(b"b"))]).await.unwrap();
    assert_eq!(store.document("staff", "客 %_'").await.unwrap(), Some(document("客 %_'", 2, b"b")));
    store.change(&[Change::remove("staff", "lin", 2), whatever(None)]).await.unwrap();
    assert_eq!(store.documents("staff", &["lin", "客 %_'"]).await.unwrap(), [None, None]);
    assert_eq!(store.document("stores", "lin").await.unwrap(), Some(document("lin", 1, b"another")));
}

/// One expectation that is not met stops all.
pub async fn changes_are_made_together_or_not_at_all(subject: &mut impl Subject) {
    let store = subject.store();
    store.change(&[]).await.unwrap();
    store
        .change(&[Change::add("a", "1", b"x".to_vec()), Change::add("b", "1", b"y".to_vec())])
        .await
        .unwrap();
    let refused = [
        Change::add("a", "2", b"x".to_vec()),
        Change::remove("b", "1", 1),
        Change::replace("a", "1", 7, b"z".to_vec()),
    ];
    assert_eq!(store.change(&refused).await, Err(StoreError::Conflict));
    assert_eq!(store.document("a", "2").await.unwrap(), None);
    assert_eq!(store.document("a", "1").await.unwrap(), Some(document("1", 1, b"x")));
    assert_eq!(store.document("b", "1").await.unwrap(), Some(document("1", 1, b"y")));
}

/// What a log holds stays.
pub async fn a_log_only_grows(subject: &mut impl Subject) {
    let store = subject.store();
    let log = format!("{LOG}audit");
    store.change(&[Change::add(&log, "1", b"one".to_vec())]).await.unwrap();
    let anyway = |body: Option<Vec<u8>>| Change {
        collection: log.as_str().into(),
        id: "1".into(),
        expected: Expected::Anything,
        body,
    };
    let tries = [
        Change::replace(&log, "1", 1, b"other".to_vec()),
        Change::remove(&log, "1", 1),
        anyway(None),
        anyway(Some(b"other".to_vec())),
    ];
    for change in tries {
        assert_eq!(store.change(&[change]).await, Err(StoreError::Conflict));
    }
    store.change(&[Change::add(&log, "2", b"two".to_vec())]).await.unwrap();
    let kept = store.documents_beyond(&log, None, Direction::Up, 10).await.unwrap();
    assert_eq!(kept, [document("1", 1, b"one"), document("2", 1, b"two")]);
}

/// By the bytes of the ids, in pages, within the collection.
pub async fn documents_are_walked_by_id_both_ways(subject: &mut impl Subject) {
    let store = subject.store();
    let mut ids = ["b", "a", "客", "B", "a0", "é"];
    for (collection, id) in ids.iter().map(|id| ("c", id)).chain([("b", &"z"), ("d", &"0")]) {
        store.change(&[Change::add(collection, id, b"x".to_vec())]).await.unwrap();
    }
    ids.sort_unstable();
    for direction in [Direction::Up, Direction::Down] {
        let (mut walked, mut last) = (Vec::new(), None::<Box<str>>);
        loop {
            let page = store.documents_beyond("c", last.as_deref(), direction, 2).await.unwrap();
            let Some(end) = page.last() else { break };
            last = Some(end.id.clone());
            walked.extend(page.into_iter().map(|document| document.id));
        }
        if direction == Direction::Down {
            walked.reverse();
        }
        assert!(walked.iter().map(|id| &**id).eq(ids), "{direction:?}: {walked:?}");
    }
    assert_eq!(store.documents_beyond("c", Some("ab"), Direction::Up, 1).await.unwrap()[0].id, "b".into());
    assert_eq!(store.documents_beyond("nothing", None, Direction::Down, 9).await.unwrap(), []);
    assert_eq!(store.collections().await.unwrap(), ["b".into(), "c".into(), "d".into()]);
    store.change(&[Change::remove("b", "z", 1)]).await.unwrap();
    assert_eq!(store.collections().await.unwrap(), ["c".into(), "d".into()]);
    // What anybody may write into an address.
    assert_eq!(store.documents("walk", &["\0", "b\0", ""]).await.unwrap(), [None, None, None]);
    store.change(&[Change::add("odd", "a", Vec::new()), Change::add("odd", "b", Vec::new())]).await.unwrap();
    for (id, direction, found) in
        [("a\0x", Direction::Up, "b"), ("a\0x", Direction::Down, "a"), ("b\0", Direction::Down, "b")]
    {
        let walked = store.documents_beyond("odd", Some(id), direction, 1).await.unwrap();
        assert_eq!(walked, [document(found, 1, b"")], "{direction:?} from {id:?}");
    }
}

/// Sixty-four want the same document, each with one of its own beside it: one gets both, nobody else anything.
pub async fn of_many_who_claim_one_document_one_wins(subject: &mut impl Subject) {
    let store = subject.store();
    let claims = (0..64).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let own = n.to_string();
            let claim =
                [Change::add("own", &own, Vec::new()), Change::add("phone", "138", own.clone().into())];
            (own, store.change(&claim).await)
        })
    });
    let mut winner = None;
    for claim in claims.collect::<Vec<_>>() {
        match claim.await.unwrap() {
            (own, Ok(())) => assert_eq!(winner.replace(own), None, "two won"),
            (_, refused) => assert_eq!(refused, Err(StoreError::Conflict)),
        }
    }
    let winner = winner.unwrap();
    assert_eq!(store.document("phone", "138").await.unwrap().unwrap().body, winner.as_bytes());
    let own = store.documents_beyond("own", None, Direction::Up, 100).await.unwrap();
    assert_eq!(own, [document(&winner, 1, b"")]);
}
