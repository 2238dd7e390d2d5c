//! `POST /v1/keys`

use crate::context::{Caller, Context};
use crate::dto::{Key, NewKey};
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::{Scope, Scopes};
use utoipa::ToSchema;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyRequest<'a> {
    /// A name for people. At most two live keys bear the same name, so that one can replace the other.
    #[schema(value_type = String, max_length = 64, example = "till-0042")]
    #[serde(borrow)]
    name: Text<'a>,
    /// What it may do; at least one.
    #[schema(value_type = Vec<String>, min_items = 1, example = json!(["orders:write", "quotes:write"]))]
    scopes: Vec<Text<'a>>,
    /// The store or till that it is bound to.
    #[schema(value_type = Option<String>, max_length = 64, example = "sh-014")]
    store: Option<Text<'a>>,
}

form!(KeyRequest<'a>);

/// 创建密钥 · Make a key
///
/// The reply shows the secret, this once and never again. It is no event: the same request again makes another key. A key bound to a store
/// never holds `members:read_pii`, `ledger:adjust` or `keys:admin`, and makes only keys of that store.
#[utoipa::path(post, path = "/v1/keys", operation_id = "create_key", tag = "keys", request_body = KeyRequest<'static>,
    responses((status = 201, description = "Made", body = NewKey<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<KeyRequest>()?;
    let scopes = request.scopes.iter().enumerate().map(|(index, scope)| {
        Scope::parse(scope.as_str()).ok_or_else(|| Problem::faults(vec![no_scope(index)]))
    });
    let key = tessera_app::NewKey {
        name: request.name.into(),
        scopes: scopes.collect::<Result<Scopes, _>>()?,
        store: caller.store(request.store.map(Into::into))?,
        test: false,
    };
    let (view, secret) = api.app.create_key(key).await?;
    Ok(context.reply(StatusCode::CREATED, &NewKey { key: Key::of(&view), secret: &secret }))
}

fn no_scope(index: usize) -> Fault {
    let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    Fault::new(
        format!("/scopes/{index}"),
        codes::INVALID_FIELD,
        format!("没有此权限。已知权限：{}。", known.join("、")),
        format!("There is no such scope. Known scopes: {}.", known.join(", ")),
    )
}
