//! The second, careful reading of a request that did not parse: it finds the place and the kind of the fault.

use crate::lang::Said;
use crate::problem::{Code, Fault, codes};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde_json::Value;
use std::fmt;

/// Reads a value, or says what is wrong with it and where. `root` stands before the pointer: empty for a body, `?` for a query.
pub(super) fn read<'de, T: de::Deserialize<'de>>(value: &'de Value, root: &str) -> Result<T, Fault> {
    T::deserialize(Walk(value, root == "?")).map_err(|finding| finding.into_fault(root))
}

/// A fault with its path, innermost step first.
#[derive(Debug)]
struct Finding {
    path: Vec<String>,
    what: What,
}

#[derive(Debug)]
enum What {
    Unknown { field: String, known: &'static [&'static str] },
    Missing(&'static str),
    Wrong { found: Said, expected: String },
    Coded(&'static Code),
    Outside(&'static Code, String, String),
    Other(String),
}

impl Finding {
    fn new(what: What) -> Self {
        Self { path: Vec::new(), what }
    }

    fn under(mut self, step: impl fmt::Display) -> Self {
        self.path.push(step.to_string().replace('~', "~0").replace('/', "~1"));
        self
    }

    fn into_fault(mut self, root: &str) -> Fault {
        let escaped = |step: &str| step.replace('~', "~0").replace('/', "~1");
        match &self.what {
            What::Unknown { field, .. } => self.path.insert(0, escaped(field)),
            What::Missing(field) => self.path.insert(0, escaped(field)),
            _ => {}
        }
        let mut pointer = String::from(root);
        for step in self.path.iter().rev() {
            if root != "?" {
                pointer.push('/');
            }
            pointer.push_str(step);
        }
        match self.what {
            What::Unknown { field, known } => unknown(pointer, &field, known),
            What::Missing(field) => Fault::new(
                pointer,
                codes::MISSING_FIELD,
                format!("缺少必填字段“{field}”。"),
                format!("The field `{field}` is required."),
            ),
            What::Wrong { found, expected } => {
                let expected = json_type(&expected);
                Fault::new(
                    pointer,
                    codes::WRONG_TYPE,
                    format!("应为{}，却是{}。", expected.zh, found.zh),
                    format!("Expected {}, found {}.", expected.en, found.en),
                )
            }
            What::Coded(code) => Fault::plain(pointer, code),
            What::Outside(code, least, most) => Fault::new(
                pointer,
                code,
                format!("应在 {least} 与 {most} 之间。"),
                format!("It is from {least} to {most}."),
            ),
            What::Other(text) => Fault::new(pointer, codes::WRONG_TYPE, text.clone(), text),
        }
    }
}

fn unknown(pointer: String, field: &str, known: &[&str]) -> Fault {
    let nearest = known
        .iter()
        .map(|name| (strsim::osa_distance(field, name), *name))
        .min()
        .filter(|(distance, name)| *distance <= (name.len() / 2).max(1));
    let (zh, en) = match nearest {
        Some((_, name)) => (format!("是否指“{name}”？"), format!("Did you mean `{name}`?")),
        None => (format!("已知字段：{}。", known.join("、")), format!("Known fields: {}.", known.join(", "))),
    };
    Fault::new(
        pointer,
        codes::UNKNOWN_FIELD,
        format!("没有字段“{field}”。{zh}"),
        format!("There is no field `{field}`. {en}"),
    )
}

/// What a reader expects, as serde words it, in terms of JSON.
fn json_type(expected: &str) -> Said {
    match expected {
        "a string" => Said::new("字符串", "a string"),
        "an object" => Said::new("对象", "an object"),
        "an integer" => Said::new("整数", "an integer"),
        "a boolean" => Said::new("布尔值", "a boolean"),
        "a sequence" => Said::new("数组", "an array"),
        "an integer or a string" => Said::new("整数或字符串", "an integer or a string"),
        _ if expected.starts_with("struct ") => Said::new("对象", "an object"),
        other => Said::new(other, other),
    }
}

impl std::error::Error for Finding {}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl de::Error for Finding {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let mut words = message.split(' ');
        let code = words.next().and_then(Code::find);
        Self::new(match (code, words.next(), words.next()) {
            (Some(code), Some(least), Some(most)) => What::Outside(code, least.into(), most.into()),
            (Some(code), ..) => What::Coded(code),
            _ => What::Other(message),
        })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        // The kind only: a value may be personal.
        let found = match found {
            Unexpected::Bool(_) => Said::new("布尔值", "a boolean"),
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => Said::new("整数", "an integer"),
            Unexpected::Float(_) => Said::new("小数", "a fraction"),
            Unexpected::Str(_) => Said::new("字符串", "a string"),
            Unexpected::Seq => Said::new("数组", "an array"),
            Unexpected::Map => Said::new("对象", "an object"),
            _ => Said::new("null", "null"),
        };
        Self::new(What::Wrong { found, expected: expected.to_string() })
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::Unknown { field: field.into(), known })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(What::Missing(field))
    }
}

/// A deserializer over a JSON value that knows where it is, and whether it reads a query, where everything is text and a number is what its
/// reader takes for one.
struct Walk<'de>(&'de Value, bool);

impl<'de> Deserializer<'de> for Walk<'de> {
    type Error = Finding;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Finding> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => visitor.visit_u64(value),
                (None, Some(value)) => visitor.visit_i64(value),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items(items.iter().enumerate(), self.1)),
            Value::Object(fields) => {
                visitor.visit_map(Fields { fields: fields.iter(), value: None, is_query: self.1 })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Finding> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Finding> {
        if name.starts_with('$') {
            // By such a name a type of serde_json's own asks for itself, as for the text of a value; its own reader knows how.
            return self.0.deserialize_newtype_struct(name, visitor).map_err(de::Error::custom);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Finding> {
        match self.0 {
            Value::String(text) => {
                let variant: de::value::StrDeserializer<'_, Finding> = text.as_str().into_deserializer();
                variant.deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Finding> {
        match self.0 {
            Value::Array(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Finding> {
        let number = self.0.as_str().filter(|_| self.1).and_then(|text| text.parse().ok());
        match number {
            Some(number) => visitor.visit_i64(number),
            None => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'de>(std::iter::Enumerate<std::slice::Iter<'de, Value>>, bool);

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Finding;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Finding> {
        let Some((index, item)) = self.0.next() else { return Ok(None) };
        seed.deserialize(Walk(item, self.1)).map(Some).map_err(|finding| finding.under(index))
    }
}

struct Fields<'de> {
    fields: serde_json::map::Iter<'de>,
    value: Option<(&'de str, &'de Value)>,
    is_query: bool,
}

impl<'de> de::MapAccess<'de> for Fields<'de> {
    type Error = Finding;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Finding> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some((name, value));
        seed.deserialize(de::value::BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Finding> {
        let (name, value) = self.value.take().unwrap_or(("", &Value::Null));
        seed.deserialize(Walk(value, self.is_query)).map_err(|finding| finding.under(name))
    }
}
