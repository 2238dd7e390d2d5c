//! The engine's laws and cases, against its public interface.

mod generate;
mod laws;
