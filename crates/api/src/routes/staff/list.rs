//! `GET /v1/staff`, `GET /v1/roles`, `GET /v1/scopes`

use crate::context::Context;
use crate::dto::{Page, RoleItem, Staff, label};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use tessera_app::Scope;
use tessera_people::Role;
use utoipa::ToSchema;

/// 员工列表 · List staff
#[utoipa::path(get, path = "/v1/staff", operation_id = "list_staff", tag = "staff",
    responses((status = 200, description = "Everybody, by when they were invited", body = Page<Staff>)))]
pub(crate) async fn staff(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let data = api.people.staff().await?.into_iter().map(Staff::of).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}

/// 角色 · The roles, and what each may do
#[utoipa::path(get, path = "/v1/roles", operation_id = "list_roles", tag = "staff",
    responses((status = 200, description = "All roles", body = Page<RoleItem>)))]
pub(crate) async fn roles(context: Context) -> Response {
    let data = Role::ALL.into_iter().map(|role| RoleItem::of(role, context.lang)).collect();
    context.ok(&Page { data, next_cursor: None })
}

/// What a key or a role may do 权限.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScopeItem {
    #[schema(example = "orders:write")]
    scope: &'static str,
    /// What people call it, in the asked language.
    label: String,
    /// A key that is bound to a store never holds it.
    never_at_a_till: bool,
}

/// 权限 · The scopes
#[utoipa::path(get, path = "/v1/scopes", operation_id = "list_scopes", tag = "keys",
    responses((status = 200, description = "All scopes", body = Page<ScopeItem>)))]
pub(crate) async fn scopes(context: Context) -> Response {
    let item = |scope: &Scope| ScopeItem {
        scope: scope.as_str(),
        label: label(&scope.label(), context.lang),
        never_at_a_till: scope.is_never_at_a_till(),
    };
    context.ok(&Page { data: Scope::ALL.iter().map(item).collect(), next_cursor: None })
}
