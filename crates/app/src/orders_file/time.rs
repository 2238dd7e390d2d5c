//! Texts into instants: with an offset as they say, without one in the file's zone.

use jiff::civil;
use tessera_engine::calendar::{Calendar, Day};
use tessera_engine::values::Instant;

/// How the times of a file are read.
#[derive(Clone, Debug)]
pub(super) struct Times {
    /// The zone of times without an offset. Times that daylight saving skips move later by the gap; of times that
    /// occur twice the first is meant.
    pub(super) zone: Calendar,
    /// A format in the notation of strptime; `None`: RFC 3339 and what resembles it.
    pub(super) format: Option<Box<str>>,
}

/// Why a text is not an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeProblem {
    /// It is not written as expected, or the date does not exist.
    NotATime,
    /// It lies outside the years 1900 to 2200.
    Implausible,
}

impl Times {
    /// Reads one time; finer than a microsecond is cut off.
    pub(super) fn instant(&self, text: &str) -> Result<Instant, TimeProblem> {
        let at = match &self.format {
            None => self.plain(text.as_bytes()).or_else(|| self.plain(padded(text)?.as_bytes())),
            Some(format) => self.formatted(format, text),
        }
        .ok_or(TimeProblem::NotATime)?;
        if at.is_plausible() { Ok(at) } else { Err(TimeProblem::Implausible) }
    }

    /// `2017-01-01[T13:31[:53[.123456]]][Z|+08:00]`; `/` may stand for `-`, and blanks for `T` and before the offset.
    fn plain(&self, text: &[u8]) -> Option<Instant> {
        let day = match text.get(..10)? {
            [y1, y2, y3, y4, s1 @ (b'-' | b'/'), m1, m2, s2, d1, d2] if s1 == s2 => {
                date(digits(&[*y1, *y2, *y3, *y4])?, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?)?
            }
            _ => return None,
        };
        let rest = match &text[10..] {
            [] => return Some(self.zone.day_start(day)),
            [b'T' | b't' | b' ', rest @ ..] => rest,
            _ => return None,
        };
        let (micros, offset) = time_of_day(rest)?;
        match offset {
            Some(seconds) => {
                let local = i64::from(day.0) * MICROS_PER_DAY + micros;
                Some(Instant(local - i64::from(seconds) * MICROS))
            }
            None => self.local(day, micros),
        }
    }

    fn local(&self, day: Day, micros: i64) -> Option<Instant> {
        let start = self.zone.day_start(day);
        if self.zone.day_start(Day(day.0 + 1)).0 - start.0 == MICROS_PER_DAY {
            return Some(Instant(start.0 + micros));
        }
        let date = day.date();
        let date = civil::Date::new(date.year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        let wall = date.ok()?.at(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_micros(micros)).ok()?;
        self.civil(wall)
    }

    fn civil(&self, wall: civil::DateTime) -> Option<Instant> {
        let timestamp = self.zone.zone().to_ambiguous_timestamp(wall).compatible().ok()?;
        Some(Instant::from_timestamp(timestamp))
    }

    fn formatted(&self, format: &str, text: &str) -> Option<Instant> {
        let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
        if let Ok(timestamp) = parsed.to_timestamp() {
            return Some(Instant::from_timestamp(timestamp));
        }
        if let Ok(wall) = parsed.to_datetime() {
            return self.civil(wall);
        }
        Some(self.zone.day_start(Day::from(parsed.to_date().ok()?)))
    }
}

/// `2026/1/7 9:05`, `2026年1月7日 9:05` and `20260107` with all their digits and marks: `2026-01-07T09:05`. The year comes first, so that
/// no other reading is possible.
fn padded(text: &str) -> Option<String> {
    let marks = |year, month, day| {
        move |text: &'_ str| -> Option<(String, usize)> {
            let number = |from: usize, mark: &str| -> Option<(u32, usize)> {
                let rest = text.get(from..)?;
                let digits = rest.bytes().take_while(u8::is_ascii_digit).take(4).count();
                rest.get(digits..)?.starts_with(mark).then_some(())?;
                Some((rest.get(..digits)?.parse().ok()?, from + digits + mark.len()))
            };
            let (y, at) = number(0, year)?;
            let (m, at) = number(at, month)?;
            let (d, at) = number(at, day)?;
            (y > 999).then(|| (format!("{y:04}-{m:02}-{d:02}"), at))
        }
    };
    let digits = text.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()));
    let compact = || digits.map(|day| (format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]), 8));
    let (day, end) = marks("/", "/", "")(text)
        .or_else(|| marks("-", "-", "")(text))
        .or_else(|| marks("年", "月", "日")(text))
        .or_else(compact)?;
    let rest = text[end..].trim_start_matches([' ', 'T', 't']);
    if rest.is_empty() {
        return Some(day);
    }
    // Digits right after the day would be more digits of it.
    let apart = rest.len() < text.len() - end || text[..end].ends_with('日');
    let hour = if rest.as_bytes().get(1) == Some(&b':') { "0" } else { "" };
    apart.then(|| format!("{day}T{hour}{rest}"))
}

