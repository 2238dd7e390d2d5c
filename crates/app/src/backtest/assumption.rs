//! What is assumed of members beside what the file says: that they spend.

use super::error::BacktestError;
use super::figures::{decimal_text, units};
use tessera_engine::decide;
use tessera_engine::entry::Index;
use tessera_engine::event::{Body, Event, Redemption};
use tessera_engine::fold::Programs;
use tessera_engine::program::Wallet;
use tessera_engine::values::{EventId, Instant};

/// That a member spends `units` of a wallet right after each order that leaves at least `balance` of it, once an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The wallet's name.
    pub wallet: Box<str>,
    /// The wallet's place in the catalog.
    pub place: Index,
    /// Units spent; more than zero.
    pub units: i64,
    /// Units that must be available, at least `units`.
    pub balance: i64,
    /// What the units buy by the program's terms, in minor units; 0 where the wallet has none.
    pub value: i64,
    /// Decimals of the wallet's units, for display.
    decimals: u8,
}

impl Assumption {
    /// Reads `WALLET:AMOUNT@BALANCE`, such as `points:1000@1000`, against the last version of the programs.
    pub fn parse(text: &str, programs: &Programs) -> Result<Self, BacktestError> {
        let shape = || {
            BacktestError::option(
                format!("--redeem {text}：写成 `账户:数量@余额`，例如 points:1000@1000"),
                format!("--redeem {text}: write WALLET:AMOUNT@BALANCE, such as points:1000@1000"),
            )
        };
        let (name, amounts) = text.rsplit_once(':').ok_or_else(shape)?;
        let (amount, balance) = amounts.split_once('@').ok_or_else(shape)?;
        let version = programs.versions().last();
        let wallets: &[Wallet] = version.map_or(&[], |version| &version.program.wallets);
        let wallet = wallets.iter().find(|wallet| *wallet.name == *name.trim());
        let (Some(wallet), Some(place)) = (wallet, programs.catalog().wallet(name.trim())) else {
            let known: Vec<&str> = wallets.iter().map(|wallet| &*wallet.name).collect();
            let known = known.join(", ");
            return Err(BacktestError::option(
                format!("--redeem {text}：没有账户 {name}；计划中有：{known}"),
                format!("--redeem {text}: there is no wallet {name}; the program has: {known}"),
            ));
        };
        let amount = units(amount, wallet.decimals).ok_or_else(shape)?;
        let balance = units(balance, wallet.decimals).ok_or_else(shape)?;
        if amount <= 0 || balance < amount {
            return Err(BacktestError::option(
                format!("--redeem {text}：数量须大于零，且不多于余额"),
                format!("--redeem {text}: the amount is more than zero and not more than the balance"),
            ));
        }
        let minor = version.map_or(1, |version| version.minor());
        let value = match &wallet.redemption {
            None => 0,
            Some(terms) => decide::worth(terms, amount, minor).map_err(|refusal| {
                let (minimum, step) =
                    (decimal_text(terms.minimum, wallet.decimals), decimal_text(terms.step, wallet.decimals));
                let code = refusal.code.as_str();
                BacktestError::option(
                    format!("--redeem {text}：计划不允许这样兑换（{code}）；起兑 {minimum}，步长 {step}"),
                    format!(
                        "--redeem {text}: the program does not allow this ({code}): at least {minimum}, in steps of {step}"
                    ),
                )
            })?,
        };
        Ok(Self {
            wallet: wallet.name.clone(),
            place,
            units: amount,
            balance,
            value,
            decimals: wallet.decimals,
        })
    }

    /// The assumed redemption as an event; `count` makes ids that ascend within a member.
    pub(super) fn event(&self, at: Instant, count: u32) -> Event {
        let redemption = Redemption {
            wallet: self.wallet.clone(),
            units: self.units,
            value: self.value,
            purpose: Some("assumed".into()),
        };
        Event {
            // Cannot fail: it is short and plain.
            id: EventId::new(&format!("assumed-{count}")).expect("a short plain id"),
            occurred_at: at,
            recorded_at: at,
            fingerprint: [0; 16],
            body: Body::Redeemed(redemption),
        }
    }
}

impl std::fmt::Display for Assumption {
    /// As it is written on the command line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (units, balance) =
            (decimal_text(self.units, self.decimals), decimal_text(self.balance, self.decimals));
        write!(f, "{}:{units}@{balance}", self.wallet)
    }
}
