//! The forwarding engine around str0m: packets, time and orders in; packets and reports out.
//!
//! Sans-IO: it owns no socket, thread or clock. Only this crate names str0m.

mod allocator;
mod allowance;
mod answer;
mod backlog;
mod coding;
mod demand;
mod demux;
pub mod engine;
mod floor;
mod forward;
mod h264;
mod keyframe;
mod layer_selector;
mod line;
mod newcomers;
mod offer;
mod order;
mod path;
mod peer;
mod pleas;
mod preroll;
mod redundancy;
mod repairs;
mod repeats;
mod room;
mod router;
mod rtp_munger;
mod sabotage;
mod sealing;
mod sections;
mod sending;
mod setup;
mod shape;
mod slot;
mod speaker;
#[cfg(test)]
mod tests;

pub use engine::{Engine, EngineConfig, EngineStats, Transmit, Transport};
