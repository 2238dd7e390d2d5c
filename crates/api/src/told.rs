//! What a handler tells the audit log beside what every request says.

use crate::context::{Caller, Context};
use crate::state::Api;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use tessera_people::Action;

/// Rides on a reply to the audit log. A reply that carries one is written down whoever asked.
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
const ASKING: [&str; 6] = [
    "/v1/quotes",
    "/v1/programs/check",
    "/v1/programs/try",
    "/v1/members/find",
    "/v1/imports/preview",
    "/v1/invitations/look",
];

/// Writes down what staff did, and what anybody did that has to be known: personal data shown, members erased.
pub(crate) async fn log(
    api: &Api,
    context: &Context,
    (method, route, uri): (&Method, &str, &Uri),
    caller: Option<&Caller>,
    (told, status): (Option<Told>, StatusCode),
) {
    let staff = caller.and_then(|caller| caller.0.staff());
    let writes = !matches!(*method, Method::GET | Method::HEAD);
    if told.is_none() && (staff.is_none() || !writes || ASKING.contains(&route)) {
        return;
    }
    let told = told.unwrap_or_default();
    let (by, name) = match (&told.by, caller) {
        (Some((by, name)), _) => (Some(by.clone()), name.clone()),
        (None, Some(caller)) => (Some(caller.0.id.clone()), caller.0.name.clone()),
        (None, None) => (None, Box::default()),
    };
    let action = Action {
        by,
        name,
        role: staff.map(|staff| staff.role.as_str().into()),
        store: caller.and_then(|caller| caller.0.store.clone()),
        action: format!("{method} {route}").into(),
        target: told.target.or_else(|| named(route, uri.path())),
        reason: told.reason,
        status: status.as_u16(),
        request_id: context.request_id.as_str().into(),
    };
    if let Err(error) = api.people.log(action).await {
        tracing::error!(
            ?error,
            request_id = context.request_id.as_str(),
            "an action could not be written to the audit log"
        );
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
