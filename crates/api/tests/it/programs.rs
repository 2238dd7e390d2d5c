//! `/v1/programs`

use crate::figures::order_of;
use crate::shop::{FLAT, Shop};
use serde_json::json;
use tessera_api::Settings;

#[tokio::test]
async fn a_program_is_checked_published_listed_and_compared() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let checked = shop.post("/v1/programs/check", &json!({ "document": FLAT })).send().await.expect(200);
    assert_eq!(checked["publishable"], true, "{checked:#}");
    let publish = |document: &str, starts_at: &str| {
        shop.post("/v1/programs", &json!({ "document": document, "starts_at": starts_at, "note": "first" }))
            .send()
    };
    let first = publish(FLAT, "2026-01-01T00:00:00+08:00").await.expect(201);
    assert_eq!((&first["version"], &first["published_by"]), (&json!(1), &json!("all")));
    assert_eq!(first["starts_at"], "2025-12-31T16:00:00Z");
    assert_eq!(publish(FLAT, "2025-01-01T00:00:00+08:00").await.problem(409), "version-conflict");
    let richer = FLAT.replace("worth = \"0.01\"", "worth = \"0.02\"");
    publish(&richer, "2027-01-01T00:00:00+08:00").await.expect(201);
    let list = shop.get("/v1/programs").send().await.expect(200);
    assert_eq!(list["data"].as_array().unwrap().len(), 2);
    assert!(list["data"][0]["document"].is_null(), "documents are not in the list");
    let second = shop.get("/v1/programs/2").send().await.expect(200);
    assert_eq!(second["document"], richer);
    let diff = shop.get("/v1/programs/2/diff").send().await.expect(200);
    assert_eq!(diff["data"].as_array().unwrap().len(), 1, "{diff:#}");
    let none = shop.get("/v1/programs/2/diff?against=2").send().await.expect(200);
    assert_eq!(none["data"], json!([]));
    for path in ["/v1/programs/3", "/v1/programs/x", "/v1/programs/1/diff", "/v1/programs/2/diff?against=9"] {
        assert_eq!(shop.get(path).send().await.problem(404), "unknown-version", "{path}");
    }
}

#[tokio::test]
async fn a_program_with_errors_names_the_line_and_the_remedy() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let wrong = FLAT
        .replace("give = { rate = 1 }", "give = { rate = -1 }")
        .replace("currency = \"CNY\"", "curency = \"CNY\"");
    let checked =
        shop.post("/v1/programs/check", &json!({ "document": wrong })).in_english().send().await.expect(200);
    assert_eq!(checked["publishable"], false);
    let finding = &checked["findings"][0];
    assert!(finding["line"].is_u64() && finding["remedy"].is_string(), "{checked:#}");
    let body = json!({ "document": wrong, "starts_at": "2026-01-01T00:00:00Z" });
    let refused = shop.post("/v1/programs", &body).in_english().send().await;
    assert_eq!(refused.problem(422), "program-refused");
    let fault = refused.json()["errors"][0].clone();
    assert!(fault["pointer"].as_str().unwrap().starts_with("/document"), "{fault:#}");
    assert!(fault["detail"].as_str().unwrap().starts_with("Line "), "{fault:#}");
}

#[tokio::test]
async fn a_program_says_in_sentences_what_it_does() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let checked =
        shop.post("/v1/programs/check", &json!({ "document": FLAT })).in_english().send().await.expect(200);
    let body = json!({ "document": FLAT, "starts_at": "2026-01-01T00:00:00+08:00" });
    shop.post("/v1/programs", &body).send().await.expect(201);
    let published = shop.get("/v1/programs/1").in_english().send().await.expect(200);
    assert_eq!(published["reading"], checked["reading"]);
    let reading = &published["reading"];
    assert_eq!((&reading["currency"], &reading["currency_decimals"]), (&json!("CNY"), &json!(2)));
    assert_eq!(reading["time_zone"], "Asia/Shanghai");
    let parts = reading["parts"].as_array().unwrap();
    let base = parts.iter().find(|part| part["name"] == "base").expect("the rule");
    assert_eq!((&base["subject"], &base["wallet"]), (&json!("rule"), &json!("points")));
    assert!(base["sentences"][0]["text"].as_str().unwrap().contains("point"), "{base:#}");
    let in_chinese = shop.get("/v1/programs/1").send().await.expect(200);
    assert_ne!(in_chinese["reading"], *reading);
    let wrong = FLAT.replace("currency = \"CNY\"", "currency = 5");
    let refused = shop.post("/v1/programs/check", &json!({ "document": wrong })).send().await.expect(200);
    assert!(refused["reading"].is_null(), "{refused:#}");
}

