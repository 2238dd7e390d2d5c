//! Exports: members, entries and orders, streamed.

use crate::App;
use crate::answer::EntryView;
use crate::error::AppError;
use crate::history::decode;
use crate::in_force::InForce;
use crate::shared::Shared;
use crate::views::Name;
use foldhash::{HashMap, HashMapExt};
use std::num::NonZero;
use std::sync::Arc;
use tessera_engine::entry::{Entry, Index};
use tessera_engine::event::{Body, Event, Return};
use tessera_engine::fold::{self, Numbered, Posted, Programs};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{MemberRow, MemberStream, Seq, StoreError, Streamed};

/// One member as of an instant, in the columns of the backtest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberExport {
    /// As of when, this instant included.
    pub at: Instant,
    /// The retailer's own number where there is one, else ours.
    pub member_id: Box<str>,
    /// Orders, those returned as a whole left out.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
    /// The tier; `None` for who has not joined yet, and where the program has none.
    pub tier: Option<Name>,
    /// The wallets, in the order of [`App::wallet_names`].
    pub wallets: Vec<WalletExport>,
}

/// One wallet of an exported member, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WalletExport {
    /// Ever earned by rules.
    pub earned: i64,
    /// Ever spent.
    pub spent: i64,
    /// Ever expired, less what rolled over.
    pub expired: i64,
    /// Held, pending units included, less the debt.
    pub balance: i64,
}

/// One entry of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryExport {
    /// The member.
    pub member: MemberId,
    /// The retailer's own number for the member.
    pub external_id: Option<Box<str>>,
    /// The journal number and the id of the event that posted it; `None` for what no event has posted: what time did since the last one,
    /// and all of a history as of an instant.
    pub posted_by: Option<(Seq, Box<str>)>,
    /// The id of the event that the entry names as its cause; `None` for what time alone did.
    pub cause_id: Option<Box<str>>,
    /// The id of the event that earned the entry's lot.
    pub lot_id: Option<Box<str>>,
    /// The entry.
    pub entry: EntryView,
}

/// Which entries of a member are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntriesOf {
    /// Those that were posted, corrections included; then what time has done up to this instant and no event has posted yet. They add up to
    /// the balances as of the instant.
    Posted(Instant),
    /// Those of the history up to and including this instant, as it is known by now: what was recorded late stands in its place, and there are
    /// no corrections. They add up to the balances as of the instant.
    History(Instant),
}

/// One order of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderExport {
    /// The member.
    pub member: MemberId,
    /// The retailer's own number for the member.
    pub external_id: Option<Box<str>>,
    /// The order, as it was recorded.
    pub event: Event,
    /// What came back of it until now, in minor units.
    pub returned: i64,
}

impl App {
    /// The names of all wallets of all program versions, in their fixed order.
    pub fn wallet_names(&self) -> Vec<Name> {
        self.shared.rules.now().names.wallets.clone()
    }

