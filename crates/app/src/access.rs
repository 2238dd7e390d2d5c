//! Access: API keys, what they may do, and who sent a request.

use crate::App;
use crate::error::AppError;
use tessera_engine::values::Instant;

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What a key may do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope { $($(#[$doc])* $name,)* }
        impl Scope {
            /// Every scope.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The scope as the API writes it.
            pub fn as_str(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// Reads a scope.
            pub fn parse(text: &str) -> Option<Self> { match text { $($code => Some(Self::$name),)* _ => None } }
        }
    };
}

scopes! {
    /// Ask what a command would do.
    QuotesWrite = "quotes:write",
    /// Pay orders, do activities, redeem.
    OrdersWrite = "orders:write",
    /// Return orders.
    OrdersRefund = "orders:refund",
    /// See members, wallets, entries, orders, the feed.
    MembersRead = "members:read",
    /// See personal data.
    MembersReadPii = "members:read_pii",
    /// Register and tag members.
    MembersWrite = "members:write",
    /// Correct wallets by hand.
    LedgerAdjust = "ledger:adjust",
    /// Import orders, send batches.
    ImportsWrite = "imports:write",
    /// Export, backtest, verify.
    ExportsCreate = "exports:create",
    /// See programs.
    ProgramsRead = "programs:read",
    /// Publish programs.
    ProgramsWrite = "programs:write",
    /// Make and revoke keys.
    KeysAdmin = "keys:admin",
    /// Manage webhooks.
    WebhooksAdmin = "webhooks:admin",
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Scopes(u32);

impl Scopes {
    /// Every scope.
    pub fn all() -> Self {
        Scope::ALL.iter().copied().collect()
    }

    /// Whether the scope is among them.
    pub fn has(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u32) != 0
    }

    /// The scopes, in their own order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<T: IntoIterator<Item = Scope>>(scopes: T) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | 1 << scope as u32))
    }
}

/// A key to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// A name for people. At most two live keys bear the same name, so that one can replace the other.
    pub name: Box<str>,
    /// What it may do.
    pub scopes: Scopes,
    /// The store or till it is bound to. Such a key never sees personal data and never corrects wallets.
    pub store: Option<Box<str>>,
    /// A key for tries (`lk_test_`) instead of one for business (`lk_live_`).
    pub test: bool,
}

/// A key as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyView {
    /// Its id: what revoking asks for.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its first characters.
    pub hint: Box<str>,
    /// What it may do.
    pub scopes: Scopes,
    /// The store or till it is bound to.
    pub store: Option<Box<str>>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// Who sent a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAccess {
    /// The key's id.
    pub id: Box<str>,
    /// The key's name.
    pub name: Box<str>,
    /// What it may do.
    pub scopes: Scopes,
    /// The store or till it is bound to.
    pub store: Option<Box<str>>,
    /// A key for tries.
    pub test: bool,
}

impl App {
    /// Makes a key and returns its secret, which nobody can ever see again.
    pub async fn create_key(&self, _key: NewKey) -> Result<(KeyView, String), AppError> {
        unimplemented!("lands shortly")
    }

    /// All keys, newest first.
    pub async fn keys(&self) -> Result<Vec<KeyView>, AppError> {
        unimplemented!("lands shortly")
    }

    /// Revokes a key, from now on.
    pub async fn revoke_key(&self, _id: &str) -> Result<KeyView, AppError> {
        unimplemented!("lands shortly")
    }

    /// Whose secret this is; `None`: nobody's, or revoked.
    pub async fn authenticate(&self, _secret: &str) -> Result<Option<KeyAccess>, AppError> {
        unimplemented!("lands shortly")
    }
}
