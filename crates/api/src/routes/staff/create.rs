//! `POST /v1/staff`

use crate::context::Context;
use crate::dto::{Invitation, Staff};
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use crate::told;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_people::{NewStaff, Role};
use utoipa::ToSchema;

/// Somebody to be invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffRequest<'a> {
    /// The name to sign in with: 2 to 40 letters, digits and `.-_`.
    #[schema(value_type = String, max_length = 64, example = "lin")]
    #[serde(borrow)]
    name: Text<'a>,
    /// What people call them.
    #[schema(value_type = String, max_length = 60, example = "林店长")]
    display_name: Text<'a, 60>,
    /// `owner`, `operator`, `analyst`, `service`, `store_manager` or `cashier`.
    #[schema(value_type = String, example = "store_manager")]
    role: Text<'a>,
    /// The store; needed for store managers and cashiers.
    #[schema(value_type = Option<String>, max_length = 64, example = "sh-014")]
    store: Option<Text<'a>>,
}

form!(StaffRequest<'a>);

/// Who was invited, and the link's token.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invited {
    staff: Staff,
    #[serde(flatten)]
    invitation: Invitation,
}

/// 邀请员工 · Invite somebody
///
/// The link's token is shown this once; it holds for three days.
#[utoipa::path(post, path = "/v1/staff", operation_id = "invite_staff", tag = "staff", request_body = StaffRequest<'static>,
    responses((status = 201, description = "Invited", body = Invited)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<StaffRequest>()?;
    let new = NewStaff {
        name: request.name.into(),
        display_name: request.display_name.into(),
        role: role(request.role.as_str())?,
        store: request.store.map(Into::into),
    };
    let (staff, token) = api.people.invite(new).await?;
    let id = staff.id.clone();
    let invited = Invited { staff: Staff::of(staff), invitation: Invitation::of(token) };
    Ok(told::about(context.reply(StatusCode::CREATED, &invited), &id))
}

/// Reads a role.
pub(super) fn role(text: &str) -> Result<Role, Problem> {
    Role::parse(text).ok_or_else(|| {
        let known = Role::ALL.map(Role::as_str).join(", ");
        Problem::faults(vec![Fault::new(
            "/role",
            codes::INVALID_FIELD,
            format!("没有此角色。角色：{known}。"),
            format!("There is no such role. Roles: {known}."),
        )])
    })
}
