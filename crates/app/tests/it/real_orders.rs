//! Every figure that two independent programs computed from the real orders must come out of the backtest, exactly.

use crate::data_folder::data_folder;
use crate::real_data::{Expected, instants, orders, program};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use tessera_app::MemberExport;
use tessera_app::backtest::{Case, Collected, Options, Report, backtest, instant_text};
use tessera_app::orders_file::Orders;
use tessera_engine::entry::EntryKind;
use tessera_engine::fold::Programs;
use tessera_engine::values::Instant;

fn run(name: &str, orders: &Orders, options: Options) -> (Collected, Report) {
    let case = Case::new(Programs::single(program(name)), None, orders, options).unwrap();
    let mut rows = Collected::default();
    let report = backtest(&case, &mut rows, &mut |_| ControlFlow::Continue(())).unwrap();
    (rows, report)
}

/// What a column of rows says, by member.
fn by_member(rows: &[MemberExport], figure: impl Fn(&MemberExport) -> i64) -> BTreeMap<String, String> {
    rows.iter().map(|row| (row.member_id.to_string(), figure(row).to_string())).collect()
}

#[test]
fn the_file_is_read_as_its_description_says() {
    let Some(folder) = data_folder() else { return };
    let orders = orders(&folder, true);
    let summary = &orders.summary;
    assert_eq!((summary.rows, summary.orders, summary.members), (138_552, 15_572, 248));
    assert_eq!((summary.spend, summary.without_member), (46_821_483, 0));
    assert!(orders.rejected.list.is_empty());
    let lines: usize = (0..orders.members())
        .flat_map(|member| orders.of_member(member))
        .map(|order| match order.event().body {
            tessera_engine::event::Body::OrderPaid(body) => body.lines.len(),
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(lines, 138_552);
}

#[test]
fn earning_comes_out_for_every_member_and_program() {
    let Some(folder) = data_folder() else { return };
    let (expected, orders) = (Expected::read(&folder, "earning.csv"), orders(&folder, false));
    for (name, column, total) in [
        ("base", "a_base", 460_620),
        ("whole-bands", "b_whole", 4_923_539),
        ("marginal-bands", "b_marginal", 4_756_239),
        ("whole-bands-whole-units", "b_whole_unitfloor", 4_854_203),
        ("bonus-50", "c_bonus50", 465_220),
        ("cap-5000-utc", "d_cap5000_utc", 460_620),
        ("cap-100-utc", "d_cap100_utc", 409_497),
        ("cap-100-ny", "d_cap100_ny", 410_115),
    ] {
        let (rows, report) = run(name, &orders, Options::default());
        assert_eq!(by_member(&rows.members, |row| row.wallets[0].earned), expected.column(column), "{name}");
        assert_eq!(
            by_member(&rows.members, |row| row.orders.cast_signed()),
            expected.column("orders"),
            "{name}"
        );
        assert_eq!(by_member(&rows.members, |row| row.spend), expected.column("spend_cents"), "{name}");
        let wallet = &report.at_end().wallets[0];
        assert_eq!((wallet.issued, wallet.outstanding), (total, total), "{name}");
        let order: Vec<&str> = rows.members.iter().map(|row| &*row.member_id).collect();
        assert!(order.is_sorted_by_key(|id| id.parse::<u64>().unwrap()));
    }
}

#[test]
fn tiers_come_out_with_the_instant_and_the_order_that_reached_them() {
    let Some(folder) = data_folder() else { return };
    let expected = Expected::read(&folder, "tiers_growth.csv");
    let (rows, report) = run("growth-tiers", &orders(&folder, false), Options::default());
    assert_eq!(by_member(&rows.members, |row| row.wallets[0].earned), expected.column("growth"));
    let tiers: BTreeMap<String, String> = rows
        .members
        .iter()
        .map(|row| (row.member_id.to_string(), row.tier.as_deref().unwrap().into()))
        .collect();
    assert_eq!(tiers, expected.column("tier"));
    let mut changes = Vec::new();
    for row in &expected.0 {
        for (from, to) in [("silver", "gold"), ("gold", "diamond")] {
            let (at, order) = (&row[&format!("{to}_at")], &row[&format!("{to}_order_id")]);
            if !at.is_empty() {
                changes.push([&*row["member_id"], at, from, to, order].map(str::to_owned));
            }
        }
    }
    let found: Vec<[String; 5]> = (rows.tiers.iter())
        .map(|row| {
            [&*row.member_id, &instant_text(row.at), &row.from, &row.to, &row.order_no].map(str::to_owned)
        })
        .collect();
    assert_eq!(found, changes);
    let mix: Vec<u64> = report.at_end().tiers.iter().map(|tier| tier.members).collect();
    assert_eq!(mix, [233, 14, 1]);
}

#[test]
fn expiry_and_redemption_come_out_at_every_instant() {
    let Some(folder) = data_folder() else { return };
    let orders = orders(&folder, false);
    for (name, file, redemptions) in [
        ("expiry-jan1-utc", "expiry_jan1_utc.csv", 353),
        ("expiry-jan1-ny", "expiry_jan1_ny.csv", 354),
        ("expiry-roll3m-utc", "expiry_roll3m_dayend_utc.csv", 0),
        ("expiry-roll3m-ny", "expiry_roll3m_dayend_ny.csv", 0),
    ] {
        let expected = Expected::read(&folder, file);
        let instants = instants(&expected);
        assert_eq!(instants.len(), 8);
        let options =
            Options { at: instants.clone(), redeem: vec!["points:1000@1000".into()], ..Options::default() };
        let (rows, report) = run(name, &orders, options);
        for at in instants {
            let rows: Vec<MemberExport> = rows.members.iter().filter(|row| row.at == at).cloned().collect();
            let (expired, balance) = (format!("expired@{at}"), format!("balance@{at}"));
            assert_eq!(
                by_member(&rows, |row| row.wallets[0].expired),
                expected.column(&expired),
                "{file} {at}"
            );
            assert_eq!(
                by_member(&rows, |row| row.wallets[0].balance),
                expected.column(&balance),
                "{file} {at}"
            );
        }
        let end: Vec<MemberExport> =
            rows.members.iter().filter(|row| row.at == report.at_end().at).cloned().collect();
        assert_eq!(by_member(&end, |row| row.wallets[0].earned), expected.column("earned"), "{file}");
        assert_eq!(
            by_member(&end, |row| row.wallets[0].spent / 1000),
            expected.column("redemptions"),
            "{file}"
        );
        assert_eq!(by_member(&end, |row| row.wallets[0].spent), expected.column("redeemed_points"), "{file}");
        if redemptions > 0 {
            assert_eq!(report.at_end().wallets[0].spent, redemptions * 1000, "{file}");
        }
    }
}

/// One line of a trace: when, what, by how much, the balance after it, and the order or the lot's number.
type Line = (String, String, i64, i64, String);

#[test]
fn every_entry_of_the_traced_members_comes_out() {
    let Some(folder) = data_folder() else { return };
    let orders = orders(&folder, false);
    let expected = Expected::read(&folder, "traces.csv");
    for (name, policy) in [
        ("expiry-jan1-utc", "jan1_utc"),
        ("expiry-jul1-utc", "jul1_utc"),
        ("expiry-roll12m-utc", "roll12m_dayend_utc"),
        ("expiry-roll3m-ny", "roll3m_dayend_ny"),
    ] {
        let mut wanted: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        for row in expected.0.iter().filter(|row| row["policy"] == policy) {
            let points: i64 = row["points"].parse().unwrap();
            if points == 0 {
                continue; // an order too small to earn posts nothing
            }
            let line = (
                row["at"].clone(),
                row["event"].clone(),
                points,
                row["balance_after"].parse().unwrap(),
                row["order_id_or_lot_no"].clone(),
            );
            wanted.entry(row["member_id"].clone()).or_default().push(line);
        }
        assert_eq!(wanted.len(), 9);
        let found = traces(name, &orders, "2019-07-02T00:00:00Z".parse().unwrap());
        for (member, wanted) in wanted {
            assert_eq!(found[&member], wanted, "{policy} {member}");
        }
    }
}

/// Entries as the traces write them: what one redemption takes out of several lots is one line, lots are numbered as they were earned.
fn traces(name: &str, orders: &Orders, end: Instant) -> BTreeMap<String, Vec<Line>> {
    let options = Options {
        at: vec![end],
        redeem: vec!["points:1000@1000".into()],
        entries: true,
        ..Options::default()
    };
    let (rows, _) = run(name, orders, options);
    let mut traces: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    let mut lots: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut earned: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows.entries {
        let member = row.member_id.to_string();
        let trace = traces.entry(member.clone()).or_default();
        let lot = row.lot.as_deref().unwrap_or_default().to_owned();
        let order = row.order_no.as_deref().unwrap_or_default().to_owned();
        let at = instant_text(row.entry.at);
        match row.entry.kind {
            EntryKind::Earn => {
                assert_eq!(lot, order);
                let number = earned.entry(member.clone()).or_default();
                *number += 1;
                lots.insert((member, lot), *number);
                trace.push((at, "earn".into(), row.entry.units, row.balance, order));
            }
            EntryKind::Spend => match trace.last_mut() {
                Some((then, what, units, balance, by))
                    if *then == at && *what == "redeem" && *by == order =>
                {
                    *units += row.entry.units;
                    *balance = row.balance;
                }
                _ => trace.push((at, "redeem".into(), row.entry.units, row.balance, order)),
            },
            EntryKind::Expire => {
                assert_eq!(lot, order);
                let number = lots[&(member, lot)].to_string();
                trace.push((at, "expire".into(), row.entry.units, row.balance, number));
            }
            other => panic!("{other:?}"),
        }
    }
    traces
}

#[test]
fn however_the_work_is_divided_the_files_are_the_same() {
    let Some(folder) = data_folder() else { return };
    let orders = orders(&folder, false);
    let one = run("expiry-roll3m-ny", &orders, options(1));
    assert_eq!(one, run("expiry-roll3m-ny", &orders, options(3)));
}

fn options(threads: usize) -> Options {
    Options { redeem: vec!["points:1000@1000".into()], entries: true, threads, ..Options::default() }
}

#[test]
fn the_folder_holds_everything_a_retailer_asked_for() {
    let Some(folder) = data_folder() else { return };
    let orders = orders(&folder, false);
    let programs = Programs::single(program("whole-bands"));
    let against = Some(Programs::single(program("base")));
    let case =
        Case::new(programs, against, &orders, Options { entries: true, ..Options::default() }).unwrap();
    let out = tempfile::tempdir().unwrap();
    let report = write(&case, out.path());
    let comparison = report.comparison.unwrap();
    assert_eq!((comparison.gain, comparison.lose, comparison.same), (248, 0, 0));
    let members = std::fs::read_to_string(out.path().join("members.csv")).unwrap();
    let mut lines = members.lines();
    let header = "at,member_id,orders,spend,tier,points_earned,points_spent,points_expired,points_balance";
    assert_eq!(lines.next(), Some(header));
    assert_eq!(lines.next(), Some("2018-01-01T03:18:03Z,3,20,1026.63,,11284,0,0,11284"));
    assert_eq!(members.lines().count(), 249);
    let entries = std::fs::read_to_string(out.path().join("entries.csv")).unwrap();
    // 41 visits, and one order of less than ten cents
    assert_eq!(entries.lines().count(), 1 + 15_572 - 42);
    for name in ["tiers.csv", "rejected.csv", "report.txt", "report.json"] {
        assert!(out.path().join(name).is_file(), "{name}");
    }
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 6);
}

fn write(case: &Case<'_>, path: &Path) -> Report {
    let mut folder =
        tessera_app::backtest::Folder::create(path, case, tessera_engine::values::Lang::En).unwrap();
    let report = backtest(case, &mut folder, &mut |_| ControlFlow::Continue(())).unwrap();
    folder.finish(case, &report).unwrap();
    report
}
