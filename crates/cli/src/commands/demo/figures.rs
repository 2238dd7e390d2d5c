//! What the demo tells about the shop: totals, tiers, one member's story.

use crate::commands::explain;
use crate::context::Context;
use crate::exit::Failure;
use crate::labels::Labels;
use crate::output::{Align, Table, grouped, percent};
use crate::text::text;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use tessera_app::{App, MemberExport, MemberRef, Name, WalletExport};
use tessera_engine::values::Instant;

/// Totals over all members.
pub(super) struct Figures {
    members: i64,
    orders: i64,
    spend: i64,
    wallets: Vec<(Name, WalletExport)>,
    tiers: BTreeMap<Box<str>, i64>,
    /// Whose story is told.
    pub(super) hero: Option<Box<str>>,
}

/// How many events of the story are told.
const TOLD: usize = 12;

/// Sums up all members as of an instant.
pub(super) async fn gather(app: &App, at: Instant) -> Result<Figures, Failure> {
    let wallets = app.wallet_names().into_iter().map(|name| (name, WalletExport::default())).collect();
    let mut figures =
        Figures { members: 0, orders: 0, spend: 0, wallets, tiers: BTreeMap::new(), hero: None };
    app.export_members(&[at], &mut |member| {
        figures.add(&member);
        Ok(())
    })
    .await?;
    Ok(figures)
}

impl Figures {
    fn add(&mut self, member: &MemberExport) {
        self.members += 1;
        self.orders += i64::try_from(member.orders).unwrap_or(i64::MAX);
        self.spend = self.spend.saturating_add(member.spend);
        for ((_, sum), wallet) in self.wallets.iter_mut().zip(&member.wallets) {
            sum.earned += wallet.earned;
            sum.spent += wallet.spent;
            sum.expired += wallet.expired;
            sum.balance += wallet.balance;
        }
        *self.tiers.entry(member.tier.as_deref().unwrap_or_default().into()).or_default() += 1;
        if is_a_story(member) && self.hero.as_ref().is_none_or(|hero| member.member_id < *hero) {
            self.hero = Some(member.member_id.clone());
        }
    }
}

/// Somebody who earned, spent and has points left, and whose life is short enough to tell.
fn is_a_story(member: &MemberExport) -> bool {
    let spent = |wallet: &WalletExport| wallet.spent > 0 && wallet.balance > 0;
    (5..=9).contains(&member.orders) && member.wallets.iter().any(spent)
}

/// The totals as tables.
pub(super) fn report(context: &Context, figures: &Figures, program: &Labels) -> String {
    let (members, orders) = (grouped(figures.members), grouped(figures.orders));
    let spend = program.money(figures.spend);
    let mut out = context
        .say(&text!(
            "{members} 位会员，{orders} 张订单，共 {spend}。\n",
            "{members} members, {orders} orders, {spend} in all.\n"
        ))
        .to_owned();
    out.push_str(&wallets(context, figures, program).to_string());
    if let Some(tiers) = tiers(context, figures, program) {
        out.push_str(&format!("\n\n{tiers}"));
    }
    out
}

fn wallets(context: &Context, figures: &Figures, program: &Labels) -> Table {
    let heads = [
        (text!("账户", "wallet"), Align::Left),
        (text!("发放", "issued"), Align::Right),
        (text!("使用", "spent"), Align::Right),
        (text!("过期", "expired"), Align::Right),
        (text!("未用", "outstanding"), Align::Right),
    ];
    let mut table = Table::new(heads.iter().map(|(head, align)| (context.say(head), *align)));
    for (name, sum) in &figures.wallets {
        let figures = [sum.earned, sum.spent, sum.expired, sum.balance];
        let figures = figures.map(|units| program.units(name, units));
        table.row(std::iter::once(program.wallet(name, context.lang).to_owned()).chain(figures));
    }
    table
}

fn tiers(context: &Context, figures: &Figures, program: &Labels) -> Option<Table> {
    let set = program.program()?.tiers.as_ref()?;
    let heads = [
        (text!("等级", "tier"), Align::Left),
        (text!("会员", "members"), Align::Right),
        (text!("占比", "share"), Align::Right),
        (text!("目标", "target"), Align::Right),
    ];
    let mut table = Table::new(heads.iter().map(|(head, align)| (context.say(head), *align)));
    for tier in &set.tiers {
        let members = figures.tiers.get(&tier.name).copied().unwrap_or(0);
        let target = tier.target_share.and_then(|share| (share * Decimal::ONE_THOUSAND).to_i64());
        table.row([
            program.tier(&tier.name, context.lang).to_owned(),
            grouped(members),
            percent(members, figures.members),
            target.map_or_else(|| "–".into(), |target| percent(target, 1000)),
        ]);
    }
    Some(table)
}

/// One member's story: "why do I have 120 points?"
pub(super) async fn story(context: &Context, app: &App, figures: &Figures) -> Result<String, Failure> {
    let Some(hero) = &figures.hero else { return Ok(String::new()) };
    let member = MemberRef::External(hero.clone());
    let view = app.member(&member).await?;
    let wallet = view.wallets.iter().find(|wallet| wallet.spent > 0);
    let (units, label) = wallet.map_or((0, ""), |wallet| (wallet.balance, context.say(&wallet.label)));
    let units = wallet.map_or_else(String::new, |wallet| crate::output::units(units, wallet.decimals));
    let question = text!(
        "\n会员 {hero} 问：我的 {units} {label}是怎么来的？\n",
        "\n{hero} asks: why do I have {units} {label}?\n"
    );
    Ok(format!("{}{}", context.say(&question), explain::whole(context, app, &member, TOLD).await?))
}
