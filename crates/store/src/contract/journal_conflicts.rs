//! Whoever comes second with a number or an id is refused, and nothing of the batch is appended.

use super::Subject;
use super::sample::{joins, member, orders, project_all, visits};
use crate::{Fact, Store, StoreError};

/// The batch is refused as a whole and leaves no trace.
async fn assert_conflict(store: &dyn Store, batch: &[Fact], why: &str) {
    let head = store.head().await.unwrap();
    assert_eq!(store.append(batch).await, Err(StoreError::Conflict), "{why}");
    assert_eq!(store.head().await.unwrap(), head, "{why}: nothing appended");
    assert_eq!(store.journal(head, 10).await.unwrap(), [], "{why}: nothing appended");
}

/// (member, number) decides who was first.
pub async fn a_taken_number_is_refused(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", None), visits(member(1), 2, "b")]).await.unwrap();
    assert_conflict(&*store, &[visits(member(1), 2, "c")], "the last number").await;
    assert_conflict(&*store, &[joins(member(1), "d", None)], "an earlier number").await;
    let mixed = [joins(member(2), "e", None), visits(member(1), 2, "f")];
    assert_conflict(&*store, &mixed, "one of two").await;
    store.append(&[joins(member(2), "e", None), visits(member(1), 3, "f")]).await.unwrap();
}

/// An event id is used once, whoever's stream it is in.
pub async fn a_taken_event_id_is_refused(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", None), visits(member(1), 2, "b")]).await.unwrap();
    assert_conflict(&*store, &[visits(member(1), 3, "b")], "the same member").await;
    assert_conflict(&*store, &[joins(member(2), "a", None)], "another member").await;
    let mixed = [joins(member(2), "c", None), visits(member(1), 3, "b"), visits(member(2), 2, "d")];
    assert_conflict(&*store, &mixed, "one of three").await;
}

/// A retailer's own number belongs to one member.
pub async fn a_taken_external_id_is_refused(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", Some("crm-1"))]).await.unwrap();
    assert_conflict(&*store, &[joins(member(2), "b", Some("crm-1"))], "taken").await;
    store.append(&[joins(member(2), "b", Some("crm-2")), joins(member(3), "c", None)]).await.unwrap();
    store.append(&[joins(member(4), "d", None)]).await.unwrap();
    project_all(&*store, 2).await;
    assert_conflict(&*store, &[joins(member(5), "e", Some("crm-1"))], "taken and projected").await;
    let found = store.by_external_id(&["crm-1", "crm-2"]).await.unwrap();
    assert_eq!(found, [Some(member(1)), Some(member(2))]);
}

/// Two facts of one batch are no better than two batches.
pub async fn a_batch_may_not_contradict_itself(subject: &mut impl Subject) {
    let store = subject.store();
    let first = joins(member(1), "a", Some("crm-1"));
    assert_conflict(&*store, &[first.clone(), joins(member(1), "b", None)], "number").await;
    assert_conflict(&*store, &[first.clone(), joins(member(2), "a", None)], "event id").await;
    assert_conflict(&*store, &[first.clone(), joins(member(2), "b", Some("crm-1"))], "external id").await;
    store.append(&[first, joins(member(2), "b", Some("crm-2"))]).await.unwrap();
}

/// It does not matter how far the projections are.
pub async fn what_is_projected_stays_taken(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", Some("crm-1")), orders(member(1), 2, "b")]).await.unwrap();
    store.append(&[joins(member(2), "c", None)]).await.unwrap();
    for step in [1, 2] {
        let projection = super::sample::next_projection(&*store, step).await;
        store.project(projection).await.unwrap();
        assert_taken(&*store).await;
    }
    store.append(&[orders(member(1), 3, "d"), orders(member(2), 2, "e")]).await.unwrap();
}

async fn assert_taken(store: &dyn Store) {
    assert_conflict(store, &[visits(member(1), 2, "x")], "number 2").await;
    assert_conflict(store, &[visits(member(2), 1, "x")], "number 1").await;
    for name in ["a", "b", "c"] {
        assert_conflict(store, &[visits(member(3), 1, name)], name).await;
    }
    assert_conflict(store, &[joins(member(3), "x", Some("crm-1"))], "external id").await;
}

/// Nor whether they are there at all.
pub async fn what_was_dropped_and_projected_again_stays_taken(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", Some("crm-1")), orders(member(1), 2, "b")]).await.unwrap();
    store.append(&[joins(member(2), "c", None)]).await.unwrap();
    project_all(&*store, 10).await;
    store.drop_projections().await.unwrap();
    assert_taken(&*store).await;
    store.append(&[orders(member(1), 3, "d")]).await.unwrap();
    assert_taken(&*store).await;
    project_all(&*store, 1).await;
    assert_taken(&*store).await;
}

/// A refused batch took nothing: neither its numbers nor its ids.
pub async fn a_refused_batch_can_be_mended(subject: &mut impl Subject) {
    let store = subject.store();
    store.append(&[joins(member(1), "a", None)]).await.unwrap();
    let mut batch =
        [joins(member(2), "b", Some("crm-2")), visits(member(2), 2, "c"), visits(member(1), 2, "a")];
    assert_conflict(&*store, &batch, "the last one's id").await;
    batch[2] = visits(member(1), 2, "d");
    assert_eq!(store.append(&batch).await.unwrap(), 2);
}