const MICROS: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS;

/// Microseconds since midnight, and the offset from UTC in seconds if one follows.
fn time_of_day(text: &[u8]) -> Option<(i64, Option<i32>)> {
    let (hour, rest) = two(text)?;
    let (minute, rest) = two(rest.strip_prefix(b":")?)?;
    let (mut second, mut rest) = match rest.strip_prefix(b":") {
        Some(rest) => two(rest)?,
        None => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    second = second.min(59); // a leap second counts as the second before it
    let mut fraction: i64 = 0;
    if let [b'.' | b',', after @ ..] = rest {
        let length = after.iter().take_while(|b| b.is_ascii_digit()).count();
        if length == 0 {
            return None;
        }
        for place in 0..6 {
            fraction = fraction * 10 + after[..length].get(place).map_or(0, |b| i64::from(b - b'0'));
        }
        rest = &after[length..];
    }
    let micros = (i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)) * MICROS + fraction;
    Some((micros, offset(rest)?))
}

/// `None`: not an offset. `Some(None)`: nothing follows.
fn offset(text: &[u8]) -> Option<Option<i32>> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    match text {
        [] => Some(None),
        b"Z" | b"z" | b"UTC" => Some(Some(0)),
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let (hours, rest) = two(rest)?;
            let minutes = match rest.strip_prefix(b":").unwrap_or(rest) {
                [] => 0,
                rest => match two(rest)? {
                    (minutes, []) => minutes,
                    _ => return None,
                },
            };
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = hours * 3600 + minutes * 60;
            Some(Some(if *sign == b'-' { -seconds } else { seconds }))
        }
        _ => None,
    }
}

fn two(text: &[u8]) -> Option<(i32, &[u8])> {
    Some((digits(text.get(..2)?)?, &text[2..]))
}

fn digits(text: &[u8]) -> Option<i32> {
    text.iter().try_fold(0, |value, b| b.is_ascii_digit().then(|| value * 10 + i32::from(b - b'0')))
}

