//! `tessera explain`: why a member has what the member has.

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::labels::Labels;
use crate::output::{self, ReportFormat, member_sheet, story, told};
use crate::text::text;
use clap::Args;
use tessera_app::{App, Explanation, MemberRef, MemberView, Page, TimelineItem};
use tessera_engine::values::EventId;

/// Explain a member's wallets, tier and history, or one event, in sentences · 说明会员的账户、等级和每笔积分的来历
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    db: DbArgument,
    /// The member: the retailer's own number, or ours (`mem_...`)
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    member: String,
    /// Explain this order: what it earned, and which rules gave nothing and why
    #[arg(long, value_name = "ID", conflicts_with = "event", allow_hyphen_values = true)]
    order: Option<String>,
    /// Explain the event of this id
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    event: Option<String>,
    /// How many of the last events are told
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    last: u32,
    /// JSON: the events with their postings and the part of every rule. CSV: a row for each posting, and for each rule that gave nothing
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let member = member_ref(&arguments.member);
    let id = arguments.order.as_ref().or(arguments.event.as_ref());
    let last = usize::try_from(arguments.last).unwrap_or(usize::MAX);
    let database = Database::new(&arguments.db.db, Creation::Refused);
    if arguments.format == ReportFormat::Text {
        let page = database.run(context, async |app| match id {
            Some(id) => event(context, app, &member, id).await,
            None => whole(context, app, &member, last).await,
        })?;
        output::print(page)?;
        return Ok(Outcome::Done);
    }
    let (told, program) = database.run(context, async |app| {
        let range = match id {
            Some(id) => alone(&find(app, &member, &event_id(id)?).await?),
            None => of_last(&app.member(&member).await?, last),
        };
        let (items, explained) =
            (app.timeline(&member, range).await?, app.explain_page(&member, range).await?);
        let told = items.into_iter().zip(explained).map(|(item, (_, why))| (item, why)).collect::<Vec<_>>();
        Ok((told, Labels::newest(app)))
    })?;
    match arguments.format {
        ReportFormat::Csv => output::print_rows(told::COLUMNS, told::rows(&told, &program, context.lang))?,
        _ => output::print_json(&told::json(&told, &program))?,
    }
    Ok(Outcome::Done)
}

/// Only this event.
fn alone(item: &TimelineItem) -> Page {
    Page { after: item.number.saturating_sub(1), limit: 1 }
}

/// The last events.
fn of_last(view: &MemberView, last: usize) -> Page {
    Page { after: view.events.saturating_sub(u32::try_from(last).unwrap_or(u32::MAX)), limit: last }
}

/// Our id, or else the retailer's own number.
pub(super) fn member_ref(text: &str) -> MemberRef {
    text.parse().map_or_else(|()| MemberRef::External(text.into()), MemberRef::Id)
}

/// The member's sheet and the last events.
pub(super) async fn whole(
    context: &Context,
    app: &App,
    member: &MemberRef,
    last: usize,
) -> Result<String, Failure> {
    let view = app.member(member).await?;
    let program = Labels::at(app, view.at);
    let mut page = member_sheet(&view, &program, context.lang);
    let range = of_last(&view, last);
    let items = app.timeline(member, range).await?;
    let explained = app.explain_page(member, range).await?;
    let shown = items.len();
    page.push_str(context.say(&match range.after {
        0 => text!("\n\n经过", "\n\nWhat happened"),
        _ => text!("\n\n最近 {shown} 件事", "\n\nThe last {shown} events"),
    }));
    for item in &items {
        let why = explained.iter().find(|(number, _)| *number == item.number).map(|(_, why)| why);
        page.push('\n');
        page.push_str(&story::item(item, why, &program, context.lang));
    }
    if let Some(last) = items.iter().map(|item| item.event.occurred_at).max() {
        let then = app.member_at(member, last).await?;
        for line in story::since(&then, &view, &program, context.lang) {
            page.push_str(&format!("\n{line}"));
        }
    }
    Ok(page)
}

/// One event: what it posted, and every rule's part in it.
async fn event(context: &Context, app: &App, member: &MemberRef, id: &str) -> Result<String, Failure> {
    let item = find(app, member, &event_id(id)?).await?;
    let why = app.explain_page(member, alone(&item)).await?.pop().map(|(_, why)| why).unwrap_or_default();
    let program = Labels::at(app, item.event.occurred_at);
    let mut page = story::item(&item, Some(&why), &program, context.lang);
    let Explanation { version, .. } = &why;
    page.push_str(context.say(&match version {
        0 => text!("\n当时没有生效的会员计划。", "\nNo program was in force then."),
        _ => text!("\n按第 {version} 版会员计划。", "\nUnder version {version} of the program."),
    }));
    let skipped = story::skipped(&why, &program, context.lang);
    if !skipped.is_empty() {
        page.push_str(context.say(&text!("\n未适用的规则：", "\nRules that gave nothing:")));
        for line in skipped {
            page.push_str(&format!("\n    {line}"));
        }
    }
    Ok(page)
}

fn event_id(text: &str) -> Result<EventId, Failure> {
    EventId::new(text).ok_or_else(|| {
        Failure::input(text!(
            "--order、--event 须是 1 至 64 个可见字符",
            "--order, --event: an id has 1 to 64 printable characters"
        ))
    })
}

/// The event of this id in the member's stream.
async fn find(app: &App, member: &MemberRef, id: &EventId) -> Result<TimelineItem, Failure> {
    const AT_ONCE: usize = 1_000;
    let mut after = 0;
    loop {
        let page = app.timeline(member, Page { after, limit: AT_ONCE }).await?;
        let Some(last) = page.last() else {
            return Err(tessera_app::AppError::UnknownEvent(id.as_str().into()).into());
        };
        after = last.number;
        if let Some(item) = page.into_iter().find(|item| item.event.id == *id) {
            return Ok(item);
        }
    }
}
