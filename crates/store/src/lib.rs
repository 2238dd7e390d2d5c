//! What Tessera keeps, and the one trait through which it is kept.
//!
//! The truth is the *journal*: facts, appended in batches, one durable commit a batch. Everything else is a *projection*: it
//! follows the journal a moment later in large batches sorted by member, can be dropped, and is made again from the journal.
//! A few small tables beside the journal are settings (program versions, keys, jobs), written directly. [`Documents`] are what is no event:
//! staff, sessions, sealed personal data.
//!
//! ```
//! use std::sync::Arc;
//! use tessera_engine::event::{Body, Event, Joined};
//! use tessera_engine::values::{EventId, Instant, MemberId};
//! use tessera_store::{Fact, MemoryStore, Read, StoreError, Write};
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let store = MemoryStore::new();
//! let fact = Fact {
//!     member: MemberId(7),
//!     number: 1,
//!     event: Arc::new(Event {
//!         id: EventId::new("reg-0042-0007").unwrap(),
//!         occurred_at: "2026-11-21T11:02:11Z".parse().unwrap(),
//!         recorded_at: "2026-11-21T11:02:12Z".parse().unwrap(),
//!         fingerprint: [0; 16],
//!         body: Body::Joined(Joined::default()),
//!     }),
//! };
//! assert_eq!(store.append(std::slice::from_ref(&fact)).await.unwrap(), 1);
//! // The same number of the same member is taken now: whoever comes second decides again.
//! assert!(matches!(store.append(&[fact]).await, Err(StoreError::Conflict)));
//! assert_eq!(store.journal(0, 100).await.unwrap().len(), 1);
//! # });
//! ```
//!
//! A store implements [`Read`], [`Write`] and [`Documents`], and passes the suite in `contract` (feature `contract`). What the suite does not
//! test is not promised: a method is merged with its contract test or not at all. The in-memory store is the plainest reading of the contract.
//!
//! This crate must not know SQL or HTTP. States and entries are opaque bytes here; the engine encodes them.

#[cfg(feature = "contract")]
pub mod contract;
mod documents;
mod error;
mod journal;
mod memory;
mod read;
pub mod record;
mod rows;
mod write;

pub use documents::{Change, Direction, Document, Documents, Expected, LOG};
pub use error::StoreError;
pub use journal::{Fact, Journaled, Seq};
pub use memory::MemoryStore;
pub use read::Read;
pub use rows::{
    Edition, Figures, KeyRow, Listed, Listing, LookedUp, MemberRow, MemberStream, Place, Position,
    ProgramRow, Projection, Snapshot, Standing, Streamed, Total, Who,
};
pub use write::{Decided, Turn, Write};

/// A whole store.
pub trait Store: Read + Write + Documents {}
impl<T: Read + Write + Documents> Store for T {}
