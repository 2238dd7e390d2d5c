//! The `tessera` executable.
fn main() {}
