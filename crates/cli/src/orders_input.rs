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
use tessera_app::orders_file::{
    self, ColumnMap, Orders, OrdersFileError, ReadOptions, SortedOrders, Source, Spill,
};
use tessera_engine::values::Instant;

/// What a mapping file may say; the help of the commands that take one shows it.
pub(crate) const MAP_HELP: &str = r#"A mapping file (--map), all of it optional · 列映射文件，各项都可省略：
  amount_unit  = "major"              # "minor": 1250 means 12.50 · "minor" 表示金额以分计
  zone         = "Asia/Shanghai"      # of times without an offset; else the program's · 未带时区的时间
  time_format  = "%d/%m/%Y %H:%M"     # else 2026-11-21T08:30:00+08:00, 2026-11-21 08:30, 2026/1/7 9:05, 2026年1月7日
  decimal_mark = ","                  # else "." · 小数点
  delimiter    = ";"                  # else found from the header · 列分隔符
  rows         = "lines"              # "orders": one row per order; "lines": the rows of an order add up · 每行是订单还是商品行
  empty        = ["", "NULL"]         # what stands for nothing · 表示空的写法

  [columns]                           # what is not named is recognised by well-known names · 未写的列按常见列名识别
  order_id     = ["store", "receipt"] # one column, or several joined by "-"
  member_id    = "card_no"
  ordered_at   = ["date", "time"]     # one column, or several joined by a blank
  amount       = "net"                # what the row comes to · 行金额
  order_amount = "total"              # what the whole order comes to, on each of its rows · 整单金额
  unit_price   = "price"              # with quantity, instead of amount
  line_id      = "line_no"
  sku          = "product"
  category     = "category"
  quantity     = "qty"
  store        = "store"
  channel      = "channel""#;

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
    watched(context, |watch| orders_file::read(Source::open(file)?, map, &options(program, lines), watch))
}

/// Reads a file with a progress bar in bounded memory, for the orders up to an instant to be taken one after the other.
pub(crate) fn read_sorted(
    context: &Context,
    file: &Path,
    map: &ColumnMap,
    program: &Labels,
    until: Instant,
    spill: &Spill,
) -> Result<SortedOrders, Failure> {
    watched(context, |watch| {
        orders_file::read_sorted(Source::open(file)?, map, &options(program, true), until, spill, watch)
    })
}

fn options(program: &Labels, lines: bool) -> ReadOptions {
    ReadOptions {
        exponent: program.exponent(),
        zone: program.calendar(),
        lines,
        threads: std::thread::available_parallelism().map_or(1, Into::into),
    }
}

type Watch<'a> = &'a mut dyn FnMut(orders_file::ReadProgress) -> ControlFlow<()>;

fn watched<T>(
    context: &Context,
    read: impl FnOnce(Watch<'_>) -> Result<T, OrdersFileError>,
) -> Result<T, Failure> {
    let progress = Progress::new();
    let _bar = Bar::follow(context, &text!("读取订单", "Reading orders"), Unit::Bytes, &progress);
    let mut seen = 0;
    let mut watch = |read: orders_file::ReadProgress| {
        progress.set_total(read.total.unwrap_or(0));
        progress.add(read.bytes - seen);
        seen = read.bytes;
        ControlFlow::Continue(())
    };
    read(&mut watch).map_err(|error| failure(&error))
}

/// A file that is wrong is the caller's; a disk that is full is not.
pub(crate) fn failure(error: &OrdersFileError) -> Failure {
    match error {
        OrdersFileError::Spool { .. } => Failure::system(error.text()),
        _ => Failure::input(error.text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_of_the_help_is_one() {
        let (_, example) = MAP_HELP.split_once('\n').unwrap();
        let map = ColumnMap::parse(example).unwrap();
        assert_eq!(map.columns.order_id.unwrap().names(), ["store", "receipt"]);
        assert_eq!(map.columns.channel.as_deref(), Some("channel"));
    }
}
