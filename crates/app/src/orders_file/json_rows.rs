//! Rows of NDJSON blocks: one object a line. Numbers are read as their text, so that amounts stay exact.

use super::blocks::Block;
use super::reason::Reason;
use super::row::{Batch, Fields, Key, Problem, Reading};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The keys of the first objects, in the order in which they appear.
pub(super) fn keys(bytes: &[u8]) -> Vec<Box<str>> {
    let mut names: Vec<Box<str>> = Vec::new();
    for line in bytes.split(|b| *b == b'\n').take(1000) {
        let found = Keys(&mut names);
        let mut json = serde_json::Deserializer::from_slice(line);
        // What is not an object is rejected when it is read as a row.
        let _ = found.deserialize(&mut json);
    }
    names
}

/// Reads the rows of a block.
pub(super) fn read(block: &Block, reading: &Reading) -> Batch {
    let mut batch = Batch { index: block.index, ..Batch::default() };
    let wanted = Wanted::new(reading);
    let mut values = vec![Cow::Borrowed(""); reading.columns.names.len()];
    for (line, text) in (block.line..).zip(block.bytes.split(|b| *b == b'\n')) {
        if text.trim_ascii().is_empty() {
            continue;
        }
        values.iter_mut().for_each(|value| *value = Cow::Borrowed(""));
        let Ok(text) = std::str::from_utf8(text) else {
            batch.refuse(line, Key::NONE, Problem::of_row(Reason::NotUtf8));
            continue;
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let object = Object { wanted: &wanted, values: &mut values };
        match object.deserialize(&mut json).and_then(|()| json.end()) {
            Ok(()) => batch.add(line, &JsonFields(&values), reading),
            Err(error) => {
                let detail = error.to_string().chars().take(120).collect::<String>().into();
                batch.refuse(line, Key::NONE, Problem::of_row(Reason::NotAnObject { detail }));
            }
        }
    }
    batch
}

struct JsonFields<'a, 'b>(&'a [Cow<'b, str>]);

impl Fields for JsonFields<'_, '_> {
    fn get(&self, column: usize) -> Result<&str, Reason> {
        Ok(self.0.get(column).map_or("", |value| value.trim()))
    }
}

/// The keys whose values are wanted, with their places.
struct Wanted<'a>(Vec<(&'a str, usize)>);

impl<'a> Wanted<'a> {
    fn new(reading: &'a Reading) -> Self {
        let columns = &reading.columns;
        let mut places: Vec<usize> =
            super::columns::Field::ALL.iter().flat_map(|field| columns.of(*field)).collect();
        places.sort_unstable();
        places.dedup();
        Self(places.into_iter().map(|place| (&*columns.names[place], place)).collect())
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, place)| *place)
    }
}

/// Collects the wanted values of one object.
struct Object<'a, 'de> {
    wanted: &'a Wanted<'a>,
    values: &'a mut [Cow<'de, str>],
}

impl<'de> DeserializeSeed<'de> for Object<'_, 'de> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one JSON object in each line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Text<'de>>()? {
            match self.wanted.place(&key.0) {
                Some(place) => self.values[place] = scalar(map.next_value::<&'de RawValue>()?.get())?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The text of a string or number; nothing for null.
fn scalar<'de, E: serde::de::Error>(raw: &'de str) -> Result<Cow<'de, str>, E> {
    match raw.as_bytes() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Ok(Cow::Borrowed(&raw[1..raw.len() - 1])),
        [b'"', ..] => serde_json::from_str::<String>(raw).map(Cow::Owned).map_err(E::custom),
        [b'{' | b'[', ..] => {
            Err(E::custom("a value is an object or a list where a text or number is needed"))
        }
        b"null" => Ok(Cow::Borrowed("")),
        _ => Ok(Cow::Borrowed(raw)),
    }
}

/// A key, borrowed where it holds no escapes.
struct Text<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Text<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'de> Visitor<'de> for Borrow {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        json.deserialize_str(Borrow)
    }
}

/// Collects keys.
struct Keys<'a>(&'a mut Vec<Box<str>>);

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Text<'de>>()? {
            if !self.0.iter().any(|name| **name == *key.0) {
                self.0.push(key.0.into());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
