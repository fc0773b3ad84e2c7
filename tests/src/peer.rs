//! A participant's media, on the `webrtc` crate: another implementation of ICE, DTLS and SRTP than the server's.
//!
//! Two things are done by hand, where the crate has no word for them. What arrives is read in an interceptor at the
//! application's end of the chain, because a track's queue drops packets when it is full, and every packet counts here;
//! and the number of the audio level extension is taken from the answer, because the crate fills in a track's extensions
//! only where they were known before the offer.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, OfferLine, Source},
};
use rtc::{
    interceptor::{Interceptor, Packet, Slot, StreamInfo, TaggedPacket},
    media_stream::MediaStreamTrack,
    peer_connection::configuration::{
        RTCConfigurationBuilder,
        interceptor_registry::{Registry, register_default_interceptors},
        media_engine::{MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine},
        setting_engine::SettingEngineBuilder,
    },
    peer_connection::sdp::RTCSessionDescription,
    rtcp::payload_feedbacks::{full_intra_request::FullIntraRequest, picture_loss_indication::PictureLossIndication},
    rtp,
    rtp_transceiver::{
        RTCRtpTransceiverDirection, RTCRtpTransceiverInit,
        rtp_sender::{
            RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
            RTCRtpHeaderExtensionCapability, RtpCodecKind,
        },
    },
    sansio::Protocol,
    shared::error::Error,
};
use tokio::{sync::watch, task::JoinHandle, time::timeout};
use webrtc::{
    media_stream::track_local::{TrackLocal, static_rtp::TrackLocalStaticRTP},
    peer_connection::{
        PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceGatheringState, RTCPeerConnectionState,
    },
    runtime::default_runtime,
};

use crate::{PATIENCE, mark::Mark, sdp};

const OPUS: u8 = 111;
const VP8: u8 = 96;
const RTX: u8 = 97;
const AUDIO_LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

/// How many slots a participant offers.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    /// For voices.
    pub audio: usize,
    /// For faces.
    pub video: usize,
    /// For the stage's picture and sound.
    pub stage: bool,
}

impl Default for Slots {
    fn default() -> Self {
        Self { audio: 4, video: 4, stage: true }
    }
}

/// A packet that arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// When.
    pub at: Instant,
    /// The RTP timestamp.
    pub timestamp: u32,
    /// The sequence number.
    pub sequence: u16,
    /// The length of the payload.
    pub length: usize,
    /// What the payload says; none in padding.
    pub mark: Option<Mark>,
}

