//! Each text once: ids, stores, categories as small numbers, so that millions of rows stay in memory.

use super::row::Id;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::BuildHasher;
use tessera_engine::values::natural_order;

/// The place of a name in its [`Names`].
pub(super) type Place = u32;
/// Where there is no name.
pub(super) const NOWHERE: Place = Place::MAX;

/// A set of names, each with its place in the order in which they first came.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// A number, or with the highest bit the place of a text in `ends`.
    ids: Vec<u64>,
    bytes: String,
    ends: Vec<u64>,
    table: HashTable<Place>,
    hasher: DefaultHashBuilder,
}

const TEXT: u64 = 1 << 63;

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The place of a name; [`NOWHERE`] for nothing. `true` if it is new. At most 2^32 - 1 names.
    pub(super) fn put(&mut self, id: Option<Id<'_>>) -> (Place, bool) {
        let Some(id) = id else { return (NOWHERE, false) };
        let hash = self.hasher.hash_one(id);
        if let Some(place) = self.table.find(hash, |place| self.get(*place) == id) {
            return (*place, false);
        }
        let place = Place::try_from(self.ids.len()).unwrap_or(NOWHERE);
        match id {
            Id::Number(number) => self.ids.push(number),
            Id::Text(text) => {
                self.ids.push(TEXT | self.ends.len() as u64);
                self.bytes.push_str(text);
                self.ends.push(self.bytes.len() as u64);
            }
        }
        let Self { ids, bytes, ends, table, hasher } = self;
        table.insert_unique(hash, place, |place| hasher.hash_one(get(ids, bytes, ends, *place)));
        (place, true)
    }

    /// The name at a place that [`Names::put`] gave.
    pub(super) fn get(&self, place: Place) -> Id<'_> {
        get(&self.ids, &self.bytes, &self.ends, place)
    }

    /// The name, if there is one.
    pub(super) fn find(&self, place: Place) -> Option<Id<'_>> {
        (place != NOWHERE).then(|| self.get(place))
    }

    /// The name as text; empty for [`NOWHERE`].
    pub(super) fn text(&self, place: Place) -> Cow<'_, str> {
        if place == NOWHERE { Cow::Borrowed("") } else { self.get(place).text() }
    }

    /// The text, if there is a name.
    pub(super) fn boxed(&self, place: Place) -> Option<Box<str>> {
        (place != NOWHERE).then(|| self.get(place).text().into())
    }

    /// Gives back what only [`Names::put`] needs.
    pub(super) fn freeze(&mut self) {
        self.table = HashTable::new();
        self.ids.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn get<'a>(ids: &[u64], bytes: &'a str, ends: &[u64], place: Place) -> Id<'a> {
    let id = ids[place as usize];
    if id & TEXT == 0 {
        return Id::Number(id);
    }
    let text = (id & !TEXT) as usize;
    let start = if text == 0 { 0 } else { ends[text - 1] as usize };
    Id::Text(&bytes[start..ends[text] as usize])
}

impl<'a> Id<'a> {
    /// An id from a text of its own.
    pub(super) fn of(text: &'a str) -> Self {
        super::row::Key::number(text).map_or(Self::Text(text), Self::Number)
    }

    /// The text it stands for.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The natural order of the texts: digits compared as numbers.
    pub(super) fn natural(self, other: Id<'_>) -> Ordering {
        match (self, other) {
            (Self::Number(a), Id::Number(b)) => a.cmp(&b),
            (a, b) => natural_order(&a.text(), &b.text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_one_place() {
        let mut names = Names::default();
        let texts =
            ["7", "007", "31198676089", "store", "", "999999999999999999", "1000000000000000000", "0", "店"];
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(names.put(Some(Id::of(text))), (place as Place, true), "{text}");
        }
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(names.put(Some(Id::of(text))), (place as Place, false), "{text}");
            assert_eq!(names.text(place as Place), *text);
        }
        assert_eq!(names.put(None), (NOWHERE, false));
        assert_eq!(names.text(NOWHERE), "");
    }

    #[test]
    fn ids_order_as_people_count() {
        for pair in ["0", "9", "10", "4294967296", "1000000000000000000", "A9", "A010", "A10"].windows(2) {
            assert_eq!(Id::of(pair[0]).natural(Id::of(pair[1])), Ordering::Less, "{pair:?}");
        }
    }
}
