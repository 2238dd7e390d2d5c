//! Staff: who works here, invited by a link that is shown once, known by a name and a password.

mod invitations;

use crate::People;
use crate::error::{PeopleError, not_found};
use crate::keys::hex;
use crate::role::Role;
use crate::shelf::{Kept, Shelf};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tessera_app::AppError;
use tessera_engine::values::Instant;
use tessera_store::StoreError;

/// How long an invitation holds, in seconds.
const INVITATION_SECONDS: i64 = 3 * 86_400;

/// Whether somebody may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffStatus {
    /// Has not chosen a password yet.
    Invited,
    /// May sign in.
    Active,
    /// May not.
    Disabled,
}

/// A member of staff as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) name: Box<str>,
    pub(crate) display_name: Box<str>,
    pub(crate) role: Role,
    pub(crate) store: Option<Box<str>>,
    pub(crate) status: StaffStatus,
    pub(crate) password: Option<String>,
    /// The secret of the authenticator app, sealed, as hex digits.
    pub(crate) totp: Option<String>,
    /// One that is not confirmed yet.
    pub(crate) new_totp: Option<String>,
    /// The last time step whose code was used: none is used twice.
    pub(crate) totp_step: u64,
    pub(crate) created_at: i64,
    pub(crate) last_seen_at: Option<i64>,
    /// Counts up whenever everybody who is signed in as this one has to sign in again; each session holds the count it was begun under.
    #[serde(default)]
    pub(crate) epoch: u64,
}

/// An invitation; its id is a digest of the token.
#[derive(Serialize, Deserialize)]
pub(crate) struct Invitation {
    pub(crate) staff: Box<str>,
    pub(crate) expires_at: i64,
}

pub(crate) static STAFF: Shelf<Person> = Shelf::new("staff");
/// The names that are taken: whose they are.
pub(crate) static NAMES: Shelf<Box<str>> = Shelf::new("staff-name");
pub(crate) static INVITATIONS: Shelf<Invitation> = Shelf::new("invitation");

/// A member of staff as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffView {
    /// The id: `stf_…`.
    pub id: Box<str>,
    /// The name to sign in with.
    pub name: Box<str>,
    /// What people call them.
    pub display_name: Box<str>,
    /// What they are.
    pub role: Role,
    /// The store they belong to; `None`: all.
    pub store: Option<Box<str>>,
    /// Whether they may sign in.
    pub status: StaffStatus,
    /// Whether signing in asks for a code of an authenticator app.
    pub totp: bool,
    /// When they were invited.
    pub created_at: Instant,
    /// When they were seen last, give or take five minutes.
    pub last_seen_at: Option<Instant>,
}

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStaff {
    /// The name to sign in with: 2 to 40 letters, digits and `.-_`; upper and lower case are the same.
    pub name: Box<str>,
    /// What people call them.
    pub display_name: Box<str>,
    /// What they are.
    pub role: Role,
    /// The store; needed for who belongs to one.
    pub store: Option<Box<str>>,
}

/// What changes of a member of staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffPatch {
    /// What people call them.
    pub display_name: Option<Box<str>>,
    /// What they are.
    pub role: Option<Role>,
    /// The store; `Some(None)`: all.
    pub store: Option<Option<Box<str>>>,
    /// Whether they may sign in.
    pub enabled: Option<bool>,
}

/// A link's token, shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationToken {
    /// `inv_` and 64 hex digits.
    pub token: String,
    /// Until when it holds.
    pub expires_at: Instant,
}

/// Without the token: who has it becomes the one it is for.
impl std::fmt::Debug for InvitationToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InvitationToken").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

