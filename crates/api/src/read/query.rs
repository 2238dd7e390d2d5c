//! Query strings, as strict as bodies.

use super::finding;
use crate::problem::{Fault, Problem, codes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

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
            // Numbers arrive as text here; a reader of a number takes only a JSON number.
            let value = match text.parse::<i64>() {
                Ok(number) if number.to_string() == text => Value::from(number),
                _ => Value::from(text),
            };
            fields.insert(name, value);
        }
        let value = Value::Object(fields);
        finding::read(&value, "?").map(Self).map_err(|fault| Problem::faults(vec![fault]))
    }
}
