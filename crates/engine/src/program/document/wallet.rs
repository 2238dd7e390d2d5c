//! Wallets as they are written.

use super::{Number, Words};
use schemars::JsonSchema;
use serde::Deserialize;

/// 一个账户：一种单位，如积分、成长值、返现。
/// A wallet: one kind of unit, such as points, growth value, cashback.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wallet {
    /// 名称。
    /// What people call it.
    pub label: Option<Words>,
    /// 单位有几位小数：积分 0，返现 2。默认 0。
    /// How many decimals a unit has: 0 for points, 2 for cashback. Default: 0.
    #[serde(default)]
    #[schemars(range(min = 0, max = 6))]
    pub decimals: i64,
    /// 一个单位值多少钱（元），用于报表和返利率，如 "0.01"。不是兑换比例。
    /// What one unit is worth in money, for reports and the reward rate, such as "0.01". Not the redemption rate.
    pub worth: Option<Number>,
    /// 获得后何时可用。默认立即。
    /// When earned units can be spent. Default: at once.
    pub activation: Option<Activation>,
    /// 何时过期。默认不过期。
    /// When units expire. Default: never.
    pub expiry: Option<Expiry>,
    /// 过期时结转一部分。
    /// What of the expiring units goes on in a new lot.
    pub rollover: Option<Rollover>,
    /// 如何抵现；不写则不能抵现。
    /// How units pay money; without it they do not.
    pub redemption: Option<Redemption>,
    /// 要扣回而余额不够时：owe 欠着（默认），forgive 免除。
    /// When more must be taken back than there is: owe (default) or forgive.
    #[serde(default)]
    pub debt: DebtPolicy,
    /// 几个倍数同时适用时：highest 取最高（默认），product 相乘，sum 增量相加。
    /// When several multipliers apply: highest (default), product or sum.
    #[serde(default)]
    pub multipliers: Multipliers,
}

/// 获得后何时可用。
/// When earned units can be spent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Activation {
    /// 立即。
    /// At once.
    Immediate {},
    /// 满若干个 24 小时。
    /// So many times 24 hours after the event.
    AfterDays {
        /// 天数。
        /// How many.
        #[schemars(range(min = 1, max = 36_500))]
        days: i64,
    },
    /// 若干天后的当地零点。
    /// At local midnight, so many calendar days after the event's day.
    DayStart {
        /// 天数。
        /// How many.
        #[schemars(range(min = 1, max = 36_500))]
        days: i64,
    },
}

/// 何时过期。
/// When units expire.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expiry {
    /// 不过期。
    /// Never.
    Never {},
    /// 每年固定日期的零点，如次年 1 月 1 日。2 月 29 日在平年为 3 月 1 日。
    /// At local midnight of a date of the year, such as the next 1 January. 29 February is 1 March in common years.
    FixedDate {
        /// 月。
        /// Month.
        #[schemars(range(min = 1, max = 12))]
        month: i64,
        /// 日。
        /// Day.
        #[schemars(range(min = 1, max = 31))]
        day: i64,
        /// 获得后的第几个该日期。默认 1，即下一个。
        /// The nth such date after earning. Default: 1, the next one.
        #[serde(default = "one")]
        #[schemars(range(min = 1, max = 100))]
        nth: i64,
    },
    /// 获得后若干天或若干个月。
    /// So many days or months after earning.
    Rolling {
        /// 天数（与 months 二选一）。
        /// Local calendar days (either this or months).
        #[schemars(range(min = 1, max = 36_500))]
        days: Option<i64>,
        /// 月数（与 days 二选一），月末日期不够时取该月最后一天。
        /// Calendar months (either this or days), clamped to the month's last day.
        #[schemars(range(min = 1, max = 1200))]
        months: Option<i64>,
        /// 最后一天全天有效，当地零点过期。默认 false，即精确到时刻。
        /// Valid through the whole last day. Default: false, to the instant.
        #[serde(default)]
        through_end_of_day: bool,
    },
    /// 若干天或若干个月没有订单，整个账户过期。
    /// The whole wallet expires after so many days or months without an order.
    Inactivity {
        /// 天数（与 months 二选一）。
        /// Local calendar days (either this or months).
        #[schemars(range(min = 1, max = 36_500))]
        days: Option<i64>,
        /// 月数（与 days 二选一）。
        /// Calendar months (either this or days).
        #[schemars(range(min = 1, max = 1200))]
        months: Option<i64>,
    },
}

fn one() -> i64 {
    1
}

/// 结转：过期时的一部分转入新批次。
/// Rollover: what of the units that would expire goes on in a new lot.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollover {
    /// 比例，0 到 1，如 "0.5"。默认 1。
    /// The share, 0 to 1, such as "0.5". Default: 1.
    pub share: Option<Number>,
    /// 最多多少个单位。
    /// At most this many units.
    pub max: Option<Number>,
}

/// 抵现。
/// How units pay money.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redemption {
    /// 一次至少多少个单位。默认 1 个最小单位。
    /// The fewest units in one redemption. Default: the smallest unit.
    pub minimum: Option<Number>,
    /// 每次须为它的整数倍。默认 1 个最小单位。
    /// Redemptions go in multiples of this. Default: the smallest unit.
    pub step: Option<Number>,
    /// 兑换比例分档，由低到高。整次兑换按所在档计算。
    /// Bands of the rate, ascending. The whole redemption is at the rate of the band it falls in.
    #[schemars(length(min = 1))]
    pub bands: Vec<RedemptionBand>,
    /// 最多可付订单的多大比例，0 到 1。
    /// The largest share of an order that units may pay, 0 to 1.
    pub max_share: Option<Number>,
}

/// 兑换比例的一档。
/// One band of a redemption rate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedemptionBand {
    /// 从多少个单位起（含）。
    /// From this many units on, inclusive.
    pub from: Number,
    /// 多少个单位抵 1 元，如 "100"。
    /// Units that buy one major unit of money, such as "100".
    pub units_per_money: Number,
}

/// 要扣回而余额不够时。
/// When more must be taken back than there is.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DebtPolicy {
    /// 欠着，以后先还。
    /// The wallet goes into visible debt, paid off by what is earned next.
    #[default]
    Owe,
    /// 免除。
    /// What is not there is forgiven.
    Forgive,
}

/// 几个倍数同时适用时。
/// When several multipliers apply to one event.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Multipliers {
    /// 只取最高的。
    /// Only the largest counts.
    #[default]
    Highest,
    /// 相乘：2 倍和 3 倍得 6 倍。
    /// They multiply: 2 and 3 give 6.
    Product,
    /// 增量相加：2 倍和 3 倍得 4 倍。
    /// Their surpluses add: 2 and 3 give 4.
    Sum,
}
