//! `tessera owner-link`: a way back for an owner who lost the password.

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::output;
use crate::people;
use crate::text::text;
use clap::Args;
use tessera_people::{Options, People};

/// Make a link with which an owner who lost the password chooses a new one · 为丢失密码的店主生成一次性链接
///
/// The link works once, within three days; it gives up the authenticator app and ends the owner's sessions. The links before do not hold any more. The audit log says that it was
/// made, and why. A data folder must not be served meanwhile; PostgreSQL may be.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    db: DbArgument,
    /// The sign-in name, where there are several owners · 登录名
    #[arg(long)]
    name: Option<String>,
    /// Why; it goes into the audit log · 原因，记入操作日志
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Where the pages are served · 页面地址
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    url: String,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Arguments { db, name, reason, url } = arguments;
    let (staff, token) = Database::new(&db.db, Creation::Refused).run(context, async |app| {
        // Nothing of it is sealed: the key of the vault is not needed.
        let people = People::open(app.clone(), Options::default()).await;
        let people = people.map_err(|error| people::failed(&error, None))?;
        let made = people.lost_owner_link(name.as_deref(), &reason).await;
        made.map_err(|error| people::failed(&error, None))
    })?;
    let (name, url) = (&staff.name, url.trim_end_matches('/'));
    output::note(context.say(&text!(
        "请 {name} 在三天内打开此链接设置新密码（仅能使用一次）：",
        "{name} opens this link within three days to choose a new password (it works once):"
    )));
    output::print(format!("{url}/console/welcome#token={}", token.token))?;
    Ok(Outcome::Done)
}
