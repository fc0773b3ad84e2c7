//! One peer connection: its `Rtc`, what it may send, what it sends, and its slots.

mod pictures;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{self, EveningId, PeerId},
    media::{LinePurpose, OfferError, OfferLine, Publication, Scope, Source},
};
use str0m::{
    Event, IceConnectionState, Input, Output, Rtc,
    bwe::{Bitrate, BweKind},
    change::SdpOffer,
    media::{Direction, MediaTime, Mid, Pt, Rid},
    net::{Protocol, Receive},
    rtp::{ExtensionValues, RtpPacket, RtpWrite, Ssrc, Vp8Descriptor},
};

use crate::{
    answer::{complete_answer, narrow_offer},
    coding::Coding,
    demux,
    engine::{Context, Transmit, Transport},
    line::{Line, Measured},
    offer::{self, Offer, source_of},
    path::{Arrival, Path, Proof, Way},
    preroll::Preroll,
    repairs::Loss,
    rtp_munger::Numbers,
    sending::{Layer, Sending, make_sending},
    setup::{add_candidates, build_rtc, forget_sent, make_slot},
    shape::Shape,
    slot::{Origin, Slot},
};

/// Longest payload that is forwarded: with its headers it still fits any path of 1500 octets. (str0m writes into a
/// buffer of 2000 and would panic above it.)
pub(crate) const MAX_PAYLOAD: usize = 1_400;
/// SSRCs of one peer whose lines are remembered; a peer has at most 6 sending streams.
const MAX_ORIGINS: usize = 64;
/// Without a sign of life for so long a peer is lost. Of who sends nothing, reports come every second, and Chromium's checks every 2.5 s.
const SILENCE: Duration = Duration::from_secs(5);
/// A peer that has never connected is given so long.
const CONNECT_PATIENCE: Duration = Duration::from_secs(30);
/// A program has nobody who would try once more, and meanwhile the stage is black.
const PROGRAM_PATIENCE: Duration = Duration::from_secs(10);
/// A receiver shows what is on the stage no later than this after it has come, in milliseconds. By themselves browsers smooth motion where frames
/// have come late, and a page that took seconds on a thin line, and all after it, would wait for seconds more. (At 500 and less Chromium does
/// not hold pictures for their sound any more.)
const STAGE_DELAY_MS: u64 = 600;
/// Packets that may wait in a peer's slots when it moves; the pacer holds them for less than a second.
const MAX_QUEUED: u64 = 1_000;
/// What sabotage does to the timeline of sounds.
const LIPS_APART: Duration = Duration::from_millis(300);
/// Rounds of output for one input; a pacer's burst has some dozens.
const MAX_ROUNDS: usize = 2_000;

/// What a peer's `Rtc` has to say to the room.
#[derive(Debug)]
pub(crate) enum PeerEvent {
    Rtp(Box<RtpPacket>),
    KeyframeWanted(Mid),
    Connected,
    Disconnected,
    Closed,
}

/// Whether media can flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Liveness {
    /// Never connected, since then.
    Connecting(Instant),
    Connected,
    Lost,
}

/// What of a packet is the same for every receiver.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) payload: Arc<[u8]>,
    pub(crate) marker: bool,
    pub(crate) extensions: ExtensionValues,
    pub(crate) vp8: Option<Vp8Descriptor>,
    /// None: a sound.
    pub(crate) coding: Option<Coding>,
}

