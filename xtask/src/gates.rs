//! `cargo xtask test`: everything that has to hold before a change lands, what fails soonest first.

use crate::cost::{self, Keeping};
use crate::newest_postgres;
use crate::pages;
use crate::tidy::{self, Ratcheting};
use crate::tools::{self, DENY, NEXTEST};
use crate::tour;
use crate::workspace::{Workspace, cargo};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How much to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every gate.
    Whole,
    /// What answers soonest.
    Fast,
}

/// One gate: a name, whether `--fast` runs it, and what it does. `Ok(false)`: the gate's own output says what is wrong.
struct Gate {
    name: &'static str,
    fast: bool,
    run: fn(&House) -> Result<bool>,
}

/// In this order. A gate that fails ends the run, as those behind it take longer and often fail for the same reason.
const GATES: &[Gate] = &[
    Gate { name: "format", fast: true, run: format },
    Gate { name: "tidy", fast: true, run: |_| tidy::run(Ratcheting::Check) },
    Gate { name: "pages", fast: true, run: |house| pages::check(&house.workspace) },
    Gate { name: "licences, bans, sources", fast: false, run: licences },
    Gate { name: "clippy", fast: true, run: clippy },
    Gate { name: "rustdoc", fast: false, run: rustdoc },
    Gate { name: "tests", fast: true, run: tests },
    Gate { name: "tests on PostgreSQL 18", fast: false, run: |house| newest_postgres::run(&house.workspace) },
    Gate { name: "pages in a browser", fast: false, run: |house| pages::use_them(&house.workspace) },
    Gate { name: "doc tests", fast: false, run: doc_tests },
    Gate { name: "tour of the front page", fast: false, run: |house| tour::walk(&house.workspace) },
    Gate { name: "cost of an order", fast: false, run: |_| cost::run(Keeping::Check) },
    Gate { name: "clean tree", fast: true, run: clean_tree },
];

/// What the gates know.
struct House {
    workspace: Workspace,
    /// What git said of the tree before the first gate.
    before: String,
}

enum Outcome {
    Passed(Duration),
    Failed(Duration, Option<String>),
    NotRun,
}

/// Runs the gates and says whether all passed.
pub(crate) fn run(depth: Depth) -> Result<bool> {
    let workspace = Workspace::load()?;
    let before = tree_state(&workspace)?;
    let house = House { workspace, before };
    let mut outcomes = Vec::new();
    let mut failed = false;
    for gate in GATES.iter().filter(|gate| depth == Depth::Whole || gate.fast) {
        let outcome = if failed { Outcome::NotRun } else { run_gate(gate, &house) };
        failed |= matches!(outcome, Outcome::Failed(..));
        outcomes.push((gate.name, outcome));
    }
    print_summary(&outcomes);
    Ok(!failed)
}

fn run_gate(gate: &Gate, house: &House) -> Outcome {
    println!("\n=== {}", gate.name);
    // Wall time of the gates, for people; nothing depends on it.
    let start = Instant::now();
    match (gate.run)(house) {
        Ok(true) => Outcome::Passed(start.elapsed()),
        Ok(false) => Outcome::Failed(start.elapsed(), None),
        Err(error) => Outcome::Failed(start.elapsed(), Some(format!("{error:#}"))),
    }
}

fn print_summary(outcomes: &[(&str, Outcome)]) {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    println!("\n=== gates");
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Passed(time) => {
                passed += 1;
                println!("{name:<26} passed  {:>6} s", time.as_secs());
            }
            Outcome::Failed(time, why) => {
                failed += 1;
                println!(
                    "{name:<26} FAILED  {:>6} s  {}",
                    time.as_secs(),
                    why.as_deref().unwrap_or("see above")
                );
            }
            Outcome::NotRun => {
                skipped += 1;
                println!("{name:<26} not run");
            }
        }
    }
    match skipped {
        0 => println!("{passed} passed, {failed} failed"),
        _ => println!("{passed} passed, {failed} failed, {skipped} skipped"),
    }
}

fn format(house: &House) -> Result<bool> {
    succeeds(house.cargo().args(["fmt", "--all", "--check"]))
}

fn licences(house: &House) -> Result<bool> {
    let deny = DENY.ready(&house.workspace.target)?;
    let mut command = Command::new(deny);
    command.current_dir(&house.workspace.root).args([
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
    ]);
    succeeds(command.args(["licenses", "bans", "sources"]))
}

fn clippy(house: &House) -> Result<bool> {
    succeeds(house.cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn rustdoc(house: &House) -> Result<bool> {
    let mut command = house.cargo();
    succeeds(command.args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Unit, property, contract, API and real-data tests. Snapshots are compared, never written.
fn tests(house: &House) -> Result<bool> {
    // Where it cannot be installed the tests through a pooler go without.
    tools::is_there("pgbouncer", "pgbouncer")?;
    let nextest = NEXTEST.ready(&house.workspace.target)?;
    let mut command = Command::new(nextest);
    let list = house.workspace.target.join("not-run.txt");
    if list.exists() {
        std::fs::remove_file(&list).with_context(|| format!("cannot remove {}", list.display()))?;
    }
    command.current_dir(&house.workspace.root).env("INSTA_UPDATE", "no").env("TESSERA_NOT_RUN", &list);
    let passed = succeeds(command.args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]))?;
    // Tests that lack what they need pass without having run: that must be seen.
    for line in std::fs::read_to_string(&list).unwrap_or_default().lines() {
        println!("not run: {line}");
    }
    Ok(passed)
}

fn doc_tests(house: &House) -> Result<bool> {
    succeeds(house.cargo().args(["test", "--workspace", "--doc", "--locked"]))
}

/// What the gates generate has to be what is committed: the run may not change the tree, and where nobody works on it
/// (`CI` is set) the tree has no changes at all.
fn clean_tree(house: &House) -> Result<bool> {
    let after = tree_state(&house.workspace)?;
    let expected = if std::env::var_os("CI").is_some() { "" } else { &house.before };
    if after != expected {
        println!("the tree is not clean; commit what was generated:\n{after}");
    }
    Ok(after == expected)
}

/// What git sees changed, with the content of the changes.
fn tree_state(workspace: &Workspace) -> Result<String> {
    let mut state = String::new();
    for arguments in [&["status", "--porcelain"][..], &["diff", "HEAD"]] {
        let output = Command::new("git")
            .current_dir(&workspace.root)
            .args(arguments)
            .output()
            .context("cannot run git")?;
        if !output.status.success() {
            bail!("git failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        state.push_str(&String::from_utf8_lossy(&output.stdout));
    }
    Ok(state)
}

fn succeeds(command: &mut Command) -> Result<bool> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot run {program}"))?;
    Ok(status.success())
}

impl House {
    fn cargo(&self) -> Command {
        cargo(&self.workspace.root)
    }
}
