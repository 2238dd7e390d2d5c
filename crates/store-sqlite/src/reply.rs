//! Answers from the writing threads.

use std::sync::mpsc;
use tessera_store::StoreError;
use tokio::sync::oneshot;

/// Where an answer goes. Nobody may be waiting for it any more.
pub(crate) enum Reply<T> {
    /// To a task.
    Task(oneshot::Sender<Result<T, StoreError>>),
    /// To a thread.
    Thread(mpsc::SyncSender<Result<T, StoreError>>),
}

impl<T> Reply<T> {
    pub(crate) fn answer(self, answer: Result<T, StoreError>) {
        match self {
            Self::Task(sender) => drop(sender.send(answer)),
            Self::Thread(sender) => drop(sender.send(answer)),
        }
    }
}

/// An answer to come, for a task.
pub(crate) struct Answer<T>(oneshot::Receiver<Result<T, StoreError>>);

/// Both ends, for a task.
pub(crate) fn reply<T>() -> (Reply<T>, Answer<T>) {
    let (sender, receiver) = oneshot::channel();
    (Reply::Task(sender), Answer(receiver))
}

impl<T> Answer<T> {
    /// Waits for it. A thread that stopped without an answer may have done what was asked.
    pub(crate) async fn wait(self) -> Result<T, StoreError> {
        self.0.await.unwrap_or_else(|_| Err(stopped()))
    }
}

/// An answer to come, for a thread.
pub(crate) struct AnswerHere<T>(mpsc::Receiver<Result<T, StoreError>>);

/// Both ends, for a thread.
pub(crate) fn reply_here<T>() -> (Reply<T>, AnswerHere<T>) {
    let (sender, receiver) = mpsc::sync_channel(1);
    (Reply::Thread(sender), AnswerHere(receiver))
}

impl<T> AnswerHere<T> {
    /// Waits for it.
    pub(crate) fn wait(self) -> Result<T, StoreError> {
        self.0.recv().unwrap_or_else(|_| Err(stopped()))
    }
}

/// A writing thread is gone.
pub(crate) fn stopped() -> StoreError {
    StoreError::Unavailable("the store has stopped writing; restart tessera".into())
}