/// One peer connection.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) id: PeerId,
    rtc: Rtc,
    lines: Vec<OfferLine>,
    offer: Offer,
    pub(crate) allowed: BTreeSet<Source>,
    pub(crate) hidden: BTreeSet<PeerId>,
    /// Where it is; nothing goes from here to another scope.
    pub(crate) scope: Scope,
    /// In an encrypted place: what its frames must look like.
    pub(crate) shape: Option<Shape<RtpPacket>>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) sendings: Vec<Sending>,
    /// The peer's number for several packets in one; none is asked to send so.
    redundant_type: Option<Pt>,
    /// How many earlier packets each packet of a voice carries along.
    pub(crate) redundancy: usize,
    /// Whether what was lost is asked for and sent again.
    repairs: bool,
    /// Of the pictures that it sends.
    loss: Loss,
    /// How far the timeline of sounds is told off; only under sabotage.
    sounds_off: Duration,
    origins: HashMap<Ssrc, Option<(Source, usize)>>,
    pub(crate) preroll: Preroll,
    pub(crate) line: Line,
    path: Path,
    /// What was made of it: few repairs.
    narrow: bool,
    /// Pictures do not wait for the estimator.
    hurries: bool,
    /// What the estimator was told is wanted, in bit/s.
    desired: u64,
    pub(crate) liveness: Liveness,
    heard_at: Instant,
    /// What came last could be opened, so it was the peer's.
    opened: bool,
    /// The latest time that str0m was told; it takes no earlier one.
    driven_at: Instant,
    deadline: Instant,
    dirty: bool,
}

impl Peer {
    /// Answers an offer.
    pub(crate) fn connect(
        now: Instant,
        id: PeerId,
        offer: &str,
        lines: Vec<OfferLine>,
        out: &Context,
    ) -> Result<(Self, String), OfferError> {
        let valid = offer::validate(offer, &lines)?;
        let narrowed = narrow_offer(offer, &valid);
        let parsed = SdpOffer::from_sdp_string(&narrowed).map_err(|_| OfferError::Malformed)?;
        let mut rtc = build_rtc(now, &valid, &out.crypto);
        add_candidates(&mut rtc, &out.config, out.sabotage);
        let answer = rtc.sdp_api().accept_offer(parsed).map_err(|_| OfferError::Malformed)?;
        let answer = complete_answer(&answer.to_sdp_string(), &valid);
        let slots = valid.lines.iter().filter(|line| source_of(line.purpose).is_none());
        let slots: Vec<Slot> = slots.map(|line| make_slot(&mut rtc, line)).collect();
        let sendings: Vec<Sending> =
            valid.lines.iter().filter_map(|line| make_sending(&rtc, line, valid.shows)).collect();
        let mute = |slot: &Slot| slot.payload_type.is_none() && slot.picture_type(Coding::Vp8).is_none();
        let blind = |sending: &Sending| sending.source.is_picture() && sending.picture_type.is_none();
        if slots.iter().any(mute) || sendings.iter().any(blind) {
            return Err(OfferError::NoCommonCodec);
        }
        let redundant_type = rtc.codec_config().params().iter().find_map(str0m::format::PayloadParams::red);
        let line = Line::new(now, valid.transport_feedback);
        let peer = Self {
            id,
            rtc,
            lines,
            offer: valid,
            allowed: BTreeSet::new(),
            hidden: BTreeSet::new(),
            scope: Scope::Evening,
            shape: None,
            slots,
            sendings,
            redundant_type,
            redundancy: 0,
            repairs: !out.sabotage.nack_off,
            loss: Loss::default(),
            sounds_off: if out.sabotage.lips_apart { LIPS_APART } else { Duration::ZERO },
            origins: HashMap::new(),
            preroll: Preroll::default(),
            line,
            path: Path::default(),
            narrow: false,
            hurries: false,
            desired: 0,
            liveness: Liveness::Connecting(now),
            heard_at: now,
            opened: false,
            driven_at: now,
            deadline: now,
            dirty: true,
        };
        Ok((peer, answer))
    }

    /// Answers a repeated offer with the same lines.
    pub(crate) fn restart_ice(&mut self, offer: &str) -> Result<String, OfferError> {
        let valid = offer::validate(offer, &self.lines)?;
        let narrowed = narrow_offer(offer, &valid);
        let parsed = SdpOffer::from_sdp_string(&narrowed).map_err(|_| OfferError::Malformed)?;
        self.dirty = true;
        let answer = self.rtc.sdp_api().accept_offer(parsed).map_err(|_| OfferError::Malformed)?;
        Ok(complete_answer(&answer.to_sdp_string(), &valid))
    }

