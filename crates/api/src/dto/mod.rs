//! What replies are made of. One naming rule: a reply is called `…Reply` or after the thing it shows, and is made by `of` from the
//! application's view of it. Requests stand in the files of their endpoints.

mod approval;
mod entry;
mod event;
mod figures;
mod import;
mod in_force;
mod job;
mod key;
mod member;
mod order;
mod outlook;
mod parked;
mod people;
mod program;
mod reading;
mod receipt;
mod refused;
mod rules;
mod statement;
mod verification;
mod vocabulary;
mod wallet;

pub(crate) use approval::Approval;
pub(crate) use entry::{EntryItem, Explanation};
pub(crate) use event::{EventEntries, EventItem};
pub(crate) use figures::FiguresReply;
pub(crate) use import::Import;
pub(crate) use in_force::InForce;
pub(crate) use job::Job;
pub(crate) use key::{Key, NewKey};
pub(crate) use member::{Member, MemberListItem, TierMeasure, WalletLabel};
pub(crate) use order::OrderReply;
pub(crate) use outlook::{ApprovalMember, Outlook};
pub(crate) use parked::{Parked, ParkedItem};
pub(crate) use people::{AuditItem, Clear, Invitation, Person, RoleItem, SessionItem, ShopStore, Staff};
pub(crate) use program::{DifferenceItem, Finding, ProgramVersion};
pub(crate) use reading::{ProgramReading, ProgramWallet};
pub(crate) use receipt::{Effect, ReceiptReply, Recorded, accepted};
pub(crate) use refused::Refused;
pub(crate) use rules::ProgramRules;
pub(crate) use statement::Statement;
pub(crate) use verification::Verification;
pub(crate) use vocabulary::{ConditionName, PresetItem};
pub(crate) use wallet::{Lot, Wallet};

use serde::Serialize;
use serde::ser::Serializer;
use utoipa::ToSchema;

/// ISO 4217's code for no currency: amounts of a shop that has no program yet, all of them 0.
pub(crate) const NO_CURRENCY: &str = "XXX";

/// An amount of money.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Money<'a> {
    /// In minor units (分): 12900 is 129.00.
    #[schema(example = 12900, minimum = -9007199254740991_i64, maximum = 9007199254740991_i64)]
    pub(crate) amount: i64,
    /// ISO 4217.
    #[schema(example = "CNY")]
    pub(crate) currency: &'a str,
}

/// Writes what displays itself as a string: ids, and instants as RFC 3339 in UTC.
pub(crate) fn shown<T: std::fmt::Display, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Writes what displays itself as a string, or `null`.
pub(crate) fn shown_or_null<T: std::fmt::Display, S: Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}

/// The text of a bilingual name in the asked language.
pub(crate) fn label(text: &tessera_engine::program::Text, lang: crate::Lang) -> String {
    match lang {
        crate::Lang::Zh => text.zh.to_string(),
        crate::Lang::En => text.en.to_string(),
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T: ToSchema> {
    /// The items.
    pub(crate) data: Vec<T>,
    /// What to pass as `after` for the next page; `null` at the end.
    pub(crate) next_cursor: Option<String>,
}
