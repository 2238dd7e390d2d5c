//! What is kept beside the journal: program versions, keys, settings.

use super::{CopyReport, refused, text};
use crate::error::AppError;
use crate::pipeline::{parked, project};
use std::collections::BTreeMap;
use tessera_store::Store;

/// By this setting a target that is the source gives itself away.
const MARK: &str = "copy/mark";

/// What is not carried over: it belongs to the projections of each side, or to this work.
fn is_own(name: &str) -> bool {
    name == project::LATEST || name == MARK
}

/// Refuses a target that is the source under another name.
pub(super) async fn refuse_itself(
    source: &dyn Store,
    target: &dyn Store,
    mark: u128,
) -> Result<(), AppError> {
    let mark = mark.to_be_bytes();
    target.put_setting(MARK, Some(&mark)).await?;
    let seen = source.setting(MARK).await;
    target.put_setting(MARK, None).await?;
    if seen?.as_deref() == Some(&mark[..]) {
        return Err(refused("来源与目标是同一个数据库", "it is the same database as the source"));
    }
    Ok(())
}

/// Refuses a target with program versions or keys that the source does not have.
pub(super) async fn refuse_others(source: &dyn Store, target: &dyn Store) -> Result<(), AppError> {
    let programs = source.programs().await?;
    if let Some(other) = target.programs().await?.iter().find(|program| !programs.contains(program)) {
        let version = other.version;
        return Err(refused(
            format!("目标已有来源没有的会员计划版本 {version}：请换一个空的目标"),
            format!(
                "it holds program version {version}, which the source does not have: choose an empty target"
            ),
        ));
    }
    let keys = source.keys().await?;
    let is_known = |hash: &[u8; 32]| keys.iter().any(|key| key.hash == *hash);
    if let Some(other) = target.keys().await?.iter().find(|key| !is_known(&key.hash)) {
        let name = &other.name;
        return Err(refused(
            format!("目标已有来源没有的密钥“{name}”：请换一个空的目标"),
            format!("it holds the key `{name}`, which the source does not have: choose an empty target"),
        ));
    }
    Ok(())
}

/// Takes away the returns that wait in the target.
pub(super) async fn put_nothing_aside(target: &dyn Store) -> Result<(), AppError> {
    let waiting = target.settings(parked::PREFIX).await?;
    let none: Vec<(&str, Option<&[u8]>)> = waiting.iter().map(|(name, _)| (name.as_str(), None)).collect();
    Ok(target.put_settings(&none).await?)
}

/// Publishes the program versions that the target lacks.
pub(super) async fn carry_programs(source: &dyn Store, target: &dyn Store) -> Result<(), AppError> {
    let there = target.programs().await?;
    for program in source.programs().await?.iter().filter(|program| !there.contains(program)) {
        target.publish(program).await?;
    }
    Ok(())
}

/// Carries keys and settings over and compares all that is beside the journal.
pub(super) async fn carry(
    source: &dyn Store,
    target: &dyn Store,
    report: &mut CopyReport,
) -> Result<(), AppError> {
    let there = target.keys().await?;
    let keys = source.keys().await?;
    for key in keys.iter().filter(|key| !there.contains(key)) {
        target.put_key(key).await?;
    }
    let (wanted, found) = (settings(source).await?, settings(target).await?);
    let mut changes: Vec<(&str, Option<&[u8]>)> = Vec::new();
    let removed = found.keys().filter(|name| !wanted.contains_key(*name));
    changes.extend(removed.map(|name| (name.as_str(), None)));
    let new = wanted.iter().filter(|(name, value)| found.get(*name) != Some(value));
    changes.extend(new.map(|(name, value)| (name.as_str(), Some(value.as_slice()))));
    target.put_settings(&changes).await?;

    let programs = source.programs().await?;
    let is_equal = target.programs().await? == programs
        && target.keys().await? == keys
        && settings(target).await? == wanted;
    if !is_equal {
        report.differences.push(text(
            "会员计划、密钥或设置在读回时不同：目标正被别的进程写入",
            "programs, keys or settings differ when read back: another process writes to the target",
        ));
    }
    (report.programs, report.keys) = (programs.len() as u64, keys.len() as u64);
    report.settings = wanted.len() as u64;
    Ok(())
}

async fn settings(store: &dyn Store) -> Result<BTreeMap<String, Vec<u8>>, AppError> {
    let all = store.settings("").await?;
    Ok(all.into_iter().filter(|(name, _)| !is_own(name)).collect())
}
