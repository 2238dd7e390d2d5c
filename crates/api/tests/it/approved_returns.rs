//! Returns above the limit: a second person lets them happen, once.

use crate::shop::Shop;
use crate::staff::{hire, hire_in, owner, store};
use hyper::Method;
use serde_json::{Value, json};
use tessera_people::{ApprovalStatus, By, Role};

/// A shop with a cashier and a manager of one store, where more than 50.00 handed back on an order needs a second person.
pub(crate) struct Till {
    pub(crate) shop: Shop,
    pub(crate) member: String,
    pub(crate) owner: String,
    pub(crate) cashier: String,
    pub(crate) manager: String,
}

impl Till {
    pub(crate) async fn open() -> Self {
        let shop = Shop::open().await;
        let member = shop.member("crm-1").await;
        let owner = owner(&shop).await;
        store(&shop, &owner, "sh-014").await;
        let cashier = hire(&shop, &owner, "wang", Role::Cashier).await;
        let manager = hire(&shop, &owner, "li", Role::StoreManager).await;
        let till = Self { shop, member, owner, cashier, manager };
        till.limit(5_000).await;
        till.shop.post("/v1/orders", &crate::orders::order("a", &till.member)).send().await.expect(201);
        till
    }

    pub(crate) async fn limit(&self, return_above: i64) {
        let rules = json!({ "adjust_above": 1_000, "return_above": return_above, "publish": true });
        let put = self.shop.call(Method::PUT, "/v1/settings/approval").json(&rules).cookie(&self.owner);
        let kept = put.send().await.expect(200);
        assert_eq!(kept["return_above"], return_above);
    }

    pub(crate) async fn points(&self) -> i64 {
        self.shop.available(&self.member).await
    }

    pub(crate) async fn returns(&self, order: &str, body: &Value) -> crate::shop::Reply {
        self.shop.post(&format!("/v1/orders/{order}/returns"), body).cookie(&self.cashier).send().await
    }

    pub(crate) async fn decide(&self, asked: &Value, how: &str, comment: Value) -> Value {
        let path = format!("/v1/approvals/{}/{how}", asked["approval"].as_str().unwrap());
        self.shop.post(&path, &comment).cookie(&self.manager).send().await.expect(200)
    }
}

fn back(event_id: &str, lines: Value) -> Value {
    json!({ "event_id": event_id, "occurred_at": "2026-11-21T19:30:00+08:00", "lines": lines, "reason": "尺寸不合" })
}

pub(crate) fn whole(event_id: &str) -> Value {
    back(event_id, json!([{ "line_id": "1" }, { "line_id": "2" }]))
}

