//! What an example says must come out.

use super::super::context::{Context, unknown};
use super::super::diagnostic::Code;
use super::super::time::instant;
use super::super::tree::Node;
use super::{Expected, Figure, FigureKind};
use crate::program::document::{Expectation, Named, Number};

/// An expectation, read; `None` if it is wrong in itself.
pub(super) fn expected<'n>(
    context: &mut Context<'_, '_>,
    node: &'n Node,
    written: &Expectation,
) -> Option<Expected<'n>> {
    let calendar = context.header.calendar.clone();
    let at = written.at.as_deref().map(|text| instant(context.report, node.at("at"), text, &calendar));
    let mut figures = Vec::new();
    for (key, table, kind) in [
        ("balance", &written.balance, FigureKind::Balance),
        ("available", &written.available, FigureKind::Available),
        ("debt", &written.debt, FigureKind::Debt),
        ("expired", &written.expired, FigureKind::Expired),
    ] {
        wallets(context, node.at(key), table, kind, &mut figures);
    }
    let tier = written.tier.as_deref().map(|name| tier(context, node.at("tier"), name));
    let redeemed = written.redeemed.as_ref().map(|money| context.money(node.at("redeemed"), money));
    Some(Expected {
        at: super::super::wallets::flat(at)?,
        figures: figures.into_iter().collect::<Option<_>>()?,
        tier: super::super::wallets::flat(tier)?.map(|name| (node.at("tier"), name)),
        redeemed: super::super::wallets::flat(redeemed)?.map(|money| (node.at("redeemed"), money)),
    })
}

fn wallets<'n>(
    context: &mut Context<'_, '_>,
    node: &'n Node,
    table: &Named<Number>,
    kind: FigureKind,
    figures: &mut Vec<Option<Figure<'n>>>,
) {
    for (name, number) in &table.0 {
        let node = node.at(name);
        let figure = context.wallet(name, node).and_then(|wallet| {
            let decimals = context.decimals(Some(wallet));
            let units = context.signed_units(node, number, decimals)?;
            Some(Figure { node, wallet, kind, units })
        });
        figures.push(figure);
    }
}

fn tier(context: &mut Context<'_, '_>, at: &Node, name: &str) -> Option<Box<str>> {
    let names = context.names.tiers.iter().map(|(known, _)| *known);
    if names.clone().any(|known| known == name) {
        return Some(name.into());
    }
    let (reason, remedy) = unknown("等级", "tier", name, names);
    context.report.error(at, Code::UnknownTier, reason, remedy);
    None
}
