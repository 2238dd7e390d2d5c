//! The pages over HTTP, whether they were built or not.

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt as _;

async fn get(path: &str, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    tessera_pages::router().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer")
}

async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 10 << 20).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test]
async fn every_answer_of_a_page_is_guarded() {
    for path in ["/console/", "/till/", "/m/", "/console/members/mem_1", "/console/no-such-file.js"] {
        let response = get(path, &[]).await;
        let policy = response.headers().get(header::CONTENT_SECURITY_POLICY).expect("a policy");
        let policy = policy.to_str().expect("text");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn a_page_that_was_not_built_says_so_and_how_to_build_it() {
    if tessera_pages::are_built() {
        return;
    }
    let response = get("/console/", &[]).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let page = text(response).await;
    assert!(page.contains("页面没有构建") && page.contains("The pages were not built"), "{page}");
    assert!(page.contains("cargo build --release"), "{page}");
}

#[tokio::test]
async fn a_place_inside_a_page_gets_the_page_and_its_files_are_kept_for_ever() {
    if !tessera_pages::are_built() {
        return;
    }
    let page = get("/console/members/mem_1", &[]).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-cache");
    let tag = page.headers()[header::ETAG].to_str().expect("text").to_owned();
    let html = text(page).await;
    assert!(!html.contains("<script>"), "a script inside the page: {html}");
    let asset = html.split('"').find(|piece| piece.starts_with("/console/assets/")).expect("an asset");
    let asset = get(asset, &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(asset.status(), StatusCode::OK);
    assert_eq!(asset.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(asset.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let again = get("/console/", &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(get("/console/assets/gone.js", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_bare_address_leads_to_the_console() {
    let response = get("/", &[]).await;
    assert_eq!(response.headers()[header::LOCATION], "/console/");
    assert_eq!(get("/till", &[]).await.headers()[header::LOCATION], "/till/");
}
