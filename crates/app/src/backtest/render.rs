//! The report as text for people, in Chinese or English.

use super::compare::{Comparison, Measured};
use super::figures::decimal_text;
use super::report::{FileReport, InstantReport, Report, RuleReport};
use super::table::{Table, grouped};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use tessera_engine::calendar::Calendar;
use tessera_engine::program::Text;
use tessera_engine::values::{Instant, Lang};

impl Report {
    /// The report as text with tables, in one language.
    pub fn render(&self, lang: Lang) -> String {
        let zone = Calendar::new(&self.zone).unwrap_or_else(Calendar::utc);
        let words = Words { lang, currency: &self.currency, decimals: self.currency_decimals, zone };
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
        words.rules(&mut out, self.at_end().at, &self.rules);
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
    decimals: u8,
    zone: Calendar,
}

impl Words<'_> {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn money(&self, amount: Decimal) -> String {
        format!("{} {}", self.currency, self.amount(amount))
    }

    /// An amount of money without the currency, with all decimals of its smallest unit.
    fn amount(&self, amount: Decimal) -> String {
        let mut exact = amount.normalize();
        exact.rescale(exact.scale().max(self.decimals.into()));
        grouped(&exact.to_string())
    }

    fn optional(&self, amount: Option<Decimal>) -> String {
        amount.map_or_else(|| "-".into(), |amount| self.amount(amount))
    }

    /// An instant by the shop's clocks.
    fn time(&self, at: Instant) -> String {
        if !at.is_plausible() {
            return at.to_string();
        }
        at.to_timestamp().to_zoned(self.zone.zone().clone()).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
    }

    /// `1 order`, `2 orders`.
    fn things(count: u64, one: &str) -> String {
        format!("{} {one}{}", grouped(&count.to_string()), if count == 1 { "" } else { "s" })
    }

    /// How many members, how many orders, what they came to.
    fn extent(&self, members: u64, orders: u64, spend: Decimal) -> String {
        let spend = self.money(spend);
        match self.lang {
            Lang::Zh => {
                let [members, orders] = [members, orders].map(|count| grouped(&count.to_string()));
                format!("会员 {members} 位，订单 {orders} 张，消费 {spend}")
            }
            Lang::En => format!(
                "{}, {}, {spend} spent",
                Self::things(members, "member"),
                Self::things(orders, "order")
            ),
        }
    }

    fn file(&self, out: &mut String, file: &FileReport) {
        let between = match (file.first, file.last) {
            (Some(first), Some(last)) => format!("{} … {}", self.time(first), self.time(last)),
            _ => "-".into(),
        };
        let comma = self.pick("，", ", ");
        let _ = writeln!(out, "{}{comma}{between}", self.extent(file.members, file.orders, file.spend));
        if let Some(until) = file.until {
            let (until, later) = (self.time(until), grouped(&file.after_until.to_string()));
            let _ = match self.lang {
                Lang::Zh => writeln!(out, "截止 {until}：其后的 {later} 张订单不计"),
                Lang::En => writeln!(out, "Until {until}: {later} later orders were left out"),
            };
        }
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
        let then = self.pick("；", "; ");
        let _ = writeln!(
            out,
            "{read} {rows} {row_word}{open}{kind}{close}{}{then}{unit}{then}{zone} {}",
            columns.join(comma),
            file.zone
        );
        let left_out = [
            (self.pick("无会员的订单", "orders without a member"), file.without_member),
            (self.pick("读不了的行", "rows that cannot be read"), file.rejected_rows),
            (self.pick("因此少了的订单", "orders of such rows"), file.unread_orders),
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
        let at = self.time(instant.at);
        let extent = self.extent(instant.members, instant.orders, instant.spend);
        let _ = match self.lang {
            Lang::Zh => writeln!(out, "\n截至 {at}：{extent}"),
            Lang::En => writeln!(out, "\nAs of {at}: {extent}"),
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
                self.called(&wallet.label),
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
                self.called(&tier.label),
                grouped(&tier.members.to_string()),
                tier.share.map_or_else(|| "-".into(), percent),
                tier.target.map_or_else(|| "-".into(), percent),
            ]);
        }
        table.write(out);
    }

    fn called(&self, label: &Text) -> String {
        label.get(self.lang).to_owned()
    }

    fn rules(&self, out: &mut String, at: Instant, rules: &[RuleReport]) {
        let at = self.time(at);
        let _ = match self.lang {
            Lang::Zh => writeln!(out, "\n截至 {at} 的各规则（按成本）"),
            Lang::En => writeln!(out, "\nRules by cost, as of {at}"),
        };
        let mut table = Table::new(&[
            self.pick("规则", "rule"),
            self.pick("账户", "wallet"),
            self.pick("次数", "events"),
            self.pick("计分金额", "money counted"),
            self.pick("发放", "issued"),
            self.pick("占比", "share"),
            self.pick("成本", "cost"),
        ]);
        for rule in rules {
            table.row([
                self.called(&rule.label),
                self.called(&rule.wallet_label),
                grouped(&rule.times.to_string()),
                self.amount(rule.base),
                grouped(&decimal_text(rule.units, rule.decimals)),
                rule.share.map_or_else(|| "-".into(), percent),
                self.optional(rule.cost),
            ]);
        }
        table.write(out);
    }

    fn comparison(&self, out: &mut String, comparison: &Comparison) {
        let _ = writeln!(out, "\n{} {}", self.pick("与此计划相比：", "Against"), comparison.against);
        let (at, unit) = (self.time(comparison.at), &comparison.measured);
        let wallet = |name: &str| {
            let known = comparison.wallets.iter().find(|wallet| *wallet.name == *name);
            known.map_or_else(|| name.to_owned(), |wallet| self.called(&wallet.label))
        };
        let value = |value: Decimal| match unit {
            Measured::Money => self.money(value),
            Measured::Units(name) => format!("{} {}", grouped(&value.to_string()), wallet(name)),
        };
        let [gained, lost] = [comparison.gained, comparison.lost].map(value);
        let [issued, issued_before] = [comparison.issued_after, comparison.issued_before].map(value);
        let [gain, lose, same] =
            [comparison.gain, comparison.lose, comparison.same].map(|members| grouped(&members.to_string()));
        let s = |count: u64| if count == 1 { "s" } else { "" };
        let _ = match self.lang {
            Lang::Zh => writeln!(
                out,
                "比较的是截至 {at} 已发放、未过期的价值；发放价值 {issued}，原为 {issued_before}\n{gain} 位会员多得 {gained}，{lose} 位少得 {lost}，{same} 位不变"
            ),
            Lang::En => writeln!(
                out,
                "What is compared is what was issued and has not expired as of {at}; issued in all: {issued}, before: {issued_before}\n{} gain{} {gained}, {lose} lose{} {lost}, {same} stay{} the same",
                Self::things(comparison.gain, "member"),
                s(comparison.gain),
                s(comparison.lose),
                s(comparison.same)
            ),
        };
        let (before, after) = (self.pick("原", "before"), self.pick("新", "after"));
        let mut table = Table::new(&[self.pick("会员", "member"), before, after]);
        for change in comparison.largest_gains.iter().chain(&comparison.largest_losses) {
            let [before, after] = [change.before, change.after].map(|worth| match unit {
                Measured::Money => self.amount(worth),
                Measured::Units(_) => grouped(&worth.to_string()),
            });
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
                self.called(&wallet.label),
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
            table.row([self.called(&tier.label), before, after]);
        }
        table.write(out);
    }
}

fn percent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).round_dp(2).normalize())
}
