//! The beginning of what somebody is saying, for those who give them a slot only once it is clear that they speak.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::{peer::Outgoing, rtp_munger::Numbers, slot::Origin};

/// Packets that are kept: 200 ms.
const KEPT: usize = 10;
/// Quiet packets before the first loud one that belong to the word: it may begin with an s.
const LEAD: usize = 2;
/// Who sends nothing in silence (RFC 7587 §3.1.3) has left a gap before the word. What was before the gap is no part of it,
/// and its timestamps would hold the word back for as long as the gap was.
const GAP: Duration = Duration::from_millis(100);

/// A voice packet that may still be wanted.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) at: Instant,
    pub(crate) loud: bool,
    pub(crate) origin: Origin,
    pub(crate) numbers: Numbers,
    pub(crate) outgoing: Outgoing,
}

/// The last packets of one voice.
#[derive(Debug, Default)]
pub(crate) struct Preroll {
    packets: VecDeque<Kept>,
}

impl Preroll {
    pub(crate) fn keep(&mut self, kept: Kept) {
        if self.packets.len() >= KEPT {
            self.packets.pop_front();
        }
        self.packets.push_back(kept);
    }

    /// Nothing from before may come out any more.
    pub(crate) fn forget(&mut self) {
        self.packets.clear();
    }

    pub(crate) fn newest(&self) -> Option<Kept> {
        self.packets.back().cloned()
    }

    /// What is being said, from its beginning, in the order in which it was said.
    pub(crate) fn beginning(&self) -> Vec<Kept> {
        let Some(newest) = self.packets.back() else { return Vec::new() };
        let mut found: Vec<Kept> = Vec::new();
        let mut quiet = 0;
        for kept in self.packets.iter().rev().filter(|kept| kept.origin == newest.origin) {
            let gap = found.last().is_some_and(|later| later.at.saturating_duration_since(kept.at) > GAP);
            quiet = if kept.loud { 0 } else { quiet + 1 };
            if gap || quiet > LEAD {
                break;
            }
            found.push(kept.clone());
        }
        // What was lost and came again has a place of its own.
        found.sort_by_key(|kept| kept.numbers.sequence);
        found
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use std::sync::Arc;

    use koronailta_signaling::{
        ids::{PeerId, Timestamp},
        media::{Publication, Source},
    };
    use str0m::rtp::ExtensionValues;

    use super::*;

    /// Packets by the time at which they came in milliseconds, their number, and whether they were loud.
    fn said(packets: &[(u64, u64, bool)]) -> Vec<u64> {
        let begun = Instant::now();
        let publication = Publication { peer: PeerId::new(Timestamp(0), [1; 10]), source: Source::Microphone };
        let origin = Origin { publication, layer: 0, ssrc: 7 };
        let mut preroll = Preroll::default();
        for (at, sequence, loud) in packets {
            let numbers = Numbers { sequence: *sequence, timestamp: 0, picture_id: None, tl0_index: None };
            let extensions = ExtensionValues::default();
            let outgoing = Outgoing { payload: Arc::new([1]), marker: false, extensions, vp8: None, coding: None };
            preroll.keep(Kept { at: begun + Duration::from_millis(*at), loud: *loud, origin, numbers, outgoing });
        }
        preroll.beginning().iter().map(|kept| kept.numbers.sequence).collect()
    }

    #[test]
    fn a_word_begins_a_little_before_it_is_loud() {
        let packets: Vec<_> = (1..=8).map(|number| (number * 20, number, number > 6)).collect();
        assert_eq!(said(&packets), [5, 6, 7, 8]);
    }

    #[test]
    fn a_pause_between_syllables_is_part_of_the_word() {
        let packets: Vec<_> = (1..=8).map(|number| (number * 20, number, number != 5)).collect();
        assert_eq!(said(&packets), [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn what_was_sent_now_and_then_in_silence_is_not() {
        assert_eq!(said(&[(0, 1, false), (400, 2, false), (780, 3, true), (800, 4, true)]), [3, 4]);
        assert_eq!(said(&[(0, 1, false), (400, 2, false), (420, 3, true), (440, 4, true)]), [2, 3, 4]);
    }

    #[test]
    fn what_came_late_has_its_place() {
        assert_eq!(said(&[(0, 1, true), (20, 3, true), (40, 4, true), (60, 2, true)]), [1, 2, 3, 4]);
        let long: Vec<_> = (1..=30).map(|number| (number * 20, number, true)).collect();
        assert_eq!(said(&long).len(), KEPT);
    }
}
