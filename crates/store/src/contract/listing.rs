//! Lists of members.

use super::Subject;
use super::sample::{joins, member, project_all};
use crate::{Fact, Listed, Listing, MemberRow, Projection, Store};
use std::sync::Arc;
use tessera_engine::event::Body;
use tessera_engine::values::Instant;

/// Ten members: the second, fourth, ... were won by store `even`, every third one joined by `web`; member `n` joined at second `n`.
async fn ten(store: &dyn Store) {
    let fact = |n: u32| -> Fact {
        let mut fact = joins(member(u128::from(n)), &format!("join-{n}"), None);
        let event = Arc::make_mut(&mut fact.event);
        event.occurred_at = second(n);
        if let Body::Joined(joined) = &mut event.body {
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

/// Names of which one begins with another, and members in no order of anything: who they are follows from the number alone.
fn scattered(n: u32) -> Fact {
    let pick = |salt: u32, names: &[&str]| -> Option<Box<str>> {
        let place =
            n.wrapping_mul(2_654_435_761).wrapping_add(salt).rotate_left(7) as usize % (names.len() + 1);
        names.get(place).map(|name| (*name).into())
    };
    let mut fact = joins(member(u128::from(n.wrapping_mul(40_503) % 1_021)), &format!("join-{n}"), None);
    let event = Arc::make_mut(&mut fact.event);
    event.occurred_at = second(n % 17);
    if let Body::Joined(joined) = &mut event.body {
        joined.store = pick(1, &STORES);
        joined.channel = pick(1 << 20, &CHANNELS);
    }
    fact
}

const STORES: [&str; 4] = ["sh-1", "sh-10", "sh", "门店 1"];
const CHANNELS: [&str; 3] = ["web", "we", "pos"];

/// Each filtered list is the filtered list of all, page by page, and stays so when what members are is written anew.
pub async fn a_filtered_list_is_the_whole_list_filtered(subject: &mut impl Subject) {
    let store = subject.store();
    for part in 0..3 {
        store.append(&(part * 40..(part + 1) * 40).map(scattered).collect::<Vec<_>>()).await.unwrap();
        project_all(&*store, 29).await;
        every_filter_holds(&*store).await;
    }
    // Every third one moves to another store, every fifth one loses what was known.
    let mut members = store.list(&Listing { limit: 1_000, ..all() }).await.unwrap().members;
    assert_eq!(members.len(), 120);
    for (place, row) in members.iter_mut().enumerate() {
        if place % 3 == 0 {
            row.store = Some(STORES[place % STORES.len()].into());
        }
        if place % 5 == 0 {
            (row.store, row.channel) = (None, None);
        }
    }
    let head = store.head().await.unwrap();
    store.project(Projection { after: head, cursor: head, members, ..Projection::default() }).await.unwrap();
    every_filter_holds(&*store).await;
    store.drop_projections().await.unwrap();
    assert_eq!(store.list(&Listing { store: Some("sh".into()), ..all() }).await.unwrap(), Listed::default());
    project_all(&*store, 50).await;
    every_filter_holds(&*store).await;
}

async fn every_filter_holds(store: &dyn Store) {
    let everybody = store.list(&Listing { limit: 1_000, ..all() }).await.unwrap().members;
    let names = |known: &[&str]| -> Vec<Option<Box<str>>> {
        let named = known.iter().chain(&["nowhere"]).map(|name| Some((*name).into()));
        std::iter::once(None).chain(named).collect()
    };
    for store_name in names(&STORES) {
        for channel in names(&CHANNELS) {
            let filter = Listing { store: store_name.clone(), channel: channel.clone(), ..all() };
            let late =
                Listing { joined_from: Some(second(5)), joined_before: Some(second(14)), ..filter.clone() };
            for (filter, limit, look_at) in [(&filter, 7, 1_000), (&late, 5, 11), (&filter, 1_000, 1_000)] {
                let let_through = |row: &&MemberRow| filter.lets_through(row);
                let mut expected: Vec<u128> =
                    everybody.iter().filter(let_through).map(|row| row.id.0 - member(0).0).collect();
                let up = Listing { limit, look_at, ..filter.clone() };
                assert_eq!(walk(store, &up).await, expected, "{up:?}");
                let down = Listing { newest_first: true, ..up };
                expected.reverse();
                assert_eq!(walk(store, &down).await, expected, "{down:?}");
            }
        }
    }
}
