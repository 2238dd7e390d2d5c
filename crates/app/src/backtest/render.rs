//! The report as text for people, in Chinese or English.

use super::compare::{Comparison, Measured};
use super::figures::{decimal_text, instant_text};
use super::report::{FileReport, InstantReport, Report, RuleReport};
use super::table::{Table, grouped};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use tessera_engine::values::Lang;

impl Report {
    /// The report as text with tables, in one language.
    pub fn render(&self, lang: Lang) -> String {
        let words = Words { lang, currency: &self.currency };
        let mut out = String::new();
        let title = words.pick("回测", "Backtest of");
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "{title} {}\n", self.program);
        words.file(&mut out, &self.file);
        for assumption in &self.assumptions {
            let assumed = words.pick(
                "假设：每单后余额够就兑换一次",
                "Assumed: right after each order that leaves enough, once",
            );
            let _ = writeln!(out, "{assumed} {assumption}");
        }
        for instant in &self.instants {
            words.instant(&mut out, instant);
        }
        words.rules(&mut out, &self.rules);
        if let Some(comparison) = &self.comparison {
            words.comparison(&mut out, comparison);
        }
        for note in &self.notes {
            let _ = writeln!(out, "\n! {}", note.get(lang));
        }
        out
    }
}

struct Words<'a> {
    lang: Lang,
    currency: &'a str,
}

