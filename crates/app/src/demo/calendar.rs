//! How busy a day is: weekdays, seasons, feasts.

use tessera_engine::calendar::{Date, Day};

/// New Year's Day of the Chinese calendar. Years outside the table are taken for 5 February, which is at most two weeks off.
const SPRING_FESTIVALS: &[(i16, u8, u8)] = &[
    (2020, 1, 25),
    (2021, 2, 12),
    (2022, 2, 1),
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
    (2036, 1, 28),
    (2037, 2, 15),
    (2038, 2, 4),
    (2039, 1, 24),
    (2040, 2, 12),
];

/// The day of the month on which members are treated.
pub(super) const MEMBER_DAY: u8 = 8;

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Season {
    /// Visits, in thousandths of a plain day.
    pub(super) traffic: u32,
    /// What people buy at once, in thousandths of a plain day.
    pub(super) baskets: u32,
    /// Orders above a threshold get a discount line.
    pub(super) sale: bool,
}

pub(super) fn season(day: Day) -> Season {
    let date = day.date();
    let week = match day.weekday() {
        5 => 1_150,
        6 => 1_550,
        7 => 1_450,
        1 => 850,
        _ => 950,
    };
    let month = [950, 900, 900, 900, 950, 1_050, 900, 900, 1_000, 1_050, 1_150, 1_150]
        [usize::from(date.month - 1) % 12];
    let (feast, baskets, sale) = feast(day, date);
    Season { traffic: scaled(scaled(week, month), feast), baskets, sale }
}

/// Traffic, baskets and whether there is a sale, on top of weekday and month.
fn feast(day: Day, date: Date) -> (u32, u32, bool) {
    let to_new_year = spring_festival(date.year).0 - day.0;
    match (date.month, date.day) {
        _ if (-2..=0).contains(&to_new_year) => (250, 900, false),
        _ if (-6..=-3).contains(&to_new_year) => (700, 1_000, false),
        _ if (1..=14).contains(&to_new_year) => (1_700, 1_500, false),
        (11, 11) => (4_500, 1_600, true),
        (11, 8..=10) => (1_600, 1_200, true),
        (11, 12..=15) => (550, 900, false),
        (6, 18) => (3_000, 1_400, true),
        (12, 12) => (2_200, 1_250, true),
        (10, 1..=7) => (1_400, 1_100, false),
        (5, 1..=5) => (1_300, 1_050, false),
        (_, MEMBER_DAY) => (1_900, 1_150, false),
        _ => (1_000, 1_000, false),
    }
}

fn spring_festival(year: i16) -> Day {
    let known = SPRING_FESTIVALS.iter().find(|(known, _, _)| *known == year);
    known.map_or(Day::of(year, 2, 5), |(year, month, day)| Day::of(*year, *month, *day))
}

/// A number taken so many thousandths of.
pub(super) fn scaled(number: u32, thousandths: u32) -> u32 {
    (u64::from(number) * u64::from(thousandths) / 1000) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_are_busy_and_the_festival_is_quiet() {
        let traffic = |year, month, day| season(Day::of(year, month, day)).traffic;
        let plain = traffic(2026, 9, 16);
        assert!(traffic(2026, 9, 19) > plain, "a Saturday");
        assert!(traffic(2026, 9, 8) > plain, "a member day");
        assert!(traffic(2025, 11, 11) > 4 * plain);
        assert!(traffic(2026, 2, 10) > plain, "the week before the Spring Festival");
        assert!(traffic(2026, 2, 17) < plain / 2, "New Year's Day");
        assert!(season(Day::of(2025, 11, 11)).sale);
    }
}
