//! The routes: which endpoint stands where, and which scope it needs. This table is the one place that says so; the OpenAPI document, the
//! check of every request and the test of every route with every scope are made from it.

mod activities;
mod adjustments;
mod backtests;
mod batches;
mod documents;
mod events;
mod health;
mod members;
mod orders;
mod programs;
mod quotes;
mod redemptions;
mod trial_balance;

use crate::access::Need;
use crate::state::Api;
use axum::http::Method;
use tessera_app::Scope;
use utoipa::openapi::security::SecurityRequirement;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

/// An endpoint with what it needs.
pub(crate) struct Endpoint {
    pub(crate) need: Need,
    pub(crate) router: UtoipaMethodRouter<Api>,
}

/// Every endpoint.
pub(crate) fn all() -> Vec<Endpoint> {
    use Scope::{
        ExportsCreate, ImportsWrite, LedgerAdjust, MembersRead, MembersWrite, OrdersRefund, OrdersWrite,
        ProgramsRead, ProgramsWrite, QuotesWrite,
    };
    vec![
        needs(MembersWrite, routes!(members::create::handle)),
        needs(MembersRead, routes!(members::list::handle)),
        needs(MembersRead, routes!(members::get::handle)),
        needs(MembersWrite, routes!(members::tags::handle)),
        needs(MembersRead, routes!(members::wallets::handle)),
        needs(MembersRead, routes!(members::lots::handle)),
        needs(MembersRead, routes!(members::entries::handle)),
        needs(MembersRead, routes!(members::explanation::handle)),
        needs(MembersRead, routes!(members::statement::handle)),
        needs(OrdersWrite, routes!(orders::pay::handle)),
        needs(MembersRead, routes!(orders::get::handle)),
        needs(OrdersRefund, routes!(orders::returns::handle)),
        needs(QuotesWrite, routes!(quotes::handle)),
        needs(OrdersWrite, routes!(activities::handle)),
        needs(OrdersWrite, routes!(redemptions::handle)),
        needs(LedgerAdjust, routes!(adjustments::handle)),
        needs(ImportsWrite, routes!(batches::handle)),
        needs(ProgramsRead, routes!(programs::check::handle)),
        needs(ProgramsWrite, routes!(programs::publish::handle)),
        needs(ProgramsRead, routes!(programs::list::handle)),
        needs(ProgramsRead, routes!(programs::get::handle)),
        needs(ProgramsRead, routes!(programs::diff::handle)),
        needs(ExportsCreate, routes!(backtests::create::handle)),
        needs(ExportsCreate, routes!(backtests::list::handle)),
        needs(ExportsCreate, routes!(backtests::get::handle)),
        needs(ExportsCreate, routes!(trial_balance::handle)),
        needs(MembersRead, routes!(events::handle)),
        open(routes!(health::live)),
        open(routes!(health::ready)),
        open(routes!(health::metrics)),
        open(routes!(documents::openapi)),
        open(routes!(documents::docs)),
        open(routes!(documents::script)),
        open(routes!(documents::script_licence)),
        open(routes!(documents::problems)),
        open(routes!(documents::problem)),
    ]
}

fn open(router: UtoipaMethodRouter<Api>) -> Endpoint {
    Endpoint { need: Need::Nothing, router }
}

fn needs(scope: Scope, mut router: UtoipaMethodRouter<Api>) -> Endpoint {
    for item in router.1.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.put].into_iter().flatten() {
            operation.security = Some(vec![SecurityRequirement::new("key", [scope.as_str()])]);
        }
    }
    Endpoint { need: Need::Scope(scope), router }
}

impl Endpoint {
    /// The paths and methods of the endpoint.
    pub(crate) fn places(&self) -> impl Iterator<Item = (String, Method, Need)> {
        self.router.1.paths.iter().flat_map(|(path, item)| {
            let methods = [
                item.get.is_some().then_some(Method::GET),
                item.post.is_some().then_some(Method::POST),
                item.put.is_some().then_some(Method::PUT),
            ];
            methods.into_iter().flatten().map(|method| (path.clone(), method, self.need))
        })
    }
}
