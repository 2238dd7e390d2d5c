//! Reading records.

use crate::part::{Of, Part};
use rusqlite::{Connection, OptionalExtension};
use tessera_store::{Journaled, Seq, StoreError, record};

/// The number of the last fact; 0 if there is none.
pub(crate) fn head(journal: &Connection, part: &Part) -> Result<Seq, StoreError> {
    let head: Option<i64> =
        journal.query_row("SELECT max(last) FROM journal", [], |row| row.get(0)).of(part)?;
    Ok(head.unwrap_or_default().cast_unsigned())
}

/// At most `limit` facts after a number, in order. Refuses a journal with a gap or a record that cannot be read.
pub(crate) fn read(
    journal: &Connection,
    part: &Part,
    after: Seq,
    limit: usize,
) -> Result<Vec<Journaled>, StoreError> {
    let mut found = Vec::new();
    if limit == 0 {
        return Ok(found);
    }
    let mut statement =
        journal.prepare_cached("SELECT last, record FROM journal WHERE last > ?1 ORDER BY last").of(part)?;
    let mut rows = statement.query([i64::try_from(after).unwrap_or(i64::MAX)]).of(part)?;
    let mut read = after;
    while let Some(row) = rows.next().of(part)? {
        let last = row.get::<_, i64>(0).of(part)?.cast_unsigned();
        let bytes = row.get_ref(1).of(part)?.as_blob().map_err(|error| part.damaged(error))?;
        let facts = record::open(bytes)
            .map_err(|error| part.damaged(format!("the record that ends with fact {last}: {error}")))?;
        // The first record may begin before what is asked for, later ones begin where the one before ended.
        let first = (last + 1)
            .checked_sub(facts.len() as Seq)
            .filter(|first| if read == after { *first <= read + 1 } else { *first == read + 1 });
        let first = first.ok_or_else(|| part.damaged(format!("facts are missing after {read}")))?;
        for (seq, fact) in (first..).zip(facts).skip_while(|(seq, _)| *seq <= after) {
            if found.len() == limit {
                return Ok(found);
            }
            found.push(Journaled { seq, fact });
        }
        read = last;
    }
    Ok(found)
}

/// The checksum of the record that holds this number; `None` if the journal ends before.
pub(crate) fn witness(journal: &Connection, part: &Part, seq: Seq) -> Result<Option<u32>, StoreError> {
    if seq == 0 {
        return Ok(Some(0));
    }
    let bytes: Option<Vec<u8>> = journal
        .prepare_cached("SELECT substr(record, 1, 14) FROM journal WHERE last >= ?1 ORDER BY last LIMIT 1")
        .of(part)?
        .query_row([i64::try_from(seq).unwrap_or(i64::MAX)], |row| row.get(0))
        .optional()
        .of(part)?;
    Ok(bytes.map(|bytes| record::fingerprint(&bytes)))
}