/// What arrives, by stream.
#[derive(Debug, Default)]
struct Ear {
    arrivals: Mutex<HashMap<u32, Vec<Arrival>>>,
    total: AtomicU64,
    /// Key frames asked of the stream with this SSRC.
    keyframes_asked: Mutex<HashMap<u32, u64>>,
    changed: watch::Sender<u64>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The application's end of the chain.
struct Listener {
    ear: Arc<Ear>,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Listener {
    fn hear(&self, packet: &rtp::Packet) {
        let header = &packet.header;
        let mark = Mark::find(&packet.payload);
        let arrival = Arrival {
            at: Instant::now(),
            timestamp: header.timestamp,
            sequence: header.sequence_number,
            length: packet.payload.len(),
            mark,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Fresh,
    Gathered,
    Connected,
    Gone,
}

struct States(watch::Sender<Progress>);

#[async_trait::async_trait]
impl PeerConnectionEventHandler for States {
    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        if state == RTCIceGatheringState::Complete {
            self.0.send_if_modified(|progress| {
                let fresh = *progress == Progress::Fresh;
                if fresh {
                    *progress = Progress::Gathered;
                }
                fresh
            });
        }
    }

    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        match state {
            RTCPeerConnectionState::Connected => {
                self.0.send_replace(Progress::Connected);
            }
            RTCPeerConnectionState::Failed | RTCPeerConnectionState::Closed => {
                self.0.send_replace(Progress::Gone);
            }
            _ => {}
        }
    }
}

/// A track that is sent, marked.
pub struct Sender {
    track: Arc<TrackLocalStaticRTP>,
    ssrc: u32,
    who: u32,
    source: Source,
    begun: Instant,
    level_extension: AtomicU8,
    /// In −dBov, as RFC 6464 counts: 0 is loudest, 127 silence.
    level: AtomicU8,
    sending: AtomicBool,
    numbered: AtomicU32,
    ear: Arc<Ear>,
    /// Bytes of a picture's payload.
    pub picture_bytes: AtomicU32,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").field("who", &self.who).field("source", &self.source).finish_non_exhaustive()
    }
}

impl Sender {
    /// Packets written so far.
    #[must_use]
    pub fn written(&self) -> u32 {
        self.numbered.load(Ordering::Relaxed)
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
        let payload = if audio {
            mark.opus()
        } else {
            let picture = (number & 0x7fff) as u16;
            mark.vp8(key, picture, self.picture_bytes.load(Ordering::Relaxed) as usize)
        };
        let mut header = rtp::Header {
            version: 2,
            marker: !audio,
            payload_type: if audio { OPUS } else { VP8 },
            sequence_number: (number & 0xffff) as u16,
            timestamp,
            ssrc: self.ssrc,
            ..rtp::Header::default()
        };
        let extension = self.level_extension.load(Ordering::Relaxed);
        if audio && extension != 0 {
            let level = self.level.load(Ordering::Relaxed) & 0x7f;
            let _ = header.set_extension(extension, Bytes::copy_from_slice(&[0x80 | level]));
        }
        if self.track.write_rtp(rtp::Packet { header, payload }).await.is_ok() {
            self.numbered.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Sends a packet every 20 ms (sound) or 50 ms (picture) for as long as it is switched on here.
    async fn run(self: Arc<Self>) {
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
            let asked = self.keyframes_asked();
            let key = asked > answered || self.written().is_multiple_of(20);
            answered = asked;
            self.write(self.who.wrapping_mul(0x0101_0101).wrapping_add(ticks.wrapping_mul(step)), key).await;
        }
    }
}

/// A participant's peer connection.
pub struct Peer {
    connection: Box<dyn PeerConnection>,
    progress: watch::Receiver<Progress>,
    ear: Arc<Ear>,
    /// The offer it made, the only one.
    pub offer: String,
    /// The purposes of its lines.
    pub lines: Vec<OfferLine>,
    mids: HashMap<u32, Mid>,
    /// What it sends.
    pub senders: HashMap<Source, Arc<Sender>>,
    running: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Peer").field("lines", &self.lines).finish_non_exhaustive()
    }
}

fn feedback(typ: &str, parameter: &str) -> RTCPFeedback {
    RTCPFeedback { typ: typ.to_owned(), parameter: parameter.to_owned() }
}

fn opus() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_OPUS.to_owned(),
        clock_rate: 48_000,
        channels: 2,
        sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
        rtcp_feedback: Vec::new(),
    }
}

fn vp8() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_VP8.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: String::new(),
        rtcp_feedback: vec![feedback("ccm", "fir"), feedback("nack", ""), feedback("nack", "pli")],
    }
}

fn media_engine() -> Result<MediaEngine, Error> {
    let mut engine = MediaEngine::default();
    let register = |engine: &mut MediaEngine, rtp_codec, payload_type, kind| {
        engine.register_codec(RTCRtpCodecParameters { rtp_codec, payload_type }, kind)
    };
    register(&mut engine, opus(), OPUS, RtpCodecKind::Audio)?;
    register(&mut engine, vp8(), VP8, RtpCodecKind::Video)?;
    let rtx = RTCRtpCodec {
        mime_type: MIME_TYPE_RTX.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: format!("apt={VP8}"),
        rtcp_feedback: Vec::new(),
    };
    register(&mut engine, rtx, RTX, RtpCodecKind::Video)?;
    let level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL.to_owned() };
    engine.register_header_extension(level, RtpCodecKind::Audio, None)?;
    Ok(engine)
}

fn track(who: u32, source: Source, ssrc: u32) -> Arc<TrackLocalStaticRTP> {
    let audio = matches!(source, Source::Microphone | Source::ScreenAudio);
    let (kind, codec) = if audio { (RtpCodecKind::Audio, opus()) } else { (RtpCodecKind::Video, vp8()) };
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

fn direction(direction: RTCRtpTransceiverDirection) -> RTCRtpTransceiverInit {
    RTCRtpTransceiverInit { direction, ..RTCRtpTransceiverInit::default() }
}

/// What a participant will have.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The number in the marks.
    pub who: u32,
    /// What it can send.
    pub sources: Vec<Source>,
    /// Where it receives.
    pub slots: Slots,
    /// From when marks count their time.
    pub begun: Instant,
}

