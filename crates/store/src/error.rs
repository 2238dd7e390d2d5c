//! Why a store could not do what was asked, in words for the operator.

/// Why a store could not do what was asked. Each says what to do about it in words for the operator; [`StoreError::zh`]
/// says the same in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another writer was first with a member's number, an event id or an external id: load and decide again.
    #[error("another writer was first: decide again")]
    Conflict,
    /// The disk is full. Nothing was appended, nothing that was kept is lost.
    #[error("the disk is full: free space on {0} and try again; nothing was lost")]
    DiskFull(String),
    /// The database is in use by another process.
    #[error("{0} is in use by another tessera process: stop it or choose another folder")]
    InUse(String),
    /// The folder or file cannot be written.
    #[error(
        "{path} cannot be written: {detail}; give the account that runs tessera the right to write there"
    )]
    ReadOnly {
        /// The folder or file.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// The database was written by a newer version.
    #[error(
        "{path} was written by a newer tessera (format {found}; this one knows up to {known}): use the newer executable"
    )]
    Newer {
        /// The database.
        path: String,
        /// The format found.
        found: u32,
        /// The newest format known.
        known: u32,
    },
    /// The file belongs to another program.
    #[error("{path} is not a tessera database: {detail}; choose another folder")]
    Foreign {
        /// The file.
        path: String,
        /// What it looks like.
        detail: String,
    },
    /// The journal, which is the truth, is damaged.
    #[error("{path} is damaged: {detail}; restore it from a backup")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// Projections are damaged. They are made again from the journal at the next start.
    #[error(
        "{path} is damaged: {detail}; restart tessera, which makes it again from the journal; nothing is lost"
    )]
    Stale {
        /// The file.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// The database is away or too slow; whether an append under way was kept is unknown.
    #[error("the database is not available: {0}; try again, and if it stays away look at its disk or server")]
    Unavailable(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(String),
}

impl StoreError {
    /// The message in Chinese. What the system or the database said stays in its own language.
    pub fn zh(&self) -> String {
        match self {
            Self::Conflict => "其他写入者已抢先:请重新决定".into(),
            Self::DiskFull(path) => format!("磁盘已满:请在 {path} 上腾出空间后重试;没有数据丢失"),
            Self::InUse(path) => format!("{path} 正被另一个 tessera 进程使用:请先停止它,或换一个目录"),
            Self::ReadOnly { path, detail } => {
                format!("{path} 无法写入:{detail};请授予运行 tessera 的账号写入权限")
            }
            Self::Newer { path, found, known } => {
                format!(
                    "{path} 由更新版本的 tessera 写入(格式 {found},本程序最高支持 {known}):请使用更新的程序"
                )
            }
            Self::Foreign { path, detail } => format!("{path} 不是 tessera 数据库:{detail};请换一个目录"),
            Self::Corrupt { path, detail } => format!("{path} 已损坏:{detail};请从备份恢复"),
            Self::Stale { path, detail } => {
                format!("{path} 已损坏:{detail};请重启 tessera,它会由日志重新生成该文件;没有数据丢失")
            }
            Self::Unavailable(detail) => {
                format!("数据库不可用:{detail};请重试,若仍不可用请检查磁盘或数据库服务器")
            }
            Self::Other(detail) => format!("数据库出错:{detail}"),
        }
    }
}

impl From<crate::record::Damaged> for StoreError {
    fn from(damaged: crate::record::Damaged) -> Self {
        Self::Corrupt { path: "the journal".into(), detail: damaged.to_string() }
    }
}
