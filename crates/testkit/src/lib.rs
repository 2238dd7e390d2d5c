//! Generators, auditors and fixtures that Tessera's tests share.
