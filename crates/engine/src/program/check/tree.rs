//! The document as a tree whose nodes know their path and place: the one form of TOML and JSON alike.

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::ops::Range;

/// A value, where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its path from the root, such as `rules[2].give.rate`. Stays when nodes around it are pruned away.
    pub path: Box<str>,
    /// The bytes of the text that hold it; `None` for JSON.
    pub span: Option<Range<usize>>,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    /// A number that is no whole number of 64 bits, as written: never accepted, but to be named in the message.
    Inexact(String),
    Boolean(bool),
    List(Vec<Node>),
    Table(Vec<(String, Option<Range<usize>>, Node)>),
}

impl Node {
    /// The child under this key, or the node itself if it has none: a place to point at.
    pub(super) fn at(&self, key: &str) -> &Self {
        self.get(key).unwrap_or(self)
    }

    /// The child under this key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(name, _, _)| name == key).map(|(_, _, node)| node),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The keys and children, if it is a table.
    pub(super) fn entries(&self) -> &[(String, Option<Range<usize>>, Self)] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The item at this place, or the node itself: a place to point at.
    pub(super) fn item(&self, index: usize) -> &Self {
        self.items().get(index).unwrap_or(self)
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Joins a path and a key.
pub(super) fn join(path: &str, key: &str) -> Box<str> {
    if path.is_empty() { key.into() } else { format!("{path}.{key}").into() }
}

/// The tree of a parsed TOML table, keys in the order of the text.
pub(super) fn from_toml(table: &toml::Spanned<toml::de::DeTable<'_>>) -> Node {
    Node { path: "".into(), span: Some(table.span()), value: toml_table("", table.get_ref()) }
}

fn toml_table(path: &str, table: &toml::de::DeTable<'_>) -> Value {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = key.get_ref().to_string();
            let node = toml_node(join(path, &name), value);
            (name, Some(key.span()), node)
        })
        .collect();
    entries.sort_by_key(|(_, span, _)| span.as_ref().map_or(0, |span| span.start));
    Value::Table(entries)
}

fn toml_node(path: Box<str>, value: &toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let content = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Inexact(number.to_string()),
        },
        DeValue::Float(number) => Value::Inexact(number.to_string()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(datetime) => Value::Text(datetime.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .enumerate()
                .map(|(i, item)| toml_node(format!("{path}[{i}]").into(), item))
                .collect(),
        ),
        DeValue::Table(table) => toml_table(&path, table),
    };
    Node { path, span: Some(value.span()), value: content }
}

/// The tree of a JSON text, keys in the order of the text. A key whose value is `null` is left out.
pub(super) fn from_json(text: &str) -> Result<Node, serde_json::Error> {
    let mut node: Node = serde_json::from_str(text)?;
    node.set_paths("".into());
    Ok(node)
}

impl Node {
    fn bare(value: Value) -> Self {
        Self { path: "".into(), span: None, value }
    }

    fn set_paths(&mut self, path: Box<str>) {
        match &mut self.value {
            Value::List(items) => {
                for (i, item) in items.iter_mut().enumerate() {
                    item.set_paths(format!("{path}[{i}]").into());
                }
            }
            Value::Table(entries) => {
                for (key, _, node) in entries {
                    node.set_paths(join(&path, key));
                }
            }
            _ => {}
        }
        self.path = path;
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(deserializer
            .deserialize_any(Json)?
            .unwrap_or_else(|| Self::bare(Value::Inexact("null".to_owned()))))
    }
}

/// Reads any JSON value; `None` is `null`.
struct Json;

struct Nullable(Option<Node>);

impl<'de> Deserialize<'de> for Nullable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Json).map(Self)
    }
}

impl<'de> Visitor<'de> for Json {
    type Value = Option<Node>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Some(Node::bare(Value::Boolean(flag))))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Node::bare(Value::Integer(number))))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        let value = i64::try_from(number).map_or_else(|_| Value::Inexact(number.to_string()), Value::Integer);
        Ok(Some(Node::bare(value)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Node::bare(Value::Inexact(number.to_string()))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Node::bare(Value::Text(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Node>()? {
            list.push(item);
        }
        Ok(Some(Node::bare(Value::List(list))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(String, Option<Range<usize>>, Node)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Nullable>()? {
            if entries.iter().any(|(known, _, _)| *known == key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            if let Some(node) = value.0 {
                entries.push((key, None, node));
            }
        }
        Ok(Some(Node::bare(Value::Table(entries))))
    }
}

/// Why a node does not fit a document shape; cannot happen to a node that fits the schema.
pub(super) type Misfit = serde::de::value::Error;

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Inexact(text) => Err(Misfit::custom(text)),
            Value::Boolean(flag) => visitor.visit_bool(*flag),
            Value::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Value::Table(entries) => visitor
                .visit_map(MapDeserializer::new(entries.iter().map(|(key, _, node)| (key.as_str(), node)))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match &self.value {
            Value::Text(text) => {
                StrDeserializer::<Misfit>::new(text).deserialize_enum(name, variants, visitor)
            }
            _ => Err(Misfit::custom("expected text")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for &'de Node {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}
