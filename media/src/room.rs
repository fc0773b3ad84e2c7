//! The peers of one evening: orders in, packets from peer to peer, reports out.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{self, EveningId, PeerId},
    media::{OfferLine, Order, Publication, Report, Scope, Source},
};
use str0m::{media::Mid, net::Receive};

use crate::{
    engine::Context,
    floor::Floor,
    layer_selector::needed,
    path::Arrival,
    peer::{Liveness, Peer, PeerEvent},
    router::{Router, Target},
    sabotage::Sabotage,
    shape::Shape,
    speaker::Speakers,
};

/// How often layers, liveness and speakers are looked at.
const TICK: Duration = Duration::from_millis(100);
/// Rounds of answering in one turn; a key frame request that is answered by another needs two.
const MAX_ROUNDS: usize = 8;

/// The peers of one evening.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) evening: EveningId,
    pub(crate) peers: BTreeMap<PeerId, Peer>,
    pub(crate) router: Router,
    pub(crate) speakers: Speakers,
    pub(crate) floor: Floor,
    pub(crate) found: Vec<Target>,
    tick_at: Instant,
}

impl Room {
    pub(crate) fn new(now: Instant, evening: EveningId) -> Self {
        Self {
            evening,
            peers: BTreeMap::new(),
            router: Router::default(),
            speakers: Speakers::default(),
            floor: Floor::default(),
            found: Vec::new(),
            tick_at: now,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    /// Carries out an order.
    pub(crate) fn handle_order(&mut self, now: Instant, order: Order, out: &mut Context) {
        match order {
            Order::Connect { peer, offer, lines, allowed, scope } => {
                let scope = if out.sabotage.groups_off { Scope::Evening } else { scope };
                self.connect(now, peer, &offer, lines, out);
                if let Some(peer) = self.peers.get_mut(&peer) {
                    peer.allowed = allowed;
                    peer.scope = scope;
                }
            }
            Order::Place { peer, scope } => self.place(now, peer, scope, out),
            Order::RestartIce { peer, offer } => self.restart_ice(peer, &offer, out),
            Order::Allow { peer, sources } => self.allow(peer, sources, out),
            Order::Encrypt { peer, key_ids } => self.encrypt(now, peer, key_ids),
            Order::SetFloor { holders, over } => self.floor = Floor { holders, over },
            Order::Hide { receiver, hidden } => self.hide(receiver, hidden, out),
            Order::FillSlot { receiver, mid, publication, height, .. } => {
                self.fill(now, receiver, &mid, publication, height, out);
            }
            Order::ClearSlot { receiver, mid } => self.clear(receiver, &mid, out),
            Order::Close { peer } => self.close(now, peer, out),
        }
    }

    fn report(&self, out: &mut Context, report: Report) {
        out.reports.push_back((self.evening, report));
    }

    fn connect(&mut self, now: Instant, id: PeerId, offer: &str, lines: Vec<OfferLine>, out: &mut Context) {
        if self.peers.contains_key(&id) {
            self.close(now, id, out);
        }
        match Peer::connect(now, id, offer, lines, out) {
            Ok((mut peer, answer)) => {
                out.demux.name((self.evening, id), &peer.ufrag());
                self.peers.insert(id, peer);
                self.router.invalidate();
                self.report(out, Report::Answered { peer: id, answer });
            }
            Err(error) => self.report(out, Report::Refused { peer: id, error }),
        }
    }

    fn restart_ice(&mut self, id: PeerId, offer: &str, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        match peer.restart_ice(offer) {
            Ok(answer) => {
                out.demux.name((self.evening, id), &peer.ufrag());
                self.report(out, Report::Answered { peer: id, answer });
            }
            Err(error) => self.report(out, Report::Refused { peer: id, error }),
        }
    }

    fn allow(&mut self, id: PeerId, sources: BTreeSet<Source>, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        peer.allowed = sources;
        let allowed = peer.allowed.clone();
        peer.forget_waiting(|source| !allowed.contains(&source));
        if !allowed.contains(&Source::Microphone) {
            // A word from before the muting must not come out after it.
            peer.preroll.forget();
            self.speakers.forget(id);
        }
        if out.sabotage.mute_off {
            return;
        }
        self.expel(out, None, |publication| publication.peer == id && !allowed.contains(&publication.source));
    }

    /// The peer is elsewhere from now on. Nothing from before comes along: neither what fills slots on either side, nor
    /// what waits to be sent or repaired there, nor the beginning of a word, nor who was speaking.
    fn place(&mut self, now: Instant, id: PeerId, scope: Scope, out: &mut Context) {
        let before = self.peers.get(&id).map(|peer| peer.scope);
        let Some(before) = before.filter(|before| *before != scope && !out.sabotage.groups_off) else { return };
        let together = self.peers.iter().filter(|(_, peer)| peer.scope == before);
        let receivers: Vec<PeerId> = together.map(|(receiver, _)| *receiver).collect();
        for receiver in receivers {
            let Some(peer) = self.peers.get_mut(&receiver) else { continue };
            let events = peer.send_out(now, self.evening, out, |publication| receiver == id || publication.peer == id);
            self.handle_events(now, receiver, events, out);
        }
        let Some(peer) = self.peers.get_mut(&id) else { return };
        peer.scope = scope;
        peer.preroll.forget();
        peer.forget_waiting(|_| true);
        self.speakers.forget(id);
        let here: BTreeSet<PeerId> =
            self.peers.iter().filter(|(_, peer)| peer.scope == scope).map(|(peer, _)| *peer).collect();
        self.expel(out, None, |publication| publication.peer == id);
        self.expel(out, Some(id), |publication| !here.contains(&publication.peer));
    }

    /// Whether a wall stands between the two.
    pub(crate) fn are_apart(&self, sender: PeerId, receiver: PeerId) -> bool {
        let scope = |id| self.peers.get(&id).map(|peer: &Peer| peer.scope);
        scope(sender) != scope(receiver)
    }

    fn encrypt(&mut self, now: Instant, id: PeerId, key_ids: Option<Vec<u64>>) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let Some(key_ids) = key_ids else {
            if let Some(shape) = &mut peer.shape {
                shape.lift();
            }
            return;
        };
        match &mut peer.shape {
            Some(shape) => shape.accept(now, key_ids),
            None => {
                // What was said in the clear stays outside.
                peer.preroll.forget();
                peer.forget_waiting(|_| true);
                peer.shape = Some(Shape::new(now, key_ids, peer.is_connected()));
            }
        }
    }

    fn hide(&mut self, receiver: PeerId, hidden: BTreeSet<PeerId>, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        peer.hidden = hidden;
        let hidden = peer.hidden.clone();
        self.expel(out, Some(receiver), |publication| hidden.contains(&publication.peer));
    }

    /// Empties the slots (of all receivers or one) that carry what is not welcome.
    fn expel(&mut self, out: &mut Context, only: Option<PeerId>, unwelcome: impl Fn(Publication) -> bool) {
        for (receiver, peer) in &mut self.peers {
            if only.is_some_and(|only| only != *receiver) {
                continue;
            }
            for slot in &mut peer.slots {
                if slot.expel(&unwelcome) {
                    let cleared = Report::SlotCleared { receiver: *receiver, mid: slot.name.clone() };
                    out.reports.push_back((self.evening, cleared));
                }
            }
        }
        self.router.invalidate();
    }

    fn fill(
        &mut self,
        now: Instant,
        receiver: PeerId,
        mid: &ids::Mid,
        publication: Publication,
        height: u16,
        out: &mut Context,
    ) {
        let apart = self.are_apart(publication.peer, receiver);
        let sender = self.peers.get(&publication.peer);
        let coding = sender.and_then(|peer| peer.sending(publication.source)).map(|sending| sending.coding);
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        if apart || peer.hidden.contains(&publication.peer) {
            return;
        }
        let Some(index) = peer.slot_by_name(mid) else { return };
        let Some(slot) = peer.slots.get_mut(index).filter(|slot| !slot.is_voice()) else { return };
        if slot.is_video() != publication.source.is_picture() {
            return;
        }
        if coding.is_some_and(|coding| slot.is_video() && slot.picture_type(coding).is_none()) {
            if slot.refuse(publication) {
                self.report(out, Report::SlotCleared { receiver, mid: mid.clone() });
            }
            self.router.invalidate();
            self.report_withheld(receiver, out);
            return;
        }
        // Wanted again before it had left: the room has to hear that it is still there.
        let stays = slot.carried() == Some(publication);
        if (stays || out.sabotage.slot_rule_off) && slot.wanted() != Some(publication) {
            let rtp_timestamp = slot.last_timestamp().unwrap_or(0);
            let filled = Report::SlotFilled { receiver, mid: mid.clone(), publication, rtp_timestamp };
            out.reports.push_back((self.evening, filled));
        }
        slot.fill(now, publication, height);
        self.router.invalidate();
        self.tell_demand(now, out);
        self.choose_layers(now, receiver, out);
        self.ask_for(now, receiver, index, out.sabotage);
        self.send_key_frame_requests(now, out.sabotage);
    }

    /// Tells senders how many layers of their pictures anybody looks at.
    fn tell_demand(&mut self, now: Instant, out: &mut Context) {
        if out.sabotage.demand_off {
            return;
        }
        let mut tallest: BTreeMap<Publication, u16> = BTreeMap::new();
        for slot in self.peers.values().flat_map(|peer| &peer.slots) {
            if let Some((publication, height)) = slot.wanted().zip(slot.wanted_height()).filter(|_| slot.is_video()) {
                let most = tallest.entry(publication).or_default();
                *most = height.max(*most);
            }
        }
        for (id, peer) in &mut self.peers {
            for sending in peer.sendings.iter_mut().filter(|sending| sending.source.is_picture()) {
                let publication = Publication { peer: *id, source: sending.source };
                let views: Vec<_> = sending.layers.iter().map(|layer| layer.view).collect();
                let needed = tallest.get(&publication).map_or(0, |height| needed(&views, *height));
                if let Some(layers) = sending.demand.look(now, needed) {
                    let layers = u8::try_from(layers).unwrap_or(u8::MAX);
                    out.reports.push_back((self.evening, Report::LayersNeeded { publication, layers }));
                }
            }
        }
    }

    fn clear(&mut self, receiver: PeerId, mid: &ids::Mid, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&receiver) else { return };
        let Some(slot) = peer.slots.iter_mut().find(|slot| slot.name == *mid && !slot.is_voice()) else { return };
        if slot.clear() {
            self.report(out, Report::SlotCleared { receiver, mid: mid.clone() });
        }
        self.router.invalidate();
    }

