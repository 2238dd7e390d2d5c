//! `POST /v1/member-session`

use crate::context::Context;
use crate::cookies::{self, Cookie};
use crate::dto::shown;
use crate::enrol::{Enrolment, enrol, known};
use crate::peer::Address;
use crate::problem::{Problem, codes};
use crate::read::{JsonBody, Text, form, maybe_object};
use crate::routes::session::create::agent;
use crate::state::Api;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::MemberRef;
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_people::{PeopleError, Personal};
use utoipa::ToSchema;

/// A phone and the code that came by it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberSignInRequest<'a> {
    #[schema(value_type = String, max_length = 64, example = "138 0013 8000")]
    #[serde(borrow)]
    phone: Text<'a>,
    /// Six digits.
    #[schema(value_type = String, max_length = 16, example = "123456")]
    code: Text<'a, 16>,
    /// Joins, if nobody has with this phone.
    #[serde(default, borrow, deserialize_with = "maybe_object")]
    join: Option<JoinRequest<'a>>,
}

/// What is told on joining.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JoinRequest<'a> {
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(borrow)]
    name: Option<Text<'a, 120>>,
}

form!(MemberSignInRequest<'a>);

/// A member who is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberSignedIn {
    /// `member`
    kind: &'static str,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    /// The member joined just now.
    new: bool,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

/// 会员登录或入会 · Sign in as a member, or join
///
/// Who has not joined is told so only with the right code, which goes on holding: send it again with `join`.
#[utoipa::path(post, path = "/v1/member-session", operation_id = "sign_in_member", tag = "sessions", request_body = MemberSignInRequest<'static>,
    responses((status = 200, description = "Signed in", body = MemberSignedIn)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    headers: HeaderMap,
    address: Address,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<MemberSignInRequest>()?;
    let (phone, code) = (request.phone.as_str(), request.code.as_str());
    let now = api.app.clock().now();
    api.rations.may_try(address, now)?;
    let looked = api.people.look_at_sign_in_code(phone, code).await;
    if matches!(looked, Err(PeopleError::WrongCode)) {
        api.rations.tried_wrong(address, now);
    }
    let known = match looked? {
        // Whose joining did not end has the phone and is no member yet.
        Some(member) => known(&api, &MemberRef::Id(member)).await?,
        None => None,
    };
    let (member, new) = match (known, request.join) {
        (Some(member), _) => (member, false),
        (None, None) => return Err(Problem::new(codes::NOT_A_MEMBER)),
        (None, Some(join)) => join_by_phone(&api, phone, join).await?,
    };
    let signed_in = api.people.begin_for_member(member, phone, agent(&headers)).await?;
    let expires_at = signed_in.session.expires_at;
    let mut reply = context.ok(&MemberSignedIn { kind: "member", id: member, new, expires_at });
    cookies::set(&headers, reply.headers_mut(), Cookie::Member, &signed_in.token);
    Ok(reply)
}

async fn join_by_phone(api: &Api, phone: &str, join: JoinRequest<'_>) -> Result<(MemberId, bool), Problem> {
    let fresh = EventId::new(&format!("join:{:032x}", api.app.ids().uuid()));
    let enrolment = Enrolment {
        event_id: fresh.ok_or_else(|| Problem::new(codes::INTERNAL))?,
        occurred_at: api.app.clock().now(),
        joined: Joined { external_id: None, channel: Some("app".into()), store: None },
        personal: Personal {
            phone: Some(phone.into()),
            name: join.name.map(Into::into),
            ..Personal::default()
        },
        tags: None,
    };
    let enrolled = enrol(api, enrolment).await?;
    Ok((enrolled.member, enrolled.receipt.is_some()))
}
