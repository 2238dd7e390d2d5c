//! Files of orders as import and backtest take them.

use crate::context::Context;
use crate::exit::Failure;
use crate::labels::Labels;
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tessera_app::Progress;
use tessera_app::orders_file::{self, ColumnMap, Orders, OrdersFileError, ReadOptions, Source};

/// `--map`.
#[derive(Debug, Args)]
pub(crate) struct OrdersArgument {
    /// A mapping file (TOML): which column is what, the unit of amounts, the zone of times without an offset. Without it, columns are
    /// recognised by well-known names · 列映射文件
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

impl OrdersArgument {
    /// The mapping; the default one where no file is named.
    pub(crate) fn map(&self) -> Result<ColumnMap, Failure> {
        let Some(path) = &self.map else { return Ok(ColumnMap::default()) };
        let document = std::fs::read_to_string(path).map_err(|error| Failure::reading(path, &error))?;
        ColumnMap::parse(&document).map_err(|error| {
            let (path, zh, en) = (path.display(), &error.0.zh, &error.0.en);
            Failure::input(text!("{path}：{zh}", "{path}: {en}"))
        })
    }
}

/// Reads a file with a progress bar. `lines`: what tells the lines of orders apart is wanted.
pub(crate) fn read(
    context: &Context,
    file: &Path,
    map: &ColumnMap,
    program: &Labels,
    lines: bool,
) -> Result<Orders, Failure> {
    let source = Source::open(file).map_err(failure)?;
    let options = ReadOptions {
        exponent: program.exponent(),
        zone: program.calendar(),
        lines,
        threads: std::thread::available_parallelism().map_or(1, Into::into),
    };
    let progress = Progress::new();
    let _bar = Bar::follow(context, &text!("读取订单", "Reading orders"), Unit::Bytes, &progress);
    let mut seen = 0;
    let mut watch = |read: orders_file::ReadProgress| {
        progress.set_total(read.total.unwrap_or(0));
        progress.add(read.bytes - seen);
        seen = read.bytes;
        ControlFlow::Continue(())
    };
    orders_file::read(source, map, &options, &mut watch).map_err(failure)
}

fn failure(error: OrdersFileError) -> Failure {
    Failure::input(error.text())
}
