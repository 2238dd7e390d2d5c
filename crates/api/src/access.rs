//! Who may do what: keys, scopes, limits.

use crate::context::Caller;
use crate::limit::Quota;
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use std::sync::Arc;
use tessera_app::Scope;

/// What a route asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing: health, documentation, pages of problems.
    Nothing,
    /// A key with this scope.
    Scope(Scope),
}

/// A request let through.
pub(crate) struct Admitted {
    /// What is left of the key's quota, where there is one.
    pub(crate) quota: Option<Quota>,
}

/// Lets a request through if its key holds the scope that its route needs and has not used up its quota; then the request carries its
/// [`Caller`].
pub(crate) async fn admit(
    api: &Api,
    route: &str,
    request: &mut Request,
) -> Result<Option<Admitted>, Problem> {
    let Some(Need::Scope(scope)) = api.need(route, request.method()) else { return Ok(None) };
    let secret = bearer(request.headers()).ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))?;
    let access = api.app.authenticate(secret).await?.ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))?;
    if !access.scopes.has(scope) {
        return Err(missing(scope));
    }
    let quota = api.limiter.as_ref().map(|limiter| limiter.take(&access.id)).transpose()?;
    request.extensions_mut().insert(Caller(Arc::new(access)));
    Ok(Some(Admitted { quota }))
}

/// The key does not hold this scope.
pub(crate) fn missing(scope: Scope) -> Problem {
    let scope = scope.as_str();
    Problem::new(codes::MISSING_SCOPE).detail(
        format!("此操作需要权限 {scope}；此密钥没有。"),
        format!("This needs the scope `{scope}`, which the key does not hold."),
    )
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}

/// The methods that a table of routes knows; `HEAD` counts as `GET`.
pub(crate) fn slot(method: &Method) -> Option<usize> {
    match *method {
        Method::GET | Method::HEAD => Some(0),
        Method::POST => Some(1),
        Method::PUT => Some(2),
        _ => None,
    }
}