impl Words<'_> {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn money(&self, amount: Decimal) -> String {
        format!("{} {}", grouped(&amount.to_string()), self.currency)
    }

    fn optional(&self, amount: Option<Decimal>) -> String {
        amount.map_or_else(|| "-".into(), |amount| grouped(&amount.to_string()))
    }

    fn file(&self, out: &mut String, file: &FileReport) {
        let (orders, members) = (grouped(&file.orders.to_string()), grouped(&file.members.to_string()));
        let between = match (file.first, file.last) {
            (Some(first), Some(last)) => format!("{} … {}", instant_text(first), instant_text(last)),
            _ => "-".into(),
        };
        let spend = self.money(file.spend);
        let _ = match self.lang {
            Lang::Zh => writeln!(out, "订单 {orders} 张，会员 {members} 位，消费 {spend}，{between}"),
            Lang::En => writeln!(out, "{orders} orders of {members} members, {spend} spent, {between}"),
        };
        let rows = grouped(&file.rows.to_string());
        let kind = match file.rows_are {
            "lines" => self.pick("每行一个商品", "one row per line"),
            _ => self.pick("每行一张订单", "one row per order"),
        };
        let columns: Vec<String> =
            file.columns.iter().map(|(field, column)| format!("{field} = {column}")).collect();
        let unit = match file.amount_unit {
            "minor" => self.pick("金额为最小货币单位", "amounts in minor units"),
            _ => self.pick("金额为元等主单位", "amounts in major units"),
        };
        let zone = self.pick("未带时区的时间按", "times without an offset in");
        let read = self.pick("读入", "Read");
        let row_word = self.pick("行", "rows");
        let (open, close) = (self.pick("（", " ("), self.pick("）：", "): "));
        let (then, comma) = (self.pick("；", "; "), self.pick("，", ", "));
        let _ = writeln!(
            out,
            "{read} {rows} {row_word}{open}{kind}{close}{}{then}{unit}{then}{zone} {}",
            columns.join(comma),
            file.zone
        );
        let left_out = [
            (self.pick("无会员的订单", "orders without a member"), file.without_member),
            (self.pick("读不了的行", "rows that cannot be read"), file.rejected_rows),
            (self.pick("有误的订单", "orders that do not hold together"), file.rejected_orders),
            (self.pick("重复的行（只计一次）", "rows that stand twice (counted once)"), file.repeated_rows),
        ];
        let left_out: Vec<String> = left_out
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(what, count)| format!("{} {what}", grouped(&count.to_string())))
            .collect();
        if !left_out.is_empty() {
            let _ = writeln!(out, "{}{}", self.pick("未计入：", "Left out: "), left_out.join(comma));
        }
    }

    fn instant(&self, out: &mut String, instant: &InstantReport) {
        let (members, orders) = (grouped(&instant.members.to_string()), grouped(&instant.orders.to_string()));
        let (at, spend) = (instant_text(instant.at), self.money(instant.spend));
        let _ = match self.lang {
            Lang::Zh => writeln!(out, "\n截至 {at}：会员 {members} 位，订单 {orders} 张，消费 {spend}"),
            Lang::En => writeln!(out, "\nAs of {at}: {members} members, {orders} orders, {spend} spent"),
        };
        if let (Some(cost), Some(rate)) = (instant.cost, instant.reward_rate) {
            let cost = self.money(cost);
            let _ = match self.lang {
                Lang::Zh => writeln!(out, "发放价值 {cost}，返利率 {rate}%（每消费 100 返还）"),
                Lang::En => writeln!(out, "Issued value {cost}, reward rate {rate} back per 100 spent"),
            };
        }
        self.wallets(out, instant);
        self.tiers(out, instant);
    }

    fn wallets(&self, out: &mut String, instant: &InstantReport) {
        let mut table = Table::new(&[
            self.pick("账户", "wallet"),
            self.pick("发放", "issued"),
            self.pick("使用", "spent"),
            self.pick("过期", "expired"),
            self.pick("未用", "outstanding"),
            self.pick("待生效", "pending"),
            self.pick("欠", "owed"),
            self.pick("发放价值", "issued value"),
            self.pick("未用价值", "liability"),
            self.pick("每百返", "per 100"),
        ]);
        for wallet in &instant.wallets {
            let units = |units: i64| grouped(&decimal_text(units, wallet.decimals));
            table.row([
                wallet.name.to_string(),
                units(wallet.issued),
                units(wallet.spent),
                units(wallet.expired),
                units(wallet.outstanding),
                units(wallet.pending),
                units(wallet.debt),
                self.optional(wallet.cost),
                self.optional(wallet.liability),
                self.optional(wallet.reward_rate),
            ]);
        }
        table.write(out);
    }

    fn tiers(&self, out: &mut String, instant: &InstantReport) {
        let mut table = Table::new(&[
            self.pick("等级", "tier"),
            self.pick("会员", "members"),
            self.pick("占比", "share"),
            self.pick("目标", "target"),
        ]);
        for tier in &instant.tiers {
            table.row([
                tier.name.to_string(),
                grouped(&tier.members.to_string()),
                tier.share.map_or_else(|| "-".into(), percent),
                tier.target.map_or_else(|| "-".into(), percent),
            ]);
        }
        table.write(out);
    }

    fn rules(&self, out: &mut String, rules: &[RuleReport]) {
        let _ = writeln!(out, "\n{}", self.pick("各规则（按成本）", "Rules by cost"));
        let mut table = Table::new(&[
            self.pick("规则", "rule"),
            self.pick("账户", "wallet"),
            self.pick("次数", "times"),
            self.pick("计分金额", "money counted"),
            self.pick("发放", "issued"),
            self.pick("占比", "share"),
            self.pick("成本", "cost"),
        ]);
        for rule in rules {
            table.row([
                rule.name.to_string(),
                rule.wallet.to_string(),
                grouped(&rule.times.to_string()),
                grouped(&rule.base.to_string()),
                grouped(&decimal_text(rule.units, rule.decimals)),
                rule.share.map_or_else(|| "-".into(), percent),
                self.optional(rule.cost),
            ]);
        }
        table.write(out);
    }

    fn comparison(&self, out: &mut String, comparison: &Comparison) {
        let _ = writeln!(out, "\n{} {}", self.pick("与此计划相比：", "Against"), comparison.against);
        let unit = match &comparison.measured {
            Measured::Money => self.currency,
            Measured::Units(wallet) => wallet,
        };
        let (gained, lost) = (grouped(&comparison.gained.to_string()), grouped(&comparison.lost.to_string()));
        let [gain, lose, same] =
            [comparison.gain, comparison.lose, comparison.same].map(|members| grouped(&members.to_string()));
        let _ = match self.lang {
            Lang::Zh => {
                writeln!(out, "{gain} 位会员多得 {gained} {unit}，{lose} 位少得 {lost} {unit}，{same} 位不变")
            }
            Lang::En => writeln!(
                out,
                "{gain} members gain {gained} {unit}, {lose} lose {lost} {unit}, {same} stay the same"
            ),
        };
        let (before, after) = (self.pick("原", "before"), self.pick("新", "after"));
        let mut table = Table::new(&[self.pick("会员", "member"), before, after]);
        for change in comparison.largest_gains.iter().chain(&comparison.largest_losses) {
            let [before, after] = [change.before, change.after].map(|value| grouped(&value.to_string()));
            table.row([change.member_id.to_string(), before, after]);
        }
        table.write(out);
        let issued = self.pick("发放", "issued");
        let outstanding = self.pick("未用", "outstanding");
        let columns =
            [issued, outstanding].map(|what| [format!("{what} {before}"), format!("{what} {after}")]);
        let mut header = vec![self.pick("账户", "wallet")];
        header.extend(columns.iter().flatten().map(String::as_str));
        let mut table = Table::new(&header);
        for wallet in &comparison.wallets {
            let units = |units: i64| grouped(&decimal_text(units, wallet.decimals));
            table.row([
                wallet.name.to_string(),
                units(wallet.issued_before),
                units(wallet.issued_after),
                units(wallet.outstanding_before),
                units(wallet.outstanding_after),
            ]);
        }
        table.write(out);
        let mut table = Table::new(&[self.pick("等级", "tier"), before, after]);
        for tier in &comparison.tiers {
            let [before, after] = [tier.before, tier.after].map(|members| grouped(&members.to_string()));
            table.row([tier.name.to_string(), before, after]);
        }
        table.write(out);
    }
}

fn percent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).round_dp(2).normalize())
}
