//! Signs of texts: the words that conditions name, found by length and a few bytes before they are compared.

use super::Bits;

/// The words that conditions compare one name with.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<Word>);

#[derive(Debug)]
struct Word {
    key: Key,
    text: Box<str>,
    sets: Entry,
}

/// The bits that a word sets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// For the event.
    pub(super) event: Bits,
    /// For the line that it stands in.
    pub(super) line: Bits,
}

/// Two texts of up to eight bytes are equal if their keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    ends: u64,
    length: usize,
}

const EXACT: usize = 8;

/// Up to so many words are looked at one after the other.
const FEW: usize = 8;

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry of a word, made if it is new.
    pub(super) fn entry(&mut self, text: &str) -> &mut Entry {
        let key = Key::of(text.as_bytes());
        let known = self.0.iter().position(|word| *word.text == *text);
        let place = known.unwrap_or_else(|| {
            let place = self.0.partition_point(|word| word.key <= key);
            self.0.insert(place, Word { key, text: text.into(), sets: Entry::default() });
            place
        });
        &mut self.0[place].sets
    }

    /// What this text sets: nothing if no condition names it.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Entry {
        let key = Key::of(text.as_bytes());
        let words = if self.0.len() <= FEW { &self.0[..] } else { self.from(key) };
        for word in words {
            if word.key.ends == key.ends
                && word.key.length == key.length
                && (key.length <= EXACT || *word.text == *text)
            {
                return word.sets;
            }
        }
        Entry::default()
    }

    /// The words with this key; they stand in its order.
    #[inline(never)]
    fn from(&self, key: Key) -> &[Word] {
        let first = self.0.partition_point(|word| word.key < key);
        let words = &self.0[first..];
        &words[..words.partition_point(|word| word.key == key)]
    }
}

impl Key {
    #[inline]
    fn of(text: &[u8]) -> Self {
        let ends = match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
            }
            _ => match text {
                [] => 0,
                [one] => u64::from(*one),
                [one, two] => u64::from(*one) | u64::from(*two) << 8,
                [one, two, .., three] => u64::from(*one) | u64::from(*two) << 8 | u64::from(*three) << 16,
            },
        };
        Self { ends, length: text.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_finds_its_own_word_alone(
            words in prop::collection::btree_set("[a-c]{0,4}|[ab]{2}-{0,5}[ab]{2}|茶{0,4}", 1..20),
            text in "[a-c]{0,4}|[ab]{2}-{0,5}[ab]{2}|茶{0,4}",
        ) {
            let mut known = Words::default();
            for (place, word) in words.iter().enumerate() {
                known.entry(word).event |= 1 << place;
                known.entry(word).line |= 1 << (100 - place);
            }
            let place = words.iter().position(|word| *word == text);
            let found = known.find(&text);
            prop_assert_eq!(found.event, place.map_or(0, |place| 1 << place));
            prop_assert_eq!(found.line, place.map_or(0, |place| 1 << (100 - place)));
        }
    }
}
