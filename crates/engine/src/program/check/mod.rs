//! Checks a program document: from text to a [`Program`] that cannot be wrong, or to what is wrong with it.
//!
//! ```
//! use tessera_engine::program::check;
//!
//! let checked = check(r#"
//! [program]
//! code = "tiny"
//! name = "Tiny"
//! currency = "CNY"
//! time_zone = "Asia/Shanghai"
//!
//! [wallets.points]
//!
//! [[rules]]
//! name = "base"
//! on = "order"
//! wallet = "points"
//! give = { rate = "one" }
//! "#);
//! assert!(checked.program.is_none());
//! let said = &checked.diagnostics[0];
//! assert_eq!((said.code.as_str(), &*said.path), ("bad-number", "rules[0].give.rate"));
//! assert_eq!(said.position.unwrap().line, 14);
//! ```
//!
//! The steps: text to a tree with places (`tree`); the tree against the published schema (`shape`), pruning what does not
//! fit; then section by section to the checked form. Each step says all it can say before anything is given up.

mod activities;
mod advice;
mod caps;
mod conditions;
mod context;
mod currency;
mod diagnostic;
mod effects;
mod examples;
mod header;
mod lapse;
mod precision;
mod report;
mod rules;
mod shape;
mod tiers;
mod time;
mod tree;
mod values;
mod variants;
mod wallets;
mod written;

pub use diagnostic::{Code, Diagnostic, Position, Severity};

use super::text::both;
use super::{Program, schema};
use crate::values::Instant;
use advice::Advice;
use context::{Context, Names};
use report::Report;
use tree::Node;

/// What a check found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The program, if there is no error.
    pub program: Option<Program>,
    /// Errors first, then warnings, then notes, each in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// The longest document that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// Checks a document with all there is to say about it: errors, warnings and notes, its worked examples executed.
/// A text that begins with `{` is read as JSON, any other as TOML. Never panics.
pub fn check(text: &str) -> Checked {
    check_from(text, Instant::MIN)
}

/// The same for a program that comes into force at this instant: rules whose time is over by then are warned of, too.
pub fn check_from(text: &str, starts_at: Instant) -> Checked {
    look(text, Depth::Full { starts_at })
}

/// Reads a document that was accepted before: errors only, without warnings and without its examples, so that a stored
/// program version stays readable whatever later checks have learned to say.
pub fn read(text: &str) -> Checked {
    look(text, Depth::Meaning)
}

/// How much a check looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// What the document means.
    Meaning,
    /// That, and whether it is wise and its examples come out.
    Full {
        /// When the program comes into force.
        starts_at: Instant,
    },
}

fn look(text: &str, depth: Depth) -> Checked {
    let mut report = Report::new(text);
    let program = parse(text, &mut report).and_then(|tree| build(&tree, &mut report, depth));
    let program = program.filter(|_| !report.has_errors());
    Checked { program, diagnostics: report.finish() }
}

/// The text as a tree, or what is wrong with its syntax.
fn parse(text: &str, report: &mut Report<'_>) -> Option<Node> {
    if text.len() > MAX_BYTES {
        report.error_at(
            None,
            "",
            Code::TooLarge,
            both!("文档超过 {MAX_BYTES} 字节。", "The document is longer than {MAX_BYTES} bytes."),
            both!("拆分或精简它。", "Shorten it."),
        );
        return None;
    }
    if text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{') {
        return parse_json(text.trim_start_matches('\u{feff}'), report);
    }
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    for error in &errors {
        let message = error.message();
        report.error_at(
            error.span(),
            "",
            Code::Syntax,
            both!("TOML 语法有误：{message}。", "This is not TOML: {message}."),
            match message {
                "duplicate key" => both!("删去或改名其中一个。", "Remove or rename one of the two."),
                _ => both!("检查引号、括号和等号。", "Check quotes, brackets and equals signs."),
            },
        );
    }
    errors.is_empty().then(|| tree::from_toml(&table))
}

fn parse_json(text: &str, report: &mut Report<'_>) -> Option<Node> {
    tree::from_json(text)
        .map_err(|error| {
            report.error_at(
                None,
                "",
                Code::Syntax,
                both!("JSON 语法有误：{error}。", "This is not JSON: {error}."),
                both!("检查引号、括号和逗号。", "Check quotes, brackets and commas."),
            );
        })
        .ok()
}

/// The checked form of a tree. What it returns is only a program if nothing was reported.
fn build(tree: &Node, report: &mut Report<'_>, depth: Depth) -> Option<Program> {
    let names = Names::gather(tree);
    names.check(report);
    let root = shape::prune(schema::json_schema(), tree, report);
    let header = header::header(&root, report);
    let mut context = Context { report, names: &names, header, activities: Vec::new() };
    let wallets = wallets::wallets(&mut context, root.get("wallets"));
    context.activities = activities::activities(&mut context, root.get("activities"));
    let rules = rules::rules(&mut context, root.get("rules"));
    let caps = caps::caps(&mut context, root.get("caps"), &rules);
    let tiers = root.get("tiers").map(|node| tiers::tiers(&mut context, node));
    let stories = match depth {
        Depth::Full { .. } => examples::stories(&mut context, root.get("examples")),
        Depth::Meaning => Vec::new(),
    };
    let Context { header, activities, .. } = context;
    let reward_rate_limit = header.reward_rate_limit;
    if report.has_errors() {
        return None;
    }
    let program = Program {
        code: header.code,
        name: header.name,
        currency: header.currency,
        calendar: header.calendar,
        rounding: header.rounding,
        wallets,
        activities,
        rules: rules.into_iter().flatten().collect(),
        caps,
        tiers: tiers.flatten(),
    };
    precision::check(&program, &root, report);
    if depth != Depth::Meaning {
        lapse::check(&program, &root, report);
    }
    if let (Depth::Full { starts_at }, false) = (depth, report.has_errors()) {
        examples::run(&program, &stories, report);
        let advice = Advice { program: &program, document: &root, reward_rate_limit, starts_at };
        advice::advise(&advice, report);
    }
    Some(program)
}
