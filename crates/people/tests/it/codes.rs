//! Codes: to sign in, to spend, and the one that a member shows.

use crate::shop::Shop;
use tessera_engine::values::MemberId;
use tessera_people::{PeopleError, Personal};

const PHONE: &str = "138 0013 8000";

async fn with_a_member() -> (Shop, MemberId) {
    let (shop, member) = (Shop::open().await, MemberId(1));
    let person = Personal { phone: Some(PHONE.into()), ..Personal::default() };
    shop.people.claim(member, &person).await.unwrap();
    shop.joins(member).await;
    (shop, member)
}

#[tokio::test]
async fn a_member_signs_in_with_a_code_once() {
    let (shop, member) = with_a_member().await;
    shop.people.send_sign_in_code("13800138000").await.unwrap();
    let code = shop.last_code();
    assert_eq!(shop.people.look_at_sign_in_code(PHONE, &code).await.unwrap(), Some(member));
    let signed_in = shop.people.begin_for_member(member, PHONE, "phone").await.unwrap();
    assert_eq!(shop.people.member_session(&signed_in.token).await.unwrap().unwrap().member, member);
    let again = shop.people.begin_for_member(member, PHONE, "phone").await;
    assert!(matches!(again, Err(PeopleError::WrongCode)));
    shop.people.sign_out(&signed_in.token).await.unwrap();
    assert_eq!(shop.people.member_session(&signed_in.token).await.unwrap(), None);
}

#[tokio::test]
async fn who_has_not_joined_is_told_only_with_the_right_code() {
    let (shop, _) = with_a_member().await;
    shop.people.send_sign_in_code("13900139000").await.unwrap();
    let code = shop.last_code();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let tried = shop.people.look_at_sign_in_code("13900139000", wrong).await;
    assert!(matches!(tried, Err(PeopleError::WrongCode)));
    assert_eq!(shop.people.look_at_sign_in_code("13900139000", &code).await.unwrap(), None);
    assert_eq!(
        shop.people.look_at_sign_in_code("13900139000", &code).await.unwrap(),
        None,
        "it goes on holding"
    );
}

#[tokio::test]
async fn codes_are_rationed_and_tried_five_times() {
    let (shop, _) = with_a_member().await;
    shop.people.send_sign_in_code(PHONE).await.unwrap();
    let code = shop.last_code();
    assert!(matches!(shop.people.send_sign_in_code(PHONE).await, Err(PeopleError::TooManyCodes(_))));
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert!(shop.people.look_at_sign_in_code(PHONE, wrong).await.is_err());
    }
    assert!(shop.people.look_at_sign_in_code(PHONE, &code).await.is_err(), "five tries, and no more");
    for _ in 0..4 {
        shop.wait(60);
        shop.people.send_sign_in_code(PHONE).await.unwrap();
    }
    shop.wait(60);
    assert!(matches!(shop.people.send_sign_in_code(PHONE).await, Err(PeopleError::TooManyCodes(_))));
    shop.wait(3_600);
    shop.people.send_sign_in_code(PHONE).await.unwrap();
    let code = shop.last_code();
    shop.wait(300);
    assert!(shop.people.look_at_sign_in_code(PHONE, &code).await.is_err(), "too old");
}

#[tokio::test]
async fn a_code_for_one_purpose_is_none_for_the_other() {
    let (shop, member) = with_a_member().await;
    shop.people.send_spend_code(member).await.unwrap();
    let code = shop.last_code();
    assert!(shop.people.look_at_sign_in_code(PHONE, &code).await.is_err());
    let proof = shop.people.prove_by_code(member, &code).await.unwrap();
    assert_eq!(shop.people.proven(&proof.token).unwrap(), member);
    assert!(matches!(shop.people.prove_by_code(member, &code).await, Err(PeopleError::WrongCode)));
}

#[tokio::test]
async fn a_member_code_is_used_once_and_soon() {
    let (shop, member) = with_a_member().await;
    let shown = shop.people.member_code(member).await.unwrap();
    assert_eq!(shown.code.len(), 22);
    assert_eq!(shop.people.use_member_code(&shown.code).await.unwrap(), member);
    assert!(matches!(shop.people.use_member_code(&shown.code).await, Err(PeopleError::CodeUsed)));
    shop.wait(30);
    let next = shop.people.member_code(member).await.unwrap();
    assert_ne!(next.code, shown.code);
    shop.wait(90);
    assert!(matches!(shop.people.use_member_code(&next.code).await, Err(PeopleError::CodeExpired)));
    let mut forged = next.code.into_bytes();
    forged[21] = if forged[21] == b'0' { b'1' } else { b'0' };
    let forged = String::from_utf8(forged).unwrap();
    assert!(shop.people.use_member_code(&forged).await.is_err());
    shop.people.tidy_up().await.unwrap();
}

#[tokio::test]
async fn of_many_tills_that_scan_one_code_one_gets_it() {
    let (shop, member) = with_a_member().await;
    let code = shop.people.member_code(member).await.unwrap().code;
    let scans = (0..20).map(|_| {
        let (people, code) = (shop.people.clone(), code.clone());
        tokio::spawn(async move { people.use_member_code(&code).await.is_ok() })
    });
    let mut got = 0;
    for scan in scans.collect::<Vec<_>>() {
        got += usize::from(scan.await.unwrap());
    }
    assert_eq!(got, 1);
}

#[tokio::test]
async fn a_token_holds_a_quarter_of_an_hour_and_cannot_be_forged() {
    let (shop, member) = with_a_member().await;
    let proof = shop.people.prove(member).unwrap();
    for at in 4..proof.token.len() {
        let mut forged = proof.token.clone().into_bytes();
        forged[at] = if forged[at] == b'0' { b'1' } else { b'0' };
        assert!(shop.people.proven(std::str::from_utf8(&forged).unwrap()).is_err(), "digit {at}");
    }
    shop.wait(15 * 60 + 1);
    assert!(matches!(shop.people.proven(&proof.token), Err(PeopleError::ProofNeeded)));
    assert!(shop.people.proven("tok_").is_err());
}

#[tokio::test]
async fn the_fifth_try_may_be_right_and_begins_one_session() {
    let (shop, member) = with_a_member().await;
    shop.people.send_sign_in_code(PHONE).await.unwrap();
    let code = shop.last_code();
    for _ in 0..5 {
        assert_eq!(shop.people.look_at_sign_in_code(PHONE, &code).await.unwrap(), Some(member));
    }
    assert!(shop.people.look_at_sign_in_code(PHONE, &code).await.is_err());
    shop.people.begin_for_member(member, PHONE, "phone").await.unwrap();
    let again = shop.people.begin_for_member(member, PHONE, "phone").await;
    assert!(matches!(again, Err(PeopleError::WrongCode)));
}

#[tokio::test]
async fn nothing_secret_is_said_in_passing() {
    let (shop, member) = with_a_member().await;
    let (code, proof) = (shop.people.member_code(member).await.unwrap(), shop.people.prove(member).unwrap());
    let link = shop.people.owner_link().await.unwrap().unwrap();
    let signed_in = shop.people.member_signed_in(member, "phone").await.unwrap();
    let said = format!("{code:?} {proof:?} {link:?} {signed_in:?}");
    for secret in [code.code, proof.token, link.token, signed_in.token] {
        assert!(!said.contains(&secret), "{said}");
    }
}