impl Peer {
    /// Makes the connection and its one offer. Nothing has been sent to anybody yet.
    ///
    /// # Panics
    /// When the crate cannot make an offer.
    pub async fn new(plan: &Plan) -> Self {
        let ear = Arc::new(Ear::default());
        let (states, mut progress) = watch::channel(Progress::Fresh);
        let connection = connection(&ear, states).await.expect("a peer connection");
        let mut senders = HashMap::new();
        let mut purposes = Vec::new();
        for source in &plan.sources {
            let place = u32::try_from(purposes.len()).expect("few lines") + 1;
            let ssrc = plan.who.wrapping_add(1).wrapping_mul(1_000) + place;
            let sender = Sender {
                track: track(plan.who, *source, ssrc),
                ssrc,
                who: plan.who,
                source: *source,
                begun: plan.begun,
                level_extension: AtomicU8::new(0),
                level: AtomicU8::new(30),
                sending: AtomicBool::new(false),
                numbered: AtomicU32::new(0),
                ear: ear.clone(),
                picture_bytes: AtomicU32::new(200),
            };
            let local: Arc<dyn TrackLocal> = sender.track.clone();
            let sendonly = direction(RTCRtpTransceiverDirection::Sendonly);
            connection.add_transceiver_from_track(local, Some(sendonly)).await.expect("a sending line");
            senders.insert(*source, Arc::new(sender));
            purposes.push(match source {
                Source::Microphone => LinePurpose::Microphone,
                Source::Camera => LinePurpose::Camera,
                Source::Screen => LinePurpose::Screen,
                Source::ScreenAudio => LinePurpose::ScreenAudio,
            });
        }
        for purpose in slot_purposes(plan.slots) {
            let audio = matches!(purpose, LinePurpose::AudioSlot | LinePurpose::StageAudio);
            let kind = if audio { RtpCodecKind::Audio } else { RtpCodecKind::Video };
            let recvonly = direction(RTCRtpTransceiverDirection::Recvonly);
            connection.add_transceiver_from_kind(kind, Some(recvonly)).await.expect("a slot");
            purposes.push(purpose);
        }
        let offer = connection.create_offer(None).await.expect("an offer");
        connection.set_local_description(offer).await.expect("the offer holds");
        let gathered = progress.wait_for(|progress| *progress != Progress::Fresh);
        timeout(PATIENCE, gathered).await.expect("candidates in time").expect("candidates");
        let offer = connection.local_description().await.expect("an offer").sdp;
        let sections = sdp::sections(&offer);
        assert_eq!(sections.len(), purposes.len(), "one line for each purpose:\n{offer}");
        let line = |(section, purpose): (sdp::Section, LinePurpose)| OfferLine { mid: Mid(section.mid), purpose };
        let lines = sections.into_iter().zip(purposes).map(line).collect();
        Self { connection, progress, ear, offer, lines, mids: HashMap::new(), senders, running: Vec::new() }
    }

    /// Takes the answer and waits until media can flow; then the tracks run, all silent yet.
    ///
    /// # Panics
    /// When it is not connected in time.
    pub async fn connect(&mut self, answer: &str) {
        for section in sdp::sections(answer) {
            for ssrc in &section.ssrcs {
                self.mids.insert(*ssrc, Mid(section.mid.clone()));
            }
        }
        let sections = sdp::sections(answer);
        for sender in self.senders.values() {
            let own = self.lines.iter().position(|line| source_of(line.purpose) == Some(sender.source));
            let extension = own.and_then(|index| sections.get(index)).and_then(|section| section.audio_level);
            sender.level_extension.store(extension.unwrap_or(0), Ordering::Relaxed);
        }
        let answer = RTCSessionDescription::answer(answer.to_owned()).expect("an answer");
        self.connection.set_remote_description(answer).await.expect("the answer holds");
        let connected = self.progress.wait_for(|progress| matches!(progress, Progress::Connected | Progress::Gone));
        let state = *timeout(PATIENCE, connected).await.expect("connected in time").expect("a state");
        assert_eq!(state, Progress::Connected);
        for sender in self.senders.values() {
            self.running.push(tokio::spawn(sender.clone().run()));
        }
    }

    /// Sends a source, or stops.
    ///
    /// # Panics
    /// When it was not planned.
    pub fn sends(&self, source: Source, on: bool) {
        self.senders.get(&source).expect("it was planned").sending.store(on, Ordering::Relaxed);
    }

    /// How loud the microphone says it is, in −dBov: 127 is silence.
    pub fn is_loud(&self, level: u8) {
        if let Some(sender) = self.senders.get(&Source::Microphone) {
            sender.level.store(level, Ordering::Relaxed);
        }
    }

