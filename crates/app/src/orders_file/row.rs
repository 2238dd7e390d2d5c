//! One row in typed form, and what reads it: the same for every file format.

use super::columns::{AmountFrom, Columns, Field};
use super::map::AmountUnit;
use super::number::{self, NumberProblem};
use super::reason::Reason;
use super::time::{TimeProblem, Times};
use serde::{Deserialize, Serialize};
use tessera_engine::values::{EventId, Instant, Quantity};

/// How the texts of a file become values.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) columns: Columns,
    pub(super) times: Times,
    /// Decimals of the currency's minor unit.
    pub(super) exponent: u8,
    pub(super) decimal_mark: u8,
    /// Texts that stand for nothing.
    pub(super) empty: Vec<Box<str>>,
    /// Whether what tells lines apart is wanted.
    pub(super) lines: bool,
}

/// A text in the batch that the row stands in, or the number that the text is: digits without leading zeros.
/// Numbers compare and hash in one step and need no room of their own; most ids are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    /// Nothing.
    pub(super) const NONE: Self = Self(u64::MAX);
    const TEXT: u64 = 1 << 63;

    /// A number, if it is one that can stand for its text.
    pub(super) fn number(text: &str) -> Option<u64> {
        let bytes = text.as_bytes();
        let fits = match bytes {
            [b'0'] => true,
            [b'1'..=b'9', rest @ ..] => bytes.len() <= 18 && rest.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        fits.then(|| bytes.iter().fold(0, |value, b| value * 10 + u64::from(b - b'0')))
    }

    fn put(text: &str, arena: &mut String) -> Self {
        Self::number(text).map_or_else(|| Self::text(text, arena), Self)
    }

    /// The key of an id in an arena that it is added to.
    pub(super) fn of(id: Option<Id<'_>>, arena: &mut String) -> Self {
        match id {
            None => Self::NONE,
            Some(Id::Number(number)) => Self(number),
            Some(Id::Text(text)) => Self::text(text, arena),
        }
    }

    fn text(text: &str, arena: &mut String) -> Self {
        let start = arena.len() as u64;
        arena.push_str(text);
        Self(Self::TEXT | (start << 31) | text.len() as u64)
    }

    /// What it stands for.
    pub(super) fn resolve(self, arena: &str) -> Option<Id<'_>> {
        if self == Self::NONE {
            return None;
        }
        if self.0 & Self::TEXT == 0 {
            return Some(Id::Number(self.0));
        }
        let start = ((self.0 & !Self::TEXT) >> 31) as usize;
        let length = (self.0 & ((1 << 31) - 1)) as usize;
        Some(Id::Text(&arena[start..start + length]))
    }
}

/// An id as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Id<'a> {
    /// Up to 18 digits without leading zeros.
    Number(u64),
    /// Any other text.
    Text(&'a str),
}

impl std::fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The line of the file.
    pub(super) line: u64,
    pub(super) order: Key,
    pub(super) member: Key,
    pub(super) at: Instant,
    /// What the row, or the order, comes to, in minor units.
    pub(super) amount: i64,
    /// What the order states, where the file has both.
    pub(super) stated: i64,
    pub(super) store: Key,
    pub(super) channel: Key,
    pub(super) line_id: Key,
    pub(super) sku: Key,
    pub(super) category: Key,
    pub(super) quantity: Quantity,
}

/// A row that cannot be read.
#[derive(Clone, Debug)]
pub(super) struct BadRow {
    pub(super) line: u64,
    /// The order it belongs to, if that much can be read.
    pub(super) order: Key,
    pub(super) problem: Problem,
}

/// What cannot be read in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Problem {
    pub(super) field: Option<Field>,
    pub(super) value: Box<str>,
    pub(super) reason: Reason,
}

/// The rows of one block.
#[derive(Default)]
pub(super) struct Batch {
    /// The block's place.
    pub(super) index: u64,
    pub(super) rows: Vec<Row>,
    pub(super) bad: Vec<BadRow>,
    /// The texts of the rows.
    pub(super) arena: String,
}

/// The texts of one row.
pub(super) trait Fields {
    /// The text of a column, without blanks around it; empty if it is not there. An error if it is not UTF-8.
    fn get(&self, column: usize) -> Result<&str, Reason>;
}

impl Batch {
    /// Reads one row and adds it, or why it cannot be read.
    pub(super) fn add(&mut self, line: u64, fields: &impl Fields, reading: &Reading) {
        let order = match self.order_id(fields, reading) {
            Ok(order) => order,
            Err(problem) => return self.refuse(line, Key::NONE, problem),
        };
        match self.row(line, order, fields, reading) {
            Ok(row) => self.rows.push(row),
            Err(problem) => self.refuse(line, order, problem),
        }
    }

    /// Notes a row that cannot be read.
    pub(super) fn refuse(&mut self, line: u64, order: Key, problem: Problem) {
        self.bad.push(BadRow { line, order, problem });
    }

    fn row(
        &mut self,
        line: u64,
        order: Key,
        fields: &impl Fields,
        reading: &Reading,
    ) -> Result<Row, Problem> {
        let columns = &reading.columns;
        let member = if reading.all_nothing(fields, &columns.member_id, Field::MemberId)? {
            Key::NONE
        } else {
            self.id(fields, &columns.member_id, Field::MemberId)?
        };
        let at = reading.instant(fields)?;
        let (amount, stated) = reading.amounts(fields)?;
        let mut optional = |field: Field, column: Option<usize>| match column {
            Some(column) => match text(fields, column, field)? {
                value if reading.nothing(value) => Ok(Key::NONE),
                value => Ok(Key::put(value, &mut self.arena)),
            },
            None => Ok(Key::NONE),
        };
        let store = optional(Field::Store, columns.store)?;
        let channel = optional(Field::Channel, columns.channel)?;
        let line_id = optional(Field::LineId, columns.line_id)?;
        let (sku, category, quantity) = if reading.lines {
            let sku = optional(Field::Sku, columns.sku)?;
            let category = optional(Field::Category, columns.category)?;
            (sku, category, reading.quantity(fields)?)
        } else {
            (Key::NONE, Key::NONE, Quantity::default())
        };
        Ok(Row { line, order, member, at, amount, stated, store, channel, line_id, sku, category, quantity })
    }

