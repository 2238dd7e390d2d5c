//! Facts that come with what their decider knows, and the questions that deciding asks at once.

use super::Subject;
use super::sample::{entries, id, joins, member, next_projection, orders, project_all, visits};
use crate::{Decided, Fact, Place, Seq, Store, StoreError};

async fn append(store: &dyn Store, facts: &[Fact], known: Seq) -> Result<Seq, StoreError> {
    let edition = store.position().await.unwrap().edition;
    let entries = |place: usize| entries(&facts[place]);
    store.append_decided(Decided { facts, entries: &entries, edition, known }).await
}

/// Streams say what was posted, whether it was told when the events were appended, when they were projected, or then once more.
pub async fn what_was_posted_is_read_however_it_came(subject: &mut impl Subject) {
    let store = subject.store();
    let told: Vec<Fact> = std::iter::once(joins(member(1), "1-1", Some("crm-1")))
        .chain((2..=6).map(|number| orders(member(1), number, &format!("1-{number}"))))
        .collect();
    assert_eq!(append(&*store, &told, 0).await, Ok(1));
    let more: Vec<Fact> = (7..=11).map(|number| orders(member(1), number, &format!("1-{number}"))).collect();
    store.append(&more).await.unwrap();
    for _ in 0..2 {
        assert_eq!(store.stream(member(1), 0, 100).await.unwrap(), [], "not projected");
        project_all(&*store, 4).await;
        let stream = store.stream(member(1), 0, 100).await.unwrap();
        let posted: Vec<Vec<u8>> = stream.into_iter().map(|streamed| streamed.entries).collect();
        let facts = told.iter().chain(&more);
        assert_eq!(posted, facts.map(entries).collect::<Vec<_>>());
        store.drop_projections().await.unwrap();
    }
    // Made anew, an event may have posted something else, or nothing.
    let mut projection = next_projection(&*store, 100).await;
    for (_, streamed) in &mut projection.streamed {
        streamed.entries = if streamed.number == 1 { Vec::new() } else { b"other".to_vec() };
    }
    store.project(projection.clone()).await.unwrap();
    let stream = store.histories(&[member(1)]).await.unwrap().remove(0);
    assert!(stream.iter().eq(projection.streamed.iter().map(|(_, streamed)| streamed)));
    let walked = store.streams(None, 10).await.unwrap().remove(0).stream;
    assert_eq!(walked, stream);
    append(&*store, &[orders(member(1), 12, "1-12")], 11).await.unwrap();
    project_all(&*store, 4).await;
    let last = store.stream(member(1), 11, 10).await.unwrap().remove(0);
    assert_eq!(last.entries, entries(&orders(member(1), 12, "1-12")));
}

/// A projection that leaves out what the store says it has shows all the same.
pub async fn what_the_streams_have_may_be_left_out(subject: &mut impl Subject) {
    let store = subject.store();
    let facts = [joins(member(1), "1-1", None), orders(member(1), 2, "1-2"), joins(member(2), "2-1", None)];
    append(&*store, &facts, 0).await.unwrap();
    store.append(&[orders(member(1), 3, "1-3")]).await.unwrap();
    for (step, is_made_anew) in [(3, false), (1, false), (1, true), (3, true)] {
        if is_made_anew && store.projected().await.unwrap() == 4 {
            store.drop_projections().await.unwrap();
        }
        let mut projection = next_projection(&*store, step).await;
        if store.streams_have(projection.after, projection.cursor).await.unwrap() {
            projection.streamed.clear();
        }
        store.project(projection).await.unwrap();
    }
    let stream = store.stream(member(1), 0, 10).await.unwrap();
    assert!(stream.iter().map(|streamed| streamed.number).eq(1..=3));
    let posted: Vec<Vec<u8>> = stream.into_iter().map(|streamed| streamed.entries).collect();
    assert_eq!(posted, [&facts[0], &facts[1], &orders(member(1), 3, "1-3")].map(entries));
}

