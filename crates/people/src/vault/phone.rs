//! A member's change of phone: who has the phone signs in as the member, so the new one is proven or vouched for, and the old one is told.

use super::{Patch, Profile};
use crate::codes::Purpose;
use crate::error::PeopleError;
use crate::messages::Message;
use crate::{People, personal};
use std::sync::Arc;
use tessera_engine::program::Text;
use tessera_engine::values::{Instant, MemberId};

impl People {
    /// Sends a code to a phone that a member wants to have from now on. Returns until when it holds. What it answers does not depend on who has the phone.
    pub async fn send_phone_code(&self, phone: &str) -> Result<Instant, PeopleError> {
        self.send_code(phone, Purpose::NewPhone).await
    }

    /// Uses up the code that came to a member's new phone.
    ///
    /// # Errors
    /// [`PeopleError::WrongCode`].
    pub async fn use_phone_code(&self, phone: &str, code: &str) -> Result<(), PeopleError> {
        self.check_code(phone, code, Purpose::NewPhone).await?;
        self.spend_code(phone, Purpose::NewPhone).await
    }

    /// Whether a member has a phone to sign in with.
    pub async fn has_phone(&self, member: MemberId) -> Result<bool, PeopleError> {
        Ok(self.personal(member).await?.phone.is_some())
    }

    /// Gives a member another phone, or takes it away (`None`). The old one is free in the same commit, whoever is signed in as the member is no more, and the old phone is
    /// told, as far as messages can be sent.
    ///
    /// # Errors
    /// [`PeopleError::Taken`] if the phone is another member's; [`PeopleError::Field`]; [`PeopleError::Erased`].
    pub async fn change_phone(&self, member: MemberId, phone: Option<&str>) -> Result<Profile, PeopleError> {
        let old = self.personal(member).await?.phone;
        let new = phone.map(personal::read_phone).transpose()?;
        let patch = Patch { phone: Some(new.clone()), ..Patch::default() };
        let profile = self.amend(member, &patch).await?;
        if let (Some(old), Some(messages)) = (old.filter(|old| Some(old) != new.as_ref()), &self.messages) {
            let (messages, message) =
                (Arc::clone(messages), Message { to: old, text: told(), at: self.now() });
            // It is changed, whether the old phone can be reached or not: nobody waits for that.
            tokio::spawn(async move { messages.send(message).await });
        }
        Ok(profile)
    }
}

fn told() -> Text {
    Text {
        zh: "您的会员账户已改用其他手机号。如非本人操作，请立即联系门店。".into(),
        en: "Your membership now goes with another phone number. If this was not you, tell the shop at once."
            .into(),
    }
}
