//! `tessera serve`, and two processes on one folder.

use crate::serving::Serving;
use crate::support::{open_shop, run_in};
use std::io::Read;
use std::process::Command;

#[test]
fn a_server_answers_alone_and_stops_when_asked() {
    let folder = open_shop();
    let mut serving = Serving::start(folder.path().join("db"));
    assert!(serving.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(serving.get("/v1/members/ext:7").starts_with("HTTP/1.1 401"));
    let second = run_in(folder.path(), "verify --db {}/db").expect(3);
    assert!(second.err.contains("in use by another tessera process"), "{}", second.err);
    let pid = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    let mut rest = String::new();
    serving.log.take().unwrap().read_to_string(&mut rest).unwrap();
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
