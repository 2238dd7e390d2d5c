//! `POST /v1/quotes`

use super::orders::pay::OrderRequest;
use crate::Lang;
use crate::context::{Caller, Context};
use crate::dto::{Effect, Explanation, Money, ReceiptReply, Refused, shown_or_null};
use crate::problem::{Problem, codes};
use crate::read::JsonBody;
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use tessera_app::Quote;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{EventId, MemberId};
use utoipa::ToSchema;

/// What an order would cost, earn and spend.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuoteReply<'a> {
    /// The member; `null` where the order would enrol the member.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, example = "mem_0193f000000070008000000000000001")]
    member: Option<MemberId>,
    /// The price.
    total: Money<'a>,
    /// What is left to pay after the units that pay a part.
    to_pay: Money<'a>,
    /// Why the order would be refused as it stands; then the rest shows the member as is.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
    /// What the receipt would show.
    receipt: ReceiptReply<'a>,
    /// Which rules would apply, and why the others would not.
    explanation: Explanation<'a>,
}

/// 试算 · Quote an order
///
/// Takes the body of an order, with or without `event_id`, and says what paying it would do. Has no effect and holds nothing.
#[utoipa::path(post, path = "/v1/quotes", operation_id = "quote_order", tag = "orders", request_body = OrderRequest<'static>,
    responses((status = 200, description = "The quote", body = QuoteReply<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<OrderRequest>()?;
    let id = match request.event_id.take() {
        Some(id) => id.0,
        None => EventId::new("quote").ok_or_else(|| Problem::new(codes::INTERNAL))?,
    };
    let (amount, currency) = (request.total.amount.0, request.total.currency.0.clone());
    // Asking spends nothing: what a card number may not do is told, not refused, until it is paid.
    let member = api.whose(request.member.0.clone(), &caller, Doing::Reading).await?;
    let quote = api.app.quote(request.into_command(id, member, &caller)?).await?;
    let stores = api.store_names().await;
    Ok(context.ok(&QuoteReply::of(&quote, (amount, &currency), &stores, context.lang)))
}

impl<'a> QuoteReply<'a> {
    /// The quote of an order of this price.
    pub(super) fn of(
        quote: &'a Quote,
        (amount, currency): (i64, &'a str),
        stores: &StoreNames,
        lang: Lang,
    ) -> Self {
        let paid = quote.paid.as_ref().map_or(0, |paid| paid.value);
        let effect = Effect {
            paid: quote.paid.as_ref(),
            entries: &quote.entries,
            balances: &quote.balances,
            tier: quote.tier.as_deref(),
            tier_before: quote.tier_before.as_ref().map(Option::as_deref),
        };
        Self {
            member: quote.member,
            total: Money { amount, currency },
            to_pay: Money { amount: amount.saturating_sub(paid), currency },
            refused: quote.refusal.as_ref().map(|refusal| Refused::of(refusal, lang)),
            receipt: ReceiptReply::of(&effect, currency),
            explanation: Explanation::of(&quote.explanation, stores, lang),
        }
    }
}
