//! What a participant sends: marked packets, at the pace of sound and pictures.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use koronailta_signaling::media::Source;
use rtc::{
    media_stream::MediaStreamTrack,
    rtp,
    rtp_transceiver::rtp_sender::{RTCRtpCodingParameters, RTCRtpEncodingParameters, RtpCodecKind},
};
use webrtc::media_stream::track_local::{TrackLocal, static_rtp::TrackLocalStaticRTP};

use crate::{
    codecs::{H264, OPUS, Pictures, VP8, h264, opus, vp8},
    ear::{Ear, locked},
    mark::Mark,
};

/// Louder than this (in −dBov, so a smaller number) is speech.
const LOUD: u8 = 50;
/// In silence one packet of so many goes out: every 400 ms.
const SELDOM: u32 = 20;

/// A track that is sent, marked.
pub struct Sender {
    pub(crate) track: Arc<TrackLocalStaticRTP>,
    ssrc: u32,
    who: u32,
    pub(crate) source: Source,
    pictures: Pictures,
    begun: Instant,
    pub(crate) level_extension: AtomicU8,
    /// In −dBov, as RFC 6464 counts: 0 is loudest, 127 silence.
    pub(crate) level: AtomicU8,
    pub(crate) sending: AtomicBool,
    numbered: AtomicU32,
    ear: Arc<Ear>,
    /// In silence only now and then a packet, as browsers do with DTX (RFC 7587 §3.1.3).
    pub(crate) seldom: AtomicBool,
    /// A key frame now and then though nobody asked.
    pub(crate) key_frames_unasked: AtomicBool,
    /// Number and time of the first loud packet after silence.
    word: Mutex<(bool, Option<(u32, u64)>)>,
    /// Bytes of a picture's payload.
    pub picture_bytes: AtomicU32,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").field("who", &self.who).field("source", &self.source).finish_non_exhaustive()
    }
}

impl Sender {
    /// A track with a stream number of its own, silent yet.
    pub(crate) fn new(
        who: u32,
        (source, pictures): (Source, Pictures),
        place: usize,
        begun: Instant,
        ear: Arc<Ear>,
    ) -> Self {
        let place = u32::try_from(place).expect("few lines") + 1;
        let ssrc = who.wrapping_add(1).wrapping_mul(1_000) + place;
        Self {
            track: track(who, (source, pictures), ssrc),
            ssrc,
            who,
            source,
            pictures,
            begun,
            level_extension: AtomicU8::new(0),
            level: AtomicU8::new(30),
            sending: AtomicBool::new(false),
            numbered: AtomicU32::new(0),
            ear,
            seldom: AtomicBool::new(false),
            key_frames_unasked: AtomicBool::new(true),
            word: Mutex::new((false, None)),
            picture_bytes: AtomicU32::new(200),
        }
    }

    /// Packets written so far.
    #[must_use]
    pub fn written(&self) -> u32 {
        self.numbered.load(Ordering::Relaxed)
    }

    /// Number and time (as in marks) of the first packet of the word that was said last.
    #[must_use]
    pub fn last_word(&self) -> Option<(u32, u64)> {
        locked(&self.word).1
    }

    fn note_word(&self, level: u8, number: u32, written: u64) {
        let mut word = locked(&self.word);
        let loud = level < LOUD;
        if loud && !word.0 {
            word.1 = Some((number, written));
        }
        word.0 = loud;
    }

    /// Key frames that were asked of this track.
    #[must_use]
    pub fn keyframes_asked(&self) -> u64 {
        locked(&self.ear.keyframes_asked).get(&self.ssrc).copied().unwrap_or(0)
    }

    async fn write(&self, timestamp: u32, key: bool) {
        let number = self.numbered.load(Ordering::Relaxed);
        let written = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let mark = Mark { sender: self.who, source: self.source, number, written };
        let audio = matches!(self.source, Source::Microphone | Source::ScreenAudio);
        let sealed = self.ear.keyring.get().filter(|_| audio).map(|keyring| locked(keyring).seal(&mark.opus()));
        let payload = if audio {
            // In an encrypted place nothing is said before there is a key.
            let Some(payload) = sealed.unwrap_or_else(|| Some(mark.opus())) else { return };
            payload
        } else if self.pictures == Pictures::H264 {
            mark.h264(key)
        } else {
            let picture = (number & 0x7fff) as u16;
            mark.vp8(key, picture, self.picture_bytes.load(Ordering::Relaxed) as usize)
        };
        let mut header = rtp::Header {
            version: 2,
            marker: !audio,
            payload_type: match self.pictures {
                _ if audio => OPUS,
                Pictures::H264 => H264,
                _ => VP8,
            },
            sequence_number: (number & 0xffff) as u16,
            timestamp,
            ssrc: self.ssrc,
            ..rtp::Header::default()
        };
        let extension = self.level_extension.load(Ordering::Relaxed);
        if audio && extension != 0 {
            let level = self.level.load(Ordering::Relaxed) & 0x7f;
            self.note_word(level, number, written);
            let _ = header.set_extension(extension, Bytes::copy_from_slice(&[0x80 | level]));
        }
        if self.track.write_rtp(rtp::Packet { header, payload }).await.is_ok() {
            self.numbered.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Sends a packet every 20 ms (sound) or 50 ms (picture) for as long as it is switched on here.
    pub(crate) async fn run(self: Arc<Self>) {
        let audio = matches!(self.source, Source::Microphone | Source::ScreenAudio);
        let (period, step) = if audio { (20, 960) } else { (50, 4_500) };
        let mut clock = tokio::time::interval(Duration::from_millis(period));
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        let start = Instant::now();
        let mut answered = 0;
        loop {
            clock.tick().await;
            if !self.sending.load(Ordering::Relaxed) {
                continue;
            }
            let ticks = u32::try_from(start.elapsed().as_millis() / u128::from(period)).unwrap_or(0);
            let silent = self.level.load(Ordering::Relaxed) & 0x7f >= LOUD;
            if audio && silent && self.seldom.load(Ordering::Relaxed) && !ticks.is_multiple_of(SELDOM) {
                continue;
            }
            let asked = self.keyframes_asked();
            let unasked = self.key_frames_unasked.load(Ordering::Relaxed);
            let key = asked > answered || self.written() == 0 || (unasked && self.written().is_multiple_of(20));
            answered = asked;
            self.write(self.who.wrapping_mul(0x0101_0101).wrapping_add(ticks.wrapping_mul(step)), key).await;
        }
    }
}

fn track(who: u32, (source, pictures): (Source, Pictures), ssrc: u32) -> Arc<TrackLocalStaticRTP> {
    let audio = matches!(source, Source::Microphone | Source::ScreenAudio);
    let (kind, codec) = match pictures {
        _ if audio => (RtpCodecKind::Audio, opus()),
        Pictures::H264 => (RtpCodecKind::Video, h264()),
        _ => (RtpCodecKind::Video, vp8()),
    };
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters { ssrc: Some(ssrc), ..RTCRtpCodingParameters::default() },
        codec,
        active: true,
        ..RTCRtpEncodingParameters::default()
    };
    let name = format!("{who}-{source:?}");
    let track = MediaStreamTrack::new(format!("stream-{name}"), format!("track-{name}"), name, kind, vec![encoding]);
    Arc::new(TrackLocalStaticRTP::new(track))
}
