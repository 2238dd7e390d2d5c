//! Members.

use super::receipt::BalanceReply;
use super::{Money, NO_CURRENCY, Person, Wallet, label, shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use tessera_app::{Glance, MemberView, NextTier, TierView, WalletHead};
use tessera_engine::values::{Instant, MemberId};
use utoipa::ToSchema;

/// A member 会员.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Member<'a> {
    /// Our id.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    /// The retailer's own number.
    #[schema(value_type = Option<String>, example = "crm-99812")]
    ext_id: Option<&'a str>,
    /// The person behind.
    #[serde(flatten)]
    person: Person,
    /// When the member joined.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    joined_at: Instant,
    /// The store that won the member.
    #[schema(value_type = Option<String>, example = "sh-014")]
    home_store: Option<&'a str>,
    /// Where the member joined.
    #[schema(value_type = Option<String>, example = "pos")]
    channel: Option<&'a str>,
    /// The instant that what follows is true of.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// How many events are recorded up to it.
    events: u32,
    /// Tags 标签.
    #[schema(value_type = Vec<String>)]
    tags: Vec<&'a str>,
    /// Orders, those returned as a whole left out.
    orders: u64,
    /// What they came to.
    spend: Money<'a>,
    /// When the latest of them was paid; `null` if there is none.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_order_at: Option<Instant>,
    /// The tier 等级; `null` where the program has none.
    tier: Option<Tier>,
    /// The tier above it and what is missing; `null` at the top.
    next_tier: Option<Ahead<'a>>,
    /// What tiers go by; `null` where the program has none.
    tier_measure: Option<TierMeasure>,
    /// What the member has of it: units of the wallet, else minor units of money.
    measured: Option<i64>,
    /// The wallets.
    wallets: Vec<Wallet<'a>>,
}

/// A tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tier {
    /// Its name in the program.
    #[schema(example = "gold")]
    name: String,
    /// What people call it, in the asked language.
    #[schema(example = "黄金")]
    label: String,
}

/// What tiers go by.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierMeasure {
    /// As the head of a column, in the asked language.
    #[schema(example = "近 12 个月消费")]
    label: String,
    /// The wallet that is measured, in its units; `null`: spend, in minor units of money.
    #[schema(example = "growth")]
    wallet: Option<String>,
}

impl TierMeasure {
    pub(crate) fn of(view: &tessera_app::TierMeasure, lang: Lang) -> Self {
        Self { label: label(&view.label, lang), wallet: view.wallet.as_deref().map(str::to_owned) }
    }
}

/// The next tier above a member's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ahead<'a> {
    /// Its name in the program.
    name: String,
    /// What people call it, in the asked language.
    label: String,
    /// The wallet that is measured, in its units; `null`: spend, in minor units of money.
    #[schema(value_type = Option<String>)]
    wallet: Option<&'a str>,
    /// What the member has of the measure.
    measured: i64,
    /// From what measure on the tier is reached.
    from: i64,
    /// What is missing.
    missing: i64,
}

impl Tier {
    fn of(view: &TierView, lang: Lang) -> Self {
        Self { name: view.name.to_string(), label: label(&view.label, lang) }
    }
}

impl<'a> Ahead<'a> {
    fn of(view: &'a NextTier, lang: Lang) -> Self {
        let Tier { name, label } = Tier::of(&view.tier, lang);
        Self {
            name,
            label,
            wallet: view.wallet.as_deref(),
            measured: view.measured,
            from: view.from,
            missing: view.missing,
        }
    }
}

impl<'a> Member<'a> {
    pub(crate) fn of(view: &'a MemberView, person: Person, lang: Lang) -> Self {
        Self {
            id: view.id,
            ext_id: view.external_id.as_deref(),
            person,
            joined_at: view.joined_at,
            home_store: view.store.as_deref(),
            channel: view.channel.as_deref(),
            at: view.at,
            events: view.events,
            tags: view.tags.iter().map(|tag| &**tag).collect(),
            orders: view.orders,
            spend: Money { amount: view.spend, currency: view.currency.as_deref().unwrap_or(NO_CURRENCY) },
            last_order_at: view.ordered_at,
            tier: view.tier.as_ref().map(|tier| Tier::of(tier, lang)),
            next_tier: view.next_tier.as_ref().map(|next| Ahead::of(next, lang)),
            tier_measure: view.tier_measure.as_ref().map(|measure| TierMeasure::of(measure, lang)),
            measured: view.measured,
            wallets: view
                .wallets
                .iter()
                .map(|wallet| Wallet::of(wallet, view.currency.as_deref(), lang))
                .collect(),
        }
    }
}

/// A member in a list, with the figures of now: those of the member's own page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberListItem<'a> {
    /// Our id.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    id: MemberId,
    /// The retailer's own number.
    #[schema(value_type = Option<String>, example = "crm-99812")]
    ext_id: Option<&'a str>,
    /// The person behind.
    #[serde(flatten)]
    person: Person,
    /// When the member joined.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    joined_at: Instant,
    /// The store that won the member.
    #[schema(value_type = Option<String>, example = "sh-014")]
    home_store: Option<&'a str>,
    /// Where the member joined.
    #[schema(value_type = Option<String>, example = "pos")]
    channel: Option<&'a str>,
    /// The tier 等级; `null` where the program has none.
    tier: Option<Tier>,
    /// What the member has of what tiers go by, as the page's `tier_measure` says; `null` where there are none.
    measured: Option<i64>,
    /// Orders, those returned as a whole left out.
    orders: u64,
    /// What they came to.
    spend: Money<'a>,
    /// When the latest of them was paid; `null` if there is none.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_order_at: Option<Instant>,
    /// What is in the wallets, in the order of the page's `wallets`.
    balances: Vec<BalanceReply<'a>>,
}

impl<'a> MemberListItem<'a> {
    pub(crate) fn of(glance: &'a Glance, person: Person, currency: &'a str, lang: Lang) -> Self {
        let member = &glance.member;
        Self {
            id: member.id,
            ext_id: member.external_id.as_deref(),
            person,
            joined_at: member.joined_at,
            home_store: member.store.as_deref(),
            channel: member.channel.as_deref(),
            tier: glance.tier.as_ref().map(|tier| Tier::of(tier, lang)),
            measured: glance.measured,
            orders: glance.orders,
            spend: Money { amount: glance.spend, currency },
            last_order_at: glance.ordered_at,
            balances: glance.balances.iter().map(BalanceReply::of).collect(),
        }
    }
}

/// What a wallet is called.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WalletLabel {
    /// Its name in the program.
    #[schema(example = "points")]
    wallet: String,
    /// What people call it, in the asked language.
    #[schema(example = "积分")]
    label: String,
    /// How many of the units' last digits are decimals; 0 for points.
    decimals: u8,
}

impl WalletLabel {
    pub(crate) fn of(head: &WalletHead, lang: Lang) -> Self {
        Self { wallet: head.name.to_string(), label: label(&head.label, lang), decimals: head.decimals }
    }
}
