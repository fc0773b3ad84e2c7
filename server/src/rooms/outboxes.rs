//! The sockets of one room: where what the room says to a connection goes.

use std::collections::HashMap;

use koronailta_signaling::ids::ConnectionId;

use super::handle::Outbox;

/// The figure in `/metrics` that counts them all: people with an open socket, inside or at the door.
const PARTICIPANTS: &str = "koronailta_participants";

/// The queues by connection. They are counted, also where the room's task ends by a panic.
#[derive(Debug, Default)]
pub(super) struct Outboxes {
    by_connection: HashMap<ConnectionId, Outbox>,
}

impl Outboxes {
    pub(super) fn insert(&mut self, connection: ConnectionId, outbox: Outbox) {
        if self.by_connection.insert(connection, outbox).is_none() {
            metrics::gauge!(PARTICIPANTS).increment(1.0);
        }
    }

    pub(super) fn remove(&mut self, connection: ConnectionId) -> Option<Outbox> {
        let outbox = self.by_connection.remove(&connection)?;
        metrics::gauge!(PARTICIPANTS).decrement(1.0);
        Some(outbox)
    }

    pub(super) fn get(&self, connection: ConnectionId) -> Option<&Outbox> {
        self.by_connection.get(&connection)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Outbox> {
        self.by_connection.values()
    }
}

impl Drop for Outboxes {
    fn drop(&mut self) {
        for _ in self.by_connection.drain() {
            metrics::gauge!(PARTICIPANTS).decrement(1.0);
        }
    }
}
