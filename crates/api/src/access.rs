//! Who may do what: keys, people who are signed in, scopes, limits.

use crate::context::Caller;
use crate::cookies::{self, Cookie};
use crate::limit::Quota;
use crate::needs::{Asked, Need};
use crate::problem::{Fault, Problem, codes};
use crate::state::Api;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use std::sync::Arc;
use tessera_app::{KeyAccess, Scope, Scopes};
use tessera_people::{MemberSession, StaffSession};

/// Who sent a request, and what they may do.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// The key's id, `stf_…` or `mem_…`.
    pub(crate) id: Box<str>,
    /// The name of the key or the sign-in name of the member of staff.
    pub(crate) name: Box<str>,
    pub(crate) scopes: Scopes,
    /// The store that they are bound to.
    pub(crate) store: Option<Box<str>>,
    pub(crate) kind: Kind,
}

/// What kind of caller it is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Key,
    Staff(StaffSession),
    Member(MemberSession),
}

impl Access {
    fn of_key(key: KeyAccess) -> Self {
        Self { id: key.id, name: key.name, scopes: key.scopes, store: key.store, kind: Kind::Key }
    }

    pub(crate) fn of_staff(session: StaffSession) -> Self {
        Self {
            id: session.staff.clone(),
            name: session.name.clone(),
            scopes: session.role.scopes(),
            store: session.store.clone(),
            kind: Kind::Staff(session),
        }
    }

    fn of_member(session: MemberSession) -> Self {
        Self {
            id: session.member.to_string().into(),
            name: "member".into(),
            scopes: Scopes::default(),
            store: None,
            kind: Kind::Member(session),
        }
    }

    /// The session, where a member of staff asks.
    pub(crate) fn staff(&self) -> Option<&StaffSession> {
        match &self.kind {
            Kind::Staff(session) => Some(session),
            _ => None,
        }
    }

    /// The member, where one asks.
    pub(crate) fn member(&self) -> Option<&MemberSession> {
        match &self.kind {
            Kind::Member(session) => Some(session),
            _ => None,
        }
    }
}

/// A request let through.
pub(crate) struct Admitted {
    /// What is left of the caller's quota, where there is one.
    pub(crate) quota: Option<Quota>,
    /// Who asks, where the route wants to know.
    pub(crate) caller: Option<Caller>,
}

/// Lets a request through if its caller may do what its route needs and has not used up the quota; then the request carries its
/// [`Caller`]. A request for which the table of needs holds nothing goes nowhere, so that no handler is open by oversight.
pub(crate) async fn admit(api: &Api, route: &str, request: &mut Request) -> Result<Admitted, Problem> {
    let asked = api.needs.asked(route, request.method()).ok_or_else(|| {
        // No pattern matched, or none of its endpoints has the method.
        Problem::new(if route.is_empty() { codes::NOT_FOUND } else { codes::METHOD_NOT_ALLOWED })
    })?;
    if asked.need == Need::Nothing {
        return Ok(Admitted { quota: None, caller: None });
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let access =
        caller(api, request.headers(), writes).await?.ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))?;
    check_belief(request.headers(), &access)?;
    check(&asked, &access)?;
    let quota = api.limiter.as_ref().map(|limiter| limiter.take(&access.id)).transpose()?;
    let caller = Caller(Arc::new(access));
    request.extensions_mut().insert(caller.clone());
    if !asked.has_query {
        refuse_query(request.uri().query().unwrap_or_default())?;
    }
    Ok(Admitted { quota, caller: Some(caller) })
}

fn check(asked: &Asked, access: &Access) -> Result<(), Problem> {
    match (asked.need, &access.kind) {
        (Need::Nothing | Need::Anybody, _)
        | (Need::Member, Kind::Member(_))
        | (Need::Staff, Kind::Staff(_)) => Ok(()),
        (Need::Scope(_), Kind::Member(_)) if asked.own => Ok(()),
        (Need::Scope(scope), Kind::Key | Kind::Staff(_)) => {
            if access.scopes.has(scope) {
                Ok(())
            } else {
                Err(missing(scope))
            }
        }
        _ => Err(Problem::new(codes::MISSING_SCOPE)),
    }
}

/// Who asks: the key of the header, else whoever is signed in.
async fn caller(api: &Api, headers: &HeaderMap, writes: bool) -> Result<Option<Access>, Problem> {
    if headers.contains_key(header::AUTHORIZATION) {
        let Some(secret) = bearer(headers) else { return Ok(None) };
        return Ok(api.app.authenticate(secret).await?.map(Access::of_key));
    }
    let as_member = headers.get("tessera-as").is_some_and(|value| value == "member");
    let access = if as_member {
        let Some(token) = cookies::read(headers, Cookie::Member) else { return Ok(None) };
        Box::pin(api.people.member_session(token)).await?.map(Access::of_member)
    } else {
        let Some(token) = cookies::read(headers, Cookie::Staff) else { return Ok(None) };
        Box::pin(api.people.staff_session(token)).await?.map(Access::of_staff)
    };
    if access.is_some() && writes && !cookies::is_of_this_site(headers) {
        return Err(Problem::new(codes::FOREIGN_ORIGIN));
    }
    Ok(access)
}

/// Refuses what was sent in the belief that somebody else is signed in: the cookie is the browser's, and another window may have signed in since the page asked. It would
/// be recorded under a name that did not do it.
fn check_belief(headers: &HeaderMap, access: &Access) -> Result<(), Problem> {
    let Some(believed) = headers.get("tessera-signed-in") else { return Ok(()) };
    if believed.as_bytes() == access.id.as_bytes() {
        Ok(())
    } else {
        Err(Problem::new(codes::ANOTHER_SIGNED_IN))
    }
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

/// The caller does not hold this scope.
pub(crate) fn missing(scope: Scope) -> Problem {
    let scope = scope.as_str();
    Problem::new(codes::MISSING_SCOPE).detail(
        format!("此操作需要权限 {scope}；您没有。"),
        format!("This needs the scope `{scope}`, which you do not hold."),
    )
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}
