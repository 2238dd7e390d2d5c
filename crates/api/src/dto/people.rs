//! Persons, staff, sessions, stores, approvals, the audit log.

use super::{label, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use serde_json::Value;
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
    /// For the page `/console/welcome?token=…`.
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
    /// The HTTP status of the answer.
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

/// Who asked or decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct By {
    #[schema(example = "stf_0193f000000070008000000000000001")]
    id: Box<str>,
    name: Box<str>,
}

/// Something that waits for a second person, or did 审批.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Approval {
    #[schema(example = "apr_0193f000000070008000000000000001")]
    id: Box<str>,
    /// `adjustment` or `publication`.
    kind: &'static str,
    /// `waiting`, `approved`, `rejected`; `failed`: approved, and could not be done.
    status: &'static str,
    asked_by: By,
    /// The asker's store.
    store: Option<Box<str>>,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    decided_by: Option<By>,
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// What was said about the decision, or why it could not be done.
    comment: Option<Box<str>>,
    /// What is asked for, in a sentence.
    #[schema(example = "给 mem_… 的 points 调整 +5000：补偿")]
    summary: String,
    /// The request as it came.
    #[schema(value_type = Object)]
    request: Value,
    /// Whether the one who asks may decide it.
    may_decide: bool,
}

impl Approval {
    pub(crate) fn of(approval: people::Approval, may_decide: bool, lang: Lang) -> Self {
        let by = |by: people::By| By { id: by.id, name: by.name };
        let (asked_at, decided_at) = (approval.asked_at(), approval.decided_at());
        Self {
            summary: summary(&approval, lang),
            id: approval.id,
            kind: match approval.kind {
                people::ApprovalKind::Adjustment => "adjustment",
                people::ApprovalKind::Publication => "publication",
            },
            status: match approval.status {
                people::ApprovalStatus::Waiting => "waiting",
                people::ApprovalStatus::Approved => "approved",
                people::ApprovalStatus::Rejected => "rejected",
                people::ApprovalStatus::Failed => "failed",
            },
            asked_by: by(approval.asked_by),
            store: approval.store,
            asked_at,
            decided_by: approval.decided_by.map(by),
            decided_at,
            comment: approval.comment,
            request: approval.request,
            may_decide,
        }
    }
}

fn summary(approval: &people::Approval, lang: Lang) -> String {
    let text = |name: &str| approval.request[name].as_str().unwrap_or_default();
    match (approval.kind, lang) {
        (people::ApprovalKind::Adjustment, lang) => {
            let units = approval.request["units"].as_i64().unwrap_or_default();
            let (member, wallet, reason) = (text("member"), text("wallet"), text("reason"));
            match lang {
                Lang::Zh => format!("给 {member} 的 {wallet} 调整 {units:+}：{reason}"),
                Lang::En => format!("Adjust {wallet} of {member} by {units:+}: {reason}"),
            }
        }
        (people::ApprovalKind::Publication, Lang::Zh) => {
            format!("发布会员计划，自 {} 起生效", text("starts_at"))
        }
        (people::ApprovalKind::Publication, Lang::En) => {
            format!("Publish a program version that starts at {}", text("starts_at"))
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
