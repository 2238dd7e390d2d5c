//! The routes: which endpoint stands where, and which scope it needs. This table is the one place that says so; the OpenAPI document, the
//! check of every request and the test of every route with every scope are made from it.

mod activities;
mod adjustments;
mod backtests;
mod batches;
mod documents;
mod events;
mod figures;
mod health;
mod imports;
mod keys;
mod members;
mod orders;
mod parked;
mod programs;
mod quotes;
mod record;
mod redemptions;
mod trial_balance;
mod verifications;

use crate::needs::{Need, Place};
use crate::state::Api;
use axum::http::Method;
use tessera_app::Scope;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
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
        ExportsCreate, ImportsWrite, KeysAdmin, LedgerAdjust, MembersRead, MembersWrite, OrdersRefund,
        OrdersWrite, ProgramsRead, ProgramsWrite, QuotesWrite,
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
        needs(MembersRead, routes!(parked::handle)),
        needs(QuotesWrite, routes!(quotes::handle)),
        needs(OrdersWrite, routes!(activities::handle)),
        needs(OrdersWrite, routes!(redemptions::handle)),
        needs(LedgerAdjust, routes!(adjustments::handle)),
        needs(ImportsWrite, routes!(batches::handle)),
        needs(ImportsWrite, routes!(imports::preview::handle)),
        needs(ImportsWrite, routes!(imports::create::handle)),
        needs(ImportsWrite, routes!(imports::list::handle)),
        needs(ImportsWrite, routes!(imports::get::handle)),
        needs(ImportsWrite, routes!(imports::cancel::handle)),
        needs(ImportsWrite, routes!(imports::rejected::handle)),
        needs(ProgramsRead, routes!(programs::check::handle)),
        needs(ProgramsRead, routes!(programs::trial::handle)),
        needs(ProgramsWrite, routes!(programs::publish::handle)),
        needs(ProgramsRead, routes!(programs::list::handle)),
        needs(ProgramsRead, routes!(programs::get::handle)),
        needs(ProgramsRead, routes!(programs::diff::handle)),
        open(routes!(programs::rules::handle)),
        needs(ExportsCreate, routes!(backtests::create::handle)),
        needs(ExportsCreate, routes!(backtests::list::handle)),
        needs(ExportsCreate, routes!(backtests::get::handle)),
        needs(ExportsCreate, routes!(trial_balance::handle)),
        needs(ExportsCreate, routes!(verifications::create::handle)),
        needs(ExportsCreate, routes!(verifications::list::handle)),
        needs(ExportsCreate, routes!(verifications::get::handle)),
        needs(ExportsCreate, routes!(verifications::cancel::handle)),
        needs(MembersRead, routes!(figures::handle)),
        needs(MembersRead, routes!(events::handle)),
        needs(KeysAdmin, routes!(keys::create::handle)),
        needs(KeysAdmin, routes!(keys::list::handle)),
        needs(KeysAdmin, routes!(keys::revoke::handle)),
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
        for operation in operations(item).into_iter().filter_map(|(_, operation)| operation.as_mut()) {
            operation.security = Some(vec![SecurityRequirement::new("key", [scope.as_str()])]);
        }
    }
    Endpoint { need: Need::Scope(scope), router }
}

/// Every operation that a path can have.
fn operations(item: &mut PathItem) -> [(Method, &mut Option<Operation>); 8] {
    [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
        (Method::HEAD, &mut item.head),
        (Method::OPTIONS, &mut item.options),
        (Method::TRACE, &mut item.trace),
    ]
}

impl Endpoint {
    /// Where the endpoint stands.
    pub(crate) fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (route, item) in &self.router.1.paths {
            for (method, operation) in operations(&mut item.clone()) {
                let Some(operation) = operation else { continue };
                let is_query = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query);
                let has_query = operation.parameters.iter().flatten().any(is_query);
                places.push(Place { route: route.clone(), method, need: self.need, has_query });
            }
        }
        places
    }
}
