//! A room's way to its media thread.

use std::sync::Arc;

use koronailta_signaling::{
    ids::EveningId,
    media::{Order, Report},
};
use tokio::sync::mpsc;

use super::mailbox::{Letter, Mailbox};

/// An order could not be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The thread is so far behind that its mailbox is full. What the room believes and what is forwarded would
    /// part; the room should close itself and let its clients come back.
    #[error("the media thread's mailbox is full")]
    Full,
    /// The thread has stopped.
    #[error("the media thread has stopped")]
    Stopped,
}

/// A room's way to its media thread. Cheap to clone; when the last clone is dropped, the room's peers are closed.
#[derive(Clone, Debug)]
pub struct MediaHandle {
    room: Arc<PinnedRoom>,
}

#[derive(Debug)]
struct PinnedRoom {
    evening: EveningId,
    mailbox: Arc<Mailbox>,
}

impl MediaHandle {
    pub(super) fn new(evening: EveningId, mailbox: Arc<Mailbox>) -> Self {
        mailbox.room_pinned();
        Self { room: Arc::new(PinnedRoom { evening, mailbox }) }
    }

    /// From now on the evening's reports go to this queue (a capacity of 256 is plenty); it replaces an earlier one.
    ///
    /// The thread never waits for the queue: while it is full, reports are kept in order in a backlog (without
    /// `Speaking`, which a later one replaces anyway), and a room that leaves 4096 of them unread is considered
    /// hung: its peers are closed. A queue whose receiver is gone closes the room likewise.
    ///
    /// # Errors
    /// As [`MediaHandle::order`].
    pub fn register(&self, reports: mpsc::Sender<Report>) -> Result<(), OrderError> {
        self.room.mailbox.post(Letter::Register { evening: self.room.evening, reports })
    }

    /// Posts an order; never waits. Orders of one room are carried out in the order of posting.
    ///
    /// # Errors
    /// The mailbox is full, or the thread has stopped.
    pub fn order(&self, order: Order) -> Result<(), OrderError> {
        self.room.mailbox.post(Letter::Order { evening: self.room.evening, order })
    }

    /// Closes all peers of the evening and forgets its report queue.
    pub fn close_room(&self) {
        self.room.mailbox.close_room(self.room.evening);
    }
}

impl Drop for PinnedRoom {
    fn drop(&mut self) {
        self.mailbox.close_room(self.evening);
        self.mailbox.room_unpinned();
    }
}
