//! A participant's media, on the `webrtc` crate: another implementation of ICE, DTLS and SRTP than the server's.
//!
//! Two things are done by hand, where the crate has no word for them. What arrives is read in an interceptor at the
//! application's end of the chain, because a track's queue drops packets when it is full, and every packet counts here;
//! and the number of the audio level extension is taken from the answer, because the crate fills in a track's extensions
//! only where they were known before the offer.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, atomic::Ordering},
    time::Instant,
};

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, OfferLine, Source},
};
use rtc::{
    interceptor::Slot,
    peer_connection::{
        configuration::{
            RTCConfigurationBuilder,
            interceptor_registry::{Registry, register_default_interceptors},
            setting_engine::SettingEngineBuilder,
        },
        sdp::RTCSessionDescription,
    },
    rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit, rtp_sender::RtpCodecKind},
    shared::error::Error,
};
use tokio::{sync::watch, task::JoinHandle, time::timeout};
use webrtc::{
    media_stream::track_local::TrackLocal,
    peer_connection::{
        PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceConnectionState, RTCIceGatheringState,
        RTCPeerConnectionState,
    },
    runtime::default_runtime,
};

use crate::{
    PATIENCE,
    codecs::media_engine,
    e2ee::keyring::Shared,
    ear::{Arrival, Ear, Listener, locked},
    film::{Film, Projector},
    mark::Mark,
    sdp,
    sender::Sender,
};

pub use crate::{codecs::Pictures, ear::Sample};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Fresh,
    Gathered,
    Connected,
    Gone,
}

struct States {
    progress: watch::Sender<Progress>,
    ice_connected: Arc<OnceLock<Instant>>,
}

#[async_trait::async_trait]
impl PeerConnectionEventHandler for States {
    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        if state == RTCIceGatheringState::Complete {
            self.progress.send_if_modified(|progress| {
                let fresh = *progress == Progress::Fresh;
                if fresh {
                    *progress = Progress::Gathered;
                }
                fresh
            });
        }
    }

    async fn on_ice_connection_state_change(&self, state: RTCIceConnectionState) {
        if matches!(state, RTCIceConnectionState::Connected | RTCIceConnectionState::Completed) {
            let _ = self.ice_connected.set(Instant::now());
        }
    }

    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        match state {
            RTCPeerConnectionState::Connected => {
                self.progress.send_replace(Progress::Connected);
            }
            RTCPeerConnectionState::Failed | RTCPeerConnectionState::Closed => {
                self.progress.send_replace(Progress::Gone);
            }
            _ => {}
        }
    }
}

