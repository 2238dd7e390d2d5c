//! Members' personal data.

use crate::shop::Shop;
use std::sync::Arc;
use tessera_app::MemberRef;
use tessera_engine::values::MemberId;
use tessera_people::{Claimed, MasterKey, Options, Patch, People, PeopleError, Personal, Status};
use tessera_store::{Direction, Documents};

fn person(phone: &str, name: &str) -> Personal {
    Personal { phone: Some(phone.into()), name: Some(name.into()), ..Personal::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_enrolments_of_one_phone_make_one_member() {
    let shop = Shop::open().await;
    let tries = (0..64).map(|n| {
        let people = shop.people.clone();
        let phone = ["13800138000", "+86 138 0013 8000", "138-0013-8000"][n % 3];
        tokio::spawn(async move {
            let id = people.fresh_member();
            (id, people.claim(id, &person(phone, "张三")).await.unwrap())
        })
    });
    let (mut won, mut owners) = (Vec::new(), Vec::new());
    for tried in tries.collect::<Vec<_>>() {
        match tried.await.unwrap() {
            (id, Claimed::New(_)) => won.push(id),
            (_, Claimed::By(owner)) => owners.push(owner),
        }
    }
    assert_eq!(won.len(), 1);
    assert_eq!(owners.len(), 63);
    assert!(owners.iter().all(|owner| *owner == won[0]));
    assert_eq!(shop.people.by_phone("13800138000").await.unwrap(), Some(won[0]));
}

#[tokio::test]
async fn a_person_is_shown_masked_amended_and_found() {
    let shop = Shop::open().await;
    let (one, other) = (MemberId(1), MemberId(2));
    for (member, phone) in [(one, "13800138000"), (other, "13900139000")] {
        assert!(matches!(shop.people.claim(member, &person(phone, "张三")).await.unwrap(), Claimed::New(_)));
        shop.joins(member).await;
    }
    let profile = shop.people.profile(one).await.unwrap().unwrap();
    let card = profile.card.clone().unwrap();
    assert_eq!(profile.masked.unwrap().phone.as_deref(), Some("138****8000"));
    assert_eq!(shop.people.by_card(&card).await.unwrap(), Some(one));
    let taken = Patch { phone: Some(Some("+86 139 0013 9000".into())), ..Patch::default() };
    assert!(matches!(shop.people.amend(one, &taken).await, Err(PeopleError::Taken("phone"))));
    let patch = Patch {
        phone: Some(Some("137 0013 7000".into())),
        email: Some(Some("Zhang@Example.com".into())),
        name: Some(None),
        ..Patch::default()
    };
    let masked = shop.people.amend(one, &patch).await.unwrap().masked.unwrap();
    assert_eq!((masked.phone.as_deref(), masked.name), (Some("137****7000"), None));
    assert_eq!(shop.people.by_phone("13800138000").await.unwrap(), None, "the old phone is free");
    assert_eq!(shop.people.by_phone("13700137000").await.unwrap(), Some(one));
    assert_eq!(shop.people.by_email("zhang@example.com").await.unwrap(), Some(one));
    assert_eq!(shop.people.personal(one).await.unwrap().email.as_deref(), Some("zhang@example.com"));
    let profiles = shop.people.profiles(&[other, MemberId(9), one]).await.unwrap();
    assert!(
        profiles[0].is_some() && profiles[1].is_none() && profiles[2].as_ref().unwrap().card == Some(card)
    );
}

#[tokio::test]
async fn many_are_bound_at_once_and_whose_phone_is_taken_is_left_out() {
    let shop = Shop::open().await;
    shop.people.claim(MemberId(99), &person("13800138007", "先来")).await.unwrap();
    let many: Vec<_> = (0..20).map(|n| (MemberId(n), person(&format!("138001380{n:02}"), "张三"))).collect();
    assert_eq!(shop.people.claim_all(&many).await.unwrap(), 19);
    assert_eq!(shop.people.by_phone("13800138003").await.unwrap(), Some(MemberId(3)));
    assert_eq!(shop.people.by_phone("13800138007").await.unwrap(), Some(MemberId(99)));
    assert_eq!(shop.people.claim_all(&many).await.unwrap(), 0, "nobody twice");
}

#[tokio::test]
async fn erasing_leaves_nothing_of_a_person_and_frees_the_phone() {
    let shop = Shop::open().await;
    let member = MemberId(1);
    shop.people.claim(member, &person("13800138000", "张三")).await.unwrap();
    shop.joins(member).await;
    let card = shop.people.profile(member).await.unwrap().unwrap().card.unwrap();
    shop.people.erase(member).await.unwrap();
    shop.people.erase(member).await.unwrap();
    assert_eq!(shop.people.profile(member).await.unwrap().unwrap().status, Status::Erased);
    assert!(matches!(shop.people.personal(member).await, Err(PeopleError::Erased)));
    assert_eq!(shop.people.by_phone("13800138000").await.unwrap(), None);
    assert_eq!(shop.people.by_card(&card).await.unwrap(), None);
    for collection in ["phone", "email", "card"] {
        assert_eq!(shop.store.documents_beyond(collection, None, Direction::Up, 9).await.unwrap(), []);
    }
    let kept = shop.store.documents_beyond("person", None, Direction::Up, 9).await.unwrap();
    assert!(kept.len() == 1 && kept[0].body.len() < 10, "only that somebody was there");
    assert!(matches!(shop.people.may_spend(&MemberRef::Id(member)).await, Err(PeopleError::Blocked)));
    assert!(matches!(
        shop.people.claim(MemberId(2), &person("13800138000", "李四")).await,
        Ok(Claimed::New(_))
    ));
}

#[tokio::test]
async fn a_blocked_member_spends_nothing_until_unblocked() {
    let shop = Shop::open().await;
    let member = MemberId(1);
    shop.joins(member).await;
    shop.people.may_spend(&MemberRef::Id(member)).await.unwrap();
    assert_eq!(shop.people.set_blocked(member, true).await.unwrap().status, Status::Blocked);
    assert!(matches!(shop.people.may_spend(&MemberRef::Id(member)).await, Err(PeopleError::Blocked)));
    shop.people.may_spend(&MemberRef::Id(MemberId(2))).await.unwrap();
    shop.people.set_blocked(member, false).await.unwrap();
    shop.people.may_spend(&MemberRef::Id(member)).await.unwrap();
}

#[tokio::test]
async fn another_key_opens_nothing_and_no_key_leaves_the_rest_going() {
    let shop = Shop::open().await;
    let wrong = Options { key: Some(MasterKey::new([8; 32])), messages: None };
    assert!(matches!(People::open(shop.app.clone(), wrong).await, Err(PeopleError::WrongVaultKey)));
    let without = People::open(shop.app.clone(), Options::default()).await.unwrap();
    let claimed = without.claim(MemberId(1), &person("13800138000", "张三")).await;
    assert!(matches!(claimed, Err(PeopleError::VaultClosed)));
    assert!(without.owner_link().await.unwrap().is_some());
}

#[tokio::test]
async fn nothing_of_a_person_can_be_read_in_the_documents() {
    let shop = Shop::open().await;
    let all = Personal {
        phone: Some("13800138000".into()),
        name: Some("欧阳小明".into()),
        email: Some("ouyang@example.com".into()),
        birthday: Some("1991-08-15".into()),
    };
    shop.people.claim(MemberId(1), &all).await.unwrap();
    shop.people.send_sign_in_code("13800138000").await.unwrap();
    let collections = ["person", "phone", "email", "card", "one-time-code", "used-code", "member-session"];
    for collection in collections {
        for document in shop.store.documents_beyond(collection, None, Direction::Up, 99).await.unwrap() {
            let held = [document.id.as_bytes(), &document.body].concat();
            for plain in ["13800138000", "欧阳", "ouyang", "1991-08-15"] {
                let found = held.windows(plain.len()).any(|window| window == plain.as_bytes());
                assert!(!found, "{plain} in {collection}");
            }
        }
    }
}

#[tokio::test]
async fn blocking_takes_no_key_and_leaves_what_is_sealed() {
    let shop = Shop::open().await;
    let known = MemberId(1);
    shop.people.claim(known, &person("13800138000", "张三")).await.unwrap();
    shop.joins(known).await;
    let unknown = MemberId(2);
    shop.joins(unknown).await;
    let closed = People::open(shop.app.clone(), Options::default()).await.unwrap();
    for member in [known, unknown] {
        assert_eq!(closed.set_blocked(member, true).await.unwrap().status, Status::Blocked);
        assert!(matches!(closed.may_spend(&MemberRef::Id(member)).await, Err(PeopleError::Blocked)));
    }
    let personal = shop.people.personal(known).await.unwrap();
    assert_eq!(personal.phone.as_deref(), Some("+8613800138000"));
    // Who was blocked before anything was known can be known later, and stays blocked.
    let claimed = shop.people.claim(unknown, &person("13900139000", "李四")).await.unwrap();
    let Claimed::New(profile) = claimed else { panic!("{claimed:?}") };
    assert_eq!((profile.status, profile.card.is_some()), (Status::Blocked, true));
    assert_eq!(shop.people.by_phone("13900139000").await.unwrap(), Some(unknown));
    closed.set_blocked(known, false).await.unwrap();
    closed.may_spend(&MemberRef::Id(known)).await.unwrap();
}

#[tokio::test]
async fn who_is_blocked_here_spends_nothing_from_then_on() {
    let shop = Arc::new(Shop::open().await);
    let member = MemberId(1);
    shop.joins(member).await;
    let held = shop.store.hold("blocked", 1);
    let asks = tokio::spawn({
        let shop = shop.clone();
        async move { shop.people.may_spend(&MemberRef::Id(member)).await.is_ok() }
    });
    held.reached().await;
    shop.people.set_blocked(member, true).await.unwrap();
    held.let_go();
    assert!(asks.await.unwrap(), "asked before");
    assert!(matches!(shop.people.may_spend(&MemberRef::Id(member)).await, Err(PeopleError::Blocked)));
}

#[tokio::test]
async fn the_sessions_of_who_is_erased_are_forgotten() {
    let shop = Shop::open().await;
    let member = MemberId(1);
    shop.joins(member).await;
    let signed_in = shop.people.member_signed_in(member, "phone").await.unwrap();
    shop.people.erase(member).await.unwrap();
    assert_eq!(shop.people.member_session(&signed_in.token).await.unwrap(), None);
    shop.people.tidy_up().await.unwrap();
    let left = shop.store.documents_beyond("member-session", None, Direction::Up, 9).await.unwrap();
    assert!(left.is_empty());
}

#[tokio::test]
async fn a_new_phone_frees_the_old_one_ends_sessions_and_is_told_to_the_old_one() {
    let shop = Shop::open().await;
    let (one, other) = (MemberId(1), MemberId(2));
    for (member, phone) in [(one, "13800138000"), (other, "13700137000")] {
        shop.people.claim(member, &person(phone, "张三")).await.unwrap();
        shop.joins(member).await;
    }
    let signed_in = shop.people.member_signed_in(one, "phone").await.unwrap();
    shop.wait(1);
    let taken = shop.people.change_phone(one, Some("137 0013 7000")).await;
    assert!(matches!(taken, Err(PeopleError::Taken("phone"))));
    assert!(shop.people.member_session(&signed_in.token).await.unwrap().is_some());
    let changed = shop.people.change_phone(one, Some("139 0013 9000")).await.unwrap();
    assert_eq!(changed.masked.unwrap().phone.as_deref(), Some("139****9000"));
    assert_eq!(shop.people.by_phone("13900139000").await.unwrap(), Some(one));
    assert_eq!(shop.people.by_phone("13800138000").await.unwrap(), None, "free for somebody else");
    assert_eq!(shop.people.member_session(&signed_in.token).await.unwrap(), None, "the old phone is out");
    tokio::task::yield_now().await;
    assert_eq!(&*shop.outbox.messages()[0].to, "+8613800138000");
    let again = shop.people.member_signed_in(one, "phone").await.unwrap();
    assert!(shop.people.member_session(&again.token).await.unwrap().is_some());
    shop.people.change_phone(one, None).await.unwrap();
    assert!(!shop.people.has_phone(one).await.unwrap());
}

#[tokio::test]
async fn sixty_four_who_want_one_phone_are_one() {
    let shop = Arc::new(Shop::open().await);
    for n in 1..=64 {
        shop.people.claim(MemberId(n), &person(&format!("138001380{n:02}"), "张三")).await.unwrap();
        shop.joins(MemberId(n)).await;
    }
    let tries: Vec<_> = (1..=64)
        .map(|n| {
            let shop = shop.clone();
            tokio::spawn(
                async move { shop.people.change_phone(MemberId(n), Some("13900139000")).await.is_ok() },
            )
        })
        .collect();
    let mut done = 0;
    for tried in tries {
        done += u32::from(tried.await.unwrap());
    }
    assert_eq!(done, 1);
}
