//! Live rooms: a registry of handles, and for each room the one task that owns it.

mod handle;
mod outboxes;
mod registry;
mod task;
mod watch;

pub(crate) use handle::OUTBOX;
pub use handle::{Frame, Gone, Outbox, RoomHandle};
pub use registry::{Registry, RoomsConfig};
pub use watch::watch;
