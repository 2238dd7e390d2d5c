//! Small cases, as text in and text out.

use super::*;
use crate::orders_file::{ColumnMap, Orders, ReadOptions, Source, read};
use std::fmt::Write as _;
use std::ops::ControlFlow::{Break, Continue};
use std::sync::Arc;
use tessera_engine::fold::Programs;
use tessera_engine::program::check;
use tessera_engine::values::Lang;

fn program(rules: &str) -> Programs {
    let document = format!(
        "program = {{ code = \"test\", name = \"Test\", currency = \"CNY\", time_zone = \"UTC\" }}\n{rules}"
    );
    let checked = check(&document);
    Programs::single(Arc::new(checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))))
}

fn flat(rate: &str) -> String {
    format!(
        "wallets.points.worth = \"0.01\"\nrules = [{{ name = \"base\", on = \"order\", wallet = \"points\", give = {{ rate = \"{rate}\" }} }}]\n"
    )
}

fn orders(rows: &str) -> Orders {
    let file = format!("order_id,member_id,ordered_at,amount,sku\n{rows}");
    let source = Source::new("orders".into(), None, Box::new(std::io::Cursor::new(file))).unwrap();
    let zone = tessera_engine::calendar::Calendar::utc();
    let options = ReadOptions { exponent: 2, zone, lines: true, threads: 1 };
    read(source, &ColumnMap::default(), &options, &mut |_| Continue(())).unwrap()
}

/// One line per member and instant, then the entries and tier changes.
fn told(programs: &Programs, orders: &Orders, options: Options) -> String {
    let case = match Case::new(programs.clone(), None, orders, options) {
        Ok(case) => case,
        Err(error) => return format!("! {error}\n"),
    };
    let mut rows = Collected::default();
    backtest(&case, &mut rows, &mut |_| Continue(())).unwrap();
    let mut told = String::new();
    for row in &rows.members {
        write!(told, "{} {} {}/{}", instant_text(row.at), row.member_id, row.orders, row.spend).unwrap();
        for wallet in &row.wallets {
            write!(told, " {}-{}-{}={}", wallet.earned, wallet.spent, wallet.expired, wallet.balance)
                .unwrap();
        }
        writeln!(told, "{}", row.tier.as_ref().map_or(String::new(), |tier| format!(" {tier}"))).unwrap();
    }
    for row in &rows.entries {
        let (order, lot) = (row.order_no.as_deref().unwrap_or("-"), row.lot.as_deref().unwrap_or("-"));
        let (kind, units) = (row.entry.kind.name(), row.entry.units);
        writeln!(told, "{}: {order} {kind} {units} = {} from {lot}", row.member_id, row.balance).unwrap();
    }
    for row in &rows.tiers {
        writeln!(told, "{}: {} {} -> {}", row.member_id, row.order_no, row.from, row.to).unwrap();
    }
    told
}

fn at(instants: &[&str]) -> Options {
    Options { at: instants.iter().map(|text| text.parse().unwrap()).collect(), ..Options::default() }
}

