//! `/v1/figures`

use crate::shop::Shop;
use serde_json::{Value, json};
use std::time::Duration;

/// The figures once no survey is being taken.
pub(crate) async fn settled(shop: &Shop) -> Value {
    for _ in 0..500 {
        let figures = shop.get("/v1/figures").send().await.expect(200);
        if figures["renewing"] == false {
            return figures;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the survey does not end");
}

/// An order of the shop's today, without lines.
pub(crate) fn order_of(event_id: &str, member: &str, amount: i64) -> Value {
    json!({
        "event_id": event_id, "member": member, "occurred_at": "2026-11-21T12:00:00Z",
        "total": { "amount": amount, "currency": "CNY" },
    })
}

#[tokio::test]
async fn the_shop_in_figures() {
    let shop = Shop::open().await;
    let first = shop.get("/v1/figures").send().await.expect(200);
    assert_eq!(
        (&first["fresh_as_of"], &first["days"], &first["members"]),
        (&Value::Null, &json!([]), &json!(0))
    );
    assert_eq!(first["last_verification"], Value::Null);
    assert!(is_not_counted(&first), "{first}");
    settled(&shop).await;
    let member = shop.member("ann").await;
    shop.member("bob").await;
    shop.post("/v1/orders", &order_of("order-1", "ext:ann", 30_000)).send().await.expect(201);
    let spent = json!({ "event_id": "redeem-1", "member": "ext:ann", "occurred_at": "2026-11-21T12:00:00Z", "wallet": "points", "units": 200 });
    shop.post("/v1/redemptions", &spent).send().await.expect(201);
    shop.clock.set("2026-11-21T12:05:01Z");
    shop.get("/v1/figures").send().await.expect(200);
    let figures = settled(&shop).await;
    assert_eq!(figures["fresh_as_of"], "2026-11-21T12:05:01Z");
    assert_eq!(
        (&figures["members"], &figures["joined_today"], &figures["orders_today"]),
        (&json!(2), &json!(2), &json!(1))
    );
    // 200 for joining, 300 and 50 for the order, less 200.
    let today = &figures["today"];
    assert_eq!(today["day"], "2026-11-21");
    assert_eq!(today["spend"], json!({ "amount": 30_000, "currency": "CNY" }));
    assert_eq!((&today["issued"]["points"], &today["spent"]["points"]), (&json!(550), &json!(200)));
    assert_eq!(figures["days"].as_array().unwrap().len(), 90);
    assert_eq!(&figures["days"][89], today);
    let wallet = &figures["wallets"][0];
    assert_eq!(
        (&wallet["outstanding"], &wallet["never"], &wallet["debt"]),
        (&json!(350), &json!(0), &json!(0))
    );
    assert_eq!(wallet["expiring"][0]["units"], 350);
    assert_eq!(wallet["expiring"][0]["month"], "2026-12");
    assert_eq!(wallet["worth"], json!({ "amount": 350, "currency": "CNY" }));
    let balance = shop.get("/v1/trial-balance").send().await.expect(200);
    assert_eq!(balance["accounts"][0]["units"], wallet["outstanding"]);
    // What members hold is true of now, whatever the survey says.
    shop.post("/v1/orders", &order_of("order-2", "ext:ann", 1_000)).send().await.expect(201);
    let later = shop.get("/v1/figures").send().await.expect(200);
    assert_eq!((&later["wallets"][0]["outstanding"], &later["renewing"]), (&json!(360), &json!(false)));
    assert_eq!(shop.available(&member).await, 260);
    // After midnight, before anybody has counted, nothing is known of the day: that is not none.
    shop.clock.set("2026-11-21T16:00:01Z");
    let tomorrow = shop.get("/v1/figures").send().await.expect(200);
    assert_eq!((&tomorrow["today"]["day"], &tomorrow["renewing"]), (&json!("2026-11-22"), &json!(true)));
    assert!(is_not_counted(&tomorrow), "{tomorrow}");
    let counted = settled(&shop).await;
    assert_eq!((&counted["joined_today"], &counted["today"]["orders"]), (&json!(0), &json!(0)));
}

fn is_not_counted(figures: &Value) -> bool {
    let names = ["joined", "orders", "spend", "issued", "spent", "expired", "adjusted"];
    let of_today = names.map(|name| figures["today"].get(name) == Some(&Value::Null));
    figures["joined_today"].is_null() && figures["orders_today"].is_null() && of_today == [true; 7]
}

#[tokio::test]
async fn a_tier_mix_stands_beside_the_one_aimed_at() {
    let growth = include_str!("../../../../programs/growth.toml");
    let shop = Shop::open_with(tessera_api::Settings::default(), Some(growth)).await;
    for (index, amount) in [100, 600_000, 2_500_000].into_iter().enumerate() {
        let member = format!("m{index}");
        shop.member(&member).await;
        shop.post("/v1/orders", &order_of(&format!("order-{index}"), &format!("ext:{member}"), amount))
            .send()
            .await
            .expect(201);
    }
    let figures = settled(&shop).await;
    let tiers: Vec<_> = figures["tiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tier| (&tier["tier"], &tier["members"], &tier["target_percent"]))
        .collect();
    let told = |tier: &'static str, percent: &'static str| (json!(tier), json!(1), json!(percent));
    let expected = [told("silver", "60"), told("gold", "30"), told("diamond", "10")];
    assert_eq!(
        tiers,
        expected.iter().map(|(tier, members, percent)| (tier, members, percent)).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn figures_are_counted_when_somebody_wants_it() {
    let shop = Shop::open().await;
    settled(&shop).await;
    shop.member("ann").await;
    shop.clock.set("2026-11-21T12:01:00Z");
    let before = shop.get("/v1/figures").send().await.expect(200);
    assert_eq!((&before["joined_today"], &before["renewing"]), (&json!(0), &json!(false)), "it is young");
    assert_eq!(before["renewed_members"], Value::Null);
    let begun = shop.call(hyper::Method::POST, "/v1/figures/renew").send().await.expect(202);
    assert_eq!((&begun["at"], &begun["members"]), (&json!("2026-11-21T12:01:00Z"), &json!(1)));
    let counted = settled(&shop).await;
    assert_eq!((&counted["joined_today"], &counted["fresh_as_of"]), (&json!(1), &begun["at"]));
}
