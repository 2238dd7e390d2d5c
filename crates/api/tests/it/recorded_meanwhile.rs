//! What waits for a second person, and was recorded under its event id all the same: an API key, or a cashier under a higher limit, was a moment faster.

use crate::approved_returns::{Till, whole};
use crate::shop::Reply;
use crate::staff::hire_in;
use serde_json::{Value, json};
use tessera_app::{Action, Answer, Command, MemberRef};
use tessera_engine::event::{Adjustment, Return, ReturnedLine, ReturnedPart};
use tessera_engine::values::EventId;
use tessera_people::Role;

/// What [`whole`] says, as whoever needs nobody's approval has sent it.
fn command(event: &str, order: &str) -> Command {
    let line = |line: &str| ReturnedLine { line: line.into(), part: ReturnedPart::Whole };
    let returned = Return {
        order: EventId::new(order).unwrap(),
        lines: [line("1"), line("2")].into(),
        amount: 0,
        reason: Some("尺寸不合".into()),
    };
    let action = Action::Return { returned: Box::new(returned), currency: None, unapproved_up_to: None };
    let at = "2026-11-21T19:30:00+08:00".parse().unwrap();
    Command::new(EventId::new(event).unwrap(), at, MemberRef::OfOrder, action)
}

impl Till {
    async fn asked(&self, order: &str, event: &str) -> Value {
        self.returns(&format!("ext:{order}"), &whole(event)).await.expect(202)
    }

    async fn tries(&self, asked: &Value, how: &str, who: &str) -> Reply {
        let path = format!("/v1/approvals/{}/{how}", asked["approval"].as_str().unwrap());
        self.shop.post(&path, &json!({})).cookie(who).in_english().send().await
    }

    async fn standing(&self, asked: &Value) -> Value {
        let path = format!("/v1/approvals/{}", asked["approval"].as_str().unwrap());
        self.shop.get(&path).cookie(&self.cashier).send().await.expect(200)
    }

    async fn waiting(&self) -> usize {
        let path = "/v1/approvals?status=waiting";
        let page = self.shop.get(path).cookie(&self.manager).send().await.expect(200);
        page["data"].as_array().unwrap().len()
    }
}

#[tokio::test]
async fn what_was_recorded_meanwhile_is_not_decided_any_more() {
    let till = Till::open().await;
    for (order, how) in [("b", "reject"), ("c", "withdraw"), ("d", "approve")] {
        till.shop.post("/v1/orders", &crate::orders::order(order, &till.member)).send().await.expect(201);
        let event = format!("r-{order}");
        let asked = till.asked(order, &event).await;
        let done = till.shop.app.submit(command(&event, order)).await;
        assert!(matches!(done, Answer::Accepted { replayed: false, .. }), "{done:?}");
        let points = till.points().await;
        let who = if how == "withdraw" { &till.cashier } else { &till.manager };
        // However often somebody tries.
        for _ in 0..2 {
            assert_eq!(till.tries(&asked, how, who).await.problem(409), "recorded-meanwhile", "{how}");
        }
        let standing = till.standing(&asked).await;
        assert_eq!(
            (&standing["status"], &standing["done"], &standing["decided_by"]),
            (&json!("recorded"), &json!(true), &Value::Null)
        );
        assert_eq!(till.waiting().await, 0, "nothing is left to decide");
        // The till hears what was done.
        assert!(till.returns(&format!("ext:{order}"), &whole(&event)).await.is_replayed());
        assert_eq!(till.points().await, points, "it was done once");
    }
}

#[tokio::test]
async fn both_languages_say_that_it_was_recorded() {
    let till = Till::open().await;
    let asked = till.asked("a", "r-1").await;
    till.shop.app.submit(command("r-1", "a")).await;
    let stranger = till.tries(&asked, "withdraw", &till.manager).await;
    assert_eq!(stranger.problem(403), "not-own-request", "who may not withdraw it learns nothing");
    let path = format!("/v1/approvals/{}/reject", asked["approval"].as_str().unwrap());
    let said = till.shop.post(&path, &json!({})).cookie(&till.manager).send().await;
    assert!(said.text().contains("已另行记账"), "{}", said.text());
    let asked = till.returns("ext:b", &whole("r-2")).await.expect(202);
    let parked = till.shop.app.submit(command("r-2", "b")).await;
    assert!(matches!(parked, Answer::Parked { .. }), "{parked:?}");
    let said = till.tries(&asked, "reject", &till.manager).await;
    assert!(said.text().contains("recorded under the same event_id"), "it is done once its order comes");
}

/// Under its id, something else: what was asked for never happened.
#[tokio::test]
async fn other_content_under_its_id_decides_nothing() {
    let till = Till::open().await;
    till.shop.post("/v1/orders", &crate::orders::order("b", &till.member)).send().await.expect(201);
    let asked = till.asked("a", "r-1").await;
    till.shop.app.submit(command("r-1", "b")).await;
    assert_eq!(till.decide(&asked, "reject", json!({})).await["status"], "rejected");
    let asked = till.asked("a", "r-2").await;
    assert_eq!(till.decide(&asked, "reject", json!({})).await["status"], "rejected", "nothing was recorded");
}

/// However its member was named, and whoever made it.
#[tokio::test]
async fn a_correction_recorded_meanwhile_is_not_rejected() {
    let till = Till::open().await;
    let other = hire_in(&till.shop, &till.owner, "lin", Role::Owner, None).await;
    let at = "2026-11-21T19:06:02+08:00";
    let body = json!({ "event_id": "adj-1", "member": "ext:crm-1", "occurred_at": at,
        "wallet": "points", "units": 5_000, "reason": "补偿" });
    let asked = till.shop.post("/v1/adjustments", &body).cookie(&till.owner).send().await.expect(202);
    let adjustment =
        Adjustment {
            wallet: "points".into(), units: 5_000, reason: "补偿".into(), by: Some("a key".into())
        };
    let member = MemberRef::External("crm-1".into());
    let id = EventId::new("adj-1").unwrap();
    let command = Command::new(id, at.parse().unwrap(), member, Action::Adjust(adjustment));
    let done = till.shop.app.submit(command).await;
    assert!(matches!(done, Answer::Accepted { .. }), "{done:?}");
    assert_eq!(till.tries(&asked, "reject", &other).await.problem(409), "recorded-meanwhile");
}
