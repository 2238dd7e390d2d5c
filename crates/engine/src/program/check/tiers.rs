//! The `[tiers]` section.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use super::values;
use super::wallets::flat;
use crate::program::document::{self, NamedWindow, Window as Written};
use crate::program::text::both;
use crate::program::{Measure, Tier, TierSet, Window};

/// More tiers than any program needs.
const MAX_TIERS: usize = 64;

/// The tier set in its checked form.
pub(super) fn tiers(context: &mut Context<'_, '_>, node: &Node) -> Option<TierSet> {
    let measure = node.get("measure").and_then(|at| {
        let written: document::Measure = context.read(at)?;
        measure(context, at, &written)
    });
    let list = node.at("tier");
    if list.items().len() > MAX_TIERS {
        context.too_many(list, MAX_TIERS);
        return None;
    }
    let (starts, tiers): (Vec<Option<i64>>, Vec<Option<Tier>>) =
        list.items().iter().map(|item| tier(context, item, measure)).unzip();
    if starts.first().is_some_and(|first| first.is_some_and(|first| first > 0)) {
        context.report.error(
            list.item(0).at("from"),
            Code::FirstBand,
            both!(
                "第一个等级不从 0 起，新会员就没有等级。",
                "The first tier does not begin at 0, so new members have none."
            ),
            both!("最低等级写 from = 0。", "Let the lowest tier begin with from = 0."),
        );
    }
    context.ascending(list, &starts);
    Some(TierSet { measure: measure?, tiers: tiers.into_iter().collect::<Option<_>>()? })
}

fn measure(context: &mut Context<'_, '_>, at: &Node, written: &document::Measure) -> Option<Measure> {
    match written {
        document::Measure::Units { wallet } => {
            context.wallet(wallet, at.at("wallet")).map(|wallet| Measure::Units { wallet })
        }
        document::Measure::Spend { window } => Some(Measure::Spend {
            window: match window {
                Written::Named(NamedWindow::Lifetime) => Window::Lifetime,
                Written::Named(NamedWindow::CalendarYear) => Window::CalendarYear,
                Written::Rolling(rolling) => {
                    Window::RollingMonths(u32::try_from(rolling.rolling_months).unwrap_or(1))
                }
            },
        }),
    }
}

/// Where a tier begins, and the tier.
fn tier(context: &mut Context<'_, '_>, node: &Node, measure: Option<Measure>) -> (Option<i64>, Option<Tier>) {
    let Some(document) = context.read::<document::Tier>(node) else { return (None, None) };
    let at = node.at("from");
    let from = match measure {
        Some(Measure::Spend { .. }) => context.money(at, &document.from),
        Some(Measure::Units { wallet }) => {
            let decimals = context.decimals(Some(wallet));
            context.units(at, &document.from, decimals)
        }
        // The measure is wrong and said to be; six decimals let every start through.
        None => context.units(at, &document.from, 6),
    };
    let share = document
        .target_share
        .as_ref()
        .map(|share| values::share(context.report, node.at("target_share"), share));
    let label = context.label(document.label, &document.name);
    let name = document.name.into();
    let tier = from.zip(flat(share)).map(|(from, target_share)| Tier { name, label, from, target_share });
    (from, tier)
}
