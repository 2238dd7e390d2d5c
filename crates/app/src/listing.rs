//! The list of members: as the projections have it, with who joined since, filtered by what a member was when joining and by what a member is now.

use crate::App;
use crate::error::AppError;
use crate::glance::advanced;
use crate::in_force::InForce;
use crate::pipeline::tail::joining_member;
use std::sync::Arc;
use tessera_engine::state::State;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Listed, Listing, MemberRow};

/// How many members the store looks at in one question of a list ...
const WALK: usize = 100_000;
/// ... and how many such questions are asked for one page.
const WALKS: usize = 10;
/// Of how many members the states are looked at for one page, at most (and of [`TOGETHER`] more) ...
const LOOKED_AT: usize = 20_000;
/// ... and of how many at a time.
const TOGETHER: usize = 1_000;
/// A member whose whole history has to be folded again, as all of a shop's have after an update, counts as so many more.
const FOLDED: usize = 20;

/// What members are asked to have now; `None`: anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Having {
    /// The name of the tier they hold. Who was given none yet has the first one of the program in force.
    pub tier: Option<Box<str>>,
    /// One of their tags, as it is written.
    pub tag: Option<Box<str>>,
}

impl Having {
    fn asks_nothing(&self) -> bool {
        self.tier.is_none() && self.tag.is_none()
    }

    /// What fell due until now counts, although nothing is written.
    fn lets_through(&self, in_force: &InForce, state: &Arc<State>, now: Instant) -> bool {
        self.tag.as_deref().is_none_or(|tag| state.tags.iter().any(|has| **has == *tag))
            && self.tier.as_ref().is_none_or(|tier| holds(in_force, state, now, tier))
    }
}

fn holds(in_force: &InForce, state: &Arc<State>, now: Instant, tier: &str) -> bool {
    let held = advanced(in_force, Arc::clone(state), now).tier;
    match in_force.names.tier(held) {
        Some(held) => *held == *tier,
        None => {
            let tiers = in_force.programs.at(now).and_then(|version| version.program.tiers.as_ref());
            tiers.and_then(|tiers| tiers.tiers.first()).is_some_and(|first| *first.name == *tier)
        }
    }
}

/// A page of members with their states.
#[derive(Default)]
pub(crate) struct Standings {
    pub(crate) members: Vec<(MemberRow, Arc<State>)>,
    /// As of [`Listed`].
    pub(crate) next: Option<MemberId>,
}

impl App {
    /// Members in the order of their ids, which is that of their making, or the newest first; filtered. Everything acknowledged is seen, and from page to page
    /// nobody is left out or shown twice. How many may be looked at is for this to say, whatever the listing does: a page with a filter costs a walk over a million
    /// members at most (some 0.2 s of a core), and may have fewer members than asked for, none even, although there is a next one.
    pub async fn members(&self, listing: Listing) -> Result<Listed, AppError> {
        self.fresh().await?;
        self.list(listing).await
    }

    /// The same of those who hold a tier and have a tag now. What changes with every order stands in no index: a page looks at the states of so many members at most,
    /// some 0.2 s of a core, of those whom the listing lets through. Where few have what is asked for, a page may hold fewer members than asked for, none even, although
    /// there is a next one.
    pub(crate) async fn members_having(
        &self,
        mut listing: Listing,
        having: &Having,
    ) -> Result<Standings, AppError> {
        self.fresh().await?;
        if having.asks_nothing() {
            let Listed { members, next } = self.list(listing).await?;
            let (states, _) = self.states(&members).await?;
            return Ok(Standings { members: members.into_iter().zip(states).collect(), next });
        }
        let (limit, in_force, now) = (listing.limit, self.shared.rules.now(), self.shared.clock.now());
        let is_known = |tier: &str| in_force.names.tiers.iter().any(|known| **known == *tier);
        if !having.tier.as_deref().is_none_or(is_known) {
            // Nobody needs to be asked.
            return Ok(Standings::default());
        }
        let (mut page, mut looked_at) = (Standings::default(), 0);
        loop {
            listing.limit = TOGETHER;
            let rows = self.list(listing.clone()).await?;
            let is_whole = rows.members.len() < TOGETHER;
            page.next = rows.next;
            let (states, folded) = self.states(&rows.members).await?;
            looked_at += states.len() + folded * FOLDED;
            for (member, state) in rows.members.into_iter().zip(states) {
                if !having.lets_through(&in_force, &state, now) {
                    continue;
                }
                if page.members.len() == limit {
                    // This one opens the next page.
                    page.next = page.members.last().map(|(last, _)| last.id);
                    return Ok(page);
                }
                page.members.push((member, state));
            }
            if page.next.is_none() || is_whole || looked_at >= LOOKED_AT || page.members.len() == limit {
                return Ok(page);
            }
            listing.beyond = page.next;
        }
    }

    async fn list(&self, mut listing: Listing) -> Result<Listed, AppError> {
        // Before the store is asked: what is projected meanwhile is seen twice rather than not at all.
        let tail = self.shared.tail.unprojected();
        let (first, limit) = (listing.beyond, listing.limit);
        let mut page = Listed { members: Vec::new(), next: None };
        for _ in 0..WALKS {
            (listing.look_at, listing.limit) = (WALK, limit - page.members.len());
            let listed = self.shared.store.list(&listing).await?;
            page.members.extend(listed.members);
            page.next = listed.next;
            listing.beyond = listed.next;
            if page.next.is_none() || page.members.len() == limit {
                break;
            }
        }
        let is_on_page = |member: &MemberRow| {
            first.is_none_or(|first| listing.is_beyond(member.id, first))
                && page.next.is_none_or(|next| listing.is_beyond(next, member.id))
                && listing.lets_through(member)
        };
        let joining: Vec<MemberRow> = (tail.facts().filter_map(|(_, fact, _)| joining_member(fact)))
            .filter(|member| is_on_page(member))
            .collect();
        if !joining.is_empty() {
            page.members.extend(joining);
            page.members.sort_by(|a, b| if listing.newest_first { b.id.cmp(&a.id) } else { a.id.cmp(&b.id) });
            page.members.dedup_by_key(|member| member.id);
            if page.members.len() > limit {
                page.members.truncate(limit);
                page.next = page.members.last().map(|last| last.id);
            }
        }
        Ok(page)
    }

    /// How many members there are.
    pub async fn member_count(&self) -> Result<u64, AppError> {
        let (unprojected, projected) = self.beside_tail(|| self.shared.store.member_count()).await?;
        let joining = unprojected.facts().filter_map(|(_, fact, _)| joining_member(fact)).count();
        Ok(projected + joining as u64)
    }
}
