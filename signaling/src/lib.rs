//! The protocol of an evening and the pure state machine behind it.
//!
//! Nothing here reads a clock, draws a random number or touches a socket: time and entropy come in
//! as arguments, so every bug can be replayed. `PROTOCOL.md` tells the same in prose.

pub mod ids;
pub mod limits;
pub mod media;
pub mod names;
pub mod permission;
pub mod rate;
pub mod relay;
pub mod room;
pub mod timer;
pub mod wire;

#[cfg(test)]
mod generated;
