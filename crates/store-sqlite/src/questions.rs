//! Questions about a few documents each, which come one by one and all the time: those that have gathered are answered together, in one transaction.
//!
//! Whoever answers goes on while anything waits. So under load nobody is woken for a question alone, and a question alone waits for nothing.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tessera_store::StoreError;
use tokio::sync::oneshot;

/// How many questions are answered in one transaction at most.
const TOGETHER: usize = 64;

/// What is asked, and of which file.
pub(crate) trait Subject: Send + Sync + 'static {
    /// One question.
    type Question: Send + 'static;
    /// The answer to one.
    type Answer: Send + 'static;
    /// What one thread reads with, kept for the next.
    type Reader: Send;

    /// How many threads may answer at the same time.
    fn threads(&self) -> usize;

    /// One more of them.
    fn reader(&self) -> Result<Self::Reader, StoreError>;

    /// An answer to each question, all of one moment.
    fn answer<'q>(
        &self,
        reader: &Self::Reader,
        questions: impl Iterator<Item = &'q Self::Question>,
    ) -> Result<Vec<Self::Answer>, StoreError>;
}

/// What waits, and who answers.
pub(crate) struct Questions<S: Subject>(Arc<Desk<S>>);

type Answer<S> = Result<<S as Subject>::Answer, StoreError>;
type Waits<S> = (<S as Subject>::Question, oneshot::Sender<Answer<S>>);

struct Desk<S: Subject> {
    subject: S,
    waiting: Mutex<Waiting<S>>,
}

struct Waiting<S: Subject> {
    questions: VecDeque<Waits<S>>,
    /// How many threads answer now.
    answering: usize,
    /// Readers that nobody uses now.
    idle: Vec<S::Reader>,
}

impl<S: Subject> Questions<S> {
    pub(crate) fn new(subject: S) -> Self {
        let waiting = Waiting { questions: VecDeque::new(), answering: 0, idle: Vec::new() };
        Self(Arc::new(Desk { subject, waiting: Mutex::new(waiting) }))
    }

    /// Asks. What was committed by now is in the answer.
    pub(crate) async fn ask(&self, question: S::Question) -> Answer<S> {
        let (sender, answer) = oneshot::channel();
        if self.0.put(question, sender) {
            let shift = Shift { desk: Arc::clone(&self.0), reader: None, over: false };
            tokio::task::spawn_blocking(move || shift.answer());
        }
        answer.await.unwrap_or_else(|_| Err(StoreError::Other("a read did not end".into())))
    }
}

impl<S: Subject> Desk<S> {
    // Nothing is left half done when a thread panics: see `Shift`.
    fn waiting(&self) -> MutexGuard<'_, Waiting<S>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a question wait. Whether one more thread has to answer: each has a transaction's worth before the next is called.
    fn put(&self, question: S::Question, sender: oneshot::Sender<Answer<S>>) -> bool {
        let mut waiting = self.waiting();
        waiting.questions.push_back((question, sender));
        let more = waiting.answering < self.subject.threads().max(1)
            && waiting.questions.len() > waiting.answering * TOGETHER;
        waiting.answering += usize::from(more);
        more
    }
}

/// One thread at the desk.
struct Shift<S: Subject> {
    desk: Arc<Desk<S>>,
    reader: Option<S::Reader>,
    /// It was left with nothing to do.
    over: bool,
}

impl<S: Subject> Shift<S> {
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
    fn next(&mut self) -> Option<Vec<Waits<S>>> {
        let mut waiting = self.desk.waiting();
        if waiting.questions.is_empty() {
            self.over = true;
            waiting.answering -= 1;
            waiting.idle.extend(self.reader.take());
            return None;
        }
        let most = waiting.questions.len().min(TOGETHER);
        Some(waiting.questions.drain(..most).collect())
    }

    fn read(&mut self, questions: &[Waits<S>]) -> Result<Vec<S::Answer>, StoreError> {
        let kept = self.reader.take().or_else(|| self.desk.waiting().idle.pop());
        let reader = match kept {
            Some(reader) => reader,
            None => self.desk.subject.reader()?,
        };
        let reader = self.reader.insert(reader);
        self.desk.subject.answer(reader, questions.iter().map(|(question, _)| question))
    }
}

impl<S: Subject> Drop for Shift<S> {
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
    /// Whatever is asked is the answer.
    struct Echo;

    impl Subject for Echo {
        type Question = u32;
        type Answer = u32;
        type Reader = ();

        fn threads(&self) -> usize {
            1
        }

        fn reader(&self) -> Result<(), StoreError> {
            Ok(())
        }

        fn answer<'q>(
            &self,
            (): &(),
            questions: impl Iterator<Item = &'q u32>,
        ) -> Result<Vec<u32>, StoreError> {
            Ok(questions.copied().collect())
        }
    }

    /// As when the runtime that it was to run on is shut down.
    #[tokio::test]
    async fn a_shift_that_never_begins_leaves_nobody_waiting() {
        let questions = Questions::new(Echo);
        let (sender, answer) = oneshot::channel();
        assert!(questions.0.put(7, sender));
        drop(Shift { desk: Arc::clone(&questions.0), reader: None, over: false });
        assert!(answer.await.is_err(), "it was given up");
        assert_eq!(questions.ask(8).await, Ok(8), "the next one is answered");
    }
}
