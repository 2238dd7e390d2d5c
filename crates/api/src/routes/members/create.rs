//! `POST /v1/members`

use crate::context::{Caller, Context};
use crate::dto::{Effect, ReceiptReply, shown};
use crate::enrol::{Enrolment, enrol};
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, JsonBody, Text, When, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::{Action, Command, MemberRef};
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, MemberId};
use tessera_people::Personal;
use utoipa::ToSchema;

/// A person joins. Personal data go into the vault, not into the history: events know the member by our id alone.
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
    /// E.164, or a Chinese number. The same phone never makes a second member.
    #[schema(value_type = Option<String>, max_length = 64, example = "138 0013 8000")]
    pub(crate) phone: Option<Text<'a>>,
    /// The person's name.
    #[schema(value_type = Option<String>, max_length = 120)]
    pub(crate) name: Option<Text<'a, 120>>,
    /// The e-mail address.
    #[schema(value_type = Option<String>, max_length = 254)]
    pub(crate) email: Option<Text<'a, 254>>,
    /// `1991-08-15`, or `--08-15` where the year is not known.
    #[schema(value_type = Option<String>, max_length = 10)]
    pub(crate) birthday: Option<Text<'a, 10>>,
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
    /// The number of the new membership card, where the person is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "880012345674")]
    card_number: Option<Box<str>>,
    /// What joining gave; left out for a known member.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptReply<'a>>,
}

/// 登记会员 · Enrol a member
///
/// The same phone or external id again, under another event id, is no second member: the reply is 200 with `existing`, and the member stays as is.
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
    let event_id = body.event_id(request.event_id.take())?;
    let tags = std::mem::take(&mut request.tags);
    let tags = if tags.is_empty() { None } else { Some((tags_id(&event_id)?, super::tags::checked(tags)?)) };
    let enrolment = Enrolment {
        event_id: event_id.clone(),
        occurred_at: request.occurred_at.0,
        personal: request.personal(),
        joined: request.joined(&caller)?,
        tags,
    };
    let enrolled = enrol(&api, enrolment).await?;
    let Some(receipt) = &enrolled.receipt else {
        let id = enrolled.member;
        let known =
            Enrolled { id, existing: true, event_id: event_id.as_str(), card_number: None, receipt: None };
        let reply = context.reply(StatusCode::OK, &known);
        return Ok(if enrolled.replayed { crate::context::mark_replayed(reply) } else { reply });
    };
    let profile = api.people.profile(enrolled.member).await?;
    let reply = Enrolled {
        id: enrolled.member,
        existing: false,
        event_id: event_id.as_str(),
        card_number: profile.and_then(|profile| profile.card),
        // Joining spends nothing, so that no money is shown.
        receipt: Some(ReceiptReply::of(&Effect::of(receipt), "")),
    };
    Ok(context.recorded(enrolled.replayed, &reply))
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
    fn personal(&mut self) -> Personal {
        Personal {
            phone: self.phone.take().map(Into::into),
            name: self.name.take().map(Into::into),
            email: self.email.take().map(Into::into),
            birthday: self.birthday.take().map(Into::into),
        }
    }

    fn joined(self, caller: &Caller) -> Result<Joined, Problem> {
        Ok(Joined {
            external_id: self.ext_id.map(Into::into),
            channel: self.channel.map(Into::into),
            store: caller.store(self.home_store.map(Into::into))?,
        })
    }

    /// Whether the request says anything of a person.
    pub(crate) fn is_personal(&self) -> bool {
        self.phone.is_some() || self.name.is_some() || self.email.is_some() || self.birthday.is_some()
    }

    /// The command to join; its tags are another.
    pub(crate) fn into_command(self, id: EventId, caller: &Caller) -> Result<Command, Problem> {
        let occurred_at = self.occurred_at.0;
        let joined = self.joined(caller)?;
        Ok(Command::new(id, occurred_at, MemberRef::New, Action::Join(joined)))
    }
}
