//! Editions, turns and leases: what keeps several processes from deciding against each other.

use super::Subject;
use super::sample::{NEW_YEAR, joins, member, next_projection, visits};
use crate::{Position, ProgramRow, StoreError};
use std::time::Duration;
use tokio::time::timeout;

/// Long enough to see that somebody waits.
const A_WHILE: Duration = Duration::from_millis(100);

fn program(version: u32) -> ProgramRow {
    ProgramRow {
        version,
        starts_at: NEW_YEAR,
        published_at: NEW_YEAR,
        published_by: "运营".into(),
        document: "name = \"常客\"".into(),
        note: None,
    }
}

/// Head, projections and edition go with what was done.
pub async fn the_position_is_of_one_moment(subject: &mut impl Subject) {
    let store = subject.store();
    let first = store.position().await.unwrap();
    assert_eq!((first.head, first.projected), (0, 0));
    store.append(&[joins(member(1), "a", None), visits(member(1), 2, "b")]).await.unwrap();
    assert_eq!(store.position().await.unwrap(), Position { head: 2, ..first });
    store.project(next_projection(&*store, 1).await).await.unwrap();
    assert_eq!(store.position().await.unwrap(), Position { head: 2, projected: 1, ..first });
    assert_eq!(store.turn().await.unwrap().append_settling(&[], &[]).await, Ok(3));
    let edition = store.position().await.unwrap().edition;
    assert!(edition > first.edition);
    assert_eq!(store.position().await.unwrap(), Position { head: 2, projected: 1, edition });
}

/// Publishing and settling raise the edition; who names none is not held to it.
pub async fn what_was_decided_under_an_older_edition_is_refused(subject: &mut impl Subject) {
    let store = subject.store();
    let mut edition = store.position().await.unwrap().edition;
    assert_eq!(store.append_under(&[joins(member(1), "1", None)], Some(edition)).await, Ok(1));
    for step in 0..2_u32 {
        let before = edition;
        if step == 0 {
            store.publish(&program(1)).await.unwrap();
        } else {
            store.turn().await.unwrap().append_settling(&[], &[]).await.unwrap();
        }
        edition = store.position().await.unwrap().edition;
        assert!(edition > before);
        let next = [visits(member(1), 2 + step, &format!("visit-{step}"))];
        assert_eq!(store.append_under(&next, Some(before)).await, Err(StoreError::Conflict));
        assert_eq!(store.append_under(&[], Some(before)).await, Ok(2 + u64::from(step)), "nothing to refuse");
        assert_eq!(store.append_under(&next, Some(edition)).await, Ok(2 + u64::from(step)));
    }
    assert_eq!(store.append(&[visits(member(1), 4, "any")]).await, Ok(4));
}

/// Appends and other turns wait; reads do not.
pub async fn a_turn_keeps_every_other_writer_waiting(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "1", None)]).await.unwrap();
    let turn = store.turn().await.unwrap();
    let other = {
        let store = store.clone();
        tokio::spawn(async move { store.append(&[visits(member(1), 2, "other")]).await })
    };
    let next = {
        let store = store.clone();
        tokio::spawn(async move { store.turn().await?.append(&[visits(member(1), 3, "next")]).await })
    };
    let settled = {
        let store = store.clone();
        tokio::spawn(
            async move { store.turn().await?.append_settling(&[], &[("parked/x", Some(b"1"))]).await },
        )
    };
    tokio::time::sleep(A_WHILE).await;
    assert!(!other.is_finished() && !next.is_finished() && !settled.is_finished(), "they did not wait");
    assert_eq!(timeout(A_WHILE * 50, store.head()).await.unwrap(), Ok(1), "reads go on");
    assert_eq!(store.journal(0, 10).await.unwrap().len(), 1);
    assert_eq!(turn.append(&[visits(member(1), 2, "mine")]).await, Ok(2));
    assert_eq!(other.await.unwrap(), Err(StoreError::Conflict), "the turn was first");
    assert_eq!(next.await.unwrap(), Ok(3));
    settled.await.unwrap().unwrap();
    assert_eq!(store.setting("parked/x").await.unwrap().as_deref(), Some(&b"1"[..]));
}

