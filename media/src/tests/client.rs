//! A participant: an `Rtc` that offers as the web client does, sends marked media and keeps what it receives.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{self, PeerId, Timestamp},
    media::{LinePurpose, OfferLine, Source},
};
use str0m::{
    Candidate, Event, Input, Output, Rtc,
    bwe::Bitrate,
    change::{SdpAnswer, SdpApi, SdpPendingOffer},
    format::Codec,
    media::{Direction, KeyframeRequestKind, MediaKind, Mid, Rid, Simulcast, SimulcastLayer},
    net::{Protocol, Receive},
    rtp::{Extension, ExtensionValues, RtpWrite},
};

/// A packet that came out of a slot.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) mid: ids::Mid,
    pub(super) sequence: u64,
    pub(super) timestamp: u32,
    pub(super) payload: Vec<u8>,
    pub(super) codec: Codec,
    pub(super) at: Instant,
    /// In seconds, as the sender asks.
    pub(super) longest_hold: Option<f64>,
}

impl Received {
    /// Who marked it.
    pub(super) fn mark(&self) -> u8 {
        self.payload.last().copied().unwrap_or(0)
    }

    /// The number under which its sender sent it, and how many milliseconds after the beginning.
    fn origin(&self) -> [u32; 2] {
        let before_mark = self.payload.split_last().and_then(|(_, before)| before.last_chunk::<8>()).unwrap();
        let (number, time) = before_mark.split_at(4);
        [number, time].map(|part| u32::from_be_bytes(part.try_into().unwrap()))
    }

    pub(super) fn number(&self) -> u32 {
        self.origin()[0]
    }

    /// How long it was under way, where the sender was there from `begun` on.
    pub(super) fn age(&self, begun: Instant) -> Duration {
        self.at.duration_since(begun + Duration::from_millis(self.origin()[1].into()))
    }

    pub(super) fn picture_id(&self) -> u16 {
        u16::from_be_bytes([self.payload[2], self.payload[3]]) & 0x7fff
    }
}

/// What a line is sent with.
struct Stream {
    mid: Mid,
    rid: Option<Rid>,
    sequence: u64,
    timestamp: u32,
    picture_id: u16,
    key_frame_wanted: bool,
}

/// What a participant offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kit {
    /// Of a browser that has VP8 alone.
    Page(Camera),
    /// Of one that has H264 too.
    PageWithH264,
    /// A program that shows something on the stage, with H264 alone, or VP8 after it.
    Program { vp8_too: bool },
}

impl Kit {
    fn purposes(self) -> Vec<LinePurpose> {
        match self {
            Self::Page(_) | Self::PageWithH264 => purposes(),
            Self::Program { .. } => vec![LinePurpose::Screen, LinePurpose::ScreenAudio],
        }
    }
}

/// A participant.
pub(super) struct Client {
    pub(super) id: PeerId,
    pub(super) number: u8,
    pub(super) address: SocketAddr,
    pub(super) lines: Vec<OfferLine>,
    pub(super) received: Vec<Received>,
    pub(super) connected: bool,
    pub(super) outbox: Vec<(SocketAddr, Vec<u8>)>,
    pub(super) key_frame_requests: Vec<Instant>,
    /// The newest connectivity check that it sent.
    pub(super) check: Option<Vec<u8>>,
    /// Under what the server wants them sealed.
    pub(super) password: String,
    rtc: Rtc,
    pub(super) begun: Instant,
    /// When it wants time to pass; at once after it has written something.
    due_at: Instant,
    pending: Option<SdpPendingOffer>,
    streams: BTreeMap<(Source, usize), Stream>,
    mids: BTreeMap<Mid, ids::Mid>,
    /// Level of the voice in dB below overload; `None` sends nothing.
    pub(super) voice: Option<u8>,
    /// Sends what looks sealed under this key.
    pub(super) key_id: Option<u64>,
    pub(super) names_levels: bool,
    /// Which layers of which pictures are sent.
    pub(super) pictures: BTreeSet<(Source, usize)>,
    pub(super) screen_sound: bool,
    pub(super) film: Film,
    pub(super) pages: Pages,
    ticks: u32,
    /// What is in the sounds beside who sends them: so that a test can tell those of before from those of after.
    pub(super) chapter: u8,
}

/// How much a picture weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Film {
    /// Two small packets every 20 ms.
    Light,
    /// 25 pictures a second at the bit rates of a real camera's layers, and voices at theirs.
    Real,
}

