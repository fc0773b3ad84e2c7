//! The commands of groups, side talks, rounds and moods, to the files of their ideas.

use super::{Room, command::Handled, io::Entropy, kept::Asker};
use crate::{
    ids::Timestamp,
    wire::{Command, RejectCode},
};

impl Room {
    pub(super) fn dispatch_support(
        &mut self,
        _now: Timestamp,
        _entropy: &mut dyn Entropy,
        _asker: Asker,
        _command: Command,
    ) -> Handled {
        Err(RejectCode::UnknownCommand.into())
    }
}
