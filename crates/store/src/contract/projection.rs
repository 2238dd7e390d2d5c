//! Projections: atomic, with their cursor, dropped and made again.

use super::Subject;
use super::sample::{
    NEW_YEAR, entries, every_kind, joins, member, next_projection, orders, project_all, snapshot,
};
use crate::{Fact, MemberStream, Projection, Store, StoreError, Total};
use tessera_engine::values::Instant;

/// Three members, seven events, in an order that is not theirs.
async fn seven(store: &dyn Store) -> Vec<Fact> {
    let facts = vec![
        joins(member(3), "3-1", None),
        joins(member(1), "1-1", Some("crm-1")),
        orders(member(3), 2, "3-2"),
        orders(member(1), 2, "1-2"),
        joins(member(2), "2-1", None),
        orders(member(3), 3, "3-3"),
        orders(member(1), 3, "1-3"),
    ];
    store.append(&facts).await.unwrap();
    facts
}

/// Everything the projections hold.
async fn everything(store: &dyn Store) -> (Vec<MemberStream>, Vec<Total>, u64, u64) {
    (
        store.streams(None, usize::MAX).await.unwrap(),
        store.totals().await.unwrap(),
        store.member_count().await.unwrap(),
        store.projected().await.unwrap(),
    )
}

/// What was projected is there, what was not is not, and the cursor tells them apart.
pub async fn projections_follow_with_their_cursor(subject: &mut impl Subject) {
    let store = subject.store();
    let facts = seven(&*store).await;
    assert_eq!(store.projected().await.unwrap(), 0);
    assert_eq!(store.stream(member(3), 0, 10).await.unwrap(), []);
    store.project(next_projection(&*store, 4).await).await.unwrap();
    assert_eq!(store.projected().await.unwrap(), 4);
    assert_eq!(store.member_count().await.unwrap(), 2);
    let stream = store.stream(member(3), 0, 10).await.unwrap();
    assert!(stream.iter().map(|streamed| (streamed.seq, streamed.number)).eq([(1, 1), (3, 2)]));
    assert_eq!(stream[1].event, facts[2].event);
    assert_eq!(stream[1].entries, entries(&facts[2]));
    assert_eq!(store.places(&[facts[4].event.id.clone()]).await.unwrap(), [None]);
    store.project(next_projection(&*store, 100).await).await.unwrap();
    assert_eq!(store.projected().await.unwrap(), 7);
    assert_eq!(store.member_count().await.unwrap(), 3);
    assert_eq!(store.stream(member(3), 0, 10).await.unwrap().len(), 3);
    assert_eq!(store.head().await.unwrap(), 7, "the journal knows nothing of it");
}

/// A projector that starts from another cursor has not seen what the last one did: nothing of it is taken.
pub async fn a_projection_from_elsewhere_changes_nothing(subject: &mut impl Subject) {
    let store = subject.store();
    seven(&*store).await;
    let first = next_projection(&*store, 4).await;
    store.project(first.clone()).await.unwrap();
    let before = everything(&*store).await;
    assert_eq!(store.project(first).await, Err(StoreError::Conflict), "the same again");
    let mut ahead = next_projection(&*store, 4).await;
    ahead.after = 6;
    assert_eq!(store.project(ahead).await, Err(StoreError::Conflict), "with a gap");
    assert_eq!(everything(&*store).await, before);
}

/// The pieces do not show.
pub async fn projecting_in_pieces_equals_projecting_at_once(subject: &mut impl Subject) {
    let store = subject.store();
    seven(&*store).await;
    store.append(&every_kind(member(4), "4-")).await.unwrap();
    project_all(&*store, 1_000).await;
    let at_once = everything(&*store).await;
    for step in [1, 2, 5] {
        store.drop_projections().await.unwrap();
        project_all(&*store, step).await;
        assert_eq!(everything(&*store).await, at_once, "in pieces of {step}");
    }
}

/// After a drop nothing of them is left, and the journal makes them again.
pub async fn projections_can_be_dropped_and_made_again(subject: &mut impl Subject) {
    let store = subject.store();
    let facts = seven(&*store).await;
    store.drop_projections().await.unwrap();
    project_all(&*store, 3).await;
    let before = everything(&*store).await;
    store.drop_projections().await.unwrap();
    assert_eq!(everything(&*store).await, (Vec::new(), Vec::new(), 0, 0));
    assert_eq!(store.places(&[facts[0].event.id.clone()]).await.unwrap(), [None]);
    assert_eq!(store.by_external_id(&["crm-1"]).await.unwrap(), [None]);
    assert_eq!(store.due(Instant::NEVER, 10).await.unwrap(), []);
    assert_eq!(store.snapshots(&[member(1)]).await.unwrap(), [None]);
    assert_eq!(store.journal(0, 10).await.unwrap().len(), 7, "the truth stays");
    project_all(&*store, 3).await;
    assert_eq!(everything(&*store).await, before);
}

