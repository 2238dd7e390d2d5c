//! What is wrong with a condition and what to do about it, in Chinese and English.

use super::error::{Problem, Type};
use super::names::Owner;
use super::parse::{MAX_BYTES, MAX_DEPTH, MAX_LITERALS, MAX_PARTS};
use super::scan::Meant;
use crate::values::Lang;

impl Problem {
    pub(super) fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.message_zh(),
            Lang::En => self.message_en(),
        }
    }

    pub(super) fn remedy(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.remedy_zh(),
            Lang::En => self.remedy_en(),
        }
    }

    fn message_zh(&self) -> String {
        match self {
            Self::Empty => "条件为空".into(),
            Self::TooLong => format!("条件超过 {MAX_BYTES} 字节"),
            Self::TooManyParts => {
                format!("条件过大：符号和词超过 {MAX_PARTS} 个，或列表中的值超过 {MAX_LITERALS} 个")
            }
            Self::TooDeep => format!("括号嵌套超过 {MAX_DEPTH} 层"),
            Self::Slip(Meant::Close) => "文本缺少右引号".into(),
            Self::Slip(Meant::Instead(_)) => "这不是 CEL 的写法".into(),
            Self::Syntax { near } if near.is_empty() => "条件没有写完".into(),
            Self::Syntax { near } => format!("无法理解 {near}"),
            Self::Reserved { word } => format!("{word} 是保留字"),
            Self::UnknownName { name, .. } => format!("未知名称 {name}"),
            Self::NotHere { name, .. } => format!("此处不能使用 {name}"),
            Self::OrderLines => "条件不能遍历 order.lines".into(),
            Self::UnknownTier { name, .. } => format!("未知等级 \"{name}\""),
            Self::NoTiers => "本会员计划没有等级".into(),
            Self::TierOrder { .. } => "等级不能比较大小".into(),
            Self::TierOperand => "member.tier 只能与等级名称比较".into(),
            Self::WrongType { expected, found } => format!("此处需要{}，却是{}", expected.zh(), found.zh()),
            Self::NotComparable { left, right } => format!("{}不能与{}比较", left.zh(), right.zh()),
            Self::NoOrder { of: Type::List } => "列表不能比较".into(),
            Self::NoOrder { of } => format!("{}没有大小先后", of.zh()),
            Self::NotAList => "in 的右边必须是列表".into(),
            Self::ListItem => "列表中只能写文本或数字".into(),
            Self::Loop { .. } => "不支持循环".into(),
            Self::ListContains { .. } => "列表没有这个函数".into(),
            Self::Unavailable(construct) => format!("不支持{}", construct.zh()),
            Self::UnknownFunction { name, .. } => format!("没有函数 {name}"),
            Self::Usage { function } => format!("{function} 的用法不对"),
            Self::NoSuchDate { text } => format!("\"{text}\" 不是存在的日期"),
            Self::TooFine { text, kind, decimals } => {
                format!("{text} 过细：{}最多 {decimals} 位小数", kind.zh())
            }
            Self::TooLarge => "数字过大".into(),
            Self::Product => "乘法至少有一边必须是整数".into(),
        }
    }

    fn message_en(&self) -> String {
        match self {
            Self::Empty => "the condition is empty".into(),
            Self::TooLong => format!("the condition is longer than {MAX_BYTES} bytes"),
            Self::TooManyParts => format!(
                "the condition is too big: more than {MAX_PARTS} signs and words, or more than {MAX_LITERALS} values in lists"
            ),
            Self::TooDeep => format!("brackets stand more than {MAX_DEPTH} deep"),
            Self::Slip(Meant::Close) => "the text has no closing quote".into(),
            Self::Slip(Meant::Instead(_)) => "this is not CEL".into(),
            Self::Syntax { near } if near.is_empty() => "the condition is not finished".into(),
            Self::Syntax { near } => format!("cannot make sense of {near}"),
            Self::Reserved { word } => format!("{word} is a reserved word"),
            Self::UnknownName { name, .. } => format!("unknown name {name}"),
            Self::NotHere { name, .. } => format!("{name} is not available here"),
            Self::OrderLines => "a condition cannot go through order.lines".into(),
            Self::UnknownTier { name, .. } => format!("unknown tier \"{name}\""),
            Self::NoTiers => "this program has no tiers".into(),
            Self::TierOrder { .. } => "a tier is neither more nor less than another".into(),
            Self::TierOperand => "member.tier can only be compared with names of tiers".into(),
            Self::WrongType { expected, found } => {
                format!("{} is needed here, but this is {}", expected.en(), found.en())
            }
            Self::NotComparable { left, right } => {
                format!("{} cannot be compared with {}", left.en(), right.en())
            }
            Self::NoOrder { of: Type::List } => "a list cannot be compared".into(),
            Self::NoOrder { of } => format!("{} is neither more nor less than another", of.en()),
            Self::NotAList => "the right side of `in` must be a list".into(),
            Self::ListItem => "a list holds texts or numbers only".into(),
            Self::Loop { .. } => "loops are not available".into(),
            Self::ListContains { .. } => "a list has no such function".into(),
            Self::Unavailable(construct) => format!("{} not available", construct.en()),
            Self::UnknownFunction { name, .. } => format!("there is no function {name}"),
            Self::Usage { function } => format!("{function} is not used like this"),
            Self::NoSuchDate { text } => format!("\"{text}\" is not a date that exists"),
            Self::TooFine { text, kind, decimals } => {
                format!("{text} is too fine: {} has at most {decimals} decimals", kind.en())
            }
            Self::TooLarge => "the number is too large".into(),
            Self::Product => "one side of a product must be a whole number".into(),
        }
    }

    fn remedy_zh(&self) -> String {
        match self {
            Self::Empty => "写一个条件，例如 order.amount >= 200，或去掉这一项".into(),
            Self::TooLong | Self::TooManyParts => "拆成几条规则，或给会员打标签后用 \"vip\" in member.tags".into(),
            Self::TooDeep => "去掉多余的括号，或拆成几条规则".into(),
            Self::Slip(Meant::Close) => "在文本末尾加上 \"".into(),
            Self::Slip(Meant::Instead(sign)) => format!("请写 {sign}"),
            Self::Syntax { .. } => "请按 order.amount >= 200 && \"vip\" in member.tags 的样式书写".into(),
            Self::Reserved { .. } => "请换用已有的名称，例如 order.amount".into(),
            Self::UnknownName { nearest: Some(name), .. } => format!("是否想写 {name}？"),
            Self::UnknownName { known, .. } => format!("可用名称：{known}"),
            Self::NotHere { owner, .. } => not_here_zh(*owner).into(),
            Self::OrderLines => {
                "请用 order.skus、order.categories 或 order.line_count；要挑选商品行，请在 lines 中写 line.* 的条件".into()
            }
            Self::UnknownTier { nearest: Some(name), .. } => format!("是否想写 \"{name}\"？"),
            Self::UnknownTier { known, .. } => format!("已有等级：{known}"),
            Self::NoTiers => "先在会员计划中定义等级，或去掉这个条件".into(),
            Self::TierOrder { instead } => format!("请写 {instead}"),
            Self::TierOperand => "请用 ==、!= 或 in，例如 member.tier in [\"gold\", \"diamond\"]".into(),
            Self::WrongType { expected: Type::Test, .. } => "请写成比较，例如 order.amount >= 200".into(),
            Self::WrongType { .. } | Self::NotComparable { .. } => "两边请用同一类型的值".into(),
            Self::NoOrder { of: Type::Text } => "文本请用 ==、!=、in、startsWith、endsWith 或 contains".into(),
            Self::NoOrder { of: Type::List } => "列表请用 \"tea\" in order.categories 或 size(order.categories) > 1".into(),
            Self::NoOrder { .. } => "请直接写名称，或在前面加 !".into(),
            Self::NotAList => "例如 \"vip\" in member.tags，或 order.store in [\"sh-01\", \"sh-02\"]".into(),
            Self::ListItem => "例如 order.store in [\"sh-01\", \"sh-02\"]".into(),
            Self::Loop { list, item } => format!("请写 {}", without_loop(list.as_deref(), item.as_deref())),
            Self::ListContains { list, item } => format!("请写 {}", without_loop(Some(list), item.as_deref())),
            Self::Unavailable(construct) => construct.remedy_zh().into(),
            Self::UnknownFunction { nearest: Some(name), .. } => format!("是否想写 {name}？"),
            Self::UnknownFunction { .. } => "可用函数：size、startsWith、endsWith、contains".into(),
            Self::Usage { function } => format!("例如 {}", usage(function)),
            Self::NoSuchDate { .. } => "日期写成 \"2026-11-11\" 的样式".into(),
            Self::TooFine { kind: Type::Int, .. } => "请写整数".into(),
            Self::TooFine { .. } => "请减少小数位".into(),
            Self::TooLarge => "数字不得超过 9007199254740991 个最小单位".into(),
            Self::Product => "例如 order.amount * 2 >= 500".into(),
        }
    }

    fn remedy_en(&self) -> String {
        match self {
            Self::Empty => "write a condition, such as order.amount >= 200, or leave it out".into(),
            Self::TooLong | Self::TooManyParts => {
                "make several rules of it, or tag the members and write \"vip\" in member.tags".into()
            }
            Self::TooDeep => "take away needless brackets, or make several rules of it".into(),
            Self::Slip(Meant::Close) => "put a \" at the end of the text".into(),
            Self::Slip(Meant::Instead(sign)) => format!("write {sign}"),
            Self::Syntax { .. } => "write it like order.amount >= 200 && \"vip\" in member.tags".into(),
            Self::Reserved { .. } => "use one of the names, such as order.amount".into(),
            Self::UnknownName { nearest: Some(name), .. } => format!("did you mean {name}?"),
            Self::UnknownName { known, .. } => format!("there are: {known}"),
            Self::NotHere { owner, .. } => not_here_en(*owner).into(),
            Self::OrderLines => {
                "use order.skus, order.categories or order.line_count; to select lines, write a condition on line.* under `lines`".into()
            }
            Self::UnknownTier { nearest: Some(name), .. } => format!("did you mean \"{name}\"?"),
            Self::UnknownTier { known, .. } => format!("the tiers are: {known}"),
            Self::NoTiers => "define tiers in the program first, or leave this condition out".into(),
            Self::TierOrder { instead } => format!("use {instead}"),
            Self::TierOperand => "use ==, != or in, such as member.tier in [\"gold\", \"diamond\"]".into(),
            Self::WrongType { expected: Type::Test, .. } => "compare it, as in order.amount >= 200".into(),
            Self::WrongType { .. } | Self::NotComparable { .. } => "use values of one type on both sides".into(),
            Self::NoOrder { of: Type::Text } => {
                "for texts there are ==, !=, in, startsWith, endsWith and contains".into()
            }
            Self::NoOrder { of: Type::List } => {
                "for lists there are \"tea\" in order.categories and size(order.categories) > 1".into()
            }
            Self::NoOrder { .. } => "write the name alone, or with ! before it".into(),
            Self::NotAList => {
                "such as \"vip\" in member.tags, or order.store in [\"sh-01\", \"sh-02\"]".into()
            }
            Self::ListItem => "such as order.store in [\"sh-01\", \"sh-02\"]".into(),
            Self::Loop { list, item } => format!("use {}", without_loop(list.as_deref(), item.as_deref())),
            Self::ListContains { list, item } => format!("use {}", without_loop(Some(list), item.as_deref())),
            Self::Unavailable(construct) => construct.remedy_en().into(),
            Self::UnknownFunction { nearest: Some(name), .. } => format!("did you mean {name}?"),
            Self::UnknownFunction { .. } => "there are size, startsWith, endsWith and contains".into(),
            Self::Usage { function } => format!("write it like {}", usage(function)),
            Self::NoSuchDate { .. } => "write dates like \"2026-11-11\"".into(),
            Self::TooFine { kind: Type::Int, .. } => "write a whole number".into(),
            Self::TooFine { .. } => "use fewer decimals".into(),
            Self::TooLarge => "numbers go up to 9007199254740991 smallest units".into(),
            Self::Product => "such as order.amount * 2 >= 500".into(),
        }
    }
}

