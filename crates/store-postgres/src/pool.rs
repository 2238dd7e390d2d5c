//! The connections of a store.

use crate::connection::{Connection, Ready};
use crate::failure::{Again, Failure};
use crate::options::{Options, Prepare};
use crate::statement::{Sql, Values};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tessera_store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_postgres::Row;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How often something is tried before its failure is told.
const TRIES: u32 = 4;
/// How much longer than the server we wait for it to keep its own limits.
const GRACE: Duration = Duration::from_secs(5);

/// The connections of a store. Who appends has connections of its own: however many wait for the journal, reads go on.
pub(crate) struct Pool {
    pub(crate) options: Options,
    /// For people.
    pub(crate) server: String,
    tls: Option<MakeRustlsConnect>,
    idle: Mutex<Vec<Connection>>,
    reading: Arc<Semaphore>,
    writing: Arc<Semaphore>,
    /// Whether statements are prepared: no more, once they were lost twice in a row.
    prepares: AtomicBool,
}

/// What a connection is wanted for.
#[derive(Clone, Copy)]
pub(crate) enum For {
    /// What does not touch the journal's lock.
    Anything,
    /// The journal's lock.
    Appending,
}

/// A connection on loan. Dropped, it is not used again, as nobody knows what is under way on it; who knows [gives it back](Self::give_back).
pub(crate) struct Lent {
    pool: Arc<Pool>,
    connection: Connection,
    _permit: OwnedSemaphorePermit,
}

impl Pool {
    pub(crate) fn new(options: Options) -> Result<Arc<Self>, StoreError> {
        // One that commits, and one that is next.
        let writing = (options.pool / 2).min(2);
        Ok(Arc::new(Self {
            server: options.server(),
            tls: options.tls.connector()?,
            idle: Mutex::default(),
            reading: Arc::new(Semaphore::new(options.pool - writing)),
            writing: Arc::new(Semaphore::new(writing)),
            prepares: AtomicBool::new(options.prepare != Prepare::Never),
            options,
        }))
    }

    /// Lends a connection, an idle one or a new one.
    pub(crate) async fn lend(self: &Arc<Self>, what: For) -> Result<Lent, StoreError> {
        let permits = match what {
            For::Anything => &self.reading,
            For::Appending => &self.writing,
        };
        let permit = match timeout(self.options.lock_timeout, permits.clone().acquire_owned()).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(_)) => return Err(StoreError::Unavailable("the store is closed".into())),
            Err(_) => {
                let detail =
                    format!("{}: all connections of the pool have been busy for too long", self.server);
                return Err(StoreError::Unavailable(detail));
            }
        };
        let connection = match self.idle() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        Ok(Lent { pool: self.clone(), connection, _permit: permit })
    }

    fn idle(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(connection) = idle.pop() {
            if !connection.is_closed() {
                return Some(connection);
            }
        }
        None
    }

    /// Connects, again and again while a server that is away may come back in time.
    async fn connect(&self) -> Result<Connection, StoreError> {
        let end = Instant::now() + self.options.connect_timeout;
        let mut pause = Duration::from_millis(20);
        let mut last = None;
        loop {
            let attempt = self.connect_once();
            let Ok(outcome) = timeout_at(end, attempt).await else {
                let silent = || format!("{}: no answer within connect_timeout", self.server);
                return Err(last.unwrap_or_else(|| StoreError::Unavailable(silent())));
            };
            match outcome {
                Ok(connection) => return Ok(connection),
                Err(Failure {
                    error: error @ (StoreError::Unavailable(_) | StoreError::Crowded { .. }),
                    ..
                }) if Instant::now() + pause < end => {
                    last = Some(error);
                    sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(1));
                }
                Err(failure) => return Err(failure.error),
            }
        }
    }

    async fn connect_once(&self) -> Result<Connection, Failure> {
        let connection = Connection::open(&self.options, self.tls.as_ref(), &self.server).await?;
        match self.make_ready(&connection).await {
            Ok(()) => Ok(connection),
            Err(error) => Err(connection.explain(&self.server, &error)),
        }
    }

    /// Finds out what stands between, and asks a server that is asked straight not to compile plans: our statements touch few rows each, and where its guess is that they touch
    /// many, compiling one takes it longer than running it. Behind a pooler the session is not ours.
    async fn make_ready(&self, connection: &Connection) -> Result<(), tokio_postgres::Error> {
        if connection.is_straight().await? {
            return connection.script("SET jit = off", "").await;
        }
        if self.options.prepare == Prepare::Straight && self.prepares.swap(false, Ordering::Relaxed) {
            tracing::info!("a pooler stands between us and the database: statements are not prepared");
        }
        Ok(())
    }

    /// Runs a statement that may as well run twice, and is a transaction of its own.
    pub(crate) async fn query(
        self: &Arc<Self>,
        sql: &'static Sql,
        values: Values<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let mut tries = 1;
        loop {
            let lent = self.lend(For::Anything).await?;
            match lent.query(sql, values).await {
                Ok(rows) => {
                    lent.give_back();
                    return Ok(rows);
                }
                Err(failure) => self.again(failure, lent, &mut tries)?,
            }
        }
    }

    /// Whether to try again after a failure, of which nothing happened or all may happen twice.
    pub(crate) fn again(&self, failure: Failure, lent: Lent, tries: &mut u32) -> Result<(), StoreError> {
        if failure.again == Again::Prepared {
            lent.connection.forget_statements();
        }
        // What ended a transaction may have ended the connection.
        if failure.is_refusal && failure.again != Again::Yes {
            lent.give_back();
        }
        self.again_elsewhere(failure, tries)
    }

    /// The same where the connection is not used again.
    pub(crate) fn again_elsewhere(&self, failure: Failure, tries: &mut u32) -> Result<(), StoreError> {
        if failure.again == Again::Prepared && *tries > 1 && self.prepares.swap(false, Ordering::Relaxed) {
            tracing::warn!("prepared statements get lost on the way to the database: none from here on");
        }
        if failure.again == Again::No || *tries >= TRIES {
            return Err(failure.error);
        }
        *tries += 1;
        Ok(())
    }
}

