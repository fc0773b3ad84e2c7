//! The slot rule, applied to marked media: in a slot, packets with a timestamp at or after a mapping's belong to the
//! mapping's person, until the next mapping of that slot.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{Mid, ParticipantId},
    media::Source,
    wire::live::SlotFill,
};

use crate::{ear::Arrival, socket::Mapping};

/// One packet that was held against the rule.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The slot.
    pub mid: Mid,
    /// When it arrived.
    pub at: Instant,
    /// Its RTP timestamp.
    pub timestamp: u32,
    /// Who sent it, by its mark.
    pub sender: u32,
    /// Whose the rule says it is.
    pub attributed: Option<ParticipantId>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Whether a packet was shown under the right name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Under the right one.
    Right,
    /// No mapping covers it, so nothing is shown.
    Blank,
    /// Under another's: what must never happen.
    Wrong,
}

/// What came of holding all packets of a receiver against its mappings.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Changes of a slot from one person to another in which packets of the new one came.
    pub switches: usize,
    /// Packets that a mapping names a person for.
    pub attributed: usize,
    /// Packets before any mapping.
    pub blank: usize,
    /// Packets under a wrong name.
    pub wrong: usize,
    /// Pictures' packets that arrived earlier than the mapping that names them, while the newest mapping heard of named
    /// another: a client that shows a packet the moment it arrives would be wrong for so long. Pictures are later than
    /// their packets, because they are collected, decoded and drawn first.
    pub pictures_ahead: usize,
    /// The same of voices.
    pub voices_ahead: usize,
    /// The longest lead of a picture's packet.
    pub longest_lead: Duration,
    /// Each packet.
    pub verdicts: Vec<Verdict>,
}

/// Is `timestamp` at or after `start`, with wrapping (RFC 1982)?
fn reached(timestamp: u32, start: u32) -> bool {
    timestamp.wrapping_sub(start) < 1 << 31
}

/// Holds packets against mappings. `numbers` tells which mark belongs to whom.
#[must_use]
pub fn judge(
    arrivals: &HashMap<Mid, Vec<Arrival>>,
    mappings: &[Mapping],
    numbers: &HashMap<ParticipantId, u32>,
) -> Judged {
    let mut judged = Judged::default();
    for (mid, packets) in arrivals {
        let fills: Vec<(Instant, SlotFill)> = mappings
            .iter()
            .filter(|mapping| mapping.mid == *mid)
            .filter_map(|mapping| mapping.fill.map(|fill| (mapping.at, fill)))
            .collect();
        let mut carried = vec![false; fills.len()];
        for packet in packets {
            let Some(mark) = packet.mark else { continue };
            let place = fills.iter().rposition(|(_, fill)| reached(packet.timestamp, fill.rtp_timestamp));
            let fill = place.map(|place| fills[place]);
            let right =
                |fill: SlotFill| numbers.get(&fill.participant) == Some(&mark.sender) && fill.source == mark.source;
            let outcome = match fill {
                None => Outcome::Blank,
                Some((_, fill)) if right(fill) => Outcome::Right,
                Some(_) => Outcome::Wrong,
            };
            match outcome {
                Outcome::Blank => judged.blank += 1,
                Outcome::Right => judged.attributed += 1,
                Outcome::Wrong => {
                    judged.attributed += 1;
                    judged.wrong += 1;
                }
            }
            if let (Some(place), Some((mapped_at, _))) = (place, fill) {
                carried[place] |= outcome == Outcome::Right;
                if packet.at < mapped_at && names_another(mappings, mid, packet, mark.sender, numbers) {
                    let lead = mapped_at.duration_since(packet.at);
                    if mark.source == Source::Camera {
                        judged.pictures_ahead += 1;
                        judged.longest_lead = judged.longest_lead.max(lead);
                    } else {
                        judged.voices_ahead += 1;
                    }
                }
            }
            judged.verdicts.push(Verdict {
                mid: mid.clone(),
                at: packet.at,
                timestamp: packet.timestamp,
                sender: mark.sender,
                attributed: fill.map(|(_, fill)| fill.participant),
                outcome,
            });
        }
        judged.switches += switches(&fills, &carried);
    }
    judged
}

/// Whether the newest mapping that had arrived with the packet named somebody else than its sender.
fn names_another(
    mappings: &[Mapping],
    mid: &Mid,
    packet: &Arrival,
    sender: u32,
    numbers: &HashMap<ParticipantId, u32>,
) -> bool {
    let newest = mappings.iter().rev().find(|mapping| mapping.mid == *mid && mapping.at <= packet.at);
    newest.and_then(|mapping| mapping.fill).is_some_and(|fill| numbers.get(&fill.participant) != Some(&sender))
}

fn switches(fills: &[(Instant, SlotFill)], carried: &[bool]) -> usize {
    let person = |place: usize| (fills[place].1.participant, fills[place].1.source);
    let happened: Vec<(ParticipantId, Source)> = (0..fills.len()).filter(|place| carried[*place]).map(person).collect();
    happened.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::Timestamp;

    use super::*;
    use crate::mark::Mark;

    fn person(number: u8) -> ParticipantId {
        ParticipantId::new(Timestamp(1), [number; 10])
    }

    fn mapping(number: u8, rtp_timestamp: u32) -> Mapping {
        let fill = SlotFill { participant: person(number), source: Source::Camera, rtp_timestamp };
        Mapping { at: Instant::now(), mid: Mid("5".into()), fill: Some(fill) }
    }

    fn packet(sender: u32, timestamp: u32) -> Arrival {
        let mark = Mark { sender, source: Source::Camera, number: 0, written: 0 };
        let (payload_type, sequence, length) = (96, 0, 30);
        Arrival {
            at: Instant::now(),
            timestamp,
            payload_type,
            sequence,
            length,
            mark: Some(mark),
            kid: None,
            key: false,
        }
    }

    fn judged(packets: Vec<Arrival>, mappings: &[Mapping]) -> Judged {
        let numbers = HashMap::from([(person(1), 1), (person(2), 2)]);
        judge(&HashMap::from([(Mid("5".into()), packets)]), mappings, &numbers)
    }

    #[test]
    fn a_packet_belongs_to_the_newest_mapping_that_it_has_reached_across_the_wrap() {
        let mappings = [mapping(1, u32::MAX - 100), mapping(2, 50)];
        let packets =
            vec![packet(1, u32::MAX - 200), packet(1, u32::MAX - 100), packet(1, 10), packet(2, 50), packet(2, 90)];
        let judged = judged(packets, &mappings);
        assert_eq!((judged.blank, judged.attributed, judged.wrong, judged.switches), (1, 4, 0, 1));
    }

    #[test]
    fn a_packet_under_a_wrong_name_is_found() {
        let judged = judged(vec![packet(1, 1_000), packet(1, 2_000)], &[mapping(1, 1_000), mapping(2, 2_000)]);
        assert_eq!((judged.wrong, judged.switches), (1, 0));
    }
}