/// What a shared screen shows, in film like the real one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// It moves all the time.
    Moving,
    /// It stands still, and another page of so many bytes comes now and then.
    Turning { every: Duration, bytes: usize },
}

/// The two copies of a screen, in bit/s, while all moves.
const COPY_BITRATES: [usize; 2] = [500_000, 2_500_000];
const PAGE_HEIGHT: u16 = 1_080;
/// Of a page that stands still, a picture a second.
const STILL: usize = 2_000;
/// Of a real camera's layers from the smallest, in bit/s.
const LAYER_BITRATES: [usize; 3] = [150_000, 500_000, 1_500_000];
/// A real key frame weighs so many times as much as another frame.
const KEY_FRAME_WEIGHT: usize = 3;
const PACKET: usize = 1_100;
const LIGHT_PACKET: usize = 201;
const VOICE_PACKET: usize = 70;

/// The camera's layers; none for a single encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Camera {
    Single,
    Simulcast,
}

pub(super) const AUDIO_SLOTS: usize = 2;
pub(super) const VIDEO_SLOTS: usize = 3;

impl Client {
    pub(super) fn new(now: Instant, number: u8, camera: Camera) -> (Self, String) {
        Self::with(now, number, Kit::Page(camera))
    }

    pub(super) fn with(now: Instant, number: u8, kit: Kit) -> (Self, String) {
        let address = SocketAddr::from(([192, 0, 2, number], 40_000));
        let rtc = Rtc::builder()
            .set_rtp_mode(true)
            .set_extension(6, Extension::PlayoutDelay)
            .clear_codecs()
            .enable_opus(true, false)
            .enable_bwe(Some(Bitrate::mbps(5)));
        let program = matches!(kit, Kit::Program { .. });
        // In the order of preference.
        let rtc = if program { rtc.enable_h264(true) } else { rtc };
        let rtc = rtc.enable_vp8(kit != Kit::Program { vp8_too: false });
        let rtc = if kit == Kit::PageWithH264 { rtc.enable_h264(true) } else { rtc };
        let mut rtc = rtc.build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap());
        let mut api = rtc.sdp_api();
        let mut lines = Vec::new();
        let mut mids = BTreeMap::new();
        let mut streams = BTreeMap::new();
        let camera = if let Kit::Page(camera) = kit { camera } else { Camera::Single };
        for purpose in kit.purposes() {
            let mid = add_line(&mut api, number, purpose, camera, &mut streams);
            let name = ids::Mid(mid.to_string());
            mids.insert(mid, name.clone());
            lines.push(OfferLine { mid: name, purpose });
        }
        let (offer, pending) = api.apply().unwrap();
        let client = Self {
            id: PeerId::new(Timestamp(0), [number; 10]),
            number,
            address,
            lines,
            received: Vec::new(),
            connected: false,
            outbox: Vec::new(),
            key_frame_requests: Vec::new(),
            check: None,
            password: String::new(),
            rtc,
            begun: now,
            due_at: now,
            pending: Some(pending),
            streams,
            mids,
            voice: None,
            key_id: None,
            names_levels: true,
            pictures: BTreeSet::new(),
            screen_sound: false,
            film: Film::Light,
            pages: Pages::Moving,
            ticks: 0,
            chapter: 0,
        };
        (client, offer.to_sdp_string())
    }

    pub(super) fn accept(&mut self, now: Instant, answer: &str) {
        let password = answer.lines().find_map(|line| line.strip_prefix("a=ice-pwd:"));
        password.unwrap().trim().clone_into(&mut self.password);
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(self.pending.take().unwrap(), answer).unwrap();
        self.due_at = now;
        // An ICE restart takes effect here, and forgets the candidates of before.
        self.rtc.add_local_candidate(Candidate::host(self.address, "udp").unwrap());
    }

    /// A new offer with new credentials and the same lines, from another port.
    pub(super) fn restart_ice(&mut self) -> String {
        self.address.set_port(self.address.port() + 1);
        let mut api = self.rtc.sdp_api();
        api.ice_restart(false);
        let (offer, pending) = api.apply().unwrap();
        self.pending = Some(pending);
        offer.to_sdp_string()
    }

    pub(super) fn slots(&self, purpose: LinePurpose) -> Vec<ids::Mid> {
        self.lines.iter().filter(|line| line.purpose == purpose).map(|line| line.mid.clone()).collect()
    }

    pub(super) fn receive(&mut self, now: Instant, source: SocketAddr, destination: SocketAddr, bytes: &[u8]) {
        if destination != self.address {
            return;
        }
        let packet = Receive::new(Protocol::Udp, source, destination, bytes).unwrap();
        self.rtc.handle_input(Input::Receive(now, packet)).unwrap();
        self.drain(now);
    }

    pub(super) fn tick(&mut self, now: Instant) {
        if self.due_at <= now {
            self.rtc.handle_input(Input::Timeout(now)).unwrap();
            self.drain(now);
        }
    }

    fn drain(&mut self, now: Instant) {
        let mut idle = false;
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Transmit(transmit) => {
                    idle = false;
                    if crate::demux::is_stun(&transmit.contents) {
                        self.check = Some(transmit.contents.to_vec());
                    }
                    self.outbox.push((transmit.destination, transmit.contents.to_vec()));
                }
                Output::Event(event) => self.note(now, event),
                // The pacer asks to be called again at once after each packet.
                Output::Timeout(at) if at <= now && !idle => {
                    idle = true;
                    self.rtc.handle_input(Input::Timeout(now)).unwrap();
                }
                Output::Timeout(at) => {
                    self.due_at = at;
                    return;
                }
            }
        }
    }

    fn note(&mut self, now: Instant, event: Event) {
        match event {
            Event::Connected => self.connected = true,
            Event::RtpPacket(packet) => {
                let ssrc = packet.header.ssrc;
                let Some(mid) = self.rtc.direct_api().stream_rx(&ssrc).map(|stream| stream.mid()) else { return };
                let params = self.rtc.codec_config().params().iter();
                let mut params = params.filter(|params| params.pt() == packet.header.payload_type);
                let codec = params.next().map_or(Codec::Unknown, |params| params.spec().codec);
                self.received.push(Received {
                    codec,
                    mid: self.mids[&mid].clone(),
                    sequence: *packet.seq_no,
                    timestamp: packet.header.timestamp,
                    payload: packet.payload.to_vec(),
                    at: now,
                    longest_hold: packet.header.ext_vals.play_delay_max.map(|most| most.as_seconds()),
                });
            }
            Event::KeyframeRequest(request) => {
                self.key_frame_requests.push(now);
                for stream in self.streams.values_mut() {
                    stream.key_frame_wanted |= stream.mid == request.mid && stream.rid == request.rid;
                }
            }
            _ => {}
        }
    }

    /// Says of a slot that it needs a key frame.
    pub(super) fn want_key_frame(&mut self, now: Instant, slot: &ids::Mid) {
        let Some(mid) = self.mids.iter().find(|(_, name)| *name == slot).map(|(mid, _)| *mid) else { return };
        if let Some(stream) = self.rtc.direct_api().stream_rx_by_mid(mid, None) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
        }
        self.due_at = now;
    }

    /// Sends what 20 ms of its script contain.
    pub(super) fn speak_and_show(&mut self, now: Instant) {
        if !self.connected {
            return;
        }
        self.due_at = now;
        if let Some(level) = self.voice {
            let level = self.names_levels.then_some(level);
            self.send_sound(now, Source::Microphone, level);
        }
        if self.screen_sound {
            self.send_sound(now, Source::ScreenAudio, None);
        }
        self.ticks += 1;
        if self.film == Film::Real && self.ticks.is_multiple_of(2) {
            return;
        }
        for (source, layer) in self.pictures.clone() {
            if let Some(bytes) = self.weight(now, source, layer) {
                self.send_picture(now, source, layer, bytes);
            }
        }
    }

    fn payload_type(&self, codec: Codec) -> str0m::media::Pt {
        self.rtc.codec_config().params().iter().find(|params| params.spec().codec == codec).unwrap().pt()
    }

    /// By which codec, under which number, it may send pictures on a line.
    fn agreed(&self, mid: Mid) -> (Codec, str0m::media::Pt) {
        let accepted = self.rtc.media(mid).unwrap().remote_pts();
        let params = accepted.iter().find_map(|pt| {
            let mut all = self.rtc.codec_config().params().iter();
            all.find(|params| params.pt() == *pt && matches!(params.spec().codec, Codec::Vp8 | Codec::H264))
        });
        params.map(|params| (params.spec().codec, params.pt())).unwrap()
    }

    fn send_sound(&mut self, now: Instant, source: Source, level: Option<u8>) {
        let payload_type = self.payload_type(Codec::Opus);
        let mark = self.number;
        let stream = self.streams.get_mut(&(source, 0)).unwrap();
        stream.sequence += 1;
        stream.timestamp = stream.timestamp.wrapping_add(960);
        let extensions = ExtensionValues {
            audio_level: level.map(|level| -level.cast_signed()),
            voice_activity: level.map(|_| true),
            ..ExtensionValues::default()
        };
        let mut payload = match self.key_id {
            Some(key_id) => [vec![0x78], sealed(key_id)].concat(),
            None => vec![0x78, self.chapter],
        };
        if self.film == Film::Real {
            payload.resize(VOICE_PACKET, 0xaa);
        }
        payload.extend(origin(stream.sequence, now.duration_since(self.begun)));
        payload.push(mark);
        let write =
            RtpWrite::new(payload_type, stream.sequence.into(), stream.timestamp, now, payload).ext_vals(extensions);
        let (mid, rid) = (stream.mid, stream.rid);
        self.rtc.direct_api().stream_tx_by_mid(mid, rid).unwrap().write_rtp(write);
    }

    /// What a picture weighs now, in bytes; nothing where nothing has changed.
    fn weight(&self, now: Instant, source: Source, layer: usize) -> Option<usize> {
        let key = self.streams[&(source, layer)].key_frame_wanted;
        let weight = if key { KEY_FRAME_WEIGHT } else { 1 };
        match (source, self.pages) {
            (Source::Screen, Pages::Turning { every, bytes }) => {
                let now = now.duration_since(self.begun);
                let turned = |every: Duration| now.as_millis() % every.as_millis() < 40;
                let still = turned(Duration::from_secs(1)).then_some(STILL);
                if key || turned(every) { Some(bytes) } else { still }
            }
            (Source::Screen, Pages::Moving) => Some(COPY_BITRATES[layer] / 25 / 8 * weight),
            _ => Some(LAYER_BITRATES[layer] / 25 / 8 * weight),
        }
    }

    fn send_picture(&mut self, now: Instant, source: Source, layer: usize, bytes: usize) {
        let mark = self.number;
        let (codec, payload_type) = self.agreed(self.streams[&(source, layer)].mid);
        let stream = self.streams.get_mut(&(source, layer)).unwrap();
        stream.timestamp = stream.timestamp.wrapping_add(if self.film == Film::Real { 3_600 } else { 1_800 });
        stream.picture_id = (stream.picture_id + 1) & 0x7fff;
        let key = std::mem::take(&mut stream.key_frame_wanted);
        let height = if source == Source::Screen { PAGE_HEIGHT } else { 180 << layer };
        let sizes = match self.film {
            Film::Light => vec![LIGHT_PACKET; 2],
            Film::Real => packets(bytes),
        };
        for (index, size) in sizes.iter().enumerate() {
            let last = index + 1 == sizes.len();
            stream.sequence += 1;
            let mut payload = match codec {
                Codec::H264 => h264(index == 0, key),
                _ => vp8(stream.picture_id, index == 0, key, height),
            };
            payload.resize(size - 9, 0xaa);
            payload.extend(origin(stream.sequence, now.duration_since(self.begun)));
            payload.push(mark);
            if let (Some(key_id), 0) = (self.key_id, index) {
                let at = 6 + if key { 10 } else { 3 };
                let header = sealed(key_id);
                payload[at..at + header.len()].copy_from_slice(&header);
            }
            let write = RtpWrite::new(payload_type, stream.sequence.into(), stream.timestamp, now, payload)
                .marker(last)
                .nackable(true);
            let (mid, rid) = (stream.mid, stream.rid);
            self.rtc.direct_api().stream_tx_by_mid(mid, rid).unwrap().write_rtp(write);
        }
    }

    /// How long the picture of a slot stood still at most, from the first to the last packet.
    pub(super) fn longest_gap(&self, mid: &ids::Mid) -> Duration {
        let times: Vec<Instant> =
            self.received.iter().filter(|packet| packet.mid == *mid).map(|packet| packet.at).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
    }
}

