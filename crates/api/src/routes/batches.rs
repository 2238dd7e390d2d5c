//! `POST /v1/batches`

use super::activities::ActivityRequest;
use super::adjustments::AdjustmentRequest;
use super::members::create::MemberRequest;
use super::orders::pay::OrderRequest;
use super::orders::returns::ReturnRequest;
use super::redemptions::RedemptionRequest;
use crate::context::{Caller, Context};
use crate::dto::{Recorded, shown_or_null};
use crate::problem::{Document, Fault, Problem, codes};
use crate::read::{EventIdText, OrderText, Unrepeated, event_id, from_value, is_of_type, read_all};
use crate::state::Api;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value};
use tessera_app::{Answer, Command, Scope};
use tessera_engine::decide::RefusalCode;
use tessera_engine::values::{EventId, MemberId};
use utoipa::ToSchema;

/// The media type of a batch, asked and answered.
const NDJSON: &str = "application/x-ndjson";

/// One line of the reply to a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct Row<'a> {
    /// The row's own id; `null` where it could not be read.
    #[schema(value_type = Option<String>)]
    event_id: Option<&'a str>,
    /// What the row would have got as a request of its own: 201, 200, 202, 409, ...
    status: u16,
    /// The first outcome, given once more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    replayed: bool,
    /// A row of type `member`: the member had joined before, under another event.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    existing: bool,
    /// The member.
    #[serde(serialize_with = "shown_or_null", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    member: Option<MemberId>,
    /// The event's number in the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger_seq: Option<u64>,
    /// Our id of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// `parked`: it waits for its order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    state: Option<&'static str>,
    /// Why it was not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::problem::ProblemDocument>)]
    problem: Option<Document<'a>>,
}

/// How the rows of a batch fared.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Summary {
    /// Rows read.
    rows: usize,
    /// Recorded now.
    created: usize,
    /// Had been recorded or refused before.
    replayed: usize,
    /// Wait for their order.
    parked: usize,
    /// Members who had joined before.
    existing: usize,
    /// Refused or not acceptable.
    failed: usize,
}

/// The last line of the reply to a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct LastLine<'a> {
    summary: Summary,
    request_id: &'a str,
}

