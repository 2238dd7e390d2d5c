//! The person behind a member: `PATCH …/profile`, `POST …/unmask`, `…/personal-data`, `…/block`, `…/unblock`, `…/erase`

use crate::context::{Caller, Context};
use crate::dto::{Clear, Person, shown};
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form, patched};
use crate::state::Api;
use crate::told;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::MemberRef;
use tessera_engine::values::{Instant, MemberId};
use tessera_people::Patch;
use utoipa::ToSchema;

/// What changes; what is left out stays, `null` takes away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileRequest<'a> {
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(borrow, default, deserialize_with = "patched")]
    name: Option<Option<Text<'a, 120>>>,
    #[schema(value_type = Option<String>, max_length = 254)]
    #[serde(default, deserialize_with = "patched")]
    email: Option<Option<Text<'a, 254>>>,
    /// `1991-08-15`, or `--08-15`.
    #[schema(value_type = Option<String>, max_length = 10)]
    #[serde(default, deserialize_with = "patched")]
    birthday: Option<Option<Text<'a, 10>>>,
}

/// Why personal data are asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonRequest<'a> {
    /// Goes into the audit log. A member who asks about oneself needs none.
    #[schema(value_type = Option<String>, max_length = 200, example = "会员来电核对地址")]
    #[serde(borrow)]
    reason: Option<Text<'a, 200>>,
}

/// That a member wants to be erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseRequest<'a> {
    /// Staff say why.
    #[schema(value_type = Option<String>, max_length = 200)]
    #[serde(borrow)]
    reason: Option<Text<'a, 200>>,
    /// A member who erases oneself says `ERASE`.
    #[schema(value_type = Option<String>)]
    confirm: Option<Text<'a>>,
}

form!(ProfileRequest<'a>, ReasonRequest<'a>, EraseRequest<'a>);

/// 修改会员资料 · Change what is known of a person
///
/// The reply is masked. The phone, by which a member signs in, is changed at `…/phone`.
#[utoipa::path(patch, path = "/v1/members/{member}/profile", operation_id = "change_profile", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number; `me`")), request_body = ProfileRequest<'static>,
    responses((status = 200, description = "As it is now, masked", body = Person)))]
pub(crate) async fn profile(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<ProfileRequest>()?;
    let patch = Patch {
        phone: None,
        name: request.name.map(|text| text.map(Into::into)),
        email: request.email.map(|text| text.map(Into::into)),
        birthday: request.birthday.map(|text| text.map(Into::into)),
    };
    let member = api.known_member(&member).await?;
    let profile = api.people.amend(member, &patch).await?;
    Ok(context.ok(&Person::of(Some(profile))))
}

/// 查看完整个人信息 · Show a person in clear
///
/// Needs a reason, which goes into the audit log with who asked.
#[utoipa::path(post, path = "/v1/members/{member}/unmask", operation_id = "unmask_member", tag = "people",
    params(("member" = String, Path, description = "`mem_…` or `ext:` and your own number")), request_body = ReasonRequest<'static>,
    responses((status = 200, description = "The person in clear", body = Clear)))]
pub(crate) async fn unmask(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<ReasonRequest>()?;
    let reason = reason(&caller, request.reason.as_ref())?;
    let personal = api.people.personal(api.known_member(&member).await?).await?;
    Ok(told::because(context.ok(&Clear::of(personal)), &reason))
}

/// All that is kept about a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalData {
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    ext_id: Option<Box<str>>,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    joined_at: Instant,
    home_store: Option<Box<str>>,
    channel: Option<Box<str>>,
    tags: Vec<Box<str>>,
    status: &'static str,
    card_number: Option<String>,
    /// In clear.
    personal: Clear,
    /// When this was written.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// 导出个人信息 · Everything that is kept about a person
///
/// For who asks what is kept: staff give a reason, members ask about themselves. The history of the wallets is at `/entries`.
#[utoipa::path(post, path = "/v1/members/{member}/personal-data", operation_id = "export_personal_data", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number; `me`")), request_body = ReasonRequest<'static>,
    responses((status = 200, description = "All of it, in clear", body = PersonalData)))]
