//! `tessera serve`, and two processes on one folder.

use crate::support::{command, open_shop, run_in};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

/// A running server; killed if a test fails before it ends.
pub(crate) struct Serving {
    child: Child,
    log: BufReader<ChildStderr>,
    pub(crate) address: String,
}

impl Serving {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut child = command()
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json", "--db"])
            .arg(folder.join("db"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server ended early");
            let entry: serde_json::Value = serde_json::from_str(&line).expect("log lines are JSON");
            if let Some(address) = entry["address"].as_str() {
                break address.to_owned();
            }
        };
        Self { child, log, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
    }
}

#[test]
fn a_server_answers_alone_and_stops_when_asked() {
    let folder = open_shop();
    let mut serving = Serving::start(folder.path());
    assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(serving.get("/v1/members/ext:7").starts_with("HTTP/1.1 401"));
    let second = run_in(folder.path(), "verify --db {}/db").expect(3);
    assert!(second.err.contains("in use by another tessera process"), "{}", second.err);
    let pid = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    let mut rest = String::new();
    serving.log.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("stopped"), "{rest}");
    run_in(folder.path(), "verify --db {}/db").expect(0);
}

#[test]
fn a_taken_address_is_told_with_the_remedy() {
    let folder = open_shop();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let run = run_in(folder.path(), &format!("serve --db {{}}/db --listen {address}")).expect(3);
    assert!(run.err.contains("choose another address or port"), "{}", run.err);
}
