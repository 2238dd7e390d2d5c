//! The laws of the ledger, each over thousands of random programs and histories.

use crate::generate::{event, history, programs};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tessera_engine::decide::{Decision, decide};
use tessera_engine::entry::{Entry, EntryKind};
use tessera_engine::event::*;
use tessera_engine::fold::*;
use tessera_engine::state::{State, WalletState};
use tessera_engine::values::{EventId, Instant, MAX_AMOUNT, Quantity};

fn numbered(events: &[Event]) -> Vec<Numbered<'_>> {
    events.iter().enumerate().map(|(index, event)| Numbered { number: index as u32 + 1, event }).collect()
}

/// Records the events in this order of arrival; gives the state and everything posted.
fn recorded(programs: &Programs, events: &[Event]) -> (State, Vec<Entry>) {
    let all = numbered(events);
    let (mut state, mut entries) = (State::new(), Vec::new());
    for (index, event) in all.iter().enumerate() {
        entries.extend(record(programs, &mut state, &all[..index], *event).entries);
    }
    (state, entries)
}

/// The state with lots named by event ids, so that states of different arrival orders compare.
fn comparable(state: &State, events: &[Event]) -> String {
    let mut state = state.clone();
    state.events = 0;
    if state.orders == 0 && state.wallets.iter().all(|wallet| *wallet == WalletState::default()) {
        state.wallets.clear();
        state.caps.clear();
    }
    let mut names = String::new();
    for wallet in &mut state.wallets {
        for lot in &mut wallet.lots {
            let event = (lot.id.event as usize).checked_sub(1).and_then(|place| events.get(place));
            let id = event.map_or("open-ended", |event| event.id.as_str());
            names += &format!("{id}/{}/{} ", lot.id.part, lot.id.generation);
            lot.id.event = 0;
        }
    }
    format!("{names}\n{state:#?}")
}

/// Another order of arrival.
fn shuffled(mut events: Vec<Event>, seed: u64) -> Vec<Event> {
    let mut random = seed | 1;
    for index in (1..events.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        events.swap(index, (random >> 33) as usize % (index + 1));
    }
    events
}

/// Takes a part off a line, the way the contract says it, and gives the returns that say so: all of it at once, all of it in two parts, some
/// pieces (what is kept of the amount rounded up), or some of the money.
fn take_off(line: &mut Line, how: u8, size: i64) -> Vec<ReturnedPart> {
    let pieces = line.quantity.0 / 1000;
    match how {
        0 if pieces > 1 && line.amount >= 0 => {
            let gone = size % pieces;
            let left = (pieces - gone) * 1000;
            line.amount = (line.amount * left + line.quantity.0 - 1) / line.quantity.0;
            line.quantity = Quantity(left);
            vec![ReturnedPart::Quantity(Quantity::pieces(gone))]
        }
        1 if line.amount > 1 => {
            let gone = size % line.amount;
            line.amount -= gone;
            vec![ReturnedPart::Amount(gone / 2), ReturnedPart::Amount(gone - gone / 2)]
        }
        2 if pieces > 1 => {
            let first = Quantity(1000);
            let rest = Quantity(line.quantity.0 - 1000);
            (line.quantity, line.amount) = (Quantity(0), 0);
            vec![ReturnedPart::Quantity(first), ReturnedPart::Quantity(rest)]
        }
        _ => {
            (line.quantity, line.amount) = (Quantity(0), 0);
            vec![ReturnedPart::Whole]
        }
    }
}

fn last(events: &[Event]) -> Instant {
    events.iter().map(|event| event.occurred_at).max().unwrap_or(Instant::MIN)
}

