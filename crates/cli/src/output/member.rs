//! A member's sheet: who, wallets, lots, tier.

use super::{Align, Table, grouped};
use crate::labels::Labels;
use crate::text::text;
use std::fmt::Write;
use tessera_app::{MemberView, NextTier, WalletView};
use tessera_engine::values::Lang;

/// The lots that a sheet lists of one wallet.
const LOTS: usize = 12;

/// The sheet. Ends without a newline.
pub(crate) fn member_sheet(member: &MemberView, program: &Labels, lang: Lang) -> String {
    let mut out = String::new();
    let name = member.external_id.as_deref().map(str::to_owned).unwrap_or_else(|| member.id.to_string());
    let (id, joined) = (member.id, program.time(member.joined_at));
    let (orders, spend) = (grouped(member.orders as i64), program.money(member.spend));
    let (at, zone) = (program.time(member.at), program.zone());
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{}",
        text!(
            "会员 {name}（{id}），{joined} 入会；{orders} 单，共 {spend}。截至 {at}（{zone}）。",
            "Member {name} ({id}), joined {joined}; {orders} orders, {spend} in all. As of {at} ({zone})."
        )
        .get(lang)
    );
    if let Some(tier) = tier(member, program, lang) {
        let _ = writeln!(out, "{tier}");
    }
    let _ = write!(out, "\n{}", wallets(&member.wallets, lang));
    for wallet in member.wallets.iter().filter(|wallet| !wallet.lots.is_empty()) {
        let _ = write!(out, "\n\n{}", lots(wallet, program, lang));
    }
    out
}

fn tier(member: &MemberView, program: &Labels, lang: Lang) -> Option<String> {
    let tier = member.tier.as_ref()?;
    let label = program.tier(&tier.name, lang);
    let Some(NextTier { tier: next, measured, missing, wallet, .. }) = &member.next_tier else {
        return Some(text!("等级 {label}，已是最高。", "Tier {label}, the highest.").get(lang).to_owned());
    };
    let next = program.tier(&next.name, lang);
    let amount = |number: i64| match wallet {
        Some(wallet) => format!("{} {}", program.units(wallet, number), program.wallet(wallet, lang)),
        None => program.money(number),
    };
    let (measured, missing) = (amount(*measured), amount(*missing));
    let progress = text!(
        "等级 {label}：现有 {measured}，距 {next} 还差 {missing}。",
        "Tier {label}: has {measured}, {missing} short of {next}."
    );
    Some(progress.get(lang).to_owned())
}

fn wallets(wallets: &[WalletView], lang: Lang) -> Table {
    let heads = [
        (text!("账户", "wallet"), Align::Left),
        (text!("余额", "balance"), Align::Right),
        (text!("可用", "available"), Align::Right),
        (text!("待生效", "pending"), Align::Right),
        (text!("欠额", "debt"), Align::Right),
        (text!("累计获得", "earned"), Align::Right),
        (text!("已用", "spent"), Align::Right),
        (text!("过期", "expired"), Align::Right),
        (text!("人工调整", "adjusted"), Align::Right),
    ];
    let mut table = Table::new(heads.iter().map(|(head, align)| (head.get(lang), *align)));
    for wallet in wallets {
        let figures = [
            wallet.balance,
            wallet.available,
            wallet.pending,
            wallet.debt,
            wallet.earned,
            wallet.spent,
            wallet.expired,
            wallet.adjusted,
        ];
        let figures = figures.map(|units| super::units(units, wallet.decimals));
        table.row(std::iter::once(wallet.label.get(lang).to_owned()).chain(figures));
    }
    table
}

fn lots(wallet: &WalletView, program: &Labels, lang: Lang) -> String {
    let heads = [
        (text!("余量", "units"), Align::Right),
        (text!("来自第几件事", "of event"), Align::Right),
        (text!("可用起", "available from"), Align::Left),
        (text!("过期", "expires"), Align::Left),
    ];
    let mut table = Table::new(heads.iter().map(|(head, align)| (head.get(lang), *align)));
    for lot in wallet.lots.iter().take(LOTS) {
        table.row([
            super::units(lot.units, wallet.decimals),
            if lot.event == 0 {
                text!("各次", "several").get(lang).to_owned()
            } else {
                lot.event.to_string()
            },
            program.time(lot.activates_at),
            lot.expires_at
                .map_or_else(|| text!("不过期", "never").get(lang).to_owned(), |at| program.time(at)),
        ]);
    }
    let (label, count) = (wallet.label.get(lang), wallet.lots.len());
    let title = text!(
        "{label}：未用完的批次 {count} 个，先到期的先用",
        "{label}: {count} open lots, spent in this order"
    );
    let rest = count.saturating_sub(LOTS);
    let more = if rest == 0 {
        String::new()
    } else {
        format!("\n{}", text!("……另有 {rest} 个", "... and {rest} more").get(lang))
    };
    format!("{}\n{table}{more}", title.get(lang))
}
