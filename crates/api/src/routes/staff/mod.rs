//! Staff, their roles and their invitations.

pub(super) mod change;
pub(super) mod create;
pub(super) mod invitations;
pub(super) mod list;
