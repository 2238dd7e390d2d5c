//! `POST /v1/orders`

use crate::context::{Caller, Context};
use crate::dto::{Recorded, accepted};
use crate::problem::{Fault, Problem, codes};
use crate::read::{
    Currency, EventIdText, Integer, JsonBody, MemberText, QuantityText, Text, When, form, maybe_object,
    object, objects,
};
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use std::collections::HashSet;
use tessera_app::{Action, Command, MemberRef};
use tessera_engine::event::{Line, Order, PointsPaid};
use tessera_engine::values::{EventId, MAX_AMOUNT, Quantity};
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, Schema, Type};

/// The most lines of an order.
const MOST_LINES: usize = 1_000;

/// A paid order. What happened beats what was quoted: send what the till took.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderRequest<'a> {
    /// Your id of the order, or the header `Idempotency-Key`. A retry keeps it.
    #[schema(value_type = Option<String>, max_length = 64, example = "0042-7781")]
    pub(crate) event_id: Option<EventIdText>,
    /// The member: `mem_…`, `ext:` and your own number, `card:` and the card's (which earns but does not spend), or `tok_…` of who has shown to be there.
    #[schema(value_type = String, example = "ext:crm-99812")]
    pub(crate) member: MemberText,
    /// Enrol the member first, if nobody has this `ext:` number.
    #[serde(default)]
    pub(crate) create_member: bool,
    /// When it was paid.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:06:02+08:00")]
    pub(crate) occurred_at: When,
    /// The store's code; that of the key if left out.
    #[schema(value_type = Option<String>, max_length = 64, example = "sh-014")]
    #[serde(borrow)]
    pub(crate) store: Option<Text<'a>>,
    /// `pos`, `web`, `app`, ...
    #[schema(value_type = Option<String>, max_length = 64, example = "pos")]
    pub(crate) channel: Option<Text<'a>>,
    /// The price after the order's own discounts, before points pay a part; the sum of the lines where there are lines.
    #[serde(deserialize_with = "object")]
    pub(crate) total: MoneyRequest,
    /// What was bought; may be left out where only the total is known. At most 1000.
    #[serde(default, borrow, deserialize_with = "objects")]
    #[schema(max_items = 1000)]
    pub(crate) lines: Vec<LineRequest<'a>>,
    /// Units that pay a part of the order.
    #[serde(default, borrow, deserialize_with = "maybe_object")]
    pub(crate) redeem: Option<RedeemRequest<'a>>,
}

form!(OrderRequest<'a>);

/// An amount of money, not below zero.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoneyRequest {
    /// In minor units (分): 12900 is 129.00. Whole, never a fraction or an exponent.
    #[schema(value_type = i64, minimum = 0, maximum = 9007199254740991_i64, example = 17400)]
    pub(crate) amount: Integer<0>,
    /// ISO 4217.
    #[schema(value_type = String, pattern = "^[A-Z]{3}$", example = "CNY")]
    pub(crate) currency: Currency,
}

/// A line of an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRequest<'a> {
    /// Unique within the order; a return names it.
    #[schema(value_type = String, max_length = 64, example = "1")]
    #[serde(borrow)]
    line_id: Text<'a>,
    /// The article.
    #[schema(value_type = Option<String>, max_length = 64, example = "6901")]
    sku: Option<Text<'a>>,
    /// The article's category.
    #[schema(value_type = Option<String>, max_length = 64, example = "tea")]
    category: Option<Text<'a>>,
    /// Pieces as an integer, or a text with up to three decimals such as `"0.454"`; 1 if left out.
    #[schema(schema_with = quantity_schema)]
    quantity: Option<QuantityText>,
    /// What the line costs after its own discounts, in minor units. Below zero: a discount on the order.
    #[schema(value_type = i64, minimum = -9007199254740991_i64, maximum = 9007199254740991_i64, example = 17400)]
    amount: Integer<{ -MAX_AMOUNT }>,
}

