//! A shop to test against: the application over a store, served on a port of its own, with a clock turned by hand and ids that
//! count up, so that replies are the same in every run.

use crate::stores::On;
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tessera_api::{Server, Settings};
use tessera_app::{App, Clock, IdSource, NewKey, Publication, Scope, Scopes};
use tessera_engine::values::Instant;
use tessera_people::{MasterKey, Options, Outbox, People};
use tessera_store::Store;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// 1 point a yuan, 50 more from 200 yuan on, 100 for joining, 5 for a check-in; 100 points buy 1 yuan; points end on 1 January.
pub(crate) const FLAT: &str = include_str!("../../../../programs/flat.toml");
/// What the shop's clock shows at first: 2026-11-21T20:00:00+08:00.
pub(crate) const OPENED: &str = "2026-11-21T12:00:00Z";

pub(crate) struct Shop {
    pub(crate) app: App,
    pub(crate) people: People,
    pub(crate) clock: Arc<HandClock>,
    store: Arc<dyn Store>,
    pub(crate) address: SocketAddr,
    key: String,
    client: Client<HttpConnector, Full<Bytes>>,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
}

/// A clock that stands still until it is turned.
pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    pub(crate) fn set(&self, at: &str) {
        self.0.store(at.parse::<Instant>().unwrap().0, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

struct Counted(AtomicU64);

impl Counted {
    /// The first id of a shop is the same on each store: an application that shares its store takes one for itself.
    fn beside(store: &dyn Store) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(u64::from(!store.is_shared()))))
    }
}

impl IdSource for Counted {
    fn uuid(&self) -> u128 {
        0x0193_f000_0000_7000_8000_0000_0000_0000 + u128::from(self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [7; 32];
        secret[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_le_bytes());
        secret
    }
}

impl Shop {
    /// A shop with the flat program and a key that may do everything.
    pub(crate) async fn open() -> Self {
        Self::open_on(On::Memory).await
    }

    /// The same on a store.
    pub(crate) async fn open_on(on: On) -> Self {
        Self::over(on.store().await, Settings::default(), Some(FLAT)).await
    }

    pub(crate) async fn open_with(settings: Settings, program: Option<&str>) -> Self {
        Self::over(On::Memory.store().await, settings, program).await
    }

