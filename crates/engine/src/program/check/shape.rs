//! Holds a tree against the JSON Schema of the document: unknown and missing keys, wrong types, values out of range.
//!
//! The schema is the published one, so what editors say and what the check says cannot differ. What does not fit is
//! reported and pruned away, so that everything else can still be checked in the same go.

use super::diagnostic::Code;
use super::report::Report;
use super::tree::{Node, Value, join};
use super::variants::{Choice, choose};
use crate::program::Text;
use crate::program::text::{both, nearest};
use serde_json::Value as Json;

/// The part of the tree that fits the schema.
pub(super) fn prune(root: &Json, node: &Node, report: &mut Report<'_>) -> Node {
    let mut shape = Shape { root, report };
    shape.node(root, node).unwrap_or_else(|| Node { value: Value::Table(Vec::new()), ..node.clone() })
}

struct Shape<'s, 'r, 't> {
    root: &'s Json,
    report: &'r mut Report<'t>,
}

impl<'s> Shape<'s, '_, '_> {
    /// The node without what does not fit; `None` if nothing is left of it.
    fn node(&mut self, schema: &'s Json, node: &Node) -> Option<Node> {
        let schema = resolve(self.root, schema);
        if let Some(variants) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
            return match choose(self.root, variants, node) {
                Choice::Fits => Some(node.clone()),
                Choice::Variant(variant) => self.node(variant, node),
                Choice::Unnamed(reason, remedy, stand_in) => {
                    self.report.error(node, Code::UnknownValue, reason, remedy);
                    Some(Node { value: Value::Text(stand_in), ..node.clone() })
                }
                Choice::None(code, reason, remedy) => {
                    self.report.error(node, code, reason, remedy);
                    None
                }
            };
        }
        let kind = schema["type"].as_str().unwrap_or("object");
        match (&node.value, kind) {
            (Value::Integer(number), "integer") => self.integer(schema, node, *number),
            (Value::Text(_), "string") | (Value::Boolean(_), "boolean") => Some(node.clone()),
            (Value::List(items), "array") => self.list(schema, node, items),
            (Value::Table(_), "object") => self.table(schema, node),
            _ => {
                let (reason, remedy) = wrong_type(node, &[kind]);
                self.report.error(node, Code::WrongType, reason, remedy);
                None
            }
        }
    }

    fn integer(&mut self, schema: &Json, node: &Node, number: i64) -> Option<Node> {
        let low = schema["minimum"].as_i64().unwrap_or(i64::MIN);
        let high = schema["maximum"].as_i64().unwrap_or(i64::MAX);
        if (low..=high).contains(&number) {
            return Some(node.clone());
        }
        self.report.error(
            node,
            Code::OutOfRange,
            both!("{number} 超出范围。", "{number} is out of range."),
            both!("应在 {low} 到 {high} 之间。", "Write a whole number from {low} to {high}."),
        );
        None
    }

    fn list(&mut self, schema: &'s Json, node: &Node, items: &[Node]) -> Option<Node> {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        if (items.len() as u64) < least {
            self.report.error(
                node,
                Code::OutOfRange,
                both!("这个列表是空的。", "This list is empty."),
                both!("至少写 {least} 项。", "Write at least {least}."),
            );
            return None;
        }
        let kept = items.iter().filter_map(|item| self.node(&schema["items"], item)).collect();
        Some(Node { value: Value::List(kept), ..node.clone_without_value() })
    }

    /// A table keeps what fits; without a key that it must have, it does not fit itself, unless it is the root or one
    /// of its sections, which the rest of the check can do without.
    fn table(&mut self, schema: &'s Json, node: &Node) -> Option<Node> {
        let properties = schema["properties"].as_object();
        let others = &schema["additionalProperties"];
        let mut kept = Vec::new();
        for (key, span, child) in node.entries() {
            let known = properties.and_then(|properties| properties.get(key));
            match known.or(others.is_object().then_some(others)) {
                Some(schema) => {
                    if let Some(child) = self.node(schema, child) {
                        kept.push((key.clone(), span.clone(), child));
                    }
                }
                None => {
                    let keys = properties.into_iter().flatten().map(|(key, _)| key.as_str());
                    let (reason, remedy) = unknown_key(key, keys);
                    let span = span.clone().or_else(|| child.span.clone());
                    self.report.error_at(span, &join(&node.path, key), Code::UnknownKey, reason, remedy);
                }
            }
        }
        let mut whole = true;
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            if kept.iter().any(|(known, _, _)| known == key) {
                continue;
            }
            whole = false;
            if node.get(key).is_none() {
                let what = describe(properties.and_then(|properties| properties.get(key)));
                self.report.error(
                    node,
                    Code::MissingKey,
                    both!("缺少 {key}。", "The key {key} is missing."),
                    Text::new(format!("请补上：{}", what.zh), format!("Add it: {}", what.en)),
                );
            }
        }
        let bears_gaps = matches!(&*node.path, "" | "program" | "tiers");
        (whole || bears_gaps).then(|| Node { value: Value::Table(kept), ..node.clone_without_value() })
    }
}

