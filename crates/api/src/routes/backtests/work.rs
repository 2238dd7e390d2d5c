//! The work of a backtest: on a thread of its own, beside the requests.

use crate::lang::Lang;
use serde_json::Value;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;
use tessera_app::backtest::{Case, FoldProgress, Options, backtest, backtest_recorded};
use tessera_app::orders_file::{ColumnMap, ReadOptions, Source, read};
use tessera_app::{App, Progress};
use tessera_engine::fold::Programs;
use tessera_engine::program::{Program, Text};
use tessera_engine::values::Instant;

/// What was asked for, checked.
pub(super) struct Work {
    pub(super) program: Arc<Program>,
    pub(super) against: Against,
    pub(super) from: From,
    pub(super) at: Vec<Instant>,
    pub(super) until: Option<Instant>,
    pub(super) redeem: Vec<String>,
    pub(super) lang: Lang,
}

/// What the draft is compared with.
pub(super) enum Against {
    Nothing,
    Draft(Arc<Program>),
    /// The versions in force when the job runs.
    Current,
}

/// Where the orders come from.
pub(super) enum From {
    /// What was recorded.
    History,
    /// An upload.
    File(Box<Upload>),
}

/// An uploaded file.
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) map: ColumnMap,
}

impl Work {
    /// Does it. The reason why it cannot be done is in the language of who asked.
    pub(super) fn run(self, app: &App, progress: &Progress) -> Result<Value, String> {
        let lang = self.lang;
        let said = |text: &Text| crate::dto::label(text, lang);
        let watch = |progress: &Progress| {
            if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let reading = ReadOptions {
            exponent: self.program.currency.exponent,
            zone: self.program.calendar.clone(),
            lines: self.program.looks_at_lines(),
            threads: 1,
        };
        let against = match self.against {
            Against::Nothing => None,
            Against::Draft(program) => Some(Programs::single(program)),
            Against::Current => Some(app.programs_in_force()),
        };
        let mut done = 0;
        let mut folded = |folded: FoldProgress| {
            progress.set_total(folded.total);
            progress.add(folded.orders.saturating_sub(done));
            done = folded.orders;
            watch(progress)
        };
        // One thread: the others answer requests.
        let options =
            Options { at: self.at, until: self.until, redeem: self.redeem, entries: false, threads: 1 };
        let programs = Programs::single(self.program);
        let report = match self.from {
            From::History => backtest_recorded(app, programs, against, options, &mut folded),
            From::File(upload) => {
                let Upload { name, text, map } = *upload;
                let size = Some(text.len() as u64);
                let orders = Source::new(name, size, Box::new(Cursor::new(text.into_bytes())))
                    .and_then(|source| read(source, &map, &reading, &mut |_| watch(progress)))
                    .map_err(|error| said(&error.text()))?;
                Case::new(programs, against, &orders, options)
                    .and_then(|case| backtest(&case, &mut (), &mut folded))
            }
        };
        let report = report.map_err(|error| said(&error.text()))?;
        serde_json::to_value(&report).map_err(|error| error.to_string())
    }
}
