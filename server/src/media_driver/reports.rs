//! Reports on their way to the rooms' queues, without ever waiting for a room.

use std::collections::{HashMap, VecDeque};

use koronailta_signaling::{ids::EveningId, media::Report};
use tokio::sync::mpsc::{self, error::TrySendError};

/// Unread reports at which a room is considered hung.
const BACKLOG: usize = 4096;

/// The report queues of a thread's rooms.
#[derive(Debug, Default)]
pub(super) struct Reports {
    rooms: HashMap<EveningId, Queue>,
    /// Some room has a backlog.
    delayed: bool,
}

#[derive(Debug)]
struct Queue {
    sender: mpsc::Sender<Report>,
    backlog: VecDeque<Report>,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    Queued,
    /// It will not be read: the room has no queue, or this is a word that a later one replaces.
    Dropped,
    /// The room reads its queue no more; its peers have to be closed.
    RoomHung,
}

impl Reports {
    pub(super) fn register(&mut self, evening: EveningId, sender: mpsc::Sender<Report>) {
        self.rooms.insert(evening, Queue { sender, backlog: VecDeque::new() });
    }

    pub(super) fn forget(&mut self, evening: EveningId) {
        self.rooms.remove(&evening);
    }

    pub(super) fn deliver(&mut self, evening: EveningId, report: Report) -> Delivery {
        let Some(queue) = self.rooms.get_mut(&evening) else { return Delivery::Dropped };
        let report = if queue.backlog.is_empty() {
            match queue.sender.try_send(report) {
                Ok(()) => return Delivery::Queued,
                Err(TrySendError::Closed(_)) => return Delivery::RoomHung,
                Err(TrySendError::Full(report)) => report,
            }
        } else {
            report
        };
        if matches!(report, Report::Speaking { .. }) {
            return Delivery::Dropped;
        }
        if queue.backlog.len() >= BACKLOG {
            return Delivery::RoomHung;
        }
        queue.backlog.push_back(report);
        self.delayed = true;
        Delivery::Queued
    }

    /// A report waits for a room to read.
    pub(super) fn is_delayed(&self) -> bool {
        self.delayed
    }

    /// Tries again what did not fit; returns the rooms whose queues are gone.
    pub(super) fn retry(&mut self) -> Vec<EveningId> {
        let mut gone = Vec::new();
        self.delayed = false;
        for (evening, queue) in &mut self.rooms {
            while let Some(report) = queue.backlog.pop_front() {
                match queue.sender.try_send(report) {
                    Ok(()) => {}
                    Err(TrySendError::Full(report)) => {
                        queue.backlog.push_front(report);
                        self.delayed = true;
                        break;
                    }
                    Err(TrySendError::Closed(_)) => {
                        gone.push(*evening);
                        break;
                    }
                }
            }
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::ids::{PeerId, Timestamp};

    use super::*;

    fn connected(number: u8) -> Report {
        Report::Connected { peer: PeerId::new(Timestamp(0), [number; 10]) }
    }

    #[test]
    fn a_slow_room_gets_everything_later_in_order() {
        let evening = EveningId::new(Timestamp(0), [0; 10]);
        let (sender, mut receiver) = mpsc::channel(1);
        let mut reports = Reports::default();
        reports.register(evening, sender);
        for number in 0..3 {
            assert_eq!(reports.deliver(evening, connected(number)), Delivery::Queued);
        }
        assert_eq!(reports.deliver(evening, Report::Speaking { peers: Vec::new() }), Delivery::Dropped);
        let mut read = Vec::new();
        while let Ok(report) = receiver.try_recv() {
            read.push(report);
            assert!(reports.retry().is_empty());
        }
        assert_eq!(read, [connected(0), connected(1), connected(2)]);
        assert!(!reports.is_delayed());
    }

    #[test]
    fn a_hung_room_is_given_up() {
        let evening = EveningId::new(Timestamp(0), [0; 10]);
        let (sender, receiver) = mpsc::channel(1);
        let mut reports = Reports::default();
        reports.register(evening, sender);
        for _ in 0..=BACKLOG {
            assert_eq!(reports.deliver(evening, connected(0)), Delivery::Queued);
        }
        assert_eq!(reports.deliver(evening, connected(0)), Delivery::RoomHung);
        drop(receiver);
        assert_eq!(reports.retry(), [evening]);
        reports.forget(evening);
        assert_eq!(reports.deliver(evening, connected(0)), Delivery::Dropped);
    }
}
