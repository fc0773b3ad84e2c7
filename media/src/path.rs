//! Which way packets go to a peer: the way by which it sends.
//!
//! A controlled agent goes by what the other side nominates (RFC 8445 §8.1.1), and of several nominated pairs takes the best.
//! Whose address changes under it, because the phone has left the Wi-Fi or a router has forgotten, is known by its credentials
//! at the next check; but the pair of before stays nominated, is as good or better, and is given up only after 15 s without a
//! check. So long that person would hear nothing. Here packets go where the peer itself sends from.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use crate::engine::Transport;

/// Ways that are remembered; a phone between two networks has a handful.
const MAX_KNOWN: usize = 16;
/// A way that was not heard for so long gives way to one that is nominated. What is sent on a way itself decides at once.
const SILENT: Duration = Duration::from_millis(300);
/// What comes so late by a way that was left was on its way while it was left.
const LATE: Duration = Duration::from_secs(1);

/// From which of our addresses to which of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) transport: Transport,
    pub(crate) ours: SocketAddr,
    pub(crate) theirs: SocketAddr,
}

/// What came by a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// A connectivity check, or anything else of STUN; `nominates`: it says that this is the way to take.
    Check { nominates: bool },
    /// Media, its reports, or the handshake before.
    Media,
}

/// The way to one peer.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// By these a check has come that we could answer, so that it was the peer's.
    known: Vec<Way>,
    current: Option<Heard>,
    left: Option<Heard>,
}

/// A way, and when it was heard or left last.
#[derive(Clone, Copy, Debug)]
struct Heard {
    way: Way,
    at: Instant,
}

impl Path {
    /// The way to send by; none before anything but checks has come.
    pub(crate) fn way(&self) -> Option<Way> {
        self.current.map(|current| current.way)
    }

    /// A check by this way was the peer's, for it is answered.
    pub(crate) fn answer(&mut self, way: Way) {
        if self.known.contains(&way) {
            return;
        }
        if self.known.len() >= MAX_KNOWN {
            self.known.remove(0);
        }
        self.known.push(way);
    }

    /// Something has come. True if the peer is elsewhere from now on than it was.
    pub(crate) fn hear(&mut self, now: Instant, way: Way, arrival: Arrival) -> bool {
        let heard = Heard { way, at: now };
        let Some(current) = &mut self.current else {
            if arrival == Arrival::Media && self.known.contains(&way) {
                self.current = Some(heard);
            }
            return false;
        };
        if current.way == way {
            *current = heard;
            return false;
        }
        let since = |heard: &Heard| now.saturating_duration_since(heard.at);
        let follows = match arrival {
            Arrival::Media => !self.left.is_some_and(|left| left.way == way && since(&left) < LATE),
            Arrival::Check { nominates } => nominates && since(current) >= SILENT,
        };
        if !follows || !self.known.contains(&way) {
            return false;
        }
        self.left = Some(Heard { way: current.way, at: now });
        *current = heard;
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    const NOMINATION: Arrival = Arrival::Check { nominates: true };

    fn way(port: u16) -> Way {
        let ours = SocketAddr::from(([198, 51, 100, 1], 5_000));
        Way { transport: Transport::Udp, ours, theirs: SocketAddr::from(([192, 0, 2, 1], port)) }
    }

    /// A peer that sends by the first way.
    fn path(now: Instant) -> Path {
        let mut path = Path::default();
        path.answer(way(1));
        assert!(!path.hear(now, way(1), NOMINATION));
        assert_eq!(path.way(), None, "before it sends, the best of what is nominated is taken");
        assert!(!path.hear(now, way(1), Arrival::Media));
        assert_eq!(path.way(), Some(way(1)));
        path
    }

    #[test]
    fn packets_go_where_the_peer_sends_from() {
        let now = Instant::now();
        let mut path = path(now);
        assert!(!path.hear(now, way(2), Arrival::Media), "nobody has proven to be there");
        path.answer(way(2));
        assert!(path.hear(now, way(2), Arrival::Media));
        assert_eq!(path.way(), Some(way(2)));
        assert!(!path.hear(now + LATE / 2, way(1), Arrival::Media), "it came late");
        assert!(path.hear(now + LATE, way(1), Arrival::Media), "the peer is back");
    }

    #[test]
    fn who_only_listens_is_followed_when_the_way_of_before_is_silent() {
        let now = Instant::now();
        let mut path = path(now);
        path.answer(way(2));
        assert!(!path.hear(now + SILENT / 2, way(2), NOMINATION), "other ways are felt out all the time");
        assert!(!path.hear(now + SILENT, way(2), Arrival::Check { nominates: false }));
        assert!(!path.hear(now + SILENT, way(1), Arrival::Check { nominates: false }));
        assert!(!path.hear(now + SILENT, way(2), NOMINATION), "the way of before was just heard");
        assert!(path.hear(now + SILENT * 2, way(2), NOMINATION));
        assert!(path.hear(now + SILENT * 3, way(1), NOMINATION));
    }

    #[test]
    fn known_ways_are_bounded() {
        let mut path = Path::default();
        for port in 1..200 {
            path.answer(way(port));
        }
        assert_eq!(path.known.len(), MAX_KNOWN);
    }
}