/// A line of the reply to a batch: one a row, then the last.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
pub(crate) enum ReplyLine {
    Row(Row<'static>),
    Last(LastLine<'static>),
}

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
    let mut read = Vec::with_capacity(lines.len());
    let mut commands = Vec::with_capacity(lines.len());
    for line in lines {
        match Incoming::parse(line) {
            Ok(row) => {
                let command = row.into_command(&api, &caller).await;
                let (id, command) = (command.0, command.1.map(|command| commands.push(command)));
                read.push((id, command.err()));
            }
            Err(problem) => read.push((None, Some(problem))),
        }
    }
    let mut answers = api.submit_batch(commands).await.into_iter();
    let mut reply =
        Reply { context, json: Vec::with_capacity(read.len() * 160), summary: Summary::default() };
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
    async fn into_command(
        mut self,
        api: &Api,
        caller: &Caller,
    ) -> (Option<EventId>, Result<Command, Problem>) {
        let id = match self.fields.remove("event_id") {
            None | Some(Value::Null) => Err(Problem::new(codes::MISSING_EVENT_ID)),
            Some(Value::String(text)) => EventId::new(&text)
                .ok_or_else(|| Problem::faults(vec![Fault::plain("/event_id", codes::BAD_TEXT)])),
            Some(_) => Err(Problem::faults(vec![Fault::plain("/event_id", codes::WRONG_TYPE)])),
        };
        match id.and_then(|id| event_id(Some(EventIdText(id)), None)) {
            Ok(id) => (Some(id.clone()), self.command(api, caller, id).await),
            Err(problem) => (None, Err(problem)),
        }
    }

    async fn command(mut self, api: &Api, caller: &Caller, id: EventId) -> Result<Command, Problem> {
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
                let request = from_value::<MemberRequest>(&value)?;
                if !request.tags.is_empty() {
                    let fault = Fault::new(
                        "/tags",
                        codes::INVALID_FIELD,
                        "批量登记不含标签；请之后设置。",
                        "A row does not set tags; set them afterwards.",
                    );
                    return Err(Problem::faults(vec![fault]));
                }
                request.into_command(id, caller)
            }
            "order" => {
                may(caller, Scope::OrdersWrite)?;
                from_value::<OrderRequest>(&value)?.into_command(id, caller)
            }
            "return" => {
                may(caller, Scope::OrdersRefund)?;
                let order = order
                    .ok_or_else(|| Problem::faults(vec![Fault::plain("/order", codes::MISSING_FIELD)]))?;
                let order = serde_json::from_value::<OrderText>(order)
                    .map_err(|_| Problem::faults(vec![Fault::plain("/order", codes::BAD_REFERENCE)]))?;
                let order = api.event_id(order.0).await.map_err(super::orders::get::no_order)?;
                from_value::<ReturnRequest>(&value)?.into_command(id, order)
            }
            "activity" => {
                may(caller, Scope::OrdersWrite)?;
                from_value::<ActivityRequest>(&value)?.into_command(id, caller)
            }
            "redemption" => {
                may(caller, Scope::OrdersWrite)?;
                Ok(from_value::<RedemptionRequest>(&value)?.into_command(id))
            }
            "adjustment" => {
                may(caller, Scope::LedgerAdjust)?;
                from_value::<AdjustmentRequest>(&value)?.into_command(id, caller)
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

/// A row that cannot be read, up to this column.
fn no_object(zh: &str, en: &str, column: usize) -> Problem {
    Problem::new(codes::BAD_JSON)
        .detail(format!("此行{zh}（第 {column} 列）。"), format!("The row {en} (column {column})."))
}

/// Whether the caller may do this alone; a batch is no way round a scope.
fn may(caller: &Caller, scope: Scope) -> Result<(), Problem> {
    if caller.0.scopes.has(scope) { Ok(()) } else { Err(crate::access::missing(scope)) }
}

/// The reply, line by line.
struct Reply {
    context: Context,
    json: Vec<u8>,
    summary: Summary,
}

impl Reply {
    fn line<T: Serialize>(&mut self, line: &T) {
        // Writing to memory does not fail, and rows have no maps with odd keys.
        let _ = serde_json::to_writer(&mut self.json, line);
        self.json.push(b'\n');
    }

    fn answer(&mut self, id: Option<&EventId>, answer: Answer) {
        let event_id = id.map(EventId::as_str);
        let blank = Row {
            event_id,
            status: 0,
            replayed: false,
            existing: false,
            member: None,
            ledger_seq: None,
            id: None,
            state: None,
            problem: None,
        };
        match answer {
            Answer::Accepted { receipt, replayed } => {
                self.count(replayed, |summary| &mut summary.created);
                let recorded = Recorded::name(&receipt);
                self.line(&Row {
                    status: if replayed { 200 } else { 201 },
                    replayed,
                    member: Some(receipt.member),
                    ledger_seq: Some(receipt.seq),
                    id: Some(recorded),
                    ..blank
                });
            }
            Answer::Parked { .. } => {
                self.count(false, |summary| &mut summary.parked);
                self.line(&Row { status: 202, state: Some("parked"), ..blank });
            }
            // Only a row that enrols is refused so.
            Answer::Refused { member, refusal, replayed } if refusal.code == RefusalCode::AlreadyJoined => {
                self.count(replayed, |summary| &mut summary.existing);
                self.line(&Row { status: 200, replayed, existing: true, member: Some(member), ..blank });
            }
            Answer::Refused { member, refusal, replayed } => {
                self.problem(id, Some(member), replayed, &Problem::from(&refusal));
            }
            Answer::Rejected(error) => self.problem(id, None, false, &Problem::from(error)),
        }
    }

    fn problem(&mut self, id: Option<&EventId>, member: Option<MemberId>, replayed: bool, problem: &Problem) {
        self.count(replayed, |summary| &mut summary.failed);
        let context = self.context;
        self.line(&Row {
            event_id: id.map(EventId::as_str),
            status: problem.code().status,
            replayed,
            existing: false,
            member,
            ledger_seq: None,
            id: None,
            state: None,
            problem: Some(problem.document(context.lang, context.request_id.as_str(), "/v1/batches")),
        });
    }

    fn count(&mut self, replayed: bool, which: fn(&mut Summary) -> &mut usize) {
        self.summary.rows += 1;
        *(if replayed { &mut self.summary.replayed } else { which(&mut self.summary) }) += 1;
    }

    fn finish(mut self) -> Response {
        let summary = std::mem::take(&mut self.summary);
        let request_id = self.context.request_id;
        self.line(&LastLine { summary, request_id: request_id.as_str() });
        let mut response = Response::new(Body::from(self.json));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(NDJSON));
        response
    }
}
