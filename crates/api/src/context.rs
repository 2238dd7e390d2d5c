//! What the envelope knows about a request and its handler needs: the request's id, the asked language, and who asks.

use crate::access::Access;
use crate::lang::Lang;
use crate::problem::{Problem, codes};
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes the ids of requests: `req_`, 16 hex digits that differ from start to start, and a count.
#[derive(Debug)]
pub(crate) struct RequestIds {
    instance: u64,
    next: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new(instance: u64) -> Self {
        Self { instance, next: AtomicU64::new(1) }
    }

    pub(crate) fn next(&self) -> RequestId {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        let mut text = *b"req_0000000000000000-000000000000";
        hex(self.instance, &mut text[4..20]);
        hex(count, &mut text[21..]);
        RequestId(text)
    }
}

fn hex(mut number: u64, into: &mut [u8]) {
    for place in into.iter_mut().rev() {
        *place = b"0123456789abcdef"[(number & 15) as usize];
        number >>= 4;
    }
}

/// The id of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestId([u8; 33]);

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What a handler needs to answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) request_id: RequestId,
    pub(crate) lang: Lang,
}

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().copied().ok_or_else(|| Problem::new(codes::INTERNAL))
    }
}

impl Context {
    /// A JSON reply; the request's id is added to it.
    pub(crate) fn reply<T: Serialize>(&self, status: StatusCode, body: &T) -> Response {
        let mut json = Vec::with_capacity(1024);
        if let Err(error) = serde_json::to_writer(&mut json, body) {
            tracing::error!(%error, "a reply could not be written");
            return axum::response::IntoResponse::into_response(Problem::new(codes::INTERNAL));
        }
        if json.last() == Some(&b'}') {
            json.pop();
            if json.last() != Some(&b'{') {
                json.push(b',');
            }
            json.extend_from_slice(b"\"request_id\":\"");
            json.extend_from_slice(self.request_id.as_str().as_bytes());
            json.extend_from_slice(b"\"}");
        }
        let mut response = Response::new(Body::from(json));
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }

    /// A JSON reply with status 200.
    pub(crate) fn ok<T: Serialize>(&self, body: &T) -> Response {
        self.reply(StatusCode::OK, body)
    }

    /// The reply to a command: 201 the first time, 200 with `Idempotent-Replayed` for the same answer again.
    pub(crate) fn recorded<T: Serialize>(&self, replayed: bool, body: &T) -> Response {
        if !replayed {
            return self.reply(StatusCode::CREATED, body);
        }
        mark_replayed(self.reply(StatusCode::OK, body))
    }
}

/// Says of a reply that it is the first answer, given once more.
pub(crate) fn mark_replayed(mut response: Response) -> Response {
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

/// Who asks: a key, a member of staff, or a member.
#[derive(Clone, Debug)]
pub(crate) struct Caller(pub(crate) Arc<Access>);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| Problem::new(codes::UNAUTHENTICATED))
    }
}

impl Caller {
    /// The store that something happens in: the one named, or the one that the key is bound to; they must not differ.
    pub(crate) fn store(&self, named: Option<Box<str>>) -> Result<Option<Box<str>>, Problem> {
        match (&self.0.store, named) {
            (Some(bound), Some(named)) if *bound != named => Err(Problem::new(codes::WRONG_STORE).detail(
                format!("您属于门店“{bound}”，不能替“{named}”操作。"),
                format!("You belong to store `{bound}` and cannot act for `{named}`."),
            )),
            (Some(bound), None) => Ok(Some(bound.clone())),
            (_, named) => Ok(named),
        }
    }
}
