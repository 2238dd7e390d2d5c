//! Members: as they are now, and as they were or will be.

use crate::App;
use crate::command::MemberRef;
use crate::decimals::newest_wallet;
use crate::error::AppError;
use crate::in_force::{InForce, Names};
use crate::shared::Standing;
use crate::views::{
    ExpiringView, LotView, MemberView, NextTier, TierMeasure, TierView, WalletHead, WalletView,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_engine::calendar::Day;
use tessera_engine::decide;
use tessera_engine::entry::Index;
use tessera_engine::fold::{self, Version};
use tessera_engine::program::describe::measure_label;
use tessera_engine::program::{Measure, Text, TierSet, Wallet};
use tessera_engine::state::{Lot, State, WalletState};
use tessera_engine::values::Instant;
use tessera_store::MemberRow;

impl App {
    /// A member now: what fell due until now is counted, although nothing is written.
    pub async fn member(&self, member: &MemberRef) -> Result<MemberView, AppError> {
        let shared = &self.shared;
        self.fresh().await?;
        let Standing { member, mut state } = shared.standing(member).await?;
        let in_force = shared.rules.now();
        let now = shared.clock.now();
        if state.due_at() <= now {
            fold::advance(&in_force.programs, Arc::make_mut(&mut state), now, &mut ());
        }
        // An event may lie a little ahead of our clock: then the member is seen as of that event.
        let at = now.max(state.at);
        Ok(view(member, &state, at, &in_force))
    }

    /// A member as of an instant, past or future, everything at that instant included.
    pub async fn member_at(&self, member: &MemberRef, at: Instant) -> Result<MemberView, AppError> {
        self.fresh().await?;
        let row = self.shared.standing(member).await?.member;
        let history = self.shared.history(row.id).await?;
        let in_force = self.shared.rules.now();
        let numbered = history.numbered();
        let mut state = fold::fold(&in_force.programs, &numbered, at, &mut ());
        let by_then = numbered.iter().filter(|past| past.event.occurred_at <= at);
        state.events = u32::try_from(by_then.count()).unwrap_or(u32::MAX);
        Ok(view(row, &state, at, &in_force))
    }
}

fn view(row: MemberRow, state: &State, at: Instant, in_force: &InForce) -> MemberView {
    let version = in_force.programs.at(at);
    let names = &in_force.names;
    MemberView {
        id: row.id,
        external_id: row.external_id,
        joined_at: row.joined_at,
        store: row.store,
        channel: row.channel,
        at,
        events: state.events,
        tags: state.tags.clone(),
        orders: state.orders,
        spend: state.spend,
        currency: version.map(|version| version.program.currency.code.clone()),
        ordered_at: state.ordered_at,
        tier: state.tier.map(|tier| tier_view(version, names, tier)),
        tier_measure: version.and_then(tier_measure),
        measured: version.and_then(|version| version.measured(state, at)),
        next_tier: version.and_then(|version| next_tier(version, state, at, names)),
        wallets: wallets(in_force, version, state),
    }
}

/// All wallets of the catalog, those that the state has no room for yet as empty ones.
fn wallets(in_force: &InForce, version: Option<&Version>, state: &State) -> Vec<WalletView> {
    let empty = WalletState::default();
    let of = |(place, name)| wallet(in_force, version, name, state.wallets.get(place).unwrap_or(&empty));
    in_force.names.wallets.iter().enumerate().map(of).collect()
}

/// The wallet in the version of the instant; one that it does not have, in the newest version that has it.
fn owner<'p>(in_force: &'p InForce, version: Option<&'p Version>, name: &str) -> Option<&'p Wallet> {
    version
        .and_then(|version| version.program.wallets.iter().find(|owner| *owner.name == *name))
        .or_else(|| newest_wallet(&in_force.programs, name))
}

/// What the wallets of the catalog are called, in its order.
pub(crate) fn wallet_heads(in_force: &InForce, version: Option<&Version>) -> Vec<WalletHead> {
    let head = |name: &crate::Name| {
        let owner = owner(in_force, version, name);
        let label = owner.map_or_else(|| plain(name), |owner| owner.label.clone());
        WalletHead { name: name.clone(), label, decimals: owner.map_or(0, |owner| owner.decimals) }
    };
    in_force.names.wallets.iter().map(head).collect()
}

fn wallet(
    in_force: &InForce,
    version: Option<&Version>,
    name: &crate::Name,
    wallet: &WalletState,
) -> WalletView {
    let owner = owner(in_force, version, name);
    let lots: Vec<LotView> = wallet.lots.iter().map(|lot| lot_view(lot, wallet.lapses_at)).collect();
    WalletView {
        name: name.clone(),
        label: owner.map_or_else(|| plain(name), |owner| owner.label.clone()),
        decimals: owner.map_or(0, |owner| owner.decimals),
        balance: wallet.balance,
        available: wallet.available(),
        pending: wallet.pending,
        debt: wallet.debt,
        earned: wallet.earned,
        spent: wallet.spent,
        expired: wallet.expired,
        adjusted: wallet.adjusted,
        worth: version.zip(owner).and_then(|(version, owner)| value(version, owner, wallet.available())),
        expiring: version.map_or_else(Vec::new, |version| expiring(version, owner, &lots)),
        lots,
    }
}

fn value(version: &Version, wallet: &Wallet, units: i64) -> Option<i64> {
    decide::value(wallet, units, 10_i64.pow(u32::from(version.program.currency.exponent)))
}

/// The open lots that expire, added up by their last day.
fn expiring(version: &Version, wallet: Option<&Wallet>, lots: &[LotView]) -> Vec<ExpiringView> {
    let mut days = BTreeMap::new();
    for lot in lots {
        if let Some(gone_at) = lot.expires_at {
            let last = version.program.calendar.day(Instant(gone_at.0.saturating_sub(1)));
            *days.entry(last).or_insert(0_i64) += lot.units;
        }
    }
    let view = |(day, units): (Day, i64)| ExpiringView {
        last_day: day.date().to_string().into(),
        units,
        worth: wallet.and_then(|wallet| value(version, wallet, units)),
    };
    days.into_iter().map(view).collect()
}

fn lot_view(lot: &Lot, lapses_at: Instant) -> LotView {
    // A lot that expires by inactivity carries a mark; when that comes is known to the wallet.
    let expires_at = if lot.expires_at == fold::ON_LAPSE { lapses_at } else { lot.expires_at };
    LotView {
        event: lot.id.event,
        part: lot.id.part,
        generation: lot.id.generation,
        units: lot.units,
        activates_at: lot.activates_at,
        expires_at: (expires_at != Instant::NEVER).then_some(expires_at),
    }
}

fn plain(name: &str) -> Text {
    Text { zh: name.into(), en: name.into() }
}

pub(crate) fn tier_view(version: Option<&Version>, names: &Names, tier: Index) -> TierView {
    let name = names.tier(Some(tier)).unwrap_or_default();
    let tiers = version.and_then(|version| version.program.tiers.as_ref());
    let known = tiers.and_then(|set| set.tiers.iter().find(|known| *known.name == *name));
    TierView { label: known.map_or_else(|| plain(&name), |known| known.label.clone()), name }
}

/// What the tiers of a version go by.
pub(crate) fn tier_measure(version: &Version) -> Option<TierMeasure> {
    let label = measure_label(&version.program)?;
    Some(TierMeasure { label, wallet: measured_wallet(version, version.program.tiers.as_ref()?) })
}

fn measured_wallet(version: &Version, set: &TierSet) -> Option<crate::Name> {
    match set.measure {
        Measure::Units { wallet } => {
            version.program.wallets.get(wallet).map(|wallet| crate::Name::from(&*wallet.name))
        }
        Measure::Spend { .. } => None,
    }
}

fn next_tier(version: &Version, state: &State, at: Instant, names: &Names) -> Option<NextTier> {
    let set: &TierSet = version.program.tiers.as_ref()?;
    let held = names.tier(state.tier);
    let place = held.and_then(|held| set.tiers.iter().position(|tier| *tier.name == *held));
    let next = set.tiers.get(place.map_or(0, |place| place + 1))?;
    let measured = version.measured(state, at)?;
    Some(NextTier {
        tier: TierView { name: crate::Name::from(&*next.name), label: next.label.clone() },
        measured,
        from: next.from,
        missing: next.from.saturating_sub(measured).max(0),
        wallet: measured_wallet(version, set),
    })
}
