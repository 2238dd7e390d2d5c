//! Questions: nothing acknowledged is missed, a page is a part of the whole, and a quote is what the command then does.

use crate::shop::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tessera_app::{Action, Answer, Command, Having, Listing, MemberRef, Page, Settings};
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{MemoryStore, Projection, Read, Snapshot, Write};

const NOON: &str = "2026-02-01T04:00:00Z";

/// A member, orders at one instant a day.
fn mixed(n: usize) -> Command {
    let day = |day: usize| format!("2026-01-{:02}T0{}:00:00Z", day % 28 + 1, n % 10);
    match n % 9 {
        3 => pay(&format!("late-{n}"), &day(n % 5), "ann", 25_000),
        4 => give_back_amount(&format!("part-{n}"), &day(n / 2), &format!("order-{}", n - 4), 1_000),
        5 => give_back(&format!("back-{n}"), &day(n / 2), &format!("order-{}", n - 4)),
        6 => redeem(
            &format!("redeem-{n}"),
            &day(n / 2),
            "ann",
            if n.is_multiple_of(2) { 100 } else { 1_000_000 },
        ),
        7 => check_in(&format!("visit-{n}"), &day(n / 2), "ann"),
        8 => adjust(&format!("adjust-{n}"), &day(n / 2), "ann", 40),
        _ => pay(&format!("order-{n}"), &day(n / 2), "ann", 9_900 + n as i64),
    }
}

/// An order is acknowledged and in memory. A read asks the store, which does not have it yet; before the read looks again, the order is
/// projected and leaves memory.
#[tokio::test]
async fn what_leaves_memory_while_the_store_answers_is_not_missed() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), lazy()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    shop.accept(join("join-1", NOON, "ann")).await;
    shop.app.flush().await.unwrap();
    let id = shop.view("ann").await.id;
    for (n, member) in [crm("ann"), MemberRef::Id(id), crm("ann")].into_iter().enumerate() {
        shop.accept(pay(&format!("order-{n}"), NOON, "ann", 10_000)).await;
        let held = shop.store.hold_a_standing();
        let (app, asked) = (shop.app.clone(), member.clone());
        let reading = tokio::spawn(async move { app.member(&asked).await });
        held.reached.notified().await;
        shop.app.flush().await.unwrap();
        held.go.notify_one();
        let view = reading.await.unwrap().unwrap();
        assert_eq!((view.events as usize, view.orders as usize), (n + 2, n + 1), "{member:?}");
    }
}

/// Whoever was told of an order sees it, by whatever way and while everything is projected all the time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_seen() {
    let settings = Settings { project_events: 1, project_after: Duration::from_millis(1), ..quick() };
    let shop = Shop::bare(Arc::new(MemoryStore::new()), settings).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    shop.accept(join("join-1", NOON, "ann")).await;
    let told = Arc::new(AtomicU32::new(1));
    let readers: Vec<_> = (0..4)
        .map(|n| {
            let (app, told) = (shop.app.clone(), Arc::clone(&told));
            tokio::spawn(async move {
                let ann = crm("ann");
                loop {
                    let before = told.load(Ordering::SeqCst);
                    let seen = match n {
                        0 | 1 => app.member(&ann).await.unwrap().events,
                        2 => {
                            let page = Page { after: before - 1, limit: 5 };
                            app.timeline(&ann, page).await.unwrap().last().map_or(0, |last| last.number)
                        }
                        _ => {
                            let quote = app.quote(pay("order-999", NOON, "ann", 1_000)).await.unwrap();
                            // 100 for joining, 10 for each order.
                            u32::try_from((quote.balances[0].balance - 100) / 10).unwrap()
                        }
                    };
                    assert!(seen >= before, "reader {n} saw {seen} of {before}");
                    // A store in memory answers at once: the writer wants its turn, too.
                    tokio::task::yield_now().await;
                    if before > 300 {
                        return;
                    }
                }
            })
        })
        .collect();
    for n in 2..=301 {
        shop.accept(pay(&format!("order-{n}"), NOON, "ann", 1_000)).await;
        told.store(n, Ordering::SeqCst);
    }
    for reader in readers {
        reader.await.unwrap();
    }
    shop.verify().await;
}

#[tokio::test]
async fn a_page_is_a_part_of_the_whole() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), lazy()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    shop.accept(join("join-1", "2026-01-01T00:00:00Z", "ann")).await;
    for n in 0..30 {
        shop.app.submit(mixed(n)).await;
        if n == 17 {
            // The rest stays in memory.
            shop.app.flush().await.unwrap();
        }
    }
    let ann = crm("ann");
    let id = MemberRef::Id(shop.app.member_id(&ann).await.unwrap());
    let all = Page { after: 0, limit: 1_000 };
    let whole = shop.app.timeline(&ann, all).await.unwrap();
    let why = shop.app.explain_page(&ann, all).await.unwrap();
    assert_eq!((whole.len(), why.len()), (31, 31));
    assert!(whole.iter().zip(1..).all(|(item, number)| item.number == number));
    for after in 0..33_usize {
        for limit in [1, 2, 7, 40] {
            let page = Page { after: after as u32, limit };
            let range = after.min(31)..(after + limit).min(31);
            assert_eq!(shop.app.timeline(&id, page).await.unwrap(), whole[range.clone()], "{page:?}");
            assert_eq!(shop.app.explain_page(&ann, page).await.unwrap(), why[range], "{page:?}");
        }
    }
    let nobody = MemberRef::Id(MemberId(7));
    assert!(shop.app.timeline(&nobody, all).await.is_err());
    assert!(shop.app.explain_page(&nobody, all).await.is_err());
}