#[tokio::test]
async fn a_second_person_lets_a_large_return_happen_once() {
    let till = Till::open().await;
    let before = till.points().await;
    // 49.50 of 228: below the limit.
    till.returns("ext:a", &back("r-1", json!([{ "line_id": "1", "quantity": 1 }]))).await.expect(201);
    let kept = till.points().await;
    assert!(kept < before);
    let asked = till.returns("ext:a", &whole("r-2")).await.expect(202);
    assert_eq!(asked["status"], "waiting");
    assert_eq!(till.points().await, kept, "nothing has happened yet");
    // The till asks again, as its answer was lost: it is one approval.
    assert_eq!(till.returns("ext:a", &whole("r-2")).await.expect(202)["approval"], asked["approval"]);
    let other = back("r-2", json!([{ "line_id": "2" }]));
    assert_eq!(till.returns("ext:a", &other).await.problem(422), "event-id-reused");
    let path = "/v1/approvals?status=waiting&outlook=true";
    let seen = till.shop.get(path).cookie(&till.manager).send().await.expect(200);
    assert_eq!(seen["data"].as_array().unwrap().len(), 1);
    let seen = &seen["data"][0];
    assert_eq!((&seen["kind"], &seen["may_decide"]), (&json!("return"), &json!(true)));
    assert_eq!(seen["member"], json!(till.member));
    assert_eq!(seen["refund"], json!({ "amount": 17_850, "currency": "CNY" }));
    assert_eq!(seen["summary"], "单 a 退货，退给顾客 178.50 CNY：尺寸不合");
    assert_eq!(seen["asked_by"]["name"], "wang");
    // Who it is, and what is in the wallet before and after.
    assert_eq!((&seen["who"]["ext_id"], &seen["who"]["status"]), (&json!("crm-1"), &json!("active")));
    assert_eq!(seen["outlook"]["wallets"], json!([{ "wallet": "points", "before": kept, "after": 100 }]));
    let path = format!("/v1/approvals/{}", asked["approval"].as_str().unwrap());
    let english = till.shop.get(&path).cookie(&till.cashier).in_english().send().await.expect(200);
    assert_eq!(english["summary"], "Return of order a, handing back 178.50 CNY: 尺寸不合");
    assert_eq!(english["may_decide"], false, "nobody lets happen what he asked for");
    let approve = format!("{path}/approve");
    let own = till.shop.post(&approve, &json!({})).cookie(&till.cashier).send().await;
    assert_eq!(own.problem(403), "missing-scope");
    let done = till.decide(&asked, "approve", json!({})).await;
    assert_eq!(done["status"], "approved");
    assert_eq!(till.points().await, 100, "what joining gave");
    let over = till.shop.get(&path).cookie(&till.manager).send().await.expect(200);
    assert_eq!((over.get("who"), over.get("outlook")), (None, None), "it is decided");
    let again = till.shop.post(&approve, &json!({})).cookie(&till.manager).send().await;
    assert_eq!(again.problem(409), "decided");
    // The till hears of it by sending it once more, and gets what it did.
    let heard = till.returns("ext:a", &whole("r-2")).await;
    assert!(heard.is_replayed());
    assert_eq!(heard.json()["receipt"]["taken_back"][0]["wallet"], "points");
    assert_eq!(till.points().await, 100);
}

#[tokio::test]
async fn many_small_returns_of_an_order_are_a_large_one() {
    let till = Till::open().await;
    let one = |event: &str| back(event, json!([{ "line_id": "1", "amount": 3_000 }]));
    till.returns("ext:a", &one("r-1")).await.expect(201);
    let asked = till.returns("ext:a", &one("r-2")).await.expect(202);
    let path = format!("/v1/approvals/{}", asked["approval"].as_str().unwrap());
    let seen = till.shop.get(&path).cookie(&till.manager).send().await.expect(200);
    assert_eq!(seen["refund"]["amount"], 3_000, "what this one hands back");
    // What was recorded keeps its answer, whatever the limit is by now.
    till.limit(0).await;
    assert!(till.returns("ext:a", &one("r-1")).await.is_replayed());
}

#[tokio::test]
async fn a_return_that_was_not_approved_is_not_done_and_can_be_asked_for_anew() {
    let till = Till::open().await;
    let before = till.points().await;
    let asked = till.returns("ext:a", &whole("r-1")).await.expect(202);
    till.decide(&asked, "reject", json!({ "comment": "包装已拆" })).await;
    let refused = till.returns("ext:a", &whole("r-1")).await;
    assert!(refused.text().contains("没有获批：包装已拆"), "{}", refused.text());
    assert_eq!(refused.problem(409), "not-approved");
    assert_eq!(till.points().await, before);
    let anew = till.returns("ext:a", &whole("r-2")).await.expect(202);
    assert_ne!(anew["approval"], asked["approval"]);
}

