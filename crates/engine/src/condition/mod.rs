//! Conditions on rules: a checked subset of [CEL](https://cel.dev).
//!
//! ```
//! use tessera_engine::condition::{Condition, KnownTier, Schema};
//! use tessera_engine::program::{Text, Trigger};
//! use tessera_engine::stores::StoreNames;
//! use tessera_engine::values::Lang;
//!
//! let gold = Text { zh: "黄金".into(), en: "Gold".into() };
//! let tiers = [KnownTier { name: "gold", label: &gold }];
//! let schema = Schema { trigger: &Trigger::Order, lines: false, exponent: 2, tiers: &tiers, activities: &[] };
//!
//! let condition =
//!     Condition::parse(r#"order.amount >= 200 && member.tier == "gold" && "vip" in member.tags"#, &schema).unwrap();
//! assert_eq!(condition.sentence(&StoreNames::default(), Lang::En), "order amount is at least 200.00 and member tier is Gold and member tags include vip");
//! assert_eq!(condition.sentence(&StoreNames::default(), Lang::Zh), "订单金额不低于 200.00，且会员等级为黄金，且会员标签包含 vip");
//!
//! let errors = Condition::parse(r#"order.categories.exists(c, c == "tea")"#, &schema).unwrap_err();
//! assert_eq!(errors[0].to_string(), r#"loops are not available; use "tea" in order.categories"#);
//! ```
//!
//! # What can be written
//!
//! | what | how |
//! |---|---|
//! | all, one, none of | `a && b`, `a \|\| b`, `!a`, brackets |
//! | compare numbers, money, quantities, dates | `==` `!=` `<` `<=` `>` `>=` |
//! | compare texts | `==` `!=`, `x.startsWith("a")`, `x.endsWith("a")`, `x.contains("a")` |
//! | one of several | `order.store in ["sh-01", "sh-02"]`, `order.weekday in [6, 7]` |
//! | in a list | `"tea" in order.categories` |
//! | reckon | `+` `-` `*` on whole numbers, money and quantities; results saturate |
//! | how many different | `size(order.categories)` |
//! | literals | `200`, `19.9`, `"text"`, `'text'`, `true`, `false`, dates as `"2026-11-11"` |
//!
//! There are no loops, no `? :`, no `/` and `%`, no `null`, and no other functions: each is an error that says what to write
//! instead.
//!
//! # Names
//!
//! | name | type | meaning |
//! |---|---|---|
//! | `order.amount` | money | the price before points pay a part |
//! | `order.paid` | money | the same without the part paid by points |
//! | `order.store`, `order.channel` | text | |
//! | `order.skus`, `order.categories` | list | of the lines; each once, lines without left out |
//! | `order.line_count` | whole | |
//! | `order.first` | yes or no | the member has no order before this one |
//! | `order.number` | whole | 1 for the member's first order |
//! | `order.date` | date | the local date in the program's zone |
//! | `order.year` `.month` `.day` `.hour` `.weekday` | whole | of the local time; Monday is 1, Sunday 7 |
//! | `join.store`, `join.channel`, `join.date`, ... | | in rules on joining |
//! | `activity.kind`, `.store`, `.channel`, `.date`, ... | | in rules on activities |
//! | `line.sku`, `line.category` | text | where lines are selected |
//! | `line.amount` | money | |
//! | `line.quantity` | quantity | up to three decimals |
//! | `member.tier` | tier | as before the event; compared with known names only, by `==`, `!=`, `in` |
//! | `member.tags` | list | as before the event |
//! | `member.orders`, `member.spend` | whole, money | before the event |
//!
//! A text that is not there equals `""`. A number literal takes the type of what it stands beside, so `order.amount >= 200` is
//! 200.00 in the program's currency; a literal finer than the minor unit is refused. Money times money is refused.
//!
//! A condition is small (its text, parts and depth are limited), total and quick: evaluation walks each part at most once,
//! cannot fail, and allocates nothing. Only `size` looks at pairs of lines.

mod ast;
mod check;
mod check_values;
mod constant;
mod decimal;
mod error;
mod eval;
mod lines;
mod messages;
mod names;
mod parse;
mod phrase;
mod print;
mod scan;
mod sentence;
mod set;
mod shape;
mod suggest;
mod terms;
#[cfg(test)]
mod tests;
mod tier;
mod vocabulary;
mod why;
mod wording;

pub use error::ConditionError;
pub use set::{Compiled, ConditionSet, Signs};
pub use terms::{Holding, Operator, Place};
pub use vocabulary::{Example, Word, vocabulary};
pub use why::Unmet;

use crate::calendar::Calendar;
use crate::event::{Activity, Joined, Line, Order};
use crate::program::{ActivityLabel, Text, Trigger, activity_labels};
use crate::stores::StoreNames;
use crate::values::{Instant, Lang};
use ast::Test;
use names::Subject;
use std::fmt;