impl Lent {
    /// Keeps the connection for others: nothing is under way on it, and it is in no transaction.
    pub(crate) fn give_back(self) {
        if !self.connection.is_closed() {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.connection);
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(crate) fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }

    /// Gets a statement ready to be sent.
    pub(crate) async fn ready(&self, sql: &'static Sql) -> Result<Ready, Failure> {
        let prepares = self.pool.prepares.load(Ordering::Relaxed);
        let ready = self.connection.ready(sql, &self.pool.options.schema, prepares);
        self.limited(ready).await
    }

    /// Runs a statement.
    pub(crate) async fn query(&self, sql: &'static Sql, values: Values<'_>) -> Result<Vec<Row>, Failure> {
        let ready = self.ready(sql).await?;
        self.limited(self.connection.run(&ready, values)).await
    }

    /// Waits for the server as long as it may take.
    pub(crate) async fn limited<T>(
        &self,
        work: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, Failure> {
        let limit = self.pool.options.statement_timeout + self.pool.options.lock_timeout + GRACE;
        match timeout(limit, work).await {
            Ok(outcome) => outcome.map_err(|error| self.connection.explain(&self.pool.server, &error)),
            Err(_) => Err(self.silent()),
        }
    }

    /// The server does not answer.
    pub(crate) fn silent(&self) -> Failure {
        let detail = format!("{}: no answer for longer than a statement may take", self.pool.server);
        Failure { error: StoreError::Unavailable(detail), again: Again::No, is_refusal: false }
    }
}

#[cfg(test)]
mod tests {
    use super::{For, Pool};
    use crate::statement::Sql;
    use std::sync::atomic::Ordering;
    use tessera_test_postgres::Cluster;

    static JIT: Sql = Sql { text: "SELECT current_setting('jit')", types: &[] };

    /// Statements are prepared, and plans not compiled, where the server itself is asked, encrypted or not wished so.
    #[tokio::test]
    async fn nothing_stands_between_where_nothing_does() {
        for mode in ["disable", "prefer"] {
            let address = Cluster::shared().address().replace("disable", mode);
            let pool = Pool::new(address.parse().unwrap()).unwrap();
            let lent = pool.lend(For::Anything).await.unwrap();
            assert!(lent.connection().is_straight().await.unwrap());
            assert!(pool.prepares.load(Ordering::Relaxed));
            let jit = lent.query(&JIT, &[]).await.unwrap_or_else(|failure| panic!("{}", failure.error));
            assert_eq!(jit[0].get::<_, &str>(0), "off");
        }
    }
}
