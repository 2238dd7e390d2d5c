//! What the command line says, and the sizes that follow from it.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// A family of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Durable orders over HTTP on SQLite.
    Http,
    /// The same for minutes, with the projections keeping up.
    Sustained,
    /// Redemptions beside orders.
    Redeem,
    /// Quotes.
    Quotes,
    /// Batches of 100 orders.
    Batches,
    /// Reads of a member and of a history.
    Reads,
    /// A server that nobody asks.
    Idle,
    /// A file into a fresh database.
    Import,
    /// Durable orders over HTTP on PostgreSQL.
    Postgres,
    /// The fold in memory.
    Fold,
    /// The conditions of twenty rules.
    Rules,
}

/// Measures Tessera beside its floors, and prints one table.
#[derive(Parser)]
pub(crate) struct Arguments {
    /// Only these rows.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Small sizes: shows in under two minutes that every row works; its figures mean nothing.
    #[arg(long)]
    quick: bool,
    /// Members of the shops on SQLite, which take turns; the largest serves the other rows too (10000,1000000 if not said).
    #[arg(long, value_delimiter = ',')]
    members: Vec<usize>,
    /// Members of the shop on PostgreSQL and of the anchors B, D and S (1000000 if not said).
    #[arg(long)]
    anchor_members: Option<usize>,
    /// Connections over HTTP, one row each (1,16,64,256 if not said).
    #[arg(long, value_delimiter = ',')]
    connections: Vec<usize>,
    /// Seconds of one turn (3 if not said).
    #[arg(long)]
    seconds: Option<u64>,
    /// How often everything that is compared takes its turn (3 if not said).
    #[arg(long)]
    rounds: Option<usize>,
    /// Seconds of the sustained run 60 if not said; 600 for the record.
    #[arg(long)]
    sustained: Option<u64>,
    /// Orders to fold (10000000 if not said).
    #[arg(long)]
    orders: Option<usize>,
    /// Orders to import (2000000 if not said).
    #[arg(long)]
    import_orders: Option<usize>,
    /// Orders of the member whose history is read (10000 if not said).
    #[arg(long)]
    history_orders: Option<u64>,
    /// How many members' states a server keeps ready (as `tessera serve` if not said).
    #[arg(long)]
    pub(crate) warm_members: Option<usize>,
    /// A Python that has the package duckdb (one made in the target folder if not said).
    #[arg(long)]
    pub(crate) python: Option<PathBuf>,
    /// The executable for import and the idle server (`tessera` beside this one if not said).
    #[arg(long)]
    pub(crate) tessera: Option<PathBuf>,
    /// Nothing but so many orders straight into the API, for an instruction counter.
    #[arg(long, value_name = "ORDERS")]
    pub(crate) cost: Option<u64>,
    /// Write the table as JSON, too.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

/// How much of everything.
#[derive(Clone)]
pub(crate) struct Sizes {
    pub(crate) members: Vec<usize>,
    pub(crate) anchor_members: usize,
    pub(crate) pgbench_scale: u32,
    pub(crate) connections: Vec<usize>,
    pub(crate) turn: Duration,
    pub(crate) rounds: usize,
    pub(crate) sustained: Duration,
    pub(crate) orders: usize,
    pub(crate) import_orders: usize,
    pub(crate) history_orders: u64,
}

impl Arguments {
    pub(crate) fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// What to say of figures that mean nothing.
    pub(crate) fn caution(&self) -> &'static str {
        if self.quick || cfg!(debug_assertions) {
            "; **a trial with small sizes or without optimisation: its figures mean nothing**"
        } else {
            ""
        }
    }

    pub(crate) fn sizes(&self) -> Sizes {
        let or = |given: &[usize], full: &[usize], quick: &[usize]| match (given, self.quick) {
            ([], true) => quick.to_vec(),
            ([], false) => full.to_vec(),
            (given, _) => given.to_vec(),
        };
        let pick = |full, quick| if self.quick { quick } else { full };
        let mut members = or(&self.members, &[10_000, 1_000_000], &[500, 2_000]);
        members.sort_unstable();
        Sizes {
            members,
            anchor_members: self.anchor_members.unwrap_or(pick(1_000_000, 1_000) as usize),
            pgbench_scale: pick(50, 1) as u32,
            connections: or(&self.connections, &[1, 16, 64, 256], &[1, 64]),
            turn: Duration::from_secs(self.seconds.unwrap_or(pick(3, 1))),
            rounds: self.rounds.unwrap_or(pick(3, 1) as usize).max(1),
            sustained: Duration::from_secs(self.sustained.unwrap_or(pick(60, 3))),
            orders: self.orders.unwrap_or(pick(10_000_000, 20_000) as usize),
            import_orders: self.import_orders.unwrap_or(pick(2_000_000, 5_000) as usize),
            history_orders: self.history_orders.unwrap_or(pick(10_000, 600)),
        }
    }
}
