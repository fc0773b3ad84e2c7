//! Checks that were answered already. Whoever reads one on the way can send it again from elsewhere without any keys, and the ICE library,
//! which does not remember them, would answer it.

use std::{collections::VecDeque, net::SocketAddr};

use str0m::ice::TransId;

use crate::engine::Transport;

/// How many are remembered. On a way that is in use there is one every two or three seconds, so for about two minutes.
const REMEMBERED: usize = 64;

/// The newest checks of one peer that were answered, with where each came from.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    answered: VecDeque<(TransId, (Transport, SocketAddr))>,
}

impl Repeats {
    /// It was answered, so whoever made it has the keys. Forged ones push none out.
    pub(crate) fn answered(&mut self, check: TransId, from: (Transport, SocketAddr)) {
        if self.answered.iter().any(|(known, _)| *known == check) {
            return;
        }
        if self.answered.len() >= REMEMBERED {
            self.answered.pop_front();
        }
        self.answered.push_back((check, from));
    }

    /// Whether it came from another address before. An honest client makes a new one for each of its addresses, and repeats it only from
    /// the same one (RFC 8489 §6.2.1).
    pub(crate) fn is_from_elsewhere(&self, check: TransId, from: (Transport, SocketAddr)) -> bool {
        self.answered.iter().any(|(known, before)| *known == check && *before != from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_repeated_from_its_own_address_only_and_forgotten_after_many_others() {
        let at = |port| (Transport::Udp, SocketAddr::from(([192, 0, 2, 1], port)));
        let (mut repeats, check) = (Repeats::default(), TransId::new());
        assert!(!repeats.is_from_elsewhere(check, at(2)), "nobody knows it yet");
        repeats.answered(check, at(1));
        repeats.answered(check, at(2));
        assert!(!repeats.is_from_elsewhere(check, at(1)) && repeats.is_from_elsewhere(check, at(2)));
        assert!(repeats.is_from_elsewhere(check, (Transport::Tcp, at(1).1)));
        for _ in 0..REMEMBERED {
            repeats.answered(TransId::new(), at(1));
        }
        assert_eq!((repeats.answered.len(), repeats.is_from_elsewhere(check, at(2))), (REMEMBERED, false));
    }
}
