//! Refusals of the engine as problems, with the words a cashier can read out.

use super::{Problem, codes};
use crate::lang::Said;
use tessera_engine::decide::{Refusal, RefusalCode};

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        // Every refusal code has an entry: a test of the register holds it.
        let code = codes::Code::find(refusal.code.as_str()).unwrap_or(codes::INTERNAL);
        let mut problem = Self::new(code);
        let words = words(refusal);
        problem.0.detail = Some(Said::new(
            format!("{}{}", words.zh, subject(refusal, "（", "）")),
            format!("{}{}", words.en, subject(refusal, " (", ")")),
        ));
        problem.0.cashier = Some(words);
        problem.0.figures = refusal.figures.clone();
        problem
    }
}

fn subject(refusal: &Refusal, open: &str, close: &str) -> String {
    let Some(subject) = &refusal.subject else { return String::new() };
    match refusal.code {
        // A bare line_id would read as a figure.
        RefusalCode::UnknownLine | RefusalCode::ExceedsOrdered => format!("{open}line_id {subject}{close}"),
        // What the engine names is the currency of the books, not that of the order.
        RefusalCode::WrongCurrency if open == "（" => format!("（会员计划为 {subject}）"),
        RefusalCode::WrongCurrency => format!(" (the program books in {subject})"),
        _ => format!("{open}{subject}{close}"),
    }
}

/// What to tell the member. A figure stands for `{}`; where the refusal does not carry it, its half of the sentence is left out.
fn words(refusal: &Refusal) -> Said {
    let plain = |zh: &str, en: &str| Said::new(zh, en);
    let with = |figure: &str, zh: &str, zh_more: &str, en: &str, en_more: &str| match refusal.figure(figure) {
        Some(value) => {
            let more = |more: &str| more.replace("{}", &value.to_string());
            Said::new(format!("{zh}，{}", more(zh_more)), format!("{en}: {}", more(en_more)))
        }
        None => plain(zh, en),
    };
    match refusal.code {
        RefusalCode::NoProgram => plain("当时没有生效的会员计划", "No loyalty program was in force then"),
        RefusalCode::UnknownWallet => plain("会员计划没有此账户", "The program has no such wallet"),
        RefusalCode::NotRedeemable => plain("此账户不能用于抵扣", "This wallet cannot pay"),
        RefusalCode::BelowMinimum => {
            with("minimum", "未达到起兑数量", "{} 起兑", "Below the smallest redemption", "at least {}")
        }
        RefusalCode::NotAMultiple => {
            with("step", "须按整数倍兑换", "每次为 {} 的倍数", "Redeem in whole steps", "multiples of {}")
        }
        RefusalCode::InsufficientUnits => {
            with("available", "积分不足", "可用 {}", "Not enough points", "{} available")
        }
        RefusalCode::ExceedsOrder => {
            with("most", "抵扣超过本单可抵金额", "最多可用 {}", "More than this order takes", "{} at most")
        }
        RefusalCode::WrongCurrency => plain("订单币种与会员计划不同", "The order is in another currency"),
        RefusalCode::UnknownOrder => plain("没有找到此订单", "There is no such order"),
        RefusalCode::UnknownLine => plain("订单中没有此行", "The order has no such line"),
        RefusalCode::ExceedsOrdered => plain("退货超过剩余可退", "More comes back than is left"),
        RefusalCode::CostsMoney => {
            plain("折扣须与商品一起退", "The discount comes back together with its goods")
        }
        RefusalCode::BeyondLimit => plain("超过账目上限", "More than the books hold"),
        RefusalCode::WouldGoNegative => {
            with("available", "余额不足，不能扣减", "可用 {}", "The balance is too small", "{} available")
        }
        RefusalCode::InTheFuture => {
            plain("交易时间晚于现在，请检查收银机时钟", "The time is in the future: check the till's clock")
        }
        RefusalCode::UnknownActivity => plain("会员计划没有此活动", "The program knows no such activity"),
        RefusalCode::AlreadyJoined => plain("此人已是会员", "A member already"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_refusal_carries_its_figures_and_words_in_both_languages() {
        let problem = Problem::from(&Refusal {
            code: RefusalCode::InsufficientUnits,
            figures: vec![("available".into(), 320), ("requested".into(), 500)],
            subject: Some("points".into()),
        });
        let show = |lang| {
            let document = problem.document(lang, "req_1", "/v1/orders");
            serde_json::to_string_pretty(&document).unwrap()
        };
        insta::assert_snapshot!(show(Lang::Zh), @r#"
        {
          "type": "/problems/insufficient-points",
          "title": "积分不足",
          "status": 409,
          "detail": "积分不足，可用 320（points）",
          "instance": "/v1/orders",
          "code": "insufficient-points",
          "next": "ask_member",
          "available": 320,
          "requested": 500,
          "cashier_text": "积分不足，可用 320",
          "request_id": "req_1"
        }
        "#);
        let en = show(Lang::En);
        assert!(en.contains("\"cashier_text\": \"Not enough points: 320 available\""), "{en}");
    }
}
