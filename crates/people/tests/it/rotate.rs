//! Another key for the vault.

use crate::shop::Shop;
use std::sync::Arc;
use tessera_app::MemberRef;
use tessera_engine::values::MemberId;
use tessera_people::{AuditFilter, Claimed, MasterKey, Options, People, PeopleError, Personal, Rotated};
use tessera_store::{Direction, Documents};

const PASSWORD: &str = "correct horse battery";

fn person(n: u128) -> Personal {
    let phone = Some(format!("1380013{n:04}").into());
    let email = Some(format!("member-{n}@example.com").into());
    Personal { phone, email, ..Personal::default() }
}

fn key(byte: u8) -> Options {
    Options { key: Some(MasterKey::new([byte; 32])), messages: None }
}

async fn with_both(shop: &Shop) -> Result<People, PeopleError> {
    People::open_with_old_key(shop.app.clone(), key(8), Some(MasterKey::new([7; 32]))).await
}

async fn everybody_is_there(people: &People, members: u128) {
    for n in 1..=members {
        assert_eq!(people.by_phone(&format!("1380013{n:04}")).await.unwrap(), Some(MemberId(n)));
        assert_eq!(people.by_email(&format!("member-{n}@example.com")).await.unwrap(), Some(MemberId(n)));
        let personal = people.personal(MemberId(n)).await.unwrap();
        assert_eq!(personal.phone.as_deref(), Some(&*format!("+861380013{n:04}")));
    }
}

#[tokio::test]
async fn the_vault_gets_another_key_and_goes_on_where_it_was_broken_off() {
    let shop = Arc::new(Shop::open().await);
    for n in 1..=120 {
        shop.people.claim(MemberId(n), &person(n)).await.unwrap();
    }
    shop.joins(MemberId(121)).await;
    shop.people.set_blocked(MemberId(121), true).await.unwrap();
    shop.joins(MemberId(120)).await;
    shop.people.erase(MemberId(120)).await.unwrap();
    let link = shop.people.owner_link().await.unwrap().unwrap();
    shop.people.accept_invitation(&link.token, PASSWORD).await.unwrap();
    let session = shop.people.sign_in("owner", PASSWORD, None, "").await.unwrap().session;
    let totp = shop.people.new_totp(&session, PASSWORD).await.unwrap();
    let app = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::try_from_base32(&totp.secret).unwrap())
        .with_account_name("owner")
        .build()
        .unwrap();
    let code = || app.generate(u64::try_from(shop.app.clock().now().0 / 1_000_000).unwrap()).to_string();
    shop.people.confirm_totp(&session, &code()).await.unwrap();

    let wrong = People::open_with_old_key(shop.app.clone(), key(8), Some(MasterKey::new([9; 32]))).await;
    assert!(matches!(wrong, Err(PeopleError::WrongVaultKey)));
    let both = with_both(&shop).await.unwrap();
    everybody_is_there(&both, 119).await;
    for byte in [7, 8] {
        let alone = People::open(shop.app.clone(), key(byte)).await;
        assert!(matches!(alone, Err(PeopleError::WrongVaultKey)), "it takes both until it is done");
    }
    // One page is written, and then the store is away.
    shop.store.fail_after(1);
    assert!(both.rotate(|_| {}).await.is_err());
    shop.store.fail_after(u32::MAX);
    everybody_is_there(&both, 119).await;
    let taken = both.claim(MemberId(500), &person(3)).await.unwrap();
    assert_eq!(taken, Claimed::By(MemberId(3)), "the same phone makes no second member meanwhile");
    let taken = both.claim(MemberId(500), &person(100)).await.unwrap();
    assert_eq!(taken, Claimed::By(MemberId(100)));
    both.claim(MemberId(120_000), &person(120)).await.unwrap();

    let again = with_both(&shop).await.unwrap();
    let rotated = again.rotate(|_| {}).await.unwrap();
    assert_eq!(rotated, Rotated { members: 119 - 50, staff: 1 }, "the first page was done");
    assert_eq!(again.rotate(|_| {}).await.unwrap().members, 0);
    assert!(People::open(shop.app.clone(), key(7)).await.is_err());
    let new = People::open(shop.app.clone(), key(8)).await.unwrap();
    everybody_is_there(&new, 119).await;
    assert_eq!(new.by_phone("13800130120").await.unwrap(), Some(MemberId(120_000)));
    assert!(matches!(new.may_spend(&MemberRef::Id(MemberId(121))).await, Err(PeopleError::Blocked)));
    shop.wait(30);
    new.sign_in("owner", PASSWORD, Some(&code()), "").await.unwrap();
    for collection in ["phone", "email"] {
        let claims = shop.store.documents_beyond(collection, None, Direction::Up, 999).await.unwrap();
        assert_eq!(claims.len(), 120, "none is left of the old key");
    }
    let log = new.logged(&AuditFilter::default(), None, 9).await.unwrap().0;
    assert_eq!(&*log[0].action.action, "rotate-vault-key");
    // Who still gives the old one beside it goes on.
    everybody_is_there(&with_both(&shop).await.unwrap(), 119).await;
}

#[tokio::test]
async fn who_is_changed_meanwhile_is_not_lost() {
    let shop = Arc::new(Shop::open().await);
    for n in 1..=3 {
        shop.people.claim(MemberId(n), &person(n)).await.unwrap();
        shop.joins(MemberId(n)).await;
    }
    let both = with_both(&shop).await.unwrap();
    let held = shop.store.hold("person", 1);
    let rotates = tokio::spawn({
        let both = both.clone();
        async move { both.rotate(|_| {}).await.unwrap() }
    });
    held.reached().await;
    both.change_phone(MemberId(2), Some("13900139000")).await.unwrap();
    held.let_go();
    assert_eq!(rotates.await.unwrap().members, 2, "who was changed was wrapped by the new key with it");
    let new = People::open(shop.app.clone(), key(8)).await.unwrap();
    assert_eq!(new.by_phone("13900139000").await.unwrap(), Some(MemberId(2)));
    assert_eq!(new.by_phone("13800130002").await.unwrap(), None);
    assert_eq!(new.by_phone("13800130003").await.unwrap(), Some(MemberId(3)));
}
