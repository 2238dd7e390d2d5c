//! Figures for Prometheus: how many requests each route answered how, and how long it took.
//!
//! Counters are looked up once, when the routes are laid; a request only adds to them. The application's own counters are read when somebody asks.

use crate::needs::{METHODS, Place, slot};
use axum::http::{Method, StatusCode};
use metrics::{Counter, Histogram, Key, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;
use tessera_app::{App, MetricsView, ParkedView, Spread};

/// Bounds of the buckets of durations, in seconds.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
const META: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// How a request ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: StatusCode,
    pub(crate) took: Duration,
}

/// The figures of one server.
pub(crate) struct Figures {
    handle: PrometheusHandle,
    routes: HashMap<Box<str>, [Option<Figure>; METHODS.len()]>,
    elsewhere: Figure,
}

/// The figures of one route and method.
struct Figure {
    answers: [Counter; 5],
    duration: Histogram,
}

impl Figure {
    fn new(recorder: &PrometheusRecorder, method: &'static str, route: &str) -> Self {
        let labels = |more: Vec<Label>| {
            let mut labels = vec![Label::new("method", method), Label::new("route", route.to_owned())];
            labels.extend(more);
            labels
        };
        let answers = CLASSES.map(|class| {
            let key = Key::from_parts("http_requests_total", labels(vec![Label::new("status", class)]));
            recorder.register_counter(&key, &META)
        });
        let key = Key::from_parts("http_request_duration_seconds", labels(Vec::new()));
        Self { answers, duration: recorder.register_histogram(&key, &META) }
    }
}

impl Figures {
    /// Figures for these endpoints.
    pub(crate) fn new(places: &[Place]) -> Self {
        let duration = Matcher::Full("http_request_duration_seconds".into());
        let builder = PrometheusBuilder::new();
        // Fails only for no buckets at all.
        let builder = builder.set_buckets_for_metric(duration, &BUCKETS).unwrap_or_default();
        let recorder = builder.build_recorder();
        let mut routes: HashMap<Box<str>, [Option<Figure>; METHODS.len()]> = HashMap::new();
        for Place { route, method, .. } in places {
            if let Some(slot) = slot(method) {
                let figure = Figure::new(&recorder, METHODS[slot], route);
                routes.entry(route.as_str().into()).or_default()[slot] = Some(figure);
            }
        }
        Self { routes, elsewhere: Figure::new(&recorder, "", "none"), handle: recorder.handle() }
    }

    /// Counts an answer.
    pub(crate) fn request(&self, method: &Method, route: &str, outcome: Outcome) {
        let figure =
            slot(method).and_then(|slot| self.routes.get(route)?[slot].as_ref()).unwrap_or(&self.elsewhere);
        if let Some(counter) = figure.answers.get(usize::from(outcome.status.as_u16() / 100).wrapping_sub(1))
        {
            counter.increment(1);
        }
        figure.duration.record(outcome.took.as_secs_f64());
    }

    /// Moves what was measured into the buckets, so that memory does not grow while nobody asks.
    pub(crate) fn settle(&self) {
        self.handle.run_upkeep();
    }

    /// All figures in the text format of Prometheus.
    pub(crate) fn render(&self, app: MetricsView, parked: &[ParkedView]) -> String {
        let mut text = self.handle.render();
        let since = parked.first().map_or(0, |oldest| oldest.since.0 / 1_000_000);
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "# TYPE tessera_parked_waiting gauge\ntessera_parked_waiting {}\n\n\
             # TYPE tessera_parked_oldest_timestamp_seconds gauge\ntessera_parked_oldest_timestamp_seconds {since}\n",
            parked.len()
        );
        for (name, value) in app.named() {
            let kind = if matches!(name, "lag" | "warm") { "gauge" } else { "counter" };
            let suffix = if kind == "counter" { "_total" } else { "" };
            let _ = writeln!(text, "# TYPE tessera_{name}{suffix} {kind}\ntessera_{name}{suffix} {value}\n");
        }
        text
    }
}

/// Adds what is told of commits, projections and what is due. `due` is `None` while the store cannot tell.
pub(crate) fn append(text: &mut String, app: &App, due: Option<i64>) {
    let gauges = [("tessera_lag_seconds", Some(app.lag_seconds())), ("tessera_due_lag_seconds", due)];
    for (name, value) in gauges {
        // Writing to a string does not fail.
        let _ = value.map(|value| writeln!(text, "# TYPE {name} gauge\n{name} {value}\n"));
    }
    let (sizes, times) = app.commit_spreads();
    histogram(text, "tessera_batch_size_events", &sizes, |events| events.to_string());
    histogram(text, "tessera_commit_duration_seconds", &times, |micros| {
        format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
    });
}

fn histogram(text: &mut String, name: &str, spread: &Spread, show: impl Fn(u64) -> String) {
    let _ = writeln!(text, "# TYPE {name} histogram");
    for (bound, count) in &spread.upto {
        let _ = writeln!(text, "{name}_bucket{{le=\"{}\"}} {count}", show(*bound));
    }
    let (count, sum) = (spread.count, show(spread.sum));
    let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {count}\n{name}_sum {sum}\n{name}_count {count}\n");
}
