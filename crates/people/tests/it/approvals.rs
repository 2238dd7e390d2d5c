//! Approvals and the audit log.

use crate::shop::Shop;
use serde_json::json;
use tessera_people::{
    About, Action, ApprovalKind, ApprovalRules, ApprovalStatus, Asking, AuditFilter, By, PeopleError,
};

fn by(id: &str) -> By {
    By { id: id.into(), name: "某人".into() }
}

fn asking(request: serde_json::Value) -> Asking {
    Asking { kind: ApprovalKind::Adjustment, by: by("stf_1"), store: None, request, about: About::default() }
}

#[tokio::test]
async fn one_asks_and_another_decides_once() {
    let shop = Shop::open().await;
    let request = json!({ "units": 5_000 });
    let asked = shop.people.ask(asking(request.clone())).await.unwrap();
    let own = shop.people.decide(&asked.id, &by("stf_1"), ApprovalStatus::Approved, None).await;
    assert!(matches!(own, Err(PeopleError::OwnRequest)));
    let waiting = |approval: &tessera_people::Approval| approval.status == ApprovalStatus::Waiting;
    assert_eq!(shop.people.approvals(waiting, None, 10).await.unwrap(), std::slice::from_ref(&asked));
    let decided =
        shop.people.decide(&asked.id, &by("stf_2"), ApprovalStatus::Approved, Some("好")).await.unwrap();
    assert_eq!((decided.request, decided.comment.as_deref()), (request, Some("好")));
    let again =
        || async { shop.people.decide(&asked.id, &by("stf_3"), ApprovalStatus::Approved, None).await };
    assert!(matches!(again().await, Err(PeopleError::Decided)), "somebody is about to do it");
    shop.people.let_go(&asked.id).await.unwrap();
    again().await.unwrap();
    shop.wait(60);
    let done_later = again().await.unwrap();
    assert_eq!(
        done_later.decided_by.map(|by| by.id).as_deref(),
        Some("stf_2"),
        "who does it decided nothing"
    );
    assert_eq!(done_later.comment.as_deref(), Some("好"));
    shop.people.settle(&asked.id, None).await.unwrap();
    let settled = shop.people.settle(&asked.id, Some("再来一次")).await.unwrap();
    assert_eq!(settled.status, ApprovalStatus::Approved, "what is done stays done");
    let again = shop.people.decide(&asked.id, &by("stf_3"), ApprovalStatus::Approved, None).await;
    assert!(matches!(again, Err(PeopleError::Decided)));
    let again = shop.people.decide(&asked.id, &by("stf_3"), ApprovalStatus::Rejected, None).await;
    assert!(matches!(again, Err(PeopleError::Decided)));
    assert!(shop.people.approvals(waiting, None, 10).await.unwrap().is_empty());
    assert!(
        !shop.people.needs_second("stf_1", None).await.unwrap(),
        "in a shop of one nobody is there to ask"
    );
    let rules = ApprovalRules { adjust_above: 50, return_above: 20_000, publish: false };
    shop.people.put_approval_rules(&rules).await.unwrap();
    assert_eq!(shop.people.approval_rules().await.unwrap(), rules);
}

#[tokio::test]
async fn what_is_asked_for_again_is_one_approval() {
    let shop = Shop::open().await;
    let request = json!({ "event_id": "r-1", "units": 5_000 });
    let tries = (0..16).map(|_| {
        let (people, asking) = (shop.people.clone(), asking(request.clone()));
        tokio::spawn(async move { people.ask(asking).await.unwrap() })
    });
    let mut all = Vec::new();
    for tried in tries.collect::<Vec<_>>() {
        all.push(tried.await.unwrap());
    }
    let first = &all[0];
    assert!(all.iter().all(|asked| asked == first), "however many send it at once");
    shop.people.decide(&first.id, &by("stf_2"), ApprovalStatus::Rejected, Some("不行")).await.unwrap();
    let again = shop.people.ask(asking(request)).await.unwrap();
    assert_eq!((&again.id, again.status), (&first.id, ApprovalStatus::Rejected));
    let other = shop.people.ask(asking(json!({ "event_id": "r-1", "units": 5 }))).await;
    assert!(matches!(other, Err(PeopleError::AskedOtherwise)));
    assert_eq!(shop.people.approvals(|_| true, None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_log_is_read_newest_first_in_pages_and_by_who() {
    let shop = Shop::open().await;
    for n in 0..7_u16 {
        let action = Action {
            by: Some(format!("stf_{}", n % 2).into()),
            action: "POST /v1/adjustments".into(),
            status: 200 + n,
            ..Action::default()
        };
        shop.people.log(action).await.unwrap();
        shop.wait(1);
    }
    let all = AuditFilter::default();
    let (page, next) = shop.people.logged(&all, None, 3).await.unwrap();
    assert!(page.iter().map(|entry| entry.action.status).eq([206, 205, 204]));
    let (page, _) = shop.people.logged(&all, next.as_deref(), 30).await.unwrap();
    assert!(page.iter().map(|entry| entry.action.status).eq([203, 202, 201, 200]));
    let of_one = AuditFilter { by: Some("stf_1".into()), ..AuditFilter::default() };
    let (page, next) = shop.people.logged(&of_one, None, 30).await.unwrap();
    assert!(page.iter().map(|entry| entry.action.status).eq([205, 203, 201]) && next.is_none());
}
