//! What a program document says, for people.

use super::label;
use crate::Lang;
use serde::Serialize;
use tessera_engine::program::describe::{Described, Subject, describe};
use tessera_engine::program::{Program, Wallet};
use tessera_engine::stores::StoreNames;
use utoipa::ToSchema;

/// What a program document says, in the asked language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramReading {
    /// The program's short name.
    code: String,
    /// What people call it.
    name: String,
    /// Its currency, ISO 4217.
    currency: String,
    /// How many of the last digits of its amounts are decimals: 2 for CNY.
    currency_decimals: u8,
    /// The IANA name of the zone of its days, months and midnights.
    #[schema(example = "Asia/Shanghai")]
    time_zone: String,
    /// Its wallets, in document order.
    wallets: Vec<ProgramWallet>,
    /// Its parts in sentences: the program itself, then wallets, rules, caps and tiers, each in document order.
    parts: Vec<ProgramPart>,
}

/// A wallet of a program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramWallet {
    /// Its name in the program.
    wallet: String,
    /// What people call it.
    label: String,
    /// How many of the units' last digits are decimals; 0 for points.
    decimals: u8,
    /// Whether its units can pay a part of an order.
    pays: bool,
}

/// A part of a program in sentences.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramPart {
    /// `program`, `wallet`, `rule`, `cap` or `tier`.
    #[schema(value_type = String, example = "rule")]
    subject: &'static str,
    /// Its name in the document; empty for the program itself and for what qualifies for tiers.
    name: String,
    /// What people call it; may be empty.
    label: String,
    /// Of a rule or a cap: the wallet that it gives into or holds.
    wallet: Option<String>,
    /// Its sentences.
    sentences: Vec<ProgramSentence>,
}

/// A sentence of a program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramSentence {
    /// Where the document says so.
    #[schema(example = "wallets.points.expiry")]
    path: String,
    /// The sentence, without a full stop.
    text: String,
}

impl ProgramReading {
    pub(crate) fn of(program: &Program, stores: &StoreNames, lang: Lang) -> Self {
        let parts = describe(program, stores);
        Self {
            code: program.code.to_string(),
            name: label(&program.name, lang),
            currency: program.currency.code.to_string(),
            currency_decimals: program.currency.exponent,
            time_zone: program.calendar.name().to_owned(),
            wallets: ProgramWallet::all(program, lang),
            parts: parts.iter().map(|part| ProgramPart::of(program, part, lang)).collect(),
        }
    }
}

impl ProgramWallet {
    /// The wallets of a program, in document order.
    pub(crate) fn all(program: &Program, lang: Lang) -> Vec<Self> {
        let of = |wallet: &Wallet| Self {
            wallet: wallet.name.to_string(),
            label: label(&wallet.label, lang),
            decimals: wallet.decimals,
            pays: wallet.redemption.is_some(),
        };
        program.wallets.iter().map(of).collect()
    }
}

impl ProgramPart {
    fn of(program: &Program, part: &Described, lang: Lang) -> Self {
        let wallet = match part.subject {
            Subject::Rule => program.rules.iter().find(|rule| rule.name == part.name).map(|rule| rule.wallet),
            Subject::Cap => program.caps.iter().find(|cap| cap.name == part.name).map(|cap| cap.wallet),
            _ => None,
        };
        let wallet = wallet.and_then(|place| program.wallets.get(place));
        let sentences = part.sentences.iter();
        let sentences = sentences
            .map(|said| ProgramSentence { path: said.path.to_string(), text: label(&said.text, lang) });
        Self {
            subject: match part.subject {
                Subject::Program => "program",
                Subject::Wallet => "wallet",
                Subject::Rule => "rule",
                Subject::Cap => "cap",
                Subject::Tier => "tier",
            },
            name: part.name.to_string(),
            label: label(&part.label, lang),
            wallet: wallet.map(|wallet| wallet.name.to_string()),
            sentences: sentences.collect(),
        }
    }
}
