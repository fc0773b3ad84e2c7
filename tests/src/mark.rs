//! Marked media: payloads that any receiver can tell apart, in packets that an SFU takes for Opus and VP8.

use bytes::{BufMut, Bytes, BytesMut};
use koronailta_signaling::media::Source;

/// Stands before every mark; a receiver looks for it, because a repair packet shifts the payload by two bytes.
const MAGIC: [u8; 8] = *b"korona:)";

/// What a payload says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The sender's number in the scene.
    pub sender: u32,
    /// Which of its sources.
    pub source: Source,
    /// Grows by one from packet to packet of that source.
    pub number: u32,
    /// When it was written, in microseconds since the scene's beginning.
    pub written: u64,
}

fn source_byte(source: Source) -> u8 {
    match source {
        Source::Microphone => 0,
        Source::Camera => 1,
        Source::Screen => 2,
        Source::ScreenAudio => 3,
    }
}

fn source_of(byte: u8) -> Option<Source> {
    [Source::Microphone, Source::Camera, Source::Screen, Source::ScreenAudio].get(usize::from(byte)).copied()
}

impl Mark {
    fn write(self, payload: &mut BytesMut) {
        payload.put_slice(&MAGIC);
        payload.put_u32(self.sender);
        payload.put_u8(source_byte(self.source));
        payload.put_u32(self.number);
        payload.put_u64(self.written);
    }

    /// The mark in a payload, if it has one.
    #[must_use]
    pub fn find(payload: &[u8]) -> Option<Self> {
        let at = payload.windows(MAGIC.len()).position(|window| window == MAGIC)? + MAGIC.len();
        let rest = payload.get(at..at + 17)?;
        Some(Self {
            sender: u32::from_be_bytes(rest[..4].try_into().ok()?),
            source: source_of(rest[4])?,
            number: u32::from_be_bytes(rest[5..9].try_into().ok()?),
            written: u64::from_be_bytes(rest[9..17].try_into().ok()?),
        })
    }

    /// An Opus packet of 20 ms (RFC 6716 §3.1: CELT, fullband, one frame).
    #[must_use]
    pub fn opus(self) -> Bytes {
        let mut payload = BytesMut::with_capacity(64);
        payload.put_u8(0b1111_1000);
        self.write(&mut payload);
        payload.freeze()
    }

    /// An H264 picture in one packet, with its parameters where it is a key frame (RFC 6184 §5.6, 5.7.1).
    #[must_use]
    pub fn h264(self, key: bool) -> Bytes {
        let mut payload = BytesMut::with_capacity(64);
        payload.put_slice(if key {
            &[0x78, 0, 4, 0x67, 0x42, 0xe0, 0x1f, 0, 2, 0x68, 0xce, 0, 31, 0x65]
        } else {
            &[0x41]
        });
        self.write(&mut payload);
        payload.freeze()
    }

    /// A VP8 frame in one packet (RFC 7741 §4.2, 4.3), padded to `length`.
    #[must_use]
    pub fn vp8(self, key: bool, picture: u16, length: usize) -> Bytes {
        let mut payload = BytesMut::with_capacity(length.max(64));
        // Extended, start of partition 0; a picture id of 15 bits follows.
        payload.put_slice(&[0b1001_0000, 0b1000_0000]);
        payload.put_u16(0x8000 | (picture & 0x7fff));
        if key {
            // RFC 6386 §9.1: frame tag with key frame and shown, start code, 320 x 180.
            payload.put_slice(&[0b0001_0000, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00]);
        } else {
            payload.put_slice(&[0b0001_0001, 0, 0]);
        }
        self.write(&mut payload);
        if payload.len() < length {
            payload.put_bytes(0, length - payload.len());
        }
        payload.freeze()
    }
}
