//! Conditions that always or never hold, as far as can be seen without facts.
//!
//! Seen are: values out of range (`order.month == 13`), comparisons that exclude each other (`order.amount > 200 &&
//! order.amount < 100`, `order.store == "a" && order.store == "b"`), a condition beside its opposite, tiers that are all
//! named or none, and constants. Not seen is what only shows across different names or across `||` inside `&&`.

use super::ast::{Match, Number, Relation, Test, Text};
use super::names::{Flag, NumberName, TextName};

/// What is known of every event that the condition will see.
pub(super) struct Known<'a> {
    /// The kind of activity that the rule reacts to.
    pub(super) activity: Option<&'a str>,
    /// The names of the tiers: every member has one of them.
    pub(super) tiers: Vec<&'a str>,
}

impl Known<'_> {
    /// Whether the condition holds for all facts or for none.
    pub(super) fn constant(&self, test: &Test) -> Option<bool> {
        if self.impossible(test, true) {
            Some(false)
        } else if self.impossible(test, false) {
            Some(true)
        } else {
            None
        }
    }

    /// Whether no facts make the test come out as `want`.
    fn impossible(&self, test: &Test, want: bool) -> bool {
        match (test, want) {
            (Test::Constant(value), _) => *value != want,
            (Test::Not(inner), _) => self.impossible(inner, !want),
            (Test::All(parts), true) | (Test::Any(parts), false) => {
                let mut leaves = Vec::new();
                gather(test, want, &mut leaves);
                parts.iter().any(|part| self.impossible(part, want)) || self.contradictory(&leaves)
            }
            (Test::All(parts), false) | (Test::Any(parts), true) => {
                parts.iter().all(|part| self.impossible(part, want))
            }
            (leaf, _) => out_of_range(leaf, want) || self.contradictory(&[(leaf, want)]),
        }
    }

    /// Whether these cannot all come out as wanted.
    fn contradictory(&self, leaves: &[Leaf<'_>]) -> bool {
        let opposites = leaves.iter().enumerate().any(|(i, (leaf, want))| {
            leaves[..i].iter().any(|(other, other_want)| leaf == other && want != other_want)
        });
        if opposites {
            return true;
        }
        let numbers: Vec<_> = leaves.iter().filter_map(|leaf| NumberClaim::of(*leaf)).collect();
        let texts: Vec<_> = leaves.iter().filter_map(|leaf| TextClaim::of(*leaf)).collect();
        let about_number = |claim: &NumberClaim<'_>| {
            !NumberClaim::satisfiable(&claim.about, numbers.iter().filter(|other| other.about == claim.about))
        };
        let about_text = |claim: &TextClaim<'_>| {
            let claims: Vec<_> = texts.iter().filter(|other| other.about == claim.about).collect();
            !self.satisfiable(claim.about, &claims)
        };
        numbers.iter().any(about_number) || texts.iter().any(about_text)
    }

    fn satisfiable(&self, name: &Text, claims: &[&TextClaim<'_>]) -> bool {
        let fits = |text: &str| claims.iter().all(|claim| claim.allows(text));
        match (name, self.activity) {
            (Text::Constant(text), _) => return fits(text),
            (Text::Name(TextName::ActivityKind), Some(kind)) => return fits(kind),
            (Text::Name(TextName::MemberTier), _) if !self.tiers.is_empty() => {
                return self.tiers.iter().any(|tier| fits(tier));
            }
            _ => {}
        }
        let candidates = claims.iter().find_map(|claim| claim.candidates());
        candidates.is_none_or(|texts| texts.into_iter().any(fits))
    }
}

/// A test that is no `&&`, `||` or `!`, and how it should come out.
type Leaf<'a> = (&'a Test, bool);

/// The leaves that must all come out as wanted for the test to do so.
fn gather<'a>(test: &'a Test, want: bool, leaves: &mut Vec<Leaf<'a>>) {
    match (test, want) {
        (Test::Not(inner), _) => gather(inner, !want, leaves),
        (Test::All(parts), true) | (Test::Any(parts), false) => {
            parts.iter().for_each(|part| gather(part, want, leaves));
        }
        (Test::All(_) | Test::Any(_), _) => {}
        _ => leaves.push((test, want)),
    }
}

/// Whether a comparison fails for all values that its sides can have.
fn out_of_range(leaf: &Test, want: bool) -> bool {
    let Test::Compare { left, relation, right } = leaf else { return false };
    let relation = if want { *relation } else { relation.opposite() };
    if left == right {
        return !relation.holds(0, 0);
    }
    let ((left_low, left_high), (right_low, right_high)) = (range(left), range(right));
    !match relation {
        Relation::Equal => left_low <= right_high && right_low <= left_high,
        Relation::Unequal => left_low != left_high || right_low != right_high || left_low != right_low,
        Relation::Less => left_low < right_high,
        Relation::AtMost => left_low <= right_high,
        Relation::More => left_high > right_low,
        Relation::AtLeast => left_high >= right_low,
    }
}

