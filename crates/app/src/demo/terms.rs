//! What the people of the shop know of the program: what there is to do, and what points buy.

use tessera_engine::decide::{largest_redemption, order_limit};
use tessera_engine::program::{Program, RedemptionTerms, Trigger};

/// See the module.
pub(super) struct Terms {
    /// How many minor units of money make a major one.
    pub(super) minor: i64,
    /// The wallet whose units buy something, and how.
    pub(super) spending: Option<(Box<str>, RedemptionTerms)>,
    /// Whether a daily check-in gives something.
    pub(super) check_in: bool,
    /// Other activities that give something.
    pub(super) activities: Vec<Box<str>>,
}

/// What programs call a daily check-in.
pub(super) const CHECK_IN: &str = "check_in";

impl Terms {
    pub(super) fn of(program: &Program) -> Self {
        let mut activities: Vec<Box<str>> = Vec::new();
        for rule in &program.rules {
            if let Trigger::Activity(kind) = &rule.trigger
                && !activities.contains(kind)
            {
                activities.push(kind.clone());
            }
        }
        let check_in = activities.iter().any(|kind| &**kind == CHECK_IN);
        activities.retain(|kind| &**kind != CHECK_IN);
        let spending = program
            .wallets
            .iter()
            .find_map(|wallet| wallet.redemption.as_ref().map(|terms| (wallet.name.clone(), terms.clone())));
        Self {
            minor: 10_i64.pow(u32::from(program.currency.exponent.min(4))),
            spending,
            check_in,
            activities,
        }
    }

    /// The smallest redemption.
    pub(super) fn smallest(&self) -> Option<i64> {
        let (_, terms) = self.spending.as_ref()?;
        let step = terms.step.max(1);
        let units = terms.minimum.max(1);
        Some(units + (step - units % step) % step)
    }

    /// The most units that can pay a part of an order.
    pub(super) fn most(&self, available: i64, amount: i64) -> i64 {
        self.spending.as_ref().map_or(0, |(_, terms)| {
            largest_redemption(terms, available, order_limit(terms, amount), self.minor)
        })
    }
}
