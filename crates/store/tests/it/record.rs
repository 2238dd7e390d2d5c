//! The record format: everything comes back, nothing panics, old records stay readable.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tessera_engine::decide::{Refusal, RefusalCode};
use tessera_engine::event::{
    Activity, Adjustment, Body, Event, Joined, Line, Order, PointsPaid, Redemption, Refused, Return,
    ReturnedLine, ReturnedPart,
};
use tessera_engine::values::{EventId, Instant, MemberId, Quantity};
use tessera_store::contract::sample::{self, every_kind, member, orders};
use tessera_store::{Fact, record};

fn text() -> impl Strategy<Value = Box<str>> {
    prop_oneof!["[a-z0-9_-]{0,12}", "\\PC{0,8}"].prop_map(Box::from)
}

fn maybe() -> impl Strategy<Value = Option<Box<str>>> {
    option::of(text())
}

fn id() -> impl Strategy<Value = EventId> {
    "\\PC{1,64}".prop_filter_map("no event id", |text| EventId::new(&text))
}

fn line() -> impl Strategy<Value = Line> {
    (text(), maybe(), maybe(), any::<i64>(), any::<i64>()).prop_map(
        |(id, sku, category, quantity, amount)| Line {
            id,
            sku,
            category,
            quantity: Quantity(quantity),
            amount,
        },
    )
}

fn order() -> impl Strategy<Value = Order> {
    let paid = (text(), any::<i64>(), any::<i64>()).prop_map(|(wallet, units, value)| PointsPaid {
        wallet,
        units,
        value,
    });
    (maybe(), maybe(), vec(line(), 0..5), any::<i64>(), option::of(paid)).prop_map(
        |(store, channel, lines, amount, points_paid)| Order {
            store,
            channel,
            lines: lines.into(),
            amount,
            points_paid,
        },
    )
}

fn returned() -> impl Strategy<Value = Return> {
    let part = prop_oneof![
        Just(ReturnedPart::Whole),
        any::<i64>().prop_map(|q| ReturnedPart::Quantity(Quantity(q))),
        any::<i64>().prop_map(ReturnedPart::Amount),
    ];
    let line = (text(), part).prop_map(|(line, part)| ReturnedLine { line, part });
    (id(), vec(line, 0..4), any::<i64>(), maybe()).prop_map(|(order, lines, amount, reason)| Return {
        order,
        lines: lines.into(),
        amount,
        reason,
    })
}

fn refused() -> impl Strategy<Value = Refused> {
    let code = proptest::sample::select(RefusalCode::ALL);
    (text(), code, vec((text(), any::<i64>()), 0..3), maybe()).prop_map(
        |(command, code, figures, subject)| Refused { command, refusal: Refusal { code, figures, subject } },
    )
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        (maybe(), maybe(), maybe()).prop_map(|(external_id, channel, store)| Body::Joined(Joined {
            external_id,
            channel,
            store
        })),
        vec(text(), 0..4).prop_map(|tags| Body::Tagged(tags.into())),
        order().prop_map(|order| Body::OrderPaid(Box::new(order))),
        returned().prop_map(|returned| Body::OrderReturned(Box::new(returned))),
        (text(), maybe(), maybe()).prop_map(|(kind, channel, store)| Body::ActivityDone(Activity {
            kind,
            channel,
            store
        })),
        (text(), any::<i64>(), any::<i64>(), maybe()).prop_map(|(wallet, units, value, purpose)| {
            Body::Redeemed(Redemption { wallet, units, value, purpose })
        }),
        (text(), any::<i64>(), text(), maybe()).prop_map(|(wallet, units, reason, by)| {
            Body::Adjusted(Adjustment { wallet, units, reason, by })
        }),
        Just(Body::TimePassed),
        refused().prop_map(Body::Refused),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    (id(), any::<i64>(), any::<i64>(), any::<[u8; 16]>(), body()).prop_map(
        |(id, occurred_at, recorded_at, fingerprint, body)| Event {
            id,
            occurred_at: Instant(occurred_at),
            recorded_at: Instant(recorded_at),
            fingerprint,
            body,
        },
    )
}

fn fact() -> impl Strategy<Value = Fact> {
    (any::<u128>(), any::<u32>(), event()).prop_map(|(member, number, event)| Fact {
        member: MemberId(member),
        number,
        event: event.into(),
    })
}

