//! The forwarding engine around str0m: packets, time and orders in; packets and reports out.
//!
//! Sans-IO: it owns no socket, thread or clock. Only this crate names str0m.

pub mod engine;
pub use engine::{Engine, EngineConfig, EngineStats, Transmit, Transport};
