//! `tessera backup`: a copy of a data folder that is known to be good, also while it is served.

use crate::context::Context;
use crate::database::Place;
use crate::exit::{Failure, Outcome};
use crate::interrupt::{self, Unfinished};
use crate::output::{self, Format, grouped};
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tessera_app::{AppError, Progress};
use tessera_store_sqlite::{Contents, back_up, check_backup};

/// Back up a data folder, also while it is served, and check what was written · 备份数据目录
///
/// Writes the journal and the documents beside it (staff, members' personal data, audit logs), each as of one moment, to a new folder, reads all of it back (every page, the
/// checksum of every record, that no fact is missing, every document), and prints the last fact's number, and the size and the SHA-256 of the files. The same figures are kept in
/// backup.json beside them; `--check` reads a backup again and compares.
///
/// The new folder is a data folder: `tessera serve --db` on a copy of it restores the shop; the projections are made again from the journal at the first start.
///
/// Exit codes: 0 good; 1 stopped, or (with --check) no longer what was written; 3 damaged, or the disk failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The data folder · 数据目录
    #[arg(
        long,
        value_name = "DIR",
        env = "TESSERA_DB",
        hide_env_values = true,
        required_unless_present = "check"
    )]
    db: Option<Place>,
    /// The folder to make; it must be new or empty · 备份到
    #[arg(long, value_name = "DIR", required_unless_present = "check")]
    to: Option<PathBuf>,
    /// Check a backup that was made before · 检查已有的备份
    #[arg(long, value_name = "DIR", conflicts_with = "to")]
    check: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Beside the journal in a backup.
const MANIFEST: &str = "backup.json";

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let runtime = crate::database::runtime()?;
    let _watching = runtime.enter();
    match (&arguments.check, &arguments.db, &arguments.to) {
        (Some(folder), ..) => check(folder, arguments.format, context),
        (None, Some(Place::Folder(from)), Some(to)) => make(from, to, arguments.format, context),
        _ => Err(Failure::input(text!(
            "--db：PostgreSQL 请用它自己的备份工具（见 docs/OPERATIONS.md），或用 tessera copy 复制到数据目录",
            "--db: back up PostgreSQL with its own tools (see docs/OPERATIONS.md), or copy it to a data folder with `tessera copy`"
        ))),
    }
}

fn make(from: &Path, to: &Path, format: Format, context: &Context) -> Result<Outcome, Failure> {
    if to.read_dir().is_ok_and(|mut files| files.next().is_some()) || to.is_file() {
        let to = to.display();
        return Err(Failure::input(text!(
            "--to：{to} 已存在且不为空：请写一个新目录",
            "--to: {to} is not empty: name a new folder"
        )));
    }
    let beside = beside(to)?;
    let unfinished = Unfinished::new(beside.path());
    let progress = Progress::new();
    let note = text!("正在停止备份……不会留下文件。", "Stopping ... no files will be left.");
    interrupt::cancel_on_request(&progress, context.say(&note).to_owned());
    let bar = Bar::follow(context, &text!("备份", "Backing up"), Unit::Things, &progress);
    let contents = back_up(from, beside.path(), &mut step(&progress)).map_err(AppError::from)?;
    drop(bar);
    let Some(contents) = contents.filter(|_| !progress.is_cancelled()) else { return Ok(Outcome::Found) };
    let manifest = manifest(&contents, &context.clock.now().to_string());
    let path = beside.path().join(MANIFEST);
    std::fs::write(&path, format!("{manifest:#}\n"))
        .and_then(|()| std::fs::rename(beside.path(), to))
        .map_err(|error| Failure::writing(to, &error))?;
    // It bears its name now: there is nothing to remove.
    let _ = beside.keep();
    drop(unfinished);
    tell(context, format, to, &contents, &manifest)?;
    Ok(Outcome::Done)
}

/// A folder on the same disk, to be renamed when it is whole.
fn beside(to: &Path) -> Result<TempDir, Failure> {
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)
        .and_then(|()| tempfile::Builder::new().prefix(".tessera-backup-").tempdir_in(parent))
        .map_err(|error| Failure::writing(to, &error))
}

fn check(folder: &Path, format: Format, context: &Context) -> Result<Outcome, Failure> {
    let progress = Progress::new();
    let note = text!("正在停止检查……", "Stopping ...");
    interrupt::cancel_on_request(&progress, context.say(&note).to_owned());
    let bar = Bar::follow(context, &text!("检查", "Checking"), Unit::Things, &progress);
    let contents = check_backup(folder, &mut step(&progress)).map_err(AppError::from)?;
    drop(bar);
    if progress.is_cancelled() {
        return Ok(Outcome::Found);
    }
    let kept = std::fs::read(folder.join(MANIFEST)).ok();
    let kept: Option<serde_json::Value> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let now = manifest(&contents, "");
    // Missing in a backup of before documents were kept, and null in one of a folder without them.
    let is_same = kept.as_ref().is_some_and(|kept| {
        ["head", "bytes", "sha256", "people"].iter().all(|figure| kept[figure] == now[figure])
    });
    tell(context, format, folder, &contents, &now)?;
    if is_same {
        return Ok(Outcome::Done);
    }
    output::note(context.say(&text!(
        "内容完整，但与 backup.json 不符：它被当作数据目录打开过，或被改动过。备份请只复制、不直接使用。",
        "It can be read whole, but is not what backup.json says: it was opened as a data folder since, or changed. Copy a backup before you use it."
    )));
    Ok(Outcome::Found)
}

/// Tells the progress, and stops when that is cancelled.
fn step(progress: &Progress) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let progress = progress.clone();
    move |done, all| {
        progress.set_total(all);
        progress.add(done.saturating_sub(progress.done()));
        if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn manifest(contents: &Contents, made_at: &str) -> serde_json::Value {
    let hex = |sha256: &[u8; 32]| sha256.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let people = contents.people.as_ref().map(|people| {
        serde_json::json!({
            "documents": people.documents,
            "bytes": people.bytes,
            "sha256": hex(&people.sha256),
        })
    });
    serde_json::json!({
        "made_at": made_at,
        "head": contents.head,
        "bytes": contents.bytes,
        "sha256": hex(&contents.sha256),
        "people": people,
    })
}

fn tell(
    context: &Context,
    format: Format,
    folder: &Path,
    contents: &Contents,
    manifest: &serde_json::Value,
) -> Result<(), Failure> {
    if format == Format::Json {
        return output::print_json(manifest);
    }
    let count = |number: u64| grouped(i64::try_from(number).unwrap_or(i64::MAX));
    let (head, bytes) = (count(contents.head), count(contents.bytes));
    let (folder, sha256) = (folder.display(), manifest["sha256"].as_str().unwrap_or_default());
    output::print(context.say(&text!(
        "{folder} 已逐条核对：{head} 条记录，{bytes} 字节。\njournal.db 的 SHA-256：{sha256}",
        "{folder} was read back whole: {head} facts, {bytes} bytes.\nSHA-256 of journal.db: {sha256}"
    )))?;
    let Some(people) = &contents.people else { return Ok(()) };
    let (documents, bytes) = (count(people.documents), count(people.bytes));
    let sha256 = manifest["people"]["sha256"].as_str().unwrap_or_default();
    output::print(context.say(&text!(
        "people.db：{documents} 份文档（人员、会员资料等），{bytes} 字节。\npeople.db 的 SHA-256：{sha256}",
        "people.db: {documents} documents (staff, members' data and the like), {bytes} bytes.\nSHA-256 of people.db: {sha256}"
    )))
}