/// Adds a line to the offer, and what will be sent on it.
fn add_line(
    api: &mut SdpApi<'_>,
    number: u8,
    purpose: LinePurpose,
    camera: Camera,
    streams: &mut BTreeMap<(Source, usize), Stream>,
) -> Mid {
    let sends = crate::offer::source_of(purpose);
    let direction = if sends.is_some() { Direction::SendOnly } else { Direction::RecvOnly };
    let kind = match purpose {
        LinePurpose::Camera | LinePurpose::Screen | LinePurpose::VideoSlot | LinePurpose::StageVideo => {
            MediaKind::Video
        }
        _ => MediaKind::Audio,
    };
    let rids: &[&str] = match (purpose, camera) {
        (LinePurpose::Camera, Camera::Simulcast) => &["q", "h", "f"],
        (LinePurpose::Screen, Camera::Simulcast) => &["l", "f"],
        _ => &[],
    };
    let simulcast = (!rids.is_empty()).then(|| {
        let mut simulcast = Simulcast::new();
        rids.iter().for_each(|rid| simulcast.add_send_layer(SimulcastLayer::new(rid)));
        simulcast
    });
    let mid = api.add_media(kind, direction, None, None, simulcast);
    let Some(source) = sends else { return mid };
    let rids: Vec<Option<Rid>> =
        if rids.is_empty() { vec![None] } else { rids.iter().map(|rid| Some(Rid::from(*rid))).collect() };
    for (layer, rid) in rids.into_iter().enumerate() {
        let sequence = 60_000 + u64::from(number) * 1000;
        // A wrap of sequence number, timestamp and picture id comes soon.
        let timestamp = u32::MAX - u32::from(number) * 90_000;
        let stream = Stream { mid, rid, sequence, timestamp, picture_id: 32_700, key_frame_wanted: true };
        streams.insert((source, layer), stream);
    }
    mid
}

