//! Clusters: started, shared, stopped.

use crate::programs::{self, as_account, hand_over, output};
use std::collections::hash_map::RandomState;
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const GUARDIAN: &str = include_str!("guardian.sh");

/// So many seconds a shared cluster waits for the next test: runners start a process a test.
const PATIENCE: &str = "6";

const SETTINGS: &str = "
listen_addresses = '127.0.0.1'
fsync = on
full_page_writes = on
synchronous_commit = on
shared_buffers = 64MB
max_connections = 300
max_wal_size = 2GB
log_min_messages = warning
timezone = 'UTC'
";

/// A running PostgreSQL. Anybody on this machine may log in as `tessera`, a superuser, without a password.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
    #[expect(dead_code, reason = "it is held, not read: the guardian waits for it")]
    user: File,
}

impl Cluster {
    /// The cluster that all tests share which run at about the same time.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| {
            let programs = programs::folder();
            let account = programs::account().unwrap_or_default();
            let here = env!("CARGO_MANIFEST_DIR").as_bytes();
            let name = digest(&[here, programs.as_os_str().as_encoded_bytes(), account.as_bytes()]);
            let name = format!("tessera-postgres-{name:016x}");
            join(&std::env::temp_dir().join(name), programs)
        })
    }

    /// A cluster of one's own, for tests that stop it.
    pub fn own() -> Self {
        let folder = std::env::temp_dir().join(format!("tessera-postgres-own-{:016x}", random()));
        Self::own_in(&folder, "")
    }

    /// A cluster of one's own in a folder that the account of the server can reach, with more settings, one a line.
    pub fn own_in(folder: &Path, settings: &str) -> Self {
        make(folder);
        start(folder, programs::folder(), "0", settings)
    }

    /// Whether this machine has PostgreSQL's programs.
    pub fn is_possible() -> bool {
        programs::found().is_some()
    }

    /// One of PostgreSQL's programs: `psql`, `pgbench`, ...
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// The address of a schema that nobody has used yet.
    pub fn address(&self) -> String {
        self.address_of("postgres", &format!("schema=t{:016x}", random()))
    }

    /// The address of a database, with what it says beside.
    pub fn address_of(&self, database: &str, query: &str) -> String {
        format!("postgres://tessera@127.0.0.1:{}/{database}?sslmode=disable&{query}", self.port)
    }

    /// The address of the same through the Unix socket.
    pub fn socket_address(&self) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://tessera@/postgres?host={folder}&port={}&schema=t{:016x}", self.port, random())
    }

    /// The TCP port, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the server's files.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Stops it in one of PostgreSQL's ways: `fast`, or `immediate`, which is like a crash.
    pub fn stop(&self, mode: &str) {
        output(self.control().args(["stop", "-s", "-m", mode]));
    }

    /// Starts it again.
    pub fn start(&self) {
        launch(&mut self.control(), &self.folder);
    }

    /// Makes a standby of this cluster, on which every commit here waits from now on. This one is stopped for a moment.
    pub fn with_standby(&self) -> Self {
        let folder = std::env::temp_dir().join(format!("tessera-postgres-own-{:016x}", random()));
        make(&folder);
        let user = use_it(&folder);
        guard(&folder, &self.programs, "0");
        hand_over(&folder);
        self.stop("fast");
        output(held(&folder, &as_account("cp")).arg("-a").arg(self.data()).arg(&folder));
        let standby = Self { folder, programs: self.programs.clone(), port: free_port(), user };
        // The last word on a setting counts.
        standby.set(&format!(
            "port = {}\nunix_socket_directories = '{}'\nprimary_conninfo = 'host=127.0.0.1 port={} user=tessera'\n",
            standby.port,
            standby.folder.display(),
            self.port
        ));
        output(as_account("touch").arg(standby.data().join("standby.signal")));
        self.set("synchronous_standby_names = '*'\n");
        self.start();
        standby.start();
        standby
    }

    /// Makes a standby the primary.
    pub fn promote(&self) {
        output(self.control().args(["promote", "-s", "-w", "-t", "60"]));
    }

    /// Adds settings, one a line, which are read at the next start.
    fn set(&self, settings: &str) {
        let file = self.data().join("postgresql.auto.conf");
        let written = OpenOptions::new()
            .append(true)
            .open(&file)
            .and_then(|mut open| std::io::Write::write_all(&mut open, settings.as_bytes()));
        written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// Has it read its settings again.
    pub fn reload(&self) {
        output(self.control().args(["reload", "-s"]));
    }

    fn control(&self) -> Command {
        control(&self.folder, &self.programs)
    }
}

