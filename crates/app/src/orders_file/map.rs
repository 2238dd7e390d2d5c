//! The mapping file: which column is what, the unit of amounts, the zone of times.

use serde::Deserialize;
use tessera_engine::calendar::Calendar;
use tessera_engine::program::Text;

/// What a mapping file says about a file of orders. Everything is optional: columns that it does not name are
/// recognised by well-known names.
///
/// ```toml
/// amount_unit  = "major"             # or "minor": 12.50 or 1250
/// zone         = "Asia/Shanghai"     # of times without an offset; else the program's zone
/// time_format  = "%d/%m/%Y %H:%M"    # as strptime; else RFC 3339 and what resembles it: 2026-11-21 08:30:00
/// decimal_mark = "."
/// delimiter    = ";"                 # else found from the header: , ; tab |
/// rows         = "lines"             # or "orders": one row per line, or one row per order
/// empty        = ["", "NULL"]        # what stands for nothing
///
/// [columns]
/// order_id     = ["store", "till", "receipt"]   # one column, or several joined by "-"
/// member_id    = "card_no"
/// ordered_at   = ["date", "time"]    # one column, or several joined by a space
/// amount       = "net"               # what the row comes to; the rows of one order add up
/// order_amount = "total"             # what the whole order comes to, the same on each of its rows
/// unit_price   = "price"             # with quantity, instead of amount: their product
/// line_id      = "line_no"
/// sku          = "product"
/// category     = "category"
/// quantity     = "qty"
/// store        = "store"
/// channel      = "channel"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnMap {
    /// The unit of amounts; default major, unless a recognised column name says otherwise.
    pub amount_unit: Option<AmountUnit>,
    /// The IANA name of the zone of times without an offset; default the program's zone.
    pub zone: Option<String>,
    /// The format of times in the notation of strptime.
    pub time_format: Option<String>,
    /// The decimal mark: `.` (default) or `,`.
    pub decimal_mark: Option<char>,
    /// What separates columns; default what the header uses.
    pub delimiter: Option<char>,
    /// Whether rows are orders or lines of orders; default what the columns and the rows themselves say.
    pub rows: Option<RowsAre>,
    /// Texts that stand for nothing; default the empty text, `NULL`, `\N`, `NaN`, `None`, `N/A`.
    pub empty: Option<Vec<String>>,
    /// Which column is what.
    pub columns: ColumnNames,
    /// What [`ColumnMap::columns`] does not name is not recognised either. Mapping files do not say so.
    #[serde(skip)]
    pub only_named: bool,
}

/// The unit of amounts in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AmountUnit {
    /// `12.50`: a decimal number of the currency's main unit.
    #[default]
    Major,
    /// `1250`: a whole number of the currency's smallest unit.
    Minor,
}

/// What a row of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowsAre {
    /// An order: a further row with the same id repeats it, and must say the same.
    Orders,
    /// A line of an order: rows with the same order id add up.
    Lines,
}

/// Which column is what; the header's own spelling counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are explained at ColumnMap")]
pub struct ColumnNames {
    pub order_id: Option<OneOrMore>,
    pub member_id: Option<OneOrMore>,
    pub ordered_at: Option<OneOrMore>,
    pub amount: Option<String>,
    pub order_amount: Option<String>,
    pub unit_price: Option<String>,
    pub line_id: Option<String>,
    pub sku: Option<String>,
    pub category: Option<String>,
    pub quantity: Option<String>,
    pub store: Option<String>,
    pub channel: Option<String>,
}

/// One column, or several whose texts are joined.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One column.
    One(String),
    /// Several, in this order.
    More(Vec<String>),
}

impl OneOrMore {
    /// The columns.
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::More(names) => names,
        }
    }
}

impl ColumnNames {
    /// The columns named for what an order need not have.
    pub(super) fn optional(&self) -> impl Iterator<Item = &String> {
        [&self.line_id, &self.sku, &self.category, &self.quantity, &self.store, &self.channel]
            .into_iter()
            .flatten()
    }
}

