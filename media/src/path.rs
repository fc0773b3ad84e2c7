//! Which way packets go to a peer: the way by which it sends.
//!
//! A controlled agent goes by what the other side nominates (RFC 8445 §8.1.1), and of several nominated pairs takes the best.
//! Whose address changes under it, because the phone has left the Wi-Fi or a router has forgotten, is known by its credentials
//! at the next check; but the pair of before stays nominated, is as good or better, and is given up only after 15 s without a
//! check. So long that person would hear nothing. Here packets go where the peer itself sends from.
//!
//! Anybody can write any sender's address on a datagram. So only what the peer's keys or its password have proven moves it. Its reports
//! show no trace when the library opens them, and of who only listens nothing else comes for seconds: they count as a sign of life, as long as
//! their way was proven by a check not long ago.

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

/// So long after a check a way is taken for the peer's where nothing shows whether it is: consent is asked for at least every six seconds
/// (RFC 7675 §5.1), and one may be lost.
const PROVEN_FOR: Duration = Duration::from_secs(13);

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
    /// Media.
    Media,
    /// A report about media, or the handshake before it.
    Report,
}

/// Whether it is known to be the peer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A packet that could be opened, or a check that was answered.
    Genuine,
    /// Nothing shows it.
    Missing,
}

/// The way to one peer.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// By these a check has come that we could answer, so that it was the peer's; and the last one.
    known: Vec<Heard>,
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
    pub(crate) fn answer(&mut self, now: Instant, way: Way) {
        if let Some(known) = self.known.iter_mut().find(|known| known.way == way) {
            known.at = now;
            return;
        }
        if self.known.len() >= MAX_KNOWN {
            self.known.remove(0);
        }
        self.known.push(Heard { way, at: now });
    }

    fn proven_at(&self, way: Way) -> Option<Instant> {
        self.known.iter().find(|known| known.way == way).map(|known| known.at)
    }

    /// Whether a check that came by this way just now was answered.
    pub(crate) fn has_answered(&self, now: Instant, way: Way) -> bool {
        self.proven_at(way) == Some(now)
    }

    /// Whether what has come says that the peer is there.
    pub(crate) fn believes(&self, now: Instant, way: Way, (arrival, proof): (Arrival, Proof)) -> bool {
        let lately = |at: Instant| now.saturating_duration_since(at) < PROVEN_FOR;
        proof == Proof::Genuine || arrival == Arrival::Report && self.proven_at(way).is_some_and(lately)
    }

    /// Something has come. True if the peer is elsewhere from now on than it was.
    pub(crate) fn hear(&mut self, now: Instant, way: Way, (arrival, proof): (Arrival, Proof)) -> bool {
        if !self.believes(now, way, (arrival, proof)) {
            return false;
        }
        let known = self.proven_at(way).is_some();
        let heard = Heard { way, at: now };
        let Some(current) = &mut self.current else {
            if !matches!(arrival, Arrival::Check { .. }) && known {
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
            Arrival::Media | Arrival::Report => {
                proof == Proof::Genuine && !self.left.is_some_and(|left| left.way == way && since(&left) < LATE)
            }
            Arrival::Check { nominates } => nominates && since(current) >= SILENT,
        };
        if !follows || !known {
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

    const NOMINATION: (Arrival, Proof) = (Arrival::Check { nominates: true }, Proof::Genuine);
    const CHECK: (Arrival, Proof) = (Arrival::Check { nominates: false }, Proof::Genuine);
    const MEDIA: (Arrival, Proof) = (Arrival::Media, Proof::Genuine);
    const REPORT: (Arrival, Proof) = (Arrival::Report, Proof::Missing);

    fn way(port: u16) -> Way {
        let ours = SocketAddr::from(([198, 51, 100, 1], 5_000));
        Way { transport: Transport::Udp, ours, theirs: SocketAddr::from(([192, 0, 2, 1], port)) }
    }

    /// A peer that sends by the first way.
    fn path(now: Instant) -> Path {
        let mut path = Path::default();
        path.answer(now, way(1));
        assert!(!path.hear(now, way(1), NOMINATION));
        assert_eq!(path.way(), None, "before it sends, the best of what is nominated is taken");
        assert!(!path.hear(now, way(1), MEDIA));
        assert_eq!(path.way(), Some(way(1)));
        path
    }

    #[test]
    fn packets_go_where_the_peer_sends_from() {
        let now = Instant::now();
        let mut path = path(now);
        assert!(!path.hear(now, way(2), MEDIA), "nobody has proven to be there");
        path.answer(now, way(2));
        assert!(path.hear(now, way(2), MEDIA));
        assert_eq!(path.way(), Some(way(2)));
        assert!(!path.hear(now + LATE / 2, way(1), MEDIA), "it came late");
        assert!(path.hear(now + LATE, way(1), MEDIA), "the peer is back");
    }

    #[test]
    fn who_only_listens_is_followed_when_the_way_of_before_is_silent() {
        let now = Instant::now();
        let mut path = path(now);
        path.answer(now, way(2));
        assert!(!path.hear(now + SILENT / 2, way(2), NOMINATION), "other ways are felt out all the time");
        assert!(!path.hear(now + SILENT, way(2), CHECK));
        assert!(!path.hear(now + SILENT, way(1), CHECK));
        assert!(!path.hear(now + SILENT, way(2), NOMINATION), "the way of before was just heard");
        assert!(path.hear(now + SILENT * 2, way(2), NOMINATION));
        assert!(path.hear(now + SILENT * 3, way(1), NOMINATION));
    }

    #[test]
    fn what_proves_nothing_moves_nobody_and_is_a_sign_of_life_for_a_while_only() {
        let now = Instant::now();
        let mut path = path(now);
        path.answer(now, way(2));
        let forged = (Arrival::Check { nominates: true }, Proof::Missing);
        for after in [SILENT, LATE * 2, PROVEN_FOR * 2] {
            assert!(!path.hear(now + after, way(2), REPORT) && !path.hear(now + after, way(2), forged));
        }
        assert!(
            path.believes(now + PROVEN_FOR / 2, way(1), REPORT) && path.believes(now + PROVEN_FOR / 2, way(2), REPORT)
        );
        assert!(!path.believes(now, way(3), REPORT) && !path.believes(now, way(1), forged));
        assert!(!path.believes(now, way(1), (Arrival::Media, Proof::Missing)), "media can be opened");
        assert!(!path.believes(now + PROVEN_FOR, way(1), REPORT));
        // Nor does it keep a way that the peer has left.
        path.answer(now + PROVEN_FOR, way(2));
        assert!(!path.hear(now + PROVEN_FOR, way(1), REPORT));
        assert!(path.hear(now + PROVEN_FOR, way(2), NOMINATION));
    }

    #[test]
    fn known_ways_are_bounded() {
        let now = Instant::now();
        let mut path = Path::default();
        for port in 1..200 {
            path.answer(now, way(port));
        }
        assert_eq!(path.known.len(), MAX_KNOWN);
    }
}