/// A checked condition: well typed over the names it may use, of bounded size, and unable to fail.
///
/// Two conditions are equal if they mean the same in the same place and are written the same up to brackets, spaces and the
/// like: if they print alike.
#[derive(Clone, Debug)]
pub struct Condition {
    test: Test,
    subject: Subject,
    exponent: u8,
    constant: Option<bool>,
    /// What people call the tiers.
    tiers: Box<[(Box<str>, Text)]>,
    /// What people call activities; empty but in rules on activities.
    activities: Box<[(Box<str>, Text)]>,
}

/// What a condition may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// When the event happened.
    pub at: Instant,
    /// The program's calendar.
    pub calendar: &'a Calendar,
    /// The paid order, for rules on orders.
    pub order: Option<&'a Order>,
    /// The part of the order's amount that is not paid by points, in minor units.
    pub paid: i64,
    /// The line, while lines are selected.
    pub line: Option<&'a Line>,
    /// The activity, for rules on activities.
    pub activity: Option<&'a Activity>,
    /// How the member joined, for rules on joining.
    pub joined: Option<&'a Joined>,
    /// The member before the event.
    pub member: MemberFacts<'a>,
}

/// Where a condition stands, which says what names it may use.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    /// What the rule reacts to: `order.*`, `join.*` or `activity.*` is there.
    pub trigger: &'a Trigger,
    /// The condition selects lines of the order: `line.*` is there too.
    pub lines: bool,
    /// Decimals of the currency's minor unit, 0 to 4.
    pub exponent: u8,
    /// The program's tiers, lowest first; empty if it has none.
    pub tiers: &'a [KnownTier<'a>],
    /// What the program calls activities. Any other has its usual name, or its own.
    pub activities: &'a [ActivityLabel],
}

/// A tier of the program.
#[derive(Clone, Copy, Debug)]
pub struct KnownTier<'a> {
    /// The name that conditions use.
    pub name: &'a str,
    /// What people call it.
    pub label: &'a Text,
}

/// What a condition may know of the member, as it stood before the event.
#[derive(Clone, Copy)]
pub struct MemberFacts<'a> {
    /// The name of the tier; empty if the program has none.
    pub tier: &'a str,
    /// The tags.
    pub tags: &'a [Box<str>],
    /// How many orders came before.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
}

impl Condition {
    /// Reads and checks the text of a condition.
    ///
    /// # Errors
    /// All mistakes that could be found, in the order of the text: unknown names, wrong types, what is outside the subset or
    /// too big. Of mistakes in the syntax only the first.
    pub fn parse(text: &str, schema: &Schema<'_>) -> Result<Self, Vec<ConditionError>> {
        let (source, tree) = parse::Source::parse(text)?;
        let mut checker = check::Checker::new(&source, schema);
        let test = checker.test(&tree);
        let mut errors = checker.errors;
        errors.sort_by_key(|error| (error.span().start, error.span().end));
        match test {
            Some(test) if errors.is_empty() => Ok(Self::new(test, schema)),
            _ => Err(errors),
        }
    }

    fn new(test: Test, schema: &Schema<'_>) -> Self {
        let activity = match schema.trigger {
            Trigger::Activity(kind) => Some(&**kind),
            Trigger::Order | Trigger::Join => None,
        };
        let known = constant::Known { activity, tiers: schema.tiers.iter().map(|tier| tier.name).collect() };
        Self {
            constant: known.constant(&test),
            test,
            subject: Subject::of(schema.trigger),
            exponent: schema.exponent,
            tiers: schema.tiers.iter().map(|tier| (tier.name.into(), tier.label.clone())).collect(),
            activities: activity
                .into_iter()
                .flat_map(|_| activity_labels(schema.activities))
                .map(|(name, label)| (name.into(), label))
                .collect(),
        }
    }

    /// Whether it holds.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.test.holds(facts)
    }

    /// Whether it can be seen to hold always (`Some(true)`) or never (`Some(false)`), for any facts.
    pub fn constant(&self) -> Option<bool> {
        self.constant
    }

    /// Why it does not hold: the smallest parts that are in the way, in the order of the text; empty if it holds. Of
    /// `a && b` those that do not hold; `a || b` is one finding that names both.
    pub fn why_not(&self, facts: &Facts<'_>) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        self.test.collect(true, facts, &mut Default::default(), &mut unmet);
        unmet
    }

    /// The condition in words, with stores by these names.
    pub fn sentence(&self, stores: &StoreNames, lang: Lang) -> String {
        self.voice(stores, lang).sentence(&self.test, true)
    }

    fn voice<'a>(&'a self, stores: &'a StoreNames, lang: Lang) -> phrase::Voice<'a> {
        let Self { exponent, tiers, activities, .. } = self;
        phrase::Voice { lang, exponent: *exponent, tiers, activities, stores: Some(stores) }
    }

    fn printer(&self) -> print::Printer {
        print::Printer::new(self.subject, self.exponent)
    }
}

impl PartialEq for Condition {
    /// What tiers and activities are called does not matter.
    fn eq(&self, other: &Self) -> bool {
        (&self.test, self.subject, self.exponent) == (&other.test, other.subject, other.exponent)
    }
}

impl Eq for Condition {}

impl fmt::Display for Condition {
    /// Canonical CEL, which parses back to the same condition.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.printer().write(f, &self.test)
    }
}
