//! Voices carried twice to receivers on a lossy line: each packet brings the ones before it along (RFC 2198).
//!
//! A repair on request would have to be the same packet again, byte for byte: with another header under the same sequence
//! number, AES-GCM would use a nonce twice (RFC 7714 §8.1). What is carried along has a number of its own, and comes without
//! a round trip.

use std::{collections::VecDeque, sync::Arc};

use str0m::media::Pt;

use crate::{peer::MAX_PAYLOAD, rtp_munger::Numbers, slot::Origin};

/// Packets carried along at most.
pub(crate) const MAX_DEPTH: usize = 2;
/// The fields of a block's header are so wide (RFC 2198 §3): 14 bits of timestamp offset, 10 bits of length.
const MAX_OFFSET: u32 = (1 << 14) - 1;
const MAX_LENGTH: usize = (1 << 10) - 1;
/// Set where another block's header follows.
const FOLLOWS: u8 = 0x80;

#[derive(Clone, Debug)]
struct Sent {
    origin: Origin,
    timestamp: u32,
    payload: Arc<[u8]>,
}

/// The last packets of a slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redundancy {
    recent: VecDeque<Sent>,
}

impl Redundancy {
    /// Nothing from before is carried along.
    pub(crate) fn forget(&mut self) {
        self.recent.clear();
    }

    /// The payload with up to `depth` packets that went out before it, each marked as `codec`; `None` where there is none
    /// to carry along. What came late, because it was asked for again on the way here, is carried like any other.
    pub(crate) fn carry(
        &mut self,
        origin: Origin,
        numbers: Numbers,
        payload: &Arc<[u8]>,
        codec: Pt,
        depth: usize,
    ) -> Option<Arc<[u8]>> {
        let wrapped = self.wrap(origin, numbers, payload, codec, depth);
        if self.recent.len() >= MAX_DEPTH {
            self.recent.pop_front();
        }
        self.recent.push_back(Sent { origin, timestamp: numbers.timestamp, payload: Arc::clone(payload) });
        wrapped
    }

    fn wrap(
        &self,
        origin: Origin,
        numbers: Numbers,
        payload: &Arc<[u8]>,
        codec: Pt,
        depth: usize,
    ) -> Option<Arc<[u8]>> {
        let offset = |sent: &Sent| numbers.timestamp.wrapping_sub(sent.timestamp);
        let fits = |sent: &&Sent| {
            sent.origin == origin && (1..=MAX_OFFSET).contains(&offset(sent)) && sent.payload.len() <= MAX_LENGTH
        };
        let mut blocks: Vec<&Sent> = self.recent.iter().rev().take(depth).filter(fits).collect();
        blocks.sort_by_key(|sent| std::cmp::Reverse(offset(sent)));
        let size: usize = blocks.iter().map(|sent| sent.payload.len() + 4).sum::<usize>() + 1 + payload.len();
        if blocks.is_empty() || size > MAX_PAYLOAD {
            return None;
        }
        let mut wrapped = Vec::with_capacity(size);
        for sent in &blocks {
            let length = u32::try_from(sent.payload.len()).ok()?;
            let [_, high, middle, low] = (offset(sent) << 10 | length).to_be_bytes();
            wrapped.extend([FOLLOWS | *codec, high, middle, low]);
        }
        wrapped.push(*codec);
        blocks.iter().for_each(|sent| wrapped.extend_from_slice(&sent.payload));
        wrapped.extend_from_slice(payload);
        Some(wrapped.into())
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::{
        ids::{PeerId, Timestamp},
        media::{Publication, Source},
    };

    use super::*;

    fn origin(number: u8) -> Origin {
        let publication = Publication { peer: PeerId::new(Timestamp(0), [number; 10]), source: Source::Microphone };
        Origin { publication, layer: 0, ssrc: 7 }
    }

    fn at(sequence: u64) -> Numbers {
        let timestamp = u32::MAX.wrapping_add(u32::try_from(sequence).unwrap_or(0) * 960);
        Numbers { sequence, timestamp, picture_id: None, tl0_index: None }
    }

    fn carried(redundancy: &mut Redundancy, from: u8, sequence: u64, depth: usize) -> Option<Vec<u8>> {
        let payload: Arc<[u8]> = vec![u8::try_from(sequence).unwrap_or(0); 2].into();
        redundancy.carry(origin(from), at(sequence), &payload, 111.into(), depth).map(|payload| payload.to_vec())
    }

    #[test]
    fn the_packets_before_come_along() {
        let mut redundancy = Redundancy::default();
        assert_eq!(carried(&mut redundancy, 1, 1, 2), None, "nothing was before");
        // RFC 2198 §3: F and payload type, 14 bits of offset (960), 10 bits of length (2); then the last header.
        let before = [0x80 | 111, 0x0f, 0x00, 0x02];
        assert_eq!(carried(&mut redundancy, 1, 2, 2), Some([&before[..], &[111, 1, 1, 2, 2]].concat()));
        let earlier = [0x80 | 111, 0x1e, 0x00, 0x02];
        let both = [&earlier[..], &before[..], &[111, 1, 1, 2, 2, 3, 3]].concat();
        assert_eq!(carried(&mut redundancy, 1, 3, 2), Some(both));
        assert_eq!(carried(&mut redundancy, 1, 4, 1), Some([&before[..], &[111, 3, 3, 4, 4]].concat()));
        assert_eq!(carried(&mut redundancy, 1, 5, 0), None);
        let lost_before = carried(&mut redundancy, 1, 7, 1);
        assert!(lost_before.is_some_and(|payload| payload.ends_with(&[5, 5, 7, 7])), "6 is missing");
        assert!(carried(&mut redundancy, 1, 6, 2).is_some_and(|payload| payload.ends_with(&[111, 5, 5, 6, 6])), "late");
        let both = carried(&mut redundancy, 1, 8, 2);
        assert!(both.is_some_and(|payload| payload.ends_with(&[111, 6, 6, 7, 7, 8, 8])));
        assert_eq!(carried(&mut redundancy, 1, 40, 2), None, "after a silence");
    }

    #[test]
    fn nobody_elses_words_come_along() {
        let mut redundancy = Redundancy::default();
        carried(&mut redundancy, 1, 1, 2);
        assert_eq!(carried(&mut redundancy, 2, 2, 2), None);
        assert!(carried(&mut redundancy, 2, 3, 2).is_some_and(|payload| payload.ends_with(&[111, 2, 2, 3, 3])));
        redundancy.forget();
        assert_eq!(carried(&mut redundancy, 2, 4, 2), None);
    }

    #[test]
    fn nothing_grows_beyond_what_a_packet_may_hold() {
        let mut redundancy = Redundancy::default();
        let large: Arc<[u8]> = vec![0; MAX_LENGTH].into();
        assert_eq!(redundancy.carry(origin(1), at(1), &large, 111.into(), 2), None);
        assert_eq!(redundancy.carry(origin(1), at(2), &large, 111.into(), 2), None);
        let small: Arc<[u8]> = vec![0; 10].into();
        assert!(redundancy.carry(origin(1), at(3), &small, 111.into(), 1).is_some());
    }
}
