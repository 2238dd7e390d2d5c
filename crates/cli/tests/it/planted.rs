//! Persons whose phones, names and e-mails are like no other bytes, and finding any of them in any bytes.

use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// What nobody else's names and addresses begin with.
const MARK: &[u8; 2] = b"qz";
/// How long the mark and what follows it are.
const TOKEN: usize = 10;
/// The digits of the longest form of a phone.
const LONGEST: usize = 15;
/// A phone is written in so many groups at most.
const GROUPS: usize = 6;

/// A person.
#[derive(Clone)]
pub(crate) struct Person {
    /// E.164.
    pub(crate) phone: String,
    pub(crate) name: String,
    pub(crate) email: String,
}

/// Many persons.
pub(crate) struct Planted {
    pub(crate) persons: Vec<Person>,
    /// Phones as numbers, with and without the country's code, by person.
    phones: HashMap<u64, usize>,
    lengths: HashSet<usize>,
    /// What names and addresses begin with, in small letters, by person.
    tokens: HashMap<[u8; TOKEN], usize>,
}

impl Planted {
    pub(crate) fn new(count: usize) -> Self {
        let mut planted = Self {
            persons: Vec::new(),
            phones: HashMap::new(),
            lengths: HashSet::new(),
            tokens: HashMap::new(),
        };
        for n in 0..count as u64 {
            let random = mixed(n);
            // Every fiftieth comes from abroad.
            let (code, phone) = match n % 50 {
                0 => ("44", format!("7400{:06}", random % 1_000_000)),
                _ => ("86", format!("13{:09}", random % 1_000_000_000)),
            };
            let (name, email) = (token(random, 1), token(random, 2));
            for form in [phone.clone(), format!("{code}{phone}")] {
                planted.lengths.insert(form.len());
                planted.phones.insert(form.parse().unwrap(), planted.persons.len());
            }
            planted.tokens.insert(name.as_bytes().try_into().unwrap(), planted.persons.len());
            planted.tokens.insert(email.as_bytes().try_into().unwrap(), planted.persons.len());
            planted.persons.push(Person {
                phone: format!("+{code}{phone}"),
                name: format!("周{}", name.to_uppercase()),
                email: format!("{email}@example.com"),
            });
        }
        assert_eq!(planted.tokens.len(), 2 * count, "another seed is needed");
        planted
    }

    /// Who stands in a text, in any form: with the code of the country or without it, with signs between the digits or without them.
    pub(crate) fn in_text(&self, text: &[u8]) -> Vec<usize> {
        let mut found = self.tokens_in(text);
        let escaped = text.windows(3).any(|window| window == b"%20");
        let blank = if escaped { String::from_utf8_lossy(text).replace("%20", " ") } else { String::new() };
        let text = if escaped { blank.as_bytes() } else { text };
        let mut groups: Vec<&[u8]> = Vec::new();
        let mut gap = 0;
        let mut rest = text;
        while let Some(first) = rest.first() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                gap += 1;
                if gap > 3 || !b" -./()%+".contains(first) {
                    groups.clear();
                }
                rest = &rest[1..];
                continue;
            }
            gap = 0;
            if groups.len() == GROUPS {
                groups.remove(0);
            }
            groups.push(&rest[..digits]);
            for start in 0..groups.len() {
                let whole = groups[start..].concat();
                found.extend((whole.len() <= LONGEST).then(|| self.phone(&whole)).flatten());
            }
            rest = &rest[digits..];
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who stands in the bytes of a file, where anything may stand beside it.
    pub(crate) fn in_file(&self, bytes: &[u8]) -> Vec<usize> {
        let mut found = self.in_text(bytes);
        for digits in bytes.split(|byte| !byte.is_ascii_digit()) {
            for length in &self.lengths {
                found.extend(digits.windows(*length).filter_map(|window| self.phone(window)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn phone(&self, digits: &[u8]) -> Option<usize> {
        let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
        self.phones.get(&number).copied()
    }

    fn tokens_in(&self, text: &[u8]) -> Vec<usize> {
        let marks = text.windows(TOKEN).filter(|window| window[..2].eq_ignore_ascii_case(MARK));
        marks.filter_map(|window| self.tokens.get(&*window.to_ascii_lowercase()).copied()).collect()
    }
}

impl Person {
    /// The request by which the person joins, the phone as people type it.
    pub(crate) fn joining(&self, n: usize) -> Value {
        let national = self.phone.strip_prefix("+86");
        let phone = match (n % 3, national) {
            (1, Some(phone)) => phone.to_owned(),
            (2, Some(phone)) => format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..]),
            _ => self.phone.clone(),
        };
        json!({ "event_id": format!("join-{n}"), "occurred_at": "2026-03-01T08:00:00+08:00", "ext_id": format!("c{n}"),
            "phone": phone, "name": self.name, "email": self.email })
    }
}

/// A text of its own for each person and use.
fn token(random: u64, which: u64) -> String {
    let letters = b"abcdefghijkmnopqrstuvwxy23456789";
    let mut bits = mixed(random ^ which);
    let mut token = String::from_utf8(MARK.to_vec()).unwrap();
    while token.len() < TOKEN {
        token.push(char::from(letters[bits as usize % letters.len()]));
        bits /= letters.len() as u64;
    }
    token
}

/// The number of a fixed sequence (splitmix64).
fn mixed(n: u64) -> u64 {
    let state = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[test]
fn a_planted_person_is_found_in_every_form() {
    let planted = Planted::new(200);
    let Person { phone, name, email } = &planted.persons[7];
    let n = phone.strip_prefix("+86").unwrap();
    let (a, b, c) = (&n[..3], &n[3..7], &n[7..]);
    for text in [
        phone.clone(),
        format!("\"{n}\""),
        format!("phone={a}%20{b}%20{c}&x"),
        format!("0086 {a}-{b}-{c}"),
        format!("tel:(+86) {a} {b} {c}"),
        format!("2026-11-22 {n}"),
        name.clone(),
        name.to_lowercase(),
        format!("<{email}>"),
        email.to_uppercase(),
        serde_json::to_string(name).unwrap().replace('周', "\\u5468"),
    ] {
        assert_eq!(planted.in_text(text.as_bytes()), [7], "{text}");
    }
    for text in [format!("{a}****{c}"), format!("{b}{c}"), format!("周**** q***@example.com {}", &n[1..])] {
        assert!(planted.in_text(text.as_bytes()).is_empty(), "{text}");
    }
    assert_eq!(planted.in_file(format!("\x01909{n}12\x02").as_bytes()), [7]);
    assert!(planted.in_text(planted.persons[50].phone.replace("+44", "0").as_bytes()).contains(&50));
}
