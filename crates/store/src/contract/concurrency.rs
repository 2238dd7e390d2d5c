//! Many at once.

use super::Subject;
use super::sample::{joins, member, next_projection, visits};
use crate::{Fact, StoreError};
use std::collections::HashMap;
use tessera_engine::values::MemberId;
use tokio::task::JoinSet;

const MANY: u32 = 50;

/// The race for one number of one member.
pub async fn of_many_who_want_one_number_one_wins(subject: &mut impl Subject) {
    let store = subject.store();
    let mut racers = JoinSet::new();
    for n in 0..MANY {
        let store = store.clone();
        racers.spawn(async move {
            let own = joins(member(u128::from(n) + 100), &format!("own-{n}"), None);
            store.append(&[own, visits(member(1), 1, &format!("race-{n}"))]).await
        });
    }
    let outcomes = racers.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.iter().flat_map(|outcome| outcome.as_ref().err()).all(|e| *e == StoreError::Conflict));
    assert_eq!(store.head().await.unwrap(), 2, "the losers left nothing");
}

/// The race for one event id, each for a member of its own.
pub async fn of_many_who_want_one_event_id_one_wins(subject: &mut impl Subject) {
    let store = subject.store();
    let mut racers = JoinSet::new();
    for n in 0..MANY {
        let store = store.clone();
        racers.spawn(async move {
            let who = member(u128::from(n));
            store.append(&[joins(who, &format!("own-{n}"), None), visits(who, 2, "till-7")]).await
        });
    }
    let outcomes = racers.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(store.head().await.unwrap(), 2, "the losers left nothing");
}

/// Every batch is whole, in its order, at the numbers that its caller was told, and no number is given twice.
pub async fn many_append_at_once_and_nothing_is_lost(subject: &mut impl Subject) {
    let store = subject.store();
    let mut writers = JoinSet::new();
    for n in 0..MANY {
        let store = store.clone();
        writers.spawn(async move {
            let (who, mut told, mut number) = (member(u128::from(n)), HashMap::new(), 0);
            for size in [1, 3, 1, 20, 2, 1] {
                let batch: Vec<Fact> =
                    (1..=size).map(|at| visits(who, number + at, &format!("{n}-{}", number + at))).collect();
                let first = store.append(&batch).await.unwrap();
                told.extend((first..).zip(batch));
                number += size;
            }
            told
        });
    }
    let told: HashMap<u64, Fact> = writers.join_all().await.into_iter().flatten().collect();
    assert_eq!(told.len(), MANY as usize * 28, "no number twice");
    let journal = store.journal(0, usize::MAX).await.unwrap();
    assert!(journal.iter().map(|journaled| journaled.seq).eq(1..=u64::from(MANY) * 28));
    assert!(journal.iter().all(|journaled| told.get(&journaled.seq) == Some(&journaled.fact)));
}

/// Whoever reads while others append and project sees a journal without gaps, never half a batch, and projections that lag but agree.
pub async fn readers_see_whole_commits_in_order(subject: &mut impl Subject) {
    let store = subject.store();
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for n in 0..100_u32 {
                let who = member(u128::from(n));
                let batch: Vec<Fact> =
                    (1..=5).map(|number| visits(who, number, &format!("{n}-{number}"))).collect();
                store.append(&batch).await.unwrap();
                if n.is_multiple_of(10) {
                    store.project(next_projection(&*store, 1_000).await).await.unwrap();
                }
            }
        })
    };
    let mut seen = 0;
    while seen < 500 {
        let journal = store.journal(0, usize::MAX).await.unwrap();
        assert!(journal.len().is_multiple_of(5), "half a batch: {}", journal.len());
        assert!(journal.iter().map(|journaled| journaled.seq).eq(1..=journal.len() as u64));
        assert!(journal.len() >= seen, "what was seen is gone");
        seen = journal.len();
        assert!(seen as u64 <= store.head().await.unwrap(), "the journal is ahead of its head");
        let projected = store.projected().await.unwrap();
        assert!(projected <= store.head().await.unwrap());
        let whole = store.streams(None, 1_000).await.unwrap();
        assert!(whole.iter().all(|at| at.stream.len() == 5), "half a member");
        assert!(whole.len() as u64 * 5 >= projected);
        tokio::task::yield_now().await;
    }
    writer.await.unwrap();
}

/// Several projectors do not do the same work twice.
pub async fn of_many_projectors_one_wins(subject: &mut impl Subject) {
    let store = subject.store();
    let facts: Vec<Fact> = (0..100).map(|n| joins(member(n), &format!("a-{n}"), None)).collect();
    store.append(&facts).await.unwrap();
    let projection = next_projection(&*store, 100).await;
    let mut racers = JoinSet::new();
    for _ in 0..10 {
        let (store, projection) = (store.clone(), projection.clone());
        racers.spawn(async move { store.project(projection).await });
    }
    let outcomes = racers.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let totals = store.totals().await.unwrap();
    assert_eq!((totals[0].units, totals[0].entries), (1_000, 100), "counted once");
    let listed: Vec<MemberId> = store.due(super::sample::NEW_YEAR, 10).await.unwrap();
    assert_eq!(listed, [], "due a second later");
}
