//! Files that commands write: whole or not at all, and never in place of something that is no file.
#![cfg(unix)]

use crate::support::{open_shop, run_in};
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// What is in a folder beside what was put there.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn pipe(path: &Path) -> std::thread::JoinHandle<String> {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let path = path.to_owned();
    std::thread::spawn(move || fs::read_to_string(path).unwrap())
}

#[test]
fn a_pipe_is_written_and_stays_a_pipe() {
    let shop = open_shop();
    let place = shop.path().join("pipe");
    let reader = pipe(&place);
    run_in(shop.path(), "export orders --db {}/db --out {}/pipe").expect(0);
    assert!(fs::symlink_metadata(&place).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap().lines().count(), 6);

    let place = shop.path().join("rejects");
    let reader = pipe(&place);
    fs::write(
        shop.path().join("bad.csv"),
        "order_id,member_id,ordered_at,amount\n9,7,yesterday,5\n10,7,2026-05-01,5\n",
    )
    .unwrap();
    run_in(shop.path(), "import orders {}/bad.csv --db {}/db --rejects {}/rejects").expect(1);
    assert!(fs::symlink_metadata(&place).unwrap().file_type().is_fifo());
    assert!(reader.join().unwrap().contains("yesterday"));
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let shop = open_shop();
    let folder = shop.path().join("out");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("real.csv"), "old").unwrap();
    fs::set_permissions(folder.join("real.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.csv", folder.join("link.csv")).unwrap();
    symlink("new.csv", folder.join("to_nothing.csv")).unwrap();
    for link in ["link.csv", "to_nothing.csv"] {
        run_in(shop.path(), &format!("export orders --db {{}}/db --out {{}}/out/{link}")).expect(0);
        assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink());
    }
    for file in ["real.csv", "new.csv"] {
        assert!(fs::read_to_string(folder.join(file)).unwrap().starts_with("order_id,"));
    }
    assert_eq!(fs::metadata(folder.join("real.csv")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(names(&folder), ["link.csv", "new.csv", "real.csv", "to_nothing.csv"]);
}

#[test]
fn what_the_user_called_part_stays() {
    let shop = open_shop();
    let folder = shop.path().join("out");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("orders.csv.part"), "mine").unwrap();
    run_in(shop.path(), "export orders --db {}/db --out {}/out/orders.csv").expect(0);
    assert_eq!(fs::read_to_string(folder.join("orders.csv.part")).unwrap(), "mine");
    run_in(shop.path(), "export orders --db {}/db --out {}/out").expect(3);
    assert_eq!(names(&folder), ["orders.csv", "orders.csv.part"]);
}

#[test]
fn an_import_tries_the_place_of_its_rejects_first() {
    let shop = open_shop();
    fs::write(
        shop.path().join("more.csv"),
        "order_id,member_id,ordered_at,amount\n2001,7,2026-05-01 10:00:00,5\n2002,7,yesterday,5\n",
    )
    .unwrap();
    let told = run_in(shop.path(), "import orders {}/more.csv --db {}/db --rejects {}/none/r.csv").expect(3);
    assert!(told.err.contains("r.csv"), "{}", told.err);
    let orders = run_in(shop.path(), "export orders --db {}/db").expect(0).out;
    assert!(!orders.contains("2001"), "{orders}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let shop = open_shop();
    let mut orders = String::from("order_id,member_id,ordered_at,amount\n");
    for order in 0..2_000 {
        orders.push_str(&format!("many-{order},m{order},2026-02-10 10:00:00,5\n"));
    }
    fs::write(shop.path().join("many.csv"), orders).unwrap();
    run_in(shop.path(), "import orders {}/many.csv --db {}/db").expect(0);
    for format in ["csv", "json"] {
        let mut export = crate::support::command()
            .args(["export", "entries", "--format", format, "--db"])
            .arg(shop.path().join("db"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads.
        drop(export.stdout.take());
        let ended = export.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap()), (Some(0), String::new()));
    }
}

#[test]
fn a_preset_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("program.schema.json"), "mine").unwrap();
    run_in(folder.path(), "program presets flat --out {}/flat.toml").expect(0);
    assert_eq!(fs::read_to_string(folder.path().join("program.schema.json")).unwrap(), "mine");
}
