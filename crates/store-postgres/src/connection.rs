//! One connection, with what the server says beside its answers.

use crate::failure::{Failure, in_full};
use crate::options::Options;
use crate::statement::{Sql, Values, within};
use crate::straight;
use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::error::Severity;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{AsyncMessage, Client, Error, NoTls, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connection.
pub(crate) struct Connection {
    client: Client,
    /// By [`Sql::key`].
    prepared: Mutex<HashMap<usize, Statement>>,
    heard: Arc<Mutex<Heard>>,
}

/// What the server said without being asked.
#[derive(Default)]
struct Heard {
    warning: Option<String>,
    /// Why the connection is over.
    end: Option<String>,
}

/// A statement that can be sent at once.
pub(crate) enum Ready {
    Prepared(Statement),
    Unnamed(String, &'static [Type]),
}

impl Connection {
    /// Connects, once.
    pub(crate) async fn open(
        options: &Options,
        tls: Option<&MakeRustlsConnect>,
        server: &str,
    ) -> Result<Self, Failure> {
        let failed = |error: Error| Failure::of(server, &error);
        let heard = Arc::new(Mutex::new(Heard::default()));
        let client = match tls {
            Some(tls) => {
                let (client, connection) = options.config.connect(tls.clone()).await.map_err(failed)?;
                tokio::spawn(listen(connection, heard.clone()));
                client
            }
            None => {
                let (client, connection) = options.config.connect(NoTls).await.map_err(failed)?;
                tokio::spawn(listen(connection, heard.clone()));
                client
            }
        };
        Ok(Self { client, prepared: Mutex::default(), heard })
    }

    /// Whether nothing stands between that may hand each transaction to another server process.
    pub(crate) async fn is_straight(&self) -> Result<bool, Error> {
        straight::is_straight(&self.client).await
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Gets a statement ready, preparing it on first use.
    pub(crate) async fn ready(&self, sql: &'static Sql, schema: &str, prepare: bool) -> Result<Ready, Error> {
        if !prepare {
            return Ok(Ready::Unnamed(sql.within(schema), sql.types));
        }
        let known = self.statements().get(&sql.key()).cloned();
        if let Some(statement) = known {
            return Ok(Ready::Prepared(statement));
        }
        let statement = self.client.prepare_typed(&sql.within(schema), sql.types).await?;
        self.statements().insert(sql.key(), statement.clone());
        Ok(Ready::Prepared(statement))
    }

    /// Forgets what was prepared: the server did.
    pub(crate) fn forget_statements(&self) {
        self.statements().clear();
    }

    /// Runs a statement. What it takes is sent when this is polled first, so that several go out together.
    pub(crate) async fn run(&self, ready: &Ready, values: Values<'_>) -> Result<Vec<Row>, Error> {
        match ready {
            Ready::Prepared(statement) => self.client.query(statement, values).await,
            Ready::Unnamed(text, types) => {
                let typed: Vec<(&(dyn ToSql + Sync), Type)> =
                    values.iter().copied().zip(types.iter().cloned()).collect();
                self.client.query_typed(text, &typed).await
            }
        }
    }

    /// Runs statements that take and answer nothing, in a schema. Sent when polled first, as [`Self::run`].
    pub(crate) async fn script(&self, text: &str, schema: &str) -> Result<(), Error> {
        self.client.batch_execute(&within(text, schema)).await
    }

    /// What the server warned of since this was asked last.
    pub(crate) fn take_warning(&self) -> Option<String> {
        self.heard().warning.take()
    }

    /// Adds to a failure what the server said when it ended the connection.
    pub(crate) fn explain(&self, server: &str, error: &Error) -> Failure {
        let mut failure = Failure::of(server, error);
        if let tessera_store::StoreError::Unavailable(detail) = &mut failure.error
            && let Some(end) = &self.heard().end
            && !detail.contains(end.as_str())
        {
            *detail = format!("{detail}: {end}");
        }
        failure
    }

    fn statements(&self) -> std::sync::MutexGuard<'_, HashMap<usize, Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drives a connection to its end. A warning is noted before the answer that follows it is handed on.
async fn listen<S, T>(mut connection: tokio_postgres::Connection<S, T>, heard: Arc<Mutex<Heard>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        match message {
            Ok(AsyncMessage::Notice(notice)) if notice.parsed_severity() == Some(Severity::Warning) => {
                tracing::warn!(code = notice.code().code(), "the database warns: {}", notice.message());
                heard.warning = Some(notice.message().to_owned());
            }
            Ok(_) => {}
            Err(error) => {
                heard.end = Some(in_full(&error));
                return;
            }
        }
    }
}
