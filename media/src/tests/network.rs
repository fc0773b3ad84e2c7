//! The ways between the server and its clients: as the test bench's lines are, but on the virtual clock.

use std::{collections::BTreeMap, net::SocketAddr, time::Instant};

pub(super) use conditions::Conditions;
use conditions::{Counts, Link};

/// The same model of a line as in the bench with real sockets, so that a figure there and a scene here mean the same thing.
#[path = "../../../tests/src/line/conditions.rs"]
#[allow(dead_code, unreachable_pub)]
mod conditions;

/// A packet under way.
#[derive(Clone, Debug)]
pub(super) struct Datagram {
    pub(super) source: SocketAddr,
    pub(super) destination: SocketAddr,
    pub(super) contents: Vec<u8>,
}

/// One direction, with what is under way in it.
#[derive(Debug)]
pub(super) struct Way {
    link: Link,
    under_way: BTreeMap<(Instant, u64), Datagram>,
    admitted: u64,
    /// When something was sent into it, and how many bytes.
    offered: Vec<(Instant, usize)>,
}

impl Way {
    fn new(now: Instant, seed: u64) -> Self {
        Self { link: Link::new(now, seed), under_way: BTreeMap::new(), admitted: 0, offered: Vec::new() }
    }

    pub(super) fn set(&mut self, conditions: Conditions) {
        self.link.set(conditions);
    }

    pub(super) fn counts(&self) -> Counts {
        self.link.counts
    }

    pub(super) fn send(&mut self, now: Instant, datagram: &Datagram) {
        self.offered.push((now, datagram.contents.len()));
        for due in self.link.admit(now, datagram.contents.len()) {
            self.admitted += 1;
            self.under_way.insert((due, self.admitted), datagram.clone());
        }
    }

    /// What has arrived by now, in the order of arrival.
    pub(super) fn arrived(&mut self, now: Instant) -> Vec<Datagram> {
        let later = self.under_way.split_off(&(now, u64::MAX));
        std::mem::replace(&mut self.under_way, later).into_values().collect()
    }

    pub(super) fn next_at(&self) -> Option<Instant> {
        self.under_way.keys().next().map(|(due, _)| *due)
    }

    /// What was sent into it from then until then, in bit/s.
    pub(super) fn offered_rate(&self, from: Instant, to: Instant) -> f64 {
        let bytes: usize = self.offered.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, bytes)| bytes).sum();
        8.0 * f64::from(u32::try_from(bytes).unwrap()) / to.duration_since(from).as_secs_f64()
    }
}

/// Both directions between a client and the server.
#[derive(Debug)]
pub(super) struct Road {
    pub(super) up: Way,
    pub(super) down: Way,
}

impl Road {
    /// One that does nothing to packets yet; the same `seed` loses the same packets.
    pub(super) fn new(now: Instant, seed: u64) -> Self {
        Self { up: Way::new(now, 2 * seed), down: Way::new(now, 2 * seed + 1) }
    }

    pub(super) fn set(&mut self, both: Conditions) {
        self.up.set(both);
        self.down.set(both);
    }
}