    /// A shop over this store.
    pub(crate) async fn over(store: Arc<dyn Store>, settings: Settings, program: Option<&str>) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(0)));
        clock.set(OPENED);
        let app = app(&store, &clock).await;
        if let Some(document) = program {
            let starts_at = "2020-01-01T00:00:00Z".parse().unwrap();
            let publication =
                Publication { document: document.into(), starts_at, by: "test".into(), note: None };
            app.publish(publication).await.unwrap();
        }
        let mut shop = Self::serve(app, clock, store, settings).await;
        shop.key = shop.new_key("all", Scopes::all(), None).await;
        shop
    }

    async fn serve(app: App, clock: Arc<HandClock>, store: Arc<dyn Store>, settings: Settings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let outbox = Arc::new(Outbox::default());
        let options = Options { key: Some(MasterKey::new([9; 32])), messages: Some(outbox.clone()) };
        let people = People::open(app.clone(), options).await.unwrap();
        let server = Server::new(people.clone(), Settings { shown_messages: Some(outbox), ..settings });
        let served = tokio::spawn(server.serve(listener, async {
            let _ = stopped.await;
        }));
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self {
            app,
            people,
            clock,
            store,
            address,
            key: String::new(),
            client,
            stop: Some(stop),
            served: Some(served),
        }
    }

    /// Stops the server in good order, and serves the same store again.
    pub(crate) async fn restart(mut self) -> Self {
        self.ask_to_stop();
        self.stopped().await;
        self.app.shutdown().await.unwrap();
        let app = app(&self.store, &self.clock).await;
        let again = Self::serve(app, self.clock.clone(), self.store.clone(), Settings::default()).await;
        Self { key: self.key.clone(), ..again }
    }

    /// Another application over the shop's store, as a second process would have one.
    pub(crate) async fn second_app(&self) -> App {
        app(&self.store, &self.clock).await
    }

    /// A key of its own.
    pub(crate) async fn new_key(&self, name: &str, scopes: Scopes, store: Option<&str>) -> String {
        let key = NewKey { name: name.into(), scopes, store: store.map(Into::into), test: false };
        self.app.create_key(key).await.unwrap().1
    }

    pub(crate) async fn key_with(&self, scope: Scope) -> String {
        self.new_key(scope.as_str(), [scope].into_iter().collect(), None).await
    }

    pub(crate) fn get(&self, path: &str) -> Call<'_> {
        self.call(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Call<'_> {
        self.call(Method::POST, path).json(body)
    }

    pub(crate) fn call(&self, method: Method, path: &str) -> Call<'_> {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", format!("Bearer {}", self.key).parse().unwrap());
        Call { shop: self, method, path: path.into(), headers, body: Bytes::new() }
    }

    /// A member who joined an hour ago, with the hundred points for it.
    pub(crate) async fn member(&self, ext_id: &str) -> String {
        let body = serde_json::json!({
            "event_id": format!("join-{ext_id}"), "ext_id": ext_id, "occurred_at": "2026-11-21T11:00:00Z",
        });
        let reply = self.post("/v1/members", &body).send().await;
        reply.expect(201)["id"].as_str().unwrap().to_owned()
    }

    /// What the member can spend of the points.
    pub(crate) async fn available(&self, member: &str) -> i64 {
        let reply = self.get(&format!("/v1/members/{member}/wallets")).send().await;
        reply.expect(200)["data"][0]["available"].as_i64().unwrap()
    }

    /// Takes the next ids of a log, so that nothing can be added to it for a while.
    pub(crate) async fn occupy(&self, log: &str) {
        let next = self.app.ids().uuid();
        let taken = |n| {
            tessera_store::Change::add(log, &format!("aud_{:032x}", next + n), b"{\"status\":0}".to_vec())
        };
        self.store.change(&(1..200).map(taken).collect::<Vec<_>>()).await.unwrap();
    }

    /// Makes a collection that cannot be read as a whole; each of its documents can.
    pub(crate) async fn spoil(&self, collection: &str) {
        let spoilt = tessera_store::Change::add(collection, "zzz", b"spoilt".to_vec());
        self.store.change(&[spoilt]).await.unwrap();
    }

    /// How many documents a collection holds.
    pub(crate) async fn documents(&self, collection: &str) -> usize {
        self.store.documents_beyond(collection, None, tessera_store::Direction::Up, 999).await.unwrap().len()
    }

    /// Changes the projected state of the first member behind everybody's back.
    pub(crate) async fn forge_a_due_instant(&self) {
        let stream = self.store.streams(None, 1).await.unwrap().pop().unwrap();
        let mut snapshot = stream.snapshot.unwrap();
        snapshot.due_at = Instant(snapshot.due_at.0 - 1);
        let cursor = self.store.projected().await.unwrap();
        let snapshots = vec![(stream.member.id, snapshot)];
        let forged = tessera_store::Projection { after: cursor, cursor, snapshots, ..Default::default() };
        self.store.project(forged).await.unwrap();
    }

    /// Stops the server as the executable does.
    pub(crate) async fn close(mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.served.take().unwrap().await.unwrap().unwrap();
    }

    pub(crate) fn ask_to_stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub(crate) async fn stopped(&mut self) {
        self.served.take().unwrap().await.unwrap().unwrap();
    }
}

async fn app(store: &Arc<dyn Store>, clock: &Arc<HandClock>) -> App {
    let quiet = tessera_app::Settings { sweep_every: None, ..tessera_app::Settings::default() };
    App::open(store.clone(), clock.clone(), Counted::beside(&**store), quiet).await.unwrap()
}

/// A request to be sent.
pub(crate) struct Call<'a> {
    shop: &'a Shop,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Call<'_> {
    pub(crate) fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub(crate) fn body(mut self, kind: &str, body: impl Into<Bytes>) -> Self {
        self.headers.insert("content-type", kind.parse().unwrap());
        self.body = body.into();
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    pub(crate) fn in_english(self) -> Self {
        self.header("accept-language", "en")
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    /// As whoever is signed in with this cookie, from a page of the shop itself.
    pub(crate) fn cookie(self, cookie: &str) -> Self {
        let origin = format!("http://{}", self.shop.address);
        self.no_key().header("cookie", cookie).header("origin", &origin)
    }

    pub(crate) fn no_key(mut self) -> Self {
        self.headers.remove("authorization");
        self
    }

    pub(crate) async fn send(self) -> Reply {
        let mut request = Request::new(Full::new(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = format!("http://{}{}", self.shop.address, self.path).parse().unwrap();
        *request.headers_mut() = self.headers;
        let response = self.shop.client.request(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Reply { status, headers, bytes }
    }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body, if the status is this one.
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The code of the problem, if the status is this one.
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.text());
        self.expect(status)["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn is_replayed(&self) -> bool {
        self.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
    }
}

/// Checks a reply against its snapshot. Only the id of the request differs from run to run.
macro_rules! check_reply {
    ($name:literal, $reply:expr) => {
        insta::assert_json_snapshot!($name, $reply, { ".request_id" => "[request]" })
    };
}
pub(crate) use check_reply;
