//! Errors about people as problems.

use crate::problem::{Code, Fault, Problem, codes};
use crate::state::Api;
use tessera_engine::values::Instant;
use tessera_people::{FieldFault, PeopleError};

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        Self::new(match error {
            PeopleError::App(error) => return error.into(),
            PeopleError::Field { field, fault } => {
                return Self::faults(vec![Fault::plain(format!("/{field}"), field_code(fault))]);
            }
            PeopleError::Taken("phone") => codes::PHONE_TAKEN,
            PeopleError::Taken(_) => codes::EMAIL_TAKEN,
            PeopleError::WrongCredentials => codes::WRONG_CREDENTIALS,
            PeopleError::TotpNeeded => codes::TOTP_NEEDED,
            PeopleError::LockedOut(_) => codes::LOCKED_OUT,
            PeopleError::UnknownInvitation => codes::UNKNOWN_INVITATION,
            PeopleError::WrongCode => codes::WRONG_CODE,
            PeopleError::TooManyCodes(_) => codes::TOO_MANY_CODES,
            PeopleError::NoMessageChannel => codes::NO_MESSAGE_CHANNEL,
            PeopleError::NotAMember => codes::NOT_A_MEMBER,
            PeopleError::CodeUsed => codes::CODE_USED,
            PeopleError::CodeExpired => codes::CODE_EXPIRED,
            PeopleError::ProofNeeded => codes::PROOF_NEEDED,
            PeopleError::Blocked => codes::MEMBER_BLOCKED,
            PeopleError::Erased => codes::MEMBER_ERASED,
            PeopleError::OwnRequest => codes::OWN_REQUEST,
            PeopleError::NotOwnRequest => codes::NOT_OWN_REQUEST,
            PeopleError::Decided => codes::DECIDED,
            PeopleError::AskedOtherwise => codes::EVENT_ID_REUSED,
            PeopleError::VaultClosed | PeopleError::WrongVaultKey => codes::VAULT_CLOSED,
        })
    }
}

fn field_code(fault: FieldFault) -> &'static Code {
    match fault {
        FieldFault::Phone => codes::BAD_PHONE,
        FieldFault::Email => codes::BAD_EMAIL,
        FieldFault::Birthday => codes::BAD_DATE,
        FieldFault::Name => codes::BAD_NAME,
    }
}

impl Api {
    /// The problem of something that may be tried again at an instant; others as they are.
    pub(crate) fn waiting(&self, error: PeopleError) -> Problem {
        let until = match &error {
            PeopleError::LockedOut(until) | PeopleError::TooManyCodes(until) => Some(*until),
            _ => None,
        };
        let problem = Problem::from(error);
        match until {
            Some(until) => problem.retry_after(seconds_until(until, self.app.clock().now())),
            None => problem,
        }
    }
}

/// Whole seconds, one at least.
fn seconds_until(until: Instant, now: Instant) -> u32 {
    let micros = until.0.saturating_sub(now.0).max(0);
    u32::try_from(micros.div_euclid(1_000_000) + 1).unwrap_or(u32::MAX)
}