fn purposes() -> Vec<LinePurpose> {
    let mut purposes =
        vec![LinePurpose::Microphone, LinePurpose::Camera, LinePurpose::Screen, LinePurpose::ScreenAudio];
    purposes.extend([LinePurpose::AudioSlot; AUDIO_SLOTS]);
    purposes.extend([LinePurpose::VideoSlot; VIDEO_SLOTS]);
    purposes.extend([LinePurpose::StageVideo, LinePurpose::StageAudio]);
    purposes
}

/// What an encrypted frame looks like from outside: an SFrame header (RFC 9605 §4.3) and more.
fn sealed(key_id: u64) -> Vec<u8> {
    let bytes = key_id.to_be_bytes();
    let kid = bytes.iter().skip_while(|byte| **byte == 0).copied().collect::<Vec<u8>>();
    let config = 0x80 | (u8::try_from(kid.len()).unwrap() - 1) << 4 | 1;
    [vec![config], kid, vec![0xbb; 20]].concat()
}

/// What a packet tells of itself, before the mark.
fn origin(sequence: u64, time: Duration) -> Vec<u8> {
    let number = u32::try_from(sequence).unwrap();
    let millis = u32::try_from(time.as_millis()).unwrap();
    [number.to_be_bytes(), millis.to_be_bytes()].concat()
}

