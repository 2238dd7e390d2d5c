//! Whether anything of those who were erased is left in the bytes of the documents.

use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// How many bytes tell a part from all others.
const BEGIN: usize = 16;

/// A person, and which part of what is kept.
type Part = (usize, usize);

/// What is kept of each person: what would open the data, and what would find them.
pub(crate) struct Kept(Vec<[Vec<u8>; 4]>);

impl Kept {
    /// What the documents in a folder hold of members, by their ids.
    pub(crate) fn of(db: &Path, members: &[String]) -> Self {
        let people = Connection::open(db.join("people.db")).unwrap();
        let mut body =
            people.prepare("SELECT body FROM documents WHERE collection = 'person' AND id = ?1").unwrap();
        let one = |member: &String| {
            let id = member.strip_prefix("mem_").unwrap();
            let body: Vec<u8> = body.query_row([id], |row| row.get(0)).unwrap();
            parts(&body)
        };
        Self(members.iter().map(one).collect())
    }

    /// What is left of those who are erased, by person and part; of all others everything is.
    pub(crate) fn left(&self, db: &Path, erased: &[usize]) -> Vec<Part> {
        let erased: HashSet<usize> = erased.iter().copied().collect();
        let mut bytes = Vec::new();
        for file in ["people.db", "people.db-wal", "people.db-shm"] {
            // The logs beside it are gone where it was closed well.
            bytes.extend(std::fs::read(db.join(file)).unwrap_or_default());
        }
        // By what each begins with: digests and random bits. Eight digits of a digest would be the same for two of them once in twenty runs.
        let begin: BTreeMap<[u8; BEGIN], Part> = (self.0.iter().enumerate())
            .flat_map(|(person, parts)| {
                parts.iter().enumerate().map(move |(part, bytes)| (first(bytes), (person, part)))
            })
            .collect();
        let found: BTreeSet<Part> = (bytes.windows(BEGIN).enumerate())
            .filter_map(|(at, window)| Some((at, begin.get(window)?)))
            .filter(|(at, (person, part))| bytes[*at..].starts_with(&self.0[*person][*part]))
            .map(|(_, found)| *found)
            .collect();
        let (left, kept): (Vec<Part>, Vec<Part>) =
            found.into_iter().partition(|(person, _)| erased.contains(person));
        assert_eq!(kept.len(), 4 * (self.0.len() - erased.len()), "the others are all there");
        left
    }
}

fn first(bytes: &[u8]) -> [u8; BEGIN] {
    bytes[..BEGIN].try_into().unwrap()
}

/// The wrapped key, the sealed data and the two blind indexes, out of a person's document as `tessera-people` writes it.
fn parts(body: &[u8]) -> [Vec<u8>; 4] {
    // The format, the status, that there is a card.
    let mut rest = &body[3..];
    let mut next = |length: Option<usize>| {
        let length = length.unwrap_or_else(|| {
            let (first, after) = rest.split_first().unwrap();
            rest = after;
            assert!(*first < 128, "a longer length is written in two bytes");
            usize::from(*first)
        });
        let (part, after) = rest.split_at(length);
        rest = after;
        part.to_vec()
    };
    let _card = next(None);
    let (wrapped, sealed) = (next(None), next(None));
    assert_eq!(next(Some(2)), [2, 0], "two claims, the first of a phone");
    let phone = next(Some(32));
    assert_eq!(next(Some(1)), [1]);
    [wrapped, sealed, hex(&phone), hex(&next(Some(32)))]
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}