impl People {
    /// Invites somebody.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a name that is taken or not acceptable, and for a role without the store that it needs.
    pub async fn invite(&self, new: NewStaff) -> Result<(StaffView, InvitationToken), PeopleError> {
        let name = sign_in_name(&new.name).ok_or_else(|| {
            invalid("name", "须为 2 至 40 个字母、数字或 . - _", "2 to 40 letters, digits and . - _")
        })?;
        let person = Person {
            name: name.clone(),
            display_name: display_name(&new.display_name)?,
            role: new.role,
            store: new.store,
            status: StaffStatus::Invited,
            password: None,
            totp: None,
            new_totp: None,
            totp_step: 0,
            created_at: self.now().0,
            last_seen_at: None,
            epoch: 0,
        };
        self.check_place(&person).await?;
        let id: Box<str> = format!("stf_{:032x}", self.app.ids().uuid()).into();
        let (token, invitation) = self.invitation(&id);
        let changes = [STAFF.add(&id, &person), NAMES.add(&name, &id), invitation];
        match self.store().change(&changes).await {
            Ok(()) => Ok((view(&id, &person), token)),
            Err(StoreError::Conflict) => {
                Err(invalid("name", "此登录名已有人使用：请另取一个", "somebody has this name: take another"))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Everybody who works here or did, by when they were invited.
    pub async fn staff(&self) -> Result<Vec<StaffView>, PeopleError> {
        let mut all = STAFF.all(self.store()).await?;
        all.sort_by_key(|kept| kept.value.created_at);
        Ok(all.iter().map(|kept| view(&kept.id, &kept.value)).collect())
    }

    /// Changes what somebody is, where, and whether they may sign in. From now on their sessions may do what the new role may.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if nobody would be left who could manage staff.
    pub async fn change_staff(&self, id: &str, patch: &StaffPatch) -> Result<StaffView, PeopleError> {
        loop {
            let mut kept = STAFF.get(self.store(), id).await?.ok_or_else(|| not_found("staff", id))?;
            let person = &mut kept.value;
            let was_owner = person.role == Role::Owner && person.status == StaffStatus::Active;
            if let Some(name) = &patch.display_name {
                person.display_name = display_name(name)?;
            }
            person.role = patch.role.unwrap_or(person.role);
            if let Some(store) = &patch.store {
                person.store.clone_from(store);
            }
            if let Some(enabled) = patch.enabled {
                person.status = match (enabled, &person.password) {
                    (false, _) => StaffStatus::Disabled,
                    (true, Some(_)) => StaffStatus::Active,
                    (true, None) => StaffStatus::Invited,
                };
            }
            self.check_place(person).await?;
            let is_owner = person.role == Role::Owner && person.status == StaffStatus::Active;
            let ends = person.status == StaffStatus::Disabled;
            if ends {
                person.epoch += 1;
            }
            let mut changes = vec![STAFF.replace(&kept)];
            if was_owner && !is_owner {
                let other = self.other_owner(id).await?.ok_or_else(|| {
                    let (zh, en) =
                        ("至少须有一位店主：请先指定另一位", "there must be an owner: name another first");
                    invalid("role", zh, en)
                })?;
                // Written as it is, so that two owners who take the role from each other at once do not both succeed.
                changes.push(STAFF.replace(&other));
            }
            match self.store().change(&changes).await {
                Ok(()) => {
                    self.sessions.forget();
                    if ends {
                        self.end_sessions_of(id, None).await?;
                    }
                    return Ok(view(id, &kept.value));
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn other_owner(&self, id: &str) -> Result<Option<Kept<Person>>, PeopleError> {
        let all = STAFF.all(self.store()).await?;
        Ok(all.into_iter().find(|kept| {
            *kept.id != *id && kept.value.role == Role::Owner && kept.value.status == StaffStatus::Active
        }))
    }

    /// A role that belongs to a store needs one that is there; others have none or one.
    async fn check_place(&self, person: &Person) -> Result<(), PeopleError> {
        match &person.store {
            None if person.role.is_bound() => {
                Err(invalid("store", "此角色须属于一家门店", "this role belongs to a store: name one"))
            }
            Some(store) if self.shop_store(store).await?.is_none() => Err(invalid(
                "store",
                "没有这家门店：请先在设置中添加",
                "there is no such store: add it first",
            )),
            Some(_) if person.role == Role::Owner => {
                Err(invalid("store", "店主管理全部门店", "an owner belongs to no single store"))
            }
            _ => Ok(()),
        }
    }

    /// Whether somebody else than this one could approve something of this store: who belongs to a store approves nothing of others.
    pub(crate) async fn has_second_approver(
        &self,
        asking: &str,
        store: Option<&str>,
    ) -> Result<bool, PeopleError> {
        let all = STAFF.all(self.store()).await?;
        let may = |kept: &Kept<Person>| {
            *kept.id != *asking
                && (kept.value.store.is_none() || kept.value.store.as_deref() == store)
                && kept.value.status == StaffStatus::Active
                && kept.value.role.scopes().has(tessera_app::Scope::ApprovalsDecide)
        };
        Ok(all.iter().any(may))
    }
}

pub(crate) fn view(id: &str, person: &Person) -> StaffView {
    StaffView {
        id: id.into(),
        name: person.name.clone(),
        display_name: person.display_name.clone(),
        role: person.role,
        store: person.store.clone(),
        status: person.status,
        totp: person.totp.is_some(),
        created_at: Instant(person.created_at),
        last_seen_at: person.last_seen_at.map(Instant),
    }
}

/// The name as it is looked up.
pub(crate) fn sign_in_name(name: &str) -> Option<Box<str>> {
    let name = name.trim().to_lowercase();
    let is_sign = |c: char| c.is_alphanumeric() || ".-_".contains(c);
    ((2..=40).contains(&name.chars().count()) && name.chars().all(is_sign)).then(|| name.into())
}

fn display_name(name: &str) -> Result<Box<str>, PeopleError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(invalid("display_name", "须为 1 至 60 个字符", "1 to 60 characters"));
    }
    Ok(name.into())
}

/// Under what a token is kept.
pub(crate) fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

pub(crate) fn invalid(field: &str, zh: &str, en: &str) -> PeopleError {
    PeopleError::App(AppError::invalid(field, zh, en))
}
