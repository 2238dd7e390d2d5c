//! `POST /v1/redemptions`

use super::record::record;
use crate::context::{Caller, Context};
use crate::dto::Recorded;
use crate::problem::Problem;
use crate::read::{EventIdText, Integer, JsonBody, MemberText, Text, When, form};
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::{Action, Command, MemberRef};
use tessera_engine::event::Redemption;
use tessera_engine::values::EventId;
use utoipa::ToSchema;

/// Units are spent outside an order: a voucher at the counter, a gift.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedemptionRequest<'a> {
    /// Your id of this request, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "gift-0042-118")]
    pub(crate) event_id: Option<EventIdText>,
    /// The member: `mem_…`, `ext:` and your own number, or `tok_…` of who has shown to be there.
    #[schema(value_type = String, example = "ext:crm-99812")]
    pub(crate) member: MemberText,
    /// When it happened.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:06:02+08:00")]
    occurred_at: When,
    /// The wallet.
    #[schema(value_type = String, max_length = 64, example = "points")]
    #[serde(borrow)]
    wallet: Text<'a>,
    /// Units to spend.
    #[schema(value_type = i64, minimum = 1, maximum = 9007199254740991_i64, example = 1000)]
    units: Integer<1>,
    /// What for, in your own words. No personal data.
    #[schema(value_type = Option<String>, max_length = 200, example = "10元优惠券")]
    purpose: Option<Text<'a, 200>>,
}

form!(RedemptionRequest<'a>);

/// 兑换 · Redeem units
///
/// Refused with `insufficient-points` and what is available if there are fewer. Of many at once never more succeed than the balance covers.
#[utoipa::path(post, path = "/v1/redemptions", operation_id = "redeem", tag = "redemptions", request_body = RedemptionRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<RedemptionRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let member = api.whose(request.member.0.clone(), &caller, Doing::Spending).await?;
    record(&api, context, request.into_command(id, member)).await
}

impl RedemptionRequest<'_> {
    /// The command to record the redemption under an id.
    pub(crate) fn into_command(self, id: EventId, member: MemberRef) -> Command {
        let redemption = Redemption {
            wallet: self.wallet.into(),
            units: self.units.0,
            value: 0,
            purpose: self.purpose.map(Into::into),
        };
        Command::new(id, self.occurred_at.0, member, Action::Redeem(redemption))
    }
}
