//! How the API runs: bounds and delays.

use std::time::Duration;

/// Bounds and delays of the API.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A number that differs from start to start: request ids hold it.
    pub instance: u64,
    /// The largest body of a single request, in bytes.
    pub max_body: usize,
    /// The largest body of a batch, in bytes.
    pub max_batch_body: usize,
    /// The largest body with a program document, in bytes.
    pub max_program: usize,
    /// The most rows of a batch.
    pub max_batch_rows: usize,
    /// The largest uploaded file of a backtest, in bytes.
    pub max_upload: usize,
    /// How long a request may take, from its head to its reply.
    pub request_timeout: Duration,
    /// How long a batch or an upload may take.
    pub batch_timeout: Duration,
    /// How many connections are held at once; more wait until one of these ends. Keep it below the limit of open files of the process.
    pub max_connections: usize,
    /// How many backtests run at once, each on a thread of its own; more are refused with `busy`. 0 counts as 1.
    pub max_jobs: usize,
    /// How long the head of a request may take to arrive. So long a connection may also wait before its first request and between two.
    pub head_timeout: Duration,
    /// How long open requests get to finish when the server stops.
    pub drain_timeout: Duration,
    /// Where the messages of a demonstration are kept that anybody may look at; `None`: they go to members' phones, and nobody looks.
    pub shown_messages: Option<std::sync::Arc<tessera_people::Outbox>>,
    /// The proxies whose word is taken for the address that a request comes from (`X-Forwarded-For`).
    pub trusted_proxies: Vec<crate::Network>,
    /// How many one-time codes one address may have sent in an hour without being known. 0 counts as 1.
    pub codes_per_address: u32,
    /// How many all addresses together may have sent in an hour. 0 counts as 1.
    pub codes_in_all: u32,
    /// After how many wrong passwords and codes in an hour nothing more is looked at from one address. 0 counts as 1.
    pub wrong_tries_per_address: u32,
    /// How many requests a key may send in a minute; `None`: as many as it likes.
    pub requests_per_minute: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            instance: 0,
            max_body: 256 * 1024,
            max_batch_body: 10 * 1024 * 1024,
            max_program: 2 * 1024 * 1024,
            max_batch_rows: 10_000,
            max_upload: 64 * 1024 * 1024,
            request_timeout: Duration::from_secs(15),
            batch_timeout: Duration::from_secs(120),
            max_connections: 800,
            max_jobs: 1,
            head_timeout: Duration::from_secs(10),
            drain_timeout: Duration::from_secs(25),
            shown_messages: None,
            trusted_proxies: Vec::new(),
            codes_per_address: 30,
            codes_in_all: 2_000,
            wrong_tries_per_address: 100,
            requests_per_minute: None,
        }
    }
}
