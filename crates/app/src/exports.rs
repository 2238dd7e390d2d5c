//! Exports: members, entries and orders, streamed.

use crate::App;
use crate::answer::EntryView;
use crate::error::AppError;
use crate::views::Name;
use tessera_engine::event::Event;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::Seq;

/// One member as of an instant, in the columns of the backtest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberExport {
    /// As of when, this instant included.
    pub at: Instant,
    /// The retailer's own number where there is one, else ours.
    pub member_id: Box<str>,
    /// Orders, those returned as a whole left out.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
    /// The tier.
    pub tier: Option<Name>,
    /// The wallets, in the order of [`App::wallet_names`].
    pub wallets: Vec<WalletExport>,
}

/// One wallet of an exported member, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WalletExport {
    /// Ever earned by rules.
    pub earned: i64,
    /// Ever spent.
    pub spent: i64,
    /// Ever expired, less what rolled over.
    pub expired: i64,
    /// Held, pending units included, less the debt.
    pub balance: i64,
}

/// One entry of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryExport {
    /// The member.
    pub member: MemberId,
    /// The retailer's own number for the member.
    pub external_id: Option<Box<str>>,
    /// The journal number of the event that posted it.
    pub seq: Seq,
    /// The id of that event.
    pub event_id: Box<str>,
    /// The entry.
    pub entry: EntryView,
}

/// One order of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderExport {
    /// The member.
    pub member: MemberId,
    /// The retailer's own number for the member.
    pub external_id: Option<Box<str>>,
    /// The order, as it was recorded.
    pub event: Event,
    /// What came back of it until now, in minor units.
    pub returned: i64,
}

impl App {
    /// The names of all wallets of all program versions, in their fixed order.
    pub fn wallet_names(&self) -> Vec<Name> {
        unimplemented!("lands shortly")
    }

    /// Hands every member as of the instant to the sink, by member id; the sink may fail to stop. Returns how many there were.
    pub async fn export_members(
        &self,
        _at: Instant,
        _sink: &mut (dyn FnMut(MemberExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        unimplemented!("lands shortly")
    }

    /// Hands every entry to the sink, by member id and event number. Returns how many there were.
    pub async fn export_entries(
        &self,
        _sink: &mut (dyn FnMut(EntryExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        unimplemented!("lands shortly")
    }

    /// Hands every order to the sink, by member id and event number. Returns how many there were.
    pub async fn export_orders(
        &self,
        _sink: &mut (dyn FnMut(OrderExport) -> Result<(), AppError> + Send),
    ) -> Result<u64, AppError> {
        unimplemented!("lands shortly")
    }
}