#[test]
fn rows_stand_as_of_each_instant_with_everything_at_it() {
    let programs = program(
        "wallets.points.expiry = { kind = \"rolling\", days = 10 }\n\
         rules = [{ name = \"base\", on = \"order\", wallet = \"points\", give = { rate = 1 } }]\n\
         [tiers]\nmeasure = { kind = \"spend\", window = \"lifetime\" }\n\
         tier = [{ name = \"base\", from = 0 }, { name = \"gold\", from = 100 }]\n",
    );
    let orders = orders(
        "1,10,2026-01-01T12:00:00Z,60,\n2,10,2026-01-11T12:00:00Z,50.99,\n3,9,2026-01-11T12:00:01Z,0,\n",
    );
    let options =
        at(&["2026-03-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-01-11T11:59:59Z", "2026-01-11T12:00:00Z"]);
    let expected = "\
2025-01-01T00:00:00Z 9 0/0 0-0-0=0
2026-01-11T11:59:59Z 9 0/0 0-0-0=0
2026-01-11T12:00:00Z 9 0/0 0-0-0=0
2026-03-01T00:00:00Z 9 1/0 0-0-0=0 base
2025-01-01T00:00:00Z 10 0/0 0-0-0=0
2026-01-11T11:59:59Z 10 1/6000 60-0-0=60 base
2026-01-11T12:00:00Z 10 2/11099 110-0-60=50 gold
2026-03-01T00:00:00Z 10 2/11099 110-0-110=0 gold
10: 2 base -> gold
";
    assert_eq!(told(&programs, &orders, options), expected);
    let until =
        Options { until: Some("2026-01-11T12:00:00Z".parse().unwrap()), entries: true, ..Options::default() };
    let expected = "\
2026-01-11T12:00:00Z 10 2/11099 110-0-60=50 gold
10: 1 earn 60 = 60 from 1
10: 1 expire -60 = 0 from 1
10: 2 earn 50 = 50 from 2
10: 2 base -> gold
";
    assert_eq!(told(&programs, &orders, until), expected);
}

#[test]
fn members_spend_right_after_each_order_that_leaves_enough() {
    let programs = program(&flat("1"));
    let redeem = |text: &str| Options { redeem: vec![text.into()], entries: true, ..Options::default() };
    // two orders in one second: both earn before anything is spent, and each is looked at in its turn
    let orders = orders(
        "10,7,2026-01-01T00:00:00Z,15,\n9,7,2026-01-01T00:00:00Z,5,\n11,7,2026-01-02T00:00:00Z,9,\n12,7,2026-01-02T00:00:00Z,30,\n",
    );
    let expected = "\
2026-01-02T00:00:00Z 7 4/5900 59-20-0=39
7: 9 earn 5 = 5 from open-ended
7: 10 earn 15 = 20 from open-ended
7: 10 spend -10 = 10 from open-ended
7: 11 earn 9 = 19 from open-ended
7: 12 earn 30 = 49 from open-ended
7: 12 spend -10 = 39 from open-ended
";
    assert_eq!(told(&programs, &orders, redeem("points:10@20")), expected);
    for (text, part) in [
        ("points", "WALLET:AMOUNT@BALANCE"),
        ("points:10", "WALLET:AMOUNT@BALANCE"),
        ("points:x@10", "WALLET:AMOUNT@BALANCE"),
        ("points:1.5@10", "WALLET:AMOUNT@BALANCE"),
        ("coins:10@10", "the program has: points"),
        ("points:10@9", "not more than the balance"),
        ("points:0@9", "more than zero"),
    ] {
        let told = told(&programs, &orders, redeem(text));
        assert!(told.starts_with("! ") && told.contains(part), "{told}");
    }
}

#[test]
fn what_the_program_does_not_let_redeem_is_not_assumed() {
    let rules = format!(
        "{}[wallets.points.redemption]\nminimum = 100\nstep = 50\nbands = [{{ from = 100, units_per_money = 100 }}]\n",
        "wallets.points.worth = \"0.01\"\n"
    );
    let programs = program(&format!(
        "{rules}[[rules]]\nname = \"base\"\non = \"order\"\nwallet = \"points\"\ngive = {{ rate = 1 }}\n"
    ));
    for (text, code) in [("points:60@60", "below-minimum"), ("points:120@120", "not-a-multiple")] {
        let error = Assumption::parse(text, &programs).unwrap_err();
        assert!(error.to_string().contains(code), "{error}");
    }
    assert_eq!(Assumption::parse("points:150@200", &programs).unwrap().value, 150);
}