/// Who has seen a part of the journal is refused if what came since took something of theirs, and only then.
pub async fn what_came_since_the_decision_is_looked_at(subject: &mut impl Subject) {
    let store = subject.store();
    append(&*store, &[joins(member(1), "1-1", Some("crm-1")), joins(member(2), "2-1", None)], 0)
        .await
        .unwrap();
    // Recorded by another, unknown to those who know two events.
    store.append(&[visits(member(1), 2, "1-2"), joins(member(3), "3-1", Some("crm-3"))]).await.unwrap();
    for is_projected in [false, true] {
        if is_projected {
            project_all(&*store, 10).await;
        }
        for (taken, why) in [
            (visits(member(1), 2, "x"), "a number"),
            (visits(member(2), 2, "1-2"), "an event id"),
            (visits(member(2), 2, "3-1"), "an event id of another member"),
            (joins(member(4), "4-1", Some("crm-3")), "an external id"),
        ] {
            let head = store.head().await.unwrap();
            let free = visits(member(9), 1, "9-1");
            assert_eq!(append(&*store, &[free, taken], 2).await, Err(StoreError::Conflict), "{why}");
            assert_eq!(store.head().await.unwrap(), head, "{why}: nothing appended");
        }
    }
    // The next number of who was changed by an event that is known, and of who was not.
    assert_eq!(append(&*store, &[visits(member(1), 3, "1-3"), visits(member(2), 2, "2-2")], 2).await, Ok(5));
    let many: Vec<Fact> =
        (3..=2_000).map(|number| visits(member(2), number, &format!("2-{number}"))).collect();
    assert_eq!(append(&*store, &many, 6).await, Ok(7));
    let facts = [visits(member(2), 2_001, "z"), visits(member(3), 2, "2-1000")];
    assert_eq!(append(&*store, &facts, 6).await, Err(StoreError::Conflict));
}

/// Publishing comes between a decision and its append.
pub async fn a_decision_under_an_older_edition_is_refused(subject: &mut impl Subject) {
    let store = subject.store();
    let edition = store.position().await.unwrap().edition;
    store.turn().await.unwrap().append_settling(&[], &[]).await.unwrap();
    let (facts, entries) = ([joins(member(1), "1-1", None)], |_| Vec::new());
    let decided = Decided { facts: &facts, entries: &entries, edition, known: 0 };
    assert_eq!(store.append_decided(decided).await, Err(StoreError::Conflict));
    assert_eq!(append(&*store, &facts, 0).await, Ok(1));
    assert_eq!(append(&*store, &[], 1).await, Ok(2), "no facts");
}

/// One question has the answers that several have.
pub async fn looking_up_answers_several_questions(subject: &mut impl Subject) {
    let store = subject.store();
    let facts = [1, 2, 3].map(|n| joins(member(n), &format!("{n}-1"), Some(&format!("crm-{n}"))));
    store.append(&facts).await.unwrap();
    store.append(&[visits(member(1), 2, "1-2")]).await.unwrap();
    store.project(next_projection(&*store, 2).await).await.unwrap();
    for _ in 0..2 {
        let ids = [id("1-2"), id("2-1"), id("x"), id("2-1")];
        let names = ["crm-3", "crm-1", "crm-9", "crm-1"];
        let members = [member(2), member(9), member(3), member(2)];
        let found = store.look_up(&ids, &names, &members).await.unwrap();
        assert_eq!(found.places, store.places(&ids).await.unwrap());
        assert_eq!(found.states, store.snapshots(&members).await.unwrap());
        let named: Vec<_> = found.named.iter().map(|named| named.as_ref().map(|(who, _)| *who)).collect();
        assert_eq!(named, store.by_external_id(&names).await.unwrap());
        for (who, state) in found.named.into_iter().flatten() {
            assert_eq!(state, store.snapshots(&[who]).await.unwrap()[0]);
        }
        project_all(&*store, 10).await;
    }
    let found = store.look_up(&[id("1-2")], &[], &[]).await.unwrap();
    assert_eq!(found.places, [Some(Place { member: member(1), number: 2 })]);
    assert_eq!((found.named, found.states), (vec![], vec![]));
}

/// Where the store stands, and what is new.
pub async fn news_are_the_journal_up_to_the_position(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.news(0, 10).await.unwrap(), (store.position().await.unwrap(), vec![]));
    let facts: Vec<Fact> = (1..=5).map(|number| visits(member(1), number, &format!("{number}"))).collect();
    store.append(&facts).await.unwrap();
    store.project(next_projection(&*store, 2).await).await.unwrap();
    for (after, limit) in [(0, 3), (3, 10), (5, 10), (0, 0), (9, 10)] {
        let (position, events) = store.news(after, limit).await.unwrap();
        assert_eq!(position, store.position().await.unwrap());
        assert_eq!(events, store.journal(after, limit).await.unwrap());
    }
}
