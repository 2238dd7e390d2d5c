//! The data folder: the only place that picks a store.

use crate::context::Context;
use crate::exit::Failure;
use crate::text::text;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tessera_app::{App, Settings};
use tokio::runtime::Runtime;

/// `--db`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DbArgument {
    /// The data folder · 数据目录
    #[arg(long, value_name = "DIR", env = "TESSERA_DB", hide_env_values = true)]
    pub(crate) db: PathBuf,
}

/// Whether a data folder that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Creation {
    /// It is made.
    Allowed,
    /// That is an error: most likely the path is mistyped.
    Refused,
}

/// A data folder, not opened yet.
pub(crate) struct Database<'a> {
    folder: &'a Path,
    creation: Creation,
    settings: Settings,
}

impl<'a> Database<'a> {
    /// The database in a folder, for one command: nothing happens in it but what the command asks for.
    pub(crate) fn new(folder: &'a Path, creation: Creation) -> Self {
        Self { folder, creation, settings: Settings { sweep_every: None, ..Settings::default() } }
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
        let folder = self.folder.display();
        if self.creation == Creation::Refused && !is_database(self.folder) {
            return Err(Failure::input(text!(
                "{folder} 不是数据目录。检查 --db；新的数据目录由 tessera program publish 建立",
                "{folder} is no data folder. Check --db; `tessera program publish` makes a new one"
            )));
        }
        let store =
            tessera_store_sqlite::SqliteStore::open(self.folder).map_err(tessera_app::AppError::from)?;
        let (clock, ids) = (Arc::clone(&context.clock), Arc::clone(&context.ids));
        Ok(App::open(Arc::new(store), clock, ids, self.settings).await?)
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
