//! Dates and times as people write them, in the program's zone.

use super::diagnostic::Code;
use super::report::Report;
use super::tree::Node;
use crate::calendar::{Calendar, Day};
use crate::program::text::both;
use crate::values::Instant;
use jiff::civil;

/// The instant that a date (its local midnight), a local date and time, or one with an offset means.
pub(super) fn instant(
    report: &mut Report<'_>,
    at: &Node,
    text: &str,
    calendar: &Calendar,
) -> Option<Instant> {
    let parsed = parse(text, calendar);
    match parsed {
        Some(instant) if instant.is_plausible() => Some(instant),
        _ => {
            report.error(
                at,
                Code::BadDate,
                both!(
                    "“{text}”不是存在的日期或时间。",
                    "“{text}” is not a date or a time that exists between 1900 and 2200."
                ),
                both!(
                    "写日期 2026-01-31、当地时间 2026-01-31T09:00:00 或带时差的时间 2026-01-31T09:00:00+08:00。",
                    "Write a date as 2026-01-31, a local time as 2026-01-31T09:00:00, or one with an offset as 2026-01-31T09:00:00+08:00."
                ),
            );
            None
        }
    }
}

fn parse(text: &str, calendar: &Calendar) -> Option<Instant> {
    if let Ok(instant) = text.parse::<Instant>() {
        return Some(instant);
    }
    let with_offset =
        text.ends_with(['Z', 'z', ']']) || text.get(10..).is_some_and(|rest| rest.contains(['+', '-']));
    if with_offset {
        return None;
    }
    if text.len() == 10 {
        let date: civil::Date = text.parse().ok()?;
        return Some(calendar.day_start(Day::from(date)));
    }
    let datetime: civil::DateTime = text.parse().ok()?;
    calendar.zone().to_ambiguous_timestamp(datetime).compatible().ok().map(Instant::from_timestamp)
}
