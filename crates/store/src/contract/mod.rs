//! The suite that every store passes: what it tests is what is promised, to the letter.
//!
//! ```ignore
//! struct Fresh(Arc<MemoryStore>);
//!
//! #[async_trait]
//! impl Subject for Fresh {
//!     fn store(&self) -> Arc<dyn Store> { self.0.clone() }
//!     async fn reopen(&mut self) -> bool { false } // keeps nothing beyond its life
//! }
//!
//! tessera_store::contract_tests!(async || Fresh(Arc::new(MemoryStore::new())));
//! ```
//!
//! Each check is a test of its own with a fresh store; the crate that calls the macro needs `tokio` among its dev-dependencies.
#![allow(clippy::unwrap_used, reason = "the whole suite is a test: to panic is how it fails")]

mod concurrency;
mod decided;
mod documents;
mod durability;
mod journal;
mod journal_conflicts;
mod listing;
mod projection;
mod projection_queries;
pub mod sample;
mod settings;
mod turns;

use crate::Store;
use async_trait::async_trait;
use std::sync::Arc;

/// A store under test, and what keeps it alive (a folder, a database).
#[async_trait]
pub trait Subject: Send + Sync {
    /// The store; at first it is empty.
    fn store(&self) -> Arc<dyn Store>;
    /// Closes the store and opens it again with what it kept. `false`: it keeps nothing, which exempts it from the checks of durability. All
    /// that [`Subject::store`] gave is dropped before.
    async fn reopen(&mut self) -> bool;
}

// `$d` stands for a dollar sign in the macro that this one writes.
macro_rules! suite {
    ($d:tt $($module:ident { $($check:ident,)* })*) => {
        /// The checks, for [`contract_tests!`](crate::contract_tests).
        pub mod checks {
            $(pub use super::$module::{$($check,)*};)*
        }

        /// Every check in turn, each on a fresh store.
        pub async fn contract<S: Subject>(make: impl AsyncFn() -> S) {
            $($(checks::$check(&mut make().await).await;)*)*
        }

        /// Writes a test for each check of the suite. Takes an `async` closure that makes a fresh [`Subject`](crate::contract::Subject).
        #[macro_export]
        macro_rules! contract_tests {
            ($d make:expr) => {
                $($(
                    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                    async fn $check() {
                        $d crate::contract::checks::$check(&mut ($d make)().await).await;
                    }
                )*)*
            };
        }
    };
}

suite! {$
    journal {
        append_numbers_facts_from_one,
        every_kind_of_event_reads_back,
        an_empty_batch_appends_nothing,
        the_journal_is_read_in_pages,
        big_batches_are_one_commit,
        ids_may_be_of_any_script_and_length,
        the_widest_figures_read_back,
    }
    journal_conflicts {
        a_taken_number_is_refused,
        a_taken_event_id_is_refused,
        a_taken_external_id_is_refused,
        a_batch_may_not_contradict_itself,
        what_is_projected_stays_taken,
        what_was_dropped_and_projected_again_stays_taken,
        a_refused_batch_can_be_mended,
    }
    decided {
        what_was_posted_is_read_however_it_came,
        what_the_streams_have_may_be_left_out,
        what_came_since_the_decision_is_looked_at,
        a_decision_under_an_older_edition_is_refused,
        looking_up_answers_several_questions,
        news_are_the_journal_up_to_the_position,
    }
    projection {
        projections_follow_with_their_cursor,
        a_projection_from_elsewhere_changes_nothing,
        projecting_in_pieces_equals_projecting_at_once,
        projections_can_be_dropped_and_made_again,
        snapshots_are_replaced,
        big_projections_are_taken_whole,
        totals_add_up,
        totals_saturate,
    }
    projection_queries {
        streams_are_read_in_pages,
        histories_come_in_the_order_asked_for,
        whole_streams_are_walked_by_member,
        places_say_where_an_id_was_used,
        members_are_found_by_id_and_external_id,
        a_member_stands_as_projected,
        a_standing_is_of_one_moment,
        what_is_due_comes_earliest_first,
        an_empty_store_answers_every_question,
        questions_may_be_long,
        figures_count_what_is_kept,
    }
    listing {
        members_are_listed_both_ways_in_pages,
        members_are_filtered,
        a_walk_ends_where_it_may_look_no_further,
        a_filtered_list_is_the_whole_list_filtered,
    }
    settings {
        programs_are_kept_by_number,
        keys_are_kept_and_revoked,
        settings_are_written_and_removed,
        settings_are_listed_by_prefix,
    }
    documents {
        documents_are_made_changed_and_removed,
        changes_are_made_together_or_not_at_all,
        a_log_only_grows,
        documents_are_walked_by_id_both_ways,
        of_many_who_claim_one_document_one_wins,
    }
    concurrency {
        of_many_who_want_one_number_one_wins,
        of_many_who_want_one_event_id_one_wins,
        many_append_at_once_and_nothing_is_lost,
        readers_see_whole_commits_in_order,
        of_many_projectors_one_wins,
    }
    turns {
        the_position_is_of_one_moment,
        what_was_decided_under_an_older_edition_is_refused,
        a_turn_keeps_every_other_writer_waiting,
        a_turn_can_be_given_up,
        a_refused_turn_leaves_nothing,
        a_turn_publishes,
        a_turn_settles,
        a_task_has_a_holder,
    }
    durability {
        what_was_kept_is_there_after_reopening,
        what_was_not_projected_stays_taken_after_reopening,
    }
}
