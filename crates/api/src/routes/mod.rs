//! The routes: which endpoint stands where, and which scope it needs. This table is the one place that says so; the OpenAPI document, the
//! check of every request and the test of every route with every scope are made from it.

mod activities;
mod adjustments;
mod approvals;
mod audit;
mod backtests;
mod batches;
mod documents;
mod events;
mod figures;
mod health;
mod imports;
mod keys;
mod member_session;
mod members;
mod messages;
mod orders;
mod parked;
mod programs;
mod quotes;
mod record;
mod redemptions;
mod session;
mod staff;
mod stores;
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
    /// A member may ask it about oneself.
    pub(crate) own: bool,
    pub(crate) router: UtoipaMethodRouter<Api>,
}

/// Every endpoint.
pub(crate) fn all() -> Vec<Endpoint> {
    let mut all = of_the_shop();
    all.extend(of_people());
    all
}

/// Who is who, and who may do what.
fn of_people() -> Vec<Endpoint> {
    use Scope::{
        ApprovalsDecide, AuditRead, LedgerAdjust, MembersErase, MembersRead, MembersReadPii, MembersWrite,
        OrdersWrite, StaffAdmin, StoresAdmin,
    };
    vec![
        needs(MembersRead, routes!(members::find::handle)),
        own(MembersWrite, routes!(members::person::profile)),
        needs(MembersReadPii, routes!(members::person::unmask)),
        own(MembersReadPii, routes!(members::person::personal_data)),
        by(Need::Member, routes!(members::phone::send)),
        own(MembersWrite, routes!(members::phone::change)),
        needs(LedgerAdjust, routes!(members::person::block)),
        needs(LedgerAdjust, routes!(members::person::unblock)),
        own(MembersErase, routes!(members::person::erase)),
        by(Need::Member, routes!(members::proof::code)),
        needs(OrdersWrite, routes!(members::proof::send)),
        needs(OrdersWrite, routes!(members::proof::prove)),
        open(routes!(member_session::codes::handle)),
        open(routes!(member_session::create::handle)),
        by(Need::Anybody, routes!(session::get::handle)),
        open(routes!(session::create::handle)),
        by(Need::Anybody, routes!(session::end::own)),
        by(Need::Staff, routes!(session::list::handle)),
        by(Need::Staff, routes!(session::end::any)),
        by(Need::Staff, routes!(session::password::handle)),
        by(Need::Staff, routes!(session::totp::begin)),
        by(Need::Staff, routes!(session::totp::confirm)),
        by(Need::Staff, routes!(session::totp::drop)),
        open(routes!(staff::invitations::look)),
        open(routes!(staff::invitations::accept)),
        needs(StaffAdmin, routes!(staff::list::staff)),
        needs(StaffAdmin, routes!(staff::create::handle)),
        needs(StaffAdmin, routes!(staff::change::handle)),
        needs(StaffAdmin, routes!(staff::change::invite)),
        by(Need::Anybody, routes!(staff::list::roles)),
        by(Need::Anybody, routes!(staff::list::scopes)),
        needs(MembersRead, routes!(stores::list)),
        needs(StoresAdmin, routes!(stores::put)),
        needs(AuditRead, routes!(audit::handle)),
        by(Need::Staff, routes!(approvals::list::handle)),
        by(Need::Staff, routes!(approvals::list::get)),
        needs(ApprovalsDecide, routes!(approvals::decide::approve)),
        needs(ApprovalsDecide, routes!(approvals::decide::reject)),
        by(Need::Staff, routes!(approvals::withdraw::handle)),
        by(Need::Staff, routes!(approvals::rules::get)),
        needs(StaffAdmin, routes!(approvals::rules::put)),
        open(routes!(messages::handle)),
    ]
}

/// What the shop does, and what holds for all.
fn of_the_shop() -> Vec<Endpoint> {
    use Scope::{
        ExportsCreate, FiguresRead, ImportsWrite, KeysAdmin, LedgerAdjust, MembersRead, MembersWrite,
        OrdersRefund, OrdersWrite, ProgramsRead, ProgramsWrite, QuotesWrite,
    };
    vec![
        needs(MembersWrite, routes!(members::create::handle)),
        needs(MembersRead, routes!(members::list::handle)),
        own(MembersRead, routes!(members::get::handle)),
        needs(MembersWrite, routes!(members::tags::handle)),
        own(MembersRead, routes!(members::wallets::handle)),
        own(MembersRead, routes!(members::lots::handle)),
        own(MembersRead, routes!(members::entries::handle)),
        own(MembersRead, routes!(members::explanation::handle)),
        own(MembersRead, routes!(members::statement::handle)),
        needs(OrdersWrite, routes!(orders::pay::handle)),
        needs(MembersRead, routes!(orders::get::handle)),
        needs(OrdersRefund, routes!(orders::returns::handle)),
        needs(OrdersRefund, routes!(orders::returns_quote::handle)),
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
        needs(ProgramsRead, routes!(programs::presets::handle)),
        needs(ProgramsRead, routes!(programs::conditions::handle)),
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
        needs(FiguresRead, routes!(figures::handle)),
        needs(FiguresRead, routes!(figures::renew)),
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
    Endpoint { need: Need::Nothing, own: false, router }
}

/// For keys and staff with this scope.
fn needs(scope: Scope, router: UtoipaMethodRouter<Api>) -> Endpoint {
    let callers = [("key", vec![scope.as_str()]), ("staff", vec![scope.as_str()])];
    Endpoint { need: Need::Scope(scope), own: false, router: secured(router, &callers) }
}

/// For keys and staff with this scope, and for members who ask about themselves.
fn own(scope: Scope, router: UtoipaMethodRouter<Api>) -> Endpoint {
    let callers = [("key", vec![scope.as_str()]), ("staff", vec![scope.as_str()]), ("member", Vec::new())];
    Endpoint { need: Need::Scope(scope), own: true, router: secured(router, &callers) }
}

/// For callers of a kind.
fn by(need: Need, router: UtoipaMethodRouter<Api>) -> Endpoint {
    let kinds: &[&str] = match need {
        Need::Staff => &["staff"],
        Need::Member => &["member"],
        _ => &["key", "staff", "member"],
    };
    let callers: Vec<_> = kinds.iter().map(|kind| (*kind, Vec::new())).collect();
    Endpoint { need, own: need == Need::Member, router: secured(router, &callers) }
}

fn secured(mut router: UtoipaMethodRouter<Api>, callers: &[(&str, Vec<&str>)]) -> UtoipaMethodRouter<Api> {
    for item in router.1.paths.values_mut() {
        for operation in operations(item).into_iter().filter_map(|(_, operation)| operation.as_mut()) {
            let callers =
                callers.iter().map(|(kind, scopes)| SecurityRequirement::new(*kind, scopes.clone()));
            operation.security = Some(callers.collect());
        }
    }
    router
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
                places.push(Place {
                    route: route.clone(),
                    method,
                    need: self.need,
                    own: self.own,
                    has_query,
                });
            }
        }
        places
    }
}
