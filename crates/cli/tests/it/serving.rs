//! A running `tessera serve`.

use crate::support::command;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Stdio};

/// A running server; killed if a test fails before it ends.
pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) log: Option<BufReader<ChildStderr>>,
    pub(crate) address: String,
}

impl Serving {
    pub(crate) fn start(db: impl AsRef<OsStr>) -> Self {
        Self::start_with(db, &[], Stdio::inherit())
    }

    /// The same with more arguments, what it prints going there.
    pub(crate) fn start_with(db: impl AsRef<OsStr>, arguments: &[&str], prints: Stdio) -> Self {
        let mut child = command()
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json", "--db"])
            .arg(db)
            .args(arguments)
            .stdout(prints)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let (mut line, mut said) = (String::new(), String::new());
        let address = loop {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server ended early: {said}");
            said.push_str(&line);
            let entry: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(address) = entry["address"].as_str() {
                break address.to_owned();
            }
        };
        Self { child, log: Some(log), address }
    }

    /// The same, nobody reading its log: it must not come to wait for that.
    pub(crate) fn start_unread(db: impl AsRef<OsStr>) -> Self {
        let mut serving = Self::start(db);
        let mut log = serving.log.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        serving
    }

    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    /// From one moment to the next, as the system does it.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
