//! The cookies of who is signed in, and that a write comes from our own pages.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whose cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    Staff,
    Member,
}

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Self::Staff => "tessera_staff",
            Self::Member => "tessera_member",
        }
    }

    /// How long the browser keeps it, in seconds: the server ends sessions, so as long as any session may last.
    fn max_age(self) -> u32 {
        match self {
            Self::Staff => 7 * 86_400,
            Self::Member => 400 * 86_400,
        }
    }
}

/// The token in a cookie.
pub(crate) fn read(headers: &HeaderMap, cookie: Cookie) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie.name()).map(|(_, token)| token)
}

/// Has the browser keep a token, out of reach of scripts and of other sites.
pub(crate) fn set(request: &HeaderMap, reply: &mut HeaderMap, cookie: Cookie, token: &str) {
    put(request, reply, cookie, token, cookie.max_age());
}

/// The headers with which a page of a demonstration signs somebody in.
pub(crate) fn signing_in(cookie: Cookie, token: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    set(&HeaderMap::new(), &mut headers, cookie, token);
    headers
}

/// Has the browser forget it.
pub(crate) fn clear(request: &HeaderMap, reply: &mut HeaderMap, cookie: Cookie) {
    put(request, reply, cookie, "", 0);
}

fn put(request: &HeaderMap, reply: &mut HeaderMap, cookie: Cookie, token: &str, max_age: u32) {
    // Only a proxy before us knows whether the browser came by TLS.
    let is_secure = request.get("x-forwarded-proto").is_some_and(|value| value == "https");
    let secure = if is_secure { "; Secure" } else { "" };
    let name = cookie.name();
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        reply.append(header::SET_COOKIE, value);
    }
}

/// Whether the request says that it was made by a page of this site. Browsers say so with every write, and pages cannot make it up.
pub(crate) fn is_of_this_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text("origin").and_then(|origin| origin.split_once("://")) else { return false };
    [text("host"), text("x-forwarded-host")]
        .into_iter()
        .flatten()
        .any(|host| host.eq_ignore_ascii_case(origin.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let all = headers(&[("cookie", "a=b; tessera_staff=tss_1; tessera_member=tms_2")]);
        assert_eq!(read(&all, Cookie::Staff), Some("tss_1"));
        assert_eq!(read(&all, Cookie::Member), Some("tms_2"));
        assert_eq!(read(&headers(&[("cookie", "xtessera_staff=1")]), Cookie::Staff), None);
    }

    #[test]
    fn only_our_own_pages_write() {
        for (origin, good) in [
            ("http://127.0.0.1:8642", true),
            ("https://127.0.0.1:8642", true),
            ("http://evil.example", false),
            ("http://127.0.0.1:9999", false),
            ("null", false),
        ] {
            let all = headers(&[("host", "127.0.0.1:8642"), ("origin", origin)]);
            assert_eq!(is_of_this_site(&all), good, "{origin}");
        }
        assert!(!is_of_this_site(&headers(&[("host", "127.0.0.1:8642")])));
    }

    #[test]
    fn cookies_are_kept_from_scripts_and_other_sites() {
        let mut reply = HeaderMap::new();
        set(&headers(&[("x-forwarded-proto", "https")]), &mut reply, Cookie::Staff, "tss_1");
        assert_eq!(
            reply["set-cookie"],
            "tessera_staff=tss_1; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800; Secure"
        );
    }
}
