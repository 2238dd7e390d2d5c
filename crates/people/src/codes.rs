//! One-time codes to a member's phone: to sign in, to show at a till that one is there, and to have a phone from now on.
//!
//! Six digits that hold for five minutes and five tries. For each purpose a phone gets one a minute and five an hour, member or not, so that asking tells nobody who is
//! one. How many codes one address may ask for, and all together, is the server's to ration.

use crate::People;
use crate::error::PeopleError;
use crate::keys::{hex, is_same, mac};
use crate::messages::Message;
use crate::personal::read_phone;
use crate::shelf::Shelf;
use serde::{Deserialize, Serialize};
use tessera_engine::program::Text;
use tessera_engine::values::Instant;
use tessera_store::StoreError;

/// How long a code holds, in seconds.
pub const CODE_HOLDS_SECONDS: i64 = 5 * 60;
/// The shortest time between two codes to one phone, in seconds.
pub const BETWEEN_SECONDS: i64 = 60;
/// The most codes to one phone in an hour.
const PER_HOUR: usize = 5;
/// How often a code may be typed wrong.
const TRIES: u8 = 5;
const HOUR: i64 = 3_600;

/// What a code is for: one for the one is none for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    SignIn,
    Spend,
    NewPhone,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Spend => "spend",
            Self::NewPhone => "new-phone",
        }
    }

    fn text(self, code: &str) -> Text {
        let (zh, en) = match self {
            Self::SignIn => (
                format!("您的登录验证码：{code}，5 分钟内有效。请勿告诉他人，店员也不会向您索要。"),
                format!(
                    "Your sign-in code is {code}; it holds for 5 minutes. Tell it to nobody: our staff never ask for it."
                ),
            ),
            Self::Spend => (
                format!("您的积分支付验证码：{code}，5 分钟内有效。仅在您要使用积分时告诉收银员。"),
                format!(
                    "Your code for spending points is {code}; it holds for 5 minutes. Tell it to the cashier only if you want to spend points."
                ),
            ),
            Self::NewPhone => (
                format!("您正在把会员账户改用此手机号，验证码：{code}，5 分钟内有效。请勿告诉他人。"),
                format!(
                    "Your code for moving your membership to this phone is {code}; it holds for 5 minutes. Tell it to nobody."
                ),
            ),
        };
        Text { zh: zh.into(), en: en.into() }
    }
}

/// What is kept of the codes to one phone for one purpose; the id is a keyed digest of both.
#[derive(Default, Serialize, Deserialize)]
struct Sent {
    /// A keyed digest of the code that holds.
    code: Option<String>,
    until: i64,
    tries: u8,
    /// When codes were sent within the last hour, in seconds.
    at: Vec<i64>,
}

static SENT: Shelf<Sent> = Shelf::new("one-time-code");

impl People {
    /// Sends a code. What it answers does not depend on who has the phone.
    pub(crate) async fn send_code(&self, phone: &str, purpose: Purpose) -> Result<Instant, PeopleError> {
        let phone = read_phone(phone)?;
        let messages = self.messages.as_ref().ok_or(PeopleError::NoMessageChannel)?;
        let (id, now) = (self.code_id(&phone, purpose)?, self.now());
        let seconds = now.0.div_euclid(1_000_000);
        let random = self.random();
        let number = random.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let code = format!("{:06}", number % 1_000_000);
        loop {
            let kept = SENT.get(self.store(), &id).await?;
            let mut at = kept.as_ref().map(|kept| kept.value.at.clone()).unwrap_or_default();
            at.retain(|at| seconds - at < HOUR);
            if let Some(wait) = wait_until(&at, seconds) {
                return Err(PeopleError::TooManyCodes(Instant(wait * 1_000_000)));
            }
            at.push(seconds);
            let until = seconds + CODE_HOLDS_SECONDS;
            let sent = Sent { code: Some(self.code_digest(&id, &code)?), until, tries: 0, at };
            let change = match kept {
                None => SENT.add(&id, &sent),
                Some(mut kept) => {
                    kept.value = sent;
                    SENT.replace(&kept)
                }
            };
            match self.store().change(&[change]).await {
                Ok(()) => {
                    messages.send(Message { to: phone, text: purpose.text(&code), at: now }).await?;
                    return Ok(Instant(until * 1_000_000));
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Looks at a code that somebody typed. A right one goes on holding until [`People::spend_code`].
    pub(crate) async fn check_code(
        &self,
        phone: &str,
        code: &str,
        purpose: Purpose,
    ) -> Result<(), PeopleError> {
        let id = self.code_id(&read_phone(phone)?, purpose)?;
        let given = self.code_digest(&id, code.trim())?;
        let seconds = self.now().0.div_euclid(1_000_000);
        let looked = SENT.change(self.store(), &id, |sent| {
            let holds = seconds < sent.until && sent.tries < TRIES;
            let Some(right) = sent.code.clone().filter(|_| holds) else { return Ok(false) };
            // Counted before it is looked at, so that tries at once do not count as one.
            sent.tries += 1;
            Ok(is_same(right.as_bytes(), given.as_bytes()))
        });
        if looked.await?.is_some_and(|(is_right, _)| is_right) { Ok(()) } else { Err(PeopleError::WrongCode) }
    }

    /// A code is not good any more.
    pub(crate) async fn spend_code(&self, phone: &str, purpose: Purpose) -> Result<(), PeopleError> {
        let id = self.code_id(&read_phone(phone)?, purpose)?;
        let spent = SENT.change(self.store(), &id, |sent| match sent.code.take() {
            Some(_) => Ok(()),
            // Somebody else used it meanwhile.
            None => Err(PeopleError::WrongCode),
        });
        spent.await?.map(|_| ()).ok_or(PeopleError::WrongCode)
    }

    /// Forgets phones that got no code for an hour.
    pub(crate) async fn forget_codes(&self) -> Result<(), PeopleError> {
        let seconds = self.now().0.div_euclid(1_000_000);
        // A code that is sent this moment is kept.
        SENT.sweep(self.store(), |sent| sent.at.iter().all(|at| seconds - at >= HOUR)).await
    }

    fn code_id(&self, phone: &str, purpose: Purpose) -> Result<String, PeopleError> {
        Ok(hex(&mac(&self.keys()?.index, &[b"one-time-code", purpose.name().as_bytes(), phone.as_bytes()])))
    }

    fn code_digest(&self, id: &str, code: &str) -> Result<String, PeopleError> {
        Ok(hex(&mac(&self.keys()?.code, &[id.as_bytes(), code.as_bytes()])))
    }
}

/// Until when no further code is sent, in seconds.
fn wait_until(at: &[i64], now: i64) -> Option<i64> {
    let after_last = at.last().map(|last| last + BETWEEN_SECONDS).filter(|until| *until > now);
    let after_hour = at.len().checked_sub(PER_HOUR).and_then(|place| at.get(place)).map(|first| first + HOUR);
    after_last.max(after_hour)
}
