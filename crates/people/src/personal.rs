//! What is known of a person: its fields, how they are read, and how they are shown to who may not see them.

use crate::error::{FieldFault, PeopleError};
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;

/// Nobody's number, name or address is longer.
const LONGEST: usize = 254;

/// Personal data in clear: never logged, so it has no `Debug` of its own.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// The phone as E.164: `+8613800138000`.
    pub phone: Option<Box<str>>,
    /// The name.
    pub name: Option<Box<str>>,
    /// The e-mail address, in lower case.
    pub email: Option<Box<str>>,
    /// `1991-08-15`, or `--08-15` where the year is not known.
    pub birthday: Option<Box<str>>,
}

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Personal(..)")
    }
}

/// Personal data as anybody at a till or in the console may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// `138****8000`; numbers of other countries with their code.
    pub phone: Option<String>,
    /// `张*`
    pub name: Option<String>,
    /// `z***@example.com`
    pub email: Option<String>,
    /// `****-08-**`: the month alone, for greetings.
    pub birthday: Option<String>,
}

impl Personal {
    /// Reads what somebody typed, each field that is there.
    ///
    /// # Errors
    /// [`PeopleError::Field`] for the first that is not acceptable.
    pub fn read(typed: &Self, now: Instant) -> Result<Self, PeopleError> {
        let field = |field, fault| move || PeopleError::Field { field, fault };
        let read = |text: &Option<Box<str>>, read: &dyn Fn(&str) -> Option<Box<str>>| match text.as_deref() {
            None => Some(None),
            Some(text) => read(text).map(Some),
        };
        Ok(Self {
            phone: read(&typed.phone, &phone).ok_or_else(field("phone", FieldFault::Phone))?,
            name: read(&typed.name, &name).ok_or_else(field("name", FieldFault::Name))?,
            email: read(&typed.email, &email).ok_or_else(field("email", FieldFault::Email))?,
            birthday: read(&typed.birthday, &|text| birthday(text, now))
                .ok_or_else(field("birthday", FieldFault::Birthday))?,
        })
    }

