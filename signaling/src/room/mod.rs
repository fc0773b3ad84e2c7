//! The room: one evening's state machine.

pub mod io;

pub use io::{
    Access, ChatRecord, Entropy, Input, ModerationEntry, Output, Restored, SessionRecord, Settings, Write, WriteId,
};

use crate::ids::Timestamp;

/// One evening's room.
#[derive(Debug)]
pub struct Room {}

impl Room {
    /// A room as the store knows it; nobody is connected yet.
    #[must_use]
    pub fn new(_settings: Settings, _restored: Restored, _now: Timestamp) -> Self {
        Self {}
    }

    /// Takes one input; then drain [`Room::poll_output`] until it returns `None`.
    pub fn handle_input(&mut self, _now: Timestamp, _entropy: &mut dyn Entropy, _input: Input) {}

    /// When [`Room::handle_timeout`] wants to be called next.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Timestamp> {
        None
    }

    /// Lets time pass.
    pub fn handle_timeout(&mut self, _now: Timestamp, _entropy: &mut dyn Entropy) {}

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        None
    }
}