pub(crate) async fn personal_data(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<ReasonRequest>()?;
    let reason = reason(&caller, request.reason.as_ref())?;
    let view = api.app.member(&member).await?;
    let person = Person::of(api.people.profile(view.id).await?);
    let reply = context.ok(&PersonalData {
        id: view.id,
        ext_id: view.external_id,
        joined_at: view.joined_at,
        home_store: view.store,
        channel: view.channel,
        tags: view.tags.to_vec(),
        status: person.status,
        card_number: person.card_number,
        personal: Clear::of(api.people.personal(view.id).await?),
        at: view.at,
    });
    Ok(told::because(reply, &reason))
}

/// 限制会员 · Block a member
///
/// The member goes on earning, and spends nothing.
#[utoipa::path(post, path = "/v1/members/{member}/block", operation_id = "block_member", tag = "people",
    params(("member" = String, Path, description = "`mem_…` or `ext:` and your own number")), request_body = ReasonRequest<'static>,
    responses((status = 200, description = "As it is now", body = Person)))]
pub(crate) async fn block(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    set_blocked(&api, context, &caller, &member, &body, true).await
}

/// 解除限制 · Let a member spend again
#[utoipa::path(post, path = "/v1/members/{member}/unblock", operation_id = "unblock_member", tag = "people",
    params(("member" = String, Path, description = "`mem_…` or `ext:` and your own number")), request_body = ReasonRequest<'static>,
    responses((status = 200, description = "As it is now", body = Person)))]
pub(crate) async fn unblock(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    set_blocked(&api, context, &caller, &member, &body, false).await
}

async fn set_blocked(
    api: &Api,
    context: Context,
    caller: &Caller,
    member: &MemberRef,
    body: &JsonBody,
    blocked: bool,
) -> Result<Response, Problem> {
    let request = body.parse::<ReasonRequest>()?;
    let reason = reason(caller, request.reason.as_ref())?;
    let profile = api.people.set_blocked(api.known_member(member).await?, blocked).await?;
    Ok(told::because(context.ok(&Person::of(Some(profile))), &reason))
}

/// 永久删除个人信息 · Erase a person
///
/// Destroys the key of the personal data: nobody can read them again, in backups neither, once the vault's backup is gone. The history and the wallets stay, of nobody, so
/// that the books remain right; the phone is free for joining anew.
#[utoipa::path(post, path = "/v1/members/{member}/erase", operation_id = "erase_member", tag = "people",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number; `me`")), request_body = EraseRequest<'static>,
    responses((status = 200, description = "Nobody is behind the member any more", body = Person)))]
pub(crate) async fn erase(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<EraseRequest>()?;
    let is_sure = request.confirm.as_ref().is_some_and(|confirm| confirm.as_str() == "ERASE");
    if caller.0.member().is_some() && !is_sure {
        return Err(Problem::faults(vec![Fault::new(
            "/confirm",
            codes::MISSING_FIELD,
            "请填写 ERASE 以确认。删除后无法恢复。",
            "Say `ERASE` to confirm. It cannot be undone.",
        )]));
    }
    let reason = reason(&caller, request.reason.as_ref())?;
    let member = api.known_member(&member).await?;
    api.people.erase(member).await?;
    Ok(told::because(context.ok(&Person::of(api.people.profile(member).await?)), &reason))
}

/// The reason that was given; staff and keys must give one.
pub(super) fn reason(caller: &Caller, given: Option<&Text<'_, 200>>) -> Result<String, Problem> {
    match given {
        Some(reason) => Ok(reason.as_str().to_owned()),
        None if caller.0.member().is_some() => Ok("self".to_owned()),
        None => Err(Problem::faults(vec![Fault::new(
            "/reason",
            codes::MISSING_FIELD,
            "请说明原因，它会写入操作日志。",
            "Say why; it goes into the audit log.",
        )])),
    }
}
