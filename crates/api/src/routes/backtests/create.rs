//! `POST /v1/backtests`

use super::KIND;
use super::work::{Against, From, Upload, Work};
use crate::context::Context;
use crate::dto::Job;
use crate::heavy::JobTurn;
use crate::problem::{Fault, Problem, codes};
use crate::read::{Document, JsonBody, When, document_schema, form, maybe_object};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;
use tessera_app::Progress;
use tessera_app::backtest::Assumption;
use tessera_app::orders_file::{ColumnMap, OrdersFileError};
use tessera_engine::fold::Programs;
use tessera_engine::program::Program;
use utoipa::ToSchema;

/// The most instants and assumptions.
const MOST: usize = 100;

/// A program draft to be folded over real orders.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BacktestRequest {
    /// The draft: TOML in a text, or a JSON object.
    #[schema(schema_with = document_schema)]
    program: Document,
    /// A program to compare with: who gains and who loses.
    #[schema(schema_with = document_schema)]
    against: Option<Document>,
    /// Compare with the program versions in force instead.
    #[serde(default)]
    against_current: bool,
    /// The orders; your own recorded history if left out, less what came back.
    #[serde(default, deserialize_with = "maybe_object")]
    orders: Option<OrdersFile>,
    /// As of which instants to report; the end if left out.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 100)]
    at: Vec<When>,
    /// Leave out orders after this instant.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<When>,
    /// What members are assumed to spend: `WALLET:AMOUNT@BALANCE`.
    #[serde(default)]
    #[schema(max_items = 100, example = json!(["points:1000@1000"]))]
    redeem: Vec<String>,
}

form!(BacktestRequest);

/// A file of orders, as another system exports it: CSV or newline-delimited JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrdersFile {
    /// Its name, for messages.
    #[schema(example = "orders.csv")]
    name: Option<String>,
    /// Its content.
    text: String,
    /// Which column is what, as TOML, as `tessera backtest --map` takes it; well-known names need none.
    map: Option<String>,
}

/// 回测 · Fold a program draft over real orders
///
/// Starts a job and answers at once; ask for it until it is done. Nothing is recorded. Jobs run one at a time: while one runs, others are
/// refused with `busy`.
#[utoipa::path(post, path = "/v1/backtests", operation_id = "start_backtest", tag = "backtests", request_body = BacktestRequest,
    responses((status = 202, description = "Begun", body = Job<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    turn: JobTurn,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<BacktestRequest>()?;
    if request.at.len() > MOST || request.redeem.len() > MOST {
        let field = if request.at.len() > MOST { "/at" } else { "/redeem" };
        return Err(Problem::faults(vec![Fault::plain(field, codes::TOO_MANY)]));
    }
    let program = checked(&api, request.program, "/program").await?;
    let programs = Programs::single(Arc::clone(&program));
    for (index, text) in request.redeem.iter().enumerate() {
        Assumption::parse(text, &programs).map_err(|error| {
            let text = error.text();
            // The words are those of the command line; here the pointer names the field.
            let [zh, en] = [&text.zh, &text.en].map(|text| text.trim_start_matches("--redeem "));
            let fault = Fault::new(format!("/redeem/{index}"), codes::INVALID_FIELD, zh, en);
            Problem::faults(vec![fault])
        })?;
    }
    let against = match (request.against, request.against_current) {
        (Some(_), true) => return Err(both()),
        (Some(document), false) => Against::Draft(checked(&api, document, "/against").await?),
        (None, true) => Against::Current,
        (None, false) => Against::Nothing,
    };
    let from = match request.orders {
        None => From::History,
        Some(file) => From::File(Box::new(Upload {
            name: file.name.unwrap_or_else(|| "orders".into()),
            map: column_map(file.map.as_deref())?,
            text: file.text,
        })),
    };
    let work = Work {
        program,
        against,
        from,
        at: request.at.into_iter().map(|at| at.0).collect(),
        until: request.until.map(|until| until.0),
        redeem: request.redeem,
        lang: context.lang,
    };
    let app = api.app.clone();
    let work = move |progress: &Progress| {
        let _turn = turn;
        work.run(&app, progress)
    };
    let job = api.app.start_job(KIND, work).await?;
    Ok(context.reply(StatusCode::ACCEPTED, &Job::of(&job)))
}

async fn checked(api: &Api, document: Document, field: &str) -> Result<Arc<Program>, Problem> {
    let app = api.app.clone();
    let checked = api.turns.compute(move || app.check(document.as_str())).await?;
    checked.program.map(Arc::new).ok_or_else(|| crate::failure::program_refused(&checked.diagnostics, field))
}

fn column_map(map: Option<&str>) -> Result<ColumnMap, Problem> {
    let map = map.map(ColumnMap::parse).transpose();
    map.map(Option::unwrap_or_default).map_err(|error| {
        let text = OrdersFileError::from(error).text();
        Problem::faults(vec![Fault::new("/orders/map", codes::INVALID_FIELD, &*text.zh, &*text.en)])
    })
}

fn both() -> Problem {
    Problem::faults(vec![Fault::new(
        "/against_current",
        codes::INVALID_FIELD,
        "against 与 against_current 只能给一个。",
        "Give `against` or `against_current`, not both.",
    )])
}
