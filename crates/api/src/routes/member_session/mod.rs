//! How members sign in: by a code to their phone.

pub(super) mod codes;
pub(super) mod create;