/// The least and the greatest value.
fn range(number: &Number) -> (i64, i64) {
    match number {
        Number::Constant(_, value) => (*value, *value),
        Number::Name(name) => name.bounds(),
        Number::Size(_) => (0, i64::MAX),
        Number::Sum(sides) => {
            let (one, other) = (range(&sides.0), range(&sides.1));
            (one.0.saturating_add(other.0), one.1.saturating_add(other.1))
        }
        Number::Difference(sides) => {
            let (one, other) = (range(&sides.0), range(&sides.1));
            (one.0.saturating_sub(other.1), one.1.saturating_sub(other.0))
        }
        Number::Product(sides) => {
            let (one, other) = (range(&sides.0), range(&sides.1));
            let corners = [(one.0, other.0), (one.0, other.1), (one.1, other.0), (one.1, other.1)]
                .map(|(a, b)| a.saturating_mul(b));
            corners
                .iter()
                .fold((i64::MAX, i64::MIN), |(low, high), corner| (low.min(*corner), high.max(*corner)))
        }
    }
}

/// What a leaf says about one number.
struct NumberClaim<'a> {
    about: Number,
    /// The leaf speaks of the number and this much more.
    more: i64,
    says: Says<'a>,
}

enum Says<'a> {
    Relation(Relation, i64),
    In(&'a [i64]),
    NotIn(&'a [i64]),
}

impl<'a> NumberClaim<'a> {
    fn of((leaf, want): Leaf<'a>) -> Option<Self> {
        let turned = |relation: Relation| if want { relation } else { relation.opposite() };
        let (about, says) = match leaf {
            Test::Flag(Flag::FirstOrder) => {
                (Number::Name(NumberName::MemberOrders), Says::Relation(turned(Relation::Equal), 0))
            }
            Test::Compare { left, relation, right: Number::Constant(_, value) } => {
                (left.clone(), Says::Relation(turned(*relation), *value))
            }
            Test::Compare { left: Number::Constant(_, value), relation, right } => {
                (right.clone(), Says::Relation(turned(relation.mirrored()), *value))
            }
            Test::NumberIn { item, of } => (item.clone(), if want { Says::In(of) } else { Says::NotIn(of) }),
            _ => return None,
        };
        Some(match about {
            Number::Name(NumberName::OrderNumber) => {
                Self { about: Number::Name(NumberName::MemberOrders), more: 1, says }
            }
            about => Self { about, more: 0, says },
        })
    }

    fn allows(&self, value: i64) -> bool {
        let value = value.saturating_add(self.more);
        match self.says {
            Says::Relation(relation, other) => relation.holds(value, other),
            Says::In(values) => values.contains(&value),
            Says::NotIn(values) => !values.contains(&value),
        }
    }

    /// Whether some value in range fits all the claims about it.
    fn satisfiable<'b>(about: &Number, claims: impl Iterator<Item = &'b Self> + Clone) -> bool
    where
        'a: 'b,
    {
        const FEW: i64 = 400;
        let (mut low, mut high) = range(about);
        for claim in claims.clone() {
            let at = |value: i64| value.saturating_sub(claim.more);
            match claim.says {
                Says::Relation(Relation::Equal, value) => {
                    (low, high) = (low.max(at(value)), high.min(at(value)))
                }
                Says::Relation(Relation::Less, value) => high = high.min(at(value).saturating_sub(1)),
                Says::Relation(Relation::AtMost, value) => high = high.min(at(value)),
                Says::Relation(Relation::More, value) => low = low.max(at(value).saturating_add(1)),
                Says::Relation(Relation::AtLeast, value) => low = low.max(at(value)),
                Says::Relation(Relation::Unequal, _) | Says::In(_) | Says::NotIn(_) => {}
            }
        }
        let fits =
            |value: i64| low <= value && value <= high && claims.clone().all(|claim| claim.allows(value));
        let named = claims.clone().find_map(|claim| match claim.says {
            Says::In(values) => Some((values, claim.more)),
            _ => None,
        });
        match named {
            Some((values, more)) => values.iter().any(|value| fits(value.saturating_sub(more))),
            // Among more values than this, `!=` and `!(.. in ..)` leave one over, short of lists that long.
            None if high.saturating_sub(low) > FEW => true,
            None => (low..=high).any(fits),
        }
    }
}

/// What a leaf says about one text.
struct TextClaim<'a> {
    about: &'a Text,
    says: TextSays<'a>,
    want: bool,
}

enum TextSays<'a> {
    Is(&'a str),
    In(&'a [Box<str>]),
    Has(Match, &'a str),
}

impl<'a> TextClaim<'a> {
    fn of((leaf, want): Leaf<'a>) -> Option<Self> {
        let (about, says) = match leaf {
            Test::Same { left, right: Text::Constant(text) } => (left, TextSays::Is(text)),
            Test::Same { left: Text::Constant(text), right } => (right, TextSays::Is(text)),
            Test::TextIn { item, of } => (item, TextSays::In(of)),
            Test::Match { text, how, part: Text::Constant(part) } => (text, TextSays::Has(*how, part)),
            _ => return None,
        };
        Some(Self { about, says, want })
    }

    fn allows(&self, text: &str) -> bool {
        let holds = match self.says {
            TextSays::Is(other) => text == other,
            TextSays::In(texts) => texts.iter().any(|other| **other == *text),
            TextSays::Has(how, part) => how.holds(text, part),
        };
        holds == self.want
    }

    /// All texts that fit this claim, if they can be listed.
    fn candidates(&self) -> Option<Vec<&'a str>> {
        match self.says {
            TextSays::Is(text) if self.want => Some(vec![text]),
            TextSays::In(texts) if self.want => Some(texts.iter().map(|text| &**text).collect()),
            _ => None,
        }
    }
}
