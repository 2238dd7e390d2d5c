//! The members: who they are and what they are like.

use super::calendar::{scaled, season};
use super::dice::Dice;
use super::goods::{ONLINE, STORES};
use tessera_engine::calendar::Day;

/// One member.
pub(super) struct Person {
    /// The retailer's number.
    pub(super) card: Box<str>,
    /// The day of joining, counted from the first of the history.
    pub(super) joins: u32,
    /// The day of the last visit; members who drift away have one before the end.
    pub(super) leaves: u32,
    /// Visits a year.
    pub(super) visits: u32,
    /// The store where the member usually buys: a place in the list of stores.
    pub(super) home: usize,
    /// Taste for large baskets, in thousandths.
    pub(super) basket: u32,
    /// Chance of a check-in on a day, in thousandths.
    pub(super) checks_in: u32,
    /// So many times the smallest redemption must be there before the member spends points; 0: never does.
    pub(super) thrift: u32,
    /// Chance that an order is brought back, at least in part, in thousandths.
    pub(super) returns: u32,
    /// Units that could be spent, as the last receipt said.
    pub(super) available: i64,
}

/// Members who come so often are rare: visits a year fall with the rank, as Pareto's law has it. A shop of a thousand members has
/// one with 150 visits and half of them with 4 or fewer.
fn visits(dice: &mut Dice) -> u32 {
    (2_000 / (1 + dice.below(1_000))).clamp(2, 150) as u32
}

/// Makes the members of a history of so many days from a first one.
pub(super) fn people(dice: &mut Dice, count: u32, first: Day, days: u32) -> Vec<Person> {
    let weights: Vec<(u32, u32)> = (0..days).map(|day| (joining(first, day), day)).collect();
    (1..=count).map(|number| person(dice, number, &weights, days)).collect()
}

/// How many join on a day: most at the opening of the program, then as the shops are busy.
fn joining(first: Day, day: u32) -> u32 {
    let busy = season(Day(first.0.saturating_add_unsigned(day))).traffic;
    if day < 14 { scaled(busy, 12_000) } else { busy }
}

fn person(dice: &mut Dice, number: u32, joining: &[(u32, u32)], days: u32) -> Person {
    let joins = *dice.pick(joining);
    let drifts_away = dice.chance(250);
    let stays = if drifts_away { 14 + dice.below(240) as u32 } else { days };
    let places: Vec<(u32, usize)> =
        STORES.iter().enumerate().map(|(place, (weight, _))| (*weight, place)).collect();
    let home = *dice.pick(&places);
    let online = STORES[home].1 == ONLINE;
    Person {
        card: format!("M{number:06}").into(),
        joins,
        leaves: joins.saturating_add(stays),
        visits: visits(dice),
        home,
        basket: *dice.pick(&[(50, 1_000), (30, 1_300), (15, 1_900), (5, 3_200)]),
        checks_in: *dice.pick(&[
            (70, 0),
            (20, if online { 60 } else { 20 }),
            (10, if online { 350 } else { 150 }),
        ]),
        thrift: *dice.pick(&[(35, 0), (30, 1), (20, 3), (15, 8)]),
        returns: *dice.pick(&[(80, 20), (15, 60), (5, 200)]),
        available: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_the_members_makes_most_of_the_visits() {
        let mut people = people(&mut Dice::new(11), 2_000, Day::of(2025, 11, 21), 365);
        people.sort_by_key(|person| std::cmp::Reverse(person.visits));
        let visits = |people: &[Person]| people.iter().map(|person| person.visits).sum::<u32>();
        let share = visits(&people[..400]) * 100 / visits(&people);
        assert!((55..80).contains(&share), "{share}%");
        let early = people.iter().filter(|person| person.joins < 14).count();
        assert!((400..1_000).contains(&early), "{early}");
    }
}
