//! Errors as RFC 9457 problem documents.
//!
//! A handler returns a [`Problem`]; it becomes a response that carries it, and the envelope writes the document, because only there the
//! request id, the path and the asked language are known. So no handler can forget them.

pub mod codes;
mod page;
mod people_codes;
mod refusal;

pub use codes::{Code, Next};
pub(crate) use page::{index as index_page, page};

use crate::lang::{Lang, Said};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Something the caller must know instead of the answer.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    code: &'static Code,
    detail: Option<Said>,
    faults: Vec<Fault>,
    figures: Vec<(Box<str>, i64)>,
    cashier: Option<Said>,
    retry_after: Option<u32>,
    replayed: bool,
}

/// One fault of a request, with the place it was found at.
#[derive(Clone, Debug)]
pub struct Fault {
    /// A JSON pointer into the body, or the name of a query parameter after `?`.
    pub pointer: String,
    /// The kind.
    pub code: &'static Code,
    /// What is wrong here and the remedy.
    pub detail: Said,
}

impl Fault {
    /// A fault that its kind's remedy describes well enough.
    pub fn plain(pointer: impl Into<String>, code: &'static Code) -> Self {
        Self { pointer: pointer.into(), code, detail: Said::new(code.remedy_zh, code.remedy_en) }
    }

    /// A fault with its own words.
    pub fn new(
        pointer: impl Into<String>,
        code: &'static Code,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self { pointer: pointer.into(), code, detail: Said::new(zh, en) }
    }
}

impl Problem {
    /// A problem that its kind's remedy describes well enough.
    pub fn new(code: &'static Code) -> Self {
        Self(Box::new(Inner {
            code,
            detail: None,
            faults: Vec::new(),
            figures: Vec::new(),
            cashier: None,
            retry_after: matches!(code.status, 429 | 503).then_some(1),
            replayed: false,
        }))
    }

    /// With its own words.
    pub fn detail(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.0.detail = Some(Said::new(zh, en));
        self
    }

    /// A request with these faults, which must not be none; the kind is that of the first.
    pub fn faults(faults: Vec<Fault>) -> Self {
        let mut problem = Self::new(faults.first().map_or(codes::INTERNAL, |fault| fault.code));
        problem.0.detail = faults.first().map(|fault| fault.detail.clone());
        problem.0.faults = faults;
        problem
    }

    /// With faults of its own.
    pub fn with_faults(mut self, faults: Vec<Fault>) -> Self {
        self.0.faults = faults;
        self
    }

    /// Says when to try again, in seconds.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// This is the first outcome of the command, given once more.
    pub fn replayed(mut self, replayed: bool) -> Self {
        self.0.replayed = replayed;
        self
    }

    /// What is wrong and what to do about it.
    pub fn text(&self, lang: Lang) -> String {
        let Inner { code, detail, .. } = &*self.0;
        let remedy = if lang == Lang::Zh { code.remedy_zh } else { code.remedy_en };
        detail.as_ref().map_or(remedy, |detail| detail.in_(lang)).to_owned()
    }

    /// The kind.
    pub fn code(&self) -> &'static Code {
        self.0.code
    }

    /// What the cashier may read out; nothing where the problem is none of the member's.
    pub fn cashier_text(&self, lang: Lang) -> &str {
        self.0.cashier.as_ref().map(|text| text.in_(lang)).unwrap_or_default()
    }

    /// The problem document, as the envelope and the rows of a batch write it.
    pub(crate) fn document<'a>(&'a self, lang: Lang, request_id: &'a str, instance: &'a str) -> Document<'a> {
        Document { problem: &self.0, lang, request_id, instance }
    }

    /// The response in its final form.
    pub(crate) fn render(&self, lang: Lang, request_id: &str, instance: &str) -> Response {
        let status = StatusCode::from_u16(self.0.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let document = serde_json::to_vec(&self.document(lang, request_id, instance)).unwrap_or_default();
        let mut response = Response::new(Body::from(document));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"tessera\""));
        }
        if self.0.replayed {
            headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem as the wire shows it, in one language.
pub(crate) struct Document<'a> {
    problem: &'a Inner,
    lang: Lang,
    request_id: &'a str,
    instance: &'a str,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a> {
            pointer: &'a str,
            code: &'a str,
            detail: &'a str,
        }
        let Inner { code, detail, faults, figures, cashier, .. } = self.problem;
        let (title, remedy) = match self.lang {
            Lang::Zh => (code.title_zh, code.remedy_zh),
            Lang::En => (code.title_en, code.remedy_en),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &format_args!("/problems/{}", code.name))?;
        map.serialize_entry("title", title)?;
        map.serialize_entry("status", &code.status)?;
        map.serialize_entry("detail", detail.as_ref().map_or(remedy, |detail| detail.in_(self.lang)))?;
        map.serialize_entry("instance", self.instance)?;
        map.serialize_entry("code", code.name)?;
        map.serialize_entry("next", code.next.as_str())?;
        if !faults.is_empty() {
            let lines: Vec<_> = faults
                .iter()
                .map(|fault| Line {
                    pointer: &fault.pointer,
                    code: fault.code.name,
                    detail: fault.detail.in_(self.lang),
                })
                .collect();
            map.serialize_entry("errors", &lines)?;
        }
        for (name, figure) in figures {
            map.serialize_entry(&**name, figure)?;
        }
        if let Some(cashier) = cashier {
            map.serialize_entry("cashier_text", cashier.in_(self.lang))?;
        }
        map.serialize_entry("request_id", self.request_id)?;
        map.end()
    }
}

/// A problem document (RFC 9457). Business refusals carry the figures behind them as further members, such as `available`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemDocument {
    /// A page that explains the kind of problem.
    #[schema(example = "/problems/insufficient-points")]
    pub r#type: String,
    /// The kind in a few words, in the asked language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do about it, in the asked language.
    pub detail: String,
    /// The path of the request.
    pub instance: String,
    /// The stable code of the kind of problem.
    #[schema(example = "insufficient-points")]
    pub code: String,
    /// What to do next: `retry_same_id`, `fix_new_id`, `ask_member` or `stop`.
    #[schema(example = "ask_member")]
    pub next: String,
    /// Each fault of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemFault>,
    /// What the cashier may read out, in the asked language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cashier_text: Option<String>,
    /// Names the request in our logs.
    pub request_id: String,
}

/// One fault of a request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemFault {
    /// A JSON pointer into the body, or `?` and the name of a query parameter.
    #[schema(example = "/lines/0/amount")]
    pub pointer: String,
    /// The stable code.
    pub code: String,
    /// What is wrong here and the remedy.
    pub detail: String,
}
