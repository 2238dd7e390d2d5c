//! Read in parts and read whole: the same.

use super::super::{AmountUnit, RowsAre, read};
use super::*;
use crate::imports::ImportedOrder;
use proptest::prelude::*;
use std::io::Cursor;
use tessera_engine::calendar::Calendar;

/// What a row may say of lines, by the header: ids and articles, articles, nothing, the order's total, that and amounts.
const HEADERS: [&str; 5] = [
    "order_id,member_id,ordered_at,amount,store,line_no,sku",
    "order_id,member_id,ordered_at,amount,store,note,sku",
    "order_id,member_id,ordered_at,amount,store,note,remark",
    "order_id,member_id,ordered_at,order_total,store,note,sku",
    "order_id,member_id,ordered_at,amount,order_total,line_no,sku",
];

fn row() -> impl Strategy<Value = String> {
    let order = prop_oneof![
        30 => (0..12_u32).prop_map(|n| n.to_string()),
        10 => (0..6_u32).prop_map(|n| format!("A-{n:02}")),
        1 => Just(String::new()),
    ];
    // Most rows of an order say the same of it.
    let odd = prop::bool::weighted(0.05);
    let amount = prop_oneof![20 => (-3..9_i32).prop_map(|n| n.to_string()), 1 => Just("1.999".into()), 1 => Just("many".into())];
    (order, odd, amount, 0..4_u32, 0..3_u32, prop::bool::weighted(0.03)).prop_map(
        |(order, odd, amount, line, sku, short)| {
            let seed = order.bytes().map(u32::from).sum::<u32>() + u32::from(odd);
            let member = ["", "m9", "m10", "007", "7", "12"][seed as usize % 6];
            let row =
                format!("{order},{member},2026-01-{:02},{amount},s{},{line},p{sku}", 1 + seed % 3, seed % 2);
            if short { row[..row.len() / 2].to_owned() } else { row }
        },
    )
}

fn source(file: &str, told: bool) -> Source {
    let size = told.then_some(file.len() as u64);
    Source::new("orders".into(), size, Box::new(Cursor::new(file.to_owned()))).unwrap()
}

fn options(threads: usize) -> ReadOptions {
    ReadOptions { exponent: 2, zone: Calendar::utc(), lines: true, threads }
}

fn parted(file: &str, map: &ColumnMap, until: Instant, spill: &Spill) -> SortedOrders {
    let watch = &mut |_| ControlFlow::Continue(());
    read_sorted(source(file, spill.piece.is_multiple_of(2)), map, &options(3), until, spill, watch).unwrap()
}

/// As it comes from memory: by member and in business order.
fn whole(file: &str, map: &ColumnMap) -> (Vec<ImportedOrder>, Summary, Rejected) {
    let orders = read(source(file, true), map, &options(2), &mut |_| ControlFlow::Continue(())).unwrap();
    let mut imports = Vec::new();
    for member in 0..orders.members() {
        imports.extend(orders.of_member(member).into_iter().map(|order| ImportedOrder {
            line: order.line(),
            member: orders.member_id(member).into(),
            id: order.event_id(),
            occurred_at: order.at(),
            order: order.order(),
        }));
    }
    (imports, orders.summary, orders.rejected)
}

proptest! {
    #[test]
    fn reading_in_parts_is_reading(
        rows in prop::collection::vec(row(), 0..120),
        header in 0..HEADERS.len(),
        rows_are in prop::option::of(prop_oneof![Just(RowsAre::Orders), Just(RowsAre::Lines)]),
        minor in any::<bool>(),
        piece in 1..200_usize,
        part in 1..4_000_u64,
        day in prop::option::of(1..4_i64),
    ) {
        let file = format!("{}\n{}\n", HEADERS[header], rows.join("\n"));
        let unit = if minor { AmountUnit::Minor } else { AmountUnit::Major };
        let map = ColumnMap { rows: rows_are, amount_unit: Some(unit), ..ColumnMap::default() };
        let (mut expected, summary, rejected) = whole(&file, &map);
        let folder = tempfile::tempdir().unwrap();
        let until = day.map_or(Instant::NEVER, |day| format!("2026-01-{day:02}T00:00:00Z").parse().unwrap());
        let orders = parted(&file, &map, until, &Spill { piece, part, ..Spill::into(folder.path()) });
        prop_assert_eq!(&orders.summary, &summary);
        prop_assert_eq!(&orders.rejected, &rejected);
        let later = expected.extract_if(.., |order| order.occurred_at > until).count();
        prop_assert_eq!((orders.later, orders.len()), (later as u64, expected.len() as u64));
        prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let (imports, broken) = orders.into_imports();
        let found: Vec<ImportedOrder> = imports.map(Result::unwrap).collect();
        prop_assert!(broken.error().is_none());
        prop_assert_eq!(found, expected);
    }
}

