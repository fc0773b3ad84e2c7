//! How many addresses a peer may turn up from. Each one that is answered costs the ICE library memory, and work at every later
//! packet of that peer, on a thread that all rooms share.

use std::time::{Duration, Instant};

/// New addresses that are answered in a [`WINDOW`]. A phone with Wi-Fi, mobile network and VPN, each by IPv4 and IPv6, over UDP, TCP and a
/// relay, has 18 towards each of our addresses at most, and behind most routers the same ones for all of ours.
const IN_WINDOW: usize = 32;
/// The library forgets a pair of addresses after 15 s without a check, so it holds at most three windows' worth of them.
const WINDOW: Duration = Duration::from_secs(10);
/// Until ICE is restarted, for only then the library forgets addresses too. A router that gives another one every half minute needs
/// 480 in an evening of four hours; and whoever comes to the end of it restarts ICE as after any stall.
const IN_ALL: usize = 1_000;

/// The addresses that one peer has come from since ICE began.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Newcomers {
    since: Option<Instant>,
    in_window: usize,
    in_all: usize,
}

impl Newcomers {
    /// Whether a check from yet another address may be answered.
    pub(crate) fn has_room(&mut self, now: Instant) -> bool {
        if self.since.is_none_or(|since| now.saturating_duration_since(since) >= WINDOW) {
            self.since = Some(now);
            self.in_window = 0;
        }
        self.in_window < IN_WINDOW && self.in_all < IN_ALL
    }

    /// One was answered. (A check that is not genuine gets no answer and counts for nothing: a stranger who has read the user
    /// name on the way keeps nobody out.)
    pub(crate) fn came(&mut self) {
        self.in_window += 1;
        self.in_all += 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    #[test]
    fn so_many_at_once_and_so_many_in_all() {
        let start = Instant::now();
        let mut newcomers = Newcomers::default();
        let mut answered = Vec::new();
        for second in 0..1_000 {
            let now = start + Duration::from_secs(second);
            let before = newcomers.in_all;
            while newcomers.has_room(now) {
                newcomers.came();
            }
            answered.push(newcomers.in_all - before);
        }
        assert_eq!(answered[..12], [32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0]);
        assert_eq!(answered.iter().sum::<usize>(), IN_ALL);
    }
}