#[test]
fn the_report_says_who_gains_and_who_loses() {
    let (generous, cap) = (
        program(&flat("2")),
        "[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 20\n",
    );
    let capped = program(&format!("{}{cap}", flat("3")));
    let orders = orders(
        "1,a,2026-01-01T00:00:00Z,10,\n2,b,2026-01-01T00:00:00Z,40,\n3,c,2026-01-01T00:00:00Z,30,\n4,d,2026-01-01T00:00:00Z,0,\n",
    );
    let case = Case::new(capped, Some(generous), &orders, Options::default()).unwrap();
    let report = backtest(&case, &mut (), &mut |_| Continue(())).unwrap();
    let comparison = report.comparison.as_ref().unwrap();
    assert_eq!((comparison.gain, comparison.lose, comparison.same), (1, 1, 2));
    assert_eq!((comparison.gained.to_string(), comparison.lost.to_string()), ("0.1".into(), "0.2".into()));
    assert_eq!(&*comparison.largest_gains[0].member_id, "a");
    assert_eq!(&*comparison.largest_losses[0].member_id, "b");
    let wallet = &comparison.wallets[0];
    assert_eq!((wallet.issued_before, wallet.issued_after), (160, 150));
    let end = report.at_end();
    assert_eq!(end.cost.unwrap().to_string(), "1.5");
    assert_eq!(end.reward_rate.unwrap().to_string(), "1.88");
    assert_eq!(report.rules[0].units, 150);
    for (lang, parts) in [
        (
            Lang::En,
            [
                "1 member gains CNY 0.10, 1 loses CNY 0.20, 2 stay the same",
                "reward rate 1.88 back per 100",
                "has not expired as of 2026-01-01T00:00:00+00:00; issued in all: CNY 1.50, before: CNY 1.60",
            ],
        ),
        (
            Lang::Zh,
            [
                "1 位会员多得 CNY 0.10，1 位少得 CNY 0.20，2 位不变",
                "返利率 1.88%",
                "截至 2026-01-01T00:00:00+00:00 已发放、未过期的价值；发放价值 CNY 1.50，原为 CNY 1.60",
            ],
        ),
    ] {
        let text = report.render(lang);
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
    }
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["instants"][0]["wallets"][0]["issued"], 150);
    assert_eq!(json["instants"][0]["cost"], "1.5");
    assert_eq!(json["comparison"]["measured"], "money");
}

#[test]
fn a_stopped_backtest_leaves_no_files_behind() {
    let (programs, orders) = (program(&flat("1")), orders("1,a,2026-01-01T00:00:00Z,10,\n"));
    let case = Case::new(programs, None, &orders, Options::default()).unwrap();
    let out = tempfile::tempdir().unwrap();
    let mut folder = Folder::create(out.path(), &case, Lang::Zh).unwrap();
    let stopped = backtest(&case, &mut folder, &mut |_| Break(()));
    assert!(matches!(stopped, Err(BacktestError::Stopped)));
    assert!(out.path().join("members.csv.part").is_file());
    folder.discard();
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    // A folder that was made for it goes, too.
    let made = out.path().join("made");
    Folder::create(&made, &case, Lang::Zh).unwrap().discard();
    assert!(!made.exists());
    assert!(matches!(
        Folder::create(&out.path().join("\0"), &case, Lang::Zh),
        Err(BacktestError::Write { .. })
    ));
}

#[test]
fn no_orders_make_an_empty_report() {
    let (programs, orders) = (program(&flat("1")), orders(""));
    assert_eq!(told(&programs, &orders, Options::default()), "");
    let case = Case::new(programs, None, &orders, Options::default()).unwrap();
    let report = backtest(&case, &mut (), &mut |_| Continue(())).unwrap();
    assert_eq!(report.at_end().reward_rate, None);
    assert!(report.render(Lang::En).contains("0 members, 0 orders"));
}

