//! Tessera's store on SQLite.
