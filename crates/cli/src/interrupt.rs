//! Ctrl-C and SIGTERM: long work ends with nothing half done.

use crate::output;
use tessera_app::Progress;

/// The exit code of a process that was interrupted twice, as shells report SIGINT.
const INTERRUPTED: i32 = 130;

/// Resolves when somebody asks the process to stop. Where signals cannot be watched, it never resolves and the system's own
/// handling stays in force.
pub(crate) async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// On the first request to stop, cancels the work and tells what happens next; on the second, ends the process at once, which
/// loses nothing either: what is not committed was never there. Needs a running runtime; ends with it.
pub(crate) fn cancel_on_request(progress: &Progress, note: String) {
    let progress = progress.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        progress.cancel();
        output::note(&note);
        asked_to_stop().await;
        std::process::exit(INTERRUPTED);
    });
}
