//! When units activate and expire. One function per kind of rule, all over the same calendar.

use crate::calendar::{Calendar, Day, days_in_month};
use crate::program::{Activation, Expiry, Span};
use crate::values::Instant;

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Marks a lot that expires only when its wallet lapses for inactivity.
pub const ON_LAPSE: Instant = Instant(i64::MAX - 1);

/// When units earned at `at` can be spent.
pub(super) fn activates_at(activation: Activation, calendar: &Calendar, at: Instant) -> Instant {
    match activation {
        Activation::Immediate => at,
        Activation::AfterDays(days) => {
            Instant(at.0.saturating_add(i64::from(days).saturating_mul(MICROS_PER_DAY)))
        }
        Activation::DayStart(days) => {
            calendar.day_start(Day(calendar.day(at).0.saturating_add_unsigned(days)))
        }
    }
}

/// When units earned at `at` expire: always strictly after `at`.
pub(super) fn expires_at(expiry: Expiry, calendar: &Calendar, at: Instant) -> Instant {
    match expiry {
        Expiry::Never => Instant::NEVER,
        Expiry::Inactivity { .. } => ON_LAPSE,
        Expiry::FixedDate { month, day, nth } => fixed_date(calendar, at, month, day, nth),
        Expiry::Rolling { span, through_end_of_day } => {
            let last = add(calendar.day(at), span);
            if through_end_of_day {
                calendar.day_start(Day(last.0.saturating_add(1)))
            } else {
                calendar.same_time_on(at, last).max(Instant(at.0.saturating_add(1)))
            }
        }
    }
}

/// When a wallet whose clock starts at `at` lapses for want of orders.
pub(super) fn lapses_at(span: Span, calendar: &Calendar, at: Instant) -> Instant {
    calendar.same_time_on(at, add(calendar.day(at), span)).max(Instant(at.0.saturating_add(1)))
}

fn fixed_date(calendar: &Calendar, at: Instant, month: u8, day: u8, nth: u32) -> Instant {
    let year = calendar.day(at).date().year;
    let this_year = calendar.day_start(date_in(year, month, day));
    let skip = nth.saturating_sub(u32::from(this_year > at)).min(1_000);
    let target = year.saturating_add(skip as i16);
    calendar.day_start(date_in(target, month, day))
}

/// The date in a year; 29 February is 1 March in common years.
fn date_in(year: i16, month: u8, day: u8) -> Day {
    if day > days_in_month(year, month) {
        let last = Day::of(year, month, days_in_month(year, month));
        Day(last.0 + 1)
    } else {
        Day::of(year, month, day)
    }
}

fn add(day: Day, span: Span) -> Day {
    match span {
        Span::Days(days) => Day(day.0.saturating_add_unsigned(days)),
        Span::Months(months) => day.add_months(i64::from(months)),
    }
}

/// The instant `months` calendar months before `at`, same local time.
pub(super) fn months_before(calendar: &Calendar, at: Instant, months: u32) -> Instant {
    calendar.same_time_on(at, calendar.day(at).add_months(-i64::from(months)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, expiry: Expiry, at: &str, want: &str) {
        let calendar = Calendar::new(zone).unwrap();
        let at: Instant = at.parse().unwrap();
        assert_eq!(expires_at(expiry, &calendar, at).to_string(), want, "{expiry:?} {at} {zone}");
    }

    #[test]
    fn expiry_table() {
        let jan1 = |nth| Expiry::FixedDate { month: 1, day: 1, nth };
        check("UTC", jan1(1), "2017-06-30T12:00:00Z", "2018-01-01T00:00:00Z");
        check("UTC", jan1(1), "2018-01-01T00:00:00Z", "2019-01-01T00:00:00Z");
        check("America/New_York", jan1(1), "2018-01-01T00:00:00Z", "2018-01-01T05:00:00Z");
        check("Asia/Shanghai", jan1(2), "2026-11-21T10:00:00Z", "2027-12-31T16:00:00Z");
        let leap = Expiry::FixedDate { month: 2, day: 29, nth: 1 };
        check("UTC", leap, "2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z");
        check("UTC", leap, "2027-06-01T00:00:00Z", "2028-02-29T00:00:00Z");
        let months = |n, end| Expiry::Rolling { span: Span::Months(n), through_end_of_day: end };
        check("UTC", months(1, false), "2017-01-31T10:00:00Z", "2017-02-28T10:00:00Z");
        check("UTC", months(3, true), "2016-11-30T10:00:00Z", "2017-03-01T00:00:00Z");
        check("America/New_York", months(3, true), "2016-12-12T04:30:00Z", "2017-03-12T05:00:00Z");
        check("America/New_York", months(3, true), "2016-12-12T05:30:00Z", "2017-03-13T04:00:00Z");
        check("America/New_York", months(1, false), "2017-02-12T07:30:00Z", "2017-03-12T07:30:00Z");
        let days = Expiry::Rolling { span: Span::Days(1), through_end_of_day: false };
        check("America/New_York", days, "2017-03-11T17:00:00Z", "2017-03-12T16:00:00Z");
    }
}
