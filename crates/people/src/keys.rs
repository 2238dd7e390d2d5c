//! The vault's master key, and what is made of it: one key a purpose, so that what one of them tells nothing follows for another.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt;

/// 256 random bits, kept apart from the database: who has both can read personal data, who has one cannot.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 32]);

/// Tells nothing.
impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl MasterKey {
    /// The key of these bits.
    pub fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bits = [0; 32];
        for (place, bit) in bits.iter_mut().enumerate() {
            *bit = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(Self(bits))
    }

    /// As 64 hex digits, for the file that keeps it.
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// The key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> [u8; 32] {
        mac(&self.0, &[purpose.as_bytes()])
    }
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts run together.
pub(crate) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("a key of 32 bytes");
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Seals bytes under a key for one place: what is moved to another place does not open there. The nonce comes first in what is returned.
pub(crate) fn seal(key: &[u8; 32], place: &[u8], nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
    let cipher = Aes256GcmSiv::new(key.into());
    // Fails only for plain texts of more than 64 GB.
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: place })
        .expect("a plain text that is short enough");
    let mut all = nonce.to_vec();
    all.extend(sealed);
    all
}

/// Opens what was sealed for this place; `None`: under another key, for another place, or changed since.
pub(crate) fn open(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<12>()?;
    let cipher = Aes256GcmSiv::new(key.into());
    cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: place }).ok()
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Bytes as hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_under_its_key_unchanged() {
        let sealed = seal(&[1; 32], b"mem_1", [7; 12], b"13800138000");
        assert_eq!(open(&[1; 32], b"mem_1", &sealed).unwrap(), b"13800138000");
        assert_eq!(open(&[2; 32], b"mem_1", &sealed), None);
        assert_eq!(open(&[1; 32], b"mem_2", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&[1; 32], b"mem_1", &changed), None, "byte {at}");
        }
        assert_eq!(open(&[1; 32], b"mem_1", &sealed[..11]), None);
    }

    #[test]
    fn purposes_and_parts_do_not_run_together() {
        let key = MasterKey::from_hex(&"0b".repeat(32)).unwrap();
        assert_ne!(key.derive("index"), key.derive("wrap"));
        assert_ne!(mac(&[0; 32], &[b"ab", b"c"]), mac(&[0; 32], &[b"a", b"bc"]));
        assert_eq!(MasterKey::from_hex(&key.to_hex()), Some(key.clone()));
        assert_eq!(MasterKey::from_hex("0b0b"), None);
        assert_eq!(format!("{key:?}"), "MasterKey(..)");
    }
}
