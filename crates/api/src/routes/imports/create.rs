//! `POST /v1/imports`

use super::KIND;
use crate::context::{Caller, Context};
use crate::dto::Import;
use crate::heavy::JobTurn;
use crate::problem::{Fault, Problem, codes};
use crate::read::{Flag, Query, read_to_file};
use crate::state::Api;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use tessera_app::orders_file::{ColumnMap, Source};
use tessera_app::{FileImport, Progress};
use utoipa::IntoParams;

/// How the file is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The file's name, for the list of imports and for messages.
    #[param(example = "orders.csv")]
    name: Option<String>,
    /// Record nothing; count what would be.
    #[param(value_type = Option<bool>)]
    dry_run: Option<Flag>,
    /// Which column is which field, as a JSON object: the `mapping` of a preview. Without it, columns are recognised by well-known names.
    #[param(
        example = "{\"order_id\":\"receipt\",\"member_id\":\"card\",\"ordered_at\":\"date + time\",\"amount\":\"net\"}"
    )]
    mapping: Option<String>,
}

/// 导入订单文件 · Import a file of orders
///
/// CSV or NDJSON, plain or compressed by gzip or zstd, as `tessera import orders` takes it and with the same outcome: members whom nobody knows join at their first
/// order, and an order that is there already counts once. Starts a job and answers at once. Jobs run one at a time: while one runs, others are refused with `busy`. A key
/// that is bound to a store cannot import: a file names stores of its own.
#[utoipa::path(post, path = "/v1/imports", operation_id = "start_import", tag = "imports", params(How),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    responses((status = 202, description = "Begun", body = Import<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    turn: JobTurn,
    Query(how): Query<How>,
    request: Request,
) -> Result<Response, Problem> {
    if let Some(bound) = &caller.0.store {
        return Err(Problem::new(codes::WRONG_STORE).detail(
            format!("此密钥绑定门店“{bound}”，不能导入整个文件。"),
            format!("The key is bound to store `{bound}` and cannot import a file."),
        ));
    }
    let map = column_map(how.mapping.as_deref())?;
    // Without a program nothing can be read; that is told before the job.
    api.app.reading_orders()?;
    let (file, size) = read_to_file(request, &api).await?;
    let name = how.name.unwrap_or_else(|| "orders".into());
    let dry_run = how.dry_run.is_some_and(|flag| flag.0);
    let about = json!({ "name": name, "dry_run": dry_run });
    let opened = Source::new(name, Some(size), Box::new(file)).map(Source::from_afar);
    let source = opened.map_err(|error| {
        let text = error.text();
        Problem::faults(vec![Fault::new("", codes::INVALID_FIELD, &*text.zh, &*text.en)])
    })?;
    let import = FileImport { source, map, dry_run, lang: super::lang(context.lang) };
    let app = api.app.clone();
    let work = move |job: &str| {
        let job = job.to_owned();
        move |progress: &Progress| {
            let _turn = turn;
            app.import_file(&job, import, progress)
        }
    };
    let job = api.app.start_job_about(KIND, about, work).await?;
    Ok(context.reply(StatusCode::ACCEPTED, &Import::of(&job)))
}

fn column_map(mapping: Option<&str>) -> Result<ColumnMap, Problem> {
    let Some(mapping) = mapping else { return Ok(ColumnMap::default()) };
    let wrong = |zh: &str, en: &str| Problem::faults(vec![Fault::new("?mapping", codes::BAD_QUERY, zh, en)]);
    let fields: BTreeMap<String, String> = serde_json::from_str(mapping).map_err(|_| {
        wrong(
            "mapping 须是一个 JSON 对象，值为列名。",
            "`mapping` is a JSON object whose values are names of columns.",
        )
    })?;
    ColumnMap::of_fields(fields.iter().map(|(field, column)| (&**field, &**column)))
        .map_err(|text| wrong(&text.zh, &text.en))
}
