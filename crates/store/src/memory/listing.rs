//! Walks over the members.

use crate::rows::{Listed, Listing, MemberRow};
use std::collections::BTreeMap;
use std::ops::Bound;
use tessera_engine::values::MemberId;

type Members = BTreeMap<MemberId, MemberRow>;

/// The members after one, by id.
pub(super) fn after(members: &Members, after: Option<MemberId>) -> impl Iterator<Item = &MemberRow> {
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    members.range((from, Bound::Unbounded)).map(|(_, member)| member)
}

/// See [`Read::list`](crate::Read::list).
pub(super) fn list(members: &Members, listing: &Listing) -> Listed {
    if !listing.newest_first {
        return listed(listing, after(members, listing.beyond));
    }
    let until = listing.beyond.map_or(Bound::Unbounded, Bound::Excluded);
    listed(listing, members.range((Bound::Unbounded, until)).rev().map(|(_, member)| member))
}

fn listed<'m>(listing: &Listing, walk: impl Iterator<Item = &'m MemberRow>) -> Listed {
    let mut listed = Listed::default();
    for (looked_at, member) in walk.enumerate() {
        if listed.members.len() == listing.limit || looked_at == listing.look_at {
            return listed;
        }
        listed.next = Some(member.id);
        if listing.lets_through(member) {
            listed.members.push(member.clone());
        }
    }
    listed.next = None;
    listed
}
