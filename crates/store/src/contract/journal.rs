//! Appending and reading back.

use super::Subject;
use super::sample::{every_kind, joins, member, orders, project_all, visits};
use crate::{Fact, Journaled, Store};
use std::sync::Arc;
use tessera_engine::event::{Adjustment, Body};
use tessera_engine::values::{EventId, Instant, MemberId};

async fn whole_journal(store: &dyn Store) -> Vec<Journaled> {
    store.journal(0, usize::MAX).await.unwrap()
}

/// See [`Write::append`](crate::Write::append).
pub async fn append_numbers_facts_from_one(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.head().await.unwrap(), 0);
    assert_eq!(whole_journal(&*store).await, []);
    let batches = [
        vec![joins(member(1), "a", None), orders(member(1), 2, "b")],
        vec![joins(member(2), "c", None)],
        vec![orders(member(2), 2, "d"), orders(member(1), 3, "e"), orders(member(2), 3, "f")],
    ];
    let mut expected = Vec::new();
    for batch in &batches {
        let first = store.append(batch).await.unwrap();
        assert_eq!(first, expected.len() as u64 + 1);
        for fact in batch {
            expected.push(Journaled { seq: expected.len() as u64 + 1, fact: fact.clone() });
        }
        assert_eq!(store.head().await.unwrap(), expected.len() as u64, "visible as soon as it is answered");
        assert_eq!(whole_journal(&*store).await, expected);
    }
}

/// All that an event can hold comes back as it was, from the journal and from the projected stream.
pub async fn every_kind_of_event_reads_back(subject: &mut impl Subject) {
    let store = subject.store();
    let facts = every_kind(member(1), "");
    store.append(&facts).await.unwrap();
    let read: Vec<Fact> = whole_journal(&*store).await.into_iter().map(|journaled| journaled.fact).collect();
    assert_eq!(read, facts);
    project_all(&*store, 1_000).await;
    let stream = store.stream(member(1), 0, 1_000).await.unwrap();
    assert!(stream.iter().map(|streamed| &streamed.event).eq(facts.iter().map(|fact| &fact.event)));
}

/// A batch of none is no commit.
pub async fn an_empty_batch_appends_nothing(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.append(&[]).await.unwrap(), 1);
    assert_eq!(store.head().await.unwrap(), 0);
    store.append(&[joins(member(1), "a", None)]).await.unwrap();
    assert_eq!(store.append(&[]).await.unwrap(), 2);
    assert_eq!(store.head().await.unwrap(), 1);
}

/// Pages of any size, from any number, put together give the journal.
pub async fn the_journal_is_read_in_pages(subject: &mut impl Subject) {
    let store = subject.store();
    let mut number = 0;
    for size in [1, 3, 40, 1, 17] {
        let batch: Vec<Fact> =
            (0..size).map(|at| visits(member(1), number + at + 1, &format!("{}", number + at))).collect();
        number += size;
        store.append(&batch).await.unwrap();
    }
    let whole = whole_journal(&*store).await;
    assert_eq!(whole.len(), number as usize);
    for limit in [1, 2, 7, 62, 100] {
        let mut read: Vec<Journaled> = Vec::new();
        loop {
            let after = read.last().map_or(0, |journaled| journaled.seq);
            let page = store.journal(after, limit).await.unwrap();
            assert!(page.len() <= limit, "a page of {limit} held {}", page.len());
            if page.is_empty() {
                break;
            }
            read.extend(page);
        }
        assert_eq!(read, whole, "in pages of {limit}");
    }
    assert_eq!(store.journal(60, 10).await.unwrap(), whole[60..]);
    assert_eq!(store.journal(62, 10).await.unwrap(), []);
    assert_eq!(store.journal(u64::MAX, 10).await.unwrap(), []);
    assert_eq!(store.journal(3, 0).await.unwrap(), []);
}

