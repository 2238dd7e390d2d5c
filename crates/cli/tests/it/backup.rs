//! `tessera backup`: of a shop that is being served, checked, restored, and damaged.

use crate::serving::Serving;
use crate::support::{open_shop, run_in};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Sends an order and says whether it was recorded.
fn sells(address: &str, key: &str, n: u32) -> bool {
    let body = format!(
        "{{\"event_id\": \"live-{n}\", \"member\": \"ext:7\", \"occurred_at\": \"2026-05-01T00:00:00Z\", \
         \"total\": {{\"amount\": 1000, \"currency\": \"CNY\"}}}}"
    );
    let length = body.len();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /v1/orders HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 201"), "{reply}");
    true
}

#[test]
fn a_shop_is_backed_up_while_it_sells() {
    let folder = open_shop();
    let key = run_in(folder.path(), "key create --db {}/db --name till --scopes all").expect(0).out;
    let key = key.trim().to_owned();
    let serving = Serving::start(folder.path().join("db"));
    let (address, sold, stop) =
        (serving.address.clone(), Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let till = {
        let (sold, stop, key) = (sold.clone(), stop.clone(), key.clone());
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                sells(&address, &key, sold.load(Ordering::Relaxed));
                sold.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    for round in 0..3 {
        let before = sold.load(Ordering::Relaxed) as usize;
        run_in(folder.path(), &format!("backup --db {{}}/db --to {{}}/backups/{round}")).expect(0);
        let check = run_in(folder.path(), &format!("backup --check {{}}/backups/{round} --format json"));
        let check = check.expect(0).json();
        assert!(check["head"].as_u64().unwrap() >= before as u64);
        // Restored, and looked at.
        run_in(folder.path(), &format!("verify --db {{}}/backups/{round}")).expect(0);
        let orders = run_in(folder.path(), &format!("export orders --db {{}}/backups/{round}")).expect(0).out;
        let live = orders.lines().filter(|line| line.contains("live-")).count();
        assert!(live >= before, "{before} were sold before the backup, {live} are in it");
    }
    stop.store(true, Ordering::Relaxed);
    till.join().unwrap();
    assert!(sold.load(Ordering::Relaxed) > 3, "nothing was sold meanwhile");
    drop(serving);
}

#[test]
fn a_damaged_or_changed_backup_is_told() {
    let folder = open_shop();
    let made = run_in(folder.path(), "backup --db {}/db --to {}/backup").expect(0);
    assert!(made.out.contains("SHA-256 of journal.db"), "{}", made.out);
    let again = run_in(folder.path(), "backup --db {}/db --to {}/backup").expect(2);
    assert!(again.err.contains("name a new folder"), "{}", again.err);
    run_in(folder.path(), "backup --check {}/backup").expect(0);
    let file = folder.path().join("backup/journal.db");
    let good = std::fs::read(&file).unwrap();
    let record = good.windows(4).rposition(|bytes| bytes == [0x28, 0xb5, 0x2f, 0xfd]).unwrap();
    let mut bad = good.clone();
    bad[record + 40] ^= 1;
    std::fs::write(&file, &bad).unwrap();
    let check = run_in(folder.path(), "backup --check {}/backup").expect(3);
    assert!(check.err.contains("checksum is wrong"), "{}", check.err);
    std::fs::write(&file, &good).unwrap();
    // Without what stands beside the journal.
    assert!(made.out.contains("SHA-256 of people.db"), "{}", made.out);
    let people = [folder.path().join("backup/people.db"), folder.path().join("people.db")];
    std::fs::rename(&people[0], &people[1]).unwrap();
    let check = run_in(folder.path(), "backup --check {}/backup").expect(1);
    assert!(check.err.contains("is not what backup.json says"), "{}", check.err);
    std::fs::rename(&people[1], &people[0]).unwrap();
    run_in(folder.path(), "backup --check {}/backup").expect(0);
    // Whole, but used since.
    run_in(folder.path(), "key create --db {}/backup --name till --scopes all").expect(0);
    let check = run_in(folder.path(), "backup --check {}/backup").expect(1);
    assert!(check.err.contains("is not what backup.json says"), "{}", check.err);
    let postgres = run_in(folder.path(), "backup --db postgres://localhost/shop --to {}/other").expect(2);
    assert!(postgres.err.contains("with its own tools"), "{}", postgres.err);
}
