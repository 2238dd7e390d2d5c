//! Tessera's store on SQLite: a folder that one process owns.
//!
//! ```no_run
//! use tessera_store::Read;
//! use tessera_store_sqlite::SqliteStore;
//!
//! # async fn example() -> Result<(), tessera_store::StoreError> {
//! let store = SqliteStore::open("data")?;
//! println!("{} facts", store.head().await?);
//! # Ok(()) }
//! ```
//!
//! | file | what it is |
//! |---|---|
//! | `journal.db` | the truth: facts in the order of commits, and programs, keys, settings. Every commit is on the disk before it is answered |
//! | `views` | the projections, a folder with a log-structured tree. Made again from the journal when it is missing, damaged, of another format, or made from another journal |
//! | `people.db` | the truth too: [documents](tessera_store::Documents) beside the journal — staff, sessions, sealed personal data. What is removed from it is overwritten |
//! | `lock` | locked while a process has the store open |
//!
//! Journal and projections are apart so that the projections, which change all over, never have to reach the disk for a commit to be answered.
//! Documents are in a file of their own, as what may be forgotten is not to stand among what is kept for ever. [`back_up`] copies the truth, each file as of one moment, also while another process has the store open.
//!
//! Four threads do the writing: one the journal (it gathers what waits into one commit), one the projections, one merges them, one takes the journal's checkpoints. Reads go
//! to tokio's blocking threads, some at a time, so the methods need a tokio runtime; a question about one member is answered where it is asked.
//!
//! This crate must not know use cases, HTTP or the rules of the fold.

mod backup;
mod connection;
mod folder;
mod journal;
mod migrations;
mod part;
mod people;
mod questions;
mod readers;
mod reply;
mod store;
mod views;

pub use backup::{Contents, PeopleContents, back_up, check_backup};
pub use store::SqliteStore;

/// Sizes, for machines and loads that differ from the usual. The defaults suit a small server.
#[derive(Clone, Debug)]
pub struct Options {
    /// How large a write-ahead log may grow before it is brought over into its database file, in bytes, about.
    pub wal_limit: u64,
    /// Memory for blocks of the projections that were read, in bytes. Taken as needed.
    pub views_cache: u64,
    /// Memory for the rows of members, kept for when they come again, in bytes. Taken as needed: some 400 bytes a member. What is counted are the
    /// rows and a share for their places; the process may take up to a half more.
    pub members_cache: u64,
    /// Memory for pages of the journal while it is written, in bytes.
    pub journal_cache: u64,
    /// Memory for pages per reading connection of the journal, in bytes.
    pub reader_cache: u64,
    /// How many reads may go on at once, and beside them how many answers about one member.
    pub readers: usize,
    /// How many facts the journal may be ahead of the projections when it is opened or they are dropped; beyond that, appending waits for
    /// them, because the ids of that part are held in memory (about 100 bytes each).
    pub furthest_ahead: u64,
    /// The most pages that a file may have: stands in for a full disk.
    #[doc(hidden)]
    pub most_pages: Option<u32>,
    /// Whether an append waits for the disk. Without that, what was acknowledged is lost when power is cut: for the test that shows it.
    #[doc(hidden)]
    pub waits_for_disk: bool,
    /// How many ids of recent events are held in memory, twice over.
    #[doc(hidden)]
    pub generation: usize,
    /// The hash by which event ids are known in memory.
    #[doc(hidden)]
    pub id_hash: fn(&str) -> u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            wal_limit: 64 << 20,
            views_cache: 128 << 20,
            members_cache: 512 << 20,
            journal_cache: 16 << 20,
            reader_cache: 16 << 20,
            readers: 4,
            furthest_ahead: 2_000_000,
            most_pages: None,
            waits_for_disk: true,
            generation: 250_000,
            id_hash,
        }
    }
}

/// Keyed anew in each process: nobody can find many ids of one hash. It is never written down.
fn id_hash(id: &str) -> u64 {
    use std::hash::{BuildHasher, RandomState};
    static KEY: std::sync::LazyLock<RandomState> = std::sync::LazyLock::new(RandomState::new);
    KEY.hash_one(id)
}
