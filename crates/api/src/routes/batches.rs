//! `POST /v1/batches`

mod reply;

use super::activities::ActivityRequest;
use super::adjustments::AdjustmentRequest;
use super::approvals::{self, Standing};
use super::members::create::MemberRequest;
use super::orders::pay::OrderRequest;
use super::orders::returns::ReturnRequest;
use super::orders::returns_approval;
use super::redemptions::RedemptionRequest;
use crate::context::{Caller, Context};
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, OrderText, Unrepeated, event_id, from_value, is_of_type, read_all};
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::{Request, State};
use axum::response::Response;
use reply::{Reply, ReplyLine};
use serde_json::{Map, Value};
use std::collections::HashMap;
use tessera_app::{Command, MemberRef, Scope};
use tessera_engine::values::EventId;
use tessera_people::Approval;

/// The media type of a batch, asked and answered.
const NDJSON: &str = "application/x-ndjson";

/// 批量上传 · Send many rows at once
///
/// Newline-delimited JSON, at most 10,000 rows or 10 MiB. Each row is the body of a request of its own with `type`: `member`, `order`, `return` (with `order`: `ord_…` or `ext:…`), `activity`, `redemption` or `adjustment`, and its own `event_id`.
/// A row of type `member` sets no tags; otherwise a row gets what its request would have got alone. Rows are independent; the reply has one line for each, in their order, and a last line with a `summary`. Sending the file again is safe.
/// A row needs the scope of its own request too.
#[utoipa::path(post, path = "/v1/batches", operation_id = "send_batch", tag = "batches",
    request_body(content = String, content_type = "application/x-ndjson"),
    responses((status = 200, description = "One line a row, then the summary", body = ReplyLine, content_type = "application/x-ndjson")))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    request: Request,
) -> Result<Response, Problem> {
    if !is_of_type(request.headers(), NDJSON) {
        return Err(Problem::new(codes::UNSUPPORTED_MEDIA_TYPE));
    }
    let body = read_all(request, &api).await?;
    let lines: Vec<&[u8]> =
        body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).collect();
    if lines.len() > api.settings.max_batch_rows {
        return Err(Problem::new(codes::TOO_MANY));
    }
    let rows: Vec<Result<Incoming, Problem>> = lines.into_iter().map(Incoming::parse).collect();
    // On the heap, here and below: every request would carry the room for it.
    let sender = Box::pin(Sender::of(&api, &caller, &rows)).await?;
    let mut read = Vec::with_capacity(rows.len());
    let mut commands = Vec::with_capacity(rows.len());
    for row in rows {
        match row {
            Ok(row) => {
                let (id, command) = row.into_command(&sender).await;
                let command = command.map(|command| commands.push(command));
                read.push((id, command.err()));
            }
            Err(problem) => read.push((None, Some(problem))),
        }
    }
    let mut answers = api.submit_batch(commands).await.into_iter();
    let mut reply = Reply::new(context, read.len());
    for (id, problem) in &read {
        match problem {
            Some(problem) => reply.problem(id.as_ref(), None, false, problem),
            None => match answers.next() {
                Some(answer) => reply.answer(id.as_ref(), answer),
                None => reply.problem(id.as_ref(), None, false, &Problem::new(codes::INTERNAL)),
            },
        }
    }
    Ok(reply.finish())
}

/// Who sends a batch, and what of it needs a second person.
struct Sender<'a> {
    api: &'a Api,
    caller: &'a Caller,
    /// See [`returns_approval::limit`].
    return_limit: Option<i64>,
    /// What a second person was asked for under ids of rows.
    earlier: HashMap<Box<str>, Approval>,
}

impl<'a> Sender<'a> {
    async fn of(
        api: &'a Api,
        caller: &'a Caller,
        rows: &[Result<Incoming, Problem>],
    ) -> Result<Self, Problem> {
        let rows = || rows.iter().flatten();
        let may_need = rows().filter(|row| matches!(&*row.kind, "return" | "adjustment"));
        let ids: Vec<&str> = may_need.filter_map(|row| row.fields.get("event_id")?.as_str()).collect();
        let has_returns = rows().any(|row| row.kind == "return");
        Ok(Self {
            api,
            caller,
            return_limit: if has_returns { returns_approval::limit(api, caller).await? } else { None },
            earlier: if ids.is_empty() { HashMap::new() } else { approvals::earlier(api, &ids).await? },
        })
    }

    /// The approval that a row was given before, if a second person was asked for it.
    fn granted(&self, id: &EventId, request: &Value) -> Result<Option<Box<Approval>>, Problem> {
        let Some(approval) = self.earlier.get(id.as_str()) else { return Ok(None) };
        match approvals::standing(approval.clone(), request)? {
            Standing::Granted(approval) => Ok(Some(approval)),
            Standing::Waits(_) => Err(Problem::new(codes::NEEDS_APPROVAL)),
        }
    }

    async fn returned(
        &self,
        request: ReturnRequest<'_>,
        id: EventId,
        order: Value,
    ) -> Result<Command, Problem> {
        let order = serde_json::from_value::<OrderText>(order)
            .map_err(|_| Problem::faults(vec![Fault::plain("/order", codes::BAD_REFERENCE)]))?;
        let order = self.api.event_id(order.0).await.map_err(super::orders::get::no_order)?;
        let command = request.into_command(id, order)?;
        let granted = self.granted(&command.event_id, &returns_approval::request(&command))?;
        Ok(if granted.is_some() { command } else { command.unapproved_up_to(self.return_limit) })
    }