    /// The same for who may not see it.
    pub fn masked(&self) -> Masked {
        Masked {
            phone: self.phone.as_deref().map(mask_phone),
            name: self.name.as_deref().map(mask_name),
            email: self.email.as_deref().map(mask_email),
            birthday: self.birthday.as_deref().map(mask_birthday),
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A telephone number as E.164. Numbers without a country's code are Chinese; spaces, dashes and full-width digits are read too.
pub(crate) fn phone(text: &str) -> Option<Box<str>> {
    if text.len() > 64 {
        return None;
    }
    let plain: String = text.trim().chars().map(narrow).collect();
    let number = phonenumber::parse(Some(phonenumber::country::CN), &plain).ok()?;
    if number.extension().is_some() || !phonenumber::is_valid(&number) {
        return None;
    }
    Some(number.format().mode(phonenumber::Mode::E164).to_string().into())
}

/// The same, or what is wrong with it.
pub(crate) fn read_phone(text: &str) -> Result<Box<str>, PeopleError> {
    phone(text).ok_or(PeopleError::Field { field: "phone", fault: FieldFault::Phone })
}

/// Digits and signs as a Chinese keyboard may give them.
pub(crate) fn narrow(typed: char) -> char {
    match typed {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(typed as u32 - 0xfee0).unwrap_or(typed),
        '\u{3000}' => ' ',
        _ => typed,
    }
}

fn name(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let is_text = !text.is_empty() && text.len() <= 120 && !text.chars().any(char::is_control);
    is_text.then(|| text.into())
}

/// An address with one `@`, a name before it and a domain with a dot behind it; the rest its owner proves.
pub(crate) fn email(text: &str) -> Option<Box<str>> {
    let text = text.trim().to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let labels = || domain.split('.');
    let good = text.len() <= LONGEST
        && !local.is_empty()
        && text.chars().filter(|c| *c != '@').all(is_plain)
        && !domain.contains('@')
        && labels().count() > 1
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    good.then(|| text.into())
}

/// `1991-08-15` that has come by now (in the zone that is furthest ahead), or `--08-15`; a leap day is one in either form.
fn birthday(text: &str, now: Instant) -> Option<Box<str>> {
    let text = text.trim();
    let digits = |part: &str, count| {
        (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let (year, rest) = match text.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => {
            let (year, rest) = text.split_once('-')?;
            (Some(digits(year, 4)?), rest)
        }
    };
    let (month, day) = rest.split_once('-')?;
    let (month, day) = (digits(month, 2)?, digits(day, 2)?);
    let is_leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    let is_day = (1..=days).contains(&day) && year.is_none_or(|year| year >= 1900);
    // Text of this form is ordered as days are.
    let today = Instant(now.0.saturating_add(14 * 3_600_000_000)).to_string();
    let has_come = year.is_none() || text <= today.get(..10)?;
    (is_day && has_come).then(|| text.into())
}

fn mask_phone(phone: &str) -> String {
    let (code, number) = match phone.strip_prefix("+86") {
        Some(number) => ("", number),
        None => phone.split_at(phone.len().min(3)),
    };
    // Of a short number the last four digits would be nearly all.
    let (shown, last) = match (number.len(), code.is_empty()) {
        (..=8, _) => (0, number.len() / 3),
        (_, true) => (3, 4),
        (_, false) => (0, 4),
    };
    let tail = &number[number.len() - last..];
    let space = if code.is_empty() { "" } else { " " };
    format!("{code}{space}{}****{tail}", &number[..shown])
}

fn mask_name(name: &str) -> String {
    let mut masked: String = name.chars().take(1).collect();
    masked.extend(std::iter::repeat_n('*', name.chars().count().saturating_sub(1).clamp(1, 3)));
    masked
}

fn mask_email(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{domain}")
}

fn mask_birthday(birthday: &str) -> String {
    let month = birthday.rsplit('-').nth(1).unwrap_or("**");
    format!("****-{month}-**")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Instant {
        "2026-11-22T01:00:00Z".parse().unwrap()
    }

    #[test]
    fn phones_are_read_in_every_form_that_people_type() {
        for typed in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 138 0013 8000",
            "0086 13800138000",
            "8613800138000",
            "１３８００１３８０００",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("+8613800138000"), "{typed}");
        }
        assert_eq!(phone("010-6552 9988").as_deref(), Some("+861065529988"), "a line in Beijing");
        assert_eq!(phone("+852 9123 4567").as_deref(), Some("+85291234567"));
        for typed in ["", "12345", "1380013800", "138001380001", "电话", "+1", "13800138000 ext. 5"] {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_shown_tells_too_little_to_call_or_write() {
        let all = Personal {
            phone: Some("13800138000".into()),
            name: Some(" 欧阳小明 ".into()),
            email: Some("Zhang.San@Example.com".into()),
            birthday: Some("1991-08-15".into()),
        };
        let read = Personal::read(&all, now()).unwrap();
        assert_eq!(read.email.as_deref(), Some("zhang.san@example.com"));
        let masked = read.masked();
        assert_eq!(masked.phone.as_deref(), Some("138****8000"));
        assert_eq!(masked.name.as_deref(), Some("欧***"));
        assert_eq!(masked.email.as_deref(), Some("z***@example.com"));
        assert_eq!(masked.birthday.as_deref(), Some("****-08-**"));
        assert_eq!(mask_name("李"), "李*");
        assert_eq!(mask_phone("+85291234567"), "+85 ****4567");
        assert_eq!(mask_phone("+29022158"), "+29 ****58");
        assert_eq!(mask_phone("+8610010"), "****0");
        assert_eq!(format!("{read:?}"), "Personal(..)");
    }

    #[test]
    fn days_of_birth_are_days_that_have_come() {
        for good in ["1991-08-15", "2000-02-29", "--02-29", "--12-31", "2026-11-22"] {
            assert_eq!(birthday(good, now()).as_deref(), Some(good));
        }
        for bad in [
            "1991-02-29",
            "1900-02-29",
            "2027-01-01",
            "91-08-15",
            "1991-8-15",
            "--13-01",
            "--00-10",
            "1850-01-01",
        ] {
            assert_eq!(birthday(bad, now()), None, "{bad}");
        }
    }

    #[test]
    fn addresses_have_a_name_and_a_domain() {
        for good in ["a@b.cn", "li.wei+shop@mail.example.com", "李@例子.中国"] {
            assert_eq!(email(good).as_deref(), Some(good));
        }
        for bad in ["", "a", "a@b", "@b.cn", "a@b..cn", "a b@c.cn", "a@b@c.cn", "a@-b.cn", "<a@b.cn>"] {
            assert_eq!(email(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_of_any_kind_breaks_reading(text in "\\PC{0,80}") {
            let typed = Some(Box::<str>::from(text.as_str()));
            for field in 0..4 {
                let mut all = Personal::default();
                *[&mut all.phone, &mut all.name, &mut all.email, &mut all.birthday][field] = typed.clone();
                if let Ok(read) = Personal::read(&all, now()) {
                    let _ = read.masked();
                    prop_assert!(Personal::read(&read, now()).unwrap() == read, "what was read reads as itself");
                }
            }
        }
    }
}
