//! Returns that a second person has to approve: what limit they are sent under, and what such a return is while it waits.
//!
//! Whether a return is above the limit is decided where it is recorded, together with all others of its order.

use super::get::no_order;
use super::returns::ReturnRequest;
use crate::context::Caller;
use crate::problem::{Problem, codes};
use crate::read::{OrderText, event_id, from_value};
use crate::routes::approvals::{self, Standing};
use crate::state::Api;
use serde_json::{Value, json};
use tessera_app::{Action, Answer, AppError, Command, Refund};
use tessera_engine::event::{Return, ReturnedLine, ReturnedPart};
use tessera_people::{About, ApprovalKind, Handed};

/// What became of a return.
pub(super) enum Done {
    /// It was sent: this is the answer.
    Answered(Answer),
    /// It waits for a second person.
    Waits(Box<tessera_people::Approval>),
}

/// The most that this caller may hand back on an order by himself, in minor units. `None`: any amount. What a key sends needs nobody: whoever made the key has decided that.
pub(crate) async fn limit(api: &Api, caller: &Caller) -> Result<Option<i64>, Problem> {
    let limit = limit_of_rules(api, caller).await?;
    Ok(if limit.is_some() && has_nobody_to_ask(api, caller).await? { None } else { limit })
}

/// The same where there is somebody else to ask.
pub(super) async fn limit_of_rules(api: &Api, caller: &Caller) -> Result<Option<i64>, Problem> {
    if caller.0.staff().is_none() {
        return Ok(None);
    }
    Ok(Some(api.people.approval_rules().await?.return_above))
}

/// Whether nobody else may approve: then nobody has to. It is looked up among all staff.
pub(super) async fn has_nobody_to_ask(api: &Api, caller: &Caller) -> Result<bool, Problem> {
    Ok(!api.people.needs_second(&caller.0.id, caller.0.store.as_deref()).await?)
}

/// Does a return, or asks a second person for it where it is above the limit. What was asked for under its id goes first, whoever sends it now and whatever the limit is by
/// now.
pub(super) async fn submit(api: &Api, caller: &Caller, command: Command) -> Result<Done, Problem> {
    let id = command.event_id.as_str();
    let limit = match approvals::earlier(api, &[id]).await?.remove(id) {
        Some(approval) => match approvals::standing(approval, &request(&command))? {
            Standing::Waits(approval) => return Ok(Done::Waits(approval)),
            Standing::Granted(_) => None,
        },
        None => limit_of_rules(api, caller).await?,
    };
    let refund = match api.submit(command.clone().unapproved_up_to(limit)).await {
        Answer::Rejected(AppError::NeedsApproval(refund)) => refund,
        answer => return Ok(Done::Answered(answer)),
    };
    // Only what is above the limit has to know.
    if has_nobody_to_ask(api, caller).await? {
        return Ok(Done::Answered(api.submit(command).await));
    }
    let asked = (request(&command), about(*refund));
    Ok(match approvals::ask(api, caller, ApprovalKind::Return, asked).await? {
        Standing::Waits(approval) => Done::Waits(approval),
        // It was approved this very moment.
        Standing::Granted(_) => Done::Answered(api.submit(command).await),
    })
}

fn about(refund: Refund) -> About {
    let Refund { member, amount, currency } = refund;
    About {
        member: member.map(|member| member.to_string().into()),
        refund: amount.map(|amount| Handed { amount, currency }),
    }
}

/// The request of a return as it waits for approval: of the same content always the same.
pub(crate) fn request(command: &Command) -> Value {
    let Action::Return { returned, currency, .. } = &command.action else { return Value::Null };
    let Return { order, lines, amount, reason } = &**returned;
    let line = |line: &ReturnedLine| match line.part {
        ReturnedPart::Whole => json!({ "line_id": line.line }),
        ReturnedPart::Quantity(quantity) => {
            json!({ "line_id": line.line, "quantity": quantity.to_string() })
        }
        ReturnedPart::Amount(amount) => json!({ "line_id": line.line, "amount": amount }),
    };
    let mut request = json!({
        "event_id": command.event_id.as_str(),
        "order": format!("ext:{}", order.as_str()),
        "occurred_at": command.occurred_at.to_string(),
        "lines": lines.iter().map(line).collect::<Vec<_>>(),
    });
    if let Some(currency) = currency {
        request["amount"] = json!({ "amount": amount, "currency": currency });
    }
    if let Some(reason) = reason {
        request["reason"] = json!(reason);
    }
    request
}

/// The command of a return that was asked for.
pub(crate) async fn command(api: &Api, request: &Value) -> Result<Command, Problem> {
    let mut request = request.clone();
    let order = request.as_object_mut().and_then(|fields| fields.remove("order")).unwrap_or_default();
    let order = serde_json::from_value::<OrderText>(order).map_err(|_| Problem::new(codes::BAD_REFERENCE))?;
    let mut request = from_value::<ReturnRequest>(&request)?;
    let id = event_id(request.event_id.take(), None)?;
    request.into_command(id, api.event_id(order.0).await.map_err(no_order)?)
}
