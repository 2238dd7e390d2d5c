//! Who Tessera deals with: members as persons, staff, who is signed in, what was approved, and who did what.
//!
//! ```
//! # use std::sync::Arc;
//! # use tessera_app::{App, Clock, IdSource, Settings};
//! # use tessera_engine::values::Instant;
//! # use tessera_store::MemoryStore;
//! # struct Noon;
//! # impl Clock for Noon { fn now(&self) -> Instant { "2026-11-22T04:00:00Z".parse().unwrap() } }
//! # struct Ids(std::sync::atomic::AtomicU64);
//! # impl IdSource for Ids {
//! #     fn uuid(&self) -> u128 { self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed).into() }
//! #     fn secret(&self) -> [u8; 32] { std::array::from_fn(|at| (self.uuid() as usize * 31 + at) as u8) }
//! # }
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! # let app = App::open(Arc::new(MemoryStore::new()), Arc::new(Noon), Arc::new(Ids(1.into())), Settings::default()).await.unwrap();
//! use tessera_people::{Claimed, MasterKey, Options, People, Personal};
//!
//! let people = People::open(app, Options { key: Some(MasterKey::new([7; 32])), messages: None }).await.unwrap();
//! let person = Personal { phone: Some("138 0013 8000".into()), ..Personal::default() };
//! let member = tessera_engine::values::MemberId(1);
//! let Claimed::New(profile) = people.claim(member, &person).await.unwrap() else { panic!("somebody has it") };
//! assert_eq!(profile.masked.unwrap().phone.as_deref(), Some("138****8000"));
//! // The same phone never makes a second member.
//! assert_eq!(people.claim(tessera_engine::values::MemberId(2), &person).await.unwrap(), Claimed::By(member));
//! # });
//! ```
//!
//! Nothing of a person goes into events, entries, logs or addresses: the journal knows members by ids alone. What is kept of persons and staff are the store's
//! [documents](tessera_store::Documents); members' data are sealed with a key of each member's own, so that erasing a member is destroying that key.
//!
//! This crate must not know HTTP, pages or databases. Time, ids and randomness come from the application's ports.

mod approvals;
mod audit;
mod believed;
mod blocked;
mod changes;
mod codes;
mod error;
mod keys;
mod messages;
mod password;
mod personal;
mod proof;
mod role;
mod rotate;
mod session;
mod shelf;
mod sign_in;
mod staff;
mod stores;
mod vault;

pub use approvals::{About, Approval, ApprovalKind, ApprovalRules, ApprovalStatus, Asking, By, Handed};
pub use audit::{Action, AuditEntry, AuditFilter, Outcome};
pub use codes::{BETWEEN_SECONDS, CODE_HOLDS_SECONDS};
pub use error::{FieldFault, PeopleError};
pub use keys::MasterKey;
pub use messages::{Message, Messages, Outbox};
pub use personal::{Masked, Personal};
pub use proof::{CODE_SECONDS, MemberCode, Proof, TOKEN_SECONDS, is_member_code};
pub use role::Role;
pub use rotate::Rotated;
pub use session::{MemberSession, SessionView, StaffSession};
pub use sign_in::{Browser, NewTotp, SignedIn};
pub use staff::{InvitationToken, NewStaff, StaffPatch, StaffStatus, StaffView};
pub use stores::{ShopStore, StoreKind};
pub use vault::{Claimed, Patch, Profile};

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tessera_app::App;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Change, Store, StoreError};

/// Whether a member may spend, and whether there is a person behind any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As usual.
    Active,
    /// Earns, but spends nothing.
    Blocked,
    /// The personal data were destroyed.
    Erased,
}

impl Status {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Erased => "erased",
        }
    }
}

/// What people are dealt with by.
#[derive(Default)]
pub struct Options {
    /// The key of the vault; without it personal data can neither be taken nor shown, and all else goes on.
    pub key: Option<MasterKey>,
    /// What carries messages to members; without it no one-time codes are sent.
    pub messages: Option<Arc<dyn Messages>>,
}

/// The keys that are made of the master key.
pub(crate) struct Keys {
    /// By which the vault knows the master key.
    pub(crate) seal: [u8; 32],
    pub(crate) wrap: [u8; 32],
    pub(crate) index: [u8; 32],
    pub(crate) code: [u8; 32],
    pub(crate) token: [u8; 32],
    pub(crate) totp: [u8; 32],
}

