//! The journal file: the truth, and the settings beside it.
//!
//! One thread writes it. Whoever wants something appended hands it over encoded and waits; what has gathered during one commit goes into the
//! next together. Each caller's batch is kept or refused by itself.

mod checkpoint;
mod filter;
mod group;
mod lookup;
pub(crate) mod records;
pub(crate) mod settings;
mod taken;
mod writer;

pub(crate) use group::Append;
pub(crate) use writer::{Job, Shared};

use crate::reply::{Answer, Reply, reply, reply_here, stopped};
use crate::views;
use checkpoint::Checkpointer;
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use tessera_store::StoreError;
use writer::Writer;

/// The writing thread and the one that takes checkpoints.
pub(crate) struct Journal {
    jobs: Sender<Job>,
    threads: Vec<JoinHandle<()>>,
}

impl Journal {
    /// Starts the threads. Fails if the journal's tail cannot be read.
    pub(crate) fn spawn(shared: &Arc<Shared>, views: Sender<views::Job>) -> Result<Self, StoreError> {
        let (jobs, received) = channel();
        let (checkpointer, checkpoints) = Checkpointer::spawn(shared.clone(), jobs.clone())?;
        let (started, answer) = reply_here();
        let (shared, own_jobs) = (shared.clone(), jobs.clone());
        let writer = std::thread::Builder::new()
            .name("tessera-journal".into())
            .spawn(move || {
                let connection = match writer::connect(&shared) {
                    Ok(connection) => connection,
                    Err(error) => return started.answer(Err(error)),
                };
                let writer = Writer::new(&shared, &connection, checkpointer, views, own_jobs)
                    .and_then(|mut writer| writer.start().map(|()| writer));
                match writer {
                    Ok(writer) => {
                        started.answer(Ok(()));
                        writer.run(&received);
                    }
                    Err(error) => started.answer(Err(error)),
                }
            })
            .map_err(|error| StoreError::Other(error.to_string()))?;
        let journal = Self { jobs, threads: vec![checkpoints, writer] };
        answer.wait()?;
        Ok(journal)
    }

    /// Asks the writing thread for something.
    pub(crate) fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<Answer<T>, StoreError> {
        let (reply, answer) = reply();
        self.jobs.send(job(reply)).map_err(|_| stopped())?;
        Ok(answer)
    }

    /// Writes something small beside the journal.
    pub(crate) async fn settle(
        &self,
        write: impl FnOnce(&Connection) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        self.ask(|reply| Job::Settle(Box::new(write), reply))?.wait().await
    }
}

impl Drop for Journal {
    /// Waits for what is under way.
    fn drop(&mut self) {
        // The checkpointing thread ends with the writer, which holds its other end.
        let _ = self.jobs.send(Job::Stop);
        while let Some(thread) = self.threads.pop() {
            let _ = thread.join();
        }
    }
}
