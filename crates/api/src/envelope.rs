//! The one layer around every route: request id, language, access, limits, time-out, panics, problem documents, headers, figures, logs.
//!
//! One layer instead of a tower of them: every layer of a router costs an allocation and an indirect call per request.

use crate::access;
use crate::context::{Context, RequestId};
use crate::figures::Outcome;
use crate::lang::Lang;
use crate::problem::{Problem, codes};
use crate::state::Api;
use crate::timing;
use crate::told;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::Route;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task;
use std::time::{Duration, Instant};
use tessera_app::Timing;
use tower::{Layer, Service};

/// Wraps routes in [`Envelope`].
#[derive(Clone)]
pub(crate) struct EnvelopeLayer(pub(crate) Api);

impl Layer<Route> for EnvelopeLayer {
    type Service = Envelope;

    fn layer(&self, inner: Route) -> Envelope {
        Envelope { api: self.0.clone(), inner }
    }
}

/// See the module.
#[derive(Clone)]
pub(crate) struct Envelope {
    api: Api,
    inner: Route,
}

impl Service<Request> for Envelope {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut task::Context<'_>) -> task::Poll<Result<(), Infallible>> {
        <Route as Service<Request>>::poll_ready(&mut self.inner, cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let started = Instant::now();
        let (api, mut inner) = (self.api.clone(), self.inner.clone());
        let context = Context { request_id: api.request_ids.next(), lang: Lang::asked(request.headers()) };
        request.extensions_mut().insert(context);
        let traced = Traced::of(&request);
        Box::pin(async move {
            let limit = api.time_limit(traced.route());
            let asked = (&traced.method, traced.route(), &traced.uri);
            // Known even if the handler does not come to its end.
            let begun = OnceLock::new();
            let work = AssertUnwindSafe(async {
                let admitted = access::admit(&api, traced.route(), &mut request).await?;
                if let Some(action) = told::begin(&api, &context, asked, admitted.caller.as_ref()).await? {
                    let _ = begun.set(action);
                }
                let response = match inner.call(request).await {
                    Ok(response) => response,
                    Err(never) => match never {},
                };
                Ok::<_, Problem>((response, admitted))
            });
            let mut writes = None;
            let mut caller = None;
            let (mut response, quota) = match tokio::time::timeout(limit, timing::watched(unwound(work)))
                .await
                .map(|(done, took)| {
                    writes = took;
                    done
                }) {
                Ok(Some(Ok((response, admitted)))) => {
                    caller = admitted.caller;
                    (response, admitted.quota)
                }
                Ok(Some(Err(problem))) => (axum::response::IntoResponse::into_response(problem), None),
                Ok(None) => {
                    (axum::response::IntoResponse::into_response(Problem::new(codes::INTERNAL)), None)
                }
                Err(_) => (axum::response::IntoResponse::into_response(Problem::new(codes::TIMED_OUT)), None),
            };
            let told = (response.extensions_mut().remove(), response.status());
            let whose = (begun.get(), caller.as_ref());
            if let Err(problem) = told::end(&api, &context, asked, whose, told).await {
                response = axum::response::IntoResponse::into_response(problem);
            }
            let code = finish_problem(&mut response, &context, &traced);
            if code == Some(codes::METHOD_NOT_ALLOWED.name)
                && let Some(Ok(allow)) = api.needs.allow(traced.route()).map(HeaderValue::try_from)
            {
                response.headers_mut().insert(header::ALLOW, allow);
            }
            if let Some(quota) = quota {
                quota.write(response.headers_mut());
            }
            let took = started.elapsed();
            write_headers(response.headers_mut(), context.request_id, took, writes);
            api.figures.request(&traced.method, traced.route(), Outcome { status: response.status(), took });
            traced.log(&context, response.status(), code, took);
            Ok(response)
        })
    }
}

/// Runs work and catches its panic, which is logged by the panic hook with its place.
async fn unwound<T>(work: AssertUnwindSafe<impl Future<Output = T>>) -> Option<T> {
    let mut work = std::pin::pin!(work.0);
    std::future::poll_fn(|cx| match std::panic::catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Some),
        Err(_) => task::Poll::Ready(None),
    })
    .await
}

/// Writes the problem document of a failed request, and returns its code.
fn finish_problem(response: &mut Response, context: &Context, traced: &Traced) -> Option<&'static str> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let problem = response.extensions_mut().remove::<Problem>().unwrap_or_else(|| {
        // The router's own replies, and those of its extractors.
        Problem::new(match status {
            StatusCode::NOT_FOUND => codes::NOT_FOUND,
            StatusCode::METHOD_NOT_ALLOWED => codes::METHOD_NOT_ALLOWED,
            StatusCode::PAYLOAD_TOO_LARGE => codes::TOO_LARGE,
            status if status.is_client_error() => codes::NOT_FOUND,
            _ => codes::INTERNAL,
        })
    });
    *response = problem.render(context.lang, context.request_id.as_str(), traced.uri.path());
    Some(problem.code().name)
}

fn write_headers(headers: &mut HeaderMap, id: RequestId, took: Duration, writes: Option<Timing>) {
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert("x-request-id", value);
    }
    if let Some(value) = timing::header(took, writes) {
        headers.insert("server-timing", value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// What is kept of a request for its reply, its figures and its log line. The path goes into the caller's own reply only.
struct Traced {
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    parent: Option<Box<str>>,
}

impl Traced {
    fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get().cloned(),
            parent: trace_id(request.headers()).map(Into::into),
        }
    }

    /// The pattern of the path, such as `/v1/orders/{order}`; empty where nothing is.
    fn route(&self) -> &str {
        self.route.as_ref().map_or("", MatchedPath::as_str)
    }

    /// One line per request. Routine ones are for debugging; what a caller must mend is information; what we must mend is an error.
    fn log(&self, context: &Context, status: StatusCode, code: Option<&'static str>, took: Duration) {
        let (method, route, request_id) = (self.method.as_str(), self.route(), context.request_id.as_str());
        let (status, micros) = (status.as_u16(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        let (code, trace_id) = (code.unwrap_or_default(), self.parent.as_deref().unwrap_or_default());
        match status {
            500.. => {
                tracing::error!(method, route, status, code, micros, request_id, trace_id, "request failed")
            }
            400.. => {
                tracing::info!(method, route, status, code, micros, request_id, trace_id, "request refused")
            }
            _ => tracing::debug!(method, route, status, micros, request_id, trace_id, "request answered"),
        }
    }
}

/// The trace id of a W3C `traceparent`, if it is one.
fn trace_id(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get("traceparent")?.to_str().ok()?;
    let id = text.split('-').nth(1)?;
    let good = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (good && id.bytes().any(|byte| byte != b'0')).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_good_traceparent_is_taken() {
        let id = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", text.parse().unwrap());
            trace_id(&headers).map(str::to_owned)
        };
        let good = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(id(&format!("00-{good}-00f067aa0ba902b7-01")).as_deref(), Some(good));
        for bad in ["", "00", "00-xyz-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-0-01"] {
            assert_eq!(id(bad), None, "{bad}");
        }
    }
}
