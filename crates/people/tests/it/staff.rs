//! Staff: invitations, signing in, sessions.

use crate::shop::Shop;
use std::sync::Arc;
use tessera_people::{
    AuditFilter, Browser, NewStaff, PeopleError, Role, ShopStore, StaffPatch, StaffStatus, StaffView,
    StoreKind,
};
use tessera_store::{Change, Direction, Documents, Expected};
use totp_rs::{Builder, Secret};

const PASSWORD: &str = "correct horse battery";

async fn owner(shop: &Shop) -> StaffView {
    let link = shop.people.owner_link().await.unwrap().unwrap();
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap()
}

async fn store(shop: &Shop, id: &str) {
    let store = ShopStore {
        id: id.into(),
        name: "上海南京路店".into(),
        zone: "Asia/Shanghai".into(),
        kind: StoreKind::Own,
        active: true,
    };
    shop.people.put_shop_store(store).await.unwrap();
}

fn cashier(name: &str) -> NewStaff {
    NewStaff {
        name: name.into(),
        display_name: "小李".into(),
        role: Role::Cashier,
        store: Some("sh-014".into()),
    }
}

#[tokio::test]
async fn the_first_start_gives_one_link_to_one_owner() {
    let shop = Shop::open().await;
    let first = shop.people.owner_link().await.unwrap().unwrap();
    let link = shop.people.owner_link().await.unwrap().unwrap();
    assert!(matches!(shop.people.invitation_for(&first.token).await, Err(PeopleError::UnknownInvitation)));
    assert_eq!(shop.people.invitation_for(&link.token).await.unwrap().0.role, Role::Owner);
    assert!(shop.people.sign_in("owner", PASSWORD, None, "").await.is_err(), "there is no default password");
    assert!(shop.people.accept_invitation(&link.token, "short").await.is_err());
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    let again = shop.people.accept_invitation(&link.token, PASSWORD).await;
    assert!(matches!(again, Err(PeopleError::UnknownInvitation)));
    assert_eq!(shop.people.owner_link().await.unwrap(), None);
    let signed_in = shop.people.sign_in(" Owner ", PASSWORD, None, "Chrome").await.unwrap();
    assert_eq!(signed_in.session.role, Role::Owner);
}

#[tokio::test]
async fn a_wrong_password_locks_longer_and_longer() {
    let shop = Shop::open().await;
    owner(&shop).await;
    for name in ["owner", "nobody"] {
        for _ in 0..5 {
            let tried = shop.people.sign_in(name, "wrong password", None, "").await;
            assert!(matches!(tried, Err(PeopleError::WrongCredentials)), "{tried:?}");
        }
        let locked = shop.people.sign_in(name, PASSWORD, None, "").await;
        assert!(matches!(locked, Err(PeopleError::LockedOut(_))), "also with the right one: {locked:?}");
        shop.wait(31);
        assert!(matches!(
            shop.people.sign_in(name, "wrong password", None, "").await,
            Err(PeopleError::WrongCredentials)
        ));
        shop.wait(31);
        let locked = shop.people.sign_in(name, PASSWORD, None, "").await;
        assert!(matches!(locked, Err(PeopleError::LockedOut(_))), "twice as long");
        shop.wait(60);
    }
    shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
}

#[tokio::test]
async fn wrong_tries_of_names_that_nobody_has_are_forgotten_after_a_day() {
    let shop = Shop::open().await;
    for name in ["nobody", "somebody"] {
        assert!(shop.people.sign_in(name, "wrong password", None, "").await.is_err());
    }
    let kept =
        async || shop.store.documents_beyond("sign-in-tries", None, Direction::Up, 9).await.unwrap().len();
    shop.wait(86_399);
    shop.people.tidy_up().await.unwrap();
    assert_eq!(kept().await, 4, "by name, and by name and address");
    shop.wait(1);
    shop.people.tidy_up().await.unwrap();
    assert_eq!(kept().await, 0);
}

