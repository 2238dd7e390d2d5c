//! What a rule gives: the `give` of a rule.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use super::values;
use crate::program::document::{self, Give};
use crate::program::figures::scale_up;
use crate::program::text::both;
use crate::program::{Band, BandMode, Basis, Effect, Trigger};
use rust_decimal::Decimal;

/// The effect in its checked form: rates and units in the smallest unit of the wallet.
pub(super) fn effect(
    context: &mut Context<'_, '_>,
    at: &Node,
    give: &Give,
    wallet: Option<usize>,
    trigger: Option<&Trigger>,
) -> Option<Effect> {
    let on_order = matches!(trigger, Some(Trigger::Order) | None);
    let decimals = context.decimals(wallet);
    match give {
        Give::Rate { rate, whole_units, basis } => {
            let rate = rate_of(context, at.at("rate"), rate, decimals);
            needs_order(context, at.at("rate"), on_order)?;
            Some(Effect::Rate { rate: rate?, whole_units: *whole_units, basis: checked_basis(*basis) })
        }
        Give::Bands { bands, mode, whole_units, basis } => {
            let bands = earning_bands(context, at.at("bands"), bands, decimals);
            needs_order(context, at.at("bands"), on_order)?;
            let mode = match mode {
                document::BandMode::Marginal => BandMode::Marginal,
                document::BandMode::Whole => BandMode::Whole,
            };
            Some(Effect::Bands {
                mode,
                bands: bands?,
                whole_units: *whole_units,
                basis: checked_basis(*basis),
            })
        }
        Give::Units { units, threshold, basis } => {
            let units = context.some_units(at.at("units"), units, decimals);
            let money = threshold.as_ref().map(|money| context.money(at.at("threshold"), money));
            if let Some(key) = at.get("threshold").or_else(|| at.get("basis")) {
                needs_order(context, key, on_order)?;
            }
            Some(Effect::Fixed {
                units: units?,
                threshold: super::wallets::flat(money)?.unwrap_or(0),
                basis: checked_basis(basis.unwrap_or_default()),
            })
        }
        Give::Multiply { multiply, of, bonuses } => {
            let factor = values::not_negative(context.report, at.at("multiply"), multiply);
            let of: Vec<Option<usize>> =
                of.iter().enumerate().map(|(i, name)| context.rule(name, at.at("of").item(i))).collect();
            if !bonuses {
                needs_order(context, at.at("multiply"), on_order)?;
            }
            Some(Effect::Multiply {
                factor: factor?,
                of: of.into_iter().collect::<Option<_>>()?,
                bonuses: *bonuses,
            })
        }
    }
}

fn rate_of(
    context: &mut Context<'_, '_>,
    at: &Node,
    rate: &document::Number,
    decimals: u8,
) -> Option<Decimal> {
    values::not_negative(context.report, at, rate).map(|rate| scale_up(rate, decimals))
}

fn earning_bands(
    context: &mut Context<'_, '_>,
    at: &Node,
    bands: &[document::Band],
    decimals: u8,
) -> Option<Vec<Band>> {
    let (mut checked, mut starts) = (Vec::with_capacity(bands.len()), Vec::with_capacity(bands.len()));
    for (i, band) in bands.iter().enumerate() {
        let node = at.item(i);
        let from = context.money(node.at("from"), &band.from);
        let rate = rate_of(context, node.at("rate"), &band.rate, decimals);
        starts.push(from);
        checked.push(from.zip(rate).map(|(from, rate)| Band { from, rate }));
    }
    if starts.first().is_some_and(|first| first.is_some_and(|first| first > 0)) {
        context.report.error(
            at.item(0).at("from"),
            Code::FirstBand,
            both!(
                "第一档不从 0 起，小额订单就没有比例。",
                "The first band does not begin at 0, so small orders have no rate."
            ),
            both!(
                "加一档 from = 0；不给积分就写 rate = \"0\"。",
                "Add a band with from = 0; to give nothing, write rate = \"0\"."
            ),
        );
        return None;
    }
    let ascending = context.ascending(at, &starts);
    let checked: Option<Vec<_>> = checked.into_iter().collect();
    checked.filter(|_| ascending)
}

/// Says that only orders have an amount, unless the rule is on orders.
fn needs_order(context: &mut Context<'_, '_>, at: &Node, on_order: bool) -> Option<()> {
    if on_order {
        return Some(());
    }
    context.report.error(
        at,
        Code::NeedsOrder,
        both!(
            "只有订单才有金额，入会和活动没有。",
            "Only orders have an amount; joining and activities have none."
        ),
        both!(
            "改写 give = {{ units = … }}，或写 on = \"order\"。",
            "Write give = {{ units = … }} instead, or on = \"order\"."
        ),
    );
    None
}

fn checked_basis(basis: document::Basis) -> Basis {
    match basis {
        document::Basis::Paid => Basis::Paid,
        document::Basis::Price => Basis::Price,
    }
}
