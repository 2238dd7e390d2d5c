//! What each route asks of its caller: the table that the check of every request reads.
//!
//! It is closed: a request for a route and method that the table does not hold never reaches a handler.

use axum::http::Method;
use std::collections::HashMap;
use tessera_app::Scope;

/// What an endpoint asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing: health, documentation, pages of problems.
    Nothing,
    /// A key or a role with this scope.
    Scope(Scope),
    /// A member of staff who is signed in, whatever the role.
    Staff,
    /// A member who asks about oneself, and nobody else.
    Member,
    /// Anybody who is known: a key, staff, a member.
    Anybody,
}

/// Where an endpoint stands and what it takes.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The pattern of its path, such as `/v1/orders/{order}`.
    pub(crate) route: String,
    pub(crate) method: Method,
    pub(crate) need: Need,
    /// A member may ask it about oneself.
    pub(crate) own: bool,
    /// Its operation declares query parameters.
    pub(crate) has_query: bool,
}

/// The methods that endpoints may have, by their slots; `HEAD` counts as `GET`.
pub(crate) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The slot of a method.
pub(crate) fn slot(method: &Method) -> Option<usize> {
    let name = if method == Method::HEAD { "GET" } else { method.as_str() };
    METHODS.iter().position(|known| *known == name)
}

/// The table.
#[derive(Debug, Default)]
pub(crate) struct Needs(HashMap<Box<str>, [Option<Asked>; METHODS.len()]>);

/// What is asked of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) need: Need,
    /// A member may ask it about oneself.
    pub(crate) own: bool,
    /// It may have a query.
    pub(crate) has_query: bool,
}

impl Needs {
    /// The table of these endpoints.
    pub(crate) fn new(places: &[Place]) -> Self {
        let mut needs = Self::default();
        for Place { route, method, need, own, has_query } in places {
            if let Some(slot) = slot(method) {
                let asked = Asked { need: *need, own: *own, has_query: *has_query };
                needs.0.entry(route.as_str().into()).or_default()[slot] = Some(asked);
            }
        }
        needs
    }

    /// What is asked for a route and method; `None`: there is no such endpoint.
    pub(crate) fn asked(&self, route: &str, method: &Method) -> Option<Asked> {
        self.0.get(route)?[slot(method)?]
    }

    /// The methods of a route, as the header `Allow` has them; `None`: there is no such route.
    pub(crate) fn allow(&self, route: &str) -> Option<String> {
        let slots = self.0.get(route)?;
        let known = slots.iter().zip(METHODS).filter(|(asked, _)| asked.is_some());
        let names = known.map(|(_, method)| if method == "GET" { "GET,HEAD" } else { method });
        Some(names.collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_table_does_not_hold_is_not_there() {
        let place = |method| Place {
            route: "/v1/keys/{key}".into(),
            method,
            need: Need::Scope(Scope::KeysAdmin),
            own: false,
            has_query: false,
        };
        let needs = Needs::new(&[place(Method::GET), place(Method::DELETE), place(Method::PATCH)]);
        for method in [Method::GET, Method::HEAD, Method::DELETE, Method::PATCH] {
            let asked = needs.asked("/v1/keys/{key}", &method).unwrap();
            assert_eq!(asked.need, Need::Scope(Scope::KeysAdmin), "{method}");
        }
        assert_eq!(needs.asked("/v1/keys/{key}", &Method::POST), None);
        assert_eq!(needs.asked("/v1/keys/{key}", &Method::TRACE), None);
        assert_eq!(needs.asked("/v1/elsewhere", &Method::GET), None);
        assert_eq!(needs.allow("/v1/keys/{key}").unwrap(), "GET,HEAD,PATCH,DELETE");
    }
}
