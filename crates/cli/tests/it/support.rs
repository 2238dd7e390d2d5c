//! Running the executable.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The run, which must have ended so.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The executable with a clean environment, in English.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tessera"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TESSERA_")) {
        command.env_remove(name);
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// Runs the executable.
pub(crate) fn tessera<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let Output { status, stdout, stderr } = command().args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

/// Runs the executable with arguments separated by spaces; `{}` stands for the folder.
pub(crate) fn run_in(folder: &Path, line: &str) -> Run {
    let folder = folder.to_str().unwrap();
    tessera(line.split_whitespace().map(|word| word.replace("{}", folder)))
}

/// A preset of the project.
pub(crate) fn preset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs").join(name)
}

/// A folder with a program and the orders of three members: shop.toml and orders.csv.
pub(crate) fn shop() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("shop.toml"), PROGRAM).unwrap();
    std::fs::write(folder.path().join("orders.csv"), ORDERS).unwrap();
    folder
}

/// The same with its database in `db`: the program published, the orders imported.
pub(crate) fn open_shop() -> TempDir {
    let folder = shop();
    run_in(folder.path(), "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00+08:00")
        .expect(0);
    run_in(folder.path(), "import orders {}/orders.csv --db {}/db").expect(0);
    folder
}

const PROGRAM: &str = r#"
[program]
code = "corner"
name = { zh = "街角茶店", en = "Corner tea" }
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]
label = { zh = "积分", en = "points" }
worth = "0.01"
expiry = { kind = "rolling", days = 30 }

[wallets.points.redemption]
minimum = 50
bands = [{ from = 50, units_per_money = 100 }]

[[rules]]
name = "base"
label = { zh = "消费积分", en = "points on spend" }
on = "order"
wallet = "points"
give = { rate = 1 }

[[rules]]
name = "tea_day"
label = { zh = "周二双倍", en = "double on Tuesdays" }
on = "order"
wallet = "points"
when = "order.weekday == 2"
give = { multiply = 2 }

[tiers]
measure = { kind = "spend", window = "lifetime" }

[[tiers.tier]]
name = "guest"
from = 0

[[tiers.tier]]
name = "regular"
label = { zh = "常客", en = "regular" }
from = 200
"#;

const ORDERS: &str = "\
order_id,member_id,ordered_at,amount,store
1001,7,2026-03-02 10:00:00,99.90,north
1002,7,2026-03-10 10:00:00,120.50,north
1003,8,2026-03-03 09:30:00,40,south
1004,9,2026-03-04 18:00:00,0,south
1005,8,2026-04-20 18:00:00,60.00,north
";
