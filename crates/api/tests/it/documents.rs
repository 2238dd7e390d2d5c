//! `docs/openapi.json` and the pages.

use std::collections::BTreeSet;

#[test]
fn the_committed_openapi_document_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == tessera_api::document(),
        "docs/openapi.json is not what the endpoints say: cargo run -p tessera-api --example openapi > docs/openapi.json"
    );
}

#[test]
fn every_operation_has_its_own_id_summary_and_scope() {
    let document: serde_json::Value = serde_json::from_str(&tessera_api::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id), "{id} twice");
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            let signs_in = ["/v1/session", "/v1/member-session", "/v1/member-session/codes"];
            let is_open = !path.starts_with("/v1/")
                || ["/v1/openapi.json", "/v1/messages", "/v1/programs/current/rules"]
                    .contains(&path.as_str())
                || path.starts_with("/v1/invitations/")
                || method == "post" && signs_in.contains(&path.as_str());
            assert_eq!(operation["security"].is_null(), is_open, "{method} {path}");
        }
    }
}
