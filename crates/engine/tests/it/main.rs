//! The engine's laws and cases, against its public interface.

mod explained;
mod generate;
mod laws;
mod program;
