//! What was told to all tills, against one member after the other as a plain sum: the feed says in which order things happened, and everything that
//! anybody was told has to fit that order.

use crate::client::Client;
use crate::crowd::{Asked, Shop, Told};
use serde_json::Value;
use std::collections::HashMap;

/// An event of the feed.
struct Happened {
    id: String,
    member: String,
    is_refused: bool,
}

/// How a member stands after each event.
type Balances = Vec<i64>;

/// The whole feed, which has no gap and no event twice.
fn feed(shop: &Shop) -> Vec<Happened> {
    let mut client = Client::new(&shop.key);
    let mut events = Vec::new();
    loop {
        let path = format!("/v1/events?limit=500&after_seq={}", events.len());
        let (status, page) = client.send(&shop.address(events.len()), "GET", &path, &Value::Null).unwrap();
        assert_eq!(status, 200, "{page}");
        let page = page["data"].as_array().unwrap();
        if page.is_empty() {
            return events;
        }
        for event in page {
            assert_eq!(event["ledger_seq"], events.len() as u64 + 1, "a gap");
            events.push(Happened {
                id: event["event_id"].as_str().unwrap().into(),
                member: event["member"].as_str().unwrap().into(),
                is_refused: event["type"] == "refused",
            });
        }
    }
}

/// Checks everything that was told. The points of all members.
pub(crate) fn check(shop: &Shop) -> i64 {
    let told = shop.told.lock().unwrap();
    let feed = feed(shop);
    let seqs: HashMap<&str, usize> =
        feed.iter().enumerate().map(|(place, event)| (&*event.id, place + 1)).collect();
    assert_eq!(seqs.len(), feed.len(), "an event twice");
    let asked: HashMap<&str, &Told> = told.iter().map(|told| (&*told.id, told)).collect();
    let mut members: HashMap<&str, Balances> = HashMap::new();
    let mut names: HashMap<usize, &str> = HashMap::new();
    let mut after: Vec<i64> = Vec::with_capacity(feed.len());
    for event in &feed {
        let balances = members.entry(&event.member).or_insert_with(|| vec![0]);
        let before = balances[balances.len() - 1];
        let told = asked.get(&*event.id).unwrap_or_else(|| panic!("nobody asked for {}", event.id));
        assert_eq!(
            *names.entry(told.member).or_insert(&event.member),
            event.member,
            "two members of one name"
        );
        let change = change(&told.asked, &asked);
        let fits = before + change >= 0;
        assert_eq!(fits, !event.is_refused, "{told:?} with {before}");
        balances.push(if fits { before + change } else { before });
        after.push(balances[balances.len() - 1]);
    }
    for told in told.iter() {
        match &told.asked {
            Asked::Read => check_read(told, &members[names[&told.member]]),
            _ if told.status == 202 => {}
            _ => {
                let seq =
                    *seqs.get(&*told.id).unwrap_or_else(|| panic!("{told:?} was told and is not there"));
                assert_eq!(told.status == 409, feed[seq - 1].is_refused, "{told:?}");
                let available = told.available.or(matches!(told.asked, Asked::Join).then_some(0));
                assert_eq!(available, Some(after[seq - 1]), "{told:?}");
            }
        }
    }
    check_order(&told, &seqs, &names, &feed);
    members.values().map(|balances| balances[balances.len() - 1]).sum()
}

/// What a command does to the points.
fn change(asked: &Asked, all: &HashMap<&str, &Told>) -> i64 {
    match asked {
        Asked::Join | Asked::Read => 0,
        Asked::Order(units) | Asked::Adjust(units) => *units,
        Asked::CheckIn => 5,
        Asked::Redeem(units) => -units,
        Asked::Return(order) => -change(&all[&**order].asked, all),
    }
}

/// Who reads is told how the member stood after some number of events.
fn check_read(told: &Told, balances: &Balances) {
    let events = told.events.unwrap() as usize;
    assert_eq!(told.available, balances.get(events).copied(), "{told:?}");
}

/// What was answered before something else was asked for happened before it, whoever asked whom; and who reads is told of it.
fn check_order(told: &[Told], seqs: &HashMap<&str, usize>, names: &HashMap<usize, &str>, feed: &[Happened]) {
    // Number in the journal of the n-th event of each member.
    let mut numbers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, event) in feed.iter().enumerate() {
        numbers.entry(&event.member).or_default().push(place + 1);
    }
    // The last number known to have been there before, and the first one known to come after.
    let seen = |told: &Told| -> Option<(usize, usize)> {
        match told.asked {
            Asked::Read => {
                let numbers = &numbers[names[&told.member]];
                let events = told.events.unwrap() as usize;
                Some((numbers[events - 1], numbers.get(events).copied().unwrap_or(usize::MAX)))
            }
            _ if told.status == 202 => None,
            _ => seqs.get(&*told.id).map(|seq| (*seq, usize::MAX)),
        }
    };
    let mut moments: Vec<(u64, bool, &Told)> =
        told.iter().flat_map(|told| [(told.called, false, told), (told.answered, true, told)]).collect();
    moments.sort_by_key(|(moment, ..)| *moment);
    let (mut latest, mut at_call) = (0, HashMap::new());
    for (_, is_answer, told) in moments {
        if !is_answer {
            at_call.insert(std::ptr::from_ref(told), latest);
            continue;
        }
        let Some((there, next)) = seen(told) else { continue };
        let before = at_call[&std::ptr::from_ref(told)];
        // A return that has waited was asked for earlier.
        let has_waited = told.status == 200 && matches!(told.asked, Asked::Return(_));
        if told.asked != Asked::Read && !has_waited {
            assert!(there > before, "{told:?} is number {there}, {before} was told before it was asked for");
        }
        // A member's next event was not yet answered for when the reader asked.
        assert!(next > before, "stale: {told:?} does not know number {next}, told before it was asked for");
        latest = latest.max(there);
    }
}
