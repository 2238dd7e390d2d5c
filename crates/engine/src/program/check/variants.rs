//! Which of a schema's variants a node means, so that its errors are told about that one and not about all.

use super::diagnostic::Code;
use super::shape::{resolve, unknown_value, wrong_type};
use super::tree::{Node, Value};
use crate::program::Text;
use crate::program::text::{both, nearest};
use serde_json::Value as Json;

/// What a node means among variants.
pub(super) enum Choice<'s> {
    /// It is one of the named values.
    Fits,
    /// It means this variant, whether or not it fits.
    Variant(&'s Json),
    /// It is none of the named values; the first of them can stand in for it, so that the rest is still checked.
    Unnamed(Text, Text, String),
    /// It means none.
    None(Code, Text, Text),
}

/// Chooses by type; among tables by the key that tells them apart: a tag with a fixed value, or a key that only one has.
pub(super) fn choose<'s>(root: &'s Json, variants: &'s [Json], node: &Node) -> Choice<'s> {
    let mut leaves = Vec::new();
    flatten(root, variants, &mut leaves);
    let kind = kind(node);
    let fitting: Vec<&Json> = leaves.iter().copied().filter(|leaf| leaf["type"].as_str() == kind).collect();
    match (fitting.as_slice(), &node.value) {
        ([], _) => {
            let mut kinds: Vec<&str> = leaves.iter().filter_map(|leaf| leaf["type"].as_str()).collect();
            kinds.dedup();
            let (reason, remedy) = wrong_type(node, &kinds);
            Choice::None(Code::WrongType, reason, remedy)
        }
        ([only], _) if only["const"].is_null() => Choice::Variant(only),
        (several, Value::Text(text)) => by_value(several, text),
        (several, Value::Table(_)) => by_tag(several, node).unwrap_or_else(|| by_key(several, node)),
        (several, _) => Choice::Variant(several[0]),
    }
}

fn flatten<'s>(root: &'s Json, variants: &'s [Json], leaves: &mut Vec<&'s Json>) {
    for variant in variants {
        let variant = resolve(root, variant);
        match variant["oneOf"].as_array().or_else(|| variant["anyOf"].as_array()) {
            Some(inner) => flatten(root, inner, leaves),
            None => leaves.push(variant),
        }
    }
}

fn kind(node: &Node) -> Option<&'static str> {
    match node.value {
        Value::Text(_) => Some("string"),
        Value::Integer(_) => Some("integer"),
        Value::Boolean(_) => Some("boolean"),
        Value::List(_) => Some("array"),
        Value::Table(_) => Some("object"),
        Value::Inexact(_) => None,
    }
}

fn by_value<'s>(variants: &[&'s Json], text: &str) -> Choice<'s> {
    let named: Vec<&str> = variants
        .iter()
        .flat_map(|variant| variant["const"].as_str().into_iter().chain(members(variant)))
        .collect();
    match variants.iter().find(|variant| variant["const"].is_null() && variant["enum"].is_null()) {
        Some(_) => Choice::Fits,
        None if named.contains(&text) => Choice::Fits,
        None => {
            let (reason, remedy) = unknown_value(text, &named);
            Choice::Unnamed(reason, remedy, named.first().copied().unwrap_or_default().to_owned())
        }
    }
}

fn members(variant: &Json) -> impl Iterator<Item = &str> {
    variant["enum"].as_array().into_iter().flatten().filter_map(Json::as_str)
}

/// By a key that every variant fixes to a value of its own, such as `kind`.
fn by_tag<'s>(variants: &[&'s Json], node: &Node) -> Option<Choice<'s>> {
    let tag_of = |variant: &'s Json, key: &str| variant["properties"][key]["const"].as_str();
    let key = variants[0]["properties"]
        .as_object()?
        .keys()
        .find(|key| variants.iter().all(|variant| tag_of(variant, key).is_some()))?;
    let tags: Vec<&str> = variants.iter().filter_map(|variant| tag_of(variant, key)).collect();
    let list = tags.join(", ");
    let Some(tag) = node.get(key) else {
        return Some(Choice::None(
            Code::MissingKey,
            both!("缺少 {key}。", "The key {key} is missing."),
            both!("请补上 {key}，可用：{list}。", "Add {key}. Possible: {list}."),
        ));
    };
    let Some(text) = tag.text() else {
        let (reason, remedy) = wrong_type(tag, &["string"]);
        return Some(Choice::None(Code::WrongType, reason, remedy));
    };
    Some(match variants.iter().find(|variant| tag_of(variant, key) == Some(text)) {
        Some(variant) => Choice::Variant(variant),
        None => {
            let (reason, remedy) = unknown_value(text, &tags);
            Choice::None(Code::UnknownValue, reason, remedy)
        }
    })
}

/// By the first key that a variant needs and no other knows, such as `rate` or `bands`.
fn by_key<'s>(variants: &[&'s Json], node: &Node) -> Choice<'s> {
    let own: Vec<(&str, &'s Json)> = variants
        .iter()
        .filter_map(|variant| {
            let mut needed = variant["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
            let key = needed.find(|key| {
                variants.iter().filter(|other| !other["properties"][*key].is_null()).count() == 1
            })?;
            Some((key, *variant))
        })
        .collect();
    let list = own.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
    let meant: Vec<_> = own.iter().filter(|(key, _)| node.get(key).is_some()).collect();
    match meant.as_slice() {
        [(_, variant)] => Choice::Variant(variant),
        [(first, _), (second, _), ..] => Choice::None(
            Code::ConflictingKeys,
            both!("{first} 与 {second} 不能同时写。", "{first} and {second} exclude each other."),
            both!("只写其中之一：{list}。", "Keep exactly one of: {list}."),
        ),
        [] => {
            let near = node.entries().iter().find_map(|(key, _, _)| {
                nearest(key, own.iter().map(|(own, _)| *own)).map(|near| (key, near))
            });
            let remedy = match near {
                Some((key, near)) => both!("把 {key} 改为 {near}？", "Did you mean {near} instead of {key}?"),
                None => both!("补上其中之一。", "Add one of them."),
            };
            let reason = both!("须写其中之一：{list}。", "One of these keys is needed: {list}.");
            Choice::None(Code::MissingKey, reason, remedy)
        }
    }
}
