//! `POST /v1/members/find`

use crate::context::{Caller, Context};
use crate::dto::{Person, shown};
use crate::enrol::known;
use crate::problem::{Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::MemberRef;
use tessera_engine::values::{Instant, MemberId};
use tessera_people::Proof;
use utoipa::ToSchema;

/// Whatever the member gave.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindRequest<'a> {
    /// A phone, the 12 digits of a card, the 22 of a member code, an e-mail address, `mem_…`, or your own number.
    #[schema(value_type = String, max_length = 254, example = "138 0013 8000")]
    #[serde(borrow)]
    text: Text<'a, 254>,
}

form!(FindRequest<'a>);

/// That the member is there.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofReply {
    /// Stands for the member in orders and redemptions, and lets points be spent.
    #[schema(example = "tok_…")]
    token: String,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

impl ProofReply {
    pub(crate) fn of(proof: Proof) -> Self {
        Self { token: proof.token, expires_at: proof.until }
    }
}

/// Who was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Found {
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    /// By what: `phone`, `card`, `code`, `email`, `id` or `ext_id`.
    by: &'static str,
    #[serde(flatten)]
    person: Person,
    /// For a member code: that the member is there.
    proof: Option<ProofReply>,
}

/// 查找会员 · Find a member by whatever was given
///
/// Personal data stand in the body, never in an address. A member code is used up by it, and proves that the member is there.
#[utoipa::path(post, path = "/v1/members/find", operation_id = "find_member", tag = "members", request_body = FindRequest<'static>,
    responses((status = 200, description = "Who was found", body = Found)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    _caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<FindRequest>()?;
    let text = request.text.as_str();
    let (id, by) = find(&api, text).await?.ok_or_else(|| {
        // What was looked for may be somebody's phone: it is not said again.
        Problem::new(codes::UNKNOWN_MEMBER).detail("没有找到会员。", "Nobody was found.")
    })?;
    let proof = if by == "code" { Some(ProofReply::of(api.people.prove(id)?)) } else { None };
    let person = Person::of(api.people.profile(id).await?);
    Ok(context.ok(&Found { id, by, person, proof }))
}

async fn find(api: &Api, text: &str) -> Result<Option<(MemberId, &'static str)>, Problem> {
    if tessera_people::is_member_code(text) {
        return Ok(Some((api.people.use_member_code(text).await?, "code")));
    }
    if text.starts_with("mem_") {
        let Ok(id) = text.parse() else { return Ok(None) };
        return Ok(known(api, &MemberRef::Id(id)).await?.map(|id| (id, "id")));
    }
    // Whose joining did not end is nobody yet.
    let found = if text.contains('@') {
        api.people.by_email(text).await?.map(|id| (id, "email"))
    } else if let Some(id) = api.people.by_card(text).await? {
        Some((id, "card"))
    } else {
        api.people.by_phone(text).await?.map(|id| (id, "phone"))
    };
    if let Some((id, by)) = found
        && let Some(id) = known(api, &MemberRef::Id(id)).await?
    {
        return Ok(Some((id, by)));
    }
    let own = text.strip_prefix("ext:").unwrap_or(text);
    Ok(known(api, &MemberRef::External(own.into())).await?.map(|id| (id, "ext_id")))
}