    fn order_id(&mut self, fields: &impl Fields, reading: &Reading) -> Result<Key, Problem> {
        let columns = &reading.columns.order_id;
        if reading.all_nothing(fields, columns, Field::OrderId)? {
            return Err(Problem::at(Field::OrderId, "", Reason::Missing));
        }
        self.id(fields, columns, Field::OrderId)
    }

    fn id(&mut self, fields: &impl Fields, columns: &[usize], field: Field) -> Result<Key, Problem> {
        let joined;
        let value = match columns {
            [column] => text(fields, *column, field)?,
            several => {
                joined = join(fields, several, "-", field)?;
                &joined
            }
        };
        if Key::number(value).is_none() && EventId::new(value).is_none() {
            return Err(Problem::at(field, value, Reason::BadId));
        }
        Ok(Key::put(value, &mut self.arena))
    }
}

impl Reading {
    fn nothing(&self, text: &str) -> bool {
        text.is_empty() || self.empty.iter().any(|empty| **empty == *text)
    }

    fn all_nothing(&self, fields: &impl Fields, columns: &[usize], field: Field) -> Result<bool, Problem> {
        for column in columns {
            if !self.nothing(text(fields, *column, field)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn instant(&self, fields: &impl Fields) -> Result<Instant, Problem> {
        let joined;
        let value = match self.columns.ordered_at.as_slice() {
            [column] => text(fields, *column, Field::OrderedAt)?,
            several => {
                joined = join(fields, several, " ", Field::OrderedAt)?;
                &joined
            }
        };
        self.times.instant(value).map_err(|problem| {
            let reason = match problem {
                TimeProblem::NotATime if self.nothing(value) => Reason::Missing,
                TimeProblem::NotATime => Reason::NotATime,
                TimeProblem::Implausible => Reason::ImplausibleTime,
            };
            Problem::at(Field::OrderedAt, value, reason)
        })
    }

    fn amounts(&self, fields: &impl Fields) -> Result<(i64, i64), Problem> {
        match self.columns.amount {
            AmountFrom::Row(column) => Ok((self.amount(fields, column, Field::Amount)?, 0)),
            AmountFrom::Order(column) => Ok((self.amount(fields, column, Field::OrderAmount)?, 0)),
            AmountFrom::Both { row, order } => Ok((
                self.amount(fields, row, Field::Amount)?,
                self.amount(fields, order, Field::OrderAmount)?,
            )),
            AmountFrom::Price { price, quantity } => {
                let price = text(fields, price, Field::UnitPrice)?;
                let pieces = text(fields, quantity, Field::Quantity)?;
                number::product(price, pieces, self.decimals(), self.decimal_mark)
                    .map(|amount| (amount, 0))
                    .map_err(|problem| self.number(Field::UnitPrice, &format!("{price} × {pieces}"), problem))
            }
        }
    }

    fn amount(&self, fields: &impl Fields, column: usize, field: Field) -> Result<i64, Problem> {
        let value = text(fields, column, field)?;
        number::amount(value, self.decimals(), self.decimal_mark)
            .map_err(|problem| self.number(field, value, problem))
    }

    fn quantity(&self, fields: &impl Fields) -> Result<Quantity, Problem> {
        let Some(column) = self.columns.quantity else { return Ok(Quantity::pieces(1)) };
        let value = text(fields, column, Field::Quantity)?;
        if self.nothing(value) {
            return Ok(Quantity::pieces(1));
        }
        number::quantity(value, self.decimal_mark)
            .map_err(|problem| self.number(Field::Quantity, value, problem))
    }

    fn number(&self, field: Field, value: &str, problem: NumberProblem) -> Problem {
        let reason = match problem {
            NumberProblem::NotANumber if self.nothing(value) => Reason::Missing,
            NumberProblem::NotANumber => Reason::NotANumber,
            NumberProblem::TooFine => Reason::TooFine { decimals: self.decimals() },
            NumberProblem::TooLarge => Reason::TooLarge,
        };
        Problem::at(field, value, reason)
    }

    fn decimals(&self) -> u8 {
        match self.columns.unit {
            AmountUnit::Major => self.exponent,
            AmountUnit::Minor => 0,
        }
    }
}

impl Problem {
    /// A problem with the value of a field; long values are cut.
    pub(super) fn at(field: Field, value: &str, reason: Reason) -> Self {
        Self { field: Some(field), value: value.chars().take(80).collect::<String>().into(), reason }
    }

    /// A problem with the row as a whole.
    pub(super) fn of_row(reason: Reason) -> Self {
        Self { field: None, value: "".into(), reason }
    }
}

fn text(fields: &impl Fields, column: usize, field: Field) -> Result<&str, Problem> {
    fields.get(column).map_err(|reason| Problem::at(field, "", reason))
}

fn join(fields: &impl Fields, columns: &[usize], glue: &str, field: Field) -> Result<String, Problem> {
    let mut joined = String::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            joined.push_str(glue);
        }
        joined.push_str(text(fields, *column, field)?);
    }
    Ok(joined)
}
