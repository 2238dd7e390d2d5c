//! Opens the projections' folder, or makes it anew: nothing in it is worth an error.

use super::rows::{self, Cursor};
use super::tree::{Batch, Latest, Memory, Tree};
use crate::Options;
use crate::journal::records;
use crate::part::Part;
use rusqlite::Connection;
use std::io::ErrorKind;
use tessera_store::{Seq, StoreError};

/// Makes sure that the folder is there, of our format and made from this journal. Up to which number it is projected.
pub(crate) fn open(
    part: Part,
    journal: &Connection,
    journal_part: &Part,
    options: &Options,
) -> Result<(Tree, Seq), StoreError> {
    let head = records::head(journal, journal_part)?;
    let memory = Memory { blocks: options.views_cache, members: options.members_cache };
    match inspect(&part, journal, journal_part, head, memory) {
        Ok(opened) => return Ok(opened),
        Err(Unfit::Failed(error)) => return Err(error),
        Err(Unfit::Missing) if head == 0 => {}
        Err(Unfit::Missing) => {
            tracing::warn!(path = part.name(), "there are no projections: they are made again")
        }
        Err(Unfit::Because(reason)) => {
            tracing::warn!(path = part.name(), reason, "the projections are of no use: they are made again");
        }
    }
    remove(&part)?;
    let tree = Tree::open(part, memory)?;
    let begin = |_: &Latest<'_>, batch: &mut Batch<'_>| {
        batch.put(rows::CURSOR, rows::write_cursor(Cursor::default()));
        Ok(())
    };
    tree.write(begin, |_, ()| {})?;
    Ok((tree, 0))
}

/// Why the folder cannot be used.
enum Unfit {
    Missing,
    Because(String),
    /// The journal, or the disk: making it anew would not help.
    Failed(StoreError),
}

impl From<StoreError> for Unfit {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale { detail, .. } => Self::Because(detail),
            other => Self::Failed(other),
        }
    }
}

fn inspect(
    part: &Part,
    journal: &Connection,
    journal_part: &Part,
    head: Seq,
    memory: Memory,
) -> Result<(Tree, Seq), Unfit> {
    if part.is_condemned() {
        return Err(Unfit::Because("found damaged while in use".into()));
    }
    if !part.path().exists() {
        return Err(Unfit::Missing);
    }
    if !part.path().is_dir() {
        return Err(Unfit::Because("it is no folder".into()));
    }
    let tree = Tree::open(part.clone(), memory)?;
    let kept = tree.read(|moment| moment.get(rows::CURSOR))?;
    let cursor = kept.as_deref().and_then(rows::read_cursor);
    let cursor = cursor.ok_or_else(|| Unfit::Because("they are of another format".into()))?;
    let found = records::witness(journal, journal_part, cursor.seq).map_err(Unfit::Failed)?;
    if cursor.seq > head {
        let detail = format!(
            "it ends with event {head}, but the folder views beside it was made from a longer one, which reached {}: events are missing. If you \
             have put back an older backup on purpose, delete the folder views and start again",
            cursor.seq
        );
        return Err(Unfit::Failed(journal_part.damaged(detail)));
    }
    if found != Some(cursor.witness) {
        return Err(Unfit::Because("they were made from another journal".into()));
    }
    Ok((tree, cursor.seq))
}

/// Removes the folder, and what stood for it in versions before.
pub(super) fn remove(part: &Part) -> Result<(), StoreError> {
    // What is removed in part must not be taken for whole.
    if part.path().exists() {
        let _ = std::fs::write(part.beside("-damaged"), "it is being removed");
    }
    let failed = |error: std::io::Error| {
        let (path, detail) = (part.name(), error.to_string());
        StoreError::ReadOnly { path, detail }
    };
    let missing_is_fine = |outcome: std::io::Result<()>| match outcome {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
        _ => Ok(()),
    };
    match part.path() {
        path if path.is_dir() => missing_is_fine(std::fs::remove_dir_all(path))?,
        path => missing_is_fine(std::fs::remove_file(path))?,
    }
    for ending in ["-damaged", ".db", ".db-wal", ".db-shm", ".db-damaged"] {
        missing_is_fine(std::fs::remove_file(part.beside(ending)))?;
    }
    Ok(())
}
