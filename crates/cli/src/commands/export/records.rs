//! Rows of named columns, as CSV or as JSON lines.

use super::Form;
use csv::Writer;
use serde_json::{Map, Value};
use std::io::{self, Write};
use tessera_app::backtest::{Cell, write_cells};

/// Writes rows whose columns are the same.
pub(super) enum Records<'o> {
    Csv(Box<Writer<&'o mut (dyn Write + Send)>>),
    Json { out: &'o mut (dyn Write + Send), columns: Vec<&'static str> },
}

impl<'o> Records<'o> {
    /// Begins with the header, where there is one.
    pub(super) fn new(
        form: Form,
        out: &'o mut (dyn Write + Send),
        columns: impl IntoIterator<Item = &'static str>,
    ) -> io::Result<Self> {
        match form {
            Form::Json => Ok(Self::Json { out, columns: columns.into_iter().collect() }),
            Form::Csv => {
                let mut csv = Writer::from_writer(out);
                csv.write_record(columns)?;
                Ok(Self::Csv(Box::new(csv)))
            }
        }
    }

    /// Writes a row, a cell for each column.
    pub(super) fn write(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        match self {
            Self::Csv(csv) => write_cells(csv, row),
            Self::Json { out, columns } => {
                let object: Map<String, Value> = columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| ((*column).to_owned(), json(cell)))
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

fn json(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Text(text) => (*text).into(),
        Cell::Owned(text) => text.as_str().into(),
        Cell::Number(number) => (*number).into(),
        Cell::Nothing => Value::Null,
    }
}
