//! Why rows and orders are left out, and what to do about it, in words.

use super::columns::Field;
use serde::{Deserialize, Serialize};
use tessera_engine::program::Text;

/// Why a row or an order was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Nothing stands where something must.
    Missing,
    /// More than 64 characters, or control characters.
    BadId,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Not a plain decimal number.
    NotANumber,
    /// More decimals than the unit of amounts has.
    TooFine {
        /// How many it has.
        decimals: u8,
    },
    /// Larger than 2^53 - 1 minor units.
    TooLarge,
    /// Not a time, or a date that does not exist.
    NotATime,
    /// Outside the years 1900 to 2200.
    ImplausibleTime,
    /// A row with another number of columns than the header.
    WrongWidth {
        /// Columns of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A line that is not a JSON object, or holds a list or object where a text or number is needed.
    NotAnObject {
        /// What the JSON reader says.
        detail: Box<str>,
    },
    /// The order's rows differ in what must be the same for all of them.
    Differs {
        /// In what.
        field: Field,
        /// A row that says otherwise.
        other_row: u64,
    },
    /// The rows add up to something else than the order states.
    DoesNotAddUp {
        /// What the rows come to, in minor units.
        sum: i64,
        /// What the order states, in minor units.
        stated: i64,
    },
    /// The order comes to less than zero.
    Negative {
        /// What it comes to, in minor units.
        sum: i64,
    },
    /// The same row again; it was counted once. The order is not left out.
    Repeated,
    /// A line with the same id again, but not the same line.
    LineIdTwice,
}

