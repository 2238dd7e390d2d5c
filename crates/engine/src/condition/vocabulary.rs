//! The names that conditions may use, for who offers them: what each holds, where it is there, how it is compared, and an example of each comparison in words.

use super::names::{Known, NAMES, Name, NumberName, TextName};
use super::terms::{Holding, Operator, Place};
use super::{Condition, KnownTier, Schema};
use crate::program::Text;
use crate::stores::StoreNames;
use crate::values::Lang;

/// A name that conditions may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The name, such as `order.amount`.
    pub name: String,
    /// What it holds.
    pub holds: Holding,
    /// Where it is there.
    pub places: Vec<Place>,
    /// What people call it.
    pub label: Text,
    /// How it is compared, the most used first, with an example of each; none for tiers where the program has none.
    pub examples: Vec<Example>,
}

/// An example of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// How it compares.
    pub operator: Operator,
    /// The condition.
    pub condition: String,
    /// The condition in words.
    pub sentence: Text,
}

/// Every name that conditions may use in a program with these tiers (lowest first) and this many decimals of money, the most used first.
pub fn vocabulary(tiers: &[KnownTier<'_>], exponent: u8) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for known in &NAMES {
        for place in
            Place::ALL.into_iter().filter(|place| known.owner.is_here(place.subject(), place.is_line()))
        {
            let name = format!("{}.{}", known.owner.prefix(place.subject()), known.field);
            match words.iter_mut().find(|word| word.name == name) {
                Some(word) => word.places.push(place),
                None => words.push(word(known, name, place, (tiers, exponent))),
            }
        }
    }
    words
}

