//! Rows of members that are kept in memory, so that who comes again costs no look into the tree.
//!
//! Nothing here is older than the projections were when its reader began. Two rules see to that. Who reads takes the place of a row first and the moment that it
//! is read of afterwards. Who projects publishes the moment first, and then puts or removes every row that has changed, which also takes the
//! place away from those who still read it as it was; only after that is the projection done. All of it goes with the opened tree.

use super::rows::{self, Unreadable};
use foldhash::fast::RandomState;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{OptionsBuilder, Weighter};
use std::sync::Arc;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Projection, Snapshot, Standing};

/// What the place of a row takes besides its bytes, about.
const PLACE: u64 = 96;
/// Roughly what a member and a number take, to begin with.
const USUAL: u64 = 400;
const USUAL_NUMBER: u64 = PLACE + 12;
/// How many rows that left are remembered, as a part of those that are here: their places take memory that nothing counts.
const REMEMBERED: f64 = 0.1;
/// The part of the memory that goes to the retailer's own numbers.
const NUMBERS: u64 = 4;

/// See the module.
pub(super) struct Kept {
    members: Cache<MemberId, KeptRows, Bytes, RandomState>,
    numbers: Cache<Box<str>, MemberId, Bytes, RandomState>,
}

/// A member's rows, one after the other: the length of the first, who the member is, and the state if there is one.
#[derive(Clone)]
pub(super) struct KeptRows(Arc<[u8]>);

#[derive(Clone)]
struct Bytes;

impl Weighter<MemberId, KeptRows> for Bytes {
    fn weight(&self, _: &MemberId, rows: &KeptRows) -> u64 {
        PLACE + rows.0.len() as u64
    }
}

impl Weighter<Box<str>, MemberId> for Bytes {
    fn weight(&self, number: &Box<str>, _: &MemberId) -> u64 {
        PLACE + number.len() as u64
    }
}

impl KeptRows {
    pub(super) fn new(member: &[u8], state: Option<&[u8]>) -> Self {
        // A row is far below 4 GiB.
        let length = (member.len() as u32).to_be_bytes();
        Self([&length, member, state.unwrap_or_default()].concat().into())
    }

    fn parts(&self) -> Option<(&[u8], &[u8])> {
        let (length, rest) = self.0.split_first_chunk()?;
        rest.split_at_checked(u32::from_be_bytes(*length) as usize)
    }

    /// The rows as they were put together.
    fn both(&self) -> Result<(&[u8], &[u8]), Unreadable> {
        self.parts().ok_or_else(|| "a kept row is cut short".into())
    }

    pub(super) fn snapshot(&self) -> Result<Option<Snapshot>, Unreadable> {
        match self.both()? {
            (_, []) => Ok(None),
            (_, state) => rows::read_state(state).map(Some),
        }
    }

    /// The number of the last event that the state knows.
    pub(super) fn number(&self) -> Result<Option<u32>, Unreadable> {
        match self.both()? {
            (_, []) => Ok(None),
            (_, state) => Ok(Some(rows::read_state_head(state)?.0)),
        }
    }

    pub(super) fn standing(&self, id: MemberId) -> Result<Standing, Unreadable> {
        let member = rows::MemberIn::read(self.both()?.0)?.row(id);
        Ok(Standing { member, snapshot: self.snapshot()? })
    }
}

impl Kept {
    /// Holds so many bytes at most, about; they are taken as needed.
    pub(super) fn new(bytes: u64) -> Self {
        let numbers = bytes / NUMBERS;
        Self { members: cache(bytes - numbers, USUAL), numbers: cache(numbers, USUAL_NUMBER) }
    }

    /// The member's rows, if they are here.
    pub(super) fn member(&self, id: MemberId) -> Option<KeptRows> {
        self.members.get(&id)
    }

    /// When something is due by the member's state, if that is here. Does not count as a use.
    pub(super) fn due_at(&self, id: MemberId) -> Result<Option<Instant>, Unreadable> {
        match self.members.peek(&id).as_ref().map(KeptRows::both).transpose()? {
            None | Some((_, [])) => Ok(None),
            Some((_, state)) => Ok(Some(rows::read_state_head(state)?.1)),
        }
    }

