//! JSON bodies.

use super::finding;
use super::scalar::EventIdText;
use crate::problem::{Fault, Problem, codes};
use crate::state::Api;
use axum::body::Bytes;
use axum::extract::{FromRequest, MatchedPath, Request};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{Seek, Write};
use tessera_app::orders_file::OrdersFileError;
use tessera_engine::values::EventId;

/// An upload is written in portions of about so many bytes.
const PORTION: usize = 1 << 20;

/// The bytes of a request that says it is JSON, not parsed yet, so that what is parsed can borrow from them; and the event id of the
/// header `Idempotency-Key`.
pub(crate) struct JsonBody {
    bytes: Bytes,
    key: Result<Option<EventId>, Problem>,
}

impl FromRequest<Api> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Problem> {
        let headers = request.headers();
        if !is_of_type(headers, "application/json") {
            return Err(Problem::new(codes::UNSUPPORTED_MEDIA_TYPE));
        }
        let key = idempotency_key(headers);
        let bytes = read_all(request, api).await?;
        Ok(Self { bytes, key })
    }
}

/// The whole body, or why it cannot be had.
pub(crate) async fn read_all(request: Request, api: &Api) -> Result<Bytes, Problem> {
    let limit = limit(&request, api)?;
    axum::body::to_bytes(request.into_body(), limit).await.map_err(|error| {
        let error: &dyn std::error::Error = &error;
        // Over the limit, or the connection broke; then nobody reads the reply.
        let too_large = error.source().is_some_and(|source| source.to_string().contains("length limit"));
        Problem::new(if too_large { codes::TOO_LARGE } else { codes::BROKEN_BODY })
    })
}

/// The whole body as a file that has no name, to be read from its beginning, and its size in bytes; or why it cannot be had.
pub(crate) async fn read_to_file(request: Request, api: &Api) -> Result<(File, u64), Problem> {
    let limit = limit(&request, api)? as u64;
    let spill = api.app.spill();
    let not_kept = |error: OrdersFileError| {
        tracing::error!(%error, "an upload could not be kept");
        let text = error.text_from_afar();
        Problem::new(codes::UNAVAILABLE).detail(text.zh, text.en)
    };
    let (mut file, mut size) = (spill.file().map_err(not_kept)?, 0);
    let (mut body, mut portion) = (request.into_body(), Vec::with_capacity(PORTION));
    loop {
        let next = body.frame().await.transpose().map_err(|_| Problem::new(codes::BROKEN_BODY))?;
        let ended = next.is_none();
        // Trailers say nothing.
        let bytes = next.and_then(|frame| frame.into_data().ok()).unwrap_or_default();
        size += bytes.len() as u64;
        if size > limit {
            return Err(Problem::new(codes::TOO_LARGE));
        }
        portion.extend_from_slice(&bytes);
        if portion.len() >= PORTION || ended {
            let put = move || {
                file.write_all(&portion)?;
                portion.clear();
                if ended {
                    file.rewind()?;
                }
                Ok((file, portion))
            };
            // Joining fails only if the work panics.
            let put = tokio::task::spawn_blocking(put).await.map_err(|_| Problem::new(codes::INTERNAL))?;
            (file, portion) = put.map_err(|source| not_kept(spill.failed(source)))?;
        }
        if ended {
            return Ok((file, size));
        }
    }
}

/// How large the body may be; an error if it says that it is larger.
fn limit(request: &Request, api: &Api) -> Result<usize, Problem> {
    let route = request.extensions().get::<MatchedPath>();
    let limit = api.body_limit(route.map_or("", MatchedPath::as_str));
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if told.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > limit as u64) {
        return Err(Problem::new(codes::TOO_LARGE));
    }
    Ok(limit)
}

/// Whether a request says that its body is of this media type, and not packed.
pub(crate) fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let packed = headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity");
    essence.eq_ignore_ascii_case(media_type) && !packed
}

/// `Idempotency-Key`: bare, or quoted as the draft of the header has it.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<EventId>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = std::str::from_utf8(value.as_bytes()).unwrap_or_default().trim();
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    match EventId::new(bare) {
        Some(id) => Ok(Some(id)),
        None => Err(Problem::faults(vec![Fault::plain("Idempotency-Key", codes::BAD_TEXT)])),
    }
}

/// What a request may be read as: names the type for every lifetime of the bytes it borrows from.
pub(crate) trait Form {
    /// The type.
    type Of<'a>: Deserialize<'a>;
}

