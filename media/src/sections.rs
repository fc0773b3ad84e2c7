//! Cutting an offer into its m-sections, so far as they matter here.

use std::collections::BTreeMap;

use koronailta_signaling::media::OfferError;

use crate::coding::{Coding, coding_of};

/// Most m-lines in an offer.
pub(crate) const MAX_LINES: usize = 32;
/// A full offer of 14 slots has 24 KB.
const MAX_BYTES: usize = 512 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    SendOnly,
    ReceiveOnly,
    Other,
}

/// One m-section.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub(crate) kind: &'a str,
    pub(crate) mids: Vec<&'a str>,
    pub(crate) direction: Option<Direction>,
    pub(crate) rids: Vec<String>,
    pub(crate) transport_feedback: bool,
    pub(crate) asks_again: bool,
    pub(crate) redundant_type: Option<&'a str>,
    /// In the order of preference.
    payload_types: Vec<&'a str>,
    /// By payload type, in small letters.
    codecs: BTreeMap<&'a str, String>,
    /// As in `a=fmtp`.
    parameters: Vec<(&'a str, &'a str)>,
    /// A payload type means two things.
    ambiguous: bool,
}

/// A picture's format that is forwarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) coding: Coding,
    /// Its payload type, and that of its repairs.
    pub(crate) numbers: Vec<String>,
    /// As the offer has it; of H264 alone.
    pub(crate) profile_level_id: Option<u32>,
}

/// Cuts the offer into its m-sections (RFC 8866 §5), so far as they matter here.
pub(crate) fn sections(offer: &str) -> Result<Vec<Section<'_>>, OfferError> {
    if !offer.starts_with("v=0") {
        return Err(OfferError::Malformed);
    }
    let count = offer.split('\n').filter(|line| line.starts_with("m=")).count();
    if count > MAX_LINES {
        return Err(OfferError::TooManyLines);
    }
    if count == 0 || offer.len() > MAX_BYTES {
        return Err(OfferError::Malformed);
    }
    let mut sections: Vec<Section<'_>> = Vec::with_capacity(count);
    let mut session_direction = None;
    for line in offer.split('\n') {
        let line = line.trim_end_matches('\r');
        if let Some(media) = line.strip_prefix("m=") {
            sections.push(Section {
                kind: media.split(' ').next().unwrap_or_default(),
                mids: Vec::new(),
                direction: session_direction,
                rids: Vec::new(),
                transport_feedback: false,
                asks_again: false,
                redundant_type: None,
                // After the kind, the port and the protocol (RFC 8866 §5.14).
                payload_types: media.split(' ').skip(3).collect(),
                codecs: BTreeMap::new(),
                parameters: Vec::new(),
                ambiguous: false,
            });
        } else if let Some(attribute) = line.strip_prefix("a=") {
            match sections.last_mut() {
                Some(section) => section.read(attribute),
                None => session_direction = direction(attribute).or(session_direction),
            }
        }
    }
    if !numbers_are_unambiguous(&sections) {
        return Err(OfferError::Malformed);
    }
    Ok(sections)
}

