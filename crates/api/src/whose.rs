//! Whose a request is: what stands for a member in a path or a body, resolved for this caller.

use crate::access::Kind;
use crate::context::Caller;
use crate::problem::{Problem, codes};
use crate::read::{Named, member_in_path};
use crate::state::Api;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use tessera_app::MemberRef;
use tessera_engine::values::MemberId;

/// The member in the path. `me` is the member who asks; who asks as a member names nobody else.
pub(crate) struct OfMember(pub(crate) MemberRef);

impl FromRequestParts<Api> for OfMember {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, api).await?;
        let params = RawPathParams::from_request_parts(parts, api).await;
        let params = params.map_err(|_| Problem::new(codes::UNKNOWN_MEMBER))?;
        let text = params.iter().find(|(name, _)| *name == "member").map_or("", |(_, text)| text);
        match (text, caller.0.member()) {
            ("me", Some(session)) => Ok(Self(MemberRef::Id(session.member))),
            ("me", None) => Err(Problem::new(codes::UNKNOWN_MEMBER)),
            (_, Some(_)) => Err(Problem::new(codes::MISSING_SCOPE)),
            (text, None) => api.whose(member_in_path(text)?, &caller, Doing::Reading).await.map(Self),
        }
    }
}

/// What is done with a member's wallets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    Reading,
    Earning,
    /// What a member must be there for.
    Spending,
}

impl Api {
    /// The member whom somebody names. A card number earns but does not spend; to whom a till belongs spends only for who has shown to be there; a blocked
    /// member spends nothing.
    pub(crate) async fn whose(
        &self,
        named: Named,
        caller: &Caller,
        doing: Doing,
    ) -> Result<MemberRef, Problem> {
        let spends = doing == Doing::Spending;
        let is_at_a_till = matches!(caller.0.kind, Kind::Staff(_)) && caller.0.store.is_some();
        let member = match named {
            Named::Token(token) => MemberRef::Id(self.people.proven(&token)?),
            _ if spends && is_at_a_till => return Err(Problem::new(codes::PROOF_NEEDED)),
            Named::Card(_) if spends => return Err(Problem::new(codes::PROOF_NEEDED)),
            Named::Card(card) => {
                let member = self.people.by_card(&card).await?;
                MemberRef::Id(member.ok_or_else(|| Problem::new(codes::UNKNOWN_MEMBER))?)
            }
            Named::Known(member) => member,
        };
        if spends {
            self.people.may_spend(&member).await?;
        }
        Ok(member)
    }

    /// The id of a member who is there.
    pub(crate) async fn known_member(&self, member: &MemberRef) -> Result<MemberId, Problem> {
        Ok(self.app.member(member).await?.id)
    }
}