/// What is asked before it is done asks nobody, and says whether somebody has to be asked: whoever sends it.
#[tokio::test]
async fn a_quoted_return_says_whether_a_second_person_has_to_approve() {
    let till = Till::open().await;
    let quote = "/v1/orders/ext:a/returns/quote";
    let asked = async |cookie: &str, body: &Value| {
        till.shop.post(quote, body).cookie(cookie).send().await.expect(200)["needs_approval"].clone()
    };
    let one = back("r-1", json!([{ "line_id": "1", "amount": 3_000 }]));
    assert_eq!(asked(&till.cashier, &one).await, false);
    assert_eq!(asked(&till.cashier, &whole("r-1")).await, true);
    assert_eq!(
        till.shop.post(quote, &whole("r-1")).send().await.expect(200)["needs_approval"],
        false,
        "a key"
    );
    till.returns("ext:a", &one).await.expect(201);
    assert_eq!(asked(&till.cashier, &back("r-2", json!([{ "line_id": "1", "amount": 3_000 }]))).await, true);
    let waiting = till.shop.get("/v1/approvals").cookie(&till.manager).send().await.expect(200);
    assert_eq!(waiting["data"], json!([]), "nobody was asked");
    let log = till.shop.get("/v1/audit").cookie(&till.owner).send().await.expect(200);
    assert!(!log.to_string().contains("/returns/quote"), "{log}");
    // In a shop of one there is nobody to ask.
    let alone = Shop::open().await;
    let member = alone.member("crm-1").await;
    let owner = owner(&alone).await;
    alone.post("/v1/orders", &crate::orders::order("a", &member)).send().await.expect(201);
    let rules = json!({ "adjust_above": 1_000, "return_above": 0, "publish": true });
    alone.call(Method::PUT, "/v1/settings/approval").json(&rules).cookie(&owner).send().await.expect(200);
    assert_eq!(
        alone.post(quote, &whole("r-1")).cookie(&owner).send().await.expect(200)["needs_approval"],
        false
    );
}

/// A slip that was settled otherwise: nobody approves it any more, and nobody else takes it back.
#[tokio::test]
async fn who_asked_withdraws_what_waits() {
    let till = Till::open().await;
    let asked = till.returns("ext:a", &whole("r-1")).await.expect(202);
    let withdraw = format!("/v1/approvals/{}/withdraw", asked["approval"].as_str().unwrap());
    let body = json!({ "comment": "已换货" });
    assert_eq!(
        till.shop.post(&withdraw, &body).cookie(&till.manager).send().await.problem(403),
        "not-own-request"
    );
    store(&till.shop, &till.owner, "sh-015").await;
    let stranger = hire_in(&till.shop, &till.owner, "zhao", Role::Cashier, Some("sh-015")).await;
    assert_eq!(till.shop.post(&withdraw, &body).cookie(&stranger).send().await.problem(404), "unknown-id");
    for _ in 0..2 {
        let done = till.shop.post(&withdraw, &body).cookie(&till.cashier).send().await.expect(200);
        assert_eq!((&done["status"], &done["comment"]), (&json!("withdrawn"), &json!("已换货")));
        assert_eq!(done["decided_by"]["name"], "wang");
    }
    let list = async |status: &str| {
        let path = format!("/v1/approvals?status={status}");
        let page = till.shop.get(&path).cookie(&till.manager).send().await.expect(200);
        page["data"].as_array().unwrap().len()
    };
    assert_eq!((list("waiting").await, list("done").await), (0, 1));
    let approve = withdraw.replace("withdraw", "approve");
    assert_eq!(
        till.shop.post(&approve, &json!({})).cookie(&till.manager).send().await.problem(409),
        "decided"
    );
    let refused = till.returns("ext:a", &whole("r-1")).await;
    assert!(refused.text().contains("申请已撤回：已换货"), "{}", refused.text());
    assert_eq!(refused.problem(409), "not-approved");
    let anew = till.returns("ext:a", &whole("r-2")).await.expect(202);
    till.decide(&anew, "reject", json!({})).await;
    let late = withdraw.replace(asked["approval"].as_str().unwrap(), anew["approval"].as_str().unwrap());
    assert_eq!(till.shop.post(&late, &body).cookie(&till.cashier).send().await.problem(409), "decided");
    let log = till.shop.get("/v1/audit?action=withdraw").cookie(&till.owner).send().await.expect(200);
    assert!(log.to_string().contains("已换货"), "{log}");
}

