//! Commands: what callers ask to be recorded.

mod checks;

use crate::error::AppError;
use sha2::{Digest, Sha256};
use tessera_engine::event::{Activity, Adjustment, Joined, Order, Redemption, Return};
use tessera_engine::values::{EventId, Instant, MemberId};

/// What the ids of events begin with that book what time alone changed. Callers cannot take them, so nobody has to look whether they did.
pub(crate) const DUE: &str = "due:";

/// A request to record something of one member.
///
/// A command may be sent again: under the same event id and with the same content it gets its first answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The caller's id; the id of the order, redemption or adjustment that comes of it.
    pub event_id: EventId,
    /// A digest of the content as the caller sent it. [`Command::new`] computes it.
    pub fingerprint: [u8; 16],
    /// When it happened.
    pub occurred_at: Instant,
    /// Whose it is.
    pub member: MemberRef,
    /// What happened.
    pub action: Action,
    /// For a member named by external id whom nobody knows: join the member first, at the instant of this command.
    pub create_member: bool,
}

/// How a command or a question names a member.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MemberRef {
    /// By our id.
    Id(MemberId),
    /// By the retailer's own number.
    External(Box<str>),
    /// For returns: whoever bought the order.
    OfOrder,
    /// For joining: nobody yet. If [`Joined::external_id`] is known already, that member.
    New,
    /// For joining: this member, whose id was given out before and who may have joined under it already. A known [`Joined::external_id`] goes first.
    Given(MemberId),
}

/// What a command asks to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The member joins.
    Join(Joined),
    /// The member's tags are now these.
    Tag(Box<[Box<str>]>),
    /// An order was paid. [`PointsPaid::value`](tessera_engine::event::PointsPaid::value) is filled in by the program.
    Pay {
        /// The order; its id is the event id.
        order: Box<Order>,
        /// The currency the caller speaks of; `None`: the program's.
        currency: Option<Box<str>>,
    },
    /// Lines or an amount of an order came back.
    Return {
        /// What came back.
        returned: Box<Return>,
        /// The currency the caller speaks of; `None`: the program's.
        currency: Option<Box<str>>,
        /// The most that may have been handed back on the order after it, earlier returns included, unless somebody has approved more; in minor units. `None`: any
        /// amount. It is no part of the content: under another limit it is the same command.
        unapproved_up_to: Option<i64>,
    },
    /// What earns a fixed number of units happened.
    Activity(Activity),
    /// Units are spent outside an order. The value is filled in by the program.
    Redeem(Redemption),
    /// A person corrects a wallet.
    Adjust(Adjustment),
}

impl Action {
    /// The name of the kind of command, as refusals record it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Join(_) => "join",
            Self::Tag(_) => "tag",
            Self::Pay { .. } => "order",
            Self::Return { .. } => "return",
            Self::Activity(_) => "activity",
            Self::Redeem(_) => "redemption",
            Self::Adjust(_) => "adjustment",
        }
    }
}

impl Command {
    /// A command for a member, with the fingerprint of its content. Does not create members.
    pub fn new(event_id: EventId, occurred_at: Instant, member: MemberRef, action: Action) -> Self {
        let fingerprint = fingerprint(occurred_at, &member, &action);
        Self { event_id, fingerprint, occurred_at, member, action, create_member: false }
    }

    /// Whether the command can be decided at all: what no event may carry never reaches the pipeline.
    pub(crate) fn check(&self) -> Result<(), AppError> {
        checks::check(self)
    }

    /// The same command, sent together with something else that is done beside it (tags, say): sent again with something else it is another.
    #[must_use]
    pub fn beside<'t>(mut self, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut digest = Content(Sha256::new());
        digest.0.update(self.fingerprint);
        texts.into_iter().for_each(|text| digest.text(text));
        self.fingerprint.copy_from_slice(&digest.0.finalize()[..16]);
        self
    }

    /// The same return, above this limit only once somebody has approved it; any other command as it is.
    #[must_use]
    pub fn unapproved_up_to(mut self, limit: Option<i64>) -> Self {
        if let Action::Return { unapproved_up_to, .. } = &mut self.action {
            *unapproved_up_to = limit;
        }
        self
    }

    /// The same command, which joins an unknown member first.
    #[must_use]
    pub fn creating_member(mut self) -> Self {
        self.create_member = true;
        self
    }
}

