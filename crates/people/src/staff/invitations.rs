//! Links by which staff choose a password: invitations, the first owner's, that of an owner who is lost.

use super::{
    INVITATION_SECONDS, INVITATIONS, Invitation, InvitationToken, NewStaff, Person, STAFF, StaffStatus,
    StaffView, digest, invalid, sign_in_name, view,
};
use crate::error::{PeopleError, not_found};
use crate::keys::hex;
use crate::role::Role;
use crate::shelf::Kept;
use crate::{Action, People, password};
use tessera_engine::values::Instant;
use tessera_store::{Change, StoreError};

impl People {
    /// A new link for somebody, who lost the password or the link: the old links do not hold any more. The password that there is holds until the link is used.
    pub async fn invite_again(&self, id: &str) -> Result<InvitationToken, PeopleError> {
        STAFF.get(self.store(), id).await?.ok_or_else(|| not_found("staff", id))?;
        let (token, invitation) = self.invitation(id);
        let mut changes = self.invitations_of(id).await?;
        changes.push(invitation);
        // One that was used or made void meanwhile is gone either way.
        self.store().change(&changes).await?;
        Ok(token)
    }

    /// While nobody has become the owner: the link for becoming it, made anew. The one before does not hold any more.
    pub async fn owner_link(&self) -> Result<Option<InvitationToken>, PeopleError> {
        let all = STAFF.all(self.store()).await?;
        let has_owner = all
            .iter()
            .any(|kept| kept.value.role == Role::Owner && kept.value.status != StaffStatus::Invited);
        if has_owner {
            return Ok(None);
        }
        if let Some(owner) = all.iter().find(|kept| kept.value.role == Role::Owner) {
            return self.invite_again(&owner.id).await.map(Some);
        }
        let owner = NewStaff {
            name: "owner".into(),
            display_name: "店主 · Owner".into(),
            role: Role::Owner,
            store: None,
        };
        self.invite(owner).await.map(|(_, token)| Some(token))
    }

    /// A link for the owner who is lost, for whoever has the database in hand: with it the owner chooses a password anew, without the authenticator app. The audit log has it in
    /// the same commit, with the reason. Of several owners one has to be named.
    ///
    /// # Errors
    /// [`tessera_app::AppError::Invalid`] without a reason, if no owner has that name, or if none is named and there is not just one.
    pub async fn lost_owner_link(
        &self,
        name: Option<&str>,
        reason: &str,
    ) -> Result<(StaffView, InvitationToken), PeopleError> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            return Err(invalid("reason", "须为 1 至 200 个字符", "1 to 200 characters"));
        }
        let all = STAFF.all(self.store()).await?;
        let name = name.map(|name| sign_in_name(name).unwrap_or_default());
        let is_asked = |kept: &&Kept<Person>| {
            let is_owner = kept.value.role == Role::Owner && kept.value.status != StaffStatus::Disabled;
            is_owner && name.as_ref().is_none_or(|name| kept.value.name == *name)
        };
        let owners: Vec<_> = all.iter().filter(is_asked).collect();
        let [owner] = owners[..] else {
            let names: Vec<&str> = owners.iter().map(|kept| &*kept.value.name).collect();
            let names = names.join(", ");
            return Err(match (names.is_empty(), &name) {
                (false, _) => invalid(
                    "name",
                    &format!("有多位店主：{names}。请指定一位"),
                    &format!("there are several owners: {names}. Name one"),
                ),
                (true, Some(_)) => invalid("name", "没有叫这个名字的店主", "no owner has this name"),
                (true, None) => invalid(
                    "name",
                    "还没有店主：启动服务时会打印链接",
                    "there is no owner yet: starting the server prints a link",
                ),
            });
        };
        let (token, invitation) = self.invitation(&owner.id);
        let mut changes = self.invitations_of(&owner.id).await?;
        changes.push(invitation);
        changes.push(self.logging(Action {
            name: "tessera".into(),
            action: "owner-link".into(),
            target: Some(owner.id.clone()),
            reason: Some(reason.into()),
            status: 200,
            ..Action::default()
        }));
        self.store().change(&changes).await?;
        Ok((view(&owner.id, &owner.value), token))
    }

    /// Whom an invitation is for, and until when it holds.
    pub async fn invitation_for(&self, token: &str) -> Result<(StaffView, Instant), PeopleError> {
        let (invitation, kept) = self.invited(token).await?;
        Ok((view(&kept.id, &kept.value), Instant(invitation.value.expires_at)))
    }

    /// Uses an invitation: its owner has this password from now on, and may sign in.
    pub async fn accept_invitation(&self, token: &str, password: &str) -> Result<StaffView, PeopleError> {
        self.accept_invitation_logged(token, password, None).await
    }

    /// The same, with the action for the audit log in the same commit: by whom and to whom is filled in, as nobody knows it before.
    pub async fn accept_invitation_logged(
        &self,
        token: &str,
        password: &str,
        action: Option<Action>,
    ) -> Result<StaffView, PeopleError> {
        // Before the costly part: who has no invitation does not get us to work.
        self.invited(token).await?;
        let salt = <[u8; 16]>::try_from(&self.random()[..16]).unwrap_or_default();
        let hash = password::hash(password, salt).await?;
        loop {
            let (invitation, mut kept) = self.invited(token).await?;
            kept.value.password = Some(hash.clone());
            kept.value.status = StaffStatus::Active;
            // Who lost the password may have lost the phone too; whoever invited knows the person.
            (kept.value.totp, kept.value.new_totp) = (None, None);
            kept.value.epoch += 1;
            let mut changes = vec![STAFF.replace(&kept), INVITATIONS.remove(&invitation)];
            changes.extend(action.clone().map(|action| {
                let (by, name) = (Some(kept.id.clone()), kept.value.name.clone());
                self.logging(Action { target: by.clone(), by, name, ..action })
            }));
            match self.store().change(&changes).await {
                Ok(()) => {}
                Err(StoreError::Conflict) => continue,
                Err(error) => return Err(error.into()),
            }
            self.end_sessions_of(&kept.id, None).await?;
            return Ok(view(&kept.id, &kept.value));
        }
    }

    async fn invited(&self, token: &str) -> Result<(Kept<Invitation>, Kept<Person>), PeopleError> {
        let invitation = INVITATIONS.get(self.store(), &digest(token)).await?;
        let holds = |kept: &Kept<Invitation>| kept.value.expires_at > self.now().0;
        let invitation = invitation.filter(holds).ok_or(PeopleError::UnknownInvitation)?;
        let kept = STAFF.get(self.store(), &invitation.value.staff).await?;
        let kept = kept.filter(|kept| kept.value.status != StaffStatus::Disabled);
        Ok((invitation, kept.ok_or(PeopleError::UnknownInvitation)?))
    }

    pub(super) fn invitation(&self, staff: &str) -> (InvitationToken, Change) {
        let token = format!("inv_{}", hex(&self.random()));
        let expires_at = Instant(self.now().0 + INVITATION_SECONDS * 1_000_000);
        let kept = Invitation { staff: staff.into(), expires_at: expires_at.0 };
        let change = INVITATIONS.add(&digest(&token), &kept);
        (InvitationToken { token, expires_at }, change)
    }

    async fn invitations_of(&self, staff: &str) -> Result<Vec<Change>, PeopleError> {
        let all = INVITATIONS.all(self.store()).await?;
        let own = all.iter().filter(|kept| *kept.value.staff == *staff);
        Ok(own.map(|kept| INVITATIONS.end(&kept.id)).collect())
    }
}
