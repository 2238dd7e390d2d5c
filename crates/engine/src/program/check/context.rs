//! What every section of a check needs: the report, the program's currency and zone, and the names declared anywhere.

use super::diagnostic::Code;
use super::header::Header;
use super::report::Report;
use super::tree::{Node, Value};
use crate::program::document::Words;
use crate::program::text::{both, nearest};
use crate::program::{ActivityLabel, Text};
use serde::Deserialize;

/// The state of a check.
pub(super) struct Context<'c, 't> {
    pub report: &'c mut Report<'t>,
    pub names: &'c Names<'c>,
    pub header: Header,
    /// What the document calls activities; read before its rules.
    pub activities: Vec<ActivityLabel>,
}

/// The names a document declares, also where the declaration itself is wrong, so that one fault is not told twice.
pub(super) struct Names<'n> {
    /// Wallets in document order, with their decimals where these can be read.
    pub wallets: Vec<(&'n str, u8, &'n Node)>,
    /// The name of each rule in document order; empty where it has none.
    pub rules: Vec<(&'n str, &'n Node)>,
    /// The same of caps.
    pub caps: Vec<(&'n str, &'n Node)>,
    /// The same of tiers.
    pub tiers: Vec<(&'n str, &'n Node)>,
    /// What each of these tiers is called.
    pub tier_labels: Vec<Text>,
}

impl<'n> Names<'n> {
    /// Gathers them from the whole tree, before anything is pruned from it.
    pub(super) fn gather(tree: &'n Node) -> Self {
        let named = |list: Option<&'n Node>| {
            list.map(Node::items)
                .unwrap_or_default()
                .iter()
                .map(|item| (item.get("name").and_then(Node::text).unwrap_or_default(), item))
                .collect()
        };
        let tiers: Vec<(&str, &Node)> = named(tree.get("tiers").and_then(|tiers| tiers.get("tier")));
        let wallets = tree.get("wallets").map(Node::entries).unwrap_or_default();
        Self {
            wallets: wallets
                .iter()
                .map(|(name, _, node)| (name.as_str(), decimals(node.get("decimals")), node))
                .collect(),
            rules: named(tree.get("rules")),
            caps: named(tree.get("caps")),
            tier_labels: tiers.iter().map(|(name, node)| label(name, node.get("label"))).collect(),
            tiers,
        }
    }

    /// Names that cannot be names, and names given twice.
    pub(super) fn check(&self, report: &mut Report<'_>) {
        for (name, _, node) in &self.wallets {
            check_name(name, node, report);
        }
        for list in [&self.rules, &self.caps, &self.tiers] {
            for (i, (name, node)) in list.iter().enumerate() {
                let at = node.at("name");
                if at.text().is_some() {
                    check_name(name, at, report);
                }
                if !name.is_empty() && list[..i].iter().any(|(earlier, _)| earlier == name) {
                    report.error(
                        at,
                        Code::DuplicateName,
                        both!("名称 {name} 用了两次。", "The name {name} is used twice."),
                        both!("改用另一个名称。", "Choose another name."),
                    );
                }
            }
        }
    }

    /// The place of a rule in the document.
    pub(super) fn rule(&self, name: &str) -> Option<usize> {
        self.rules.iter().position(|(known, _)| *known == name)
    }
}

/// A label that may be missing or wrong.
fn label(name: &str, node: Option<&Node>) -> Text {
    node.and_then(|node| Words::deserialize(node).ok()).map_or_else(|| Text::same(name), words_text)
}

fn decimals(node: Option<&Node>) -> u8 {
    match node.map(|node| &node.value) {
        Some(Value::Integer(decimals @ 0..=6)) => decimals.unsigned_abs() as u8,
        _ => 0,
    }
}

/// A letter, then letters, digits, `_`, `-`; at most 40 characters.
pub(super) fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    name.len() <= 40
        && bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

pub(super) fn check_name(name: &str, at: &Node, report: &mut Report<'_>) {
    if !is_name(name) {
        report.error(
            at,
            Code::BadName,
            both!("“{name}”不能作名称。", "“{name}” cannot be a name."),
            both!(
                "以字母开头，只用字母、数字、_、-，最多 40 个；显示用的名称写在 label。",
                "Begin with a letter; use letters, digits, _ and - only, 40 at most. What people read goes into label."
            ),
        );
    }
}

impl Context<'_, '_> {
    /// The document shape of a node. A node that fits the schema fits the shape; if not, the check itself is at fault,
    /// and says so rather than fall over.
    pub(super) fn read<'d, T: Deserialize<'d>>(&mut self, node: &'d Node) -> Option<T> {
        read(self.report, node)
    }

    /// The wallet of this name.
    pub(super) fn wallet(&mut self, name: &str, at: &Node) -> Option<usize> {
        let found = self.names.wallets.iter().position(|(known, _, _)| *known == name);
        if found.is_none() {
            let names = self.names.wallets.iter().map(|(name, _, _)| *name);
            let (reason, remedy) = unknown("账户", "wallet", name, names);
            self.report.error(at, Code::UnknownWallet, reason, remedy);
        }
        found
    }

    /// The decimals of a wallet. Of an unknown one the most, which lets every number through.
    pub(super) fn decimals(&self, wallet: Option<usize>) -> u8 {
        wallet.and_then(|wallet| self.names.wallets.get(wallet)).map_or(6, |(_, decimals, _)| *decimals)
    }

    /// The rule of this name.
    pub(super) fn rule(&mut self, name: &str, at: &Node) -> Option<usize> {
        let found = self.names.rule(name);
        if found.is_none() {
            let names = self.names.rules.iter().map(|(name, _)| *name);
            let (reason, remedy) = unknown("规则", "rule", name, names);
            self.report.error(at, Code::UnknownRule, reason, remedy);
        }
        found
    }

    /// A label, or the name where none is given.
    pub(super) fn label(&mut self, words: Option<Words>, name: &str) -> Text {
        words.map_or_else(|| Text::same(name), words_text)
    }
}

/// See [`Context::read`].
pub(super) fn read<'d, T: Deserialize<'d>>(report: &mut Report<'_>, node: &'d Node) -> Option<T> {
    T::deserialize(node)
        .map_err(|error| {
            report.error(
                node,
                Code::Internal,
                both!("检查程序未能读懂这里：{error}。", "The check could not read this: {error}."),
                both!("请改写这一处，并报告此问题。", "Write it another way, and please report this."),
            );
        })
        .ok()
}

/// What to say of a name that is not declared.
pub(super) fn unknown<'k>(
    zh: &str,
    en: &str,
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> (Text, Text) {
    let reason = both!("没有名为 {name} 的{zh}。", "There is no {en} called {name}.");
    let list = known.clone().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    let remedy = match nearest(name, known) {
        Some(near) => both!("是不是 {near}？已有：{list}。", "Did you mean {near}? There are: {list}."),
        None if list.is_empty() => both!("先声明它。", "Declare it first."),
        None => both!("先声明它，或改用：{list}。", "Declare it, or use one of: {list}."),
    };
    (reason, remedy)
}

/// The text of words in one or both languages.
pub(super) fn words_text(words: Words) -> Text {
    match words {
        Words::One(text) => Text::same(&text),
        Words::Both(both) => Text::new(both.zh, both.en),
    }
}
