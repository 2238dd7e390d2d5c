//! What happened to a member, in sentences.

use crate::labels::Labels;
use crate::text::text;
use std::fmt::Write;
use tessera_api::problem::Code;
use tessera_app::{EntryView, Explanation, MemberView, TimelineItem};
use tessera_engine::entry::{Entry, EntryKind};
use tessera_engine::event::{Body, Event, Order, Return, ReturnedPart};
use tessera_engine::program::Text;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{Instant, Lang};

/// One event with what it posted, each posting with the reckoning behind it.
///
/// ```text
/// 2026-03-01 18:22  order sh-jingan-20260301-0007: CNY 120.50, 2 lines, sh-jingan, pos
///     +120 points, earned by the rule base: 120.5 counted, exactly 120.5, rounded down, gives 120
/// ```
pub(crate) fn item(item: &TimelineItem, why: Option<&Explanation>, program: &Labels, lang: Lang) -> String {
    let mut out = heading(&item.event, program, lang);
    for entry in item.entries.iter().filter(|entry| shown(&entry.entry)) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n    {}", posting(entry, item.event.occurred_at, why, program, lang));
    }
    out
}

/// The rules that gave nothing for an event, each with the reason: they did not apply, or nothing was left of what they gave.
pub(crate) fn skipped(why: &Explanation, program: &Labels, lang: Lang) -> Vec<String> {
    let rules = why.notes.iter().filter(|note| note.units == 0);
    rules
        .map(|note| {
            let (rule, reason) = (&note.rule, why.text(note, &StoreNames::default(), lang));
            let name = program.rule(rule, lang);
            text!("{name}（{rule}）：{reason}", "{name} ({rule}): {reason}").get(lang).to_owned()
        })
        .collect()
}

/// What happened and when, in one line.
pub(crate) fn heading(event: &Event, program: &Labels, lang: Lang) -> String {
    format!("{}  {}", program.time(event.occurred_at), what(event, program, lang).get(lang))
}

/// What happened, in words.
pub(crate) fn what(event: &Event, program: &Labels, lang: Lang) -> Text {
    let id = &event.id;
    match &event.body {
        Body::Joined(joined) => {
            let place = places(&[joined.store.as_deref(), joined.channel.as_deref()], lang);
            text!("入会{place}", "joined{place}")
        }
        Body::Tagged(tags) => {
            let tags = tags.join(", ");
            text!("标签改为：{tags}", "tags are now: {tags}")
        }
        Body::OrderPaid(order) => paid(id.as_str(), order, program, lang),
        Body::OrderReturned(returned) => brought_back(returned, program),
        Body::ActivityDone(activity) => {
            let (kind, place) =
                (&activity.kind, places(&[activity.store.as_deref(), activity.channel.as_deref()], lang));
            text!("活动 {kind}{place}", "activity {kind}{place}")
        }
        Body::Redeemed(redemption) => {
            let units = program.units(&redemption.wallet, redemption.units);
            let wallet = program.wallet(&redemption.wallet, lang);
            let purpose = redemption.purpose.as_deref().unwrap_or("–");
            text!("用 {units} {wallet}兑换：{purpose}", "spent {units} {wallet} on: {purpose}")
        }
        Body::Adjusted(adjustment) => {
            let units = signed(program.units(&adjustment.wallet, adjustment.units));
            let (wallet, reason) = (program.wallet(&adjustment.wallet, lang), &adjustment.reason);
            let by = adjustment.by.as_deref().unwrap_or("–");
            text!("人工调整 {units} {wallet}：{reason}（{by}）", "{units} {wallet} by hand: {reason} ({by})")
        }
        Body::TimePassed => text!("时间到", "time passed"),
        Body::Refused(refused) => {
            let (code, command) = (refused.refusal.code.as_str(), command(&refused.command));
            let (zh, en) = Code::find(code).map_or((code, code), |known| (known.title_zh, known.title_en));
            let Text { zh: what_zh, en: what_en } = command;
            text!("{what_zh} {id} 被拒绝：{zh}", "{what_en} {id} refused: {en}")
        }
    }
}

/// A command in words.
fn command(name: &str) -> Text {
    match name {
        "join" => text!("入会", "joining"),
        "tag" => text!("标签", "tags"),
        "order" => text!("订单", "order"),
        "return" => text!("退货", "return"),
        "activity" => text!("活动", "activity"),
        "redemption" => text!("兑换", "redemption"),
        "adjustment" => text!("人工调整", "adjustment"),
        other => text!("{other}", "{other}"),
    }
}

