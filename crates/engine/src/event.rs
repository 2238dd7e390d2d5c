//! Events: the immutable facts of one member's stream.
//!
//! An event says what happened and when; it holds no personal data and nothing that the fold can derive. Wallets, tiers and
//! activities are named by text, so that a fact outlives the program version it was recorded under.

use crate::values::{EventId, Instant, Quantity};
use std::cmp::Ordering;

/// One fact in a member's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The caller's id. An order, a redemption or an adjustment is addressed by it.
    pub id: EventId,
    /// When it happened: business time. Rules, caps, tiers and expiry go by this.
    pub occurred_at: Instant,
    /// When the store recorded it. Never before the recording of the member's previous event.
    pub recorded_at: Instant,
    /// A digest of the command as the caller sent it; tells a retry from another command under the same id.
    pub fingerprint: [u8; 16],
    /// What happened.
    pub body: Body,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The member joined. At most the first one counts.
    Joined(Joined),
    /// The member's tags were replaced by these.
    Tagged(Box<[Box<str>]>),
    /// An order was paid.
    OrderPaid(Box<Order>),
    /// Lines or an amount of an order came back.
    OrderReturned(Box<Return>),
    /// A check-in, a review, a share, ...: what earns a fixed number of units.
    ActivityDone(Activity),
    /// Units were spent outside an order (a voucher at the counter, a gift).
    Redeemed(Redemption),
    /// A person corrected a wallet by hand.
    Adjusted(Adjustment),
    /// Nothing happened but time: what fell due by `occurred_at` was booked. Written by the sweep.
    TimePassed,
    /// A command was refused. It changes nothing; it is kept so that a retry gets the same answer.
    Refused(Refused),
}

/// See [`Body::Joined`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Joined {
    /// The retailer's own number for the member, unique per deployment. Not personal data by contract.
    pub external_id: Option<Box<str>>,
    /// Where the member joined: `pos`, `web`, `wechat`, ...
    pub channel: Option<Box<str>>,
    /// The store that won the member.
    pub store: Option<Box<str>>,
}

/// A paid order. Its id is the event's id.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Order {
    /// The store's code.
    pub store: Option<Box<str>>,
    /// `pos`, `web`, `app`, ...
    pub channel: Option<Box<str>>,
    /// What was bought. May be empty when only the amount is known.
    pub lines: Box<[Line]>,
    /// The price of the order after its own discounts and before points pay a part, in minor units; never negative.
    /// Equals the sum of the lines where there are lines.
    pub amount: i64,
    /// Units that paid a part of the order.
    pub points_paid: Option<PointsPaid>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// Unique within the order.
    pub id: Box<str>,
    /// The article's code.
    pub sku: Option<Box<str>>,
    /// The article's category.
    pub category: Option<Box<str>>,
    /// How much of it. May be zero for visits and services.
    pub quantity: Quantity,
    /// What the line costs after its own discounts, in minor units. A line below zero is a discount on the order.
    pub amount: i64,
}

/// Units of a wallet that paid a part of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsPaid {
    /// The wallet's name.
    pub wallet: Box<str>,
    /// Units spent; more than zero.
    pub units: i64,
    /// What they paid, in minor units; at most the order's amount.
    pub value: i64,
}

/// Lines and/or an amount of an order that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The id of the order's event.
    pub order: EventId,
    /// Lines, by quantity or by amount.
    pub lines: Box<[ReturnedLine]>,
    /// An amount given back on the order as a whole, in minor units, spread over what is kept.
    pub amount: i64,
    /// Why, in the words of the caller.
    pub reason: Option<Box<str>>,
}

/// A returned line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedLine {
    /// The line's id.
    pub line: Box<str>,
    /// How much of it came back.
    pub part: ReturnedPart,
}

/// How much of a line came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnedPart {
    /// So many pieces (thousandths); their amount is their share of the line.
    Quantity(Quantity),
    /// So much money, in minor units; the goods stay.
    Amount(i64),
    /// All that is left of it.
    Whole,
}

/// See [`Body::ActivityDone`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Which activity: `check_in`, `review`, ...: what the program's rules name.
    pub kind: Box<str>,
    /// `pos`, `web`, `app`, ...
    pub channel: Option<Box<str>>,
    /// The store's code, where there is one.
    pub store: Option<Box<str>>,
}

/// See [`Body::Redeemed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// The wallet's name.
    pub wallet: Box<str>,
    /// Units spent; more than zero.
    pub units: i64,
    /// What they bought, in minor units; zero where the program sets no value.
    pub value: i64,
    /// What for, in the words of the caller.
    pub purpose: Option<Box<str>>,
}

/// See [`Body::Adjusted`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The wallet's name.
    pub wallet: Box<str>,
    /// Units given (more than zero) or taken (less than zero).
    pub units: i64,
    /// Why: required.
    pub reason: Box<str>,
    /// Who did it: a staff or key name, never personal data of a member.
    pub by: Option<Box<str>>,
}

/// See [`Body::Refused`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which kind of command: `order`, `return`, `redemption`, ...
    pub command: Box<str>,
    /// The stable code of the refusal and its figures.
    pub refusal: crate::decide::Refusal,
}

impl Event {
    /// Where the event stands in business order.
    pub fn position(&self) -> Position<'_> {
        Position { at: self.occurred_at, class: self.body.class(), id: &self.id }
    }
}

impl Body {
    /// At one instant: first who the member is, then what earns, then what spends, then what comes back, then what
    /// only marks time.
    pub fn class(&self) -> u8 {
        match self {
            Self::Joined(_) => 0,
            Self::Tagged(_) => 1,
            Self::OrderPaid(_) | Self::ActivityDone(_) => 2,
            Self::Adjusted(adjustment) if adjustment.units >= 0 => 3,
            Self::Adjusted(_) | Self::Redeemed(_) => 4,
            Self::OrderReturned(_) => 5,
            Self::TimePassed | Self::Refused(_) => 6,
        }
    }

    /// The name of the kind of event, as the API and reports write it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Joined(_) => "joined",
            Self::Tagged(_) => "tagged",
            Self::OrderPaid(_) => "order_paid",
            Self::OrderReturned(_) => "order_returned",
            Self::ActivityDone(_) => "activity_done",
            Self::Redeemed(_) => "redeemed",
            Self::Adjusted(_) => "adjusted",
            Self::TimePassed => "time_passed",
            Self::Refused(_) => "refused",
        }
    }
}

/// An event's place in business order: by instant, then class, then the natural order of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    /// When it happened.
    pub at: Instant,
    /// See [`Body::class`].
    pub class: u8,
    /// The event's id.
    pub id: &'a EventId,
}

impl Ord for Position<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at).then(self.class.cmp(&other.class)).then_with(|| self.id.cmp(other.id))
    }
}

impl PartialOrd for Position<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
