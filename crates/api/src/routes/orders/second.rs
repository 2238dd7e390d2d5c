//! Which returns a second person has to approve, and what such a return is while it waits.

use super::get::no_order;
use super::returns::ReturnRequest;
use crate::context::Caller;
use crate::dto::InForce;
use crate::problem::{Problem, codes};
use crate::read::{OrderText, event_id, from_value};
use crate::state::Api;
use serde_json::{Value, json};
use tessera_app::{Action, Command};
use tessera_engine::event::{Return, ReturnedLine, ReturnedPart};
use tessera_people::{About, Handed};
use tokio::sync::MutexGuard;

/// Holds the returns of staff back until this one is recorded; nothing for a key's. To be taken before [`needs`], and kept until the end.
///
/// It is this server's own: where several serve one shop, two of them may take one each at the same moment.
pub(crate) async fn one_at_a_time<'a>(api: &'a Api, caller: &Caller) -> Option<MutexGuard<'a, ()>> {
    match caller.0.staff() {
        Some(_) => Some(api.returning.lock().await),
        None => None,
    }
}

/// The return as it waits and what is known of it, if a second person has to approve it. What a key sends needs none: whoever made the key has decided that.
///
/// Where the order is not here yet, what would be handed back is what the return says; one that names lines by quantity says nothing, and waits.
pub(crate) async fn needs(
    api: &Api,
    caller: &Caller,
    command: &Command,
) -> Result<Option<(Value, About)>, Problem> {
    let Action::Return { returned, currency } = &command.action else { return Ok(None) };
    if caller.0.staff().is_none() {
        return Ok(None);
    }
    let limit = api.people.approval_rules().await?.return_above;
    let refund = api.app.refund(returned).await?;
    let in_all = match refund {
        Some(refund) => refund.in_all,
        None => said_in_all(api, command, returned).unwrap_or(i64::MAX),
    };
    if in_all <= limit
        || !api.people.needs_second(&caller.0.id, caller.0.store.as_deref()).await?
        // Sent again it gets its first answer, whatever the limit is by now.
        || api.app.is_recorded(&command.event_id).await?
        // What could not be done anyway is refused now, not when somebody has approved it.
        || api.app.quote(command.clone()).await?.refusal.is_some()
    {
        return Ok(None);
    }
    let about = match refund {
        None => About { refund: said(returned).zip(currency.clone()).map(handed), member: None },
        Some(refund) => {
            let in_force = InForce::of(&api.app);
            let currency = in_force.currency(refund.ordered_at);
            About {
                member: Some(refund.member.to_string().into()),
                refund: Some(handed((refund.amount, currency.into()))),
            }
        }
    };
    Ok(Some((asked(command, returned, currency.as_deref()), about)))
}

fn handed((amount, currency): (i64, Box<str>)) -> Handed {
    Handed { amount, currency }
}

/// What a return whose order is not here yet says that it hands back, with all others that wait for that order; `None` where that depends on prices.
fn said_in_all(api: &Api, command: &Command, returned: &Return) -> Option<i64> {
    let others = api.app.returns_waiting_for(&returned.order);
    let others = others.iter().filter(|(id, _)| *id != command.event_id);
    others
        .map(|(_, other)| other)
        .try_fold(said(returned)?, |sum, other| Some(sum.saturating_add(said(other)?)))
}

/// What a return says that it hands back; `None` where that depends on prices.
fn said(returned: &Return) -> Option<i64> {
    returned.lines.iter().try_fold(returned.amount, |sum, line| match line.part {
        ReturnedPart::Amount(amount) => Some(sum.saturating_add(amount)),
        ReturnedPart::Quantity(_) | ReturnedPart::Whole => None,
    })
}

/// The request as it waits for approval: of the same content always the same.
fn asked(command: &Command, returned: &Return, currency: Option<&str>) -> Value {
    let line = |line: &ReturnedLine| match line.part {
        ReturnedPart::Whole => json!({ "line_id": line.line }),
        ReturnedPart::Quantity(quantity) => {
            json!({ "line_id": line.line, "quantity": quantity.to_string() })
        }
        ReturnedPart::Amount(amount) => json!({ "line_id": line.line, "amount": amount }),
    };
    let mut asked = json!({
        "event_id": command.event_id.as_str(),
        "order": format!("ext:{}", returned.order.as_str()),
        "occurred_at": command.occurred_at.to_string(),
        "lines": returned.lines.iter().map(line).collect::<Vec<_>>(),
    });
    if let Some(currency) = currency {
        asked["amount"] = json!({ "amount": returned.amount, "currency": currency });
    }
    if let Some(reason) = &returned.reason {
        asked["reason"] = json!(reason);
    }
    asked
}

/// The command of a return that was asked for.
pub(crate) async fn command(api: &Api, asked: &Value) -> Result<Command, Problem> {
    let mut asked = asked.clone();
    let order = asked.as_object_mut().and_then(|fields| fields.remove("order")).unwrap_or_default();
    let order = serde_json::from_value::<OrderText>(order).map_err(|_| Problem::new(codes::BAD_REFERENCE))?;
    let mut request = from_value::<ReturnRequest>(&asked)?;
    let id = event_id(request.event_id.take(), None)?;
    request.into_command(id, api.event_id(order.0).await.map_err(no_order)?)
}
