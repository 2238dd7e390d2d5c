//! `PATCH /v1/staff/{staff}` and `POST /v1/staff/{staff}/invitation`

use super::create::role;
use crate::context::Context;
use crate::dto::{Invitation, Staff};
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form, patched};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use tessera_people::StaffPatch;
use utoipa::ToSchema;

/// What changes; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffPatchRequest<'a> {
    /// What people call them.
    #[schema(value_type = Option<String>, max_length = 60)]
    #[serde(borrow)]
    display_name: Option<Text<'a, 60>>,
    /// The role.
    #[schema(value_type = Option<String>)]
    role: Option<Text<'a>>,
    /// The store; `null`: all.
    #[schema(value_type = Option<String>, max_length = 64)]
    #[serde(default, deserialize_with = "patched")]
    store: Option<Option<Text<'a>>>,
    /// `active` or `disabled`: who is disabled is signed out everywhere.
    #[schema(value_type = Option<String>)]
    status: Option<Text<'a>>,
}

form!(StaffPatchRequest<'a>);

/// 修改员工 · Change somebody's role, store or status
///
/// It holds for their open sessions too. There is always an owner left.
#[utoipa::path(patch, path = "/v1/staff/{staff}", operation_id = "change_staff", tag = "staff",
    params(("staff" = String, Path, description = "`stf_…`")), request_body = StaffPatchRequest<'static>,
    responses((status = 200, description = "As it is now", body = Staff)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(staff): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<StaffPatchRequest>()?;
    let patch = StaffPatch {
        display_name: request.display_name.map(Into::into),
        role: request.role.map(|text| role(text.as_str())).transpose()?,
        store: request.store.map(|store| store.map(Into::into)),
        enabled: request.status.map(|status| enabled(status.as_str())).transpose()?,
    };
    Ok(context.ok(&Staff::of(api.people.change_staff(&staff, &patch).await?)))
}

fn enabled(status: &str) -> Result<bool, Problem> {
    match status {
        "active" => Ok(true),
        "disabled" => Ok(false),
        _ => Err(Problem::faults(vec![Fault::new(
            "/status",
            codes::INVALID_FIELD,
            "status 应为 active 或 disabled。",
            "`status` is active or disabled.",
        )])),
    }
}

/// 重新邀请 · A new link for somebody
///
/// For who lost the link or the password. The links before do not hold any more.
#[utoipa::path(post, path = "/v1/staff/{staff}/invitation", operation_id = "invite_again", tag = "staff",
    params(("staff" = String, Path, description = "`stf_…`")),
    responses((status = 200, description = "The link's token", body = Invitation)))]
pub(crate) async fn invite(
    State(api): State<Api>,
    context: Context,
    Path(staff): Path<String>,
) -> Result<Response, Problem> {
    Ok(context.ok(&Invitation::of(api.people.invite_again(&staff).await?)))
}