/// Whoever drops a turn lets the others go on.
pub async fn a_turn_can_be_given_up(subject: &mut impl Subject) {
    let store = subject.store();
    drop(store.turn().await.unwrap());
    let appended = timeout(A_WHILE * 100, store.append(&[joins(member(1), "1", None)])).await;
    assert_eq!(appended.unwrap(), Ok(1));
}

/// A turn is over with its first attempt, also with one that is refused.
pub async fn a_refused_turn_leaves_nothing(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "1", None)]).await.unwrap();
    let batch = [joins(member(2), "2", None), visits(member(3), 1, "1")];
    assert_eq!(store.turn().await.unwrap().append(&batch).await, Err(StoreError::Conflict));
    assert_eq!(store.turn().await.unwrap().append(&[]).await, Ok(2));
    assert_eq!(store.append(&[joins(member(2), "2", None)]).await, Ok(2));
}

/// Settings are written and removed with the facts, or not at all, and raise the edition.
pub async fn a_turn_settles(subject: &mut impl Subject) {
    let store = subject.store();
    let before = store.position().await.unwrap().edition;
    store.put_setting("parked/old", Some(b"old")).await.unwrap();
    let settings: [(&str, Option<&[u8]>); 2] = [("parked/old", None), ("parked/new", Some(b"new"))];
    let joined = [joins(member(1), "1", None)];
    assert_eq!(store.turn().await.unwrap().append_settling(&joined, &settings).await, Ok(1));
    assert_eq!(store.settings("parked/").await.unwrap(), [("parked/new".into(), b"new".to_vec())]);
    let after = store.position().await.unwrap();
    assert!(after.edition > before && after.head == 1);
    let refused: [(&str, Option<&[u8]>); 2] = [("parked/new", None), ("parked/other", Some(b"other"))];
    let again = store.turn().await.unwrap().append_settling(&joined, &refused).await;
    assert_eq!(again, Err(StoreError::Conflict));
    assert_eq!(store.settings("parked/").await.unwrap(), [("parked/new".into(), b"new".to_vec())]);
    assert_eq!(store.position().await.unwrap(), after);
}

/// A version is published in a turn, once.
pub async fn a_turn_publishes(subject: &mut impl Subject) {
    let store = subject.store();
    store.turn().await.unwrap().publish(&program(1)).await.unwrap();
    assert_eq!(store.turn().await.unwrap().publish(&program(1)).await, Err(StoreError::Conflict));
    store.turn().await.unwrap().publish(&program(2)).await.unwrap();
    assert_eq!(store.programs().await.unwrap(), [program(1), program(2)]);
}

/// Where other processes may write, a task is one holder's until the time is over or it is given back; elsewhere it is everybody's.
pub async fn a_task_has_a_holder(subject: &mut impl Subject) {
    let store = subject.store();
    let long = Duration::from_secs(600);
    assert_eq!(store.lease("project", 1, long).await, Ok(true));
    assert_eq!(store.lease("project", 1, long).await, Ok(true), "kept on");
    assert_eq!(store.lease("sweep", 2, long).await, Ok(true), "another task");
    let others = !store.is_shared();
    assert_eq!(store.lease("project", 2, long).await, Ok(others));
    assert_eq!(store.lease("project", 2, Duration::ZERO).await, Ok(others), "not the holder's to give back");
    assert_eq!(store.lease("project", 2, long).await, Ok(others));
    store.lease("project", 1, Duration::ZERO).await.unwrap();
    assert_eq!(store.lease("project", 2, Duration::from_millis(1)).await, Ok(true), "given back");
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(store.lease("project", 1, long).await, Ok(true), "its time is over");
}
