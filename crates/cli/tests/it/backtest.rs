//! `tessera backtest`.

use crate::support::{preset, run_in, shop};

#[test]
fn a_backtest_needs_no_database_and_writes_all_its_files() {
    let folder = shop();
    let line =
        "backtest --program {}/shop.toml --orders {}/orders.csv --entries --redeem points:50@50 --out {}/out";
    let run = run_in(folder.path(), line).expect(0);
    insta::assert_snapshot!("report", run.out);
    for (name, header) in [
        (
            "members.csv",
            "at,member_id,orders,spend,tier,points_earned,points_spent,points_expired,points_balance",
        ),
        ("tiers.csv", "member_id,at,from,to,order_no"),
        (
            "entries.csv",
            "member_id,at,wallet,kind,units,balance,order_no,lot,rule,version,base,trimmed,trimmed_units",
        ),
        ("rejected.csv", "row,order_id,column,value,code,reason,remedy"),
    ] {
        let text = std::fs::read_to_string(folder.path().join("out").join(name)).unwrap();
        assert_eq!(text.lines().next(), Some(header), "{name}");
    }
    let report = std::fs::read_to_string(folder.path().join("out/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["instants"][0]["wallets"][0]["issued"], 99 + 241 + 80 + 60);
    assert_eq!(run_in(folder.path(), &format!("{line} --format json")).expect(0).json(), report);
}

#[test]
fn who_gains_and_who_loses_is_told() {
    let folder = shop();
    let old =
        std::fs::read_to_string(folder.path().join("shop.toml")).unwrap().replace("rate = 1", "rate = 2");
    std::fs::write(folder.path().join("old.toml"), old).unwrap();
    let line =
        "backtest --program {}/shop.toml --against {}/old.toml --orders {}/orders.csv --out {}/out --lang zh";
    let run = run_in(folder.path(), line).expect(0);
    assert!(run.out.contains("1 位少得"), "{}", run.out);
}

#[test]
fn what_does_not_fit_is_told_with_the_remedy() {
    let folder = shop();
    std::fs::write(folder.path().join("odd.csv"), "nr,who,when,sum\n1,7,2026-03-02 10:00:00,5\n").unwrap();
    std::fs::write(
        folder.path().join("map.toml"),
        "[columns]\nmember_id = \"who\"\namount = \"sum\"\norder_id = \"nr\"\nordered_at = \"when\"\n",
    )
    .unwrap();
    for (line, code, told) in [
        ("--orders {}/odd.csv", 2, "--map"),
        ("--orders {}/odd.csv --map {}/map.toml", 0, ""),
        ("--orders {}/orders.csv --redeem points:1@5", 2, "--redeem"),
        ("--orders {}/orders.csv --redeem coins:100@100", 2, "coins"),
        ("--orders {}/orders.csv --at 2026-03-01T00:00:00", 2, "offset"),
        ("--orders {}/orders.csv --against {}/none.toml", 2, "none.toml"),
    ] {
        let run = run_in(folder.path(), &format!("backtest --program {{}}/shop.toml --out {{}}/out {line}"))
            .expect(code);
        assert!(run.err.contains(told), "{line}: {}", run.err);
    }
}

#[test]
fn the_tier_mix_stands_beside_the_one_aimed_at() {
    let folder = shop();
    std::fs::copy(preset("growth.toml"), folder.path().join("growth.toml")).unwrap();
    let line = "backtest --program {}/growth.toml --orders {}/orders.csv --out {}/out --format json";
    let tiers = run_in(folder.path(), line).expect(0).json()["instants"][0]["tiers"].clone();
    let mix: Vec<_> =
        tiers.as_array().unwrap().iter().map(|tier| (&tier["members"], &tier["target"])).collect();
    let want = [(3, "0.6"), (0, "0.3"), (0, "0.1")].map(|(members, target)| (members.into(), target.into()));
    let want: Vec<(&serde_json::Value, &serde_json::Value)> = want.iter().map(|(a, b)| (a, b)).collect();
    assert_eq!(mix, want);
}
