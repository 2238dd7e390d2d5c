//! The program document as people write it: TOML in files, JSON over the API.
//!
//! These shapes say what may stand where, and nothing else; they are the source of the published JSON Schema
//! ([`schema`](super::schema)), and the same schema is what [`check`](super::check()) holds a document against. What it means is
//! decided there too, and ends up in the checked form, [`Program`](super::Program).
//!
//! Amounts of money, units and rates are [`Number`]s: decimal text or whole numbers, in major units of money and in units as
//! people count them (a wallet of two decimals writes `"10.50"`). Descriptions stand in Chinese and English, as editors show them.

mod activity;
mod example;
mod number;
mod rule;
mod wallet;

pub use activity::Activity;
pub use example::{Example, ExampleEvent, ExampleLine, ExamplePoints, ExampleReturnedLine, Expectation};
pub use number::{Named, Number};
pub use rule::{Band, BandMode, Basis, Cap, CapCounts, Give, Period, Rule};
pub use wallet::{Activation, DebtPolicy, Expiry, Multipliers, Redemption, RedemptionBand, Rollover, Wallet};

use schemars::JsonSchema;
use serde::Deserialize;

/// 会员计划：一套账户、规则、上限和等级。
/// A loyalty program: one set of wallets, rules, caps and tiers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Tessera program")]
pub struct Document {
    /// 计划本身：名称、币种、时区、取整。
    /// The program itself: name, currency, time zone, rounding.
    pub program: Header,
    /// 账户：积分、成长值等，键为账户名。
    /// Wallets by name: points, growth value and the like.
    #[serde(default)]
    pub wallets: Named<Wallet>,
    /// 活动的名称，键为规则中 activity: 之后的活动名；不写的，常见的有现成名称，其余显示活动名本身。
    /// What activities are called, by the name behind activity: in rules. Of those left out the usual ones have names already, others go by their own.
    #[serde(default)]
    pub activities: Named<Activity>,
    /// 规则：什么事送多少。
    /// Rules: what gives how much.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// 上限：超出部分不计，未超部分照计。
    /// Caps: what lies above is cut off, what lies below still earns.
    #[serde(default)]
    pub caps: Vec<Cap>,
    /// 会员等级。
    /// Tiers.
    pub tiers: Option<Tiers>,
    /// 算例：一位会员的小故事和应有的结果，检查时实际执行。
    /// Worked examples: a member's little history and what must come out; a check executes them.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// 名称：一段文字，或中英文各一。
/// A text: one for both languages, or one each.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Words {
    /// 两种语言相同。
    /// The same in both languages.
    One(String),
    /// 中英文各一。
    /// One in each language.
    Both(BothWords),
}

/// 中英文各一。
/// One text in each language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BothWords {
    /// 中文。
    /// Chinese.
    pub zh: String,
    /// 英文。
    /// English.
    pub en: String,
}

/// 计划本身。
/// The program itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 代号，用于文件和接口：字母开头，字母、数字、`_`、`-`。
    /// A short name for files and keys: a letter, then letters, digits, `_`, `-`.
    pub code: String,
    /// 名称。
    /// What people call it.
    pub name: Words,
    /// 币种，ISO 4217 三个字母，如 CNY。文档中的金额都以它的主单位（元）写。
    /// The currency in three letters of ISO 4217, such as CNY. Amounts in the document are in its major unit.
    pub currency: String,
    /// 时区，IANA 名称，如 Asia/Shanghai。日、月、年和零点都按它算。
    /// The IANA time zone, such as Asia/Shanghai, in which days, months, years and midnights are reckoned.
    pub time_zone: String,
    /// 不足一个单位时如何取整：每单每账户一次，按精确总和。默认 down。
    /// How a fraction of a unit is rounded: once per order and wallet, on the exact sum. Default: down.
    #[serde(default)]
    pub rounding: Rounding,
    /// 返利率（每消费 100 返还的价值）超过它时警告。默认 "0.2"，即 20%。
    /// Warn when the reward rate (value given back per amount spent) is above this. Default: "0.2", which is 20 %.
    pub reward_rate_limit: Option<Number>,
}

/// 取整方式。
/// How a fraction is rounded.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 向下舍去。
    /// Towards zero.
    #[default]
    Down,
    /// 向上进一。
    /// Away from zero.
    Up,
    /// 四舍五入。
    /// To the nearest, a half away from zero.
    HalfUp,
    /// 四舍六入五成双。
    /// To the nearest, a half to the even neighbour.
    HalfEven,
}

/// 会员等级。
/// The tiers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// 以什么定级。
    /// What qualifies.
    pub measure: Measure,
    /// 各等级，由低到高，第一个从 0 起。
    /// The tiers from low to high; the first is from 0.
    #[schemars(length(min = 1))]
    pub tier: Vec<Tier>,
}

/// 以什么定级。
/// What qualifies for a tier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// 某账户累计获得的数量，如成长值。
    /// Units ever earned into a wallet, such as growth value.
    Units {
        /// 账户名。
        /// The wallet's name.
        wallet: String,
    },
    /// 消费金额。
    /// Money spent.
    Spend {
        /// 统计期。
        /// Over which time.
        window: Window,
    },
}

/// 统计期。
/// Over which time spend is summed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Window {
    /// 有名字的统计期。
    /// A window with a name.
    Named(NamedWindow),
    /// 最近若干个月。
    /// The last so many months.
    Rolling(RollingWindow),
}

/// 有名字的统计期。
/// A window with a name.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedWindow {
    /// 累计。
    /// The member's whole life.
    Lifetime,
    /// 当前自然年。
    /// The current calendar year.
    CalendarYear,
}

/// 最近若干个月。
/// The last so many calendar months, to the instant.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RollingWindow {
    /// 几个月。
    /// How many months.
    #[schemars(range(min = 1, max = 1200))]
    pub rolling_months: i64,
}

/// 一个等级。
/// One tier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// 等级名，用于条件、接口和报表。
    /// The name used in conditions, the API and reports.
    pub name: String,
    /// 名称。
    /// What people call it.
    pub label: Option<Words>,
    /// 达到多少进入此等级（含）：金额或数量。
    /// From this measure on, inclusive: money or units.
    pub from: Number,
    /// 希望占会员的比例，0 到 1，如 "0.3"。
    /// The share of members wanted in this tier, 0 to 1, such as "0.3".
    pub target_share: Option<Number>,
}