#[tokio::test]
async fn roles_and_stores_go_together() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    let refused = shop.people.invite(cashier("li")).await;
    assert!(refused.is_err(), "there is no such store");
    store(&shop, "sh-014").await;
    let (li, link) = shop.people.invite(cashier("Li")).await.unwrap();
    assert_eq!((&*li.name, li.status), ("li", StaffStatus::Invited));
    assert!(shop.people.invite(cashier("LI")).await.is_err(), "the name is taken");
    assert!(shop.people.invite(NewStaff { store: None, ..cashier("wang") }).await.is_err());
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    let session = shop.people.sign_in("li", PASSWORD, None, "").await.unwrap();
    assert_eq!(session.session.store.as_deref(), Some("sh-014"));
    let promoted = StaffPatch { role: Some(Role::Operator), store: Some(None), ..StaffPatch::default() };
    shop.people.change_staff(&li.id, &promoted).await.unwrap();
    let now = shop.people.staff_session(&session.token).await.unwrap().unwrap();
    assert_eq!((now.role, now.store), (Role::Operator, None), "it holds at once");
    let last = StaffPatch { enabled: Some(false), ..StaffPatch::default() };
    assert!(shop.people.change_staff(&owner.id, &last).await.is_err(), "the last owner stays");
    shop.people.change_staff(&li.id, &last).await.unwrap();
    assert_eq!(shop.people.staff_session(&session.token).await.unwrap(), None);
    assert!(shop.people.sign_in("li", PASSWORD, None, "").await.is_err());
    assert_eq!(shop.people.staff().await.unwrap().len(), 2);
}

#[tokio::test]
async fn sessions_are_listed_ended_and_run_out() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let one = shop.people.sign_in("owner", PASSWORD, None, "Chrome").await.unwrap();
    shop.wait(1);
    let two = shop.people.sign_in("owner", PASSWORD, None, "Firefox").await.unwrap();
    let listed = shop.people.sessions_of(Some(&one.session.staff)).await.unwrap();
    assert!(listed.iter().map(|view| &*view.agent).eq(["Firefox", "Chrome"]));
    shop.people.end_session(&one.session.session, Some(&one.session.staff)).await.unwrap();
    assert_eq!(shop.people.staff_session(&one.token).await.unwrap(), None);
    assert!(shop.people.end_session(&two.session.session, Some("stf_another")).await.is_err());
    for _ in 0..10 {
        shop.wait(7 * 3_600);
        assert!(shop.people.staff_session(&two.token).await.unwrap().is_some(), "in use");
    }
    shop.wait(8 * 3_600 + 1);
    assert_eq!(shop.people.staff_session(&two.token).await.unwrap(), None, "left alone");
    shop.people.tidy_up().await.unwrap();
    assert!(shop.people.sessions_of(None).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_authenticator_app_is_asked_for_once_confirmed() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let session = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap().session;
    let stranger = shop.people.new_totp(&session, "wrong password").await;
    assert!(matches!(stranger, Err(PeopleError::WrongCredentials)), "an open browser is not enough");
    let new = shop.people.new_totp(&session, PASSWORD).await.unwrap();
    assert!(new.url.starts_with("otpauth://totp/Tessera:owner?"), "{}", new.url);
    let app = Builder::new()
        .with_secret(Secret::try_from_base32(&new.secret).unwrap())
        .with_account_name("owner")
        .build()
        .unwrap();
    let code = |shop: &Shop| {
        let seconds = shop.app.clock().now().0 / 1_000_000;
        app.generate(u64::try_from(seconds).unwrap()).to_string()
    };
    assert!(shop.people.confirm_totp(&session, "000000").await.is_err());
    shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    shop.people.confirm_totp(&session, &code(&shop)).await.unwrap();
    assert!(matches!(shop.people.sign_in("owner", PASSWORD, None, "").await, Err(PeopleError::TotpNeeded)));
    let used = code(&shop);
    let tried = shop.people.sign_in("owner", PASSWORD, Some(&used), "").await;
    assert!(matches!(tried, Err(PeopleError::TotpNeeded)), "the code that confirmed is used");
    shop.wait(30);
    shop.people.sign_in("owner", PASSWORD, Some(&code(&shop)), "").await.unwrap();
    let again = shop.people.sign_in("owner", PASSWORD, Some(&code(&shop)), "").await;
    assert!(matches!(again, Err(PeopleError::TotpNeeded)), "none is used twice");
    assert!(shop.people.new_totp(&session, PASSWORD).await.is_err(), "none takes its place");
    assert!(shop.people.confirm_totp(&session, &code(&shop)).await.is_err());
    assert!(shop.people.drop_totp(&session, "wrong password").await.is_err());
    shop.people.drop_totp(&session, PASSWORD).await.unwrap();
    shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
}

