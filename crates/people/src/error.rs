//! Why something about people could not be done.

use tessera_app::AppError;
use tessera_engine::values::Instant;
use tessera_store::StoreError;

/// Why something about people could not be done. Nothing was changed, unless a variant says so.
#[derive(Clone, Debug)]
pub enum PeopleError {
    /// The application's own: an unknown member, a field that is not acceptable, the store.
    App(AppError),
    /// A field of personal data is not acceptable.
    Field {
        /// Which: `phone`, `email`, `birthday`, `name`.
        field: &'static str,
        /// Why.
        fault: FieldFault,
    },
    /// Another member has this phone or e-mail.
    Taken(&'static str),
    /// The name or the password is wrong; which of them nobody learns.
    WrongCredentials,
    /// The password is right; a code of the authenticator app is missing or wrong.
    TotpNeeded,
    /// Too many wrong tries: none is looked at before this instant.
    LockedOut(Instant),
    /// The invitation is unknown, used, or too old.
    UnknownInvitation,
    /// The one-time code is wrong or too old.
    WrongCode,
    /// No further code is sent before this instant.
    TooManyCodes(Instant),
    /// Nothing is connected that could carry a message to a member.
    NoMessageChannel,
    /// Nobody joined with this phone; the code stays good for joining.
    NotAMember,
    /// The member code was used before.
    CodeUsed,
    /// The member code is too old.
    CodeExpired,
    /// To spend points the member has to be there: a member code or a one-time code is needed.
    ProofNeeded,
    /// The member is blocked and spends nothing.
    Blocked,
    /// The member's personal data were erased.
    Erased,
    /// Nobody approves or rejects what he asked for himself.
    OwnRequest,
    /// Nobody withdraws what somebody else asked for.
    NotOwnRequest,
    /// Somebody else has decided it.
    Decided,
    /// Something else was asked for under this event id.
    AskedOtherwise,
    /// The key of the vault was not given.
    VaultClosed,
    /// The key of the vault is not the one that its data were sealed with.
    WrongVaultKey,
}

/// What is wrong with a field of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// No telephone number that could be called.
    Phone,
    /// No address that mail could be sent to.
    Email,
    /// No day of a calendar, or one to come.
    Birthday,
    /// Empty, too long, or not text.
    Name,
}

impl From<AppError> for PeopleError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        Self::App(AppError::from(error))
    }
}

/// There is nothing of this kind under this name.
pub(crate) fn not_found(what: &'static str, name: &str) -> PeopleError {
    PeopleError::App(AppError::NotFound { what, name: name.into() })
}
