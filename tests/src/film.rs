//! Films that a browser can decode: VP8 in IVF files, one for each layer of a simulcast, shown by a `webrtc` peer as a camera
//! is. Where a key frame is asked for, the layer goes on at the film's next one.

use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::{BufMut, Bytes, BytesMut};
use rtc::{
    media_stream::MediaStreamTrack,
    rtp,
    rtp_transceiver::rtp_sender::{RTCRtpCodingParameters, RTCRtpEncodingParameters, RtpCodecKind},
};
use webrtc::media_stream::track_local::{TrackLocal, static_rtp::TrackLocalStaticRTP};

use crate::{
    codecs::{VP8, vp8},
    ear::{Ear, locked},
    sdp::Section,
};

/// The names of the layers, from the smallest.
pub const LAYERS: [&str; 2] = ["h", "f"];
/// A film's pace: 15 pictures a second.
const PERIOD: Duration = Duration::from_micros(66_667);
/// The same in ticks of the RTP clock (RFC 7741 §4.1).
const TICKS: u32 = 6_000;
/// Bytes of a picture in one packet.
const PIECE: usize = 1_100;

#[derive(Clone, Debug)]
struct Frame {
    key: bool,
    bytes: Bytes,
}

/// A film, layer by layer from the smallest.
#[derive(Clone, Debug)]
pub struct Film {
    layers: Vec<Vec<Frame>>,
}

impl Film {
    /// Reads `NAME-h.ivf` and `NAME-f.ivf`.
    ///
    /// # Errors
    /// A file is not there or no IVF of VP8.
    pub fn read(folder: &Path, name: &str) -> io::Result<Self> {
        let layers = LAYERS.iter().map(|layer| frames(&std::fs::read(folder.join(format!("{name}-{layer}.ivf")))?));
        Ok(Self { layers: layers.collect::<io::Result<_>>()? })
    }
}

/// A header of 32 bytes, then frames with 12 bytes before each: length, and a time that is not needed here.
fn frames(file: &[u8]) -> io::Result<Vec<Frame>> {
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    let mut rest = file.strip_prefix(b"DKIF").and_then(|rest| rest.get(28..)).ok_or_else(wrong)?;
    let mut frames = Vec::new();
    while let Some((header, body)) = rest.split_at_checked(12) {
        let length = u32::from_le_bytes(header[..4].try_into().expect("four bytes"));
        let (frame, next) = body.split_at_checked(length as usize).ok_or_else(wrong)?;
        // RFC 6386 §9.1: the lowest bit of a key frame is clear.
        let key = frame.first().is_some_and(|first| first & 1 == 0);
        frames.push(Frame { key, bytes: Bytes::copy_from_slice(frame) });
        rest = next;
    }
    if frames.first().is_none_or(|frame| !frame.key) {
        return Err(wrong());
    }
    Ok(frames)
}

/// Numbers of the header extensions of the line, as agreed.
#[derive(Clone, Debug, Default)]
struct Names {
    mid: Option<(u8, Bytes)>,
    rid: Option<u8>,
}

/// Shows a film on a camera's line.
pub struct Projector {
    pub(crate) track: Arc<TrackLocalStaticRTP>,
    film: Film,
    first_ssrc: u32,
    names: Mutex<Names>,
    ear: Arc<Ear>,
    pub(crate) sending: AtomicBool,
    written: AtomicUsize,
}

impl std::fmt::Debug for Projector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Projector").field("first_ssrc", &self.first_ssrc).finish_non_exhaustive()
    }
}

impl Projector {
    pub(crate) fn new(who: u32, film: Film, ear: Arc<Ear>) -> Self {
        let first_ssrc = who.wrapping_add(1).wrapping_mul(1_000) + 500;
        let encoding = |(ssrc, rid): (u32, &str)| RTCRtpEncodingParameters {
            rtp_coding_parameters: RTCRtpCodingParameters {
                rid: rid.to_owned(),
                ssrc: Some(ssrc),
                ..RTCRtpCodingParameters::default()
            },
            codec: vp8(),
            active: true,
            ..RTCRtpEncodingParameters::default()
        };
        let name = format!("{who}-film");
        let encodings = (first_ssrc..).zip(LAYERS).map(encoding).collect();
        let kind = RtpCodecKind::Video;
        let track = MediaStreamTrack::new(format!("stream-{name}"), format!("track-{name}"), name, kind, encodings);
        Self {
            track: Arc::new(TrackLocalStaticRTP::new(track)),
            film,
            first_ssrc,
            names: Mutex::default(),
            ear,
            sending: AtomicBool::new(false),
            written: AtomicUsize::new(0),
        }
    }