/// In one bundle a payload type means one thing, whichever line it stands in (RFC 8843 §9.1), and repairs one other: str0m has one
/// list of codecs for all lines, in which no number may be claimed twice.
fn numbers_are_unambiguous(sections: &[Section<'_>]) -> bool {
    let mut codecs: BTreeMap<&str, &str> = BTreeMap::new();
    let mut repaired: BTreeMap<&str, &str> = BTreeMap::new();
    sections.iter().all(|section| {
        let same = section.codecs.iter().all(|(number, codec)| *codecs.entry(number).or_insert(codec) == codec);
        let mut repairs =
            section.parameters.iter().filter_map(|(number, text)| Some((*number, text.strip_prefix("apt=")?)));
        !section.ambiguous && same && repairs.all(|(number, of)| *repaired.entry(number).or_insert(of) == of)
    })
}

fn direction(attribute: &str) -> Option<Direction> {
    match attribute {
        "sendonly" => Some(Direction::SendOnly),
        "recvonly" => Some(Direction::ReceiveOnly),
        "sendrecv" | "inactive" => Some(Direction::Other),
        _ => None,
    }
}

impl<'a> Section<'a> {
    pub(crate) fn has(&self, codec: &str) -> bool {
        self.codecs.values().any(|offered| offered == codec)
    }

    /// The pictures that are forwarded, in the order of preference.
    pub(crate) fn formats(&self) -> Vec<Format> {
        let format = |number: &&str| {
            let own = self.parameters.iter().find(|(of, _)| of == number);
            let parameters = own.map(|(_, text)| *text).unwrap_or_default();
            let coding = coding_of(self.codecs.get(number)?, parameters)?;
            let repairs = |(repair, text): &(&str, &str)| {
                (text.strip_prefix("apt=") == Some(*number)).then(|| (*repair).to_owned())
            };
            let numbers = std::iter::once((*number).to_owned()).chain(self.parameters.iter().filter_map(repairs));
            let id = parameters.split(';').find_map(|pair| pair.trim().strip_prefix("profile-level-id="));
            let profile_level_id = id.and_then(|id| u32::from_str_radix(id, 16).ok());
            Some(Format { coding, numbers: numbers.collect(), profile_level_id })
        };
        self.payload_types.iter().filter_map(format).collect()
    }

    fn read(&mut self, attribute: &'a str) {
        if let Some(direction) = direction(attribute) {
            self.direction = Some(direction);
        } else if let Some(mid) = attribute.strip_prefix("mid:") {
            self.mids.push(mid.trim());
        } else if let Some((number, format)) = attribute.strip_prefix("rtpmap:").and_then(|map| map.split_once(' ')) {
            let codec = format.split('/').next().unwrap_or_default().to_ascii_lowercase();
            if codec == "red" {
                self.redundant_type = Some(number);
            }
            self.ambiguous |= self.codecs.insert(number, codec.clone()).is_some_and(|before| before != codec);
        } else if let Some((number, text)) = attribute.strip_prefix("fmtp:").and_then(|map| map.split_once(' ')) {
            self.parameters.push((number, text.trim()));
        } else if let Some(simulcast) = attribute.strip_prefix("simulcast:") {
            self.rids = simulcast_rids(simulcast);
        } else if attribute.starts_with("rtcp-fb:") && attribute.ends_with("transport-cc") {
            self.transport_feedback = true;
        } else if attribute.starts_with("rtcp-fb:") && attribute.ends_with(" nack") {
            self.asks_again = true;
        }
    }
}

/// The rids of `send q;h;f` (RFC 8853 §5.1); of alternatives the first counts, and `~` marks a paused one.
fn simulcast_rids(simulcast: &str) -> Vec<String> {
    let mut words = simulcast.split_ascii_whitespace();
    while let (Some(direction), Some(list)) = (words.next(), words.next()) {
        if direction == "send" {
            let rid = |alternatives: &str| alternatives.split(',').next().unwrap_or_default().replace('~', "");
            return list.split(';').map(rid).filter(|rid| !rid.is_empty()).take(4).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn rids_come_from_low_to_high() {
        assert_eq!(simulcast_rids("send q;h;f"), ["q", "h", "f"]);
        assert_eq!(simulcast_rids("recv 1;2 send l,x;~f"), ["l", "f"]);
        assert!(simulcast_rids("recv 1").is_empty());
    }

    const H264: &str = "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 96\r\na=mid:0\r\na=sendonly\r\na=rtpmap:96 VP8/90000\r\n\
        a=rtpmap:102 H264/90000\r\na=fmtp:102 packetization-mode=1; profile-level-id=42e01f\r\n\
        a=rtpmap:103 rtx/90000\r\na=fmtp:103 apt=102\r\n";

    #[test]
    fn formats_stand_in_the_order_of_preference_with_their_repairs() {
        let sections = sections(H264).unwrap();
        let formats = sections[0].formats();
        assert_eq!(formats.iter().map(|format| format.numbers.join(" ")).collect::<Vec<_>>(), ["102 103", "96"]);
        assert_eq!(formats[0].profile_level_id, Some(0x42_e01f));
    }

    #[test]
    fn a_payload_type_means_one_thing_in_the_whole_offer() {
        let other = "m=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=sendonly\r\na=rtpmap:96 opus/48000/2\r\n";
        for twice in [
            "a=rtpmap:102 VP8/90000\r\n",
            "a=fmtp:103 apt=96\r\n",
            other,
            "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:103 rtx/90000\r\na=fmtp:103 apt=96\r\n",
        ] {
            assert_eq!(sections(&format!("{H264}{twice}")).unwrap_err(), OfferError::Malformed, "{twice}");
        }
        let again = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n";
        assert_eq!(sections(&format!("{H264}{again}")).unwrap().len(), 2);
    }
}
