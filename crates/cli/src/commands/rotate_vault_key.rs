//! `tessera rotate-vault-key`: another key for the vault of personal data.

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument, Place};
use crate::exit::{Failure, Outcome};
use crate::output::{self, grouped};
use crate::people;
use crate::text::text;
use clap::Args;
use std::path::PathBuf;
use tessera_people::{Options, People};

/// Give the vault of personal data another key · 更换个人信息保险库的密钥
///
/// Wraps every member's key anew, finds phones and addresses by the new key, and seals the secrets of authenticator apps anew. Interrupted, run it again: it goes on. Until it has ended,
/// both keys are needed.
///
/// A data folder must not be served meanwhile. Servers on PostgreSQL are started with both keys before (`--vault-key NEW --old-vault-key OLD`) and go on serving; when it has
/// ended they no longer need the old one. Codes that were sent just before have to be asked for again. Keep the old key as long as backups from before.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    db: DbArgument,
    /// The file with the key of now (default for a data folder: vault.key in it) · 现在的密钥文件
    #[arg(long, value_name = "FILE", env = "TESSERA_VAULT_KEY", hide_env_values = true)]
    vault_key: Option<PathBuf>,
    /// The file with the new key, 64 hex digits; made where it is missing · 新的密钥文件
    #[arg(long, value_name = "FILE")]
    new_key: PathBuf,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Arguments { db, vault_key, new_key } = arguments;
    let old = vault_key.or_else(|| match &db.db {
        Place::Folder(folder) => Some(folder.join("vault.key")),
        Place::Postgres(_) => None,
    });
    let old = old.ok_or_else(|| {
        Failure::input(text!(
            "请用 --vault-key 指明现在的密钥文件",
            "name the file with the key of now (--vault-key)"
        ))
    })?;
    let old = people::known_key_in(&old)?;
    let rotated = Database::new(&db.db, Creation::Refused).run(context, async |app| {
        let key = people::key_in(&new_key, || tessera_people::MasterKey::new(app.ids().secret()))?;
        let options = Options { key: Some(key), messages: None };
        let people = People::open_with_old_key(app.clone(), options, Some(old)).await;
        let people = people.map_err(|error| people::failed(&error, Some(&new_key)))?;
        people.rotate(|_| {}).await.map_err(|error| people::failed(&error, Some(&new_key)))
    })?;
    let count = |count: u64| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    let (members, staff, file) = (count(rotated.members), count(rotated.staff), new_key.display());
    output::print(context.say(&text!(
        "保险库已改用 {file} 中的密钥：{members} 位会员、{staff} 位员工。今后用 --vault-key {file} 启动服务，或用它替换数据目录中的 vault.key；旧密钥请与旧备份一同保存。",
        "The vault has the key in {file} now: {members} members, {staff} of staff. Serve with --vault-key {file} from now on, or put it in the place of the data folder's vault.key; keep the old key as long as the backups from before."
    )))?;
    Ok(Outcome::Done)
}
