//! `tessera key`: who may call the API.

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::output::{self, Align, Format, Table};
use crate::text::text;
use clap::{Args, Subcommand};
use tessera_app::{KeyView, NewKey, Scope, Scopes};

/// Make, list and revoke API keys · 管理 API 密钥
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a key and print its secret, once · 新建密钥，密钥只显示一次
    Create {
        #[command(flatten)]
        db: DbArgument,
        /// A name for people; at most two live keys may bear it, so that one can replace the other
        #[arg(long)]
        name: String,
        /// What the key may do: scopes separated by commas, or `all`
        #[arg(long, value_name = "SCOPE", value_delimiter = ',', required = true, value_parser = scope)]
        scopes: Vec<Granted>,
        /// The store or till the key is bound to; such a key never sees personal data and never corrects wallets
        #[arg(long)]
        store: Option<String>,
        /// Make a key for tries (`lk_test_`) instead of one for business (`lk_live_`)
        #[arg(long)]
        test: bool,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// List all keys · 列出密钥
    List {
        #[command(flatten)]
        db: DbArgument,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Revoke a key, from now on · 吊销密钥
    Revoke {
        #[command(flatten)]
        db: DbArgument,
        /// The key's id, as `key list` shows it
        id: String,
    },
}

/// One item of `--scopes`.
#[derive(Clone, Copy, Debug)]
enum Granted {
    All,
    One(Scope),
}

fn scope(text: &str) -> Result<Granted, String> {
    if text == "all" {
        return Ok(Granted::All);
    }
    Scope::parse(text).map(Granted::One).ok_or_else(|| {
        let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        format!("the scopes are all, {} · 可用的权限见左", known.join(", "))
    })
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    match arguments.action {
        Action::Create { db, name, scopes, store, test, format } => {
            let key =
                NewKey { name: name.into(), scopes: granted(&scopes), store: store.map(Into::into), test };
            let (view, secret) = Database::new(&db.db, Creation::Refused)
                .run(context, async |app| Ok(app.create_key(key).await?))?;
            show_secret(context, format, &view, &secret)?;
        }
        Action::List { db, format } => {
            let keys =
                Database::new(&db.db, Creation::Refused).run(context, async |app| Ok(app.keys().await?))?;
            list(context, format, &keys)?;
        }
        Action::Revoke { db, id } => {
            let view = Database::new(&db.db, Creation::Refused)
                .run(context, async |app| Ok(app.revoke_key(&id).await?))?;
            let (id, name) = (&view.id, &view.name);
            output::print(
                context.say(&text!("密钥 {id}（{name}）已吊销。", "Key {id} ({name}) is revoked.")),
            )?;
        }
    }
    Ok(Outcome::Done)
}

fn granted(scopes: &[Granted]) -> Scopes {
    scopes
        .iter()
        .flat_map(|granted| match granted {
            Granted::All => Scopes::all().iter().collect(),
            Granted::One(scope) => vec![*scope],
        })
        .collect()
}

fn show_secret(context: &Context, format: Format, view: &KeyView, secret: &str) -> Result<(), Failure> {
    if format == Format::Json {
        let mut value = json(view);
        value["secret"] = secret.into();
        return output::print_json(&value);
    }
    let (id, name) = (&view.id, &view.name);
    output::note(context.say(&text!(
        "密钥 {id}（{name}）已建立。请现在保存，以后无法再查看：",
        "Key {id} ({name}) is made. Keep the secret now; nobody can see it again:"
    )));
    output::print(secret)
}

fn list(context: &Context, format: Format, keys: &[KeyView]) -> Result<(), Failure> {
    if format == Format::Json {
        return output::print_json(&keys.iter().map(json).collect::<Vec<_>>());
    }
    if keys.is_empty() {
        return output::print(context.say(&text!(
            "还没有密钥：用 tessera key create 建立。",
            "There are no keys yet: make one with `tessera key create`."
        )));
    }
    let heads = [
        text!("编号", "id"),
        text!("名称", "name"),
        text!("开头", "begins"),
        text!("权限", "scopes"),
        text!("门店", "store"),
        text!("建立", "made"),
        text!("吊销", "revoked"),
    ];
    let mut table = Table::new(heads.iter().map(|head| (context.say(head), Align::Left)));
    for key in keys {
        table.row([
            key.id.to_string(),
            key.name.to_string(),
            key.hint.to_string(),
            scopes_text(key.scopes),
            key.store.as_deref().unwrap_or("–").to_owned(),
            key.created_at.to_string(),
            key.revoked_at.map_or("–".into(), |at| at.to_string()),
        ]);
    }
    output::print(table)
}

fn scopes_text(scopes: Scopes) -> String {
    if scopes == Scopes::all() {
        return "all".into();
    }
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

fn json(key: &KeyView) -> serde_json::Value {
    serde_json::json!({
        "id": key.id,
        "name": key.name,
        "hint": key.hint,
        "scopes": key.scopes.iter().map(Scope::as_str).collect::<Vec<_>>(),
        "store": key.store,
        "created_at": key.created_at.to_string(),
        "revoked_at": key.revoked_at.map(|at| at.to_string()),
    })
}