/// Uses the cluster of this folder, after starting it if nobody else has.
fn join(folder: &Path, programs: PathBuf) -> Cluster {
    loop {
        make(folder);
        let Some(lock) = lock_file(folder, "start") else { continue };
        lock.lock().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        // The guardian removes the folder while it has this lock: then what was locked is the file of a folder that is gone.
        let is_there = std::fs::metadata(folder.join("start"))
            .is_ok_and(|there| lock.metadata().is_ok_and(|locked| locked.ino() == there.ino()));
        if !is_there {
            continue;
        }
        let running = std::fs::read_to_string(folder.join("port")).ok().and_then(|port| port.parse().ok());
        return match running {
            Some(port) => Cluster { user: use_it(folder), port, programs, folder: folder.to_owned() },
            None => start(folder, programs, PATIENCE, ""),
        };
    }
}

/// Makes and starts a cluster in this folder.
fn start(folder: &Path, programs: PathBuf, patience: &str, more: &str) -> Cluster {
    let user = use_it(folder);
    guard(folder, &programs, patience);
    hand_over(folder);
    let data = folder.join("data");
    // What an earlier one left behind that was killed together with its guardian.
    let _ = std::fs::remove_dir_all(&data);
    output(held(folder, &as_account(programs.join("initdb"))).args(["-D"]).arg(&data).args([
        "--username=tessera",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]));
    let port = free_port();
    let settings =
        format!("{SETTINGS}port = {port}\nunix_socket_directories = '{}'\n{more}\n", folder.display());
    let file = data.join("postgresql.auto.conf");
    std::fs::write(&file, settings).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    launch(&mut control(folder, &programs), folder);
    let file = folder.join("port");
    std::fs::write(&file, port.to_string()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Cluster { folder: folder.to_owned(), programs, port, user }
}

/// Starts the guardian, which outlives this process.
fn guard(folder: &Path, programs: &Path, patience: &str) {
    let as_account = as_account("true");
    let prefix = as_account.get_args().take(as_account.get_args().len().saturating_sub(1));
    let mut guardian = Command::new("setsid");
    guardian.args(["--fork", "sh", "-c", GUARDIAN, "guardian"]).arg(folder).arg(programs).arg(patience);
    if programs::account().is_some() {
        guardian.arg(as_account.get_program()).args(prefix);
    } else {
        guardian.arg("env");
    }
    let started = guardian.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(started.is_ok_and(|status| status.success()), "no guardian for {}", folder.display());
}

fn control(folder: &Path, programs: &Path) -> Command {
    let mut command = held(folder, &as_account(programs.join("pg_ctl")));
    command.current_dir("/").arg("-D").arg(folder.join("data"));
    command
}

/// The command, which keeps the guardian waiting until it has ended, also when this process is killed meanwhile: what it starts can then be stopped.
fn held(folder: &Path, command: &Command) -> Command {
    let mut held = Command::new("flock");
    held.args(["--shared", "--close"]).arg(folder.join("users"));
    held.arg(command.get_program()).args(command.get_args());
    held
}

/// Starts the server, whose output goes to a file: a runner waits for whoever has its own.
fn launch(control: &mut Command, folder: &Path) {
    let log = folder.join("data/log.txt");
    let status = control
        .args(["start", "-s", "-w", "-t", "120", "-l"])
        .arg(&log)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let said = || std::fs::read_to_string(&log).unwrap_or_default();
    assert!(status.is_ok_and(|status| status.success()), "PostgreSQL does not start: {}", said());
}

/// Keeps the guardian waiting for as long as the answer lives.
fn use_it(folder: &Path) -> File {
    let file = lock_file(folder, "users").unwrap_or_else(|| panic!("{} is gone", folder.display()));
    file.lock_shared().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    file
}

fn make(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

/// A file to lock; none if the folder has just gone.
fn lock_file(folder: &Path, name: &str) -> Option<File> {
    OpenOptions::new().create(true).append(true).open(folder.join(name)).ok()
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.unwrap_or_else(|error| panic!("no free port: {error}")).port()
}

/// No other test has had it.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A short name for what tells shared clusters apart, the same in every process.
fn digest(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter().chain(b"|"));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