    /// The rows as [`Kept::member`] gives them; `read` is asked if they are not here, and what it finds is kept. It must take the moment to read of itself.
    pub(super) fn member_or<E>(
        &self,
        id: MemberId,
        read: impl FnOnce() -> Result<KeptRows, E>,
    ) -> Result<KeptRows, E> {
        self.members.get_or_insert_with(&id, read)
    }

    /// Who has a number of the retailer's, if that is here.
    pub(super) fn number(&self, number: &str) -> Option<MemberId> {
        self.numbers.get(number)
    }

    /// The same, as with [`Kept::member_or`].
    pub(super) fn number_or<E>(
        &self,
        number: &str,
        read: impl FnOnce() -> Result<MemberId, E>,
    ) -> Result<MemberId, E> {
        match self.number(number) {
            Some(member) => Ok(member),
            None => self.numbers.get_or_insert_with(&Box::from(number), read),
        }
    }

    /// Takes in what was projected. To be called after the moment that shows it is there for all who read, and before anybody is told.
    /// `given_up` are numbers that their members have no longer.
    pub(super) fn renew(&self, projection: &Projection, given_up: &[Box<str>]) {
        for number in given_up {
            self.numbers.remove(number);
        }
        let mut joined = foldhash::HashMap::default();
        for member in &projection.members {
            joined.insert(member.id, rows::write_member(member));
            if let Some(number) = &member.external_id {
                self.numbers.insert(number.clone(), member.id);
            }
        }
        for (id, snapshot) in &projection.snapshots {
            let state = Some(rows::write_state(snapshot));
            let before = self.members.peek(id);
            let member = joined.remove(id).or_else(|| Some(before?.parts()?.0.to_vec()));
            match member {
                // Put only where it stands already or the member is new: what weighs too much would leave a reader's place as it is.
                Some(member) => self.members.insert(*id, KeptRows::new(&member, state.as_deref())),
                // Somebody may be reading it as it was.
                None => drop(self.members.remove(id)),
            }
        }
        for id in joined.keys() {
            self.members.remove(id);
        }
    }
}

fn cache<K, V>(bytes: u64, usual: u64) -> Cache<K, V, Bytes, RandomState>
where
    K: Eq + std::hash::Hash,
    V: Clone,
    Bytes: Weighter<K, V>,
{
    let options = OptionsBuilder::new()
        .weight_capacity(bytes)
        .estimated_items_capacity((bytes / usual) as usize)
        .ghost_allocation(REMEMBERED)
        .build()
        // Both sizes are given, which is all that it asks for.
        .expect("the sizes of the cache are given");
    Cache::with_options(options, Bytes, RandomState::default(), DefaultLifecycle::default())
}

#[cfg(test)]
mod tests {
    use super::super::members;
    use super::super::rows::{external_key, member_key, state_key, write_member, write_state};
    use super::super::tree::{Batch, Latest, Memory, Tree};
    use super::{Kept, KeptRows};
    use crate::part::Part;
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    use tessera_engine::values::{Instant, MemberId};
    use tessera_store::{MemberRow, Projection, Snapshot, StoreError, Who};

    const MEMBERS: u128 = 40;
    const ROUNDS: u32 = 3_000;

    fn row(id: u128) -> MemberRow {
        let id = MemberId(id);
        MemberRow { id, external_id: Some(number(id.0)), joined_at: Instant(0), store: None, channel: None }
    }

    fn number(id: u128) -> Box<str> {
        format!("m{id}").into()
    }

    /// All members join with number 0, and a third of them changes every round.
    fn projection(round: u32) -> Projection {
        let changed = |id: &u128| round == 0 || (id + u128::from(round)).is_multiple_of(3);
        let ids = || (0..MEMBERS).filter(changed);
        let state =
            |id| (MemberId(id), Snapshot { number: round, due_at: Instant::NEVER, state: vec![7; 90] });
        let members = if round == 0 { ids().map(row).collect() } else { Vec::new() };
        Projection { members, snapshots: ids().map(state).collect(), ..Projection::default() }
    }

    fn project(tree: &Tree, projection: &Projection) -> Result<(), StoreError> {
        tree.write(
            |_, batch| {
                for member in &projection.members {
                    batch.put(member_key(member.id), write_member(member));
                    batch.put(external_key(&number(member.id.0)), member.id.0.to_be_bytes());
                }
                for (id, snapshot) in &projection.snapshots {
                    batch.put(state_key(*id), write_state(snapshot));
                }
                Ok(())
            },
            |kept, ()| kept.renew(projection, &[]),
        )
    }

