//! All rooms of one media thread.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    net::SocketAddr,
    sync::Arc,
    time::Instant,
};

use bytes::Bytes;
use koronailta_signaling::{
    ids::EveningId,
    media::{Order, Report},
};
use str0m::{
    crypto::CryptoProvider,
    ice::TransId,
    net::{Protocol, Receive},
};

use crate::{
    demux::{Demux, Turned, transaction},
    path::Arrival,
    room::Room,
    sabotage::Sabotage,
};

/// Longer packets are not WebRTC's.
const MAX_PACKET: usize = 1_500;

/// Over what a packet travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// A UDP datagram.
    Udp,
    /// A frame of an ICE-TCP connection (RFC 4571), without its length.
    Tcp,
}

/// What the engine needs to know of its thread.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// Addresses that clients can reach, put into the answers as host candidates for UDP and passive TCP.
    pub public_addresses: Vec<SocketAddr>,
}

/// A packet to send.
#[derive(Clone, Debug)]
pub struct Transmit {
    /// Over what.
    pub transport: Transport,
    /// From which of our addresses.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// The bytes.
    pub contents: Bytes,
}

/// Counters since the engine was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EngineStats {
    /// RTP packets written to a receiver's slot.
    pub packets_forwarded: u64,
    /// RTP packets of a source that its sender is not allowed, or above what is passed on of one.
    pub packets_dropped_at_ingress: u64,
    /// Packets that belong to no peer.
    pub packets_from_unknown: u64,
    /// Connectivity checks of a peer that has already come from too many addresses, or that were sent again from another one.
    pub checks_refused: u64,
    /// Frames in encrypted places that were sealed under an accepted key, and forwarded.
    pub frames_sealed: u64,
    /// Frames dropped there under a key of their sender that is not accepted any more, or not yet.
    pub frames_stale: u64,
    /// Frames dropped there because they do not look encrypted.
    pub frames_open: u64,
}

/// What rooms share: where their output goes, and what they need to make peers.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) config: EngineConfig,
    pub(crate) crypto: Arc<CryptoProvider>,
    pub(crate) demux: Demux,
    pub(crate) transmits: VecDeque<Transmit>,
    pub(crate) reports: VecDeque<(EveningId, Report)>,
    pub(crate) stats: EngineStats,
    pub(crate) sabotage: Sabotage,
}

/// All rooms of one media thread.
///
/// After any input the driver calls [`Engine::handle_timeout`] once (for a whole batch of packets and orders), then
/// drains [`Engine::poll_transmit`] and [`Engine::poll_report`].
#[derive(Debug)]
pub struct Engine {
    pub(crate) rooms: BTreeMap<EveningId, Room>,
    context: Context,
    /// When each room wants time to pass.
    due: BTreeSet<(Instant, EveningId)>,
    due_of: BTreeMap<EveningId, Instant>,
    /// Rooms that got input since time passed.
    touched: BTreeSet<EveningId>,
    last: Option<Instant>,
}

impl Context {
    /// Whether among what was written after the first so many packets is the answer to this check.
    fn has_answered(&self, check: TransId, to: (Transport, SocketAddr), sent: usize) -> bool {
        let mut since = self.transmits.iter().skip(sent);
        since.any(|packet| (packet.transport, packet.destination) == to && transaction(&packet.contents) == Some(check))
    }
}

impl Engine {
    /// An engine without rooms.
    #[must_use]
    pub fn new(config: EngineConfig) -> Self {
        let context = Context {
            config,
            crypto: Arc::new(str0m::crypto::from_feature_flags()),
            demux: Demux::default(),
            transmits: VecDeque::new(),
            reports: VecDeque::new(),
            stats: EngineStats::default(),
            sabotage: Sabotage::from_environment(),
        };
        Self {
            rooms: BTreeMap::new(),
            context,
            due: BTreeSet::new(),
            due_of: BTreeMap::new(),
            touched: BTreeSet::new(),
            last: None,
        }
    }