/// Makes types into forms: `form!(TagsRequest<'a>, CheckRequest)`.
macro_rules! form {
    ($($name:ident $(<$life:lifetime>)?),* $(,)?) => {
        $(form!(@one $name $($life)?);)*
    };
    (@one $name:ident) => {
        impl $crate::read::Form for $name {
            type Of<'a> = $name;
        }
    };
    (@one $name:ident $life:lifetime) => {
        impl $crate::read::Form for $name<'static> {
            type Of<$life> = $name<$life>;
        }
    };
}
pub(crate) use form;

impl JsonBody {
    /// Parses the body; the value may borrow from it.
    pub(crate) fn parse<F: Form>(&self) -> Result<F::Of<'_>, Problem> {
        let error = match serde_json::from_slice(&self.bytes) {
            // Serde would read an array as the fields in their order.
            Ok(value) if self.bytes.trim_ascii_start().first() == Some(&b'{') => return Ok(value),
            Ok(_) => serde::de::Error::custom("not an object"),
            Err(error) => error,
        };
        if let Ok(value) = serde_json::from_slice::<Value>(&self.bytes) {
            from_value::<F>(&value)?;
        }
        let (line, column) = (error.line(), error.column());
        Err(Problem::new(codes::BAD_JSON).detail(
            format!("请求正文第 {line} 行第 {column} 列不是有效的 JSON，或同一字段出现两次。"),
            format!("The body is not valid JSON at line {line}, column {column}, or names a field twice."),
        ))
    }

    /// The event id: of the body, or of the header where the body has none.
    pub(crate) fn event_id(&self, body: Option<EventIdText>) -> Result<EventId, Problem> {
        event_id(body, self.key.clone()?)
    }
}

/// Reads a form from a value that is parsed already, as a row of a batch is.
pub(crate) fn from_value<F: Form>(value: &Value) -> Result<F::Of<'_>, Problem> {
    finding::read(value, "").map_err(|fault| Problem::faults(vec![fault]))
}

/// The one event id of a request that may name it in the body and in a header.
pub(crate) fn event_id(body: Option<EventIdText>, header: Option<EventId>) -> Result<EventId, Problem> {
    match (body, header) {
        (Some(body), Some(header)) if body.0 != header => Err(Problem::new(codes::EVENT_ID_MISMATCH)),
        (Some(EventIdText(id)), _) | (None, Some(id)) => Ok(id),
        (None, None) => Err(Problem::new(codes::MISSING_EVENT_ID)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Integer, Text};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Parcel<'a> {
        #[serde(borrow)]
        label: Text<'a>,
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Line {
        amount: Integer<0>,
        quantity: Option<Integer<1>>,
    }

    form!(Parcel<'a>);

    fn fault(json: &str) -> String {
        let body = JsonBody { bytes: Bytes::copy_from_slice(json.as_bytes()), key: Ok(None) };
        let problem = body.parse::<Parcel>().unwrap_err();
        let document = serde_json::to_value(problem.document(crate::Lang::En, "", "")).unwrap();
        let place = document["errors"][0]["pointer"].as_str().unwrap_or_default().to_owned();
        format!("{} {place}: {}", document["code"].as_str().unwrap(), document["detail"].as_str().unwrap())
    }

    #[test]
    fn a_fault_names_its_place_kind_and_remedy() {
        let cases = [
            r#"{"label":"a","lines":[{"amount":1,"quantty":2}]}"#,
            r#"{"label":"a","lines":[],"color":"red"}"#,
            r#"{"label":"a","lines":[{"amount":1},{"quantity":2}]}"#,
            r#"{"label":5,"lines":[]}"#,
            r#"{"label":"a","lines":{}}"#,
            r#"{"label":"a","lines":[{"amount":12.5}]}"#,
            r#"{"label":"a","lines":[{"amount":-1}]}"#,
            r#"{"label":" a","lines":[]}"#,
            r#"[]"#,
            r#"{"label":"a","label":"b","lines":[]}"#,
            "{\n\"label\":\"a\",",
        ];
        let shown: Vec<_> = cases.iter().map(|case| fault(case)).collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn one_event_id_is_enough_and_two_must_agree() {
        let id = |text| EventId::new(text).unwrap();
        let body = |text| Some(EventIdText(id(text)));
        assert_eq!(event_id(body("a"), None).unwrap(), id("a"));
        assert_eq!(event_id(None, Some(id("a"))).unwrap(), id("a"));
        assert_eq!(event_id(body("a"), Some(id("a"))).unwrap(), id("a"));
        assert_eq!(event_id(body("a"), Some(id("b"))).unwrap_err().code().name, "event-id-mismatch");
        assert_eq!(event_id(None, None).unwrap_err().code().name, "missing-event-id");
    }
}
