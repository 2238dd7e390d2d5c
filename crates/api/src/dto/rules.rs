//! The program in force, as members read it.

use super::{Money, ProgramWallet, label};
use crate::Lang;
use serde::Serialize;
use tessera_engine::fold::Version;
use tessera_engine::program::describe::{Heading, TierTold, for_members};
use tessera_engine::program::{Program, RedemptionTerms};
use tessera_engine::stores::StoreNames;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// What members are told of the program in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramRules<'a> {
    /// The number of the version.
    version: u32,
    /// What people call the program.
    name: String,
    /// The IANA name of the zone of its days, months and midnights.
    #[schema(example = "Asia/Shanghai")]
    time_zone: String,
    /// Its currency, ISO 4217.
    currency: &'a str,
    /// How many of the last digits of its amounts are decimals: 2 for CNY.
    currency_decimals: u8,
    /// Its wallets, in document order.
    wallets: Vec<ProgramWallet>,
    /// Its rules by name, so that what names one can be read.
    rules: Vec<RuleLabel>,
    /// What so many units of the first wallet that pays buy, at its lowest band; `null` where none pays, or not a whole number of units buys a whole
    /// unit of money.
    worth: Option<UnitsWorth<'a>>,
    /// Sentences without a full stop, in document order under each heading.
    sentences: Vec<RuleSentence>,
    /// The tiers, lowest first.
    tiers: Vec<TierRules>,
}

/// What a rule is called.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleLabel {
    /// Its name in the program.
    #[schema(example = "base")]
    rule: String,
    /// What people call it; its name where nobody says.
    #[schema(example = "消费积分")]
    label: String,
    /// The wallet it gives into.
    #[schema(example = "points")]
    wallet: String,
}

/// Units and what they buy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitsWorth<'a> {
    /// So many units of the wallet.
    points: i64,
    /// Buy this.
    amount: Money<'a>,
}

/// A sentence under its heading.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleSentence {
    /// `earning`, `tiers`, `redemption` or `expiry`.
    #[schema(value_type = String, example = "earning")]
    section: &'static str,
    /// The sentence, without a full stop.
    text: String,
}

/// A tier and what it brings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierRules {
    /// Its name in the program.
    #[schema(example = "gold")]
    tier: String,
    /// What people call it.
    #[schema(example = "黄金")]
    label: String,
    /// How it is reached, as one of the sentences.
    reached: String,
    /// What the rules that ask for this tier give.
    benefits: Vec<String>,
}

impl<'a> ProgramRules<'a> {
    /// What a version tells at an instant.
    pub(crate) fn of(version: &'a Version, at: Instant, stores: &StoreNames, lang: Lang) -> Self {
        let program = &version.program;
        let told = for_members(program, at, stores);
        let sentences = told.sentences.iter().map(|(heading, text)| RuleSentence {
            section: match heading {
                Heading::Earning => "earning",
                Heading::Tiers => "tiers",
                Heading::Redemption => "redemption",
                Heading::Expiry => "expiry",
            },
            text: label(text, lang),
        });
        let rules = program.rules.iter().map(|rule| RuleLabel {
            rule: rule.name.to_string(),
            label: Some(label(&rule.label, lang))
                .filter(|label| !label.is_empty())
                .unwrap_or_else(|| rule.name.to_string()),
            wallet: program
                .wallets
                .get(rule.wallet)
                .map_or_else(String::new, |wallet| wallet.name.to_string()),
        });
        Self {
            version: version.number,
            name: label(&program.name, lang),
            time_zone: program.calendar.name().to_owned(),
            currency: &program.currency.code,
            currency_decimals: program.currency.exponent,
            wallets: ProgramWallet::all(program, lang),
            rules: rules.collect(),
            worth: program
                .wallets
                .iter()
                .find_map(|wallet| wallet.redemption.as_ref())
                .and_then(|terms| UnitsWorth::of(program, terms)),
            sentences: sentences.collect(),
            tiers: told.tiers.iter().map(|tier| TierRules::of(tier, lang)).collect(),
        }
    }
}

impl<'a> UnitsWorth<'a> {
    fn of(program: &'a Program, terms: &RedemptionTerms) -> Option<Self> {
        let rate = terms.bands.first()?.units_per_money.normalize();
        let points = (rate.scale() == 0).then(|| i64::try_from(rate.mantissa()).ok()).flatten()?;
        let amount = 10_i64.pow(u32::from(program.currency.exponent));
        Some(Self { points, amount: Money { amount, currency: &program.currency.code } })
    }
}

impl TierRules {
    fn of(tier: &TierTold, lang: Lang) -> Self {
        Self {
            tier: tier.name.to_string(),
            label: label(&tier.label, lang),
            reached: label(&tier.reached, lang),
            benefits: tier.benefits.iter().map(|benefit| label(benefit, lang)).collect(),
        }
    }
}
