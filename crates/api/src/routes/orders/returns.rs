//! `POST /v1/orders/{order}/returns`

use super::get::no_order;
use super::pay::MoneyRequest;
use super::returns_approval::{self, Done};
use crate::context::{Caller, Context};
use crate::dto::{InForce, Parked, Recorded, accepted};
use crate::problem::{Fault, Problem, codes};
use crate::read::{
    EventIdText, Integer, JsonBody, QuantityText, Text, When, form, maybe_object, objects, order_in_path,
};
use crate::routes::approvals::{Waiting, waits};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tessera_app::{Action, Answer, Command, MemberRef};
use tessera_engine::event::{Return, ReturnedLine, ReturnedPart};
use tessera_engine::values::EventId;
use utoipa::ToSchema;

/// The most lines of a return.
const MOST_LINES: usize = 1_000;

/// Lines and/or an amount of an order came back. Many per order, each under its own `event_id`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnRequest<'a> {
    /// Your id of the return, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "0042-7790")]
    pub(crate) event_id: Option<EventIdText>,
    /// When it came back.
    #[schema(value_type = String, format = DateTime, example = "2026-11-23T11:00:00+08:00")]
    occurred_at: When,
    /// Lines that came back; at most 1000.
    #[serde(default, borrow, deserialize_with = "objects")]
    #[schema(max_items = 1000)]
    lines: Vec<ReturnedLineRequest<'a>>,
    /// An amount given back on the order as a whole; the goods stay.
    #[serde(default, deserialize_with = "maybe_object")]
    amount: Option<MoneyRequest>,
    /// Why, in your own words. No personal data.
    #[schema(value_type = Option<String>, max_length = 200)]
    reason: Option<Text<'a, 200>>,
}

form!(ReturnRequest<'a>);

/// A line that came back: so many pieces of it, an amount of it, or, with neither, all that is left of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnedLineRequest<'a> {
    /// The line of the order.
    #[schema(value_type = String, max_length = 64, example = "1")]
    #[serde(borrow)]
    line_id: Text<'a>,
    /// How much of it came back: pieces as an integer, or a text with up to three decimals.
    #[schema(schema_with = super::pay::quantity_schema)]
    quantity: Option<QuantityText>,
    /// How much of its price was given back, in minor units; the goods stay.
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 9007199254740991_i64)]
    amount: Option<Integer<1>>,
}

/// 退货 · Return lines or an amount of an order
///
/// Afterwards the member has what buying only the kept lines would have given. A return that comes before its order is parked, and applied when the order comes.
/// What staff take back waits for a second person where more money than the limit of the settings is handed back on the order, earlier returns of it included: then the reply is 202 and names the approval.
/// Sent again under its id it goes on waiting, gets its first answer once it was approved, and is refused as `not-approved` once it was rejected.
#[utoipa::path(post, path = "/v1/orders/{order}/returns", operation_id = "return_order", tag = "orders",
    params(("order" = String, Path, description = "`ord_…`, or `ext:` and the event_id it was sent with")),
    request_body = ReturnRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>),
        (status = 202, description = "It waits for a second person, or for its order, which is not here yet", body = Later<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(order): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let order = api.event_id(order_in_path(&order)?).await.map_err(no_order)?;
    let mut request = body.parse::<ReturnRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let command = request.into_command(id.clone(), order)?;
    // On the heap: every request would carry the room for it.
    let answer = match Box::pin(returns_approval::submit(&api, &caller, command)).await? {
        Done::Answered(answer) => answer,
        Done::Waits(approval) => return Ok(waits(context, &approval)),
    };
    if let Answer::Parked { waiting_for } = &answer {
        return Ok(context.reply(StatusCode::ACCEPTED, &Parked::of(&id, waiting_for)));
    }
    let (receipt, replayed) = accepted(answer).map_err(no_order)?;
    Ok(context.recorded(replayed, &Recorded::of_event(&receipt, id.as_str(), &InForce::of(&api.app))))
}

/// What a return waits for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described; each is sent as itself")]
pub(crate) enum Later<'a> {
    Approval(Waiting),
    Order(Parked<'a>),
}

/// Carries out what was asked for and has been approved. One whose order is not here yet goes on waiting for that.
pub(crate) async fn carry_out(api: &Api, request: &Value) -> Result<(), Problem> {
    match api.submit(returns_approval::command(api, request).await?).await {
        Answer::Parked { .. } => Ok(()),
        answer => accepted(answer).map(drop).map_err(no_order),
    }
}

impl ReturnRequest<'_> {
    /// The command to record the return of an order under an id.
    pub(crate) fn into_command(self, id: EventId, order: EventId) -> Result<Command, Problem> {
        if self.lines.is_empty() && self.amount.as_ref().is_none_or(|money| money.amount.0 == 0) {
            return Err(Problem::faults(vec![Fault::plain("", codes::NOTHING_RETURNED)]));
        }
        if self.lines.len() > MOST_LINES {
            return Err(Problem::faults(vec![Fault::plain("/lines", codes::TOO_MANY)]));
        }
        let lines = self.lines.into_iter().enumerate().map(|(index, line)| line.read(index));
        let currency = self.amount.as_ref().map(|money| money.currency.0.clone());
        let returned = Return {
            order,
            lines: lines.collect::<Result<_, _>>().map_err(|fault| Problem::faults(vec![fault]))?,
            amount: self.amount.map_or(0, |money| money.amount.0),
            reason: self.reason.map(Into::into),
        };
        Ok(Command::new(
            id,
            self.occurred_at.0,
            MemberRef::OfOrder,
            Action::Return { returned: Box::new(returned), currency, unapproved_up_to: None },
        ))
    }
}

impl ReturnedLineRequest<'_> {
    fn read(self, index: usize) -> Result<ReturnedLine, Fault> {
        let part = match (self.quantity, self.amount) {
            (None, None) => ReturnedPart::Whole,
            (Some(quantity), None) if quantity.0.0 > 0 => ReturnedPart::Quantity(quantity.0),
            (Some(_), None) => {
                return Err(Fault::plain(format!("/lines/{index}/quantity"), codes::OUT_OF_RANGE));
            }
            (None, Some(amount)) => ReturnedPart::Amount(amount.0),
            (Some(_), Some(_)) => {
                return Err(Fault::new(
                    format!("/lines/{index}"),
                    codes::INVALID_FIELD,
                    "quantity 与 amount 只能给一个。",
                    "Give `quantity` or `amount`, not both.",
                ));
            }
        };
        Ok(ReturnedLine { line: self.line_id.into(), part })
    }
}
