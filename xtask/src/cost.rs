//! What one order costs, in instructions and in bytes of the journal's log: figures that no busy machine blurs, kept where they are.
//!
//! Two runs of different length under callgrind; their difference is what the orders in between cost, without start and enrolment.

use crate::tools;
use crate::workspace::{Workspace, cargo};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const KEPT: &str = "xtask/cost.toml";
const HEAD: &str = "# What one order of three lines costs under twenty rules, on SQLite, from the parsed request to its projections.\n\
    # `cargo xtask cost` holds it within a tenth; `cargo xtask cost --bless` writes down what it is now.\n";
const FEW: u64 = 2_048;
const MANY: u64 = 3 * FEW;
/// A tenth up or down has to be looked at.
const TOLERANCE: u64 = 10;

/// What becomes of the figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    Check,
    Bless,
}

/// A figure for one order.
struct Figure {
    name: &'static str,
    each: u64,
}

/// Measures, and compares with what is written down.
pub(crate) fn run(keeping: Keeping) -> Result<bool> {
    let workspace = Workspace::load()?;
    if !tools::is_there("valgrind", "valgrind")? {
        println!("not run: valgrind is missing, and this account cannot install it");
        return Ok(true);
    }
    let mut build = cargo(&workspace.root);
    build.args(["build", "--release", "--locked", "--package", "tessera-bench"]).stdin(Stdio::null());
    if !build.status()?.success() {
        return Ok(false);
    }
    let figures = measure(&workspace.target)?;
    let file = workspace.root.join(KEPT);
    if keeping == Keeping::Bless {
        let mut text = HEAD.to_owned();
        for Figure { name, each } in &figures {
            writeln!(text, "{name} = {each}")?;
        }
        std::fs::write(&file, text)?;
    }
    compare(&file, &figures)
}

fn compare(file: &Path, figures: &[Figure]) -> Result<bool> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {KEPT}"))?;
    let kept: toml::Table = text.parse().with_context(|| format!("cannot read {KEPT}"))?;
    let mut fits = true;
    for Figure { name, each } in figures {
        let kept =
            kept.get(*name).and_then(toml::Value::as_integer).and_then(|kept| u64::try_from(kept).ok());
        let kept = kept.with_context(|| format!("{KEPT} has no `{name}`"))?;
        let within = each.abs_diff(kept) * 100 <= kept * TOLERANCE;
        println!("{name}: {each} an order, {kept} written down");
        if !within {
            println!(
                "that is more than {TOLERANCE} % away: mend it, or say why and `cargo xtask cost --bless`"
            );
        }
        fits &= within;
    }
    Ok(fits)
}

fn measure(target: &Path) -> Result<Vec<Figure>> {
    let program = target.join("release").join("tessera-bench");
    let (few, many) = (counted(&program, FEW)?, counted(&program, MANY)?);
    let each = |few: u64, many: u64| many.saturating_sub(few) / (MANY - FEW);
    Ok(vec![
        Figure { name: "instructions", each: each(few.instructions, many.instructions) },
        Figure { name: "journal_bytes", each: many.journal_bytes / MANY },
    ])
}

struct Counted {
    instructions: u64,
    journal_bytes: u64,
}

/// One run under callgrind.
fn counted(program: &PathBuf, orders: u64) -> Result<Counted> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--cost", &orders.to_string()])
        .stdin(Stdio::null())
        .output()
        .context("cannot run valgrind")?;
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        bail!("the run under valgrind failed:\n{told}");
    }
    let instructions = number_after(&told, "Collected :").context("valgrind collected nothing")?;
    let journal_bytes =
        number_after(&said, "journal_bytes").context("the run said nothing of its journal")?;
    Ok(Counted { instructions, journal_bytes })
}

/// The first number after these words.
fn number_after(text: &str, words: &str) -> Option<u64> {
    let (_, rest) = text.split_once(words)?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_in_what_is_printed() {
        assert_eq!(number_after("==1== Collected : 338387315\n==1==", "Collected :"), Some(338_387_315));
        assert_eq!(number_after("orders 5 journal_bytes 12", "journal_bytes"), Some(12));
        assert_eq!(number_after("nothing", "Collected :"), None);
    }

    #[test]
    fn a_tenth_more_or_less_is_kept_and_more_is_not() {
        let folder = std::env::temp_dir().join(format!("tessera-cost-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("cost.toml");
        std::fs::write(&file, "instructions = 1000\n").unwrap();
        for (each, fits) in [(1_000, true), (1_100, true), (900, true), (1_101, false), (899, false)] {
            assert_eq!(compare(&file, &[Figure { name: "instructions", each }]).unwrap(), fits, "{each}");
        }
        assert!(compare(&file, &[Figure { name: "other", each: 1 }]).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