/// By a link, by the password, by the code of an app: give or take five minutes.
#[tokio::test]
async fn when_somebody_was_last_seen_is_known_however_they_signed_in() {
    let shop = Shop::open().await;
    let seen = async |shop: &Shop| shop.people.staff().await.unwrap()[0].last_seen_at;
    let invited = owner(&shop).await;
    assert_eq!(seen(&shop).await, None, "a password that was chosen is no sign-in");
    let now = |shop: &Shop| Some(shop.app.clock().now());
    let session = shop.people.signed_in(&invited.id, "").await.unwrap().session;
    assert_eq!(seen(&shop).await, now(&shop), "by a link");
    shop.wait(3_600);
    shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    assert_eq!(seen(&shop).await, now(&shop), "by a password");
    let new = shop.people.new_totp(&session, PASSWORD).await.unwrap();
    let secret = Secret::try_from_base32(&new.secret).unwrap();
    let app = Builder::new().with_secret(secret).with_account_name("owner").build().unwrap();
    let code = |shop: &Shop| app.generate((shop.app.clock().now().0 / 1_000_000).unsigned_abs()).to_string();
    shop.people.confirm_totp(&session, &code(&shop)).await.unwrap();
    shop.wait(3_600);
    let before = seen(&shop).await;
    assert!(shop.people.sign_in("owner", PASSWORD, Some("000000"), "").await.is_err());
    assert_eq!(seen(&shop).await, before, "who did not get in was not here");
    shop.people.sign_in("owner", PASSWORD, Some(&code(&shop)), "").await.unwrap();
    assert_eq!(seen(&shop).await, now(&shop), "by a code");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let one = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    let two = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    assert!(shop.people.change_password(&one.session, "wrong password", "another password").await.is_err());
    shop.people.change_password(&one.session, PASSWORD, "another password").await.unwrap();
    assert!(shop.people.staff_session(&one.token).await.unwrap().is_some());
    assert_eq!(shop.people.staff_session(&two.token).await.unwrap(), None);
    assert!(shop.people.sign_in("owner", PASSWORD, None, "").await.is_err());
    shop.people.sign_in("owner", "another password", None, "").await.unwrap();
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_begins_no_session() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let mine = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    let stolen = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    let kept = shop.store.documents_beyond("session", None, Direction::Up, 9).await.unwrap();
    shop.people.change_password(&mine.session, PASSWORD, "another password").await.unwrap();
    // As a sign-in leaves it that looked at the old password, or a server that fell before it ended the sessions.
    for document in kept {
        let back = Change {
            collection: "session".into(),
            id: document.id,
            expected: Expected::Anything,
            body: Some(document.body),
        };
        shop.store.change(&[back]).await.unwrap();
    }
    shop.wait(6);
    assert_eq!(shop.people.staff_session(&stolen.token).await.unwrap(), None);
    assert_eq!(shop.people.staff_session(&mine.token).await.unwrap(), None, "put back as well");
}

#[tokio::test]
async fn a_session_that_is_in_use_ends_all_the_same() {
    let shop = Arc::new(Shop::open().await);
    owner(&shop).await;
    let token = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap().token;
    let held = shop.store.hold("session", 1);
    let ends = tokio::spawn({
        let (shop, token) = (shop.clone(), token.clone());
        async move { shop.people.sign_out(&token).await.unwrap() }
    });
    held.reached().await;
    // Long enough that the next look is written down.
    shop.wait(301);
    assert!(shop.people.staff_session(&token).await.unwrap().is_some());
    held.let_go();
    ends.await.unwrap();
    assert_eq!(shop.people.staff_session(&token).await.unwrap(), None);
}

#[tokio::test]
async fn a_new_role_holds_from_then_on_though_somebody_is_reading_the_old_one() {
    let shop = Arc::new(Shop::open().await);
    owner(&shop).await;
    store(&shop, "sh-014").await;
    let (li, link) = shop.people.invite(cashier("li")).await.unwrap();
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    let token = shop.people.sign_in("li", PASSWORD, None, "").await.unwrap().token;
    shop.wait(6);
    let held = shop.store.hold("staff", 1);
    let reads = tokio::spawn({
        let (shop, token) = (shop.clone(), token.clone());
        async move { shop.people.staff_session(&token).await.unwrap() }
    });
    held.reached().await;
    let patch = StaffPatch { role: Some(Role::StoreManager), ..StaffPatch::default() };
    shop.people.change_staff(&li.id, &patch).await.unwrap();
    held.let_go();
    assert_eq!(reads.await.unwrap().unwrap().role, Role::Cashier, "asked before");
    assert_eq!(shop.people.staff_session(&token).await.unwrap().unwrap().role, Role::StoreManager);
    let patch = StaffPatch { enabled: Some(false), ..StaffPatch::default() };
    shop.people.change_staff(&li.id, &patch).await.unwrap();
    assert_eq!(shop.people.staff_session(&token).await.unwrap(), None);
    let patch = StaffPatch { enabled: Some(true), ..StaffPatch::default() };
    shop.people.change_staff(&li.id, &patch).await.unwrap();
    assert_eq!(shop.people.staff_session(&token).await.unwrap(), None, "what is over stays over");
}

