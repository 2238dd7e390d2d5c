//! Returns that came before their orders. They wait in the store's settings, one setting an order.

use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use foldhash::{HashMap, HashMapExt};
use serde_json::{Value, json};
use tessera_engine::event::{Return, ReturnedLine, ReturnedPart};
use tessera_engine::values::{EventId, Instant, Quantity};
use tessera_store::{Read, StoreError};

/// What the names of their settings begin with.
pub(crate) const PREFIX: &str = "parked/";

/// A return that waits, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParkedReturn {
    pub(crate) command: Command,
    pub(crate) since: Instant,
}

/// All returns that wait.
#[derive(Debug, Default)]
pub(crate) struct Parked {
    by_order: HashMap<EventId, Vec<ParkedReturn>>,
    ids: HashMap<EventId, [u8; 16]>,
}

impl Parked {
    /// Reads what waits in the store.
    pub(crate) async fn load(store: &(impl Read + ?Sized)) -> Result<Self, AppError> {
        let mut parked = Self { by_order: HashMap::new(), ids: HashMap::new() };
        for (name, value) in store.settings(PREFIX).await? {
            let returns = decode(&value).ok_or_else(|| {
                AppError::from(StoreError::Other(format!("the parked returns under `{name}` cannot be read")))
            })?;
            returns.into_iter().for_each(|waiting| parked.put(waiting));
        }
        Ok(parked)
    }

    /// The fingerprint of a return that waits under this id.
    pub(crate) fn fingerprint(&self, id: &EventId) -> Option<[u8; 16]> {
        self.ids.get(id).copied()
    }

    /// The returns that wait for an order.
    pub(crate) fn waiting_for(&self, order: &EventId) -> &[ParkedReturn] {
        self.by_order.get(order).map_or(&[], Vec::as_slice)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&EventId, &ParkedReturn)> {
        self.by_order.iter().flat_map(|(order, returns)| returns.iter().map(move |waiting| (order, waiting)))
    }

    pub(crate) fn put(&mut self, waiting: ParkedReturn) {
        if let Action::Return { returned, .. } = &waiting.command.action {
            self.ids.insert(waiting.command.event_id.clone(), waiting.command.fingerprint);
            self.by_order.entry(returned.order.clone()).or_default().push(waiting);
        }
    }

    /// Takes out what waits for an order, as that has come.
    pub(crate) fn take(&mut self, order: &EventId) -> Vec<ParkedReturn> {
        let returns = self.by_order.remove(order).unwrap_or_default();
        for waiting in &returns {
            self.ids.remove(&waiting.command.event_id);
        }
        returns
    }

    /// Takes one return out.
    pub(crate) fn take_one(&mut self, order: &EventId, id: &EventId) -> Option<ParkedReturn> {
        self.ids.remove(id);
        let returns = self.by_order.get_mut(order)?;
        let place = returns.iter().position(|waiting| waiting.command.event_id == *id)?;
        let taken = returns.remove(place);
        if returns.is_empty() {
            self.by_order.remove(order);
        }
        Some(taken)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_order.is_empty()
    }
}

/// The setting's value for an order; `None` when nothing waits for it.
pub(crate) fn encode(returns: &[ParkedReturn]) -> Option<Vec<u8>> {
    let all: Vec<Value> = returns.iter().filter_map(encode_one).collect();
    (!all.is_empty()).then(|| Value::from(all).to_string().into_bytes())
}

fn encode_one(waiting: &ParkedReturn) -> Option<Value> {
    let command = &waiting.command;
    let Action::Return { returned, currency, unapproved_up_to: _ } = &command.action else { return None };
    let member = match &command.member {
        MemberRef::Id(id) | MemberRef::Given(id) => json!({ "id": id.to_string() }),
        MemberRef::External(id) => json!({ "external": id }),
        MemberRef::OfOrder | MemberRef::New => Value::Null,
    };
    let lines: Vec<Value> = returned.lines.iter().map(encode_line).collect();
    Some(json!({
        "event_id": command.event_id.as_str(),
        "fingerprint": command.fingerprint,
        "occurred_at": command.occurred_at.0,
        "since": waiting.since.0,
        "member": member,
        "order": returned.order.as_str(),
        "lines": lines,
        "amount": returned.amount,
        "reason": returned.reason,
        "currency": currency,
    }))
}

