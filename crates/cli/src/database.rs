//! Where the data is: the only place that picks a store.

use crate::context::Context;
use crate::exit::Failure;
use crate::text::text;
use clap::Args;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use tessera_app::{App, AppError, Settings};
use tessera_store::{Store, StoreError};
use tessera_store_postgres::{Options, PostgresStore};
use tessera_store_sqlite::SqliteStore;
use tokio::runtime::Runtime;

/// `--db`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DbArgument {
    /// The data folder, or postgres://USER:PASSWORD@HOST/DATABASE (best said by the variable: a command line is no secret) · 数据目录，或 PostgreSQL 地址
    #[arg(long, value_name = "DIR|URL", env = "TESSERA_DB", hide_env_values = true)]
    pub(crate) db: Place,
}

/// Where a database is.
#[derive(Clone)]
pub(crate) enum Place {
    /// A folder, kept by SQLite.
    Folder(PathBuf),
    /// A schema of a PostgreSQL database.
    Postgres(Box<Options>),
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Ok(Self::Folder(text.into()));
        }
        text.parse()
            .map(|options| Self::Postgres(Box::new(options)))
            .map_err(|error: StoreError| error.to_string())
    }
}

/// Without the password.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => folder.fmt(f),
            Self::Postgres(options) => options.fmt(f),
        }
    }
}

/// Whether a data folder that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Creation {
    /// It is made.
    Allowed,
    /// That is an error: most likely the path is mistyped.
    Refused,
}

/// A database, not opened yet.
pub(crate) struct Database<'a> {
    place: &'a Place,
    creation: Creation,
    settings: Settings,
    sqlite: tessera_store_sqlite::Options,
}

impl<'a> Database<'a> {
    /// The database in a place, for one command: nothing happens in it but what the command asks for.
    pub(crate) fn new(place: &'a Place, creation: Creation) -> Self {
        let settings = Settings { sweep_every: None, ..Settings::default() };
        Self { place, creation, settings, sqlite: tessera_store_sqlite::Options::default() }
    }

    /// For orders that come by member, as an import gives them: little of what was is looked at again, so that little is kept in memory.
    pub(crate) fn for_import(mut self) -> Self {
        self.settings.warm_members = 8_192;
        self.settings.project_events = 20_000;
        self.sqlite.views_cache = 64 << 20;
        self.sqlite.members_cache = 4 << 20;
        self.sqlite.reader_cache = 4 << 20;
        self
    }

    /// The same with other settings.
    pub(crate) fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Opens the database, does the work, and closes it, whether the work succeeded or not.
    pub(crate) fn run<T>(
        self,
        context: &Context,
        work: impl AsyncFnOnce(&App) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        runtime()?.block_on(async {
            let app = self.open(context).await?;
            let result = work(&app).await;
            let closed = app.shutdown().await;
            let value = result?;
            closed?;
            Ok(value)
        })
    }

    /// Opens the database on the current runtime.
    pub(crate) async fn open(self, context: &Context) -> Result<App, Failure> {
        let store = self.store().await?;
        let (clock, ids) = (Arc::clone(&context.clock), Arc::clone(&context.ids));
        let mut settings = self.settings;
        if let Place::Folder(folder) = self.place {
            // There is room on that disk, which the folder of the system for temporary files may not even be on.
            settings.spill.clone_from(folder);
        }
        Ok(App::open(store, clock, ids, settings).await?)
    }

    /// Opens the store alone.
    pub(crate) async fn store(&self) -> Result<Arc<dyn Store>, Failure> {
        match self.place {
            Place::Folder(path) => {
                let folder = path.display();
                if self.creation == Creation::Refused && !is_database(path) {
                    return Err(Failure::input(text!(
                        "{folder} 不是数据目录。检查 --db；新的数据目录由 tessera program publish 建立",
                        "{folder} is no data folder. Check --db; `tessera program publish` makes a new one"
                    )));
                }
                Ok(Arc::new(SqliteStore::open_with(path, self.sqlite.clone()).map_err(AppError::from)?))
            }
            Place::Postgres(options) => {
                let store = PostgresStore::open_with(Options::clone(options)).await;
                Ok(Arc::new(store.map_err(AppError::from)?))
            }
        }
    }
}

/// Whether a folder holds a database already.
fn is_database(folder: &Path) -> bool {
    folder.join("journal.db").exists()
}

/// The runtime on which the application runs.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| {
        Failure::system(text!("系统资源不足：{error}", "the system lacks resources: {error}"))
    })
}