fn file(orders: u32) -> String {
    let mut file = format!("{}\n", HEADERS[0]);
    for row in 0..orders * 3 {
        // The rows of an order stand far from each other.
        let order = row % orders;
        file += &format!("{order},m{},2026-01-01,1,s,{},tea\n", order % 7, row / orders);
    }
    file
}

#[test]
fn large_parts_are_divided_and_one_large_order_is_left_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(3_000) + &"5,m5,2026-01-01,1,s,0,tea\n".repeat(500);
    let map = ColumnMap::default();
    let spill = Spill { piece: 100, part: 2_000, ..Spill::into(folder.path()) };
    let orders = parted(&file, &map, Instant::NEVER, &spill);
    assert!(orders.parts.len() > 100, "{}", orders.parts.len());
    assert_eq!((orders.len(), orders.summary.members, orders.rejected.repeated), (3_000, 7, 500));
    let (expected, ..) = whole(&file, &map);
    assert!(orders.into_imports().0.map(Result::unwrap).eq(expected));
}

#[test]
fn an_order_with_rows_without_an_end_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let spill = Spill { piece: 100, part: 2_000, order: 5_000, ..Spill::into(folder.path()) };
    let file = |order: &str| {
        file(300)
            + &(0..500).map(|line| format!("{order},m5,2026-01-01,1,s,{line},tea\n")).collect::<String>()
    };
    for order in ["5", "A-05"] {
        let (watch, map, file) = (&mut |_| ControlFlow::Continue(()), ColumnMap::default(), file(order));
        let error = read_sorted(source(&file, true), &map, &options(1), Instant::NEVER, &spill, watch).err();
        let Some(OrdersFileError::EndlessOrder { order: named }) = error else { panic!("{error:?}") };
        assert_eq!(&*named, order);
    }
}

#[test]
fn a_small_file_never_touches_the_disk() {
    let orders = parted(&file(200), &ColumnMap::default(), Instant::NEVER, &Spill::into("no such folder"));
    assert_eq!(orders.into_imports().0.count(), 200);
}

#[test]
fn a_folder_that_cannot_be_used_is_told_with_its_name() {
    let spill = Spill { piece: 10, part: 100, ..Spill::into("no such folder") };
    let watch = &mut |_| ControlFlow::Continue(());
    let map = ColumnMap::default();
    let file = file(100);
    let error = read_sorted(source(&file, true), &map, &options(1), Instant::NEVER, &spill, watch).err();
    let Some(OrdersFileError::Spool { folder, .. }) = error else { panic!("{error:?}") };
    assert_eq!(folder, "no such folder");
}

#[test]
fn reading_stops_when_asked_also_while_parts_are_assembled() {
    let folder = tempfile::tempdir().unwrap();
    let spill = Spill { piece: 100, part: 1_000, ..Spill::into(folder.path()) };
    for go_on in [0, 1, 3] {
        let mut left = go_on;
        let watch = &mut |_| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let map = ColumnMap::default();
        let file = file(1_000);
        let stopped = read_sorted(source(&file, true), &map, &options(2), Instant::NEVER, &spill, watch);
        assert!(matches!(stopped, Err(OrdersFileError::Stopped)), "{go_on}");
    }
}

/// One order a row, each of another member.
fn singles(rows: u32) -> String {
    let rows = (0..rows).map(|row| format!("{row},m{row},2026-01-01,1,s,1,tea\n"));
    rows.fold(format!("{}\n", HEADERS[0]), |file, row| file + &row)
}

#[test]
fn dividing_parts_and_counting_members_stop_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let spill = Spill { piece: 100, part: 1 << 20, ..Spill::into(folder.path()) };
    let (map, file) = (ColumnMap::default(), singles(3 * WATCHED as u32));
    let mut calls = 0;
    let watch = &mut |_| {
        calls += 1;
        ControlFlow::Continue(())
    };
    let orders = read_sorted(source(&file, true), &map, &options(1), Instant::NEVER, &spill, watch).unwrap();
    assert_eq!((orders.parts.len(), orders.summary.members), (1, 3 * WATCHED as u64));
    // The members are counted last.
    for less in 1..=3 {
        let mut left = calls - less;
        let watch = &mut |_| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = read_sorted(source(&file, true), &map, &options(1), Instant::NEVER, &spill, watch);
        assert!(matches!(stopped, Err(OrdersFileError::Stopped)), "{less} of {calls}");
    }

    let opened = open(source(&file, true), &map, &options(1)).unwrap();
    let mut strays = Assembly::new(opened.reading.columns.clone(), None, false);
    let small = Spill { part: 1_000, ..spill };
    let mut parts = Parts::new(&small, Some(1));
    let mut take = |batch: &_| {
        parts.take(batch, &mut strays).unwrap();
        Ok(ControlFlow::Continue(()))
    };
    opened.batches(1, &mut take).unwrap();
    let mut asked = 0;
    let stopped = parts.divided(&mut || {
        asked += 1;
        ControlFlow::Break(())
    });
    assert!(matches!(stopped, Err(Ended::Stopped)));
    assert_eq!(asked, 1);
}
