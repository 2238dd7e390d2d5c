//! Whether a connection goes straight to its server process, or a pooler stands between that may hand each transaction to another one.
//!
//! Names of prepared statements belong to the server process. Behind a pooler that does not know them, a name that one process has given may mean another process's
//! statement, so the difference between right and wrong must not be left to a setting. A pooler invents the number under which a connection is
//! cancelled, as it answers for many: where it is not the number of the process that does the work, something stands between.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};
use tokio_postgres::{Client, Error};

/// Whether nothing stands between that would answer for the server.
pub(crate) async fn is_straight(client: &Client) -> Result<bool, Error> {
    let row = client.query_typed_one("SELECT pg_backend_pid()", &[]).await?;
    Ok(told(client).await == Some(row.get(0)))
}

/// The process number that was told when the connection was made. The library gives it away only in a request to cancel, which goes to memory here.
async fn told(client: &Client) -> Option<i32> {
    let tape = Tape::default();
    client.cancel_token().cancel_query_raw(tape.clone(), Handover).await.ok()?;
    let written = tape.written.lock().unwrap_or_else(PoisonError::into_inner);
    // Length, code, process, key: the last sixteen bytes.
    let request = written.last_chunk::<16>()?;
    Some(i32::from_be_bytes([request[8], request[9], request[10], request[11]]))
}

/// Takes what is written. Says yes to encryption, and has none.
#[derive(Clone, Default)]
struct Tape {
    written: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Tape {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        into.put_slice(b"S");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Tape {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl TlsStream for Tape {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

/// Hands the tape on as it is.
struct Handover;

impl TlsConnect<Tape> for Handover {
    type Stream = Tape;
    type Error = io::Error;
    type Future = std::future::Ready<io::Result<Tape>>;

    fn connect(self, tape: Tape) -> Self::Future {
        std::future::ready(Ok(tape))
    }
}
