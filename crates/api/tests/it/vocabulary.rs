//! What programs are written with: presets and the names of conditions.

use crate::figures::order_of;
use crate::shop::{FLAT, Shop};
use crate::staff::{owner, store};
use hyper::Method;
use serde_json::{Value, json};
use tessera_api::Settings;

#[tokio::test]
async fn every_preset_passes_the_check() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let presets = shop.get("/v1/programs/presets").send().await.expect(200);
    let presets = presets["data"].as_array().unwrap();
    assert!(presets.iter().map(|preset| &preset["name"]).eq(["flat", "banded", "growth"]));
    assert_eq!(presets[0]["label"], "零售基础");
    assert_eq!(presets[0]["document"], FLAT);
    for preset in presets {
        let checked =
            shop.post("/v1/programs/check", &json!({ "document": preset["document"] })).send().await;
        let checked = checked.expect(200);
        assert_eq!(checked["publishable"], true, "{}: {checked:#}", preset["name"]);
        assert!(!preset["about"].as_str().unwrap().is_empty());
    }
    let english = shop.get("/v1/programs/presets").in_english().send().await.expect(200);
    assert_eq!(english["data"][0]["label"], "Flat retail");
    assert_ne!(english["data"][0]["about"], presets[0]["about"]);
}

/// A program with a condition, in the place where it has to stand.
fn with_condition(place: &str, condition: &str) -> String {
    let condition = condition.replace('\'', "\\'");
    let growth = include_str!("../../../../programs/growth.toml");
    let growth = growth.split("[[examples]]").next().unwrap();
    let (on, key) = match place {
        "line" => ("order", "lines"),
        "activity" => ("activity:check_in", "when"),
        on => (on, "when"),
    };
    let give = if on == "order" { "{ rate = 1 }" } else { "{ units = 1 }" };
    format!(
        "{growth}\n[[rules]]\nname = \"tried\"\non = \"{on}\"\nwallet = \"points\"\ngive = {give}\n{key} = '{condition}'\n"
    )
}

#[tokio::test]
async fn the_check_of_programs_takes_every_name_where_it_is_there() {
    let growth = include_str!("../../../../programs/growth.toml");
    let shop = Shop::open_with(Settings::default(), Some(growth)).await;
    let names = shop.get("/v1/programs/conditions").send().await.expect(200);
    let names = names["data"].as_array().unwrap();
    assert_eq!(names[0]["name"], "order.amount");
    assert_eq!((&names[0]["type"], &names[0]["label"]), (&json!("money"), &json!("订单金额")));
    assert_eq!(names[0]["places"], json!(["order", "line"]));
    assert_eq!(names[0]["operators"][0], ">=");
    let first =
        json!({ "operator": ">=", "condition": "order.amount >= 200", "sentence": "订单金额不低于 200.00" });
    assert_eq!(names[0]["examples"][0], first);
    for name in names {
        let examples = name["examples"].as_array().unwrap();
        let operators = name["operators"].as_array().unwrap();
        assert!(examples.iter().map(|example| &example["operator"]).eq(operators), "{name}");
        let (place, condition) = (name["places"][0].as_str().unwrap(), examples[0]["condition"].as_str());
        let document = with_condition(place, condition.unwrap());
        let checked = shop.post("/v1/programs/check", &json!({ "document": document })).send().await;
        let checked = checked.expect(200);
        let faults: Vec<&Value> = checked["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .collect();
        assert!(faults.is_empty(), "{document}\n{faults:#?}");
    }
    let english = shop.get("/v1/programs/conditions").in_english().send().await.expect(200);
    assert_eq!(english["data"][0]["examples"][0]["sentence"], "order amount is at least 200.00");
}

/// Rules, what members read of them and the reasons of quotes name stores as people call them, and channels too.
#[tokio::test]
async fn sentences_name_stores_as_people_call_them() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let rule = "[[rules]]\nname = \"jingan\"\non = \"order\"\nwallet = \"points\"\ngive = { units = 8 }\n\
        when = 'order.store == \"sh-014\" && order.channel == \"wechat\"'\n\n";
    let document = FLAT.split("[[examples]]").next().unwrap().to_owned() + rule;
    let body = json!({ "document": document, "starts_at": "2020-01-01T00:00:00Z" });
    shop.post("/v1/programs", &body).send().await.expect(201);
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    shop.member("ann").await;
    let mut order = order_of("o-1", "ext:ann", 10_000);
    order["store"] = json!("sh-015");
    // Each of these, as it is said now.
    let said = async || {
        let checked =
            shop.post("/v1/programs/check", &json!({ "document": document })).send().await.expect(200);
        let version = shop.get("/v1/programs/1").send().await.expect(200);
        let rules = shop.get("/v1/programs/current/rules").send().await.expect(200);
        let quote = shop.post("/v1/quotes", &order).send().await.expect(200);
        [
            checked.to_string(),
            version["reading"].to_string(),
            rules.to_string(),
            quote["explanation"].to_string(),
        ]
    };
    for (place, text) in said().await.iter().enumerate() {
        assert!(text.contains("静安店") && text.contains("微信"), "{place}: {text}");
        assert!(!text.contains("sh-014"), "{place}: {text}");
    }
    // A new name is said at once.
    let body = json!({ "name": "静安寺店", "zone": "Asia/Shanghai", "kind": "own", "active": true });
    shop.call(Method::PUT, "/v1/stores/sh-014").json(&body).cookie(&owner).send().await.expect(200);
    assert!(said().await.iter().all(|text| text.contains("静安寺店")));
    // What was booked is explained in the same words.
    shop.post("/v1/orders", &order).send().await.expect(201);
    let why = shop.get("/v1/members/ext:ann/events/ext:o-1/explanation").send().await.expect(200);
    let page = shop.get("/v1/members/ext:ann/entries?explain=true").send().await.expect(200);
    for text in [why.to_string(), page.to_string()] {
        assert!(text.contains("门店是 sh-015，不是静安寺店"), "{text}");
    }
    // A name that cannot be read is no reason to answer nothing.
    shop.spoil("store").await;
    shop.clock.set("2026-11-21T12:00:06Z");
    let codes = shop.post("/v1/quotes", &order).send().await.expect(200);
    assert!(codes["explanation"].to_string().contains("不是 sh-014"), "{codes}");
}