/// A digest of a command's content: equal for equal content on every machine and in every version.
fn fingerprint(occurred_at: Instant, member: &MemberRef, action: &Action) -> [u8; 16] {
    let mut digest = Content(Sha256::new());
    digest.number(occurred_at.0);
    match member {
        MemberRef::Id(id) => {
            digest.tag(1);
            digest.0.update(id.0.to_le_bytes());
        }
        MemberRef::External(id) => {
            digest.tag(2);
            digest.text(id);
        }
        MemberRef::OfOrder => digest.tag(3),
        // An id given out for a request is no part of what its sender said.
        MemberRef::New | MemberRef::Given(_) => digest.tag(4),
    }
    digest.action(action);
    let mut short = [0; 16];
    short.copy_from_slice(&digest.0.finalize()[..16]);
    short
}

/// Feeds values into a digest so that no two contents run together: numbers in fixed length, texts with their length.
struct Content(Sha256);

impl Content {
    fn tag(&mut self, tag: u8) {
        self.0.update([tag]);
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.number(-1),
            Some(text) => self.text(text),
        }
    }

    fn action(&mut self, action: &Action) {
        self.text(action.name());
        match action {
            Action::Join(joined) => {
                self.optional(joined.external_id.as_deref());
                self.optional(joined.channel.as_deref());
                self.optional(joined.store.as_deref());
            }
            Action::Tag(tags) => {
                self.number(tags.len() as i64);
                tags.iter().for_each(|tag| self.text(tag));
            }
            Action::Pay { order, currency } => self.order(order, currency.as_deref()),
            Action::Return { returned, currency, unapproved_up_to: _ } => {
                self.returned(returned);
                // Left out where it is not said, as it was before it could be said.
                currency.iter().for_each(|currency| self.text(currency));
            }
            Action::Activity(activity) => {
                self.text(&activity.kind);
                self.optional(activity.channel.as_deref());
                self.optional(activity.store.as_deref());
            }
            Action::Redeem(redemption) => {
                self.text(&redemption.wallet);
                self.number(redemption.units);
                self.optional(redemption.purpose.as_deref());
            }
            Action::Adjust(adjustment) => {
                self.text(&adjustment.wallet);
                self.number(adjustment.units);
                self.text(&adjustment.reason);
                self.optional(adjustment.by.as_deref());
            }
        }
    }

    fn order(&mut self, order: &Order, currency: Option<&str>) {
        self.optional(order.store.as_deref());
        self.optional(order.channel.as_deref());
        self.optional(currency);
        self.number(order.amount);
        self.number(order.lines.len() as i64);
        for line in &order.lines {
            self.text(&line.id);
            self.optional(line.sku.as_deref());
            self.optional(line.category.as_deref());
            self.number(line.quantity.0);
            self.number(line.amount);
        }
        self.optional(order.points_paid.as_ref().map(|paid| &*paid.wallet));
        self.number(order.points_paid.as_ref().map_or(0, |paid| paid.units));
    }

    fn returned(&mut self, returned: &Return) {
        use tessera_engine::event::ReturnedPart;
        self.text(returned.order.as_str());
        self.number(returned.amount);
        self.optional(returned.reason.as_deref());
        self.number(returned.lines.len() as i64);
        for line in &returned.lines {
            self.text(&line.line);
            let (tag, number) = match line.part {
                ReturnedPart::Quantity(quantity) => (1, quantity.0),
                ReturnedPart::Amount(amount) => (2, amount),
                ReturnedPart::Whole => (3, 0),
            };
            self.tag(tag);
            self.number(number);
        }
    }
}
