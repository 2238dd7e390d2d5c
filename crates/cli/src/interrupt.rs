//! Ctrl-C and SIGTERM: long work ends with nothing half done.

use crate::output;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tessera_app::Progress;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind};
use tokio::sync::oneshot;

/// The exit code of a process that was interrupted twice, as shells report SIGINT.
const INTERRUPTED: i32 = 130;

/// Requests to stop, from the moment on that this is made. Where signals cannot be watched, none ever comes and the system's own
/// handling stays in force.
struct Requests {
    #[cfg(unix)]
    interrupt: Option<Signal>,
    #[cfg(unix)]
    terminate: Option<Signal>,
}

impl Requests {
    /// Needs a running runtime.
    fn watch() -> Self {
        #[cfg(unix)]
        let of = |kind| tokio::signal::unix::signal(kind).ok();
        Self {
            #[cfg(unix)]
            interrupt: of(SignalKind::interrupt()),
            #[cfg(unix)]
            terminate: of(SignalKind::terminate()),
        }
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            () = came(&mut self.interrupt) => {}
            () = came(&mut self.terminate) => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

#[cfg(unix)]
async fn came(signal: &mut Option<Signal>) {
    let received = match signal {
        Some(signal) => signal.recv().await,
        None => None,
    };
    if received.is_none() {
        std::future::pending().await
    }
}

/// Resolves when somebody asks the process to stop, once this was called: nothing is lost that comes before somebody waits. Needs a
/// running runtime.
pub(crate) fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    let mut requests = Requests::watch();
    async move { requests.next().await }
}

/// On the first request to stop, cancels the work and tells what happens next; on the second, ends the process at once, which
/// loses nothing either: what is not committed was never there. Needs a running runtime; ends with it.
pub(crate) fn cancel_on_request(progress: &Progress, note: String) -> Asked {
    let (progress, mut requests) = (progress.clone(), Requests::watch());
    let (tell, asked) = oneshot::channel();
    tokio::spawn(async move {
        requests.next().await;
        progress.cancel();
        output::note(&note);
        // Most work looks at its progress, and nobody waits.
        let _ = tell.send(());
        requests.next().await;
        clear();
        std::process::exit(INTERRUPTED);
    });
    Asked(asked)
}

/// Lets work wait for the first request of [`cancel_on_request`].
pub(crate) struct Asked(oneshot::Receiver<()>);

impl Asked {
    /// Resolves when the request has come.
    pub(crate) async fn wait(self) {
        if self.0.await.is_err() {
            std::future::pending().await
        }
    }
}

/// What is of no use unless the work ends well, and goes if the process ends at once.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Something begun; finished, or cleared by its owner, when this is dropped.
pub(crate) struct Unfinished(PathBuf);

impl Unfinished {
    /// A file or a folder with everything in it.
    pub(crate) fn new(path: &Path) -> Self {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

/// Removes what was begun. What cannot be removed bears a name that says what it is.
fn clear() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    }
}
