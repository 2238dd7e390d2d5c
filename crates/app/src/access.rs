//! Access: API keys, what they may do, and who sent a request.

mod keyring;
mod secret;

use crate::App;
use crate::error::AppError;
use keyring::{access, id_of, view};
use tessera_engine::program::Text;
use tessera_engine::values::Instant;
use tessera_store::KeyRow;

pub(crate) use keyring::Keyring;

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
    /// See the figures of the whole shop.
    FiguresRead = "figures:read",
    /// See programs.
    ProgramsRead = "programs:read",
    /// Publish programs.
    ProgramsWrite = "programs:write",
    /// Make and revoke keys.
    KeysAdmin = "keys:admin",
    /// Manage webhooks.
    WebhooksAdmin = "webhooks:admin",
    /// Erase members' personal data for ever.
    MembersErase = "members:erase",
    /// Invite staff, give roles, end sessions, set what asks for approval.
    StaffAdmin = "staff:admin",
    /// Add and change stores.
    StoresAdmin = "stores:admin",
    /// See who did what.
    AuditRead = "audit:read",
    /// Approve and reject what others ask for.
    ApprovalsDecide = "approvals:decide",
}

impl Scope {
    /// What people call it.
    pub fn label(self) -> Text {
        let (zh, en) = match self {
            Self::QuotesWrite => ("试算", "Ask for quotes"),
            Self::OrdersWrite => ("收银：订单、活动、兑换", "Orders, activities, redemptions"),
            Self::OrdersRefund => ("退货", "Returns"),
            Self::MembersRead => ("查看会员与账目", "See members and wallets"),
            Self::MembersReadPii => ("查看完整个人信息", "See personal data in clear"),
            Self::MembersWrite => ("登记与修改会员", "Enrol and change members"),
            Self::LedgerAdjust => ("人工调整", "Adjust wallets"),
            Self::ImportsWrite => ("导入", "Imports and batches"),
            Self::ExportsCreate => ("导出、回测、核对", "Exports, backtests, verification"),
            Self::FiguresRead => ("查看全店数据", "See the shop's figures"),
            Self::ProgramsRead => ("查看会员计划", "See programs"),
            Self::ProgramsWrite => ("发布会员计划", "Publish programs"),
            Self::KeysAdmin => ("管理密钥", "Manage keys"),
            Self::WebhooksAdmin => ("管理回调", "Manage webhooks"),
            Self::MembersErase => ("永久删除个人信息", "Erase personal data"),
            Self::StaffAdmin => ("管理员工、角色与审批限额", "Manage staff, roles and approval limits"),
            Self::StoresAdmin => ("管理门店", "Manage stores"),
            Self::AuditRead => ("查看操作日志", "See the audit log"),
            Self::ApprovalsDecide => ("审批", "Approve and reject"),
        };
        Text { zh: zh.into(), en: en.into() }
    }

    /// Whether a key that is bound to a store or till never holds it.
    pub fn is_never_at_a_till(self) -> bool {
        NEVER_AT_A_TILL.contains(&self)
    }
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
    /// The store or till it is bound to. Such a key never sees personal data, never corrects wallets and makes no keys.
    pub store: Option<Box<str>>,
    /// Its secret begins with `lk_test_` instead of `lk_live_`. There is no sandbox: what it sends is booked like any other.
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
    /// Its secret begins with `lk_test_`; it may do what any other key may.
    pub test: bool,
}

/// How many live keys may bear one name: one, and the one that replaces it.
const LIVE_PER_NAME: usize = 2;

/// What a key bound to a store or till never holds.
const NEVER_AT_A_TILL: [Scope; 7] = [
    Scope::MembersReadPii,
    Scope::MembersErase,
    Scope::LedgerAdjust,
    Scope::KeysAdmin,
    Scope::StaffAdmin,
    Scope::StoresAdmin,
    Scope::ApprovalsDecide,
];

impl App {
    /// Makes a key and returns its secret, which nobody can ever see again.
    pub async fn create_key(&self, key: NewKey) -> Result<(KeyView, String), AppError> {
        let rows = self.shared.store.keys().await?;
        check(&key, &rows)?;
        let secret = secret::spell(key.test, &self.shared.ids.secret());
        let row = KeyRow {
            hash: secret::hash(&secret),
            name: key.name,
            hint: secret::hint(&secret).into(),
            scopes: key.scopes.iter().map(|scope| scope.as_str().into()).collect(),
            store: key.store,
            created_at: self.shared.clock.now(),
            revoked_at: None,
        };
        self.shared.store.put_key(&row).await?;
        self.shared.keyring.forget();
        Ok((view(&row), secret))
    }

    /// All keys, newest first.
    pub async fn keys(&self) -> Result<Vec<KeyView>, AppError> {
        let mut rows = self.shared.store.keys().await?;
        rows.reverse();
        rows.sort_by_key(|row| std::cmp::Reverse(row.created_at));
        Ok(rows.iter().map(view).collect())
    }

    /// Revokes a key, from now on. Revoking it again changes nothing.
    pub async fn revoke_key(&self, id: &str) -> Result<KeyView, AppError> {
        let rows = self.shared.store.keys().await?;
        let row = rows.into_iter().find(|row| *id_of(row) == *id);
        let mut row = row.ok_or_else(|| AppError::NotFound { what: "key", name: id.into() })?;
        if row.revoked_at.is_none() {
            row.revoked_at = Some(self.shared.clock.now());
            self.shared.store.put_key(&row).await?;
            self.shared.keyring.forget();
        }
        Ok(view(&row))
    }

    /// Whose secret this is; `None`: nobody's, or revoked. Keys that this process made or revoked are seen at once, those of another within five seconds.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<KeyAccess>, AppError> {
        let hash = secret::hash(secret);
        let now = self.shared.clock.now();
        if let Some(found) = self.shared.keyring.look_up(&hash, now) {
            return Ok(found);
        }
        if !secret::is_well_formed(secret) {
            return Ok(None);
        }
        let seen = self.shared.keyring.changes();
        let mut rows = self.shared.store.keys().await?;
        rows.retain(|row| row.revoked_at.is_none());
        self.shared.keyring.replace(rows.iter().map(|row| (row.hash, access(row))), now, seen);
        Ok(rows.iter().find(|row| row.hash == hash).map(access))
    }
}

fn check(key: &NewKey, rows: &[KeyRow]) -> Result<(), AppError> {
    if key.name.trim().is_empty() || key.name.len() > 64 || key.name.chars().any(char::is_control) {
        return Err(AppError::invalid("name", "须为 1 至 64 字节的文字", "must be 1 to 64 bytes of text"));
    }
    if key.scopes == Scopes::default() {
        return Err(AppError::invalid("scopes", "请至少给一项权限", "give it at least one scope"));
    }
    if let Some(scope) =
        NEVER_AT_A_TILL.into_iter().find(|scope| key.store.is_some() && key.scopes.has(*scope))
    {
        let scope = scope.as_str();
        return Err(AppError::invalid(
            "scopes",
            format!("绑定门店的密钥不能有 {scope}：请去掉它，或不绑定门店"),
            format!("a key bound to a store never holds {scope}: leave it out, or bind no store"),
        ));
    }
    let live = rows.iter().filter(|row| row.name == key.name && row.revoked_at.is_none()).count();
    if live >= LIVE_PER_NAME {
        return Err(AppError::invalid(
            "name",
            "已有两个同名的有效密钥：请先吊销其中一个",
            "two live keys bear this name: revoke one of them first",
        ));
    }
    Ok(())
}
