//! VP8 frames, put together again from the packets they came in.

use std::collections::HashMap;

use rtc::rtp;

/// The payload descriptor's length and whether a frame begins after it (RFC 7741 §4.2).
fn descriptor(payload: &[u8]) -> Option<(usize, bool)> {
    let first = *payload.first()?;
    let begins = first & 0x17 == 0x10;
    if first & 0x80 == 0 {
        return Some((1, begins));
    }
    let extension = *payload.get(1)?;
    let mut length = 2;
    if extension & 0x80 != 0 {
        length += if payload.get(length)? & 0x80 == 0 { 1 } else { 2 };
    }
    length += usize::from(extension & 0x40 != 0) + usize::from(extension & 0x30 != 0);
    Some((length, begins))
}

/// Whether a key frame begins in this packet (RFC 7741 §4.3).
pub(crate) fn begins_key_frame(payload: &[u8]) -> bool {
    let Some((length, true)) = descriptor(payload) else { return false };
    payload.get(length).is_some_and(|first| first & 1 == 0)
}

/// Frames under way, by stream.
#[derive(Debug, Default)]
pub(crate) struct Pictures(HashMap<u32, Begun>);

#[derive(Debug)]
struct Begun {
    next: u16,
    frame: Vec<u8>,
}

impl Pictures {
    /// A whole frame, if this packet is the last one of it and none was missing or out of order.
    pub(crate) fn take(&mut self, packet: &rtp::Packet) -> Option<Vec<u8>> {
        let header = &packet.header;
        let (length, begins) = descriptor(&packet.payload)?;
        let piece = packet.payload.get(length..)?;
        let mut frame = match self.0.remove(&header.ssrc) {
            _ if begins => Vec::new(),
            Some(begun) if begun.next == header.sequence_number => begun.frame,
            _ => return None,
        };
        frame.extend_from_slice(piece);
        if header.marker {
            return Some(frame);
        }
        self.0.insert(header.ssrc, Begun { next: header.sequence_number.wrapping_add(1), frame });
        None
    }
}

/// Bytes of a frame that stay readable: frame tag and, of a key frame, start code and size (RFC 6386 §9.1).
pub(crate) fn clear_length(frame: &[u8]) -> usize {
    if frame.first().is_some_and(|first| first & 1 == 0) { 10 } else { 3 }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn packet(sequence: u16, marker: bool, payload: &'static [u8]) -> rtp::Packet {
        let header = rtp::Header { sequence_number: sequence, marker, ssrc: 7, ..rtp::Header::default() };
        rtp::Packet { header, payload: Bytes::from_static(payload) }
    }

    #[test]
    fn a_frame_is_whole_or_nothing() {
        let mut pictures = Pictures::default();
        assert_eq!(pictures.take(&packet(1, false, &[0x90, 0x80, 0x81, 0x02, 1, 2])), None);
        assert_eq!(pictures.take(&packet(2, true, &[0x80, 0x80, 0x81, 0x02, 3])), Some(vec![1, 2, 3]));
        assert_eq!(pictures.take(&packet(3, true, &[0x10, 4])), Some(vec![4]));
        assert_eq!(pictures.take(&packet(4, false, &[0x90, 0xe0, 0x05, 0x06, 0x07, 5])), None);
        assert_eq!(pictures.take(&packet(6, true, &[0x00, 6])), None, "one is missing");
        assert_eq!(pictures.take(&packet(7, true, &[0x00, 7])), None, "its beginning is missing");
        assert_eq!(pictures.take(&packet(8, true, &[0x90])), None, "cut short");
    }
}
