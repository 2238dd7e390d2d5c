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
    /// The address of a database server cannot be read.
    #[error(
        "the address of the database cannot be used: {0}; write it as postgres://user:password@host:5432/database"
    )]
    Address(String),
    /// The database server does not let us in.
    #[error(
        "{server} does not let tessera in: {detail}; check user, password, database and sslmode in its address and pg_hba.conf on the server"
    )]
    Refused {
        /// The server and the database.
        server: String,
        /// What it said.
        detail: String,
    },
    /// The role that we are on the database server may not do what has to be done.
    #[error(
        "the role that tessera uses on {server} lacks a right: {detail}; make it the owner of the schema, or GRANT CREATE ON DATABASE to it"
    )]
    Rights {
        /// The server and the database.
        server: String,
        /// What it said.
        detail: String,
    },
    /// The database server takes no writes: it is a standby, or somebody has made it read-only.
    #[error(
        "{server} takes no writes: {detail}; name the primary in the address (target_session_attrs=read-write finds it), or end its read-only mode"
    )]
    Standby {
        /// The server and the database.
        server: String,
        /// What it said.
        detail: String,
    },
    /// The database server has no connection left for us.
    #[error(
        "{server} has no connection to spare: {detail}; raise max_connections there, or lower pool in the address"
    )]
    Crowded {
        /// The server and the database.
        server: String,
        /// What it said.
        detail: String,
    },
    /// The database cannot hold a store.
    #[error(
        "{server} cannot hold a tessera store: {detail}; use PostgreSQL 15 or newer and a database WITH ENCODING 'UTF8'"
    )]
    Unsuitable {
        /// The server and the database.
        server: String,
        /// Why.
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
            Self::Conflict => "其他写入者已抢先：请重新决定".into(),
            Self::DiskFull(path) => format!("磁盘已满：请在 {path} 上腾出空间后重试；没有数据丢失"),
            Self::InUse(path) => format!("{path} 正被另一个 tessera 进程使用：请先停止它，或换一个目录"),
            Self::ReadOnly { path, detail } => {
                format!("{path} 无法写入：{detail}；请授予运行 tessera 的账号写入权限")
            }
            Self::Newer { path, found, known } => {
                format!(
                    "{path} 由更新版本的 tessera 写入（格式 {found}，本程序最高支持 {known}）：请使用更新的程序"
                )
            }
            Self::Foreign { path, detail } => format!("{path} 不是 tessera 数据库：{detail}；请换一个目录"),
            Self::Corrupt { path, detail } => format!("{path} 已损坏：{detail}；请从备份恢复"),
            Self::Stale { path, detail } => {
                format!("{path} 已损坏：{detail}；请重启 tessera，它会由日志重新生成该文件；没有数据丢失")
            }
            Self::Address(detail) => {
                format!("数据库地址无法使用：{detail}；写法为 postgres://user:password@host:5432/database")
            }
            Self::Refused { server, detail } => format!(
                "{server} 拒绝 tessera 登录：{detail}；请检查地址中的用户、密码、数据库与 sslmode，以及服务器上的 pg_hba.conf"
            ),
            Self::Rights { server, detail } => format!(
                "tessera 在 {server} 上使用的角色缺少权限：{detail}；请让它成为该 schema 的所有者，或对它执行 GRANT CREATE ON DATABASE"
            ),
            Self::Standby { server, detail } => format!(
                "{server} 不接受写入：{detail}；请在地址中写主库（target_session_attrs=read-write 可自动找到），或结束其只读模式"
            ),
            Self::Crowded { server, detail } => {
                format!(
                    "{server} 没有空余连接：{detail}；请在服务器上调高 max_connections，或在地址中调低 pool"
                )
            }
            Self::Unsuitable { server, detail } => format!(
                "{server} 无法存放 tessera 的数据：{detail}；请使用 PostgreSQL 15 或更新版本，并以 ENCODING 'UTF8' 建库"
            ),
            Self::Unavailable(detail) => {
                format!("数据库不可用：{detail}；请重试，若仍不可用请检查磁盘或数据库服务器")
            }
            Self::Other(detail) => format!("数据库出错：{detail}"),
        }
    }
}

impl From<crate::record::Damaged> for StoreError {
    fn from(damaged: crate::record::Damaged) -> Self {
        Self::Corrupt { path: "the journal".into(), detail: damaged.to_string() }
    }
}