/// What was approved and never done still waits: somebody approves it once more.
#[tokio::test]
async fn what_was_approved_and_not_done_is_listed_as_waiting() {
    let till = Till::open().await;
    let asked = till.returns("ext:a", &whole("r-1")).await.expect(202);
    let id = asked["approval"].as_str().unwrap();
    let by = By { id: "stf_x".into(), name: "li".into() };
    till.shop.people.decide(id, &by, ApprovalStatus::Approved, None).await.unwrap();
    let seen = till.shop.get("/v1/approvals?status=waiting").cookie(&till.manager).send().await.expect(200);
    assert_eq!((&seen["data"][0]["status"], &seen["data"][0]["done"]), (&json!("approved"), &json!(false)));
}

/// Where a shop has no stores, any of its cashiers may go on with what another asked for.
#[tokio::test]
async fn an_approval_of_no_store_is_found_by_who_belongs_to_none() {
    let till = Till::open().await;
    let one = hire_in(&till.shop, &till.owner, "lin", Role::Operator, None).await;
    let other = hire_in(&till.shop, &till.owner, "he", Role::Service, None).await;
    let asked =
        till.shop.post("/v1/orders/ext:a/returns", &whole("r-1")).cookie(&one).send().await.expect(202);
    let path = format!("/v1/approvals/{}", asked["approval"].as_str().unwrap());
    till.shop.get(&path).cookie(&other).send().await.expect(200);
    assert_eq!(till.shop.get(&path).cookie(&till.cashier).send().await.problem(404), "unknown-id");
}

/// Its amount is known, and so is the currency of the shop.
#[tokio::test]
async fn a_return_that_names_no_currency_is_shown_in_that_of_the_shop() {
    let till = Till::open().await;
    let asked =
        till.returns("ext:b", &back("r-1", json!([{ "line_id": "1", "amount": 9_000 }]))).await.expect(202);
    let path = format!("/v1/approvals/{}", asked["approval"].as_str().unwrap());
    let seen = till.shop.get(&path).cookie(&till.manager).send().await.expect(200);
    assert_eq!(seen["refund"], json!({ "amount": 9_000, "currency": "CNY" }));
}

#[tokio::test]
async fn of_two_returns_of_the_same_goods_one_is_done() {
    let till = Till::open().await;
    let first = till.returns("ext:a", &whole("r-1")).await.expect(202);
    let second = till.returns("ext:a", &whole("r-2")).await.expect(202);
    assert_eq!(till.decide(&first, "approve", json!({})).await["status"], "approved");
    let failed = till.decide(&second, "approve", json!({})).await;
    assert_eq!(failed["status"], "failed");
    assert!(failed["comment"].as_str().is_some_and(|comment| !comment.is_empty()));
    assert_eq!(till.returns("ext:a", &whole("r-2")).await.problem(409), "exceeds-ordered");
    // What could not be done anyway is refused at once.
    assert_eq!(till.returns("ext:a", &whole("r-3")).await.problem(409), "exceeds-ordered");
}

#[tokio::test]
async fn a_return_whose_order_is_not_here_waits_unless_it_says_how_little_it_hands_back() {
    let till = Till::open().await;
    let amount = |event: &str, amount: i64| {
        json!({ "event_id": event, "occurred_at": "2026-11-21T19:30:00+08:00",
            "amount": { "amount": amount, "currency": "CNY" } })
    };
    let parked = till.returns("ext:b", &amount("r-1", 5_000)).await.expect(202);
    assert_eq!(parked["status"], "parked");
    let known = till.returns("ext:b", &amount("r-2", 5_001)).await.expect(202);
    assert_eq!(known["status"], "waiting");
    let unknown = till.returns("ext:b", &back("r-3", json!([{ "line_id": "2" }]))).await.expect(202);
    let path = format!("/v1/approvals/{}", unknown["approval"].as_str().unwrap());
    let seen = till.shop.get(&path).cookie(&till.manager).send().await.expect(200);
    assert_eq!(seen["summary"], "单 b 退货，退多少要等原单：尺寸不合");
    assert_eq!((&seen["refund"], &seen["member"]), (&Value::Null, &Value::Null));
    assert_eq!(till.decide(&unknown, "approve", json!({})).await["status"], "approved");
    let heard = till.returns("ext:b", &back("r-3", json!([{ "line_id": "2" }]))).await.expect(202);
    assert_eq!(heard["status"], "parked", "approved, and it waits for its order");
}