proptest! {
    #[test]
    fn an_event_comes_back_as_it_was(event in event()) {
        prop_assert_eq!(record::decode_event(&record::encode_event(&event)).unwrap(), event);
    }

    #[test]
    fn a_record_comes_back_as_it_was(facts in vec(fact(), 0..20)) {
        let sealed = record::seal(&facts).unwrap();
        prop_assert_eq!(record::count(&sealed).unwrap() as usize, facts.len());
        prop_assert_eq!(record::open(&sealed).unwrap(), facts);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = record::open(&bytes);
        let _ = record::count(&bytes);
        let _ = record::fingerprint(&bytes);
        let _ = record::decode_event(&bytes);
    }

    #[test]
    fn a_changed_event_never_makes_reading_panic(event in event(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = record::encode_event(&event);
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _ = record::decode_event(&bytes);
        let _ = record::decode_event(&bytes[..at]);
    }

    #[test]
    fn every_changed_byte_of_a_record_is_noticed(facts in vec(fact(), 1..6), at in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let mut sealed = record::seal(&facts).unwrap();
        let at = at.index(sealed.len());
        prop_assert!(record::open(&sealed[..at]).is_err());
        sealed[at] ^= by;
        prop_assert!(record::open(&sealed).is_err());
    }
}

#[test]
fn larger_batches_are_compressed_and_small_ones_are_not() {
    let many: Vec<Fact> = (1..=256).map(|n| orders(member(n), 1, &format!("0042-{n}"))).collect();
    let mut plain = Vec::new();
    many.iter().for_each(|fact| record::encode_fact(&mut plain, fact));
    let sealed = record::seal(&many).unwrap();
    assert_eq!(record::open(&sealed).unwrap(), many);
    assert!(sealed.len() * 2 < plain.len(), "{} of {}", sealed.len(), plain.len());
    let one = record::seal(&many[..1]).unwrap();
    assert_eq!(one[1], 0, "plain");
    assert!(one.len() < 175, "an order of three lines takes {} bytes", one.len());
}

#[test]
fn a_header_cannot_ask_for_more_than_a_record_may_hold() {
    let sealed = record::seal(&[orders(member(1), 1, "a")]).unwrap();
    let forged = |range: std::ops::Range<usize>, bytes: &[u8]| {
        let mut forged = sealed.clone();
        forged[range].copy_from_slice(bytes);
        let mut crc = crc32fast::Hasher::new();
        crc.update(&forged[..10]);
        crc.update(&forged[14..]);
        forged[10..14].copy_from_slice(&crc.finalize().to_le_bytes());
        record::open(&forged).unwrap_err().to_string()
    };
    assert!(forged(6..10, &u32::MAX.to_le_bytes()).contains("more than a record may hold"));
    assert!(forged(2..6, &u32::MAX.to_le_bytes()).contains("more than a record may hold"));
    assert!(forged(2..6, &2_u32.to_le_bytes()).contains("end of input"));
    assert!(forged(2..6, &0_u32.to_le_bytes()).contains("after the last fact"));
    assert!(forged(6..10, &9_999_u32.to_le_bytes()).contains("length"));
    assert!(forged(0..1, &[2]).contains("format 2 is unknown"));
    assert!(forged(1..2, &[7]).contains("kind 7 is unknown"));
    assert!(forged(1..2, &[1]).contains("zstd"));
}

/// What the frozen files hold: every kind of event, and a refusal of each code that there was then.
fn frozen() -> Vec<Fact> {
    let mut facts = every_kind(member(1), "");
    facts.truncate(16);
    let codes = [
        "no-program",
        "unknown-wallet",
        "not-redeemable",
        "below-minimum",
        "not-a-multiple",
        "insufficient-points",
        "exceeds-order",
        "wrong-currency",
        "unknown-order",
        "unknown-line",
        "exceeds-ordered",
        "would-go-negative",
        "in-the-future",
        "unknown-activity",
        "already-joined",
    ];
    facts.extend((17..).zip(codes).map(|(number, code)| {
        let refusal = Refusal {
            code: RefusalCode::parse(code).unwrap(),
            figures: vec![("available".into(), 320), ("requested".into(), -500)],
            subject: Some("points".into()),
        };
        let body = Body::Refused(Refused { command: "redemption".into(), refusal });
        Fact { member: member(1), number, event: sample::event(&format!("event-{number}"), body).into() }
    }));
    facts
}

/// The format is frozen: these two files were written by its first version. If this fails, the change breaks every journal there is.
/// To add a kind of event, add a new pair of files and keep these.
#[test]
fn records_of_the_first_version_stay_readable() {
    let facts = frozen();
    let plain = include_bytes!("fixtures/journal-1-plain.bin");
    let zstd = include_bytes!("fixtures/journal-1-zstd.bin");
    assert_eq!(plain[..2], [1, 0]);
    assert_eq!(zstd[..2], [1, 1]);
    assert_eq!(record::open(plain).unwrap(), facts[4..6]);
    assert_eq!(record::open(zstd).unwrap(), facts);
    // What is written today is byte by byte what was written then (compression aside, which may change).
    assert_eq!(record::seal(&facts[4..6]).unwrap(), plain);
}

#[test]
#[ignore = "writes the frozen files; run once for a new format"]
fn write_frozen_records() {
    let facts = frozen();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    std::fs::write(folder.join("journal-1-plain.bin"), record::seal(&facts[4..6]).unwrap()).unwrap();
    std::fs::write(folder.join("journal-1-zstd.bin"), record::seal(&facts).unwrap()).unwrap();
}