#[tokio::test]
async fn without_a_program_an_order_is_refused_or_earns_nothing() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let body = json!({ "event_id": "a", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" });
    let reply = shop.post("/v1/members", &body).send().await;
    assert!(matches!(reply.status.as_u16(), 201 | 409), "{}", reply.text());
}

/// A program as JSON text, in the order of a person.
const JSON: &str = r#"{"program":{"code":"p","name":"P","currency":"CNY","time_zone":"Asia/Shanghai"},
  "wallets":{"zeta":{},"points":{},"alpha":{}},
  "rules":[{"name":"base","on":"order","wallet":"points","give":{"rate":"0.050"}}]}"#;

#[tokio::test]
async fn a_json_program_is_kept_as_it_was_written() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let body = format!(r#"{{"document":{JSON},"starts_at":"2026-01-01T00:00:00Z"}}"#);
    let publish =
        || shop.call(hyper::Method::POST, "/v1/programs").body("application/json", body.clone()).send();
    let published = publish().await.expect(201);
    assert_eq!(published["document"], JSON);
    let member = {
        let join = json!({ "event_id": "j", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" });
        shop.post("/v1/members", &join).send().await.expect(201);
        shop.get("/v1/members/ext:crm-1/wallets").send().await.expect(200)
    };
    let names: Vec<_> =
        member["data"].as_array().unwrap().iter().map(|wallet| wallet["wallet"].clone()).collect();
    assert_eq!(names, ["zeta", "points", "alpha"]);
    // A reply that was lost makes no second version.
    let again = publish().await;
    assert!(again.is_replayed(), "{}", again.text());
    assert_eq!(again.expect(200)["version"], 1);
}

#[tokio::test]
async fn a_json_program_with_a_key_twice_is_refused() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let twice = JSON.replace(r#""give":{"rate":"0.050"}"#, r#""give":{"rate":1},"give":{"rate":3}"#);
    let body = format!(r#"{{"document":{twice},"starts_at":"2026-01-01T00:00:00Z"}}"#);
    let refused = shop.call(hyper::Method::POST, "/v1/programs").body("application/json", body).send().await;
    assert_eq!(refused.problem(422), "program-refused");
    // The second reading, which looks for another field's fault, understands such a document too.
    let body = format!(r#"{{"document":{JSON},"starts":"2026-01-01T00:00:00Z"}}"#);
    let refused = shop.call(hyper::Method::POST, "/v1/programs").body("application/json", body).send().await;
    assert_eq!(
        (refused.problem(400), refused.json()["errors"][0]["pointer"].clone()),
        ("unknown-field".into(), json!("/starts"))
    );
    let refused = shop.post("/v1/programs/check", &json!({ "document": 7 })).send().await;
    assert_eq!(refused.problem(400), "bad-document");
}

#[tokio::test]
async fn a_version_that_changes_the_decimals_of_a_wallet_is_refused() {
    let shop = Shop::open().await;
    shop.member("crm-1").await;
    let finer = FLAT
        .replace("[wallets.points]", "[wallets.points]\ndecimals = 2")
        .split("[[examples]]")
        .next()
        .unwrap()
        .to_owned();
    let body = json!({ "document": finer, "starts_at": "2026-12-01T00:00:00Z" });
    let refused = shop.post("/v1/programs", &body).send().await;
    assert_eq!(refused.problem(400), "invalid-field", "{}", refused.text());
    assert_eq!(refused.json()["errors"][0]["pointer"], "/document/wallets/points/decimals");
}

/// A draft that gives twice as much, without the examples, which would not come out.
fn double() -> String {
    let head = FLAT.split("[[examples]]").next().unwrap();
    head.replace("give = { rate = 1 }", "give = { rate = 2 }")
}

#[tokio::test]
async fn an_order_is_tried_under_a_draft_beside_what_is_in_force() {
    let shop = Shop::open().await;
    let member = shop.member("ann").await;
    let mut order = order_of("order-1", "ext:ann", 10_000);
    order.as_object_mut().unwrap().remove("event_id");
    let before = shop.get("/v1/trial-balance").send().await.expect(200);
    let body = json!({ "document": double(), "order": order });
    let tried = shop.post("/v1/programs/try", &body).in_english().send().await.expect(200);
    let earned = |of: &str| tried[of]["receipt"]["earned"][0]["units"].clone();
    assert_eq!((earned("draft"), earned("live")), (json!(200), json!(100)));
    // The member stands as under the version in force: with the points for joining.
    assert_eq!(tried["draft"]["receipt"]["balances"][0]["available"], 300);
    assert_eq!(
        (&tried["draft"]["member"], &tried["draft"]["explanation"]["version"]),
        (&json!(member), &json!(2))
    );
    let notes = tried["draft"]["explanation"]["notes"].as_array().unwrap();
    assert!(
        notes.iter().any(|note| note["units"] == 200 && !note["text"].as_str().unwrap().is_empty()),
        "{notes:#?}"
    );
    let quoted = shop.post("/v1/quotes", &order).in_english().send().await.expect(200);
    assert_eq!(
        (&tried["live"]["receipt"], &tried["live"]["explanation"]),
        (&quoted["receipt"], &quoted["explanation"])
    );
    assert_eq!(shop.get("/v1/trial-balance").send().await.expect(200)["accounts"], before["accounts"]);
    let alone = json!({ "document": null, "order": order });
    let live = shop.post("/v1/programs/try", &alone).in_english().send().await.expect(200);
    assert_eq!((&live["draft"], &live["live"]["receipt"]), (&json!(null), &quoted["receipt"]));
}

#[tokio::test]
async fn a_draft_that_adds_tiers_is_tried_on_the_members_history() {
    let shop = Shop::open().await;
    shop.member("ann").await;
    shop.post("/v1/orders", &order_of("order-1", "ext:ann", 50_000)).send().await.expect(201);
    let tiers = "[tiers]\nmeasure = { kind = \"spend\", window = { rolling_months = 3 } }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 600 }]\n";
    let body = json!({ "document": double() + tiers, "order": order_of("order-2", "ext:ann", 10_000) });
    let tried = shop.post("/v1/programs/try", &body).send().await.expect(200);
    assert_eq!(
        (&tried["draft"]["receipt"]["tier"], &tried["live"]["receipt"]["tier"]),
        (&json!("gold"), &json!(null))
    );
}

#[tokio::test]
async fn a_draft_that_could_not_be_published_is_not_tried() {
    let shop = Shop::open().await;
    shop.member("ann").await;
    let order = order_of("order-1", "ext:ann", 10_000);
    let broken =
        json!({ "document": FLAT.replace("give = { rate = 1 }", "give = { rate = -1 }"), "order": order });
    let refused = shop.post("/v1/programs/try", &broken).send().await;
    assert_eq!(refused.problem(422), "program-refused");
    assert!(refused.json()["errors"][0]["pointer"].as_str().unwrap().starts_with("/document"));
    let dollars = json!({ "document": double().replace("\"CNY\"", "\"USD\""), "order": order });
    let refused = shop.post("/v1/programs/try", &dollars).send().await;
    assert_eq!(refused.problem(400), "invalid-field");
    // Where nothing is in force yet, a draft can be tried alone, on somebody who would join by the order.
    let new = Shop::open_with(Settings::default(), None).await;
    let mut order = order;
    order["create_member"] = json!(true);
    let tried = new
        .post("/v1/programs/try", &json!({ "document": double(), "order": order }))
        .send()
        .await
        .expect(200);
    assert_eq!(
        (&tried["live"], &tried["draft"]["receipt"]["earned"][0]["units"]),
        (&json!(null), &json!(300))
    );
}

#[tokio::test]
async fn anybody_reads_the_rules_in_plain_words() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let rules = || shop.get("/v1/programs/current/rules").no_key();
    assert_eq!(rules().send().await.problem(404), "unknown-version");
    let growth = include_str!("../../../../programs/growth.toml");
    let body = json!({ "document": growth, "starts_at": "2026-01-01T00:00:00+08:00" });
    shop.post("/v1/programs", &body).send().await.expect(201);
    let told = rules().in_english().send().await.expect(200);
    assert_eq!((&told["name"], &told["time_zone"]), (&json!("Growth value"), &json!("Asia/Shanghai")));
    assert_eq!(told["worth"], json!({ "points": 100, "amount": { "amount": 100, "currency": "CNY" } }));
    let gold = &told["tiers"][1];
    assert_eq!(
        (&gold["tier"], &gold["benefits"]),
        (&json!("gold"), &json!(["1.2 times the points for gold"]))
    );
    let of = |section: &str| {
        let all = told["sentences"].as_array().unwrap().iter();
        all.filter(|sentence| sentence["section"] == *section).count()
    };
    assert_eq!((of("earning"), of("tiers"), of("redemption"), of("expiry")), (7, 4, 2, 2));
    assert_eq!(rules().send().await.expect(200)["tiers"][1]["label"], "黄金");
}
