//! Persons, staff, sessions, stores, the audit log.

use super::{label, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use tessera_engine::values::Instant;
use tessera_people as people;
use utoipa::ToSchema;

/// What is known of a person, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Profile {
    #[schema(example = "138****8000")]
    phone: Option<String>,
    #[schema(example = "张*")]
    name: Option<String>,
    #[schema(example = "z***@example.com")]
    email: Option<String>,
    #[schema(example = "****-08-**")]
    birthday: Option<String>,
}

/// The person behind a member.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// `active`; `blocked`: spends nothing; `erased`: nobody is behind any more.
    #[schema(example = "active")]
    pub(crate) status: &'static str,
    /// The number of the membership card.
    #[schema(example = "880012345674")]
    pub(crate) card_number: Option<String>,
    /// What is known, masked; `null` if nothing is.
    pub(crate) profile: Option<Profile>,
}

impl Person {
    /// Of a member of whom nothing is known, too.
    pub(crate) fn of(profile: Option<people::Profile>) -> Self {
        let Some(profile) = profile else {
            return Self { status: "active", card_number: None, profile: None };
        };
        Self {
            status: profile.status.as_str(),
            card_number: profile.card.map(Into::into),
            profile: profile.masked.map(|masked| Profile {
                phone: masked.phone,
                name: masked.name,
                email: masked.email,
                birthday: masked.birthday,
            }),
        }
    }
}

/// A person in clear.
#[derive(Serialize, ToSchema)]
pub(crate) struct Clear {
    #[schema(example = "+8613800138000")]
    phone: Option<Box<str>>,
    name: Option<Box<str>>,
    email: Option<Box<str>>,
    #[schema(example = "1991-08-15")]
    birthday: Option<Box<str>>,
}

impl Clear {
    pub(crate) fn of(personal: people::Personal) -> Self {
        let people::Personal { phone, name, email, birthday } = personal;
        Self { phone, name, email, birthday }
    }
}

/// Somebody who works here 员工.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Staff {
    #[schema(example = "stf_0193f000000070008000000000000001")]
    id: Box<str>,
    /// The name to sign in with.
    #[schema(example = "lin")]
    name: Box<str>,
    #[schema(example = "林店长")]
    display_name: Box<str>,
    #[schema(example = "store_manager")]
    role: &'static str,
    /// The store; `null`: all.
    #[schema(example = "sh-014")]
    store: Option<Box<str>>,
    /// `invited`, `active` or `disabled`.
    status: &'static str,
    /// Signing in asks for a code of an authenticator app.
    totp: bool,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// Give or take five minutes.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<Instant>,
}

impl Staff {
    pub(crate) fn of(view: people::StaffView) -> Self {
        Self {
            id: view.id,
            name: view.name,
            display_name: view.display_name,
            role: view.role.as_str(),
            store: view.store,
            status: match view.status {
                people::StaffStatus::Invited => "invited",
                people::StaffStatus::Active => "active",
                people::StaffStatus::Disabled => "disabled",
            },
            totp: view.totp,
            created_at: view.created_at,
            last_seen_at: view.last_seen_at,
        }
    }
}

/// A link's token; it is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// For the page `/console/welcome#token=…`: what stands behind `#` is in no log.
    #[schema(example = "inv_…")]
    invitation: String,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

impl Invitation {
    pub(crate) fn of(token: people::InvitationToken) -> Self {
        Self { invitation: token.token, expires_at: token.expires_at }
    }
}

/// A session of staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionItem {
    #[schema(example = "ses_0193f0000000700080000000")]
    id: Box<str>,
    staff: Box<str>,
    name: Box<str>,
    role: &'static str,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// Give or take five minutes.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Instant,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// The one that asks.
    current: bool,
    /// What the browser calls itself.
    agent: Box<str>,
}

impl SessionItem {
    pub(crate) fn of(view: people::SessionView, current: &str) -> Self {
        Self {
            current: *view.id == *current,
            id: view.id,
            staff: view.staff,
            name: view.name,
            role: view.role.as_str(),
            created_at: view.created_at,
            last_seen_at: view.last_seen_at,
            expires_at: view.expires_at,
            agent: view.agent,
        }
    }
}

/// A store 门店.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShopStore {
    /// As tills and orders name it.
    #[schema(example = "sh-014")]
    id: Box<str>,
    #[schema(example = "上海南京路店")]
    name: Box<str>,
    /// An IANA time zone.
    #[schema(example = "Asia/Shanghai")]
    zone: Box<str>,
    /// `own`, `joint` or `online`.
    kind: &'static str,
    /// Whether it is open.
    active: bool,
}

impl ShopStore {
    pub(crate) fn of(store: people::ShopStore) -> Self {
        Self {
            id: store.id,
            name: store.name,
            zone: store.zone,
            kind: store.kind.as_str(),
            active: store.active,
        }
    }
}

/// An action in the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditItem {
    #[schema(example = "aud_0193f000000070008000000000000001")]
    id: Box<str>,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The member of staff, or the key.
    staff: Option<Box<str>>,
    /// The name at that time.
    name: Box<str>,
    /// The role at that time; `null` for keys.
    role: Option<Box<str>>,
    /// The store they belonged to.
    store: Option<Box<str>>,
    /// The method and the pattern of the address.
    #[schema(example = "POST /v1/adjustments")]
    action: Box<str>,
    /// What it was done to.
    target: Option<Box<str>>,
    /// The reason that was given.
    reason: Option<Box<str>>,
    /// The HTTP status of the answer; 0: it was begun, and what became of it was never written down.
    status: u16,
    request_id: Box<str>,
}

impl AuditItem {
    pub(crate) fn of(entry: people::AuditEntry) -> Self {
        let people::AuditEntry { id, at, action } = entry;
        Self {
            id,
            at,
            staff: action.by,
            name: action.name,
            role: action.role,
            store: action.store,
            action: action.action,
            target: action.target,
            reason: action.reason,
            status: action.status,
            request_id: action.request_id,
        }
    }
}

/// A role 角色.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleItem {
    role: &'static str,
    /// What people call it, in the asked language.
    label: String,
    /// What it may do.
    scopes: Vec<&'static str>,
    /// Who has it belongs to one store.
    bound: bool,
}

impl RoleItem {
    pub(crate) fn of(role: people::Role, lang: Lang) -> Self {
        let scopes = role.scopes().iter().map(tessera_app::Scope::as_str).collect();
        Self { role: role.as_str(), label: label(&role.label(), lang), scopes, bound: role.is_bound() }
    }
}
