//! How many of the last digits of a figure are decimals.
//!
//! A figure keeps the meaning that it had when it was posted, whatever later versions of the program say or leave out. So figures are never
//! read by the newest version alone: a wallet may be gone from it, and so may the cap that trimmed an entry.

use tessera_engine::entry::Entry;
use tessera_engine::fold::Programs;
use tessera_engine::program::{CapCounts, Wallet};

/// Decimals of a wallet's units: those of the newest version that has the wallet; 0 for a wallet that no version has. Publishing refuses
/// other decimals for a wallet of an earlier version, so that the versions that have it agree.
pub fn wallet_decimals(programs: &Programs, wallet: &str) -> u8 {
    newest_wallet(programs, wallet).map_or(0, |wallet| wallet.decimals)
}

/// Decimals of the currency's minor unit, by the newest version; 2 where none is published.
pub fn money_decimals(programs: &Programs) -> u8 {
    programs.versions().last().map_or(2, |version| version.program.currency.exponent)
}

/// Decimals of what a cap trimmed off an entry: those of money where, in the version that decided the entry, a cap on spend holds its rule;
/// else those of its wallet.
pub fn trimmed_decimals(programs: &Programs, entry: &Entry) -> u8 {
    let catalog = programs.catalog();
    let wallet = catalog.wallets().get(usize::from(entry.wallet)).map_or("", |name| name);
    let name = entry.rule.and_then(|rule| catalog.rules().get(usize::from(rule)));
    let holds = programs.version(entry.version).zip(name).is_some_and(|(version, name)| {
        let program = &version.program;
        let rule = program.rules.iter().position(|rule| rule.name == *name);
        rule.is_some_and(|rule| {
            program.caps.iter().any(|cap| {
                cap.counts == CapCounts::Spend
                    && cap.wallet == program.rules[rule].wallet
                    && (cap.rules.is_empty() || cap.rules.contains(&rule))
            })
        })
    });
    if holds { money_decimals(programs) } else { wallet_decimals(programs, wallet) }
}

/// A wallet by name in the newest version that has it.
pub(crate) fn newest_wallet<'p>(programs: &'p Programs, name: &str) -> Option<&'p Wallet> {
    let wallets = |version: &'p tessera_engine::fold::Version| version.program.wallets.iter();
    programs.versions().iter().rev().flat_map(wallets).find(|wallet| *wallet.name == *name)
}
