//! Tessera's pipeline and use cases: members, orders, programs, imports, backtests, sweeps, access.
