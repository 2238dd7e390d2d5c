//! What the load generator sends.

use crate::shop::Running;
use std::borrow::Cow;
use std::sync::Arc;
use tessera_app::Clock;

/// One request.
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: Cow<'static, str>,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

impl Request {
    /// The media type of a batch.
    pub(crate) const NDJSON: &'static str = "application/x-ndjson";

    fn post(path: &'static str, body: String) -> Self {
        Self { method: "POST", path: path.into(), content_type: "application/json", body }
    }

    fn get(path: String) -> Self {
        Self { method: "GET", path: path.into(), content_type: "application/json", body: String::new() }
    }
}

/// Makes the n-th request of a connection.
pub(crate) type Requests = dyn Fn(usize, u64) -> Request + Send + Sync;

/// Orders of three lines, paid now, of members drawn evenly. The run's name makes the ids its own.
pub(crate) fn orders(run: String, members: usize, clock: Arc<Running>) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        Request::post("/v1/orders", order(&run, members, &clock, connection, n, ""))
    })
}

/// Quotes of the same orders.
pub(crate) fn quotes(run: String, members: usize, clock: Arc<Running>) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        Request::post("/v1/quotes", order(&run, members, &clock, connection, n, ""))
    })
}

/// The same orders, so many a request.
pub(crate) fn batches(run: String, members: usize, clock: Arc<Running>, each: u64) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        let rows = (n * each..(n + 1) * each).map(|n| {
            let mut row = order(&run, members, &clock, connection, n, r#""type":"order","#);
            row.push('\n');
            row
        });
        let body = rows.collect();
        Request { content_type: Request::NDJSON, ..Request::post("/v1/batches", body) }
    })
}

/// Redemptions of 100 points.
pub(crate) fn redemptions(run: String, members: usize, clock: Arc<Running>) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        let (member, now) = (draw(connection, n) as usize % members, clock.now());
        let body = format!(
            r#"{{"event_id":"{run}-{connection}-{n}","member":"ext:m{member}","occurred_at":"{now}","wallet":"points","units":100,"purpose":"gift"}}"#
        );
        Request::post("/v1/redemptions", body)
    })
}

/// Reads of one member.
pub(crate) fn members(members: usize) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        Request::get(format!("/v1/members/ext:m{}", draw(connection, n) as usize % members))
    })
}

/// Pages anywhere in the history of a member with so many events.
pub(crate) fn history(member: String, events: u64, limit: u64) -> Arc<Requests> {
    Arc::new(move |connection, n| {
        let after = draw(connection, n) % events.saturating_sub(limit).max(1);
        Request::get(format!("/v1/members/ext:{member}/entries?limit={limit}&after=n{after}"))
    })
}

fn draw(connection: usize, n: u64) -> u64 {
    let draw = (connection as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(n.wrapping_mul(0xd134_2543_de82_ef95));
    (draw ^ (draw >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 20
}

fn order(run: &str, members: usize, clock: &Running, connection: usize, n: u64, first: &str) -> String {
    let draw = draw(connection, n);
    let member = draw as usize % members;
    let amount = 500 + (draw >> 11) % 20_000;
    let total = amount + 12_900 + 2_400;
    let now = clock.now();
    format!(
        r#"{{{first}"event_id":"{run}-{connection}-{n}","member":"ext:m{member}","occurred_at":"{now}","store":"sh-014","channel":"pos","total":{{"amount":{total},"currency":"CNY"}},"lines":[{{"line_id":"1","sku":"6901","category":"tea","quantity":2,"amount":{amount}}},{{"line_id":"2","sku":"7702","category":"cups","quantity":1,"amount":12900}},{{"line_id":"3","sku":"8803","category":"snacks","quantity":3,"amount":2400}}]}}"#
    )
}
