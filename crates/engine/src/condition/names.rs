//! The names that conditions may use: what each is called, its type, where it is there, and what people call it.

use super::ast::Kind;
use crate::calendar::Day;
use crate::program::Trigger;
use crate::values::{Instant, MAX_AMOUNT};

/// What a rule reacts to, and so the first half of the names of the event itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Order,
    Join,
    Activity,
}

/// A name that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NumberName {
    Amount,
    Paid,
    LineCount,
    OrderNumber,
    Date,
    Year,
    Month,
    DayOfMonth,
    Hour,
    Weekday,
    LineAmount,
    LineQuantity,
    MemberOrders,
    MemberSpend,
}

/// A name that is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextName {
    Store,
    Channel,
    ActivityKind,
    LineSku,
    LineCategory,
    MemberTier,
}

/// A name that is a list of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListName {
    Skus,
    Categories,
    MemberTags,
}

/// A name that holds or does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    FirstOrder,
}

/// Any name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Number(NumberName),
    Text(TextName),
    List(ListName),
    Flag(Flag),
}

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The event, whatever it is: `order.`, `join.` or `activity.`.
    Event,
    Order,
    Activity,
    Line,
    Member,
}

/// A row of the table of names.
pub(super) struct Known {
    pub(super) name: Name,
    pub(super) owner: Owner,
    pub(super) field: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

const fn known(name: Name, owner: Owner, field: &'static str, zh: &'static str, en: &'static str) -> Known {
    Known { name, owner, field, zh, en }
}

/// Every name, the most used first.
pub(super) const NAMES: [Known; 24] = {
    use Name::{Flag as F, List as L, Number as N, Text as T};
    [
        known(N(NumberName::Amount), Owner::Order, "amount", "订单金额", "order amount"),
        known(N(NumberName::Paid), Owner::Order, "paid", "订单实付金额", "amount paid"),
        known(T(TextName::Store), Owner::Event, "store", "门店", "store"),
        known(T(TextName::Channel), Owner::Event, "channel", "渠道", "channel"),
        known(T(TextName::ActivityKind), Owner::Activity, "kind", "活动类型", "activity"),
        known(L(ListName::Skus), Owner::Order, "skus", "订单商品", "order articles"),
        known(L(ListName::Categories), Owner::Order, "categories", "订单品类", "order categories"),
        known(N(NumberName::LineCount), Owner::Order, "line_count", "订单行数", "number of order lines"),
        known(F(Flag::FirstOrder), Owner::Order, "first", "首单", "first order"),
        known(N(NumberName::OrderNumber), Owner::Order, "number", "会员订单序号", "member's order number"),
        known(N(NumberName::Date), Owner::Event, "date", "日期", "date"),
        known(N(NumberName::Year), Owner::Event, "year", "年份", "year"),
        known(N(NumberName::Month), Owner::Event, "month", "月份", "month"),
        known(N(NumberName::DayOfMonth), Owner::Event, "day", "几号", "day of the month"),
        known(N(NumberName::Hour), Owner::Event, "hour", "小时", "hour"),
        known(N(NumberName::Weekday), Owner::Event, "weekday", "星期", "weekday"),
        known(T(TextName::LineSku), Owner::Line, "sku", "商品", "article"),
        known(T(TextName::LineCategory), Owner::Line, "category", "商品品类", "category"),
        known(N(NumberName::LineAmount), Owner::Line, "amount", "行金额", "line amount"),
        known(N(NumberName::LineQuantity), Owner::Line, "quantity", "数量", "quantity"),
        known(T(TextName::MemberTier), Owner::Member, "tier", "会员等级", "member tier"),
        known(L(ListName::MemberTags), Owner::Member, "tags", "会员标签", "member tags"),
        known(N(NumberName::MemberOrders), Owner::Member, "orders", "此前订单数", "number of earlier orders"),
        known(N(NumberName::MemberSpend), Owner::Member, "spend", "此前累计消费", "earlier spend"),
    ]
};

impl Subject {
    pub(super) fn of(trigger: &Trigger) -> Self {
        match trigger {
            Trigger::Order => Self::Order,
            Trigger::Join => Self::Join,
            Trigger::Activity(_) => Self::Activity,
        }
    }

    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Join => "join",
            Self::Activity => "activity",
        }
    }
}

impl Owner {
    /// The first half of the names, under rules on `subject`.
    pub(super) fn prefix(self, subject: Subject) -> &'static str {
        match self {
            Self::Event => subject.prefix(),
            Self::Order => "order",
            Self::Activity => "activity",
            Self::Line => "line",
            Self::Member => "member",
        }
    }

    /// Whether the names are there under rules on `subject`, in a line selector or not.
    pub(super) fn is_here(self, subject: Subject, lines: bool) -> bool {
        match self {
            Self::Event | Self::Member => true,
            Self::Order => subject == Subject::Order,
            Self::Activity => subject == Subject::Activity,
            Self::Line => lines,
        }
    }
}

impl Name {
    pub(super) fn known(self) -> &'static Known {
        // Every name stands in the table (a test goes through them); the fallback only keeps this free of panics.
        NAMES.iter().find(|known| known.name == self).unwrap_or(&NAMES[0])
    }
}

impl NumberName {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Amount | Self::Paid | Self::LineAmount | Self::MemberSpend => Kind::Money,
            Self::LineQuantity => Kind::Quantity,
            Self::Date => Kind::Date,
            _ => Kind::Int,
        }
    }

    /// The least and the greatest value there can be.
    pub(super) fn bounds(self) -> (i64, i64) {
        const DAY: i64 = 86_400_000_000;
        match self {
            Self::Amount | Self::Paid => (0, MAX_AMOUNT),
            Self::LineCount | Self::MemberOrders | Self::MemberSpend => (0, i64::MAX),
            Self::OrderNumber => (1, i64::MAX),
            // A day more at both ends: zones are up to 26 hours apart.
            Self::Date => (Instant::EARLIEST.0 / DAY - 1, Instant::LATEST.0 / DAY + 1),
            Self::Year => (1899, 2200),
            Self::Month => (1, 12),
            Self::DayOfMonth => (1, 31),
            Self::Hour => (0, 23),
            Self::Weekday => (1, 7),
            Self::LineAmount => (-MAX_AMOUNT, MAX_AMOUNT),
            Self::LineQuantity => (i64::MIN, i64::MAX),
        }
    }
}

/// A day as ISO text.
pub(super) fn date_text(days: i64) -> String {
    Day(i32::try_from(days).unwrap_or(0)).date().to_string()
}
