//! The beginning of a file, for who has to say what its columns are.

use super::columns::Field;
use super::csv_rows;
use super::error::{ColumnProblem, OrdersFileError};
use super::json_rows;
use super::known::recognise;
use super::map::{AmountUnit, ColumnMap, ColumnNames, OneOrMore};
use super::read::{ReadOptions, read};
use super::source::Source;
use serde_json::Value;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use tessera_engine::program::Text;

/// How much of a file is looked at, in bytes of its plain text.
const HEAD: u64 = 1 << 20;
/// How many rows are shown.
const ROWS: usize = 20;
/// How many faults are told.
const FAULTS: usize = 20;
/// What stands between the columns of one field.
const AND: &str = " + ";

/// The beginning of a file, as people look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// `csv` or `ndjson`; empty where it is neither.
    pub format: &'static str,
    /// The names of the columns, in the order of the file.
    pub columns: Vec<Box<str>>,
    /// The first rows, as they are written.
    pub rows: Vec<Vec<String>>,
    /// Which fields were recognised in which column; several columns of one field with ` + ` between them.
    pub mapping: Vec<(Field, String)>,
    /// What is wrong with the beginning of the file, as far as it can be told.
    pub faults: Vec<Text>,
}

/// Looks at the beginning of a file; it may be cut off anywhere. Columns are recognised by well-known names.
pub fn preview(mut source: Source, options: &ReadOptions) -> Preview {
    let (name, mut head) = (source.name.clone(), Vec::new());
    // A packed file that is cut off ends with an error: what came before it counts.
    let outcome = (&mut source.bytes).take(HEAD).read_to_end(&mut head);
    if let (Err(source), true) = (outcome, head.is_empty()) {
        let error = OrdersFileError::reading(&name, source);
        return Preview { faults: vec![error.text()], ..Preview::default() };
    }
    // The last row may be a part of one; a whole file that is this small ends at its end.
    if head.len() as u64 >= HEAD || source.size.is_some_and(|size| size >= HEAD) {
        let end = head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |place| place + 1);
        head.truncate(end);
    }
    if head.starts_with("\u{feff}".as_bytes()) {
        head.drain(..3);
    }
    let (format, columns, rows) = match head.trim_ascii_start().first() {
        None | Some(b'[') => ("", Vec::new(), Vec::new()),
        Some(b'{') => objects(&head),
        Some(_) => records(&head),
    };
    let (mapping, faults) = understood(&name, &head, &columns, options);
    Preview { format, columns, rows, mapping, faults }
}