/// Four tills, or one that does not wait for answers: together they are as large as one after the other.
#[tokio::test]
async fn returns_at_the_same_time_are_added_up() {
    let till = Till::open().await;
    let bodies =
        ["r-1", "r-2", "r-3", "r-4"].map(|event| back(event, json!([{ "line_id": "1", "amount": 2_000 }])));
    let send = |n: usize| till.returns("ext:a", &bodies[n]);
    let replies: [_; 4] = tokio::join!(send(0), send(1), send(2), send(3)).into();
    let done = replies.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(done, 2, "20.00 each, 50.00 at most");
}

/// They are taken as if the order had been there.
#[tokio::test]
async fn returns_that_wait_for_their_order_are_added_up() {
    let till = Till::open().await;
    let early = |event: &str| {
        let mut body = back(event, json!([]));
        body["amount"] = json!({ "amount": 3_000, "currency": "CNY" });
        body
    };
    let parked = till.returns("ext:b", &early("r-1")).await.expect(202);
    assert!(parked.get("approval").is_none(), "{parked}");
    let asked = till.returns("ext:b", &early("r-2")).await.expect(202);
    assert!(asked["approval"].is_string(), "{asked}");
    let again = till.returns("ext:b", &early("r-1")).await.expect(202);
    assert!(again.get("approval").is_none(), "sent again it waits for its order alone: {again}");
}

impl Till {
    /// What became of each row that an operator sends in one file.
    async fn send(&self, operator: &str, rows: &[Value]) -> Vec<Value> {
        let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
        let batch = self.shop.call(Method::POST, "/v1/batches").body("application/x-ndjson", rows);
        let said = batch.cookie(operator).send().await;
        let mut lines: Vec<Value> =
            said.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines.pop();
        lines
    }
}

fn row(event: &str, order: &str, amount: i64) -> Value {
    json!({ "type": "return", "order": order, "event_id": event, "occurred_at": "2026-11-21T11:30:00Z",
        "lines": [{ "line_id": "1", "amount": amount }] })
}

fn needs_approval(line: &Value) -> bool {
    line["problem"]["code"] == "needs-approval"
}

#[tokio::test]
async fn the_returns_of_a_file_are_added_up() {
    let till = Till::open().await;
    let lin = hire(&till.shop, &till.owner, "lin", Role::Operator).await;
    let all = ["r-1", "r-2", "r-3", "r-1"].map(|event| row(event, "ext:a", 2_000));
    let lines = till.send(&lin, &all).await;
    assert_eq!(
        [&lines[0], &lines[1], &lines[3]].map(|line| line["status"].as_u64()),
        [201, 201, 200].map(Some)
    );
    assert!(needs_approval(&lines[2]), "{lines:?}");
}

/// Sent once: the order is there by the time its return is looked at.
#[tokio::test]
async fn a_file_may_bring_an_order_and_its_return() {
    let till = Till::open().await;
    let lin = hire(&till.shop, &till.owner, "lin", Role::Operator).await;
    let mut order = crate::orders::order("b", &till.member);
    order["type"] = json!("order");
    let quantity = json!({ "type": "return", "order": "ext:b", "event_id": "r-1", "occurred_at": "2026-11-21T11:30:00Z",
        "lines": [{ "line_id": "1", "quantity": 1 }] });
    let lines = till.send(&lin, &[order, quantity, row("r-2", "ext:b", 4_900)]).await;
    assert_eq!((&lines[0]["status"], &lines[1]["status"]), (&json!(201), &json!(201)), "{lines:?}");
    assert!(needs_approval(&lines[2]), "{lines:?}");
}

