//! `/v1/members`.

pub(super) mod create;
pub(super) mod entries;
pub(super) mod explanation;
pub(super) mod find;
pub(super) mod get;
pub(super) mod list;
pub(super) mod lots;
pub(super) mod person;
pub(super) mod phone;
pub(crate) mod proof;
pub(super) mod statement;
pub(super) mod tags;
pub(super) mod wallets;
