//! Reports as CSV: a header, then rows.

use super::print;
use crate::exit::Failure;
use serde_json::Value;

/// Prints rows of these columns.
pub(crate) fn print_rows<const N: usize>(
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<(), Failure> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let written =
        csv.write_record(columns).and_then(|()| rows.into_iter().try_for_each(|row| csv.write_record(row)));
    let bytes = written
        .map_err(std::io::Error::from)
        .and_then(|()| csv.into_inner().map_err(|error| std::io::Error::other(error.to_string())));
    let bytes = bytes.map_err(|error| Failure::printing(&error))?;
    print(String::from_utf8_lossy(&bytes).trim_end())
}

/// Prints the figures of a report, one a row under the path that leads to it in the report's JSON: `instants.0.wallets.0.issued`.
pub(crate) fn print_figures(report: &impl serde::Serialize) -> Result<(), Failure> {
    let value = serde_json::to_value(report).map_err(|error| Failure::printing(&error.into()))?;
    let mut rows = Vec::new();
    gather(String::new(), &value, &mut rows);
    print_rows(["figure", "value"], rows)
}

fn gather(path: String, value: &Value, rows: &mut Vec<[String; 2]>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| gather(below(key), value, rows)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(place, value)| gather(below(&place.to_string()), value, rows));
        }
        Value::Null => rows.push([path, String::new()]),
        Value::String(text) => rows.push([path, text.clone()]),
        other => rows.push([path, other.to_string()]),
    }
}
