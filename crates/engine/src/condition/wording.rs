//! What types and left-out parts of CEL are called in messages.

use super::error::{Construct, Type};

impl Type {
    pub(super) fn zh(self) -> &'static str {
        match self {
            Self::Test => "是非判断",
            Self::Int => "整数",
            Self::Money => "金额",
            Self::Quantity => "数量",
            Self::Date => "日期",
            Self::Text => "文本",
            Self::List => "列表",
        }
    }

    pub(super) fn en(self) -> &'static str {
        match self {
            Self::Test => "a yes-or-no condition",
            Self::Int => "a whole number",
            Self::Money => "an amount of money",
            Self::Quantity => "a quantity",
            Self::Date => "a date",
            Self::Text => "a text",
            Self::List => "a list",
        }
    }
}

impl Construct {
    pub(super) fn zh(self) -> &'static str {
        match self {
            Self::Ternary => " ? : ",
            Self::Index => "下标 [ ]",
            Self::Map => "映射 { }",
            Self::Struct => "结构 { }",
            Self::Null => " null",
            Self::Bytes => "字节串",
            Self::Unsigned => "带 u 的数字",
            Self::Divide => "除法",
            Self::Modulo => "取余 %",
            Self::Negate => "名称前的负号",
            Self::Has => " has()",
        }
    }

    pub(super) fn en(self) -> &'static str {
        match self {
            Self::Ternary => "? : is",
            Self::Index => "an index in [ ] is",
            Self::Map => "a map in { } is",
            Self::Struct => "a structure in { } is",
            Self::Null => "null is",
            Self::Bytes => "bytes are",
            Self::Unsigned => "a number with u is",
            Self::Divide => "division is",
            Self::Modulo => "the remainder % is",
            Self::Negate => "a minus before a name is",
            Self::Has => "has() is",
        }
    }

    pub(super) fn remedy_zh(self) -> &'static str {
        match self {
            Self::Ternary => "请用 && 和 ||，例如 order.first && order.amount >= 100 || order.amount >= 200",
            Self::Index => "请用 in，例如 \"tea\" in order.categories",
            Self::Map | Self::Struct => "请用列表，例如 order.store in [\"sh-01\", \"sh-02\"]",
            Self::Null | Self::Has => "没有的文本等于 \"\"，例如 order.store != \"\"",
            Self::Bytes => "请去掉引号前的 b",
            Self::Unsigned => "请去掉 u",
            Self::Divide => "请改用乘法，例如 order.amount >= member.orders * 100",
            Self::Modulo => "请列出各值，例如 order.number in [5, 10, 15]",
            Self::Negate => "请写 0 - order.amount",
        }
    }

    pub(super) fn remedy_en(self) -> &'static str {
        match self {
            Self::Ternary => {
                "use && and ||, such as order.first && order.amount >= 100 || order.amount >= 200"
            }
            Self::Index => "use in, such as \"tea\" in order.categories",
            Self::Map | Self::Struct => "use a list, such as order.store in [\"sh-01\", \"sh-02\"]",
            Self::Null | Self::Has => "a text that is not there equals \"\", such as order.store != \"\"",
            Self::Bytes => "leave out the b before the quote",
            Self::Unsigned => "leave out the u",
            Self::Divide => "multiply the other side, such as order.amount >= member.orders * 100",
            Self::Modulo => "list the values, such as order.number in [5, 10, 15]",
            Self::Negate => "write 0 - order.amount",
        }
    }
}