    /// Our user name fragment in connectivity checks.
    pub(crate) fn ufrag(&mut self) -> String {
        self.rtc.direct_api().local_ice_credentials().ufrag
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.liveness == Liveness::Connected
    }

    /// When the peer's timers want to be driven.
    pub(crate) fn due_at(&self, now: Instant) -> Instant {
        if self.dirty { now } else { self.deadline }
    }

    pub(crate) fn is_due(&self, now: Instant) -> bool {
        self.dirty || self.deadline <= now
    }

    /// Takes a packet from the network.
    pub(crate) fn receive(
        &mut self,
        now: Instant,
        (packet, arrival): (Receive<'_>, Arrival),
        evening: EveningId,
        out: &mut Context,
    ) -> Vec<PeerEvent> {
        let transport = transport_of(packet.proto);
        let way = Way { transport, ours: packet.destination, theirs: packet.source };
        let result = self.rtc.handle_input(Input::Receive(now, packet));
        self.opened = false;
        let events = self.drain(now, result.is_ok(), evening, out);
        let genuine = match arrival {
            Arrival::Media | Arrival::Report => self.opened,
            Arrival::Check { .. } => self.path.has_answered(now, way),
        };
        let arrived = (arrival, if genuine { Proof::Genuine } else { Proof::Missing });
        if self.path.believes(now, way, arrived) {
            self.heard_at = now;
        }
        if !out.sabotage.path_kept && self.path.hear(now, way, arrived) {
            // Nothing is known of the line it has now.
            self.line.connected(now);
        }
        events
    }

    /// Lets time pass and sends what was written.
    pub(crate) fn drive(&mut self, now: Instant, evening: EveningId, out: &mut Context) -> Vec<PeerEvent> {
        self.dirty = false;
        self.driven_at = self.driven_at.max(now);
        let result = self.rtc.handle_input(Input::Timeout(now));
        self.drain(now, result.is_ok(), evening, out)
    }

    fn drain(&mut self, now: Instant, healthy: bool, evening: EveningId, out: &mut Context) -> Vec<PeerEvent> {
        let mut events = Vec::new();
        let mut idle_rounds = 0;
        if !healthy {
            // Whatever the remote side did, only its own connection suffers.
            self.rtc.disconnect();
            events.push(PeerEvent::Closed);
        }
        for _ in 0..MAX_ROUNDS {
            match self.rtc.poll_output() {
                Ok(Output::Transmit(transmit)) => {
                    idle_rounds = 0;
                    let (transport, ours) = (transport_of(transmit.proto), transmit.source);
                    let mut way = Way { transport, ours, theirs: transmit.destination };
                    if demux::is_stun(&transmit.contents) {
                        // An answer, which goes where the check came from.
                        self.path.answer(now, way);
                    } else {
                        way = self.path.way().unwrap_or(way);
                    }
                    out.demux.bind((evening, self.id), way.transport, way.theirs);
                    let contents = Vec::from(transmit.contents).into();
                    let Way { transport, ours: source, theirs: destination } = way;
                    out.transmits.push_back(Transmit { transport, source, destination, contents });
                }
                Ok(Output::Event(event)) => events.extend(self.translate(now, event)),
                Ok(Output::Timeout(at)) => {
                    self.deadline = at;
                    idle_rounds += 1;
                    // The pacer asks to be called again at once after each packet. Where nothing comes of it, a
                    // millisecond's rest keeps a wrong deadline from holding the thread.
                    if at <= now && idle_rounds > 2 {
                        self.deadline = now + Duration::from_millis(1);
                        break;
                    }
                    if at > now || self.rtc.handle_input(Input::Timeout(now)).is_err() {
                        break;
                    }
                }
                Err(_) => {
                    self.rtc.disconnect();
                    events.push(PeerEvent::Closed);
                    break;
                }
            }
        }
        events
    }

    fn translate(&mut self, now: Instant, event: Event) -> Option<PeerEvent> {
        self.opened |= matches!(event, Event::RtpPacket(_) | Event::KeyframeRequest(_) | Event::SenderFeedback(_));
        match event {
            Event::RtpPacket(packet) => Some(PeerEvent::Rtp(Box::new(packet))),
            Event::KeyframeRequest(request) => Some(PeerEvent::KeyframeWanted(request.mid)),
            Event::Connected => Some(PeerEvent::Connected),
            Event::IceConnectionStateChange(IceConnectionState::Disconnected) => Some(PeerEvent::Disconnected),
            Event::IceConnectionStateChange(state) if state.is_connected() && self.rtc.is_connected() => {
                Some(PeerEvent::Connected)
            }
            Event::Closed => Some(PeerEvent::Closed),
            Event::PeerStats(stats) => {
                let (loss, round_trip) = (stats.egress_loss_fraction, stats.rtt);
                self.line.observe(now, Measured { loss, round_trip, sent: stats.peer_bytes_tx });
                None
            }
            Event::EgressBitrateEstimate(BweKind::Twcc { estimate, .. }) => {
                self.line.estimate(now, estimate.as_u64());
                None
            }
            _ => None,
        }
    }

    /// What the liveness timer says: `Some` when the peer came or went by it.
    pub(crate) fn check_liveness(&mut self, now: Instant) -> Option<PeerEvent> {
        let silent = now.saturating_duration_since(self.heard_at) >= SILENCE;
        let patience = if self.offer.shows { PROGRAM_PATIENCE } else { CONNECT_PATIENCE };
        match self.liveness {
            Liveness::Connected if silent => Some(PeerEvent::Disconnected),
            Liveness::Lost if !silent && self.rtc.is_connected() => Some(PeerEvent::Connected),
            Liveness::Connecting(since) if now.saturating_duration_since(since) >= patience => {
                Some(PeerEvent::Disconnected)
            }
            _ => None,
        }
    }

    /// Whether a packet was heard within the liveness limit and the transport is up.
    pub(crate) fn is_audible(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.heard_at) < SILENCE && self.rtc.is_connected()
    }