/// 10,000 facts of 2,500 members.
pub async fn big_batches_are_one_commit(subject: &mut impl Subject) {
    let store = subject.store();
    let facts: Vec<Fact> = (0..10_000_u32)
        .map(|at| {
            let (who, number) = (member(u128::from(at % 2_500)), at / 2_500 + 1);
            let name = format!("order-{at}");
            if number == 1 { joins(who, &name, None) } else { orders(who, number, &name) }
        })
        .collect();
    assert_eq!(store.append(&facts).await.unwrap(), 1);
    assert_eq!(store.append(&[joins(member(9_999), "one more", None)]).await.unwrap(), 10_001);
    let read = whole_journal(&*store).await;
    assert_eq!(read.len(), 10_001);
    assert!(read.iter().map(|journaled| &journaled.fact).take(10_000).eq(&facts));
    assert!(read.iter().map(|journaled| journaled.seq).eq(1..=10_001));
}

/// Ids are text of any script, up to 64 characters; those that look alike to a database's collation are not the same.
pub async fn ids_may_be_of_any_script_and_length(subject: &mut impl Subject) {
    let store = subject.store();
    let longest: String = "𐍈".repeat(EventId::MAX_CHARS);
    let names = [
        "订单-0042",
        "Ünïcödé",
        "a b",
        "a",
        "A",
        "ａ",
        "é",
        "e\u{301}",
        "'; DROP TABLE journal; --",
        "%",
        "_",
        &longest,
    ];
    let facts: Vec<Fact> = (1..).zip(names).map(|(number, name)| visits(member(1), number, name)).collect();
    store.append(&facts).await.unwrap();
    let named: Vec<Fact> =
        (10..).zip(names).map(|(n, name)| joins(member(n), &format!("j-{n}"), Some(name))).collect();
    store.append(&named).await.unwrap();
    project_all(&*store, 5).await;
    let ids: Vec<EventId> = facts.iter().map(|fact| fact.event.id.clone()).collect();
    let places = store.places(&ids).await.unwrap();
    assert!(places.iter().map(|place| place.unwrap().number).eq(1..=names.len() as u32));
    let members = store.by_external_id(&names).await.unwrap();
    assert!(members.into_iter().map(Option::unwrap).eq(named.iter().map(|fact| fact.member)));
}

/// The ends of every range.
pub async fn the_widest_figures_read_back(subject: &mut impl Subject) {
    let store = subject.store();
    let widest = |who: MemberId, name: &str, units: i64, occurred_at: i64, recorded_at: i64| {
        let adjustment = Adjustment { wallet: "p".into(), units, reason: "r".into(), by: None };
        let mut fact = visits(who, 1, name);
        let event = Arc::make_mut(&mut fact.event);
        event.body = Body::Adjusted(adjustment);
        (event.occurred_at, event.recorded_at) = (Instant(occurred_at), Instant(recorded_at));
        event.fingerprint = [0xff; 16];
        fact
    };
    let facts = [
        widest(MemberId(0), "a", i64::MAX, i64::MIN, i64::MAX),
        widest(MemberId(u128::MAX), "b", i64::MIN, i64::MAX, i64::MIN),
        widest(MemberId(1 << 127), "c", 0, 0, -1),
    ];
    store.append(&facts).await.unwrap();
    project_all(&*store, 10).await;
    let read: Vec<Fact> = whole_journal(&*store).await.into_iter().map(|journaled| journaled.fact).collect();
    assert_eq!(read, facts);
    for fact in &facts {
        assert_eq!(store.stream(fact.member, 0, 10).await.unwrap()[0].event, fact.event);
        let row = store.members(&[fact.member]).await.unwrap()[0].clone().unwrap();
        assert_eq!(row.joined_at, fact.event.occurred_at);
    }
    let listed = store.members_after(None, 10).await.unwrap();
    let ids: Vec<MemberId> = listed.iter().map(|row| row.id).collect();
    assert_eq!(ids, [MemberId(0), MemberId(1 << 127), MemberId(u128::MAX)], "by id, as unsigned numbers");
}
