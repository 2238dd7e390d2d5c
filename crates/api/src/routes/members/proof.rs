//! That a member is there: `GET …/code`, `POST …/proof-codes`, `POST …/proof`

use super::find::ProofReply;
use crate::context::Context;
use crate::dto::shown;
use crate::problem::Problem;
use crate::read::JsonBody;
use crate::routes::session::totp::CodeRequest;
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tessera_engine::values::Instant;
use tessera_people::{BETWEEN_SECONDS, CODE_SECONDS};
use utoipa::ToSchema;

/// A member code, to be shown as a QR code.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberCode {
    /// 22 digits, good for one scan.
    #[schema(example = "8800123456740123456789")]
    code: String,
    /// From then on the next one is to be shown; this one holds for 30 seconds more.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// How long each is shown.
    refresh_seconds: i64,
}

/// 会员码 · The member's own code of now
///
/// For members alone: whoever shows it is there.
#[utoipa::path(get, path = "/v1/members/{member}/code", operation_id = "get_member_code", tag = "people",
    params(("member" = String, Path, description = "`me`")),
    responses((status = 200, description = "The code", body = MemberCode)))]
pub(crate) async fn code(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
) -> Result<Response, Problem> {
    let code = api.people.member_code(api.known_member(&member).await?).await?;
    Ok(context.ok(&MemberCode { code: code.code, expires_at: code.until, refresh_seconds: CODE_SECONDS }))
}

/// That a code is on its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeSent {
    /// Until then it holds.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: Instant,
    /// The next one may be asked for after so many seconds.
    pub(crate) retry_after_seconds: i64,
}

impl CodeSent {
    pub(crate) fn until(expires_at: Instant) -> Self {
        Self { expires_at, retry_after_seconds: BETWEEN_SECONDS }
    }
}

/// 向会员手机发送验证码 · Send the member a code for spending points
#[utoipa::path(post, path = "/v1/members/{member}/proof-codes", operation_id = "send_proof_code", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's")),
    responses((status = 202, description = "It is on its way to the member's phone", body = CodeSent)))]
pub(crate) async fn send(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
) -> Result<Response, Problem> {
    let member = api.known_member(&member).await?;
    let until = api.people.send_spend_code(member).await.map_err(|error| api.waiting(error))?;
    Ok(context.reply(StatusCode::ACCEPTED, &CodeSent::until(until)))
}

/// 核对验证码 · Show that the member is there, by the code
#[utoipa::path(post, path = "/v1/members/{member}/proof", operation_id = "prove_member", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's")), request_body = CodeRequest<'static>,
    responses((status = 200, description = "Stands for the member where points are spent", body = ProofReply)))]
pub(crate) async fn prove(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<CodeRequest>()?;
    let member = api.known_member(&member).await?;
    Ok(context.ok(&ProofReply::of(api.people.prove_by_code(member, request.code.as_str()).await?)))
}
