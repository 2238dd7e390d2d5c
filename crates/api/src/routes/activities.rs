//! `POST /v1/activities`

use super::record::record;
use crate::context::{Caller, Context};
use crate::dto::Recorded;
use crate::problem::Problem;
use crate::read::{EventIdText, JsonBody, MemberText, Text, When, form};
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::{Action, Command, MemberRef};
use tessera_engine::event::Activity;
use tessera_engine::values::EventId;
use utoipa::ToSchema;

/// The member did something that the program rewards: a check-in, a review, a share.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActivityRequest<'a> {
    /// Your id of this request, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "checkin-99812-20261121")]
    pub(crate) event_id: Option<EventIdText>,
    /// The member: `mem_…`, or `ext:` and your own number.
    #[schema(value_type = String, example = "ext:crm-99812")]
    pub(crate) member: MemberText,
    /// When it happened.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T08:00:00+08:00")]
    occurred_at: When,
    /// Which activity: what the program's rules name.
    #[schema(value_type = String, max_length = 64, example = "check_in")]
    #[serde(borrow)]
    activity: Text<'a>,
    /// `pos`, `web`, `app`, ...
    #[schema(value_type = Option<String>, max_length = 64, example = "app")]
    channel: Option<Text<'a>>,
    /// The store's code.
    #[schema(value_type = Option<String>, max_length = 64)]
    store: Option<Text<'a>>,
}

form!(ActivityRequest<'a>);

/// 活动、签到 · Record an activity
#[utoipa::path(post, path = "/v1/activities", operation_id = "record_activity", tag = "activities", request_body = ActivityRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<ActivityRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let member = api.whose(request.member.0.clone(), &caller, Doing::Earning).await?;
    record(&api, context, request.into_command(id, member, &caller)?).await
}

impl ActivityRequest<'_> {
    /// The command to record the activity under an id.
    pub(crate) fn into_command(
        self,
        id: EventId,
        member: MemberRef,
        caller: &Caller,
    ) -> Result<Command, Problem> {
        let activity = Activity {
            kind: self.activity.into(),
            channel: self.channel.map(Into::into),
            store: caller.store(self.store.map(Into::into))?,
        };
        Ok(Command::new(id, self.occurred_at.0, member, Action::Activity(activity)))
    }
}
