//! Opening what deals with people: the vault's key, where messages go, the owner's link.

use crate::database::Place;
use crate::exit::Failure;
use crate::text::text;
use async_trait::async_trait;
use clap::Args;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tessera_app::App;
use tessera_people::{MasterKey, Message, Messages, Options, Outbox, People, PeopleError};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// How people are dealt with.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PeopleArguments {
    /// The file with the key of the vault, 64 hex digits, made where it is missing (default for a data folder: vault.key in it; keep a copy elsewhere: without it nobody
    /// can read personal data again) · 个人信息保险库的密钥文件
    #[arg(long, value_name = "FILE", env = "TESSERA_VAULT_KEY", hide_env_values = true)]
    vault_key: Option<PathBuf>,
    /// While the vault gets another key (`tessera rotate-vault-key`): the file with the one before · 更换密钥期间的旧密钥文件
    #[arg(long, value_name = "FILE", env = "TESSERA_OLD_VAULT_KEY", hide_env_values = true)]
    old_vault_key: Option<PathBuf>,
    /// The program that sends a message to a member: it is given {"to","text","at"} as JSON on its standard input; `show` shows the last ones at /v1/messages to anybody, for trying out · 发送短信的程序
    #[arg(long, value_name = "PROGRAM|show", env = "TESSERA_MESSAGES", hide_env_values = true)]
    messages: Option<String>,
}

/// The messages that are shown to anybody, where they are.
static SHOWN: LazyLock<Arc<Outbox>> = LazyLock::new(Arc::default);

impl PeopleArguments {
    /// Those of a demonstration: messages are shown.
    pub(crate) fn showing_messages() -> Self {
        Self { vault_key: None, old_vault_key: None, messages: Some("show".into()) }
    }

    /// The messages that anybody may look at.
    pub(crate) fn shown(&self) -> Option<Arc<Outbox>> {
        (self.messages.as_deref() == Some("show")).then(|| Arc::clone(&SHOWN))
    }

    fn sink(&self) -> Option<Arc<dyn Messages>> {
        match (self.shown(), &self.messages) {
            (Some(shown), _) => Some(shown),
            (None, Some(program)) => Some(Arc::new(Program(program.into()))),
            (None, None) => None,
        }
    }
}

/// Opens people over an application.
pub(crate) async fn open(app: App, place: &Place, arguments: &PeopleArguments) -> Result<People, Failure> {
    let file = match (&arguments.vault_key, place) {
        (Some(file), _) => Some(file.clone()),
        (None, Place::Folder(folder)) => Some(folder.join("vault.key")),
        (None, Place::Postgres(_)) => None,
    };
    let key = match &file {
        Some(file) if !file.exists() && is_begun(&app).await? => {
            let file = file.display();
            return Err(Failure::input(text!(
                "{file} 不存在，而此数据库的保险库已有密钥：请放回原来的密钥文件（--vault-key）",
                "there is no {file}, and this database's vault was begun with a key: put its file back (--vault-key)"
            )));
        }
        Some(file) => Some(key_in(file, || MasterKey::new(app.ids().secret()))?),
        None => {
            tracing::warn!(
                "no key of the vault was given (TESSERA_VAULT_KEY): personal data can be neither taken nor shown"
            );
            None
        }
    };
    let old = arguments.old_vault_key.as_deref().map(known_key_in).transpose()?;
    let options = Options { key, messages: arguments.sink() };
    People::open_with_old_key(app, options, old).await.map_err(|error| failed(&error, file.as_deref()))
}

/// The key in a file that has to be there.
pub(crate) fn known_key_in(file: &Path) -> Result<MasterKey, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::reading(file, &error))?;
    read_key(file, &text)
}

fn read_key(file: &Path, text: &str) -> Result<MasterKey, Failure> {
    MasterKey::from_hex(text).ok_or_else(|| {
        let file = file.display();
        Failure::input(text!(
            "{file} 不是保险库密钥：应为 64 个十六进制字符",
            "{file} holds no key of a vault: 64 hex digits"
        ))
    })
}

