//! The pages (console, till, member page) as a part of the executable.
//!
//! ```
//! let pages: axum::Router = tessera_pages::router();
//! ```
//!
//! The router serves `/console/`, `/till/` and `/m/`. Files come compressed as they were embedded, with their media type, an entity tag and,
//! where the name holds a hash of the content, for ever; a path that is no file is a place inside a page, so it gets the page's `index.html`.
//! Every answer forbids what the pages do not need: scripts and connections to other places, being framed, guessing of media types.
//!
//! Built without Node, or with `TESSERA_PAGES=skip`, the same addresses say that the pages were not built, and how to build them.
//!
//! This crate must not know the API nor anything of what the pages are about: it hands out files.

mod files;
mod headers;
mod missing;
mod serve;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

/// Where each page lives, and the folder of its files.
pub(crate) const PAGES: &[(&str, &str)] = &[("/console", "console"), ("/till", "till"), ("/m", "member")];

/// Whether pages were built into this executable.
pub fn are_built() -> bool {
    !files::FILES.is_empty()
}

/// The pages, and `/` leading to the console.
pub fn router() -> Router {
    let mut router = Router::new().route("/", get(|| async { Redirect::temporary("/console/") }));
    for (place, folder) in PAGES {
        let answer = move |request| async move { serve::answer(place, folder, &request) };
        router = router
            .route(place, get(move || async move { Redirect::permanent(&format!("{place}/")) }))
            .route(&format!("{place}/"), get(answer))
            .route(&format!("{place}/{{*rest}}"), get(answer));
    }
    router
}
