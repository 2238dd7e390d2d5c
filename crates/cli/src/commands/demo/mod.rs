//! `tessera demo`: a shop with a year of history on a fresh machine.

mod cast;
mod figures;
mod guide;
mod page;
mod world;

use crate::context::Context;
use crate::database::{self, Creation, Database, Place};
use crate::exit::{Failure, Outcome};
use crate::interrupt::{self, Asked, Unfinished};
use crate::labels::Labels;
use crate::logs::LogArguments;
use crate::output::{self, grouped};
use crate::people::{self, PeopleArguments};
use crate::presets;
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use guide::Served;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tessera_app::demo::{Plan, Shop, Tally, fill};
use tessera_app::{App, Clock, MemberRef, NewKey, Progress, Publication, Scopes, Settings};
use tessera_engine::calendar::Day;
use tokio::net::TcpListener;
use world::{Seeded, Turned};

/// Days of history.
const DAYS: u32 = 365;
/// The port that is tried first.
const PORT: u16 = 8080;

/// Make a shop with a year of history, tell about it and serve it on this machine · 生成一家有一年历史的示例商店并启动服务
///
/// The history ends now: the day has come as far as it has. The same seed and number of members give the same history up to the day before.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many members join in the course of the year
    #[arg(long, value_name = "N", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    members: u32,
    /// What chance begins with
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The program of the shop: a preset, see `program presets`
    #[arg(long, value_name = "NAME", default_value = "growth")]
    preset: String,
    /// Where the data are kept: a new or empty folder (default: a temporary one, removed at the end)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port on 127.0.0.1 (default: 8080, or a free one if that is taken)
    #[arg(long)]
    port: Option<u16>,
    /// End after the report instead of serving
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    log: LogArguments,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let preset = presets::find(&arguments.preset).map_err(Failure::input)?;
    let (runtime, progress) = (database::runtime()?, Progress::new());
    let asked = {
        let _within = runtime.enter();
        let stopping = text!("正在停止……", "Stopping ...");
        interrupt::cancel_on_request(&progress, context.say(&stopping).to_owned())
    };
    let folder = Folder::new(arguments.data.as_deref())?;
    let unfinished = Unfinished::new(folder.path());
    let clock = Turned::new();
    let ids = Arc::new(Seeded::new(Arc::clone(&clock), arguments.seed));
    let shop_context = Context { lang: context.lang, clock: clock.clone(), ids };
    let program = preset.program();
    let now = clock.now();
    let end = Day(program.calendar.day(now).0 + 1);
    let plan = Plan { seed: arguments.seed, members: arguments.members, end, days: DAYS, until: Some(now) };
    let mut shop = Shop::new(&program, plan);
    let publication = Publication {
        document: preset.document.into(),
        starts_at: shop.opens_at(),
        by: "demo".into(),
        note: None,
    };
    clock.to(shop.opens_at());
    let made = Database::new(&Place::Folder(folder.path().into()), Creation::Allowed).run(
        &shop_context,
        async |app| {
            app.publish(publication).await?;
            make(context, app, &mut shop, &clock, &progress).await?;
            if progress.is_cancelled() {
                return Ok(false);
            }
            clock.to_present();
            app.sweep(clock.now()).await?;
            // The console opens with figures, and with books that were audited.
            app.verify(&progress).await?;
            let program = Labels::at(app, clock.now());
            let figures = figures::gather(app, clock.now()).await?;
            output::print(figures::report(context, &figures, &program))?;
            output::print(figures::story(context, app, &figures).await?)?;
            Ok(!progress.is_cancelled())
        },
    );
    clock.to_present();
    if !matches!(made, Ok(true)) {
        folder.clear();
        return made.map(|_| Outcome::Found);
    }
    if folder.kept().is_some() {
        drop(unfinished);
    }
    if arguments.no_serve {
        if let Folder::Kept(path, _) = &folder {
            output::print(guide::kept(context, path))?;
        }
        return Ok(Outcome::Done);
    }
    arguments.log.start()?;
    runtime.block_on(serve(&arguments, context, &folder, asked))?;
    Ok(Outcome::Done)
}

/// Lives through the year, unless somebody asks to stop.
async fn make(
    context: &Context,
    app: &App,
    shop: &mut Shop,
    clock: &Turned,
    progress: &Progress,
) -> Result<(), Failure> {
    let start = context.clock.now();
    let tally = {
        let _bar = Bar::follow(context, &text!("一年的生意", "A year of business"), Unit::Things, progress);
        fill(app, shop, &|at| clock.to(at), progress).await?
    };
    let micros = context.clock.now().0 - start.0;
    if !progress.is_cancelled() {
        output::print(done(context, &tally, micros))?;
    }
    Ok(())
}