/// A quantity as [`QuantityText`] reads it.
pub(super) fn quantity_schema() -> Schema {
    let whole = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"^\d{1,10}(\.\d{1,3})?$"));
    let none = ObjectBuilder::new().schema_type(Type::Null);
    Schema::OneOf(OneOfBuilder::new().item(whole).item(text).item(none).build())
}

/// Units of a wallet that pay a part of an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedeemRequest<'a> {
    /// The wallet.
    #[schema(value_type = String, max_length = 64, example = "points")]
    #[serde(borrow)]
    wallet: Text<'a>,
    /// Units to spend; what they pay follows from the program.
    #[schema(value_type = i64, minimum = 1, maximum = 9007199254740991_i64, example = 500)]
    units: Integer<1>,
}

/// 支付订单 · Pay an order
///
/// Records the order, spends the units that pay a part of it, and earns, in one step. The same body again is a replay; the same `event_id` with another body is refused.
#[utoipa::path(post, path = "/v1/orders", operation_id = "pay_order", tag = "orders", request_body = OrderRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<OrderRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let currency = request.total.currency.0.clone();
    let member = request.whose(&api, &caller).await?;
    let command = request.into_command(id.clone(), member, &caller)?;
    let (receipt, replayed) = accepted(api.submit(command).await)?;
    Ok(context.recorded(replayed, &Recorded::of_order(&receipt, id.as_str(), &currency)))
}

impl OrderRequest<'_> {
    /// Whose it is; to spend, the member must be there.
    pub(crate) async fn whose(&self, api: &Api, caller: &Caller) -> Result<MemberRef, Problem> {
        let doing = if self.redeem.is_some() { Doing::Spending } else { Doing::Earning };
        api.whose(self.member.0.clone(), caller, doing).await
    }

    /// The command to record the order under an id.
    pub(crate) fn into_command(
        self,
        id: EventId,
        member: MemberRef,
        caller: &Caller,
    ) -> Result<Command, Problem> {
        self.check_lines()?;
        let lines = self.lines.into_iter().map(|line| Line {
            id: line.line_id.into(),
            sku: line.sku.map(Into::into),
            category: line.category.map(Into::into),
            quantity: line.quantity.map_or(Quantity::pieces(1), |quantity| quantity.0),
            amount: line.amount.0,
        });
        let order = Order {
            store: caller.store(self.store.map(Into::into))?,
            channel: self.channel.map(Into::into),
            lines: lines.collect(),
            amount: self.total.amount.0,
            points_paid: self.redeem.map(|redeem| PointsPaid {
                wallet: redeem.wallet.into(),
                units: redeem.units.0,
                value: 0,
            }),
        };
        let action = Action::Pay { order: Box::new(order), currency: Some(self.total.currency.0) };
        let command = Command::new(id, self.occurred_at.0, member, action);
        Ok(if self.create_member { command.creating_member() } else { command })
    }

    /// The lines add up to the total, and each has its own id.
    fn check_lines(&self) -> Result<(), Problem> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let fault = |fault| Err(Problem::faults(vec![fault]));
        if self.lines.len() > MOST_LINES {
            return fault(Fault::plain("/lines", codes::TOO_MANY));
        }
        let mut seen = HashSet::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            if !seen.insert(line.line_id.as_str()) {
                return fault(Fault::plain(format!("/lines/{index}/line_id"), codes::DUPLICATE_LINE));
            }
        }
        let sum: i128 = self.lines.iter().map(|line| i128::from(line.amount.0)).sum();
        let total = self.total.amount.0;
        if sum != i128::from(total) {
            return fault(Fault::new(
                "/total/amount",
                codes::TOTAL_MISMATCH,
                format!("合计为 {total}，各行之和为 {sum}。"),
                format!("The total is {total}, and the lines add up to {sum}."),
            ));
        }
        Ok(())
    }
}
