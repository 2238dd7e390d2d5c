//! What a condition says of the member's tier, whatever else it looks at.

use super::Condition;
use super::ast::{Test, Text};
use super::names::TextName;

impl Condition {
    /// Whether the condition looks at the member's tier at all.
    pub fn looks_at_tier(&self) -> bool {
        looks_at_tier(&self.test)
    }

    /// Whether the condition can hold for a member of this tier, by its name.
    pub fn can_hold_for(&self, tier: &str) -> bool {
        known(&self.test, tier) != Some(false)
    }
}

fn is_tier(text: &Text) -> bool {
    matches!(text, Text::Name(TextName::MemberTier))
}

fn looks_at_tier(test: &Test) -> bool {
    match test {
        Test::Not(inner) => looks_at_tier(inner),
        Test::All(parts) | Test::Any(parts) => parts.iter().any(looks_at_tier),
        Test::Same { left, right } => is_tier(left) || is_tier(right),
        Test::TextIn { item, .. } => is_tier(item),
        _ => false,
    }
}

/// Whether the test holds for the tier, if the tier alone decides that.
fn known(test: &Test, tier: &str) -> Option<bool> {
    match test {
        Test::Constant(holds) => Some(*holds),
        Test::Not(inner) => known(inner, tier).map(|holds| !holds),
        Test::All(parts) => all(parts, tier, true),
        Test::Any(parts) => all(parts, tier, false),
        Test::Same { left, right } => match (left, right) {
            (side, Text::Constant(name)) | (Text::Constant(name), side) if is_tier(side) => {
                Some(**name == *tier)
            }
            _ => None,
        },
        Test::TextIn { item, of } if is_tier(item) => Some(of.iter().any(|name| **name == *tier)),
        _ => None,
    }
}

/// `wanted` if all parts are; the contrary as soon as one is that.
fn all(parts: &[Test], tier: &str, wanted: bool) -> Option<bool> {
    let mut whole = Some(wanted);
    for part in parts {
        match known(part, tier) {
            Some(holds) if holds == wanted => {}
            Some(contrary) => return Some(contrary),
            None => whole = None,
        }
    }
    whole
}
