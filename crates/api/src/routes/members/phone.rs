//! A member's change of phone: `POST …/phone-codes`, `POST …/phone`

use super::person::reason;
use super::proof::CodeSent;
use crate::context::{Caller, Context};
use crate::cookies::{self, Cookie};
use crate::dto::Person;
use crate::peer::Address;
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form, patched};
use crate::routes::member_session::codes::PhoneRequest;
use crate::routes::session::create::agent;
use crate::state::Api;
use crate::told;
use crate::whose::OfMember;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use tessera_engine::values::MemberId;
use utoipa::ToSchema;

/// Another phone for a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPhoneRequest<'a> {
    /// E.164, or a Chinese number; `null`: none any more (staff alone).
    #[schema(value_type = Option<String>, max_length = 64, example = "138 0013 8000")]
    #[serde(borrow, default, deserialize_with = "patched")]
    phone: Option<Option<Text<'a>>>,
    /// The code that came to the new phone: a member gives it.
    #[schema(value_type = Option<String>, max_length = 16, example = "123456")]
    code: Option<Text<'a, 16>>,
    /// Staff and keys say why; it goes into the audit log.
    #[schema(value_type = Option<String>, max_length = 200, example = "会员本人持身份证到店，旧号已停用")]
    reason: Option<Text<'a, 200>>,
    /// `tok_…`: that the member is there. Who belongs to a store needs it where the member has a phone already.
    #[schema(value_type = Option<String>, max_length = 100, example = "tok_…")]
    proof: Option<Text<'a, 100>>,
}

form!(NewPhoneRequest<'a>);

/// 向新手机号发送验证码 · Send a code to a phone that a member wants to have
///
/// The reply does not tell whether the phone is anybody's. Rationed as the codes for signing in are.
#[utoipa::path(post, path = "/v1/members/{member}/phone-codes", operation_id = "send_phone_code", tag = "people",
    params(("member" = String, Path, description = "`me`")), request_body = PhoneRequest<'static>,
    responses((status = 202, description = "It is on its way to the new phone", body = CodeSent)))]
pub(crate) async fn send(
    State(api): State<Api>,
    context: Context,
    address: Address,
    OfMember(_): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<PhoneRequest>()?;
    api.rations.take_code(address, api.app.clock().now())?;
    let until = api.people.send_phone_code(request.phone.as_str()).await;
    let until = until.map_err(|error| api.waiting(error))?;
    Ok(context.reply(StatusCode::ACCEPTED, &CodeSent::until(until)))
}

/// 更换手机号 · Give a member another phone
///
/// A member shows by a code that the new phone is there; staff and keys say why, and who belongs to a store has the member show to be there (`proof`) where there is a phone
/// already. The old phone is free from then on and is told; whoever is signed in with it is no more. A phone that is another member's is refused.
#[utoipa::path(post, path = "/v1/members/{member}/phone", operation_id = "change_phone", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number; `me`")), request_body = NewPhoneRequest<'static>,
    responses((status = 200, description = "As it is now, masked; a member is signed in anew", body = Person)))]
pub(crate) async fn change(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    headers: HeaderMap,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<NewPhoneRequest>()?;
    let phone = request.phone.as_ref().map(|phone| phone.as_ref().map(Text::as_str));
    let phone = phone.ok_or_else(|| missing("/phone", "请填写新手机号。", "Give the new phone."))?;
    let reason = reason(&caller, request.reason.as_ref())?;
    let member = api.known_member(&member).await?;
    let is_own = caller.0.member().is_some();
    if is_own {
        let (Some(phone), Some(code)) = (phone, &request.code) else {
            return Err(missing(
                "/code",
                "请填写发送到新手机号的验证码。",
                "Give the code that came to the new phone.",
            ));
        };
        api.people.use_phone_code(phone, code.as_str()).await?;
    } else {
        api.is_there(&caller, member, request.proof.as_ref()).await?;
    }
    let profile = api.people.change_phone(member, phone).await?;
    let mut reply = context.ok(&Person::of(Some(profile)));
    if is_own {
        let signed_in = api.people.member_signed_in(member, agent(&headers)).await?;
        cookies::set(&headers, reply.headers_mut(), Cookie::Member, &signed_in.token);
    }
    Ok(told::because(reply, &reason))
}

impl Api {
    /// Refuses who belongs to a store and would give a phone to a member who has one and has not shown to be there: with the phone come the points.
    async fn is_there(
        &self,
        caller: &Caller,
        member: MemberId,
        proof: Option<&Text<'_, 100>>,
    ) -> Result<(), Problem> {
        if caller.0.store.is_none() || !self.people.has_phone(member).await? {
            return Ok(());
        }
        match proof {
            Some(proof) if self.people.proven(proof.as_str())? == member => Ok(()),
            _ => Err(Problem::new(codes::PROOF_NEEDED)),
        }
    }
}

fn missing(pointer: &'static str, zh: &'static str, en: &'static str) -> Problem {
    Problem::faults(vec![Fault::new(pointer, codes::MISSING_FIELD, zh, en)])
}
