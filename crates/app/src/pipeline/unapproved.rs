//! Returns that hand back more than may be handed back without anybody's approval. Nothing of them is recorded: they are sent again, without a limit, when somebody has
//! approved them.
//!
//! They are added up where they are decided, so that of two at once, by whichever process, one sees the other.

use super::Pipeline;
use super::draft::Draft;
use crate::command::Command;
use crate::refund::{Proposed, Refund};
use tessera_engine::fold::Numbered;
use tessera_engine::values::MemberId;

/// The return of a command that there is a limit for.
fn limited(command: &Command) -> Option<Proposed<'_>> {
    Proposed::of(command).filter(|proposed| proposed.limit.is_some())
}

/// What a return would hand back that could be recorded, if somebody has to approve that first. `history` holds all earlier events of who bought the order.
pub(super) fn refund_above_limit(
    command: &Command,
    member: MemberId,
    history: &[Numbered<'_>],
    draft: &Draft,
) -> Option<Box<Refund>> {
    let (refund, is_above) = limited(command)?.of_order(member, history, &draft.in_force.programs)?;
    is_above.then(|| refund.into())
}

impl Pipeline {
    /// The same of a return that comes before its order.
    pub(super) fn said_above_limit(&self, command: &Command, draft: &Draft) -> Option<Box<Refund>> {
        let proposed = limited(command)?;
        let (refund, is_above) = proposed.before_order(&self.parked(), &draft.in_force.programs);
        is_above.then(|| refund.into())
    }
}
