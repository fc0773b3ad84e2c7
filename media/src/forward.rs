//! A packet's way through the room: may it pass, whose slots it fills, and how it is written there.

use std::{sync::Arc, time::Instant};

use koronailta_signaling::{
    ids::PeerId,
    media::{LinePurpose, Publication, Report, Scope, Source},
};
use str0m::rtp::{ExtensionValues, RtpPacket, Vp8Descriptor};

use crate::{
    allocator::{Demand, PAGE_OPEN, Share, desired, rest, share},
    backlog::Held,
    coding::Coding,
    engine::Context,
    h264::starts_key_frame,
    layer_selector::{LayerView, select, vp8_key_frame_size},
    order::Ordered,
    peer::{MAX_PAYLOAD, Outgoing},
    preroll::Kept,
    room::Room,
    router::Target,
    rtp_munger::Numbers,
    sabotage::Sabotage,
    sealing::{is_open, may_pass, passing},
    sending::Sending,
    slot::{Origin, Slot, Step},
    speaker::{Rank, is_loud, level_of},
};

/// What a layer is taken to cost until it was measured, in bit/s, from the smallest.
const ASSUMED_BITRATES: [u64; 3] = [150_000, 500_000, 1_500_000];
/// What the copies of a page's screen cost at most over some seconds: browsers are told to send so much.
const PAGES_BITRATES: [u64; 3] = [500_000, 2_500_000, 2_500_000];

impl Room {
    /// Forwards a packet of a peer to the slots it belongs in.
    pub(crate) fn forward(&mut self, now: Instant, from: PeerId, packet: RtpPacket, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let Some(origin) = peer.origin_of(&packet) else { return };
        let source = origin.publication.source;
        if !peer.allowed.contains(&source) && !out.sabotage.mute_off {
            out.stats.packets_dropped_at_ingress += 1;
            return;
        }
        let sending = peer.sendings.iter_mut().find(|sending| sending.source == source);
        if !sending.is_some_and(|sending| sending.allowance.take(now, packet.payload.len())) {
            out.stats.packets_dropped_at_ingress += 1;
            return;
        }
        if source.is_picture() {
            let ordered = peer.take_picture(now, origin, packet);
            self.forward_ordered(now, origin, ordered, out);
        } else if !peer.is_redundant(&packet) {
            self.forward_one(now, origin, packet, out);
        }
    }

