//! What a handler tells the audit log beside what every request says.

use crate::context::{Caller, Context};
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use tessera_people::{Action, Outcome, PeopleError};

/// Rides on a reply to the audit log. A reply that carries one is written down whoever asked, if it was not begun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// What it was done to, where the address does not say.
    pub(crate) target: Option<Box<str>>,
    /// The reason that was given.
    pub(crate) reason: Option<Box<str>>,
    /// Who did it, where the request itself says nobody: signing in.
    pub(crate) by: Option<(Box<str>, Box<str>)>,
}

/// A reply, with the reason that was given for it.
pub(crate) fn because(reply: Response, reason: &str) -> Response {
    with(reply, Told { reason: Some(reason.into()), ..Told::default() })
}

/// A reply, with what it is about.
pub(crate) fn about(reply: Response, target: &str) -> Response {
    with(reply, Told { target: Some(target.into()), ..Told::default() })
}

/// A reply, with what is told of it.
pub(crate) fn with(mut reply: Response, told: Told) -> Response {
    reply.extensions_mut().insert(told);
    reply
}

/// What is asked by writing and changes nothing: thousands a day, of which a log would say nothing.
const ASKING: [&str; 7] = [
    "/v1/quotes",
    "/v1/orders/{order}/returns/quote",
    "/v1/programs/check",
    "/v1/programs/try",
    "/v1/members/find",
    "/v1/imports/preview",
    "/v1/invitations/look",
];

/// What is written down whoever does it: what shows, changes or erases personal data, and what keeps a member from spending.
const PERSONAL: [&str; 7] = [
    "/v1/members/{member}/profile",
    "/v1/members/{member}/phone",
    "/v1/members/{member}/unmask",
    "/v1/members/{member}/personal-data",
    "/v1/members/{member}/block",
    "/v1/members/{member}/unblock",
    "/v1/members/{member}/erase",
];

/// An action that was written down before it was done.
#[derive(Clone, Debug)]
pub(crate) struct Begun(Box<str>);

/// What a request is: its method, the pattern of its path, its address.
pub(crate) type RequestLine<'a> = (&'a Method, &'a str, &'a Uri);

/// Writes down what somebody is about to do, if that is to be known. What cannot be written down is not done.
pub(crate) async fn begin(
    api: &Api,
    context: &Context,
    asked: RequestLine<'_>,
    caller: Option<&Caller>,
) -> Result<Option<Begun>, Problem> {
    let (method, route, _) = asked;
    let writes = !matches!(*method, Method::GET | Method::HEAD);
    let Some(caller) = caller.filter(|_| writes) else { return Ok(None) };
    let is_staff = caller.0.staff().is_some();
    if !(is_staff && !ASKING.contains(&route) || PERSONAL.contains(&route)) {
        return Ok(None);
    }
    // On the heap, here and below: every request would carry the room for it.
    match Box::pin(api.people.log_begun(action(context, asked, Some(caller), &Told::default()))).await {
        Ok(id) => Ok(Some(Begun(id))),
        Err(error) => {
            failed(context, &error);
            Err(Problem::new(codes::AUDIT_UNAVAILABLE))
        }
    }
}

/// Writes down what became of what was begun, and what nobody knew of before it was done: who signed in, say.
///
/// # Errors
/// Where it cannot be written down and the reply must not go out without: it shows personal data, or nothing else says that it happened.
pub(crate) async fn end(
    api: &Api,
    context: &Context,
    asked: RequestLine<'_>,
    (begun, caller): (Option<&Begun>, Option<&Caller>),
    (told, status): (Option<Told>, StatusCode),
) -> Result<(), Problem> {
    let written = match (begun, told) {
        (None, None) => return Ok(()),
        (Some(Begun(id)), told) => {
            let Told { target, reason, .. } = told.unwrap_or_default();
            Box::pin(api.people.log_outcome(id, &Outcome { target, reason, status: status.as_u16() })).await
        }
        (None, Some(told)) => {
            let action = action(context, asked, caller, &told);
            Box::pin(api.people.log(Action { status: status.as_u16(), ..action })).await
        }
    };
    let Err(error) = written else { return Ok(()) };
    failed(context, &error);
    // Elsewhere the entry without an outcome tells of it, and the reply says what happened.
    let must_be = begun.is_none() || PERSONAL.contains(&asked.1);
    if must_be { Err(Problem::new(codes::AUDIT_UNAVAILABLE)) } else { Ok(()) }
}

fn failed(context: &Context, error: &PeopleError) {
    let request_id = context.request_id.as_str();
    tracing::error!(?error, request_id, "an action could not be written to the audit log");
}

fn action(
    context: &Context,
    (method, route, uri): RequestLine<'_>,
    caller: Option<&Caller>,
    told: &Told,
) -> Action {
    let (by, name) = match (&told.by, caller) {
        (Some((by, name)), _) => (Some(by.clone()), name.clone()),
        (None, Some(caller)) => (Some(caller.0.id.clone()), caller.0.name.clone()),
        (None, None) => (None, Box::default()),
    };
    let staff = caller.and_then(|caller| caller.0.staff());
    Action {
        by,
        name,
        role: staff.map(|staff| staff.role.as_str().into()),
        store: caller.and_then(|caller| caller.0.store.clone()),
        action: format!("{method} {route}").into(),
        target: told.target.clone().or_else(|| named(route, uri.path())),
        reason: told.reason.clone(),
        status: 0,
        request_id: context.request_id.as_str().into(),
    }
}

/// What the address names: the first part of the path that the pattern leaves open.
fn named(route: &str, path: &str) -> Option<Box<str>> {
    let parts = route.split('/').zip(path.split('/'));
    parts
        .into_iter()
        .find(|(open, _)| open.starts_with('{'))
        .map(|(_, part)| part.chars().take(200).collect::<String>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_what_something_was_done_to() {
        assert_eq!(
            named("/v1/members/{member}/unmask", "/v1/members/mem_1/unmask").as_deref(),
            Some("mem_1")
        );
        assert_eq!(named("/v1/adjustments", "/v1/adjustments"), None);
    }
}
