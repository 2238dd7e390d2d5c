//! What the shop sells, and where.

use super::calendar::{Season, scaled};
use super::dice::Dice;
use tessera_engine::event::Line;
use tessera_engine::values::Quantity;

/// The stores and how many members call them home, as weights. The last one is the online store.
pub(super) const STORES: &[(u32, &str)] = &[
    (26, "sh-jingan"),
    (20, "sh-xuhui"),
    (17, "hz-westlake"),
    (13, "nj-xinjiekou"),
    (11, "sz-pingjiang"),
    (13, ONLINE),
];

/// The online store.
pub(super) const ONLINE: &str = "online";

/// Where an online order comes from.
pub(super) const ONLINE_CHANNELS: &[(u32, &str)] = &[(60, "wechat"), (25, "app"), (15, "web")];

/// Where members join who join in a store.
pub(super) const STORE_JOINS: &[(u32, &str)] = &[(70, "pos"), (30, "wechat")];

struct Article {
    sku: &'static str,
    category: &'static str,
    /// In hundredths of a major unit of money.
    price: i64,
}

macro_rules! articles {
    ($($weight:literal $sku:literal $category:literal $price:literal;)*) => {
        &[$(($weight, Article { sku: $sku, category: $category, price: $price })),*]
    };
}

/// The articles, each with how often it is bought.
const ARTICLES: &[(u32, Article)] = articles! {
    90 "TEA-1001" "tea" 6_800;
    80 "TEA-1002" "tea" 8_800;
    60 "TEA-1003" "tea" 12_800;
    40 "TEA-1004" "tea" 19_900;
    18 "TEA-1005" "tea" 36_800;
    6 "TEA-1006" "tea" 88_000;
    85 "DRK-2001" "drinks" 1_890;
    80 "DRK-2002" "drinks" 2_250;
    60 "DRK-2003" "drinks" 2_680;
    70 "PST-3001" "pastry" 3_280;
    55 "PST-3002" "pastry" 4_560;
    35 "PST-3003" "pastry" 6_990;
    30 "WAR-4001" "teaware" 9_900;
    22 "WAR-4002" "teaware" 16_800;
    9 "WAR-4003" "teaware" 39_900;
    3 "WAR-4004" "teaware" 128_000;
    28 "GFT-5001" "gift" 15_800;
    16 "GFT-5002" "gift" 29_800;
    7 "GFT-5003" "gift" 58_800;
};

/// How many different articles a basket has.
const BASKETS: &[(u32, usize)] = &[(40, 1), (28, 2), (17, 3), (10, 4), (5, 5)];

/// On days of sale, each full amount of the first takes off the second; hundredths of a major unit.
const FULL_REDUCTION: (i64, i64) = (30_000, 4_000);

/// The lines of a basket. `size` is the member's taste for large ones, in thousandths; `minor` how many minor units of money
/// make a major one.
pub(super) fn basket(dice: &mut Dice, season: Season, size: u32, minor: i64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let large = scaled(season.baskets, size);
    for number in 1..=*dice.pick(BASKETS) {
        let article = dice.pick(ARTICLES);
        let mut pieces = 1 + i64::from(dice.chance(220)) + i64::from(dice.chance(80));
        let mut extra = large.saturating_sub(1_000);
        while extra > 0 && article.price < 20_000 {
            pieces += i64::from(dice.chance(extra.min(1_000)));
            extra = extra.saturating_sub(1_000);
        }
        lines.push(Line {
            id: number.to_string().into(),
            sku: Some(article.sku.into()),
            category: Some(article.category.into()),
            quantity: Quantity::pieces(pieces),
            amount: pieces * money(article.price, minor),
        });
    }
    if season.sale {
        let times = lines.iter().map(|line| line.amount).sum::<i64>() / money(FULL_REDUCTION.0, minor).max(1);
        if times > 0 {
            lines.push(Line {
                id: (lines.len() + 1).to_string().into(),
                sku: None,
                category: Some("discount".into()),
                quantity: Quantity::pieces(1),
                amount: -times * money(FULL_REDUCTION.1, minor),
            });
        }
    }
    lines
}

/// Hundredths of a major unit in minor units.
fn money(hundredths: i64, minor: i64) -> i64 {
    hundredths * minor / 100
}

#[cfg(test)]
mod tests {
    use super::super::calendar::season;
    use super::*;
    use tessera_engine::calendar::Day;

    #[test]
    fn baskets_cost_something_even_on_days_of_sale() {
        let mut dice = Dice::new(3);
        let mut discounts = 0;
        for minor in [1, 100, 1000] {
            for _ in 0..500 {
                let lines = basket(&mut dice, season(Day::of(2026, 11, 11)), 1_800, minor);
                assert!(lines.iter().map(|line| line.amount).sum::<i64>() > 0);
                discounts += i32::from(lines.iter().any(|line| line.amount < 0));
            }
        }
        assert!(discounts > 300, "{discounts}");
    }
}
