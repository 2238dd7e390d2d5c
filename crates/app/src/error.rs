//! Errors of the application: what was wrong, and what to do about it, in both languages.

use crate::refund::Refund;
use std::fmt;
use std::sync::Arc;
use tessera_engine::program::{Diagnostic, Severity, Text};
use tessera_engine::values::{EventId, Instant};
use tessera_store::StoreError;

/// Why the application could not do what was asked. Nothing was recorded.
#[derive(Clone, Debug)]
pub enum AppError {
    /// Nobody has this id or external id.
    UnknownMember(Box<str>),
    /// No event was recorded under this id.
    UnknownEvent(Box<str>),
    /// No such program version, key or job.
    NotFound {
        /// What kind of thing: `program`, `key`, `job`.
        what: &'static str,
        /// Its name.
        name: Box<str>,
    },
    /// The event id was used before with other content.
    IdReused(EventId),
    /// No program version is in force at the instant.
    NoProgram(Instant),
    /// A field is not acceptable.
    Invalid {
        /// The field, as a path: `lines[2].amount`.
        field: Box<str>,
        /// What is wrong and what would be right.
        text: Text,
    },
    /// The program document has errors; [`App::check`](crate::App::check) lists them.
    ProgramRefused(Arc<[Diagnostic]>),
    /// The program version may not start then.
    StartRefused {
        /// The start asked for.
        starts_at: Instant,
        /// It must be after this.
        after: Instant,
        /// Why.
        reason: StartReason,
    },
    /// The return hands back more than it may unless somebody has approved it: the same command without a limit does it.
    NeedsApproval(Box<Refund>),
    /// The application is shutting down.
    Closing,
    /// The store failed.
    Store(Arc<StoreError>),
}

/// Why a program version may not start when its publisher wants it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartReason {
    /// An earlier version starts then or later.
    EarlierVersion,
    /// Something was recorded that occurred then or later: it would be decided under two versions.
    RecordedEvents,
}

impl AppError {
    /// A stable code in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownMember(_) => "unknown-member",
            Self::UnknownEvent(_) => "unknown-event",
            Self::NotFound { .. } => "not-found",
            Self::IdReused(_) => "id-reused",
            Self::NoProgram(_) => "no-program",
            Self::Invalid { .. } => "invalid-field",
            Self::ProgramRefused(_) => "program-invalid",
            Self::StartRefused { .. } => "start-refused",
            Self::NeedsApproval(_) => "needs-approval",
            Self::Closing => "closing",
            Self::Store(error) => match **error {
                StoreError::Conflict => "conflict",
                StoreError::DiskFull(_) => "disk-full",
                StoreError::InUse(_) => "in-use",
                StoreError::ReadOnly { .. } => "read-only",
                StoreError::Foreign { .. } => "foreign",
                StoreError::Stale { .. } => "stale-projections",
                StoreError::Newer { .. } => "newer-format",
                StoreError::Corrupt { .. } => "corrupt",
                StoreError::Address(_) => "database-address",
                StoreError::Refused { .. } => "database-login",
                StoreError::Rights { .. } => "database-rights",
                StoreError::Standby { .. } => "database-standby",
                StoreError::Crowded { .. } => "database-crowded",
                StoreError::Unsuitable { .. } => "database-unsuitable",
                StoreError::Unavailable(_) | StoreError::Other(_) => "unavailable",
            },
        }
    }

    /// Whether the same command may succeed when it is sent again a little later.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Closing => true,
            Self::Store(error) => matches!(
                **error,
                StoreError::Conflict
                    | StoreError::DiskFull(_)
                    | StoreError::Standby { .. }
                    | StoreError::Crowded { .. }
                    | StoreError::Unavailable(_)
                    | StoreError::Other(_)
            ),
            _ => false,
        }
    }

    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownMember(name) => text(
                format!("没有会员“{name}”：请检查编号，或先登记该会员"),
                format!("there is no member `{name}`: check the id, or register the member first"),
            ),
            Self::UnknownEvent(id) => text(
                format!("没有编号为“{id}”的记录：请检查编号"),
                format!("nothing was recorded under `{id}`: check the id"),
            ),
            Self::NotFound { what, name } => {
                let zh = match *what {
                    "key" => "密钥",
                    "program" => "会员计划版本",
                    "job" => "任务",
                    other => other,
                };
                text(
                    format!("找不到{zh}“{name}”：请检查编号"),
                    format!("there is no {what} `{name}`: check the name"),
                )
            }
            Self::IdReused(id) => text(
                format!("编号“{id}”已用于内容不同的请求：重试须内容一致，新的请求须用新编号"),
                format!(
                    "`{id}` was used before with other content: send a retry unchanged, or a new request under a new id"
                ),
            ),
            Self::NoProgram(at) => text(
                format!("在 {at} 没有生效的会员计划：请先发布在此之前开始的计划"),
                format!("no program is in force at {at}: publish one that starts by then"),
            ),
            Self::Invalid { field, text: why } => {
                text(format!("{field}：{}", why.zh), format!("{field}: {}", why.en))
            }
            Self::ProgramRefused(diagnostics) => {
                let first = diagnostics.iter().find(|said| said.severity == Severity::Error);
                let (zh, en) = first.map_or(("", ""), |said| (&*said.reason.zh, &*said.reason.en));
                text(format!("计划有错误：{zh}"), format!("the program has errors: {en}"))
            }
            Self::StartRefused { after, reason, .. } => match reason {
                StartReason::EarlierVersion => text(
                    format!("已有版本从 {after} 开始：新版本的开始时间须晚于它"),
                    format!("another version starts at {after}: choose a later start"),
                ),
                StartReason::RecordedEvents => text(
                    format!("已有发生于 {after} 的记录：新版本的开始时间须晚于它"),
                    format!("something is recorded that occurred at {after}: choose a later start"),
                ),
            },
            Self::NeedsApproval(_) => text(
                "退款超过无需审批的限额：请由另一位同事批准".into(),
                "it hands back more than it may without approval: have somebody else approve it".into(),
            ),
            Self::Closing => text(
                "服务正在关闭：请稍后用同一编号重试".into(),
                "the service is shutting down: try again shortly under the same id".into(),
            ),
            Self::Store(error) => text(error.zh(), error.to_string()),
        }
    }

    /// An unacceptable field.
    pub fn invalid(field: impl Into<Box<str>>, zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Self {
        Self::Invalid { field: field.into(), text: Text { zh: zh.into(), en: en.into() } }
    }
}

fn text(zh: String, en: String) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}
