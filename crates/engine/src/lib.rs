//! The loyalty engine of Tessera.
pub mod calendar;
pub mod condition;
pub mod decide;
pub mod entry;
pub mod event;
pub mod explain;
pub mod fold;
pub mod program;
pub mod state;
pub mod values;