    /// Says goodbye: RTCP BYE and a DTLS close.
    pub(crate) fn close(&mut self, now: Instant, evening: EveningId, out: &mut Context) {
        let closed = self.rtc.close();
        self.drain(now, closed.is_ok(), evening, out);
    }

    /// Which of its sources a packet belongs to, and which layer.
    pub(crate) fn origin_of(&mut self, packet: &RtpPacket) -> Option<Origin> {
        let ssrc = packet.header.ssrc;
        let known = match self.origins.get(&ssrc) {
            Some(known) => *known,
            None => {
                if self.origins.len() >= MAX_ORIGINS {
                    self.origins.clear();
                }
                let found = self.find_origin(ssrc);
                self.origins.insert(ssrc, found);
                found
            }
        };
        let (source, layer) = known?;
        Some(Origin { publication: Publication { peer: self.id, source }, layer, ssrc: *ssrc })
    }

    fn find_origin(&mut self, ssrc: Ssrc) -> Option<(Source, usize)> {
        let mut api = self.rtc.direct_api();
        let stream = api.stream_rx(&ssrc)?;
        let (mid, rid) = (stream.mid(), stream.rid());
        let sending = self.sendings.iter().find(|sending| sending.mid == mid)?;
        let line = self.offer.lines.iter().find(|line| Mid::from(line.mid.as_str()) == mid);
        if line.is_some_and(|line| line.repairs_sound || line.repeats_pictures) {
            // By itself str0m asks only for what has a repair stream of its own.
            stream.suppress_nack(!self.repairs);
        }
        let is_it = |layer: &Layer| match (&layer.rid, rid) {
            (None, _) => true,
            (Some(ours), Some(theirs)) => Rid::from(ours.as_str()) == theirs,
            (Some(_), None) => false,
        };
        let layer = sending.layers.iter().position(is_it)?;
        Some((sending.source, layer))
    }

    pub(crate) fn sending(&self, source: Source) -> Option<&Sending> {
        self.sendings.iter().find(|sending| sending.source == source)
    }

