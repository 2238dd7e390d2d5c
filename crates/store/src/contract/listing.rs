//! Lists of members.

use super::Subject;
use super::sample::{joins, member, project_all};
use crate::{Fact, Listed, Listing, Store};
use tessera_engine::event::Body;
use tessera_engine::values::Instant;

/// Ten members: the second, fourth, ... were won by store `even`, every third one joined by `web`; member `n` joined at second `n`.
async fn ten(store: &dyn Store) {
    let fact = |n: u32| -> Fact {
        let mut fact = joins(member(u128::from(n)), &format!("join-{n}"), None);
        fact.event.occurred_at = second(n);
        if let Body::Joined(joined) = &mut fact.event.body {
            joined.store = Some(if n.is_multiple_of(2) { "even" } else { "odd" }.into());
            joined.channel = n.is_multiple_of(3).then(|| "web".into());
        }
        fact
    };
    store.append(&(1..=10).map(fact).collect::<Vec<_>>()).await.unwrap();
    project_all(store, 3).await;
}

fn second(n: u32) -> Instant {
    Instant(i64::from(n) * 1_000_000)
}

fn all() -> Listing {
    Listing { limit: 100, look_at: 1_000, ..Listing::default() }
}

fn ids(listed: &Listed) -> Vec<u128> {
    listed.members.iter().map(|row| row.id.0 - member(0).0).collect()
}

/// Goes from page to page until there is no next one.
async fn walk(store: &dyn Store, listing: &Listing) -> Vec<u128> {
    let (mut found, mut listing) = (Vec::new(), listing.clone());
    for _ in 0..100 {
        let page = store.list(&listing).await.unwrap();
        assert!(page.members.len() <= listing.limit);
        found.extend(ids(&page));
        if page.next.is_none() {
            return found;
        }
        listing.beyond = page.next;
    }
    panic!("the walk does not end: {found:?}");
}

/// From the first up and from the last down, each member once.
pub async fn members_are_listed_both_ways_in_pages(subject: &mut impl Subject) {
    let store = subject.store();
    assert_eq!(store.list(&all()).await.unwrap(), Listed::default());
    ten(&*store).await;
    let up: Vec<u128> = (1..=10).collect();
    let down: Vec<u128> = (1..=10).rev().collect();
    for limit in [1, 2, 3, 9, 10, 11, 1_000] {
        let listing = Listing { limit, ..all() };
        assert_eq!(walk(&*store, &listing).await, up, "{limit}");
        assert_eq!(walk(&*store, &Listing { newest_first: true, ..listing }).await, down, "{limit}");
    }
    let beyond = |newest_first, n| Listing { newest_first, beyond: Some(member(n)), limit: 3, ..all() };
    assert_eq!(ids(&store.list(&beyond(false, 4)).await.unwrap()), [5, 6, 7]);
    assert_eq!(ids(&store.list(&beyond(true, 4)).await.unwrap()), [3, 2, 1]);
    assert_eq!(store.list(&beyond(false, 10)).await.unwrap(), Listed::default());
    assert_eq!(store.list(&beyond(true, 1)).await.unwrap(), Listed::default());
    let page = store.list(&Listing { limit: 4, ..all() }).await.unwrap();
    let rows = store.members(&[member(1), member(2), member(3), member(4)]).await.unwrap();
    assert_eq!(page.members, rows.into_iter().flatten().collect::<Vec<_>>());
}

/// By store, channel and the time of joining, half-open; and by several of them.
pub async fn members_are_filtered(subject: &mut impl Subject) {
    let store = subject.store();
    ten(&*store).await;
    let even = Listing { store: Some("even".into()), ..all() };
    let web = Listing { channel: Some("web".into()), ..all() };
    let early = Listing { joined_before: Some(second(4)), ..all() };
    let late = Listing { joined_from: Some(second(8)), ..all() };
    let both = Listing { channel: Some("web".into()), joined_from: Some(second(4)), ..even.clone() };
    let nobody = Listing { store: Some("Even".into()), ..all() };
    for (listing, expected) in [
        (even, vec![2, 4, 6, 8, 10]),
        (web, vec![3, 6, 9]),
        (early, vec![1, 2, 3]),
        (late, vec![8, 9, 10]),
        (both, vec![6]),
        (nobody, vec![]),
    ] {
        for limit in [1, 2, 100] {
            let listing = Listing { limit, ..listing.clone() };
            assert_eq!(walk(&*store, &listing).await, expected, "{listing:?}");
            let down = Listing { newest_first: true, ..listing };
            let reversed: Vec<u128> = expected.iter().rev().copied().collect();
            assert_eq!(walk(&*store, &down).await, reversed, "{down:?}");
        }
    }
}

/// Whoever asks for few among many gets a short page and goes on from there.
pub async fn a_walk_ends_where_it_may_look_no_further(subject: &mut impl Subject) {
    let store = subject.store();
    ten(&*store).await;
    let rare = Listing { joined_from: Some(second(10)), look_at: 4, ..all() };
    let first = store.list(&rare).await.unwrap();
    assert_eq!((ids(&first), first.next), (vec![], Some(member(4))));
    assert_eq!(walk(&*store, &rare).await, [10]);
    for look_at in [1, 3, 5, 9, 10, 11] {
        for newest_first in [false, true] {
            let listing = Listing { store: Some("odd".into()), newest_first, look_at, limit: 2, ..all() };
            let mut found = walk(&*store, &listing).await;
            found.sort_unstable();
            assert_eq!(found, [1, 3, 5, 7, 9], "{listing:?}");
        }
    }
}
