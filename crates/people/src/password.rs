//! Passwords: kept as Argon2id, looked at one or two at a time.

use crate::error::PeopleError;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tessera_app::AppError;
use tokio::sync::Semaphore;

/// Each takes 19 MB and 20 ms: a crowd at the door does not take the machine.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Hashes a password with a salt of 16 random bytes. The form of the result is PHC's, with its parameters in it.
pub(crate) async fn hash(password: &str, salt: [u8; 16]) -> Result<String, PeopleError> {
    check(password)?;
    let password = password.to_owned();
    at_once(move || hash_now(&password, &salt)).await
}

/// Whether the password is the one of the hash; without a hash it takes as long, and is not.
pub(crate) async fn is_right(password: &str, hash: Option<&str>) -> Result<bool, PeopleError> {
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    at_once(move || {
        let known = hash.as_deref().unwrap_or(&NOBODYS);
        let parsed = PasswordHash::new(known).ok();
        let same = parsed
            .is_some_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        same && hash.is_some()
    })
    .await
}

static NOBODYS: LazyLock<String> = LazyLock::new(|| hash_now("nobody's password", &[7; 16]));

fn hash_now(password: &str, salt: &[u8; 16]) -> String {
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    // Fails only for passwords of 4 GB and salts of other lengths.
    hashed.expect("a password that can be hashed").to_string()
}

async fn at_once<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, PeopleError> {
    // Nobody closes it.
    let _place = AT_ONCE.acquire().await.expect("an open semaphore");
    tokio::task::spawn_blocking(work).await.map_err(|_| PeopleError::App(AppError::Closing))
}

/// At least ten characters, of which four differ; at most 200.
fn check(password: &str) -> Result<(), PeopleError> {
    let characters: Vec<char> = password.chars().collect();
    let mut different = characters.clone();
    different.sort_unstable();
    different.dedup();
    if (10..=200).contains(&characters.len()) && different.len() >= 4 {
        return Ok(());
    }
    Err(PeopleError::App(AppError::invalid(
        "password",
        "密码须为 10 至 200 个字符，且至少有 4 个不同的字符",
        "a password has 10 to 200 characters, at least 4 of them different",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other() {
        let hash = hash("正确的马电池订书钉", [3; 16]).await;
        assert!(hash.is_err(), "nine characters are too few");
        let hash = super::hash("correct horse battery", [3; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!is_right("correct horse batterz", Some(&hash)).await.unwrap());
        assert!(!is_right("nobody's password", None).await.unwrap());
        assert!(super::hash("aaaaaaaaaaaaaaaa", [3; 16]).await.is_err());
    }
}
