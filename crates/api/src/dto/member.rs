//! Members.

use super::{Money, Person, Wallet, label, shown};
use crate::Lang;
use serde::Serialize;
use tessera_app::{MemberView, NextTier, TierView};
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
    /// The tier 等级; `null` where the program has none.
    tier: Option<Tier>,
    /// The tier above it and what is missing; `null` at the top.
    next_tier: Option<Ahead<'a>>,
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
            spend: Money { amount: view.spend, currency: view.currency.as_deref().unwrap_or("XXX") },
            tier: view.tier.as_ref().map(|tier| Tier::of(tier, lang)),
            next_tier: view.next_tier.as_ref().map(|next| Ahead::of(next, lang)),
            wallets: view
                .wallets
                .iter()
                .map(|wallet| Wallet::of(wallet, view.currency.as_deref(), lang))
                .collect(),
        }
    }
}

/// A member in a list: what does not change with every order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberListItem {
    /// Our id.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    pub(crate) id: MemberId,
    /// The retailer's own number.
    pub(crate) ext_id: Option<String>,
    /// The person behind.
    #[serde(flatten)]
    pub(crate) person: Person,
    /// When the member joined.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    pub(crate) joined_at: Instant,
    /// The store that won the member.
    pub(crate) home_store: Option<String>,
    /// Where the member joined.
    pub(crate) channel: Option<String>,
}