/// Late events, returns and refusals among them; with the member in memory and in the store.
#[tokio::test]
async fn a_quote_is_what_the_command_then_does() {
    for settings in [quick(), lazy()] {
        let shop = Shop::bare(Arc::new(MemoryStore::new()), settings).await;
        shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
        shop.accept(join("join-1", "2026-01-01T00:00:00Z", "ann")).await;
        let mut refused = 0;
        for n in 0..60 {
            if n % 4 == 0 {
                shop.app.flush().await.unwrap();
            }
            let quote = shop.app.quote(mixed(n)).await.unwrap();
            match shop.app.submit(mixed(n)).await {
                Answer::Accepted { receipt, .. } => {
                    assert_eq!(quote.refusal, None, "{n}");
                    assert_eq!(quote.entries, receipt.entries, "{n}");
                    assert_eq!(
                        (quote.balances, quote.tier),
                        (receipt.balances.clone(), receipt.tier.clone())
                    );
                    assert_eq!(
                        (quote.tier_before, &quote.paid),
                        (receipt.tier_before.clone(), &receipt.paid)
                    );
                    assert_eq!(quote.member, Some(receipt.member));
                    let page = Page { after: receipt.number - 1, limit: 1 };
                    let why = shop.app.explain_page(&crm("ann"), page).await.unwrap();
                    assert_eq!(quote.explanation, why[0].1, "{n}");
                }
                Answer::Refused { refusal, .. } => {
                    assert_eq!(quote.refusal, Some(refusal), "{n}");
                    refused += 1;
                }
                other => panic!("{n}: {other:?}"),
            }
        }
        assert!(refused > 0);
    }
}

#[tokio::test]
async fn nobody_is_quoted_who_is_not_there() {
    let shop = Shop::open().await;
    let mut order = pay("order-1", NOON, "ann", 10_000);
    assert!(shop.app.quote(order.clone()).await.is_err());
    assert_eq!(shop.app.quote(order.clone().creating_member()).await.unwrap().member, None);
    order.member = MemberRef::Id(MemberId(7));
    assert!(shop.app.quote(order.creating_member()).await.is_err(), "nobody joins under an id of ours");
    let returned = give_back("back-1", NOON, "order-1");
    assert!(shop.app.quote(returned).await.unwrap().waiting_for.is_some());
}

/// A tag that few have: a page looks at so many members and no more, and says where to go on.
#[tokio::test]
async fn a_page_of_few_among_many_ends_and_goes_on() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    for part in 0..9 {
        let joining = (0..5_000).map(|n| join(&format!("join-{part}-{n}"), NOON, &format!("m-{part}-{n}")));
        shop.app.submit_batch(joining.collect()).await;
    }
    let tag = Action::Tag(["vip".into()].into());
    let id = EventId::new("tag").unwrap();
    shop.accept(Command::new(id, at(NOON), crm("m-8-10"), tag)).await;
    let having = Having { tag: Some("vip".into()), ..Having::default() };
    let (mut pages, mut found, mut beyond) = (0, Vec::new(), None);
    loop {
        let listing = Listing { beyond, limit: 100, ..Listing::default() };
        let page = shop.app.members_at_a_glance(listing, &having).await.unwrap();
        pages += 1;
        found.extend(page.members.into_iter().filter_map(|glance| glance.member.external_id));
        beyond = page.next;
        if beyond.is_none() {
            break;
        }
    }
    assert_eq!((pages, &*found), (3, &["m-8-10".into()][..]));
}

/// After a change of what a state holds, the projections of a shared store still have the older ones, of members who may never come again.
#[tokio::test]
async fn states_of_an_older_version_are_folded_again_and_are_no_difference() {
    let store = Arc::new(MemoryStore::new());
    let shop = Shop::bare(store.clone(), quick()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    for n in 0..120 {
        let member = format!("m-{n}");
        shop.accept(join(&format!("join-{n}"), NOON, &member)).await;
        shop.accept(pay(&format!("order-{n}"), NOON, &member, 10_000 + n)).await;
    }
    shop.app.flush().await.unwrap();
    let all = || Listing { limit: 200, ..Listing::default() };
    let before = shop.app.members_at_a_glance(all(), &Having::default()).await.unwrap();
    assert_eq!(before.members.len(), 120);
    let aged = before.members.iter().map(|glance| {
        // The first byte of a state names its format.
        (glance.member.id, Snapshot { number: 2, due_at: at("2026-12-31T16:00:00Z"), state: vec![2, 255] })
    });
    let head = store.head().await.unwrap();
    let snapshots = aged.collect();
    store
        .project(Projection { after: head, cursor: head, snapshots, ..Projection::default() })
        .await
        .unwrap();
    let shop = shop.restart(quick()).await;
    let after = shop.app.members_at_a_glance(all(), &Having::default()).await.unwrap();
    assert_eq!(after, before);
    assert!(after.members.iter().all(|glance| glance.ordered_at == Some(at(NOON))));
    shop.verify().await;
}