    /// The last round that changed a member, as of a round.
    fn last_change(id: u128, round: u32) -> u32 {
        (0..=round)
            .rev()
            .find(|round| *round == 0 || (id + u128::from(*round)).is_multiple_of(3))
            .unwrap_or(0)
    }

    /// Whoever reads while others project and rows leave memory finds at least what was projected when the reading began.
    fn is_never_older(bytes: u64) {
        let folder = tempfile::tempdir().unwrap();
        let tree =
            Tree::open(Part::views(folder.path()), Memory { blocks: 1 << 20, members: bytes }).unwrap();
        project(&tree, &projection(0)).unwrap();
        let (done, projected) = (AtomicBool::new(false), AtomicU32::new(0));
        let read = |seed: u128| {
            let mut at = seed;
            while !done.load(Ordering::Acquire) {
                at = (at * 7 + 5) % MEMBERS;
                let least = last_change(at, projected.load(Ordering::Acquire));
                let who =
                    if at.is_multiple_of(2) { Who::Id(MemberId(at)) } else { Who::External(number(at)) };
                let found = tree.read_latest(|latest| members::standing(latest, &who)).unwrap().unwrap();
                assert_eq!(found.member, row(at));
                let found = found.snapshot.unwrap().number;
                assert!(found >= least, "member {at}: {found} instead of {least}");
            }
        };
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..3).map(|seed| scope.spawn(move || read(seed))).collect();
            for round in 1..=ROUNDS {
                project(&tree, &projection(round)).unwrap();
                projected.store(round, Ordering::Release);
            }
            done.store(true, Ordering::Release);
            readers.into_iter().for_each(|reader| reader.join().unwrap());
        });
    }

    #[test]
    fn what_is_kept_is_never_older_than_what_was_projected() {
        // Room for all, for some and for nobody.
        [1 << 20, 4_000, 0].into_iter().for_each(is_never_older);
    }

    /// The row is read, then something is projected, then the row would be kept.
    #[test]
    fn a_row_that_changes_while_it_is_read_is_not_kept() {
        let kept = Kept::new(1 << 20);
        let of = |number| Snapshot { number, due_at: Instant::NEVER, state: vec![7] };
        let was = KeptRows::new(&write_member(&row(1)), Some(&write_state(&of(1))));
        let changed = Projection { snapshots: vec![(MemberId(1), of(2))], ..Projection::default() };
        let read = kept.member_or(MemberId(1), || {
            kept.renew(&changed, &[number(1)]);
            Ok::<_, ()>(was.clone())
        });
        assert_eq!(read.unwrap().number(), Ok(Some(1)), "whoever began before may be told so");
        assert!(kept.member(MemberId(1)).is_none());
        let read = kept.number_or(&number(1), || {
            kept.renew(&changed, &[number(1)]);
            Ok::<_, ()>(MemberId(1))
        });
        assert_eq!((read, kept.number(&number(1))), (Ok(MemberId(1)), None));
        // Where the rows are here, the state takes the place of the one before.
        kept.member_or(MemberId(1), || Ok::<_, ()>(was.clone())).unwrap();
        kept.renew(&changed, &[]);
        assert_eq!(kept.member(MemberId(1)).unwrap().number(), Ok(Some(2)));
    }

    #[test]
    fn a_number_that_was_given_up_is_nobodys() {
        let folder = tempfile::tempdir().unwrap();
        let tree = Tree::open(Part::views(folder.path()), Memory { blocks: 0, members: 1 << 20 }).unwrap();
        project(&tree, &projection(0)).unwrap();
        let find =
            || tree.read_latest(|latest| members::standing(latest, &Who::External(number(3)))).unwrap();
        assert_eq!(find().unwrap().member.id, MemberId(3));
        let give_up = |_: &Latest<'_>, batch: &mut Batch<'_>| {
            batch.remove(external_key(&number(3)));
            Ok(())
        };
        tree.write(give_up, |kept, ()| kept.renew(&Projection::default(), &[number(3)])).unwrap();
        assert_eq!(find(), None);
    }
}
