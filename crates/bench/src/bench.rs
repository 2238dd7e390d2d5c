//! What all rows share: sizes, folders, threads, and the anchors, which are made when the first row asks for them.

use crate::anchors::pgbench::Server;
use crate::anchors::{append, bare, sqlite_rows};
use crate::arguments::{Arguments, Sizes};
use crate::load::{self, Load, Target};
use crate::requests::Requests;
use anyhow::{Context, Result};
use std::cell::OnceCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The bench at work.
pub(crate) struct Bench {
    pub(crate) arguments: Arguments,
    pub(crate) sizes: Sizes,
    /// On a disk; removed at the end.
    pub(crate) folder: PathBuf,
    /// Where the executable's target folder is.
    pub(crate) target: PathBuf,
    pub(crate) server: Runtime,
    client: Runtime,
    floor: Runtime,
    bare: OnceCell<SocketAddr>,
    rows: OnceCell<SocketAddr>,
    postgres: OnceCell<Result<Server, String>>,
    d: OnceCell<()>,
}

impl Bench {
    pub(crate) fn new(arguments: Arguments, folder: &Path, target: &Path) -> Result<Self> {
        Ok(Self {
            sizes: arguments.sizes(),
            arguments,
            folder: folder.to_owned(),
            target: target.to_owned(),
            server: runtime("served")?,
            client: runtime("load")?,
            floor: runtime("floor")?,
            bare: OnceCell::new(),
            rows: OnceCell::new(),
            postgres: OnceCell::new(),
            d: OnceCell::new(),
        })
    }

    /// A folder for one row.
    pub(crate) fn place(&self, name: &str) -> Result<PathBuf> {
        let place = self.folder.join(name);
        std::fs::create_dir_all(&place)?;
        Ok(place)
    }

    /// How a served shop runs: as `tessera serve` runs it, unless the command line says otherwise.
    pub(crate) fn settings(&self) -> tessera_app::Settings {
        let mut settings = tessera_app::Settings::default();
        if let Some(warm_members) = self.arguments.warm_members {
            settings.warm_members = warm_members;
        }
        settings
    }

    /// One turn of requests.
    pub(crate) fn ask(&self, target: &Target, connections: usize, requests: Arc<Requests>) -> Result<Load> {
        self.ask_for(target, connections, self.sizes.turn, requests)
    }

    /// Requests for so long.
    pub(crate) fn ask_for(
        &self,
        target: &Target,
        connections: usize,
        time: Duration,
        requests: Arc<Requests>,
    ) -> Result<Load> {
        self.client.block_on(load::run(target, connections, time, requests))
    }

    /// A, for a part of a turn.
    pub(crate) fn a(&self) -> Result<Load> {
        append::measure(&self.folder, self.sizes.turn / 3)
    }

    /// H: where the bare stack listens.
    pub(crate) fn h(&self) -> Result<Target> {
        let address = match self.bare.get() {
            Some(address) => *address,
            None => {
                let made = self.floor.block_on(bare::serve())?;
                *self.bare.get_or_init(|| made)
            }
        };
        Ok(Target::of(address, &Arc::from("none")))
    }

    /// S: where SQLite with normalised rows listens.
    pub(crate) fn s(&self) -> Result<Target> {
        let address = match self.rows.get() {
            Some(address) => *address,
            None => {
                let made = self
                    .floor
                    .block_on(sqlite_rows::serve(&self.place("rows")?, self.sizes.anchor_members))?;
                *self.rows.get_or_init(|| made)
            }
        };
        Ok(Target::of(address, &Arc::from("none")))
    }

    /// The PostgreSQL server; an error says what is missing.
    pub(crate) fn postgres(&self) -> Result<&Server> {
        let server =
            self.postgres.get_or_init(|| Server::start(&self.folder).map_err(|error| format!("{error:#}")));
        server.as_ref().map_err(|why| anyhow::anyhow!("{why}"))
    }

    /// D, for one turn.
    pub(crate) fn d(&self) -> Result<Load> {
        let server = self.postgres()?;
        if self.d.get().is_none() {
            server.prepare_d(self.sizes.anchor_members).context("anchor D")?;
            self.d.get_or_init(|| ());
        }
        server.d(self.sizes.turn)
    }

    /// Lets all take turns, every other round in the opposite order, and adds up what each did.
    pub(crate) fn take_turns(&self, runs: &mut [Turn<'_>]) -> Result<Vec<Load>> {
        let mut found = vec![Load::nothing(); runs.len()];
        for round in 0..self.sizes.rounds {
            let mut order: Vec<usize> = (0..runs.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for place in order {
                found[place].merge(&runs[place](round)?);
            }
        }
        Ok(found)
    }
}

/// One of those who take turns; it learns which round it is.
pub(crate) type Turn<'a> = Box<dyn FnMut(usize) -> Result<Load> + 'a>;

/// A runtime for one part: profiles tell the parts apart by the names of their threads.
fn runtime(part: &str) -> Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(builder.worker_threads(2).thread_name(part).enable_all().build()?)
}
