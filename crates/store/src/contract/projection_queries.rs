//! What can be asked of the projections.

use super::Subject;
use super::sample::{id, joins, member, orders, project_all, snapshot, visits};
use crate::{Fact, Place, Projection, Standing, Store, Who};
use tessera_engine::values::{EventId, Instant, MemberId};

/// Member `n` has `n` events, named `n-1`, `n-2`, ...
async fn stairs(store: &dyn Store, members: u32) {
    for n in 1..=members {
        let who = member(u128::from(n));
        let mut facts = vec![joins(who, &format!("{n}-1"), Some(&format!("crm-{n}")))];
        facts.extend((2..=n).map(|number| orders(who, number, &format!("{n}-{number}"))));
        store.append(&facts).await.unwrap();
    }
    project_all(store, 7).await;
}

/// After a number, at most so many, in order.
pub async fn streams_are_read_in_pages(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 12).await;
    let whole = store.stream(member(12), 0, 100).await.unwrap();
    assert!(whole.iter().map(|streamed| streamed.number).eq(1..=12));
    assert_eq!(store.stream(member(12), 0, 5).await.unwrap(), whole[..5]);
    assert_eq!(store.stream(member(12), 5, 5).await.unwrap(), whole[5..10]);
    assert_eq!(store.stream(member(12), 10, usize::MAX).await.unwrap(), whole[10..]);
    assert_eq!(store.stream(member(12), 12, 5).await.unwrap(), []);
    assert_eq!(store.stream(member(12), u32::MAX, 5).await.unwrap(), []);
    assert_eq!(store.stream(member(12), 0, 0).await.unwrap(), []);
    assert_eq!(store.stream(member(13), 0, 5).await.unwrap(), []);
}

/// Several members' whole streams in one question.
pub async fn histories_come_in_the_order_asked_for(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 5).await;
    let asked = [member(4), member(77), member(1), member(4)];
    let histories = store.histories(&asked).await.unwrap();
    assert_eq!(histories.iter().map(Vec::len).collect::<Vec<_>>(), [4, 0, 1, 4]);
    assert_eq!(histories[0], store.stream(member(4), 0, 100).await.unwrap());
    assert_eq!(store.histories(&[]).await.unwrap(), Vec::<Vec<_>>::new());
}

/// For audits: every member once, with state and stream.
pub async fn whole_streams_are_walked_by_member(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 9).await;
    for size in [1, 2, 9, 100] {
        let mut walked = Vec::new();
        loop {
            let after = walked.last().map(|at: &crate::MemberStream| at.member.id);
            let page = store.streams(after, size).await.unwrap();
            assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            walked.extend(page);
        }
        assert!(walked.iter().map(|at| at.member.id).eq((1..=9).map(member)));
        for (n, at) in (1_u32..).zip(&walked) {
            assert_eq!(at.stream.len(), n as usize);
            assert_eq!(at.snapshot.as_ref().unwrap().number, n);
            assert_eq!(at.member.external_id, Some(format!("crm-{n}").into()));
        }
    }
    assert_eq!(store.streams(None, 0).await.unwrap(), []);
}

/// In the order asked for, repeated ids answered each.
pub async fn places_say_where_an_id_was_used(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 4).await;
    let asked = [id("3-2"), id("9-9"), id("1-1"), id("3-2"), id("3-02")];
    let at = |n, number| Some(Place { member: member(n), number });
    assert_eq!(store.places(&asked).await.unwrap(), [at(3, 2), None, at(1, 1), at(3, 2), None]);
    assert_eq!(store.places(&[]).await.unwrap(), []);
}

/// By our id and by the retailer's own.
pub async fn members_are_found_by_id_and_external_id(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 6).await;
    store.append(&[visits(member(7), 1, "7-1")]).await.unwrap();
    project_all(&*store, 7).await;
    let found = store.by_external_id(&["crm-5", "nobody", "crm-1", "CRM-1", "crm-5"]).await.unwrap();
    assert_eq!(found, [Some(member(5)), None, Some(member(1)), None, Some(member(5))]);
    let rows = store.members(&[member(7), member(99), member(2)]).await.unwrap();
    let seventh = rows[0].clone().unwrap();
    assert_eq!((seventh.external_id, seventh.store, seventh.channel), (None, None, None));
    assert_eq!(rows[1], None);
    let second = rows[2].clone().unwrap();
    assert_eq!((second.store.as_deref(), second.channel.as_deref()), (Some("sh-014"), Some("pos")));
    assert_eq!(store.member_count().await.unwrap(), 7);
    let listed: Vec<MemberId> =
        store.members_after(Some(member(2)), 3).await.unwrap().iter().map(|row| row.id).collect();
    assert_eq!(listed, [member(3), member(4), member(5)]);
    assert_eq!(store.members_after(None, 100).await.unwrap().len(), 7);
    assert_eq!(store.members_after(Some(member(7)), 100).await.unwrap(), []);
}

/// With the state, by either id; many questions at once are told apart.
pub async fn a_member_stands_as_projected(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 6).await;
    store.append(&[visits(member(7), 1, "7-1")]).await.unwrap();
    project_all(&*store, 7).await;
    for (who, found) in [
        (Who::External("crm-5".into()), Some(5)),
        (Who::External("CRM-5".into()), None),
        (Who::External("".into()), None),
        (Who::Id(member(3)), Some(3)),
        (Who::Id(member(7)), Some(7)),
        (Who::Id(member(99)), None),
    ] {
        let standing = store.standing(who.clone()).await.unwrap();
        let apart = match found {
            None => None,
            Some(n) => Some(Standing {
                member: store.members(&[member(n)]).await.unwrap().remove(0).unwrap(),
                snapshot: store.snapshots(&[member(n)]).await.unwrap().remove(0),
            }),
        };
        assert_eq!(standing, apart, "{who:?}");
        assert!(standing.is_none_or(|standing| standing.snapshot.is_some()));
    }
    let asking: Vec<_> = (0..500)
        .map(|n| {
            let store = subject.store();
            tokio::spawn(async move { store.standing(Who::External(format!("crm-{}", n % 8).into())).await })
        })
        .collect();
    for (n, asking) in asking.into_iter().enumerate() {
        let standing = asking.await.unwrap().unwrap();
        let wanted = Some((n % 8) as u128).filter(|n| (1..=6).contains(n)).map(member);
        assert_eq!(standing.map(|standing| standing.member.id), wanted);
    }
}

