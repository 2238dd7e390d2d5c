//! The one table: what was measured, beside what, and whether that is enough.

use crate::load::Load;
use serde::Serialize;
use std::fmt::Write as _;

/// Rates that wait for the disk are judged only where A makes at least so many appends a second.
const QUIET_DISK: f64 = 3_000.0;

/// A row.
#[derive(Serialize)]
pub(crate) struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    p50_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p99_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_us: Option<f64>,
    goals: Vec<Goal>,
    /// A's appends a second at the time, where the row waits for the disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    appends_per_second: Option<f64>,
    verdict: Verdict,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

/// What a row is held against.
#[derive(Clone, Serialize)]
pub(crate) struct Goal {
    /// `x H`, or a unit.
    unit: &'static str,
    value: f64,
    /// The least that is accepted, or with `at_most` the most.
    gate: f64,
    aim: f64,
    at_most: bool,
}

/// How a row did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Missed,
    Gate,
    Aim,
    /// The disk was too busy to say.
    NotJudged,
    /// Nothing is asked of it.
    Measured,
}

impl Row {
    /// A figure.
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            p50_ms: None,
            p99_ms: None,
            cpu_us: None,
            goals: Vec::new(),
            appends_per_second: None,
            verdict: Verdict::Measured,
            note: String::new(),
        }
    }

    /// A rate with its latencies and CPU time.
    pub(crate) fn rate(what: impl Into<String>, unit: &'static str, load: &Load) -> Self {
        let cpu_us = (!load.cpu.is_zero()).then(|| load.cpu_micros());
        Self { p50_ms: load.p50(), p99_ms: load.p99(), cpu_us, ..Self::new(what, load.rate(), unit) }
    }

    /// Must be at least this.
    pub(crate) fn at_least(mut self, value: f64, unit: &'static str, gate: f64, aim: f64) -> Self {
        self.goals.push(Goal { unit, value, gate, aim, at_most: false });
        self.judge()
    }

    /// Must be at most this.
    pub(crate) fn at_most(mut self, value: f64, unit: &'static str, gate: f64, aim: f64) -> Self {
        self.goals.push(Goal { unit, value, gate, aim, at_most: true });
        self.judge()
    }

    /// It waits for the disk, which did so well meanwhile.
    pub(crate) fn synced(mut self, a: &Load) -> Self {
        self.appends_per_second = Some(a.rate());
        self.judge()
    }

    /// What else is to be said.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    fn judge(mut self) -> Self {
        self.verdict = match self.goals.iter().map(Goal::verdict).min() {
            None => Verdict::Measured,
            Some(_) if self.appends_per_second.is_some_and(|rate| rate < QUIET_DISK) => Verdict::NotJudged,
            Some(verdict) => verdict,
        };
        self
    }

    fn markdown(&self) -> String {
        let number = |number: Option<f64>| number.map_or(String::new(), plain);
        let goals =
            |text: &dyn Fn(&Goal) -> String| self.goals.iter().map(text).collect::<Vec<_>>().join("; ");
        let limit = |goal: &Goal, limit: f64| {
            format!("{}{} {}", if goal.at_most { "at most " } else { "" }, plain(limit), goal.unit)
        };
        let verdict = match self.verdict {
            Verdict::Missed => "**missed**".into(),
            Verdict::Gate => "gate".into(),
            Verdict::Aim => "aim".into(),
            Verdict::NotJudged => {
                format!("not judged: A at {}/s", plain(self.appends_per_second.unwrap_or(0.0)))
            }
            Verdict::Measured => String::new(),
        };
        format!(
            "| {} | {} {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.what,
            plain(self.value),
            self.unit,
            number(self.p50_ms),
            number(self.p99_ms),
            number(self.cpu_us),
            goals(&|goal| format!("{} {}", plain(goal.value), goal.unit)),
            goals(&|goal| limit(goal, goal.gate)),
            goals(&|goal| limit(goal, goal.aim)),
            verdict,
            self.note,
        )
    }
}

impl Goal {
    fn verdict(&self) -> Verdict {
        let holds = |limit: f64| if self.at_most { self.value <= limit } else { self.value >= limit };
        match (holds(self.gate), holds(self.aim)) {
            (_, true) => Verdict::Aim,
            (true, false) => Verdict::Gate,
            (false, false) => Verdict::Missed,
        }
    }
}

/// All rows of a run.
#[derive(Serialize)]
pub(crate) struct Report {
    machine: String,
    rows: Vec<Row>,
    /// What could not be measured, and why.
    missing: Vec<String>,
}

impl Report {
    pub(crate) fn new(machine: String) -> Self {
        Self { machine, rows: Vec::new(), missing: Vec::new() }
    }

    pub(crate) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(crate) fn miss(&mut self, why: String) {
        self.missing.push(why);
    }

    /// The table for a page.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!(
            "{}\n\n| what | measured | p50 ms | p99 ms | CPU us each | beside | gate | aim | met | note |\n|---|---|---|---|---|---|---|---|---|---|\n",
            self.machine
        );
        let lines = self
            .rows
            .iter()
            .map(Row::markdown)
            .chain(self.missing.iter().map(|why| format!("\nNot measured: {why}")));
        for line in lines {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

/// Three digits that say something, and thousands apart.
fn plain(number: f64) -> String {
    if !number.is_finite() {
        return "-".into();
    }
    let decimals = match number.abs() {
        size if size >= 100.0 || size == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 4,
    };
    let text = format!("{number:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place) % 3 == 0 && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = if rest.bytes().all(|byte| matches!(byte, b'.' | b'0')) { "" } else { rest };
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_row_is_judged_by_its_worst_goal_and_not_on_a_busy_disk() {
        let row = || Row::new("orders", 50.0, "orders/s");
        assert_eq!(row().verdict, Verdict::Measured);
        let both = row().at_least(0.6, "x H", 0.3, 0.5).at_least(9.0, "x S", 8.0, 12.0);
        assert_eq!(both.verdict, Verdict::Gate);
        assert_eq!(row().at_most(6.0, "x H", 5.0, 3.0).verdict, Verdict::Missed);
        let append = |done| Load { done, elapsed: Duration::from_secs(1), ..Load::nothing() };
        assert_eq!(row().at_most(6.0, "x H", 5.0, 3.0).synced(&append(2_999)).verdict, Verdict::NotJudged);
        assert_eq!(row().at_most(2.0, "x H", 5.0, 3.0).synced(&append(3_000)).verdict, Verdict::Aim);
    }

    #[test]
    fn numbers_are_short() {
        let written = [0.0, 0.0123, 0.512, 5.0, 12.34, 999.6, 1_234_567.0].map(plain);
        assert_eq!(written, ["0", "0.0123", "0.51", "5", "12.3", "1,000", "1,234,567"]);
    }
}
