//! The server: connections, their bounds, and how it stops.

use crate::cookies::{self, Cookie};
use crate::envelope::EnvelopeLayer;
use crate::first_bytes::FirstBytes;
use crate::peer::WithPeer;
use crate::settings::Settings;
use crate::state::Api;
use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tessera_people::{MemberSession, People, SignedIn, StaffSession};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How often the figures are settled.
const SETTLE_EVERY: Duration = Duration::from_secs(5);

/// The API over an application, ready to be served.
pub struct Server {
    api: Api,
    router: Router,
}

impl Server {
    /// Lays the routes over people and the application beneath them.
    pub fn new(people: People, settings: Settings) -> Self {
        let endpoints = crate::routes::all();
        let places: Vec<_> = endpoints.iter().flat_map(crate::routes::Endpoint::places).collect();
        let (router, document) = crate::openapi::gather(endpoints);
        let document = Bytes::from(serde_json::to_vec(&document).unwrap_or_default());
        let api = Api::new(people, settings, document, &places);
        let router = router.layer(EnvelopeLayer(api.clone())).with_state(api.clone());
        Self { api, router }
    }

    /// Serves these pages too, beside the API: they ask for no key, and their answers are as they make them.
    #[must_use]
    pub fn with_pages(mut self, pages: Router) -> Self {
        self.router = pages.merge(self.router);
        self
    }

    /// The routes as a service, for a server of one's own.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Serves until `stop` is ready. Then it takes no more connections, answers the requests it has, waits for them as long as the settings
    /// say, and has the application finish and project what it took.
    ///
    /// # Errors
    ///
    /// Fails if the application cannot finish; a connection that fails is no error of the server.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) -> io::Result<()> {
        let connections = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(self.api.settings.max_connections.max(1)));
        let mut stop = std::pin::pin!(stop);
        let mut settle = tokio::time::interval(SETTLE_EVERY);
        loop {
            tokio::select! {
                () = &mut stop => break,
                _ = settle.tick() => self.api.figures.settle(),
                (place, accepted) = accept(&listener, &places) => match accepted {
                    Ok((stream, peer)) => self.connect((stream, peer), place, &connections),
                    // Out of file handles, or a connection that was gone at once: go on a moment later.
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be taken");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                },
            }
        }
        drop(listener);
        self.api.close();
        tracing::info!(connections = connections.count(), "stopping");
        if tokio::time::timeout(self.api.settings.drain_timeout, connections.shutdown()).await.is_err() {
            tracing::warn!("some requests were not finished in time and are cut off");
        }
        self.api.app.shutdown().await.map_err(io::Error::other)
    }

    fn connect(
        &self,
        (stream, peer): (TcpStream, SocketAddr),
        place: OwnedSemaphorePermit,
        connections: &GracefulShutdown,
    ) {
        // Small replies go out at once. A failure only makes them slower.
        let _ = stream.set_nodelay(true);
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(self.api.settings.head_timeout);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(256)
            .keep_alive_interval(self.api.settings.head_timeout)
            .keep_alive_timeout(self.api.settings.head_timeout);
        let stream = FirstBytes::new(stream, self.api.settings.head_timeout);
        let service = TowerToHyperService::new(WithPeer::new(self.router.clone(), peer));
        let watcher = connections.watcher();
        tokio::spawn(async move {
            let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
            // A peer that breaks off is routine.
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
}

/// Takes the next connection as soon as there is a place for it. Until then it waits where the system keeps such.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (OwnedSemaphorePermit, io::Result<(TcpStream, SocketAddr)>) {
    if places.available_permits() == 0 {
        tracing::warn!("all places for connections are taken: more have to wait");
    }
    // Cannot fail: nobody closes the semaphore.
    let place = Arc::clone(places).acquire_owned().await.expect("an open semaphore");
    (place, listener.accept().await)
}

/// The headers by which a browser keeps a session of staff: for pages beside the API that sign somebody in.
pub fn staff_signed_in(signed_in: &SignedIn<StaffSession>) -> HeaderMap {
    cookies::signing_in(Cookie::Staff, &signed_in.token)
}

/// The same for a member.
pub fn member_signed_in(signed_in: &SignedIn<MemberSession>) -> HeaderMap {
    cookies::signing_in(Cookie::Member, &signed_in.token)
}