/// The day, if the date exists.
fn date(year: i32, month: i32, day: i32) -> Option<Day> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let year = i16::try_from(year).ok()?;
    if !(1..=12).contains(&month) || day == 0 || day > 31 {
        return None;
    }
    let found = Day::of(year, month, day);
    let back = found.date();
    (back.month == month && back.day == day).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(zone: &str, format: Option<&str>, text: &str) -> String {
        let times = Times { zone: Calendar::new(zone).unwrap(), format: format.map(Into::into) };
        times.instant(text).map_or_else(|problem| format!("{problem:?}"), |at| at.to_string())
    }

    #[test]
    fn times_with_an_offset_are_taken_as_they_say() {
        for (text, expected) in [
            ("2017-01-01T13:31:53Z", "2017-01-01T13:31:53Z"),
            ("2017-01-01 13:31:53 UTC", "2017-01-01T13:31:53Z"),
            ("2017-01-01T13:31:53.25+08:00", "2017-01-01T05:31:53.25Z"),
            ("2017-01-01T13:31:53.1234569-0330", "2017-01-01T17:01:53.123456Z"),
            ("2017-01-01t00:00:00+14:00", "2016-12-31T10:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2017-02-29T00:00:00Z", "NotATime"),
            ("2017-13-01T00:00:00Z", "NotATime"),
            ("2017-01-01T24:00:00Z", "NotATime"),
            ("2017-01-01T10:00:00X", "NotATime"),
            ("2017-01-01T10:00:00+99:00", "NotATime"),
            ("2017-1-1X", "NotATime"),
            ("2017-2-29", "NotATime"),
            ("17/1/1", "NotATime"),
            ("1/7/2025", "NotATime"),
            ("201701011", "NotATime"),
            ("20171301", "NotATime"),
            ("1700000000", "NotATime"),
            ("01/02/2017", "NotATime"),
            ("0017-01-01T00:00:00Z", "Implausible"),
            ("2300-01-01T00:00:00Z", "Implausible"),
            ("", "NotATime"),
            ("二〇一七年", "NotATime"),
        ] {
            assert_eq!(read("Asia/Shanghai", None, text), expected, "{text}");
        }
    }

    #[test]
    fn times_without_an_offset_stand_in_the_zone_of_the_file() {
        for (zone, text, expected) in [
            ("Asia/Shanghai", "2026-11-21 08:30:00", "2026-11-21T00:30:00Z"),
            ("Asia/Shanghai", "2026/11/21 08:30", "2026-11-21T00:30:00Z"),
            ("Asia/Shanghai", "2026-11-21", "2026-11-20T16:00:00Z"),
            ("Asia/Shanghai", "2025/1/7 9:05", "2025-01-07T01:05:00Z"),
            ("Asia/Shanghai", "2025/1/17 19:05:30", "2025-01-17T11:05:30Z"),
            ("Asia/Shanghai", "2025-1-7", "2025-01-06T16:00:00Z"),
            ("Asia/Shanghai", "2025年1月5日", "2025-01-04T16:00:00Z"),
            ("Asia/Shanghai", "2025年12月5日9:05", "2025-12-05T01:05:00Z"),
            ("Asia/Shanghai", "20250105", "2025-01-04T16:00:00Z"),
            ("Asia/Shanghai", "20250105 09:05:01", "2025-01-05T01:05:01Z"),
            // the hour that is skipped moves later by the gap
            ("America/New_York", "2017-03-12 02:30:00", "2017-03-12T07:30:00Z"),
            ("America/New_York", "2017-03-12 03:30:00", "2017-03-12T07:30:00Z"),
            // of the hour that occurs twice the first is meant
            ("America/New_York", "2017-11-05 01:30:00", "2017-11-05T05:30:00Z"),
            ("America/New_York", "2017-11-05 02:30:00", "2017-11-05T07:30:00Z"),
            // a day that begins at one o'clock, and a day that does not exist
            ("America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00Z"),
            ("America/Sao_Paulo", "2017-10-15 00:30:00", "2017-10-15T03:30:00Z"),
            ("Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30T22:00:00Z"),
        ] {
            assert_eq!(read(zone, None, text), expected, "{zone} {text}");
        }
    }

    #[test]
    fn a_format_reads_what_others_write() {
        let shanghai = "Asia/Shanghai";
        assert_eq!(read(shanghai, Some("%d/%m/%Y %H:%M"), "21/11/2026 08:30"), "2026-11-21T00:30:00Z");
        assert_eq!(read(shanghai, Some("%Y%m%d"), "20261121"), "2026-11-20T16:00:00Z");
        assert_eq!(read(shanghai, Some("%s"), "1700000000"), "2023-11-14T22:13:20Z");
        assert_eq!(read(shanghai, Some("%d/%m/%Y"), "31/02/2026"), "NotATime");
        assert_eq!(
            read("America/New_York", Some("%Y-%m-%d %H:%M"), "2017-03-12 02:30"),
            "2017-03-12T07:30:00Z"
        );
    }

    #[test]
    fn the_quick_way_and_jiff_agree_on_every_hour_of_a_year() {
        let calendar = Calendar::new("America/New_York").unwrap();
        let times = Times { zone: calendar.clone(), format: None };
        let mut wall = civil::date(2017, 1, 1).at(0, 15, 0, 0);
        while wall.year() == 2017 {
            let expected = calendar.zone().to_ambiguous_timestamp(wall).compatible().unwrap();
            let text = wall.strftime("%Y-%m-%d %H:%M:%S").to_string();
            assert_eq!(times.instant(&text), Ok(Instant::from_timestamp(expected)), "{text}");
            wall = wall.checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
        }
    }
}