    /// What arrived, by slot, in order of arrival.
    #[must_use]
    pub fn arrivals(&self) -> HashMap<Mid, Vec<Arrival>> {
        let mut by_mid: HashMap<Mid, Vec<Arrival>> = HashMap::new();
        for (ssrc, arrivals) in locked(&self.ear.arrivals).iter() {
            let mid = self.mids.get(ssrc).cloned().unwrap_or_else(|| Mid(format!("ssrc {ssrc}")));
            by_mid.entry(mid).or_default().extend(arrivals);
        }
        for arrivals in by_mid.values_mut() {
            arrivals.sort_by_key(|arrival| arrival.at);
        }
        by_mid
    }

    /// What arrived, by stream (SSRC), in order of arrival.
    #[must_use]
    pub fn streams(&self) -> HashMap<u32, Vec<Arrival>> {
        locked(&self.ear.arrivals).clone()
    }

    /// Packets that arrived in all, padding included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.ear.total.load(Ordering::Relaxed)
    }

    /// How many marked packets of a sender's source arrived.
    #[must_use]
    pub fn heard_of(&self, who: u32, source: Source) -> usize {
        self.marks().filter(|mark| mark.sender == who && mark.source == source).count()
    }

    /// How many marked packets of a sender's source arrived that carry this number or a later one.
    #[must_use]
    pub fn heard_from(&self, who: u32, source: Source, number: u32) -> usize {
        let late = |mark: &Mark| mark.sender == who && mark.source == source && mark.number >= number;
        self.marks().filter(late).count()
    }

    fn marks(&self) -> impl Iterator<Item = Mark> {
        let all: Vec<Mark> = locked(&self.ear.arrivals).values().flatten().filter_map(|arrival| arrival.mark).collect();
        all.into_iter()
    }

    /// Forgets what arrived so far.
    pub fn forget(&self) {
        locked(&self.ear.arrivals).clear();
    }

    /// Waits until so many more marked packets of a sender's source have arrived.
    ///
    /// # Panics
    /// When they do not in time.
    pub async fn hears(&self, who: u32, source: Source, packets: usize) {
        let wanted = self.heard_of(who, source) + packets;
        let mut changed = self.ear.changed.subscribe();
        let enough = async {
            while self.heard_of(who, source) < wanted {
                let _ = changed.changed().await;
            }
        };
        if timeout(PATIENCE, enough).await.is_err() {
            panic!("of {source:?} of {who} came {} packets, not {wanted}", self.heard_of(who, source));
        }
    }

    /// Ends the connection.
    pub async fn close(&mut self) {
        for task in self.running.drain(..) {
            task.abort();
        }
        let _ = self.connection.close().await;
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        for task in self.running.drain(..) {
            task.abort();
        }
    }
}

fn source_of(purpose: LinePurpose) -> Option<Source> {
    match purpose {
        LinePurpose::Microphone => Some(Source::Microphone),
        LinePurpose::Camera => Some(Source::Camera),
        LinePurpose::Screen => Some(Source::Screen),
        LinePurpose::ScreenAudio => Some(Source::ScreenAudio),
        _ => None,
    }
}

fn slot_purposes(slots: Slots) -> Vec<LinePurpose> {
    let mut purposes = vec![LinePurpose::AudioSlot; slots.audio];
    purposes.extend(vec![LinePurpose::VideoSlot; slots.video]);
    if slots.stage {
        purposes.extend([LinePurpose::StageVideo, LinePurpose::StageAudio]);
    }
    purposes
}

async fn connection(ear: &Arc<Ear>, states: watch::Sender<Progress>) -> Result<Box<dyn PeerConnection>, Error> {
    let mut engine = media_engine()?;
    let registry = register_default_interceptors(Registry::new(), &mut engine)?;
    let listener = Listener { ear: ear.clone(), reads: VecDeque::new(), writes: VecDeque::new() };
    // Behind every interceptor of the crate, so that each has done its part when a packet is counted.
    let registry = registry.with(Slot::from(14_000), listener);
    let settings = SettingEngineBuilder::new().with_include_loopback_candidate(true).build();
    let built = PeerConnectionBuilder::new()
        .with_configuration(RTCConfigurationBuilder::new().build())
        .with_media_engine(engine)
        .with_setting_engine(settings)
        .with_interceptor_registry(registry)
        .with_handler(Arc::new(States(states)))
        .with_runtime(default_runtime().ok_or(Error::ErrConnectionClosed)?)
        .with_udp_addrs(vec!["127.0.0.1:0".to_owned()])
        .build()
        .await?;
    Ok(Box::new(built))
}
