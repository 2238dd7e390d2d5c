//! The survey: the shop's figures over all members, as of one number of the journal.
//!
//! It is read off the streams in one pass, by itself or beside an audit, and kept as one setting. What of it can be had cheaper and newer (how many
//! members, what they hold) is asked for beside it, see [`App::figures`].

mod frame;
mod keep;
mod observe;
mod pace;
mod view;

pub(crate) use frame::Frame;
pub(crate) use keep::keep;
pub(crate) use observe::{Observed, observe};
pub use view::{DayFigures, ExpiringUnits, ShopFigures, TierFigures, WalletFigures};

use crate::App;
use crate::error::AppError;
use crate::exports::{Pages, on_cores};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::values::Instant;
use tessera_store::Seq;

/// How many business days a survey looks back on, the day it was taken on included.
pub const DAYS: usize = 90;

/// The figures of a shop: what all of its members were given, hold and did, as of one number of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// When it was begun.
    pub at: Instant,
    /// Up to which number of the journal it reaches.
    pub seq: Seq,
    /// Members.
    pub members: u64,
    /// Members by the name of their tier. Who was given none yet has the first one.
    pub tiers: BTreeMap<Box<str>, u64>,
    /// By the place of the wallet in the catalog.
    pub wallets: Vec<Held>,
    /// The last [`DAYS`] business days of the program's time zone, oldest first, the day of [`Survey::at`] last.
    pub days: Vec<Day>,
}

/// What members hold in one wallet, in units. What expires sometime, what never does, and `debt` taken off them, is what they hold in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its name.
    pub wallet: Box<str>,
    /// Held, pending units included, less the debt.
    pub balance: i64,
    /// Owed.
    pub debt: i64,
    /// What has no date on which it expires.
    pub never: i64,
    /// By the month, as `2026-12`, of the last local day on which the units can be spent.
    pub expiring: BTreeMap<Box<str>, i64>,
}

/// What happened on one business day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, as `2026-11-21`.
    pub day: Box<str>,
    /// Members who joined.
    pub joined: u64,
    /// Orders of the day, those returned as a whole left out.
    pub orders: u64,
    /// What was kept of them, before points paid a part, in minor units.
    pub spend: i64,
    /// By the place of the wallet in the catalog.
    pub moved: Vec<Moved>,
}

/// What moved in one wallet, in units, corrections included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Given by rules.
    pub issued: i64,
    /// Spent.
    pub spent: i64,
    /// Expired.
    pub expired: i64,
    /// Given less taken by hand.
    pub adjusted: i64,
}

/// The task that one process at a time does where several share a store, and how long it may take until another may take it over.
const TASK: &str = "survey";
const TASK_LIFE: Duration = Duration::from_secs(600);

impl App {
    /// Takes the survey and keeps it. One core does it: the others answer. `None`: the application is closing.
    pub async fn survey(&self) -> Result<Option<Survey>, AppError> {
        let begun = Stopwatch::now();
        self.shared.surveyed.store(0, Ordering::Relaxed);
        self.flush().await?;
        let cut = self.shared.store.projected().await?;
        let in_force = self.shared.rules.now();
        let frame = Arc::new(Frame::new(&in_force, self.shared.clock.now(), cut));
        let mut survey = frame.empty();
        let mut pages = Pages { shared: Arc::clone(&self.shared), after: None };
        while let Some(streams) = pages.next().await? {
            if *self.shared.closing.borrow() {
                return Ok(None);
            }
            let (rules, frame, members) = (Arc::clone(&in_force), Arc::clone(&frame), streams.len() as u64);
            for observed in on_cores(1, streams, move |stream| observe(&frame, &rules, stream)).await? {
                survey.take(&in_force, &observed?);
            }
            self.shared.surveyed.fetch_add(members, Ordering::Relaxed);
        }
        keep(&self.shared, &survey).await?;
        pace::keep_took(&self.shared, begun.elapsed()).await?;
        Ok(Some(survey))
    }

    /// The survey that was kept last.
    pub async fn kept_survey(&self) -> Result<Option<Survey>, AppError> {
        keep::kept(&self.shared).await
    }

    /// Takes the survey in the background, unless this or another process is at it.
    pub fn renew_survey(&self) {
        if self.shared.surveying.swap(true, Ordering::AcqRel) {
            return;
        }
        let app = self.clone();
        tokio::spawn(async move {
            match app.survey_in_turn().await {
                Ok(()) | Err(AppError::Closing) => {}
                Err(error) => tracing::warn!(%error, "the figures of the shop could not be gathered"),
            }
            app.shared.surveying.store(false, Ordering::Release);
        });
    }

    /// Whether this process is taking the survey now.
    pub fn is_surveying(&self) -> bool {
        self.shared.surveying.load(Ordering::Acquire)
    }

    /// How many members the survey that this process is taking has looked at; `None`: it is taking none.
    pub fn surveyed(&self) -> Option<u64> {
        self.is_surveying().then(|| self.shared.surveyed.load(Ordering::Relaxed))
    }

    async fn survey_in_turn(&self) -> Result<(), AppError> {
        let (store, holder) = (&self.shared.store, self.shared.holder);
        if !store.lease(TASK, holder, TASK_LIFE).await? {
            return Ok(());
        }
        if store.is_shared() {
            pace::keep_began(&self.shared, Some(self.shared.clock.now())).await?;
        }
        let taken = self.survey().await;
        if store.is_shared() {
            pace::keep_began(&self.shared, None).await?;
        }
        store.lease(TASK, holder, Duration::ZERO).await?;
        taken.map(|_| ())
    }

    /// Takes the survey in the background if the program's midnight has passed since the last one.
    pub(crate) async fn survey_daily(&self) -> Result<(), AppError> {
        let in_force = self.shared.rules.now();
        if in_force.programs.versions().is_empty() {
            return Ok(());
        }
        let now = self.shared.clock.now();
        let calendar = frame::calendar(&in_force.programs, now);
        let kept = self.kept_survey().await?;
        if kept.is_none_or(|kept| calendar.day(kept.at) < calendar.day(now)) {
            self.renew_survey();
        }
        Ok(())
    }
}
