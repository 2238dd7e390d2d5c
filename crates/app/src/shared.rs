//! What the pipeline, the projector and the answers to questions share.

use crate::access::Keyring;
use crate::command::MemberRef;
use crate::error::AppError;
use crate::history::recorded_state;
use crate::in_force::Rules;
use crate::metrics::Metrics;
use crate::pipeline::parked::Parked;
use crate::pipeline::tail::{Newest, Tail};
use crate::pipeline::unknown_member;
use crate::ports::{Clock, IdSource};
use crate::progress::Progress;
use crate::settings::Settings;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Edition, MemberRow, Place, Snapshot, Store, Who};
use tokio::sync::watch;

/// A member and the state after everything recorded.
pub(crate) struct Standing {
    pub(crate) member: MemberRow,
    pub(crate) state: Arc<State>,
}

/// See the module.
pub(crate) struct Shared {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) settings: Settings,
    pub(crate) rules: Rules,
    /// Of the rules, and of the returns that wait. Only the pipeline moves it.
    pub(crate) edition: AtomicU64,
    pub(crate) tail: Tail,
    pub(crate) parked: Mutex<Parked>,
    pub(crate) keyring: Keyring,
    /// Jobs that run now.
    pub(crate) running: Mutex<Vec<(Box<str>, Progress)>>,
    /// A survey is being taken.
    pub(crate) surveying: AtomicBool,
    /// How many members it has looked at.
    pub(crate) surveyed: AtomicU64,
    pub(crate) metrics: Metrics,
    /// Held while the projections move, so that who needs them to stand still can wait for it.
    pub(crate) projecting: tokio::sync::Mutex<()>,
    /// Tells this process from others that share the store.
    pub(crate) holder: u128,
    /// Why the projections do not move, while they do not.
    pub(crate) stuck: watch::Sender<Option<AppError>>,
    /// Turns true when the application is closing.
    pub(crate) closing: watch::Sender<bool>,
    /// Turns true when everything is projected and the application is closed.
    pub(crate) closed: watch::Sender<bool>,
}

impl Shared {
    /// A member as of everything recorded by now. Memory is asked first and has the last word, the store once.
    pub(crate) async fn standing(&self, member: &MemberRef) -> Result<Standing, AppError> {
        let unknown = || unknown_member(member);
        let mut who = match member {
            MemberRef::Id(id) | MemberRef::Given(id) => Who::Id(*id),
            MemberRef::External(id) => Who::External(id.clone()),
            MemberRef::OfOrder | MemberRef::New => return Err(unknown()),
        };
        loop {
            let (joined, dropped) = self.tail.joined(&who);
            if let Some((member, state)) = joined {
                return Ok(Standing { member, state });
            }
            let found = self.store.standing(who.clone()).await?.ok_or_else(unknown)?;
            let (id, member) = (found.member.id, found.member);
            let state = match (self.tail.state_since(id, dropped), found.snapshot) {
                (Newest::Is(state), _) => state,
                (Newest::Projected, Some(snapshot)) => self.thaw(id, &snapshot).await?,
                (Newest::Projected, None) => return Err(unknown()),
                // What the store said may be older than what has left memory since.
                (Newest::Unknown, _) => {
                    who = Who::Id(id);
                    continue;
                }
            };
            return Ok(Standing { member, state });
        }
    }

    /// A projected state. One of another format, or that lacks what a version published since looks at, is folded again.
    pub(crate) async fn thaw(&self, member: MemberId, snapshot: &Snapshot) -> Result<Arc<State>, AppError> {
        let programs = &self.rules.now().programs;
        if let Some(state) = State::from_bytes(&snapshot.state).filter(|state| state.serves(programs)) {
            return Ok(Arc::new(state));
        }
        let history = self.history(member).await?;
        Ok(Arc::new(recorded_state(programs, &history.numbered())))
    }
}

impl Shared {
    /// Reads again what is decided by: it has changed. Before anything is folded that was recorded since.
    pub(crate) async fn renew(&self, edition: Edition) -> Result<(), AppError> {
        self.rules.replace(crate::programs::read_all(&*self.store).await?);
        self.renew_tail().await?;
        let parked = Parked::load(&*self.store).await?;
        *self.parked.lock().unwrap_or_else(PoisonError::into_inner) = parked;
        self.edition.store(edition, Ordering::Relaxed);
        Ok(())
    }

    /// Folds again the states in the tail that lack what a version published since looks at. For the pipeline, between two batches.
    pub(crate) async fn renew_tail(&self) -> Result<(), AppError> {
        let programs = self.rules.now().programs.clone();
        for member in self.tail.members_who(|state| !state.serves(&programs)) {
            let history = self.history(member).await?;
            self.tail.renew(member, recorded_state(&programs, &history.numbered()));
        }
        Ok(())
    }

    /// Where event ids were used.
    pub(crate) async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, AppError> {
        let mut places = self.tail.places(ids.iter());
        let older: Vec<EventId> =
            ids.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(id, _)| id.clone()).collect();
        if !older.is_empty() {
            let mut found = self.store.places(&older).await?.into_iter();
            for place in places.iter_mut().filter(|place| place.is_none()) {
                *place = found.next().flatten();
            }
        }
        Ok(places)
    }

    /// Who a question is about.
    pub(crate) async fn resolve(&self, member: &MemberRef) -> Result<MemberId, AppError> {
        match member {
            MemberRef::Id(member) | MemberRef::Given(member) => Ok(*member),
            MemberRef::External(id) => {
                if let Some(member) = self.tail.by_external_ids(std::iter::once(&**id)).pop().flatten() {
                    return Ok(member);
                }
                let found = self.store.standing(Who::External(id.clone())).await?;
                Ok(found.ok_or_else(|| unknown_member(member))?.member.id)
            }
            MemberRef::OfOrder | MemberRef::New => Err(unknown_member(member)),
        }
    }
}
