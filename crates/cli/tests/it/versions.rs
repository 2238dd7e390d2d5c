//! A later version of the program changes nothing that an earlier one decided.

use crate::support::run_in;
use std::path::Path;

const FIRST: &str = r#"
[program]
code = "v"
name = "v"
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]

[wallets.cash]
label = { zh = "储值金", en = "store credit" }
decimals = 1

[[rules]]
name = "base"
on = "order"
wallet = "points"
give = { rate = 1 }

[[rules]]
name = "back"
label = { zh = "返现", en = "money back" }
on = "order"
wallet = "cash"
give = { rate = "0.05" }

[[caps]]
name = "day"
counts = "spend"
wallet = "cash"
per = "day"
limit = "100.50"
"#;

/// Neither the wallet, nor its rule, nor its cap.
const SECOND: &str = r#"
[program]
code = "v"
name = "v"
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]

[[rules]]
name = "base"
on = "order"
wallet = "points"
give = { rate = 1 }
"#;

fn shown(folder: &Path) -> [String; 3] {
    [
        "export entries --db {}/db",
        "export members --db {}/db --at 2026-02-01T00:00:00Z",
        "explain --db {}/db --member 7 --order 1",
    ]
    .map(|line| run_in(folder, line).expect(0).out)
}

#[test]
fn what_was_posted_reads_the_same_under_the_next_version() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in [
        ("first.toml", FIRST),
        ("second.toml", SECOND),
        ("orders.csv", "order_id,member_id,ordered_at,amount\n1,7,2026-01-10 10:00:00,200.25\n"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    run_in(folder, "program publish {}/first.toml --db {}/db --starts 2026-01-01T00:00:00Z").expect(0);
    run_in(folder, "import orders {}/orders.csv --db {}/db").expect(0);
    let before = shown(folder);
    // 5 % of the 100.50 that count, with one decimal; the other 99.75 are money.
    assert!(
        before[0].contains(",cash,earn,5.0,5.0,") && before[0].contains(",100.50,99.75,"),
        "{}",
        before[0]
    );
    assert!(before[1].contains("cash_earned") && before[1].contains(",5.0,"), "{}", before[1]);
    assert!(before[2].contains("+5.0 store credit, earned by the rule “money back”"), "{}", before[2]);
    run_in(folder, "program publish {}/second.toml --db {}/db --starts 2026-01-20T00:00:00Z").expect(0);
    assert_eq!(shown(folder), before);
    let whole = run_in(folder, "explain --db {}/db --member 7").expect(0).out;
    assert!(whole.contains("+5.0 store credit, earned by the rule “money back”"), "{whole}");
}