fn without_loop(list: Option<&str>, item: Option<&str>) -> String {
    let item = item.map_or_else(
        || "\"tea\"".to_owned(),
        |item| {
            let mut quoted = String::new();
            // Writing to a String cannot fail.
            let _ = super::print::quoted(&mut quoted, item);
            quoted
        },
    );
    format!("{item} in {}", list.unwrap_or("order.categories"))
}

fn usage(function: &str) -> &'static str {
    match function {
        "size" => "size(order.categories) > 1",
        "startsWith" => "order.store.startsWith(\"sh-\")",
        "endsWith" => "order.store.endsWith(\"-01\")",
        _ => "order.store.contains(\"sh\")",
    }
}

fn not_here_zh(owner: Owner) -> &'static str {
    match owner {
        Owner::Line => "line.* 只用于规则的 lines；整单条件请用 order.skus 或 order.categories",
        Owner::Activity => "activity.* 只用于活动规则",
        Owner::Order => "order.* 只用于订单规则；会员的历史请用 member.orders、member.spend",
        Owner::Event | Owner::Member => "请用规则所针对事件的名称",
    }
}

fn not_here_en(owner: Owner) -> &'static str {
    match owner {
        Owner::Line => {
            "line.* is for `lines` of a rule; for the whole order use order.skus or order.categories"
        }
        Owner::Activity => "activity.* is for rules on activities",
        Owner::Order => {
            "order.* is for rules on orders; for the member's history use member.orders, member.spend"
        }
        Owner::Event | Owner::Member => "use the names of the event that the rule reacts to",
    }
}
