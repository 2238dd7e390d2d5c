//! `/v1/orders`.

pub(super) mod get;
pub(super) mod pay;
pub(super) mod returns;
pub(super) mod returns_approval;
pub(super) mod returns_quote;
