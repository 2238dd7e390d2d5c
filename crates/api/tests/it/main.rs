//! The API over real HTTP: one module per route, and one for what holds for all of them.

mod documents;