/// Whether there is something that a fresh key could not open.
async fn is_begun(app: &App) -> Result<bool, Failure> {
    People::is_vault_begun(app).await.map_err(|error| failed(&error, None))
}

/// The key in a file; a fresh one is put there where it is missing.
pub(crate) fn key_in(file: &Path, fresh: impl FnOnce() -> MasterKey) -> Result<MasterKey, Failure> {
    match std::fs::read_to_string(file) {
        Ok(text) => read_key(file, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = fresh();
            write_new(file, &key).map_err(|error| Failure::writing(file, &error))?;
            Ok(key)
        }
        Err(error) => Err(Failure::reading(file, &error)),
    }
}

/// Writes a key where none is, for its owner's eyes alone.
fn write_new(file: &Path, key: &MasterKey) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(file)?;
    writeln!(written, "{}", key.to_hex())?;
    written.sync_all()
}

pub(crate) fn failed(error: &PeopleError, file: Option<&Path>) -> Failure {
    match error {
        PeopleError::App(error) => error.clone().into(),
        _ => {
            let file = file.unwrap_or(Path::new("")).display();
            Failure::input(text!(
                "{file} 不是此数据库的保险库密钥：请换回原来的密钥文件（--vault-key）；更换密钥期间须同时给出旧密钥（--old-vault-key）",
                "{file} is not the key of this database's vault: give the right file (--vault-key); while the key is being replaced, the old one too (--old-vault-key)"
            ))
        }
    }
}

/// The link for becoming the owner, while there is none.
pub(crate) async fn owner_link(people: &People, address: SocketAddr) -> Result<Option<String>, Failure> {
    let link = people.owner_link().await.map_err(|error| failed(&error, None))?;
    Ok(link.map(|link| format!("http://{address}/console/welcome#token={}", link.token)))
}

/// How often what holds no more is forgotten.
const EVERY: Duration = Duration::from_secs(3_600);

/// Forgets what holds no more, every hour, until it is stopped.
pub(crate) async fn keep_tidy(people: People) {
    let mut hours = tokio::time::interval(EVERY);
    loop {
        hours.tick().await;
        if let Err(error) = people.tidy_up().await {
            tracing::warn!(
                ?error,
                "sessions and codes that hold no more could not be forgotten; the next hour tries again"
            );
        }
    }
}

/// A program that is started for each message.
struct Program(PathBuf);

/// How long it may take: less than a request may, so that whoever asked for a code learns that none comes.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many run at once; others wait for their turn within that time.
static AT_ONCE: Semaphore = Semaphore::const_new(16);

#[async_trait]
impl Messages for Program {
    async fn send(&self, message: Message) -> Result<(), PeopleError> {
        let sent = tokio::time::timeout(PATIENCE, async {
            // Nobody closes it.
            let _place = AT_ONCE.acquire().await.map_err(std::io::Error::other)?;
            self.run(&message).await
        })
        .await;
        match sent {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(refused("it ended with an error")),
            Ok(Err(error)) => Err(refused(&error.to_string())),
            Err(_) => Err(refused("it took too long")),
        }
    }
}

impl Program {
    async fn run(&self, message: &Message) -> std::io::Result<bool> {
        let text = serde_json::json!({
            "to": message.to, "at": message.at.to_string(),
            "text": { "zh-CN": message.text.zh, "en": message.text.en },
        });
        let mut child = tokio::process::Command::new(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.to_string().as_bytes()).await?;
        }
        Ok(child.wait().await?.success())
    }
}

/// Without whom and what: that is nobody's business.
fn refused(why: &str) -> PeopleError {
    tracing::error!(why, "the program that sends messages (--messages) failed");
    PeopleError::NoMessageChannel
}