    /// Carries out an order of a room.
    pub fn handle_order(&mut self, now: Instant, evening: EveningId, order: Order) {
        self.last = Some(now);
        let room = self.rooms.entry(evening).or_insert_with(|| Room::new(now, evening));
        room.handle_order(now, order, &mut self.context);
        self.touched.insert(evening);
    }

    /// Closes all peers of the room and forgets it.
    pub fn close_room(&mut self, now: Instant, evening: EveningId) {
        if let Some(mut room) = self.rooms.remove(&evening) {
            room.close_all(now, &mut self.context);
        }
        self.touched.remove(&evening);
        self.schedule(evening, None);
    }

    /// Closes all peers of all rooms.
    pub fn close_all(&mut self, now: Instant) {
        while let Some(evening) = self.rooms.keys().next().copied() {
            self.close_room(now, evening);
        }
    }

    /// What was counted so far.
    #[must_use]
    pub fn stats(&self) -> EngineStats {
        self.context.stats
    }

    /// How many peers there are now.
    #[must_use]
    pub fn peer_count(&self) -> usize {
        self.rooms.values().map(|room| room.peers.len()).sum()
    }

    /// Takes a packet from the network. Whatever belongs to no peer is dropped.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        transport: Transport,
        source: SocketAddr,
        destination: SocketAddr,
        contents: &[u8],
    ) {
        self.last = Some(now);
        let found = match contents.len() {
            ..=MAX_PACKET => self.context.demux.find(now, (transport, source), contents),
            _ => Err(Turned::Unknown),
        };
        let ((evening, peer), arrival) = match found {
            Ok(found) => found,
            Err(Turned::Unknown) => {
                self.context.stats.packets_from_unknown += 1;
                return;
            }
            Err(Turned::TooMany | Turned::Repeated) => {
                self.context.stats.checks_refused += 1;
                return;
            }
        };
        let protocol = match transport {
            Transport::Udp => Protocol::Udp,
            Transport::Tcp => Protocol::Tcp,
        };
        let Ok(packet) = Receive::new(protocol, source, destination, contents) else { return };
        if let Some(room) = self.rooms.get_mut(&evening) {
            let sent = self.context.transmits.len();
            room.handle_packet(now, peer, (packet, arrival), &mut self.context);
            self.touched.insert(evening);
            if let Arrival::Check { .. } = arrival
                && let Some(check) = transaction(contents)
                && self.context.has_answered(check, (transport, source), sent)
            {
                self.context.demux.answered((evening, peer), (transport, source), check);
            }
        }
    }

    /// When [`Engine::handle_timeout`] wants to be called next; at once after input.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Instant> {
        if !self.touched.is_empty() {
            return self.last;
        }
        self.due.first().map(|(at, _)| *at)
    }

    /// Lets time pass, and sends what was written since it last did.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.last = Some(now);
        let mut evenings = std::mem::take(&mut self.touched);
        evenings.extend(self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, evening)| *evening));
        for evening in evenings {
            let Some(room) = self.rooms.get_mut(&evening) else { continue };
            room.handle_timeout(now, &mut self.context);
            let due = room.due_at(now);
            if room.is_empty() {
                self.rooms.remove(&evening);
            }
            self.schedule(evening, due);
        }
    }

    fn schedule(&mut self, evening: EveningId, due: Option<Instant>) {
        if let Some(earlier) = self.due_of.remove(&evening) {
            self.due.remove(&(earlier, evening));
        }
        if let Some(due) = due {
            self.due_of.insert(evening, due);
            self.due.insert((due, evening));
        }
    }

    /// The next packet to send.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.context.transmits.pop_front()
    }

    /// The next report to a room.
    pub fn poll_report(&mut self) -> Option<(EveningId, Report)> {
        self.context.reports.pop_front()
    }
}
