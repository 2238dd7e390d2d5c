//! `Server-Timing`: how long a request took, and where a write spent it.

use crate::state::Shared;
use axum::http::HeaderValue;
use std::cell::Cell;
use std::fmt::Write;
use std::time::Duration;
use tessera_app::{Answer, Command, Timing};

tokio::task_local! {
    /// What the handler's writes took so far.
    static WRITES: Cell<Option<Timing>>;
}

/// Runs a handler, and gives back with its reply what its writes took; `None` if it wrote nothing.
pub(crate) async fn watched<T>(handler: impl Future<Output = T>) -> (T, Option<Timing>) {
    WRITES.scope(Cell::new(None), async { (handler.await, WRITES.with(Cell::get)) }).await
}

impl Shared {
    /// [`App::submit`](tessera_app::App::submit), its time noted for the reply.
    pub(crate) async fn submit(&self, command: Command) -> Answer {
        let (answer, timing) = self.app.submit_timed(command).await;
        note(timing);
        answer
    }

    /// [`App::submit_batch`](tessera_app::App::submit_batch), its time noted for the reply.
    pub(crate) async fn submit_batch(&self, commands: Vec<Command>) -> Vec<Answer> {
        let (answers, timing) = self.app.submit_batch_timed(commands).await;
        note(timing);
        answers
    }
}

fn note(timing: Timing) {
    // Outside of a request nobody is told.
    let _ = WRITES.try_with(|writes| {
        let all = writes.get().map_or(timing, |before| before.and(timing));
        writes.set(Some(all));
    });
}

/// The header: milliseconds of the whole, and of the parts of a write.
pub(crate) fn header(took: Duration, writes: Option<Timing>) -> Option<HeaderValue> {
    let mut text = String::with_capacity(96);
    let mut part = |name: &str, took: Duration| {
        let (comma, micros) = (if text.is_empty() { "" } else { ", " }, took.as_micros());
        // Writing to a string does not fail.
        let _ = write!(text, "{comma}{name};dur={}.{:03}", micros / 1000, micros % 1000);
    };
    if let Some(Timing { queue, load, decide, commit }) = writes {
        for (name, took) in [("queue", queue), ("load", load), ("decide", decide), ("commit", commit)] {
            part(name, took);
        }
    }
    part("app", took);
    HeaderValue::try_from(text).ok()
}