    /// By what the receiver tells the layers apart (RFC 8843 §15, RFC 8852 §3.1).
    pub(crate) fn agree(&self, section: &Section) {
        let mid = Bytes::copy_from_slice(section.mid.as_bytes());
        let extension = |uri: &str| section.extensions.get(uri).copied();
        *locked(&self.names) = Names {
            mid: extension("urn:ietf:params:rtp-hdrext:sdes:mid").map(|id| (id, mid)),
            rid: extension("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
        };
    }

    /// Packets written so far.
    #[must_use]
    pub fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// Shows the film over and over.
    pub(crate) async fn run(self: Arc<Self>) {
        let mut clock = tokio::time::interval(PERIOD);
        let mut layers: Vec<Layer> = (self.first_ssrc..).zip(LAYERS).map(|(ssrc, rid)| Layer::new(ssrc, rid)).collect();
        for tick in 0_u32.. {
            clock.tick().await;
            if !self.sending.load(Ordering::Relaxed) {
                continue;
            }
            let asked: BTreeMap<u32, u64> = locked(&self.ear.keyframes_asked).iter().map(|(k, v)| (*k, *v)).collect();
            let names = locked(&self.names).clone();
            for (layer, frames) in layers.iter_mut().zip(&self.film.layers) {
                let asked = asked.get(&layer.ssrc).copied().unwrap_or(0);
                let key = asked > std::mem::replace(&mut layer.answered, asked);
                let frame = layer.next(frames, key);
                for packet in layer.packets(frame, tick.wrapping_mul(TICKS), &names) {
                    if self.track.write_rtp(packet).await.is_ok() {
                        self.written.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        }
    }
}

/// Where one layer stands.
struct Layer {
    ssrc: u32,
    rid: &'static str,
    next: usize,
    answered: u64,
    picture: u16,
    sequence: u16,
}

impl Layer {
    fn new(ssrc: u32, rid: &'static str) -> Self {
        Self { ssrc, rid, next: 0, answered: 0, picture: 0, sequence: 0 }
    }

    fn next<'a>(&mut self, frames: &'a [Frame], key: bool) -> &'a Frame {
        if key {
            let later = frames.iter().enumerate().skip(self.next).find(|(_, frame)| frame.key);
            self.next = later.map_or(0, |(index, _)| index);
        }
        let frame = &frames[self.next % frames.len()];
        self.next = (self.next + 1) % frames.len();
        frame
    }

    fn packets(&mut self, frame: &Frame, timestamp: u32, names: &Names) -> Vec<rtp::Packet> {
        self.picture = (self.picture + 1) & 0x7fff;
        let count = frame.bytes.len().div_ceil(PIECE);
        let pieces = frame.bytes.chunks(PIECE).enumerate().map(|(index, piece)| {
            let mut payload = BytesMut::with_capacity(piece.len() + 4);
            // RFC 7741 §4.2: extended, S on the first packet; a picture id of 15 bits.
            payload.put_slice(&[if index == 0 { 0b1001_0000 } else { 0b1000_0000 }, 0b1000_0000]);
            payload.put_u16(0x8000 | self.picture);
            payload.put_slice(piece);
            self.sequence = self.sequence.wrapping_add(1);
            let mut header = rtp::Header {
                version: 2,
                marker: index + 1 == count,
                payload_type: VP8,
                sequence_number: self.sequence,
                timestamp,
                ssrc: self.ssrc,
                ..rtp::Header::default()
            };
            if let Some((id, mid)) = &names.mid {
                let _ = header.set_extension(*id, mid.clone());
            }
            if let Some(id) = names.rid {
                let _ = header.set_extension(id, Bytes::from_static(self.rid.as_bytes()));
            }
            rtp::Packet { header, payload: payload.freeze() }
        });
        pieces.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ivf(frames: &[&[u8]]) -> Vec<u8> {
        let mut file = b"DKIF".to_vec();
        file.extend([0; 28]);
        for frame in frames {
            file.extend(u32::try_from(frame.len()).unwrap().to_le_bytes());
            file.extend([0; 8]);
            file.extend_from_slice(frame);
        }
        file
    }

    #[test]
    fn a_film_goes_on_at_its_next_key_frame() {
        let long = [1; PIECE + 1];
        let film = frames(&ivf(&[&[0, 1], &long, &[0, 2], &[1, 2]])).unwrap();
        assert!(frames(&ivf(&[&[1]])).is_err(), "it begins with a key frame");
        assert!(frames(&ivf(&[&[0, 1]])[..45]).is_err(), "cut off");
        let mut layer = Layer::new(7, "h");
        assert_eq!(layer.next(&film, true).bytes[..], [0, 1]);
        let packets = layer.packets(layer_frame(&film), 6_000, &Names::default());
        let marks: Vec<_> = packets.iter().map(|packet| (packet.payload[0], packet.header.marker)).collect();
        assert_eq!(marks, [(0x90, false), (0x80, true)]);
        assert_eq!(layer.next(&film, true).bytes[..], [0, 2]);
        assert_eq!(layer.next(&film, true).bytes[..], [0, 1], "from the beginning");
    }

    fn layer_frame(film: &[Frame]) -> &Frame {
        &film[1]
    }
}