#[test]
fn figures_of_wallets_with_decimals_are_written_as_people_count() {
    let programs = program(
        "wallets.cash = { worth = 1, decimals = 2 }\n\
         rules = [{ name = \"back\", on = \"order\", wallet = \"cash\", give = { rate = \"0.025\" } }]\n",
    );
    let orders = orders("1,a,2026-01-01T00:00:00Z,199.99,\n");
    let case = Case::new(programs, None, &orders, Options::default()).unwrap();
    let mut out = Vec::new();
    let mut members = MembersCsv::new(&mut out, &case.wallets(), case.exponent()).unwrap();
    let report = backtest(&case, &mut members, &mut |_| Continue(())).unwrap();
    members.finish().unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.ends_with("\n2026-01-01T00:00:00Z,a,1,199.99,,4.99,0.00,0.00,4.99\n"), "{out}");
    assert_eq!(report.at_end().cost.unwrap().to_string(), "4.99");
}

const TIERS: &str = "[tiers]\nmeasure = { kind = \"spend\", window = \"lifetime\" }\n\
     tier = [{ name = \"base\", label = { zh = \"普通\", en = \"standard\" }, from = 0 }, { name = \"gold\", from = 100 }]\n";

fn report(programs: &Programs, orders: &Orders, options: Options) -> Report {
    let case = Case::new(programs.clone(), Some(programs.clone()), orders, options).unwrap();
    backtest(&case, &mut (), &mut |_| Continue(())).unwrap()
}

#[test]
fn rules_are_told_as_of_the_last_instant() {
    let (programs, orders) = (
        program(&flat("1")),
        orders("1,a,2026-01-01T00:00:00Z,10,\n2,a,2026-01-02T00:00:00Z,20,\n3,b,2026-01-03T00:00:00Z,40,\n"),
    );
    for (at, units, base, times, share) in
        [("2026-01-02T00:00:00Z", 30, "30.00", 2, Some("1")), ("1950-01-01T00:00:00Z", 0, "0.00", 0, None)]
    {
        let report = report(&programs, &orders, self::at(&[at]));
        let rule = &report.rules[0];
        assert_eq!((rule.units, rule.times, rule.base.to_string().as_str()), (units, times, base));
        assert_eq!(rule.share.map(|share| share.to_string()).as_deref(), share);
        let text = report.render(Lang::En);
        assert!(text.contains(&format!("Rules by cost, as of {}+00:00", at.trim_end_matches('Z'))), "{text}");
    }
}

#[test]
fn a_rule_counts_an_event_once_however_many_lots_it_gives() {
    // The two gifts expire at different times, so that the multiplier gives two lots.
    let programs = program(
        "wallets.points.worth = \"0.01\"\nrules = [\n\
         { name = \"base\", on = \"order\", wallet = \"points\", give = { rate = 1 } },\n\
         { name = \"gift\", on = \"order\", wallet = \"points\", expiry = { kind = \"rolling\", days = 10 }, give = { rate = 1 } },\n\
         { name = \"twice\", on = \"order\", wallet = \"points\", give = { multiply = 2 } }]\n",
    );
    let orders = orders("1,a,2026-01-01T00:00:00Z,100,\n1b,b,2026-01-01T00:00:00Z,50,\n");
    let report = report(&programs, &orders, Options::default());
    let twice = report.rules.iter().find(|rule| &*rule.name == "twice").unwrap();
    assert_eq!((twice.times, twice.base.to_string().as_str(), twice.units), (2, "150.00", 300));
}