/// Laws 4 and 5 for one member: balance, lots, debt and entries agree, wallet by wallet, kind by kind.
fn books_balance(state: &State, entries: &[Entry]) -> Result<(), TestCaseError> {
    for (place, wallet) in state.wallets.iter().enumerate() {
        let mine = || entries.iter().filter(|entry| usize::from(entry.wallet) == place);
        let sum = |kind: EntryKind| -> i64 {
            mine().filter(|entry| entry.kind == kind).map(|entry| entry.units).sum()
        };
        let lots: i64 = wallet.lots.iter().map(|lot| lot.units).sum();
        let pending: i64 = wallet.lots.iter().filter(|lot| lot.pending).map(|lot| lot.units).sum();
        prop_assert_eq!(
            wallet.balance,
            mine().map(|entry| entry.units).sum::<i64>(),
            "entries of wallet {}",
            place
        );
        prop_assert_eq!(wallet.balance, lots - wallet.debt, "lots of wallet {}", place);
        prop_assert_eq!(wallet.pending, pending);
        prop_assert_eq!(wallet.balance - wallet.pending, mine().map(|entry| entry.available).sum::<i64>());
        prop_assert_eq!(wallet.earned, sum(EntryKind::Earn));
        prop_assert_eq!(wallet.spent, -sum(EntryKind::Spend));
        prop_assert_eq!(wallet.expired, -sum(EntryKind::Expire));
        prop_assert_eq!(wallet.adjusted, sum(EntryKind::Adjust));
        prop_assert_eq!(0, sum(EntryKind::Transfer) + sum(EntryKind::Rollover) + sum(EntryKind::Activate));
        prop_assert!(wallet.lots.iter().all(|lot| lot.units > 0));
        let lapses = wallet.lots.iter().any(|lot| lot.expires_at == ON_LAPSE);
        prop_assert!(
            !lapses || wallet.lapses_at != Instant::NEVER,
            "units that lapse, and no clock: {:?}",
            wallet
        );
        prop_assert!(wallet.lots.iter().is_sorted_by_key(|lot| lot.expires_at));
        let mut by_lot: BTreeMap<_, i64> = BTreeMap::new();
        for entry in mine() {
            *by_lot.entry(entry.lot).or_default() += entry.units;
        }
        for lot in &wallet.lots {
            prop_assert_eq!(by_lot.remove(&Some(lot.id)), Some(lot.units), "entries of lot {:?}", lot);
        }
        prop_assert_eq!(by_lot.remove(&None).unwrap_or(0), -wallet.debt);
        prop_assert!(by_lot.values().all(|units| *units == 0), "closed lots sum to zero: {:?}", by_lot);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn law_1_any_arrival_order_gives_the_same_state(programs in programs(), events in history(), seed in any::<u64>()) {
        let shuffled = shuffled(events.clone(), seed);
        let folded = fold(&programs, &numbered(&events), last(&events), &mut ());
        let (state, entries) = recorded(&programs, &shuffled);
        prop_assert_eq!(comparable(&folded, &events), comparable(&state, &shuffled));
        books_balance(&state, &entries)?;
    }

    #[test]
    fn law_2_folding_in_pieces_equals_folding_at_once(programs in programs(), events in history(), pauses in proptest::collection::vec(crate::generate::instant(), 0..5)) {
        let mut events: Vec<Event> = events.into_iter().filter(|event| !matches!(event.body, Body::OrderReturned(_))).collect();
        events.sort_by(|a, b| a.position().cmp(&b.position()));
        let (mut whole, mut entries) = (Posted::default(), Posted::default());
        let want = fold(&programs, &numbered(&events), last(&events), &mut whole);
        let mut state = State::new();
        for event in numbered(&events) {
            for pause in &pauses {
                if *pause < event.event.occurred_at {
                    advance(&programs, &mut state, *pause, &mut entries);
                }
            }
            state = State::from_bytes(&state.to_bytes()).expect("what was encoded decodes");
            step(&programs, &mut state, event, &mut entries);
        }
        let paid = events.iter().filter(|event| matches!(event.body, Body::OrderPaid(_)));
        prop_assert_eq!(state.ordered_at, paid.map(|event| event.occurred_at).max());
        prop_assert_eq!(comparable(&want, &events), comparable(&state, &events));
        prop_assert_eq!(whole, entries);
    }

    #[test]
    fn laws_4_and_5_the_books_balance_at_every_instant(programs in programs(), events in history(), at in crate::generate::instant()) {
        let mut posted = Posted::default();
        let state = fold(&programs, &numbered(&events), at, &mut posted);
        books_balance(&state, &posted.entries)?;
        let encoded = tessera_engine::entry::codec::encode_entries(&posted.entries);
        prop_assert_eq!(tessera_engine::entry::codec::decode_entries(&encoded), Some(posted.entries));
    }

    #[test]
    fn law_6_returned_lines_leave_what_buying_the_kept_lines_gives(programs in programs(), events in history(), picks in proptest::collection::vec((0..24_usize, 0..4_usize, 0..4_u8, 1..40_000_i64), 1..8)) {
        let mut bought: Vec<Event> = events.into_iter().filter(|event| !matches!(event.body, Body::OrderReturned(_))).collect();
        for event in &mut bought {
            if let Body::OrderPaid(order) = &mut event.body { order.points_paid = None; }
        }
        // Both histories begin and end alike, whatever comes back.
        bought.insert(0, event("begin", Instant(0), Body::TimePassed));
        bought.push(event("end", Instant(last(&bought).0 + 1), Body::TimePassed));
        let mut kept = bought.clone();
        let mut returns = Vec::new();
        let mut touched: Vec<(usize, usize)> = Vec::new();
        let end = last(&bought);
        for (index, (pick, line, how, size)) in picks.into_iter().enumerate() {
            let pick = pick % bought.len();
            let (Body::OrderPaid(order), id) = (&mut kept[pick].body, bought[pick].id.clone()) else { continue };
            let Some(left) = order.lines.get_mut(line) else { continue };
            if touched.contains(&(pick, line)) || (left.quantity.0 == 0 && left.amount == 0) { continue; }
            touched.push((pick, line));
            let parts = take_off(left, how, size);
            for (nth, part) in parts.into_iter().enumerate() {
                let lines = [ReturnedLine { line: line.to_string().into(), part }].into();
                let returned = Return { order: id.clone(), lines, amount: 0, reason: None };
                returns.push(event(&format!("r{index}-{nth}"), end, Body::OrderReturned(Box::new(returned))));
            }
        }
        // An order that came back whole was never bought; of the others only the kept lines were.
        let mut never: Vec<EventId> = Vec::new();
        for (pick, (bought, kept)) in bought.iter().zip(&mut kept).enumerate() {
            let (Body::OrderPaid(before), Body::OrderPaid(order)) = (&bought.body, &mut kept.body) else { continue };
            if !touched.iter().any(|(order, _)| *order == pick) { continue; }
            let costs = before.lines.iter().any(|line| line.amount > 0);
            let stands = |(before, line): (&Line, &Line)| (before.amount > 0 || !costs) && (line.amount > 0 || line.quantity.0 > 0);
            if !before.lines.iter().zip(&order.lines).any(stands) { never.push(bought.id.clone()); }
            order.lines = order.lines.iter().filter(|line| line.amount != 0 || line.quantity.0 != 0).cloned().collect();
            order.amount = order.lines.iter().map(|line| line.amount).sum::<i64>().max(0);
        }
        let numbers: Vec<Numbered<'_>> = numbered(&kept).into_iter().filter(|event| !never.contains(&event.event.id)).collect();
        let mut with_returns = bought.clone();
        with_returns.extend(returns);
        let want = fold(&programs, &numbers, end, &mut ());
        let (got, entries) = recorded(&programs, &with_returns);
        books_balance(&got, &entries)?;
        let (mut want, mut got) = (want, got);
        // Where each stands in its stream differs; what the member has does not.
        for state in [&mut want, &mut got] { state.at = Instant::MIN; state.last = None; state.events = 0; }
        advance(&programs, &mut want, end, &mut ());
        advance(&programs, &mut got, end, &mut ());
        for state in [&mut want, &mut got] { state.at = Instant::MIN; }
        prop_assert_eq!(comparable(&want, &bought), comparable(&got, &with_returns));
    }

    #[test]
    fn law_7_no_command_makes_a_balance_negative(programs in programs(), events in history()) {
        let mut events: Vec<Event> = events.into_iter().filter(|event| !matches!(event.body, Body::OrderReturned(_))).collect();
        events.sort_by(|a, b| a.position().cmp(&b.position()));
        let mut state = State::new();
        let mut number = 0;
        for event in events {
            let now = event.occurred_at;
            if let Decision::Accept(event) = decide(&programs, &state, &[], event, now) {
                number += 1;
                let before: Vec<i64> = state.wallets.iter().map(|wallet| wallet.debt).collect();
                record(&programs, &mut state, &[], Numbered { number, event: &event });
                for (wallet, before) in state.wallets.iter().zip(before) {
                    prop_assert!(wallet.debt <= before && wallet.balance >= wallet.pending);
                }
            }
        }
    }

    #[test]
    fn law_7_what_is_accepted_late_is_really_taken(programs in programs(), events in history(), seed in any::<u64>()) {
        let now = last(&events);
        let (mut state, mut recorded_so_far): (State, Vec<Event>) = (State::new(), Vec::new());
        for event in shuffled(events, seed) {
            let history = numbered(&recorded_so_far);
            let Decision::Accept(event) = decide(&programs, &state, &history, event, now) else { continue };
            let before = state.clone();
            record(&programs, &mut state, &history, Numbered { number: recorded_so_far.len() as u32 + 1, event: &event });
            let gone = |state: &State, name: &str| {
                let wallet = programs.catalog().wallet(name).and_then(|place| state.wallets.get(usize::from(place)));
                wallet.map_or(0, |wallet| wallet.spent - wallet.adjusted)
            };
            let more = |name: &str| gone(&state, name) - gone(&before, name);
            match &event.body {
                Body::Redeemed(redeemed) => prop_assert_eq!(more(&redeemed.wallet), redeemed.units, "{:?}", event),
                Body::Adjusted(taken) if taken.units < 0 => prop_assert_eq!(more(&taken.wallet), -taken.units, "{:?}", event),
                // What the order earns may bring back what was forgiven.
                Body::OrderPaid(order) if order.points_paid.is_some() => {
                    let points = order.points_paid.as_ref().unwrap();
                    prop_assert!(more(&points.wallet) >= points.units, "{:?}", event);
                }
                _ => {}
            }
            recorded_so_far.push(event);
        }
    }

    #[test]
    fn law_9_the_balance_as_of_any_instant_is_the_sum_of_the_entries_up_to_it(programs in programs(), events in history(), seed in any::<u64>(), at in crate::generate::instant()) {
        // An event that comes later than a return which happened after it posts what it means with the return known: as of an instant
        // between them nobody knew both. So the returns come last here, one after the other.
        let (mut returns, others): (Vec<Event>, Vec<Event>) =
            events.into_iter().partition(|event| matches!(event.body, Body::OrderReturned(_)));
        returns.sort_by(|a, b| a.position().cmp(&b.position()));
        let mut arrived = shuffled(others, seed);
        arrived.extend(returns);
        let (state, entries) = recorded(&programs, &arrived);
        let at = at.min(state.at);
        let then = fold(&programs, &numbered(&arrived), at, &mut ());
        for place in 0..state.wallets.len() {
            let mine = entries.iter().filter(|entry| usize::from(entry.wallet) == place && entry.at <= at);
            let (units, available) = mine.fold((0, 0), |sum, entry| (sum.0 + entry.units, sum.1 + entry.available));
            let want = then.wallets.get(place).map_or((0, 0), |wallet| (wallet.balance, wallet.balance - wallet.pending));
            prop_assert_eq!((units, available), want, "wallet {} as of {}", place, at);
        }
    }

    #[test]
    fn law_8_the_fold_never_panics(programs in programs(), events in history(), wild in proptest::collection::vec((0..40_usize, any::<i64>(), any::<i64>()), 0..12)) {
        let mut events = events;
        for (which, at, size) in wild {
            let count = events.len();
            let event = &mut events[which % count];
            event.occurred_at = Instant(at.clamp(Instant::EARLIEST.0, Instant::LATEST.0));
            let size = size.clamp(-MAX_AMOUNT, MAX_AMOUNT);
            match &mut event.body {
                Body::OrderPaid(order) => { order.amount = size; for line in &mut order.lines { line.amount = size; line.quantity = Quantity(size); } }
                Body::Redeemed(redemption) => redemption.units = size,
                Body::Adjusted(adjustment) => adjustment.units = size,
                Body::OrderReturned(returned) => returned.amount = size,
                _ => {}
            }
        }
        let (state, _) = recorded(&programs, &events);
        let mut ahead = state.clone();
        advance(&programs, &mut ahead, Instant::NEVER, &mut ());
        prop_assert_eq!(State::from_bytes(&ahead.to_bytes()), Some(ahead));
    }
}