    pub(crate) fn close(&mut self, now: Instant, id: PeerId, out: &mut Context) {
        let Some(mut peer) = self.peers.remove(&id) else { return };
        peer.close(now, self.evening, out);
        out.demux.forget(id);
        self.speakers.forget(id);
        self.expel(out, None, |publication| publication.peer == id);
    }

    pub(crate) fn close_all(&mut self, now: Instant, out: &mut Context) {
        for (id, mut peer) in std::mem::take(&mut self.peers) {
            peer.close(now, self.evening, out);
            out.demux.forget(id);
        }
    }

    /// Takes a packet of one of the peers.
    pub(crate) fn handle_packet(
        &mut self,
        now: Instant,
        id: PeerId,
        packet: (Receive<'_>, Arrival),
        out: &mut Context,
    ) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let events = peer.receive(now, packet, self.evening, out);
        self.handle_events(now, id, events, out);
    }

    fn handle_events(&mut self, now: Instant, id: PeerId, events: Vec<PeerEvent>, out: &mut Context) {
        for event in events {
            match event {
                PeerEvent::Rtp(packet) => self.forward(now, id, *packet, out),
                PeerEvent::KeyframeWanted(mid) => self.key_frame_wanted(now, id, mid, out),
                PeerEvent::Connected => self.connected(now, id, out),
                PeerEvent::Disconnected | PeerEvent::Closed => self.lost(id, out),
            }
        }
    }