impl Reason {
    /// A stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::BadId => "bad-id",
            Self::NotUtf8 => "not-utf8",
            Self::NotANumber => "not-a-number",
            Self::TooFine { .. } => "too-fine",
            Self::TooLarge => "too-large",
            Self::NotATime => "not-a-time",
            Self::ImplausibleTime => "implausible-time",
            Self::WrongWidth { .. } => "wrong-width",
            Self::NotAnObject { .. } => "not-an-object",
            Self::Differs { .. } => "rows-differ",
            Self::DoesNotAddUp { .. } => "does-not-add-up",
            Self::Negative { .. } => "negative-order",
            Self::Repeated => "repeated",
            Self::LineIdTwice => "line-id-twice",
        }
    }

    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing => Text::new("缺少内容", "nothing stands here"),
            Self::BadId => Text::new(
                "编号须为 1 到 64 个字符，且不含控制字符",
                "an id has 1 to 64 characters and no control characters",
            ),
            Self::NotUtf8 => Text::new("不是 UTF-8 文字", "this is not UTF-8 text"),
            Self::NotANumber => Text::new("不是数字", "this is not a plain decimal number"),
            Self::TooFine { decimals } => Text::new(
                format!("小数超过 {decimals} 位，比最小货币单位还小"),
                format!("more than {decimals} decimals: finer than the smallest unit of the currency"),
            ),
            Self::TooLarge => Text::new("数字过大", "the number is too large"),
            Self::NotATime => {
                Text::new("不是时间，或日期不存在", "this is not a time, or the date does not exist")
            }
            Self::ImplausibleTime => {
                Text::new("年份不在 1900 到 2200 之间", "the year is not between 1900 and 2200")
            }
            Self::WrongWidth { found, expected } => Text::new(
                format!("该行有 {found} 列，表头有 {expected} 列"),
                format!("the row has {found} columns, the header {expected}"),
            ),
            Self::NotAnObject { detail } => Text::new(
                format!("该行不是可读的 JSON 对象：{detail}"),
                format!("the line is not a JSON object that can be read: {detail}"),
            ),
            Self::Differs { field, other_row } => Text::new(
                format!("同一订单的 {} 与第 {other_row} 行不同", field.key()),
                format!("the same order has another {} in row {other_row}", field.key()),
            ),
            Self::DoesNotAddUp { sum, stated } => Text::new(
                format!("各行之和为 {sum}，订单写的是 {stated}（最小货币单位）"),
                format!("the rows add up to {sum}, the order states {stated} (minor units)"),
            ),
            Self::Negative { sum } => Text::new(
                format!("订单金额为 {sum}（最小货币单位），小于零"),
                format!("the order comes to {sum} (minor units), less than zero"),
            ),
            Self::Repeated => Text::new("该行重复，只计一次", "the row stands twice; it was counted once"),
            Self::LineIdTwice => Text::new(
                "同一订单中有两个不同的行用同一行号",
                "two different lines of the order have the same line id",
            ),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> Text {
        match self {
            Self::Missing => Text::new(
                "补上内容；改正前整张订单不计入",
                "fill it in; until then the whole order is left out",
            ),
            Self::BadId => {
                Text::new("缩短编号或去掉特殊字符", "shorten the id or take the special characters out")
            }
            Self::NotUtf8 => Text::new("将文件另存为 UTF-8", "save the file as UTF-8"),
            Self::NotANumber => Text::new(
                "写成 1234.50：不带千位分隔符、货币符号和指数；若用逗号作小数点，在映射文件中写 decimal_mark = \",\"",
                "write 1234.50: no thousands separators, currency signs or exponents; for a decimal comma write decimal_mark = \",\" in the mapping file",
            ),
            Self::TooFine { .. } => Text::new(
                "先在导出系统中舍入到最小货币单位；若金额本来就以最小单位计，在映射文件中写 amount_unit = \"minor\"",
                "round it to the smallest unit in the system it comes from; if the file counts in smallest units, write amount_unit = \"minor\" in the mapping file",
            ),
            Self::TooLarge => Text::new("检查金额和单位", "check the number and its unit"),
            Self::NotATime => Text::new(
                "写成 2026-11-21T08:30:00+08:00、2026-11-21 08:30:00 或 2026/11/21 8:30；其他写法在映射文件中用 time_format 说明，例如 21/11/2026 08:30 写 time_format = \"%d/%m/%Y %H:%M\"",
                "write 2026-11-21T08:30:00+08:00, 2026-11-21 08:30:00 or 2026/11/21 8:30; tell other notations by time_format in the mapping file, for instance 21/11/2026 08:30 by time_format = \"%d/%m/%Y %H:%M\"",
            ),
            Self::ImplausibleTime => Text::new("检查日期", "check the date"),
            Self::WrongWidth { .. } => Text::new(
                "检查该行的引号和分隔符",
                "check the quotes and separators of the row; quote texts that hold the separator",
            ),
            Self::NotAnObject { .. } => {
                Text::new("每行写一个 JSON 对象", "write one JSON object in each line")
            }
            Self::Differs { field: Field::Amount, .. } => Text::new(
                "若同一订单的各行是商品行，在映射文件中写 rows = \"lines\"；若是改过的订单，只留正确的一行",
                "if the rows of one order are its lines, write rows = \"lines\" in the mapping file; if the order was corrected, leave only the right row",
            ),
            Self::Differs { .. } => Text::new(
                "订单号须唯一；若只在门店或收银台内唯一，在映射文件中写 order_id = [\"门店列\", \"单号列\"]",
                "an order id must be unique; if it is so only within a store or till, write order_id = [\"store column\", \"number column\"] in the mapping file",
            ),
            Self::DoesNotAddUp { .. } => Text::new(
                "在映射文件中只保留 amount 或 order_amount 之一，或改正金额",
                "name only one of amount and order_amount in the mapping file, or correct the amounts",
            ),
            Self::Negative { .. } => Text::new(
                "退货不是订单：从文件中去掉，另行登记退货",
                "a return is not an order: take it out and record it as a return",
            ),
            Self::Repeated => Text::new(
                "无须处理；若其实是两行商品，在映射文件中写 rows = \"lines\"",
                "nothing; if these are two lines of the order, write rows = \"lines\" in the mapping file",
            ),
            Self::LineIdTwice => {
                Text::new("去掉多余的行或改正行号", "take out the surplus row or correct the line id")
            }
        }
    }
}