fn paid(id: &str, order: &Order, program: &Labels, lang: Lang) -> Text {
    let (amount, lines) = (program.money(order.amount), order.lines.len());
    let s = if lines == 1 { "" } else { "s" };
    let place = places(&[order.store.as_deref(), order.channel.as_deref()], lang);
    let Text { zh, en } =
        text!("订单 {id}：{amount}，{lines} 行{place}", "order {id}: {amount}, {lines} line{s}{place}");
    let Some(points) = &order.points_paid else { return Text { zh, en } };
    let (units, value) = (program.units(&points.wallet, points.units), program.money(points.value));
    let wallet = program.wallet(&points.wallet, lang);
    text!("{zh}，其中 {units} {wallet}抵 {value}", "{en}, of which {units} {wallet} paid {value}")
}

fn brought_back(returned: &Return, program: &Labels) -> Text {
    let order = &returned.order;
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for line in &returned.lines {
        let id = &line.line;
        let part = match line.part {
            ReturnedPart::Whole => text!("第 {id} 行全部", "all that is left of line {id}"),
            ReturnedPart::Quantity(quantity) => text!("第 {id} 行 {quantity} 件", "{quantity} of line {id}"),
            ReturnedPart::Amount(amount) => {
                let amount = program.money(amount);
                text!("第 {id} 行 {amount}", "{amount} of line {id}")
            }
        };
        zh.push(part.zh);
        en.push(part.en);
    }
    if returned.amount > 0 {
        let amount = program.money(returned.amount);
        zh.push(amount.as_str().into());
        en.push(amount.into());
    }
    let (zh, en) = (zh.join("、"), en.join(", "));
    text!("订单 {order} 退货：{zh}", "return of order {order}: {en}")
}

/// `, sh-jingan, pos`: what is known of where.
fn places(parts: &[Option<&str>], lang: Lang) -> String {
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    parts.iter().flatten().fold(String::new(), |text, part| text + comma + part)
}

/// Postings that change nothing a person would count are left out.
fn shown(entry: &Entry) -> bool {
    entry.units != 0 || entry.kind == EntryKind::Activate
}

/// One posting; with its own date where time alone did it since the event before.
fn posting(view: &EntryView, at: Instant, why: Option<&Explanation>, program: &Labels, lang: Lang) -> String {
    let EntryView { wallet, rule, entry } = view;
    let units = if entry.kind == EntryKind::Activate { entry.available } else { entry.units };
    let (units, name) = (signed(program.units(wallet, units)), program.wallet(wallet, lang));
    let kind = kind(entry);
    let kind = kind.get(lang);
    let mut out = format!("{units} {name}，{kind}");
    if lang == Lang::En {
        out = format!("{units} {name}, {kind}");
    }
    if entry.at != at {
        out.insert_str(0, &format!("{}  ", program.time(entry.at)));
    }
    let Some(rule) = rule else { return out };
    let rule_name = program.rule(rule, lang);
    out.push_str(text!("，规则“{rule_name}”", " by the rule “{rule_name}”").get(lang));
    if let Some(why) = why.filter(|_| entry.corrected_by.is_none())
        && let Some(note) = why.notes.iter().find(|note| note.applied && note.rule == *rule)
    {
        out.push_str(text!("：", ": ").get(lang));
        out.push_str(&why.text(note, &StoreNames::default(), lang));
    }
    out
}

/// What time alone has done since the last event: it counts already, and is booked with the next event or by the server's sweep.
pub(crate) fn since(then: &MemberView, now: &MemberView, program: &Labels, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (before, after) in then.wallets.iter().zip(&now.wallets) {
        let name = program.wallet(&after.name, lang);
        let expired = after.expired.saturating_sub(before.expired);
        if expired > 0 {
            let units = program.units(&after.name, expired);
            lines.push(text!("    -{units} {name}，此后过期", "    -{units} {name}, expired since then"));
        }
        let activated = before.pending.saturating_sub(after.pending);
        if activated > 0 {
            let units = program.units(&after.name, activated);
            lines.push(text!("    {units} {name}，此后生效", "    {units} {name}, available since then"));
        }
    }
    if !lines.is_empty() {
        let at = program.time(now.at);
        lines.insert(0, text!("{at}  到现在", "{at}  until now"));
    }
    lines.iter().map(|line| line.get(lang).to_owned()).collect()
}

/// The kind of a posting in words.
pub(crate) fn kind(entry: &Entry) -> Text {
    match (entry.name(), entry.kind) {
        ("clawback", _) => text!("更正收回", "taken back by a correction"),
        ("reinstate", _) => text!("更正补回", "given back by a correction"),
        (_, EntryKind::Earn) => text!("获得", "earned"),
        (_, EntryKind::Activate) => text!("生效", "became available"),
        (_, EntryKind::Spend) => text!("使用", "spent"),
        (_, EntryKind::Expire) => text!("过期", "expired"),
        (_, EntryKind::Rollover) => text!("结转", "rolled over"),
        (_, EntryKind::Adjust) => text!("人工调整", "adjusted by hand"),
        (_, EntryKind::Transfer) => text!("冲抵欠额", "moved between lot and debt"),
    }
}

/// A number with its sign.
fn signed(number: String) -> String {
    if number.starts_with('-') { number } else { format!("+{number}") }
}
