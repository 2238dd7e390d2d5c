//! `POST /v1/adjustments`

use super::record::record;
use crate::context::{Caller, Context};
use crate::dto::Recorded;
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, Integer, JsonBody, MemberText, Text, When, form};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::{Action, Command};
use tessera_engine::event::Adjustment;
use tessera_engine::values::{EventId, MAX_AMOUNT};
use utoipa::ToSchema;

/// A person corrects a wallet by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdjustmentRequest<'a> {
    /// Your id of this request, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "adj-2026-0031")]
    pub(crate) event_id: Option<EventIdText>,
    /// The member: `mem_…`, or `ext:` and your own number.
    #[schema(value_type = String, example = "ext:crm-99812")]
    member: MemberText,
    /// When it happened.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:06:02+08:00")]
    occurred_at: When,
    /// The wallet.
    #[schema(value_type = String, max_length = 64, example = "points")]
    #[serde(borrow)]
    wallet: Text<'a>,
    /// Units to give, or below zero to take; not zero.
    #[schema(value_type = i64, minimum = -9007199254740991_i64, maximum = 9007199254740991_i64, example = 200)]
    units: Integer<{ -MAX_AMOUNT }>,
    /// Why. No personal data.
    #[schema(value_type = String, max_length = 200, example = "补偿：9 月活动积分未到账")]
    reason: Text<'a, 200>,
}

form!(AdjustmentRequest<'a>);

/// 人工调整 · Adjust a wallet by hand
///
/// The name of the key is recorded with it.
#[utoipa::path(post, path = "/v1/adjustments", operation_id = "adjust", tag = "adjustments", request_body = AdjustmentRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<AdjustmentRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    record(&api, context, request.into_command(id, &caller)?).await
}

impl AdjustmentRequest<'_> {
    /// The command to record the adjustment under an id.
    pub(crate) fn into_command(self, id: EventId, caller: &Caller) -> Result<Command, Problem> {
        if self.units.0 == 0 {
            return Err(Problem::faults(vec![Fault::plain("/units", codes::OUT_OF_RANGE)]));
        }
        let adjustment = Adjustment {
            wallet: self.wallet.into(),
            units: self.units.0,
            reason: self.reason.into(),
            by: Some(caller.0.name.clone()),
        };
        Ok(Command::new(id, self.occurred_at.0, self.member.0, Action::Adjust(adjustment)))
    }
}
