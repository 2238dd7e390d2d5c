//! Stores: where orders happen, with the zone that their business day follows.

use crate::People;
use crate::error::PeopleError;
use crate::shelf::Shelf;
use crate::staff::invalid;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use tessera_engine::calendar::Calendar;
use tessera_engine::stores::StoreNames;

/// Whose a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreKind {
    /// The retailer's own 直营.
    Own,
    /// Run with a partner 联营.
    Joint,
    /// A web shop.
    Online,
}

impl StoreKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Own, Self::Joint, Self::Online];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Joint => "joint",
            Self::Online => "online",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopStore {
    /// The id, as tills and orders name it.
    #[serde(skip)]
    pub id: Box<str>,
    /// What people call it.
    pub name: Box<str>,
    /// An IANA time zone.
    pub zone: Box<str>,
    /// Whose it is.
    pub kind: StoreKind,
    /// Whether it is open: a closed one stays in the books.
    pub active: bool,
}

static STORES: Shelf<ShopStore> = Shelf::new("store");

impl People {
    /// All stores, by id.
    pub async fn shop_stores(&self) -> Result<Vec<ShopStore>, PeopleError> {
        let all = STORES.all(self.store()).await?;
        Ok(all.into_iter().map(|kept| ShopStore { id: kept.id, ..kept.value }).collect())
    }

    /// One store.
    pub async fn shop_store(&self, id: &str) -> Result<Option<ShopStore>, PeopleError> {
        let kept = STORES.get(self.store(), id).await?;
        Ok(kept.map(|kept| ShopStore { id: kept.id, ..kept.value }))
    }

    /// What people call these stores, by id; who is not known is left out.
    pub async fn store_names(&self, ids: &[&str]) -> Result<HashMap<Box<str>, Box<str>>, PeopleError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found = STORES.some(self.store(), ids).await?;
        Ok(found.into_iter().map(|kept| (kept.id, kept.value.name)).collect())
    }

    /// What people call all stores, for who speaks of them in sentences. What this process changed is seen at once, what another did within five seconds.
    pub async fn all_store_names(&self) -> Result<Arc<StoreNames>, PeopleError> {
        let now = self.now();
        if let Some(names) = self.store_names.known(now) {
            return Ok(names);
        }
        let seen = self.store_names.before_reading();
        let stores = self.shop_stores().await?;
        let names = Arc::new(StoreNames::new(stores.into_iter().map(|store| (store.id, store.name))));
        self.store_names.hold(now, &names, seen);
        Ok(names)
    }

    /// Adds a store, or changes it.
    ///
    /// # Errors
    /// [`tessera_app::AppError::Invalid`] for an id, a name or a zone that is not acceptable.
    pub async fn put_shop_store(&self, store: ShopStore) -> Result<ShopStore, PeopleError> {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if store.id.is_empty() || store.id.len() > 64 || !store.id.chars().all(is_sign) {
            return Err(invalid(
                "store",
                "须为 1 至 64 个字母、数字或 - _ .",
                "1 to 64 letters, digits and - _ .",
            ));
        }
        let name: Box<str> = store.name.trim().into();
        if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
            return Err(invalid("name", "须为 1 至 60 个字符", "1 to 60 characters"));
        }
        if Calendar::new(&store.zone).is_none() {
            return Err(invalid(
                "zone",
                "没有这个时区：请用 IANA 名称，例如 Asia/Shanghai",
                "there is no such time zone: use an IANA name such as Asia/Shanghai",
            ));
        }
        let store = ShopStore { name, ..store };
        let put = self.store().change(&[STORES.put(&store.id, &store)]).await;
        // Also where nobody knows whether it was kept.
        self.store_names.forget();
        put?;
        Ok(store)
    }
}
