//! Rows of named columns, as CSV or as JSON lines.

use super::Form;
use csv::Writer;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Writes rows whose columns are the same.
pub(super) enum Records<'o> {
    Csv(Box<Writer<&'o mut (dyn Write + Send)>>),
    Json { out: &'o mut (dyn Write + Send), columns: &'static [&'static str] },
}

/// One value of a row.
pub(super) enum Cell<'v> {
    Text(&'v str),
    Owned(String),
    Number(u64),
    Nothing,
}

impl<'o> Records<'o> {
    /// Begins with the header, where there is one.
    pub(super) fn new(
        form: Form,
        out: &'o mut (dyn Write + Send),
        columns: &'static [&'static str],
    ) -> io::Result<Self> {
        match form {
            Form::Json => Ok(Self::Json { out, columns }),
            Form::Csv => {
                let mut csv = Writer::from_writer(out);
                csv.write_record(columns)?;
                Ok(Self::Csv(Box::new(csv)))
            }
        }
    }

    /// Writes a row, a cell for each column.
    pub(super) fn write<const N: usize>(&mut self, row: [Cell<'_>; N]) -> io::Result<()> {
        match self {
            Self::Csv(csv) => {
                for cell in &row {
                    match cell {
                        Cell::Text(text) => csv.write_field(text)?,
                        Cell::Owned(text) => csv.write_field(text)?,
                        Cell::Number(number) => csv.write_field(number.to_string())?,
                        Cell::Nothing => csv.write_field("")?,
                    }
                }
                Ok(csv.write_record(None::<&[u8]>)?)
            }
            Self::Json { out, columns } => {
                let object: Map<String, Value> = columns
                    .iter()
                    .zip(&row)
                    .map(|(column, cell)| ((*column).to_owned(), cell.json()))
                    .collect();
                writeln!(out, "{}", Value::Object(object))
            }
        }
    }

    /// Writes what is left in the buffer.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(mut csv) => csv.flush(),
            Self::Json { out, .. } => out.flush(),
        }
    }
}

impl Cell<'_> {
    fn json(&self) -> Value {
        match self {
            Self::Text(text) => (*text).into(),
            Self::Owned(text) => text.as_str().into(),
            Self::Number(number) => (*number).into(),
            Self::Nothing => Value::Null,
        }
    }
}

impl<'v> From<Option<&'v str>> for Cell<'v> {
    fn from(text: Option<&'v str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}
