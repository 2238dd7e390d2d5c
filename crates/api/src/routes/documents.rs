//! `GET /v1/openapi.json`, `/docs`, `/problems`: what the API says about itself. Served from the executable, so they work without a network.

use crate::problem::{self, Code, Problem, codes};
use crate::state::Api;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use std::io::Read;

/// RapiDoc 9.3.8, compressed; see its licence beside it.
static SCRIPT: &[u8] = include_bytes!("../../assets/rapidoc/rapidoc-min.js.gz");
static SCRIPT_LICENCE: &str = include_str!("../../assets/rapidoc/LICENSE.txt");
static PAGE: &str = include_str!("../../assets/docs.html");

/// 接口文档 · The OpenAPI 3.1 document
#[utoipa::path(get, path = "/v1/openapi.json", operation_id = "openapi", tag = "documents",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub(crate) async fn openapi(State(api): State<Api>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], api.document.clone()).into_response()
}

/// 接口文档页 · The browsable page of it
#[utoipa::path(get, path = "/docs", operation_id = "docs", tag = "documents",
    responses((status = 200, description = "A page", body = String, content_type = "text/html")))]
pub(crate) async fn docs() -> Response {
    html(PAGE)
}

/// The script of the page
#[utoipa::path(get, path = "/docs/rapidoc-9.3.8.js", operation_id = "docs_script", tag = "documents",
    responses((status = 200, description = "A script", body = String, content_type = "text/javascript")))]
pub(crate) async fn script(headers: HeaderMap) -> Result<Response, Problem> {
    let takes_gzip = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.to_ascii_lowercase().contains("gzip"));
    let mut response = if takes_gzip {
        let mut response = Response::new(Body::from(SCRIPT));
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        let mut plain = Vec::with_capacity(SCRIPT.len() * 4);
        let read = flate2::read::GzDecoder::new(SCRIPT).read_to_end(&mut plain);
        read.map_err(|_| Problem::new(codes::INTERNAL))?;
        Response::new(Body::from(plain))
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // The version is in the address.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// The licence of the script
#[utoipa::path(get, path = "/docs/licence.txt", operation_id = "docs_script_licence", tag = "documents",
    responses((status = 200, description = "A text", body = String, content_type = "text/plain")))]
pub(crate) async fn script_licence() -> &'static str {
    SCRIPT_LICENCE
}

/// 错误代码 · All kinds of problems
#[utoipa::path(get, path = "/problems", operation_id = "problems", tag = "documents",
    responses((status = 200, description = "A page", body = String, content_type = "text/html")))]
pub(crate) async fn problems() -> Response {
    html(problem::index_page())
}

/// 错误说明 · One kind of problem
#[utoipa::path(get, path = "/problems/{code}", operation_id = "problem", tag = "documents",
    params(("code" = String, Path, description = "The stable code", example = "insufficient-points")),
    responses((status = 200, description = "A page", body = String, content_type = "text/html")))]
pub(crate) async fn problem(Path(code): Path<String>) -> Result<Response, Problem> {
    let code = Code::find(&code).ok_or_else(|| Problem::new(codes::NOT_FOUND))?;
    Ok(html(problem::page(code)))
}

/// A page that takes nothing from elsewhere.
fn html<T>(page: T) -> Response
where
    Html<T>: IntoResponse,
{
    let policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; \
                  img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Html(page)).into_response()
}