    /// Forwards what need not wait any longer for what is missing before it.
    pub(crate) fn forward_waiting(&mut self, now: Instant, from: PeerId, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&from) else { return };
        for (origin, ordered) in peer.release_ordered(now) {
            self.forward_ordered(now, origin, ordered, out);
        }
    }

    fn forward_ordered(&mut self, now: Instant, origin: Origin, ordered: Ordered<RtpPacket>, out: &mut Context) {
        for packet in ordered.packets {
            self.forward_one(now, origin, packet, out);
        }
        if ordered.gave_up {
            tracing::debug!(layer = origin.layer, "packets of a picture are given up");
            let slots = self.peers.values_mut().flat_map(|peer| &mut peer.slots);
            slots.filter(|slot| slot.origin() == Some(origin)).for_each(Slot::lack_key_frame);
        }
    }

    fn forward_one(&mut self, now: Instant, origin: Origin, packet: RtpPacket, out: &mut Context) {
        let Publication { peer: from, source } = origin.publication;
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let coding = peer.coding_of(source, &packet);
        if source.is_picture() && coding.is_none() {
            return;
        }
        if packet.payload.is_empty() || packet.payload.len() > MAX_PAYLOAD {
            return;
        }
        match source {
            Source::Microphone if may_pass(now, peer, &packet, out) => self.forward_voice(now, origin, &packet, out),
            Source::ScreenAudio if may_pass(now, peer, &packet, out) => self.forward_sound(now, origin, &packet, out),
            Source::Microphone | Source::ScreenAudio => {}
            Source::Camera | Source::Screen => match coding {
                Some(Coding::H264(_)) if is_open(peer, out) => self.forward_h264(now, origin, &packet, out),
                Some(Coding::H264(_)) | None => {}
                Some(Coding::Vp8) => {
                    for packet in passing(now, peer, packet, out) {
                        self.forward_vp8(now, origin, &packet, out);
                    }
                }
            },
        }
    }

    fn forward_h264(&mut self, now: Instant, origin: Origin, packet: &RtpPacket, out: &mut Context) {
        let start = starts_key_frame(&packet.payload).then_some(Start { height: None });
        self.forward_picture(now, origin, start, (plain_numbers(packet), outgoing(packet)), out);
    }

    fn forward_vp8(&mut self, now: Instant, origin: Origin, packet: &RtpPacket, out: &mut Context) {
        let Ok(vp8) = Vp8Descriptor::parse(&packet.payload) else { return };
        let height = || vp8_key_frame_size(&packet.payload).map(|(_, height)| height);
        let start = vp8.starts_keyframe(&packet.payload).then(|| Start { height: height() });
        let numbers = Numbers {
            sequence: *packet.seq_no,
            timestamp: packet.header.timestamp,
            picture_id: vp8.picture_id(),
            tl0_index: vp8.tl0_pic_idx(),
        };
        let outgoing = Outgoing { vp8: Some(vp8), ..outgoing(packet) };
        self.forward_picture(now, origin, start, (numbers, outgoing), out);
    }

    fn forward_picture(
        &mut self,
        now: Instant,
        origin: Origin,
        start: Option<Start>,
        (numbers, outgoing): (Numbers, Outgoing),
        out: &mut Context,
    ) {
        let sending = self.peers.get(&origin.publication.peer).and_then(|peer| peer.sending(origin.publication.source));
        let outgoing = Outgoing { coding: sending.map(|sending| sending.coding), ..outgoing };
        let mut overtook = Vec::new();
        let sender = self.peers.get_mut(&origin.publication.peer);
        if let Some(layer) = sender.and_then(|peer| peer.layer_mut(origin.publication.source, origin.layer)) {
            if let Some(Start { height }) = start {
                layer.gate.arrived(now);
                layer.view.height = height.or(layer.view.height);
                overtook = layer.overtook(origin, numbers.sequence);
            }
            layer.keep(origin, numbers, outgoing.clone());
        }
        let scope = self.find_targets(origin.publication);
        for index in 0..self.found.len() {
            let Some((target, slot)) = self.target(index, scope) else { continue };
            let step = slot.offer_picture(now, origin, start.is_some(), numbers);
            self.take_step(now, target, (origin, start.is_some()), step, &outgoing, out);
            if !matches!(step, Step::Fill(_) | Step::ChangeLayer(_)) {
                continue;
            }
            for later in &overtook {
                let Some((target, slot)) = self.target(index, scope) else { continue };
                let step = slot.offer_picture(now, origin, false, later.numbers);
                self.take_step(now, target, (origin, false), step, &later.outgoing, out);
            }
        }
    }

    fn forward_sound(&mut self, now: Instant, origin: Origin, packet: &RtpPacket, out: &mut Context) {
        let (numbers, outgoing) = (plain_numbers(packet), outgoing(packet));
        let scope = self.find_targets(origin.publication);
        for index in 0..self.found.len() {
            let Some((target, slot)) = self.target(index, scope) else { continue };
            let step = slot.offer_sound(now, origin, numbers);
            self.take_step(now, target, (origin, false), step, &outgoing, out);
        }
    }

    fn forward_voice(&mut self, now: Instant, origin: Origin, packet: &RtpPacket, out: &mut Context) {
        let from = origin.publication.peer;
        let level = level_of(packet.header.ext_vals.audio_level, packet.payload.len());
        let Some(peer) = self.peers.get(&from) else { return };
        self.speakers.hear(now, from, peer.scope, level);
        self.forward_sound(now, origin, packet, out);
        if let Some(peer) = self.peers.get_mut(&from) {
            let loud = is_loud(level);
            let (numbers, outgoing) = (plain_numbers(packet), outgoing(packet));
            peer.preroll.keep(Kept { at: now, loud, origin, numbers, outgoing });
        }
        let receivers: Vec<PeerId> = self.peers.keys().copied().collect();
        for receiver in receivers {
            if let Some(slot) = self.seat_for(now, receiver, origin.publication, out.sabotage) {
                self.seat(now, Target { receiver, slot }, from, out);
            }
        }
    }

    /// The slot that the receiver should give to this voice now, if it has none.
    fn seat_for(&self, now: Instant, receiver: PeerId, voice: Publication, sabotage: Sabotage) -> Option<usize> {
        let peer = self.peers.get(&receiver)?;
        if receiver == voice.peer
            || !peer.is_connected()
            || peer.hidden.contains(&voice.peer)
            || self.are_apart(voice.peer, receiver)
        {
            return None;
        }
        let seats = || peer.slots.iter().enumerate().filter(|(_, slot)| slot.is_voice());
        if seats().any(|(_, slot)| slot.carried() == Some(voice)) {
            return None;
        }
        if let Some((free, _)) = seats().find(|(_, slot)| slot.carried().is_none()) {
            return Some(free);
        }
        let rank = |peer| match self.speakers.rank(now, peer) {
            Rank::Beginning if sabotage.preroll_off => Rank::Silent(None),
            rank => rank,
        };
        let claim = |peer| self.floor.claim(peer, rank(peer));
        let own = claim(voice.peer);
        seats()
            .filter_map(|(index, slot)| Some((index, claim(slot.carried()?.peer))))
            .filter(|(_, seated)| own.takes_from(*seated))
            .min_by(|(_, one), (_, other)| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal))
            .map(|(index, _)| index)
    }

    /// Gives a slot to a voice, from the beginning of what it is saying.
    fn seat(&mut self, now: Instant, target: Target, from: PeerId, out: &mut Context) {
        let Some(voice) = self.peers.get(&from) else { return };
        let taken = self.peers.get(&target.receiver).and_then(|peer| peer.slots.get(target.slot)?.carried()).is_some();
        // Who comes into a free slot has no beginning to catch up with.
        let began = taken && self.speakers.rank(now, from) > Rank::Silent(Some(now)) && !out.sabotage.preroll_off;
        let kept = if began { voice.preroll.beginning() } else { voice.preroll.newest().into_iter().collect() };
        for (index, kept) in kept.iter().enumerate() {
            let Some(peer) = self.peers.get_mut(&target.receiver) else { return };
            let Some(slot) = peer.slots.get_mut(target.slot) else { return };
            let step = if index == 0 {
                slot.seat(now, kept.origin, kept.numbers)
            } else {
                slot.offer_sound(now, kept.origin, kept.numbers)
            };
            self.take_step(now, target, (kept.origin, false), step, &kept.outgoing, out);
        }
    }

    /// Writes what a slot made of a packet, and reports who is in the slot now.
    fn take_step(
        &mut self,
        now: Instant,
        target: Target,
        (origin, starts_key_frame): (Origin, bool),
        step: Step,
        outgoing: &Outgoing,
        out: &mut Context,
    ) {
        let numbers = match step {
            Step::Drop => return,
            Step::Forward(numbers) => numbers,
            Step::ChangeLayer(numbers) | Step::Fill(numbers) => {
                self.router.invalidate();
                numbers
            }
        };
        let Some(peer) = self.peers.get_mut(&target.receiver) else { return };
        match peer.slots.get_mut(target.slot).filter(|slot| slot.backlog.holds()) {
            Some(slot) => {
                slot.hold(Held { origin, starts_key_frame, numbers, outgoing: outgoing.clone() });
                out.stats.packets_forwarded += peer.release_held(now);
            }
            None => {
                let numbers = peer.slots.get_mut(target.slot).and_then(|slot| slot.backlog.pass(numbers));
                let written = numbers.is_some_and(|numbers| peer.write(now, target.slot, origin, numbers, outgoing));
                out.stats.packets_forwarded += u64::from(written);
            }
        }
        let Some(slot) = peer.slots.get(target.slot) else { return };
        // Under sabotage the room's slots were announced before.
        let announced = out.sabotage.slot_rule_off && slot.purpose != LinePurpose::AudioSlot;
        if matches!(step, Step::Fill(_)) && !announced {
            let filled = Report::SlotFilled {
                receiver: target.receiver,
                mid: slot.name.clone(),
                publication: origin.publication,
                rtp_timestamp: numbers.timestamp,
            };
            out.reports.push_back((self.evening, filled));
        }
    }

    /// Finds the slots of a publication; returns where its sender is.
    fn find_targets(&mut self, publication: Publication) -> Option<Scope> {
        self.found.clear();
        self.router.find(&self.peers, publication, &mut self.found);
        self.peers.get(&publication.peer).map(|peer| peer.scope)
    }

    /// One of the slots found, unless media cannot flow to it: no slot is behind a wall, and if one were, this is the
    /// last place to notice.
    fn target(&mut self, index: usize, scope: Option<Scope>) -> Option<(Target, &mut Slot)> {
        let target = *self.found.get(index)?;
        let peer =
            self.peers.get_mut(&target.receiver).filter(|peer| peer.is_connected() && Some(peer.scope) == scope)?;
        Some((target, peer.slots.get_mut(target.slot)?))
    }

    /// Shares a receiver's line among its pictures and chooses their layers.
    pub(crate) fn choose_layers(&mut self, now: Instant, receiver: PeerId, out: &mut Context) {
        let Some(peer) = self.peers.get(&receiver) else { return };
        let mut pictures: Vec<usize> =
            (0..peer.slots.len()).filter(|index| peer.slots.get(*index).is_some_and(is_wanted_picture)).collect();
        // The stage comes first, then who speaks; the others follow in the order of the offer.
        let rank = |slot: &Slot| {
            let speaks = slot.wanted().is_some_and(|wanted| Some(wanted.peer) == self.speakers.dominant(peer.scope));
            (slot.purpose != LinePurpose::StageVideo, !speaks)
        };
        pictures.sort_by_key(|index| peer.slots.get(*index).map(rank));
        let demands: Vec<Demand> = pictures.iter().map(|index| self.demand(now, receiver, *index)).collect();
        // Silence costs next to nothing; one voice may begin at any time.
        let speaks = |slot: &&Slot| slot.carried().is_some_and(|voice| self.speakers.is_speaking(voice.peer));
        let voices = peer.slots.iter().filter(|slot| !slot.is_video()).filter(speaks).count().max(1);
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        let budget = if out.sabotage.allocator_off { u64::MAX / 100 } else { peer.line.budget(now) };
        peer.redundancy = if out.sabotage.nack_off { 0 } else { peer.line.redundancy(budget, voices) };
        // Each packet that is carried along costs as much as the voice itself.
        let voices = voices * (1 + peer.redundancy);
        let wanted = desired(voices, &demands);
        peer.set_desired(wanted);
        peer.correct_estimate(now, wanted);
        let narrow = peer.line.is_narrow() && !out.sabotage.allocator_off;
        peer.set_narrow(narrow);
        peer.set_hurries(peer.line.loses_by_chance());
        let shares = share(budget, voices, &demands);
        let estimate = peer.line.estimated().unwrap_or(u64::MAX);
        for (position, (index, share)) in pictures.iter().zip(shares.clone()).enumerate() {
            let rest = rest(budget, voices, &demands, &shares, position);
            // Where nothing shows that the line is narrow, an estimate holds pages up so far and no further.
            let rest = if narrow { rest } else { rest.min(estimate).max(PAGE_OPEN) };
            // Nothing is stopped for an estimate alone.
            let share = if narrow { share } else { share.or(Some(0)) };
            self.apply_share(now, receiver, *index, (share, narrow, rest), out);
        }
        self.report_withheld(receiver, out);
    }

    fn demand(&self, now: Instant, receiver: PeerId, index: usize) -> Demand {
        let slot = self.peers.get(&receiver).and_then(|peer| peer.slots.get(index));
        let Some((publication, height)) = slot.and_then(|slot| Some((slot.wanted()?, slot.wanted_height()?))) else {
            return Demand::default();
        };
        let sender = self.peers.get(&publication.peer);
        let Some(sending) = sender.and_then(|peer| peer.sending(publication.source)) else {
            return Demand::default();
        };
        let views: Vec<_> = sending.layers.iter().map(|layer| layer.view).collect();
        let has = slot.and_then(Slot::cap);
        let top = select(now, &views, height, usize::MAX).unwrap_or(0);
        // A page's key frame makes a second dear and says nothing of the next.
        let most = if sending.is_pages() { PAGES_BITRATES } else { [u64::MAX; 3] };
        let cost = |(layer, view): (usize, &LayerView)| match view.bitrate {
            0 => ASSUMED_BITRATES.get(layer).copied().unwrap_or(ASSUMED_BITRATES[2]),
            measured => measured.min(most.get(layer).copied().unwrap_or(u64::MAX)),
        };
        Demand { layers: views.iter().enumerate().take(top + 1).map(cost).collect(), has, waits: sending.is_pages() }
    }

    fn apply_share(
        &mut self,
        now: Instant,
        receiver: PeerId,
        index: usize,
        (share, narrow, rest): (Share, bool, u64),
        out: &mut Context,
    ) {
        let slot = self.peers.get(&receiver).and_then(|peer| peer.slots.get(index));
        let Some((publication, height)) = slot.and_then(|slot| Some((slot.wanted()?, slot.wanted_height()?))) else {
            return;
        };
        let sender = self.peers.get(&publication.peer).and_then(|peer| peer.sending(publication.source));
        let views: Vec<_> =
            sender.map(|sending| sending.layers.iter().map(|layer| layer.view).collect()).unwrap_or_default();
        let pages = sender.is_some_and(Sending::is_pages);
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        // What waits already is not poured out at once.
        let waits_turn = peer.slots.get(index).is_some_and(|slot| !slot.backlog.is_empty());
        let paced = !out.sabotage.allocator_off && (waits_turn || pages && !peer.line.loses_by_chance());
        peer.pace_page(index, paced.then_some(rest));
        // A page that comes late is better than none; made to catch up, it would never be there.
        let waits = peer.waits(now, index).filter(|_| narrow && !pages);
        let Some(slot) = peer.slots.get_mut(index) else { return };
        let stopped = slot.set_share(now, share, narrow);
        let cap = if pages { slot.copy_cap(now) } else { slot.cap() };
        slot.choose_layer(cap.and_then(|cap| select(now, &views, height, cap)));
        if stopped {
            let cleared = Report::SlotCleared { receiver, mid: slot.name.clone() };
            out.reports.push_back((self.evening, cleared));
            self.router.invalidate();
        }
        let makes_way = narrow && (stopped || slot.make_way(now, waits));
        if makes_way && (stopped || !pages) {
            peer.drop_waiting(index);
        }
    }

    /// Tells whose pictures are stopped, or not any more, to keep the sound, and whose the receiver cannot decode.
    pub(crate) fn report_withheld(&mut self, receiver: PeerId, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        for slot in peer.slots.iter_mut().filter(|slot| slot.is_video()) {
            if let Some(publication) = slot.take_paused() {
                let paused = Report::SlotPaused { receiver, mid: slot.name.clone(), publication };
                out.reports.push_back((self.evening, paused));
            }
            if let Some(publication) = slot.take_undecodable() {
                let undecodable = Report::SlotUndecodable { receiver, mid: slot.name.clone(), publication };
                out.reports.push_back((self.evening, undecodable));
            }
        }
    }

    /// Asks for the key frame that a slot waits for.
    pub(crate) fn ask_for(&mut self, now: Instant, receiver: PeerId, index: usize, sabotage: Sabotage) {
        if sabotage.key_frames_off {
            return;
        }
        // A key frame that comes before it can be passed on is sent for nothing.
        let peer = self.peers.get_mut(&receiver).filter(|peer| peer.is_connected());
        let Some(slot) = peer.and_then(|peer| peer.slots.get_mut(index)).filter(|slot| slot.is_video()) else { return };
        if let Some((publication, layer)) = slot.ask(now) {
            tracing::debug!(layer, "a slot waits for a key frame");
            self.want_key_frame(now, publication, layer);
        }
    }
}

/// A picture that can be shown without any before it begins.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Where it says so itself.
    height: Option<u16>,
}

fn is_wanted_picture(slot: &Slot) -> bool {
    slot.is_video() && slot.wanted().is_some()
}

/// Of a packet in which nothing is counted that other packets refer to.
fn plain_numbers(packet: &RtpPacket) -> Numbers {
    Numbers { sequence: *packet.seq_no, timestamp: packet.header.timestamp, picture_id: None, tl0_index: None }
}

/// Only what is about the media goes on; ids, routing and transport belong to each connection.
fn outgoing(packet: &RtpPacket) -> Outgoing {
    let theirs = &packet.header.ext_vals;
    let extensions = ExtensionValues {
        audio_level: theirs.audio_level,
        voice_activity: theirs.voice_activity,
        video_orientation: theirs.video_orientation,
        ..ExtensionValues::default()
    };
    let payload = Arc::clone(&packet.payload);
    Outgoing { payload, marker: packet.header.marker, extensions, vp8: None, coding: None }
}
