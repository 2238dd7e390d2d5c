//! `POST /v1/adjustments`

use super::approvals::{self, Standing, Waiting};
use super::record::record;
use crate::context::{Caller, Context};
use crate::dto::{Recorded, accepted};
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, Integer, JsonBody, MemberText, Named, Text, When, form, from_value};
use crate::state::Api;
use crate::told;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use tessera_app::{Action, Command, MemberRef};
use tessera_engine::event::Adjustment;
use tessera_engine::values::{EventId, MAX_AMOUNT, MemberId};
use tessera_people::{About, ApprovalKind};
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
    pub(crate) member: MemberText,
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
/// Who sent it is recorded with it. What staff ask for above the limit of the settings waits for a second person: then the reply is 202 and names the approval.
#[utoipa::path(post, path = "/v1/adjustments", operation_id = "adjust", tag = "adjustments", request_body = AdjustmentRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>),
        (status = 202, description = "It waits for a second person", body = Waiting)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<AdjustmentRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let member = api.whose(request.member.0.clone(), &caller, Doing::Reading).await?;
    let earlier = approvals::earlier(&api, &[id.as_str()]).await?.remove(id.as_str());
    if earlier.is_none() && !request.needs_approval(&api, &caller, &id).await? {
        let reason = request.reason.as_str().to_owned();
        let command = request.into_command(id, member, &caller.0.name)?;
        return Ok(told::because(record(&api, context, command).await?, &reason));
    }
    let member = api.known_member(&member).await?;
    let asked = request.asked(&id, member);
    let standing = match earlier {
        Some(approval) => approvals::standing(approval, &asked)?,
        None => {
            let about = About { member: Some(member.to_string().into()), refund: None };
            approvals::ask(&api, &caller, ApprovalKind::Adjustment, (asked, about)).await?
        }
    };
    match standing {
        Standing::Waits(approval) => Ok(approvals::waits(context, &approval)),
        Standing::Granted(approval) => {
            let by = &approval.asked_by.name;
            record(&api, context, request.into_command(id, MemberRef::Id(member), by)?).await
        }
    }
}

/// Carries out what was asked for and has been approved.
pub(crate) async fn carry_out(api: &Api, request: &Value, by: &str) -> Result<(), Problem> {
    accepted(api.submit(command(request, by)?).await).map(drop)
}

/// The command of a correction that was asked for by this name.
pub(crate) fn command(request: &Value, by: &str) -> Result<Command, Problem> {
    let mut request = from_value::<AdjustmentRequest>(request)?;
    let id = request.event_id.take().ok_or_else(|| Problem::new(codes::MISSING_EVENT_ID))?.0;
    let Named::Known(member) = request.member.0.clone() else {
        return Err(Problem::new(codes::BAD_REFERENCE));
    };
    request.into_command(id, member, by)
}

impl AdjustmentRequest<'_> {
    /// Whether a second person has to approve it. What a key sends needs none: whoever made the key has decided that. What was recorded before gets its first answer,
    /// whatever the limit is by now.
    pub(crate) async fn needs_approval(
        &self,
        api: &Api,
        caller: &Caller,
        id: &EventId,
    ) -> Result<bool, Problem> {
        if caller.0.staff().is_none() {
            return Ok(false);
        }
        let rules = api.people.approval_rules().await?;
        Ok(self.units.0.saturating_abs() > rules.adjust_above
            && api.people.needs_second(&caller.0.id, caller.0.store.as_deref()).await?
            && !api.app.is_recorded(id).await?)
    }

    /// The request as it waits for approval.
    pub(crate) fn asked(&self, id: &EventId, member: MemberId) -> Value {
        json!({
            "event_id": id.as_str(),
            "member": member.to_string(),
            "occurred_at": self.occurred_at.0.to_string(),
            "wallet": self.wallet.as_str(),
            "units": self.units.0,
            "reason": self.reason.as_str(),
        })
    }

    /// The command to record the adjustment under an id.
    pub(crate) fn into_command(self, id: EventId, member: MemberRef, by: &str) -> Result<Command, Problem> {
        if self.units.0 == 0 {
            return Err(Problem::faults(vec![Fault::plain("/units", codes::OUT_OF_RANGE)]));
        }
        let adjustment = Adjustment {
            wallet: self.wallet.into(),
            units: self.units.0,
            reason: self.reason.into(),
            by: Some(by.into()),
        };
        Ok(Command::new(id, self.occurred_at.0, member, Action::Adjust(adjustment)))
    }
}
