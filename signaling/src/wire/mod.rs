//! The messages on the WebSocket. These serde types are the one definition: the client's types are
//! generated from them, and both sides read the same fixtures.

pub mod caption;
pub mod chat;
pub mod command;
pub mod connection;
pub mod error;
pub mod event;
pub mod floor;
pub mod group;
pub mod guidance;
pub mod join;
pub mod keys;
pub mod live;
pub mod mood;
mod parse;
pub mod participant;
pub mod permission;
pub mod poll;
pub mod question;
pub mod round;
pub mod seat;
pub mod stage;
pub mod view;
pub mod welcome;

pub use command::{ClientMessage, Command};
pub use error::{Param, RejectCode, Rejection};
pub use event::{Event, ServerMessage};
pub use live::Live;
pub use parse::Unreadable;

/// The WebSocket subprotocol. A message this version does not know is rejected with `unknown_command`.
pub const SUBPROTOCOL: &str = "koronailta.v1";
