//! What facts look like when written. Fields are numbered for ever: see the module above.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

#[derive(Encode, Decode)]
pub(super) struct FactRow<'a> {
    #[n(0)]
    pub(super) member: ByteArray<16>,
    #[n(1)]
    pub(super) number: u32,
    #[b(2)]
    pub(super) event: EventRow<'a>,
}

#[derive(Encode, Decode)]
pub(super) struct EventRow<'a> {
    #[b(0)]
    pub(super) id: &'a str,
    /// Microseconds since 1970.
    #[n(1)]
    pub(super) occurred_at: i64,
    /// Microseconds from then to the recording; wraps, so that every pair of instants comes back as it was.
    #[n(2)]
    pub(super) recorded_after: i64,
    #[n(3)]
    pub(super) fingerprint: ByteArray<16>,
    #[b(4)]
    pub(super) body: BodyRow<'a>,
}

#[derive(Encode, Decode)]
pub(super) enum BodyRow<'a> {
    #[n(0)]
    Joined {
        #[b(0)]
        external_id: Option<&'a str>,
        #[b(1)]
        channel: Option<&'a str>,
        #[b(2)]
        store: Option<&'a str>,
    },
    #[n(1)]
    Tagged(#[b(0)] Vec<&'a str>),
    #[n(2)]
    OrderPaid {
        #[n(0)]
        amount: i64,
        #[b(1)]
        lines: Vec<LineRow<'a>>,
        #[b(2)]
        store: Option<&'a str>,
        #[b(3)]
        channel: Option<&'a str>,
        #[b(4)]
        points_paid: Option<PointsPaidRow<'a>>,
    },
    #[n(3)]
    OrderReturned {
        #[b(0)]
        order: &'a str,
        #[b(1)]
        lines: Vec<ReturnedLineRow<'a>>,
        #[n(2)]
        amount: i64,
        #[b(3)]
        reason: Option<&'a str>,
    },
    #[n(4)]
    ActivityDone {
        #[b(0)]
        kind: &'a str,
        #[b(1)]
        channel: Option<&'a str>,
        #[b(2)]
        store: Option<&'a str>,
    },
    #[n(5)]
    Redeemed {
        #[b(0)]
        wallet: &'a str,
        #[n(1)]
        units: i64,
        #[n(2)]
        value: i64,
        #[b(3)]
        purpose: Option<&'a str>,
    },
    #[n(6)]
    Adjusted {
        #[b(0)]
        wallet: &'a str,
        #[n(1)]
        units: i64,
        #[b(2)]
        reason: &'a str,
        #[b(3)]
        by: Option<&'a str>,
    },
    #[n(7)]
    TimePassed,
    #[n(8)]
    Refused {
        #[b(0)]
        command: &'a str,
        #[b(1)]
        code: &'a str,
        #[b(2)]
        figures: Vec<FigureRow<'a>>,
        #[b(3)]
        subject: Option<&'a str>,
    },
}

#[derive(Encode, Decode)]
pub(super) struct LineRow<'a> {
    #[b(0)]
    pub(super) id: &'a str,
    /// Thousandths.
    #[n(1)]
    pub(super) quantity: i64,
    #[n(2)]
    pub(super) amount: i64,
    #[b(3)]
    pub(super) sku: Option<&'a str>,
    #[b(4)]
    pub(super) category: Option<&'a str>,
}

#[derive(Encode, Decode)]
pub(super) struct PointsPaidRow<'a> {
    #[b(0)]
    pub(super) wallet: &'a str,
    #[n(1)]
    pub(super) units: i64,
    #[n(2)]
    pub(super) value: i64,
}

#[derive(Encode, Decode)]
pub(super) struct ReturnedLineRow<'a> {
    #[b(0)]
    pub(super) line: &'a str,
    #[n(1)]
    pub(super) part: PartRow,
}

#[derive(Encode, Decode)]
pub(super) enum PartRow {
    #[n(0)]
    Whole,
    /// Thousandths.
    #[n(1)]
    Quantity(#[n(0)] i64),
    #[n(2)]
    Amount(#[n(0)] i64),
}

#[derive(Encode, Decode)]
pub(super) struct FigureRow<'a> {
    #[b(0)]
    pub(super) name: &'a str,
    #[n(1)]
    pub(super) figure: i64,
}
