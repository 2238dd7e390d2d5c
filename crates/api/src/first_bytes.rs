//! A connection that has to begin in time.
//!
//! A server of both versions of HTTP reads a connection's first bytes to tell which it is, and waits for them without end. Here they are
//! waited for only so long. From the first byte that tells on, the bounds of either version hold.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// What a connection of HTTP/2 begins with.
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// See the module.
pub(crate) struct FirstBytes {
    stream: TcpStream,
    /// Until when the first bytes have to tell; `None` once they did.
    until: Option<Pin<Box<Sleep>>>,
    /// How many bytes of the preface have come.
    matched: usize,
}

impl FirstBytes {
    /// The connection, whose first bytes have to come within so long from now.
    pub(crate) fn new(stream: TcpStream, within: Duration) -> Self {
        Self { stream, until: Some(Box::pin(tokio::time::sleep(within))), matched: 0 }
    }

    fn take_note(&mut self, bytes: &[u8]) {
        let told = bytes.iter().any(|byte| {
            let expected = PREFACE.get(self.matched) == Some(byte);
            self.matched += 1;
            !expected || self.matched == PREFACE.len()
        });
        if told {
            self.until = None;
        }
    }
}

impl AsyncRead for FirstBytes {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if let Some(until) = &mut this.until {
            if read.is_pending() {
                ready!(until.as_mut().poll(cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            this.take_note(&buffer.filled()[before..]);
        }
        read
    }
}

impl AsyncWrite for FirstBytes {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