#[tokio::test]
async fn of_two_owners_who_take_the_role_from_each_other_one_stays() {
    let shop = Arc::new(Shop::open().await);
    let first = owner(&shop).await;
    let new = NewStaff { role: Role::Owner, store: None, ..cashier("second") };
    let (second, link) = shop.people.invite(new).await.unwrap();
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    let patch = StaffPatch { role: Some(Role::Analyst), ..StaffPatch::default() };
    // Past the look at who else is an owner.
    let held = shop.store.hold("staff", 2);
    let demoted = tokio::spawn({
        let (shop, patch) = (shop.clone(), patch.clone());
        async move { shop.people.change_staff(&second.id, &patch).await }
    });
    held.reached().await;
    shop.people.change_staff(&first.id, &patch).await.unwrap();
    held.let_go();
    assert!(demoted.await.unwrap().is_err());
    assert_eq!(shop.people.staff().await.unwrap().iter().filter(|one| one.role == Role::Owner).count(), 1);
}

#[tokio::test]
async fn who_belongs_to_a_store_is_no_second_person_for_another() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    store(&shop, "sh-014").await;
    let new = NewStaff { role: Role::StoreManager, ..cashier("li") };
    let (_, link) = shop.people.invite(new).await.unwrap();
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    assert!(!shop.people.needs_second(&owner.id, None).await.unwrap(), "nobody could ever decide it");
    assert!(!shop.people.needs_second(&owner.id, Some("sh-015")).await.unwrap());
    assert!(shop.people.needs_second(&owner.id, Some("sh-014")).await.unwrap());
}

#[tokio::test]
async fn who_tries_from_elsewhere_locks_nobody_out() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let from = |address| Browser { agent: "", address };
    for _ in 0..12 {
        for _ in 0..5 {
            let _ = shop.people.sign_in("owner", "wrong password", None, from("203.0.113.9")).await;
        }
        let locked = shop.people.sign_in("owner", PASSWORD, None, from("203.0.113.9")).await;
        assert!(matches!(locked, Err(PeopleError::LockedOut(_))), "{locked:?}");
        shop.wait(300);
    }
    shop.people.sign_in("owner", PASSWORD, None, from("198.51.100.1")).await.unwrap();
    // From very many addresses it is locked all the same.
    for n in 0..100 {
        let address = format!("203.0.113.{n}");
        let _ = shop
            .people
            .sign_in("owner", "wrong password", None, Browser { agent: "", address: &address })
            .await;
    }
    let locked = shop.people.sign_in("owner", PASSWORD, None, from("198.51.100.1")).await;
    assert!(matches!(locked, Err(PeopleError::LockedOut(_))), "{locked:?}");
}

#[tokio::test]
async fn a_lost_owner_gets_a_link_that_the_log_knows() {
    let shop = Shop::open().await;
    assert!(shop.people.lost_owner_link(None, "忘记密码").await.is_err(), "nobody is the owner yet");
    let owner = owner(&shop).await;
    let old = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap();
    assert!(shop.people.lost_owner_link(None, " ").await.is_err());
    let (first, _) = shop.people.lost_owner_link(None, "忘记密码").await.unwrap();
    let (again, link) = shop.people.lost_owner_link(Some("Owner"), "忘记密码").await.unwrap();
    assert_eq!((&first.id, &again.id), (&owner.id, &owner.id));
    shop.people.accept_invitation(&link.token, "another password").await.unwrap();
    assert_eq!(shop.people.staff_session(&old.token).await.unwrap(), None);
    shop.people.sign_in("owner", "another password", None, "").await.unwrap();
    let log = shop.people.logged(&AuditFilter::default(), None, 9).await.unwrap().0;
    assert_eq!(log.len(), 2);
    let action = &log[0].action;
    assert_eq!((&*action.action, action.target.as_ref()), ("owner-link", Some(&owner.id)));
    assert_eq!(action.reason.as_deref(), Some("忘记密码"));
    let new = NewStaff { role: Role::Owner, store: None, ..cashier("second") };
    shop.people.invite(new).await.unwrap();
    assert!(shop.people.lost_owner_link(None, "忘记密码").await.is_err(), "which of the two?");
    assert!(shop.people.lost_owner_link(Some("third"), "忘记密码").await.is_err());
}
