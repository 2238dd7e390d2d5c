//! Signing in: staff by name, password and authenticator app, members by a code to their phone.

mod tries;

use crate::codes::Purpose;
use crate::error::{PeopleError, not_found};
use crate::keys::{hex, open, seal};
use crate::session::{MemberSession, StaffSession};
use crate::shelf::Kept;
use crate::staff::{NAMES, Person, STAFF, StaffStatus, digest, invalid, sign_in_name};
use crate::{People, Proof, password};
use tessera_engine::values::{Instant, MemberId};
use tessera_store::StoreError;
use totp_rs::{Builder, Secret, Totp};
use tries::{Counted, FREE_TRIES, FREE_TRIES_OF_ALL};

/// Where somebody signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Browser<'a> {
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The address that it asks from, where it is known: wrong tries are counted by it.
    pub address: &'a str,
}

impl<'a> From<&'a str> for Browser<'a> {
    fn from(agent: &'a str) -> Self {
        Self { agent, address: "" }
    }
}

/// A new authenticator secret, to be confirmed by a first code.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTotp {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The address that authenticator apps read from a QR code.
    pub url: String,
}

/// Tells nothing.
impl std::fmt::Debug for NewTotp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewTotp(..)")
    }
}

/// The secret of an authenticator app, opened.
pub(crate) struct TotpSecret {
    pub(crate) secret: Vec<u8>,
    /// It was sealed with the vault's key before.
    pub(crate) is_under_old_key: bool,
}

/// Who has signed in, with the token of the session.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn<S> {
    /// The session.
    pub session: S,
    /// What the browser keeps.
    pub token: String,
}

/// Without the token.
impl<S: std::fmt::Debug> std::fmt::Debug for SignedIn<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("session", &self.session).finish_non_exhaustive()
    }
}

