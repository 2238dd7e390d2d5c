//! A server that nobody asks, over the data of the largest shop: how soon it answers, and what it holds in memory.

use crate::bench::Bench;
use crate::child;
use crate::report::{Report, Row};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant as Stopwatch};

/// How long it may take to be ready at all.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nobody asks it before its memory is read.
const REST: Duration = Duration::from_secs(3);

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report, data: &Path, members: usize) -> Result<()> {
    let program = child::tessera(bench.arguments.tessera.as_deref())?;
    let folder = bench.place("idle")?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let listen = address.to_string();
    let arguments =
        ["serve".as_ref(), "--db".as_ref(), data.as_os_str(), "--listen".as_ref(), listen.as_ref()];
    let clock = Stopwatch::now();
    let mut server = child::start(&program, &arguments, &folder)?;
    let found = look(&mut server, address, clock);
    // It may have ended by itself; then `found` says so.
    let _ = server.kill();
    let _ = server.wait();
    let said = || std::fs::read_to_string(folder.join("said.txt")).unwrap_or_default();
    let (ready, resident) = found.with_context(said)?;
    let what = format!("idle server, {members} members on disk");
    let ready = ready.as_secs_f64() * 1e3;
    report.add(Row::new(format!("{what}: ready after"), ready, "ms").at_most(ready, "ms", 500.0, 200.0));
    let resident = resident as f64 / 1e6;
    report.add(Row::new(format!("{what}: resident"), resident, "MB").at_most(resident, "MB", 80.0, 50.0));
    Ok(())
}

/// How soon it is ready, and its resident bytes a while later.
fn look(server: &mut Child, address: SocketAddr, clock: Stopwatch) -> Result<(Duration, u64)> {
    while !is_ready(address) {
        if let Some(status) = server.try_wait()? {
            bail!("the server ended with {status}");
        }
        if clock.elapsed() > PATIENCE {
            bail!("the server is not ready after {} s", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let ready = clock.elapsed();
    std::thread::sleep(REST);
    Ok((ready, child::memory(server.id(), "VmRSS:").context("the memory of the server")?))
}

fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(b"GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        Ok(reply)
    };
    ask().is_ok_and(|reply| reply.starts_with("HTTP/1.1 200"))
}