impl Keys {
    fn of(key: &MasterKey) -> Self {
        Self {
            seal: key.derive("seal"),
            wrap: key.derive("wrap"),
            index: key.derive("index"),
            code: key.derive("code"),
            token: key.derive("token"),
            totp: key.derive("totp"),
        }
    }
}

/// The use cases about people, over an application. Clones share everything.
#[derive(Clone)]
pub struct People(Arc<Inner>);

/// See [`People`].
pub struct Inner {
    pub(crate) app: App,
    keys: Option<Keys>,
    /// While the vault gets another key: the one before.
    old_keys: Option<Keys>,
    pub(crate) messages: Option<Arc<dyn Messages>>,
    pub(crate) sessions: session::Sessions,
    pub(crate) blocked: blocked::Blocked,
    pub(crate) store_names: believed::Believed<StoreNames>,
}

impl std::ops::Deref for People {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl People {
    /// Over an application.
    ///
    /// # Errors
    /// [`PeopleError::WrongVaultKey`] if the vault was begun with another key, and what the store fails with.
    pub async fn open(app: App, options: Options) -> Result<Self, PeopleError> {
        Self::open_with_old_key(app, options, None).await
    }

    /// The same while the vault gets another key: `options.key` is the new one, `old` the one before. What either has sealed is read; what is written is found under both.
    /// From the first opening with both on, none with the old one alone succeeds. Once [`People::rotate`] has ended, the old key is not needed any more and not looked at.
    ///
    /// # Errors
    /// [`PeopleError::WrongVaultKey`] if the vault's key is neither, and what the store fails with.
    pub async fn open_with_old_key(
        app: App,
        options: Options,
        old: Option<MasterKey>,
    ) -> Result<Self, PeopleError> {
        let keys = options.key.as_ref().map(Keys::of);
        let mut old_keys = old.as_ref().map(Keys::of);
        if let Some(keys) = &keys
            && !rotate::try_keys(&**app.store(), keys, old_keys.as_ref()).await?
        {
            old_keys = None;
        }
        let people = Inner {
            app,
            keys,
            old_keys,
            messages: options.messages,
            sessions: session::Sessions::default(),
            blocked: blocked::Blocked::default(),
            store_names: believed::Believed::default(),
        };
        Ok(Self(Arc::new(people)))
    }

    /// Whether the vault of an application's store was begun with some key: no other opens it.
    pub async fn is_vault_begun(app: &App) -> Result<bool, PeopleError> {
        Ok(app.store().document(rotate::SEAL.0, rotate::SEAL.1).await?.is_some())
    }

    /// The application beneath.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A fresh id for a member who is about to join.
    pub fn fresh_member(&self) -> MemberId {
        self.app.ids().member()
    }

    /// Forgets what holds no more: sessions, one-time codes, used codes, wrong tries. To be done now and then.
    pub async fn tidy_up(&self) -> Result<(), PeopleError> {
        self.forget_used_codes().await?;
        self.forget_codes().await?;
        self.forget_old_tries().await?;
        self.forget_sessions().await
    }
}

impl Inner {
    pub(crate) fn store(&self) -> &dyn Store {
        &**self.app.store()
    }

    pub(crate) fn now(&self) -> Instant {
        self.app.clock().now()
    }

    pub(crate) fn random(&self) -> [u8; 32] {
        self.app.ids().secret()
    }

    pub(crate) fn keys(&self) -> Result<&Keys, PeopleError> {
        self.keys.as_ref().ok_or(PeopleError::VaultClosed)
    }

    /// The keys by which something may be sealed or found: the vault's, and the one before while it is being replaced.
    pub(crate) fn all_keys(&self) -> Result<impl Iterator<Item = &Keys>, PeopleError> {
        Ok(std::iter::once(self.keys()?).chain(self.old_keys.as_ref()))
    }

    /// Makes a change that nobody misses if somebody else was first.
    pub(crate) async fn change_or_leave(&self, change: Change) -> Result<(), PeopleError> {
        match self.store().change(&[change]).await {
            Ok(()) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
