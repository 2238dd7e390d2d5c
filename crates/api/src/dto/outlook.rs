//! What doing something that waits for a second person would do now.

use super::{Person, Refused};
use crate::Lang;
use serde::Serialize;
use tessera_app::Quote;
use utoipa::ToSchema;

/// Whose wallets an approval is about, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalMember {
    /// The retailer's own number.
    #[schema(example = "crm-99812")]
    pub(crate) ext_id: Option<String>,
    /// The person behind.
    #[serde(flatten)]
    pub(crate) person: Person,
}

/// What doing it now would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Outlook {
    /// Why it would be refused as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
    /// The wallets that it changes, before and after; none where it would be refused, or its order is not here yet.
    wallets: Vec<OutlookWallet>,
    /// The tier after it.
    tier: Option<String>,
    /// The tier before it, where it changes the tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    tier_before: Option<Option<String>>,
}

/// A wallet before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutlookWallet {
    /// The wallet.
    #[schema(example = "points")]
    wallet: String,
    /// Its balance now, pending units included, less the debt.
    before: i64,
    /// The same after it.
    after: i64,
}

impl Outlook {
    pub(crate) fn of(quote: &Quote, lang: Lang) -> Self {
        // A balance is the sum of its entries: what it posts lies between before and after.
        let wallets = quote.balances.iter().filter_map(|balance| {
            let mut posted = quote.entries.iter().filter(|entry| entry.wallet == balance.wallet).peekable();
            posted.peek()?;
            let units = posted.fold(0_i64, |sum, entry| sum.saturating_add(entry.entry.units));
            let before = balance.balance.saturating_sub(units);
            Some(OutlookWallet { wallet: balance.wallet.to_string(), before, after: balance.balance })
        });
        let text = |name: &tessera_app::Name| name.to_string();
        Self {
            refused: quote.refusal.as_ref().map(|refusal| Refused::of(refusal, lang)),
            wallets: wallets.collect(),
            tier: quote.tier.as_ref().map(text),
            tier_before: quote.tier_before.as_ref().map(|before| before.as_ref().map(text)),
        }
    }
}
