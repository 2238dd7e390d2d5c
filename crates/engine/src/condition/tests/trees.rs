//! Random typed trees in canonical shape, and random facts.

use super::super::ast::{Kind, Match, Number, Relation, Test, Text};
use super::super::names::{Flag, ListName, NumberName, TextName};
use super::*;
use proptest::prelude::*;

const WORDS: [&str; 6] = ["", "sh-01", "sh-02", "tea", "vip", "茶 \"\\\n"];

fn word() -> impl Strategy<Value = Box<str>> {
    prop_oneof![8 => prop::sample::select(&WORDS[..]).prop_map(Box::from), 1 => "\\PC{0,6}".prop_map(Box::from)]
}

fn text_name() -> impl Strategy<Value = TextName> {
    use TextName::{Channel, LineCategory, LineSku, Store};
    prop::sample::select(&[Store, Channel, LineSku, LineCategory][..])
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![3 => text_name().prop_map(Text::Name), 1 => word().prop_map(Text::Constant)]
}

fn list() -> impl Strategy<Value = ListName> {
    prop::sample::select(&[ListName::Skus, ListName::Categories, ListName::MemberTags][..])
}

pub(super) fn relation() -> impl Strategy<Value = Relation> {
    use Relation::{AtLeast, AtMost, Equal, Less, More, Unequal};
    prop::sample::select(&[Equal, Unequal, Less, AtMost, More, AtLeast][..])
}

fn number_name(kind: Kind) -> impl Strategy<Value = Number> {
    use NumberName::*;
    let names: &[NumberName] = match kind {
        Kind::Int => &[LineCount, OrderNumber, Year, Month, DayOfMonth, Hour, Weekday, MemberOrders],
        Kind::Money => &[Amount, Paid, LineAmount, MemberSpend],
        Kind::Quantity => &[LineQuantity],
        Kind::Date => &[Date],
    };
    prop::sample::select(names).prop_map(Number::Name)
}

fn constant(kind: Kind) -> impl Strategy<Value = Number> {
    let value = match kind {
        Kind::Int => prop_oneof![-3..40_i64, 2025..2028_i64].boxed(),
        Kind::Date => (20_400..20_900_i64).boxed(),
        Kind::Money | Kind::Quantity => {
            prop_oneof![-500..3_000_i64, (-20..40_i64).prop_map(|n| n * 1_000)].boxed()
        }
    };
    value.prop_map(move |value| Number::Constant(kind, value))
}

/// A number whose kind shows in a name, so that its literals are read as that kind.
fn named(kind: Kind, depth: u32) -> BoxedStrategy<Number> {
    let leaf = match kind {
        Kind::Int => prop_oneof![4 => number_name(kind), 1 => list().prop_map(Number::Size)].boxed(),
        _ => number_name(kind).boxed(),
    };
    if depth == 0 || kind == Kind::Date {
        return leaf;
    }
    let pair = |left: BoxedStrategy<Number>, right: BoxedStrategy<Number>| (left, right).prop_map(Box::new);
    let inner = depth - 1;
    prop_oneof![
        4 => leaf,
        1 => pair(named(kind, inner), any_number(kind, inner)).prop_map(Number::Sum),
        1 => pair(any_number(kind, inner), named(kind, inner)).prop_map(Number::Sum),
        1 => pair(named(kind, inner), any_number(kind, inner)).prop_map(Number::Difference),
        1 => pair(any_number(kind, inner), named(kind, inner)).prop_map(Number::Difference),
        1 => pair(named(kind, inner), any_number(Kind::Int, inner)).prop_map(Number::Product),
        1 => pair(any_number(Kind::Int, inner), named(kind, inner)).prop_map(Number::Product),
    ]
    .boxed()
}

fn any_number(kind: Kind, depth: u32) -> BoxedStrategy<Number> {
    // A product of literals is read with the kind on its left.
    let product = (constant(kind), named(Kind::Int, 0)).prop_map(Box::new).prop_map(Number::Product);
    prop_oneof![2 => constant(kind), 2 => named(kind, depth), u32::from(depth > 0) => product].boxed()
}

