//! Prints the OpenAPI document, as `docs/openapi.json` holds it.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(tessera_api::document().as_bytes())
}
