//! Local calendar arithmetic, exact and quick.
//!
//! A [`Calendar`] holds one IANA time zone and, computed once by jiff, the instant at which each local day between 1990 and
//! 2060 begins; days outside fall back to jiff. So the fold asks "which local day is this?" in a few nanoseconds, and daylight
//! saving, half-hour zones and days that were skipped are right by construction.

use crate::values::Instant;
use jiff::civil;
use jiff::tz::TimeZone;
use std::sync::{Arc, LazyLock, Mutex};

const MICROS_PER_DAY: i64 = 86_400_000_000;
const MICROS_PER_HOUR: i64 = 3_600_000_000;
/// 1990-01-01 and 2060-01-01 as days since 1970-01-01.
const TABLE_FROM: i32 = 7_305;
const TABLE_TO: i32 = 32_872;

/// A time zone with its days.
#[derive(Clone)]
pub struct Calendar(Arc<Zone>);

struct Zone {
    name: Box<str>,
    zone: TimeZone,
    /// Start instant of each local day from `TABLE_FROM` to `TABLE_TO`, inclusive.
    starts: Vec<i64>,
}

/// A local calendar date as days since 1970-01-01 (which may be negative). Orders and subtracts as dates do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A civil date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Calendar {
    /// The zone of this IANA name, or `None` if there is none. Zones are kept: asking again is cheap.
    pub fn new(name: &str) -> Option<Self> {
        static KNOWN: LazyLock<Mutex<Vec<Calendar>>> = LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(calendar) = known.iter().find(|c| &*c.0.name == name) {
            return Some(calendar.clone());
        }
        let zone = TimeZone::get(name).ok()?;
        let starts = (TABLE_FROM..=TABLE_TO).map(|day| slow_day_start(&zone, Day(day)).0).collect();
        let calendar = Self(Arc::new(Zone { name: name.into(), zone, starts }));
        known.push(calendar.clone());
        Some(calendar)
    }

    /// UTC.
    pub fn utc() -> Self {
        Self::new("UTC").unwrap_or_else(|| {
            let starts = (TABLE_FROM..=TABLE_TO).map(|day| i64::from(day) * MICROS_PER_DAY).collect();
            Self(Arc::new(Zone { name: "UTC".into(), zone: TimeZone::UTC, starts }))
        })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The zone, for display.
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// The local day that the instant falls in.
    pub fn day(&self, at: Instant) -> Day {
        // A local day begins within 15 hours of the UTC day of the same date, so the guess is off by one at most.
        let guess = at.0.div_euclid(MICROS_PER_DAY);
        let first = i64::from(TABLE_FROM) + 1;
        let last = i64::from(TABLE_TO) - 2;
        if (first..=last).contains(&guess) {
            let starts = &self.0.starts;
            let index = (guess - i64::from(TABLE_FROM)) as usize;
            let day = guess as i32;
            return if at.0 < starts[index] {
                Day(day - 1)
            } else if at.0 >= starts[index + 1] {
                Day(day + 1)
            } else {
                Day(day)
            };
        }
        Day::from(self.0.zone.to_datetime(at.to_timestamp()).date())
    }

    /// The instant at which the local day begins: its first instant where midnight was skipped.
    pub fn day_start(&self, day: Day) -> Instant {
        if (TABLE_FROM..=TABLE_TO).contains(&day.0) {
            return Instant(self.0.starts[(day.0 - TABLE_FROM) as usize]);
        }
        slow_day_start(&self.0.zone, day)
    }

    /// The same local time of day on another day; a time that is skipped there moves later by the gap.
    pub fn same_time_on(&self, at: Instant, day: Day) -> Instant {
        let (from, from_end) = (self.day_start(self.day(at)), self.day_start(Day(self.day(at).0 + 1)));
        let (to, to_end) = (self.day_start(day), self.day_start(Day(day.0.saturating_add(1))));
        if from_end.0 - from.0 == MICROS_PER_DAY && to_end.0 - to.0 == MICROS_PER_DAY {
            return Instant(to.0 + (at.0 - from.0));
        }
        let time = self.0.zone.to_datetime(at.to_timestamp()).time();
        let Some(date) = day.civil() else { return Instant::NEVER };
        match self.0.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible() {
            Ok(timestamp) => Instant::from_timestamp(timestamp),
            Err(_) => Instant::NEVER,
        }
    }

    /// The local hour, 0 to 23.
    pub fn hour(&self, at: Instant) -> u8 {
        let day = self.day(at);
        let (start, end) = (self.day_start(day), self.day_start(Day(day.0.saturating_add(1))));
        if end.0.saturating_sub(start.0) == MICROS_PER_DAY {
            return ((at.0 - start.0) / MICROS_PER_HOUR) as u8;
        }
        self.0.zone.to_datetime(at.to_timestamp()).hour().unsigned_abs()
    }
}