    pub(crate) fn layer_mut(&mut self, source: Source, layer: usize) -> Option<&mut Layer> {
        self.sendings.iter_mut().find(|sending| sending.source == source)?.layers.get_mut(layer)
    }

    /// Whether it is a program that only shows something.
    pub(crate) fn only_shows(&self) -> bool {
        self.offer.shows
    }

    /// Tells the estimator what is wanted, in bit/s.
    pub(crate) fn set_desired(&mut self, bitrate: u64) {
        // Costs are measured and never stand still; a tenth more or less changes nothing.
        if self.offer.transport_feedback && bitrate.abs_diff(self.desired) > self.desired / 10 {
            self.desired = bitrate;
            self.rtc.bwe().set_bitrate(Bitrate::ZERO, Bitrate::bps(bitrate));
        }
    }

    /// Follows the line's word that it is narrow, or not any more: what was sent before is not repaired.
    pub(crate) fn set_narrow(&mut self, narrow: bool) {
        if std::mem::replace(&mut self.narrow, narrow) == narrow {
            return;
        }
        let Self { slots, rtc, .. } = self;
        for slot in slots.iter().filter(|slot| slot.is_video()) {
            if let Some(stream) = rtc.direct_api().stream_tx_by_mid(slot.mid, None) {
                forget_sent(stream, narrow);
            }
        }
    }

    /// Where the line loses by chance, the estimate falls far below what it carries, and pictures held to it would wait for seconds.
    pub(crate) fn set_hurries(&mut self, hurries: bool) {
        if std::mem::replace(&mut self.hurries, hurries) == hurries {
            return;
        }
        let Self { slots, rtc, .. } = self;
        for slot in slots.iter().filter(|slot| slot.is_video()) {
            if let Some(stream) = rtc.direct_api().stream_tx_by_mid(slot.mid, None) {
                stream.set_unpaced(hurries);
            }
        }
    }

    /// Whether what goes out on this line waits for the estimator's word.
    pub(crate) fn set_unpaced(&mut self, mid: Mid, unpaced: bool) {
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(mid, None) {
            stream.set_unpaced(unpaced || self.hurries);
        }
    }

    /// Sets the estimator anew where it has gone astray.
    pub(crate) fn correct_estimate(&mut self, now: Instant, needed: u64) {
        if let Some(bitrate) = self.line.reset_to(now, needed) {
            self.rtc.bwe().reset(Bitrate::bps(bitrate));
        }
    }

    /// Whether a packet is one of several in one, which nobody was asked to send.
    pub(crate) fn is_redundant(&self, packet: &RtpPacket) -> bool {
        self.redundant_type == Some(packet.header.payload_type)
    }

    /// Writes a packet into a slot; true if it went.
    pub(crate) fn write(
        &mut self,
        now: Instant,
        slot: usize,
        origin: Origin,
        numbers: Numbers,
        outgoing: &Outgoing,
    ) -> bool {
        let Some(slot) = self.slots.get_mut(slot) else { return false };
        let payload_type = match outgoing.coding {
            Some(coding) => slot.picture_type(coding),
            None => slot.payload_type,
        };
        let Some(payload_type) = payload_type else { return false };
        let (mid, nackable) = (slot.mid, slot.is_video() && self.repairs);
        let redundant = slot.redundant_type.and_then(|redundant_type| {
            let payload = &outgoing.payload;
            let carried = slot.redundancy.carry(origin, numbers, payload, payload_type, self.redundancy)?;
            Some((redundant_type, carried))
        });
        let (payload_type, payload) = redundant.unwrap_or_else(|| (payload_type, Arc::clone(&outgoing.payload)));
        let mut api = self.rtc.direct_api();
        let Some(stream) = api.stream_tx_by_mid(mid, None) else { return false };
        let mut extensions = outgoing.extensions.clone();
        if slot.purpose == LinePurpose::StageVideo {
            extensions.play_delay_min = Some(MediaTime::ZERO);
            extensions.play_delay_max = Some(MediaTime::from_millis(STAGE_DELAY_MS));
        }
        let said_at = if slot.is_video() { now } else { now.checked_sub(self.sounds_off).unwrap_or(now) };
        let mut write = RtpWrite::new(payload_type, numbers.sequence.into(), numbers.timestamp, said_at, payload)
            .marker(outgoing.marker)
            .ext_vals(extensions)
            .nackable(nackable);
        if let Some(patch) = outgoing.vp8.as_ref().and_then(|vp8| patch(vp8, numbers)) {
            write = write.vp8_patch(patch);
        }
        stream.write_rtp(write);
        self.dirty = true;
        true
    }