    async fn adjusted(&self, request: AdjustmentRequest<'_>, id: EventId) -> Result<Command, Problem> {
        let member = self.api.whose(request.member.0.clone(), self.caller, Doing::Reading).await?;
        if self.earlier.contains_key(id.as_str()) {
            let member = self.api.known_member(&member).await?;
            if let Some(approval) = self.granted(&id, &request.asked(&id, member))? {
                return request.into_command(id, MemberRef::Id(member), &approval.asked_by.name);
            }
        }
        if request.needs_approval(self.api, self.caller, &id).await? {
            return Err(Problem::new(codes::NEEDS_APPROVAL));
        }
        request.into_command(id, member, &self.caller.0.name)
    }
}

/// A row that is a JSON object with a type.
struct Incoming {
    kind: String,
    fields: Map<String, Value>,
}

impl Incoming {
    fn parse(line: &[u8]) -> Result<Self, Problem> {
        let mut fields = match serde_json::from_slice(line) {
            Ok(Unrepeated(Value::Object(fields))) => fields,
            Ok(_) => return Err(no_object("不是 JSON 对象", "is no JSON object", 1)),
            Err(error) => {
                let (zh, en) =
                    ("不是有效的 JSON，或同一字段出现两次", "is not valid JSON, or names a field twice");
                return Err(no_object(zh, en, error.column()));
            }
        };
        match fields.remove("type") {
            Some(Value::String(kind)) => Ok(Self { kind, fields }),
            Some(_) => Err(Problem::faults(vec![Fault::plain("/type", codes::WRONG_TYPE)])),
            None => Err(Problem::faults(vec![Fault::plain("/type", codes::MISSING_FIELD)])),
        }
    }

    /// The row's id, where it has a good one, and its command.
    async fn into_command(mut self, sender: &Sender<'_>) -> (Option<EventId>, Result<Command, Problem>) {
        let id = match self.fields.remove("event_id") {
            None | Some(Value::Null) => Err(Problem::new(codes::MISSING_EVENT_ID)),
            Some(Value::String(text)) => EventId::new(&text)
                .ok_or_else(|| Problem::faults(vec![Fault::plain("/event_id", codes::BAD_TEXT)])),
            Some(_) => Err(Problem::faults(vec![Fault::plain("/event_id", codes::WRONG_TYPE)])),
        };
        match id.and_then(|id| event_id(Some(EventIdText(id)), None)) {
            Ok(id) => (Some(id.clone()), self.command(sender, id).await),
            Err(problem) => (None, Err(problem)),
        }
    }

    async fn command(mut self, sender: &Sender<'_>, id: EventId) -> Result<Command, Problem> {
        let (api, caller) = (sender.api, sender.caller);
        let order = match self.fields.remove("order") {
            Some(order) if self.kind == "return" => Some(order),
            Some(order) => {
                self.fields.insert("order".into(), order);
                None
            }
            None => None,
        };
        let value = Value::Object(self.fields);
        match self.kind.as_str() {
            "member" => {
                may(caller, Scope::MembersWrite)?;
                enrolment(&value, id, caller)
            }
            "order" => {
                may(caller, Scope::OrdersWrite)?;
                let request = from_value::<OrderRequest>(&value)?;
                let member = request.whose(api, caller).await?;
                request.into_command(id, member, caller)
            }
            "return" => {
                may(caller, Scope::OrdersRefund)?;
                let order = order
                    .ok_or_else(|| Problem::faults(vec![Fault::plain("/order", codes::MISSING_FIELD)]))?;
                Box::pin(sender.returned(from_value::<ReturnRequest>(&value)?, id, order)).await
            }
            "activity" => {
                may(caller, Scope::OrdersWrite)?;
                let request = from_value::<ActivityRequest>(&value)?;
                let member = api.whose(request.member.0.clone(), caller, Doing::Earning).await?;
                request.into_command(id, member, caller)
            }
            "redemption" => {
                may(caller, Scope::OrdersWrite)?;
                let request = from_value::<RedemptionRequest>(&value)?;
                let member = api.whose(request.member.0.clone(), caller, Doing::Spending).await?;
                Ok(request.into_command(id, member))
            }
            "adjustment" => {
                may(caller, Scope::LedgerAdjust)?;
                Box::pin(sender.adjusted(from_value::<AdjustmentRequest>(&value)?, id)).await
            }
            _ => Err(Problem::faults(vec![Fault::new(
                "/type",
                codes::INVALID_FIELD,
                "type 应为 member、order、return、activity、redemption 或 adjustment。",
                "`type` is member, order, return, activity, redemption or adjustment.",
            )])),
        }
    }
}

/// A row that enrols: without tags, and without a person.
fn enrolment(value: &Value, id: EventId, caller: &Caller) -> Result<Command, Problem> {
    let request = from_value::<MemberRequest>(value)?;
    if !request.tags.is_empty() {
        let fault = Fault::new(
            "/tags",
            codes::INVALID_FIELD,
            "批量登记不含标签；请之后设置。",
            "A row does not set tags; set them afterwards.",
        );
        return Err(Problem::faults(vec![fault]));
    }
    if request.is_personal() {
        let fault = Fault::new(
            "/phone",
            codes::INVALID_FIELD,
            "批量登记不含个人信息；请用 POST /v1/members 逐个登记。",
            "A row holds no personal data; enrol with POST /v1/members.",
        );
        return Err(Problem::faults(vec![fault]));
    }
    request.into_command(id, caller)
}

/// A row that cannot be read, up to this column.
fn no_object(zh: &str, en: &str, column: usize) -> Problem {
    Problem::new(codes::BAD_JSON)
        .detail(format!("此行{zh}（第 {column} 列）。"), format!("The row {en} (column {column})."))
}

/// Whether the caller may do this alone; a batch is no way round a scope.
fn may(caller: &Caller, scope: Scope) -> Result<(), Problem> {
    if caller.0.scopes.has(scope) { Ok(()) } else { Err(crate::access::missing(scope)) }
}
