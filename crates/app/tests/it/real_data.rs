//! Real orders and what two independent programs computed from them, where the shared folder is there.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tessera_app::orders_file::{ColumnMap, Orders, ReadOptions, Source, Spill, read, read_sorted};
use tessera_app::{ImportedOrder, RefusedRow};
use tessera_engine::calendar::Calendar;
use tessera_engine::program::{Program, check};
use tessera_engine::values::Instant;

/// The real orders, read without a map.
pub(crate) fn orders(folder: &Path, lines: bool) -> Orders {
    let source = Source::open(&folder.join("order_lines_tenth.csv.zst")).unwrap();
    let options = ReadOptions { exponent: 2, zone: Calendar::utc(), lines, threads: 2 };
    read(source, &ColumnMap::default(), &options, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// The same on their way into a database.
pub(crate) fn imports(folder: &Path) -> Vec<Result<ImportedOrder, RefusedRow>> {
    let source = Source::open(&folder.join("order_lines_tenth.csv.zst")).unwrap();
    let options = ReadOptions { exponent: 2, zone: Calendar::utc(), lines: false, threads: 2 };
    let (map, spill) = (ColumnMap::default(), Spill::into(folder));
    let watch = &mut |_| ControlFlow::Continue(());
    let (orders, broken) =
        read_sorted(source, &map, &options, Instant::NEVER, &spill, watch).unwrap().into_imports();
    let orders = orders.collect();
    assert!(broken.error().is_none());
    orders
}

/// One of the engine's test programs, or one of the presets, as it is written.
pub(crate) fn document(name: &str) -> String {
    let folder = if PRESETS.contains(&name) { "../../programs" } else { "../engine/tests/programs" };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
    std::fs::read_to_string(path.with_extension("toml")).unwrap()
}

/// The programs that come with the product.
pub(crate) const PRESETS: [&str; 3] = ["flat", "banded", "growth"];

/// One of the engine's test programs, checked.
pub(crate) fn program(name: &str) -> Arc<Program> {
    let checked = check(&document(name));
    Arc::new(checked.program.unwrap_or_else(|| panic!("{name}: {:?}", checked.diagnostics)))
}

/// The instants that a table of balances has columns for.
pub(crate) fn instants(expected: &Expected) -> Vec<Instant> {
    let balances = expected.0[0].keys().filter_map(|column| column.strip_prefix("balance@"));
    balances.map(|instant| instant.parse().unwrap()).collect()
}

/// A table of expected figures: by member, by column.
pub(crate) struct Expected(pub(crate) Vec<BTreeMap<String, String>>);

impl Expected {
    /// Reads a file of `expected/`.
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let mut csv = csv::Reader::from_path(folder.join("expected").join(name)).unwrap();
        Self(csv.deserialize().map(Result::unwrap).collect())
    }

    /// One column by member.
    pub(crate) fn column(&self, name: &str) -> BTreeMap<String, String> {
        self.0.iter().map(|row| (row["member_id"].clone(), row[name].clone())).collect()
    }
}
