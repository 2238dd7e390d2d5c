//! A closed-loop load generator: each connection sends a request, waits for the whole reply, and sends the next.

use crate::cpu::Meter;
use crate::histogram::Histogram;
use crate::requests::{Request, Requests};
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a run found, of ours or of an anchor.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    pub(crate) done: u64,
    pub(crate) elapsed: Duration,
    pub(crate) latencies: Histogram,
    /// Time of all cores that this process and a PostgreSQL server spent, the load generator's part included.
    pub(crate) cpu: Duration,
}

impl Load {
    pub(crate) fn nothing() -> Self {
        Self { done: 0, elapsed: Duration::ZERO, latencies: Histogram::new(), cpu: Duration::ZERO }
    }

    /// Adds another round.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.done += other.done;
        self.elapsed += other.elapsed;
        self.cpu += other.cpu;
        self.latencies.merge(&other.latencies);
    }

    /// The same where each request carried so many.
    pub(crate) fn times(mut self, each: u64) -> Self {
        self.done *= each;
        self
    }

    /// How many a second.
    pub(crate) fn rate(&self) -> f64 {
        self.done as f64 / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// Microseconds of CPU time each.
    pub(crate) fn cpu_micros(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.done.max(1) as f64
    }

    /// Milliseconds that half of the requests do not exceed.
    pub(crate) fn p50(&self) -> Option<f64> {
        self.latencies.at(500).map(|time| time.as_secs_f64() * 1e3)
    }

    /// Milliseconds that 99 of a hundred do not exceed.
    pub(crate) fn p99(&self) -> Option<f64> {
        self.latencies.at(990).map(|time| time.as_secs_f64() * 1e3)
    }
}

/// Where requests go.
#[derive(Clone)]
pub(crate) struct Target {
    /// Connections are split between them.
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) key: Arc<str>,
    /// The PostgreSQL server behind it, whose CPU time counts too.
    pub(crate) postmaster: Option<u32>,
}

impl Target {
    pub(crate) fn of(address: SocketAddr, key: &Arc<str>) -> Self {
        Self { addresses: vec![address], key: key.clone(), postmaster: None }
    }
}

/// Sends requests over so many connections for so long. Any reply but 2xx, and a batch of which a row failed, ends the run with its text.
pub(crate) async fn run(
    target: &Target,
    connections: usize,
    time: Duration,
    requests: Arc<Requests>,
) -> Result<Load> {
    let meter = Meter::start(target.postmaster)?;
    let clock = Stopwatch::now();
    let tasks: Vec<_> = (0..connections)
        .map(|connection| {
            let (requests, key) = (requests.clone(), target.key.clone());
            let address = target.addresses[connection % target.addresses.len()];
            tokio::spawn(async move { one(address, &key, connection, clock + time, &*requests).await })
        })
        .collect();
    let mut latencies = Histogram::new();
    for task in tasks {
        latencies.merge(&task.await??);
    }
    Ok(Load { done: latencies.count(), elapsed: clock.elapsed(), latencies, cpu: meter.spent()? })
}

async fn one(
    address: SocketAddr,
    key: &str,
    connection: usize,
    until: Stopwatch,
    requests: &Requests,
) -> Result<Histogram> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut latencies = Histogram::new();
    let mut reply = Vec::with_capacity(4096);
    for n in 0.. {
        if Stopwatch::now() >= until {
            break;
        }
        let Request { method, path, content_type, body } = requests(connection, n);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let clock = Stopwatch::now();
        stream.write_all(request.as_bytes()).await?;
        read_reply(&mut stream, &mut reply).await?;
        latencies.add(clock.elapsed());
        let is_good = reply.starts_with(b"HTTP/1.1 2")
            && (content_type != Request::NDJSON || reply.windows(10).any(|window| window == b"\"failed\":0"));
        if !is_good {
            bail!("refused: {}", String::from_utf8_lossy(&reply));
        }
    }
    Ok(latencies)
}

/// Reads one reply with a Content-Length.
async fn read_reply(stream: &mut TcpStream, reply: &mut Vec<u8>) -> Result<()> {
    reply.clear();
    loop {
        if stream.read_buf(reply).await? == 0 {
            bail!("the server closed the connection");
        }
        let Some(head) = reply.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&reply[..head]).context("a head of ASCII")?.to_ascii_lowercase();
        let length =
            text.lines().find_map(|line| line.strip_prefix("content-length:")).context("a Content-Length")?;
        let whole = head + 4 + length.trim().parse::<usize>()?;
        while reply.len() < whole {
            if stream.read_buf(reply).await? == 0 {
                bail!("the server closed the connection");
            }
        }
        return Ok(());
    }
}