/// A participant's peer connection.
pub struct Peer {
    connection: Box<dyn PeerConnection>,
    progress: watch::Receiver<Progress>,
    ice_connected: Arc<OnceLock<Instant>>,
    ear: Arc<Ear>,
    /// The offer it made, the only one.
    pub offer: String,
    /// The purposes of its lines.
    pub lines: Vec<OfferLine>,
    mids: HashMap<u32, Mid>,
    /// What it sends.
    pub senders: HashMap<Source, Arc<Sender>>,
    /// The film it shows as its camera.
    projector: Option<Arc<Projector>>,
    running: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Peer").field("lines", &self.lines).finish_non_exhaustive()
    }
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
        Self::showing(plan, None).await
    }

    /// The same, with a film as its camera.
    ///
    /// # Panics
    /// When the crate cannot make an offer.
    pub async fn showing(plan: &Plan, film: Option<Film>) -> Self {
        Self::with(plan, film, Pictures::Vp8).await
    }

    /// The same, with pictures that are coded so.
    ///
    /// # Panics
    /// When the crate cannot make an offer.
    pub async fn with(plan: &Plan, film: Option<Film>, pictures: Pictures) -> Self {
        let ear = Arc::new(Ear::default());
        let (states, mut progress) = watch::channel(Progress::Fresh);
        let ice_connected = Arc::new(OnceLock::new());
        let states = States { progress: states, ice_connected: Arc::clone(&ice_connected) };
        let connection = connection(&ear, states, film.is_some(), pictures).await.expect("a peer connection");
        let mut senders = HashMap::new();
        let mut purposes = Vec::new();
        for source in &plan.sources {
            let sender = Sender::new(plan.who, (*source, pictures), purposes.len(), plan.begun, ear.clone());
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
        let projector = film.map(|film| Arc::new(Projector::new(plan.who, film, ear.clone())));
        if let Some(projector) = &projector {
            let local: Arc<dyn TrackLocal> = projector.track.clone();
            let sendonly = direction(RTCRtpTransceiverDirection::Sendonly);
            connection.add_transceiver_from_track(local, Some(sendonly)).await.expect("a sending line");
            purposes.push(LinePurpose::Camera);
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
        Self {
            connection,
            progress,
            ice_connected,
            ear,
            offer,
            lines,
            mids: HashMap::new(),
            senders,
            projector,
            running: Vec::new(),
        }
    }

    /// Seals the microphone with these keys, and opens with them what arrives.
    pub fn seals_with(&self, keyring: &Shared) {
        let _ = self.ear.keyring.set(keyring.clone());
    }

    /// Keeps what it opens, as it was passed on and as it was said.
    pub fn keep_samples(&self) {
        let _ = self.ear.samples.set(std::sync::Mutex::default());
    }

    /// What was kept.
    #[must_use]
    pub fn samples(&self) -> Vec<Sample> {
        self.ear.samples.get().map(|samples| locked(samples).clone()).unwrap_or_default()
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
        let camera = self.lines.iter().position(|line| line.purpose == LinePurpose::Camera);
        if let (Some(projector), Some(section)) = (&self.projector, camera.and_then(|index| sections.get(index))) {
            projector.agree(section);
        }
        let answer = RTCSessionDescription::answer(answer.to_owned()).expect("an answer");
        self.connection.set_remote_description(answer).await.expect("the answer holds");
        let connected = self.progress.wait_for(|progress| matches!(progress, Progress::Connected | Progress::Gone));
        let state = *timeout(PATIENCE, connected).await.expect("connected in time").expect("a state");
        assert_eq!(state, Progress::Connected);
        for sender in self.senders.values() {
            self.running.push(tokio::spawn(sender.clone().run()));
        }
        if let Some(projector) = &self.projector {
            self.running.push(tokio::spawn(projector.clone().run()));
        }
    }

    /// Shows its film, or stops.
    pub fn shows_film(&self, on: bool) {
        if let Some(projector) = &self.projector {
            projector.sending.store(on, Ordering::Relaxed);
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

    /// Sends hardly anything while the microphone is silent.
    pub fn sends_seldom_in_silence(&self) {
        if let Some(sender) = self.senders.get(&Source::Microphone) {
            sender.seldom.store(true, Ordering::Relaxed);
        }
    }

    /// Sends key frames of the camera only when asked.
    pub fn shows_key_frames_on_request(&self) {
        if let Some(sender) = self.senders.get(&Source::Camera) {
            sender.key_frames_unasked.store(false, Ordering::Relaxed);
        }
    }

    /// Number and time (as in marks) of the first packet of the word that the microphone said last.
    #[must_use]
    pub fn last_word(&self) -> Option<(u32, u64)> {
        self.senders.get(&Source::Microphone)?.last_word()
    }

    /// When ICE had found a way.
    #[must_use]
    pub fn ice_connected(&self) -> Option<Instant> {
        self.ice_connected.get().copied()
    }

    /// When the marked packet with this number arrived.
    #[must_use]
    pub fn arrival_of(&self, who: u32, source: Source, number: u32) -> Option<Instant> {
        let is_it = |mark: Mark| mark.sender == who && mark.source == source && mark.number == number;
        self.first(|arrival| arrival.mark.is_some_and(is_it))
    }

    /// When the first key frame of somebody's camera arrived.
    #[must_use]
    pub fn first_key_frame(&self, who: u32) -> Option<Instant> {
        let is_theirs = |mark: Mark| mark.sender == who && mark.source == Source::Camera;
        self.first(|arrival| arrival.key && arrival.mark.is_some_and(is_theirs))
    }

    fn first(&self, is_it: impl Fn(&Arrival) -> bool) -> Option<Instant> {
        let streams = locked(&self.ear.arrivals);
        streams.values().flatten().filter(|arrival| is_it(arrival)).map(|arrival| arrival.at).min()
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

    /// Waits until it has sent so many more packets of its screen.
    ///
    /// # Panics
    /// When it does not in time, or shows none.
    pub async fn shows_on(&self, packets: u32) {
        let sender = self.senders.get(&Source::Screen).expect("it was planned");
        let wanted = sender.written() + packets;
        crate::Deadline::usual().until("it has shown more", || sender.written() >= wanted).await;
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

/// Where media is taken: browser scenes have a network of their own, and name an address of it.
fn own_address() -> String {
    std::env::var("SCENE_MEDIA_ADDRESS").unwrap_or_else(|_| "127.0.0.1".to_owned())
}

async fn connection(
    ear: &Arc<Ear>,
    states: States,
    simulcast: bool,
    pictures: Pictures,
) -> Result<Box<dyn PeerConnection>, Error> {
    let mut engine = media_engine(simulcast, pictures)?;
    let registry = register_default_interceptors(Registry::new(), &mut engine)?;
    // Behind every interceptor of the crate, so that each has done its part when a packet is counted.
    let registry = registry.with(Slot::from(14_000), Listener::new(ear.clone()));
    let settings = SettingEngineBuilder::new().with_include_loopback_candidate(true).build();
    let built = PeerConnectionBuilder::new()
        .with_configuration(RTCConfigurationBuilder::new().build())
        .with_media_engine(engine)
        .with_setting_engine(settings)
        .with_interceptor_registry(registry)
        .with_handler(Arc::new(states))
        .with_runtime(default_runtime().ok_or(Error::ErrConnectionClosed)?)
        .with_udp_addrs(vec![format!("{}:0", own_address())])
        .build()
        .await?;
    Ok(Box::new(built))
}