/// A picture of so many bytes in packets about equal in size.
fn packets(bytes: usize) -> Vec<usize> {
    let count = bytes.div_ceil(PACKET);
    vec![(bytes / count).max(40); count]
}

/// How an H264 packet begins (RFC 6184 §5.7.1, 5.6): parameters, or a slice.
fn h264(first: bool, key: bool) -> Vec<u8> {
    match (first, key) {
        (true, true) => vec![0x78, 0, 4, 0x67, 0x42, 0xe0, 0x1f, 0, 2, 0x68, 0xce],
        (false, true) => vec![0x65, 0x88],
        (_, false) => vec![0x41, 0x9a],
    }
}

/// How a VP8 packet begins (RFC 7741 §4.2, RFC 6386 §9.1).
fn vp8(picture_id: u16, first: bool, key: bool, height: u16) -> Vec<u8> {
    let [high, low] = (picture_id | 0x8000).to_be_bytes();
    let start = if first { 0x90 } else { 0x80 };
    let mut payload = vec![start, 0xe0, high, low, 9, 0];
    if first && key {
        let [low, high] = height.to_le_bytes();
        payload.extend([0x10, 0, 0, 0x9d, 0x01, 0x2a, low, high, low, high]);
    } else {
        payload.push(0x11);
    }
    payload
}