fn encode_line(line: &ReturnedLine) -> Value {
    match line.part {
        ReturnedPart::Quantity(quantity) => json!({ "line": line.line, "quantity": quantity.0 }),
        ReturnedPart::Amount(amount) => json!({ "line": line.line, "amount": amount }),
        ReturnedPart::Whole => json!({ "line": line.line }),
    }
}

fn decode(bytes: &[u8]) -> Option<Vec<ParkedReturn>> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    value.as_array()?.iter().map(decode_one).collect()
}

fn decode_one(value: &Value) -> Option<ParkedReturn> {
    let text = |name: &str| value.get(name)?.as_str();
    let number = |name: &str| value.get(name)?.as_i64();
    let member = match value.get("member")? {
        Value::Null => MemberRef::OfOrder,
        member => match member.get("id") {
            Some(id) => MemberRef::Id(id.as_str()?.parse().ok()?),
            None => MemberRef::External(member.get("external")?.as_str()?.into()),
        },
    };
    let fingerprint: Vec<u8> = value
        .get("fingerprint")?
        .as_array()?
        .iter()
        .map(|byte| byte.as_u64().map(|byte| byte as u8))
        .collect::<Option<_>>()?;
    let lines: Vec<ReturnedLine> =
        value.get("lines")?.as_array()?.iter().map(decode_line).collect::<Option<_>>()?;
    let returned = Return {
        order: EventId::new(text("order")?)?,
        lines: lines.into(),
        amount: number("amount")?,
        reason: text("reason").map(Into::into),
    };
    let command = Command {
        event_id: EventId::new(text("event_id")?)?,
        fingerprint: fingerprint.try_into().ok()?,
        occurred_at: Instant(number("occurred_at")?),
        member,
        action: Action::Return {
            returned: Box::new(returned),
            currency: text("currency").map(Into::into),
            unapproved_up_to: None,
        },
        create_member: false,
    };
    Some(ParkedReturn { command, since: Instant(number("since")?) })
}

fn decode_line(value: &Value) -> Option<ReturnedLine> {
    let number = |name: &str| value.get(name)?.as_i64();
    let part = match (number("quantity"), number("amount")) {
        (Some(quantity), _) => ReturnedPart::Quantity(Quantity(quantity)),
        (None, Some(amount)) => ReturnedPart::Amount(amount),
        (None, None) => ReturnedPart::Whole,
    };
    Some(ReturnedLine { line: value.get("line")?.as_str()?.into(), part })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parked_returns_survive_their_setting() {
        let part = |line: &str, part| ReturnedLine { line: line.into(), part };
        let returned = Return {
            order: EventId::new("order-1").unwrap(),
            lines: [
                part("1", ReturnedPart::Whole),
                part("2", ReturnedPart::Quantity(Quantity(1_500))),
                part("3", ReturnedPart::Amount(250)),
            ]
            .into(),
            amount: 99,
            reason: Some("太大".into()),
        };
        let currency = Some("CNY".into());
        for member in
            [MemberRef::OfOrder, MemberRef::External("crm-7".into()), MemberRef::Id(Default::default())]
        {
            let id = EventId::new("return-1").unwrap();
            let command = Command::new(
                id,
                Instant(5),
                member,
                Action::Return {
                    returned: Box::new(returned.clone()),
                    currency: currency.clone(),
                    unapproved_up_to: None,
                },
            );
            let waiting = vec![ParkedReturn { command, since: Instant(7) }];
            assert_eq!(decode(&encode(&waiting).unwrap()), Some(waiting));
        }
        assert_eq!(encode(&[]), None);
    }
}
