//! Who may do what: keys, scopes, limits.

use crate::context::Caller;
use crate::limit::Quota;
use crate::needs::Need;
use crate::problem::{Fault, Problem, codes};
use crate::state::Api;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use std::sync::Arc;
use tessera_app::Scope;

/// A request let through.
pub(crate) struct Admitted {
    /// What is left of the key's quota, where there is one.
    pub(crate) quota: Option<Quota>,
}

/// Lets a request through if its key holds the scope that its route needs and has not used up its quota; then the request carries its
/// [`Caller`]. A request for which the table of needs holds nothing goes nowhere, so that no handler is open by oversight.
pub(crate) async fn admit(
    api: &Api,
    route: &str,
    request: &mut Request,
) -> Result<Option<Admitted>, Problem> {
    let asked = api.needs.asked(route, request.method()).ok_or_else(|| {
        // No pattern matched, or none of its endpoints has the method.
        Problem::new(if route.is_empty() { codes::NOT_FOUND } else { codes::METHOD_NOT_ALLOWED })
    })?;
    let Need::Scope(scope) = asked.need else { return Ok(None) };
    let secret = bearer(request.headers()).ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))?;
    let access = api.app.authenticate(secret).await?.ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))?;
    if !access.scopes.has(scope) {
        return Err(missing(scope));
    }
    let quota = api.limiter.as_ref().map(|limiter| limiter.take(&access.id)).transpose()?;
    request.extensions_mut().insert(Caller(Arc::new(access)));
    if !asked.has_query {
        refuse_query(request.uri().query().unwrap_or_default())?;
    }
    Ok(Some(Admitted { quota }))
}

/// Nobody reads this query: what its sender wanted by it would not happen.
fn refuse_query(query: &str) -> Result<(), Problem> {
    let Some(first) = query.split('&').find(|pair| !pair.is_empty()) else { return Ok(()) };
    let name = first.split('=').next().unwrap_or_default();
    Err(Problem::faults(vec![Fault::new(
        format!("?{name}"),
        codes::BAD_QUERY,
        format!("此地址没有查询参数，也就没有“{name}”。"),
        format!("This address takes no query parameters, so there is no `{name}`."),
    )]))
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