/// What was made, and how fast.
fn done(context: &Context, tally: &Tally, micros: i64) -> String {
    let count = |number: u64| grouped(i64::try_from(number).unwrap_or(i64::MAX));
    let (recorded, tenths) = (count(tally.recorded()), micros / 100_000);
    let seconds = format!("{}.{}", tenths / 10, tenths % 10);
    let rate = count(tally.recorded().saturating_mul(1_000_000) / micros.max(1).unsigned_abs());
    let (joined, orders, returns) = (count(tally.joined), count(tally.orders), count(tally.returns));
    let (with_points, gifts) = (count(tally.paid_with_points), count(tally.gifts));
    let (activities, refused) = (count(tally.activities), count(tally.refused));
    context
        .say(&text!(
            "记录了 {recorded} 个事件，用时 {seconds} 秒，每秒 {rate} 个，每天一批，逐批落盘：\n  {joined} 人入会，{orders} 张订单（{with_points} 张用积分抵扣），{gifts} 次兑换，{returns} 次退货，{activities} 次互动；{refused} 次请求按规则被拒绝。\n",
            "Recorded {recorded} events in {seconds} s, {rate} a second, each day of the year one durable batch:\n  {joined} members joined; {orders} orders ({with_points} paid in part with points), {gifts} gifts fetched, {returns} returns, {activities} activities; {refused} requests refused by the rules.\n"
        ))
        .to_owned()
}

async fn serve(
    arguments: &Arguments,
    context: &Context,
    folder: &Folder,
    asked: Asked,
) -> Result<(), Failure> {
    let listener = listener(arguments.port).await?;
    let address = listener.local_addr().map_err(|error| Failure::printing(&error))?;
    let place = Place::Folder(folder.path().into());
    let app = Database::new(&place, Creation::Refused).with(Settings::default()).open(context).await?;
    let key = NewKey { name: "demo".into(), scopes: Scopes::all(), store: None, test: true };
    let (_, secret) = app.create_key(key).await?;
    let arguments = PeopleArguments::showing_messages();
    let people = people::open(app.clone(), &place, &arguments).await?;
    let now = context.clock.now();
    let (program, figures) = (Labels::at(&app, now), figures::gather(&app, now).await?);
    let member = figures.hero.as_deref().unwrap_or("M000001");
    let hero = app.member_id(&MemberRef::External(member.into())).await?;
    let cast = cast::make(&people, &app, hero).await?;
    let pages = tessera_pages::router().merge(page::router(people.clone(), cast, secret.clone()));
    let kept = folder.kept();
    output::print(guide::serving(
        context,
        &Served { address, key: &secret, member, program: &program, now, kept },
    ))?;
    let shown_messages = arguments.shown();
    let strangers = super::serve::StrangerArguments::of_a_demonstration();
    let served = super::serve::Served { people, shown_messages, requests_per_minute: None, strangers, pages };
    super::serve::serve(context, served, listener, asked.wait()).await
}

/// The port asked for; else the usual one; else any.
async fn listener(port: Option<u16>) -> Result<TcpListener, Failure> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => super::serve::listen(at(port)).await,
        None => match TcpListener::bind(at(PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => super::serve::listen(at(0)).await,
        },
    }
}

/// Where the data are.
enum Folder {
    /// Removed at the end.
    Temporary(TempDir),
    /// Stays.
    Kept(PathBuf, Origin),
}

/// Whether a folder was there before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Made,
    Found,
}

impl Folder {
    fn new(asked: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = asked else {
            let folder = tempfile::Builder::new().prefix("tessera-demo-").tempdir();
            return folder
                .map(Self::Temporary)
                .map_err(|error| Failure::writing(&std::env::temp_dir(), &error));
        };
        let origin = match std::fs::read_dir(path) {
            Ok(mut files) => files.next().is_none().then_some(Origin::Found),
            Err(error) => (error.kind() == std::io::ErrorKind::NotFound).then_some(Origin::Made),
        };
        let Some(origin) = origin else {
            let path = path.display();
            return Err(Failure::input(text!(
                "--data：{path} 不是空目录；请指定新的或空的目录",
                "--data: {path} is not empty; name a new or empty folder"
            )));
        };
        Ok(Self::Kept(path.to_owned(), origin))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Temporary(folder) => folder.path(),
            Self::Kept(path, _) => path,
        }
    }

    /// Takes away a shop that was not finished, and leaves the folder as it was. A temporary one goes by itself.
    fn clear(&self) {
        let Self::Kept(path, origin) = self else { return };
        // What cannot be removed is told by the next demo, which wants an empty folder.
        let _ = std::fs::remove_dir_all(path);
        if *origin == Origin::Found {
            let _ = std::fs::create_dir(path);
        }
    }

    /// The folder, if it stays.
    fn kept(&self) -> Option<&Path> {
        match self {
            Self::Temporary(_) => None,
            Self::Kept(path, _) => Some(path),
        }
    }
}
