//! The way to a room's task, and the way from it to a socket.

use koronailta_signaling::{ids::ConnectionId, room::Input};
use tokio::sync::mpsc;

/// Frames a socket may be behind before it is given up. It resumes, so nothing is lost.
pub(crate) const OUTBOX: usize = 512;

/// Inputs that may wait for a room. Connections wait when it is full, the room never waits for them.
pub(super) const MAILBOX: usize = 1024;

/// What a socket is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A message, as JSON.
    Message(String),
    /// Nothing more: close.
    Close,
}

/// The room's end of a socket's queue. Dropping it without [`Frame::Close`] tells the socket that it was too slow.
pub type Outbox = mpsc::Sender<Frame>;

/// What comes to a room's task.
#[derive(Debug)]
pub(super) enum Letter {
    /// A socket that joins or resumes, with its queue.
    Enter { connection: ConnectionId, outbox: Outbox, input: Input },
    /// Anything else.
    Input(Input),
}

/// The room's task has ended; ask the registry again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the room's task has ended")]
pub struct Gone;

/// The way to a room. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RoomHandle {
    mailbox: mpsc::Sender<Letter>,
}

impl RoomHandle {
    pub(super) fn new(mailbox: mpsc::Sender<Letter>) -> Self {
        Self { mailbox }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.mailbox.same_channel(&other.mailbox)
    }

    /// A socket joins or resumes.
    ///
    /// # Errors
    /// The room has just ended; a new one can be had from the registry.
    pub async fn enter(&self, connection: ConnectionId, outbox: Outbox, input: Input) -> Result<(), Gone> {
        self.mailbox.send(Letter::Enter { connection, outbox, input }).await.map_err(|_| Gone)
    }

    /// Anything else that happens.
    ///
    /// # Errors
    /// The room has ended.
    pub async fn input(&self, input: Input) -> Result<(), Gone> {
        self.mailbox.send(Letter::Input(input)).await.map_err(|_| Gone)
    }
}