    fn connected(&mut self, now: Instant, id: PeerId, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        if peer.liveness == Liveness::Connected || !peer.is_audible(now) {
            return;
        }
        peer.liveness = Liveness::Connected;
        peer.line.connected(now);
        let slots = peer.slots.len();
        self.report(out, Report::Connected { peer: id });
        // At once, not only when time passes: somebody waits for a first picture.
        self.choose_layers(now, id, out);
        for slot in 0..slots {
            self.ask_for(now, id, slot, out.sabotage);
        }
        self.send_key_frame_requests(now, out.sabotage);
    }

    fn lost(&mut self, id: PeerId, out: &mut Context) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        if peer.liveness != Liveness::Lost {
            peer.liveness = Liveness::Lost;
            self.report(out, Report::Lost { peer: id });
        }
    }

    fn key_frame_wanted(&mut self, now: Instant, id: PeerId, mid: Mid, out: &Context) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let Some(slot) = peer.slot_by_mid(mid).and_then(|index| peer.slots.get_mut(index)) else { return };
        let asks = slot.plead(now);
        if let Some(origin) = slot.origin().filter(|_| asks) {
            self.want_key_frame(now, origin.publication, origin.layer);
            self.send_key_frame_requests(now, out.sabotage);
        }
    }

    pub(crate) fn want_key_frame(&mut self, now: Instant, publication: Publication, layer: usize) {
        let peer = self.peers.get_mut(&publication.peer);
        if let Some(layer) = peer.and_then(|peer| peer.layer_mut(publication.source, layer)) {
            layer.gate.want(now);
        }
    }

    pub(crate) fn send_key_frame_requests(&mut self, now: Instant, sabotage: Sabotage) {
        for peer in self.peers.values_mut() {
            peer.ask_key_frames(now, sabotage);
        }
    }

    /// When [`Room::handle_timeout`] wants to be called next.
    pub(crate) fn due_at(&self, now: Instant) -> Option<Instant> {
        let peers = self.peers.values().map(|peer| {
            let due = peer.due_at(now);
            [peer.key_frame_due_at(), peer.held_due_at(now)].into_iter().flatten().fold(due, Instant::min)
        });
        peers.chain((!self.is_empty()).then_some(self.tick_at)).min()
    }

    /// Lets time pass.
    pub(crate) fn handle_timeout(&mut self, now: Instant, out: &mut Context) {
        if self.tick_at <= now {
            self.tick_at = now + TICK;
            self.tick(now, out);
        }
        self.send_key_frame_requests(now, out.sabotage);
        for peer in self.peers.values_mut() {
            out.stats.packets_forwarded += peer.release_held(now);
        }
        for _ in 0..MAX_ROUNDS {
            let due: Vec<PeerId> = self.peers.iter().filter(|(_, peer)| peer.is_due(now)).map(|(id, _)| *id).collect();
            if due.is_empty() {
                return;
            }
            for id in due {
                let Some(peer) = self.peers.get_mut(&id) else { continue };
                let events = peer.drive(now, self.evening, out);
                self.handle_events(now, id, events, out);
            }
        }
    }

    fn tick(&mut self, now: Instant, out: &mut Context) {
        let ids: Vec<PeerId> = self.peers.keys().copied().collect();
        for id in ids {
            if let Some(event) = self.peers.get_mut(&id).and_then(|peer| peer.check_liveness(now)) {
                self.handle_events(now, id, vec![event], out);
            }
            self.forward_waiting(now, id, out);
            self.choose_layers(now, id, out);
            let slots = self.peers.get(&id).map_or(0, |peer| peer.slots.len());
            for slot in 0..slots {
                self.ask_for(now, id, slot, out.sabotage);
            }
        }
        if !out.sabotage.key_frames_off {
            self.peers.values_mut().filter(|peer| peer.only_shows()).for_each(|peer| peer.refresh_pictures(now));
        }
        self.tell_demand(now, out);
        if let Some(peers) = self.speakers.tick(now) {
            self.report(out, Report::Speaking { peers });
        }
    }
}
