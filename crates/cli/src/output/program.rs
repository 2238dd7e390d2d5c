//! What is known of a published version, for machines.

use tessera_store::ProgramRow;

/// A version without its document.
pub(crate) fn program_json(row: &ProgramRow) -> serde_json::Value {
    serde_json::json!({
        "version": row.version,
        "starts_at": row.starts_at.to_string(),
        "published_at": row.published_at.to_string(),
        "published_by": row.published_by,
        "note": row.note,
    })
}