#[test]
fn what_comes_after_the_end_is_told_and_counted_nowhere() {
    let programs = program(&format!("{}{TIERS}", flat("1")));
    let orders = orders(
        "1,a,2026-01-01T00:00:00Z,10,\n2,a,2026-03-01T00:00:00Z,20,\n3,b,2026-02-01T00:00:00Z,40,\n4,c,2026-03-01T00:00:00Z,40,\n",
    );
    let until = Options { until: Some("2026-02-01T00:00:00Z".parse().unwrap()), ..Options::default() };
    assert_eq!(
        told(&programs, &orders, until.clone()),
        "2026-02-01T00:00:00Z a 1/1000 10-0-0=10 base\n2026-02-01T00:00:00Z b 1/4000 40-0-0=40 base\n"
    );
    let end = report(&programs, &orders, until.clone());
    let file = &end.file;
    assert_eq!(
        (file.members, file.orders, file.spend.to_string().as_str(), file.after_until),
        (2, 2, "50.00", 2)
    );
    assert_eq!(file.last, until.until);
    let text = end.render(Lang::En);
    assert!(text.contains("2 members, 2 orders, CNY 50.00 spent, 2026-01-01T00:00:00+00:00 …"), "{text}");
    assert!(text.contains("Until 2026-02-01T00:00:00+00:00: 2 later orders were left out"), "{text}");
    // As of an instant between, who has not joined has no tier, and neither gains nor loses.
    let between =
        report(&programs, &orders, Options { at: at(&["2026-01-15T00:00:00Z"]).at, ..until.clone() });
    let comparison = between.comparison.unwrap();
    assert_eq!((comparison.gain, comparison.lose, comparison.same), (0, 0, 1));
    assert_eq!(
        between.instants[0].tiers.iter().map(|tier| tier.members).sum::<u64>(),
        between.instants[0].members
    );
    let between = Options { at: at(&["2026-01-15T00:00:00Z"]).at, ..until };
    assert_eq!(
        told(&programs, &orders, between),
        "2026-01-15T00:00:00Z a 1/1000 10-0-0=10 base\n2026-01-15T00:00:00Z b 0/0 0-0-0=0\n"
    );
}

#[test]
fn the_report_calls_things_as_people_do_and_money_has_all_its_decimals() {
    let programs = program(&format!(
        "wallets.points = {{ worth = \"0.01\", label = {{ zh = \"积分\", en = \"stars\" }} }}\n\
         rules = [{{ name = \"base\", label = {{ zh = \"消费积分\", en = \"on spend\" }}, on = \"order\", wallet = \"points\", give = {{ rate = 1 }} }}]\n{TIERS}"
    ));
    let report = report(&programs, &orders("1,a,2026-01-01T00:00:00Z,50,\n"), Options::default());
    for (lang, parts) in [
        (Lang::En, ["stars", "on spend", "standard", "CNY 0.50", " 0.50"]),
        (Lang::Zh, ["积分", "消费积分", "普通", "CNY 0.50", " 50.00"]),
    ] {
        let text = report.render(lang);
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("points") && !text.contains("base"), "{text}");
    }
    assert_eq!(serde_json::to_value(&report).unwrap()["rules"][0]["label"]["zh"], "消费积分");
}

#[test]
fn files_of_a_run_before_go_where_this_one_does_not_write_them() {
    let (programs, orders) = (program(&flat("1")), orders("1,a,2026-01-01T00:00:00Z,10,\n"));
    let out = tempfile::tempdir().unwrap();
    std::fs::write(out.path().join("mine.txt"), "mine").unwrap();
    for (entries, files) in [(true, 7), (false, 6)] {
        let case =
            Case::new(programs.clone(), None, &orders, Options { entries, ..Options::default() }).unwrap();
        let mut folder = Folder::create(out.path(), &case, Lang::En).unwrap();
        let report = backtest(&case, &mut folder, &mut |_| Continue(())).unwrap();
        folder.finish(&case, &report).unwrap();
        assert_eq!(out.path().join("entries.csv").exists(), entries);
        assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), files);
    }
}

#[test]
fn figures_beyond_exact_counting_are_told() {
    let programs = program(
        "wallets.points = {}\nrules = [{ name = \"base\", on = \"order\", wallet = \"points\", give = { rate = 99999999999999 } }]\n",
    );
    let notes = report(&programs, &orders("1,a,2026-01-01T00:00:00Z,5000,\n"), Options::default()).notes;
    assert!(notes.iter().any(|note| note.en.contains("no longer exact")), "{notes:?}");
}