/// Each answer is of one moment, not older than when it was asked for.
pub async fn a_standing_is_of_one_moment(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 1).await;
    let writing = {
        let store = subject.store();
        tokio::spawn(async move {
            for number in 2..=60 {
                store.append(&[orders(member(1), number, &format!("1-{number}"))]).await.unwrap();
                project_all(&*store, 100).await;
            }
        })
    };
    let mut seen = 0;
    while seen < 60 {
        let at_least = store.projected().await.unwrap();
        let standing = store.standing(Who::External("crm-1".into())).await.unwrap().unwrap();
        let number = standing.snapshot.unwrap().number;
        assert!(u64::from(number) >= at_least, "{number} after {at_least} was projected");
        assert!(number >= seen);
        seen = number;
    }
    writing.await.unwrap();
}

/// By instant, up to and including it, and never those with nothing ahead.
pub async fn what_is_due_comes_earliest_first(subject: &mut impl Subject) {
    let store = subject.store();
    let due_at = [(1, 30), (2, i64::MAX), (3, 10), (4, 20), (5, i64::MIN), (6, 20)];
    let snapshots = due_at.map(|(n, at)| (member(n), snapshot(1, at))).to_vec();
    store.project(Projection { snapshots, ..Projection::default() }).await.unwrap();
    let due = async |until: i64, limit: usize| store.due(Instant(until), limit).await.unwrap();
    assert_eq!(due(9, 10).await, [member(5)]);
    assert_eq!(due(10, 10).await, [member(5), member(3)]);
    assert_eq!(due(1_000, 10).await, [5, 3, 4, 6, 1].map(member), "those of one instant by id");
    assert_eq!(due(1_000, 2).await, [5, 3].map(member));
    assert_eq!(due(i64::MAX, 10).await.len(), 5, "never is not an instant");
    let later = vec![(member(3), snapshot(2, 40)), (member(5), snapshot(2, i64::MAX))];
    store.project(Projection { snapshots: later, ..Projection::default() }).await.unwrap();
    assert_eq!(due(1_000, 10).await, [4, 6, 1, 3].map(member));
}

/// No question fails for want of an answer.
pub async fn an_empty_store_answers_every_question(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.head().await.unwrap(), 0);
    assert_eq!(store.projected().await.unwrap(), 0);
    assert_eq!(store.journal(0, 10).await.unwrap(), []);
    assert_eq!(store.snapshots(&[member(1)]).await.unwrap(), [None]);
    assert_eq!(store.stream(member(1), 0, 10).await.unwrap(), []);
    assert_eq!(store.streams(None, 10).await.unwrap(), []);
    assert_eq!(store.places(&[id("a")]).await.unwrap(), [None]);
    assert_eq!(store.by_external_id(&["a"]).await.unwrap(), [None]);
    assert_eq!(store.members(&[member(1)]).await.unwrap(), [None]);
    assert_eq!(store.standing(Who::Id(member(1))).await.unwrap(), None);
    assert_eq!(store.standing(Who::External("a".into())).await.unwrap(), None);
    assert_eq!(store.members_after(None, 10).await.unwrap(), []);
    assert_eq!(store.member_count().await.unwrap(), 0);
    assert_eq!(store.due(Instant::NEVER, 10).await.unwrap(), []);
    assert_eq!(store.totals().await.unwrap(), []);
    assert_eq!(store.programs().await.unwrap(), []);
    assert_eq!(store.keys().await.unwrap(), []);
    assert_eq!(store.setting("a").await.unwrap(), None);
    assert_eq!(store.settings("").await.unwrap(), []);
}

/// As many ids in one question as the largest batch has.
pub async fn questions_may_be_long(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 3).await;
    let mut ids: Vec<EventId> = (0..40_000).map(|n| id(&format!("nobody-{n}"))).collect();
    ids.push(id("3-3"));
    let places = store.places(&ids).await.unwrap();
    assert_eq!(places.len(), 40_001);
    assert_eq!(places.iter().position(Option::is_some), Some(40_000));
    let mut members: Vec<MemberId> = (100..40_100).map(member).collect();
    members.push(member(2));
    assert_eq!(store.snapshots(&members).await.unwrap()[40_000].as_ref().unwrap().number, 2);
    assert_eq!(store.members(&members).await.unwrap().iter().flatten().count(), 1);
    assert_eq!(store.histories(&members).await.unwrap()[40_000].len(), 2);
    let names: Vec<String> = (0..40_000).map(|n| format!("crm-{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(store.by_external_id(&names).await.unwrap().iter().flatten().count(), 3);
}

/// For the operator's screen.
pub async fn figures_count_what_is_kept(subject: &mut impl Subject) {
    let store = subject.store();
    stairs(&*store, 3).await;
    let fact: Fact = visits(member(3), 4, "3-4");
    store.append(&[fact]).await.unwrap();
    let figures = store.figures().await.unwrap();
    assert!(!figures.kind.is_empty());
    assert_eq!((figures.head, figures.projected, figures.members), (7, 6, 3));
}
