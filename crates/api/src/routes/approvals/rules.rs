//! `GET /v1/settings/approval` and `PUT`

use crate::context::Context;
use crate::problem::Problem;
use crate::read::{Integer, JsonBody, form};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_people::ApprovalRules;
use utoipa::ToSchema;

/// What asks for a second person, once there is one who may approve.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalSettings {
    /// Corrections of more units than this, in either direction.
    #[schema(example = 1000)]
    adjust_above: i64,
    /// Returns after which more money than this was handed back on the order, earlier returns of it included; in minor units of its currency.
    #[schema(example = 100000)]
    return_above: i64,
    /// Publishing a program.
    publish: bool,
}

/// The same, to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalSettingsRequest {
    /// Corrections of more units than this, in either direction.
    #[schema(value_type = i64, minimum = 0, example = 1000)]
    adjust_above: Integer<0>,
    /// Returns after which more money than this was handed back on the order, earlier returns of it included; in minor units of its currency.
    #[schema(value_type = i64, minimum = 0, example = 100000)]
    return_above: Integer<0>,
    /// Publishing a program.
    publish: bool,
}

form!(ApprovalSettingsRequest);

impl ApprovalSettings {
    fn of(rules: &ApprovalRules) -> Self {
        Self { adjust_above: rules.adjust_above, return_above: rules.return_above, publish: rules.publish }
    }
}

/// 审批设置 · What asks for a second person
#[utoipa::path(get, path = "/v1/settings/approval", operation_id = "get_approval_settings", tag = "approvals",
    responses((status = 200, description = "The settings", body = ApprovalSettings)))]
pub(crate) async fn get(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let rules = api.people.approval_rules().await?;
    Ok(context.ok(&ApprovalSettings::of(&rules)))
}

/// 修改审批设置 · Set what asks for a second person
#[utoipa::path(put, path = "/v1/settings/approval", operation_id = "put_approval_settings", tag = "approvals", request_body = ApprovalSettingsRequest,
    responses((status = 200, description = "The settings", body = ApprovalSettings)))]
pub(crate) async fn put(
    State(api): State<Api>,
    context: Context,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<ApprovalSettingsRequest>()?;
    let rules = ApprovalRules {
        adjust_above: request.adjust_above.0,
        return_above: request.return_above.0,
        publish: request.publish,
    };
    api.people.put_approval_rules(&rules).await?;
    Ok(context.ok(&ApprovalSettings::of(&rules)))
}
