//! `POST /v1/orders/{order}/returns/quote`

use super::get::no_order;
use super::returns::ReturnRequest;
use super::returns_approval;
use crate::Lang;
use crate::context::{Caller, Context};
use crate::dto::{Effect, Money, ReceiptReply, Refused, shown_or_null};
use crate::problem::{Problem, codes};
use crate::read::{JsonBody, order_in_path};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use tessera_app::Quote;
use tessera_engine::values::{EventId, MemberId};
use utoipa::ToSchema;

/// What a return would take from the member and give back.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReturnQuoteReply<'a> {
    /// The member; `null` where the order is not here yet.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, example = "mem_0193f000000070008000000000000001")]
    member: Option<MemberId>,
    /// Why the return would be refused as it stands; then the rest shows the member as is.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
    /// The event_id of the order that the return would wait for, which is not here yet: what it takes and gives back is known once that has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_for: Option<&'a str>,
    /// What would be handed back in money: what units paid comes back as units. Left out where the return would be refused, and where that depends on the prices of an order that
    /// is not here yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    refund: Option<Money<'a>>,
    /// Whether it would wait for a second person, sent by who asks now: more than the limit of the settings would have been handed back on the order.
    needs_approval: bool,
    /// What the receipt would show.
    receipt: ReceiptReply<'a>,
}

/// 试算退货 · Quote a return
///
/// Takes the body of a return, with or without `event_id`, and says what returning would do. Has no effect and asks nobody.
#[utoipa::path(post, path = "/v1/orders/{order}/returns/quote", operation_id = "quote_return", tag = "orders",
    params(("order" = String, Path, description = "`ord_…`, or `ext:` and the event_id it was sent with")),
    request_body = ReturnRequest<'static>,
    responses((status = 200, description = "The quote", body = ReturnQuoteReply<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(order): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let order = api.event_id(order_in_path(&order)?).await.map_err(no_order)?;
    let mut request = body.parse::<ReturnRequest>()?;
    let id = match request.event_id.take() {
        Some(id) => id.0,
        None => EventId::new("quote").ok_or_else(|| Problem::new(codes::INTERNAL))?,
    };
    let limit = returns_approval::limit_of_rules(&api, &caller).await?;
    let command = request.into_command(id, order)?.unapproved_up_to(limit);
    let quote = api.app.quote(command).await.map_err(|error| no_order(error.into()))?;
    // Only what is above the limit has to know whether there is somebody to ask.
    let needs_approval = quote.needs_approval && !returns_approval::has_nobody_to_ask(&api, &caller).await?;
    Ok(context.ok(&ReturnQuoteReply::of(&quote, needs_approval, context.lang)))
}

impl<'a> ReturnQuoteReply<'a> {
    fn of(quote: &'a Quote, needs_approval: bool, lang: Lang) -> Self {
        let refund = quote.refund.as_ref();
        let effect = Effect {
            paid: None,
            entries: &quote.entries,
            balances: &quote.balances,
            tier: quote.tier.as_deref(),
            tier_before: quote.tier_before.as_ref().map(Option::as_deref),
        };
        Self {
            member: quote.member,
            refused: quote.refusal.as_ref().map(|refusal| Refused::of(refusal, lang)),
            waiting_for: quote.waiting_for.as_ref().map(EventId::as_str),
            refund: refund
                .and_then(|refund| refund.amount.map(|amount| Money { amount, currency: &refund.currency })),
            needs_approval,
            receipt: ReceiptReply::of(&effect, refund.map_or("", |refund| &refund.currency)),
        }
    }
}
