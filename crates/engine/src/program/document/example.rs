//! Worked examples as they are written.

use super::{Named, Number, Words};
use schemars::JsonSchema;
use serde::Deserialize;

/// 一个算例。
/// A worked example.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// 说的是什么。
    /// What it shows.
    pub name: Words,
    /// 一位会员的事件，按录入先后（晚到的可以写在后面）。
    /// One member's events in the order of recording; a late one may stand after a later one.
    pub events: Vec<ExampleEvent>,
    /// 应有的结果。
    /// What must come out.
    #[schemars(length(min = 1))]
    pub expect: Vec<Expectation>,
}

/// 算例中的一件事。
/// One event of an example.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum ExampleEvent {
    /// 入会。
    /// The member joins.
    Join {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 渠道。
        /// The channel.
        channel: Option<String>,
        /// 门店。
        /// The store.
        store: Option<String>,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 订单。
    /// An order is paid.
    Order {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 单号，退货时引用。
        /// The order's id, for returns to name it.
        id: Option<String>,
        /// 金额（元）。有 lines 时可省略。
        /// The amount. May be left out where there are lines.
        amount: Option<Number>,
        /// 明细行。
        /// The lines.
        #[serde(default)]
        lines: Vec<ExampleLine>,
        /// 门店。
        /// The store.
        store: Option<String>,
        /// 渠道。
        /// The channel.
        channel: Option<String>,
        /// 用积分抵一部分。
        /// Units that pay a part.
        points: Option<ExamplePoints>,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 退货：写 lines 或 amount；都不写则整单退。
    /// A return of lines or an amount; of the whole order if neither is given.
    Return {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 退哪一单。
        /// The order's id.
        order: String,
        /// 退哪些行。
        /// The lines that come back.
        #[serde(default)]
        lines: Vec<ExampleReturnedLine>,
        /// 整单退多少钱。
        /// An amount given back on the order as a whole.
        amount: Option<Number>,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 活动：签到、评价等。
    /// An activity: a check-in, a review, ...
    Activity {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 哪种活动，如 check_in。
        /// Which activity, such as check_in.
        activity: String,
        /// 渠道。
        /// The channel.
        channel: Option<String>,
        /// 门店。
        /// The store.
        store: Option<String>,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 兑换。
    /// Units are redeemed outside an order.
    Redeem {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 账户名。
        /// The wallet's name.
        wallet: String,
        /// 多少个单位。
        /// How many units.
        units: Number,
        /// 应抵多少钱（元）。
        /// What they must be worth, in money.
        value: Option<Number>,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 手工调整。
    /// A person corrects a wallet by hand.
    Adjust {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 账户名。
        /// The wallet's name.
        wallet: String,
        /// 加（正）或减（负）多少个单位。
        /// Units given, or taken (below zero).
        units: Number,
        /// 理由。
        /// Why.
        reason: String,
        /// 应被拒绝，理由代码。
        /// It must be refused with this code.
        refused: Option<String>,
    },
    /// 会员标签改为这些。
    /// The member's tags become these.
    Tags {
        /// 何时：日期即当地零点，或日期时间。
        /// When: a date means local midnight.
        at: String,
        /// 标签。
        /// The tags.
        tags: Vec<String>,
    },
}

/// 订单的一行。
/// A line of an order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleLine {
    /// 行号。默认为第几行，从 1 起。
    /// The line's id. Default: its place, from 1.
    pub id: Option<String>,
    /// 货号。
    /// The article's code.
    pub sku: Option<String>,
    /// 品类。
    /// The article's category.
    pub category: Option<String>,
    /// 数量。默认 1。
    /// How much of it. Default: 1.
    pub quantity: Option<Number>,
    /// 金额（元），折扣行为负。
    /// What the line costs; a discount is below zero.
    pub amount: Number,
}

/// 用积分抵一部分。
/// Units that pay a part of an order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExamplePoints {
    /// 账户名。
    /// The wallet's name.
    pub wallet: String,
    /// 多少个单位。
    /// How many units.
    pub units: Number,
    /// 应抵多少钱（元）。
    /// What they must be worth, in money.
    pub value: Option<Number>,
}

/// 退的一行：quantity 或 amount；都不写则整行。
/// A returned line: by quantity or by amount; the whole line if neither is given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleReturnedLine {
    /// 行号。
    /// The line's id.
    pub line: String,
    /// 退多少件。
    /// How much of it came back.
    pub quantity: Option<Number>,
    /// 退多少钱（元），货不退。
    /// How much money came back; the goods stay.
    pub amount: Option<Number>,
}

/// 应有的结果。
/// What must come out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// 何时的结果（含此刻）：日期即当地零点。默认最后一件事之后。
    /// As of when, inclusive: a date means local midnight. Default: after the last event.
    pub at: Option<String>,
    /// 各账户余额（含未生效，减欠）。
    /// Balances by wallet, pending units included, less debt.
    #[serde(default)]
    pub balance: Named<Number>,
    /// 各账户可用。
    /// What can be spent, by wallet.
    #[serde(default)]
    pub available: Named<Number>,
    /// 各账户所欠。
    /// What is owed, by wallet.
    #[serde(default)]
    pub debt: Named<Number>,
    /// 各账户已过期。
    /// What has expired, by wallet.
    #[serde(default)]
    pub expired: Named<Number>,
    /// 等级。
    /// The tier.
    pub tier: Option<String>,
    /// 到此时为止兑换和抵扣共值多少钱（元）。
    /// What redemptions and points on orders have been worth so far, in money.
    pub redeemed: Option<Number>,
}