/// What was asked for goes on waiting, and what was rejected stays so, whoever sends it and whatever the limit is by now.
#[tokio::test]
async fn an_approval_holds_whatever_the_limit_is_and_whoever_sends() {
    let till = Till::open().await;
    let before = till.points().await;
    let asked = till.returns("ext:a", &whole("r-1")).await.expect(202);
    let rejected = till.returns("ext:a", &whole("r-2")).await.expect(202);
    till.decide(&rejected, "reject", json!({})).await;
    till.limit(1_000_000).await;
    let again = till.returns("ext:a", &whole("r-1")).await.expect(202);
    assert_eq!(again["approval"], asked["approval"]);
    assert_eq!(till.returns("ext:a", &whole("r-2")).await.problem(409), "not-approved");
    let path = "/v1/orders/ext:a/returns";
    let by_owner = till.shop.post(path, &whole("r-1")).cookie(&till.owner).send().await.expect(202);
    assert_eq!(by_owner["approval"], asked["approval"]);
    assert_eq!(
        till.shop.post(path, &whole("r-2")).cookie(&till.owner).send().await.problem(409),
        "not-approved"
    );
    assert_eq!(till.shop.post(path, &whole("r-2")).send().await.problem(409), "not-approved", "a key");
    let lin = hire(&till.shop, &till.owner, "lin", Role::Operator).await;
    let mut waiting = whole("r-1");
    (waiting["type"], waiting["order"]) = (json!("return"), json!("ext:a"));
    let mut stays = waiting.clone();
    stays["event_id"] = json!("r-2");
    let lines = till.send(&lin, &[waiting.clone(), stays]).await;
    assert!(needs_approval(&lines[0]), "{lines:?}");
    assert_eq!(lines[1]["problem"]["code"], "not-approved", "{lines:?}");
    assert_eq!(till.points().await, before, "nothing has happened");
    till.decide(&asked, "approve", json!({})).await;
    assert!(till.returns("ext:a", &whole("r-1")).await.is_replayed());
    assert_eq!(till.send(&lin, &[waiting]).await[0]["replayed"], true);
}

#[tokio::test]
async fn keys_and_shops_of_one_need_nobody_and_a_batch_is_no_way_round() {
    let till = Till::open().await;
    let row = json!({ "type": "return", "order": "ext:a", "event_id": "r-1",
        "occurred_at": "2026-11-21T11:30:00Z", "lines": [{ "line_id": "1" }] });
    let batch = till.shop.call(Method::POST, "/v1/batches").body("application/x-ndjson", format!("{row}\n"));
    let lin = hire(&till.shop, &till.owner, "lin", Role::Operator).await;
    let said = batch.cookie(&lin).send().await;
    assert!(said.text().contains("needs-approval"), "{}", said.text());
    till.shop.post("/v1/orders/ext:a/returns", &whole("r-2")).send().await.expect(201);
    let alone = Shop::open().await;
    let member = alone.member("crm-1").await;
    let owner = owner(&alone).await;
    alone.post("/v1/orders", &crate::orders::order("a", &member)).send().await.expect(201);
    let rules = json!({ "adjust_above": 1_000, "return_above": 0, "publish": true });
    alone.call(Method::PUT, "/v1/settings/approval").json(&rules).cookie(&owner).send().await.expect(200);
    alone.post("/v1/orders/ext:a/returns", &whole("r-1")).cookie(&owner).send().await.expect(201);
}

/// Whether there is a second person is looked up among all staff: for a return above the limit only.
#[tokio::test]
async fn a_return_below_the_limit_looks_for_nobody() {
    let till = Till::open().await;
    till.shop.spoil("staff").await;
    till.returns("ext:a", &back("r-1", json!([{ "line_id": "1", "quantity": 1 }]))).await.expect(201);
    assert!(till.returns("ext:a", &whole("r-2")).await.status.is_server_error(), "this one has to");
    till.limit(1_000_000).await;
    till.returns("ext:a", &whole("r-2")).await.expect(201);
}
