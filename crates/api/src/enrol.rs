//! Enrolling: a person is bound to a member first, then the member joins, so that two requests with one phone make one member, and a crash between the two is mended by
//! sending the request again.

use crate::problem::{Problem, codes};
use crate::state::Api;
use tessera_app::{Action, Answer, AppError, Command, MemberRef, Receipt};
use tessera_engine::decide::RefusalCode;
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_people::{Claimed, PeopleError, Personal};

/// Somebody who joins.
pub(crate) struct Enrolment {
    pub(crate) event_id: EventId,
    pub(crate) occurred_at: Instant,
    pub(crate) joined: Joined,
    pub(crate) personal: Personal,
    /// The tags with the id of their own event.
    pub(crate) tags: Option<(EventId, Box<[Box<str>]>)>,
}

/// Who joined, or had joined before.
pub(crate) struct Enrolled {
    pub(crate) member: MemberId,
    /// What joining gave; `None` for who had joined before.
    pub(crate) receipt: Option<Box<Receipt>>,
    pub(crate) replayed: bool,
}

/// Enrols somebody, or finds that they are a member.
pub(crate) async fn enrol(api: &Api, enrolment: Enrolment) -> Result<Enrolled, Problem> {
    let Enrolment { event_id, occurred_at, joined, personal, tags } = enrolment;
    let claimed = if personal.is_empty() { None } else { Some(claim(api, &joined, &personal).await?) };
    let member = claimed.map_or(MemberRef::New, |claimed| MemberRef::Given(claimed.member));
    let said = api.people.fingerprint(&personal)?;
    let mut command = Command::new(event_id, occurred_at, member, Action::Join(joined));
    if let Some((_, tags)) = &tags {
        command = command.beside(tags.iter().map(|tag| &**tag));
    }
    if let Some(said) = &said {
        command = command.beside(std::iter::once(said.as_str()));
    }
    match api.submit(command).await {
        Answer::Accepted { receipt, replayed } => {
            match claimed {
                // The same request again, whose person is bound to whom it enrolled the first time.
                Some(claimed) if claimed.member != receipt.member => release(api, claimed).await?,
                // Whose claim it was may have given it up meanwhile.
                Some(Claim { is_ours: false, .. }) if !replayed => {
                    api.people.claim(receipt.member, &personal).await?;
                }
                _ => {}
            }
            if let Some((id, tags)) = tags {
                let member = MemberRef::Id(receipt.member);
                let tag = Command::new(id, occurred_at, member, Action::Tag(tags));
                crate::dto::accepted(api.submit(tag).await)?;
            }
            Ok(Enrolled { member: receipt.member, receipt: Some(receipt), replayed })
        }
        Answer::Refused { member, refusal, replayed } if refusal.code == RefusalCode::AlreadyJoined => {
            let by_email = claimed.is_some_and(|claimed| claimed.by_email);
            if by_email {
                // Whose the address is has joined already, by another request.
                return Err(PeopleError::Taken("email").into());
            }
            if let Some(claimed) = claimed.filter(|claimed| claimed.member != member) {
                // The retailer's own number is another member's: the person is not a second one.
                release(api, claimed).await?;
            }
            Ok(Enrolled { member, receipt: None, replayed })
        }
        other => {
            let is_refused = !matches!(&other, Answer::Rejected(error) if error.is_temporary());
            if let Some(claimed) = claimed.filter(|claimed| claimed.is_ours && is_refused) {
                release(api, claimed).await?;
            }
            Err(crate::dto::accepted(other).err().unwrap_or_else(|| Problem::new(codes::INTERNAL)))
        }
    }
}

/// A person bound to a member who may have joined or not.
#[derive(Clone, Copy)]
struct Claim {
    member: MemberId,
    /// This request bound it.
    is_ours: bool,
    /// It was found by the e-mail address alone.
    by_email: bool,
}

/// Gives up a person that was bound to nobody; who has joined keeps what is theirs.
async fn release(api: &Api, claimed: Claim) -> Result<(), Problem> {
    if known(api, &MemberRef::Id(claimed.member)).await?.is_none() {
        api.people.release(claimed.member).await?;
    }
    Ok(())
}

/// The member whose the person is: whoever has the phone; else who has the retailer's own number; else a new one.
async fn claim(api: &Api, joined: &Joined, personal: &Personal) -> Result<Claim, Problem> {
    let by_number = match &joined.external_id {
        Some(id) => known(api, &MemberRef::External(id.clone())).await?,
        None => None,
    };
    let member = by_number.unwrap_or_else(|| api.people.fresh_member());
    let claimed = |member, is_ours, by_email| Ok(Claim { member, is_ours, by_email });
    match api.people.claim(member, personal).await {
        Ok(Claimed::New(_)) => claimed(member, by_number.is_none(), false),
        Ok(Claimed::By(owner)) => claimed(owner, false, false),
        // The same request again finds itself; any other is refused, once it is known to be one.
        Err(PeopleError::Taken("email")) if personal.phone.is_none() && by_number.is_none() => {
            let owner = api.people.by_email(personal.email.as_deref().unwrap_or_default()).await?;
            claimed(owner.ok_or(PeopleError::Taken("email"))?, false, true)
        }
        Err(error) => Err(error.into()),
    }
}

/// The id of a member, if there is one.
pub(crate) async fn known(api: &Api, member: &MemberRef) -> Result<Option<MemberId>, Problem> {
    match api.app.member(member).await {
        Ok(view) => Ok(Some(view.id)),
        Err(AppError::UnknownMember(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
