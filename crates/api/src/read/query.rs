//! Query strings, as strict as bodies.

use super::finding;
use crate::problem::{Fault, Problem, codes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tessera_engine::values::Instant;

/// The query of a request, read into a form.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|_| Problem::new(codes::BAD_QUERY))?;
        let mut fields = Map::new();
        for (name, text) in pairs.0 {
            if fields.contains_key(&name) {
                let fault = Fault::plain(format!("?{name}"), codes::BAD_QUERY);
                return Err(Problem::faults(vec![fault]));
            }
            fields.insert(name, Value::from(instant_with_plus(&text).unwrap_or(text)));
        }
        let value = Value::Object(fields);
        finding::read(&value, "?").map(Self).map_err(|fault| Problem::faults(vec![fault]))
    }
}

/// An instant whose `+` arrived as a space, as it does when it stands in an address unescaped.
fn instant_with_plus(text: &str) -> Option<String> {
    let (date, offset) = text.rsplit_once(' ')?;
    let mended = format!("{date}+{offset}");
    mended.parse::<Instant>().is_ok().then_some(mended)
}