impl Node {
    fn clone_without_value(&self) -> Self {
        Self { path: self.path.clone(), span: self.span.clone(), value: Value::Boolean(false) }
    }
}

/// The schema behind a `$ref`.
pub(super) fn resolve<'s>(root: &'s Json, schema: &'s Json) -> &'s Json {
    match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        Some(name) => &root["$defs"][name],
        None => schema,
    }
}

/// The two descriptions of a schema: its lines in Chinese, and those in English.
fn describe(schema: Option<&Json>) -> Text {
    let description = schema.and_then(|schema| schema["description"].as_str()).unwrap_or_default();
    let (zh, en): (Vec<&str>, Vec<&str>) = description.lines().partition(|line| !line.is_ascii());
    Text::new(zh.join(""), en.join(" "))
}

fn unknown_key<'k>(key: &str, keys: impl Iterator<Item = &'k str> + Clone) -> (Text, Text) {
    let reason = both!("没有名为 {key} 的键。", "There is no key {key} here.");
    let list = keys.clone().collect::<Vec<_>>().join(", ");
    let remedy = match nearest(key, keys) {
        Some(near) => both!("是不是 {near}？可用：{list}。", "Did you mean {near}? Possible: {list}."),
        None => both!("删去它；可用：{list}。", "Remove it. Possible: {list}."),
    };
    (reason, remedy)
}

/// What to say of a value that is none of the possible ones.
pub(super) fn unknown_value(value: &str, allowed: &[&str]) -> (Text, Text) {
    let list = allowed.join(", ");
    let reason = both!("不认识“{value}”。", "“{value}” is not a possible value.");
    let remedy = match nearest(value, allowed.iter().copied()) {
        Some(near) => both!("是不是 {near}？可用：{list}。", "Did you mean {near}? Possible: {list}."),
        None => both!("可用：{list}。", "Possible: {list}."),
    };
    (reason, remedy)
}

/// What to say of a value of another type than the possible ones (JSON Schema's names).
pub(super) fn wrong_type(node: &Node, expected: &[&str]) -> (Text, Text) {
    let name = |kind: &str| match kind {
        "string" => ("文本", "text"),
        "integer" => ("整数", "a whole number"),
        "boolean" => ("true 或 false", "true or false"),
        "array" => ("列表", "a list"),
        _ => ("表", "a table"),
    };
    let found = match &node.value {
        Value::Text(_) => name("string"),
        Value::Integer(_) => name("integer"),
        Value::Boolean(_) => ("布尔值", "a truth value"),
        Value::List(_) => name("array"),
        Value::Table(_) => name("object"),
        Value::Inexact(_) => ("小数或过大的数", "a fraction or a huge number"),
    };
    let zh: Vec<_> = expected.iter().map(|kind| name(kind).0).collect();
    let en: Vec<_> = expected.iter().map(|kind| name(kind).1).collect();
    let (zh, en) = (zh.join("或"), en.join(" or "));
    let reason = Text::new(
        format!("这里应为{zh}，却是{}。", found.0),
        format!("Here stands {}; expected {en}.", found.1),
    );
    let remedy = match &node.value {
        Value::Inexact(number) if expected.contains(&"string") => both!(
            "加引号写成文本，以保持精确：\"{number}\"。",
            "Write it in quotes, so that it stays exact: \"{number}\"."
        ),
        _ => both!("改写为{zh}。", "Write {en}."),
    };
    (reason, remedy)
}
