//! `tessera serve`: the API over HTTP, until somebody asks it to stop.

use crate::context::Context;
use crate::database::{self, Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::interrupt::asked_to_stop;
use crate::logs::LogArguments;
use crate::output;
use crate::people::{self, PeopleArguments};
use crate::text::text;
use axum::Router;
use clap::Args;
use std::net::SocketAddr;
use std::sync::Arc;
use tessera_api::Server;
use tessera_app::Settings;
use tessera_people::{Outbox, People};
use tokio::net::TcpListener;

/// Serve the API over HTTP · 启动 HTTP 服务
///
/// Stops on Ctrl-C or SIGTERM: takes no more connections, answers the requests it has, and brings everything up to date. Every flag can
/// also be set by the environment variable beside it.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    db: DbArgument,
    #[command(flatten)]
    http: HttpArguments,
    #[command(flatten)]
    people: PeopleArguments,
    /// Make all projections again from the journal before serving
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    log: LogArguments,
}

/// How the API is served.
#[derive(Clone, Debug, Args)]
struct HttpArguments {
    /// The address to listen on; put a proxy that speaks TLS before any other than this machine's · 监听地址
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080",
        env = "TESSERA_LISTEN",
        hide_env_values = true
    )]
    listen: SocketAddr,
    /// How many requests a key may send in a minute (default: as many as it likes)
    #[arg(long, value_name = "N", env = "TESSERA_REQUESTS_PER_MINUTE", hide_env_values = true, value_parser = clap::value_parser!(u32).range(1..))]
    requests_per_minute: Option<u32>,
    #[command(flatten)]
    strangers: StrangerArguments,
}

/// What is let to callers whom nobody knows yet: by the address they come from, and all together.
#[derive(Clone, Debug, Args)]
pub(super) struct StrangerArguments {
    /// Proxies, one or ranges (10.0.0.0/8), that say truly in X-Forwarded-For where a request comes from · 可信的反向代理
    #[arg(
        long,
        value_name = "ADDRESS,...",
        default_value = "127.0.0.0/8,::1",
        env = "TESSERA_TRUSTED_PROXIES",
        hide_env_values = true,
        value_delimiter = ','
    )]
    trusted_proxy: Vec<tessera_api::Network>,
    /// How many one-time codes one address may have sent in an hour · 每个地址每小时的验证码条数
    #[arg(long, value_name = "N", default_value_t = 30, env = "TESSERA_CODES_PER_ADDRESS", hide_env_values = true, value_parser = clap::value_parser!(u32).range(1..))]
    codes_per_address: u32,
    /// How many all addresses together may have sent in an hour · 全部地址每小时的验证码条数
    #[arg(long, value_name = "N", default_value_t = 2_000, env = "TESSERA_CODES_IN_ALL", hide_env_values = true, value_parser = clap::value_parser!(u32).range(1..))]
    codes_in_all: u32,
}

impl StrangerArguments {
    /// Those of a demonstration, where everybody is at one machine and no message costs anything.
    pub(super) fn of_a_demonstration() -> Self {
        Self { trusted_proxy: Vec::new(), codes_per_address: 100_000, codes_in_all: 100_000 }
    }
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    arguments.log.start()?;
    let settings = Settings { rebuild: arguments.rebuild, ..Settings::default() };
    database::runtime()?.block_on(async {
        let stop = asked_to_stop();
        let listener = listen(arguments.http.listen).await?;
        let app = Database::new(&arguments.db.db, Creation::Refused).with(settings).open(context).await?;
        let people = people::open(app, &arguments.db.db, &arguments.people).await?;
        let address = listener.local_addr().map_err(|error| Failure::printing(&error))?;
        if let Some(link) = people::owner_link(&people, address).await? {
            output::print(context.say(&text!(
                "还没有店主。请在三天内打开此链接设置密码（仅能使用一次）：\n{link}",
                "There is no owner yet. Open this link within three days to choose a password (it works once):\n{link}"
            )))?;
        }
        let served = Served {
            people,
            shown_messages: arguments.people.shown(),
            requests_per_minute: arguments.http.requests_per_minute,
            strangers: arguments.http.strangers,
            pages: tessera_pages::router(),
        };
        serve(context, served, listener, stop).await
    })?;
    Ok(Outcome::Done)
}

/// Takes the address, or says who may have it.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::system(text!(
            "不能监听 {address}：{error}。可能已被占用：换一个地址或端口",
            "cannot listen on {address}: {error}. It may be taken: choose another address or port"
        ))
    })
}

/// What is served.
pub(super) struct Served {
    /// People, and the application beneath them.
    pub(super) people: People,
    /// The messages that anybody may look at.
    pub(super) shown_messages: Option<Arc<Outbox>>,
    /// How many requests a key may send in a minute.
    pub(super) requests_per_minute: Option<u32>,
    /// What is let to whom nobody knows yet.
    pub(super) strangers: StrangerArguments,
    /// The pages beside the API.
    pub(super) pages: Router,
}

/// Serves until `stop`; then finishes what was taken.
pub(super) async fn serve(
    context: &Context,
    served: Served,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let settings = tessera_api::Settings {
        // Differs from start to start, as microseconds go by.
        instance: context.clock.now().0.unsigned_abs(),
        shown_messages: served.shown_messages,
        requests_per_minute: served.requests_per_minute,
        trusted_proxies: served.strangers.trusted_proxy,
        codes_per_address: served.strangers.codes_per_address,
        codes_in_all: served.strangers.codes_in_all,
        ..tessera_api::Settings::default()
    };
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "listening");
    }
    let tidying = tokio::spawn(people::keep_tidy(served.people.clone()));
    let server = Server::new(served.people, settings).with_pages(served.pages);
    let ended = server.serve(listener, stop).await;
    tidying.abort();
    ended.map_err(|error| {
        Failure::system(text!("服务未能正常结束：{error}", "the server did not end well: {error}"))
    })?;
    tracing::info!("stopped");
    Ok(())
}
