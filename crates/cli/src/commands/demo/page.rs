//! The page that the demo opens with: what to try as operator, cashier and member, with a button that signs in as each.

use super::cast::{Cast, PASSWORD};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use tessera_people::{People, PeopleError};

/// What the page needs to know.
struct Demo {
    people: People,
    cast: Cast,
    key: String,
}

/// The page and its buttons.
pub(super) fn router(people: People, cast: Cast, key: String) -> Router {
    let demo = Arc::new(Demo { people, cast, key });
    Router::new().route("/demo", get(show)).route("/demo/as/{who}", post(enter)).with_state(demo)
}

/// The page forbids what it does not need: it has no scripts, and sends its forms to itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

async fn show(State(demo): State<Arc<Demo>>, headers: HeaderMap) -> Response {
    let asked =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let page =
        if asked.starts_with("en") { include_str!("page.en.html") } else { include_str!("page.zh.html") };
    let page = page
        .replace("{{password}}", PASSWORD)
        .replace("{{members}}", &demo.cast.members.to_string())
        .replace("{{phone}}", demo.cast.phone.trim_start_matches("+86"))
        .replace("{{key}}", &demo.key);
    let mut reply = Html(page).into_response();
    reply.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    reply.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

async fn enter(State(demo): State<Arc<Demo>>, Path(who): Path<String>) -> Response {
    match signed_in(&demo, &who).await {
        Ok(Some((headers, place))) => (headers, Redirect::to(place)).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(?error, "the demo could not sign in");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The cookie of a button's session, and where it leads.
async fn signed_in(demo: &Demo, who: &str) -> Result<Option<(HeaderMap, &'static str)>, PeopleError> {
    if who == "member" {
        let signed_in = demo.people.member_signed_in(demo.cast.member, "demo").await?;
        return Ok(Some((tessera_api::member_signed_in(&signed_in), "/m/")));
    }
    let Some(staff) = demo.cast.staff(who) else { return Ok(None) };
    let signed_in = demo.people.signed_in(staff, "demo").await?;
    let place = if who == "wang" { "/till/" } else { "/console/" };
    Ok(Some((tessera_api::staff_signed_in(&signed_in), place)))
}