fn word(known: &Known, name: String, place: Place, (tiers, exponent): (&[KnownTier<'_>], u8)) -> Word {
    let holds = Holding::of(known.name);
    let trigger = place.trigger();
    let schema = Schema { trigger: &trigger, lines: place.is_line(), exponent, tiers, activities: &[] };
    let example = |operator: Operator| {
        let condition = operator.example(&name, &values(known, tiers)?);
        // Every example is right for every program (a test goes through them); one that is not is left out.
        let checked = Condition::parse(&condition, &schema).ok()?;
        let said = |lang| checked.sentence(&StoreNames::default(), lang).into();
        let sentence = Text { zh: said(Lang::Zh), en: said(Lang::En) };
        Some(Example { operator, condition, sentence })
    };
    let examples = holds.operators().iter().filter_map(|operator| example(*operator)).collect();
    let label = Text { zh: known.zh.into(), en: known.en.into() };
    Word { name, holds, places: vec![place], label, examples }
}

/// Two values of an example, as they are written.
fn values(known: &Known, tiers: &[KnownTier<'_>]) -> Option<[String; 2]> {
    let of = |[one, other]: [&str; 2]| Some([one.to_owned(), other.to_owned()]);
    match known.name {
        Name::Number(number) => of(match number {
            NumberName::Amount | NumberName::Paid => ["200", "500"],
            NumberName::LineAmount => ["50", "100"],
            NumberName::MemberSpend => ["1000", "5000"],
            NumberName::Date => ["\"2026-11-11\"", "\"2026-11-12\""],
            NumberName::Year => ["2026", "2027"],
            NumberName::Month => ["6", "11"],
            NumberName::DayOfMonth => ["8", "18"],
            NumberName::Hour => ["9", "18"],
            NumberName::Weekday => ["6", "7"],
            NumberName::OrderNumber => ["3", "5"],
            NumberName::LineCount | NumberName::LineQuantity | NumberName::MemberOrders => ["2", "3"],
        }),
        Name::Text(text) => match text {
            TextName::Store => of(["\"sh-01\"", "\"sh-02\""]),
            TextName::Channel => of(["\"app\"", "\"pos\""]),
            TextName::ActivityKind => of(["\"check_in\"", "\"review\""]),
            TextName::LineSku => of(["\"TEA-1003\"", "\"TEA-1004\""]),
            TextName::LineCategory => of(["\"tea\"", "\"cup\""]),
            TextName::MemberTier => {
                let written = |tier: &KnownTier<'_>| format!("\"{}\"", tier.name);
                let last = tiers.last()?;
                Some([written(last), written(tiers.iter().rev().nth(1).unwrap_or(last))])
            }
        },
        Name::List(list) => of(match list {
            super::names::ListName::Skus => ["\"TEA-1003\"", ""],
            super::names::ListName::Categories => ["\"tea\"", ""],
            super::names::ListName::MemberTags => ["\"vip\"", ""],
        }),
        Name::Flag(_) => of(["", ""]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Condition, KnownTier, Schema};
    use super::*;

    fn with_tiers<T>(run: impl FnOnce(&[KnownTier<'_>]) -> T) -> T {
        let gold = Text { zh: "黄金".into(), en: "Gold".into() };
        let diamond = Text { zh: "钻石".into(), en: "Diamond".into() };
        run(&[KnownTier { name: "gold", label: &gold }, KnownTier { name: "diamond", label: &diamond }])
    }

    #[test]
    fn every_example_is_a_condition_where_its_name_is_there_and_nowhere_else() {
        with_tiers(|tiers| {
            for exponent in [0, 2, 4] {
                for word in vocabulary(tiers, exponent) {
                    let operators = word.examples.iter().map(|example| example.operator);
                    assert!(operators.eq(word.holds.operators().iter().copied()), "{}", word.name);
                    for (example, place) in
                        word.examples.iter().flat_map(|example| Place::ALL.map(|place| (example, place)))
                    {
                        let trigger = place.trigger();
                        let schema = Schema {
                            trigger: &trigger,
                            lines: place.is_line(),
                            exponent,
                            tiers,
                            activities: &[],
                        };
                        let accepted = Condition::parse(&example.condition, &schema);
                        assert_eq!(
                            accepted.is_ok(),
                            word.places.contains(&place),
                            "{} in {place:?}: {accepted:?}",
                            example.condition
                        );
                    }
                }
            }
        });
    }

    #[test]
    fn no_name_is_missing() {
        let words = vocabulary(&[], 2);
        for place in Place::ALL {
            let here = words.iter().filter(|word| word.places.contains(&place)).count();
            let known =
                NAMES.iter().filter(|known| known.owner.is_here(place.subject(), place.is_line())).count();
            assert_eq!(here, known, "{place:?}");
        }
        for known in &NAMES {
            let is_listed = |word: &Word| {
                word.name.ends_with(&format!(".{}", known.field)) && &*word.label.zh == known.zh
            };
            assert!(words.iter().any(is_listed), "{}", known.field);
        }
        // The names of the guide to conditions.
        let guide = include_str!("mod.rs").lines().filter(|line| line.starts_with("//! | `"));
        let written = guide.flat_map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2));
        let dotted: Vec<&str> = written.filter(|name| !name.starts_with('.')).collect();
        assert!(dotted.len() >= 20, "{dotted:?}");
        for name in dotted.into_iter().filter(|name| name.contains('.') && !name.contains(' ')) {
            assert!(words.iter().any(|word| word.name == name), "{name}");
        }
    }

    #[test]
    fn examples_are_said_in_both_languages() {
        with_tiers(|tiers| {
            let words = vocabulary(tiers, 2);
            let said = |name: &str, operator: Operator| {
                let word = words.iter().find(|word| word.name == name).unwrap();
                word.examples.iter().find(|example| example.operator == operator).unwrap().sentence.clone()
            };
            let amount = said("order.amount", Operator::AtLeast);
            assert_eq!(
                (&*amount.zh, &*amount.en),
                ("订单金额不低于 200.00", "order amount is at least 200.00")
            );
            let tier = said("member.tier", Operator::Equal);
            assert_eq!((&*tier.zh, &*tier.en), ("会员等级为钻石", "member tier is Diamond"));
        });
        let none = vocabulary(&[], 2);
        assert!(none.iter().all(|word| word.examples.is_empty() == (word.name == "member.tier")));
    }
}