fn leaf() -> BoxedStrategy<Test> {
    let kind = || prop::sample::select(&[Kind::Int, Kind::Money, Kind::Quantity, Kind::Date][..]);
    let compare = (kind(), relation(), any::<bool>()).prop_flat_map(|(kind, relation, turned)| {
        let depth = if kind == Kind::Date { 0 } else { 2 };
        (named(kind, depth), any_number(kind, depth)).prop_map(move |(one, other)| {
            let (left, right) = if turned { (other, one) } else { (one, other) };
            Test::Compare { left, relation, right }
        })
    });
    let number_in = kind().prop_flat_map(|kind| {
        let values = prop::collection::vec(constant(kind), 0..4).prop_map(|values| {
            values
                .into_iter()
                .filter_map(|value| if let Number::Constant(_, value) = value { Some(value) } else { None })
                .collect()
        });
        (named(kind, u32::from(kind != Kind::Date)), values)
            .prop_map(|(item, of)| Test::NumberIn { item, of })
    });
    let tier = || prop::sample::select(&["gold", "diamond"][..]).prop_map(Box::<str>::from);
    let of_tier = Text::Name(TextName::MemberTier);
    prop_oneof![
        1 => any::<bool>().prop_map(Test::Constant),
        1 => Just(Test::Flag(Flag::FirstOrder)),
        6 => compare,
        2 => number_in,
        2 => (text(), text()).prop_map(|(left, right)| Test::Same { left, right }),
        2 => (text(), prop::collection::vec(word(), 0..4)).prop_map(|(item, of)| Test::TextIn { item, of: of.into() }),
        1 => tier().prop_map({
            let of_tier = of_tier.clone();
            move |tier| Test::Same { left: of_tier.clone(), right: Text::Constant(tier) }
        }),
        1 => prop::collection::vec(tier(), 0..3).prop_map(move |of| Test::TextIn { item: of_tier.clone(), of: of.into() }),
        2 => (text(), list()).prop_map(|(item, list)| Test::Within { item, list }),
        1 => (text(), prop::sample::select(&[Match::Start, Match::End, Match::Anywhere][..]), text())
            .prop_map(|(text, how, part)| Test::Match { text, how, part }),
    ]
    .boxed()
}

/// A typed tree as the check builds it, for an order rule with lines.
pub(super) fn tree() -> impl Strategy<Value = Test> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| parts.into_iter().reduce(Test::and).unwrap_or(Test::Constant(true))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| parts.into_iter().reduce(Test::or).unwrap_or(Test::Constant(false))),
            inner.prop_map(Test::not),
        ]
    })
}

/// What facts borrow from.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    at: Instant,
    order: Order,
    paid: i64,
    tier: &'static str,
    tags: Vec<Box<str>>,
    orders: u64,
    spend: i64,
}

impl Scene {
    /// Facts about the order and its first line.
    pub(super) fn facts<'a>(&'a self, calendar: &'a Calendar) -> Facts<'a> {
        Facts {
            at: self.at,
            calendar,
            order: Some(&self.order),
            paid: self.paid,
            line: self.order.lines.first(),
            activity: None,
            joined: None,
            member: MemberFacts { tier: self.tier, tags: &self.tags, orders: self.orders, spend: self.spend },
        }
    }
}

/// Random facts that often meet the constants of random trees.
pub(super) fn scene() -> impl Strategy<Value = Scene> {
    let line = (prop::option::of(word()), prop::option::of(word()), 0..3_000_i64, -500..3_000_i64).prop_map(
        |(sku, category, quantity, amount)| Line {
            id: "1".into(),
            sku,
            category,
            quantity: Quantity(quantity),
            amount,
        },
    );
    let order = (
        prop::option::of(word()),
        prop::option::of(word()),
        prop::collection::vec(line, 0..4),
        prop_oneof![0..3_000_i64, (0..40_i64).prop_map(|n| n * 1_000)],
    )
        .prop_map(|(store, channel, lines, amount)| Order {
            store,
            channel,
            lines: lines.into(),
            amount,
            points_paid: None,
        });
    let tier = prop::sample::select(&["gold", "diamond"][..]);
    let tags =
        prop::collection::btree_set(word().prop_filter("a tag is not empty", |tag| !tag.is_empty()), 0..3);
    (1_762_000_000..1_806_000_000_i64, order, 0..3_000_i64, tier, tags, 0..4_u64, 0..40_000_i64).prop_map(
        |(seconds, order, paid, tier, tags, orders, spend)| Scene {
            at: Instant(seconds * 1_000_000),
            order,
            paid,
            tier,
            tags: tags.into_iter().collect(),
            orders,
            spend,
        },
    )
}
