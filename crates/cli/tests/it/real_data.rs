//! Real orders, where the shared folder is there: import and export must say what two independent programs computed.

use crate::data_folder::data_folder;
use crate::support::run_in;
use std::collections::HashMap;

const PROGRAM: &str = r#"
[program]
code = "real"
name = "Real"
currency = "USD"
time_zone = "UTC"

[wallets.points]

[wallets.growth]

[[rules]]
name = "banded"
on = "order"
wallet = "points"
give = { mode = "whole", bands = [{ from = 0, rate = 10 }, { from = 100, rate = 12 }, { from = 500, rate = 15 }] }

[[rules]]
name = "growth"
on = "order"
wallet = "growth"
give = { rate = 1 }

[tiers]
measure = { kind = "units", wallet = "growth" }

[[tiers.tier]]
name = "silver"
from = 0

[[tiers.tier]]
name = "gold"
from = 5000

[[tiers.tier]]
name = "diamond"
from = 20000
"#;

#[test]
fn imported_real_orders_come_out_as_expected() {
    let Some(data) = data_folder() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("real.toml"), PROGRAM).unwrap();
    run_in(folder.path(), "program publish {}/real.toml --db {}/db --starts 2016-01-01T00:00:00Z").expect(0);
    let orders = data.join("order_lines_tenth.csv.zst");
    let import = format!("import orders {} --db {{}}/db --format json", orders.display());
    let report = run_in(folder.path(), &import).expect(0).json();
    assert_eq!(
        (report["orders"].as_u64(), report["imported"]["recorded"].as_u64()),
        (Some(15_572), Some(15_572))
    );
    let exported = run_in(folder.path(), "export members --db {}/db --at 2018-01-02T00:00:00Z").expect(0).out;
    let members = rows(&exported, "member_id");
    let expected = std::fs::read_to_string(data.join("expected/earning.csv")).unwrap();
    let expected = rows(&expected, "member_id");
    assert_eq!(members.len(), 248);
    let (mut banded, mut base) = (0, 0);
    for (member, row) in &expected {
        let found = &members[member];
        assert_eq!(found["points_balance"], row["b_whole"], "member {member}");
        assert_eq!(found["growth_balance"], row["a_base"], "member {member}");
        banded += found["points_balance"].parse::<i64>().unwrap();
        base += found["growth_balance"].parse::<i64>().unwrap();
    }
    assert_eq!((banded, base), (4_923_539, 460_620));
    let tier = |name: &str| members.values().filter(|row| row["tier"] == name).count();
    assert_eq!((tier("silver"), tier("gold"), tier("diamond")), (233, 14, 1));
    run_in(folder.path(), "verify --db {}/db").expect(0);
}

/// The rows of a plain CSV by one of its columns.
fn rows(csv: &str, key: &str) -> HashMap<String, HashMap<String, String>> {
    let mut lines = csv.lines().map(|line| line.split(','));
    let header: Vec<&str> = lines.next().unwrap().collect();
    lines
        .map(|line| header.iter().map(|name| (*name).to_owned()).zip(line.map(str::to_owned)).collect())
        .map(|row: HashMap<String, String>| (row[key].clone(), row))
        .collect()
}
