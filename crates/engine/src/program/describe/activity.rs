//! What members read of activities: never the name that is one for machines.

use super::members::is_empty;
use crate::program::{ActivityLabel, Program, Text, Trigger};
use std::borrow::Cow;

impl Program {
    /// What members read of an activity: what people call it, else the label of the first rule that rewards it, else that it was an activity.
    pub fn activity_told(&self, activity: &str) -> Text {
        if self.names(activity) {
            return self.activity_label(activity);
        }
        let rewards = |trigger: &Trigger| matches!(trigger, Trigger::Activity(kind) if **kind == *activity);
        let mut labels = self.rules.iter().filter(|rule| rewards(&rule.trigger)).map(|rule| &rule.label);
        // A rule without a label goes by its name, which may be the same.
        labels.find(|label| !is_empty(label) && *label.zh != *activity).cloned().unwrap_or_else(any_activity)
    }

    /// Whether people call it by a name of its own.
    fn names(&self, activity: &str) -> bool {
        let is_said = self.activities.iter().any(|known| *known.name == *activity);
        is_said || *self.activity_label(activity).zh != *activity
    }
}

/// An activity of which no more is known.
fn any_activity() -> Text {
    Text::new("活动", "activity")
}

/// The program with a name for every activity that a rule rewards: a general one where people have none. A rule's label is said beside its sentence.
pub(super) fn with_names(program: &Program) -> Cow<'_, Program> {
    let kinds = program.rules.iter().filter_map(|rule| match &rule.trigger {
        Trigger::Activity(kind) if !program.names(kind) => Some(kind),
        _ => None,
    });
    let unnamed: Vec<ActivityLabel> =
        kinds.map(|kind| ActivityLabel { name: kind.clone(), label: any_activity() }).collect();
    if unnamed.is_empty() {
        return Cow::Borrowed(program);
    }
    let mut named = program.clone();
    named.activities.extend(unnamed);
    Cow::Owned(named)
}
