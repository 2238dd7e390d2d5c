//! B and D: what PostgreSQL does when asked order by order. B is pgbench's TPC-B; D an earn as one function in the database, as a skilled
//! administrator writes it: six tables with their indexes, one statement a round trip.

use crate::cpu::Meter;
use crate::histogram::Histogram;
use crate::load::Load;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tessera_test_postgres::Cluster;

const SCHEMA: &str = include_str!("earn.sql");

/// A PostgreSQL server of the benchmark's own, stopped when nobody holds it any more.
pub(crate) struct Server {
    cluster: Cluster,
    folder: PathBuf,
}

impl Server {
    /// Starts it below a folder: durable as always, with an eighth of the memory for its buffers, 4 GB at most.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        if !Cluster::is_possible() {
            bail!(
                "PostgreSQL's server programs are not here: install them (Debian: apt-get install postgresql), or name their folder in TESSERA_TEST_POSTGRES"
            );
        }
        let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let kilobytes =
            memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next());
        let megabytes = kilobytes.and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1024;
        let buffers = (megabytes / 8).clamp(128, 4096);
        let settings =
            format!("shared_buffers = {buffers}MB\nmax_wal_size = 16GB\nunix_socket_directories = ''\n");
        let cluster = Cluster::own_in(&folder.join("postgres"), &settings);
        let server = Self { cluster, folder: folder.to_owned() };
        server.run("createdb", &["tpcb"])?;
        server.run("createdb", &["norm"])?;
        server.run("createdb", &["shop"])?;
        Ok(server)
    }

    /// The address of the shop's database.
    pub(crate) fn address(&self) -> String {
        self.cluster.address_of("shop", "")
    }

    /// The process id of the server.
    pub(crate) fn postmaster(&self) -> Result<u32> {
        let file = std::fs::read_to_string(self.cluster.data().join("postmaster.pid"))?;
        file.lines().next().and_then(|line| line.trim().parse().ok()).context("the server's process id")
    }

    /// One number that a query finds in the shop's database.
    pub(crate) fn number(&self, query: &str) -> Result<u64> {
        let said = self.run("psql", &["-X", "-A", "-t", "-d", "shop", "-c", query])?;
        said.trim().parse().with_context(|| format!("a number from {query}: {said}"))
    }

    /// Makes B's tables: so many branches, 100,000 accounts each.
    pub(crate) fn prepare_b(&self, scale: u32) -> Result<()> {
        self.run("pgbench", &["-i", "-q", "-s", &scale.to_string(), "tpcb"]).map(drop)
    }

    /// Makes D's tables and its function.
    pub(crate) fn prepare_d(&self, members: usize) -> Result<()> {
        let (schema, script) = (self.folder.join("earn.sql"), self.folder.join("earn.pgbench"));
        std::fs::write(&schema, SCHEMA)?;
        let amounts = format!("\\set member random(1, {members})\n\\set amount random(15800, 35800)\n");
        std::fs::write(&script, amounts + "SELECT earn(gen_random_uuid(), :member, :amount);\n")?;
        let members = format!("members={members}");
        let schema = schema.display().to_string();
        self.run("psql", &["-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", &members, "-d", "norm", "-f", &schema])
            .map(drop)
    }

    /// B for so long.
    pub(crate) fn b(&self, time: Duration) -> Result<Load> {
        self.bench(time, &["tpcb"])
    }

    /// D for so long.
    pub(crate) fn d(&self, time: Duration) -> Result<Load> {
        let script = self.folder.join("earn.pgbench").display().to_string();
        self.bench(time, &["-n", "-f", &script, "norm"])
    }

    fn bench(&self, time: Duration, what: &[&str]) -> Result<Load> {
        let seconds = time.as_secs().max(1).to_string();
        let meter = Meter::start(Some(self.postmaster()?))?;
        let mut arguments = vec!["-M", "prepared", "-c", "16", "-j", "2", "-T", &seconds];
        arguments.extend(what);
        let said = self.run("pgbench", &arguments)?;
        let figure = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.trim_matches([' ', '=', ':']).split([' ', '/']).next());
            number.and_then(|number| number.parse::<f64>().ok()).with_context(|| format!("{name}: {said}"))
        };
        let (done, rate) = (figure("number of transactions actually processed")?, figure("tps")?);
        let elapsed = Duration::from_secs_f64(done / rate.max(1e-9));
        Ok(Load { done: done as u64, elapsed, latencies: Histogram::new(), cpu: meter.spent()? })
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(self.cluster.program(program));
        command.args(["-h", "127.0.0.1", "-U", "tessera", "-p"]).arg(self.cluster.port().to_string());
        let output =
            command.args(arguments).stdin(Stdio::null()).output().with_context(|| program.to_owned())?;
        if !output.status.success() {
            bail!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
