//! Keys: made, used, bound, revoked.

use crate::shop::*;
use tessera_app::{AppError, NewKey, Scope, Scopes};

fn till() -> NewKey {
    NewKey {
        name: "till".into(),
        scopes: [Scope::OrdersWrite].into_iter().collect(),
        store: None,
        test: false,
    }
}

#[tokio::test]
async fn a_key_opens_what_it_may_until_it_is_revoked() {
    let shop = Shop::open().await;
    let (key, secret) = shop.app.create_key(till()).await.unwrap();
    let access = shop.app.authenticate(&secret).await.unwrap().unwrap();
    assert!(access.scopes.has(Scope::OrdersWrite) && !access.scopes.has(Scope::LedgerAdjust));
    assert_eq!((&access.id, access.test), (&key.id, false));
    assert_eq!(shop.app.authenticate(&secret.replace("live", "test")).await.unwrap(), None);
    assert!(!format!("{key:?}").contains(&secret[12..]), "the secret is shown once only");
    shop.app.revoke_key(&key.id).await.unwrap();
    assert_eq!(shop.app.authenticate(&secret).await.unwrap(), None);
    assert!(shop.app.keys().await.unwrap()[0].revoked_at.is_some());
}

#[tokio::test]
async fn two_live_keys_a_name_and_no_power_at_a_till() {
    let shop = Shop::open().await;
    shop.app.create_key(till()).await.unwrap();
    shop.app.create_key(till()).await.unwrap();
    assert!(matches!(shop.app.create_key(till()).await, Err(AppError::Invalid { .. })));
    let bound =
        NewKey { store: Some("sh-014".into()), scopes: Scopes::all(), name: "all".into(), test: true };
    assert!(matches!(shop.app.create_key(bound).await, Err(AppError::Invalid { .. })));
}
