//! Transactions that write.

use crate::connection::Ready;
use crate::failure::{Again, Failure};
use crate::options::Options;
use crate::pool::Lent;
use crate::statement::{Sql, Values};
use futures_util::future::{join, join3};
use std::time::Duration;
use tessera_store::StoreError;
use tokio::runtime::Handle;
use tokio::time::timeout;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

/// How long an abandoned transaction may take to roll back before its connection is given up.
const ROLLBACK: Duration = Duration::from_secs(5);

/// The statements that begin a transaction. Whatever the session's defaults are, each statement sees what was committed before it; only
/// whether writing is allowed is left to them. Limits are the transaction's, as behind a pooler there is no session.
///
/// Statements are planned for tables that grow: a plan that reads a whole table would outlive the table's being small.
///
/// `tessera.writing` marks the transaction: had its beginning failed, the statements sent with it would be done one by one, so those that must not
/// ask for the mark.
pub(crate) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
pub(crate) static SET: Sql = Sql {
    text: "SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
               set_config('idle_in_transaction_session_timeout', $3, true), set_config('enable_seqscan', 'off', true),
               set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
               set_config('jit', 'off', true), set_config('tessera.writing', 'on', true)",
    types: &[Type::TEXT, Type::TEXT, Type::TEXT],
};

/// What [`SET`] takes.
pub(crate) fn limits(options: &Options) -> [String; 3] {
    let limits =
        [options.lock_timeout, options.lock_timeout + options.statement_timeout, options.turn_timeout];
    limits.map(|limit| limit.as_millis().to_string())
}

/// A transaction under way. Dropped, it is rolled back, and only then is its connection lent again.
pub(crate) struct Work {
    /// There until it is over.
    lent: Option<Lent>,
}

impl Work {
    /// Begins, and runs the first statement, in one round trip.
    pub(crate) async fn begin(
        lent: Lent,
        sql: &'static Sql,
        values: Values<'_>,
    ) -> Result<(Self, Vec<Row>), Failure> {
        let (set, first) = (lent.ready(&SET).await?, lent.ready(sql).await?);
        let [lock, statement, turn] = limits(&lent.pool().options);
        let work = Self { lent: Some(lent) };
        let connection = work.lent().connection();
        connection.take_warning();
        let both = async {
            let (begun, set, rows) = join3(
                connection.script(BEGIN, ""),
                connection.run(&set, &[&lock, &statement, &turn]),
                connection.run(&first, values),
            )
            .await;
            begun.and(set).and(rows)
        };
        let rows = work.lent().limited(both).await?;
        Ok((work, rows))
    }

    pub(crate) fn lent(&self) -> &Lent {
        self.lent.as_ref().unwrap_or_else(|| unreachable!("it is taken only by what ends the transaction"))
    }

    /// Runs a statement.
    pub(crate) async fn run(&self, sql: &'static Sql, values: Values<'_>) -> Result<Vec<Row>, StoreError> {
        self.lent().query(sql, values).await.map_err(|failure| failure.error)
    }

    /// Runs a last statement and commits, in one round trip. An error that is not [`StoreError::Unavailable`] means that nothing was kept.
    pub(crate) async fn commit(mut self, last: &Ready, values: Values<'_>) -> Result<Vec<Row>, Failure> {
        let lent = self.lent();
        let connection = lent.connection();
        let both = async { Ok(join(connection.run(last, values), connection.script("COMMIT", "")).await) };
        let (rows, committed) = lent.limited(both).await?;
        let outcome = settle(lent, rows, committed.map(drop));
        if !is_lost(&outcome) {
            self.lent.take().into_iter().for_each(Lent::give_back);
        }
        outcome
    }
}

/// What came of a transaction, by the answers to its last statement and to its commit.
pub(crate) fn settle(
    lent: &Lent,
    rows: Result<Vec<Row>, tokio_postgres::Error>,
    committed: Result<(), tokio_postgres::Error>,
) -> Result<Vec<Row>, Failure> {
    let server = &lent.pool().server;
    let explain = |error| lent.connection().explain(server, &error);
    let rows = rows.map_err(|error| {
        let failure = explain(error);
        // Behind a refused statement the commit has rolled back. But who was not answered does not know how far the server came.
        if failure.is_refusal { failure } else { unknown(failure.error) }
    })?;
    // From here on the server had all it needed to commit.
    committed.map_err(|error| unknown(explain(error).error))?;
    match lent.connection().take_warning() {
        // A commit that was not awaited on the standbys is answered as done, with a warning.
        Some(warning) => Err(unknown(StoreError::Unavailable(format!("{server}: {warning}")))),
        None => Ok(rows),
    }
}

/// Nobody knows whether the transaction was committed.
fn unknown(error: StoreError) -> Failure {
    let error = match error {
        StoreError::Unavailable(detail) => StoreError::Unavailable(detail),
        other => StoreError::Unavailable(other.to_string()),
    };
    Failure { error, again: Again::No, is_refusal: false }
}

fn is_lost<T>(outcome: &Result<T, Failure>) -> bool {
    outcome.as_ref().is_err_and(|failure| !failure.is_refusal)
}

impl Drop for Work {
    fn drop(&mut self) {
        let (Some(lent), Ok(runtime)) = (self.lent.take(), Handle::try_current()) else {
            // Without a runtime the connection is closed, which rolls back as well.
            return;
        };
        runtime.spawn(async move {
            let rolled_back = timeout(ROLLBACK, lent.connection().script("ROLLBACK", "")).await;
            if matches!(rolled_back, Ok(Ok(()))) {
                lent.connection().take_warning();
                lent.give_back();
            }
        });
    }
}
