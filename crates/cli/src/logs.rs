//! Structured logs, to standard error.

use crate::exit::Failure;
use crate::text::text;
use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// The tree below the projections tells of each step it takes: only what goes wrong is news, unless one asks for more of it by name.
const LIBRARIES: &str = "fjall=warn,lsm_tree=warn";

/// How logs are written.
#[derive(Clone, Debug, Args)]
pub(crate) struct LogArguments {
    /// The form of log lines · 日志格式
    #[arg(long, value_enum, default_value = "text", env = "TESSERA_LOG_FORMAT", hide_env_values = true)]
    log_format: LogFormat,
    /// What is logged: a level, or levels by part (`info,tessera_api=debug`) · 日志级别
    #[arg(long, value_name = "FILTER", default_value = "info", env = "TESSERA_LOG", hide_env_values = true)]
    log: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// One readable line each.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogArguments {
    /// Starts logging for the rest of the process.
    pub(crate) fn start(&self) -> Result<(), Failure> {
        let filter = EnvFilter::try_new(format!("{LIBRARIES},{}", self.log)).map_err(|error| {
            Failure::input(text!(
                "--log 写得不对：{error}。例如 info 或 info,tessera_api=debug",
                "--log: {error}. Write a level or levels by part, such as info or info,tessera_api=debug"
            ))
        })?;
        let builder =
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
        match self.log_format {
            LogFormat::Text => builder.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
            LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).init(),
        }
        Ok(())
    }
}
