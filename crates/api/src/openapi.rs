//! The OpenAPI document: gathered from the endpoints, completed with what holds for all of them.

use crate::routes::Endpoint;
use crate::state::Api;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

/// What the document says of the whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tessera 常客",
        description = include_str!("../assets/introduction.md"),
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    tags(
        (name = "members", description = "会员"),
        (name = "wallets", description = "账户、批次、流水、对账单"),
        (name = "orders", description = "订单、退货、试算"),
        (name = "activities", description = "活动、签到"),
        (name = "redemptions", description = "兑换"),
        (name = "adjustments", description = "人工调整"),
        (name = "batches", description = "批量上传"),
        (name = "imports", description = "导入"),
        (name = "programs", description = "会员计划"),
        (name = "backtests", description = "回测"),
        (name = "events", description = "事件流"),
        (name = "figures", description = "经营数据"),
        (name = "exports", description = "导出、试算平衡、核账"),
        (name = "people", description = "个人信息"),
        (name = "sessions", description = "登录与会话"),
        (name = "staff", description = "员工与角色"),
        (name = "stores", description = "门店"),
        (name = "approvals", description = "审批"),
        (name = "audit", description = "操作日志"),
        (name = "keys", description = "密钥"),
        (name = "health", description = "运行状况"),
        (name = "documents", description = "文档")
    ),
    components(schemas(crate::problem::ProblemDocument, crate::problem::ProblemFault))
)]
struct Whole;

/// The router of all endpoints and the document of it.
pub(crate) fn gather(endpoints: Vec<Endpoint>) -> (axum::Router<Api>, Value) {
    let whole = OpenApiRouter::with_openapi(Whole::openapi());
    let router = endpoints.into_iter().fold(whole, |router, endpoint| router.routes(endpoint.router));
    let (router, document) = router.split_for_parts();
    (router, complete(document))
}

/// Adds the key, the problem document every operation may answer with, the request id in every JSON reply, and the headers.
fn complete(document: Document) -> Value {
    // A document of plain maps and texts: writing it does not fail.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    document["components"]["securitySchemes"] = json!({ "key": {
        "type": "http", "scheme": "bearer", "bearerFormat": "lk_live_…",
        "description": "An API key, made by POST /v1/keys or with `tessera key create`. Each operation names the scope it needs." },
        "staff": { "type": "apiKey", "in": "cookie", "name": "tessera_staff",
        "description": "A member of staff who signed in with POST /v1/session; the role holds the scope that is named. Writes carry the `Origin` of this site." },
        "member": { "type": "apiKey", "in": "cookie", "name": "tessera_member",
        "description": "A member who signed in with POST /v1/member-session, and asks about oneself: the header `Tessera-As: member` chooses this cookie." } });
    let schemas = document["components"]["schemas"].clone();
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(|item| item.values_mut()) {
        let is_command = names_an_event(operation, &schemas);
        add_headers(operation, is_command);
        if let Some(responses) = operation["responses"].as_object_mut() {
            responses.values_mut().for_each(add_request_id);
            responses.insert(
                "default".into(),
                json!({ "description": "Anything else, as RFC 9457 says",
                    "headers": { "Retry-After": header("integer", "429 and 503: seconds until the same request may be sent again.") },
                    "content": { "application/problem+json": {
                        "schema": { "$ref": "#/components/schemas/ProblemDocument" } } } }),
            );
        }
    }
    document
}

/// Whether the body of an operation may hold an `event_id`.
fn names_an_event(operation: &Value, schemas: &Value) -> bool {
    let place =
        operation.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
    let name = place.and_then(|place| place.rsplit('/').next());
    name.is_some_and(|name| schemas[name]["properties"].get("event_id").is_some())
}

fn header(kind: &str, description: &str) -> Value {
    json!({ "description": description, "schema": { "type": kind } })
}

/// The headers that requests may carry, and those of their replies.
fn add_headers(operation: &mut Value, is_command: bool) {
    let needs_key = operation.get("security").is_some();
    if !operation["parameters"].is_array() {
        operation["parameters"] = json!([]);
    }
    let Some(parameters) = operation["parameters"].as_array_mut() else { return };
    parameters.push(json!({ "name": "Accept-Language", "in": "header", "required": false,
        "description": "`zh-CN` (default) or `en`: the language of texts and problems.",
        "schema": { "type": "string" }, "example": "zh-CN" }));
    if needs_key {
        parameters.push(json!({ "name": "Tessera-Signed-In", "in": "header", "required": false,
            "description": "Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 \
                `another-signed-in` and nothing is recorded.",
            "schema": { "type": "string" }, "example": "stf_0193f000000070008000000000000001" }));
    }
    if is_command {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Stands for `event_id` where the body has none; where it has one, both are the same.",
            "schema": { "type": "string", "maxLength": 64 } }));
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, response) in responses {
        if is_command && status == "200" {
            response["headers"]["Idempotent-Replayed"] =
                header("boolean", "`true`: the first answer to this event, given once more.");
        }
        if needs_key {
            response["headers"]["RateLimit"] = header(
                "string",
                "What is left of the key's quota, if there is one, as `RateLimit-Policy` names it.",
            );
        }
    }
}

fn add_request_id(response: &mut Value) {
    let Some(schema) = response.pointer_mut("/content/application~1json/schema") else { return };
    if schema.get("$ref").is_some() {
        let inner = schema.take();
        *schema = json!({ "allOf": [inner, { "type": "object", "required": ["request_id"],
            "properties": { "request_id": { "type": "string", "description": "Names the request in our logs." } } }] });
    }
}

/// The document as it is committed and served.
pub fn document() -> String {
    let (_, document) = gather(crate::routes::all());
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
