//! Who is signed in, and how staff sign in and out.

pub(crate) mod create;
pub(crate) mod end;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod password;
pub(crate) mod totp;

use crate::access::{Access, Kind};
use crate::dto::shown;
use serde::Serialize;
use tessera_app::Scope;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Caller {
    /// A member of staff.
    Staff {
        #[schema(example = "stf_0193f000000070008000000000000001")]
        id: Box<str>,
        /// The name to sign in with.
        name: Box<str>,
        display_name: Box<str>,
        role: &'static str,
        /// The store they belong to; `null`: all.
        store: Option<Box<str>>,
        scopes: Vec<&'static str>,
        /// Signing in asks for a code of an authenticator app.
        totp: bool,
        /// When the session ends if it is not used.
        #[serde(serialize_with = "shown")]
        #[schema(value_type = String, format = DateTime)]
        expires_at: Instant,
    },
    /// A key.
    Key { id: Box<str>, name: Box<str>, store: Option<Box<str>>, scopes: Vec<&'static str> },
    /// A member.
    Member {
        #[schema(example = "mem_0193f000000070008000000000000001")]
        id: Box<str>,
        #[serde(serialize_with = "shown")]
        #[schema(value_type = String, format = DateTime)]
        expires_at: Instant,
    },
}

impl Caller {
    pub(crate) fn of(access: &Access) -> Self {
        let scopes = access.scopes.iter().map(Scope::as_str).collect();
        let (id, name, store) = (access.id.clone(), access.name.clone(), access.store.clone());
        match &access.kind {
            Kind::Key => Self::Key { id, name, store, scopes },
            Kind::Member(session) => Self::Member { id, expires_at: session.expires_at },
            Kind::Staff(session) => Self::Staff {
                id,
                name,
                display_name: session.display_name.clone(),
                role: session.role.as_str(),
                store,
                scopes,
                totp: session.totp,
                expires_at: session.expires_at,
            },
        }
    }
}
