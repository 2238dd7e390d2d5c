//! A closed-loop load generator: each connection sends a request, waits for the whole reply, and sends the next.

use crate::anchors;
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a run found.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    pub(crate) requests: u64,
    pub(crate) elapsed: Duration,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// Time of all cores that this process spent, the load generator's part included.
    pub(crate) cpu: Duration,
}

impl Load {
    #[allow(clippy::float_arithmetic)] // A rate, for people.
    pub(crate) fn rate(&self) -> f64 {
        self.requests as f64 / self.elapsed.as_secs_f64()
    }

    /// Microseconds of CPU time per request.
    #[allow(clippy::float_arithmetic)] // A figure for people.
    pub(crate) fn cpu_micros(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.requests.max(1) as f64
    }
}

/// Makes the body of the n-th request of a connection.
pub(crate) type Bodies = dyn Fn(usize, u64) -> String + Send + Sync;

/// Sends requests over so many connections for so long. Any reply but 2xx ends the run with its text.
pub(crate) async fn run(
    address: SocketAddr,
    path: &'static str,
    key: Arc<str>,
    connections: usize,
    time: Duration,
    bodies: Arc<Bodies>,
) -> Result<Load> {
    let (clock, spent) = (Stopwatch::now(), anchors::cpu_time()?);
    let tasks: Vec<_> = (0..connections)
        .map(|connection| {
            let (key, bodies) = (key.clone(), bodies.clone());
            tokio::spawn(async move { one(address, path, &key, connection, clock + time, &*bodies).await })
        })
        .collect();
    let mut latencies: Vec<Duration> = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    let elapsed = clock.elapsed();
    latencies.sort_unstable();
    let at = |per_mille: usize| {
        latencies.get(latencies.len().saturating_sub(1) * per_mille / 1000).copied().unwrap_or_default()
    };
    let cpu = anchors::cpu_time()?.saturating_sub(spent);
    Ok(Load { requests: latencies.len() as u64, elapsed, p50: at(500), p99: at(990), cpu })
}

async fn one(
    address: SocketAddr,
    path: &str,
    key: &str,
    connection: usize,
    until: Stopwatch,
    bodies: &Bodies,
) -> Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut latencies = Vec::new();
    let mut reply = Vec::with_capacity(4096);
    for n in 0.. {
        if Stopwatch::now() >= until {
            break;
        }
        let body = bodies(connection, n);
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let clock = Stopwatch::now();
        stream.write_all(request.as_bytes()).await?;
        read_reply(&mut stream, &mut reply).await?;
        latencies.push(clock.elapsed());
        if !reply.starts_with(b"HTTP/1.1 2") {
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
