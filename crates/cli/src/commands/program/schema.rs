//! `tessera program schema`.

use crate::exit::{Failure, Outcome};
use crate::output;
use tessera_engine::program::schema::json_schema_text;

pub(super) fn run() -> Result<Outcome, Failure> {
    output::print(json_schema_text().trim_end())?;
    Ok(Outcome::Done)
}
