//! PgBouncer between a test and its cluster.

use crate::programs::{as_account, hand_over};
use crate::server::{Cluster, free_port, random};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A PgBouncer that lends connections by transaction; stopped when dropped.
pub struct Pooler {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Pooler {
    /// Whether this machine has the program.
    pub fn is_possible() -> bool {
        program().is_some()
    }

    /// Starts one before a cluster.
    pub fn before(cluster: &Cluster) -> Self {
        let program =
            program().unwrap_or_else(|| panic!("install PgBouncer (Debian: apt-get install pgbouncer)"));
        let folder = std::env::temp_dir().join(format!("tessera-pooler-{:016x}", random()));
        std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        hand_over(&folder);
        let port = free_port();
        let file = folder.join("pgbouncer.ini");
        // Few connections, so that a transaction seldom meets the one that the last had.
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={} user=tessera\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = transaction\ndefault_pool_size = 8\nmax_client_conn = 300\n",
            cluster.port()
        );
        std::fs::write(&file, settings).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut command = as_account(program);
        command.arg("-q").arg(&file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let pooler = Self { process, folder, port };
        pooler.wait();
        pooler
    }

    fn wait(&self) {
        for _ in 0..400 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("PgBouncer does not listen");
    }

    /// The address of the same database and schema through it.
    pub fn instead_of(&self, cluster: &Cluster, address: &str) -> String {
        address.replace(&format!(":{}/", cluster.port()), &format!(":{}/", self.port))
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn program() -> Option<PathBuf> {
    ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
        .into_iter()
        .map(PathBuf::from)
        .find(|program| program.exists())
}