impl People {
    /// Signs a member of staff in.
    ///
    /// # Errors
    /// [`PeopleError::WrongCredentials`], [`PeopleError::TotpNeeded`], [`PeopleError::LockedOut`].
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        totp: Option<&str>,
        browser: impl Into<Browser<'_>>,
    ) -> Result<SignedIn<StaffSession>, PeopleError> {
        let Browser { agent, address } = browser.into();
        let name = sign_in_name(name).ok_or(PeopleError::WrongCredentials)?;
        // The address is nobody's business later: only that it is the same.
        let here = format!("{name} {}", &digest(address)[..16]);
        self.count_try(&here, Counted::InARow(FREE_TRIES)).await?;
        self.count_try(&name, Counted::InAnHour(FREE_TRIES_OF_ALL)).await?;
        let id = NAMES.get(self.store(), &name).await?.map(|kept| kept.value);
        let kept = match &id {
            Some(id) => STAFF.get(self.store(), id).await?,
            None => None,
        };
        let kept = kept.filter(|kept| kept.value.status == StaffStatus::Active);
        let hash = kept.as_ref().and_then(|kept| kept.value.password.as_deref());
        let is_right = password::is_right(password, hash).await?;
        let (Some(kept), true) = (kept, is_right) else { return Err(PeopleError::WrongCredentials) };
        if kept.value.totp.is_some() {
            let code = totp.ok_or(PeopleError::TotpNeeded)?;
            self.use_totp(&kept.id, code).await?;
        }
        self.forget_tries(&here).await?;
        self.forget_tries(&name).await?;
        // Under the epoch of the password that was looked at: if it is another by now, nobody is signed in.
        self.begun(&kept, agent).await
    }

    /// Begins a session for somebody who has shown who he is.
    pub async fn signed_in(&self, staff: &str, agent: &str) -> Result<SignedIn<StaffSession>, PeopleError> {
        let kept = STAFF.get(self.store(), staff).await?.ok_or_else(|| not_found("staff", staff))?;
        self.begun(&kept, agent).await
    }

    async fn begun(&self, kept: &Kept<Person>, agent: &str) -> Result<SignedIn<StaffSession>, PeopleError> {
        let token = self.begin_session(&kept.id, kept.value.epoch, agent).await?;
        let session = self.staff_session(&token).await?.ok_or(PeopleError::WrongCredentials)?;
        Ok(SignedIn { session, token })
    }

    /// Changes one's own password; the other sessions end.
    pub async fn change_password(
        &self,
        session: &StaffSession,
        old: &str,
        new: &str,
    ) -> Result<(), PeopleError> {
        self.check_password(&session.staff, old).await?;
        let salt = <[u8; 16]>::try_from(&self.random()[..16]).unwrap_or_default();
        let hash = password::hash(new, salt).await?;
        loop {
            let mut kept = self.own(session).await?;
            kept.value.password = Some(hash.clone());
            kept.value.epoch += 1;
            let goes_on = self.session_goes_on(&session.session, kept.value.epoch).await?;
            match self.store().change(&[STAFF.replace(&kept), goes_on]).await {
                Ok(()) => return self.end_sessions_of(&session.staff, Some(&session.session)).await,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn own(&self, session: &StaffSession) -> Result<Kept<Person>, PeopleError> {
        let staff = &*session.staff;
        STAFF.get(self.store(), staff).await?.ok_or_else(|| not_found("staff", staff))
    }

    /// Looks at the password of somebody who is signed in; tries count by the person, apart from those of whoever signs in by the name.
    async fn check_password(&self, staff: &str, given: &str) -> Result<(), PeopleError> {
        let kept = STAFF.get(self.store(), staff).await?.ok_or_else(|| not_found("staff", staff))?;
        self.count_try(&kept.id, Counted::InARow(FREE_TRIES)).await?;
        if !password::is_right(given, kept.value.password.as_deref()).await? {
            return Err(PeopleError::WrongCredentials);
        }
        self.forget_tries(&kept.id).await
    }

    /// A new authenticator secret for oneself; it counts once it is confirmed. Who finds an open browser does not get one: it takes the password.
    ///
    /// # Errors
    /// [`PeopleError::WrongCredentials`]; [`tessera_app::AppError::Invalid`] for who has one: it is given up first, which takes the password, too.
    pub async fn new_totp(&self, session: &StaffSession, password: &str) -> Result<NewTotp, PeopleError> {
        self.check_password(&session.staff, password).await?;
        let (secret, nonce) = (self.random(), self.random());
        let totp = totp_of(&secret[..20], &session.name)?;
        let nonce = <[u8; 12]>::try_from(&nonce[..12]).unwrap_or_default();
        let sealed = hex(&seal(&self.keys()?.totp, session.staff.as_bytes(), nonce, &secret[..20]));
        self.change_own(&session.staff, |person| {
            check_no_totp(person)?;
            person.new_totp = Some(sealed.clone());
            Ok(())
        })
        .await?;
        let url = totp.to_url().map_err(|_| PeopleError::TotpNeeded)?;
        Ok(NewTotp { secret: totp.secret().to_base32(), url })
    }

    /// Confirms a new authenticator secret by its first code. From now on signing in asks for one.
    pub async fn confirm_totp(&self, session: &StaffSession, code: &str) -> Result<(), PeopleError> {
        let seconds = self.seconds();
        self.change_own(&session.staff, |person| {
            check_no_totp(person)?;
            let sealed = person.new_totp.clone().ok_or(PeopleError::WrongCode)?;
            let totp = self.opened_totp(&session.staff, &person.name, &sealed)?;
            person.totp_step = totp.check(code.trim(), seconds).ok_or(PeopleError::WrongCode)?;
            (person.totp, person.new_totp) = (Some(sealed), None);
            Ok(())
        })
        .await?;
        self.sessions.forget();
        Ok(())
    }

    /// Signs in without an authenticator app from now on.
    pub async fn drop_totp(&self, session: &StaffSession, password: &str) -> Result<(), PeopleError> {
        self.check_password(&session.staff, password).await?;
        self.change_own(&session.staff, |person| {
            (person.totp, person.new_totp) = (None, None);
            Ok(())
        })
        .await?;
        self.sessions.forget();
        Ok(())
    }

    /// Uses up a code of the authenticator app.
    async fn use_totp(&self, staff: &str, code: &str) -> Result<(), PeopleError> {
        let seconds = self.seconds();
        self.change_own(staff, |person| {
            let Some(sealed) = &person.totp else { return Ok(()) };
            let totp = self.opened_totp(staff, &person.name, sealed)?;
            let step = totp.check(code.trim(), seconds).ok_or(PeopleError::TotpNeeded)?;
            if step <= person.totp_step {
                return Err(PeopleError::TotpNeeded);
            }
            person.totp_step = step;
            Ok(())
        })
        .await
    }

    fn opened_totp(&self, staff: &str, name: &str, sealed: &str) -> Result<Totp, PeopleError> {
        totp_of(&self.totp_secret(staff, sealed)?.secret, name)
    }

    pub(crate) fn totp_secret(&self, staff: &str, sealed: &str) -> Result<TotpSecret, PeopleError> {
        let bytes: Option<Vec<u8>> = (0..sealed.len() / 2)
            .map(|at| u8::from_str_radix(sealed.get(2 * at..2 * at + 2)?, 16).ok())
            .collect();
        let sealed = bytes.ok_or(PeopleError::WrongVaultKey)?;
        // The new key comes first.
        let opened = self.all_keys()?.enumerate().find_map(|(place, keys)| {
            let secret = open(&keys.totp, staff.as_bytes(), &sealed)?;
            Some(TotpSecret { secret, is_under_old_key: place > 0 })
        });
        opened.ok_or(PeopleError::WrongVaultKey)
    }

    async fn change_own(
        &self,
        staff: &str,
        change: impl FnMut(&mut Person) -> Result<(), PeopleError>,
    ) -> Result<(), PeopleError> {
        let changed = STAFF.change(self.store(), staff, change).await?;
        changed.map(drop).ok_or_else(|| not_found("staff", staff))
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.now().0 / 1_000_000).unwrap_or_default()
    }

    /// Sends a member, or who wants to become one, a code to sign in with. Returns until when it holds.
    pub async fn send_sign_in_code(&self, phone: &str) -> Result<Instant, PeopleError> {
        self.send_code(phone, Purpose::SignIn).await
    }

    /// Looks at the code that came by phone: whose phone it is, or `None` for who has not joined. The code goes on holding until [`People::begin_for_member`].
    pub async fn look_at_sign_in_code(
        &self,
        phone: &str,
        code: &str,
    ) -> Result<Option<MemberId>, PeopleError> {
        self.check_code(phone, code, Purpose::SignIn).await?;
        self.by_phone(phone).await
    }

    /// Uses up the code that was looked at, and begins the member's session.
    pub async fn begin_for_member(
        &self,
        member: MemberId,
        phone: &str,
        agent: &str,
    ) -> Result<SignedIn<MemberSession>, PeopleError> {
        self.spend_code(phone, Purpose::SignIn).await?;
        self.member_signed_in(member, agent).await
    }

    /// Begins a session for a member who has shown who it is.
    pub async fn member_signed_in(
        &self,
        member: MemberId,
        agent: &str,
    ) -> Result<SignedIn<MemberSession>, PeopleError> {
        let token = self.begin_member_session(member, agent).await?;
        let session = self.member_session(&token).await?.ok_or(PeopleError::Erased)?;
        Ok(SignedIn { session, token })
    }

    /// Sends a member a code with which a till may spend the points. Returns until when it holds.
    pub async fn send_spend_code(&self, member: MemberId) -> Result<Instant, PeopleError> {
        let phone = self.phone_of(member).await?;
        self.send_code(&phone, Purpose::Spend).await
    }

    /// The token for a member who told the till the code.
    pub async fn prove_by_code(&self, member: MemberId, code: &str) -> Result<Proof, PeopleError> {
        let phone = self.phone_of(member).await?;
        self.check_code(&phone, code, Purpose::Spend).await?;
        self.spend_code(&phone, Purpose::Spend).await?;
        self.prove(member)
    }

    async fn phone_of(&self, member: MemberId) -> Result<Box<str>, PeopleError> {
        let fault = crate::FieldFault::Phone;
        self.personal(member).await?.phone.ok_or(PeopleError::Field { field: "phone", fault })
    }
}

/// Another authenticator does not take the place of the one that there is without the password, which giving it up takes.
fn check_no_totp(person: &Person) -> Result<(), PeopleError> {
    match person.totp {
        None => Ok(()),
        Some(_) => Err(invalid(
            "totp",
            "已启用动态验证码：请先停用（需要密码）",
            "there is an authenticator app already: give it up first, which takes the password",
        )),
    }
}

fn totp_of(secret: &[u8], name: &str) -> Result<Totp, PeopleError> {
    // SHA-1, six digits, thirty seconds: what every authenticator app does (RFC 6238).
    let built = Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_issuer(Some("Tessera"))
        .with_account_name(name)
        .build();
    built.map_err(|_| PeopleError::TotpNeeded)
}
