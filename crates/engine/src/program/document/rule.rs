//! Rules and caps as they are written.

use super::{Activation, Expiry, Number, Words};
use schemars::JsonSchema;
use serde::Deserialize;

/// 一条规则：遇到什么事，满足什么条件，给多少。
/// A rule: on what, under which condition, it gives what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// 规则名，用于流水和说明。
    /// The name used in entries and explanations.
    pub name: String,
    /// 名称。
    /// What people call it.
    pub label: Option<Words>,
    /// 触发："order" 订单，"join" 入会，"activity:check_in" 某种活动。
    /// What it reacts to: "order", "join", or "activity:" and the kind, such as "activity:check_in".
    pub on: String,
    /// 记入哪个账户。
    /// The wallet it earns into.
    pub wallet: String,
    /// 条件（CEL），如 'order.store == "s01"'。
    /// The condition (CEL), such as 'order.store == "s01"'.
    pub when: Option<String>,
    /// 选哪些行（CEL），如 'line.category != "tobacco"'。不写则整单。
    /// Which lines count (CEL), such as 'line.category != "tobacco"'. Without it the whole order.
    pub lines: Option<String>,
    /// 从何时起（含）：日期即当地零点，或日期时间。
    /// In force from this instant, inclusive: a date means local midnight.
    pub from: Option<String>,
    /// 到何时止（不含）：日期即当地零点，或日期时间。
    /// In force until this instant, exclusive: a date means local midnight.
    pub until: Option<String>,
    /// 给什么。
    /// What it gives.
    pub give: Give,
    /// 改用此过期方式，不用账户的。
    /// Overrides the wallet's expiry.
    pub expiry: Option<Expiry>,
    /// 改用此生效方式，不用账户的。
    /// Overrides the wallet's activation.
    pub activation: Option<Activation>,
}

/// 给什么：rate 每元若干，bands 分档，units 固定数量，multiply 倍数。
/// What a rule gives: a rate, a rate by bands, a fixed number of units, or a multiplier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Give {
    /// 每元若干。
    /// So many units per major unit of money.
    Rate {
        /// 每 1 元给多少个单位，如 "1"。
        /// Units per major unit of money, such as "1".
        rate: Number,
        /// 只计整元。默认 false。
        /// Only whole major units count. Default: false.
        #[serde(default)]
        whole_units: bool,
        /// 按实付还是按价格。默认 paid。
        /// Which amount counts. Default: paid.
        #[serde(default)]
        basis: Basis,
    },
    /// 按订单金额分档。
    /// A rate by bands of the order's amount.
    Bands {
        /// 各档，由低到高，第一档从 0 起。
        /// The bands, ascending; the first is from 0.
        #[schemars(length(min = 1))]
        bands: Vec<Band>,
        /// whole：整单按所在档；marginal：各段按各档。
        /// whole: the whole order at its band's rate; marginal: each slice at its own.
        mode: BandMode,
        /// 只计整元。默认 false。
        /// Only whole major units count. Default: false.
        #[serde(default)]
        whole_units: bool,
        /// 按实付还是按价格。默认 paid。
        /// Which amount counts. Default: paid.
        #[serde(default)]
        basis: Basis,
    },
    /// 固定数量。
    /// A fixed number of units per event.
    Units {
        /// 多少个单位。
        /// How many.
        units: Number,
        /// 仅限订单：金额至少这么多才给。
        /// For orders: only if the amount is at least this.
        threshold: Option<Number>,
        /// threshold 比较实付还是价格。默认 paid。
        /// Which amount is compared with the threshold. Default: paid.
        basis: Option<Basis>,
    },
    /// 倍数，乘在同一账户按金额给的数量上。
    /// Multiplies what the wallet's rates and bands give.
    Multiply {
        /// 倍数，如 "2"。
        /// The factor, such as "2".
        multiply: Number,
        /// 只乘这些规则；不写则该账户全部。
        /// Only these rules; without it all of the wallet.
        #[serde(default)]
        of: Vec<String>,
        /// 固定数量的规则也乘。默认 false。
        /// Fixed units are multiplied too. Default: false.
        #[serde(default)]
        bonuses: bool,
    },
}

/// 按订单的哪个金额。
/// Which amount of an order counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 实付：不含积分抵扣的部分。
    /// What is really paid: without the part paid by points.
    #[default]
    Paid,
    /// 积分抵扣前的价格。
    /// The price before points pay a part.
    Price,
}

/// 分档怎么读。
/// How bands are read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BandMode {
    /// 各段按各档。
    /// Each slice of the amount at its own rate.
    Marginal,
    /// 整单按所在档。
    /// The whole amount at the rate of the band it falls in.
    Whole,
}

/// 一档。
/// One band.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// 订单金额从多少起（含）。
    /// From this amount on, inclusive.
    pub from: Number,
    /// 每 1 元给多少个单位。
    /// Units per major unit of money.
    pub rate: Number,
}

/// 一个上限：超出部分不计，未超部分照计。
/// A cap: what lies above is cut off, what lies below still earns.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// 上限名，用于说明。
    /// The name used in explanations.
    pub name: String,
    /// 名称。
    /// What people call it.
    pub label: Option<Words>,
    /// 限什么：spend 计分的消费额，units 获得的数量。
    /// What it counts: spend that earns, or units earned.
    pub counts: CapCounts,
    /// 限哪个账户。
    /// The wallet whose rules it holds.
    pub wallet: String,
    /// 只限这些规则；不写则该账户全部。
    /// Only these rules; without it all of the wallet.
    #[serde(default)]
    pub rules: Vec<String>,
    /// 每会员每多久。
    /// Per member and which period.
    pub per: Period,
    /// 最多多少：元或单位。
    /// The most that counts: money or units.
    pub limit: Number,
}

/// 上限计什么。
/// What a cap counts.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapCounts {
    /// 消费额。
    /// Money that earns.
    Spend,
    /// 获得的数量。
    /// Units earned.
    Units,
}

/// 上限的周期，按计划的时区。周一为一周之始。
/// The period of a cap, in the program's zone. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// 每单（每次活动）。
    /// One order (or activity).
    Order,
    /// 每日。
    /// A calendar day.
    Day,
    /// 每周。
    /// Monday to Sunday.
    Week,
    /// 每月。
    /// A calendar month.
    Month,
    /// 每年。
    /// A calendar year.
    Year,
    /// 终身。
    /// For ever.
    Lifetime,
}