    /// Hands every member as of each of the instants to the sink, by member id and then in the order of the instants; the sink may fail to
    /// stop. Returns how many rows there were.
    pub async fn export_members(
        &self,
        instants: &[Instant],
        sink: &mut (dyn FnMut(MemberExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        let in_force = self.shared.rules.now();
        let instants: Arc<[Instant]> = instants.into();
        let mut count = 0;
        let mut pages = self.pages().await?;
        while let Some(streams) = pages.next().await? {
            let (in_force, instants) = (Arc::clone(&in_force), Arc::clone(&instants));
            let rows =
                on_all_cores(streams, move |stream| member_exports(&in_force, stream, &instants)).await?;
            for row in rows.into_iter().flatten() {
                sink(row)?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Hands every entry to the sink, by member id and in the order of posting. Returns how many there were.
    pub async fn export_entries(
        &self,
        of: EntriesOf,
        sink: &mut (dyn FnMut(EntryExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        let in_force = self.shared.rules.now();
        let mut count = 0;
        let mut pages = self.pages().await?;
        while let Some(streams) = pages.next().await? {
            let in_force = Arc::clone(&in_force);
            for entries in on_all_cores(streams, move |stream| entry_exports(&in_force, stream, of)).await? {
                for entry in entries? {
                    sink(entry)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    /// Hands every order to the sink, by member id and event number. Returns how many there were.
    pub async fn export_orders(
        &self,
        sink: &mut (dyn FnMut(OrderExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        let mut count = 0;
        let mut pages = self.pages().await?;
        while let Some(streams) = pages.next().await? {
            for MemberStream { member, stream, .. } in streams {
                for export in order_exports(&member, stream) {
                    sink(export)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    /// All members with their streams, everything recorded so far included.
    pub(crate) async fn pages(&self) -> Result<Pages, AppError> {
        self.flush().await?;
        Ok(Pages { shared: Arc::clone(&self.shared), after: None })
    }
}

/// How many members are read at once.
const PAGE: usize = 1_024;

/// Reads the streams of all members, page by page.
pub(crate) struct Pages {
    pub(crate) shared: Arc<Shared>,
    pub(crate) after: Option<MemberId>,
}

impl Pages {
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<MemberStream>>, AppError> {
        let streams = self.shared.store.streams(self.after, PAGE).await?;
        self.after = streams.last().map(|stream| stream.member.id);
        Ok((!streams.is_empty()).then_some(streams))
    }
}

/// All cores that there are.
pub(crate) fn all_cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Maps a page on all cores, in order.
pub(crate) async fn on_all_cores<T: Send + Sync + 'static, R: Send + 'static>(
    page: Vec<T>,
    map: impl Fn(&T) -> R + Send + Sync + 'static,
) -> Result<Vec<R>, AppError> {
    on_cores(all_cores(), page, map).await
}

/// Maps a page on so many cores (at least one), in order.
pub(crate) async fn on_cores<T: Send + Sync + 'static, R: Send + 'static>(
    cores: usize,
    page: Vec<T>,
    map: impl Fn(&T) -> R + Send + Sync + 'static,
) -> Result<Vec<R>, AppError> {
    let mapped = tokio::task::spawn_blocking(move || {
        let cores = cores.max(1);
        let share = page.len().div_ceil(cores).max(1);
        std::thread::scope(|scope| {
            let map = &map;
            let threads: Vec<_> = page
                .chunks(share)
                .map(|some| scope.spawn(move || some.iter().map(map).collect::<Vec<R>>()))
                .collect();
            let parts = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
            parts.collect::<Result<Vec<_>, _>>().map(|parts| parts.into_iter().flatten().collect())
        })
    });
    let stopped =
        || AppError::from(StoreError::Other("a thread stopped unexpectedly; please report this".into()));
    mapped.await.map_err(|_| stopped())?.map_err(|_| stopped())
}

/// The tier of members whom no tier was given yet: the first, which everybody has.
pub(crate) fn first_tier(programs: &Programs, at: Instant) -> Option<Index> {
    let tiers = programs.at(at)?.program.tiers.as_ref()?;
    programs.catalog().tier(&tiers.tiers.first()?.name)
}

impl MemberExport {
    /// A member whose state as of an instant is known. Who has not joined by then has no tier yet.
    pub(crate) fn of(
        member_id: &str,
        state: &State,
        programs: &Programs,
        tier_names: &[Name],
        at: Instant,
    ) -> Self {
        let joined = state.events > 0;
        let tier = state.tier.or_else(|| first_tier(programs, at)).filter(|_| joined);
        let wallet = |place: usize| {
            state.wallets.get(place).map_or_else(WalletExport::default, |wallet| WalletExport {
                earned: wallet.earned,
                spent: wallet.spent,
                expired: wallet.expired,
                balance: wallet.balance,
            })
        };
        Self {
            at,
            member_id: member_id.into(),
            orders: state.orders,
            spend: state.spend,
            tier: tier.and_then(|tier| tier_names.get(usize::from(tier)).cloned()),
            wallets: (0..programs.catalog().wallets().len()).map(wallet).collect(),
        }
    }
}

fn entry_exports(
    in_force: &InForce,
    stream: &MemberStream,
    of: EntriesOf,
) -> Result<Vec<EntryExport>, AppError> {
    let MemberStream { member, stream, .. } = stream;
    let history: Vec<Numbered<'_>> =
        stream.iter().map(|past| Numbered { number: past.number, event: &past.event }).collect();
    // Streams are numbered from 1 without gaps.
    let id = |number: u32| {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        stream.get(place).map(|past| past.event.id.as_str().into())
    };
    let export = |entry: &Entry, posted_by| EntryExport {
        member: member.id,
        external_id: member.external_id.clone(),
        posted_by,
        cause_id: id(entry.cause),
        lot_id: entry.lot.and_then(|lot| id(lot.event)),
        entry: in_force.names.entry(entry),
    };
    let mut exports = Vec::new();
    let mut posted = Posted::default();
    match of {
        EntriesOf::History(at) => {
            fold::fold(&in_force.programs, &history, at, &mut posted);
        }
        EntriesOf::Posted(until) => {
            for past in stream {
                let by = Some((past.seq, past.event.id.as_str().into()));
                exports.extend(decode(&past.entries)?.iter().map(|entry| export(entry, by.clone())));
            }
            let last = stream.iter().map(|past| past.event.occurred_at).max().unwrap_or(Instant::MIN);
            let mut state = fold::fold(&in_force.programs, &history, last, &mut ());
            fold::advance(&in_force.programs, &mut state, until, &mut posted);
        }
    }
    exports.extend(posted.entries.iter().map(|entry| export(entry, None)));
    Ok(exports)
}

fn member_exports(in_force: &InForce, stream: &MemberStream, instants: &[Instant]) -> Vec<MemberExport> {
    let member = &stream.member;
    let history: Vec<Numbered<'_>> =
        stream.stream.iter().map(|past| Numbered { number: past.number, event: &past.event }).collect();
    let our_id = member.id.to_string();
    let id = member.external_id.as_deref().unwrap_or(&our_id);
    let of = |at: &Instant| {
        let state = fold::fold(&in_force.programs, &history, *at, &mut ());
        MemberExport::of(id, &state, &in_force.programs, &in_force.names.tiers, *at)
    };
    instants.iter().map(of).collect()
}

fn order_exports(member: &MemberRow, stream: Vec<Streamed>) -> Vec<OrderExport> {
    let mut returns: HashMap<EventId, Vec<Return>> = HashMap::new();
    for past in &stream {
        if let Body::OrderReturned(returned) = &past.event.body {
            returns.entry(returned.order.clone()).or_default().push(Return::clone(returned));
        }
    }
    let export = |past: Streamed| {
        let Body::OrderPaid(order) = &past.event.body else { return None };
        let back = returns.get(&past.event.id).map_or(&[][..], Vec::as_slice);
        let left =
            fold::kept(order, back).lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.amount));
        let returned = if back.is_empty() { 0 } else { order.amount.saturating_sub(left) };
        Some(OrderExport {
            member: member.id,
            external_id: member.external_id.clone(),
            event: Arc::unwrap_or_clone(past.event),
            returned,
        })
    };
    stream.into_iter().filter_map(export).collect()
}
