//! The reply to a batch, line by line.

use super::NDJSON;
use crate::context::Context;
use crate::dto::{Recorded, shown_or_null};
use crate::problem::{Document, Problem};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use tessera_app::Answer;
use tessera_engine::decide::RefusalCode;
use tessera_engine::values::{EventId, MemberId};
use utoipa::ToSchema;

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

/// The reply, line by line.
pub(super) struct Reply {
    context: Context,
    json: Vec<u8>,
    summary: Summary,
}

impl Reply {
    /// For so many rows.
    pub(super) fn new(context: Context, rows: usize) -> Self {
        Self { context, json: Vec::with_capacity(rows * 160), summary: Summary::default() }
    }

    fn line<T: Serialize>(&mut self, line: &T) {
        // Writing to memory does not fail, and rows have no maps with odd keys.
        let _ = serde_json::to_writer(&mut self.json, line);
        self.json.push(b'\n');
    }

    pub(super) fn answer(&mut self, id: Option<&EventId>, answer: Answer) {
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

    pub(super) fn problem(
        &mut self,
        id: Option<&EventId>,
        member: Option<MemberId>,
        replayed: bool,
        problem: &Problem,
    ) {
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

    pub(super) fn finish(mut self) -> Response {
        let summary = std::mem::take(&mut self.summary);
        let request_id = self.context.request_id;
        self.line(&LastLine { summary, request_id: request_id.as_str() });
        let mut response = Response::new(Body::from(self.json));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(NDJSON));
        response
    }
}
