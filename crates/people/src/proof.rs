//! That a member is there: the rotating member code, and the token by which a till may spend the member's points.
//!
//! A member code is the card's number and ten digits that follow from it, the time and a key that only the server has: 22 digits, which fit a bar code or can be typed.
//! It holds for its 30 seconds and the 30 after them, and is used up by the first look. The digits alone are a guess of 1 in 10^10.

use crate::error::PeopleError;
use crate::keys::{hex, is_same, mac};
use crate::{People, vault};
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Change, Expected, StoreError};

/// How long a member code is shown, in seconds.
pub const CODE_SECONDS: i64 = 30;
/// How long a token lets a till spend, in seconds.
pub const TOKEN_SECONDS: i64 = 15 * 60;

pub(crate) const USED: &str = "used-code";
const CARD: usize = 12;
const DIGITS: usize = 10;

/// A member code to be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct MemberCode {
    /// 22 digits.
    pub code: String,
    /// From then on another is shown.
    pub until: Instant,
}

/// Without the digits.
impl std::fmt::Debug for MemberCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemberCode").field("until", &self.until).finish_non_exhaustive()
    }
}

/// That a member is there.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    /// Stands for the member where points are spent: `tok_` and 72 hex digits.
    pub token: String,
    /// Until when.
    pub until: Instant,
}

/// Without the token.
impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proof").field("until", &self.until).finish_non_exhaustive()
    }
}

impl People {
    /// The member's code of now. A member without a card number gets one.
    pub async fn member_code(&self, member: MemberId) -> Result<MemberCode, PeopleError> {
        let card = match self.profile(member).await?.and_then(|profile| profile.card) {
            Some(card) => card,
            None => self.amend(member, &crate::Patch::default()).await?.card.ok_or(PeopleError::Erased)?,
        };
        let step = step_of(self.now());
        let code = format!("{card}{}", self.digits(&card, step)?);
        Ok(MemberCode { code, until: Instant((step + 1) * CODE_SECONDS * 1_000_000) })
    }

    /// Uses up a member code, and returns whose it is.
    ///
    /// # Errors
    /// [`PeopleError::WrongCode`] for what is none; [`PeopleError::CodeExpired`]; [`PeopleError::CodeUsed`].
    pub async fn use_member_code(&self, code: &str) -> Result<MemberId, PeopleError> {
        let (card, digits) = match is_member_code(code) {
            true => code.split_at(CARD),
            false => return Err(PeopleError::WrongCode),
        };
        let member = self.by_card(card).await?.ok_or(PeopleError::WrongCode)?;
        let now = step_of(self.now());
        // The clock of the process that showed it may be a little ahead.
        let mut good = None;
        for step in [now, now - 1, now + 1] {
            if is_same(self.digits(card, step)?.as_bytes(), digits.as_bytes()) {
                good = Some(step);
            }
        }
        let step = good.ok_or(PeopleError::CodeExpired)?;
        let id = format!("{step:012}:{card}");
        match self.store().change(&[Change::add(USED, &id, Vec::new())]).await {
            Ok(()) => Ok(member),
            Err(StoreError::Conflict) => Err(PeopleError::CodeUsed),
            Err(error) => Err(error.into()),
        }
    }

    /// A token by which a till may spend the points of a member who has shown to be there.
    pub fn prove(&self, member: MemberId) -> Result<Proof, PeopleError> {
        let until = self.now().0 / 1_000_000 + TOKEN_SECONDS;
        let token = format!("tok_{:032x}{:08x}{}", member.0, until, self.token_mac(member, until)?);
        Ok(Proof { token, until: Instant(until * 1_000_000) })
    }

    /// Whom a token stands for.
    ///
    /// # Errors
    /// [`PeopleError::ProofNeeded`] for a token that is not ours, or too old.
    pub fn proven(&self, token: &str) -> Result<MemberId, PeopleError> {
        let read = || {
            let digits =
                token.strip_prefix("tok_").filter(|digits| digits.len() == 72 && digits.is_ascii())?;
            let member = MemberId(u128::from_str_radix(&digits[..32], 16).ok()?);
            Some((member, i64::from_str_radix(&digits[32..40], 16).ok()?, &digits[40..]))
        };
        let (member, until, given) = read().ok_or(PeopleError::ProofNeeded)?;
        let is_ours = is_same(self.token_mac(member, until)?.as_bytes(), given.as_bytes());
        let holds = until * 1_000_000 > self.now().0;
        if is_ours && holds { Ok(member) } else { Err(PeopleError::ProofNeeded) }
    }

    fn token_mac(&self, member: MemberId, until: i64) -> Result<String, PeopleError> {
        let mac = mac(&self.keys()?.token, &[&member.0.to_be_bytes(), &until.to_be_bytes()]);
        Ok(hex(&mac[..16]))
    }

    fn digits(&self, card: &str, step: i64) -> Result<String, PeopleError> {
        let mac = mac(&self.keys()?.code, &[card.as_bytes(), &step.to_be_bytes()]);
        let number = mac.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Ok(format!("{:010}", number % 10_u64.pow(DIGITS as u32)))
    }

    /// Forgets used codes that are too old to be used again.
    pub(crate) async fn forget_used_codes(&self) -> Result<(), PeopleError> {
        let before = format!("{:012}", step_of(self.now()) - 10);
        loop {
            let page = self.store().documents_beyond(USED, None, tessera_store::Direction::Up, 500).await?;
            let old = page.iter().filter(|document| *document.id < *before);
            let changes: Vec<Change> = old
                .map(|document| Change {
                    collection: USED.into(),
                    id: document.id.clone(),
                    expected: Expected::Anything,
                    body: None,
                })
                .collect();
            if changes.is_empty() {
                return Ok(());
            }
            self.store().change(&changes).await?;
        }
    }
}

/// Whether a text is spelled like a member code.
pub fn is_member_code(text: &str) -> bool {
    text.len() == CARD + DIGITS
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && vault::is_card(&text[..CARD])
}

fn step_of(now: Instant) -> i64 {
    now.0.div_euclid(CODE_SECONDS * 1_000_000)
}
