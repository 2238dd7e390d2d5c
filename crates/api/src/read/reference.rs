//! How a caller names a thing: by our id, or by `ext:` and its own.
//!
//! An order's id holds the member and the number of the event in the member's stream, so that finding it needs no index of its own.

use super::scalar::from_text;
use crate::problem::{Code, Problem, codes};
use tessera_app::MemberRef;
use tessera_engine::values::{EventId, MemberId};

/// An event of a member: by its place in the member's stream, or by the id its sender gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EventRef {
    /// `ord_…` or `evt_…`.
    Place {
        /// Whose stream.
        member: MemberId,
        /// Which event of it.
        number: u32,
    },
    /// `ext:…`.
    Sent(EventId),
}

/// The id of an order: `ord_`, the member in 32 hex digits, the number in 8.
pub(crate) fn order_name(member: MemberId, number: u32) -> String {
    name("ord_", member, number)
}

/// The id of any event: `evt_`, the member in 32 hex digits, the number in 8.
pub(crate) fn event_name(member: MemberId, number: u32) -> String {
    name("evt_", member, number)
}

fn name(prefix: &str, member: MemberId, number: u32) -> String {
    let mut name = String::with_capacity(prefix.len() + 40);
    name.push_str(prefix);
    name.push_str(member.hex().as_str());
    for shift in (0..8).rev() {
        name.extend(char::from_digit(number >> (4 * shift) & 15, 16));
    }
    name
}

fn place(text: &str, prefix: &str) -> Option<EventRef> {
    let hex = text.strip_prefix(prefix)?;
    let good = hex.len() == 40 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !good {
        return None;
    }
    let member = MemberId(u128::from_str_radix(&hex[..32], 16).ok()?);
    Some(EventRef::Place { member, number: u32::from_str_radix(&hex[32..], 16).ok()? })
}

fn event(text: &str, prefixes: &[&str]) -> Result<EventRef, &'static Code> {
    if let Some(own) = text.strip_prefix("ext:") {
        return EventId::new(own).map(EventRef::Sent).ok_or(codes::BAD_REFERENCE);
    }
    prefixes.iter().find_map(|prefix| place(text, prefix)).ok_or(codes::BAD_REFERENCE)
}

/// What stands for a member in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// `mem_…` or `ext:…`.
    Known(MemberRef),
    /// `card:` and the number of the membership card.
    Card(Box<str>),
    /// `tok_…`: the member has shown to be there.
    Token(Box<str>),
}

fn member(text: &str) -> Result<Named, &'static Code> {
    if text.starts_with("tok_") && text.len() == 76 {
        return Ok(Named::Token(text.into()));
    }
    if let Some(card) = text.strip_prefix("card:") {
        let good = card.len() == 12 && card.bytes().all(|byte| byte.is_ascii_digit());
        return if good { Ok(Named::Card(card.into())) } else { Err(codes::BAD_REFERENCE) };
    }
    known(text).map(Named::Known)
}

fn known(text: &str) -> Result<MemberRef, &'static Code> {
    if let Some(own) = text.strip_prefix("ext:") {
        // The same bounds as the external id of a new member.
        return EventId::new(own)
            .map(|own| MemberRef::External(own.as_str().into()))
            .ok_or(codes::BAD_REFERENCE);
    }
    text.parse().map(MemberRef::Id).map_err(|()| codes::BAD_REFERENCE)
}

from_text! {
    /// A member in a body: `mem_…`, `ext:…`, `card:…` or `tok_…`.
    MemberText(Named) = member
}

from_text! {
    /// An order in a body: `ord_…` or `ext:…`.
    OrderText(EventRef) = |text| event(text, &["ord_"])
}

/// What a path says where a member must stand.
pub(crate) fn member_in_path(text: &str) -> Result<Named, Problem> {
    member(text).map_err(|code| in_path(code, codes::UNKNOWN_MEMBER))
}

/// What a path says where an order must stand.
pub(crate) fn order_in_path(text: &str) -> Result<EventRef, Problem> {
    event(text, &["ord_"]).map_err(|code| in_path(code, codes::UNKNOWN_ORDER))
}

/// What a path says where an event must stand.
pub(crate) fn event_in_path(text: &str) -> Result<EventRef, Problem> {
    event(text, &["evt_", "ord_"]).map_err(|code| in_path(code, codes::UNKNOWN_EVENT))
}

/// What cannot be an id is an address at which nothing is.
fn in_path(fault: &'static Code, missing: &'static Code) -> Problem {
    Problem::new(missing).detail(fault.remedy_zh, fault.remedy_en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        let (id, number) = (MemberId(0x0193_0000_0000_7000_8000_0000_0000_0abc), 7);
        let want = EventRef::Place { member: id, number };
        assert_eq!(order_in_path(&order_name(id, number)).unwrap(), want);
        assert_eq!(event_in_path(&event_name(id, number)).unwrap(), want);
        assert_eq!(event_in_path(&order_name(id, number)).unwrap(), want);
        assert_eq!(member_in_path(&id.to_string()).unwrap(), Named::Known(MemberRef::Id(id)));
        assert_eq!(
            order_in_path("ext:POS-0042-7781").unwrap(),
            EventRef::Sent(EventId::new("POS-0042-7781").unwrap())
        );
    }

    #[test]
    fn what_is_no_name_is_not_found() {
        for text in ["", "7", "ord_", "ord_zz", "ext:", "mem_00", "evt_0193", &"ord_f".repeat(9)] {
            assert_eq!(order_in_path(text).unwrap_err().code().name, "unknown-order", "{text}");
            assert_eq!(member_in_path(text).unwrap_err().code().name, "unknown-member", "{text}");
        }
        assert!(order_in_path(&event_name(MemberId(1), 1)).is_err(), "an event's name is no order's");
    }
}
