//! Keys.

use super::{shown, shown_or_null};
use serde::Serialize;
use tessera_app::KeyView;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// An API key 密钥, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Key<'a> {
    /// Its id.
    #[schema(example = "key_9f86d081884c7d65")]
    id: &'a str,
    /// Its name.
    #[schema(example = "till-0042")]
    name: &'a str,
    /// The first characters of its secret.
    #[schema(example = "lk_live_3mQx")]
    hint: &'a str,
    /// What it may do.
    #[schema(value_type = Vec<String>, example = json!(["orders:write"]))]
    scopes: Vec<&'static str>,
    /// The store or till that it is bound to.
    store: Option<&'a str>,
    /// When it was made.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it was revoked; `null`: it is live.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Instant>,
}

/// A key just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewKey<'a> {
    #[serde(flatten)]
    pub(crate) key: Key<'a>,
    /// What requests send as `Authorization: Bearer …`. Shown this once: keep it now.
    #[schema(example = "lk_live_…")]
    pub(crate) secret: &'a str,
}

impl<'a> Key<'a> {
    pub(crate) fn of(view: &'a KeyView) -> Self {
        Self {
            id: &view.id,
            name: &view.name,
            hint: &view.hint,
            scopes: view.scopes.iter().map(tessera_app::Scope::as_str).collect(),
            store: view.store.as_deref(),
            created_at: view.created_at,
            revoked_at: view.revoked_at,
        }
    }
}
