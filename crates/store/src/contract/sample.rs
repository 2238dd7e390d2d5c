//! Facts and projections for the suite, and for tests of stores beyond it.

use crate::{Fact, MemberRow, Projection, Snapshot, Store, Streamed, Total};
use std::collections::BTreeMap;
use tessera_engine::decide::{Refusal, RefusalCode};
use tessera_engine::event::{
    Activity, Adjustment, Body, Event, Joined, Line, Order, PointsPaid, Redemption, Refused, Return,
    ReturnedLine, ReturnedPart,
};
use tessera_engine::values::{EventId, Instant, MemberId, Quantity};

/// 1 January 2026 in UTC.
pub const NEW_YEAR: Instant = Instant(1_767_225_600_000_000);

/// An event id.
pub fn id(text: &str) -> EventId {
    EventId::new(text).unwrap()
}

/// The n-th member.
pub fn member(n: u128) -> MemberId {
    MemberId(0x0193_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// An event that happened at [`NEW_YEAR`] and was recorded 1.25 s later.
pub fn event(name: &str, body: Body) -> Event {
    Event {
        id: id(name),
        occurred_at: NEW_YEAR,
        recorded_at: Instant(NEW_YEAR.0 + 1_250_000),
        fingerprint: fingerprint(name),
        body,
    }
}

/// Sixteen bytes that look like a digest and depend on the name.
fn fingerprint(name: &str) -> [u8; 16] {
    let seed = name.bytes().fold(0x1234_5678_9abc_def1_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(23)
    });
    let wide = u128::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    wide.to_le_bytes()
}

/// The member joins, as the first event of the stream.
pub fn joins(who: MemberId, name: &str, external_id: Option<&str>) -> Fact {
    let joined = Joined {
        external_id: external_id.map(Box::from),
        channel: Some("pos".into()),
        store: Some("sh-014".into()),
    };
    Fact { member: who, number: 1, event: event(name, Body::Joined(joined)).into() }
}

/// An order of three lines.
pub fn orders(who: MemberId, number: u32, name: &str) -> Fact {
    let line = |n: i64, sku: &str, category: &str| Line {
        id: n.to_string().into(),
        sku: Some(sku.into()),
        category: Some(category.into()),
        quantity: Quantity::pieces(n),
        amount: 1_290 * n + i64::from(number),
    };
    let lines: Box<[Line]> =
        [line(1, "6901028", "tea"), line(2, "7702114", "snacks"), line(3, "8150077", "dairy")].into();
    let order = Order {
        store: Some("sh-014".into()),
        channel: Some("pos".into()),
        amount: lines.iter().map(|line| line.amount).sum(),
        lines,
        points_paid: None,
    };
    Fact { member: who, number, event: event(name, Body::OrderPaid(Box::new(order))).into() }
}

/// A check-in: the smallest fact that earns.
pub fn visits(who: MemberId, number: u32, name: &str) -> Fact {
    let activity = Activity { kind: "check_in".into(), channel: None, store: None };
    Fact { member: who, number, event: event(name, Body::ActivityDone(activity)).into() }
}

/// One stream with every kind of event and every optional field, given and not given. Numbers from 1; ids begin with `prefix`.
pub fn every_kind(who: MemberId, prefix: &str) -> Vec<Fact> {
    let bodies = who_and_bought(who, prefix).into_iter().chain(done()).chain(refused());
    let facts = (1..).zip(bodies).map(|(number, body)| {
        let event = event(&format!("{prefix}event-{number}"), body);
        Fact { member: who, number, event: event.into() }
    });
    facts.collect()
}

/// Who the member is, orders and returns.
fn who_and_bought(who: MemberId, prefix: &str) -> Vec<Body> {
    let paid = PointsPaid { wallet: "points".into(), units: 500, value: 2_500 };
    let Body::OrderPaid(plain) = orders(who, 1, "x").event.body.clone() else { unreachable!("an order") };
    let returned = |line: &str, part| ReturnedLine { line: line.into(), part };
    vec![
        Body::Joined(Joined {
            external_id: Some(format!("{prefix}crm-99812").into()),
            channel: Some("wechat".into()),
            store: Some("sh-014".into()),
        }),
        Body::Joined(Joined::default()),
        Body::Tagged(["vip".into(), "茶友".into()].into()),
        Body::Tagged([].into()),
        Body::OrderPaid(Box::new(Order { points_paid: Some(paid), ..(*plain).clone() })),
        Body::OrderPaid(Box::default()),
        Body::OrderPaid(Box::new(Order { lines: [Line::default()].into(), ..Order::default() })),
        Body::OrderReturned(Box::new(Return {
            order: id("0042-7781"),
            lines: [
                returned("1", ReturnedPart::Quantity(Quantity(454))),
                returned("2", ReturnedPart::Amount(1_290)),
                returned("3", ReturnedPart::Whole),
            ]
            .into(),
            amount: 0,
            reason: Some("破损".into()),
        })),
        Body::OrderReturned(Box::new(Return {
            order: id("0042-7781"),
            lines: [].into(),
            amount: 700,
            reason: None,
        })),
    ]
}

/// Everything else that happens.
fn done() -> Vec<Body> {
    vec![
        Body::ActivityDone(Activity { kind: "check_in".into(), channel: None, store: None }),
        Body::ActivityDone(Activity {
            kind: "review".into(),
            channel: Some("app".into()),
            store: Some("sh-2".into()),
        }),
        Body::Redeemed(Redemption { wallet: "points".into(), units: 100, value: 0, purpose: None }),
        Body::Redeemed(Redemption {
            wallet: "points".into(),
            units: 100,
            value: 500,
            purpose: Some("voucher".into()),
        }),
        Body::Adjusted(Adjustment {
            wallet: "growth".into(),
            units: -5,
            reason: "typing error".into(),
            by: None,
        }),
        Body::Adjusted(Adjustment {
            wallet: "growth".into(),
            units: 5,
            reason: "sorry".into(),
            by: Some("c-17".into()),
        }),
        Body::TimePassed,
    ]
}

/// A refusal of every code.
fn refused() -> Vec<Body> {
    let refused = |command: &str, code, figures, subject: Option<&str>| {
        let refusal = Refusal { code, figures, subject: subject.map(Box::from) };
        Body::Refused(Refused { command: command.into(), refusal })
    };
    let figures = || vec![("available".into(), 320), ("requested".into(), -500)];
    let codes = RefusalCode::ALL.iter();
    let mut bodies: Vec<Body> =
        codes.map(|code| refused("redemption", *code, figures(), Some("points"))).collect();
    bodies.push(refused("order", RefusalCode::NoProgram, Vec::new(), None));
    bodies
}

/// The made-up entries that the suite stores with an event: opaque bytes that differ by event.
pub fn entries(fact: &Fact) -> Vec<u8> {
    if fact.number.is_multiple_of(5) {
        return Vec::new();
    }
    fact.event.id.as_str().bytes().rev().collect()
}

/// The projection of at most `limit` more facts of the journal, as a projector would make it: the member's row from the first event, the last state,
/// one entry of wallet 0 per event. A member is due `number` seconds after [`NEW_YEAR`].
pub async fn next_projection(store: &dyn Store, limit: usize) -> Projection {
    let after = store.projected().await.unwrap();
    let journaled = store.journal(after, limit).await.unwrap();
    let mut projection = Projection { after, cursor: after, ..Projection::default() };
    let mut snapshots = BTreeMap::new();
    for journaled in journaled {
        let (seq, fact) = (journaled.seq, journaled.fact);
        projection.cursor = seq;
        if fact.number == 1 {
            projection.members.push(member_row(&fact));
        }
        snapshots.insert(fact.member, snapshot(fact.number, NEW_YEAR.0 + i64::from(fact.number) * 1_000_000));
        let entries = entries(&fact);
        let streamed = Streamed { seq, number: fact.number, event: fact.event, entries };
        projection.streamed.push((fact.member, streamed));
    }
    projection.streamed.sort_by_key(|(member, streamed)| (*member, streamed.number));
    projection.snapshots = snapshots.into_iter().collect();
    let count = projection.streamed.len() as u64;
    if count > 0 {
        projection.totals = vec![Total { wallet: 0, kind: 1, units: count as i64 * 10, entries: count }];
    }
    projection
}

/// Projects the whole journal, `step` facts at a time.
pub async fn project_all(store: &dyn Store, step: usize) {
    while store.projected().await.unwrap() < store.head().await.unwrap() {
        store.project(next_projection(store, step).await).await.unwrap();
    }
}

/// The member's row after the first fact of the stream.
pub fn member_row(first: &Fact) -> MemberRow {
    let joined = match &first.event.body {
        Body::Joined(joined) => joined.clone(),
        _ => Joined::default(),
    };
    MemberRow {
        id: first.member,
        external_id: joined.external_id,
        joined_at: first.event.occurred_at,
        store: joined.store,
        channel: joined.channel,
    }
}

/// A made-up state: opaque bytes.
pub fn snapshot(number: u32, due_at: i64) -> Snapshot {
    Snapshot { number, due_at: Instant(due_at), state: format!("state {number}").into_bytes() }
}
