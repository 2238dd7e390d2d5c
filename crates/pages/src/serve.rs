//! From a request to a file.

use crate::files::{self, File};
use crate::headers::{guard, keeping, media_type};
use crate::missing;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::io::Read as _;

/// Answers for a page: its file, or its `index.html` for a place inside the page.
pub(crate) fn answer(place: &str, folder: &str, request: &Request) -> Response {
    let mut response = if files::FILES.is_empty() {
        plain(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", missing::page())
    } else {
        let rest = request.uri().path().strip_prefix(place).unwrap_or_default().trim_start_matches('/');
        match find(folder, rest) {
            Some(file) => send(file, request.headers()),
            None => plain(
                StatusCode::NOT_FOUND,
                "text/plain; charset=utf-8",
                "没有这个文件。 There is no such file.\n",
            ),
        }
    };
    guard(response.headers_mut());
    response
}

/// A name with a dot in its last part is a file; anything else is a place that the page itself knows.
fn find(folder: &str, rest: &str) -> Option<&'static File> {
    let is_file = rest.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file {
        return files::find(&format!("{folder}/{rest}"));
    }
    files::find(&format!("{folder}/index.html"))
}

fn send(file: &'static File, asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let encoding = encoding(asked);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_static(file.tag));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping(file.path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_known(file, asked) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(file.path)));
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    *response.body_mut() = match encoding {
        Encoding::Brotli => Body::from(file.brotli),
        Encoding::Gzip => Body::from(file.gzip),
        Encoding::Plain => Body::from(plainly(file)),
    };
    response
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }
}

/// The best of what a reader takes.
fn encoding(asked: &HeaderMap) -> Encoding {
    let values = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut best = Encoding::Plain;
    for part in values.flat_map(|value| value.split(',')) {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let refused = pieces
            .any(|piece| piece.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty()));
        match name {
            _ if refused => {}
            "br" => return Encoding::Brotli,
            "gzip" | "*" => best = Encoding::Gzip,
            _ => {}
        }
    }
    best
}

/// For the few readers that take no compression.
fn plainly(file: &File) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Cannot fail: the build wrote it, and it was embedded whole.
    let _ = flate2::read::GzDecoder::new(file.gzip).read_to_end(&mut bytes);
    bytes
}

/// Whether the reader holds this content already.
fn is_known(file: &File, asked: &HeaderMap) -> bool {
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|tags| tags.split(',')).any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == file.tag
    })
}

fn plain(status: StatusCode, media: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(accept: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(accept).expect("a header"));
        encoding(&headers)
    }

    #[test]
    fn the_best_encoding_that_the_reader_takes_is_sent() {
        assert_eq!(taken("gzip, deflate, br"), Encoding::Brotli);
        assert_eq!(taken("gzip, br;q=0"), Encoding::Gzip);
        assert_eq!(taken("gzip;q=0.5"), Encoding::Gzip);
        assert_eq!(taken("identity"), Encoding::Plain);
        assert_eq!(encoding(&HeaderMap::new()), Encoding::Plain);
    }
}
