//! Tessera over HTTP.
//!
//! ```no_run
//! # async fn example(people: tessera_people::People) -> std::io::Result<()> {
//! use tessera_api::{Server, Settings};
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! let stop = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
//! Server::new(people, Settings::default()).serve(listener, stop).await
//! # }
//! ```
//!
//! Every endpoint is one file under `routes`: its request, its description, its handler. A handler reads the request into a
//! [`Command`](tessera_app::Command) or a question, asks the [`App`](tessera_app::App), and shows the answer; it decides nothing. The table in
//! `routes` says which scope each needs; one layer, the `envelope`, does what holds for all of them.
//!
//! This crate must not know any store, reads no clock but to measure how long requests take, and logs no personal data and no secret:
//! neither bodies nor paths nor keys.

mod access;
mod context;
mod cookies;
mod dto;
mod enrol;
mod envelope;
mod failure;
mod figures;
mod first_bytes;
mod heavy;
mod lang;
mod limit;
mod needs;
mod openapi;
mod peer;
mod people_failure;
pub mod problem;
mod ration;
mod read;
mod routes;
mod server;
mod settings;
mod state;
mod timing;
mod told;
mod whose;

pub use lang::{Lang, Said};
pub use openapi::document;
pub use peer::Network;
pub use server::{Server, member_signed_in, staff_signed_in};
pub use settings::Settings;
