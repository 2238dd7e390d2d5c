//! A cut of power, played under a real file system: what has not been forced to the disk is gone.
//!
//! XFS on a file is told to go down at once, without writing its log (what its own crash tests do); then it is mounted again. The writer is stopped before, so
//! that it acknowledges nothing afterwards. The same store that does not wait for the disk is the control: it must lose.

use super::child::{argument, child};
use super::crash::{append_and_tell, assert_whole, small};
use super::not_run::not_run;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tessera_store_sqlite::{Options, SqliteStore};

const CUTS: u32 = 30;
/// At most: it ends with the first loss.
const CUTS_OF_CONTROL: u32 = 40;
/// So many cuts one folder lives through.
const OF_ONE_FOLDER: u32 = 5;

/// Needs root, loop devices, XFS and its programs.
#[test]
fn nothing_acknowledged_is_lost_in_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"cd "$TESSERA_TEST_ARGUMENT" && mkdir disk && truncate -s 320M image && mkfs.xfs -q image \
                    && mount -o loop image disk && xfs_io -c statfs disk >/dev/null && echo mounted && exec "$0" "$@""#;
    // In a namespace of its own, so that nothing stays mounted however this ends.
    let run = Command::new("unshare")
        .args(["--mount", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "power_cut::child_cuts_power", "--ignored", "--nocapture"])
        .env("TESSERA_TEST_ARGUMENT", folder.path())
        .output();
    let Ok(run) = run else { return not_run("there is no unshare here to mount a disk in") };
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if !out.starts_with("mounted") {
        return not_run("no XFS can be mounted here (root, loop devices and xfsprogs are needed)");
    }
    assert!(run.status.success() && out.contains("1 passed"), "{}\n{out}{err}", run.status);
}

#[tokio::test]
#[ignore = "the process with the disk of the test above"]
async fn child_cuts_power() {
    let Some(folder) = argument() else { return };
    let machine = Machine { folder: folder.into() };
    let mut kept = 0;
    for cut in 0..CUTS {
        let data = machine.folder.join(format!("disk/{}", cut / OF_ONE_FOLDER));
        let before = if cut.is_multiple_of(OF_ONE_FOLDER) { 0 } else { kept };
        let acknowledged = machine.run_and_cut("power_cut::child_appends", &data, cut).max(before);
        let store = SqliteStore::open_with(&data, small()).unwrap();
        kept = assert_whole(&store, acknowledged).await;
    }
    let mut lost = 0;
    for cut in 0..CUTS_OF_CONTROL {
        let data = machine.folder.join(format!("disk/control-{cut}"));
        let acknowledged = machine.run_and_cut("power_cut::child_appends_carelessly", &data, cut);
        let kept = match SqliteStore::open_with(&data, small()) {
            Ok(store) => tessera_store::Read::head(&store).await.unwrap() as u32 / 5,
            Err(_) => 0,
        };
        lost += u32::from(kept < acknowledged);
        if lost > 0 {
            break;
        }
    }
    assert!(lost > 0, "a store that does not wait for the disk lost nothing: the test tests nothing");
}

/// The folder with the image of a disk and where it is mounted.
struct Machine {
    folder: PathBuf,
}

impl Machine {
    /// Has a child append until power is cut, and mounts the disk again. How many batches were acknowledged.
    fn run_and_cut(&self, test: &str, data: &Path, cut: u32) -> u32 {
        let mut writer = child(test, data.to_str().unwrap()).spawn().unwrap();
        let output = BufReader::new(writer.stdout.take().unwrap());
        let (writes, written) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            let mut acknowledged = 0;
            for line in output.lines().map_while(Result::ok) {
                assert!(!line.starts_with("stopped"), "the child came to an end of its own: {line}");
                acknowledged = line.strip_prefix("kept ").map_or(acknowledged, |n| n.parse().unwrap());
                let _ = writes.send(());
            }
            acknowledged
        });
        let _ = written.recv_timeout(Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(u64::from(cut) * 23 % 97));
        self.run("kill", &["-STOP", &writer.id().to_string()]);
        wait_until_stopped(writer.id());
        self.run("xfs_io", &["-x", "-c", "shutdown", "disk"]);
        writer.kill().unwrap();
        writer.wait().unwrap();
        self.run("umount", &["disk"]);
        self.run("mount", &["-o", "loop", "image", "disk"]);
        reader.join().unwrap()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = Command::new(program).args(arguments).current_dir(&self.folder).status().unwrap();
        assert!(status.success(), "{program} {arguments:?}: {status}");
    }
}

/// Until none of its threads runs: each is stopped, or waits for the disk and is stopped when that answers.
fn wait_until_stopped(process: u32) {
    let state = |task: std::fs::DirEntry| {
        let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next())
    };
    while std::fs::read_dir(format!("/proc/{process}/task"))
        .unwrap()
        .flatten()
        .filter_map(state)
        .any(|state| !matches!(state, 'T' | 'D'))
    {
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
#[ignore = "a process whose power is cut"]
fn child_appends() {
    let Some(folder) = argument() else { return };
    append_and_tell(folder.as_ref(), small());
}

#[test]
#[ignore = "a process whose power is cut, and which does not wait for the disk"]
fn child_appends_carelessly() {
    let Some(folder) = argument() else { return };
    append_and_tell(folder.as_ref(), Options { waits_for_disk: false, ..small() });
}
