//! Roles of staff: what each may do.

use serde::{Deserialize, Serialize};
use tessera_app::{Scope, Scopes};
use tessera_engine::program::Text;

/// What somebody is in the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, staff and keys too.
    Owner,
    /// Designs the program, runs the daily business.
    Operator,
    /// Looks and reckons, changes nothing.
    Analyst,
    /// Answers members: sees personal data with a reason, corrects.
    Service,
    /// Runs a store: serves, returns, approves.
    StoreManager,
    /// Serves at a till.
    Cashier,
}

impl Role {
    /// Every role, by what it may do.
    pub const ALL: [Self; 6] =
        [Self::Owner, Self::Operator, Self::Analyst, Self::Service, Self::StoreManager, Self::Cashier];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Operator => "operator",
            Self::Analyst => "analyst",
            Self::Service => "service",
            Self::StoreManager => "store_manager",
            Self::Cashier => "cashier",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// What people call it.
    pub fn label(self) -> Text {
        let (zh, en) = match self {
            Self::Owner => ("店主", "Owner"),
            Self::Operator => ("运营", "Operator"),
            Self::Analyst => ("分析", "Analyst"),
            Self::Service => ("客服", "Service"),
            Self::StoreManager => ("店长", "Store manager"),
            Self::Cashier => ("收银员", "Cashier"),
        };
        Text { zh: zh.into(), en: en.into() }
    }

    /// What it may do.
    pub fn scopes(self) -> Scopes {
        use Scope::{
            ApprovalsDecide, AuditRead, ExportsCreate, FiguresRead, ImportsWrite, LedgerAdjust, MembersErase,
            MembersRead, MembersReadPii, MembersWrite, OrdersRefund, OrdersWrite, ProgramsRead,
            ProgramsWrite, QuotesWrite, StoresAdmin,
        };
        let scopes: &[Scope] = match self {
            Self::Owner => Scope::ALL,
            Self::Operator => &[
                QuotesWrite,
                OrdersWrite,
                OrdersRefund,
                MembersRead,
                MembersReadPii,
                MembersWrite,
                LedgerAdjust,
                ImportsWrite,
                ExportsCreate,
                FiguresRead,
                ProgramsRead,
                ProgramsWrite,
                StoresAdmin,
                AuditRead,
                ApprovalsDecide,
            ],
            Self::Analyst => &[QuotesWrite, MembersRead, ExportsCreate, FiguresRead, ProgramsRead],
            Self::Service => &[
                QuotesWrite,
                OrdersRefund,
                MembersRead,
                MembersReadPii,
                MembersWrite,
                MembersErase,
                LedgerAdjust,
                FiguresRead,
                ProgramsRead,
            ],
            Self::StoreManager => &[
                QuotesWrite,
                OrdersWrite,
                OrdersRefund,
                MembersRead,
                MembersWrite,
                FiguresRead,
                ProgramsRead,
                AuditRead,
                ApprovalsDecide,
            ],
            Self::Cashier => &[QuotesWrite, OrdersWrite, OrdersRefund, MembersRead, MembersWrite],
        };
        scopes.iter().copied().collect()
    }

    /// Whether who has it belongs to one store.
    pub fn is_bound(self) -> bool {
        matches!(self, Self::StoreManager | Self::Cashier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_serves_at_a_till_sees_no_figures_of_the_whole_shop() {
        let see = Role::ALL.into_iter().filter(|role| role.scopes().has(Scope::FiguresRead));
        assert!(see.eq(Role::ALL.into_iter().filter(|role| *role != Role::Cashier)));
    }

    #[test]
    fn nobody_at_a_till_sees_personal_data_or_corrects_wallets() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            if role.is_bound() {
                for scope in [Scope::MembersReadPii, Scope::LedgerAdjust, Scope::KeysAdmin, Scope::StaffAdmin]
                {
                    assert!(!role.scopes().has(scope), "{role:?} {scope:?}");
                }
            }
        }
        assert!(Role::ALL.iter().filter(|role| role.scopes().has(Scope::StaffAdmin)).eq([&Role::Owner]));
    }
}
