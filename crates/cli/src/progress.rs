//! Progress bars on standard error: rate and remaining time, hidden where nobody watches.

use crate::context::Context;
use crate::text::text;
use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tessera_app::Progress;
use tessera_engine::program::Text;

/// What a bar counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Orders, members, events.
    Things,
    /// Bytes of a file.
    Bytes,
}

/// A bar that follows a [`Progress`] until it is dropped.
pub(crate) struct Bar {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Follows the progress. `what` says what goes on.
    pub(crate) fn follow(context: &Context, what: &Text, unit: Unit, progress: &Progress) -> Self {
        let bar = ProgressBar::no_length();
        let done = Arc::new(AtomicBool::new(false));
        // Not a terminal: indicatif would draw nothing, so there is nothing to follow either.
        if bar.is_hidden() {
            return Self { done, thread: None };
        }
        bar.set_message(context.say(what).to_owned());
        let left = context.say(&text!("剩余", "left")).to_owned();
        let (progress, ended) = (progress.clone(), Arc::clone(&done));
        let thread = std::thread::spawn(move || {
            bar.set_style(counting(unit));
            let mut total = 0;
            while !ended.load(Ordering::Relaxed) {
                if progress.total() != total {
                    total = progress.total();
                    bar.set_style(measuring(unit, &left));
                    bar.set_length(total);
                }
                bar.set_position(progress.done());
                bar.tick();
                std::thread::sleep(Duration::from_millis(100));
            }
            bar.finish_and_clear();
        });
        Self { done, thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A bar that failed to draw is no reason to fail the work.
            let _ = thread.join();
        }
    }
}

fn counting(unit: Unit) -> ProgressStyle {
    match unit {
        Unit::Things => style("{spinner} {msg}  {human_pos}  {rate}  {elapsed}"),
        Unit::Bytes => style("{spinner} {msg}  {bytes}  {bytes_per_sec}  {elapsed}"),
    }
}

fn measuring(unit: Unit, left: &str) -> ProgressStyle {
    let figures = match unit {
        Unit::Things => "{human_pos}/{human_len}  {rate}",
        Unit::Bytes => "{bytes}/{total_bytes}  {bytes_per_sec}",
    };
    style(&format!("{{msg}} [{{bar:30}}] {figures}  {left} {{eta}}"))
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ").with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{}/s", HumanCount(state.per_sec() as u64));
    })
}
