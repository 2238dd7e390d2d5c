//! What waits for a second person, or did.

use super::{ApprovalMember, InForce, Outlook, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use serde_json::Value;
use tessera_engine::program::fixed;
use tessera_engine::values::Instant;
use tessera_people as people;
use utoipa::ToSchema;

/// Who asked or decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct By {
    #[schema(example = "stf_0193f000000070008000000000000001")]
    id: Box<str>,
    name: Box<str>,
}

/// Money that a return hands back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refund {
    /// In minor units (分): 12900 is 129.00.
    #[schema(example = 129000)]
    amount: i64,
    /// ISO 4217.
    #[schema(example = "CNY")]
    currency: Box<str>,
}

/// Something that waits for a second person, or did 审批.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Approval {
    #[schema(example = "apr_0193f000000070008000000000000001")]
    id: Box<str>,
    /// `adjustment`, `return` or `publication`.
    kind: &'static str,
    /// `waiting`, `approved`, `rejected`; `failed`: approved, and could not be done; `withdrawn` by who asked; `recorded`
    /// under its event id before anybody had decided, by who needs nobody's approval.
    status: &'static str,
    /// Whether what was approved has been done: it follows the decision by a moment. If it does not, approving once more does it.
    done: bool,
    asked_by: By,
    /// The asker's store.
    store: Option<Box<str>>,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Who decided, or withdrew it.
    decided_by: Option<By>,
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// What was said about the decision, or why it could not be done.
    comment: Option<Box<str>>,
    /// What is asked for, in a sentence.
    #[schema(example = "给 mem_… 的积分调整 +5,000：补偿")]
    summary: String,
    /// The request as it came.
    #[schema(value_type = Object)]
    request: Value,
    /// Whose wallets it is about; left out of a publication, and of a return whose order is not here yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "mem_0193f000000070008000000000000001")]
    member: Option<Box<str>>,
    /// What a return hands back in money; left out where that is not known, as its order is not here yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    refund: Option<Refund>,
    /// Who that is, masked, while somebody has to decide; left out for who may not read members.
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<ApprovalMember>,
    /// What doing it now would do, as things stand, while somebody has to decide; left out for who may not read members, and of a publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<Outlook>,
    /// Whether the one who asks may decide it.
    may_decide: bool,
}

impl Approval {
    pub(crate) fn of(
        approval: people::Approval,
        may_decide: bool,
        (in_force, lang): (&InForce, Lang),
    ) -> Self {
        let by = |by: people::By| By { id: by.id, name: by.name };
        let (asked_at, decided_at) = (approval.asked_at(), approval.decided_at());
        Self {
            summary: summary(&approval, in_force, lang),
            id: approval.id,
            kind: match approval.kind {
                people::ApprovalKind::Adjustment => "adjustment",
                people::ApprovalKind::Publication => "publication",
                people::ApprovalKind::Return => "return",
            },
            status: match approval.status {
                people::ApprovalStatus::Waiting => "waiting",
                people::ApprovalStatus::Approved => "approved",
                people::ApprovalStatus::Rejected => "rejected",
                people::ApprovalStatus::Failed => "failed",
                people::ApprovalStatus::Withdrawn => "withdrawn",
                people::ApprovalStatus::Recorded => "recorded",
            },
            done: approval.done,
            asked_by: by(approval.asked_by),
            store: approval.store,
            asked_at,
            decided_by: approval.decided_by.map(by),
            decided_at,
            comment: approval.comment,
            member: approval.about.member.or_else(|| approval.request["member"].as_str().map(Into::into)),
            refund: approval
                .about
                .refund
                .map(|people::Handed { amount, currency }| Refund { amount, currency }),
            request: approval.request,
            who: None,
            outlook: None,
            may_decide,
        }
    }

    /// The same with what who decides has to know.
    pub(crate) fn with(self, who: Option<ApprovalMember>, outlook: Option<Outlook>) -> Self {
        Self { who, outlook, ..self }
    }
}

fn summary(approval: &people::Approval, in_force: &InForce, lang: Lang) -> String {
    let text = |name: &str| approval.request[name].as_str().unwrap_or_default();
    match approval.kind {
        people::ApprovalKind::Adjustment => {
            let units = approval.request["units"].as_i64().unwrap_or_default();
            let (member, reason) = (text("member"), text("reason"));
            let at = text("occurred_at").parse().unwrap_or(approval.asked_at());
            let (wallet, decimals) = in_force.wallet(text("wallet"), at, lang);
            let units = signed(units, decimals);
            match lang {
                Lang::Zh => format!("给 {member} 的{wallet}调整 {units}：{reason}"),
                Lang::En => format!("Adjust {wallet} of {member} by {units}: {reason}"),
            }
        }
        people::ApprovalKind::Return => returned(approval, in_force, lang),
        people::ApprovalKind::Publication => match lang {
            Lang::Zh => format!("发布会员计划，自 {} 起生效", text("starts_at")),
            Lang::En => format!("Publish a program version that starts at {}", text("starts_at")),
        },
    }
}

fn returned(approval: &people::Approval, in_force: &InForce, lang: Lang) -> String {
    let order = approval.request["order"].as_str().unwrap_or_default().trim_start_matches("ext:");
    let money = approval.about.refund.as_ref().map(|handed| {
        let amount = fixed(handed.amount, in_force.decimals(approval.asked_at()));
        format!("{amount} {}", handed.currency)
    });
    let reason = approval.request["reason"].as_str();
    match (lang, money) {
        (Lang::Zh, money) => {
            let what = money.map_or("退多少要等原单".into(), |money| format!("退给顾客 {money}"));
            let reason = reason.map(|reason| format!("：{reason}")).unwrap_or_default();
            format!("单 {order} 退货，{what}{reason}")
        }
        (Lang::En, money) => {
            let what = money.map_or("how much depends on the order, which is not here yet".into(), |money| {
                format!("handing back {money}")
            });
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("Return of order {order}, {what}{reason}")
        }
    }
}

/// Units with their sign, in the decimals of their wallet.
fn signed(units: i64, decimals: u8) -> String {
    let sign = if units < 0 { '-' } else { '+' };
    format!("{sign}{}", fixed(units.saturating_abs(), decimals))
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn units_stand_in_the_decimals_of_their_wallet() {
        let all = [(5_000, 0, "+5,000"), (-5_000, 2, "-50.00"), (5, 2, "+0.05"), (0, 0, "+0")];
        for (units, decimals, text) in all {
            assert_eq!(signed(units, decimals), text);
        }
    }
}