type Table = (&'static str, Vec<Box<str>>, Vec<Vec<String>>);

fn records(head: &[u8]) -> Table {
    let delimiter = csv_rows::delimiter(head);
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(head)
        .into_byte_records()
        .map_while(Result::ok)
        .map(|record| record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect());
    let header: Vec<String> = records.next().unwrap_or_default();
    ("csv", header.into_iter().map(Into::into).collect(), records.take(ROWS).collect())
}

fn objects(head: &[u8]) -> Table {
    let columns = json_rows::keys(head);
    let lines = head.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let row = |line: &[u8]| {
        let object: Value = serde_json::from_slice(line).unwrap_or_default();
        let cell = |name: &str| match object.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        columns.iter().map(|name| cell(name)).collect()
    };
    let rows = lines.take(ROWS).map(row).collect();
    ("ndjson", columns, rows)
}

/// Which column is which field, and what stands against it. A field that nobody can tell does not hide the others.
fn understood(
    name: &str,
    head: &[u8],
    columns: &[Box<str>],
    options: &ReadOptions,
) -> (Vec<(Field, String)>, Vec<Text>) {
    let (mut map, mut unknown, mut faults) = (ColumnMap::default(), Vec::new(), Vec::new());
    loop {
        let outcome = Source::new(name.to_owned(), None, Box::new(Cursor::new(head.to_vec())))
            .and_then(|source| read(source, &map, options, &mut |_| ControlFlow::Continue(())));
        match outcome {
            Ok(orders) => {
                if unknown.is_empty() {
                    faults.extend(orders.rejected.list.iter().take(FAULTS).map(super::Rejection::text));
                }
                let known = |(field, _): &(Field, String)| !unknown.contains(field);
                return (orders.summary.columns.into_iter().filter(known).collect(), faults);
            }
            Err(error) => {
                faults.push(error.text());
                let OrdersFileError::Columns(problem) = error else { return (Vec::new(), faults) };
                let (ColumnProblem::Missing { field, .. }
                | ColumnProblem::Ambiguous { field, .. }
                | ColumnProblem::NotThere { field, .. }
                | ColumnProblem::Twice { field, .. }) = problem;
                // Any column of a name of its own stands in, so that the rest can be told.
                let once = |name: &str| columns.iter().filter(|other| ***other == *name).count() == 1;
                let Some(stand_in) =
                    columns.iter().find(|name| once(name)).filter(|_| !unknown.contains(&field))
                else {
                    return (Vec::new(), faults);
                };
                map.columns.put(field, stand_in);
                unknown.push(field);
            }
        }
    }
}

impl ColumnMap {
    /// The map that says of each field which column it is, as [`Preview::mapping`] writes it, and nothing of others: what it does not name is not used. Amounts
    /// are in minor units where the column's name is known to say so.
    pub fn of_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Text> {
        let mut map = Self { only_named: true, ..Self::default() };
        for (key, column) in fields {
            let Some(field) = Field::ALL.into_iter().find(|field| field.key() == key) else {
                let keys = Field::ALL.map(Field::key).join(", ");
                return Err(Text::new(
                    format!("没有 {key} 这一项；可写：{keys}"),
                    format!("there is no field {key}; there are {keys}"),
                ));
            };
            if field.is_money() && recognise(column).is_some_and(|known| known.minor) {
                map.amount_unit = Some(AmountUnit::Minor);
            }
            map.columns.put(field, column);
        }
        Ok(map)
    }
}

impl ColumnNames {
    fn put(&mut self, field: Field, column: &str) {
        let several = || match column.contains(AND) {
            true => Some(OneOrMore::More(column.split(AND).map(str::to_owned).collect())),
            false => Some(OneOrMore::One(column.to_owned())),
        };
        let one = Some(column.to_owned());
        match field {
            Field::OrderId => self.order_id = several(),
            Field::MemberId => self.member_id = several(),
            Field::OrderedAt => self.ordered_at = several(),
            Field::Amount => self.amount = one,
            Field::OrderAmount => self.order_amount = one,
            Field::UnitPrice => self.unit_price = one,
            Field::LineId => self.line_id = one,
            Field::Sku => self.sku = one,
            Field::Category => self.category = one,
            Field::Quantity => self.quantity = one,
            Field::Store => self.store = one,
            Field::Channel => self.channel = one,
        }
    }
}

impl Field {
    /// What people call it.
    pub fn label(self) -> Text {
        let (zh, en) = match self {
            Self::OrderId => ("订单号", "order number"),
            Self::MemberId => ("会员号", "member number"),
            Self::OrderedAt => ("支付时间", "time of payment"),
            Self::Amount => ("金额", "amount"),
            Self::OrderAmount => ("整单金额", "amount of the whole order"),
            Self::UnitPrice => ("单价", "price of one"),
            Self::LineId => ("行号", "line number"),
            Self::Sku => ("商品编码", "article"),
            Self::Category => ("品类", "category"),
            Self::Quantity => ("数量", "quantity"),
            Self::Store => ("门店", "store"),
            Self::Channel => ("渠道", "channel"),
        };
        Text::new(zh, en)
    }

    /// Every field, in the order of the mapping file.
    pub fn all() -> [Self; 12] {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tessera_engine::calendar::Calendar;

    fn of(file: &str) -> Preview {
        let options = ReadOptions { exponent: 2, zone: Calendar::utc(), lines: true, threads: 1 };
        let source = Source::new("a".into(), Some(file.len() as u64), Box::new(Cursor::new(file.to_owned())));
        preview(source.unwrap(), &options)
    }

    fn keys(preview: &Preview) -> Vec<(&'static str, &str)> {
        preview.mapping.iter().map(|(field, column)| (field.key(), &**column)).collect()
    }

    #[test]
    fn a_file_is_shown_as_it_is_written() {
        let shown = of("order_id;member_id;date;time;amount\n1;7;2026-11-21;08:30;12,50\n2;\"a;b\";x;y\n");
        assert_eq!((shown.format, shown.columns.len()), ("csv", 5));
        assert_eq!(shown.rows[0], ["1", "7", "2026-11-21", "08:30", "12,50"]);
        assert_eq!(shown.rows[1], ["2", "a;b", "x", "y"]);
        assert!(!shown.faults.is_empty());
        let json = of(
            "{\"order_id\": 1, \"member_id\": \"7\", \"ordered_at\": \"2026-11-21\", \"amount\": 12.50}\n",
        );
        assert_eq!((json.format, &json.rows[0][..2]), ("ndjson", &["1".to_owned(), "7".into()][..]));
        assert_eq!(json.faults, []);
    }

    #[test]
    fn a_field_that_is_missing_does_not_hide_the_others() {
        let shown = of("order_id,who_is_it,ordered_at,amount_cents\n1,7,2026-11-21,1250\n");
        assert_eq!(
            keys(&shown),
            [("order_id", "order_id"), ("ordered_at", "ordered_at"), ("amount", "amount_cents")]
        );
        assert_eq!(shown.faults.len(), 1, "{:?}", shown.faults);
    }

    #[test]
    fn what_is_no_file_of_orders_says_so() {
        for file in ["", "[1, 2]"] {
            let shown = of(file);
            assert_eq!((shown.columns.len(), shown.faults.len()), (0, 1), "{file}");
        }
    }

    #[test]
    fn named_columns_are_used_and_no_others() {
        let map = ColumnMap::of_fields([("order_id", "a + b"), ("amount", "amount_cents")]).unwrap();
        assert_eq!(map.columns.order_id, Some(OneOrMore::More(vec!["a".into(), "b".into()])));
        assert_eq!((map.amount_unit, map.only_named), (Some(AmountUnit::Minor), true));
        assert!(ColumnMap::of_fields([("order", "a")]).unwrap_err().en.contains("order_id"));
    }
}
