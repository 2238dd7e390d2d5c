//! What who decides has to know of what waits: who it is about, and what doing it now would do. Nothing of it is kept: it is as things stand.

use super::command;
use crate::Lang;
use crate::context::Caller;
use crate::dto::{ApprovalMember, Outlook, Person};
use crate::problem::Problem;
use crate::state::Api;
use tessera_app::{MemberRef, Scope};
use tessera_engine::values::MemberId;
use tessera_people::Approval;

/// What is shown beside an approval.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) member: Option<ApprovalMember>,
    pub(super) outlook: Option<Outlook>,
}

/// Of something that somebody has to decide still, for who may read members; nothing of anything else, and nothing of what cannot be read: that may be decided all
/// the same, and the others in a list are not to be missed for it.
pub(super) async fn beside(api: &Api, caller: &Caller, approval: &Approval, lang: Lang) -> Beside {
    if !approval.is_open() || !caller.0.scopes.has(Scope::MembersRead) {
        return Beside::default();
    }
    // On the heap: every request would carry the room for it.
    let outlook = match Box::pin(command(api, approval)).await {
        // It is about no member.
        Ok(None) => return Beside::default(),
        // What cannot be quoted is refused once it is done: then its reason is told.
        Ok(Some(command)) => api.app.quote(command).await.ok().map(|quote| Outlook::of(&quote, lang)),
        Err(_) => None,
    };
    let member = member(api, approval).await.unwrap_or_else(|problem| {
        tracing::warn!(approval = %approval.id, code = problem.code().name, "the member of an approval cannot be told of");
        None
    });
    Beside { member, outlook }
}

async fn member(api: &Api, approval: &Approval) -> Result<Option<ApprovalMember>, Problem> {
    let named = approval.about.member.as_deref().or_else(|| approval.request["member"].as_str());
    let Some(id) = named.and_then(|text| text.parse::<MemberId>().ok()) else { return Ok(None) };
    let known = api.app.member(&MemberRef::Id(id)).await?;
    let person = Person::of(api.people.profile(id).await?);
    Ok(Some(ApprovalMember { ext_id: known.external_id.map(Into::into), person }))
}
