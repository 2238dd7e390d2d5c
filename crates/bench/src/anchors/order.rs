//! The order as the anchors read it: borrowed from the request.

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Order<'a> {
    pub(super) total: Money<'a>,
    pub(super) event_id: &'a str,
    pub(super) member: &'a str,
    pub(super) occurred_at: &'a str,
    pub(super) store: &'a str,
    pub(super) channel: &'a str,
    #[serde(borrow)]
    pub(super) lines: Vec<Line<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Money<'a> {
    pub(super) amount: i64,
    #[expect(dead_code, reason = "parsed, as the order is, and not looked at")]
    pub(super) currency: &'a str,
}

#[derive(Deserialize)]
pub(super) struct Line<'a> {
    pub(super) line_id: &'a str,
    pub(super) sku: &'a str,
    pub(super) category: &'a str,
    pub(super) quantity: i64,
    pub(super) amount: i64,
}
