//! `Server-Timing`: how long a request took, and where a write spent it.

use crate::state::Shared;
use axum::http::HeaderValue;
use std::cell::Cell;
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
    let mut text = String::with_capacity(112);
    if let Some(Timing { queue, load, decide, commit }) = writes {
        for (name, took) in [("queue", queue), ("load", load), ("decide", decide), ("commit", commit)] {
            write_part(&mut text, name, took);
        }
    }
    write_part(&mut text, "app", took);
    HeaderValue::try_from(text).ok()
}

/// Digit by digit: it is in every answer, and formatting would be a tenth of what the rest of the answer costs.
fn write_part(text: &mut String, name: &str, took: Duration) {
    if !text.is_empty() {
        text.push_str(", ");
    }
    text.push_str(name);
    text.push_str(";dur=");
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let mut unit = 1_000;
    while micros / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        // One digit: the first unit is chosen so.
        text.push(char::from(b'0' + (micros / unit % 10) as u8));
        if unit == 1_000 {
            text.push('.');
        }
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_milliseconds_with_three_decimals() {
        let micros = Duration::from_micros;
        for (took, want) in [
            (micros(0), "app;dur=0.000"),
            (micros(7), "app;dur=0.007"),
            (micros(1_050), "app;dur=1.050"),
            (micros(9_999), "app;dur=9.999"),
            (micros(10_000), "app;dur=10.000"),
            (micros(120_034_005), "app;dur=120034.005"),
        ] {
            assert_eq!(header(took, None).unwrap(), want);
        }
        let (queue, load, decide, commit) = (micros(1), micros(20), micros(300), micros(4_000));
        let header = header(micros(5_000), Some(Timing { queue, load, decide, commit }));
        let want = "queue;dur=0.001, load;dur=0.020, decide;dur=0.300, commit;dur=4.000, app;dur=5.000";
        assert_eq!(header.unwrap(), want);
    }
}
