//! What was earned goes into the wallet: lots by their terms, entries by the rules that gave.

use super::Sink;
use super::earn::{Occasion, Shares};
use super::expiry::{activates_at, expires_at};
use super::lots::Movement;
use super::plan::Earning;
use super::programs::Version;
use crate::entry::{EntryKind, LotId};
use crate::program::Span;
use crate::state::{Lot, State, WalletState};
use crate::values::Instant;
use smallvec::SmallVec;

/// Puts the shares into lots, one per activation and expiry, and posts an entry for each.
pub(super) fn deposit<S: Sink>(
    version: &Version,
    earning: &Earning,
    occasion: Occasion<'_>,
    shares: &Shares,
    state: &mut State,
    sink: &mut S,
) {
    let total = shares.iter().fold(0_i64, |sum, share| sum.saturating_add(share.units));
    if total <= 0 {
        return;
    }
    let calendar = &version.program.calendar;
    let wallet = &mut state.wallets[usize::from(earning.place)];
    let movement =
        Movement { at: occasion.at, wallet: earning.place, cause: occasion.number, version: version.number };
    wallet.earned = wallet.earned.saturating_add(total);
    let giving = shares.iter().filter(|share| share.units > 0);
    let own = giving.filter_map(|share| earning.rules[share.gift].expiry.inactivity()).next();
    restart_clock(version, earning.wallet, own, occasion.at, wallet, false);
    let mut lots: SmallVec<[Lot; 2]> = SmallVec::new();
    // Most rules of a wallet share its terms, which then are reckoned once.
    let mut terms = None;
    for share in shares {
        let plan = &earning.rules[share.gift];
        let (activates, expires) = match terms {
            Some((activation, expiry, reckoned))
                if (activation, expiry) == (plan.activation, plan.expiry) =>
            {
                reckoned
            }
            _ => {
                let expires = expires_at(plan.expiry, calendar, occasion.at);
                let expires = expires.max(Instant(occasion.at.0.saturating_add(1)));
                let reckoned = (activates_at(plan.activation, calendar, occasion.at), expires);
                terms = Some((plan.activation, plan.expiry, reckoned));
                reckoned
            }
        };
        let known = lots.iter().position(|lot| lot.activates_at == activates && lot.expires_at == expires);
        let index = known.unwrap_or_else(|| {
            let part = u8::try_from(lots.len()).unwrap_or(u8::MAX);
            let pending = activates > occasion.at;
            let own = LotId { event: occasion.number, part, generation: 0 };
            let id = LotId::open_ended(expires, pending).unwrap_or(own);
            lots.push(Lot { id, units: 0, activates_at: activates, expires_at: expires, pending });
            lots.len() - 1
        });
        let lot = &mut lots[index];
        lot.units = lot.units.saturating_add(share.units);
        if share.units != 0 {
            let mut entry = movement.entry(
                EntryKind::Earn,
                share.units,
                if lot.pending { 0 } else { share.units },
                Some(lot.id),
            );
            entry.rule = Some(share.place);
            entry.base = share.base;
            entry.trimmed = share.trimmed;
            entry.trimmed_units = share.trimmed_units;
            sink.entry(&entry);
        }
    }
    for lot in lots {
        wallet.deposit(lot, movement, sink);
    }
}

/// Starts the wallet's inactivity clock again: at each order, and when units come in while it stands still or into an empty wallet.
///
/// The span is the wallet's; that of the rule (`own`) where the wallet's units do not lapse; and for what an earlier version
/// left in the wallet, the one that its clock had.
pub(super) fn restart_clock(
    version: &Version,
    wallet: usize,
    own: Option<Span>,
    at: Instant,
    state: &mut WalletState,
    order: bool,
) {
    let empty = state.lots.is_empty();
    if order || empty || state.lapses_at == Instant::NEVER {
        let Some(owner) = version.program.wallets.get(wallet) else { return };
        let left = if empty { None } else { state.lapse_span };
        state.start_clock(owner.expiry.inactivity().or(left).or(own), &version.program.calendar, at);
    }
}