    /// Sends at once what waits in the slots, also of who was in one of them a moment ago, and forgets what the slots
    /// that carry such a publication have sent: after a wall has gone up nothing from before may follow, not even as
    /// a repair.
    pub(crate) fn send_out(
        &mut self,
        now: Instant,
        evening: EveningId,
        out: &mut Context,
        concerned: impl Fn(Publication) -> bool,
    ) -> Vec<PeerEvent> {
        let Self { slots, rtc, .. } = self;
        for slot in &*slots {
            if let Some(stream) = rtc.direct_api().stream_tx_by_mid(slot.mid, None) {
                stream.set_unpaced(true);
            }
        }
        let mut events = Vec::new();
        // At one moment the pacer lets one packet go.
        let from = self.driven_at.max(now);
        for step in 0..MAX_QUEUED {
            let sent = out.transmits.len();
            events.extend(self.drive(from + Duration::from_micros(step), evening, out));
            if out.transmits.len() == sent {
                break;
            }
        }
        let (narrow, hurries) = (self.narrow, self.hurries);
        let Self { slots, rtc, .. } = self;
        for slot in slots {
            slot.redundancy.forget();
            if !slot.is_video() {
                continue;
            }
            let mut api = rtc.direct_api();
            let Some(stream) = api.stream_tx_by_mid(slot.mid, None) else { continue };
            stream.set_unpaced(hurries || slot.backlog.is_paced());
            if slot.carried().is_none_or(&concerned) {
                forget_sent(stream, narrow);
            }
        }
        events
    }

    /// How long the oldest packet of a slot has been waiting before the line.
    pub(crate) fn waits(&mut self, now: Instant, slot: usize) -> Option<Duration> {
        let mid = self.slots.get(slot)?.mid;
        let mut api = self.rtc.direct_api();
        let oldest = api.stream_tx_by_mid(mid, None)?.queue_info()?.first_unsent()?;
        Some(now.saturating_duration_since(oldest))
    }

    /// What waits before the line goes unsent. (str0m empties the queue of a line that stops sending; nothing is negotiated.)
    pub(crate) fn drop_waiting(&mut self, slot: usize) {
        let Some(slot) = self.slots.get(slot) else { return };
        let mut api = self.rtc.sdp_api();
        api.set_direction(slot.mid, Direction::Inactive);
        api.set_direction(slot.mid, Direction::SendOnly);
    }

    /// The name that the client gave one of its lines.
    pub(crate) fn slot_by_name(&self, name: &ids::Mid) -> Option<usize> {
        self.slots.iter().position(|slot| slot.name == *name)
    }

    pub(crate) fn slot_by_mid(&self, mid: Mid) -> Option<usize> {
        self.slots.iter().position(|slot| slot.mid == mid)
    }
}

fn transport_of(protocol: Protocol) -> Transport {
    if protocol == Protocol::Udp { Transport::Udp } else { Transport::Tcp }
}

fn patch(vp8: &Vp8Descriptor, numbers: Numbers) -> Option<str0m::rtp::Vp8Patch> {
    let mut builder = vp8.patch();
    if let Some(index) = numbers.tl0_index {
        builder = builder.tl0_pic_idx(index);
    }
    let Some(id) = numbers.picture_id else { return builder.build().ok() };
    // Some senders use the short form of seven bits (RFC 7741 §4.2).
    builder.picture_id(id).build().or_else(|_| builder.picture_id(id & 0x7f).build()).ok()
}
