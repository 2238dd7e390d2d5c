//! `tessera copy`: a shop moves from one database to another.

use crate::context::Context;
use crate::database::{self, Creation, Database, Place};
use crate::exit::{Failure, Outcome};
use crate::interrupt;
use crate::output::{self, Format, grouped};
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use std::sync::Arc;
use tessera_app::{Copy, CopyReport, Progress};
use tessera_engine::program::Text;
use tessera_store::Store;

/// Copy a shop to another database, and check that both hold the same · 迁移数据库
///
/// From a data folder to PostgreSQL, back, or to another of the same kind. Facts, program versions, keys, returns that wait, records of jobs, and the documents beside the journal
/// (staff, members' personal data, audit logs) go over; the projections are made again. What is there is read back and compared, every member is folded afresh, and the trial balances have to be equal.
///
/// Interrupted by Ctrl-C or anything else, run it again: it compares what the target holds, and goes on. A target that holds something else is refused.
///
/// A source on PostgreSQL may be served meanwhile. A data folder belongs to one process: copy a backup of it (`tessera backup`) while it is
/// served, and then the folder itself. To switch: stop every server of the source, run the command once more, and start servers on the
/// target when it ends with 0.
///
/// Exit codes: 0 the target holds everything; 1 not yet, or something differs, and it says which.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The database to copy · 来源
    #[arg(long, value_name = "DIR|URL", env = "TESSERA_COPY_FROM", hide_env_values = true)]
    from: Place,
    /// Where to; a data folder or a schema that is not there yet is made · 目标
    #[arg(long, value_name = "DIR|URL", env = "TESSERA_COPY_TO", hide_env_values = true)]
    to: Place,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    database::runtime()?.block_on(async {
        let source = Database::new(&arguments.from, Creation::Refused).store().await.inspect_err(|_| {
            if matches!(arguments.from, Place::Folder(_)) {
                output::note(context.say(&text!(
                    "数据目录只属于一个进程：若它正在服务，先用 tessera backup 备份并从备份复制，停止服务后再从原目录复制一次。",
                    "A data folder belongs to one process: if it is served, copy a backup of it first (`tessera backup`), and the folder itself when it is stopped."
                )));
            }
        })?;
        let target = Database::new(&arguments.to, Creation::Allowed).store().await?;
        let report = copy(context, source, target).await?;
        let Some(report) = report else { return Ok(Outcome::Found) };
        match arguments.format {
            Format::Json => output::print_json(&json(&report))?,
            Format::Text => show(context, &report)?,
        }
        Ok(if report.is_complete() { Outcome::Done } else { Outcome::Found })
    })
}

/// `None`: somebody asked to stop.
async fn copy(
    context: &Context,
    source: Arc<dyn Store>,
    target: Arc<dyn Store>,
) -> Result<Option<CopyReport>, Failure> {
    let (clock, ids) = (Arc::clone(&context.clock), Arc::clone(&context.ids));
    let mut copy = Copy::new(source, target, clock, ids).await?;
    let progress = Progress::new();
    let note = text!(
        "正在完成当前批次……之后再运行同一命令即可继续；再按一次 Ctrl-C 立即退出，同样不会丢失数据。",
        "Finishing the current batch ... run the same command again to go on; Ctrl-C once more ends at once and loses nothing either."
    );
    interrupt::cancel_on_request(&progress, context.say(&note).to_owned());
    let begin = |what: Text| {
        progress.start_over();
        Bar::follow(context, &what, Unit::Things, &progress)
    };
    let bar = begin(text!("比对已有记录", "Comparing what is there"));
    copy.compare_beginning(&progress).await?;
    drop(bar);
    if !progress.is_cancelled() {
        let _bar = begin(text!("复制记录", "Copying facts"));
        copy.carry_over(&progress).await?;
    }
    if !progress.is_cancelled() {
        let _bar = begin(text!("读回比对", "Reading back"));
        copy.read_back(&progress).await?;
    }
    if progress.is_cancelled() {
        return Ok(None);
    }
    let _bar = begin(text!("核账", "Verifying"));
    let report = copy.finish(&progress).await?;
    Ok((!progress.is_cancelled()).then_some(report))
}

fn show(context: &Context, report: &CopyReport) -> Result<(), Failure> {
    let count = |number: u64| grouped(i64::try_from(number).unwrap_or(i64::MAX));
    let (facts, carried, digest) = (count(report.facts), count(report.carried), &report.digest);
    let (programs, keys, settings) = (report.programs, report.keys, report.settings);
    let documents = count(report.documents);
    let (members, entries) = (count(report.verified.members), count(report.verified.entries));
    output::print(context.say(&text!(
        "目标有 {facts} 条记录，其中本次复制 {carried} 条；会员计划 {programs} 个版本、密钥 {keys} 个、设置 {settings} 项、文档 {documents} 份（人员、会员资料等）。\n两边记录的摘要（SHA-256）：{digest}\n已核对 {members} 位会员、{entries} 条流水。",
        "The target holds {facts} facts, {carried} of them copied now; {programs} program versions, {keys} keys, {settings} settings, {documents} documents (staff, members' data and the like).\nDigest of the facts on both sides (SHA-256): {digest}\nVerified {members} members, {entries} entries."
    )))?;
    for difference in &report.differences {
        output::print(context.say(difference))?;
    }
    if let Some(first) = &report.verified.first {
        let (what, expected, found) = (&first.what, &first.expected, &first.found);
        output::print(context.say(&text!(
            "核账发现差异：{what}，应为 {expected}，实为 {found}。请勿切换。",
            "The audit found a difference: {what}, expected {expected}, found {found}. Do not switch."
        )))?;
    }
    output::print(context.say(&if report.is_complete() {
        text!(
            "两边完全一致，试算平衡相同。可以在目标上启动服务。",
            "Both sides hold the same, and their trial balances are equal. Servers may start on the target."
        )
    } else if report.is_equal() {
        let more = count(report.source_head.saturating_sub(report.facts));
        text!(
            "来源仍在写入，又有 {more} 条新记录。要切换时：停止来源的全部服务，再运行同一命令。",
            "The source goes on being written: {more} more facts by now. To switch, stop every server of the source and run the same command again."
        )
    } else {
        text!("两边不一致，请勿切换。", "The two sides differ. Do not switch.")
    }))
}

fn json(report: &CopyReport) -> serde_json::Value {
    serde_json::json!({
        "complete": report.is_complete(),
        "equal": report.is_equal(),
        "facts": report.facts,
        "carried": report.carried,
        "digest": report.digest,
        "programs": report.programs,
        "keys": report.keys,
        "settings": report.settings,
        "documents": report.documents,
        "members": report.verified.members,
        "entries": report.verified.entries,
        "different": report.verified.different,
        "balanced": report.balanced,
        "source_head": report.source_head,
        "differences": report.differences.iter().map(|difference| &difference.en).collect::<Vec<_>>(),
    })
}