impl ColumnMap {
    /// Reads a mapping file; the error names the line and what may stand there.
    pub fn parse(document: &str) -> Result<Self, MapError> {
        let map: Self = toml::from_str(document)
            .map_err(|error| MapError(Text::new(in_chinese(document, &error), error.to_string())))?;
        map.check().map_or(Ok(map), |problem| Err(MapError(problem)))
    }

    fn check(&self) -> Option<Text> {
        if !matches!(self.decimal_mark, None | Some('.' | ',')) {
            return Some(Text::new("decimal_mark：写 \".\" 或 \",\"", "decimal_mark: write \".\" or \",\""));
        }
        if self.delimiter.is_some_and(|mark| !mark.is_ascii() || matches!(mark, '"' | '\n' | '\r')) {
            return Some(Text::new(
                "delimiter：写一个 ASCII 字符，例如 \",\"、\";\" 或 \"\\t\"",
                "delimiter: write one ASCII character, such as \",\", \";\" or \"\\t\"",
            ));
        }
        let lists = [
            ("order_id", &self.columns.order_id),
            ("member_id", &self.columns.member_id),
            ("ordered_at", &self.columns.ordered_at),
        ];
        if let Some((name, _)) =
            lists.iter().find(|(_, columns)| columns.as_ref().is_some_and(|list| list.names().is_empty()))
        {
            return Some(Text::new(
                format!("columns.{name}：至少写一列"),
                format!("columns.{name}: name at least one column"),
            ));
        }
        let zone = self.zone.as_ref().filter(|zone| Calendar::new(zone).is_none())?;
        Some(Text::new(
            format!("zone：没有时区 \"{zone}\"；写 IANA 名称，例如 \"Asia/Shanghai\""),
            format!("zone: there is no time zone \"{zone}\"; write an IANA name such as \"Asia/Shanghai\""),
        ))
    }
}

/// What the reader of TOML says, as far as it is about keys; where else the notation is wrong, its own words with the line.
fn in_chinese(document: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| document.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let said = error.message();
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let known = |known: &[&str]| known.join("、");
    match quoted.as_slice() {
        [unknown, rest @ ..] if said.starts_with("unknown field") => {
            format!("映射文件第 {line} 行：没有 {unknown} 这一项；可写：{}", known(rest))
        }
        [unknown, rest @ ..] if said.starts_with("unknown variant") => {
            format!("映射文件第 {line} 行：不能写 \"{unknown}\"；可写：{}", known(rest))
        }
        _ => format!("映射文件第 {line} 行写得不对：{said}"),
    }
}

/// Why a mapping file cannot be used: the line, and what may stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct MapError(pub Text);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_example_is_a_map() {
        let source = include_str!("map.rs");
        let example: String = source
            .lines()
            .skip_while(|line| *line != "/// ```toml")
            .skip(1)
            .take_while(|line| *line != "/// ```")
            .map(|line| format!("{}\n", line.trim_start_matches("///")))
            .collect();
        let map = ColumnMap::parse(&example).unwrap();
        assert_eq!(map.zone.as_deref(), Some("Asia/Shanghai"));
        assert_eq!(map.columns.order_id.unwrap().names(), ["store", "till", "receipt"]);
    }

    #[test]
    fn what_a_map_may_not_say_is_refused_with_what_it_may() {
        let zh = |document| ColumnMap::parse(document).unwrap_err().0.zh.to_string();
        assert!(
            zh("\n[columns]\namont = \"x\"")
                .starts_with("映射文件第 3 行：没有 amont 这一项；可写：order_id、member_id")
        );
        assert_eq!(zh("rows = \"both\""), "映射文件第 1 行：不能写 \"both\"；可写：orders、lines");
        let error = |document| ColumnMap::parse(document).unwrap_err().to_string();
        assert!(error("colums.order_id = \"x\"").contains("unknown field `colums`, expected one of"));
        assert!(error("[columns]\norder = \"x\"").contains("expected one of `order_id`"));
        assert!(error("amount_unit = \"cents\"").contains("expected `major` or `minor`"));
        assert!(error("zone = \"Asia/Peking\"").contains("IANA"));
        assert!(error("decimal_mark = \"'\"").contains("write \".\""));
        assert!(error("[columns]\nordered_at = []").contains("at least one"));
        assert!(error("delimiter = \"，\"").contains("ASCII"));
    }
}
