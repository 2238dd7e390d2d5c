//! Questions about one member each, which come one by one and all the time: those that have gathered are answered together, in one transaction.
//!
//! Whoever answers goes on while anything waits. So under load nobody is woken for a question alone, and a question alone waits for nothing.

use crate::connection;
use crate::journal::Shared;
use crate::readers::consistently;
use crate::views::members;
use rusqlite::Connection;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tessera_store::{Standing, StoreError, Who};
use tokio::sync::oneshot;

/// How many questions are answered in one transaction at most.
const TOGETHER: usize = 64;

type Answer = Result<Option<Standing>, StoreError>;

/// What waits, and who answers.
pub(crate) struct Questions(Arc<Desk>);

struct Desk {
    shared: Arc<Shared>,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    questions: VecDeque<Question>,
    /// How many threads answer now.
    answering: usize,
    /// Connections to the projections that nobody uses now.
    idle: Vec<Connection>,
}

impl Questions {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self(Arc::new(Desk { shared, waiting: Mutex::default() }))
    }

    /// Asks. What is projected by now is in the answer.
    pub(crate) async fn ask(&self, who: Who) -> Answer {
        let (sender, answer) = oneshot::channel();
        if self.0.put(who, sender) {
            let shift = Shift { desk: Arc::clone(&self.0), connection: None, over: false };
            tokio::task::spawn_blocking(move || shift.answer());
        }
        answer.await.unwrap_or_else(|_| Err(StoreError::Other("a read did not end".into())))
    }
}

impl Desk {
    // Nothing is left half done when a thread panics: see `Shift`.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a question wait. Whether one more thread has to answer: each has a transaction's worth before the next is called.
    fn put(&self, who: Who, sender: oneshot::Sender<Answer>) -> bool {
        let mut waiting = self.waiting();
        waiting.questions.push_back((who, sender));
        let more = waiting.answering < self.shared.options.readers.max(1)
            && waiting.questions.len() > waiting.answering * TOGETHER;
        waiting.answering += usize::from(more);
        more
    }
}

type Question = (Who, oneshot::Sender<Answer>);

/// One thread at the desk.
struct Shift {
    desk: Arc<Desk>,
    connection: Option<Connection>,
    /// It was left with nothing to do.
    over: bool,
}

impl Shift {
    /// Answers until nothing waits.
    fn answer(mut self) {
        while let Some(mut questions) = self.next() {
            // Who went away is not answered.
            questions.retain(|(_, sender)| !sender.is_closed());
            match self.read(&questions) {
                Ok(answers) => {
                    for ((_, sender), answer) in questions.into_iter().zip(answers) {
                        let _ = sender.send(Ok(answer));
                    }
                }
                Err(error) => {
                    for (_, sender) in questions {
                        let _ = sender.send(Err(error.clone()));
                    }
                }
            }
        }
    }

    /// What has gathered; `None`: nothing, and the thread is counted no longer.
    fn next(&mut self) -> Option<Vec<Question>> {
        let mut waiting = self.desk.waiting();
        if waiting.questions.is_empty() {
            self.over = true;
            waiting.answering -= 1;
            waiting.idle.extend(self.connection.take());
            return None;
        }
        let most = waiting.questions.len().min(TOGETHER);
        Some(waiting.questions.drain(..most).collect())
    }

    fn read(&mut self, questions: &[Question]) -> Result<Vec<Option<Standing>>, StoreError> {
        let (part, options) = (&self.desk.shared.views, &self.desk.shared.options);
        let kept = self.connection.take().or_else(|| self.desk.waiting().idle.pop());
        let connection = match kept {
            Some(connection) => connection,
            None => connection::for_reading(part, options.reader_cache)?,
        };
        let connection = self.connection.insert(connection);
        let asked = questions.iter().map(|(who, _)| who);
        consistently(connection, part, |views, part| members::standings(views, part, asked))
    }
}

impl Drop for Shift {
    fn drop(&mut self) {
        if !self.over {
            // It failed unexpectedly, or never began. Nobody may wait for an answer that nobody gives.
            let mut waiting = self.desk.waiting();
            waiting.answering -= 1;
            waiting.questions.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::connection::{Durability, for_writing};
    use crate::part::Part;
    use tessera_engine::values::MemberId;

    /// As when the runtime that it was to run on is shut down.
    #[tokio::test]
    async fn a_shift_that_never_begins_leaves_nobody_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, views) = (Part::journal(folder.path()), Part::views(folder.path()));
        let writer = for_writing(&views, Durability::Normal, 0, &Options::default()).unwrap();
        writer.execute_batch(crate::views::SCHEMA).unwrap();
        let questions = Questions::new(Arc::new(Shared::new(journal, views, Options::default(), 0, 0)));
        let (sender, answer) = oneshot::channel();
        assert!(questions.0.put(Who::Id(MemberId(1)), sender));
        drop(Shift { desk: Arc::clone(&questions.0), connection: None, over: false });
        assert!(answer.await.is_err(), "it was given up");
        assert_eq!(questions.ask(Who::Id(MemberId(1))).await, Ok(None), "the next one is answered");
    }
}