impl std::fmt::Debug for Calendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Calendar({})", self.0.name)
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

fn slow_day_start(zone: &TimeZone, day: Day) -> Instant {
    let Some(date) = day.civil() else {
        return if day.0 < 0 { Instant::MIN } else { Instant::NEVER };
    };
    match zone.to_ambiguous_timestamp(date.to_datetime(civil::Time::midnight())).compatible() {
        Ok(timestamp) => Instant::from_timestamp(timestamp),
        Err(_) => Instant(i64::from(day.0).saturating_mul(MICROS_PER_DAY)),
    }
}

impl From<civil::Date> for Day {
    fn from(date: civil::Date) -> Self {
        Self::of(date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

impl Day {
    /// The day of a civil date in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    pub fn of(year: i16, month: u8, day: u8) -> Self {
        let year = i32::from(year) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = (i32::from(month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i32::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// The civil date (same source as [`Day::of`]).
    pub fn date(self) -> Date {
        let shifted = self.0.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Date { year: year as i16, month: month as u8, day: day as u8 }
    }

    /// Monday 1 to Sunday 7.
    pub fn weekday(self) -> u8 {
        ((self.0 + 3).rem_euclid(7) + 1) as u8
    }

    /// The Monday of the day's week.
    pub fn monday(self) -> Self {
        Self(self.0 - i32::from(self.weekday()) + 1)
    }

    /// So many calendar months on, clamped to the month's last day; negative goes back.
    pub fn add_months(self, months: i64) -> Self {
        let date = self.date();
        let index = i64::from(date.year) * 12 + i64::from(date.month) - 1 + months.clamp(-120_000, 120_000);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let year = year.clamp(-9_999, 9_999) as i16;
        let month = month as u8;
        Self::of(year, month, date.day.min(days_in_month(year, month)))
    }

    fn civil(self) -> Option<civil::Date> {
        let date = self.date();
        civil::Date::new(date.year, date.month as i8, date.day as i8).ok()
    }
}

/// How many days the month has.
pub fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_agree_with_jiff() {
        for name in [
            "UTC",
            "Asia/Shanghai",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/Sao_Paulo",
        ] {
            let calendar = Calendar::new(name).unwrap();
            let zone = TimeZone::get(name).unwrap();
            for step in 0..40_000_i64 {
                let at = Instant(500_000_000_000_000 + step * 47_111_000_003);
                let want = Day::from(zone.to_datetime(at.to_timestamp()).date());
                assert_eq!(calendar.day(at), want, "{name} {at}");
                assert!(
                    calendar.day_start(want) <= at && at < calendar.day_start(Day(want.0 + 1)),
                    "{name} {at}"
                );
            }
        }
    }

    #[test]
    fn hours_agree_with_jiff() {
        for name in ["UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"] {
            let (calendar, zone) = (Calendar::new(name).unwrap(), TimeZone::get(name).unwrap());
            for step in 0..40_000_i64 {
                let at = Instant(500_000_000_000_000 + step * 47_111_000_003);
                let want = zone.to_datetime(at.to_timestamp()).hour();
                assert_eq!(i64::from(calendar.hour(at)), i64::from(want), "{name} {at}");
            }
        }
    }

    #[test]
    fn civil_dates_round_trip() {
        for day in -200_000..200_000 {
            let date = Day(day).date();
            assert_eq!(Day::of(date.year, date.month, date.day), Day(day));
        }
        assert_eq!(Day::of(2000, 1, 31).add_months(1).date().to_string(), "2000-02-29");
        assert_eq!(Day::of(2024, 2, 29).add_months(12).date().to_string(), "2025-02-28");
        assert_eq!(Day::of(2024, 3, 31).add_months(-1).date().to_string(), "2024-02-29");
        assert_eq!(Day::of(2026, 11, 21).weekday(), 6);
    }

    #[test]
    fn a_time_that_daylight_saving_skips_moves_later() {
        let calendar = Calendar::new("America/New_York").unwrap();
        let at: Instant = "2017-03-11T07:30:00Z".parse().unwrap();
        assert_eq!(calendar.same_time_on(at, Day::of(2017, 3, 12)).to_string(), "2017-03-12T07:30:00Z");
        assert_eq!(calendar.same_time_on(at, Day::of(2017, 3, 13)).to_string(), "2017-03-13T06:30:00Z");
    }
}
