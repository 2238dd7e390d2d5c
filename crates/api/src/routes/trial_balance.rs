//! `GET /v1/trial-balance`

use crate::context::Context;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// The trial balance 试算平衡.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrialBalanceReply {
    /// Up to which number of the journal.
    ledger_seq: u64,
    /// The accounts; those of one wallet sum to zero.
    accounts: Vec<Account>,
}

/// One account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Account {
    /// `members:points`, `program:points:earn`, ...
    #[schema(example = "program:points:earn")]
    account: String,
    /// Its balance in units; what members hold is positive.
    units: i64,
    /// How many entries it sums; 0 for the members' account, which is summed from the wallets.
    entries: u64,
}

/// 试算平衡 · The trial balance
///
/// Every unit has a source and a sink: over members and program accounts the units of each wallet sum to zero.
#[utoipa::path(get, path = "/v1/trial-balance", operation_id = "get_trial_balance", tag = "exports",
    responses((status = 200, description = "The trial balance", body = TrialBalanceReply)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let balance = api.app.trial_balance().await?;
    let accounts = balance.rows.iter().map(|row| Account {
        account: row.account.to_string(),
        units: row.units,
        entries: row.entries,
    });
    Ok(context.ok(&TrialBalanceReply { ledger_seq: balance.seq, accounts: accounts.collect() }))
}
