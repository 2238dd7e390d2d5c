//! What a command must be like before anybody decides it: within the bounds that every event keeps.

use super::{Action, Command, MemberRef};
use crate::command::DUE;
use crate::error::AppError;
use foldhash::{HashSet, HashSetExt};
use std::fmt::Display;
use tessera_engine::event::{Order, Return, ReturnedPart};
use tessera_engine::values::MAX_AMOUNT;

/// The longest name (of a wallet, store, channel, article, ...) in bytes.
const MAX_NAME: usize = 256;
/// The longest text (a reason, a purpose) in bytes.
const MAX_TEXT: usize = 1_000;
/// The most lines of an order or a return, and the most tags.
const MAX_LINES: usize = 2_000;

type Checked = Result<(), AppError>;

pub(super) fn check(command: &Command) -> Checked {
    if !command.occurred_at.is_plausible() {
        return fault(
            "occurred_at",
            "须在 1900 年至 2200 年之间",
            "must lie between the years 1900 and 2200",
        );
    }
    if command.event_id.as_str().starts_with(DUE) {
        return fault(
            "event_id",
            "不能以 due: 开头：这类编号由系统使用",
            "must not begin with `due:`: such ids are the system's own",
        );
    }
    if let MemberRef::External(id) = &command.member {
        name("member", id)?;
    }
    match &command.action {
        Action::Join(joined) => {
            optional_name("external_id", joined.external_id.as_deref())?;
            optional_name("channel", joined.channel.as_deref())?;
            optional_name("store", joined.store.as_deref())?;
            if let (MemberRef::External(id), Some(external_id)) = (&command.member, &joined.external_id)
                && id != external_id
            {
                return fault("external_id", "与 member 不一致", "differs from the member named");
            }
            Ok(())
        }
        Action::Tag(tags) => {
            count("tags", tags.len())?;
            tags.iter().enumerate().try_for_each(|(place, tag)| name(format_args!("tags[{place}]"), tag))
        }
        Action::Pay { order, .. } => pay(order),
        Action::Return { returned, .. } if returned.order == command.event_id => fault(
            "event_id",
            "是该订单自己的编号：请为退货另取一个",
            "is the order's own: give the return one of its own",
        ),
        Action::Return { returned, .. } => take_back(returned),
        Action::Activity(activity) => {
            name("activity", &activity.kind)?;
            optional_name("channel", activity.channel.as_deref())?;
            optional_name("store", activity.store.as_deref())
        }
        Action::Redeem(redemption) => {
            name("wallet", &redemption.wallet)?;
            positive("units", redemption.units)?;
            optional_text("purpose", redemption.purpose.as_deref())
        }
        Action::Adjust(adjustment) => {
            name("wallet", &adjustment.wallet)?;
            positive("units", adjustment.units.saturating_abs())?;
            if adjustment.reason.trim().is_empty() {
                return fault("reason", "请说明原因", "say why");
            }
            text("reason", &adjustment.reason)?;
            optional_text("by", adjustment.by.as_deref())
        }
    }
}

fn pay(order: &Order) -> Checked {
    optional_name("store", order.store.as_deref())?;
    optional_name("channel", order.channel.as_deref())?;
    if !(0..=MAX_AMOUNT).contains(&order.amount) {
        return fault("amount", "须在 0 与 2^53-1 之间", "must lie between 0 and 2^53-1 minor units");
    }
    if let Some(points) = &order.points_paid {
        name("redeem.wallet", &points.wallet)?;
        positive("redeem.units", points.units)?;
    }
    count("lines", order.lines.len())?;
    let mut ids = HashSet::with_capacity(order.lines.len());
    let mut sum: i64 = 0;
    for (place, line) in order.lines.iter().enumerate() {
        name(format_args!("lines[{place}].line_id"), &line.id)?;
        optional_name(format_args!("lines[{place}].sku"), line.sku.as_deref())?;
        optional_name(format_args!("lines[{place}].category"), line.category.as_deref())?;
        amount(format_args!("lines[{place}].amount"), line.amount)?;
        if !(0..=MAX_AMOUNT).contains(&line.quantity.0) {
            return fault(format_args!("lines[{place}].quantity"), "不能为负", "must not be negative");
        }
        if !ids.insert(&*line.id) {
            return fault(
                format_args!("lines[{place}].line_id"),
                "与另一行重复",
                "is used by another line too",
            );
        }
        // At most 2,000 lines of at most 2^53 each: no overflow.
        sum += line.amount;
    }
    if !order.lines.is_empty() && sum != order.amount {
        let (zh, en) = (format!("须等于各行之和 {sum}"), format!("must be the sum of the lines, {sum}"));
        return fault("amount", &zh, &en);
    }
    Ok(())
}

fn take_back(returned: &Return) -> Checked {
    count("lines", returned.lines.len())?;
    optional_text("reason", returned.reason.as_deref())?;
    if !(0..=MAX_AMOUNT).contains(&returned.amount) {
        return fault("amount", "不能为负", "must not be negative");
    }
    if returned.lines.is_empty() && returned.amount == 0 {
        return fault("lines", "请说明退了哪些行或多少金额", "say which lines or what amount came back");
    }
    for (place, line) in returned.lines.iter().enumerate() {
        name(format_args!("lines[{place}].line_id"), &line.line)?;
        match line.part {
            ReturnedPart::Quantity(quantity) => {
                positive(format_args!("lines[{place}].quantity"), quantity.0)?
            }
            ReturnedPart::Amount(amount) => positive(format_args!("lines[{place}].amount"), amount)?,
            ReturnedPart::Whole => {}
        }
    }
    Ok(())
}

fn fault(field: impl Display, zh: &str, en: &str) -> Checked {
    Err(AppError::invalid(field.to_string(), zh, en))
}

/// Fields are written out only where something is wrong with them.
fn name(field: impl Display, name: &str) -> Checked {
    // Nearly all names are these bytes alone, which need no closer look.
    let is_plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    if name.is_empty()
        || name.len() > MAX_NAME
        || (!is_plain && (name.trim() != name || name.chars().any(char::is_control)))
    {
        return fault(
            field,
            "须为 1 至 256 字节的文字，首尾无空格",
            "must be 1 to 256 bytes of text without spaces around it",
        );
    }
    Ok(())
}

fn optional_name(field: impl Display, value: Option<&str>) -> Checked {
    value.map_or(Ok(()), |value| name(field, value))
}

fn text(field: impl Display, text: &str) -> Checked {
    if text.len() > MAX_TEXT {
        return fault(field, "不得超过 1000 字节", "must not be longer than 1,000 bytes");
    }
    Ok(())
}

fn optional_text(field: impl Display, value: Option<&str>) -> Checked {
    value.map_or(Ok(()), |value| text(field, value))
}

fn positive(field: impl Display, number: i64) -> Checked {
    if !(1..=MAX_AMOUNT).contains(&number) {
        return fault(field, "须在 1 与 2^53-1 之间", "must lie between 1 and 2^53-1");
    }
    Ok(())
}

fn amount(field: impl Display, amount: i64) -> Checked {
    if !(-MAX_AMOUNT..=MAX_AMOUNT).contains(&amount) {
        return fault(field, "绝对值不得超过 2^53-1", "must not exceed 2^53-1 in size");
    }
    Ok(())
}

fn count(field: impl Display, count: usize) -> Checked {
    if count > MAX_LINES {
        return fault(field, "不得超过 2000 项", "must not have more than 2,000 items");
    }
    Ok(())
}
