//! What a participant hears: every packet that has come through ICE, DTLS and SRTP, read at the application's end of the
//! chain of interceptors.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use rtc::{
    interceptor::{Interceptor, Packet, StreamInfo, TaggedPacket},
    rtcp::payload_feedbacks::{full_intra_request::FullIntraRequest, picture_loss_indication::PictureLossIndication},
    rtp,
    sansio::Protocol,
    shared::error::Error,
};
use tokio::sync::watch;

use crate::{
    codecs::VP8,
    e2ee::keyring::{Opened, Shared},
    mark::Mark,
    picture::{Pictures, begins_key_frame, clear_length},
};

/// A packet that arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// When.
    pub at: Instant,
    /// The RTP timestamp.
    pub timestamp: u32,
    /// As what it came.
    pub payload_type: u8,
    /// The sequence number.
    pub sequence: u16,
    /// The length of the payload.
    pub length: usize,
    /// What the payload says; none in padding, and where it is sealed and cannot be opened.
    pub mark: Option<Mark>,
    /// Under whose key in which epoch it is sealed, if it is.
    pub kid: Option<u64>,
    /// A picture that can be shown without any before it begins here.
    pub key: bool,
}

/// A sealed frame that was opened: a sound packet, or a picture.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Whose key in which epoch.
    pub kid: u64,
    /// Whether it is a picture.
    pub picture: bool,
    /// The bytes that stay readable.
    pub clear: Vec<u8>,
    /// Header, ciphertext and tag, as they were passed on.
    pub sealed: Vec<u8>,
    /// What was said.
    pub plain: Vec<u8>,
}

/// As many are kept of sounds, and of pictures, as a proof needs.
const SAMPLES: usize = 5_000;

/// What arrives, by stream.
#[derive(Debug, Default)]
pub(crate) struct Ear {
    pub(crate) arrivals: Mutex<HashMap<u32, Vec<Arrival>>>,
    pub(crate) total: AtomicU64,
    /// Key frames asked of the stream with this SSRC.
    pub(crate) keyframes_asked: Mutex<HashMap<u32, u64>>,
    pub(crate) changed: watch::Sender<u64>,
    pub(crate) keyring: OnceLock<Shared>,
    /// Unset: none are kept.
    pub(crate) samples: OnceLock<Mutex<Vec<Sample>>>,
}

/// The value, also after somebody panicked with it.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The application's end of the chain.
pub(crate) struct Listener {
    ear: Arc<Ear>,
    pictures: Pictures,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Listener {
    pub(crate) fn new(ear: Arc<Ear>) -> Self {
        Self { ear, pictures: Pictures::default(), reads: VecDeque::new(), writes: VecDeque::new() }
    }

    fn keep(&self, kid: u64, picture: bool, (clear, sealed): (&[u8], &[u8]), plain: &[u8]) {
        let Some(samples) = self.ear.samples.get() else { return };
        let mut samples = locked(samples);
        if samples.iter().filter(|sample| sample.picture == picture).count() < SAMPLES {
            let (clear, sealed, plain) = (clear.to_vec(), sealed.to_vec(), plain.to_vec());
            samples.push(Sample { kid, picture, clear, sealed, plain });
        }
    }

    fn see(&mut self, packet: &rtp::Packet) {
        let (Some(keyring), Some(_)) = (self.ear.keyring.get(), self.ear.samples.get()) else { return };
        let Some(frame) = self.pictures.take(packet) else { return };
        let clear = clear_length(&frame);
        if let Opened::Sealed(kid, plain) = locked(keyring).open_after(clear, &frame) {
            self.keep(kid, true, frame.split_at(clear), &plain);
        }
    }

    fn hear(&mut self, packet: &rtp::Packet) {
        if packet.header.payload_type == VP8 {
            self.see(packet);
        }
        let header = &packet.header;
        let plain = Mark::find(&packet.payload);
        let opened = match self.ear.keyring.get() {
            Some(keyring) if plain.is_none() => locked(keyring).open(&packet.payload),
            _ => Opened::Plain,
        };
        let (mark, kid) = match opened {
            Opened::Plain => (plain, None),
            Opened::Sealed(kid, plain) => {
                self.keep(kid, false, packet.payload.split_at(1), &plain);
                (Mark::find(&plain), Some(kid))
            }
            Opened::Closed(kid) => (None, Some(kid)),
        };
        let arrival = Arrival {
            at: Instant::now(),
            timestamp: header.timestamp,
            payload_type: header.payload_type,
            sequence: header.sequence_number,
            length: packet.payload.len(),
            mark,
            kid,
            key: header.payload_type == VP8 && begins_key_frame(&packet.payload),
        };
        locked(&self.ear.arrivals).entry(header.ssrc).or_default().push(arrival);
        self.ear.total.fetch_add(1, Ordering::Relaxed);
        if mark.is_some() {
            self.ear.changed.send_modify(|count| *count += 1);
        }
    }
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for Listener {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, message: TaggedPacket) -> Result<(), Error> {
        match &message.message.packet {
            // Not passed on: nobody reads tracks here.
            Packet::Rtp(packet) => self.hear(packet),
            Packet::Rtcp(packets) => {
                for packet in packets {
                    let any = packet.as_any();
                    if any.is::<PictureLossIndication>() || any.is::<FullIntraRequest>() {
                        let mut asked = locked(&self.ear.keyframes_asked);
                        for ssrc in packet.destination_ssrc() {
                            *asked.entry(ssrc).or_default() += 1;
                        }
                    }
                }
            }
            _ => self.reads.push_back(message),
        }
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        self.writes.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for Listener {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}