/// A member has one state, the last.
pub async fn snapshots_are_replaced(subject: &mut impl Subject) {
    let store = subject.store();
    seven(&*store).await;
    project_all(&*store, 10).await;
    let members = [member(2), member(9), member(1), member(2)];
    let read = store.snapshots(&members).await.unwrap();
    let second = snapshot(1, NEW_YEAR.0 + 1_000_000);
    assert_eq!(read, [Some(second.clone()), None, Some(snapshot(3, NEW_YEAR.0 + 3_000_000)), Some(second)]);
    let mut grown = snapshot(1, i64::MAX);
    grown.state = vec![0xa5; 100_000];
    let mut none = snapshot(3, 5);
    none.state = Vec::new();
    let changed = vec![(member(1), none.clone()), (member(2), grown.clone())];
    let projection = Projection { after: 7, cursor: 7, snapshots: changed, ..Projection::default() };
    store.project(projection).await.unwrap();
    assert_eq!(store.snapshots(&[member(1), member(2)]).await.unwrap(), [Some(none), Some(grown)]);
}

/// 10,000 events at once.
pub async fn big_projections_are_taken_whole(subject: &mut impl Subject) {
    let store = subject.store();
    let facts: Vec<Fact> = (0..10_000_u32)
        .map(|at| orders(member(u128::from(at % 1_000)), at / 1_000 + 1, &format!("order-{at}")))
        .collect();
    store.append(&facts).await.unwrap();
    store.project(next_projection(&*store, 10_000).await).await.unwrap();
    assert_eq!(store.projected().await.unwrap(), 10_000);
    assert_eq!(store.member_count().await.unwrap(), 1_000);
    let streams = store.streams(None, 2_000).await.unwrap();
    assert!(streams.iter().all(|member| member.stream.len() == 10));
    let ids: Vec<_> = facts.iter().map(|fact| fact.event.id.clone()).collect();
    let places = store.places(&ids).await.unwrap();
    assert!(
        facts
            .iter()
            .zip(places)
            .all(|(fact, place)| place.is_some_and(|at| (at.member, at.number) == (fact.member, fact.number)))
    );
}

/// The trial balance is a running sum by wallet and kind.
pub async fn totals_add_up(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.totals().await.unwrap(), []);
    let total = |wallet, kind, units, entries| Total { wallet, kind, units, entries };
    let add = |totals: Vec<Total>| Projection { totals, ..Projection::default() };
    store.project(add(vec![total(1, 0, 10, 1), total(0, 3, -4, 1)])).await.unwrap();
    store.project(add(vec![total(1, 0, 5, 2), total(1, 1, 7, 1), total(1, 0, -20, 1)])).await.unwrap();
    store.project(add(vec![total(u16::MAX, u8::MAX, -1, 1)])).await.unwrap();
    let expected =
        [total(0, 3, -4, 1), total(1, 0, -5, 4), total(1, 1, 7, 1), total(u16::MAX, u8::MAX, -1, 1)];
    assert_eq!(store.totals().await.unwrap(), expected, "by wallet and kind");
}

/// At the ends of the range they stop instead of turning over.
pub async fn totals_saturate(subject: &mut impl Subject) {
    let store = subject.store();
    for (units, sum) in [(i64::MAX, i64::MAX), (1, i64::MAX), (-1, i64::MAX - 1)] {
        let totals = vec![Total { wallet: 0, kind: 0, units, entries: 1 }];
        store.project(Projection { totals, ..Projection::default() }).await.unwrap();
        assert_eq!(store.totals().await.unwrap()[0].units, sum);
    }
    for (units, sum) in [(i64::MIN, -2), (i64::MIN, i64::MIN), (-1, i64::MIN)] {
        let totals = vec![Total { wallet: 0, kind: 0, units, entries: 1 }];
        store.project(Projection { totals, ..Projection::default() }).await.unwrap();
        assert_eq!(store.totals().await.unwrap()[0].units, sum);
    }
}
