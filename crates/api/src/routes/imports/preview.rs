//! `POST /v1/imports/preview`

use crate::context::Context;
use crate::dto::label;
use crate::problem::{Fault, Problem, codes};
use crate::read::{Query, read_all};
use crate::state::Api;
use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Cursor;
use tessera_app::orders_file::{Field, Source, preview};
use utoipa::{IntoParams, ToSchema};

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// The file's name, for messages.
    #[param(example = "orders.csv")]
    name: Option<String>,
}

/// The beginning of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportPreview {
    /// `csv` or `ndjson`; empty where it is neither.
    #[schema(value_type = String, example = "csv")]
    format: &'static str,
    /// The columns, in the order of the file.
    columns: Vec<String>,
    /// The first rows, 20 at most, as they are written.
    rows: Vec<Vec<String>>,
    /// Which column each field was recognised in, as `POST /v1/imports` takes it; several columns of one field with ` + ` between them.
    mapping: BTreeMap<&'static str, String>,
    /// What columns can be.
    fields: Vec<ImportField>,
    /// What is wrong with the beginning of the file, as far as that can be told.
    faults: Vec<String>,
}

/// What a column can be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportField {
    /// Its name in `mapping`.
    #[schema(example = "order_id")]
    field: &'static str,
    /// What people call it, in the asked language.
    label: String,
    /// Without it the file cannot be imported.
    required: bool,
}

/// 预览文件 · Look at the beginning of a file of orders
///
/// CSV or NDJSON, plain or compressed by gzip or zstd; the first 1 MiB is enough, wherever it is cut off. Writes nothing.
#[utoipa::path(post, path = "/v1/imports/preview", operation_id = "preview_import", tag = "imports", params(Which),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file, or its beginning"),
    responses((status = 200, description = "What is in it", body = ImportPreview)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Query(query): Query<Which>,
    request: Request,
) -> Result<Response, Problem> {
    let bytes = read_all(request, &api).await?;
    let options = api.app.reading_orders()?;
    let (name, size) = (query.name.unwrap_or_else(|| "orders".into()), Some(bytes.len() as u64));
    let looked = api.turns.compute(move || {
        let source = Source::new(name, size, Box::new(Cursor::new(bytes)))?;
        Ok::<_, tessera_app::orders_file::OrdersFileError>(preview(source, &options))
    });
    let preview = looked.await?.map_err(|error| {
        let text = error.text();
        Problem::faults(vec![Fault::new("", codes::INVALID_FIELD, &*text.zh, &*text.en)])
    })?;
    let is_mapped = |field: Field| preview.mapping.iter().any(|(known, _)| *known == field);
    // An amount may be had otherwise: from the whole order's, or from a price.
    let other = is_mapped(Field::OrderAmount) || is_mapped(Field::UnitPrice);
    let fields = Field::all().map(|field| ImportField {
        field: field.key(),
        label: label(&field.label(), context.lang),
        required: match field {
            Field::OrderId | Field::MemberId | Field::OrderedAt => true,
            Field::Amount => !other,
            _ => false,
        },
    });
    Ok(context.ok(&ImportPreview {
        format: preview.format,
        columns: preview.columns.iter().map(ToString::to_string).collect(),
        rows: preview.rows,
        mapping: preview.mapping.into_iter().map(|(field, column)| (field.key(), column)).collect(),
        fields: fields.into(),
        faults: preview.faults.iter().map(|fault| label(fault, context.lang)).collect(),
    }))
}
