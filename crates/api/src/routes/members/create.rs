//! `POST /v1/members`

use crate::context::{Caller, Context};
use crate::dto::{Effect, ReceiptReply, shown};
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, JsonBody, Text, When, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::{Action, Answer, Command, MemberRef, Receipt};
use tessera_engine::decide::RefusalCode;
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, MemberId};
use utoipa::ToSchema;

/// A person joins. No personal data here: `ext_id` is your own number for the member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberRequest<'a> {
    /// Your id of this request, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "reg-0042-20261121-0007")]
    pub(crate) event_id: Option<EventIdText>,
    /// When the member joined.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:02:11+08:00")]
    pub(crate) occurred_at: When,
    /// Your own number for the member, unique per deployment; later the member is found by `ext:` and it.
    #[schema(value_type = Option<String>, max_length = 64, example = "crm-99812")]
    #[serde(borrow)]
    pub(crate) ext_id: Option<Text<'a>>,
    /// Where the member joined: `pos`, `web`, `wechat`, ...
    #[schema(value_type = Option<String>, max_length = 64, example = "pos")]
    pub(crate) channel: Option<Text<'a>>,
    /// The store that won the member.
    #[schema(value_type = Option<String>, max_length = 64, example = "sh-014")]
    pub(crate) home_store: Option<Text<'a>>,
    /// Tags; at most 50.
    #[schema(value_type = Vec<String>, max_items = 50)]
    #[serde(default)]
    pub(crate) tags: Vec<Text<'a>>,
}

form!(MemberRequest<'a>);

/// The member, new or known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Enrolled<'a> {
    /// Our id.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    /// The member had joined before, under another event. Nothing changed, tags neither; only this refusal is in the feed.
    existing: bool,
    /// Your id of the request.
    event_id: &'a str,
    /// What joining gave; left out for a known member.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptReply<'a>>,
}

/// 登记会员 · Enrol a member
///
/// The same external id again, under another event id, is no second member: the reply is 200 with `existing`, and the member stays as is.
#[utoipa::path(post, path = "/v1/members", operation_id = "enrol_member", tag = "members", request_body = MemberRequest<'static>,
    responses((status = 201, description = "Enrolled", body = Enrolled<'static>),
        (status = 200, description = "A member already, or the same request again", body = Enrolled<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<MemberRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let tags = std::mem::take(&mut request.tags);
    let tags = if tags.is_empty() { None } else { Some((tags_id(&id)?, super::tags::checked(tags)?)) };
    let occurred_at = request.occurred_at.0;
    let mut command = request.into_command(id.clone(), &caller)?;
    if let Some((_, tags)) = &tags {
        command = command.beside(tags.iter().map(|tag| &**tag));
    }
    match api.submit(command).await {
        Answer::Accepted { receipt, replayed } => {
            if let Some((tags_id, tags)) = tags {
                let member = MemberRef::Id(receipt.member);
                let tag = Command::new(tags_id, occurred_at, member, Action::Tag(tags));
                crate::dto::accepted(api.submit(tag).await)?;
            }
            Ok(context.recorded(replayed, &enrolled(&receipt, &id)))
        }
        Answer::Refused { member, refusal, replayed } if refusal.code == RefusalCode::AlreadyJoined => {
            let known = Enrolled { id: member, existing: true, event_id: id.as_str(), receipt: None };
            let reply = context.reply(StatusCode::OK, &known);
            Ok(if replayed { crate::context::mark_replayed(reply) } else { reply })
        }
        other => Err(crate::dto::accepted(other).err().unwrap_or_else(|| Problem::new(codes::INTERNAL))),
    }
}

fn enrolled<'a>(receipt: &'a Receipt, id: &'a EventId) -> Enrolled<'a> {
    // Joining spends nothing, so that no money is shown.
    let receipt_reply = ReceiptReply::of(&Effect::of(receipt), "");
    Enrolled { id: receipt.member, existing: false, event_id: id.as_str(), receipt: Some(receipt_reply) }
}

/// The tags are an event of their own, under an id that follows from that of joining, so that a retry meets it again.
fn tags_id(id: &EventId) -> Result<EventId, Problem> {
    EventId::new(&format!("{id}:tags")).ok_or_else(|| {
        Problem::faults(vec![Fault::new(
            "/event_id",
            codes::BAD_TEXT,
            "带标签登记时 event_id 最多 59 个字符。",
            "With tags, the event_id has at most 59 characters.",
        )])
    })
}

impl MemberRequest<'_> {
    /// The command to join; its tags are another.
    pub(crate) fn into_command(self, id: EventId, caller: &Caller) -> Result<Command, Problem> {
        let joined = Joined {
            external_id: self.ext_id.map(Into::into),
            channel: self.channel.map(Into::into),
            store: caller.store(self.home_store.map(Into::into))?,
        };

        Ok(Command::new(id, self.occurred_at.0, MemberRef::New, Action::Join(joined)))
    }
}
